"""The form over a place: one question after another, and no way of leaving it that loses words."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from companion.domain.records import Outcome
from companion.journal import drafts as drafts_module
from companion.tui.screens.experiments import ExperimentsPlace
from companion.tui.screens.help import HelpPage
from companion.tui.screens.progress import ProgressPlace
from companion.tui.screens.today import TodayPlace
from tests.tui.making import MON, ROOMY, USUAL, WED, Desk, Person, is_over, refusing
from tests.tui.places import answer, chosen, comes, experiments, field, footer_keys, form, is_typing, journal, write
from tests.tui.test_screen_ahead import burst
from tests.tui.test_screen_drafts import on_disk
from tests.tui.test_screen_trouble import locked

HALF = "half a thought"
WAYS = {
    "new": (("2", "n"), "new.action"),
    "tell": (("2", "t", "b"), "tell-{}.note"),
    "decide": (("2", "d", "d"), "decide-{}.lesson"),
    "reword": (("2", "e"), "reword-{}.action"),
    "review": (("2", "w"), "review-2026-11-16.plus"),
    "edit": (("3", "e"), "reword-{}.action"),
}
"""For each form: the keys that open it at a field, and the section of the draft there."""
WAYS_OUT = {
    "Esc": ("escape", "escape", "escape"),
    "q": ("escape", "q"),
    "Ctrl+Q": ("ctrl+q",),
    "Ctrl+C": ("ctrl+c",),
    "a place": ("escape", "4"),
}


async def to_field(person: Person, way: str) -> None:
    await person.press(*WAYS[way][0])
    assert is_typing(person)


# One question after another


async def test_enter_on_nothing_moves_on_and_says_so(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait")
        for number in (2, 3):
            assert f"{number} of 5" in person.footer
            await person.press("enter")
        assert len(re.findall("Left open.", person.screen)) == 2
        assert desk.all("experiments") == [], "nothing is recorded before the last answer"
        await person.press("enter", "enter")
        experiments(person)
    assert len(desk.all("experiments")) == 1


async def test_esc_stops_typing_then_goes_one_question_back_then_closes(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait")
        await person.type("calm")
        for footer, typing, words in (
            (["Enter write", "Esc back", "? help", "q leave"], False, "calm"),
            (["Enter write", "Esc close", "? help", "q leave"], False, "I will wait"),
        ):
            await person.press("escape")
            assert (footer_keys(person), is_typing(person), field(person)) == (footer, typing, words)
        await person.press("enter")
        assert is_typing(person)
        await person.press("enter")
        assert field(person) == "calm"
        await person.press("escape", "escape", "escape")
        experiments(person)
    assert desk.all("experiments") == []


async def test_the_footer_has_four_to_six_bindings_at_every_question(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d", "c")
        for _ in range(6):
            assert 4 <= len(footer_keys(person)) <= 6
            await person.press("escape")
            assert 4 <= len(footer_keys(person)) <= 6
            await person.press("enter", "enter")
        assert footer_keys(person) == ["↑↓ choose", "Enter go on", "Esc back", "? help", "q leave"]


async def test_arrows_go_round_the_choices_and_a_letter_takes_one(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "t")
        for letter in "bewsb":
            assert f"› {letter}" in person.screen
            await person.press("down")
        await person.press("up", "up")
        assert "› s" in person.screen
        await person.press("w")
        person.sees("today Worse than I expected", "What happened?")


async def test_u_takes_nothing_back_from_under_a_form(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d", "u")
        assert person.said == "Esc closes this first."
        form(person)
    assert len(desk.all("experiments")) == 1


async def test_a_line_break_is_kept_in_a_note_of_several_lines(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "t", "b")
        await person.type("one\ntwo\nthree")
        person.sees("one two three")
        assert field(person) == "one\ntwo\nthree"
        await person.press("enter")
    assert desk.one("trials")["note"] == "one\ntwo\nthree"


async def test_help_over_a_form_comes_back_to_the_words(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await to_field(person, "new")
        await person.type(HALF)
        await person.press("f1")
        assert isinstance(person.app.screen, HelpPage)
        await person.press("escape")
        assert (field(person), is_typing(person)) == (HALF, True)
        await person.type(" more")
        assert field(person) == f"{HALF} more"


# Drafts


@pytest.mark.parametrize("way", ["new", "tell", "review", "edit"])
async def test_words_are_on_disk_half_a_second_after_the_last_key(desk: Desk, way: str) -> None:
    key = desk.planned(WED, action="I will wait")
    async with desk.sit() as person:
        await to_field(person, way)
        await write(person, HALF)
        await on_disk(person, desk, HALF)
        assert desk.drafts() == {WAYS[way][1].format(key): HALF}


@pytest.mark.parametrize(
    ("way", "way_out"),
    [("new", "Esc"), ("new", "q"), ("new", "Ctrl+C"), ("tell", "a place"), ("decide", "Ctrl+Q")],
)
async def test_words_wait_whatever_way_one_leaves_and_kept_they_leave_no_draft(
    desk: Desk, way: str, way_out: str
) -> None:
    desk.planned(WED, action="I will wait")
    async with desk.sit() as person:
        await to_field(person, way)
        await person.type(HALF)
        await person.press(*WAYS_OUT[way_out])
        if way_out in ("Esc", "a place"):
            assert not is_over(person.app)
            await to_field(person, way)
            assert field(person) == HALF
            person.sees("Your words from", "are here.")
            await person.press("ctrl+q")
        assert is_over(person.app)
    desk.clock.forward(hours=2)
    async with desk.sit() as person:
        await to_field(person, way)
        assert field(person) == HALF
        person.sees("Your words from", "are here.")
        await person.type(" more")
        await person.press("enter", *["enter"] * (4 if way == "new" else 0))
        experiments(person)
    table, name = {"new": ("experiments", "action"), "tell": ("trials", "note"), "decide": ("decisions", "lesson")}[way]
    assert f"{HALF} more" in [record[name] for record in desk.all(table)]
    assert desk.drafts() == {}


async def test_words_survive_every_size_of_terminal(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await to_field(person, "tell")
        for size, more in (((120, 36), "half"), ((64, 20), " a"), ((40, 15), " thou"), ((12, 5), "g"), ((3, 2), "ht")):
            await person.resize(*size)
            await person.type(more)
        assert HALF[:12] in "".join(desk.drafts().values()), "a terminal that changes may be one that closes"
        await person.resize(*USUAL)
        assert (field(person), is_typing(person)) == (HALF, True)
        await comes(person, HALF, "What happened?")


async def test_every_answer_of_a_form_that_was_left_is_there_again(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "calm", "the clock")
        await person.press("ctrl+q")
    async with desk.sit() as person:
        await person.press("2", "n")
        for words in ("I will wait", "calm", "the clock"):
            assert field(person) == words
            await person.press("enter")
        assert field(person) == "10"


async def test_words_taken_out_again_leave_no_draft(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "e")
        await person.type("x")
        await person.press("escape")
        assert len(desk.drafts()) == 1
        await person.press("enter", "backspace", "escape")
        assert desk.drafts() == {}, "as the plan has it, there is nothing to keep"


async def test_two_forms_keep_their_words_apart(desk: Desk) -> None:
    desk.planned(MON, action="When I leave, I will wait")
    desk.planned(WED, action="When I arrive, I will wait")
    async with desk.sit() as person:
        await person.press("2")
        for words in ("of the one", "of the other"):
            await person.press("d", "d")
            assert field(person) == ""
            await person.type(words)
            await person.press("escape", "escape", "escape", "down")
        await person.press("up", "d", "d")
        assert field(person) == "of the one"


async def test_words_stay_on_the_screen_where_not_even_a_draft_can_be_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes, durable: bool = True) -> None:
        raise OSError(errno.ENOSPC, "no")

    async with desk.begun().sit() as person:
        await to_field(person, "new")
        with monkeypatch.context() as broken:
            broken.setattr(drafts_module, "write_private", refuse)
            await person.type("I will wait")
            await person.press("escape")
            person.sees("I will wait", "These words are not on disk yet; they stay on this screen.")
        await person.press("enter", "enter")
        assert "I will wait" in desk.drafts().values()


# Trouble


async def test_a_full_disk_keeps_everything_and_enter_tries_again(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "calm", "the clock", "")
        before = desk.documents()
        with refusing(errno.ENOSPC):
            await person.press("enter")
            person.sees("attention", "The journal cannot be written: the disk is full.", "Enter tries again.")
            assert "▌" in person.screen
            await person.press("enter")
            person.sees("attention")
            await person.press("escape")
            person.sees_no("attention")
            person.sees("I will wait", "calm", "the clock", "o Once")
            await person.press("enter")
            person.sees("attention")
        assert desk.documents() == before
        await person.press("enter")
        experiments(person)
        person.sees_no("attention")
    plan = desk.one("experiments")
    assert (plan["action"], plan["expect"], plan["know"]) == ("wait", "calm", "the clock")
    assert desk.drafts() == {}


async def test_words_typed_after_the_trouble_are_kept_as_well(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await to_field(person, "tell")
        await person.type("one")
        with refusing(errno.EROFS):
            await person.press("enter")
            person.sees("attention", "read-only")
            assert "one" in desk.drafts().values()
        await person.type(" two")
        await person.press("enter")
        experiments(person)
    assert desk.one("trials")["note"] == "one two"


async def test_leaving_in_the_middle_of_trouble_keeps_the_words(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await to_field(person, "tell")
        await person.type(HALF)
        with refusing(errno.ENOSPC):
            await person.press("enter", "ctrl+q")
    async with desk.sit() as person:
        await to_field(person, "tell")
        assert field(person) == HALF
    assert desk.all("trials") == []


async def test_another_copy_that_writes_is_waited_for_only_so_long(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await to_field(person, "tell")
        await person.type(HALF)
        with locked(desk):
            await person.press("enter")
            person.sees("attention", "Another copy of the companion is writing", HALF)
        await person.press("enter")
        experiments(person)
    assert desk.one("trials")["note"] == HALF


# Ahead of the screen, and by the mouse


async def test_keys_that_come_faster_than_the_screen_are_answers_in_their_order(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        keys = [*"When I queue, I will quit", "enter", *"u? 1", "enter", *"q", "enter", "enter", "f"]
        await burst(person, *keys)
        experiments(person)
    plan = desk.one("experiments")
    assert (plan["action"], plan["expect"], plan["know"], plan["pact"]) == ("quit", "u? 1", "q", 5)


async def test_a_choice_and_the_words_after_it_can_come_at_once(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "t")
        await burst(person, "w", *"queue u", "enter")
        experiments(person)
    trial = desk.one("trials")
    assert (trial["outcome"], trial["note"]) == (Outcome.WORSE, "queue u")


@pytest.mark.parametrize("size", [USUAL, ROOMY], ids=str)
async def test_the_mouse_does_what_the_keys_do(desk: Desk, size: tuple[int, int]) -> None:
    desk.planned(WED)
    async with desk.sit(size) as person:
        await person.press("2")
        await person.click("t tried it")
        await person.click("Worse than I")
        await person.type("by hand")
        await person.press("escape")
        await person.click("by hand")
        assert is_typing(person)
        await person.click("Worse than I")
        assert "› w" in person.screen
        await person.click("It surprised me")
        assert field(person) == "by hand"
        await person.click("Enter go on")
        experiments(person)
    trial = desk.one("trials")
    assert (trial["outcome"], trial["note"]) == (Outcome.SURPRISE, "by hand")


async def test_a_click_on_a_place_closes_the_form_and_the_words_wait(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await to_field(person, "new")
        await person.type(HALF)
        for words, kind in (
            ("4 Progress", ProgressPlace),
            ("1 Today", TodayPlace),
            ("2 Experiments", ExperimentsPlace),
        ):
            await person.click(words)
            assert isinstance(person.app.screen, kind)
        await person.press("n")
        assert field(person) == HALF
        await person.click("3 Journal")
        journal(person)
        assert chosen(person) == "Your words will gather here."


async def test_clicks_on_nothing_do_nothing(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "t", "b")
        await person.type(HALF)
        before = person.screen
        for row in range(24):
            await person.pilot.click(offset=(2, row))
        await person.settle()
        assert person.screen.split("\n")[:-3] == before.split("\n")[:-3]
        assert field(person) == HALF
    assert desk.all("trials") == []
