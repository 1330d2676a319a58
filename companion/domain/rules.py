"""Recurrence rules as a cadence may use them: checked, and unrolled into days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
EVERY_DAY = "FREQ=DAILY"

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PLAIN_WEEK = re.compile(r"FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)")
_HORIZON = timedelta(days=366 * 8 + 2)
"""A rule that names no day in this long (29 February skips at most eight years) never occurs."""


def weekly(days: Iterable[int]) -> str:
    """The rule for some days of the week, 0 for Monday to 6 for Sunday."""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(set(days)))


def plain_week(rule: str) -> frozenset[int] | None:
    """The weekdays of a rule that names only weekdays, or None: these need no library to unroll them."""
    if rule == EVERY_DAY:
        return frozenset(range(7))
    match = _PLAIN_WEEK.fullmatch(rule)
    return frozenset(WEEKDAYS.index(name) for name in match[1].split(",")) if match else None


def occurrences(rule: str, start: date, end: date) -> Iterable[date]:
    """The rule's days from start to end, anchored on the Monday of the week of `start`."""
    from dateutil.rrule import rrulestr  # 10 ms that the usual rules never need

    monday = start - timedelta(days=start.weekday())
    anchor = datetime.combine(monday, datetime.min.time())
    # An end inside the rule keeps dateutil from searching to the year 9999 for a day that never comes.
    found = rrulestr(f"{rule};UNTIL={end:%Y%m%d}T235959", dtstart=anchor)
    for moment in found.xafter(datetime.combine(start, datetime.min.time()), inc=True):
        yield moment.date()


def check_rule(rule: str, today: date) -> str:
    """The rule in capitals, if it can be a cadence; ValueError with a sentence for people otherwise."""
    text = rule.strip().upper().removeprefix("RRULE:")
    if plain_week(text):
        return text
    parts = {part.partition("=")[0]: part.partition("=")[2] for part in text.split(";")}
    for word in ("DTSTART", "COUNT", "UNTIL"):
        if word in text:
            raise ValueError(f"A cadence has no {word}: it holds until it is changed. Leave that part out.")
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError(f"A cadence needs FREQ to be one of {', '.join(_FREQUENCIES)}, as in {WORKDAYS}.")
    try:
        first = next(iter(occurrences(text, today, today + _HORIZON)), None)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ValueError(f'"{rule[:80]}" is not a recurrence rule. One that works: {WORKDAYS}.') from None
    if first is None:
        raise ValueError(f'"{rule[:80]}" never occurs. One that does: {WORKDAYS}.')
    return text
