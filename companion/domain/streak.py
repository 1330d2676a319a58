"""A day's standing and the streak, each day judged once, linear in days.

The day cadence is here. Reserves and away days are already arguments of the rule; what makes them, and the
weekly goal, join at `standings`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from companion.domain.cadence import Cadence

_ONE = timedelta(days=1)


class Standing(StrEnum):
    """What a day is, by the first rule that matches, in this order."""

    DONE = "done"
    AWAY = "away"
    REST = "rest"
    RESERVE = "reserve"
    OPEN = "open"
    MISSED = "missed"


class DayStanding(NamedTuple):
    """One day and what it counts as."""

    day: date
    standing: Standing


_HALF_LIFE = 13
_MEMORY = 0.5 ** (1 / _HALF_LIFE)


@dataclass(frozen=True, slots=True)
class Streak:
    """Done days since the last break, the longest such run ever, all done days, and today's standing.

    `consistency`, 0 to 1, is an exponential moving average of done and missed days, as Loop Habit Tracker
    reckons it; it never resets.
    """

    streak: int
    best: int
    total: int
    today: Standing
    consistency: float = 0.0


def last_counted(today: date, cadence: Cadence, away: Collection[date] = (), horizon: int = 366 * 8 + 2) -> date | None:
    """The latest day before today that the cadence counts and that is not away; None within `horizon` days.

    A trial on a rest day does not change which day this is: otherwise telling one more trial could
    turn an open Friday into a missed one.
    """
    for back in range(1, horizon + 1):
        day = today - timedelta(days=back)
        if cadence.counts(day) and day not in away:
            return day
    return None


def standing_of(
    day: date,
    done: Collection[date],
    cadence: Cadence,
    today: date,
    asked: date | None,
    away: Collection[date] = (),
    reserved: Collection[date] = (),
) -> Standing:
    """The standing of one day; `asked` is the earlier day that today's page still asks about."""
    if day in done:
        return Standing.DONE
    if day in away:
        return Standing.AWAY
    if not cadence.counts(day):
        return Standing.REST
    if day in reserved:
        return Standing.RESERVE
    if day >= today or day == asked:
        return Standing.OPEN
    return Standing.MISSED


def standings(
    done: Collection[date],
    cadence: Cadence,
    today: date,
    away: Collection[date] = (),
    reserved: Collection[date] = (),
) -> list[DayStanding]:
    """Every day from the first trial to today, or to the last done day if that is later."""
    if not done:
        return []
    asked = last_counted(today, cadence, away)
    day, end = min(done), max(today, *done)
    found = []
    while day <= end:
        found.append(DayStanding(day, standing_of(day, done, cadence, today, asked, away, reserved)))
        day += _ONE
    return found


def streak_of(days: Sequence[DayStanding], today: Standing) -> Streak:
    """The streak of a run of standings; `today` is what today stands as, also before the first trial."""
    run = best = total = 0
    consistency = 0.0
    for entry in days:
        if entry.standing in (Standing.DONE, Standing.MISSED):
            consistency = consistency * _MEMORY + (entry.standing is Standing.DONE) * (1 - _MEMORY)
        if entry.standing is Standing.DONE:
            run += 1
            total += 1
            best = max(best, run)
        elif entry.standing is Standing.MISSED:
            run = 0
    return Streak(run, best, total, today, consistency)
