"""Text from outside, from a pack, from the journal and from the keyboard: shown as it is, and harmless."""

from __future__ import annotations

import pytest

from companion.domain.cards import Suggestion
from companion.text import is_unsafe
from tests.tui.making import FRI, THU, WED, Desk, Person, is_over, make_card

SEQUENCES = "\x1b]52;c;ZXZpbA==\x07 \x1b[31m \x9b5m \x9d0;x\x9c"
CONTROLS = SEQUENCES + "\u202e\u2066\u200b\ufeff\U000e0041\x7f\x0e\x08\x0b\x0c\r\ue000\u2028"
MARKUP = "[@click=app.quit]x[/] [/usr/bin] [/] [b]bold[/b] [link=http://e.example]l[/link] $ink [$people]"
HOSTILE = f"begin {MARKUP} {CONTROLS} end"
SIZE = (120, 60)


def is_harmless(person: Person) -> None:
    """No character that a terminal acts on, no link, and nothing that a click would run."""
    for strip in person.app.screen._compositor.render_strips():
        for segment in strip:
            bad = [char for char in segment.text if is_unsafe(char)]
            assert not bad, f"{bad} in {segment.text!r}"
            assert segment.style is None or segment.style.link is None
            assert "@click" not in (segment.style.meta if segment.style else {})


def the_same(kept: str, given: str) -> bool:
    """Every character is kept; only which character breaks a line is up to the field."""
    return kept.splitlines() == given.splitlines()


async def click_everywhere(person: Person, words: str) -> None:
    """Clicks on the words that would leave, if brackets were markup."""
    for row, line in enumerate(person.rows):
        if words in line:
            await person.pilot.click(offset=(line.index(words) + words.index("]x[") + 1, row))
            await person.settle()
            assert not is_over(person.app)


async def test_a_card_is_shown_as_it_is_written(desk: Desk) -> None:
    card = make_card(
        title=HOSTILE,
        idea=HOSTILE,
        sources=(HOSTILE,),
        experiments=(Suggestion.parse(f"When {HOSTILE}, I will {HOSTILE}. Expect: {HOSTILE}"),),
        questions=(HOSTILE, HOSTILE),
    )
    desk = Desk(desk.root, [card]).begun()
    async with desk.sit(SIZE) as person:
        for key in ("y", "enter", "a", "escape", "enter", "enter", "down", "enter"):
            is_harmless(person)
            person.sees("[@click=app.quit]x[/]", "[/usr/bin]", "[b]bold[/b]", "[$people]")
            await person.press(key)
        assert person.step == "closed"
        is_harmless(person)
    plan = desk.one("experiments")
    assert plan["expect"] == HOSTILE
    assert plan["expect_from_card"] is True


@pytest.mark.parametrize("size", [SIZE, (80, 24), (40, 15)], ids=str)
async def test_the_journal_is_shown_as_it_was_written(desk: Desk, size: tuple[int, int]) -> None:
    desk.planned(WED, action=HOSTILE, cue=HOSTILE, expect=HOSTILE)
    async with desk.sit(size) as person:
        for key in ("b", "escape", "escape", "n", "enter", "enter", "escape", "4", "1"):
            is_harmless(person)
            await person.press(key)
        is_harmless(person)
        assert not is_over(person.app)


async def test_a_click_on_markup_from_outside_runs_nothing(desk: Desk) -> None:
    desk.planned(WED, action=HOSTILE)
    async with desk.sit(SIZE) as person:
        person.sees("[@click=app.quit]x[/]")
        await click_everywhere(person, "[@click=app.quit]x[/]")


async def test_what_is_pasted_is_shown_harmlessly_and_kept_exactly(desk: Desk) -> None:
    async with desk.begun().sit(SIZE) as person:
        await person.press("enter", "a", "enter")
        await person.paste(HOSTILE)
        person.sees("[@click=app.quit]x[/]", "[/usr/bin]")
        is_harmless(person)
        typed = person.field
        await click_everywhere(person, "[@click=app.quit]x[/]")
        await person.press("enter")
        person.sees("[@click=app.quit]x[/]")
        is_harmless(person)
    kept = desk.one("reflections")["text"]
    assert kept == typed
    assert the_same(kept, HOSTILE)


async def test_what_is_typed_is_shown_as_it_is(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("[/usr/bin] [@click=app.quit]x[/]")
        person.sees("[/usr/bin] [@click=app.quit]x[/]")
        is_harmless(person)
        await person.press("enter")
    assert desk.one("experiments")["expect"] == "[/usr/bin] [@click=app.quit]x[/]"


async def test_a_draft_of_another_day_is_shown_harmlessly(desk: Desk) -> None:
    desk.begun().coach().save_draft(THU, "question", HOSTILE, prompt=HOSTILE)
    desk.clock.set(FRI)
    async with desk.sit(SIZE) as person:
        person.sees("were never kept.", "[@click=app.quit]x[/]")
        is_harmless(person)
        await click_everywhere(person, "[@click=app.quit]x[/]")
        await person.press("enter")
        is_harmless(person)
    assert the_same(desk.one("reflections")["text"], HOSTILE)


async def test_a_record_longer_than_any_screen_leaves_the_choices_in_reach(desk: Desk) -> None:
    desk.planned(WED, action="word " * 2_000)
    async with desk.sit() as person:
        assert "›" in person.screen
        person.sees("How did it go on Wednesday?")
        await person.press("b")
        person.sees("What happened?")
    assert desk.one("trials")["outcome"] == "better"
