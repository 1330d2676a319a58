"""Every size from three cells by two, in every theme: usable from 40 by 15, and never a crash below that."""

from __future__ import annotations

import pytest

from companion.tui.themes import LAMPLIGHT, PAPER
from tests.tui.making import ROOMY, USUAL, WED, Desk, Person

SIZES = [(80, 24), (120, 36), (64, 20), (40, 15), (12, 5), (3, 2)]
DAY = ("down", "b", "escape", "enter", "enter", "y", "enter", "a", "question_mark", "enter", "enter")
WEARING = {"paper": {"theme": PAPER}, "lamplight": {"theme": LAMPLIGHT}, "plain": {"plain": True}}


def fits(person: Person, size: tuple[int, int]) -> None:
    """The screen is as large as the terminal, and every row as wide."""
    assert len(person.rows) == size[1]
    assert {strip.cell_length for strip in person.app.screen._compositor.render_strips()} == {size[0]}


@pytest.mark.parametrize(
    ("size", "wears"),
    [*((size, "lamplight") for size in SIZES), (SIZES[3], "paper"), (SIZES[5], "paper"), (SIZES[0], "plain")],
    ids=str,
)
async def test_a_whole_day_at_every_size(desk: Desk, size: tuple[int, int], wears: str) -> None:
    desk.planned(WED)
    async with desk.sit(size, **WEARING[wears]) as person:
        for key in DAY:
            fits(person, size)
            await person.press(key)
        assert person.step == "closed"
        await person.press("4", "question_mark", "escape", "1", "t", "b")
        fits(person, size)
    assert len(desk.all("trials")) == 2


async def test_from_any_size_to_any_other(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        for key in ("b", "enter", "enter", "a"):
            for size in (SIZES[1], SIZES[5], SIZES[3], SIZES[4], SIZES[0]):
                await person.resize(*size)
                fits(person, size)
            await person.press(key)
        await person.type("half a")
        for size in (*SIZES, *reversed(SIZES), *SIZES[::2]):
            await person.resize(*size)
            fits(person, size)
        await person.resize(*USUAL)
        assert person.field == "half a"
        person.sees("half a", "What do you expect to see?")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_first_page_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as person:
        fits(person, size)
        await person.press("c")
        await person.type("sun")
        await person.press("enter")
        assert person.step == "idea"
    assert desk.one("cadences")["rule"] == "FREQ=WEEKLY;BYDAY=SU"


async def test_the_palette_opens_and_closes_at_every_size(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        for size in SIZES:
            await person.resize(*size)
            await person.press("ctrl+p")
            await person.type("p")
            await person.resize(*SIZES[0])
            await person.resize(*size)
            await person.press("escape")
            fits(person, size)


@pytest.mark.parametrize("size", [(40, 15), (64, 20), *SIZES[:2]], ids=str)
async def test_from_40_by_15_all_there_is_to_choose_can_be_reached(desk: Desk, size: tuple[int, int]) -> None:
    desk.planned(WED)
    async with desk.sit(size) as person:
        for _ in range(5):
            assert "›" in person.screen
            await person.press("down")
        await person.press("b")
        assert person.is_typing
        assert "What happened?" in person.words
        await person.press("enter", "enter")
        for letter in "abcon":
            assert f"› {letter}" in person.screen
            await person.press("down")


async def test_at_40_by_15_the_header_names_the_step_and_the_footer_enter_and_help(desk: Desk) -> None:
    async with desk.begun().sit((40, 15)) as person:
        person.sees("1 Today 2 3 4 5 idea 2/4")
        assert person.footer.startswith("2 of 4") or "Enter go on" in person.footer
        assert "? help" in person.footer
        assert "q leave" not in person.footer
        await person.press("enter")
        person.sees("experiment 3/4")
        person.sees_no("Most of the time is spent")


async def test_labels_hang_and_the_column_is_centred(desk: Desk) -> None:
    async with desk.begun().sit(ROOMY) as person:
        (line,) = [row for row in person.rows if row.lstrip().startswith("idea")]
        assert line.index("▎") == (120 - 80) // 2 + 14
        await person.resize(*USUAL)
        (line,) = [row for row in person.rows if row.lstrip().startswith("idea")]
        assert line.index("▎") == 14
        await person.resize(63, 24)
        assert any(row.startswith("▎") for row in person.rows)


@pytest.mark.parametrize("wearing", WEARING.values(), ids=WEARING)
async def test_a_theme_is_made_of_its_own_inks(desk: Desk, wearing: dict[str, str]) -> None:
    async with desk.begun().sit(**wearing) as person:
        colours = {
            str(segment.style.bgcolor.name)
            for strip in person.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor
        }
        expected = {"paper": {"#faf7f1"}, "lamplight": {"#1a1b1e"}, "plain": {"default"}}
        assert colours == expected[person.app.theme]
