"""Settling a recent miss, and a kind return after an absence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.coach.views import Refused
from companion.domain.history import History
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome
from companion.domain.repair import HERE, Arrival, Miss, all_misses, arrival, fresh_start, settleable, tried_then
from companion.domain.session import Step
from companion.domain.weeks import sunday_of
from tests.domain.cases import Case, cases
from tests.domain.desk import Desk
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
    decision,
    history,
    plan,
    reflection,
    reserve,
    trial,
    tried,
    untried,
    waived,
)

WEEK = 7 * ONE
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=1"


def misses(found: History, today: date) -> tuple[Miss, ...]:
    return all_misses(found, Reckoning(found, today), 0)


def opens(found: History, today: date) -> Arrival:
    return arrival(found, Reckoning(found, today), 0)


def asked_days(found: History, today: date) -> list[date]:
    return [miss.day for miss in opens(found, today).misses]


# What can be settled


def test_a_miss_can_be_settled_until_a_week_after_it() -> None:
    (found,) = misses(tried(MON, WED, THU), FRI)
    assert found == Miss(TUE, until=TUE + WEEK, away=((TUE, TUE),))


def test_the_latest_miss_comes_first() -> None:
    assert [miss.day for miss in misses(tried(MON, WED), NEXT_MON)] == [THU, TUE]


def test_a_miss_waits_for_seven_days_and_no_longer() -> None:
    found = tried(MON, WED, THU, FRI, *(NEXT_MON + n * ONE for n in range(5)))
    kept = [day for day in (WED + n * ONE for n in range(10)) if [miss.day for miss in misses(found, day)] == [TUE]]
    assert kept == [THU + n * ONE for n in range(6)]
    assert kept[-1] == TUE + WEEK


def test_a_short_week_says_how_many_days_it_lacks() -> None:
    found = history(cadence(MON, 4), trial(MON), trial(WED))
    assert misses(found, NEXT_MON) == ()
    judged = misses(found, NEXT_MON + ONE)
    assert judged == (Miss(SUN, until=SUN + WEEK, away=((MON, SUN),), short=2),)
    assert settleable(Reckoning(found, NEXT_MON + ONE)) == [SUN, SAT, FRI, THU, TUE]


def test_a_reserve_makes_the_week_less_short() -> None:
    found = history(cadence(MON, 4), trial(MON), trial(WED), reserve(SUN, NEXT_MON + ONE))
    assert {miss.short for miss in misses(found, NEXT_MON + ONE)} == {1}


def test_under_a_rule_no_week_is_short() -> None:
    assert {miss.short for miss in misses(tried(MON, WED), NEXT_MON)} == {0}


@given(case=cases())
@settings(max_examples=100, deadline=None)
def test_what_can_be_settled_is_a_break_of_the_last_seven_days(case: Case) -> None:
    """A missed day, or a free day of a week that broke the run on its Sunday; never today, never a done day."""
    reckoning, reading = Reckoning(case.history(), case.today), case.reference()
    breaks, stands = set(reading.breaks()), reading.standings()
    expected = []
    for back in range(1, 8):
        day = case.today - back * ONE
        sunday = day + (6 - day.weekday()) * ONE
        in_short_week = stands.get(day) == "free" and sunday in reading.judged() and not reading.is_kept(sunday)
        if stands.get(day) == "missed" or in_short_week:
            assert sunday in breaks or day in breaks
            expected.append(day)
    assert settleable(reckoning) == expected


# Which days being away would cover


def stretch(found: History, today: date, day: date) -> tuple[date, date]:
    return next((miss.away[0][0], miss.away[-1][1]) for miss in misses(found, today) if miss.day == day)


def test_one_missed_day_covers_itself() -> None:
    assert stretch(tried(MON, WED, THU), FRI, TUE) == (TUE, TUE)
    assert stretch(tried(MON), THU, TUE) == (TUE, TUE)


def test_several_in_a_row_are_one_stretch_with_the_day_still_open_after_them() -> None:
    """Who was away for days was most likely away on the one that today's page asks about."""
    assert stretch(tried(MON), FRI, WED) == (TUE, THU)


def test_a_done_day_ends_the_stretch() -> None:
    assert stretch(tried(MON, THU), FRI, WED) == (TUE, WED)
    assert stretch(tried(MON, WED, FRI), NEXT_MON, THU) == (THU, THU)


def test_a_weekend_belongs_to_the_stretch_it_lies_in() -> None:
    found = tried(WED, NEXT_MON + ONE, NEXT_MON + 2 * ONE)
    assert stretch(found, NEXT_MON + 2 * ONE, NEXT_MON) == (THU, NEXT_MON)


