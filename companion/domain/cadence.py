"""The days that count: recurrence rules, each valid from the day it was set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from companion.domain.records import CadenceChange
from companion.domain.rules import WORKDAYS, occurrences, plain_week


class Cadence:
    """Which days count, asked day by day; before the first change Monday to Friday counts."""

    def __init__(self, changes: Iterable[CadenceChange], until: date) -> None:
        """`until` is the last day that will be asked about."""
        starts = [(change.day, change.rule) for change in sorted(changes, key=lambda change: change.day)]
        starts.insert(0, (date.min, WORKDAYS))
        ends = [start for start, _ in starts[1:]] + [until]
        self._periods = [_Period(start, end, rule) for (start, rule), end in zip(starts, ends, strict=True)]

    def counts(self, day: date) -> bool:
        """Whether the rule valid on this day includes it."""
        period = next(period for period in reversed(self._periods) if period.start <= day)
        return period.counts(day)


class _Period:
    """One rule over the days it was valid on; only an unusual rule is unrolled into days beforehand."""

    def __init__(self, start: date, end: date, rule: str) -> None:
        self.start = start
        self._weekdays = plain_week(rule)
        self._days = frozenset(occurrences(rule, start, end)) if self._weekdays is None else frozenset()

    def counts(self, day: date) -> bool:
        return day.weekday() in self._weekdays if self._weekdays is not None else day in self._days
