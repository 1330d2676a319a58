"""What a history adds up to beside its streak."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from companion.domain.history import History
from companion.domain.insight import levels, outcomes, trials_by_theme
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome
from tests.domain.cases import Case, cases
from tests.domain.making import FRI, MON, NEXT_MON, ONE, SUN, THU, TUE, WED, cadence, history, plan, trial, tried

DAY, WEEK = 0.5 ** (1 / 13), 0.5 ** (7 / 13)


def test_trials_count_for_their_experiments_theme() -> None:
    found = history(
        ("x", plan(MON, theme="work")), ("y", plan(MON, theme="people")), ("z", plan(MON)),
        trial(MON), trial(TUE), trial(TUE, "y"), trial(WED, "z"), trial(WED, "gone"),
    )  # fmt: skip
    assert trials_by_theme(found) == {"work": 2, "people": 1, "": 2}
    assert trials_by_theme(History()) == {}


def test_every_outcome_is_there_also_one_that_never_was() -> None:
    found = history(
        trial(MON, outcome=Outcome.WORSE), trial(TUE, outcome=Outcome.WORSE), trial(TUE, outcome=Outcome.SURPRISE)
    )
    assert list(outcomes(found).items()) == [
        (Outcome.BETTER, 0), (Outcome.EXPECTED, 0), (Outcome.WORSE, 2), (Outcome.SURPRISE, 1)
    ]  # fmt: skip
    assert set(outcomes(History()).values()) == {0}


def levelled(found: History, today: date) -> list[tuple[date, float]]:
    return [(one.day, one.consistency) for one in levels(Reckoning(found, today))]


def test_consistency_is_given_for_the_end_of_each_week_and_for_today() -> None:
    found = levelled(tried(THU, FRI, NEXT_MON), NEXT_MON + ONE)
    assert [day for day, _ in found] == [SUN, NEXT_MON + ONE]
    assert [level for _, level in found] == pytest.approx([1 - DAY**2, 1 - DAY**3])


def test_a_sunday_that_is_today_is_given_once() -> None:
    assert [day for day, _ in levelled(tried(THU), SUN)] == [SUN]
    assert levelled(History(), SUN) == []


def test_a_week_under_a_goal_has_its_level_on_its_sunday_once_it_was_judged() -> None:
    found = history(cadence(MON, 2), trial(MON))
    assert levelled(found, NEXT_MON) == [(SUN, 0.0), (NEXT_MON, 0.0)]
    later = levelled(found, NEXT_MON + ONE)
    assert [day for day, _ in later] == [SUN, NEXT_MON + ONE]
    assert [level for _, level in later] == pytest.approx([(1 - WEEK) / 2] * 2)


def test_the_last_level_is_that_of_the_last_done_day_where_that_is_later() -> None:
    assert [day for day, _ in levelled(tried(WED, FRI), THU)] == [FRI]


@given(case=cases())
@settings(max_examples=60, deadline=None)
def test_the_last_level_is_the_consistency_shown_and_none_leaves_its_bounds(case: Case) -> None:
    reckoning = Reckoning(case.history(), case.today)
    found = levels(reckoning)
    assert (found[-1].consistency if found else 0.0) == reckoning.streak.consistency
    assert all(0 <= one.consistency <= 1 for one in found)
    assert [one.day for one in found] == sorted({one.day for one in found})
    assert all(one.day.weekday() == 6 for one in found[:-1])
