"""Why the streak is what it is: one sentence for each kind of day, and which days are the run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from companion.domain.explain import Reason, reasons, run_of, what_counts
from companion.domain.reckoning import Reckoning
from companion.domain.records import Record
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from tests.domain.making import (
    FRI,
    MON,
    NEXT_MON,
    ONE,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    away,
    cadence,
    history,
    reserve,
    trial,
)

TUESDAY = NEXT_MON + ONE


def explained(*records: Record, today: date = FRI) -> dict[date, Reason]:
    found = history(*records)
    return {one.day: one for one in reasons(found, Reckoning(found, today))}


def because(day: date, *records: Record, today: date = FRI) -> str:
    return explained(*records, today=today)[day].because


@pytest.mark.parametrize(
    ("day", "records", "said"),
    [
        (MON, [trial(MON)], "One trial."),
        (MON, [trial(MON), trial(MON, "y")], "Two trials; a day counts once."),
        (TUE, [trial(MON), away(TUE)], "You were away."),
        (FRI, [trial(MON), away(FRI)], "You are away."),
        (TUE, [trial(MON), away(TUE, WED)], "You were away from 17 Nov to 18 Nov."),
        (TUE, [trial(MON), away(TUE, FRI)], "You are away from 17 Nov to 20 Nov."),
        (THU, [trial(MON), away(THU, NEXT_MON)], "You are away from 19 Nov to 23 Nov."),
        (WED, [cadence(MON, weekly([0, 4])), trial(MON)], "Wednesdays do not count."),
        (WED, [cadence(MON, "FREQ=DAILY;INTERVAL=3"), trial(MON)], "The rule does not name this day."),
        (TUE, [trial(MON), reserve(TUE, THU)], "Bridged by a reserve, spent on 19 Nov."),
        (TUE, [cadence(MON, 3), trial(MON)], "Nothing was due: any three days of the week will do."),
        (TUE, [cadence(MON, 1), trial(MON)], "Nothing was due: any one day of the week will do."),
        (FRI, [trial(MON)], "Still open."),
        (THU, [trial(MON)], "Still open: it can be told today."),
        (TUE, [trial(MON)], "No trial, so the run ended here."),
    ],
)
def test_a_sentence_for_each_kind_of_day(day: date, records: Sequence[Record], said: str) -> None:
    assert because(day, *records) == said


def test_a_weekend_does_not_count_by_name() -> None:
    found = explained(trial(MON), today=SUN)
    assert [found[day].because for day in (SAT, SUN)] == ["Saturdays do not count.", "Sundays do not count."]


@pytest.mark.parametrize(
    ("goal", "days", "said"),
    [
        (3, [MON, TUE], "The week ends with two of three days, so the run ended here."),
        (3, [MON, TUE, WED], "The week is kept, three of three days."),
        (3, [MON, TUE, WED, THU], "The week is kept, four of three days."),
        (1, [MON], "The week is kept, one of one day."),
        (7, [MON], "The week ends with one of seven days, so the run ended here."),
    ],
)
def test_the_sunday_says_how_its_week_went(goal: int, days: Sequence[date], said: str) -> None:
    records = [cadence(MON, goal), *map(trial, days)]
    told = explained(*records, today=TUESDAY)
    assert told[SUN].because.endswith(said)
    assert told[SUN].broken == ("ended" in said)
    assert not any("week is" in told[day].because or "week ends" in told[day].because for day in told if day != SUN)


def test_a_week_is_spoken_of_once_it_was_judged() -> None:
    assert "ends" not in because(SUN, cadence(MON, 3), trial(MON), today=NEXT_MON)


def test_a_week_that_asks_for_nothing_is_not_spoken_of() -> None:
    gone = [cadence(MON, 3), trial(MON - 7 * ONE), away(MON, SUN)]
    assert because(SUN, *gone, today=TUESDAY) == "You were away from 16 Nov to 22 Nov."


def test_reserves_count_towards_the_week_they_bridged() -> None:
    records = [cadence(MON, 3), trial(MON), trial(TUE), reserve(FRI, TUESDAY)]
    assert because(SUN, *records, today=TUESDAY).endswith("The week is kept, three of three days.")


def test_a_sunday_done_in_a_short_week_says_both() -> None:
    assert because(SUN, cadence(MON, 3), trial(MON), trial(SUN), today=TUESDAY) == (
        "One trial. The week ends with two of three days, so the run ended here."
    )


def test_the_run_goes_up_by_one_on_each_done_day() -> None:
    found = explained(trial(MON), trial(TUE), trial(FRI)).values()
    assert [(one.run, one.broken) for one in found] == [
        (1, False),
        (2, False),
        (0, True),
        (0, False),
        (1, False),
    ]


def test_the_run_begins_with_the_day_that_broke_the_one_before() -> None:
    found = explained(trial(MON), trial(WED), trial(THU))
    assert [one.day for one in run_of(list(found.values()))] == [TUE, WED, THU, FRI]
    whole = explained(trial(WED), trial(THU))
    assert [one.day for one in run_of(list(whole.values()))] == [WED, THU, FRI]
    assert list(run_of([])) == []


def test_days_away_that_two_machines_marked_are_told_the_same_on_both() -> None:
    """The ranges overlap, and each machine had its own first."""
    ranges = [away(TUE), away(TUE, WED)]
    said = [because(TUE, trial(MON), *order) for order in (ranges, ranges[::-1])]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("counting", "said"),
    [
        (WORKDAYS, "What counts: Monday to Friday."),
        (EVERY_DAY, "What counts: every day."),
        (weekly([0, 2, 4]), "What counts: Monday, Wednesday and Friday."),
        (weekly([5, 6]), "What counts: Saturday and Sunday."),
        (3, "What counts: three days a week, any of them."),
        (1, "What counts: one day a week, any of them."),
        (7, "What counts: every day of the week."),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "What counts: FREQ=MONTHLY;BYMONTHDAY=1."),
    ],
)
def test_what_counts_is_said_in_words(counting: str | int, said: str) -> None:
    assert what_counts(Reckoning(history(cadence(MON, counting)), FRI)) == said


def test_what_counts_is_what_counts_today() -> None:
    changed = history(cadence(MON, 3), cadence(SAT, EVERY_DAY))
    assert what_counts(Reckoning(changed, FRI)) == "What counts: three days a week, any of them."
    assert what_counts(Reckoning(changed, SAT)) == "What counts: every day."
