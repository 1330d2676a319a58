"""Deciding: the prediction, the trials and their notes in view; adopt, adapt with a child in the same act, or drop."""

from __future__ import annotations

import errno

import pytest

from companion.domain.records import Outcome
from tests.tui.making import MON, ROOMY, THU, TUE, USUAL, WED, Desk, refusing
from tests.tui.places import answer, chosen, comes, experiments, field, form, label, labels, write

NOTES = ("they laughed", "nobody came", "it held")


def tried(desk: Desk, pact: int = 3) -> str:
    """An experiment of Monday with three trials and their notes; its id."""
    key = desk.planned(
        MON, action="When the shift begins, I will ask about the rota", expect="a laugh", know="one answer", pact=pact
    )
    told = zip((MON, TUE, WED), (Outcome.BETTER, Outcome.WORSE, Outcome.EXPECTED), NOTES, strict=True)
    for day, outcome, note in told:
        with desk.on(day, 15) as coach:
            coach.tell(key, outcome, note=note)
    return key


def acts(desk: Desk) -> int:
    """How many lines the log has: one line is one act."""
    return sum(len(path.read_bytes().splitlines()) for path in desk.folder.glob("*/*.jsonl"))


@pytest.mark.parametrize("size", [USUAL, ROOMY, (64, 30)], ids=str)
async def test_what_there_is_to_decide_by_is_in_view(desk: Desk, size: tuple[int, int]) -> None:
    tried(desk)
    async with desk.sit(size) as person:
        await person.press("2", "d")
        assert labels(person)[:3] == ["to decide", "trials", "decide"]
        person.sees(
            "When the shift begins, I will ask about the rota.", "you expected a laugh", "you know by one answer"
        )
        person.sees("Mon 16 Nov Better than expected: they laughed", "Tue 17 Nov Worse than expected: nobody came")
        person.sees("Wed 18 Nov As expected: it held", "In all: better 1, as expected 1, worse 1.")
        person.sees("Planned for three trials.", "a Adopt keep it: it joins the playbook")
        person.sees("c Adapt change one thing", "d Drop let it go")
        assert "↑↓ choose   Enter go on   Esc close   ? help" in person.footer
        await person.press("d")
        person.sees("What did it teach you, in one sentence?", "they laughed", "nobody came", "it held")


@pytest.mark.parametrize(
    ("keys", "verdict", "said", "group"),
    [
        (("enter",), "adopt", "Adopted. It is in your playbook. u takes it back.", "playbook"),
        (("up", "enter"), "drop", "Dropped. What it taught stays. u takes it back.", "closed"),
    ],
    ids=["enter", "up"],
)
async def test_adopt_or_drop_with_the_lesson(
    desk: Desk, keys: tuple[str, ...], verdict: str, said: str, group: str
) -> None:
    tried(desk)
    async with desk.sit() as person:
        await person.press("2", "d", *keys)
        await answer(person, "ask before the coats are off")
        assert person.said == said
        assert label(person) == group
        await person.press("enter")
        assert "you learnt ask before the coats are off" in chosen(person)
    decided = desk.one("decisions")
    assert (decided["verdict"], decided["lesson"], decided["child"]) == (verdict, "ask before the coats are off", "")
    assert decided["day"] == str(THU)
    assert desk.drafts() == {}


async def test_a_lesson_may_be_left_out(desk: Desk) -> None:
    tried(desk)
    async with desk.sit() as person:
        await person.press("2", "d", "a", "enter")
        assert person.said.startswith("Adopted.")
    assert desk.one("decisions")["lesson"] == ""


async def test_before_its_pact_is_full_it_can_be_decided_as_well(desk: Desk) -> None:
    tried(desk, pact=9)
    async with desk.sit() as person:
        await person.press("2")
        assert label(person) == "open"
        await person.press("d")
        person.sees("Planned for nine trials.", "they laughed")
        await person.press("d", "enter")
    assert desk.one("decisions")["verdict"] == "drop"


