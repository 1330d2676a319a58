"""What a person can do, one intent at a time, over a real journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.coach.coach import Coach
from companion.coach.views import Change, Misuse, Refused
from companion.domain.cards import Card, Suggestion
from companion.domain.entries import Question, Use
from companion.domain.history import State
from companion.domain.records import Outcome, Share, Verdict
from companion.domain.session import Step
from companion.domain.streak import Standing
from companion.packs.library import Library
from tests.domain.desk import CARDS, Desk
from tests.domain.making import FRI, NEXT_MON, SAT, THU, WED, card


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026, nine in the morning in London."""
    return Desk(tmp_path)


def swapped(coach: Coach) -> Card | None:
    coach.swap()
    return coach.today().card


# Looking


def test_looking_writes_nothing(desk: Desk) -> None:
    coach = desk.coach()
    coach.today()
    coach.progress()
    coach.experiments()
    coach.settings()
    coach.draft(FRI, "question")
    coach.earlier_drafts(FRI)
    assert list(desk.root.iterdir()) == []


def test_the_first_page(desk: Desk) -> None:
    page = desk.coach().today()
    assert page.first_run
    assert page.day == FRI
    assert page.card in CARDS
    assert (page.session.step, page.swaps_left, page.next_day) == (Step.IDEA, 2, NEXT_MON)
    assert (page.streak.total, page.streak.today) == (0, Standing.OPEN)


@pytest.mark.parametrize(("hour", "day"), [(3, THU), (4, FRI)])
def test_a_page_belongs_to_the_day_that_began_at_four(desk: Desk, hour: int, day) -> None:
    assert desk.on(FRI, hour).coach().today().day == day


def test_minutes_can_be_asked_for_once(desk: Desk) -> None:
    desk.cards = (card("short", minutes=5), card("long", minutes=15))
    assert desk.coach().today(minutes=5).card == desk.cards[0]
    for number in (0, -1, 241):
        with pytest.raises(Misuse, match="give a whole number from 1 to 240"):
            desk.coach().today(minutes=number)


# Two days


def test_two_days_close_the_loop(desk: Desk) -> None:
    first = desk.on(THU).coach()
    planned = first.plan(suggestion=0)
    first.reflect("A quiet day.")
    assert first.today().session.step is Step.CLOSED

    second = desk.on(FRI).coach()
    page = second.today()
    assert page.session.step is Step.LOOK_BACK
    assert page.session.look_back is not None
    assert (page.session.look_back.experiment.id, page.session.look_back.about) == (planned.id, THU)
    assert page.streak.streak == 0

    told = second.tell(planned.id, Outcome.BETTER, page.session.look_back.about)
    assert (told.record.day, told.record.told) == (THU, FRI)
    page = second.today()
    assert page.session.step is Step.IDEA
    assert (page.streak.streak, page.streak.today) == (1, Standing.OPEN)
    assert [(one.day, one.standing) for one in second.progress().days] == [(THU, Standing.DONE), (FRI, Standing.OPEN)]
    assert second.experiments()[0].state(FRI) is State.FULL


def test_a_record_freezes_its_day_instant_offset_and_zone(tmp_path: Path) -> None:
    away = Desk(tmp_path, zone="Asia/Kolkata").on(FRI, hour=2)
    record = away.coach().reflect("Late.").record
    assert (record.day, record.offset, record.zone) == (THU, 330, "Asia/Kolkata")
    assert record.at == datetime(2026, 11, 19, 20, 30, tzinfo=UTC)


def test_travel_never_changes_a_day_already_recorded(tmp_path: Path) -> None:
    made = Desk(tmp_path, zone="Pacific/Kiritimati").on(FRI).coach().plan("ask")
    home = Desk(tmp_path, zone="Pacific/Niue").on(THU, hour=12).coach()
    home.tell(made.id, Outcome.EXPECTED)
    assert home.experiments()[0].plan.day == FRI
    assert [one.day for one in home.progress().days] == [THU]


# Planning


