"""The weekly review: which week it is of, when it is due, when it goes deeper, and where the next week leans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from companion.domain.facts import Facts
from companion.domain.records import Record
from companion.domain.reviewing import (
    DEEPER,
    focus_on,
    is_deeper,
    is_due,
    monday_of,
    number_of,
    trials_of_week,
    turn_of,
    week_to_review,
)
from tests.domain.making import FRI, LAST_FRI, MON, NEXT_MON, ONE, SAT, SUN, THU, TUE, WED, at, history, review, trial

WEEK = timedelta(weeks=1)
LAST_MON = MON - WEEK


def facts(*records: Record | tuple[str, Record]) -> Facts:
    return history(*records).facts


def reviewed(*weeks: date) -> Facts:
    """Weeks that have been reviewed, each by its Monday."""
    return facts(*((week.isoformat(), review(week)) for week in weeks))


# Which week


@pytest.mark.parametrize("day", [MON, TUE, WED, THU, FRI, SAT, SUN])
def test_every_day_of_a_week_has_the_same_monday(day: date) -> None:
    assert monday_of(day) == MON


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (MON, LAST_MON),
        (TUE, LAST_MON),
        (WED, LAST_MON),
        (THU, MON),
        (FRI, MON),
        (SAT, MON),
        (SUN, MON),
        (NEXT_MON, MON),
    ],
)
def test_a_review_is_of_this_week_from_thursday_on_and_of_the_last_one_before(day: date, week: date) -> None:
    assert week_to_review(day) == week


def test_a_year_may_end_within_a_week() -> None:
    assert week_to_review(date(2027, 1, 1)) == date(2026, 12, 28)
    assert week_to_review(date(2027, 1, 5)) == date(2026, 12, 28)


# What was tried in it


def test_a_week_holds_the_trials_that_carry_its_days_whenever_they_were_told() -> None:
    found = facts(
        ("before", trial(MON - ONE)),
        ("sunday", trial(SUN)),
        ("late", trial(MON, told=NEXT_MON)),
        ("after", trial(NEXT_MON)),
    )
    assert [one.key for one in trials_of_week(found, MON)] == ["late", "sunday"]
    assert trials_of_week(found, NEXT_MON + WEEK) == []


def test_trials_come_by_day_then_as_they_were_recorded() -> None:
    found = facts(
        ("c", trial(TUE, made=at(TUE, 9))),
        ("b", trial(TUE, made=at(TUE, 8))),
        ("a", trial(TUE, made=at(TUE, 9))),
        ("d", trial(MON, made=at(WED), told=WED)),
    )
    assert [one.key for one in trials_of_week(found, MON)] == ["d", "b", "a", "c"]


# Whether it is due


@pytest.mark.parametrize(
    ("day", "tried", "due"),
    [
        (THU, TUE, True),
        (WED, TUE, False),
        (WED, LAST_FRI, True),
        (THU, LAST_FRI, False),
        (NEXT_MON, SUN, True),
        (NEXT_MON + 3 * ONE, SUN, False),
        (THU, THU, True),
    ],
)
def test_it_is_due_where_the_week_to_review_has_a_trial(day: date, tried: date, due: bool) -> None:
    assert is_due(facts(trial(tried)), day) is due


def test_it_is_not_due_once_it_is_written() -> None:
    found = facts(trial(TUE), (MON.isoformat(), review(MON, made=THU)))
    assert not is_due(found, THU)
    assert not is_due(found, NEXT_MON)


def test_a_review_of_another_week_settles_nothing() -> None:
    assert is_due(facts(trial(TUE), (LAST_MON.isoformat(), review(LAST_MON))), THU)


def test_where_nothing_was_tried_there_is_nothing_to_review() -> None:
    assert not is_due(facts(), THU)


# Every fourth goes deeper


def test_reviews_are_counted_as_they_were_made_whatever_weeks_lie_between() -> None:
    weeks = [MON - many * WEEK for many in (40, 9, 1)]
    found = reviewed(*weeks)
    assert [number_of(found, week) for week in (*weeks, MON)] == [1, 2, 3, 4]


def test_every_fourth_asks_the_deeper_questions_and_the_same_on_looking_again() -> None:
    weeks = [MON + many * WEEK for many in range(12)]
    found = reviewed(*weeks)
    assert [is_deeper(found, week) for week in weeks] == [*[False] * 3, True] * 3
    assert is_deeper(reviewed(*weeks[:3]), weeks[3])
    assert not is_deeper(reviewed(*weeks[:4]), weeks[4])


def test_each_kind_of_review_counts_its_own_turns_so_that_none_of_a_banks_questions_is_left_out() -> None:
    weeks = [MON + many * WEEK for many in range(12)]
    found = reviewed(*weeks)
    assert [turn_of(found, week) for week in weeks if is_deeper(found, week)] == [1, 2, 3]
    assert [turn_of(found, week) for week in weeks if not is_deeper(found, week)] == [*range(1, 10)]


def test_the_deeper_questions_are_four_each_a_question_of_its_own_and_none_asks_why() -> None:
    """Of oneself one asks what, not why."""
    assert len(set(DEEPER)) == 4
    assert all(question.endswith("?") and question.count("?") == 1 for question in DEEPER)
    assert not any("why" in question.lower() for question in DEEPER)


# Where the next week leans


def leaning(made: date, focus: str = "work") -> Facts:
    return facts((MON.isoformat(), review(MON, made=made, focus=focus)))


@pytest.mark.parametrize("made", [THU, SUN])
def test_a_focus_holds_for_every_day_of_the_week_after_and_no_other(made: date) -> None:
    days = [MON + ahead * ONE for ahead in range(21)]
    assert [focus_on(leaning(made), day) for day in days] == [""] * 7 + ["work"] * 7 + [""] * 7


def test_a_focus_chosen_within_its_own_week_leaves_the_page_of_that_day_alone() -> None:
    """Last week is reviewed on Monday morning: Monday's page is under way, and Tuesday's is not."""
    assert focus_on(leaning(NEXT_MON), NEXT_MON) == ""
    assert focus_on(leaning(NEXT_MON), NEXT_MON + ONE) == "work"


def test_a_review_without_a_focus_leans_nowhere() -> None:
    assert focus_on(leaning(FRI, focus=""), NEXT_MON) == ""
    assert focus_on(facts(), NEXT_MON) == ""
