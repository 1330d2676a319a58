"""What holds for every streak, whatever was tried, and until when nothing can be lost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.cadence import Cadence
from companion.domain.history import History
from companion.domain.reckoning import Reckoning
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from companion.domain.streak import DayStanding, Standing, Streak, last_counted, standing_of, standings, streak_of
from tests.domain.making import (
    FRI,
    LAST_FRI,
    MON,
    NEXT_MON,
    ONE,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    cadence,
    history,
    trial,
    tried,
)

TODAY = FRI
RULES = [EVERY_DAY, WORKDAYS, weekly([0]), weekly([5, 6]), weekly([1, 3]), "FREQ=DAILY;INTERVAL=3",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=MONTHLY;BYMONTHDAY=1"]  # fmt: skip

near = st.integers(-60, 4).map(lambda ahead: TODAY + timedelta(days=ahead))
some_days = st.sets(near, max_size=40)
changes = st.dictionaries(
    st.integers(-80, 0).map(lambda ahead: TODAY + timedelta(days=ahead)), st.sampled_from(RULES), max_size=3
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[set[date], Cadence, set[date], set[date]]:
    rules = [cadence(day, rule) for day, rule in draw(changes).items()]
    return draw(some_days), Cadence(rules, TODAY + timedelta(days=10)), draw(some_days), draw(some_days)


def judge(done: set[date], known: Cadence, away: set[date], reserved: set[date]) -> Streak:
    now = standing_of(TODAY, done, known, TODAY, last_counted(TODAY, known, away), away, reserved)
    return streak_of(standings(done, known, TODAY, away, reserved), now)


@given(case=cases(), added=near)
@settings(max_examples=150, deadline=None)
def test_one_more_trial_never_shortens_a_streak(case, added: date) -> None:
    done, known, away, reserved = case
    before, after = judge(done, known, away, reserved), judge({*done, added}, known, away, reserved)
    assert after.streak >= before.streak
    assert after.best >= before.best
    assert after.total == before.total + (added not in done)


@given(case=cases())
@settings(max_examples=150, deadline=None)
def test_a_streak_is_the_done_days_since_the_last_miss(case) -> None:
    done, known, away, reserved = case
    found, streak = standings(done, known, TODAY, away, reserved), judge(*case)
    misses = [entry.day for entry in found if entry.standing is Standing.MISSED]
    assert streak.streak == len([day for day in done if not misses or day > misses[-1]])
    assert streak.total == len(done)
    assert streak.streak <= streak.best <= streak.total
    assert bool(streak.best) == bool(done)


@given(case=cases())
@settings(max_examples=100, deadline=None)
def test_every_day_is_judged_once_from_the_first_trial_to_today_or_the_last(case) -> None:
    done, known, away, reserved = case
    found = [entry.day for entry in standings(done, known, TODAY, away, reserved)]
    first, last = (min(done), max(TODAY, *done)) if done else (TODAY, TODAY - ONE)
    assert found == [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


@given(case=cases(), extra=near)
@settings(max_examples=100, deadline=None)
def test_being_away_or_spending_a_reserve_never_shortens_a_streak(case, extra: date) -> None:
    done, known, away, reserved = case
    before = judge(done, known, away, reserved)
    assert judge(done, known, away, {*reserved, extra}).streak >= before.streak
    assert judge(done, known, {*away, extra}, reserved).best >= before.best


@given(done=some_days, rules=changes, later=st.sampled_from(RULES))
@settings(max_examples=100, deadline=None)
def test_a_change_today_rewrites_no_earlier_day(done: set[date], rules: dict[date, str], later: str) -> None:
    """Yesterday's page may still be open; every day before that keeps what it was."""
    trials = [trial(day) for day in done]
    old = [cadence(day, rule) for day, rule in rules.items() if day < TODAY]
    before = Reckoning(history(*trials, *old), TODAY).days()
    after = Reckoning(history(*trials, *old, cadence(TODAY, later)), TODAY).days()
    assert [one for one in after if one.day < TODAY] == [one for one in before if one.day < TODAY]


def test_two_trials_on_one_day_make_one_done_day() -> None:
    twice = history(trial(MON), trial(MON, "y"), trial(TUE))
    assert Reckoning(twice, TUE).streak() == Streak(2, 2, 2, Standing.DONE, pytest.approx(1 - 0.5 ** (2 / 13)))


