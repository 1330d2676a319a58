"""Recurrence rules as a cadence may use them: checked, and unrolled into days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
EVERY_DAY = "FREQ=DAILY"

_PARTS = ("FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PLAIN_WEEK = re.compile(r"FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)")
_INTERVAL = re.compile(r"[1-9][0-9]{0,2}")
HORIZON_DAYS = 366 * 8 + 2
"""A rule that names no day in this long (29 February skips at most eight years) never occurs."""
_CYCLE = 400
"""After so many years the calendar repeats itself, weekdays and week numbers included."""


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

    # For a day that never comes dateutil searches up to the year 9999, so it is asked as near to it as can be.
    later = (date.max.year - end.year) // _CYCLE * _CYCLE

    def moved(day: date, years: int) -> datetime:
        return datetime.combine(day.replace(year=day.year + years), datetime.min.time())

    monday = start - timedelta(days=start.weekday())
    found = rrulestr(f"{rule};UNTIL={moved(end, later):%Y%m%d}T235959", dtstart=moved(monday, later))
    for moment in found.xafter(moved(start, later), inc=True):
        yield moved(moment.date(), -later).date()


def check_goal(days: int) -> int:
    """A weekly goal of 1 to 7 days; ValueError with a sentence for people otherwise."""
    if not 1 <= days <= 7:
        raise ValueError("A week has seven days. Give a weekly goal from 1 to 7.")
    return days


def check_rule(rule: str, today: date) -> str:
    """The rule in capitals, if it can be a cadence; ValueError with a sentence for people otherwise."""
    text = rule.strip().upper().removeprefix("RRULE:")
    if plain_week(text):
        return text
    parts = {part.partition("=")[0]: part.partition("=")[2] for part in text.split(";")}
    names = [part.partition("=")[0] for part in text.split(";")]
    for word in ("DTSTART", "COUNT", "UNTIL"):
        if word in text:
            raise ValueError(f"A cadence has no {word}: it holds until it is changed. Leave that part out.")
    unknown = next((name for name in parts if name not in _PARTS), None)
    if "FREQ" in parts and unknown is not None:
        raise ValueError(f'A cadence has no part "{unknown[:20]}". Its parts are {", ".join(_PARTS)}.')
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError(f"A cadence needs FREQ to be one of {', '.join(_FREQUENCIES)}, as in {WORKDAYS}.")
    if not _INTERVAL.fullmatch(parts.get("INTERVAL", "1")):
        raise ValueError("A cadence needs INTERVAL to be a whole number from 1 to 999, or leaves it out.")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"A cadence names each part once, and this one has {twice} twice. Join them with commas.")
    try:
        first = next(iter(occurrences(text, today, today + timedelta(days=HORIZON_DAYS))), None)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ValueError(f'"{rule[:80]}" is not a recurrence rule. One that works: {WORKDAYS}.') from None
    if first is None:
        raise ValueError(f'"{rule[:80]}" does not occur within eight years. One that does: {WORKDAYS}.')
    return text
