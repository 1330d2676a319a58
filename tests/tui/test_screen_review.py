"""The weekly review: each part is recorded as it is given, so it can be left and taken up; every fourth asks more."""

from __future__ import annotations

import errno
from datetime import date, timedelta

import pytest

from companion.domain.records import Outcome
from companion.domain.reviewing import DEEPER
from tests.tui.making import MON, ROOMY, THU, TUE, WED, Desk, refusing
from tests.tui.places import answer, experiments, field, footer_keys, is_typing, labels, reviewed

PARTS = ("plus", "minus", "next", "focus")
QUESTIONS = ("What worked?", "What did not?", "What will you do next?")


def parts(desk: Desk) -> tuple[str, ...]:
    """What the only review says so far."""
    found = desk.one("reviews")
    return tuple(found[name] for name in PARTS)


async def test_it_begins_with_what_was_tried_and_what_waits(desk: Desk) -> None:
    desk.lived(MON, TUE)
    with desk.on(WED) as coach:
        coach.tell_unplanned("When I leave, I will look back", Outcome.SURPRISE, WED, "the lights were on")
    async with desk.sit(ROOMY) as person:
        await person.press("2", "w")
        assert labels(person) == ["review", "tried", "plus"]
        person.sees(
            "The week of 16 Nov to 22 Nov", "Three trials: ", "Organising for customer value two", "No theme one"
        )
        person.sees("Mon Better than expected.", "Wed A surprise: the lights were on")
        person.sees("Three experiments to decide; d does, once this is closed.", QUESTIONS[0], "1 of 4")
        assert is_typing(person)
        assert footer_keys(person) == ["Enter go on", "Esc back", "F1 help", "Ctrl+Q leave"]


async def test_a_week_without_trials_can_be_looked_back_on_too(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "w")
        person.sees("Nothing was tried. That is worth a look as well.")
        await answer(person, "I rested")
    assert parts(desk) == ("I rested", "", "", "")


async def test_each_part_is_on_disk_as_soon_as_it_is_given(desk: Desk) -> None:
    desk.lived(MON)
    given: list[str] = []
    async with desk.sit() as person:
        await person.press("2", "w")
        for question, words in zip(QUESTIONS, ("the talk", "the phone", "ask early"), strict=True):
            person.sees(question)
            await answer(person, words)
            given.append(words)
            assert parts(desk) == (*given, *[""] * (4 - len(given)))
        person.sees("Should next week's pages lean towards one theme?")
        await person.press("l")
        experiments(person)
        assert person.said == "Looked back. Next week: Learning's changing."
        person.sees_no("to look back on")
    assert parts(desk) == ("the talk", "the phone", "ask early", "learning")
    assert desk.one("reviews")["week"] == str(MON)
    assert desk.drafts() == {}


async def test_passing_over_a_part_records_nothing(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w", "enter", "enter")
        assert desk.all("reviews") == []
        await answer(person, "ask early")
        assert parts(desk) == ("", "", "ask early", "")
        person.sees("plus Left open.", "minus Left open.", "next ask early")
        await person.press("n")
        assert person.said == "Looked back."
    assert parts(desk) == ("", "", "ask early", "")


@pytest.mark.parametrize("way_out", [("ctrl+q",), ("escape", "4")], ids="-".join)
async def test_left_in_the_middle_it_is_taken_up_where_it_was(desk: Desk, way_out: tuple[str, ...]) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "the talk")
        await person.type("half a")
        await person.press(*way_out)
    async with desk.sit() as person:
        await person.press("2", "w")
        person.sees("plus the talk", QUESTIONS[1], "2 of 4")
        assert field(person) == "half a"
        await person.type(" day lost")
        await person.press("enter")
    assert parts(desk) == ("the talk", "half a day lost", "", "")


async def test_a_part_can_be_said_anew(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "the talk", "the phone")
        await person.click("the talk")
        assert field(person) == "the talk"
        await answer(person, " again")
        assert field(person) == "the phone"
    assert parts(desk) == ("the talk again", "the phone", "", "")


async def test_every_part_is_an_act_of_its_own_and_undo_takes_the_last(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "the talk", "the phone")
        await person.press("u")
        assert field(person) == "u", "while typing it is a letter"
        await person.press("escape", "escape", "escape", "escape", "u")
        assert parts(desk) == ("the talk", "", "", "")
        await person.press("u")
    assert desk.all("reviews") == []