def test_a_reserve_or_days_away_end_the_stretch() -> None:
    assert stretch(history(trial(MON), reserve(TUE, WED), trial(THU)), FRI, WED) == (WED, WED)
    assert stretch(history(trial(MON), away(TUE), trial(THU)), FRI, WED) == (WED, WED)


def days_of(ranges: Iterable[tuple[date, date]]) -> set[date]:
    return {first + ahead * ONE for first, last in ranges for ahead in range((last - first).days + 1)}


@given(case=cases())
@settings(max_examples=80, deadline=None)
def test_being_away_for_the_stretch_settles_its_miss_and_covers_no_done_day_but_those_of_a_week(case: Case) -> None:
    found = case.history()
    for miss in all_misses(found, Reckoning(found, case.today), 0):
        away = days_of(miss.away)
        assert miss.day in away
        if miss.short:
            assert {sunday_of(day) for day in away} == {sunday_of(miss.day)}
        else:
            assert not away & case.done
        assert not away & days_of(case.ranges)
        gone = Case(case.today, case.done, case.changes, (*case.ranges, *miss.away), case.spends, case.begun)
        assert miss.day not in settleable(Reckoning(gone.history(), case.today))


# How the page opens


def test_a_page_with_nothing_to_settle_opens_as_it_is() -> None:
    assert opens(History(), FRI) == HERE == Arrival((), None, True)
    assert opens(tried(MON, TUE, WED, THU), FRI) == HERE


def test_a_miss_that_was_let_go_is_asked_about_no_more_and_can_still_be_settled() -> None:
    found = history(trial(MON), trial(THU, told=FRI), waived(WED, FRI))
    assert asked_days(found, FRI) == [TUE]
    assert [miss.day for miss in misses(found, FRI)] == [WED, TUE]


@pytest.mark.parametrize(("days", "is_return"), [(1, False), (13, False), (14, True), (15, True), (400, True)])
def test_fourteen_days_without_a_record_are_an_absence(days: int, is_return: bool) -> None:
    last = FRI - days * ONE
    assert opens(tried(last), FRI).last == (last if is_return else None)


@pytest.mark.parametrize(
    "record", [plan(SAT), reflection(SAT), untried(SAT, FRI), waived(THU, SAT), cadence(SAT, 3), away(MON, made=SAT)]
)
def test_any_record_ends_an_absence(record) -> None:
    today = SAT + 13 * ONE
    assert opens(tried(MON - 20 * ONE), today).last
    assert opens(history(trial(MON - 20 * ONE), record), today).last is None


def test_what_is_told_late_counts_on_the_day_it_was_told() -> None:
    assert opens(history(trial(MON - 60 * ONE, told=WED)), FRI).last is None


def test_an_absence_leaves_no_backlog() -> None:
    """From the day of the return on, nothing is asked about days on which nobody was here."""
    last, back = MON - 21 * ONE, MON
    returned = opens(tried(last), back)
    assert (returned.misses, returned.asks) == ((), False)
    since = [trial(last), plan(back)]
    assert [asked_days(history(*since), day) for day in (back, TUE, WED)] == [[], [], [MON]]
    assert opens(history(*since), TUE).asks
    assert misses(history(*since), back)


def test_after_the_return_new_misses_are_asked_about() -> None:
    found = history(trial(MON - 21 * ONE), trial(MON), trial(THU))
    assert asked_days(found, FRI) == [WED, TUE]


def test_no_return_is_offered_where_nothing_was_missed() -> None:
    last, back = LAST_FRI - 2 * WEEK, FRI
    assert opens(history(trial(last), away(last + ONE, THU, made=last)), back) == HERE
    monthly = history(cadence(date(2026, 10, 5), MONTHLY), trial(date(2026, 11, 1)))
    assert opens(monthly, date(2026, 11, 28)).last is None
    assert opens(history(trial(last), away(last + ONE, WED, made=last)), back).last is None


def test_a_return_is_offered_where_one_day_of_the_absence_counted() -> None:
    last = LAST_FRI - 2 * WEEK
    assert opens(history(trial(last), away(last + ONE, TUE, made=last)), FRI).last == last


def test_a_weekly_goal_has_absences_too() -> None:
    assert opens(history(cadence(MON - 30 * ONE, 3), trial(MON - 20 * ONE)), FRI).last == MON - 20 * ONE


def test_yesterdays_page_is_asked_about_unless_nobody_was_here() -> None:
    assert opens(tried(WED), FRI).asks
    assert not opens(tried(FRI - 2 * WEEK), FRI).asks


