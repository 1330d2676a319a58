"""The mouse: whatever can be pressed can be clicked, and the wheel scrolls."""

from __future__ import annotations

import pytest
from textual import events

from companion.tui.screens.help import HelpPage
from tests.tui.making import ROOMY, USUAL, WED, Desk, Person, is_over


async def test_a_click_on_a_choice_takes_it(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.click("Every day")
        assert person.step == "idea"
        await person.press("enter")
        await person.click("When I hand over")
        person.sees("When I hand over, I will look at the")
        assert person.step == "prediction"
    assert desk.one("cadences")["rule"] == "FREQ=DAILY"


async def test_a_click_on_an_outcome_tells_it(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.click("It surprised me")
        person.sees("What happened?")
    assert desk.one("trials")["outcome"] == "surprise"


async def test_a_click_on_a_place_goes_there(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.click("4 Progress")
        person.sees("Nothing to count yet.")
        await person.click("1 Today")
        person.sees("you cannot see")


@pytest.mark.parametrize("size", [USUAL, ROOMY], ids=str)
async def test_a_click_on_a_word_of_the_footer_does_it(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.begun().sit(size) as person:
        await person.click("y why this")
        person.sees("within your reach")
        await person.click("y why this")
        await person.click("s another")
        assert len(desk.all("swaps")) == 1
        await person.click("? help")
        assert isinstance(person.app.screen, HelpPage)
        await person.click("Esc back")
        await person.click("Enter go on")
        assert person.step == "experiment"
        await person.click("Esc back")
        assert person.step == "idea"
        await person.click("q leave")
        assert is_over(person.app)


async def test_the_footer_can_be_clicked_while_typing(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("by hand")
        await person.click("Enter go on")
        assert person.step == "question"
    assert desk.one("experiments")["expect"] == "by hand"


async def test_a_click_on_the_field_begins_typing_again(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("here")
        await person.press("escape")
        await person.click("here")
        assert person.is_typing


@pytest.mark.parametrize(
    ("words", "step", "size"),
    [
        ("■ The", "idea", USUAL),
        ("When I arrive", "experiment", ROOMY),
        ("Left open.", "question", USUAL),
        ("Better than", "look-back", ROOMY),
    ],
    ids=["idea", "experiment", "question", "look back"],
)
async def test_a_click_on_a_past_section_opens_it(desk: Desk, words: str, step: str, size: tuple[int, int]) -> None:
    """Each section once, half of them on a screen whose column is centred."""
    desk.planned(WED)
    async with desk.sit(size) as person:
        await person.press("b", "enter", "enter", "a", "enter", "enter")
        await person.click(words)
        assert person.step == step


async def test_clicks_on_nothing_do_nothing(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        before = person.screen
        for row in range(24):
            await person.pilot.click(offset=(2, row))
        await person.settle()
        assert person.screen == before


async def scroll(person: Person, kind: type[events.MouseScrollDown] | type[events.MouseScrollUp]) -> None:
    for _ in range(6):
        body = person.app.screen.query_one("#body")
        person.app.screen._forward_event(kind(body, 30, 8, 0, 1, 0, False, False, False))
    await person.pilot.pause(0.2)


async def test_the_wheel_scrolls(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("question_mark")
        assert "↓ more" in person.screen
        top = person.rows[3]
        await scroll(person, events.MouseScrollDown)
        assert person.rows[3] != top
        assert "↑ more" in person.screen
        await scroll(person, events.MouseScrollUp)
        assert person.rows[3] == top
        assert "↑ more" not in person.screen