async def test_every_fourth_review_asks_a_little_more(desk: Desk) -> None:
    reviewed(desk, 3)
    async with desk.sit(ROOMY) as person:
        await person.press("2", "w")
        person.sees("This is a fourth review, so it asks a little more.", f"1 of {4 + len(DEEPER)}")
        await answer(person, "plus", "", "next")
        for number, question in enumerate(DEEPER):
            person.sees(question)
            await answer(person, "" if number == 1 else f"answer {number}")
        await person.press("w")
        experiments(person)
    found = next(one for one in desk.all("reviews") if one["week"] == str(MON))
    assert [(one["question"], one["text"]) for one in found["deeper"]] == [
        (question, f"answer {number}") for number, question in enumerate(DEEPER) if number != 1
    ]
    assert (found["plus"], found["minus"], found["next"], found["focus"]) == ("plus", "", "next", "work")


async def test_the_deeper_answers_are_taken_up_again_too(desk: Desk) -> None:
    reviewed(desk, 3)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "plus", "minus", "next", "the quiet one")
        await person.press("ctrl+q")
    async with desk.sit() as person:
        await person.press("2", "w")
        person.sees(DEEPER[1], "the quiet one")


@pytest.mark.parametrize(("weeks", "more"), [(2, False), (4, False), (7, True)])
async def test_the_others_do_not(desk: Desk, weeks: int, more: bool) -> None:
    reviewed(desk, weeks)
    async with desk.begun().sit() as person:
        await person.press("escape", "2", "w")
        assert ("This is a fourth review" in person.words) is more


async def test_before_thursday_it_is_the_week_before_that_is_looked_back_on(desk: Desk) -> None:
    desk.lived(MON - timedelta(weeks=1))
    desk.clock.set(WED)
    async with desk.sit() as person:
        await person.press("escape", "2")
        person.sees("9 Nov to 15 Nov: one trial to look back on.")
        await person.press("w")
        person.sees("The week of 9 Nov to 15 Nov")
        await answer(person, "it was quiet")
    assert desk.one("reviews")["week"] == "2026-11-09"


async def test_the_focus_leans_the_pages_of_the_week_after(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w", "enter", "enter", "enter", "down", "down", "enter")
        assert person.said == "Looked back. Next week: Organising for customer value."
    assert parts(desk)[3] == "value"
    with desk.on(date(2026, 11, 23)) as coach:
        assert "half" in coach.today().why or "focus" in coach.today().why or "lean" in coach.today().why


async def test_a_full_disk_keeps_the_part_and_enter_tries_again(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "the talk")
        with refusing(errno.ENOSPC):
            await answer(person, "the phone")
            person.sees("attention", "the disk is full", "the phone", QUESTIONS[1])
            assert parts(desk) == ("the talk", "", "", "")
            assert "the phone" in desk.drafts().values()
        await person.press("enter")
        person.sees_no("attention")
        person.sees(QUESTIONS[2])
    assert parts(desk) == ("the talk", "the phone", "", "")


async def test_what_another_copy_writes_of_it_meanwhile_stays(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        desk.coach().review(next="from elsewhere")
        await answer(person, "the talk")
    assert parts(desk) == ("the talk", "", "from elsewhere", "")


async def test_a_review_is_of_its_own_week_though_a_day_of_the_next_begins_meanwhile(desk: Desk) -> None:
    desk.lived(MON - timedelta(weeks=1))
    desk.clock.set(WED, 23)
    async with desk.sit() as person:
        await person.press("escape", "2", "w")
        await answer(person, "the talk")
        desk.clock.set(THU, 5)
        await answer(person, "the phone", "ask early")
        await person.press("v")
    assert parts(desk) == ("the talk", "the phone", "ask early", "value")
    assert desk.one("reviews")["week"] == "2026-11-09"


async def test_todays_page_says_that_the_week_is_there(desk: Desk) -> None:
    desk.lived(WED)
    async with desk.sit() as person:
        await person.press("enter", "n", "enter")
        person.sees("The week is there to look back on: 2, then w.")
        await person.press("2", "w")
        await answer(person, "the talk")
        await person.press("escape", "escape", "escape", "1")
        person.sees_no("The week is there to look back on")
