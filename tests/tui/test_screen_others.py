"""What is recorded belongs to what it was said of, whoever else writes and however one goes back and forth."""

from __future__ import annotations

import errno
from typing import Any

import pytest

import companion.journal.journal as journal_module
from companion.coach.views import Change
from companion.domain.records import Outcome, Verdict
from tests.tui.making import FRI, THU, TUE, WED, Desk, Person


async def back_to(person: Person, step: str) -> None:
    for _ in range(9):
        if person.step == step:
            return
        await person.press("escape")
    raise AssertionError(f"Esc never reaches {step}:\n{person.screen}")


async def test_an_answer_told_elsewhere_is_not_taken_for_this_one(desk: Desk) -> None:
    first, second = desk.planned(TUE), desk.planned(WED)
    async with desk.sit() as person:
        desk.clock.forward(minutes=1)
        desk.coach().tell(first, Outcome.SURPRISE, WED, "from elsewhere")
        await person.press("4", "1", "b", "enter")
    kept = {trial["experiment"]: (trial["outcome"], trial["note"]) for trial in desk.all("trials")}
    assert kept == {first: ("surprise", "from elsewhere"), second: ("better", "")}


async def test_not_tried_today_leaves_yesterdays_answer_where_it_was(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("b", "enter", "enter", "a", "enter", "enter", "t", "n", "enter")
        person.sees("yesterday Better than expected.")
        await back_to(person, "look-back")
        await person.press("w")
    assert [trial["outcome"] for trial in desk.all("trials")] == ["worse"]
    assert len(desk.all("untried")) == 1


async def test_what_adapting_began_is_not_the_pages_experiment(desk: Desk) -> None:
    key = desk.planned(WED)
    desk.coach().tell(key, Outcome.BETTER, WED)
    decision, child = desk.coach().decide(key, Verdict.ADAPT, change=Change(action="look once a week"))
    assert child is not None
    async with desk.sit() as person:
        assert person.step == "idea"
        await person.press("enter", "b", "enter", "enter")
    kept = desk.documents()["experiments"]
    assert kept[child.id]["action"] == "look once a week"
    assert kept[child.id]["parent"] == key
    assert len(kept) == 3
    assert decision.record.child == child.id


async def test_another_choice_after_a_trial_is_another_experiment(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter", "enter", "t", "b", "enter")
        tried = desk.one("experiments")
        await back_to(person, "experiment")
        await person.press("b", "enter", "enter")
    assert len(desk.all("experiments")) == 2
    assert desk.documents()["experiments"][desk.one("trials")["experiment"]] == tried


async def test_an_answer_stays_with_its_question(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter", "down")
        await person.type("to the second")
        await person.press("enter")
    async with desk.sit() as person:
        await back_to(person, "question")
        person.sees("Who else could see it?")
        await person.press("enter")
        await person.type(", and more")
        await person.press("enter")
    kept = desk.one("reflections")
    assert (kept["question"], kept["text"]) == ("Who else could see it?", "to the second, and more")


async def test_words_under_way_come_back_under_their_own_question_and_card_only(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "n", "down")
        await person.type("half an answer")
        await person.press("escape")
        await back_to(person, "idea")
        await person.press("s", "enter", "n")
        assert person.field == ""
    assert desk.drafts() == {"question": "half an answer"}


async def test_a_prediction_stays_with_its_experiment(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("what I expect of a")
        await person.press("escape", "escape", "b")
        assert person.field == ""
        await person.press("escape", "escape", "a")
        assert person.field == "what I expect of a"


async def test_words_for_another_choice_put_the_first_aside_and_lose_none(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("what I expect of a")
        await person.press("escape", "escape", "b")
        await person.type("and of b")
        await person.press("enter", "enter")
    assert desk.one("experiments")["expect"] == "and of b"
    assert desk.drafts() == {"prediction-2": "what I expect of a"}
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees("Your words from yesterday were never kept.")
        await person.press("enter")
    assert [words["text"] for words in desk.all("reflections")] == ["what I expect of a"]
    assert desk.drafts() == {}


async def test_an_answer_whose_experiment_is_gone_does_not_keep_the_page_shut(desk: Desk) -> None:
    key = desk.planned(WED)
    desk.coach().tell(key, Outcome.BETTER, WED)
    log = next(desk.folder.glob("*/*.jsonl"))
    lines = log.read_text().split("\n")
    log.write_text("\n".join("x" * len(line) if '"experiments"' in line else line for line in lines))
    async with desk.sit() as person:
        assert person.step == "idea"
        person.sees("One line of the journal could not be read")


@pytest.mark.parametrize("begun", [False, True])
async def test_a_full_disk_is_told_of_at_the_welcome_and_at_an_earlier_days_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    if begun:
        desk.clock.set(WED)
        async with desk.begun().sit() as person:
            await person.press("enter", "n")
            await person.type("of Wednesday")
            await person.press("ctrl+q")
        desk.clock.set(THU)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "append", full)
        async with desk.sit() as person:
            await person.press("enter")
            person.sees("attention", "the disk is full")
            patch.undo()
            await person.press("enter")
            person.sees_no("attention")


async def test_trouble_that_lasts_into_the_next_day_leaves_the_words_to_the_day_they_were_typed_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        with monkeypatch.context() as patch:
            patch.setattr(journal_module, "append", full)
            await person.type("typed on Thursday")
            await person.press("enter")
            person.sees("attention", "the disk is full")
        desk.clock.set(FRI)
        await person.press("enter")
        person.sees("A new day has begun", "Your words from yesterday were never kept.")
        person.sees_no("attention")
        assert person.field == "typed on Thursday"
    assert desk.documents().keys() == {"cadences"}


async def test_no_key_after_leaving_does_anything(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        before = desk.documents()
        await person.type("quiet as a mouse")
    assert desk.documents() == before


async def test_a_trial_told_today_stands_on_the_page(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter", "enter", "t", "s")
        await person.type("it took a minute")
        await person.press("enter")
        person.sees("today A surprise: it took a minute")
        await person.press("u")
        person.sees("Taken back: the change to today's trial.")
