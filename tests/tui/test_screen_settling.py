"""After a miss: one quiet question, five ways to answer it, and a page that then goes on as on any other day."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from companion.domain.cards import Suggestion
from companion.domain.records import Outcome, Verdict
from companion.tui.screens.today import TodayPlace
from tests.tui.making import (
    FRI,
    MON,
    NEXT_MON,
    ROOMY,
    SUN,
    THU,
    TUE,
    USUAL,
    WED,
    Desk,
    Person,
    refusing,
)
from tests.tui.test_screen_same_records import without_ids
from tests.tui.test_screen_sizes import fits
from tests.tui.test_screen_trouble import locked

ASKED = "Tuesday is unaccounted for."
LETTERS = {"t": "I did try something", "a": "I was away", "r": "Spend a reserve", "l": "Let it go"}
QUIET = ("a", "r", "l")
"""The choices that are recorded as soon as they are taken."""
TABLES = {"a": "away", "r": "reserves", "l": "waived"}
OUTCOMES = dict(zip("bews", Outcome, strict=True))
WORDS = "When I woke, I will stretch"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TUE_10, WED_11 = date(2026, 11, 10), date(2026, 11, 11)


def with_wednesday(desk: Desk) -> str:
    """Tuesday missed, and an experiment planned on Wednesday that today's page asks about."""
    with desk.missed().on(WED) as coach:
        return coach.plan(suggestion=1).id


def a_week_missed(desk: Desk) -> Desk:
    """Tried on Monday and Tuesday of last week, and nothing since."""
    desk.lived(TUE_10 - DAY, TUE_10)
    with desk.on(WED_11) as coach:
        coach.set_minutes(10)
    return desk


def without_reserves(desk: Desk) -> Desk:
    """A week missed and both reserves spent on it, so that Friday is what is left."""
    coach = a_week_missed(desk).coach()
    for day in (TUE, MON):
        coach.reserve(day)
    return desk


def on_tuesday(desk: Desk) -> list[dict[str, Any]]:
    return [trial for trial in desk.all("trials") if trial["day"] == str(TUE)]


async def take(person: Person, letter: str, way: str) -> None:
    """One choice, by its letter, by arrows and Enter, or with the mouse."""
    if way == "letter":
        await person.press(letter)
    elif way == "arrows":
        await person.press(*["down"] * list(LETTERS).index(letter), "enter")
    else:
        await person.click(LETTERS[letter])


# The question


