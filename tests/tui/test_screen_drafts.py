"""Drafts: nothing typed is ever lost, and nothing kept is ever offered again."""

from __future__ import annotations

import pytest

from companion.domain.session import Step
from tests.tui.making import FRI, THU, USUAL, WED, Desk, Person

# How to come from an opened page to each place where words are typed.
WAYS = {
    "note": ("b",),
    "own-words": ("b", "enter", "enter", "o"),
    "prediction": ("b", "enter", "enter", "a"),
    "question": ("b", "enter", "enter", "a", "enter"),
}
KEPT_IN = {
    "note": ("trials", "note"),
    "prediction": ("experiments", "expect"),
    "question": ("reflections", "text"),
    "own-words": ("experiments", "action"),
}


async def on_disk(person: Person, desk: Desk, words: str) -> None:
    """Wait for the draft to be saved by itself."""
    for _ in range(100):
        if words in desk.drafts().values():
            return
        await person.pilot.pause(0.05)
    raise AssertionError(f"{words!r} was not saved: {desk.drafts()}")


@pytest.mark.parametrize("section", WAYS)
async def test_words_are_on_disk_half_a_second_after_the_last_key(desk: Desk, section: str) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press(*WAYS[section])
        await person.type("half a")
        await on_disk(person, desk, "half a")
        assert desk.drafts() == {section: "half a"}


@pytest.mark.parametrize(
    ("section", "way_out"),
    [("note", "4"), ("own-words", "question_mark"), ("prediction", "4"), ("question", "question_mark"), ("note", "q")],
)
async def test_words_wait_where_they_were_typed(desk: Desk, section: str, way_out: str) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press(*WAYS[section])
        await person.type("half a")
        await person.press("escape", way_out)
        if way_out != "q":
            await person.press("escape")
            assert (person.step, person.field) == (section, "half a")
    assert desk.drafts() == {section: "half a"}


@pytest.mark.parametrize("section", ["own-words", "prediction", "question"])
async def test_words_are_offered_again_when_the_page_is_opened_again(desk: Desk, section: str) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press(*WAYS[section])
        await person.type("half a")
        await person.press("ctrl+c")
    desk.clock.forward(minutes=40)
    async with desk.sit() as person:
        *way, last = way_again(section)
        await person.press(*way)
        if section == "question":
            person.sees("Your words from", "are here.")
        else:
            await person.press(last)
            person.sees("Your words from", "are here.")
        assert person.is_typing
        assert person.field == "half a"
        await person.type(" thought")
        await person.press("enter")
        assert person.field != "half a thought"
        if section == "own-words":
            await person.press("enter")
        assert section not in desk.drafts()
    table, field = KEPT_IN[section]
    assert "half a thought" in [record[field] for record in desk.all(table)]


def way_again(section: str) -> tuple[str, ...]:
    """What was recorded is not asked for again."""
    return {"question": ("enter",), "prediction": ("enter", "a"), "own-words": ("enter", "o")}[section]


async def test_a_note_under_way_is_offered_with_its_answer(desk: Desk) -> None:
    """The outcome is recorded, and the words belong to it, so the page opens with both."""
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("b")
        await person.type("half a")
        await person.press("ctrl+c")
    async with desk.sit() as person:
        person.sees("half a", "What happened?", "Better than expected")
        await person.press("enter", "enter")
    assert desk.one("trials")["note"] == "half a"


@pytest.mark.parametrize("section", WAYS)
async def test_kept_words_leave_no_draft(desk: Desk, section: str) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press(*WAYS[section])
        await person.type("all of it")
        await on_disk(person, desk, "all of it")
        await person.press("enter")
        if section == "own-words":
            assert desk.drafts() == {section: "all of it"}
            await person.press("enter")
        await person.pilot.pause(0.7)
        assert desk.drafts() == {}
        assert person.step in (Step.IDEA, Step.QUESTION, Step.CLOSED)


async def test_words_taken_out_again_leave_no_draft(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("ab")
        await on_disk(person, desk, "ab")
        await person.press("backspace", "backspace", "escape")
    assert desk.drafts() == {}


async def test_words_survive_going_back_and_coming_again(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("half a")
        await person.press("escape", "escape", "escape")
        assert person.step == "idea"
        await person.press("enter", "a")
        assert person.field == "half a"
        assert person.is_typing


async def test_words_survive_another_size(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("half a")
        for size, more in (((120, 36), " t"), ((64, 20), "ho"), ((40, 15), "ug"), ((12, 5), "ht")):
            await person.resize(*size)
            await person.type(more)
        await person.resize(*USUAL)
        assert person.field == "half a thought"
        assert person.is_typing
        person.sees("half a thought")


async def test_words_of_an_earlier_day_are_offered_under_their_own_date(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("from thursday")
        await person.press("ctrl+c")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees("yesterday", "Your words from yesterday were never kept.", "from thursday")
        await person.press("enter")
        person.sees("Kept under their own date.")
        assert person.step == "look-back"
    answer = desk.one("reflections")
    assert (answer["day"], answer["text"]) == (str(THU), "from thursday")
    assert desk.drafts() == {}


async def test_words_of_an_earlier_day_can_be_left_where_they_are(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("from thursday")
        await person.press("ctrl+c")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        await person.press("escape", "escape")
        person.sees("How did it go on Thursday?")
        await person.press("b", "enter", "enter", "n", "enter")
        person.sees_no("from thursday")
    assert desk.all("reflections") == []
    assert desk.drafts() == {"question": "from thursday"}


async def test_words_added_to_an_earlier_days_are_not_lost_either(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("from thursday")
        await person.press("ctrl+c")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        await person.type(" and friday")
        await person.press("ctrl+c")
    assert desk.drafts() == {"question": "from thursday and friday"}


async def test_a_draft_is_the_same_on_disk_whatever_it_holds(desk: Desk) -> None:
    words = "two\nlines, “quotes”, \t a tab, 日本語 and 👩‍💻 "
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.paste(words)
        await person.press("ctrl+c")
    assert desk.drafts() == {"prediction": words}
    async with desk.sit() as person:
        await person.press("enter", "a")
        assert person.field == words
        await person.press("enter")
    assert desk.one("experiments")["expect"] == words
