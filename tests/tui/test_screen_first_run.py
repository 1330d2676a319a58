"""The first run, and how many presses each kind of day takes."""

from __future__ import annotations

import pytest

from tests.tui.making import FRI, WED, Desk


async def test_the_first_page_says_what_this_is_and_asks_which_days_count(desk: Desk) -> None:
    async with desk.sit() as person:
        person.sees("Tiny Triumphs Companion", "One page a day, about two minutes.", "in files you own.")
        person.sees("Which days should count?", "m Monday to Friday", "e Every day", "c Days I choose")
        person.sees_no("The queue")
    assert desk.documents() == {}


@pytest.mark.parametrize(
    ("letter", "rule"), [("m", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), ("e", "FREQ=DAILY")], ids=["weekdays", "daily"]
)
async def test_one_letter_sets_the_days_and_opens_the_idea(desk: Desk, letter: str, rule: str) -> None:
    async with desk.sit() as person:
        await person.press(letter)
        assert person.step == "idea"
        person.sees_no("Which days")
    assert desk.one("cadences")["rule"] == rule


async def test_days_can_be_written(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("c")
        person.sees("Write them, such as Mon Wed Fri.")
        await person.type("tue, Sat")
        await person.press("enter")
        assert person.step == "idea"
    assert desk.one("cadences")["rule"] == "FREQ=WEEKLY;BYDAY=TU,SA"


@pytest.mark.parametrize("words", ["", "now and then", "Mon Wed soon", "m"])
async def test_days_that_cannot_be_read_are_asked_for_again_and_stay_in_the_field(desk: Desk, words: str) -> None:
    async with desk.sit() as person:
        await person.press("c")
        await person.type(words)
        await person.press("enter")
        person.sees("Name the days that should count, such as Mon Wed Fri.")
        assert person.field == words
        assert person.is_typing
    assert desk.documents() == {}


async def test_esc_from_the_written_days_goes_back_to_the_choices(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("c", "escape", "escape")
        person.sees("m Monday to Friday")
        await person.press("down", "enter")
        assert person.step == "idea"
    assert desk.one("cadences")["rule"] == "FREQ=DAILY"


async def test_a_first_run_takes_five_presses(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("enter", "enter", "a", "enter", "enter")
        assert (person.step, person.presses) == ("closed", 5)
        person.sees("Noted. That is the page. Today counts once you have tried it.")
    assert len(desk.all("experiments")) == 1
    assert desk.all("reflections") == []


async def test_an_ordinary_day_takes_six_presses(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("b", "enter", "enter", "a", "enter", "enter")
        assert (person.step, person.presses) == ("closed", 6)
        person.sees("one day so far")
    assert len(desk.all("experiments")) == 2
    assert desk.one("trials")["outcome"] == "better"


async def test_an_ordinary_day_takes_at_most_ten_presses_of_arrows_and_enter(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("down", "down", "enter", "enter", "enter", "down", "enter", "enter", "enter")
        assert person.step == "closed"
        assert person.presses <= 10
    assert desk.one("trials")["outcome"] == "worse"


async def test_an_evening_takes_three_presses(desk: Desk) -> None:
    desk.begun().coach().plan(suggestion=0)
    desk.coach().reflect("In the morning.")
    desk.clock.forward(hours=10)
    async with desk.sit() as person:
        person.sees("Press t when you have, or tell the page on Friday.")
        await person.press("t", "b", "enter")
        assert (person.step, person.presses) == ("closed", 3)
        person.sees("That makes one. Nothing more today.")
    trial = desk.one("trials")
    assert (trial["day"], trial["told"]) == ("2026-11-19", "2026-11-19")


async def test_the_page_opens_where_it_was_left(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("enter", "enter", "a", "enter")
        assert person.step == "question"
    async with desk.sit() as person:
        assert person.step == "question"
        person.sees("When I arrive, I will look at the")


async def test_a_day_with_nothing_new_ends_without_an_experiment(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("m", "enter", "n", "enter")
        assert person.step == "closed"
        person.sees("Nothing new today.", "Nothing is planned for today, and that is fine.")
        person.sees_no("t tried it")
    assert desk.all("experiments") == []


async def test_the_next_day_begins_with_the_day_before(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("m", "enter", "a", "enter", "enter")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        assert person.step == "look-back"
        person.sees("yesterday", "You expected: it is longer than I think", "How did it go on Thursday?")
