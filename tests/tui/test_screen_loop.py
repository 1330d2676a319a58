"""The whole loop by keys alone, which leaves what the commands leave; and what other copies write meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from companion.coach.coach import Coach
from companion.coach.naming import name_of
from companion.coach.views import Change
from companion.domain.records import Growth, Outcome, Verdict
from companion.domain.rules import EVERY_DAY
from companion.tui.screens.record_pages import FamilyPage, HistoryPage
from tests.tui.making import FRI, MON, THU, WED, Desk, Person
from tests.tui.places import answer, chosen, experiments, field, form, journal, label, write
from tests.tui.test_screen_same_records import without_ids

WRITER = """
import sys
from pathlib import Path
from tests.tui.making import Desk
desk = Desk(Path(sys.argv[1]))
desk.clock.forward(minutes=1)
desk.coach().plan("When another process wakes, I will let it write")
"""
DAY = timedelta(days=1)


# The loop


async def by_keys(desk: Desk, person: Person) -> None:
    """Thursday: the card, a plan of it, told and adapted; then the child, adopted and grown, and the week."""
    await person.press("e", "enter", "a", "enter", "enter")
    await person.press("t", "w")
    await answer(person, "nobody looked")
    await person.press("2", "d", "c")
    await answer(person, "alone it is nothing")
    await write(person, "When I hand over, I will look at it with Ann")
    await person.press("enter")
    await write(person, "she sees more")
    await person.press("enter")
    await answer(person, "what she says")
    await write(person, "5")
    await person.press("enter", "d")
    await write(person, "2")
    await person.press("enter")
    experiments(person)
    for day, outcome, note in ((FRI, "b", "she did"), (FRI + DAY, "e", "")):
        desk.clock.set(day)
        await person.press("4", "2")
        while "look at it with Ann" not in chosen(person):
            await person.press("up")
        await person.press("t", outcome)
        await answer(person, note)
    assert label(person) == "to decide"
    await person.press("d", "a")
    await answer(person, "two see more")
    assert label(person) == "playbook"
    await person.press("g", "e")
    await write(person, "When I hand over, I will look at it with Ann and Bo")
    await person.press("enter", "enter", "enter")
    await write(person, "10")
    await person.press("enter", "o")
    await person.press("w")
    await answer(person, "Ann", "", "Bo")
    await person.press("p")
    experiments(person)


def by_intents(desk: Desk) -> Coach:
    """The same through the coach, as commands do it."""
    coach = desk.coach()
    coach.set_cadence(EVERY_DAY)
    first = coach.plan(suggestion=0)
    coach.note(coach.tell(first.id, Outcome.WORSE), "nobody looked")
    change = Change(
        action="When I hand over, I will look at it with Ann",
        expect="she sees more",
        know="what she says",
        minutes=5,
        pact=2,
    )
    _, child = coach.decide(first.id, Verdict.ADAPT, "alone it is nothing", change)
    assert child
    desk.clock.set(FRI)
    coach.tell(child.id, Outcome.BETTER, note="she did")
    desk.clock.set(FRI + DAY)
    coach.tell(child.id, Outcome.EXPECTED)
    coach.decide(child.id, Verdict.ADOPT, "two see more")
    larger = Change(action="When I hand over, I will look at it with Ann and Bo", minutes=10, pact=1)
    coach.grow(child.id, Growth.ENLARGE, larger)
    coach.review(plus="Ann")
    coach.review(next="Bo")
    coach.review(focus="people")
    return coach


async def test_the_whole_loop_by_keys_leaves_what_the_commands_leave(tmp_path: Path) -> None:
    screen, commands = Desk(tmp_path / "screen"), Desk(tmp_path / "commands")
    async with screen.sit() as person:
        await by_keys(screen, person)
    by_intents(commands)
    assert without_ids(screen) == without_ids(commands)
    assert {table: len(found) for table, found in without_ids(screen).items()} == {
        "cadences": 1, "experiments": 3, "trials": 3, "decisions": 2, "reviews": 1}  # fmt: skip
    assert screen.drafts() == {}


async def test_corrections_by_keys_leave_what_the_commands_leave(tmp_path: Path) -> None:
    screen, commands = Desk(tmp_path / "screen"), Desk(tmp_path / "commands")
    keys: dict[Desk, str] = {}
    for desk in (screen, commands):
        keys[desk] = desk.planned(MON, action="When it rains, I will wait")
        with desk.on(WED) as coach:
            coach.tell(keys[desk], Outcome.BETTER, note="it poured")
            coach.reflect("to be withdrawn", 0)
    async with screen.sit() as person:
        await person.press("3")
        while "it poured" not in chosen(person):
            await person.press("down")
        await person.press("e", "w")
        await write(person, "it did not")
        await person.press("enter", "enter")
        journal(person).choose(0)
        while "to be withdrawn" not in chosen(person):
            await person.press("down")
        await person.press("x", "w")
        while "When it rains, I will wait." not in chosen(person):
            await person.press("down")
        await person.press("e")
        await write(person, "When it pours, I will wait")
        await person.press("enter", "enter", "enter", "enter", "f")
        journal(person)
    coach = commands.coach()
    (trial,), (words,) = commands.documents()["trials"], commands.documents()["reflections"]
    coach.edit(name_of("trials", trial), outcome=Outcome.WORSE, note="it did not")
    coach.withdraw(name_of("reflections", words))
    coach.edit(name_of("plans", keys[commands]), action="wait", cue="When it pours", pact=5)
    assert without_ids(screen) == without_ids(commands)


# Others who write


async def test_what_another_process_writes_shows_at_the_next_view_of_both_lists(desk: Desk) -> None:
    repository = str(Path(__file__).resolve().parents[2])
    words = "When another process wakes, I will let it write."
    async with desk.begun().sit() as person:
        await person.press("3", "2")
        person.sees("No experiments yet.")
        environment = os.environ | {"PYTHONPATH": repository}
        subprocess.run([sys.executable, "-c", WRITER, str(desk.root)], check=True, env=environment)
        for place in "32":
            await person.press(place)
            person.sees(words)


async def test_the_cursor_stays_with_its_experiment_when_the_list_changes_around_it(desk: Desk) -> None:
    for number in range(3):
        desk.planned(MON + number * DAY, action=f"When I arrive, I will do number {number}")
    async with desk.sit() as person:
        await person.press("2", "down")
        assert "number 1" in chosen(person)
        desk.clock.forward(minutes=1)
        desk.coach().plan("When elsewhere, I will write")
        await person.press("4", "2")
        assert "number 1" in chosen(person)
        await person.press("down")
        assert "number 0" in chosen(person)


GONE = {
    "tell": ("2", "t", "b"),
    "decide": ("2", "d", "d"),
    "reword": ("2", "e"),
    "journal": ("3", "e"),
}


@pytest.mark.parametrize("way", GONE)
async def test_an_experiment_withdrawn_elsewhere_gives_a_sentence_and_keeps_the_words(desk: Desk, way: str) -> None:
    key = desk.planned(WED, action="I will wait")
    desk.coach().plan("When something else is left, I will go on")
    async with desk.sit() as person:
        await person.press(GONE[way][0])
        while "I will wait" not in chosen(person) and "Wait" not in chosen(person):
            await person.press("down")
        await person.press(*GONE[way][1:])
        await write(person, "I will not lose this")
        desk.coach().withdraw(name_of("plans", key), all=True)
        for _ in range(6):
            if any(said in person.words for said in ("withdrawn", "No experiment begins with")):
                break
            await person.press("enter")
        else:
            raise AssertionError(f"nothing is said of it:\n{person.screen}")
        form(person)
        assert "I will not lose this" in desk.drafts().values()
        assert "I will not lose this" in (field(person) + person.words)
        await person.press(*["escape"] * 7)
        assert desk.drafts()
        await person.press("2")
        person.sees("When something else is left, I will go on.")
        person.sees_no("Wait.")
    assert [one.plan.action for one in desk.coach().experiments()] == ["go on"]


async def test_one_decided_elsewhere_is_not_decided_again(desk: Desk) -> None:
    key = desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d", "d")
        await person.type("the lesson of this copy")
        desk.coach().decide(key, Verdict.ADOPT, "from elsewhere")
        await person.press("enter")
        person.sees("It was decided already: adopted on Thursday 19 November.")
        assert field(person) == "the lesson of this copy"
        await person.press("escape", "escape", "escape")
        assert label(person) == "playbook"
    assert desk.one("decisions")["lesson"] == "from elsewhere"


async def test_a_record_withdrawn_elsewhere_is_no_longer_listed_corrected_or_withdrawn(desk: Desk) -> None:
    with desk.on(WED) as coach:
        coach.set_cadence("FREQ=DAILY")
        words = coach.reflect("the words", 0)
    async with desk.sit() as person:
        await person.press("escape", "3", "x")
        desk.coach().withdraw(name_of("reflections", words.id))
        await person.press("w")
        form(person)
        person.sees("This was withdrawn today at 09:00.")
        await person.press("escape")
        assert chosen(person) == "Your words will gather here."


@pytest.mark.parametrize("page", ["family", "history"])
async def test_a_page_about_a_record_withdrawn_elsewhere_says_so_or_shows_it(desk: Desk, page: str) -> None:
    key = desk.planned(WED, action="I will wait")
    async with desk.sit() as person:
        await person.press("2" if page == "family" else "3")
        desk.coach().withdraw(name_of("plans", key))
        await person.press("f" if page == "family" else "h")
        kind = FamilyPage if page == "family" else HistoryPage
        assert isinstance(person.app.screen, kind)
        person.sees("There are no experiments yet." if page == "family" else "withdrawn")
        await person.press("escape")
        person.sees("No experiments yet." if page == "family" else "Your words will gather here.")


async def test_words_under_way_here_are_not_disturbed_by_others(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "t", "b")
        await person.type("half a")
        desk.coach().plan("When elsewhere, I will write")
        await person.resize(120, 36)
        assert field(person) == "half a"
        await person.press("enter")
        person.sees("When elsewhere, I will write.")
    assert desk.one("trials")["note"] == "half a"
    assert desk.one("trials")["day"] == str(THU)
