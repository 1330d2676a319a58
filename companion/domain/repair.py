"""Settling a recent miss, and a kind return after an absence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from companion.domain.facts import PlanFact, ReflectionFact, TrialFact
from companion.domain.history import Experiment, History
from companion.domain.reckoning import Reckoning
from companion.domain.records import REPAIR_DAYS
from companion.domain.standing import DayStanding, Standing, is_counted, standing_of
from companion.domain.weeks import is_judged, sunday_of, week_of

ABSENCE_DAYS = 14
_ONE = timedelta(days=1)
_NEARBY = timedelta(days=ABSENCE_DAYS)
_DATE_LINE = 12 * 60
"""Minutes. Nobody's clock moves on by this much between two records unless a date was skipped on the way."""


class Miss(NamedTuple):
    """A day that can still be settled, up to and including `until`; `away` are the ranges that being away would add.

    `skipped`: travel took the date away. `short`: how many days its week lacks under a weekly goal, 0 under a rule.
    `waived`: it was let go. `is_open`: it is not missed yet, so it can be told or marked away, and needs no more."""

    day: date
    until: date
    away: tuple[tuple[date, date], ...]
    skipped: bool = False
    short: int = 0
    waived: bool = False
    is_open: bool = False


class Arrival(NamedTuple):
    """How the day's page should open: what can be settled, latest first, and a return after an absence.

    `last` is the day of the last record before an absence that ends today, else None. `asks` is whether the page
    may ask how the experiment went: not about days on which nobody was here.
    """

    misses: tuple[Miss, ...] = ()
    last: date | None = None
    asks: bool = True


HERE = Arrival()
"""Nothing to settle, and no absence."""


def settleable(reckoning: Reckoning) -> list[date]:
    """The days that a reserve may be spent on, latest first: missed, or undone in a short week, 1 to 7 days ago."""
    later = (reckoning.ledger.last - reckoning.today).days
    recent = {entry.day: entry.standing for entry in reckoning.days[-REPAIR_DAYS - 1 - later :]}
    days = [reckoning.today - timedelta(days=back) for back in range(1, REPAIR_DAYS + 1)]
    return [day for day in days if day in recent and _can_settle(reckoning, day, recent[day])]


def _can_settle(reckoning: Reckoning, day: date, standing: Standing) -> bool:
    return standing is Standing.MISSED or (standing is Standing.FREE and _short(reckoning, day) > 0)


def _short(reckoning: Reckoning, day: date) -> int:
    """How many days a day's week lacks, once it has been judged; 0 where the day stands under a rule."""
    sunday = sunday_of(day)
    if not reckoning.ledger.cadence.goal(day) or not is_judged(sunday, reckoning.today):
        return 0
    return week_of(reckoning.ledger, sunday).short


def all_misses(history: History, reckoning: Reckoning, offset: int) -> tuple[Miss, ...]:
    """All that can be settled, latest first; `offset` is where the person is now, in minutes east of UTC.

    A short week is one of them, under its latest undone day.
    """
    found: list[Miss] = []
    for day in settleable(reckoning):
        miss = _miss(history, reckoning, day, offset)
        if not miss.short or all(sunday_of(one.day) != sunday_of(day) for one in found if one.short):
            found.append(miss)
    return tuple(found)


def open_day(reckoning: Reckoning) -> Miss | None:
    """The earlier day that is still open, as what it would be if it were missed; None before any trial."""
    asked, today = reckoning.asked, reckoning.today
    if not reckoning.ledger.done or asked is None or asked < reckoning.ledger.first:
        return None
    if standing_of(reckoning.ledger, asked) is not Standing.OPEN:
        return None
    return Miss(asked, until=today, away=((asked, asked),), is_open=True)


def arrival(history: History, reckoning: Reckoning, offset: int) -> Arrival:
    """How today's page should open: without what was let go, and without a backlog from an absence."""
    recorded = sorted(history.recorded_days())
    today = reckoning.today
    asks = reckoning.asked is None or not _in_absence(reckoning.asked, recorded, today)
    last = recorded[-1] if recorded else today
    if last <= today - timedelta(days=ABSENCE_DAYS) and _something_missed(reckoning, last):
        return Arrival(last=last, asks=asks)
    misses = all_misses(history, reckoning, offset)
    asked = [miss for miss in misses if not miss.waived and not _in_absence(miss.day, recorded, today)]
    return Arrival(tuple(asked), asks=asks)


