"""Guides in time and in words: the agenda, what is left and what runs over, breaks, and how long it took."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.guide_words import (
    Run,
    agenda,
    clock,
    clock_line,
    earlier_line,
    is_late,
    is_up,
    labels_of,
    left_line,
    length_line,
    step_line,
    step_took,
    to_go_line,
    took_line,
    up_line,
)
from tests.domain.guides import STEPS, make_guide, make_step
from tests.domain.making import FRI, THU

GUIDE = make_guide()
BEGUN = datetime(2026, 11, 20, 10, tzinfo=UTC)
ARRIVE, TASTE, CLOSE = (step.id for step in STEPS)


def after(minutes: float) -> datetime:
    return BEGUN + timedelta(minutes=minutes)


def begun() -> Run:
    return Run(FRI, BEGUN, ARRIVE, BEGUN)


# The agenda


def test_each_step_begins_where_the_one_before_ends() -> None:
    assert [part.hours for part in agenda(GUIDE)] == ["0:00 to 0:02", "0:02 to 0:07", "0:07 to 0:10"]


@given(st.lists(st.integers(1, 240), min_size=1, max_size=12))
def test_an_agenda_has_no_gap_and_ends_when_all_minutes_are_over(minutes: list[int]) -> None:
    parts = agenda(make_guide(steps=tuple(make_step(f"s{at}", each) for at, each in enumerate(minutes))))
    assert parts[0].begins == 0
    assert [part.ends for part in parts[:-1]] == [part.begins for part in parts[1:]]
    assert parts[-1].ends == sum(minutes)


@pytest.mark.parametrize(("minutes", "shown"), [(0, "0:00"), (5, "0:05"), (60, "1:00"), (65, "1:05"), (480, "8:00")])
def test_a_clock_counts_hours_and_minutes(minutes: int, shown: str) -> None:
    assert clock(minutes) == shown


def test_its_length_is_said_in_minutes_and_steps() -> None:
    assert length_line(GUIDE) == "10 minutes, three steps"
    assert length_line(make_guide(minutes=1, steps=STEPS[:1])) == "1 minute, one step"


def test_the_labels_of_a_step_come_in_its_order() -> None:
    assert [labels_of(step) for step in STEPS] == [("hopes",), ("lines nobody expected", "doubts"), ()]


# What is left


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "8 min left of 8"),
        (1, "8 min left of 8"),
        (60, "7 min left of 8"),
        (419, "2 min left of 8"),
        (420, "60 s left of 8 min"),
        (431, "50 s left of 8 min"),
        (479, "10 s left of 8 min"),
        (480, "the time is up"),
        (539, "the time is up"),
        (540, "one minute over"),
        (600, "two minutes over"),
    ],
)
def test_a_step_counts_down_by_the_minute_at_last_by_seconds_and_then_says_what_it_is_over(
    seconds: float, said: str
) -> None:
    assert left_line(8, seconds) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "45 of 45 to go"),
        (13.5, "32 of 45 to go"),
        (44.9, "1 of 45 to go"),
        (45, "the 45 in all are up"),
        (46, "one minute over the 45 in all"),
        (60, "fifteen minutes over the 45 in all"),
    ],
)
def test_so_does_the_whole(minutes: float, said: str) -> None:
    assert to_go_line(45, minutes * 60) == said


def test_the_line_has_the_step_and_the_whole_and_says_when_there_is_a_break() -> None:
    run = begun().turn(TASTE, after(2))
    assert clock_line(GUIDE, STEPS[1], run, after(3)) == "4 min left of 5 · 7 of 10 to go"
    assert clock_line(GUIDE, STEPS[1], run.pause(after(3)), after(9)) == "a break · 4 min left of 5 · 7 of 10 to go"


@pytest.mark.parametrize(
    ("first", "second", "said", "late"),
    [
        (2, 5.5, "the time is up · 3 of 10 to go", False),
        (2, 7, "two minutes over · 1 of 10 to go", True),
        (5, 1, "4 min left of 5 · 4 of 10 to go · three minutes late", True),
        (4, 6, "one minute over · the 10 in all are up · three minutes late", True),
        (1, 5.5, "the time is up · 4 of 10 to go", False),
    ],
)
def test_it_says_how_much_later_the_end_will_be_unless_the_step_says_so_itself(
    first: float, second: float, said: str, late: bool
) -> None:
    run, at = begun().turn(TASTE, after(first)), after(first + second)
    assert (clock_line(GUIDE, STEPS[1], run, at), is_late(GUIDE, run, at)) == (said, late)


def test_a_step_that_is_over_is_said_to_be_in_a_sentence() -> None:
    assert not is_up(STEPS[0], begun(), after(1.99))
    assert is_up(STEPS[0], begun(), after(2))
    assert up_line(STEPS[0]) == "Two minutes are over; the step goes on until you do."
    assert up_line(make_step("short", 1)) == "One minute is over; the step goes on until you do."


def test_a_step_is_told_in_a_sentence() -> None:
    assert step_line(STEPS[1], 2, 3) == "Step 2 of 3, five minutes: Taste."


# A run


def test_what_was_spent_on_a_step_is_kept_when_one_comes_back_to_it() -> None:
    run = begun().turn(TASTE, after(1)).turn(ARRIVE, after(4))
    assert run.seconds(after(5)) == 120
    assert run.turn(TASTE, after(5)).seconds(after(5)) == 180


def test_a_break_lasts_from_step_to_step_until_the_clock_goes_on() -> None:
    run = begun().pause(after(1)).turn(TASTE, after(6))
    assert (run.seconds(after(9)), run.total(after(9))) == (0, 60)
    assert run.pause(after(9)).seconds(after(10)) == 60


def test_going_back_from_the_end_goes_on() -> None:
    run = begun().finish(after(2)).turn(CLOSE, after(5))
    assert run.ended is None
    assert run.total(after(6)) == 180


@given(
    st.lists(st.tuples(st.sampled_from(["turn", "back", "pause"]), st.integers(0, 3600)), max_size=12),
    st.integers(0, 3600),
)
def test_whatever_is_pressed_every_second_is_of_a_step_or_of_a_break(moves: list[tuple[str, int]], last: int) -> None:
    run, at, breaks = begun(), BEGUN, 0
    for move, seconds in moves:
        breaks += 0 if run.since else seconds
        at += timedelta(seconds=seconds)
        run = run.pause(at) if move == "pause" else run.turn(TASTE if move == "turn" else ARRIVE, at)
    breaks += 0 if run.since else last
    ended = run.finish(at + timedelta(seconds=last))
    assert ended.break_seconds == breaks
    assert sum(ended.spent.values()) + breaks == (at - BEGUN).total_seconds() + last


def test_a_clock_that_goes_back_counts_nothing_backwards() -> None:
    assert begun().seconds(after(-5)) == 0
    assert begun().turn(TASTE, after(-5)).total(after(-5)) == 0


def test_an_instant_without_an_offset_is_no_instant() -> None:
    with pytest.raises(ValueError, match="offset"):
        Run(FRI, BEGUN.replace(tzinfo=None), ARRIVE, None)


# How long it took


@pytest.mark.parametrize(
    ("spent", "rest", "said"),
    [
        (10, 0, "Ten minutes, as planned."),
        (12.4, 0, "Twelve minutes, ten planned."),
        (0.2, 0, "Less than a minute, ten planned."),
        (11, 6, "Eleven minutes, ten planned; six more for breaks."),
    ],
)
def test_at_the_end_it_says_how_long_it_took_against_the_plan(spent: float, rest: float, said: str) -> None:
    assert took_line(GUIDE, begun().pause(after(spent)).finish(after(spent + rest))) == said


def test_and_so_it_does_for_each_step() -> None:
    run = begun().turn(TASTE, after(3)).finish(after(7))
    assert [step_took(step, run) for step in STEPS] == ["3 of 2 min", "4 of 5 min", "0 of 3 min"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FRI, "Earlier today"),
        (THU, "On Thursday 19 November"),
        (date(2025, 11, 12), "On Wednesday 12 November 2025"),
    ],
)
def test_what_was_captured_before_is_told_by_its_day(day: date, said: str) -> None:
    assert earlier_line(day, FRI) == said
