"""Words, settings and names: what a person writes is kept as it was typed, or refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.coach.checks import MAX_TEXT
from companion.coach.views import Change, Misuse, Refused
from companion.domain.records import Outcome, Setting, Verdict
from companion.domain.session import Step
from companion.journal.errors import Unstorable
from tests.domain.desk import Desk
from tests.domain.making import FRI, NEXT_MON, ONE, THU, TUE, WED, common


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026, nine in the morning in London."""
    return Desk(tmp_path)


# Reflecting and setting


def test_a_reflection_answers_one_of_the_cards_questions(desk: Desk) -> None:
    coach = desk.coach()
    assert coach.reflect("One.").record.question == "What did you see?"
    assert coach.reflect("Two.", question=1).record.question == "What surprised you?"
    for number in (-1, 2):
        with pytest.raises(Misuse, match="Give --question from 1 to 2"):
            coach.reflect("Three.", question=number)
    answered = coach.today().answered
    assert answered is not None
    again = coach.reflect("Better words.", replacing=answered.id)
    assert again.id == answered.id


def test_settings_hold_from_now_on(desk: Desk) -> None:
    coach = desk.on(FRI, hour=5).coach()
    made = coach.plan("ask")
    coach.set_day_start("06:00")
    coach.set_minutes(5)
    assert coach.settings() == {"day-start": "06:00", "minutes": "5"}
    assert coach.today().day == THU
    assert coach.progress().day_start == "06:00"
    assert coach.find(made.id).plan.day == FRI
    for text in ("13:00", "6", ""):
        with pytest.raises(Misuse, match="written like 04:00"):
            coach.set_day_start(text)
    with pytest.raises(Misuse, match="minutes"):
        coach.set_minutes(0)


def test_a_cadence_holds_from_today_on(desk: Desk) -> None:
    made = desk.on(TUE).coach().plan("ask", pact=9)
    coach = desk.on(TUE).coach()
    coach.tell(made.id, Outcome.EXPECTED)
    late = desk.on(FRI).coach()
    assert late.progress().streak.streak == 0
    assert late.set_cadence("freq=weekly;byday=mo").record.rule == "FREQ=WEEKLY;BYDAY=MO"
    assert late.progress().streak.streak == 0
    assert late.today().next_day == NEXT_MON
    with pytest.raises(Misuse, match="does not occur within eight years"):
        late.set_cadence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")


@pytest.mark.parametrize(
    ("name", "value"), [("day-start", "25:99"), ("day-start", ""), ("minutes", "abc"), ("minutes", "0")]
)
def test_a_setting_that_no_version_of_ours_wrote_counts_as_not_set(desk: Desk, name: str, value: str) -> None:
    """Another program, or a hand, wrote it; every page still opens."""
    desk.journal().add(Setting(**common(FRI), value=value), name)
    coach = desk.coach()
    assert (coach.today().day, coach.today().card) == (FRI, Desk(desk.root / "new").coach().today().card)
    assert coach.progress().day_start == "04:00"