async def test_the_page_opens_with_one_quiet_choice(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        assert person.step == "miss"
        person.sees(ASKED, "It can be settled until next Tuesday.", "One day in all, best one.", "two left")
        for letter, words in LETTERS.items():
            assert f"{letter}  {words}" in person.screen
        assert "› t" in person.screen
        person.sees_no("you cannot see", "of 4", "How did it go")
        assert sum("▎" in row for row in person.rows) == sum("▎" in row for row in person.rows[3:15])


@pytest.mark.parametrize("way", ["letter", "arrows", "mouse"])
@pytest.mark.parametrize("letter", QUIET)
async def test_a_choice_is_recorded_at_once_and_the_page_goes_on(desk: Desk, letter: str, way: str) -> None:
    async with desk.missed().sit() as person:
        await take(person, letter, way)
        assert person.step == "idea"
        person.sees("The queue you cannot see")
        person.sees_no("unaccounted for")
        said = {"a": "Away, then. One day", "r": "ridged by a reserve. One day", "l": "Let go. One day in all"}
        assert said[letter] in person.said
    record = desk.one(TABLES[letter])
    assert record["day"] == str(THU)
    if letter == "a":
        assert (record["first"], record["last"]) == (str(TUE), str(TUE))
    else:
        assert record["covers" if letter == "r" else "about"] == str(TUE)
    assert desk.standing(TUE) == {"a": "away", "r": "reserve", "l": "missed"}[letter]
    assert desk.coach().progress().streak.reserves == (1 if letter == "r" else 2)
    assert len(desk.all("trials")) == 1


@pytest.mark.parametrize("letter", QUIET)
@pytest.mark.parametrize("size", [USUAL, ROOMY], ids=str)
async def test_the_voice_says_what_happened_and_how_to_take_it_back(
    desk: Desk, letter: str, size: tuple[int, int]
) -> None:
    desk.lived(*(MON - 2 * WEEK + ahead * DAY for ahead in (*range(5), *range(7, 12), 14)))
    async with desk.sit(size) as person:
        await person.press(letter)
        assert person.said.endswith("u takes it back.")


@pytest.mark.parametrize("letter", LETTERS)
async def test_yesterday_is_still_asked_about_once_the_miss_is_settled(desk: Desk, letter: str) -> None:
    key = with_wednesday(desk)
    async with desk.sit() as person:
        await person.press(letter)
        if letter == "t":
            await person.press("b", "enter")
        assert person.step == "look-back"
        person.sees("How did it go on Wednesday?", "When I hand over")
        await person.press("b", "enter")
        assert person.step == "idea"
    (trial,) = [trial for trial in desk.all("trials") if trial["experiment"] == key]
    assert trial["day"] == str(WED)


@pytest.mark.parametrize("letter", QUIET)
async def test_after_a_miss_a_page_is_a_choice_and_then_as_on_an_ordinary_day(desk: Desk, letter: str) -> None:
    with_wednesday(desk)
    async with desk.sit() as person:
        await person.press(letter, "b", "enter", "enter", "a", "enter", "enter")
        assert person.presses == 7
        assert person.step == "closed"


# I did try something


@pytest.mark.parametrize("way", ["letter", "arrows", "mouse"])
async def test_what_was_tried_is_the_open_experiment_unless_it_was_something_else(desk: Desk, way: str) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        await take(person, "t", way)
        person.sees("How did it go on Tuesday?", "When I arrive", "You expected: it is longer than I think")
        for letter in "bewso":
            assert f" {letter}  " in person.screen
        person.sees_no("I did not try it")
        assert desk.documents() == before


@pytest.mark.parametrize("letter", OUTCOMES)
async def test_an_outcome_and_a_note_are_told_for_the_missed_day(desk: Desk, letter: str) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", letter)
        person.sees("What happened?")
        assert [one["outcome"] for one in on_tuesday(desk)] == [OUTCOMES[letter].value]
        await person.type("they laughed")
        await person.press("enter")
        assert person.step == "idea"
        assert person.said == "Noted for Tuesday. Two days; best two, two in all."
    (trial,) = on_tuesday(desk)
    (first,) = [one for one in desk.all("trials") if one["day"] == str(MON)]
    assert trial["experiment"] == first["experiment"]
    assert (trial["told"], trial["note"]) == (str(THU), "they laughed")
    assert desk.standing(TUE) == "done"
    assert len(desk.all("experiments")) == 1


@pytest.mark.parametrize(("decided", "keys"), [(False, ("t", "o")), (True, ("t",))], ids=["else", "none open"])
async def test_something_unplanned_is_put_into_words_then_told(
    desk: Desk, decided: bool, keys: tuple[str, ...]
) -> None:
    async with desk.missed(decided).sit() as person:
        before = desk.documents()
        await person.press(*keys)
        assert person.step == "unplanned"
        person.sees("What did you try?", "When …, I will …")
        assert person.is_typing
        await person.type(WORDS)
        await person.press("enter")
        person.sees("When I woke, I will stretch.", "How did it go on Tuesday?")
        person.sees_no("It was something else", "I did not try it")
        assert desk.documents() == before, "recorded before the outcome was told"
        await person.press("w")
        assert len(on_tuesday(desk)) == 1
        await person.type("it hurt")
        await person.press("enter")
        assert person.step == "idea"
        assert person.said.startswith("Noted for Tuesday.")
    (trial,) = on_tuesday(desk)
    assert (trial["outcome"], trial["note"], trial["told"]) == ("worse", "it hurt", str(THU))
    (plan,) = [one for key, one in desk.documents()["experiments"].items() if key == trial["experiment"]]
    assert (plan["cue"], plan["action"], plan["day"]) == ("When I woke", "stretch", str(TUE))
    assert desk.drafts() == {}


async def test_no_words_go_back_to_the_choices(desk: Desk) -> None:
    async with desk.missed(decided=True).sit() as person:
        before = desk.documents()
        await person.press("t", "enter")
        assert person.step == "miss"
        person.sees("I did try something")
    assert desk.documents() == before


async def test_words_that_name_no_act_are_refused_in_a_sentence(desk: Desk) -> None:
    async with desk.missed(decided=True).sit() as person:
        await person.press("t")
        await person.type("When I woke, I will ")
        await person.press("enter")
        assert person.step == "unplanned"
        assert person.said
        assert person.field.startswith("When I woke")


async def test_steps_go_back_one_by_one_and_record_nothing(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        await person.press("t", "o")
        await person.type(WORDS)
        await person.press("enter")
        assert person.step == "look-back"
        seen = []
        for _ in range(4):
            await person.press("escape")
            seen.append(person.step)
            if person.step == "miss":
                break
        assert seen[-1] == "miss"
        person.sees(ASKED)
        assert desk.documents() == before


async def test_the_footer_names_only_what_can_be_done(desk: Desk) -> None:
    """The day that is settled is fixed: there is no other day to turn to."""
    async with desk.missed().sit() as person:
        assert all(word in person.footer for word in ("↑↓ choose", "Enter go on", "Esc later", "? help", "q leave"))
        await person.press("t")
        assert "another day" not in person.footer


async def test_another_outcome_replaces_the_first_and_is_told_once(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", "b", "escape", "escape", "w", "enter")
        assert person.step == "idea"
    assert [one["outcome"] for one in on_tuesday(desk)] == ["worse"]


async def test_something_else_replaces_an_answer_already_given(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", "b", "escape", "escape", "o")
        await person.type(WORDS)
        await person.press("enter", "w", "enter")
        assert person.step == "idea"
    assert [one["outcome"] for one in on_tuesday(desk)] == ["worse"]


@pytest.mark.parametrize("keys", [("b",), ("b", "escape", "escape")], ids=["note", "look back"])
async def test_back_to_the_choices_once_it_was_told_settles_nothing_twice(desk: Desk, keys: tuple[str, ...]) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", *keys, "escape", "escape", "escape")
        before = desk.documents()
        await person.press("r", "l")
        assert desk.documents() == before
        assert len(on_tuesday(desk)) == 1


# Undo


@pytest.mark.parametrize("keys", [("a",), ("r",), ("l",), ("t", "b", "enter"), ("t", "o", "words", "enter", "s")])
async def test_undo_brings_the_question_back(desk: Desk, keys: tuple[str, ...]) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        for key in keys:
            await (person.type(WORDS) if key == "words" else person.press(key))
        if person.step == "note":
            await person.press("escape")
        assert desk.documents() != before
        await person.press("u")
        assert person.said.startswith("Taken back: ")
        assert person.step == "miss"
        person.sees(ASKED, "two left")
        assert desk.documents() == before


async def test_undo_of_a_note_leaves_the_trial_and_another_undo_brings_the_question_back(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", "b")
        await person.type("half")
        await person.press("enter", "u")
        assert on_tuesday(desk)[0]["note"] == ""
        await person.press("u")
        person.sees(ASKED)
    assert on_tuesday(desk) == []


async def test_undo_of_several_days_let_go_is_said_once(desk: Desk) -> None:
    async with a_week_missed(desk).sit() as person:
        await person.press("l")
        assert len(desk.all("waived")) > 2
        await person.press("u")
        assert person.said.startswith("Taken back: letting ")
        assert "letting it go of today, letting" not in person.said
        assert not person.said.endswith("…")
    assert desk.all("waived") == []


# Later


async def test_esc_puts_it_off_and_records_nothing(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        await person.press("escape")
        assert person.step == "idea"
        assert person.said.startswith("It waits in Progress")
        await person.press("4", "1")
        person.sees_no("unaccounted for")
        assert desk.documents() == before


async def test_what_is_put_off_is_not_asked_again_on_this_machine_and_waits_in_progress(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("escape")
    for _ in range(2):
        async with desk.sit() as person:
            assert person.step == "idea"
            await person.press("4")
            assert "r settle" in person.footer
            await person.press("r")
            assert person.step == "miss"
            person.sees(ASKED, *LETTERS.values())
            await person.press("escape")
            assert person.step == "idea"
    async with desk.sit() as person:
        await person.press("4", "r", "a")
    assert desk.standing(TUE) == "away"


async def test_what_is_put_off_here_is_asked_on_another_machine(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("escape")
    desk.state = desk.root / "another"
    async with desk.sit() as person:
        person.sees(ASKED)


async def test_another_miss_is_asked_about_even_though_one_was_put_off(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("escape")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees("Wednesday is unaccounted for.")


async def test_what_is_let_go_is_not_asked_again_on_any_machine_and_can_still_be_settled(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("l")
    desk.state = desk.root / "another"
    async with desk.sit() as person:
        assert person.step == "idea"
        await person.press("4", "r", "r")
    assert desk.standing(TUE) == "reserve"


# Several misses, no reserve, a weekly goal, travel


async def test_away_covers_the_whole_stretch_and_says_so_first(desk: Desk) -> None:
    async with a_week_missed(desk).sit() as person:
        assert "I was away  Wed 11 Nov to Wed 18 Nov" in person.screen
        await person.press("a")
        assert person.step == "idea"
    record = desk.one("away")
    assert (record["first"], record["last"]) == (str(WED_11), str(WED))
    assert desk.coach().today().arrival.misses == ()


@pytest.mark.parametrize("key", ["l", "escape"])
async def test_one_answer_is_enough_for_several_misses(desk: Desk, key: str) -> None:
    async with a_week_missed(desk).sit() as person:
        await person.press(key)
        assert person.step == "idea"
    async with desk.sit() as person:
        assert person.step == "idea"


async def test_a_reserve_settles_one_day_and_the_next_is_asked_about(desk: Desk) -> None:
    async with a_week_missed(desk).sit() as person:
        await person.press("r")
        person.sees("Monday is unaccounted for.", "one left", "Wed 11 Nov to Mon 16 Nov")
        await person.press("r")
        person.sees("Friday is unaccounted for.")
        assert len(desk.all("reserves")) == 2


async def test_without_a_reserve_none_is_offered(desk: Desk) -> None:
    async with without_reserves(desk).sit() as person:
        person.sees("Friday is unaccounted for. It can be settled until tomorrow.", "I was away", "Let it go")
        person.sees_no("Spend a reserve", "no left")
        before = desk.documents()
        await person.press("r")
        assert person.step == "miss"
        assert desk.documents() == before


async def test_a_short_week_is_told_as_a_week(tmp_path: Path) -> None:
    desk = Desk(tmp_path, day=date(2026, 11, 24))
    desk.lived(MON - WEEK, TUE - WEEK, WED - WEEK, MON, TUE, cadence="3")
    async with desk.sit() as person:
        person.sees("The week of 16 Nov to 22 Nov is one day short.", "Spend a reserve")
        await person.press("r")
        assert person.step == "idea"
        assert "ridged by a reserve. Five days" in person.said
    assert desk.standing(SUN) == "reserve"


async def test_a_date_that_travel_took_away_is_said_to_be_so(desk: Desk) -> None:
    desk.clock.now = desk.clock.now.replace(day=16, tzinfo=timezone(timedelta(hours=-10)))
    coach = desk.begun().coach()
    coach.tell(coach.plan(suggestion=0).id, Outcome.BETTER)
    desk.clock.now = desk.clock.now.replace(day=18, tzinfo=timezone(timedelta(hours=14)))
    desk.coach().plan(suggestion=1)
    desk.clock.now = desk.clock.now.replace(day=19)
    async with desk.sit() as person:
        person.sees(ASKED, "Travel took that date away.", "I was away")
        await person.press("a")
    assert desk.standing(TUE) == "away"


# Drafts


async def test_words_for_an_unplanned_try_survive_esc_and_another_size(desk: Desk) -> None:
    async with desk.missed(decided=True).sit() as person:
        await person.press("t")
        await person.type(WORDS)
        for size in (ROOMY, (40, 15), (12, 5), USUAL):
            await person.resize(*size)
        assert person.field == WORDS
        await person.press("escape", "escape")
        assert person.step == "miss"
        await person.press("t")
        assert person.field == WORDS
        assert person.is_typing
        await person.press("escape", "escape", "escape", "4", "r", "t")
        assert person.field == WORDS


@pytest.mark.parametrize("keys", [(), ("enter",)], ids=["typed", "kept and not told"])
async def test_words_for_an_unplanned_try_survive_a_restart(desk: Desk, keys: tuple[str, ...]) -> None:
    async with desk.missed(decided=True).sit() as person:
        await person.press("t")
        await person.type(WORDS)
        await person.press(*keys, "ctrl+c")
    assert desk.drafts() == {"unplanned": WORDS}
    desk.clock.forward(minutes=40)
    async with desk.sit() as person:
        person.sees(ASKED)
        await person.press("t")
        assert person.field == WORDS
        assert re.fullmatch(r"Your words from \d\d:\d\d are here\.", person.said)
        await person.press("enter", "b", "enter")
    assert desk.drafts() == {}
    assert len(on_tuesday(desk)) == 1


async def test_words_for_one_day_are_not_put_into_another_and_not_lost_either(desk: Desk) -> None:
    async with without_reserves(desk).sit() as person:
        await person.press("t", "o")
        await person.type("for friday")
        await person.press("escape", "escape", "4", *["up"] * 7, "r")
        person.sees("Thursday 12 November is unaccounted for. Today is the last day to settle it.")
        await person.press("t", "o")
        assert (person.step, person.field) == ("unplanned", "")
        await person.type("for thursday")
        await person.press("escape")
    assert sorted(desk.drafts().values()) == ["for friday", "for thursday"]


async def test_a_note_under_way_for_a_settled_day_survives_a_restart(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", "b")
        await person.type("half a")
        await person.press("ctrl+c")
    assert desk.drafts() == {"note": "half a"}
    async with desk.sit() as person:
        person.sees("half a", "What happened?")
        await person.press("enter")
    assert on_tuesday(desk)[0]["note"] == "half a"


@pytest.mark.parametrize("key", ["o", "escape", "w"])
async def test_after_a_restart_a_note_under_way_can_be_gone_back_from(desk: Desk, key: str) -> None:
    async with desk.missed().sit() as person:
        await person.press("t", "b")
        await person.type("half a")
        await person.press("ctrl+c")
    async with desk.sit() as person:
        await person.press("escape", "escape", key)
        assert person.words
        for _ in range(4):
            await person.press("escape")
            fits(person, USUAL)
            person.sees(*(["Tuesday"] if person.step == "miss" else []))
    assert len(on_tuesday(desk)) == 1


async def test_words_never_told_are_offered_the_day_after_under_their_own_date(desk: Desk) -> None:
    async with desk.missed(decided=True).sit() as person:
        await person.press("t")
        await person.type(WORDS)
        await person.press("ctrl+c")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees("were never kept.", WORDS)
        await person.press("escape", "escape")
        person.sees("Wednesday is unaccounted for.")


# Trouble, other copies, a new day


@pytest.mark.parametrize("letter", QUIET)
async def test_a_choice_that_could_not_be_recorded_is_taken_again_by_enter(desk: Desk, letter: str) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        with refusing(errno.ENOSPC):
            await person.press(letter)
            person.sees("attention", "the disk is full", ASKED, "Enter tries again")
            assert desk.documents() == before
        await person.press("enter")
        person.sees_no("attention")
        assert person.step == "idea"
    assert len(desk.all(TABLES[letter])) == 1


async def test_a_full_disk_keeps_the_words_of_an_unplanned_try(desk: Desk) -> None:
    async with desk.missed(decided=True).sit() as person:
        before = desk.documents()
        await person.press("t")
        await person.type(WORDS)
        await person.press("enter")
        with refusing(errno.ENOSPC):
            await person.press("s")
            person.sees("attention", "the disk is full", "When I woke, I will stretch.")
            assert desk.documents() == before
            assert desk.drafts() == {"unplanned": WORDS}
        await person.press("enter")
        assert person.step == "note"
        await person.type("it worked")
        with refusing(errno.ENOSPC):
            await person.press("enter")
            person.sees("attention", "it worked")
            assert desk.drafts() == {"note": "it worked"}
        await person.press("enter")
        assert person.step == "idea"
    (trial,) = on_tuesday(desk)
    assert (trial["outcome"], trial["note"]) == ("surprise", "it worked")
    assert desk.drafts() == {}


async def test_esc_goes_on_without_and_nothing_is_recorded(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        with refusing(errno.ENOSPC):
            await person.press("r", "escape")
        person.sees_no("attention")
        person.sees(ASKED)
        assert person.step == "miss"
    assert desk.documents() == before


async def test_a_journal_that_is_busy_is_waited_for_and_asked_again(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        with locked(desk):
            await person.press("a")
            person.sees("attention", "Another copy of the companion is writing", ASKED)
        await person.press("enter")
        assert person.step == "idea"
    assert len(desk.all("away")) == 1


@pytest.mark.parametrize("letter", QUIET)
async def test_what_another_copy_settled_is_not_settled_twice(desk: Desk, letter: str) -> None:
    async with desk.missed().sit() as person:
        desk.clock.forward(minutes=1)
        desk.coach().away(TUE)
        before = desk.documents()
        await person.press(letter)
        assert desk.documents() == before
        assert person.said


async def test_what_another_copy_settled_is_asked_no_more_when_one_comes_back(desk: Desk) -> None:
    async with desk.missed().sit() as person:
        await person.press("4")
        desk.clock.forward(minutes=1)
        desk.coach().away(TUE)
        await person.press("1")
        person.sees_no("unaccounted for")
        assert person.step == "idea"


@pytest.mark.parametrize("key", [*LETTERS, "enter", "escape"])
async def test_nothing_is_settled_on_a_page_whose_day_is_over(desk: Desk, key: str) -> None:
    async with desk.missed().sit() as person:
        before = desk.documents()
        desk.clock.set(FRI)
        await person.press(key)
        assert desk.documents() == before
    async with desk.sit() as person:
        person.sees("Wednesday is unaccounted for.")


# The same records; nothing that shames; every size


def by_command(desk: Desk, way: str) -> None:
    coach = desk.coach()
    (first,) = desk.documents()["experiments"]
    if way == "a":
        coach.away(TUE)
    elif way == "r":
        coach.reserve(TUE)
    elif way == "l":
        coach.let_go([TUE])
    elif way == "t":
        coach.note(coach.tell(first, Outcome.WORSE, TUE), "it hurt")
    else:
        coach.note(coach.tell_unplanned(WORDS, Outcome.WORSE, TUE), "it hurt")


@pytest.mark.parametrize("way", [*LETTERS, "o"])
async def test_both_front_ends_leave_the_same_records(tmp_path: Path, way: str) -> None:
    screen, commands = Desk(tmp_path / "screen").missed(), Desk(tmp_path / "commands").missed()
    async with screen.sit() as person:
        await person.press(*("t", "o") if way == "o" else way)
        if way == "o":
            await person.type(WORDS)
            await person.press("enter")
        if way in "to":
            await person.press("w")
            await person.type("it hurt")
            await person.press("enter")
    by_command(commands, way)
    assert without_ids(screen) == without_ids(commands)


SHAMING = re.compile(r"fail|broke|\blost?\b|\bguilt|shame|sorry|should have|!|(?<![\d:])0(?![\d:])", re.IGNORECASE)
WALKS: dict[str, tuple[Callable[[Desk], Any], tuple[str, ...]]] = {
    "settled": (with_wednesday, ("down", "t", "o", WORDS, "enter", "w", "enter", "b", "enter")),
    "undone": (with_wednesday, ("a", "u", "r", "u", "l", "u", "escape", "4", "r", "question_mark", "escape")),
    "reserves": (a_week_missed, ("r", "r", "down", "l", "4", "y", "escape")),
}


@pytest.mark.parametrize(
    ("walk", "size"),
    [
        *(("settled", size) for size in (USUAL, (40, 15), (12, 5))),
        *(("undone", size) for size in (ROOMY, (40, 15))),
        *(("reserves", size) for size in (USUAL, (64, 20))),
    ],
    ids=str,
)
async def test_nothing_shames_at_any_size(desk: Desk, walk: str, size: tuple[int, int]) -> None:
    """Every walk at two sizes or more, and every size by one walk or more: the words do not depend on the size."""
    make, keys = WALKS[walk]
    make(desk)
    async with desk.sit(size) as person:
        for key in ("", *keys):
            if key:
                await (person.type(key) if key == WORDS else person.press(key))
            fits(person, size)
            if isinstance(person.app.screen, TodayPlace):
                found = SHAMING.search(person.words)
                assert not found, f"{found}: {person.screen}"


@pytest.mark.parametrize("size", [(40, 15), (64, 20), USUAL, ROOMY], ids=str)
async def test_from_40_by_15_every_choice_can_be_reached(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.missed().sit(size) as person:
        for letter in LETTERS:
            assert f"› {letter}" in person.screen
            await person.press("down")
        await person.press("t")
        for letter in "bewso":
            assert f"› {letter}" in person.screen
            await person.press("down")


async def test_what_was_tried_is_shown_harmlessly_whatever_it_says(desk: Desk) -> None:
    from tests.tui.test_screen_hostile import HOSTILE, is_harmless

    (key,) = desk.lived(MON)
    with desk.on(MON, 12) as coach:
        coach.plan(**vars_of(Suggestion.parse(HOSTILE)))
    assert key
    async with desk.sit((120, 60)) as person:
        await person.press("t")
        is_harmless(person)
        person.sees("[@click=app.quit]x[/]")
        await person.press("o")
        await person.paste(HOSTILE)
        await person.press("enter")
        is_harmless(person)
        person.sees("[@click=app.quit]x[/]")


def vars_of(suggestion: Suggestion) -> dict[str, str]:
    return {"action": suggestion.action, "cue": suggestion.cue, "expect": suggestion.expect}


def test_the_days_are_what_the_tests_say() -> None:
    assert [day.weekday() for day in (MON, TUE, WED, THU, FRI, NEXT_MON)] == [0, 1, 2, 3, 4, 0]


# The day before, still open, with nothing planned for it


async def test_a_day_still_open_can_be_told_from_progress_though_nothing_was_planned(desk: Desk) -> None:
    desk.lived(TUE)
    with desk.on(TUE, 12) as coach:
        coach.decide(coach.experiments()[0].id, Verdict.DROP)
    async with desk.sit() as person:
        assert person.step == "idea"
        assert person.said == "Yesterday is still open. Press 4, then r, to tell it."
        await person.press("4", "r")
        person.sees("Yesterday is still open. It can be told today.", "I did try something", "I was away")
        person.sees_no("Spend a reserve", "Let it go")
        await person.press("t")
        await person.type("I asked one question.")
        await person.press("enter", "b", "enter")
        assert person.step == "idea"
    assert desk.standing(WED) == "done"
    assert desk.coach().progress().streak.streak == 2


async def test_esc_from_a_day_still_open_puts_nothing_off(desk: Desk) -> None:
    desk.lived(TUE)
    async with desk.sit() as person:
        await person.press("escape", "4", "r")
        assert person.step == "miss"
        await person.press("escape")
        assert person.step == "idea"
    with desk.on(FRI) as coach:
        assert [miss.day for miss in coach.today().arrival.misses] == [WED]


async def test_a_day_that_was_answered_is_not_said_to_be_open(desk: Desk) -> None:
    desk.lived(TUE)
    with desk.on(TUE, 12) as coach:
        coach.plan("I will ask", pact=9)
    with desk.on(THU) as coach:
        coach.not_tried(coach.experiments()[0].id, WED)
    async with desk.sit() as person:
        assert "still open" not in person.said
