"""After two weeks: a kind return that asks where to begin, wipes nothing and brings no backlog."""

from __future__ import annotations

import errno
from datetime import date, timedelta

import pytest

from companion.domain.rules import EVERY_DAY
from companion.tui.screens.progress import ProgressPlace
from tests.tui.making import FRI, MON, NEXT_MON, ROOMY, THU, USUAL, WED, Desk, Person, is_over, refusing
from tests.tui.test_screen_sizes import fits
from tests.tui.test_screen_trouble import locked

DAY = timedelta(days=1)
QUESTION = "Begin where?"
LETTERS = {"t": "With today's page", "m": "On Monday 23 November", "l": "By looking around first"}
FIVE_WEEKS = timedelta(days=35)


def absent(desk: Desk, days: int = 35, cadence: str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") -> Desk:
    """Something tried so many days ago, and nothing recorded since."""
    desk.lived(desk.clock.now.date() - days * DAY, cadence=cadence)
    return desk


async def choose(person: Person, letter: str, way: str) -> None:
    if way == "letter":
        await person.press(letter)
    elif way == "arrows":
        await person.press(*["down"] * list(LETTERS).index(letter), "enter")
    else:
        await person.click(LETTERS[letter])


@pytest.mark.parametrize(("days", "asked"), [(7, False), (13, False), (14, True), (15, True), (400, True)])
async def test_it_is_asked_after_fourteen_days_and_not_before(desk: Desk, days: int, asked: bool) -> None:
    async with absent(desk, days).sit() as person:
        assert (QUESTION in person.words) == asked
        assert (person.step == "return") == asked


@pytest.mark.parametrize("cadence", ["3", "FREQ=DAILY"])
async def test_it_is_asked_under_every_kind_of_days(desk: Desk, cadence: str) -> None:
    async with absent(desk, 28, cadence).sit() as person:
        person.sees(QUESTION)


async def test_the_return_is_kind_and_names_what_is_there(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        person.sees("It has been five weeks. Everything is where you left it: one day, best one.", QUESTION)
        for letter, words in LETTERS.items():
            assert f"{letter}  {words}" in person.screen
        person.sees_no("unaccounted for", "How did it go", "you cannot see", "of 4", "missed", "broke", "!")


@pytest.mark.parametrize(
    ("days", "words"), [(14, "two weeks"), (20, "two weeks"), (62, "eight weeks"), (91, "three months")]
)
async def test_how_long_it_has_been_is_said_roughly(desk: Desk, days: int, words: str) -> None:
    async with absent(desk, days, EVERY_DAY).sit() as person:
        person.sees(f"It has been {words}.")


async def test_more_than_a_year_is_not_counted(desk: Desk) -> None:
    async with absent(desk, 800).sit() as person:
        person.sees("It has been more than a year.")


async def test_from_the_return_to_the_closed_page_takes_five_presses(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        await person.press("t", "enter", "a", "enter", "enter")
        assert person.presses == 5
        assert person.step == "closed"
    assert len(desk.all("experiments")) == 2


@pytest.mark.parametrize("way", ["letter", "arrows", "mouse"])
async def test_with_todays_page_begins_at_the_idea_and_records_nothing_by_itself(desk: Desk, way: str) -> None:
    async with absent(desk).sit() as person:
        before = desk.documents()
        await choose(person, "t", way)
        assert person.step == "idea"
        person.sees("The queue you cannot see")
        assert desk.documents() == before
        await person.press("4", "1")
        assert person.step == "idea"


@pytest.mark.parametrize("way", ["letter", "arrows", "mouse"])
async def test_on_monday_no_day_counts_until_then_and_undo_takes_it_back(desk: Desk, way: str) -> None:
    async with absent(desk).sit() as person:
        before = desk.documents()
        await choose(person, "m", way)
        assert person.said == "Until Monday 23 November no day counts. u takes it back."
        assert person.step == "idea"
        record = desk.one("away")
        assert (record["first"], record["last"]) == (str(THU), str(NEXT_MON - DAY))
        await person.press("u")
        assert person.said.startswith("Taken back: ")
        person.sees(QUESTION)
        assert desk.documents() == before


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 19), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 9, 29), date(2026, 10, 1)),
        (date(2026, 12, 30), date(2027, 1, 1)),
        (date(2026, 2, 27), date(2026, 3, 1)),
    ],
    ids=str,
)
async def test_the_fresh_start_is_the_next_monday_or_first_of_the_month(desk: Desk, today: date, start: date) -> None:
    desk.clock.set(today)
    async with absent(desk).sit() as person:
        name = f"{start:%A} {start.day} {start:%B}"
        person.sees(f"m On {name}")
        await person.press("m")
        assert person.said.startswith(f"Until {name} no day counts.")
    record = desk.one("away")
    assert (record["first"], record["last"]) == (str(today), str(start - DAY))