def tried_then(history: History, about: date) -> Experiment | None:
    """What may have been tried on an earlier day: planned by then, undecided and not told for it yet; the latest of
    those that were still open, else of those whose pact was full."""
    facts = history.facts
    told = {trial.experiment for trial in facts.trials.values() if trial.day == about}
    found = [
        plan
        for plan in facts.plans.values()
        if plan.day <= about and plan.key not in facts.decisions and plan.key not in told
    ]
    latest = max(found, key=lambda plan: (history.is_open(plan, about), plan.at, plan.key), default=None)
    return history.experiment(latest.key) if latest else None


def uncovered(away: Collection[date], first: date, last: date) -> list[tuple[date, date]]:
    """The parts of a range that no day away covers yet, each with its first and last day."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    free = [day for day in days if day not in away]
    starts = [day for index, day in enumerate(free) if not index or free[index - 1] != day - _ONE]
    ends = [day for index, day in enumerate(free) if index + 1 == len(free) or free[index + 1] != day + _ONE]
    return list(zip(starts, ends, strict=True))


def fresh_start(today: date) -> date:
    """The next Monday or first of a month, whichever comes first: days on which people find it easier to begin.

    Source: Dai, Milkman and Riis 2014, The Fresh Start Effect, Management Science 60(10).
    """
    days = (today + timedelta(days=ahead) for ahead in range(1, 8))
    return next(day for day in days if day.weekday() == 0 or day.day == 1)


def _in_absence(day: date, recorded: Sequence[date], today: date) -> bool:
    """Whether nothing was recorded on this day nor for fourteen days around it."""
    index = bisect_right(recorded, day)
    if not index or recorded[index - 1] == day:
        return False
    after = recorded[index] if index < len(recorded) else today
    return (after - recorded[index - 1]).days >= ABSENCE_DAYS


def _something_missed(reckoning: Reckoning, last: date) -> bool:
    """Whether a day that counted went by undone since the last record, yesterday's page aside."""
    ledger = reckoning.ledger
    end = reckoning.asked or reckoning.today
    days = (last + timedelta(days=ahead) for ahead in range(1, (end - last).days))
    return any(is_counted(ledger, day) and day not in ledger.done and day not in ledger.reserved for day in days)


def _miss(history: History, reckoning: Reckoning, day: date, offset: int) -> Miss:
    short = _short(reckoning, day)
    sunday = sunday_of(day)
    since, to = (sunday - timedelta(days=6), sunday) if short else _stretch(reckoning, day)
    away = uncovered(reckoning.ledger.away, since, to)
    return Miss(
        day=day,
        until=day + timedelta(days=REPAIR_DAYS),
        away=tuple(away),
        skipped=_was_skipped(history, day, offset),
        short=short,
        waived=any(one.about == day for one in history.waived.values()),
    )


def _stretch(reckoning: Reckoning, day: date) -> tuple[date, date]:
    """The unbroken stretch of days to be settled that ends on this one, with its rest days in between.

    Where it is longer than the one day, a page still open for the day after belongs to it: whoever was away for
    days was most likely away on that one too.
    """
    first = position = len(reckoning.days) - 1 - (reckoning.days[-1].day - day).days
    days: Sequence[DayStanding] = reckoning.days
    while position > 0:
        position -= 1
        if _can_settle(reckoning, *days[position]):
            first = position
        elif days[position].standing is not Standing.REST:
            break
    since, asked = days[first].day, reckoning.asked
    if since == day or asked is None or asked <= day:
        return since, day
    between = [entry.standing for entry in days if day < entry.day <= asked]
    return since, asked if set(between) <= {Standing.REST, Standing.OPEN} else day


def _was_skipped(history: History, day: date, offset: int) -> bool:
    """Whether travel took this date away: the clock moved on by half a day or more from one record to the next."""
    facts = history.facts
    tables: list[Collection[PlanFact | TrialFact | ReflectionFact]] = [
        facts.plans.values(),
        facts.trials.values(),
        facts.reflections.values(),
    ]
    first, last = day - _NEARBY, day + _NEARBY
    near = [fact for table in tables for fact in table if first <= _day_made(fact) <= last]
    made = sorted(near, key=attrgetter("at"))
    days = [_day_made(fact) for fact in made]
    before, after = bisect_left(days, day), bisect_right(days, day)
    if before != after or not before:
        return False
    arrived = made[after].offset if after < len(made) else offset
    return arrived - made[before - 1].offset >= _DATE_LINE


def _day_made(fact: PlanFact | TrialFact | ReflectionFact) -> date:
    return fact.told if isinstance(fact, TrialFact) else fact.day
