"""Days that another device has sent: what cannot be is set aside with a word, and what can be is agreed upon."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import Companion, done_once
from tests.domain.desk import Desk
from tests.domain.making import FRI, MON, ONE, SAT, SUN, THU, TUE, WED
from tests.journal.making import line

STAMP = "1795321013{:03}.00000-other7"
HEAD = '"at":"2026-11-18T12:00:00Z","offset":0,"zone":"Europe/London"'


def document(day: str = "2026-11-18", head: str = HEAD, **fields: object) -> str:
    """A document as another device would write it."""
    return f'{{"day":"{day}",{head},{json.dumps(fields)[1:]}'


def trial(day: str = "2026-11-17", head: str = HEAD, **changed: object) -> str:
    return document(day, head, **{"experiment": "x", "outcome": "better", "told": "2026-11-18", "note": ""} | changed)


def away(first: str, last: str) -> str:
    return document(first=first, last=last)


def at_offset(minutes: object) -> str:
    return HEAD.replace('"offset":0', f'"offset":{json.dumps(minutes)}')


CANNOT_BE = {
    "a trial at an offset of 5000 minutes": ("trials", "t1", trial(head=at_offset(5000))),
    "a trial at an offset of -5000 minutes": ("trials", "t1", trial(head=at_offset(-5000))),
    "a trial at an offset in words": ("trials", "t1", trial(head=at_offset("+01:00"))),
    "a trial on 30 February": ("trials", "t1", trial("2026-02-30")),
    "a trial told on 30 February": ("trials", "t1", trial(told="2026-02-30")),
    "a trial on 29 February of no leap year": ("trials", "t1", trial("2026-02-29")),
    "a trial in the year nought": ("trials", "t1", trial("0000-01-01")),
    "a trial without a day": ("trials", "t1", trial().replace('"day":"2026-11-17",', "")),
    "a trial at no instant": ("trials", "t1", trial(head=HEAD.replace("2026-11-18T12:00:00Z", "noon"))),
    "a trial at an instant without its offset": ("trials", "t1", trial(head=HEAD.replace(":00Z", ":00"))),
    "a trial that went brilliantly": ("trials", "t1", trial(outcome="brilliant")),
    "a goal of 9": ("cadences", "2026-11-18", document(rule="", goal=9)),
    "a goal of 0": ("cadences", "2026-11-18", document(rule="", goal=0)),
    "a goal of -1": ("cadences", "2026-11-18", document(rule="", goal=-1)),
    "a goal of half a day": ("cadences", "2026-11-18", document(rule="", goal=0.5)),
    "a rule and a goal": ("cadences", "2026-11-18", document(rule="FREQ=DAILY", goal=3)),
    "a rule with COUNT": ("cadences", "2026-11-18", document(rule="FREQ=DAILY;COUNT=3")),
    "a rule with UNTIL": ("cadences", "2026-11-18", document(rule="FREQ=DAILY;UNTIL=20270101")),
    "a rule with DTSTART": ("cadences", "2026-11-18", document(rule="DTSTART:20260101\nRRULE:FREQ=DAILY")),
    "a rule by the hour": ("cadences", "2026-11-18", document(rule="FREQ=HOURLY")),
    "a rule that never occurs": ("cadences", "2026-11-18", document(rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
    "no rule at all": ("cadences", "2026-11-18", document(rule="whenever")),
    "a rule of 30 February": ("cadences", "2026-02-30", document("2026-02-30", rule="FREQ=DAILY")),
    "away backwards": ("away", "a1", away("2026-11-18", "2026-11-16")),
    "away for ten years": ("away", "a1", away("2016-11-18", "2026-11-18")),
    "away to 30 February": ("away", "a1", away("2026-02-01", "2026-02-30")),
    "away without an end": ("away", "a1", document(first="2026-11-16")),
    "away to nothing": ("away", "a1", away("2026-11-16", "")),
    "a reserve for tomorrow": ("reserves", "2026-11-19", document(covers="2026-11-19")),
    "a reserve for the day it was spent": ("reserves", "2026-11-18", document(covers="2026-11-18")),
    "a reserve for eight days before": ("reserves", "2026-11-10", document(covers="2026-11-10")),
    "a reserve for a month before": ("reserves", "2026-10-18", document(covers="2026-10-18")),
    "a reserve for 30 February": ("reserves", "2026-02-30", document(covers="2026-02-30")),
    "a miss let go of 31 April": ("waived", "2026-04-31", document(about="2026-04-31")),
}


@pytest.fixture(scope="module")
def week_and_a_half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that nobody changes, as `companion` says."""

    def live(companion: Companion) -> None:
        companion.on(date(2026, 11, 11))("plan", "When it rains, I will go out", "--pact", "99")
        companion("did")
        companion.on(date(2026, 11, 13))("did")
        companion.on(WED)("did")
        companion("reserve", "2026-11-16")
        companion("did", "--on", "2026-11-17")

    done_once(home := tmp_path_factory.mktemp("elsewhere") / "home", live)
    return home


