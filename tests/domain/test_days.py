"""What day it is: wall-clock local time less the day start, then the date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.days import (
    BACKDATED_DAYS,
    DAY_START,
    Moment,
    check_told,
    parse_date,
    parse_day_start,
    parse_weekdays,
)

FRIDAY = date(2026, 11, 20)


def moment(text: str, zone: str = "UTC") -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)), zone)


@pytest.mark.parametrize(
    ("wall_clock", "day"),
    [
        ("2026-11-20 03:59:59.999999", "2026-11-19"),
        ("2026-11-20 04:00:00", "2026-11-20"),
        ("2026-11-20 23:59:59", "2026-11-20"),
        ("2026-11-21 00:00:00", "2026-11-20"),
        ("2026-03-01 03:00:00", "2026-02-28"),
        ("2024-03-01 03:00:00", "2024-02-29"),
        ("2027-01-01 02:00:00", "2026-12-31"),
    ],
)
def test_a_day_begins_at_four_unless_set(wall_clock: str, day: str) -> None:
    assert moment(wall_clock).day() == date.fromisoformat(day)


def test_a_day_begins_when_the_person_says() -> None:
    late = moment("2026-11-20 09:30")
    assert late.day(timedelta(0)) == FRIDAY
    assert late.day(timedelta(hours=9, minutes=30)) == FRIDAY
    assert late.day(timedelta(hours=9, minutes=31)) == FRIDAY - timedelta(days=1)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"])
@pytest.mark.parametrize("day", ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01", "2026-11-20"])
def test_four_on_the_wall_clock_begins_the_day_whatever_the_clocks_did_that_night(zone: str, day: str) -> None:
    """Clocks go forward and back in the night; the person goes by what the clock on the wall shows."""
    today = date.fromisoformat(day)
    assert moment(f"{day} 03:59", zone).day() == today - timedelta(days=1)
    assert moment(f"{day} 04:00", zone).day() == today


def test_both_passes_of_a_repeated_hour_belong_to_the_same_day() -> None:
    twice = moment("2026-10-25 01:30", "Europe/London")
    again = Moment(twice.local.replace(fold=1))
    assert (twice.offset, again.offset) == (60, 0)
    assert again.at - twice.at == timedelta(hours=1)
    assert twice.day() == again.day() == date(2026, 10, 24)


def test_the_same_instant_is_another_day_elsewhere() -> None:
    instant = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    assert Moment(instant.astimezone(ZoneInfo("Pacific/Kiritimati"))).day() == date(2026, 11, 20)
    assert Moment(instant.astimezone(ZoneInfo("Pacific/Niue"))).day() == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("zone", "offset"), [("UTC", 0), ("Asia/Kolkata", 330), ("Asia/Kathmandu", 345), ("America/St_Johns", -210)]
)
def test_the_offset_is_minutes_east_of_utc(zone: str, offset: int) -> None:
    assert moment("2026-11-20 12:00", zone).offset == offset


def test_the_instant_is_utc_to_the_millisecond() -> None:
    assert moment("2026-11-20 12:00:00.123987", "Europe/Paris").at == datetime(2026, 11, 20, 11, 0, 0, 123000, UTC)


def test_a_moment_needs_its_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        _ = Moment(datetime.fromisoformat("2026-11-20 12:00")).offset


@given(st.datetimes(min_value=datetime.fromisoformat("1990-01-01"), max_value=datetime.fromisoformat("2090-01-01")))
def test_the_day_is_todays_date_or_yesterdays(local: datetime) -> None:
    day = Moment(local.replace(tzinfo=UTC)).day()
    assert day == (local.date() if local.hour >= 4 else local.date() - timedelta(days=1))


# What people type


@pytest.mark.parametrize(("text", "minutes"), [("04:00", 240), ("00:00", 0), ("12:00", 720), (" 05:30 ", 330)])
def test_a_day_start_is_written_hh_mm(text: str, minutes: int) -> None:
    assert parse_day_start(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "4:00", "12:01", "24:00", "04:60", "04.00", "4am", "٠٤:٠٠", "04:00\n05:00", "-1:00"]
)
def test_a_day_starts_from_midnight_to_noon(text: str) -> None:
    with pytest.raises(ValueError, match=r"A day can start from 00:00 to 12:00, written like 04:00\."):
        parse_day_start(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", FRIDAY),
        ("yesterday", date(2026, 11, 19)),
        ("tomorrow", date(2026, 11, 21)),
        (" Yesterday ", date(2026, 11, 19)),
        ("2026-11-20", FRIDAY),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_date_is_iso_or_today_or_yesterday(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY) == day


@pytest.mark.parametrize("text", ["", "2026-02-29", "20/11/2026", "friday", "2026-11-20T10:00", "0000-01-01"])
def test_anything_else_is_not_a_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date. Write it as 2026-11-20, today or yesterday\."):
        parse_date(text, FRIDAY)


def test_a_long_text_that_is_no_date_is_not_repeated_whole() -> None:
    with pytest.raises(ValueError) as caught:
        parse_date("x" * 100_000, FRIDAY)
    assert len(str(caught.value)) < 200


def test_a_trial_is_told_for_today_or_up_to_a_year_back() -> None:
    first = FRIDAY - timedelta(days=BACKDATED_DAYS)
    assert check_told(FRIDAY, FRIDAY) == FRIDAY
    assert check_told(first, FRIDAY) == first
    with pytest.raises(ValueError, match="more than 366 days back"):
        check_told(first - timedelta(days=1), FRIDAY)
    with pytest.raises(ValueError, match="2026-11-21 has not come yet"):
        check_told(date(2026, 11, 21), FRIDAY)


def test_the_day_start_unless_set_is_four_in_the_morning() -> None:
    assert timedelta(hours=4) == DAY_START


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon Wed Fri", {0, 2, 4}),
        ("monday, tuesday;SUNDAY", {0, 1, 6}),
        (" tu th ", {1, 3}),
        ("sa su sa", {5, 6}),
    ],
)
def test_weekdays_are_named_in_words(text: str, days: set[int]) -> None:
    assert parse_weekdays(text) == days


@pytest.mark.parametrize("text", ["", "m", "t", "every day", "Mon Xyz", "Mondays", "1 3"])
def test_a_word_that_is_no_weekday_is_asked_for_again(text: str) -> None:
    with pytest.raises(ValueError, match="Name the days that should count, such as Mon Wed Fri"):
        parse_weekdays(text)
