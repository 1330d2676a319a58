"""What holds for every streak, whatever was tried, and until when nothing can be lost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.cadence import Cadence
from companion.domain.explain import reasons, run_of
from companion.domain.history import History
from companion.domain.reckoning import Reckoning
from companion.domain.rules import EVERY_DAY
from companion.domain.standing import DayStanding, Ledger, Spend, Standing, standings
from companion.domain.streak import Streak, streak_of
from tests.domain.cases import BACK, Case, cases, counting, near
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
    away,
    cadence,
    history,
    reserve,
    trial,
    tried,
)

TODAY = FRI
TABLES = ("trials", "cadences", "away", "reserves")


@given(case=cases(), back=near)
@settings(max_examples=400, deadline=None)
def test_one_more_trial_never_shortens_a_streak(case: Case, back: int) -> None:
    """Whichever day it is told for, also one before the first trial, and whatever counts on it."""
    added = case.today + back * ONE
    before, after = case.streak(), case.with_trial(added).streak()
    assert after.streak >= before.streak
    assert after.best >= before.best
    assert after.total == before.total + (added not in case.done)


@pytest.mark.parametrize(
    ("goal", "begun", "told"),
    [
        (3, TUE, [MON - ONE, MON - 3 * ONE]),
        (5, NEXT_MON, [*(MON - n * ONE for n in range(4, 0, -1)), *(MON + n * ONE for n in range(7)), MON - 14 * ONE]),
    ],
)
def test_telling_of_days_before_the_first_trial_never_shortens_a_streak(
    goal: int, begun: date, told: list[date]
) -> None:
    """Recorded first on a Tuesday; then Sunday is told, which is all its week has, and then the Friday before it."""
    case = Case(begun + 2 * ONE, frozenset([begun]), {MON - 30 * ONE: goal}, begun=begun)
    for day in told:
        more = case.with_trial(day)
        assert more.streak().streak >= case.streak().streak, day
        assert more.streak().best >= case.streak().best, day
        case = more


@given(case=cases())
@settings(max_examples=150, deadline=None)
def test_a_streak_is_the_done_days_in_its_run(case: Case) -> None:
    found, streak = standings(case.ledger()), case.streak()
    since = max(case.reference().breaks(), default=date.min)
    assert streak.streak == len([one for one in found if one.standing is Standing.DONE and one.day > since])
    assert streak.total == len(case.done)
    assert streak.streak <= streak.best <= streak.total
    assert bool(streak.best) == bool(case.done)
    assert 0 <= streak.reserves <= 2
    assert 0 <= streak.consistency <= 1


@given(case=cases())
@settings(max_examples=100, deadline=None)
def test_every_day_is_judged_once_from_the_first_trial_to_today_or_the_last(case: Case) -> None:
    found = [entry.day for entry in standings(case.ledger())]
    first, last = (min(case.done), max(case.today, *case.done)) if case.done else (TODAY, TODAY - ONE)
    assert found == [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


@given(case=cases(), first=near, length=st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_being_away_never_shortens_a_streak(case: Case, first: int, length: int) -> None:
    since = case.today + first * ONE
    before, after = case.streak(), replace(case, ranges=(*case.ranges, (since, since + length * ONE))).streak()
    assert (after.streak >= before.streak, after.best >= before.best) == (True, True)
    assert after.total == before.total


@given(case=cases(), covers=near, after=st.integers(1, 7))
@settings(max_examples=150, deadline=None)
def test_spending_a_reserve_never_shortens_a_streak(case: Case, covers: int, after: int) -> None:
    day = case.today + covers * ONE
    spent = [one for one in case.spends if one.covers != day]
    before = replace(case, spends=tuple(spent)).streak()
    more = replace(case, spends=(*spent, Spend(day, day + after * ONE))).streak()
    assert (more.streak >= before.streak, more.best >= before.best) == (True, True)
    assert more.total == before.total


@given(case=cases(), chance=st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_in_which_records_arrive_does_not_matter(case: Case, chance) -> None:
    arrived = case.history()
    tables = {name: list(getattr(arrived, name).items()) for name in TABLES}
    for table in tables.values():
        chance.shuffle(table)
    shuffled = History(**{name: dict(table) for name, table in tables.items()})
    one, other = Reckoning(arrived, case.today), Reckoning(shuffled, case.today)
    assert one.days == other.days
    assert one.streak == other.streak
    assert one.lost_from() == other.lost_from()
    assert reasons(arrived, one) == reasons(shuffled, other)


@given(case=cases())
@settings(max_examples=100, deadline=None)
def test_the_explanation_adds_up_to_the_number(case: Case) -> None:
    told = case.history()
    reckoning = Reckoning(told, case.today)
    found, streak = reasons(told, reckoning), reckoning.streak
    run = list(run_of(found))
    assert [(one.day, one.standing) for one in found] == reckoning.days
    assert (found[-1].run if found else 0) == streak.streak
    broken = [one.day for one in found if one.broken]
    assert broken == case.reference().breaks()
    counted = [one.day for one in run if one.standing is Standing.DONE and not one.broken]
    assert len(counted) == streak.streak
    assert max((one.run for one in found), default=0) <= streak.best
    assert max(Counter(one.day for one in found).values(), default=1) == 1
    assert all(one.because.endswith(".") for one in found)


@given(case=cases(), extra=st.lists(st.integers(-BACK, 0), max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_day_counts_twice(case: Case, extra: list[int]) -> None:
    """However many trials a day has."""
    days = sorted(case.done)
    again = {f"again {n}": trial(days[back % len(days)]) for n, back in enumerate(extra) if days}
    told = case.history()
    twice = History(**{name: getattr(told, name) for name in TABLES} | {"trials": {**told.trials, **again}})
    assert Reckoning(twice, case.today).streak == Reckoning(told, case.today).streak


@given(case=cases(), later=counting)
@settings(max_examples=150, deadline=None)
def test_a_change_today_rewrites_no_earlier_day(case: Case, later: str | int) -> None:
    old = {day: found for day, found in case.changes.items() if day < case.today}
    before, after = replace(case, changes=old), replace(case, changes={**old, case.today: later})
    was, is_now = standings(before.ledger()), standings(after.ledger())
    assert [one for one in is_now if one.day < case.today] == [one for one in was if one.day < case.today]


def test_two_trials_on_one_day_make_one_done_day() -> None:
    twice = history(trial(MON), trial(MON, "y"), trial(TUE))
    expected = Streak(2, 2, 2, Standing.DONE, pytest.approx(1 - 0.5 ** (2 / 13)), towards=2)  # type: ignore[arg-type]
    assert Reckoning(twice, TUE).streak == expected


def seconds(years: int, counting: str | int | None = None) -> float:
    """How long so many years take to judge, at best."""
    done = {TODAY - timedelta(days=back) for back in range(0, 365 * years, 2)}
    known = Cadence([cadence(min(done), counting)] if counting else [], TODAY)
    best = 9.0
    for _ in range(5):
        begun = time.process_time()
        ledger = Ledger(TODAY, done, known)
        streak_of(ledger, standings(ledger))
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("counting", [None, EVERY_DAY, 3])
def test_time_grows_as_the_days_do(counting: str | int | None) -> None:
    """Thirty years are judged in one pass: six times five years cost six times as much, give or take the machine."""
    assert seconds(30, counting) < seconds(5, counting) * 15


@pytest.mark.parametrize("counting", [None, EVERY_DAY, 3])
def test_thirty_years_take_a_moment(counting: str | int | None) -> None:
    """Fifty milliseconds on a quiet machine, and three times that on a busy one."""
    assert seconds(30, counting) < 0.15


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
    streak = Reckoning(recorded, today).streak.streak
    for ahead in range(1, 130):
        day = today + timedelta(days=ahead)
        if Reckoning(recorded, day).streak.streak < streak:
            return day
    return None


@given(case=cases())
@settings(max_examples=80, deadline=None)
def test_what_is_lost_and_when_is_found_by_waiting(case: Case) -> None:
    """Under rules and goals, with days away and reserves on both sides of today."""
    recorded = case.history()
    assert Reckoning(recorded, case.today).lost_from() == lost_by_waiting(recorded, case.today)


@pytest.mark.parametrize(
    ("what", "records", "today", "lost"),
    [
        ("a week under a goal, one day short", [cadence(MON, 3), trial(MON), trial(TUE)], FRI, NEXT_MON + ONE),
        ("a week under a goal, kept: the next one", [cadence(MON, 1), trial(MON)], FRI, NEXT_MON + 8 * ONE),
        ("on Monday, last week's Sunday can still be told", [cadence(MON, 2), trial(MON)], NEXT_MON, NEXT_MON + ONE),
        ("away until after the weekend", [trial(MON), away(TUE, SUN)], MON, NEXT_MON + 2 * ONE),
        ("yesterday bridged by a reserve", [trial(MON), reserve(TUE, WED)], WED, FRI),
        ("a week away under a goal", [cadence(MON, 1), trial(MON), away(NEXT_MON, NEXT_MON + 6 * ONE)], SUN,
         NEXT_MON + 15 * ONE),
        ("a week kept by a reserve", [cadence(MON, 2), trial(MON), reserve(SUN, NEXT_MON)], NEXT_MON,
         NEXT_MON + 8 * ONE),
        ("last week was short before this run", [cadence(MON - 14 * ONE, 1), trial(MON - 14 * ONE), trial(NEXT_MON)],
         NEXT_MON, NEXT_MON + 15 * ONE),
        ("a rule from tomorrow on, after a goal", [cadence(MON, 1), trial(MON), cadence(SAT, EVERY_DAY)], FRI,
         NEXT_MON),
    ],
)  # fmt: skip
def test_nothing_is_lost_before_with_goals_and_days_away(what: str, records: list, today: date, lost: date) -> None:
    assert Reckoning(history(*records), today).lost_from() == lost


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
        done = {entry.day for entry in days if entry.standing is Standing.DONE}
        return streak_of(Ledger(days[-1].day, done, Cadence([], days[-1].day)), days).consistency

    memory = 0.5 ** (1 / 13)
    assert reckoned(Standing.DONE) == pytest.approx(1 - memory)
    assert reckoned(*[Standing.DONE] * 13) == pytest.approx(0.5)
    assert reckoned(*[Standing.DONE] * 13, *[Standing.MISSED] * 13) == pytest.approx(0.25)
    assert reckoned(Standing.DONE, Standing.REST, Standing.AWAY, Standing.OPEN) == reckoned(Standing.DONE)


def test_under_a_goal_every_day_that_is_not_away_counts_next() -> None:
    reckoning = Reckoning(history(cadence(MON, 3), away(SAT, SUN)), FRI)
    assert (reckoning.asked, reckoning.next_counted(FRI)) == (THU, NEXT_MON)


def test_away_for_longer_than_anyone_looks_ahead_nothing_is_lost() -> None:
    gone = [away(TUE + n * 366 * ONE, TUE + (n * 366 + 365) * ONE) for n in range(9)]
    assert Reckoning(history(trial(MON), *gone), MON).lost_from() is None
    assert Reckoning(history(trial(MON), *gone), MON).next_counted(MON) is None


def test_before_the_first_trial_a_day_still_has_a_standing_of_its_own_to_show() -> None:
    """Today's page says whether today counts, also on the very first day."""
    shown = {day: Reckoning(history(away(THU)), day).streak.today for day in (MON, THU, SAT)}
    assert shown == {MON: Standing.OPEN, THU: Standing.AWAY, SAT: Standing.REST}
    assert Reckoning(history(cadence(MON, 2)), MON).streak.today is Standing.FREE
