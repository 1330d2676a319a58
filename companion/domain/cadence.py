"""The days that count: recurrence rules and weekly goals, each valid from the day it was set."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from companion.domain.records import CadenceChange
from companion.domain.rules import WORKDAYS, occurrences, plain_week


class Period:
    """One rule or weekly goal over the days it was valid on, `start` to `end`; `goal` is 0 under a rule."""

    __slots__ = ("_days", "_weekdays", "end", "goal", "rule", "start")

    def __init__(self, start: date, end: date, rule: str, goal: int = 0) -> None:
        self.start, self.end, self.rule, self.goal = start, end, rule, goal
        self._weekdays = frozenset(range(7)) if goal else plain_week(rule)
        # Only an unusual rule is unrolled into days beforehand.
        self._days = frozenset(occurrences(rule, start, end)) if self._weekdays is None else frozenset()

    def counts(self, day: date) -> bool:
        """Whether the rule names this day; under a weekly goal any day may count."""
        return day.weekday() in self._weekdays if self._weekdays is not None else day in self._days


class Cadence:
    """What counts on which day; before the first change Monday to Friday does."""

    def __init__(self, changes: Iterable[CadenceChange], until: date) -> None:
        """`until` is the last day that will be asked about."""
        known = [(change.day, change.rule, change.goal) for change in sorted(changes, key=lambda change: change.day)]
        known.insert(0, (date.min, WORKDAYS, 0))
        self._starts = [start for start, _, _ in known]
        ends = [*self._starts[1:], until]
        self._periods = [Period(start, end, rule, goal) for (start, rule, goal), end in zip(known, ends, strict=True)]
        self.has_goals = any(goal for _, _, goal in known)

    def period(self, day: date) -> Period:
        """The rule or goal valid on this day."""
        return self._periods[bisect_right(self._starts, day) - 1]

    def counts(self, day: date) -> bool:
        """Whether this day is not a rest day."""
        return self.period(day).counts(day)

    def goal(self, day: date) -> int:
        """How many days a week are asked for on this day, 0 under a rule."""
        return self.period(day).goal
