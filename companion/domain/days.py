"""A day: wall-clock local time less the day start, then the date. The clock is always an argument."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

DAY_START_TEXT = "04:00"
DAY_START = timedelta(hours=4)
LATEST_DAY_START = timedelta(hours=12)
BACKDATED_DAYS = 366
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
AWAY_DAYS = 366
"""How long one range of away days may be."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_WRITTEN = re.compile(
    r"[0-9]{1,2}\.? [a-z]{3,9}(,? [0-9]{4})?|[a-z]{3,9} [0-9]{1,2}(,? [0-9]{4})?|([0-9]{1,2}[/.]){2}[0-9]{4}"
)
"""A day with its month in words, or in figures with the day first."""

_DAY_START = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware local time and the IANA name of its zone, or "" where that cannot be known."""

    local: datetime
    zone: str = ""

    @property
    def at(self) -> datetime:
        """The UTC instant, to the millisecond."""
        utc = self.local.astimezone(UTC)
        return utc.replace(microsecond=utc.microsecond // 1000 * 1000)

    @property
    def offset(self) -> int:
        """Minutes east of UTC."""
        offset = self.local.utcoffset()
        if offset is None:
            raise ValueError("a moment needs a local time with its offset")
        return offset // timedelta(minutes=1)

    def day(self, day_start: timedelta = DAY_START) -> date:
        """The day this moment belongs to."""
        return (self.local.replace(tzinfo=None) - day_start).date()


def parse_day_start(text: str) -> timedelta:
    """`HH:MM` between 00:00 and 12:00; ValueError with a sentence for people otherwise."""
    match = _DAY_START.fullmatch(text.strip())
    start = timedelta(hours=int(match[1]), minutes=int(match[2])) if match else None
    if start is None or start > LATEST_DAY_START:
        raise ValueError(f'A day can start from 00:00 to 12:00, written like 04:00. "{text[:40]}" is not that.')
    return start


_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}


def parse_date(text: str, today: date) -> date:
    """An ISO date, `today`, `yesterday` or `tomorrow`; ValueError with a sentence for people otherwise."""
    word = text.strip().lower()
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a date. Write it as 2026-11-20, today or yesterday.') from None


def parse_ahead(text: str, today: date) -> date:
    """A day to come as people write it: as `parse_date` takes it, `Friday`, `4 Dec`, `4 December 2026`, `04/12/2026`.

    ValueError with a sentence for people for anything else.
    """
    with suppress(ValueError):
        return parse_date(text, today)
    words = text.strip().lower()
    named = [index for index, day in enumerate(WEEKDAYS) if len(words) > 2 and day.lower().startswith(words)]
    if named:
        return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1)
    from dateutil import parser, relativedelta  # a long import that only an unusual day needs

    began = datetime(today.year, today.month, today.day, tzinfo=UTC)
    try:
        if not _WRITTEN.fullmatch(words):
            raise ValueError
        found = parser.parse(words, dayfirst=True, default=began).date()
    except (ValueError, OverflowError):
        raise ValueError(f'"{text[:40]}" is not a day. Write it as 2026-11-27, Friday or 27 Nov.') from None
    says_year = str(found.year) in words
    return found if says_year or found >= today else found + relativedelta.relativedelta(years=1)


def check_told(day: date, today: date) -> date:
    """A day that a trial may carry: not in the future, at most 366 days back; ValueError otherwise."""
    if day > today:
        raise ValueError(f"{day} has not come yet. A trial is told for today or an earlier day.")
    if (today - day).days > BACKDATED_DAYS:
        raise ValueError(f"{day} is more than {BACKDATED_DAYS} days back. A trial can be told up to a year late.")
    return day


def check_range(first: date, last: date) -> None:
    """Days away: in order, and at most a year of them; ValueError otherwise."""
    if last < first:
        raise ValueError(f"{last} comes before {first}. Give the first day away, then the last.")
    if not (first.year >= _FIRST_YEAR and last.year <= _LAST_YEAR):
        raise ValueError(f"{first} to {last} is too far off. Give dates from {_FIRST_YEAR} to {_LAST_YEAR}.")
    if (last - first).days >= AWAY_DAYS:
        raise ValueError(f"From {first} to {last} is more than {AWAY_DAYS} days. Give a range of up to a year.")


def parse_weekdays(text: str) -> set[int]:
    """Weekdays in words, `Mon Wed Fri`, as 0 for Monday to 6; ValueError with a sentence for people otherwise."""
    found = set()
    for word in re.split(r"[\s,;]+", text.strip().lower()):
        named = [index for index, day in enumerate(WEEKDAYS) if len(word) > 1 and day.lower().startswith(word)]
        if not named:
            raise ValueError("Name the days that should count, such as Mon Wed Fri.")
        found.add(named[0])
    return found
