"""Two machines decide the same experiment differently while apart: both end with one decision, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from companion.coach.coach import Coach
from companion.coach.views import Change, Refused
from companion.domain.history import State
from companion.domain.records import Growth, Outcome, Verdict
from tests.domain.desk import Desk
from tests.domain.making import FRI


class Pair(NamedTuple):
    """Two machines that hold the same experiment, and its id."""

    here: Desk
    there: Desk
    key: str

    def meet(self) -> tuple[Coach, Coach]:
        """Carry the logs both ways, and start the program on both."""
        self.here.meet(self.there)
        return self.here.coach(), self.there.coach()


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    here, there = Desk(tmp_path / "here"), Desk(tmp_path / "there")
    key = here.coach().plan("When it rains, I will go out", pact=5).id
    here.meet(there)
    return Pair(here, there, key)


def decide(desk: Desk, key: str, verdict: Verdict, hour: int, lesson: str = "") -> str:
    """Decide on a machine at an hour of Friday; returns the id of the child that adapting begins, "" for none."""
    change = Change(action=f"go out at {hour}") if verdict is Verdict.ADAPT else None
    _, child = desk.on(FRI, hour).coach().decide(key, verdict, lesson or f"At {hour}.", change)
    return child.id if child else ""


def shown(coach: Coach, key: str) -> list[tuple[str, int, State]]:
    return [(one.id, kin.depth, one.state(FRI)) for kin, one in coach.family(key)]


STATES = {Verdict.ADOPT: State.ADOPTED, Verdict.ADAPT: State.ADAPTED, Verdict.DROP: State.DROPPED}


@pytest.mark.parametrize("adapting_is_later", [True, False])
@pytest.mark.parametrize("other", [Verdict.ADOPT, Verdict.DROP])
def test_the_later_decision_stands_on_both_and_the_child_of_the_other_stays_open(
    pair: Pair, other: Verdict, adapting_is_later: bool
) -> None:
    child = decide(pair.here, pair.key, Verdict.ADAPT, 12 if adapting_is_later else 10)
    decide(pair.there, pair.key, other, 11)
    winner = Verdict.ADAPT if adapting_is_later else other
    for coach in pair.meet():
        decision = coach.find(pair.key).decision
        assert decision is not None
        assert (decision.verdict, decision.child) == (winner, child if adapting_is_later else "")
        assert shown(coach, pair.key) == [(pair.key, 0, STATES[winner]), (child, 1, State.OPEN)]
        assert shown(coach, child) == shown(coach, pair.key)
        assert coach.shelf().open == (child,)
        assert [one.id for one in coach.today().open] == [child]
        assert coach.troubles == []


@pytest.mark.parametrize("later", ["here", "there"])
def test_the_decision_that_lost_is_in_the_history_of_both(pair: Pair, later: str) -> None:
    for name, desk in (("here", pair.here), ("there", pair.there)):
        decide(desk, pair.key, Verdict.DROP, 12 if name == later else 10, lesson=f"From {name}.")
    earlier = {"here": "there", "there": "here"}[later]
    for coach in pair.meet():
        said = [one.record.lesson for one in coach.revisions(f"decision:{pair.key}") if one.record]  # type: ignore[attr-defined]
        assert said == [f"From {earlier}.", f"From {later}."]
        assert coach.find(pair.key).decision.lesson == f"From {later}."  # type: ignore[union-attr]


def test_adapted_twice_it_has_two_children_and_both_are_open(pair: Pair) -> None:
    first = decide(pair.here, pair.key, Verdict.ADAPT, 10)
    second = decide(pair.there, pair.key, Verdict.ADAPT, 11)
    for coach in pair.meet():
        assert shown(coach, first) == [
            (pair.key, 0, State.ADAPTED),
            (first, 1, State.OPEN),
            (second, 1, State.OPEN),
        ]
        assert coach.find(pair.key).decision.child == second  # type: ignore[union-attr]


def test_the_orphan_goes_on_as_any_other(pair: Pair) -> None:
    """It is told of, decided and grown on the machine that never began it, and the first machine sees that."""
    child = decide(pair.here, pair.key, Verdict.ADAPT, 10)
    decide(pair.there, pair.key, Verdict.DROP, 11)
    coach = pair.meet()[1]
    coach.tell(child, Outcome.BETTER)
    coach.decide(child, Verdict.ADOPT, "Small enough.")
    grown = coach.grow(child, Growth.REPEAT)
    for met in pair.meet():
        assert shown(met, pair.key) == [
            (pair.key, 0, State.DROPPED),
            (child, 1, State.ADOPTED),
            (grown.id, 2, State.OPEN),
        ]
        assert met.shelf().playbook == (child,)


def test_neither_decides_again_once_they_have_met(pair: Pair) -> None:
    decide(pair.here, pair.key, Verdict.ADAPT, 10)
    decide(pair.there, pair.key, Verdict.DROP, 11)
    for coach in pair.meet():
        with pytest.raises(Refused, match="decided already: dropped on Friday 20 November"):
            coach.decide(pair.key, Verdict.ADOPT)


def test_the_machine_whose_decision_lost_cannot_take_it_back_and_says_why(pair: Pair) -> None:
    child = decide(pair.here, pair.key, Verdict.ADAPT, 10)
    decide(pair.there, pair.key, Verdict.DROP, 11)
    coach = pair.meet()[0]
    with pytest.raises(Refused, match="Another device has changed this since"):
        coach.undo()
    assert coach.find(pair.key).state(FRI) is State.DROPPED
    assert coach.find(child).state(FRI) is State.OPEN


def test_taking_the_later_decision_back_brings_the_earlier_one_to_both(pair: Pair) -> None:
    child = decide(pair.here, pair.key, Verdict.ADAPT, 10)
    decide(pair.there, pair.key, Verdict.DROP, 11)
    pair.meet()[1].undo()
    for coach in pair.meet():
        assert shown(coach, pair.key) == [(pair.key, 0, State.ADAPTED), (child, 1, State.OPEN)]


def test_trials_told_apart_of_a_dropped_experiment_are_all_kept(pair: Pair) -> None:
    """One machine drops it; the other, not knowing, tells of a trial on a later day."""
    decide(pair.here, pair.key, Verdict.DROP, 10)
    later = pair.there.on(FRI.replace(day=23)).coach()
    later.tell(pair.key, Outcome.SURPRISE)
    for coach in pair.meet():
        found = coach.find(pair.key)
        assert (found.state(FRI), len(found.trials)) == (State.DROPPED, 1)
        assert coach.progress().streak.total == 1
