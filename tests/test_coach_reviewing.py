"""Looking back over a week, a part at a time, and what it changes of the next one; over a real journal."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.coach.coach import Coach
from companion.coach.views import Misuse
from companion.domain.records import Answer, Outcome, Plan, Review
from companion.domain.reviewing import DEEPER
from tests.domain.desk import Desk
from tests.domain.making import FRI, LAST_FRI, MON, NEXT_MON, ONE, SUN, THU, TUE, WED, card, reflection, review

WEEK = timedelta(weeks=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026, nine in the morning in London."""
    return Desk(tmp_path)


def tried(coach: Coach, *days: date, words: str = "go out") -> str:
    """The id of an experiment that was tried on these days."""
    made = coach.plan(words, cue="When it rains", pact=99)
    for day in days:
        coach.tell(made.id, Outcome.BETTER, day)
    return made.id


def reviews(desk: Desk) -> dict[str, Review]:
    return dict(desk.journal().history().reviews)


# Writing it


def test_a_review_is_written_a_part_at_a_time_and_each_part_stays(desk: Desk) -> None:
    coach = desk.coach()
    given: list[dict[str, Any]] = [
        {"plus": "Two asked."},
        {"minus": "Late."},
        {"next": "Ask first."},
        {"focus": "work"},
    ]
    so_far: dict[str, str] = {}
    for number, part in enumerate(given, start=1):
        record = coach.review(**part).record
        so_far |= part
        assert {name: getattr(record, name) for name in so_far} == so_far
        assert len(desk.lines()) == number
    assert list(reviews(desk)) == ["2026-11-16"]
    assert desk.coach().week_review().written == record


def test_a_part_is_said_anew_and_one_that_is_empty_is_taken_out(desk: Desk) -> None:
    coach = desk.coach()
    coach.review(plus="Two asked.", minus="Late.", focus="work")
    record = coach.review(plus="Three asked.", minus="", focus="none").record
    assert (record.plus, record.minus, record.focus) == ("Three asked.", "", "")


def test_a_part_written_on_another_day_leaves_the_review_its_own_day(desk: Desk) -> None:
    first = desk.on(THU).coach().review(plus="Two asked.")
    again = desk.on(NEXT_MON).coach().review(minus="Late.")
    assert (again.id, again.record.day, again.record.at) == (first.id, THU, first.record.at)


def test_undo_takes_back_the_last_part_and_the_others_stay(desk: Desk) -> None:
    coach = desk.coach()
    coach.review(plus="Two asked.")
    coach.review(plus="Nobody asked.", minus="Late.")
    coach.undo()
    (record,) = reviews(desk).values()
    assert (record.plus, record.minus) == ("Two asked.", "")
    coach.undo()
    assert reviews(desk) == {}


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (MON, "2026-11-09"),
        (WED, "2026-11-09"),
        (THU, "2026-11-16"),
        (SUN, "2026-11-16"),
        (NEXT_MON, "2026-11-16"),
        (date(2027, 1, 1), "2026-12-28"),
    ],
)
def test_it_is_kept_under_the_monday_of_its_week(desk: Desk, day: date, key: str) -> None:
    recorded = desk.on(day).coach().review(plus="Two asked.")
    assert (recorded.id, recorded.record.week.isoformat(), recorded.record.day) == (key, key, day)


def test_any_day_of_an_earlier_week_names_it(desk: Desk) -> None:
    coach = desk.coach()
    for ahead in range(7):
        coach.review(**{"plus": str(ahead)}, day=MON - WEEK + ahead * ONE)
    assert {key: one.plus for key, one in reviews(desk).items()} == {"2026-11-09": "6"}
    assert coach.review(plus="This week.", day=TUE).id == "2026-11-16"


@pytest.mark.parametrize(
    ("day", "because"),
    [
        (NEXT_MON, "2026-11-23 is still to come"),
        (date(9999, 12, 31), "is still to come"),
        (FRI - timedelta(days=400), "is more than a year back"),
        (date(1, 1, 1), "is more than a year back"),
    ],
)
def test_a_week_to_come_and_one_long_past_are_not_reviewed(desk: Desk, day: date, because: str) -> None:
    coach = desk.coach()
    with pytest.raises(Misuse, match=because):
        coach.review(plus="Two asked.", day=day)
    assert desk.lines() == []
    assert coach.review(plus="A year ago.", day=FRI - timedelta(days=366)).id == "2025-11-17"


