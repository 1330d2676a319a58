"""Sentences that both front ends say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from companion.domain.cards import Suggestion
from companion.domain.phrases import (
    away_line,
    closing_line,
    days_of,
    goal_words,
    long_day,
    miss_line,
    near_day,
    number,
    plural,
    reserves_line,
    return_line,
    sentence,
    short_day,
    streak_line,
    undone_line,
    weekday,
)
from companion.domain.records import Course, Record, Share
from companion.domain.repair import Miss
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from companion.domain.standing import Standing
from companion.domain.streak import Streak
from tests.domain.making import (
    FRI,
    MON,
    NEXT_MON,
    ONE,
    SUN,
    THU,
    TUE,
    WED,
    cadence,
    enrolment,
    feed,
    reflection,
    review,
    step_done,
    trial,
    untried,
)

NONE = Streak(0, 0, 0, Standing.OPEN)
TWELVE = Streak(12, 31, 214, Standing.OPEN)
BROKEN = Streak(0, 31, 214, Standing.OPEN)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "no"), (1, "one"), (12, "twelve"), (20, "twenty"), (21, "21"), (-1, "-1")]
)
def test_numbers_are_words_up_to_twenty(count: int, said: str) -> None:
    assert number(count) == said


def test_one_day_and_two_days() -> None:
    assert [plural(n, "day") for n in (0, 1, 2, 30)] == ["no days", "one day", "two days", "30 days"]
    assert plural(1, "more is", "more are") == "one more is"
    assert plural(2, "more is", "more are") == "two more are"


def test_days_are_said_the_same_in_every_locale() -> None:
    assert (weekday(FRI), short_day(FRI), long_day(FRI)) == ("Friday", "Fri 20 Nov", "Friday 20 November")
    assert [short_day(date(2026, month, 1)).split()[2] for month in range(1, 13)] == [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (0, "today"),
        (-1, "yesterday"),
        (-2, "Wednesday"),
        (-6, "Saturday"),
        (-7, "Friday 13 November"),
        (1, "Saturday"),
        (3, "Monday"),
        (6, "Thursday"),
        (7, "Friday 27 November"),
    ],
)
def test_a_near_day_is_named_by_its_weekday(ahead: int, said: str) -> None:
    assert near_day(FRI + timedelta(days=ahead), FRI) == said


@pytest.mark.parametrize(
    ("cue", "action", "said"),
    [
        ("When the bell rings", "look up", "When the bell rings, I will look up."),
        ("", "look up", "Look up."),
        ("", "look up.", "Look up."),
        ("when the bell rings", "look up. ", "When the bell rings, I will look up."),
        ("", "éteindre", "Éteindre."),
        ("When we meet", "ask “what is this about?”", "When we meet, I will ask “what is this about?”"),
        ("", "say 'stop!'", "Say 'stop!'"),
        ("", "ask (why not?)", "Ask (why not?)"),
    ],
)
def test_a_plan_reads_as_a_sentence(cue: str, action: str, said: str) -> None:
    assert sentence(cue, action) == said


@pytest.mark.parametrize(
    ("text", "cue", "action", "expect"),
    [
        ("When it rains, I will go out. Expect: wet feet.", "When it rains", "go out", "wet feet."),
        ("When it rains, I will go out.", "When it rains", "go out", ""),
        ("I will go out. Expect: wet feet.", "", "go out", "wet feet."),
        ("Go out. Expect: wet feet.", "", "Go out.", "wet feet."),
        ("Go out.", "", "Go out.", ""),
        ("At noon, I will say, I will come", "At noon", "say, I will come", ""),
        ("At noon, I will go. Expect: a. Expect: b", "At noon", "go. Expect: a", "b"),
        ("I expect: nothing", "", "I expect: nothing", ""),
        ("", "", "", ""),
    ],
)
def test_a_suggestion_is_cue_action_and_expectation(text: str, cue: str, action: str, expect: str) -> None:
    assert Suggestion.parse(text) == Suggestion(text, cue, action, expect)


def test_a_streak_is_never_a_bare_nought() -> None:
    assert streak_line(TWELVE) == "Twelve days; best 31, 214 in all."
    assert streak_line(Streak(1, 1, 1, Standing.DONE)) == "One day; best one, one in all."
    assert streak_line(BROKEN) == "214 days in all, best 31."
    assert streak_line(NONE) == "Nothing to count yet. What you try first will be the first mark."


@pytest.mark.parametrize(
    ("record", "whole", "changed"),
    [
        (trial(FRI), "today's trial", "the change to today's trial"),
        (untried(FRI, THU), "today's answer", "the change to today's answer"),
        (reflection(THU), "yesterday's words", "the change to yesterday's words"),
        (trial(MON - 14 * ONE), "the trial of Monday 2 November", "the change to the trial of Monday 2 November"),
        (cadence(FRI, 3), "the choice of days", "the change to the choice of days"),
        (feed(FRI, Share.LESS), "how much of a pack is shown", "the change to how much of a pack is shown"),
        (review(MON), "the review of the week of 16 Nov", "the change to the review of the week of 16 Nov"),
        (enrolment(FRI), "beginning The way", "going on with The way"),
        (enrolment(FRI, course=Course.PAUSED), "beginning The way", "pausing The way"),
        (enrolment(FRI, course=Course.LEFT), "beginning The way", "leaving The way"),
        (step_done(FRI, "p/way.1", "count"), 'the step "Count"', 'the step "Count"'),
        (None, "the last change", "the last change"),
    ],
)
def test_what_is_taken_back_is_named_shortly(record: Record | None, whole: str, changed: str) -> None:
    assert undone_line([(record, False, False)], FRI) == f"Taken back: {whole}."
    assert undone_line([(record, True, False)], FRI) == f"Taken back: {changed}."
    assert undone_line([(record, True, True)], FRI) == f"Brought back: {whole}."


def test_a_step_that_went_with_its_trial_is_named_by_it_and_many_are_counted() -> None:
    act = [(trial(FRI), False, False), (step_done(FRI, "p/way.1", "a"), False, False)]
    assert undone_line(act, FRI) == "Taken back: today's trial and its step."
    over = (enrolment(FRI, course=Course.FINISHED), True, False)
    assert undone_line([*act, over], FRI) == "Taken back: today's trial and two more."


def test_the_page_closes_in_one_quiet_line() -> None:
    done = Streak(13, 31, 215, Standing.DONE)
    assert closing_line(done, True, "Press t", "Monday") == "That makes thirteen. Nothing more today."
    assert closing_line(done, True, "Press t", "Monday", waits=True) == (
        "That makes thirteen. What comes next in your programme can wait."
    )
    assert closing_line(TWELVE, True, "Press t", "Monday") == (
        "Noted. That is the page; twelve days so far. Today counts once you have tried it. "
        "Press t when you have, or tell the page on Monday."
    )
    assert closing_line(BROKEN, True, "Press t", "Monday").startswith("Noted. That is the page. Today counts")
    assert closing_line(TWELVE, False, "Press t", "Monday") == (
        "That is the page; twelve days so far. Nothing is planned for today, and that is fine."
    )


@pytest.mark.parametrize("streak", [NONE, TWELVE, BROKEN])
@pytest.mark.parametrize("planned", [True, False])
def test_nothing_applauds(streak: Streak, planned: bool) -> None:
    said = closing_line(streak, planned, "Press t", near_day(MON, FRI)) + streak_line(streak)
    assert "!" not in said


def test_kept_weeks_are_named_in_the_run() -> None:
    assert (
        streak_line(Streak(8, 8, 9, Standing.FREE, weeks=2)) == "Eight days, two weeks kept; best eight, nine in all."
    )
    assert (
        streak_line(Streak(3, 3, 3, Standing.FREE, weeks=1)) == "Three days, one week kept; best three, three in all."
    )


# Days away, misses and returns


def miss(day: date, **extra) -> Miss:
    return Miss(day, until=day + 7 * ONE, away=((day, day),), **extra)


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        (WED, FRI, "Wednesday is unaccounted for. It can be settled until next Wednesday."),
        (TUE, FRI, "Tuesday is unaccounted for. It can be settled until next Tuesday."),
        (MON, NEXT_MON, "Monday 16 November is unaccounted for. Today is the last day to settle it."),
        (TUE, NEXT_MON, "Tuesday is unaccounted for. It can be settled until tomorrow."),
        (SUN, NEXT_MON, "Yesterday is unaccounted for. It can be settled until next Sunday."),
    ],
)
def test_a_miss_is_a_fact_with_the_last_day_to_settle_it(day: date, today: date, said: str) -> None:
    assert miss_line(miss(day), today) == said


def test_a_miss_says_what_was_special_about_it() -> None:
    assert miss_line(miss(WED, skipped=True), FRI) == (
        "Wednesday is unaccounted for. Travel took that date away. It can be settled until next Wednesday."
    )
    assert miss_line(miss(SUN, short=1), NEXT_MON + ONE) == (
        "The week of 16 Nov to 22 Nov is one day short. It can be settled until next Sunday."
    )


@pytest.mark.parametrize(
    ("days", "how_long"),
    [
        (14, "two weeks"),
        (35, "five weeks"),
        (62, "eight weeks"),
        (63, "two months"),
        (364, "twelve months"),
        (365, "more than a year"),
        (2000, "more than a year"),
    ],
)
def test_a_return_says_how_long_it_has_been_and_what_is_kept(days: int, how_long: str) -> None:
    said = return_line(BROKEN, FRI - days * ONE, FRI)
    assert said == f"It has been {how_long}. Everything is where you left it: 214 days, best 31."
    assert return_line(NONE, FRI - days * ONE, FRI) == f"It has been {how_long}. Everything is where you left it."


def test_reserves_say_what_earns_the_next() -> None:
    assert reserves_line(NONE) == "Two reserves."
    assert reserves_line(Streak(3, 3, 3, Standing.DONE, reserves=1, towards=3)) == (
        "One reserve. Four more done days in one run earn the next."
    )
    assert reserves_line(Streak(6, 6, 6, Standing.DONE, reserves=0, towards=6)) == (
        "No reserves. One more done day in one run earns the next."
    )


def test_being_away_says_when_days_count_again() -> None:
    assert away_line(SUN, FRI) == "You are away until Monday. The page is here if you want it."
    assert away_line(THU + 14 * ONE, FRI) == ("You are away until Friday 4 December. The page is here if you want it.")


@pytest.mark.parametrize(
    ("goal", "said"),
    [(1, "one day a week, any of them"), (6, "six days a week, any of them"), (7, "every day of the week")],
)
def test_a_weekly_goal_in_words(goal: int, said: str) -> None:
    assert goal_words(goal) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (WORKDAYS, "Monday to Friday"),
        (EVERY_DAY, "every day"),
        (weekly(range(7)), "every day"),
        (weekly([1]), "Tuesday"),
        (weekly([0, 1]), "Monday and Tuesday"),
        (weekly([0, 1, 2]), "Monday to Wednesday"),
        (weekly([0, 2, 3]), "Monday, Wednesday and Thursday"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
    ],
)
def test_the_days_of_a_rule_in_words(rule: str, said: str) -> None:
    assert days_of(rule) == said
