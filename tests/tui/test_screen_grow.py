"""Growing a play: repeated, enlarged or offered to one neighbour, as an experiment that knows where it came from."""

from __future__ import annotations

import pytest

from companion.domain.records import Growth
from companion.tui.screens.record_pages import FamilyPage
from tests.tui.making import ROOMY, Desk, Person
from tests.tui.places import answer, chosen, experiments, field, is_typing, label, shelved, write

TO_PLAY = ("2", "down", "down", "down")


async def grow(person: Person) -> None:
    await person.press(*TO_PLAY, "g")
    person.sees("When I arrive, I will do the play one.", "small is enough")


async def test_the_ways_to_grow_are_asked_first_with_what_each_means(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await grow(person)
        person.sees("Perfect it before it spreads: repeat it until it holds, then enlarge it or offer it.")
        person.sees("r Repeat it as it is, for another run", "e Enlarge it a little one part of it larger")
        person.sees("o Offer it to one receptive neighbour only once it is good", "1 of 6")
        await person.press("escape")
        experiments(person)
    assert len(desk.all("experiments")) == 5


async def test_repeating_may_change_nothing(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await grow(person)
        await person.press("r")
        assert field(person) == "When I arrive, I will do the play one"
        await person.press("enter", "enter", "enter", "enter", "f")
        experiments(person)
    (child,) = [one for one in desk.coach().experiments() if one.plan.parent]
    play = desk.coach().find(ids["play"])
    assert (child.plan.parent, child.plan.growth) == (ids["play"], Growth.REPEAT)
    assert (child.plan.cue, child.plan.action, child.plan.expect) == (play.plan.cue, play.plan.action, "calm")
    assert (child.plan.pact, child.plan.theme) == (5, play.plan.theme)
    assert play.decision, "the play stays one"


async def test_enlarging_says_what_is_larger(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await grow(person)
        await person.press("e")
        await write(person, "When I arrive, I will do the play one twice")
        await person.press("enter", "enter", "enter")
        await write(person, "20")
        await person.press("enter", "o")
        assert label(person) == "open"
        assert chosen(person).startswith("When I arrive, I will do the play one twice."), "the new one is chosen"
        await person.press("f")
        assert isinstance(person.app.screen, FamilyPage)
        person.sees("enlarged When I arrive, I will do the play one twice.")
    (child,) = [one for one in desk.coach().experiments() if one.plan.parent]
    assert (child.plan.parent, child.plan.growth, child.plan.minutes) == (ids["play"], Growth.ENLARGE, 20)
    assert child.plan.action == "do the play one twice"


async def test_offering_asks_to_whom_and_what_they_may_do_with_it(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit(ROOMY) as person:
        await grow(person)
        await person.press("o")
        person.sees("To whom will you offer it, and when?")
        assert field(person) == "When I next see …, I will show them how I do the play one"
        await person.press("enter")
        assert person.said == "Say to whom, in place of the three dots."
        assert is_typing(person)
        await write(person, "When I next see Ann, I will show her how I do the play one")
        await person.press("enter")
        person.sees("What do you expect them to do with it?")
        assert field(person) == ""
        await answer(person, "she asks for a copy", "", "")
        await person.press("o")
        person.sees("When I next see Ann, I will show her how I do the play one.", "planned today")
    (child,) = [one for one in desk.coach().experiments() if one.plan.parent]
    assert (child.plan.growth, child.plan.cue) == (Growth.OFFER, "When I next see Ann")
    assert child.plan.expect == "she asks for a copy"


@pytest.mark.parametrize("key", ["t", "u"])
async def test_what_has_grown_is_an_experiment_like_any_other(desk: Desk, key: str) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await grow(person)
        await person.press("r", "enter", "enter", "enter", "enter", "o")
        assert person.said
        if key == "u":
            await person.press("u")
            assert person.said == "Taken back: today's experiment."
            assert "the newer one" in chosen(person), "the cursor stays in its place of the list"
        else:
            assert "the play one" in chosen(person), "the new one is chosen"
            assert label(person) == "open"
            await person.press("t", "b", "enter")
            assert label(person) == "to decide"
    assert len([one for one in desk.coach().experiments() if one.plan.parent]) == (0 if key == "u" else 1)
