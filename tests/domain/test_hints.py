"""One gentle suggestion that makes a plan tinier or surer, at most."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.hints import FEW_OPEN, TINY_MINUTES, hint
from tests.domain.making import FRI, plan

NO_CUE = "It has no cue yet. Which moment would set it off?"
TWO_ACTS = "It seems to hold two acts. Which would you try first?"
CUE = "When the meeting slows down"


def of_action(action: str) -> str:
    return hint(plan(FRI, action, cue=CUE), 1)


def test_a_tiny_plan_needs_none() -> None:
    assert hint(plan(FRI, "say one thing I am unsure of", cue=CUE, minutes=TINY_MINUTES), FEW_OPEN) == ""


@pytest.mark.parametrize("cue", ["", "  ", "\n\t"])
def test_without_a_cue_it_asks_for_one(cue: str) -> None:
    assert hint(plan(FRI, "ask", cue=cue), 1) == NO_CUE


def test_a_cue_without_its_comma_is_asked_for_the_comma() -> None:
    assert (
        hint(plan(FRI, "When it rains I will go out"), 1)
        == 'A comma before "I will" makes what stands before it the cue.'
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (15, ""),
        (16, "Sixteen minutes is long. What would five of them hold?"),
        (45, "45 minutes is long. What would five of them hold?"),
    ],
)
def test_over_fifteen_minutes_it_asks_what_five_would_hold(minutes: int, said: str) -> None:
    assert hint(plan(FRI, cue=CUE, minutes=minutes), 1) == said


@pytest.mark.parametrize(
    ("open_now", "said"),
    [
        (0, ""),
        (3, ""),
        (4, "Four are open now. Deciding one shortens the other waits."),
        (21, "21 are open now. Deciding one shortens the other waits."),
    ],
)
def test_more_than_three_open_ones_make_each_other_wait(open_now: int, said: str) -> None:
    assert hint(plan(FRI, cue=CUE), open_now) == said


@pytest.mark.parametrize(
    "action",
    [
        "ask Ann and write down what she says",
        "ask Ann, then tell Ben",
        "ask Ann and then tell Ben",
        "ask Ann and also tell Ben",
        "ask Ann and I will tell Ben",
        "ask Ann; tell Ben",
        "ask Ann and I'll tell Ben",
        "ask Ann & tell Ben",
        "ask Ann and afterwards tell Ben",
        "ask Ann\nand tell Ben",
        "count the drafts, plus list the oldest",
    ],
)
def test_two_acts_are_noticed(action: str) -> None:
    assert of_action(action) == TWO_ACTS


@pytest.mark.parametrize(
    "action",
    [
        "ask Ann and Ben what they expect",
        "ask Ann and Mark what they expect",
        "note the date and time",
        "list risks and open questions",
        "sort bugs and help requests",
        "read the plan and report",
        "say what is simple and what is not",
        "buy bread and butter",
        "ask about the handover",
        "sand the handle",
        "then",
        "ask whether the stand is taken",
        "find the grand opening",
        "command asking nothing",
    ],
)
def test_two_of_one_thing_are_not_two_acts(action: str) -> None:
    assert of_action(action) == ""


def test_a_cue_that_joins_two_moments_is_no_second_act() -> None:
    assert hint(plan(FRI, "ask", cue="When I stop and listen; or then wait"), 1) == ""


def test_what_a_card_suggests_is_not_picked_over_though_its_length_and_number_are() -> None:
    suggested = plan(FRI, "ask Ann and write it down")
    assert hint(suggested, 1, own_words=False) == ""
    assert hint(suggested, 4, own_words=False).startswith("Four are open now.")
    assert hint(plan(FRI, minutes=20), 4, own_words=False).startswith("Twenty minutes is long.")


def test_of_all_that_could_be_said_the_first_is_said_alone() -> None:
    """Cue, then acts, then minutes, then the open ones: what shapes the plan most comes first."""
    everything = {"action": "ask Ann and tell Ben", "minutes": 60}
    assert hint(plan(FRI, **everything), 9) == NO_CUE
    assert hint(plan(FRI, **everything, cue=CUE), 9) == TWO_ACTS
    assert hint(plan(FRI, cue=CUE, minutes=60), 9) == "60 minutes is long. What would five of them hold?"
    assert hint(plan(FRI, cue=CUE), 9) == "Nine are open now. Deciding one shortens the other waits."


@given(
    cue=st.text(max_size=20),
    action=st.text(max_size=40) | st.just("ask Ann and tell Ben"),
    minutes=st.integers(1, 240),
    open_now=st.integers(0, 10_000),
    own_words=st.booleans(),
)
def test_whatever_the_plan_it_is_two_short_sentences_or_nothing(
    cue: str, action: str, minutes: int, open_now: int, own_words: bool
) -> None:
    said = hint(plan(FRI, action, cue=cue, minutes=minutes), open_now, own_words)
    assert said == "" or re.fullmatch(r"[A-Z0-9][^.?!]{1,40}\. [A-Z][^.?!]{1,50}[.?]", said), said


def test_a_very_long_text_is_looked_through_once() -> None:
    """A search that goes back and forth over what is nearly a second act would take hours."""
    began = process_time()
    for piece in ("and then I will ", "and \n", f"and then{' ' * 20_000}I will "):
        assert of_action(piece * (60_000 // len(piece))) == ""
    assert process_time() - began < 2
