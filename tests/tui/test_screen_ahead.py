"""Typing ahead, and what others do meanwhile: no key is lost, and no choice becomes another's."""

from __future__ import annotations

from textual import events

from tests.tui.making import CHARACTERS, WED, Desk, Person


async def burst(person: Person, *keys: str) -> None:
    """Keys as a terminal sends what was typed ahead: all at once, before any of them has been dealt with."""
    for key in keys:
        person.app.post_message(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
    await person.settle()


async def test_a_letter_typed_ahead_of_the_choices_takes_its_choice(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await burst(person, "enter", "b")
        assert person.step == "prediction"
        person.sees("When I hand over, I will look at the")


async def test_words_typed_ahead_of_their_field_are_words_and_no_commands(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await burst(person, "enter", "o", *"quick?", "1", "enter", *"quite so", "enter", *"yes", "enter")
        assert person.step == "closed"
    assert desk.one("experiments")["action"] == "quick?1"
    assert desk.one("experiments")["expect"] == "quite so"
    assert desk.one("reflections")["text"] == "yes"


async def test_a_whole_day_in_one_burst_leaves_what_it_leaves_at_leisure(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await burst(person, "b", *"fine", "enter", "enter", "a", "enter", *"why", "enter")
        assert person.step == "closed"
    assert desk.one("trials")["note"] == "fine"
    assert desk.one("reflections")["text"] == "why"
    assert len(desk.all("experiments")) == 2


async def test_an_answer_to_the_look_back_can_be_changed_after_opening_the_page_again(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("b", "enter")
    async with desk.sit() as person:
        assert person.step == "idea"
        await person.press("escape", "escape", "escape")
        assert person.step == "look-back"
        await person.press("w", "enter")
    assert desk.one("trials")["outcome"] == "worse"


async def test_a_swap_elsewhere_takes_the_experiment_chosen_here_with_it(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        assert person.step == "prediction"
        await person.press("escape", "4")
        desk.coach().swap()
        card = desk.coach().today().card
        await person.press("1")
        assert person.step == "idea"
        assert card is not None
        person.sees(card.title)


async def test_a_journal_that_becomes_unreadable_ends_the_program_with_a_sentence_and_the_words_kept(
    desk: Desk,
) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "o")
        await person.type("half a plan")
        newer = desk.folder / "zzzz" / "2026.jsonl"
        newer.parent.mkdir()
        newer.write_bytes(b'{"v":99,"r":"x","a":[]}\n')
        try:
            await person.press("enter", "enter")
        finally:
            app = person.app
            said = "".join(str(one) for one in app._exit_renderables)
            app._exception = None
    assert "format 99" in said
    assert "Your words are kept" in said
    assert app.return_code == 1
    assert desk.drafts() == {"own-words": "half a plan"}
    newer.unlink()