@pytest.mark.parametrize(
    ("parts", "because"),
    [
        ({}, "Nothing was given to write"),
        ({"deeper": {}}, "Nothing was given to write"),
        ({"focus": "zebra"}, "no such theme. Give one of people, value, work, learning, or none"),
        ({"plus": "half \ud800"}, "The plus holds half of a character"),
        ({"minus": "x" * 2_000_001}, "The minus has 2,000,001 characters"),
        ({"plus": "fine", "focus": "peopl"}, "no such theme"),
    ],
)
def test_what_a_review_cannot_be(desk: Desk, parts: dict[str, Any], because: str) -> None:
    with pytest.raises(Misuse, match=because):
        desk.coach().review(**parts)
    assert desk.lines() == []


@pytest.mark.parametrize("typed", ["work", " Work ", "WORK"])
def test_a_focus_is_a_theme_however_it_is_typed(desk: Desk, typed: str) -> None:
    assert desk.coach().review(focus=typed).record.focus == "work"


# Looking


def test_a_week_shows_what_was_tried_in_it_by_theme_and_what_is_due_a_decision(desk: Desk) -> None:
    coach = desk.coach()
    key = tried(coach, LAST_FRI, TUE, MON, FRI)
    full = coach.plan("wait")
    coach.tell(full.id, Outcome.WORSE, WED)
    lines = len(desk.lines())
    found = coach.week_review()
    theme = coach.find(key).plan.theme
    assert [(one.record.day, one.record.experiment) for one in found.trials] == [
        (MON, key),
        (TUE, key),
        (WED, full.id),
        (FRI, key),
    ]
    assert dict(found.themes) == {theme: 4}
    assert found.to_decide == (full.id,)
    assert (found.week, found.number, found.is_due, found.written, found.deeper) == (MON, 1, True, None, ())
    assert len(desk.lines()) == lines
    earlier = coach.week_review(LAST_FRI)
    assert (earlier.week, len(earlier.trials), earlier.is_due) == (MON - WEEK, 1, False)


def test_the_page_says_that_a_review_is_due_until_it_is_written(desk: Desk) -> None:
    tried(desk.on(TUE).coach(), TUE)
    due = {}
    for day in (WED, THU, SUN, NEXT_MON, NEXT_MON + 2 * ONE):
        due[day] = desk.on(day).coach().today().review_due
    assert due == {WED: False, THU: True, SUN: True, NEXT_MON: True, NEXT_MON + 2 * ONE: True}
    assert not desk.on(NEXT_MON + 3 * ONE).coach().today().review_due
    desk.on(FRI).coach().review(next="Ask first.")
    assert not desk.coach().today().review_due
    desk.coach().undo()
    assert desk.coach().today().review_due


def test_a_week_without_a_trial_is_never_due_and_may_be_reviewed_all_the_same(desk: Desk) -> None:
    coach = desk.coach()
    coach.plan("go out")
    assert not coach.today().review_due
    assert coach.review(minus="Ill all week.").record.minus == "Ill all week."


def test_a_trial_whose_experiment_is_elsewhere_is_counted_under_no_theme(desk: Desk) -> None:
    key = tried(desk.coach(), TUE)
    desk.journal().remove(Plan, key)
    found = desk.coach().week_review()
    assert (len(found.trials), dict(found.themes)) == (1, {"": 1})


# Every fourth goes deeper


@pytest.fixture
def fourth(desk: Desk) -> Coach:
    """A Friday whose review is the fourth."""
    coach = desk.coach()
    for weeks in (9, 5, 1):
        coach.review(plus="Well.", day=MON - weeks * WEEK)
    return coach


def test_every_fourth_review_asks_the_deeper_questions(desk: Desk, fourth: Coach) -> None:
    assert (fourth.week_review().number, fourth.week_review().deeper) == (4, DEEPER)
    fourth.review(plus="Well.")
    assert fourth.week_review().deeper == DEEPER
    later = desk.on(FRI + WEEK).coach()
    assert (later.week_review().number, later.week_review().deeper) == (5, ())


def test_the_deeper_answers_are_kept_by_their_question_and_said_anew_in_place(desk: Desk, fourth: Coach) -> None:
    fourth.review(plus="Well.")
    fourth.review(deeper={DEEPER[0]: "The pause.", DEEPER[2]: "That they knew."})
    record = fourth.review(deeper={DEEPER[0]: "The long pause.", DEEPER[1]: "Unease."}).record
    assert record.plus == "Well."
    assert [(one.question, one.text) for one in record.deeper] == [
        (DEEPER[0], "The long pause."),
        (DEEPER[2], "That they knew."),
        (DEEPER[1], "Unease."),
    ]
    assert desk.coach().week_review().written == record


