"""The playbook: what becomes a play, what it says, and how its evidence is counted and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from companion.domain.history import History
from companion.domain.playbook import Evidence, Play, evidence_line, origin_line, play_keys, plays
from companion.domain.records import Decision, Growth, Outcome, Shown, Verdict
from tests.domain.making import FRI, MON, ONE, THU, TUE, WED, at, decision, history, plan, trial

SHOWN = Shown(title="Thank the messenger", idea="Who brings you bad news?")


def learnt(lesson: str, day: Any = FRI) -> Decision:
    return replace(decision(day), lesson=lesson)


def only(found: History) -> Play:
    (play,) = plays(found)
    return play


# What is a play


def test_an_adopted_experiment_is_a_play() -> None:
    planned = plan(
        MON,
        "say one thing I am unsure of",
        cue="When it slows down",
        expect="they do too",
        minutes=5,
        theme="people",
        card="p/x",
        shown=SHOWN,
    )
    found = history(("x", planned), trial(TUE, "x"), ("x", learnt("They had the same doubt.")))
    assert plays(found) == [
        Play(
            id="x",
            when="When it slows down",
            do="say one thing I am unsure of",
            because="They had the same doubt.",
            expect="they do too",
            minutes=5,
            theme="people",
            card="p/x",
            title="Thank the messenger",
            evidence=Evidence(1, 0, 1, 0, 0),
            adopted=FRI,
            parent="",
            growth=None,
        )
    ]


def test_neither_adapted_nor_dropped_nor_undecided_is_one() -> None:
    found = history(
        ("x", plan(MON)), ("x", decision(TUE, Verdict.DROP)),
        ("y", plan(MON)), ("y", decision(TUE, Verdict.ADAPT)),
        ("z", plan(MON)),
    )  # fmt: skip
    assert play_keys(found) == []
    assert plays(found) == []


def test_a_decision_whose_plan_is_not_here_is_none() -> None:
    """The other device's plan has not been synced yet."""
    found = history(("x", decision(TUE)))
    assert play_keys(found) == []
    assert plays(found) == []


def test_the_latest_decision_comes_first_and_ties_go_by_id() -> None:
    found = history(
        *(each for key in "abcd" for each in ((key, plan(MON)), (key, decision({"a": FRI, "b": THU}.get(key, WED)))))
    )
    assert play_keys(found) == ["a", "b", "d", "c"]
    assert [play.id for play in plays(found)] == play_keys(found)


def test_each_play_counts_its_own_trials() -> None:
    found = history(
        *((key, plan(MON, key)) for key in "ab"),
        *((key, decision(WED)) for key in "ab"),
        *(trial(TUE, key, outcome=outcome) for key in "ab" for outcome in (Outcome.WORSE, Outcome.SURPRISE)),
        trial(TUE, "a", outcome=Outcome.BETTER),
        trial(TUE, "elsewhere", outcome=Outcome.BETTER),
    )
    assert [play.id for play in plays(found)] == play_keys(found)
    assert [play.evidence for play in plays(found)] == [Evidence(2, 0, 0, 1, 1), Evidence(3, 1, 0, 1, 1)]


def test_trials_after_it_was_adopted_count_too() -> None:
    found = history(("x", plan(MON)), ("x", decision(TUE)), trial(FRI + 30 * ONE, "x", outcome=Outcome.BETTER))
    assert only(found).evidence == Evidence(1, 1, 0, 0, 0)


class Unread(dict[str, Any]):
    """A table of which only the facts may be asked."""

    def __getitem__(self, key: str) -> Any:
        raise AssertionError(f"the text of {key} was read")

    def values(self) -> Any:
        raise AssertionError("texts were read")

    def items(self) -> Any:
        raise AssertionError("texts were read")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("texts were read")


def test_the_keys_are_known_without_reading_a_text() -> None:
    whole = history(("x", plan(MON)), ("x", decision(TUE)), trial(TUE, "x"))
    unread: Mapping[str, Any] = Unread()
    found = History(known=whole.facts, plans=unread, decisions=unread, trials=unread)
    assert play_keys(found) == ["x"]


# Where its title comes from


def test_a_child_has_the_title_of_the_nearest_one_it_was_grown_from() -> None:
    found = history(
        ("first", plan(MON, shown=replace(SHOWN, title="The first"))),
        ("second", plan(TUE, parent="first", shown=SHOWN)),
        ("third", plan(WED, parent="second", growth=Growth.REPEAT)),
        ("fourth", plan(THU, parent="third", growth=Growth.ENLARGE)),
        ("fourth", decision(FRI)),
    )
    play = only(found)
    assert (play.title, play.parent, play.growth, play.card) == ("Thank the messenger", "third", Growth.ENLARGE, "")


def test_without_a_card_anywhere_there_is_no_title() -> None:
    assert only(history(("x", plan(MON, parent="gone")), ("x", decision(FRI)))).title == ""


def test_ancestry_in_a_circle_comes_to_an_end() -> None:
    """Two devices, or a hand, made it."""
    found = history(("x", plan(MON, parent="y")), ("y", plan(MON, parent="x")), ("x", decision(FRI)))
    assert only(found).title == ""
    assert only(history(("x", plan(MON, parent="x")), ("x", decision(FRI)))).title == ""


# Its evidence in words


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((0, 0, 0, 0), "No trials."),
        ((1, 0, 0, 0), "One trial, better than predicted."),
        ((0, 0, 0, 1), "One trial, a surprise."),
        ((0, 2, 0, 0), "Two trials, both as predicted."),
        ((0, 0, 3, 0), "Three trials, all worse than predicted."),
        ((0, 0, 0, 2), "Two trials, each a surprise."),
        ((6, 3, 0, 0), "Nine trials, six better than predicted, three as predicted."),
        ((1, 0, 1, 1), "Three trials, one better than predicted, one worse than predicted, one surprise."),
        ((0, 0, 1, 2), "Three trials, one worse than predicted, two surprises."),
        ((20, 1, 0, 0), "21 trials, twenty better than predicted, one as predicted."),
    ],
)  # fmt: skip
def test_evidence_is_told_whole(counts: tuple[int, int, int, int], line: str) -> None:
    """What went worse is told as well as what went better."""
    assert evidence_line(Evidence(sum(counts), *counts)) == line


@pytest.mark.parametrize(
    ("growth", "line"),
    [
        (None, "When it rains, I will go out."),
        (Growth.REPEAT, "When it rains, I will go out. Repeated as it was."),
        (Growth.ENLARGE, "When it rains, I will go out. Made a little larger."),
        (Growth.OFFER, "When it rains, I will go out. Offered to a neighbour."),
    ],
)
def test_its_origin_is_told_with_how_it_grew(growth: Growth | None, line: str) -> None:
    assert origin_line(growth, "When it rains, I will go out.") == line
    assert origin_line(growth, "") == ""


def test_it_is_adopted_on_the_day_of_the_decision() -> None:
    late = replace(decision(THU), at=at(FRI))
    assert only(history(("x", plan(MON)), ("x", late))).adopted == THU