@pytest.fixture
def companion(tmp_path: Path, week_and_a_half: Path, monkeypatch: pytest.MonkeyPatch) -> Companion:
    """A week and a half: 12 November was missed, a reserve bridges the 16th, and today is Thursday the 19th."""
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMPANION_JOURNAL", raising=False)
    shutil.copytree(week_and_a_half, tmp_path / "home")
    return Companion(tmp_path / "home", monkeypatch).on(THU)


def arrives(companion: Companion, *changes: tuple[str, str, str], number: int = 0) -> Path:
    """One act arrives in the log of another device."""
    log = companion.home / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as file:
        file.write(line(STAMP.format(number), *changes))
    return log


LOOKS = (["streak", "--json"], ["streak", "--why", "--json"], ["today"], ["status"])


@pytest.mark.parametrize("kind", CANNOT_BE)
def test_what_cannot_be_is_set_aside_in_one_line_and_changes_no_streak(companion: Companion, kind: str) -> None:
    before = [companion(*look) for look in LOOKS]
    arrives(companion, CANNOT_BE[kind])
    for look, earlier in zip(LOOKS, before, strict=True):
        said = companion(*look)
        assert (said.code, said.stdout) == (0, earlier.stdout)
        assert said.err.count("\n") == 1
        assert "other7/2026.jsonl:1 was set aside: " in said.err
        assert said.err.endswith("Everything else was read; the line stays where it is.\n")
        assert "Traceback" not in said.err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_trial_for_a_day_that_nobody_could_have_told_is_set_aside(companion: Companion, day: str) -> None:
    """It is neither today's, nor within 366 days of the day on which it was told."""
    before = companion("streak", "--json").stdout
    arrives(companion, ("trials", "t1", trial(day)))
    said = companion("streak", "--json")
    assert (said.code, said.stdout, said.err.count("\n")) == (0, before, 1)


@pytest.mark.parametrize("kind", ["a trial on 30 February", "a goal of 9", "away backwards", "a reserve for tomorrow"])
def test_beside_it_one_goes_on_recording(companion: Companion, kind: str) -> None:
    log = arrives(companion, CANNOT_BE[kind])
    sent = log.read_bytes()
    for arguments in (["did"], ["away", "2026-11-30"], ["cadence", "3"], ["undo"], ["reflect", "Words."]):
        said = companion(*arguments)
        assert (said.code, said.err.count("\n")) == (0, 1)
    assert log.read_bytes() == sent
    assert json.loads(companion("streak", "--json").stdout)["total"] == 5


def test_of_an_act_that_cannot_be_in_part_nothing_is_taken(companion: Companion) -> None:
    before = companion("streak", "--json").stdout
    arrives(companion, ("trials", "good", trial("2026-11-12")), CANNOT_BE["a goal of 9"])
    assert companion("streak", "--json").stdout == before


def test_several_are_still_one_line_of_talk_and_what_is_good_among_them_is_taken(companion: Companion) -> None:
    for number, change in enumerate(CANNOT_BE.values()):
        arrives(companion, change, number=number)
    arrives(companion, ("trials", "good", trial("2026-11-12")), number=999)
    said = companion("streak", "--json")
    assert (said.code, said.err.count("\n")) == (0, 1)
    assert f"There are {len(CANNOT_BE) - 1} more like it." in said.err
    assert (json.loads(said.stdout)["streak"], json.loads(said.stdout)["total"]) == (5, 5)


# What can be, however unlikely