def test_an_answer_that_is_emptied_is_taken_out(fourth: Coach) -> None:
    fourth.review(deeper={DEEPER[0]: "The pause.", DEEPER[1]: "Unease."})
    record = fourth.review(deeper={DEEPER[0]: " "}).record
    assert record.deeper == (Answer(question=DEEPER[1], text="Unease."),)


# Where the next week leans


@pytest.fixture
def leaning(tmp_path: Path) -> Desk:
    """Three days of one theme were seen and two of the other, so only a focus brings the first again."""
    desk = Desk(tmp_path, cards=[card(f"{theme}-{n}", theme=theme) for theme in ("people", "work") for n in range(9)])
    journal = desk.journal()
    seen = {MON: "people-0", TUE: "people-1", WED: "people-2", THU: "work-0", FRI: "work-1"}
    for day, name in seen.items():
        journal.add(reflection(day, f"p/{name}"))
    return desk


def themes_of(desk: Desk, *days: date) -> list[str]:
    """The themes of these days' cards, where none of them is used."""
    shown = [desk.on(day).coach().today().card for day in days]
    return [one.theme for one in shown if one]


NEXT_WEEK = [NEXT_MON + ahead * ONE for ahead in range(7)]


def test_a_focus_leans_every_page_of_the_week_after(leaning: Desk) -> None:
    assert themes_of(leaning, *NEXT_WEEK) == ["work"] * 7
    leaning.on(FRI).coach().review(focus="people")
    assert themes_of(leaning, *NEXT_WEEK) == ["people"] * 7
    assert leaning.coach().today().why.endswith("it belongs to the theme you chose to focus on.")
    assert themes_of(leaning, NEXT_MON + WEEK) == ["work"]


def test_a_focus_never_changes_the_page_of_the_day_it_is_chosen_on(leaning: Desk) -> None:
    """Last week's review on a Monday morning, with Monday's page before one."""
    for day in (SUN, NEXT_MON):
        coach = leaning.on(day).coach()
        before = coach.today().card
        coach.review(focus="people")
        assert coach.today().card == leaning.coach().today().card == before
        assert themes_of(leaning, NEXT_MON + ONE) == ["people"]
        coach.undo()
    assert themes_of(leaning, NEXT_MON + ONE) == ["work"]


def test_two_machines_that_met_lean_the_same_way(leaning: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other", cards=leaning.cards)
    leaning.on(FRI).coach().review(focus="people")
    leaning.meet(other)
    cards = {desk.on(NEXT_MON).coach().today().card for desk in (leaning, other)}
    assert [one.theme for one in cards if one] == ["people"]


def test_a_review_that_arrives_under_another_key_harms_nothing(desk: Desk) -> None:
    tried(desk.coach(), TUE)
    desk.journal().add(review(MON, focus="work"), "not a monday")
    coach = desk.coach()
    assert coach.today().review_due
    assert coach.week_review().written is None
    assert coach.review(plus="Well.").id == "2026-11-16"


def test_a_focus_on_a_theme_that_no_pack_has_any_more_leans_nowhere(leaning: Desk) -> None:
    leaning.journal().add(review(MON, focus="zebra"), "2026-11-16")
    assert themes_of(leaning, *NEXT_WEEK) == ["work"] * 7


# What came later changes no page that has begun


def test_a_focus_chosen_late_leans_from_the_next_day_on(desk: Desk) -> None:
    """The review may have begun on an earlier day; its focus is of the day on which it was chosen."""
    desk.cards = tuple(card(f"{theme}-{n}", theme=theme) for theme in ("people", "work") for n in range(4))
    desk.on(NEXT_MON)
    desk.coach().review(plus="They asked.")
    desk.on(NEXT_MON + ONE)
    before = desk.coach().today().card
    desk.coach().review(focus="people")
    assert desk.coach().today().card == before
    assert reviews(desk)["2026-11-16"].focused == NEXT_MON + ONE


def test_what_was_answered_of_the_deeper_questions_is_shown_whatever_number_the_review_has_now(desk: Desk) -> None:
    for back in (5, 3, 2):
        desk.journal().add(review(MON - back * WEEK), (MON - back * WEEK).isoformat())
    coach = desk.coach()
    assert coach.week_review().deeper == DEEPER
    coach.review(deeper={DEEPER[1]: "I held my breath."})
    coach.review(plus="late", day=MON - 4 * WEEK)
    assert coach.week_review().deeper == (DEEPER[1],)
    coach.review(deeper={DEEPER[1]: "I held my breath, twice."})
    assert [answer.text for answer in reviews(desk)["2026-11-16"].deeper] == ["I held my breath, twice."]