async def test_nothing_tried_yet_is_said_so(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d")
        person.sees("No trials yet.", "you expected it is longer than I think")
        await person.press("escape")
        experiments(person)
    assert desk.all("decisions") == []


async def test_adapting_begins_a_child_in_the_very_same_act(desk: Desk) -> None:
    key = tried(desk)
    before = acts(desk)
    async with desk.sit() as person:
        await person.press("2", "d", "c")
        await answer(person, "too many at once")
        assert field(person) == "When the shift begins, I will ask about the rota"
        await write(person, "When the shift ends, I will ask one person about the rota")
        await person.press("enter")
        assert field(person) == "a laugh"
        await write(person, "an answer")
        await person.press("enter", "enter", "enter")
        await comes(person, "Another number, or until a day")
        assert "› d" in person.screen, "three trials, as its parent had"
        await person.press("f")
        experiments(person)
        assert acts(desk) == before + 1
        person.sees("open When the shift ends, I will ask one person about the rota.", "closed When the shift begins")
    found = desk.coach().find(key)
    assert found.decision
    child = desk.coach().find(found.decision.child).plan
    assert (found.decision.verdict, found.decision.lesson) == ("adapt", "too many at once")
    assert (child.parent, child.cue, child.action) == (key, "When the shift ends", "ask one person about the rota")
    assert (child.expect, child.know, child.pact, child.theme) == ("an answer", "one answer", 5, found.plan.theme)


async def test_one_undo_takes_back_the_decision_and_the_child(desk: Desk) -> None:
    key = tried(desk)
    async with desk.sit() as person:
        await person.press("2", "d", "c", "enter")
        await write(person, "When the shift ends, I will wait")
        await person.press("enter", "enter", "enter", "enter", "o", "u")
        assert person.said.startswith("Taken back: ")
        assert label(person) == "to decide"
        person.sees_no("When the shift ends")
    assert desk.all("decisions") == []
    assert [one.id for one in desk.coach().experiments()] == [key]


async def test_a_disk_that_is_full_leaves_neither_decision_nor_child_and_enter_tries_again(desk: Desk) -> None:
    tried(desk)
    async with desk.sit() as person:
        await person.press("2", "d", "c")
        await answer(person, "too many")
        await write(person, "When the shift ends, I will wait")
        await person.press("enter", "enter", "enter", "enter")
        before = desk.documents()
        with refusing(errno.ENOSPC):
            await person.press("down", "down", "enter")
            person.sees("attention", "the disk is full", "Enter tries again", "When the shift ends, I will wait")
            await person.press("enter")
            person.sees("attention")
        assert desk.documents() == before
        await person.press("enter")
        experiments(person)
        person.sees_no("attention")
    assert desk.one("decisions")["lesson"] == "too many"
    assert len(desk.all("experiments")) == 2
    assert desk.drafts() == {}


async def test_another_verdict_can_be_chosen_before_the_last_enter(desk: Desk) -> None:
    tried(desk)
    async with desk.sit() as person:
        await person.press("2", "d", "c")
        await answer(person, "too many")
        assert "3 of 7" in person.footer
        await person.press("escape", "escape", "escape")
        assert "› c" in person.screen
        await person.press("d")
        assert field(person) == "too many"
        assert "2 of 2" in person.footer
        await person.press("enter")
    decided = desk.one("decisions")
    assert (decided["verdict"], decided["lesson"]) == ("drop", "too many")
    assert len(desk.all("experiments")) == 1


async def test_esc_at_the_first_question_decides_nothing_and_the_lesson_waits(desk: Desk) -> None:
    tried(desk)
    async with desk.sit() as person:
        await person.press("2", "d", "a")
        await person.type("half a lesson")
        await person.press("escape", "escape", "escape")
        experiments(person)
        assert desk.all("decisions") == []
        await person.press("d", "d")
        assert field(person) == "half a lesson"
        assert form(person).voice.startswith("Your words from")
        await person.press("enter")
    assert desk.one("decisions")["lesson"] == "half a lesson"


async def test_after_its_last_day_it_asks_to_be_decided(desk: Desk) -> None:
    desk.planned(MON, action="When it rains, I will wait", until=WED)
    async with desk.sit() as person:
        await person.press("2")
        assert label(person) == "to decide"
        await person.press("d")
        person.sees("No trials yet.", "Planned until Wednesday 18 November.")
