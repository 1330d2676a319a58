"""The days that count: recurrence rules, each valid from the day it was set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from companion.domain.records import CadenceChange

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
EVERY_DAY = "FREQ=DAILY"

_PLAIN_WEEK = re.compile(r"FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_HORIZON = timedelta(days=366 * 8 + 2)
"""A rule that names no day in this long (29 February skips at most eight years) never occurs."""


def weekly(days: Iterable[int]) -> str:
    """The rule for some days of the week, 0 for Monday to 6 for Sunday."""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(set(days)))


def check_rule(rule: str, today: date) -> str:
    """The rule in capitals, if it can be a cadence; ValueError with a sentence for people otherwise."""
    text = rule.strip().upper().removeprefix("RRULE:")
    parts = {part.partition("=")[0]: part.partition("=")[2] for part in text.split(";")}
    for word in ("DTSTART", "COUNT", "UNTIL"):
        if word in text:
            raise ValueError(f"A cadence has no {word}: it holds until it is changed. Leave that part out.")
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError(f"A cadence needs FREQ to be one of {', '.join(_FREQUENCIES)}, as in {WORKDAYS}.")
    try:
        first = next(iter(_occurrences(text, today, today + _HORIZON)), None)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ValueError(f'"{rule}" is not a recurrence rule. One that works: {WORKDAYS}.') from None
    if first is None:
        raise ValueError(f'"{rule}" never occurs. One that does: {WORKDAYS}.')
    return text


def _occurrences(rule: str, start: date, end: date) -> Iterable[date]:
    """The rule's days from start to end, anchored on the Monday of the week of `start`."""
    from dateutil.rrule import rrulestr  # 10 ms that the usual rules never need

    monday = start - timedelta(days=start.weekday())
    anchor = datetime.combine(monday, datetime.min.time())
    # An end inside the rule keeps dateutil from searching to the year 9999 for a day that never comes.
    found = rrulestr(f"{rule};UNTIL={end:%Y%m%d}T235959", dtstart=anchor)
    for moment in found.xafter(datetime.combine(start, datetime.min.time()), inc=True):
        yield moment.date()


class Cadence:
    """Which days count, asked day by day; before the first change Monday to Friday counts."""

    def __init__(self, changes: Iterable[CadenceChange], until: date) -> None:
        """`until` is the last day that will be asked about."""
        ordered = sorted(changes, key=lambda change: change.day)
        first = [CadencePeriod(date.min, ordered[0].day if ordered else None, WORKDAYS, until)]
        ends = [change.day for change in ordered[1:]] + [None]
        self._periods = first + [
            CadencePeriod(change.day, end, change.rule, until) for change, end in zip(ordered, ends, strict=True)
        ]

    def counts(self, day: date) -> bool:
        """Whether the rule valid on this day includes it."""
        for period in reversed(self._periods):
            if period.start <= day:
                return period.counts(day)
        raise AssertionError("the first period begins with the calendar")


class CadencePeriod:
    """One rule over the days it was valid on: `start` to the day before `end`."""

    def __init__(self, start: date, end: date | None, rule: str, until: date) -> None:
        self.start = start
        self._weekdays: frozenset[int] | None = None
        self._days: frozenset[date] = frozenset()
        plain = _PLAIN_WEEK.fullmatch(rule)
        if plain:
            self._weekdays = frozenset(WEEKDAYS.index(name) for name in plain[1].split(","))
        elif rule == EVERY_DAY:
            self._weekdays = frozenset(range(7))
        else:
            self._days = frozenset(_occurrences(rule, start, min(end or until, until)))

    def counts(self, day: date) -> bool:
        """Whether the rule names this day; any day of the period may be asked about."""
        return day.weekday() in self._weekdays if self._weekdays is not None else day in self._days
