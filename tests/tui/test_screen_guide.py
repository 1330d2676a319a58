"""Holding a guide: its agenda, one step at a time with a clock, what is captured on the way, and what came of it."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from companion.domain.entries import GuideLine, GuideStep, LineKind
from companion.domain.guide_words import PRIVATE
from companion.journal.drafts import Drafts
from companion.journal.errors import CannotWrite
from companion.packs.library import Library
from companion.tui.app import CompanionApp
from companion.tui.screens.form_page import FormPage
from companion.tui.screens.guide_page import GuidePage
from companion.tui.themes import PAPER
from tests.domain.guides import CAPTURE, SAY, STEPS, make_guide, make_programme, make_step
from tests.tui.making import CARDS, FRI, ROOMY, THU, USUAL, Desk, Person, refusing
from tests.tui.places import comes, field, is_typing, label, write
from tests.tui.test_screen_ahead import burst
from tests.tui.test_screen_drafts import on_disk
from tests.tui.test_screen_hostile import HOSTILE, click_everywhere, is_harmless
from tests.tui.test_screen_sizes import fits


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return with_guide(Desk(tmp_path).begun())


def with_guide(desk: Desk, **changed: Any) -> Desk:
    desk.library = Library.of([*CARDS, make_guide(**changed), make_programme()])
    return desk


@asynccontextmanager
async def holding(
    desk: Desk, *keys: str, size: tuple[int, int] = USUAL, ref: str = "p/taste", **looks: Any
) -> AsyncIterator[Person]:
    """The full screen as `companion guide` opens it, with these keys pressed."""
    desk.settings.theme = looks.pop("theme", desk.settings.theme)
    app = CompanionApp(desk.coach(), desk.settings, looks.pop("plain", False), lambda: GuidePage(ref))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        person = Person(app, pilot)
        await person.press(*keys)
        yield person


def page(person: Person) -> GuidePage:
    found = person.app.screen
    assert isinstance(found, GuidePage), found
    return found


async def pass_time(desk: Desk, person: Person, **by: float) -> None:
    """The coach's clock goes on, and with it the second's tick comes."""
    desk.clock.forward(**by)
    page(person).tick()
    await person.settle()


def captured(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.record.step, one.record.label, one.record.text) for one in desk.coach().captures("p/taste")]


# The agenda


async def test_first_it_says_what_it_is_for_and_what_becomes_of_what_is_captured(desk: Desk) -> None:
    async with holding(desk, size=ROOMY) as person:
        person.sees("guide ◆ A first taste 10 minutes, three steps · Learning's changing")
        person.sees("For three colleagues who are willing. Bring paper.", "Nobody prepares.")
        person.sees(PRIVATE)
        person.sees("agenda 0:00 to 0:02 Arrive 0:02 to 0:07 Taste 0:07 to 0:10 Close")
        person.sees("on paper companion guide p/taste --print", "von Hippel 1994", "Enter begin Esc close")
        person.sees_no("under way", "begin anew")
        await person.press("b", "space", "right", "n", "e")
        assert page(person).held is None, "nothing but Enter begins"
        await person.press("escape")
        assert person.step == "idea"
    assert desk.drafts() == {}


async def test_a_guide_that_is_not_here_says_so(desk: Desk) -> None:
    async with holding(desk, "enter", "right", "space", "a", ref="p/gone") as person:
        person.sees('No guide is called "p/gone". There is p/taste.', "Esc close")
        await person.press("escape")
        assert person.step == "idea"


# One step at a time


async def test_enter_begins_with_the_first_step_and_its_lines_apart(desk: Desk) -> None:
    async with holding(desk, "enter") as person:
        person.sees("step 1 of 3 ◆ Arrive 2 min left of 2 · 10 of 10 to go")
        person.sees("say Nothing said here binds anyone. ask What would make ten minutes worth it?")
        person.sees("capture a hopes a writes it down next Taste, five minutes")
        assert person.said == "Step 1 of 3, two minutes: Arrive."
        assert label(person) == "say"


async def test_the_clock_counts_down_and_says_in_words_what_is_over(desk: Desk) -> None:
    async with holding(desk, "enter") as person:
        await pass_time(desk, person, seconds=61)
        person.sees("60 s left of 2 min · 9 of 10 to go")
        await pass_time(desk, person, seconds=59)
        person.sees("the time is up · 8 of 10 to go")
        assert person.said == "Two minutes are over; the step goes on until you do."
        await person.press("down")
        await pass_time(desk, person, minutes=2)
        person.sees("two minutes over · 6 of 10 to go")
        assert person.said == "Ask, 2 of 4.", "that it is over is said once"
        await person.press("right", "left")
        await pass_time(desk, person, minutes=7)
        assert person.said == "Step 1 of 3, two minutes: Arrive."
        person.sees("nine minutes over · one minute over the 10 in all")


async def test_what_runs_over_is_no_longer_soft_and_says_how_late_it_makes_the_rest(desk: Desk) -> None:
    def clock(person: Person) -> tuple[str, bool]:
        strip = next(strip for strip in person.app.screen._compositor.render_strips() if "of 10 to go" in strip.text)
        return strip.text.strip(), any(piece.style and piece.style.bold for piece in strip if piece.text.strip())

    async with holding(desk, "enter") as person:
        assert clock(person) == ("2 min left of 2 · 10 of 10 to go", False)
        await pass_time(desk, person, minutes=4)
        assert clock(person) == ("two minutes over · 6 of 10 to go", True)
        await person.press("right")
        assert clock(person) == ("5 min left of 5 · 6 of 10 to go · two minutes late", True)


async def test_a_second_draws_the_clock_and_nothing_else(desk: Desk) -> None:
    async with holding(desk, "enter") as person:
        with patch.object(GuidePage, "blocks", side_effect=AssertionError("everything was drawn")):
            await pass_time(desk, person, seconds=70)
        person.sees("50 s left of 2 min")


async def test_the_second_comes_by_itself(desk: Desk) -> None:
    async with holding(desk, "enter") as person:
        desk.clock.forward(seconds=70)
        await comes(person, "50 s left of 2 min")


async def test_from_step_to_step_and_back(desk: Desk) -> None:
    async with holding(desk, "enter", "left") as person:
        assert person.said == "This is the first step. Esc shows the agenda."
        await person.press("right")
        person.sees("step 2 of 3", "do Write for three minutes, alone.")
        assert person.said == "Step 2 of 3, five minutes: Taste."
        await person.press("enter")
        person.sees("step 3 of 3", "next The end, and what came of it")
        await person.press("left")
        person.sees("step 2 of 3")


async def test_a_break_stops_the_clock_until_space_is_pressed_again(desk: Desk) -> None:
    async with holding(desk, "enter", "down", "space") as person:
        assert person.said == "A break: the clock stands still. Space goes on."
        assert label(person) == "ask", "and one stays at one's line"
        await pass_time(desk, person, minutes=30)
        person.sees("a break · 2 min left of 2 · 10 of 10 to go", "Space go on")
        await person.press("space")
        assert person.said == "The clock goes on."
        await pass_time(desk, person, minutes=1)
        person.sees("60 s left of 2 min · 9 of 10 to go", "Space break")


async def test_the_agenda_is_an_esc_away_and_the_clock_goes_on(desk: Desk) -> None:
    async with holding(desk, "enter", "right", "escape") as person:
        assert person.said == "The agenda. The clock goes on."
        person.sees("0:02 to 0:07 Taste under way", "Enter go on b begin anew Esc close")
        desk.clock.forward(minutes=1)
        await person.press("enter")
        person.sees("step 2 of 3 ◆ Taste 4 min left of 5 · 9 of 10 to go")


async def test_a_step_with_more_lines_than_the_screen_scrolls_with_the_cursor(desk: Desk) -> None:
    lines = [(SAY, f"Line {number} of a long step. " * 6) for number in range(5)]
    with_guide(desk, steps=(make_step("long", 10, *lines, (CAPTURE, "more")),))
    async with holding(desk, "enter") as person:
        person.sees("Line 0", "↓ more", "step 1 of 1")
        await person.press(*["down"] * 6)
        person.sees("next The end", "↑ more", "step 1 of 1")
        await person.press("down", *["up"] * 7)
        person.sees("Line 0 ", "↓ more")


# Capturing


async def test_a_letter_opens_a_field_and_enter_keeps_what_was_said_as_one_act(desk: Desk) -> None:
    async with holding(desk, "enter", "right", "b") as person:
        assert is_typing(person)
        person.sees_no("No comments yet.")
        await person.type("Is it?")
        await person.press("enter")
        assert person.said == "Kept. Type another, or press Enter to go on."
        desk.clock.forward(seconds=1)
        await person.type("and 2 quick ones: u x q")
        await person.press("enter")
        assert (is_typing(person), field(person)) == (True, "")
        await person.press("enter")
        assert not is_typing(person)
        assert label(person) == "say", "Enter on nothing goes on to the next line"
        person.sees("b doubts · Is it? · and 2 quick ones: u x q", "No comments yet.")
    assert captured(desk) == [("taste", "doubts", "Is it?"), ("taste", "doubts", "and 2 quick ones: u x q")]
    assert len([act for act in desk.journal().versions() if act.table == "captures"]) == 2
    assert list(desk.drafts()) == ["guide-p/taste.run"]


async def test_spaces_around_what_was_said_are_kept_and_not_shown(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("  an hour ")
        await person.press("enter", "enter")
        assert any("·  an hour" in row for row in person.rows)
        person.sees_no("a writes it down")
    assert captured(desk) == [("arrive", "hopes", "  an hour ")]


async def test_arrows_and_enter_are_enough(desk: Desk) -> None:
    async with holding(desk, "enter", "down", "down") as person:
        person.sees("Enter write → next")
        await person.press("enter")
        await person.type("an hour")
        await person.press("enter", "enter", "enter")
        person.sees("step 2 of 3")
        await person.press("left", "down", "down", "enter", "down")
        assert label(person) == "capture", "an arrow leaves the empty field"
        person.sees("· an hour")
    assert captured(desk) == [("arrive", "hopes", "an hour")]


async def test_what_is_typed_ahead_is_captured(desk: Desk) -> None:
    async with holding(desk) as person:
        await burst(person, "enter", "a", *"first", "enter", *"next 1", "enter", "enter", "enter")
        person.sees("step 2 of 3")
    assert sorted(text for *_, text in captured(desk)) == ["first", "next 1"]


@pytest.mark.parametrize("way_out", ["escape", "ctrl+q", "resize"])
async def test_words_under_way_are_never_lost(desk: Desk, way_out: str) -> None:
    async with holding(desk, "enter", "right", "b") as person:
        await person.type("half a")
        if way_out == "resize":
            await person.resize(40, 15)
            assert (field(person), is_typing(person)) == ("half a", True)
        else:
            await person.press(way_out)
        if way_out == "escape":
            person.sees("b doubts words under way")
        assert desk.drafts()["guide-p/taste.taste-1"] == "half a"
    async with holding(desk) as person:
        person.sees("step 2 of 3", "b doubts words under way")
        await person.press("b")
        assert field(person) == "half a"
        assert person.said == "Your words under way are here."
        await person.type(" word")
        await person.press("enter")
    assert captured(desk) == [("taste", "doubts", "half a word")]


async def test_words_are_on_disk_half_a_second_after_the_last_key(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("half a")
        await on_disk(person, desk, "half a")


async def test_what_was_captured_is_corrected(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("an our")
        await person.press("enter", "enter", "e")
        assert person.said == "Choose what was captured first, with ↑↓."
        await person.press("up", "e")
        assert field(person) == "an our"
        await person.press("enter")
        assert person.said == "Nothing was changed."
        await person.press("e")
        await write(person, "")
        await person.press("enter")
        assert person.said == "Esc leaves it as it was; x then withdraws it."
        await write(person, "an hour")
        await person.press("enter")
        assert person.said == "Corrected. u takes it back."
        person.sees("· an hour")
        await person.press("u")
        person.sees("· an our")
    assert list(desk.drafts()) == ["guide-p/taste.run"]


async def test_what_was_captured_is_withdrawn_once_that_is_confirmed(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("an hour")
        await person.press("enter", "enter", "x", "n", "up", "x")
        person.sees("withdraw an hour", "Withdraw what was captured?")
        await person.press("w")
        assert person.said == "Withdrawn. u brings it back."
        person.sees_no("an hour")
    assert captured(desk) == []


async def test_what_was_captured_becomes_an_experiment_that_begins_with_its_words(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("When we meet, I will ask first")
        await person.press("enter", "enter", "up", "n")
        assert isinstance(person.app.screen, FormPage)
        person.sees("captured hopes When we meet, I will ask first")
        assert field(person) == "When we meet, I will ask first"
        await person.press("enter")
        await person.type("a pause")
        await person.press("enter", "enter", "enter", "f")
        person.sees("· When we meet, I will ask first an experiment now")
        await person.press("n")
        assert person.said == "It is an experiment already; 2 shows it."
    (found,) = desk.coach().experiments()
    (key,) = desk.documents()["captures"]
    assert (found.plan.cue, found.plan.action, found.plan.expect) == ("When we meet", "ask first", "a pause")
    assert (found.plan.pact, found.plan.theme, found.plan.capture) == (5, "learning", key)


# The end


async def test_the_end_shows_what_came_of_it_and_what_it_took(desk: Desk) -> None:
    async with holding(desk, "enter", "a", size=ROOMY) as person:
        await person.type("an hour")
        await person.press("enter", "enter")
        desk.clock.forward(minutes=3)
        await person.press("space")
        desk.clock.forward(minutes=6)
        await person.press("space", "right")
        desk.clock.forward(minutes=9)
        await person.press("right", "right")
        assert person.said == "That was the last step. This is what came of it."
        person.sees("the end A first taste Twelve minutes, ten planned; six more for breaks.")
        person.sees("captured hopes · an hour", "it took Arrive 3 of 2 min Taste 9 of 5 min Close 0 of 3 min")
        await person.press("right", "space", "left")
        person.sees("step 3 of 3 ◆ Close 3 min left of 3 · two minutes over the 10 in all")
        await person.press("right", "down", "e")
        await write(person, "one hour")
        await person.press("enter")
        person.sees("· one hour")


async def test_held_marks_the_step_of_the_programme_that_has_it_next(desk: Desk) -> None:
    desk.coach().start("prog")
    desk.clock.forward(minutes=1)
    async with holding(desk, "enter", "right", "right", "right") as person:
        person.sees("h It was held: mark Making together, step 1 of 2, as done", "c Close", "Nothing was captured.")
        with refusing(errno.ENOSPC):
            await person.press("enter")
            person.sees("attention", "the disk is full", "Enter tries again.")
        await person.press("enter")
        assert person.said == "That was step 1 of 2. u takes it back."
        person.sees("h It was held: mark Making together, step 2 of 2, as done")
        await person.press("c")
        assert person.step == "idea"
    assert [one["step"] for one in desk.all("steps")] == ["first"]
    assert desk.drafts() == {}


async def test_without_a_programme_there_is_only_to_close(desk: Desk) -> None:
    async with holding(desk, "enter", "right", "right", "right") as person:
        person.sees_no("It was held")
        await person.press("enter")
        assert person.step == "idea"
    async with holding(desk) as person:
        person.sees("Enter begin")


# Leaving and coming back


async def test_on_the_same_day_it_goes_on_where_it_was_left_and_the_clock_has_gone_on(desk: Desk) -> None:
    async with holding(desk, "enter", "right") as person:
        await person.press("q")
    desk.clock.forward(minutes=3)
    async with holding(desk) as person:
        person.sees("step 2 of 3 ◆ Taste 2 min left of 5 · 7 of 10 to go")
        assert person.said == "Begun at 09:00; the clock has gone on. Esc, b begins anew."
        await person.press("4")
        person.sees("Nothing to count yet")
        await person.press("1")
        assert person.step == "idea"


async def test_the_next_day_it_begins_anew_and_shows_what_was_captured_before(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("an hour")
        await person.press("enter", "q")
    desk.clock.set(FRI)
    async with holding(desk, size=ROOMY) as person:
        person.sees("before On Thursday 19 November: hopes: an hour", "Enter begin")
        await person.press("enter")
        person.sees_no("an hour")
        await person.press("a")
        await person.type("two")
        await person.press("enter", "enter", "escape")
        person.sees_no("hopes: two")


async def test_begun_anew_on_the_same_day_what_was_captured_stays(desk: Desk) -> None:
    async with holding(desk, "enter", "a", size=ROOMY) as person:
        await person.type("an hour")
        desk.clock.forward(minutes=5)
        await person.press("enter", "enter", "right", "escape")
        desk.clock.forward(minutes=5)
        await person.press("b")
        person.sees("step 1 of 3 ◆ Arrive 2 min left of 2 · 10 of 10 to go")
        person.sees_no("an hour")
        await person.press("escape")
        person.sees("before Earlier today: hopes: an hour")
    assert captured(desk) == [("arrive", "hopes", "an hour")]


# Trouble, sizes, the mouse, and text from outside


async def test_what_cannot_be_recorded_stays_on_the_screen_with_one_key_to_try_again(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("an hour")
        with refusing(errno.ENOSPC):
            await person.press("enter")
            person.sees("attention", "the disk is full", "Enter tries again.")
            assert field(person) == "an hour"
        await person.press("enter")
        assert (field(person), person.said) == ("", "Kept. Type another, or press Enter to go on.")
    assert captured(desk) == [("arrive", "hopes", "an hour")]


async def test_a_place_that_cannot_be_kept_stops_nobody(desk: Desk) -> None:
    error = CannotWrite(Path("x"), OSError(errno.ENOSPC, "no"))
    async with holding(desk) as person:
        with patch.object(Drafts, "save", side_effect=error):
            await person.press("enter", "right")
            assert person.said == "Your place is not on disk; it stays on this screen."
            person.sees("step 2 of 3")


@pytest.mark.parametrize(
    ("size", "wears"),
    [(ROOMY, {}), (USUAL, {"plain": True}), ((40, 15), {"theme": PAPER}), ((3, 2), {})],
    ids=str,
)
async def test_a_whole_guide_at_every_size(desk: Desk, size: tuple[int, int], wears: dict[str, Any]) -> None:
    with desk.on(THU, 8) as earlier:
        earlier.capture(make_guide(), "arrive", "hopes", "before")
    async with holding(desk, size=size, **wears) as person:
        for key in ("down", "enter", "down", "a", "x", "enter", "enter", "up", "question_mark", "escape", "space"):
            await person.press(key)
            fits(person, size)
        for key in ("right", "right", "escape", "enter", "right", "down", "up", "left", "right", "c"):
            await person.press(key)
            fits(person, size)
        assert person.step == "idea"
    assert [text for *_, text in captured(desk)] == ["before", "x"]


async def test_without_labels_each_line_says_what_it_is(desk: Desk) -> None:
    async with holding(desk, "enter", size=(40, 15)) as person:
        person.sees("1/3", "◆ Arrive", "2 min left of 2 · 10 of 10 to go", "say Nothing said here binds anyone.")
        await person.press("down", "down")
        person.sees("ask What would make ten minutes worth it?", "a capture: hopes")


async def test_from_any_size_to_any_other_while_typing(desk: Desk) -> None:
    async with holding(desk, "enter", "a") as person:
        await person.type("half a")
        for size in ((3, 2), (40, 15), ROOMY):
            await person.resize(*size)
            fits(person, size)
        await person.resize(*USUAL)
        person.sees("a hopes half a")


async def test_everything_can_be_clicked(desk: Desk) -> None:
    async with holding(desk) as person:
        await person.click("begin")
        await person.click("hopes")
        await person.type("an hour")
        await person.press("enter")
        await person.click("worth it")
        assert (is_typing(person), label(person)) == (False, "ask")
        await person.click("Taste, five")
        person.sees("step 2 of 3")
        await person.click("break")
        person.sees("a break")
        await person.press("right", "right")
        await person.click("Close")
        assert person.step == "idea"


async def test_text_from_outside_is_shown_as_it_is_and_runs_nothing(desk: Desk) -> None:
    step = GuideStep("s", HOSTILE, 5, tuple(GuideLine(kind, HOSTILE) for kind in LineKind))
    with_guide(desk, title=HOSTILE, body=HOSTILE, sources=(HOSTILE,), steps=(step, STEPS[2]))
    with desk.on(THU, 8) as earlier:
        earlier.capture(make_guide(title=HOSTILE), "s", HOSTILE, HOSTILE)
    async with holding(desk, size=(120, 60)) as person:
        person.sees("[@click=app.quit]x[/]", "before Earlier today: begin [@click=app.quit]x[/]")
        is_harmless(person)
        await person.press("enter", "a")
        await person.paste(HOSTILE)
        is_harmless(person)
        await person.press("enter", "enter")
        is_harmless(person)
        for key in ("up", "n", "escape", "escape", "x", "escape", "right", "right", "down"):
            await person.press(key)
            is_harmless(person)
        person.sees("captured begin [@click=app.quit]x[/]")
        await click_everywhere(person, "[@click=app.quit]x[/]")