def test_a_plan_from_a_suggestion_keeps_the_cards_words_and_the_card(desk: Desk) -> None:
    coach = desk.coach()
    shown = coach.today().card
    assert shown is not None
    made = coach.plan(suggestion=1).record
    one = shown.experiments[1]
    assert (made.cue, made.action, made.expect, made.expect_from_card) == (one.cue, one.action, one.expect, True)
    assert (made.card, made.theme, made.minutes, made.pact) == (shown.ref, shown.theme, shown.minutes, 1)
    assert made.shown is not None
    assert (made.shown.title, made.shown.idea, made.shown.source) == (shown.title, shown.idea, "own experience")


@pytest.mark.parametrize("own", ["something else", ""])
def test_an_expectation_of_ones_own_is_not_the_cards(desk: Desk, own: str) -> None:
    made = desk.coach().plan(suggestion=0, expect=own).record
    assert (made.expect, made.expect_from_card) == (own, False)


def test_a_card_without_an_expectation_lends_none(desk: Desk) -> None:
    bare = Suggestion.parse("When it rains, I will go out.")
    desk.cards = (
        type(CARDS[0])(**{name: getattr(CARDS[0], name) for name in CARDS[0].__slots__} | {"experiments": (bare,)}),
    )
    made = desk.coach().plan(suggestion=0).record
    assert (made.expect, made.expect_from_card) == ("", False)


def test_own_words_may_hold_the_whole_plan(desk: Desk) -> None:
    made = desk.coach().plan("When it rains, I will go out. Expect: wet feet").record
    assert (made.cue, made.action, made.expect, made.expect_from_card) == ("When it rains", "go out", "wet feet", False)
    made = desk.coach().plan("go out", cue="When it rains", know="my shoes", minutes=3, pact=5, until=NEXT_MON).record
    assert (made.cue, made.action, made.know, made.minutes, made.pact, made.until) == (
        "When it rains", "go out", "my shoes", 3, 5, NEXT_MON
    )  # fmt: skip


def test_rewording_replaces_todays_plan(desk: Desk) -> None:
    coach = desk.coach()
    first = coach.plan("ask Ann")
    again = coach.plan("ask Ben", replacing=first.id)
    assert again.id == first.id
    assert [one.plan.action for one in coach.experiments()] == ["ask Ben"]


@pytest.mark.parametrize(
    "words", ["", "  \n", "\x1b\u202e", "I will ", "When it rains, I will . Expect: y", " Expect: y"]
)
def test_a_plan_has_to_say_what_to_do(desk: Desk, words: str) -> None:
    with pytest.raises(Misuse, match="is empty, so nothing was recorded"):
        desk.coach().plan(words)
    assert desk.lines() == []


def test_what_a_plan_cannot_be(desk: Desk) -> None:
    coach = desk.coach()
    with pytest.raises(Misuse, match=r"Today's card suggests 2\. Give --from 1 to 2"):
        coach.plan(suggestion=2)
    with pytest.raises(Misuse, match="Give --from 1 to 2"):
        coach.plan(suggestion=-1)
    with pytest.raises(Misuse, match="not both"):
        coach.plan("ask", suggestion=0)
    with pytest.raises(Misuse, match="cannot end on 2026-11-19, which is past"):
        coach.plan("ask", until=THU)
    with pytest.raises(Misuse, match="--pact: give a whole number from 1 to 366"):
        coach.plan("ask", pact=0)
    with pytest.raises(Misuse, match="--minutes"):
        coach.plan("ask", minutes=0)
    desk.cards = ()
    with pytest.raises(Misuse, match="There is no card today"):
        desk.coach().plan(suggestion=0)
    assert desk.lines() == []


def test_without_a_card_one_plans_and_answers_in_own_words(desk: Desk) -> None:
    desk.cards = ()
    coach = desk.coach()
    assert coach.plan("ask").record.theme == ""
    assert coach.reflect("Words.").record.question == ""
    with pytest.raises(Misuse, match=r"Today's page asks nothing\. Leave --question out\."):
        coach.reflect("Words.", question=0)
    assert coach.today().session.step is Step.CLOSED


# A day without a card asks one of the packs' own questions