# A fresh start


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 12, 29), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 1, 31), date(2027, 2, 1)),
    ],
)
def test_a_fresh_start_is_the_next_monday_or_first_of_a_month(today: date, start: date) -> None:
    assert fresh_start(today) == start


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_fresh_start_is_within_a_week(today: date) -> None:
    assert ONE <= fresh_start(today) - today <= WEEK


# A date that travel took away


def fly(root: Path, there: str, until: date, arrival_day: date, hour: int = 9) -> Desk:
    """Trials in Los Angeles up to `until`, and then a journey; the next is told on `arrival_day`."""
    desk = Desk(root, day=MON, zone="America/Los_Angeles")
    key = desk.coach().plan("ask", pact=99).id
    for number in range((until - MON).days + 1):
        desk.on(MON + number * ONE, 19).coach().tell(key, Outcome.EXPECTED)
    desk.zone = ZoneInfo(there)
    desk.on(arrival_day, hour).coach().tell(key, Outcome.EXPECTED)
    return desk


@pytest.mark.parametrize("there", ["Pacific/Auckland", "Australia/Sydney", "Asia/Tokyo"])
def test_a_date_lost_on_the_way_across_the_pacific_is_missed_and_known_as_skipped(tmp_path: Path, there: str) -> None:
    """From Los Angeles on Tuesday evening to Thursday morning: nobody on board had a Wednesday."""
    desk = fly(tmp_path, there, TUE, THU)
    (miss,) = desk.on(FRI).coach().progress().misses
    assert (miss.day, miss.skipped) == (WED, True)
    page = desk.coach().today()
    assert page.session.step is Step.MISS
    assert page.streak.streak == 1
    desk.coach().away_beside(miss.away)
    assert desk.coach().today().streak.streak == 3


def test_it_is_known_as_skipped_before_anything_was_told_on_the_other_side() -> None:
    there = 13 * 60
    before = Reckoning(tried(MON, TUE), FRI)
    (found,) = all_misses(tried(MON, TUE), before, there)
    assert (found.day, found.skipped) == (WED, True)
    assert not all_misses(tried(MON, TUE), before, 11 * 60)[0].skipped


@pytest.mark.parametrize("there", ["America/Los_Angeles", "America/New_York", "Europe/London"])
def test_a_shorter_journey_skips_no_date(tmp_path: Path, there: str) -> None:
    (miss,) = fly(tmp_path, there, TUE, THU).on(FRI).coach().progress().misses
    assert (miss.day, miss.skipped) == (WED, False)


def test_only_the_date_between_the_two_records_was_skipped(tmp_path: Path) -> None:
    desk = fly(tmp_path, "Pacific/Auckland", TUE, THU)
    found = {miss.day: miss.skipped for miss in desk.on(NEXT_MON + ONE).coach().progress().misses}
    assert found == {WED: True, FRI: False}


# What may have been tried then


def test_the_latest_experiment_planned_by_then_may_have_been_tried() -> None:
    made = history(("x", plan(MON)), ("y", plan(TUE)), ("z", plan(THU)))
    found = tried_then(made, WED)
    assert found is not None
    assert found.id == "y"
    assert tried_then(made, LAST_FRI) is None


def test_not_one_that_was_decided_or_has_been_told_of_for_that_day() -> None:
    made = history(("x", plan(MON)), ("y", plan(TUE)), trial(WED, "y"))
    found = tried_then(made, WED)
    assert found is not None
    assert found.id == "x"
    decided = history(("x", plan(MON)), ("x", decision(FRI)))
    assert tried_then(decided, WED) is None