CAN_BE = {
    "a trial of a day long before": ("trials", "t1", trial("2026-02-28"), (3, 5)),
    "a trial in a zone a day ahead": ("trials", "t1", trial("2026-11-20", head=at_offset(840)), (4, 5)),
    "a second trial of one day": ("trials", "t1", trial("2026-11-17"), (3, 4)),
    "away where nothing was missed": ("away", "a1", away("2026-11-17", "2026-11-18"), (3, 4)),
    "away on the day missed": ("away", "a1", away("2026-11-12", "2026-11-12"), (4, 4)),
    "away on one day of a range that overlaps none": ("away", "a1", away("2027-01-01", "2027-12-31"), (3, 4)),
    "a miss let go": ("waived", "2026-11-12", document(about="2026-11-12"), (3, 4)),
    "a day that was never missed, let go": ("waived", "2026-11-17", document(about="2026-11-17"), (3, 4)),
    "a goal from yesterday on": ("cadences", "2026-11-18", document(rule="", goal=2), (3, 4)),
}


@pytest.mark.parametrize("kind", CAN_BE)
def test_what_can_be_is_taken_without_a_word(companion: Companion, kind: str) -> None:
    *change, numbers = CAN_BE[kind]
    arrives(companion, tuple(change))  # type: ignore[arg-type]
    found = companion("streak", "--json").json
    assert (found["streak"], found["total"]) == numbers
    for look in LOOKS:
        assert (companion(*look).code, companion(*look).err) == (0, "")


def test_ranges_away_that_overlap_are_one_absence(companion: Companion) -> None:
    arrives(
        companion, ("away", "a1", away("2026-11-19", "2026-11-23")), ("away", "a2", away("2026-11-21", "2026-11-25"))
    )
    arrives(companion, ("away", "a3", away("2026-11-22", "2026-11-22")), number=1)
    assert "You are away until Thursday 26 November." in companion("today").out
    for day, standing in ((SAT, "away"), (date(2026, 11, 25), "away"), (date(2026, 11, 26), "open")):
        assert companion.on(day)("status", "--json").json["today"] == standing
    assert companion("streak", "--json").json["streak"] == 3
    standings = {one["day"]: one["standing"] for one in companion("streak", "--why", "--json").json["days"]}
    assert [day[-2:] for day, standing in standings.items() if standing == "away"] == "19 20 21 22 23 24 25".split()


def test_a_range_of_one_s_own_is_refused_where_another_device_s_overlaps(companion: Companion) -> None:
    arrives(companion, ("away", "a1", away("2026-11-23", "2026-11-25")))
    said = companion("away", "2026-11-24", "2026-11-27")
    assert (said.code, said.stdout) == (1, b"")
    assert "Give only the others: `companion away 2026-11-26 2026-11-27`." in said.err


# Two machines


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk]:
    """Both know of Monday's trial, on an experiment of many; every day counts."""
    here, there = Desk(tmp_path / "here", day=MON), Desk(tmp_path / "there", day=MON)
    here.coach().set_cadence("FREQ=DAILY")
    told(here)
    here.meet(there)
    return here, there


def told(desk: Desk) -> None:
    coach = desk.coach()
    open_ = coach.today().open
    coach.tell(open_[0].id if open_ else coach.plan("ask", pact=99).id, "expected")  # type: ignore[arg-type]


def agree(here: Desk, there: Desk) -> tuple[list[str], tuple[int, int, int, int]]:
    """After meeting, both say the same; returns each day's standing, and streak, best, total and reserves."""
    here.meet(there)
    there.now = here.now
    found = [(desk.coach().why(), desk.coach().progress(), desk.coach().today()) for desk in (here, there)]
    assert found[0][0] == found[1][0]
    assert found[0][1] == found[1][1]
    assert found[0][2].arrival == found[1][2].arrival
    assert here.coach().troubles == there.coach().troubles == []
    streak = found[0][1].streak
    numbers = streak.streak, streak.best, streak.total, streak.reserves
    return [one.standing.value for one in found[0][0]], numbers


def test_two_machines_that_spend_a_reserve_on_one_day_have_spent_one(pair: tuple[Desk, Desk]) -> None:
    for desk in pair:
        desk.on(THU).coach().reserve(TUE)
    standings, numbers = agree(*pair)
    assert standings == ["done", "reserve", "open", "open"]
    assert numbers == (1, 1, 1, 1)