def bank(pack: str = "p", count: int = 5, use: Use = Use.DAILY) -> list[Question]:
    return [Question(pack, f"{use}-{number}", f"What of {pack} {use} {number}?", use) for number in range(count)]


def asked_of(desk: Desk) -> str:
    (question,) = desk.coach().today().session.questions
    return question


def test_without_a_card_each_of_the_banks_daily_questions_has_its_day(desk: Desk) -> None:
    desk.cards = [*bank(), *bank(use=Use.REVIEW), *bank(use=Use.DEEP)]
    asked = [asked_of(desk.on(FRI + timedelta(days=day))) for day in range(10)]
    assert sorted(asked[:5]) == [one.title for one in bank()]
    assert asked[5:] == asked[:5]


def test_what_is_written_to_it_says_what_it_answers(desk: Desk) -> None:
    desk.cards = bank()
    coach = desk.coach()
    (asked,) = coach.today().session.questions
    with pytest.raises(Misuse, match=r"asks one\. Give --question 1, or leave it out\."):
        coach.reflect("Words.", question=1)
    kept = coach.reflect("Words.").record
    assert (kept.question, kept.card) == (asked, "")
    assert coach.today().session.step is Step.CLOSED


def test_a_day_with_a_card_asks_only_what_the_card_asks(desk: Desk) -> None:
    desk.cards = [*CARDS, *bank()]
    page = desk.coach().today()
    assert page.card
    assert page.session.questions == page.card.questions


def test_packs_that_are_on_are_asked_first_and_those_that_are_off_where_no_other_has_any(desk: Desk) -> None:
    desk.cards = [card("first"), *bank(), *bank("q")]
    desk.coach().feed("p", Share.OFF)
    assert {asked_of(desk.on(FRI + timedelta(days=day))) for day in range(6)} == {one.title for one in bank("q")}
    desk.coach().feed("q", Share.OFF)
    assert len({asked_of(desk.on(FRI + timedelta(days=day))) for day in range(10)}) == 10


def test_a_question_that_is_before_a_person_stays_when_packs_change(desk: Desk) -> None:
    desk.cards = bank()
    coach = desk.coach()
    page = coach.today()
    coach.showed(page)
    coach._library = Library.of(bank("q"))
    assert coach.today().session.questions == page.session.questions
    assert coach.reflect("Words.").record.question == page.session.question


# Telling


