"""What the coach will not replace, and what it makes of unusual words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion.coach.views import Change, Misuse
from companion.domain.records import Outcome, Verdict
from companion.journal.device import Heads
from tests.domain.desk import Desk
from tests.domain.making import FRI, THU


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026, nine in the morning in London."""
    return Desk(tmp_path)


def test_planning_the_same_act_again_rewords_it_instead_of_doubling_it(desk: Desk) -> None:
    coach = desk.coach()
    first = coach.plan(suggestion=0)
    again = coach.plan(suggestion=0, expect="something else")
    assert again.id == first.id
    assert [one.plan.expect for one in coach.experiments()] == ["something else"]


def test_a_plan_that_has_been_tried_or_decided_is_never_reworded(desk: Desk) -> None:
    coach = desk.coach()
    tried = coach.plan("look once")
    coach.tell(tried.id, Outcome.BETTER)
    decided = coach.plan("look twice")
    coach.decide(decided.id, Verdict.DROP)
    for before in (tried, decided):
        made = coach.plan("look away", replacing=before.id)
        assert made.id != before.id
        assert coach.find(before.id).plan.action == before.record.action
        coach.decide(made.id, Verdict.DROP)


def test_an_answer_replaces_none_about_another_experiment(desk: Desk) -> None:
    coach = desk.coach()
    one, other = coach.plan("look once"), coach.plan("look twice")
    told = coach.tell(one.id, Outcome.BETTER)
    for answer in (coach.tell(other.id, Outcome.WORSE, replacing=told.id), coach.not_tried(other.id, THU, "", told.id)):
        assert answer.id != told.id
    assert coach.find(one.id).trials == (told.record,)


def test_adapting_reads_a_whole_plan_from_its_action(desk: Desk) -> None:
    coach = desk.coach()
    parent = coach.plan("When I arrive, I will wait. Expect: calm")
    change = Change(action="When I leave, I will look back. Expect: a smile")
    _, child = coach.decide(parent.id, Verdict.ADAPT, change=change)
    assert child is not None
    assert (child.record.cue, child.record.action, child.record.expect) == ("When I leave", "look back", "a smile")


def test_adapting_to_nothing_is_refused(desk: Desk) -> None:
    coach = desk.coach()
    parent = coach.plan("wait")
    with pytest.raises(Misuse, match="empty"):
        coach.decide(parent.id, Verdict.ADAPT, change=Change(action="   "))
    assert len(coach.experiments()) == 1


@pytest.mark.parametrize(
    ("words", "rule"), [("mon, Thu", "FREQ=WEEKLY;BYDAY=MO,TH"), ("sunday", "FREQ=WEEKLY;BYDAY=SU")]
)
def test_the_days_that_count_may_be_named(desk: Desk, words: str, rule: str) -> None:
    assert desk.coach().set_cadence(words).record.rule == rule


def test_not_tried_is_no_answer_to_tomorrow(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("wait")
    with pytest.raises(Misuse, match="has not come yet"):
        coach.not_tried(made.id, FRI.replace(day=FRI.day + 1))


def test_a_journal_below_a_folder_that_is_not_utf8_keeps_its_heads(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/h\xff"))
    state = tmp_path / "state"
    state.mkdir()
    Heads(state, folder).note("abcdef/2026.jsonl", 0, 10)
    heads = Heads(state, folder)
    heads.load()
    assert [lost.had for lost in heads.lost({})] == [10]