async def test_until_the_fresh_start_the_page_is_there_and_asks_nothing(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        await person.press("m")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        assert person.step == "idea"
        assert "away until Monday" in person.said
    desk.clock.set(NEXT_MON)
    async with desk.sit() as person:
        assert person.step == "idea"
        person.sees_no("unaccounted for", QUESTION, "How did it go")
    assert desk.standing(NEXT_MON) == "open"


@pytest.mark.parametrize("way", ["letter", "arrows", "mouse"])
async def test_looking_around_goes_to_progress_and_the_question_waits(desk: Desk, way: str) -> None:
    async with absent(desk).sit() as person:
        before = desk.documents()
        await choose(person, "l", way)
        assert isinstance(person.app.screen, ProgressPlace)
        person.sees("day in all", "best one")
        await person.press("escape")
        person.sees(QUESTION)
        assert desk.documents() == before


async def test_esc_neither_leaves_nor_decides(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        before = desk.documents()
        for _ in range(3):
            await person.press("escape")
            assert not is_over(person.app)
            person.sees(QUESTION, "q leaves. Your words are kept.")
        assert desk.documents() == before


async def test_nothing_recorded_means_that_it_is_asked_again(desk: Desk) -> None:
    absent(desk)
    for key in ("t", "l", "escape"):
        async with desk.sit() as person:
            person.sees(QUESTION)
            await person.press(key)


# What comes after


async def test_the_day_after_a_return_there_is_no_backlog(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        await person.press("t", "enter", "a", "enter", "enter")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        assert person.step == "look-back"
        person.sees("How did it go on Thursday?")
        await person.press("b", "enter")
        assert person.step == "idea"
        person.sees_no("unaccounted for")


async def test_the_look_back_does_not_ask_about_the_absence(desk: Desk) -> None:
    """An experiment was left open weeks ago; nobody was here on the day before the return."""
    absent(desk)
    with desk.on(THU - FIVE_WEEKS + DAY) as coach:
        coach.plan(suggestion=1)
    async with desk.sit() as person:
        person.sees(QUESTION)
        await person.press("t")
        assert person.step == "idea"
        await person.press("enter", "n", "enter")
        assert person.step == "closed"
    async with desk.sit() as person:
        person.sees_no("How did it go")


async def test_a_page_read_and_nothing_recorded_leaves_no_backlog_either(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        await person.press("t", "s")
        assert len(desk.all("swaps")) == 1
    async with desk.sit() as person:
        assert person.step == "idea"
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees_no("unaccounted for", QUESTION)


async def test_a_miss_after_the_return_is_asked_about_and_the_absence_is_not(desk: Desk) -> None:
    desk.lived(MON - FIVE_WEEKS)
    with desk.on(MON) as coach:
        coach.plan(suggestion=0)
    desk.clock.set(NEXT_MON)
    async with desk.sit() as person:
        person.sees("Thursday is unaccounted for.")
        person.sees_no(QUESTION)
        await person.press("l")
    assert {one["about"] for one in desk.all("waived")} == {str(MON + ahead * DAY) for ahead in range(4)}


# No return question


async def test_who_was_away_is_not_asked(desk: Desk) -> None:
    with desk.on(THU - FIVE_WEEKS, 12) as coach:
        coach.set_minutes(10)
    absent(desk)
    with desk.on(THU - FIVE_WEEKS, 13) as coach:
        coach.away(THU - FIVE_WEEKS + DAY, WED)
    async with desk.sit() as person:
        assert person.step == "idea"
        person.sees_no(QUESTION, "unaccounted for")


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=WEEKLY;INTERVAL=4;BYDAY=TH"])
async def test_a_rule_without_missed_days_asks_nothing(desk: Desk, rule: str) -> None:
    async with absent(desk, 20, rule).sit() as person:
        assert person.step in ("idea", "look-back")
        person.sees_no(QUESTION, "unaccounted for")


async def test_before_the_first_trial_there_is_nothing_to_come_back_to(desk: Desk) -> None:
    """Days were chosen weeks ago and nothing else: the page simply begins."""
    with desk.on(THU - FIVE_WEEKS):
        desk.begun()
    async with desk.sit() as person:
        person.sees_no("unaccounted for", "0 days", "no days")


# A new day, trouble, sizes


@pytest.mark.parametrize("key", [*LETTERS, "enter"])
async def test_a_new_day_while_it_is_asked_begins_its_own_page(desk: Desk, key: str) -> None:
    async with absent(desk).sit() as person:
        before = desk.documents()
        desk.clock.set(FRI)
        await person.press(key)
        assert desk.documents() == before
        await person.press("1")
        person.sees("Fri 20 Nov", QUESTION)
        await person.press("m")
    assert desk.one("away")["first"] == str(FRI)


async def test_a_full_disk_leaves_the_question_and_enter_tries_again(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        with refusing(errno.ENOSPC):
            await person.press("m")
            person.sees("attention", "the disk is full", QUESTION)
            assert desk.all("away") == []
        await person.press("enter")
        person.sees_no("attention")
        assert person.said.startswith("Until Monday")
    assert len(desk.all("away")) == 1


async def test_a_busy_journal_leaves_the_question_and_enter_tries_again(desk: Desk) -> None:
    async with absent(desk).sit() as person:
        with locked(desk):
            await person.press("m")
            person.sees("attention", "Another copy of the companion is writing", QUESTION)
        await person.press("enter")
    assert len(desk.all("away")) == 1


async def test_words_of_the_last_day_are_offered_before_the_question(desk: Desk) -> None:
    absent(desk)
    with desk.on(THU - FIVE_WEEKS) as coach:
        coach.save_draft(THU - FIVE_WEEKS, "question", "left behind")
    async with desk.sit() as person:
        person.sees("were never kept.", "left behind")
        await person.press("escape", "escape")
        person.sees(QUESTION)


@pytest.mark.parametrize("size", [USUAL, ROOMY, (64, 20), (40, 15), (12, 5), (3, 2)], ids=str)
async def test_the_return_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with absent(desk).sit(size) as person:
        for key in ("down", "down", "up", "y", "t", "escape"):
            fits(person, size)
            if size[0] >= 40 and person.step == "return":
                assert "›" in person.screen
            assert "!" not in person.screen
            await person.press(key)
        fits(person, size)


@pytest.mark.parametrize("size", [USUAL, ROOMY], ids=str)
async def test_the_footer_names_four_to_six_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with absent(desk).sit(size) as person:
        assert person.footer.split("   ") == ["↑↓ choose", "Enter go on", "? help", "q leave"]
