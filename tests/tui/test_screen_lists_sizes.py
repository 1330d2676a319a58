"""Experiments, Journal and the forms at every size: what matters is in view from 40 by 15, and nothing ever crashes."""

from __future__ import annotations

import pytest

from tests.tui.making import BARS, ROOMY, USUAL, Desk
from tests.tui.places import bar_row, chosen, comes, field, one_of_each, shelved
from tests.tui.test_screen_sizes import WEARING, fits

SIZES = [(80, 24), (120, 36), (40, 15), (30, 8), (20, 5), (3, 2)]
USABLE = [(80, 24), (120, 36), (64, 20), (40, 15)]
WALK = (
    *("2", "down", "enter", "up", "pagedown", "f", "escape", "t", "b", "escape", "escape", "escape"),
    *("d", "c", "enter", "escape", "escape", "escape", "escape", "n", "escape", "escape", "w", "escape", "escape"),
    *("3", "down", "enter", "slash", "a", "enter", "escape", "f", "k", "b", "escape", "h", "escape"),
    *("e", "escape", "escape", "escape", "x", "k", "question_mark", "escape"),
)


@pytest.mark.parametrize(
    ("size", "wears"), [(USUAL, "plain"), *((size, "lamplight") for size in ((40, 15), (3, 2)))], ids=str
)
async def test_a_walk_through_everything_at_every_size(desk: Desk, size: tuple[int, int], wears: str) -> None:
    shelved(desk)
    async with desk.sit(size, **WEARING[wears]) as person:
        await person.press("escape")
        for key in WALK:
            await person.press(key)
            fits(person, size)
    assert desk.all("trials")


async def test_from_any_size_to_any_other_with_a_list_open_and_a_form_over_it(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await person.press("2", "down", "enter")
        for keys in ((), ("t", "b"), ("escape", "escape", "escape", "3", "slash")):
            await person.press(*keys)
            for size in reversed(SIZES):
                await person.resize(*size)
                fits(person, size)
            await person.resize(*USUAL)


@pytest.mark.parametrize("size", USABLE, ids=str)
async def test_the_chosen_experiment_and_its_words_are_in_view(desk: Desk, size: tuple[int, int]) -> None:
    shelved(desk)
    async with desk.sit(size) as person:
        await person.press("escape", "2")
        for name in ("full", "newer", "older", "play", "dropped"):
            await comes(person, f"I will do the {name[:5]}")
            assert bar_row(person)
            await person.press("enter")
            await comes(person, "10 minutes")
            await person.press("enter", "down")
        assert "Enter open" in person.footer
        assert "? help" in person.footer


async def test_on_a_narrow_screen_an_experiment_is_one_line_until_it_is_opened(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit((40, 15)) as person:
        await person.press("escape", "2")
        lines = [row.rstrip() for row in person.rows if "When I arrive" in row]
        assert len(lines) >= 3
        assert all(line.endswith("…") for line in lines)
        alone = [row.translate(BARS).strip() for row in person.rows[1:-3]]
        assert [one for one in alone if one in ("to decide", "open")] == ["to decide", "open"], "each on its own line"
        person.sees_no("1 of 1 trial")
        assert person.rows[0].split()[:2] == ["1", "2"]
        await person.press("enter")
        person.sees("you expect: calm", "1 of 1 trial: worse 1")


@pytest.mark.parametrize("size", [USUAL, ROOMY, (40, 15)], ids=str)
async def test_the_chosen_entry_is_in_view(desk: Desk, size: tuple[int, int]) -> None:
    one_of_each(desk)
    async with desk.sit(size) as person:
        await person.press("escape", "3")
        for words in ("Away", "the rota talk", "not tried", "it began", "I will count the", "reserve", "Adopted"):
            for _ in range(9):
                if words.lower() in chosen(person).lower():
                    break
                await person.press("down")
            await comes(person, words)
            assert words.lower() in chosen(person).lower(), person.screen
        if size[0] < 64:
            assert person.rows[bar_row(person)].split()[-1] == "decided", "the kind stands above the text"


@pytest.mark.parametrize("size", [USUAL, (64, 20), (40, 15)], ids=str)
async def test_the_question_of_a_form_and_all_of_its_choices_are_in_view(desk: Desk, size: tuple[int, int]) -> None:
    shelved(desk)
    async with desk.sit(size) as person:
        await person.press("escape", "2", "d")
        await comes(person, "a Adopt", "c Adapt", "d Drop")
        await person.press("c")
        await comes(person, "What did it teach you")
        await person.type("less")
        assert field(person) == "less"
        await comes(person, "less")
        await person.press("enter", "enter", "enter", "enter", "enter")
        await comes(person, "How often, before you decide?", "o Once", "d Another number")
        await person.press("enter")
    assert desk.all("decisions")