def test_a_trial_is_told_for_today_unless_a_day_is_given(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("ask", pact=9)
    assert coach.tell(made.id, Outcome.WORSE).record.day == FRI
    assert coach.tell(made.id, Outcome.WORSE, WED).record.day == WED
    for day, because in ((SAT, "has not come yet"), (FRI - timedelta(days=367), "more than 366 days back")):
        with pytest.raises(Misuse, match=because):
            coach.tell(made.id, Outcome.WORSE, day)
    assert coach.progress().streak.total == 2


def test_a_full_pact_takes_another_trial(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("ask")
    coach.tell(made.id, Outcome.WORSE)
    coach.tell(made.id, Outcome.BETTER)
    assert len(coach.experiments()[0].trials) == 2


def test_an_answer_of_the_same_kind_is_replaced_in_place(desk: Desk) -> None:
    made = desk.on(THU).coach().plan("ask")
    coach = desk.on(FRI).coach()
    first = coach.tell(made.id, Outcome.WORSE, THU)
    again = coach.tell(made.id, Outcome.BETTER, WED, replacing=first.id)
    assert again.id == first.id
    assert [(one.outcome, one.day) for one in coach.experiments()[0].trials] == [(Outcome.BETTER, WED)]


def test_changing_tried_to_untried_and_back_is_one_act_each(desk: Desk) -> None:
    """The old answer goes and the new one comes in one line of the log, so no crash can leave both, or neither."""
    made = desk.on(THU).coach().plan("ask")
    coach = desk.on(FRI).coach()
    tried = coach.tell(made.id, Outcome.BETTER, THU)
    lines = len(desk.lines())

    not_tried = coach.not_tried(made.id, THU, replacing=tried.id)
    assert len(desk.lines()) == lines + 1
    assert coach.experiments()[0].trials == ()
    assert coach.today().told == not_tried
    assert not_tried.id != tried.id

    again = coach.tell(made.id, Outcome.SURPRISE, THU, replacing=not_tried.id)
    assert len(desk.lines()) == lines + 2
    assert coach.today().told == again
    assert desk.coach().progress().streak.total == 1
    assert {change["t"] for change in json.loads(desk.lines()[-1])["a"]} == {"trials", "untried"}


def test_a_note_joins_the_answer_already_given(desk: Desk) -> None:
    made = desk.on(THU).coach().plan("ask")
    coach = desk.on(FRI).coach()
    noted = coach.note(coach.tell(made.id, Outcome.BETTER, THU), "They laughed.")
    assert noted.record.note == "They laughed."
    assert coach.today().told == noted
    assert coach.experiments()[0].trials[0].note == "They laughed."
    answer = coach.not_tried(made.id, THU)
    coach.note(answer, "A strike.")
    told = coach.today().told
    assert told is not None
    assert told.record.note in ("A strike.", "They laughed.")
    assert len(coach.experiments()[0].trials) == 1


# Swapping


def test_a_day_has_two_swaps_and_they_show_three_cards(desk: Desk) -> None:
    coach = desk.coach()
    seen = [coach.today().card, swapped(coach), swapped(coach)]
    assert set(seen) == set(CARDS)
    with pytest.raises(Refused, match="Two swaps are all a day has"):
        coach.swap()
    assert desk.coach().today().card == seen[-1]
    assert desk.on(SAT).coach().today().swaps_left == 2


def test_a_card_in_use_is_not_swapped(desk: Desk) -> None:
    for use in (lambda coach: coach.plan("ask"), lambda coach: coach.reflect("Words.")):
        coach = desk.coach()
        use(coach)
        with pytest.raises(Refused, match="already has your words"):
            coach.swap()
        coach.undo()
        assert swapped(coach) is not None
        coach.undo()


def test_no_card_is_left_to_swap(desk: Desk) -> None:
    desk.cards = CARDS[:1]
    coach = desk.coach()
    assert swapped(coach) is None
    with pytest.raises(Refused, match="none to swap"):
        coach.swap()


# Deciding


@pytest.mark.parametrize("verdict", [Verdict.ADOPT, Verdict.DROP])
def test_adopting_and_dropping_settle_an_experiment_once(desk: Desk, verdict: Verdict) -> None:
    coach = desk.coach()
    made = coach.plan("ask")
    decided, child = coach.decide(made.id, verdict, lesson="Sooner is easier.")
    assert child is None
    assert decided.id == made.id
    assert coach.experiments()[0].decision == decided.record
    assert coach.today().open == ()
    with pytest.raises(Refused, match="decided already"):
        coach.decide(made.id, verdict)


def test_adapting_begins_a_child_in_the_same_act(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan(suggestion=0, pact=5, minutes=7)
    lines = len(desk.lines())
    decided, child = coach.decide(made.id, Verdict.ADAPT, lesson="Too late.", change=Change(cue="When I sit down"))
    assert len(desk.lines()) == lines + 1
    assert child is not None
    assert decided.record.child == child.id
    grown, parent = child.record, made.record
    assert (grown.cue, grown.action, grown.expect) == ("When I sit down", parent.action, parent.expect)
    assert (grown.theme, grown.minutes, grown.pact, grown.parent) == (parent.theme, 7, 5, made.id)
    assert [one.state(FRI) for one in coach.experiments() if one.id == made.id] == [State.ADAPTED]

    coach.undo()
    assert [(one.id, one.decision) for one in coach.experiments()] == [(made.id, None)]


def test_only_adapting_changes_the_plan_and_it_has_to(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("ask")
    with pytest.raises(Misuse, match="Adapting needs what changes"):
        coach.decide(made.id, Verdict.ADAPT)
    with pytest.raises(Misuse, match="say what adapting changes"):
        coach.decide(made.id, Verdict.DROP, change=Change(action="wait"))
    assert len(desk.lines()) == 1