# The four ways to settle, through the coach


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A trial on Monday; it is the Monday after, so three days are missed and Friday is still open."""
    desk = Desk(tmp_path, day=MON)
    coach = desk.coach()
    coach.tell(coach.plan("ask", pact=99).id, Outcome.EXPECTED)
    return desk.on(NEXT_MON)


def test_each_of_three_misses_is_asked_about(desk: Desk) -> None:
    page = desk.coach().today()
    assert page.session.step is Step.MISS
    assert [miss.day for miss in page.arrival.misses] == [THU, WED, TUE]


def test_two_reserves_bridge_two_and_a_third_is_refused(desk: Desk) -> None:
    coach = desk.coach()
    coach.reserve(TUE)
    coach.reserve(WED)
    with pytest.raises(Refused, match="No reserve is left"):
        coach.reserve(THU)
    assert coach.today().streak.reserves == 0
    coach.undo()
    assert coach.today().streak.reserves == 1
    assert coach.today().streak.streak == 0


@pytest.mark.parametrize("day", [NEXT_MON, NEXT_MON + ONE, FRI, SAT, MON, LAST_FRI, MON - 30 * ONE])
def test_a_reserve_is_spent_on_nothing_but_a_recent_miss(desk: Desk, day: date) -> None:
    before = desk.lines()
    with pytest.raises(Refused):
        desk.coach().reserve(day)
    assert desk.lines() == before


def test_a_reserve_is_spent_once_on_a_day(desk: Desk) -> None:
    desk.coach().reserve(TUE)
    with pytest.raises(Refused):
        desk.coach().reserve(TUE)


def test_telling_being_away_and_letting_go_settle_it_too(desk: Desk) -> None:
    coach = desk.coach()
    coach.tell(coach.experiments()[0].id, Outcome.WORSE, TUE)
    coach.away(WED)
    assert [miss.day for miss in coach.today().arrival.misses] == [THU]
    coach.let_go([THU])
    assert coach.today().session.step is not Step.MISS
    assert [miss.day for miss in coach.progress().misses] == [THU]
    assert (coach.today().streak.streak, coach.today().streak.total) == (0, 2)


def test_later_records_nothing_and_waits_in_progress(desk: Desk) -> None:
    before = desk.lines()
    desk.coach().put_off([THU, WED, TUE])
    assert desk.lines() == before
    assert desk.coach().today().arrival == HERE
    assert len(desk.coach().progress().misses) == 3


def test_nothing_but_what_is_asked_about_can_be_let_go(desk: Desk) -> None:
    for day in (MON, FRI, NEXT_MON):
        with pytest.raises(Refused):
            desk.coach().let_go([day])


def test_something_tried_without_a_plan_is_told_in_one_act(desk: Desk) -> None:
    lines = len(desk.lines())
    desk.coach().tell_unplanned("When it rained, I will wait", Outcome.SURPRISE, WED, "It stopped.")
    assert len(desk.lines()) == lines + 1
    assert [miss.day for miss in desk.coach().today().arrival.misses] == [THU, TUE]
    desk.coach().undo()
    assert len(desk.coach().today().arrival.misses) == 3


def test_a_return_after_weeks_wipes_nothing(desk: Desk) -> None:
    page = desk.on(NEXT_MON + timedelta(days=30)).coach().today()
    assert page.session.step is Step.RETURN
    assert page.arrival.last == MON
    assert (page.streak.streak, page.streak.best, page.streak.total, page.streak.reserves) == (0, 1, 1, 2)
    desk.coach().plan("look")
    assert desk.coach().today().arrival == HERE._replace(asks=False)


def test_once_all_is_settled_the_page_asks_about_the_day_still_open(desk: Desk) -> None:
    """And being away for the whole stretch, the open day included, leaves nothing to ask."""
    coach = desk.coach()
    (experiment,) = coach.experiments()
    for day in (TUE, WED, THU):
        coach.tell(experiment.id, Outcome.EXPECTED, day)
    session = coach.today().session
    assert (session.step, session.look_back and session.look_back.about) == (Step.LOOK_BACK, FRI)
    for _ in range(3):
        coach.undo()
    latest = coach.today().arrival.misses[0]
    assert latest.away == ((TUE, FRI),)
    coach.away_beside(latest.away)
    page = coach.today()
    assert (page.arrival, page.asked) == (HERE, MON)
    assert page.session.step is Step.IDEA
    assert page.streak.streak == 1


def test_being_away_until_a_fresh_start_counts_no_day_before_it(desk: Desk) -> None:
    today = NEXT_MON + timedelta(days=30)
    start = fresh_start(today)
    coach = desk.on(today).coach()
    coach.away(today, start - ONE)
    page = coach.today()
    assert (page.streak.today, page.away_until, page.next_day) == ("away", start - ONE, start)
    assert desk.on(start).coach().today().arrival.misses == ()


def test_a_short_week_is_settled_as_a_missed_day_is(tmp_path: Path) -> None:
    """Three days a week, two done: on Tuesday one more, told or bridged, keeps the week."""
    desk = Desk(tmp_path, day=MON)
    desk.coach().set_cadence("3")
    key = desk.coach().plan("ask", pact=99).id
    for day in (MON, WED):
        desk.on(day).coach().tell(key, Outcome.EXPECTED)
    coach = desk.on(NEXT_MON + ONE).coach()
    assert coach.today().streak.streak == 0
    coach.tell(key, Outcome.WORSE, SAT)
    assert (coach.today().streak.streak, coach.today().arrival) == (3, HERE)
    coach.undo()
    coach.reserve(SAT)
    streak = coach.today().streak
    assert (streak.streak, streak.weeks, streak.reserves) == (2, 1, 1)
    with pytest.raises(Refused, match="its week is not short"):
        coach.reserve(SUN)