def test_undo_takes_back_one_act_at_a_time(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("ask")
    coach.tell(made.id, Outcome.BETTER)
    assert [(one.table, one.id != made.id) for one in coach.undo()] == [("trials", True)]
    assert [(one.table, one.id) for one in coach.undo()] == [("experiments", made.id)]
    with pytest.raises(Refused, match="nothing left to take back"):
        coach.undo()


# Names


def test_any_unique_beginning_of_an_id_will_do(desk: Desk) -> None:
    coach = desk.coach()
    with pytest.raises(Misuse, match="There are no experiments yet"):
        coach.find("a")
    ids = [coach.plan(f"ask {number}").id for number in range(40)]
    for one in ids:
        unique = next(
            one[:length] for length in range(1, 9) if sum(other.startswith(one[:length]) for other in ids) == 1
        )
        assert coach.find(unique).id == one
    shared = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    with pytest.raises(Misuse, match=rf'experiments begin with "{shared}": .* Give more letters'):
        coach.find(shared)
    for unknown in ("", "!", "\x1b[31m" + "x" * 1000):
        with pytest.raises(Misuse, match="lists all 40") as caught:
            coach.find(unknown)
        assert "\x1b" not in str(caught.value)
        assert len(str(caught.value)) < 200


# Drafts


def test_words_under_way_are_kept_by_day_and_section(desk: Desk) -> None:
    coach = desk.coach()
    coach.save_draft(THU, "question", "Half a sen", "What did you see?", card="p/first")
    coach.save_draft(THU, "note", "It rained", target="abc")
    kept = desk.coach().draft(THU, "question")
    assert kept is not None
    assert (kept.text, kept.prompt, kept.card, kept.day) == ("Half a sen", "What did you see?", "p/first", THU)
    assert desk.coach().draft(FRI, "question") is None
    assert desk.coach().earlier_drafts(THU) == []
    coach.save_draft(THU, "note", "")
    assert coach.draft(THU, "note") is None
    coach.drop_draft(THU, "question")
    assert coach.draft(THU, "question") is None
    assert desk.lines() == []


def test_an_earlier_days_words_are_kept_under_their_own_date(desk: Desk) -> None:
    coach = desk.coach()
    coach.save_draft(WED, "question", "Half a sen", "What did you see?", card="p/first")
    coach.save_draft(THU, "note", "It rained")
    first, second = coach.earlier_drafts(FRI)
    assert (first.day, second.day) == (WED, THU)
    kept = coach.keep_earlier(first, "Half a sentence.").record
    assert (kept.day, kept.text, kept.question) == (WED, "Half a sentence.", "What did you see?")
    assert coach.earlier_drafts(FRI) == [second]
    assert coach.today().answered is None
    with pytest.raises(Misuse, match="is empty"):
        coach.keep_earlier(second, " ")
    assert coach.earlier_drafts(FRI) == [second]


# Texts

LONG = "One more word, é 日. " * 50_000


def test_a_megabyte_of_text_is_kept_as_it_was_typed(desk: Desk) -> None:
    coach = desk.coach()
    assert coach.reflect(LONG).record.text == LONG
    made = coach.plan("ask", know=LONG, expect=LONG)
    coach.tell(made.id, Outcome.BETTER, note=LONG)
    coach.save_draft(FRI, "question", LONG)
    again = desk.coach()
    found, draft = again.experiments()[0], again.draft(FRI, "question")
    assert found.plan.know == found.plan.expect == found.trials[0].note == LONG
    assert draft is not None
    assert draft.text == LONG


STRANGE = "\x1b]52;c;aGk=\x07 [@click=app.quit]x[/] \u202eabc\x00\r\n\t 👩\u200d🚀 "


def test_every_character_is_kept_as_it_was_typed(desk: Desk) -> None:
    assert desk.coach().reflect(STRANGE).record.text == STRANGE
    answered = desk.coach().today().answered
    assert answered is not None
    assert answered.record.text == STRANGE


@pytest.mark.parametrize("text", ["x" * (MAX_TEXT + 1), "half \ud83d"])
def test_what_cannot_be_kept_is_refused_before_anything_is_written(desk: Desk, text: str) -> None:
    coach = desk.coach()
    made = coach.plan("ask")
    for act in (
        lambda: coach.plan(text),
        lambda: coach.plan("ask", cue=text),
        lambda: coach.plan("ask", expect=text),
        lambda: coach.plan("ask", know=text),
        lambda: coach.tell(made.id, Outcome.BETTER, note=text),
        lambda: coach.not_tried(made.id, THU, note=text),
        lambda: coach.reflect(text),
        lambda: coach.decide(made.id, Verdict.DROP, lesson=text),
        lambda: coach.decide(made.id, Verdict.ADAPT, change=Change(action=text)),
    ):
        with pytest.raises(Misuse, match=r"Shorten it or split it|Type that part again"):
            act()
    assert len(desk.lines()) == 1


def test_a_draft_of_half_a_character_is_refused_and_the_words_before_it_stay(desk: Desk) -> None:
    coach = desk.coach()
    coach.save_draft(FRI, "note", "before")
    with pytest.raises(Unstorable, match="Type it again"):
        coach.save_draft(FRI, "note", "half \ud83d")
    kept = coach.draft(FRI, "note")
    assert kept is not None
    assert kept.text == "before"


@pytest.mark.parametrize("text", ["", " \n\t", "\x1b\u202e\u200b"])
def test_an_answer_has_to_say_something(desk: Desk, text: str) -> None:
    with pytest.raises(Misuse, match="is empty, so nothing was recorded"):
        desk.coach().reflect(text)
    assert desk.lines() == []


def test_another_copys_words_are_taken_in(desk: Desk) -> None:
    one, other = desk.coach(), desk.coach()
    made = one.plan("ask")
    assert other.find(made.id).plan.action == "ask"
    assert other.refresh() is False
    other.tell(made.id, Outcome.BETTER)
    assert one.refresh() is True
    assert one.progress().streak.streak == 1
    assert one.troubles == []


def test_next_day_after_a_swap_nothing_is_held_against_it(desk: Desk) -> None:
    desk.on(THU).coach().swap()
    page = desk.on(THU + ONE).coach().today()
    assert page.session.step is Step.IDEA
    assert not page.first_run
