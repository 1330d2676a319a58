"""Ten thousand experiments, and ten thousand entries: a key costs little wherever one is, and the cursor is in view."""

from __future__ import annotations

import time

import pytest

from tests.tui.making import Desk
from tests.tui.places import (
    BUDGET,
    bar_row,
    chosen,
    experiments,
    journal,
    many_experiments,
    many_words,
    processor_time,
)

MANY = 10_000
OPENING = 1.5
"""Seconds of processor time for a first look at so long a list, and for a search through all of it."""


async def test_ten_thousand_experiments(desk: Desk) -> None:
    many_experiments(desk, MANY)
    async with desk.sit() as person:
        await person.press("escape")
        start = time.process_time()
        await person.press("2")
        assert time.process_time() - start < OPENING
        assert len(experiments(person).items()) == MANY
        for key in ("down", "pagedown", "up", "pageup"):
            assert await processor_time(person, *[key] * 9) < BUDGET, key
            await person.pilot.pause(0.05)
            assert "I will look at number" in chosen(person)
        experiments(person).choose(MANY - 5)
        await person.settle()
        for key in ("down", "up", "enter"):
            assert await processor_time(person, *[key] * 5) < BUDGET, key
            await person.pilot.pause(0.05)
            assert "I will look at number" in chosen(person)
        assert await processor_time(person, "f", "escape", "f", "escape") < 4 * BUDGET
        await person.press("2")
        assert experiments(person).cursor == MANY - 6, "where it was left"


async def test_ten_thousand_entries(desk: Desk) -> None:
    many_words(desk, MANY)
    async with desk.sit() as person:
        await person.press("escape")
        start = time.process_time()
        await person.press("3")
        assert time.process_time() - start < OPENING
        for key in ("down", "pagedown", "up", "enter"):
            assert await processor_time(person, *[key] * 9) < BUDGET, key
            await person.pilot.pause(0.05)
            assert "about the rota" in chosen(person)
        await person.press("slash")
        start = time.process_time()
        await person.type("rota 99")
        await person.press("enter")
        assert time.process_time() - start < OPENING
        person.sees("/ rota 99", "280 of 10000")
        assert await processor_time(person, *["down"] * 9) < BUDGET
        await person.press("escape")
        assert len(journal(person).items()) == MANY


@pytest.mark.parametrize("size", [(40, 15)], ids=str)
async def test_from_the_first_to_the_last_and_back_the_cursor_stays_in_view(desk: Desk, size: tuple[int, int]) -> None:
    many_words(desk, 40)
    async with desk.sit(size) as person:
        await person.press("escape", "3")
        for key, last in (("pagedown", 0), ("pageup", 39)):
            for _ in range(40):
                await person.press(key)
                if f"number {last} " in chosen(person):
                    break
                await person.pilot.pause(0.03)
                assert bar_row(person) < size[1] - 2
            assert f"words number {last} about" in chosen(person)
        for key in ("down", "up"):
            for _ in range(20):
                await person.press(key)
            await person.pilot.pause(0.05)
            assert "words number" in chosen(person)
        assert "words number 39 about" in chosen(person)


async def test_a_long_entry_is_read_to_its_end_before_the_next_is_chosen(desk: Desk) -> None:
    words = "\n".join(f"line {number}" for number in range(60))
    desk.begun().coach().reflect(words, 0)
    async with desk.sit() as person:
        await person.press("escape", "3", "enter")
        assert "line 0" in chosen(person)
        for _ in range(70):
            if "line 59" in person.words:
                break
            await person.press("down")
        person.sees("line 59")
        person.sees_no("line 0 ")
        for _ in range(70):
            if "line 0 " in person.words:
                break
            await person.press("up")
        person.sees("line 0 ")
