"""Experiments as the rules see them: their trials in order, and where each stands."""

from __future__ import annotations

from datetime import date

import pytest

from companion.domain.history import History, State
from companion.domain.records import Plan, Share, Verdict
from tests.domain.making import (
    FRI,
    MON,
    NEXT_MON,
    ONE,
    SAT,
    THU,
    TUE,
    WED,
    at,
    away,
    cadence,
    common,
    decision,
    enrolment,
    feed,
    history,
    plan,
    reflection,
    reserve,
    step_done,
    swap,
    trial,
    untried,
    waived,
)


def state(*records, today: date = FRI) -> State:
    (found,) = history(*records).experiments
    return found.state(today)


@pytest.mark.parametrize(("pact", "trials", "expected"), [
    (1, 0, State.OPEN), (1, 1, State.FULL), (1, 2, State.FULL),
    (5, 4, State.OPEN), (5, 5, State.FULL), (5, 9, State.FULL),
])  # fmt: skip
def test_a_pact_by_number_is_full_after_so_many_trials(pact: int, trials: int, expected: State) -> None:
    """A full pact asks for a decision; a further trial is still counted."""
    assert state(("x", plan(MON, pact=pact)), *(trial(TUE) for _ in range(trials))) is expected


@pytest.mark.parametrize(
    ("today", "expected"), [(THU, State.OPEN), (FRI, State.OPEN), (SAT, State.FULL), (NEXT_MON, State.FULL)]
)
def test_a_pact_by_date_is_full_after_its_day_whatever_was_tried(today: date, expected: State) -> None:
    for trials in (0, 3):
        assert state(("x", plan(MON, until=FRI)), *(trial(TUE) for _ in range(trials)), today=today) is expected


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [(Verdict.ADOPT, State.ADOPTED), (Verdict.ADAPT, State.ADAPTED), (Verdict.DROP, State.DROPPED)],
)
def test_a_decision_settles_it_full_or_not(verdict: Verdict, expected: State) -> None:
    assert state(("x", plan(MON)), ("x", decision(FRI, verdict))) is expected
    assert state(("x", plan(MON)), trial(TUE), ("x", decision(FRI, verdict)), trial(FRI)) is expected


def test_trials_stand_in_the_order_of_their_days() -> None:
    (found,) = history(
        ("x", plan(MON, pact=9)), trial(THU), trial(TUE, told=FRI), trial(WED), trial(WED, "other")
    ).experiments
    assert [one.day for one in found.trials] == [TUE, WED, THU]


def test_the_latest_planned_experiment_comes_first() -> None:
    made = history(("a", plan(MON)), ("c", plan(TUE, hour=8)), ("b", plan(TUE, hour=8)), ("d", plan(TUE, hour=7)))
    assert [one.id for one in made.experiments] == ["c", "b", "d", "a"]


def test_a_trial_counts_for_its_experiments_theme() -> None:
    made = history(("x", plan(MON, theme="work")))
    assert made.theme_of(trial(TUE)) == "work"
    assert made.theme_of(trial(TUE, "gone")) == ""


def test_a_day_is_done_by_any_trial_and_by_nothing_else() -> None:
    made = history(trial(MON), trial(MON), trial(WED, "gone", told=FRI), untried(THU, WED), plan(TUE), reflection(THU))
    assert made.done_days() == {MON, WED}


@pytest.mark.parametrize(
    "record",
    [
        *(plan(MON), trial(MON), reflection(MON), cadence(MON, "FREQ=DAILY"), swap(MON, "p/a"), away(MON)),
        *(enrolment(MON), step_done(MON, "p/way.1", "a"), feed(MON, Share.LESS)),
    ],
)
def test_a_history_with_anything_in_it_is_not_empty(record) -> None:
    assert History().is_empty
    assert not history(record).is_empty


def test_a_record_needs_an_instant_and_an_offset_that_can_be() -> None:
    with pytest.raises(ValueError, match="no offset from UTC"):
        Plan(day=MON, at=common(MON)["at"].replace(tzinfo=None), offset=0, action="ask")
    with pytest.raises(ValueError, match="not possible"):
        Plan(day=MON, at=common(MON)["at"], offset=26 * 60 + 1, action="ask")


@pytest.mark.parametrize("back", [-1, 0, 8, 30])
def test_a_reserve_covers_a_day_one_to_seven_days_before_it_is_spent(back: int) -> None:
    for days in range(1, 8):
        assert reserve(MON, MON + days * ONE).covers == MON
    with pytest.raises(ValueError, match="one to 7 days before"):
        reserve(MON, MON + back * ONE)


def test_days_away_are_a_range_in_order_and_of_a_year_at_most() -> None:
    assert away(MON, MON).last == MON
    assert away(MON, MON + 365 * ONE).first == MON
    with pytest.raises(ValueError, match="Give the first day away, then the last"):
        away(TUE, MON)
    with pytest.raises(ValueError, match="up to a year"):
        away(MON, MON + 366 * ONE)


def test_the_trial_recorded_first_is_known_by_its_instant_not_by_its_day() -> None:
    """Monday's was told late, after Wednesday's."""
    late, first = trial(MON, told=THU, made=at(THU)), trial(WED, made=at(WED))
    assert history(late, first).facts.first_told == WED
    assert history(first, late).facts.first_told == WED
    assert History().facts.first_told is None


def test_whatever_is_recorded_by_hand_marks_its_day_as_one_on_which_somebody_was_here() -> None:
    made = history(
        plan(MON), trial(MON, told=TUE), untried(WED, MON), waived(MON, THU), away(MON, MON + 9 * ONE, made=FRI),
        reserve(MON, SAT), cadence(NEXT_MON, 3),
    )  # fmt: skip
    assert made.recorded_days() == {MON, TUE, WED, THU, FRI, SAT, NEXT_MON}
