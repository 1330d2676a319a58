"""Progress: the streak, the days, what is recorded for one of them, and what it all adds up to."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from companion.domain.cards import Suggestion, Theme
from companion.domain.phrases import long_day, short_day
from companion.domain.records import Outcome, Verdict
from companion.journal.device import ALPHABET, machine_fingerprint
from companion.journal.journal import Journal
from companion.packs.library import Library, bundled_content, load_library
from companion.tui.measure import Measure
from companion.tui.screens.pages import DayPage, WhyPage
from companion.tui.screens.progress import ProgressPlace
from companion.tui.themes import LAMPLIGHT, PAPER
from tests.benchmarks.journals import make_home
from tests.tui.making import CARDS, FRI, MON, ROOMY, SAT, SUN, THU, TUE, USUAL, WED, Desk, Person, made_once, make_card
from tests.tui.test_screen_hostile import HOSTILE, is_harmless
from tests.tui.test_screen_sizes import WEARING, fits

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIRST = date(2024, 2, 28)
"""The day of the first trial in `years`, the day before a leap day."""
TALL = (80, 100)
"""A screen on which all of Progress stands at once."""
MARKED = re.compile(r"\((.)\)")


@made_once
def weeks(desk: Desk) -> Desk:
    """Four weeks: themes, a miss, an away day, a reserve, a note and a decision; today is open."""
    desk.library = Library.of(
        [
            make_card(name, theme=theme)
            for name, theme in (("queue", "value"), ("trust", "people"), ("rota", "work"), ("book", "learning"))
        ]
    )
    start = MON - 3 * WEEK
    desk.lived(*(start + ahead * DAY for ahead in (0, 1, 2, 3, 4, 7, 8, 9, 10, 14, 16)))
    with desk.on(date(2026, 11, 13)) as coach:
        coach.away(date(2026, 11, 12), date(2026, 11, 13))
        coach.reserve(date(2026, 11, 10))
    desk.lived(MON, TUE)
    return desk


@made_once
def years(desk: Desk) -> Desk:
    """Since February 2024, a trial every few weeks."""
    coach = desk.coach()
    day, today = FIRST, desk.clock.now
    while day < THU:
        desk.clock.set(day)
        if day == FIRST:
            coach.set_cadence("FREQ=DAILY")
        coach.tell_unplanned("When I arrive, I will look", Outcome.BETTER, day)
        day += 23 * DAY
    desk.clock.now = today
    return desk


def progress(person: Person) -> ProgressPlace:
    place = person.app.screen
    assert isinstance(place, ProgressPlace), place
    return place


def chosen(person: Person) -> date:
    """The day that the cursor is on."""
    heat = progress(person)._map
    assert heat
    return heat.cursor


def block(person: Person, label: str) -> list[str]:
    """The lines of a section, without its label."""
    lines = [row[14:].strip(" ▎") for row in person.rows if row[:14].strip() == label]
    return lines


# Nothing, one day, weeks


async def test_empty_it_says_what_the_first_mark_will_be(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("4")
        person.sees("Nothing to count yet. What you try first will be the first mark.")
        person.sees_no("0", "themes", "consistency")
        before = person.screen
        await person.press("left", "right", "up", "down", "pageup", "pagedown", "enter", "y")
        assert person.screen == before
        await person.press("r")
        person.sees("There is nothing to settle.")
        assert progress(person)


async def test_one_day(desk: Desk) -> None:
    desk.lived(THU)
    async with desk.sit(TALL) as person:
        await person.press("4")
        person.sees("best one · one in all · two reserves", "Nothing is lost before Tuesday 04:00.")
        assert chosen(person) == THU
        assert "(■)" in person.screen
        assert person.screen.count("■") == 4, "the day, its experiment below it, the key and the theme"
        for key in ("left", "up", "pageup", "right", "down"):
            await person.press(key)
            assert chosen(person) == THU


async def test_weeks_with_every_mark(desk: Desk) -> None:
    async with weeks(desk).sit(TALL) as person:
        await person.press("4")
        heat = "\n".join(row for row in person.rows if "▎" in row)
        for mark in "_·+–":
            assert mark in heat
        assert len(set(heat) & set("●■▲◆")) > 1
        person.sees("themes", "predictions", "consistency", "It's all about people", "Better than expected")
        assert [desk.standing(date(2026, 11, day)) for day in (10, 11, 12, 13, 16, 18)] == [
            "reserve", "done", "away", "away", "done", "open"]  # fmt: skip


async def test_the_key_names_every_mark(desk: Desk) -> None:
    async with weeks(desk).sit() as person:
        await person.press("4")
        person.sees("●■▲◆○ done", "· missed", "+ reserve", "– away", "_ ")


async def test_what_it_adds_up_to(desk: Desk) -> None:
    desk.library = Library.of(CARDS[:1])
    (key,) = desk.lived(MON)
    with desk.on(TUE) as coach:
        coach.tell(key, Outcome.SURPRISE)
        coach.tell_unplanned("When I arrive, I will wait", Outcome.WORSE, TUE)
    async with desk.sit(TALL) as person:
        await person.press("4")
        rows = [re.sub(r"\s*━*\s+", " ", row[16:]).strip() for row in person.rows]
        for line in ("● It's all about people 0", "■ Organising for customer value 2", "○ No theme 1",
                     "Better than expected 1", "As expected 0", "A surprise 1", "Worse than expected 1"):  # fmt: skip
            assert line in rows, f"{line}: {person.screen}"


async def test_after_a_break_the_total_comes_first_and_never_a_bare_nought(desk: Desk) -> None:
    desk.lived(MON - WEEK, MON - WEEK + DAY)
    for size in (USUAL, (40, 15)):
        async with desk.sit(size) as person:
            await person.press("escape", "4")
            await top(person)
            person.sees("days in all", "best two · two reserves")
            assert "╭─╮" not in person.screen
            person.sees_no("0 days", "no days", "streak of 0")


async def top(person: Person) -> None:
    """Scroll to the top, where the streak stands."""
    person.app.screen.query_one("#body").scroll_to(y=0, animate=False, force=True)
    await person.settle()


async def test_opening_it_shows_the_streak_first_at_every_size(desk: Desk) -> None:
    desk.lived(MON, TUE, WED)
    for size in (USUAL, ROOMY, (64, 20), (40, 15)):
        async with desk.sit(size) as person:
            await person.press("4")
            assert "3 days" in person.words or "best three" in person.words, person.screen
            assert "↑ more" not in person.screen


async def test_a_weekly_goal_shows_weeks_kept_and_free_days_blank(desk: Desk) -> None:
    desk.lived(MON - WEEK, MON - WEEK + DAY, MON - WEEK + 2 * DAY, MON, cadence="3")
    async with desk.sit(TALL) as person:
        await person.press("4")
        person.sees("one week kept", "best four")
        await person.press("up", "up")
        assert person.said == "Tuesday 17 November: free."
        assert "( )" in person.screen


# The cursor


async def test_arrows_move_over_days_and_weeks(desk: Desk) -> None:
    async with years(desk).sit() as person:
        await person.press("4")
        steps = {"up": -DAY, "down": DAY, "left": -WEEK, "right": WEEK}
        day = THU
        for key in ("up", "up", "up", "up", "left", "down", "right", "left", "left", "down", "down", "up"):
            day += steps[key]
            await person.press(key)
            assert chosen(person) == day
            assert person.said.startswith(f"{long_day(day)}: ")
            assert short_day(day) in person.screen
            assert len(MARKED.findall(person.screen)) == 1


@pytest.mark.parametrize("size", [USUAL, ROOMY, (40, 15)], ids=str)
async def test_the_cursor_goes_back_to_the_first_trial_and_never_beyond(desk: Desk, size: tuple[int, int]) -> None:
    async with years(desk).sit(size) as person:
        await person.press("4")
        seen = set()
        for _ in range(6 if size[0] >= 64 else 9):
            await person.press("pageup")
            await top(person)
            seen.add(chosen(person).year)
            assert len(MARKED.findall(person.screen)) == 1
        assert chosen(person) == FIRST
        assert seen == {2024, 2025, 2026}
        for key in ("up", "left", "pageup"):
            await person.press(key)
            assert chosen(person) == FIRST
        await person.press("down")
        assert chosen(person) == date(2024, 2, 29)
        for key in ("pagedown",) * 9 + ("right",) * 3 + ("down",) * 8:
            await person.press(key)
        assert chosen(person) == THU


async def test_a_day_at_a_time_from_today_over_new_year_to_another_half(desk: Desk) -> None:
    desk.clock.set(date(2026, 1, 20))
    async with years(desk).sit(ROOMY) as person:
        await person.press("4")
        for back in range(1, 26):
            await person.press("up")
            assert chosen(person) == date(2026, 1, 20) - back * DAY
            assert len(MARKED.findall(person.screen)) == 1


async def test_page_down_at_the_latest_half_shows_what_it_adds_up_to(desk: Desk) -> None:
    async with weeks(desk).sit() as person:
        await person.press("4")
        person.sees_no("consistency")
        await person.press("pagedown", "pagedown")
        person.sees("consistency", "↑ more")
        await person.press("pageup")
        assert chosen(person) == THU


@pytest.mark.parametrize("wears", WEARING)
async def test_the_cursor_is_seen_without_colour(desk: Desk, wears: str) -> None:
    async with weeks(desk).sit(**WEARING[wears]) as person:
        await person.press("4")
        assert MARKED.findall(person.screen) == ["_"]
        await person.press("up", "up")
        assert MARKED.findall(person.screen) == ["■"] or MARKED.findall(person.screen)[0] in "●▲◆"
        colours = {
            segment.style.color.name
            for strip in person.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color and segment.text.strip()
        }
        assert (colours == {"default"}) == (wears == "plain")


async def test_the_voice_tells_the_day_in_words(desk: Desk) -> None:
    async with weeks(desk).sit() as person:
        await person.press("4")
        said = {}
        for day in (17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6):
            while chosen(person) != date(2026, 11, day):
                await person.press("up")
            said[day] = person.said
        assert said[17].startswith("Tuesday 17 November: done, ")
        assert any(title in said[17] for title in ("people", "customer value", "changing"))
        assert said[15] == "Sunday 15 November: rest."
        assert said[13] == "Friday 13 November: away."
        assert said[10] == "Tuesday 10 November: reserve."
        await person.press("left", "left")
        assert person.said


async def test_letters_stand_in_where_shapes_are_drawn_too_wide(desk: Desk) -> None:
    desk.settings.letters = True
    async with weeks(desk).sit(TALL) as person:
        await person.press("4", "up", "up")
        assert MARKED.findall(person.screen)[0] in "pvwl"
        assert not set(person.screen) & set("●■▲◆○")
        person.sees("pvwlo done", "p It's all about people")


# The mouse


def heat_rows(place: ProgressPlace) -> Iterator[tuple[int, str]]:
    """The lines of the column that have days on them, and what a click there does."""
    for line, action in enumerate(place.column._actions):
        if action.startswith("day:"):
            yield line, action


@pytest.mark.parametrize("size", [USUAL, ROOMY, (79, 24), (64, 20), (40, 15)], ids=str)
async def test_the_day_clicked_is_the_day_chosen_whichever_cell_it_is(desk: Desk, size: tuple[int, int]) -> None:
    """Every cell of a row or two, and some of every other; the brackets must then stand round what was clicked."""
    async with years(desk).sit(size) as person:
        await person.press("4")
        place, measure = progress(person), Measure(*size)
        days: dict[tuple[str, int], date] = {}
        for number, (line, action) in enumerate(heat_rows(place)):
            whole = number % 8 == 0
            for cell in range(measure.bar + 2, size[0], 1 if whole else 14):
                place.clicked(action, cell)
                text = place.column._shown.plain.split("\n")[line]
                day = days[action, cell] = chosen(person)
                assert FIRST <= day <= THU
                if text[cell : cell + 1].strip("() "):
                    assert text[cell - 1 : cell + 2 : 2] == "()", f"{action} {cell}: {text!r}"
                elif "(" in text:
                    assert abs(text.index("(") + 1 - cell) <= 1 or text[cell:].strip() == "", f"{cell}: {text!r}"
        assert len(set(days.values())) > 20
        assert all(day.weekday() == int(action[-1]) for (action, _), day in days.items() if day != THU)


@pytest.mark.parametrize("size", [USUAL, ROOMY, (64, 20), (40, 15)], ids=str)
async def test_a_real_click_on_a_mark_chooses_it(desk: Desk, size: tuple[int, int]) -> None:
    async with years(desk).sit(size) as person:
        await person.press("4")
        chance = random.Random(size[0])
        for _ in range(8):
            marks = [
                (column, row)
                for row, text in enumerate(person.rows)
                if (text[: Measure(*size).bar + 1] + " ").rstrip().endswith("▎")
                for column in range(Measure(*size).bar + 2, len(text))
                if text[column] in "·○" and text[column - 1] == " "
            ]
            column, row = chance.choice(marks)
            await person.point(column, row)
            marked = [text for text in person.rows if text[column - 1 : column + 2 : 2] == "()"]
            assert len(marked) == 1, f"{column}, {row}: {person.screen}"
            assert person.said.startswith(long_day(chosen(person))[:9])


async def test_a_click_beside_the_days_chooses_nothing(desk: Desk) -> None:
    async with weeks(desk).sit(ROOMY) as person:
        await person.press("4")
        for column, row in ((3, 9), (118, 9), (40, 3)):
            await person.point(column, row)
            assert chosen(person) == THU


async def test_a_click_before_the_first_trial_chooses_the_first_and_after_today_today(desk: Desk) -> None:
    async with weeks(desk).sit() as person:
        await person.press("4", "up")
        rows = [row for row, text in enumerate(person.rows) if text[:14].strip() == "Sun"]
        await person.point(16 + 1 + 2 * 26, rows[0])
        assert chosen(person) == THU
        await person.point(17, rows[0])
        assert chosen(person) == MON - 3 * WEEK


# A day, why, settling


async def test_enter_opens_the_day_with_everything_in_full_and_esc_comes_back(desk: Desk) -> None:
    (key,) = desk.lived(MON)
    note = "They had the same doubt about the rota. " * 20
    with desk.on(TUE) as coach:
        told = coach.tell(key, Outcome.SURPRISE, TUE, note=f"{note}The end of the note.")
        coach.reflect("I keep noticing that it goes better early. " * 10 + "The end of my words.")
        coach.decide(key, Verdict.ADOPT, lesson="Small enough to do daily.")
        assert told
    async with desk.sit() as person:
        await person.press("4", "up", "up")
        day = chosen(person)
        await person.press("enter")
        assert isinstance(person.app.screen, DayPage)
        person.sees("Tuesday 17 November 2026")
        seen = person.words
        for _ in range(30):
            await person.press("down")
            seen += person.words
        for words in ("When I arrive", "A surprise: They had", "The end of the note.", "The end of my words.",
                      "Where did the", "Adopted. Small enough to do daily."):  # fmt: skip
            assert words in seen, words
        await person.press("escape")
        assert chosen(person) == day == TUE


async def test_a_day_with_nothing_recorded_says_so(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("escape", "4", "up", "up", "enter")
        person.sees("Tuesday 17 November 2026", "Nothing was recorded for this day.")


@pytest.mark.parametrize(("day", "word"), [(date(2026, 11, 10), "reserve"), (date(2026, 11, 12), "away")], ids=str)
async def test_a_day_that_was_settled_says_how(desk: Desk, day: date, word: str) -> None:
    """A reserve or an absence is recorded for a day as much as a trial is."""
    async with weeks(desk).sit() as person:
        await person.press("4")
        while chosen(person) != day:
            await person.press("up")
        await person.press("enter")
        person.sees_no("Nothing was recorded for this day.")
        assert word in person.words.lower()


async def test_below_the_days_stands_what_was_recorded_in_a_few_lines(desk: Desk) -> None:
    desk.lived(MON, TUE)
    with desk.on(TUE, 12) as coach:
        coach.tell_unplanned(f"When {'it rains ' * 30}, I will wait", Outcome.WORSE, TUE, "word " * 100)
    async with desk.sit() as person:
        await person.press("4", "up", "up")
        person.sees("Tue 17 Nov ■ When I arrive, I will look at the", "Better than expected.", "…")


@pytest.mark.parametrize("done", [1, 3, 12])
async def test_why_in_the_footer_has_the_right_number(desk: Desk, done: int) -> None:
    days = [date(2026, 11, 19) - ahead * DAY for ahead in range(done)]
    desk.lived(*reversed(days), cadence="FREQ=DAILY")
    async with desk.sit() as person:
        await person.press("4")
        assert f"y why {done} " in person.footer
        await person.press("y")
        assert isinstance(person.app.screen, WhyPage)
        assert f"{done}  done" in person.screen
        await person.press("escape")
        assert chosen(person) == THU


async def test_why_has_no_number_after_a_break(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("4")
        assert "y why   " in person.footer
        await person.press("y")
        person.sees(
            "One day in all, best one.", "to settle", "Tuesday is unaccounted for.", "Esc, then r asks about it."
        )


async def test_what_why_says_to_press_settles_it(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("escape", "4", "y", "4", "r")
        assert person.step == "miss"


async def test_settle_is_offered_only_where_there_is_something_and_takes_the_chosen_day(desk: Desk) -> None:
    desk.lived(MON - WEEK)
    async with desk.sit() as person:
        await person.press("escape", "4")
        assert "r settle" in person.footer
        await person.press("r")
        person.sees("Tuesday is unaccounted for.")
        await person.press("4", "up", "up", "up", "r")
        person.sees("Monday is unaccounted for.")
        await person.press("a", "4")
        assert "r settle" not in person.footer or desk.coach().progress().misses
        assert desk.standing(MON) == "away"
    async with Desk(desk.root / "another").begun().sit() as person:
        await person.press("4", "r")
        person.sees("There is nothing to settle.")


async def test_undo_here_takes_back_and_counts_again(desk: Desk) -> None:
    desk.lived(WED, THU)
    async with desk.sit() as person:
        await person.press("4")
        assert "y why 2" in person.footer
        await person.press("u")
        assert person.said.startswith("Taken back: today's trial")
        assert "y why 1" in person.footer
        assert MARKED.findall(person.screen) == ["_"]


# Other processes, other days


WRITER = """
import sys
from datetime import date
from pathlib import Path
from companion.domain.records import Outcome
from tests.tui.making import Desk
desk = Desk(Path(sys.argv[1]))
desk.clock.forward(minutes=1)
desk.coach().tell_unplanned("When another process wakes, I will let it write", Outcome.BETTER, date(2026, 11, 18))
"""


async def test_what_another_process_recorded_shows_on_return(desk: Desk) -> None:
    desk.lived(TUE, THU)
    repository = str(Path(__file__).resolve().parents[2])
    async with desk.sit() as person:
        await person.press("4", "up")
        assert "y why 2" in person.footer
        assert MARKED.findall(person.screen) == ["_"]
        subprocess.run(
            [sys.executable, "-c", WRITER, str(desk.root)], check=True, env=os.environ | {"PYTHONPATH": repository}
        )
        await person.press("1", "4")
        assert "y why 3" in person.footer
        assert MARKED.findall(person.screen) == ["○"]
        person.sees("When another process wakes, I will let it write.")


async def test_what_was_recorded_shows_also_when_a_page_over_it_closes(desk: Desk) -> None:
    desk.lived(TUE, THU)
    async with desk.sit() as person:
        await person.press("4", "question_mark")
        desk.clock.forward(minutes=1)
        desk.coach().tell_unplanned("When I arrive, I will wait", Outcome.BETTER, WED)
        await person.press("escape")
        assert "y why 3" in person.footer


async def test_a_new_day_moves_the_cursor_to_it(desk: Desk) -> None:
    desk.lived(THU)
    async with desk.sit() as person:
        await person.press("4")
        desk.clock.set(FRI)
        await person.press("1", "4")
        assert chosen(person) == FRI
        assert "Fri 20 Nov" in person.rows[1]


@pytest.mark.parametrize("ahead", [1, 2, 12, 40])
async def test_a_clock_that_has_gone_back_leaves_later_days_in_reach(desk: Desk, ahead: int) -> None:
    later = WED + ahead * DAY
    desk.lived(MON, TUE, later, cadence="FREQ=DAILY")
    desk.clock.set(WED)
    async with desk.sit() as person:
        await person.press("4")
        assert chosen(person) == WED
        for _ in range(ahead + 2):
            await person.press("down")
        assert chosen(person) == later
        assert MARKED.findall(person.screen), person.screen
        person.sees("When I arrive, I will look at the")
        await person.press("enter")
        person.sees(f"{long_day(later)} {later.year}", "Better than expected.")


async def test_a_later_day_that_is_clicked_is_the_one_that_is_chosen(desk: Desk) -> None:
    desk.lived(MON, TUE, FRI, cadence="FREQ=DAILY")
    desk.clock.set(WED)
    async with desk.sit() as person:
        await person.press("4")
        (row,) = [row for row, text in enumerate(person.rows) if text[:14].strip() == "Fri"]
        await person.point(person.rows[row].rindex("■"), row)
        assert chosen(person) == FRI


# Text from outside, themes of packs


async def test_what_a_record_says_is_shown_harmlessly(desk: Desk) -> None:
    desk.begun()
    with desk.on(WED) as coach:
        own = Suggestion.parse(HOSTILE)
        key = coach.plan(action=own.action, cue=HOSTILE, expect=HOSTILE).id
        coach.note(coach.tell(key, Outcome.BETTER), HOSTILE)
        coach.reflect(HOSTILE)
    for size in ((120, 60), USUAL, (40, 15)):
        async with desk.sit(size) as person:
            await person.press("4", "up")
            for key in ("enter", "down", "pagedown", "escape", "y", "escape", "question_mark", "escape"):
                is_harmless(person)
                await person.press(key)
            is_harmless(person)
    async with desk.sit((120, 60)) as person:
        await person.press("4", "up", "enter")
        person.sees("[@click=app.quit]x[/]", "[/usr/bin]")


async def test_a_theme_of_a_pack_is_named_harmlessly_and_has_its_own_mark(desk: Desk) -> None:
    house, long = Theme("house", HOSTILE, "★", "h"), Theme("long", "A calmer week " * 20, "▼", "k")
    desk.library = Library.of([make_card("queue", theme="house"), make_card("rota", theme="long")], [house, long])
    desk.lived(MON, TUE, WED)
    for size in (TALL, (40, 60)):
        async with desk.sit(size) as person:
            await person.press("4", "up")
            is_harmless(person)
            fits(person, size)
            assert MARKED.findall(person.screen)[0] in "★▼"
            assert "★" in person.screen
            assert "▼" in person.screen
            assert person.said.startswith("Wednesday 18 November: done, ")
            person.sees("begin [@click", "A calmer week")


async def test_a_theme_that_no_pack_here_has_is_counted_and_breaks_nothing(desk: Desk) -> None:
    desk.library = Library.of([make_card("queue", theme="house")], [Theme("house", "House", "★", "h")])
    desk.lived(TUE, WED)
    desk.library = Library.of(CARDS)
    async with desk.sit(TALL) as person:
        await person.press("4", "up")
        assert person.said.startswith("Wednesday 18 November: done")
        assert MARKED.findall(person.screen) == ["○"]
        numbers = [int(row.split()[-1]) for row in person.rows if re.search(r"[●■▲◆○★] .* \d+\s*$", row)]
        assert sum(numbers) == 2, f"a trial is in no theme's count: {person.screen}"


# Sizes, inks, speed


KEYS = ("4", "up", "left", "pageup", "enter", "escape", "y", "down", "escape", "question_mark", "escape", "pagedown")


@pytest.mark.parametrize(
    ("size", "wears"),
    [
        *((size, LAMPLIGHT) for size in [USUAL, ROOMY, (64, 20), (40, 15), (12, 5), (3, 2)]),
        ((80, 24), PAPER),
        ((140, 40), "plain"),
        ((3, 2), "plain"),
    ],
    ids=str,
)
async def test_every_size_in_every_ink(desk: Desk, size: tuple[int, int], wears: str) -> None:
    async with weeks(desk).sit(size, **WEARING[wears]) as person:
        for key in KEYS:
            await person.press(key)
            fits(person, size)
        assert progress(person)


async def test_every_width_down_to_three_columns_draws(desk: Desk) -> None:
    async with weeks(desk).sit() as person:
        await person.press("4")
        for columns in (100, 79, 64, 63, 41, 24, 12, 9, 8, 7, 6, 5, 4, 3):
            await person.resize(columns, 24)
            fits(person, (columns, 24))
            await person.press("up")
        await person.resize(*USUAL)
        assert MARKED.findall(person.screen)


async def test_no_line_is_folded_into_the_margin(desk: Desk) -> None:
    """Every day stands on the line of its weekday: where the bar stands is where a line begins.

    One screen takes every width in turn; that one opened at a width draws as well is shown by the sizes above.
    """
    async with years(desk).sit((40, 60)) as person:
        await person.press("4")
        place = progress(person)
        for columns in (40, 48, 63, 64, 70, 79, 80, 99, 100, 140):
            await person.resize(columns, 60)
            shown = place.column._shown.plain.split("\n")
            assert max(map(len, shown)) <= columns
            assert place.column.size.height == len(shown)


@pytest.mark.parametrize("size", [USUAL, ROOMY], ids=str)
async def test_the_footer_names_four_to_six_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.missed().sit(size) as person:
        await person.press("4")
        names = person.footer.split("   ")
        assert names == ["←↑↓→ move", "Enter open", "y why", "r settle", "? help", "q leave"]


async def test_at_40_by_15_the_footer_names_enter_and_help(desk: Desk) -> None:
    async with weeks(desk).sit((40, 15)) as person:
        await person.press("4")
        assert person.footer.split("   ") == ["Enter open", "? help"]


async def test_at_40_columns_there_are_no_large_figures(desk: Desk) -> None:
    async with weeks(desk).sit((40, 60)) as person:
        await person.press("4")
        assert not set(person.screen) & set("╭╮╰╯╶╴")
        person.sees("days", "best")


async def test_the_help_explains_every_key_of_progress(desk: Desk) -> None:
    async with weeks(desk).sit((80, 60)) as person:
        await person.press("4", "question_mark")
        person.sees("The same day a week before", "Open the day", "Settle a missed or open day", "Why the streak")


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ten years of workdays, written straight to the log."""
    folder = tmp_path_factory.mktemp("ten")
    places = make_home(folder / "home", 10).places
    desk = Desk(folder)
    desk.library = load_library(bundled_content(), None)
    desk.clock.now = datetime.now(UTC).replace(hour=12)
    chance = random.Random(10)

    def journal(wait: float = 0.2) -> Journal:
        def new_id(length: int) -> str:
            return "".join(chance.choices(ALPHABET, k=length))

        return Journal(places.journal, places.state, desk.clock, new_id, wait=wait, fingerprint=machine_fingerprint())

    desk.journal = journal  # type: ignore[method-assign]
    return desk


async def test_the_cursor_moves_quickly_after_ten_years(ten_years: Desk) -> None:
    async with ten_years.sit(ROOMY) as person:
        await person.press("4")
        start = chosen(person)
        began = time.process_time()
        for key in ("up", "left", "pageup", "down") * 5:
            await person.press(key)
        assert time.process_time() - began < 2
        assert chosen(person) < start - 5 * 27 * WEEK
        for _ in range(20):
            await person.press("pageup")
        assert chosen(person) == ten_years.coach().progress().days[0].day


@pytest.mark.parametrize("seed", range(2))
async def test_the_cursor_never_leaves_the_days_there_are(desk: Desk, seed: int) -> None:
    desk.lived(MON - WEEK, TUE)
    chance = random.Random(seed)
    async with desk.sit() as person:
        await person.press("escape", "4")
        for key in chance.choices(["up", "down", "left", "right", "pageup", "pagedown"], k=25):
            await person.press(key)
            assert MON - WEEK <= chosen(person) <= THU
            if key != "pagedown":
                assert len(MARKED.findall(person.screen)) == 1


def test_the_days_are_what_the_tests_say() -> None:
    assert [day.weekday() for day in (MON, THU, FRI, SAT, SUN)] == [0, 3, 4, 5, 6]
