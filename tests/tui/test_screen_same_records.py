"""One journal, two front ends, other processes, and days that change while the page is open."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from companion.domain.records import Outcome
from companion.domain.rules import WORKDAYS
from tests.tui.making import FRI, THU, WED, Desk

APART = ("at", "zone", "offset")
"""Fields that say when and where, which two runs cannot share."""
WRITER = """
import sys
from pathlib import Path
from tests.tui.making import Desk
desk = Desk(Path(sys.argv[1]))
desk.clock.forward(minutes=1)
desk.coach().plan("When another process wakes, I will let it write")
"""


def without_ids(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every document, its id and the ids it names replaced by what they stand for."""
    documents = desk.documents()
    names = {key: f"<{found['action']}>" for key, found in documents.get("experiments", {}).items()}
    found = {}
    for table, kept in documents.items():
        found[table] = sorted(
            (
                {name: names.get(str(value), value) for name, value in document.items() if name not in APART}
                for document in kept.values()
            ),
            key=str,
        )
    return found


async def test_both_front_ends_leave_the_same_records(tmp_path: Path) -> None:
    screen, commands = Desk(tmp_path / "screen"), Desk(tmp_path / "commands")
    async with screen.sit() as person:
        await person.press("m", "enter", "b", "enter")
        await person.type("at the desk")
        await person.press("enter")
    screen.clock.set(FRI)
    async with screen.sit() as person:
        await person.press("s")
        await person.type("it was empty")
        await person.press("enter", "s", "enter", "o")
        await person.type("When I arrive, I will wait. Expect: calm")
        await person.press("enter", "enter", "down")
        await person.type("nobody")
        await person.press("enter", "t", "e", "enter")

    coach = commands.coach()
    coach.set_cadence(WORKDAYS)
    first = coach.plan(suggestion=1)
    coach.reflect("at the desk", 0)
    commands.clock.set(FRI)
    coach = commands.coach()
    coach.note(coach.tell(first.id, Outcome.SURPRISE, THU), "it was empty")
    coach.swap()
    second = coach.plan("When I arrive, I will wait. Expect: calm")
    coach.reflect("nobody", 1)
    coach.tell(second.id, Outcome.EXPECTED)

    assert without_ids(screen) == without_ids(commands)
    assert set(without_ids(screen)) == {"cadences", "experiments", "reflections", "trials", "swaps"}


async def test_what_another_process_writes_shows_at_the_next_view(desk: Desk) -> None:
    repository = str(Path(__file__).resolve().parents[2])
    async with desk.begun().sit() as person:
        await person.press("t")
        person.sees("Nothing is planned")
        subprocess.run(
            [sys.executable, "-c", WRITER, str(desk.root)], check=True, env=os.environ | {"PYTHONPATH": repository}
        )
        await person.press("4", "1", "t")
        person.sees("When another process wakes, I will let it write.", "How did it go today?")


async def test_what_another_process_writes_does_not_disturb_the_words_under_way(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("half a")
        desk.coach().plan("When elsewhere, I will write")
        await person.press("escape", "4", "1", "enter")
        assert person.field == "half a"
        await person.press("enter")
    assert desk.one("reflections")["text"] == "half a"
    assert len(desk.all("experiments")) == 2


async def test_undo_here_never_takes_back_what_was_read_only(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("s", "y", "t", "4", "1", "u")
        person.sees("Taken back")
    assert desk.all("swaps") == []
    assert len(desk.all("cadences")) == 1


async def test_a_new_day_while_open_begins_its_own_page(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("from thursday")
        desk.clock.set(FRI)
        await person.press("enter")
        person.sees("Fri 20 Nov", "Your words from yesterday were never kept.", "from thursday")
        await person.press("enter")
        assert person.step == "look-back"
        await person.press("b")
    answer, trial = desk.one("reflections"), desk.one("trials")
    assert (answer["day"], answer["text"]) == (str(THU), "from thursday")
    assert (trial["day"], trial["told"]) == (str(THU), str(FRI))


@pytest.mark.parametrize("key", ["enter", "b", "n"])
async def test_nothing_is_recorded_on_a_page_whose_day_is_over(desk: Desk, key: str) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        desk.clock.set(FRI)
        await person.press(key)
        person.sees("How did it go on Thursday?")
        assert desk.all("trials") == desk.all("untried") == []
        await person.press("b")
    assert desk.one("trials")["day"] == str(THU)


async def test_a_new_day_shows_when_one_comes_back_to_the_page(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("4")
        desk.clock.set(FRI)
        await person.press("1")
        person.sees("Fri 20 Nov", "How did it go on Thursday?")


async def test_a_new_day_and_another_writer_at_once_lose_no_words(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("from thursday")
        await person.press("escape", "4")
        desk.clock.set(FRI)
        desk.coach().plan("When elsewhere, I will write")
        await person.press("1")
        person.sees("Your words from yesterday were never kept.", "from thursday")


async def test_a_new_year_while_open_goes_on_in_its_own_file_and_day(tmp_path: Path) -> None:
    eve = date(2026, 12, 31)
    desk = Desk(tmp_path, day=eve).begun()
    async with desk.sit() as person:
        await person.press("enter", "a", "enter", "enter")
        desk.clock.set(date(2027, 1, 1), 9)
        await person.press("enter")
        person.sees("Fri 1 Jan", "How did it go on Thursday?")
        await person.press("e")
    trial = desk.one("trials")
    assert (trial["day"], trial["told"]) == ("2026-12-31", "2027-01-01")
    assert sorted(path.name for path in desk.folder.glob("*/*.jsonl")) == ["2026.jsonl", "2027.jsonl"]


async def test_before_the_day_start_it_is_still_the_day_before(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        desk.clock.set(FRI, 3, 59)
        await person.type("late")
        await person.press("enter")
        assert person.step == "closed"
    assert desk.one("reflections")["day"] == str(THU)