def test_time_grows_as_the_days_do() -> None:
    """Thirty years are judged in one pass: six times five years cost six times as much, give or take the machine."""

    def seconds(years: int) -> float:
        done = {TODAY - timedelta(days=back) for back in range(0, 365 * years, 2)}
        known = Cadence([], TODAY)
        best = 9.0
        for _ in range(5):
            begun = time.process_time()
            standings(done, known, TODAY)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(30) < seconds(5) * 15


# Until when nothing is lost


@pytest.mark.parametrize(
    ("what", "done", "today", "lost"),
    [
        ("nothing to lose", [], MON, None),
        ("the very first trial, on a Monday: Tuesday can be told on Wednesday", [MON], MON, THU),
        ("a first trial on a Saturday", [SAT], SAT, NEXT_MON + 2 * ONE),
        ("done up to Thursday, on Friday", [WED, THU], FRI, NEXT_MON + ONE),
        ("done up to Friday, on Friday", [THU, FRI], FRI, NEXT_MON + 2 * ONE),
        ("Friday still open, on Monday", [WED, THU], NEXT_MON, NEXT_MON + ONE),
        ("yesterday open, today done", [MON, WED], WED, THU),
        ("a miss already, and a new run", [MON, THU], THU, NEXT_MON + ONE),
        ("a miss, and no new run", [MON], FRI, None),
        ("an open Friday before the run it cannot break", [LAST_FRI - 3 * ONE, SAT - 7 * ONE], MON, THU - ONE),
    ],
)
def test_nothing_is_lost_before(what: str, done: Sequence[date], today: date, lost: date | None) -> None:
    assert Reckoning(tried(*done), today).lost_from() == lost


def lost_by_waiting(recorded: History, today: date) -> date | None:
    """Let the days pass with no further trial, and see when the streak gets shorter."""
    streak = Reckoning(recorded, today).streak().streak
    for ahead in range(1, 70):
        day = today + timedelta(days=ahead)
        if Reckoning(recorded, day).streak().streak < streak:
            return day
    return None


@given(done=some_days, rules=changes)
@settings(max_examples=60, deadline=None)
def test_what_is_lost_and_when_is_found_by_waiting(done: set[date], rules: dict[date, str]) -> None:
    recorded = history(*(trial(day) for day in done), *(cadence(day, rule) for day, rule in rules.items()))
    assert Reckoning(recorded, TODAY).lost_from() == lost_by_waiting(recorded, TODAY)


# The day asked about, and the next that counts


@pytest.mark.parametrize(("today", "asked"), [(TUE, MON), (MON, LAST_FRI), (SAT, FRI), (SUN, FRI), (NEXT_MON, FRI)])
def test_the_page_asks_about_the_latest_counted_day_before_today(today: date, asked: date) -> None:
    assert Reckoning(tried(), today).asked == asked


def test_a_day_that_counts_every_four_years_is_asked_about_until_the_next() -> None:
    leap = cadence(date(2024, 2, 26), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    assert Reckoning(history(leap), date(2027, 6, 1)).asked == date(2024, 2, 29)


@pytest.mark.parametrize(("today", "following"), [(MON, TUE), (FRI, NEXT_MON), (SAT, NEXT_MON)])
def test_the_next_day_that_counts(today: date, following: date) -> None:
    assert Reckoning(tried(), today).next_counted(today) == following


def test_consistency_is_a_moving_average_of_done_and_missed_days_with_a_half_life_of_thirteen() -> None:
    def reckoned(*found: Standing) -> float:
        days = [DayStanding(date(2026, 1, 1) + timedelta(days=index), one) for index, one in enumerate(found)]
        return streak_of(days, Standing.OPEN).consistency

    memory = 0.5 ** (1 / 13)
    assert reckoned(Standing.DONE) == pytest.approx(1 - memory)
    assert reckoned(*[Standing.DONE] * 13) == pytest.approx(0.5)
    assert reckoned(*[Standing.DONE] * 13, *[Standing.MISSED] * 13) == pytest.approx(0.25)
    assert reckoned(Standing.DONE, Standing.REST, Standing.AWAY, Standing.OPEN) == reckoned(Standing.DONE)
