"""Revision stamps: strictly increasing whatever the clock does, and in time order when compared as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.journal.stamps import device_of, is_stamp, next_stamp
from tests.journal.making import NOON, Home, setting, values

instants = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
devices = st.from_regex(r"[a-z0-9]{4,16}", fullmatch=True)


@given(clock=st.lists(st.tuples(instants, devices), min_size=1))
def test_stamps_strictly_increase_whatever_the_clock_does(clock: list[tuple[datetime, str]]) -> None:
    last = ""
    for now, device in clock:
        stamp = next_stamp(now, last, device)
        assert stamp > last
        assert is_stamp(stamp)
        assert device_of(stamp) == device
        last = stamp


@given(one=instants, other=instants, mine=devices, yours=devices)
def test_stamps_of_different_milliseconds_compare_in_time_order_whoever_issued_them(
    one: datetime, other: datetime, mine: str, yours: str
) -> None:
    earlier, later = sorted((one, other))
    if int(later.timestamp() * 1000) > int(earlier.timestamp() * 1000):
        assert next_stamp(earlier, "", mine) < next_stamp(later, "", yours)


def test_a_clock_that_stands_still_is_counted_on_from() -> None:
    first = next_stamp(NOON, "", "abcd")
    second = next_stamp(NOON, first, "efgh")
    assert (first, second) == ("1795348800000.00000-abcd", "1795348800000.00001-efgh")


def test_a_full_counter_carries_into_the_milliseconds() -> None:
    assert next_stamp(NOON, "1795348800000.99999-zzzz", "abcd") == "1795348800001.00000-abcd"


def test_a_clock_that_has_caught_up_is_believed_again() -> None:
    assert next_stamp(NOON, "1795348799999.00042-zzzz", "abcd") == "1795348800000.00000-abcd"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1795348800000",
        "1795348800000.00000",
        "1795348800000.00000-",
        "1795348800000.00000-abc",
        "1795348800000.00000-ABCD",
        "1795348800000.0000-abcd",
        "795348800000.00000-abcd",
        "7258118400000.00000-abcd",
        "1795348800000.00000-abcd\n",
        "١795348800000.00000-abcd",
        " 1795348800000.00000-abcd",
    ],
)
def test_what_no_device_could_have_issued_is_no_stamp(text: str) -> None:
    assert not is_stamp(text)


def test_writes_at_a_clock_gone_back_still_win(home: Home) -> None:
    journal = home.open()
    for number in range(10):
        journal.add(setting(str(number)), "minutes")
        home.clock.now -= timedelta(days=40)
        assert values(journal) == values(home.open()) == {"minutes": str(number)}


def test_a_clock_in_any_zone_writes_to_the_file_of_the_utc_year(home: Home) -> None:
    home.clock.now = datetime.fromisoformat("2027-01-01T05:00:00+13:00")
    home.open().add(setting("15"), "minutes")
    assert home.file.name == "2026.jsonl"
    assert home.file.read_bytes().startswith(b'{"v":1,"r":"1798732800000.00000-')
