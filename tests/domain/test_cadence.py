"""The days that count: recurrence rules, and each rule valid from the day it was set."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.cadence import Cadence
from companion.domain.records import CadenceChange
from companion.domain.rules import (
    EVERY_DAY,
    WEEKDAYS,
    WORKDAYS,
    check_goal,
    check_rule,
    occurrences,
    plain_week,
    weekly,
)
from tests.domain.making import FRI, MON, ONE, SAT, SUN, THU, TUE, WED, cadence, common, days_between

YEAR = timedelta(days=366)
MONDAYS = "FREQ=WEEKLY;BYDAY=MO"
FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"


def counted(*changes: CadenceChange, first: date = MON, last: date = SUN) -> list[date]:
    """The days from Monday to Sunday that count."""
    known = Cadence(changes, last)
    return [day for day in days_between(first, last) if known.counts(day)]


def test_monday_to_friday_counts_unless_set() -> None:
    assert counted() == [MON, TUE, WED, THU, FRI]


def test_a_change_is_valid_from_its_day_and_changes_no_earlier_one() -> None:
    assert counted(cadence(WED, MONDAYS)) == [MON, TUE]
    assert counted(cadence(SAT, EVERY_DAY)) == [MON, TUE, WED, THU, FRI, SAT, SUN]


def test_the_latest_change_before_a_day_is_the_one_it_goes_by() -> None:
    changes = [cadence(FRI, EVERY_DAY), cadence(TUE, weekly([2])), cadence(THU, weekly([0]))]
    assert counted(*changes) == [MON, WED, FRI, SAT, SUN]


def test_a_fortnight_is_counted_from_the_monday_of_the_week_it_was_set() -> None:
    found = counted(cadence(WED, FORTNIGHT), last=MON + timedelta(days=28))
    assert found == [MON, TUE, FRI, MON + timedelta(14), FRI + timedelta(14), MON + timedelta(28)]


def test_a_rule_set_again_begins_its_fortnight_again() -> None:
    week = timedelta(days=7)
    found = counted(cadence(MON, FORTNIGHT), cadence(MON + week, FORTNIGHT), last=SUN + 2 * week)
    assert found == [MON, FRI, MON + week, FRI + week]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", ["2026-12-07", "2027-01-04"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", ["2026-12-24"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-11-30", "2026-12-31", "2027-01-29"]),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR", ["2027-01-01"]),
        ("FREQ=DAILY;INTERVAL=30", ["2026-11-16", "2026-12-16", "2027-01-15"]),
    ],
)
def test_unusual_rules_name_the_days_that_the_calendar_says(rule: str, expected: list[str]) -> None:
    found = occurrences(rule, MON, date(2027, 1, 31))
    assert [day.isoformat() for day in found] == expected


# Plain weeks need no library, so they have to agree with it

weeks = st.sets(st.integers(0, 6), min_size=1).map(sorted)
starts = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(days=weeks, start=starts)
@settings(max_examples=60, deadline=None)
def test_a_plain_week_agrees_with_the_library(days: list[int], start: date) -> None:
    rule, end = weekly(days), start + timedelta(days=40)
    first, last = datetime.combine(start, datetime.min.time()), datetime.combine(end, datetime.max.time())
    by_library = {found.date() for found in rrulestr(rule, dtstart=first).between(first, last, inc=True)}
    by_us = Cadence([cadence(start, rule)], end)
    assert {day for day in days_between(start, end) if by_us.counts(day)} == by_library
    assert set(occurrences(rule, start, end)) == by_library


RULES = ["FREQ=DAILY;INTERVAL=3", FORTNIGHT, "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
         "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYWEEKNO=1,53", "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=-1"]  # fmt: skip


@given(rule=st.sampled_from(RULES), start=starts, length=st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_rules_are_unrolled_as_the_library_does_it(rule: str, start: date, length: int) -> None:
    """Ours are asked for far in the future, where the search for a day that never comes is short."""
    end = start + timedelta(days=length)
    anchor = datetime.combine(start - timedelta(days=start.weekday()), datetime.min.time())
    first, last = datetime.combine(start, datetime.min.time()), datetime.combine(end, datetime.max.time())
    expected = [found.date() for found in rrulestr(rule, dtstart=anchor).between(first, last, inc=True)]
    assert list(occurrences(rule, start, end)) == expected


def test_weekday_names_are_the_standards() -> None:
    assert plain_week(WORKDAYS) == {0, 1, 2, 3, 4}
    assert plain_week(EVERY_DAY) == set(range(7))
    assert [plain_week(weekly([number])) for number in range(7)] == [{number} for number in range(7)]
    assert weekly([6, 0, 6]) == "FREQ=WEEKLY;BYDAY=MO,SU"
    assert plain_week("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO") is None
    assert len(WEEKDAYS) == 7


# Which rules can be a cadence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (WORKDAYS, WORKDAYS),
        (" freq=daily ", EVERY_DAY),
        ("RRULE:FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=SA"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    ],
)
def test_a_rule_is_kept_in_capitals(typed: str, kept: str) -> None:
    assert check_rule(typed, MON) == kept
    assert check_rule(kept, MON) == kept


@pytest.mark.parametrize(
    ("rule", "because"),
    [
        ("FREQ=DAILY;COUNT=5", "A cadence has no COUNT"),
        ("FREQ=DAILY;UNTIL=20270101", "A cadence has no UNTIL"),
        ("DTSTART:20261120\nRRULE:FREQ=DAILY", "A cadence has no DTSTART"),
        ("FREQ=HOURLY", "needs FREQ to be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=SECONDLY", "needs FREQ"),
        ("", "needs FREQ"),
        ("every day", "needs FREQ"),
        ("BYDAY=MO", "needs FREQ"),
        ("FREQ=WEEKLY;BYDAY=XX", "is not a recurrence rule"),
        ("FREQ=WEEKLY;BYDAY=", "is not a recurrence rule"),
        ("FREQ=WEEKLY;WKST=ZZ", "is not a recurrence rule"),
        ("FREQ=MONTHLY;BYDAY=99MO", "is not a recurrence rule"),
        ("FREQ=DAILY\nEXDATE:20261123", "needs FREQ"),
        ("FREQ=DAILY;BYDAY=MO\nRDATE:20200101", "is not a recurrence rule"),
        ("FREQ=DAILY;", 'has no part ""'),
        ("FREQ=DAILY;BYHOUR=1,2,3", 'has no part "BYHOUR"'),
        ("FREQ=DAILY;BYEASTER=0", 'has no part "BYEASTER"'),
        ("FREQ=DAILY;INTERVAL=0", "needs INTERVAL to be a whole number from 1 to 999"),
        ("FREQ=DAILY;INTERVAL=-1", "needs INTERVAL"),
        ("FREQ=DAILY;INTERVAL= 0", "needs INTERVAL"),
        ("FREQ=DAILY;INTERVAL=٠", "needs INTERVAL"),
        ("FREQ=DAILY;INTERVAL=1;INTERVAL=0", "needs INTERVAL"),
        ("FREQ=DAILY;INTERVAL=99999999999", "needs INTERVAL"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "does not occur within eight years"),
        ("FREQ=MONTHLY;BYMONTH=13", "does not occur within eight years"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "does not occur within eight years"),
        ("FREQ=DAILY;BYSETPOS=2", "does not occur within eight years"),
    ],
)
def test_a_rule_that_cannot_be_a_cadence_is_refused_in_a_sentence(rule: str, because: str) -> None:
    with pytest.raises(ValueError) as caught:
        check_rule(rule, MON)
    assert because in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYWEEKNO=54"])
def test_a_rule_that_never_occurs_is_refused_soon(rule: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValueError, match="does not occur within eight years"):
        check_rule(rule, MON)
    assert time.process_time() - begun < 3


def test_a_record_holds_only_a_rule_that_was_checked() -> None:
    with pytest.raises(ValueError, match="not written as this program writes it"):
        cadence(MON, "freq=daily")
    with pytest.raises(ValueError, match="needs FREQ"):
        cadence(MON, "whenever")


def test_a_day_that_a_rule_rarely_names_is_found_years_ahead() -> None:
    leap = cadence(MON, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    assert counted(leap, first=MON + ONE, last=MON + 5 * YEAR) == [date(2028, 2, 29)]


# Weekly goals


def test_under_a_weekly_goal_any_day_may_count() -> None:
    assert counted(cadence(MON, 3)) == [MON, TUE, WED, THU, FRI, SAT, SUN]


def test_rules_and_goals_follow_each_other_each_from_its_day() -> None:
    known = Cadence([cadence(WED, 2), cadence(FRI, weekly([5])), cadence(SUN, 7)], SUN)
    assert [known.goal(day) for day in days_between(MON, SUN)] == [0, 0, 2, 2, 0, 0, 7]
    assert [day for day in days_between(MON, SUN) if known.counts(day)] == [MON, TUE, WED, THU, SAT, SUN]


def test_the_order_of_changes_does_not_matter() -> None:
    changes = [cadence(WED, 2), cadence(FRI, weekly([5])), cadence(MON, 4)]
    assert [Cadence(changes[::-1], SUN).goal(day) for day in days_between(MON, SUN)] == [4, 4, 2, 2, 0, 0, 0]


def test_it_is_known_whether_there_ever_was_a_goal() -> None:
    assert Cadence([cadence(MON, 1)], SUN).has_goals
    assert not Cadence([cadence(MON, EVERY_DAY)], SUN).has_goals


@pytest.mark.parametrize("days", [-1, 0, 8, 100])
def test_a_week_has_one_to_seven_days_to_count(days: int) -> None:
    with pytest.raises(ValueError, match="Give a weekly goal from 1 to 7"):
        check_goal(days)
    with pytest.raises(ValueError, match="weekly goal"):
        CadenceChange(**common(MON), goal=days)


@pytest.mark.parametrize("days", range(1, 8))
def test_each_of_them_can_be_a_goal(days: int) -> None:
    assert check_goal(days) == cadence(MON, days).goal == days


def test_a_cadence_is_a_rule_or_a_goal_and_never_both() -> None:
    for both in ({}, {"rule": EVERY_DAY, "goal": 3}):
        with pytest.raises(ValueError, match="either a rule or a weekly goal"):
            CadenceChange(**common(MON), **both)
