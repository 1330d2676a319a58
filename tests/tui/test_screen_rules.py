"""Rules that hold wherever there is a list, a form or a page: labels, numbers to be typed over, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.domain.records import Share
from companion.packs.library import Library
from companion.tui.screens.pack_page import PackPage
from tests.tui.making import CARDS, MON, Desk, make_card
from tests.tui.places import answer, bar_row, field, labels, scrolled


async def test_a_group_of_experiments_is_named_once_beside_its_first_or_else_the_chosen_one(desk: Desk) -> None:
    with desk.on(MON) as coach:
        coach.set_cadence("FREQ=DAILY")
        for number in range(12):
            coach.plan(f"When I arrive, I will look at number {number}")
    async with desk.sit() as person:
        await person.press("escape", "2")
        for key in (*["down"] * 5, "end", "up", "pageup", "home"):
            await person.press(key)
            await scrolled(person)
            assert labels(person).count("open") == 1, f"after {key}:\n{person.screen}"
            assert labels(person, until=bar_row(person) + 1)[-1:] == ["open"], f"after {key}:\n{person.screen}"


async def test_a_number_that_a_form_begins_with_is_typed_over(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "")
        assert field(person) == "10"
        await person.type("15")
        assert field(person) == "15"


async def test_a_page_on_a_narrow_screen_names_the_way_back(desk: Desk) -> None:
    async with desk.begun().sit((40, 15)) as person:
        await person.press("5")
        assert person.footer == "Enter open   ? help"
        person.app.push_screen(PackPage("p"))
        await person.settle()
        assert person.footer == "Enter go on   Esc back   ? help"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((), "Less; still every page: no other pack is on. u takes it back."),
        ((make_card("still", pack="q"),), "Less: about one page in two from now on. u takes it back."),
    ],
)
async def test_less_of_the_only_pack_says_that_it_changes_nothing(
    tmp_path: Path, others: tuple[object, ...], said: str
) -> None:
    desk = Desk(tmp_path)
    desk.library = Library.of([*CARDS, *others])  # type: ignore[list-item]
    async with desk.begun().sit() as person:
        person.app.push_screen(PackPage("p"))
        await person.settle()
        await person.press("l")
        assert person.said == said
        assert desk.coach().pack_view("p").share is Share.LESS