def test_two_machines_that_spend_more_than_there_were_have_none_and_owe_none(pair: tuple[Desk, Desk]) -> None:
    """Each spends both of its own: four days are bridged, and stay so."""
    here, there = pair
    for desk, days in ((here, (TUE, WED)), (there, (THU, FRI))):
        for day in days:
            desk.on(SUN).coach().reserve(day)
    standings, numbers = agree(here, there)
    assert standings == ["done", "reserve", "reserve", "reserve", "reserve", "open", "open"]
    assert numbers == (1, 1, 1, 0)
    for ahead in range(7):
        told(here.on(SUN + ahead * ONE))
    _, numbers = agree(here, there)
    assert numbers[3] == 1
    said = [desk.coach().today().streak.reserves for desk in (here, there)]
    assert said == [1, 1]


def test_three_reserves_where_there_were_two_leave_nought(pair: tuple[Desk, Desk]) -> None:
    here, there = pair
    here.on(SAT).coach().reserve(TUE)
    here.coach().reserve(WED)
    there.on(SAT).coach().reserve(THU)
    standings, numbers = agree(here, there)
    assert standings[1:4] == ["reserve"] * 3
    assert numbers[3] == 0


def test_a_trial_told_there_for_a_day_bridged_here_is_done_and_the_reserve_stays_spent(pair: tuple[Desk, Desk]) -> None:
    here, there = pair
    here.on(THU).coach().reserve(TUE)
    coach = there.on(THU).coach()
    coach.tell(coach.today().open[0].id, "better", TUE)  # type: ignore[arg-type]
    standings, numbers = agree(here, there)
    assert standings == ["done", "done", "open", "open"]
    assert numbers == (2, 2, 2, 1)


@pytest.mark.parametrize("later", ["here", "there"])
@pytest.mark.parametrize("rules", [("3", "FREQ=WEEKLY;BYDAY=MO"), ("2", "5"), ("FREQ=DAILY", "mon wed")])
def test_of_two_cadences_of_one_day_the_later_holds_on_both_machines(
    pair: tuple[Desk, Desk], later: str, rules: tuple[str, str]
) -> None:
    here, there = pair
    first, second = (there, here) if later == "here" else (here, there)
    first.on(WED, 9).coach().set_cadence(rules[0])
    set_last = second.on(WED, 10).coach().set_cadence(rules[1]).record
    agree(here, there)
    for desk in pair:
        (kept,) = [one for one in desk.journal().history().cadences.values() if one.day == WED]
        assert (kept.rule, kept.goal) == (set_last.rule, set_last.goal)


def test_of_two_cadences_of_one_instant_both_machines_choose_the_same(pair: tuple[Desk, Desk]) -> None:
    here, there = pair
    here.on(WED).coach().set_cadence("3")
    there.on(WED).coach().set_cadence("5")
    agree(here, there)
    assert here.coach().progress().counting == there.coach().progress().counting


def test_a_miss_let_go_there_is_asked_about_no_more_here_and_can_still_be_settled(pair: tuple[Desk, Desk]) -> None:
    here, there = pair
    here.on(THU)
    assert [miss.day for miss in here.coach().today().arrival.misses] == [TUE]
    there.on(THU).coach().let_go([TUE])
    standings, numbers = agree(here, there)
    assert standings == ["done", "missed", "open", "open"]
    assert here.coach().today().arrival.misses == ()
    here.coach().reserve(TUE)
    standings, numbers = agree(here, there)
    assert standings == ["done", "reserve", "open", "open"]
    assert numbers == (1, 1, 1, 1)


def test_away_here_and_a_trial_there_is_done_on_both(pair: tuple[Desk, Desk]) -> None:
    here, there = pair
    here.on(MON).coach().away(TUE, THU)
    told(there.on(WED))
    here.on(FRI)
    standings, numbers = agree(here, there)
    assert standings == ["done", "away", "done", "away", "open"]
    assert numbers == (2, 2, 2, 2)


def test_the_undo_of_one_machine_brings_back_the_day_on_both(pair: tuple[Desk, Desk]) -> None:
    here, there = pair
    here.on(THU).coach().away(TUE)
    agree(here, there)
    here.coach().undo()
    standings, _ = agree(here, there)
    assert standings == ["done", "missed", "open", "open"]
