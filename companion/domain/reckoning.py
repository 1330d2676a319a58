"""Putting the rules to a whole history: its cadence, its streak, and what is at stake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from companion.domain.cadence import Cadence
from companion.domain.history import History
from companion.domain.rules import HORIZON_DAYS
from companion.domain.standing import DayStanding, Ledger, Spend, Standing, is_counted, last_counted, standings
from companion.domain.streak import Streak, replay, streak_of
from companion.domain.weeks import JUDGED_AFTER, Week, has_goal, sunday_of, week_of

_ONE, _WEEK = timedelta(days=1), timedelta(days=7)


class Reckoning:
    """The standing of every day and the streak of a history, on one day."""

    def __init__(self, history: History, today: date) -> None:
        self.today = today
        done = history.done_days()
        until = max(today, *done) if done else today
        self.ledger = Ledger(
            today=today,
            done=done,
            cadence=Cadence(history.cadences.values(), until + timedelta(days=HORIZON_DAYS)),
            away=away_days(history),
            spends=_spends(history),
            begun=history.facts.first_told,
        )
        self.asked = last_counted(self.ledger)

    @cached_property
    def days(self) -> list[DayStanding]:
        """Every day's standing, from the first trial on."""
        return standings(self.ledger)

    @cached_property
    def streak(self) -> Streak:
        """The streak, best, total, reserves, consistency and today's standing."""
        return streak_of(self.ledger, self.days)

    def this_week(self) -> Week | None:
        """Today's week, where today stands under a weekly goal."""
        return week_of(self.ledger, sunday_of(self.today)) if self.ledger.cadence.goal(self.today) else None

    def next_counted(self, after: date) -> date | None:
        """The first day after this one that counts; None within eight years, in which every rule occurs."""
        found = (after + timedelta(days=ahead) for ahead in range(1, HORIZON_DAYS))
        return next((day for day in found if is_counted(self.ledger, day)), None)

    def lost_from(self) -> date | None:
        """The first day on whose beginning the streak breaks if nothing more is tried; None with nothing to lose."""
        begun = self._run_begins()
        if begun is None:
            return None
        return min(filter(None, (self._day_lost(begun), self._week_lost(begun))), default=None)

    def _run_begins(self) -> date | None:
        first = None
        for entry, tally in replay(self.ledger, self.days):
            if entry.standing is Standing.DONE and first is None:
                first = entry.day
            if tally.broken:
                first = None
        return first

    def _day_lost(self, begun: date) -> date | None:
        """When an undone day is missed: it stays open while it is the latest counted day before today."""
        reserved = self.ledger.reserved
        for day in self._counted_from(max(self.asked or self.today, begun + _ONE)):
            if not self.ledger.cadence.goal(day) and day not in self.ledger.done and day not in reserved:
                closing = self.next_counted(day)
                return closing + _ONE if closing else None
        return None

    def _week_lost(self, begun: date) -> date | None:
        """When a week is judged short that has not been judged yet."""
        if not self.ledger.cadence.has_goals:
            return None
        sunday = sunday_of(max(self.today - JUDGED_AFTER + _ONE, begun))
        for _ in range(HORIZON_DAYS // 7):
            if has_goal(self.ledger, sunday) and week_of(self.ledger, sunday).short:
                return sunday + JUDGED_AFTER
            sunday += _WEEK
        return None

    def _counted_from(self, day: date) -> Iterator[date]:
        found = (day + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))
        return (day for day in found if is_counted(self.ledger, day))


def _spends(history: History) -> tuple[Spend, ...]:
    """One a day covered, the earliest made, under whatever key it was written down."""
    made: dict[date, date] = {}
    for one in history.reserves.values():
        made[one.covers] = min(one.day, made.get(one.covers, one.day))
    return tuple(Spend(covers, day) for covers, day in sorted(made.items()))


def away_days(history: History) -> frozenset[date]:
    """Every day that some range of away days covers."""
    return frozenset(
        one.first + timedelta(days=ahead)
        for one in history.away.values()
        for ahead in range((one.last - one.first).days + 1)
    )
