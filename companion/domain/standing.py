"""What each day stands as: the first rule that matches, each day judged once, linear in days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, partial
from typing import NamedTuple

from companion.domain.cadence import Cadence
from companion.domain.rules import HORIZON_DAYS


class Standing(StrEnum):
    """What a day is, by the first rule that matches; `free` is any undone day under a weekly goal."""

    DONE = "done"
    AWAY = "away"
    REST = "rest"
    RESERVE = "reserve"
    FREE = "free"
    OPEN = "open"
    MISSED = "missed"


class DayStanding(NamedTuple):
    """One day and what it counts as."""

    day: date
    standing: Standing


class Spend(NamedTuple):
    """A reserve spent on `made` for the day it `covers`."""

    covers: date
    made: date


@dataclass(frozen=True)  # no slots, because it keeps what it has once worked out
class Ledger:
    """All that the streak depends on, as of `today`.

    `begun` is the day of the trial that was recorded first; None stands for the earliest done day.
    """

    today: date
    done: Collection[date]
    cadence: Cadence
    away: Collection[date] = frozenset()
    spends: Sequence[Spend] = ()
    begun: date | None = None

    @cached_property
    def reserved(self) -> frozenset[date]:
        """The days that a reserve was spent on."""
        return frozenset(spend.covers for spend in self.spends)

    @cached_property
    def first(self) -> date:
        """The first day that has a standing; ValueError before the first trial."""
        return min(self.done)

    @cached_property
    def last(self) -> date:
        """Today, or the last done day if that is later: a clock may have gone back, or a person travelled."""
        return max(self.today, max(self.done, default=self.today))


def is_counted(ledger: Ledger, day: date) -> bool:
    """Whether a day is neither rest nor away.

    A trial on a rest day does not make it one that counts: otherwise telling one more trial could
    turn an open Friday into a missed one.
    """
    return day not in ledger.away and ledger.cadence.counts(day)


def last_counted(ledger: Ledger) -> date | None:
    """The latest counted day before today, which today's page still asks about; None within eight years."""
    days = (ledger.today - timedelta(days=back) for back in range(1, HORIZON_DAYS))
    return next((day for day in days if is_counted(ledger, day)), None)


def standing_of(ledger: Ledger, day: date) -> Standing:
    """The standing of one day, also before the first trial."""
    return _judge(ledger, [day])[0].standing


def standings(ledger: Ledger) -> list[DayStanding]:
    """Every day from the first trial to today, or to the last done day if that is later."""
    if not ledger.done:
        return []
    days = range(ledger.first.toordinal(), ledger.last.toordinal() + 1)
    return _judge(ledger, list(map(date.fromordinal, days)))


def _judge(ledger: Ledger, days: Sequence[date]) -> list[DayStanding]:
    done, away, reserved, today = ledger.done, ledger.away, ledger.reserved, ledger.today
    asked, period_of = last_counted(ledger), ledger.cadence.period
    found: list[Standing] = []
    for day in days:
        if day in done:
            standing = Standing.DONE
        elif day in away:
            standing = Standing.AWAY
        else:
            period = period_of(day)
            if not period.counts(day):
                standing = Standing.REST
            elif day in reserved:
                standing = Standing.RESERVE
            elif period.goal:
                standing = Standing.FREE
            elif day >= today or day == asked:
                standing = Standing.OPEN
            else:
                standing = Standing.MISSED
        found.append(standing)
    # As its own constructor makes them, but in C: over thirty years that is a fifth of the time.
    return list(map(partial(tuple.__new__, DayStanding), zip(days, found, strict=True)))
