"""Hostile words in actions, notes, lessons, reviews and searches: shown as they are, and harmless in every place."""

from __future__ import annotations

import pytest

from companion.coach.views import Change
from companion.domain.records import Growth, Outcome, Verdict
from companion.tui.screens.record_pages import FamilyPage, HistoryPage
from tests.tui.making import MON, TUE, WED, Desk, is_over
from tests.tui.places import chosen, close, experiments, field, form, journal
from tests.tui.test_screen_hostile import HOSTILE, SIZE, is_harmless, the_same

SEEN = ("[@click=app.quit]x[/]", "[/usr/bin]", "[b]bold[/b]", "[$people]")


def hostile(desk: Desk) -> Desk:
    """Everything that can be written, written by somebody who means harm."""
    with desk.on(MON) as coach:
        coach.set_cadence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
        first = coach.plan(HOSTILE, cue=HOSTILE, expect=HOSTILE, know=HOSTILE)
        coach.tell(first.id, Outcome.WORSE, note=HOSTILE)
    with desk.on(TUE) as coach:
        _, child = coach.decide(first.id, Verdict.ADAPT, HOSTILE, Change(know=f"2 {HOSTILE}"))
        assert child
        coach.tell(child.id, Outcome.BETTER, note=HOSTILE)
        coach.reflect(HOSTILE, 0)
    with desk.on(WED) as coach:
        coach.decide(child.id, Verdict.ADOPT, HOSTILE)
        coach.grow(child.id, Growth.ENLARGE, Change(action=f"3 {HOSTILE}"))
        coach.not_tried(first.id, TUE, HOSTILE)
        coach.review(plus=HOSTILE, minus=HOSTILE, next=HOSTILE)
    return desk


async def test_experiments_with_all_opened_their_families_and_their_forms(desk: Desk) -> None:
    async with hostile(desk).sit(SIZE) as person:
        await person.press("escape", "2")
        for _ in range(3):
            await person.press("enter")
            is_harmless(person)
            await person.press("f")
            assert isinstance(person.app.screen, FamilyPage)
            is_harmless(person)
            person.sees(*SEEN)
            await person.press("escape", "down")
        for key in "tdgew":
            for index in range(3):
                experiments(person).choose(index)
                await person.press(key)
                is_harmless(person)
                await close(person)
        assert not is_over(person.app)


@pytest.mark.parametrize("size", [SIZE], ids=str)
async def test_journal_with_all_opened_their_histories_and_their_forms(desk: Desk, size: tuple[int, int]) -> None:
    async with hostile(desk).sit(size) as person:
        await person.press("escape", "3")
        tables = [item.table for item in journal(person).items()]
        for table in ("plans", "trials", "untried", "decisions", "reflections", "reviews"):
            journal(person).choose(tables.index(table))
            await person.press("enter")
            is_harmless(person)
            await person.press("h")
            assert isinstance(person.app.screen, HistoryPage)
            is_harmless(person)
            await person.press("escape")
            for key in "xe":
                await person.press(key)
                is_harmless(person)
                await close(person)
            journal(person)
        assert not is_over(person.app)


async def test_what_is_searched_for_is_harmless_too(desk: Desk) -> None:
    async with hostile(desk).sit(SIZE) as person:
        await person.press("escape", "3")
        for words in (HOSTILE, "[/]", "[@click=app.quit]x", "\x1b[31m begin", "\\", "(.*"):
            await person.press("slash", "end", "ctrl+u")
            await person.paste(words)
            is_harmless(person)
            await person.press("enter")
            is_harmless(person)
            journal(person)
        await person.press("slash", "end", "ctrl+u")
        await person.type("usr/bin")
        await person.press("enter")
        is_harmless(person)
        assert "/usr/bin" in chosen(person)
        for row, line in enumerate(person.rows):
            if "]x[/]" in line:
                await person.pilot.click(offset=(line.index("]x[/]") + 1, row))
                await person.settle()
                assert not is_over(person.app)
                journal(person)


async def test_what_is_typed_into_a_form_is_shown_harmlessly_and_kept_exactly(desk: Desk) -> None:
    desk.planned(WED, action="I will wait")
    async with desk.sit(SIZE) as person:
        await person.press("2", "t", "s")
        await person.paste(HOSTILE)
        is_harmless(person)
        typed = field(person)
        await person.press("escape", "escape")
        is_harmless(person)
        form(person)
        await person.press("enter", "enter", "enter")
        is_harmless(person)
    note = desk.one("trials")["note"]
    assert note == typed
    assert the_same(note, HOSTILE)


@pytest.mark.parametrize(
    "words",
    ["日本語の長い言葉" * 12 + "👩‍💻" * 60, "e\u0301" * 300 + " שלום עולם" * 20, "w" * 3_000, "\n" * 40],
    ids=["wide-joined", "accents-right-to-left", "long", "lines"],
)
async def test_words_of_any_script_and_length_never_break_a_row(desk: Desk, words: str) -> None:
    key = desk.planned(MON, action=f"I will {words} go")
    with desk.on(TUE) as coach:
        coach.tell(key, Outcome.BETTER, note=words)
    async with desk.sit() as person:
        for keys in (
            ("escape", "2", "enter"),
            ("d", "down", "escape"),
            ("3", "enter", "down", "enter"),
            ("h", "escape"),
        ):
            await person.press(*keys)
            is_harmless(person)
            assert {strip.cell_length for strip in person.app.screen._compositor.render_strips()} == {80}
        await person.press("slash")
        await person.paste(words)
        await person.press("enter")
        assert {strip.cell_length for strip in person.app.screen._compositor.render_strips()} == {80}
        journal(person)
