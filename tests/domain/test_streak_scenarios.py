"""The streak by example. Each row can be worked out with a pencil.

A row shows the days of a few weeks, Monday first, and `|` stands right after today:

    x  a trial      .  nothing      a  away      X  a trial while away      v  a reserve      V  a trial on top of one

and below them what each day stands as:

    D  done      o  open      M  missed      r  rest      a  away      R  reserve      -  before the first trial
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from companion.domain.cadence import Cadence
from companion.domain.rules import EVERY_DAY
from companion.domain.streak import Standing, last_counted, standing_of, standings, streak_of
from tests.domain.making import MON, cadence

MONDAYS, WEEKENDS = "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=SA,SU"
LETTERS = {
    Standing.DONE: "D",
    Standing.OPEN: "o",
    Standing.MISSED: "M",
    Standing.REST: "r",
    Standing.AWAY: "a",
    Standing.RESERVE: "R",
}


class Row(NamedTuple):
    """One scenario. `rules` are cadence changes by the number of the day, 0 for the first Monday."""

    name: str
    days: str
    stands: str
    streak: int
    best: int
    total: int
    today: str
    rules: dict[int, str] = {}  # noqa: RUF012  # never changed


ROWS = [
    Row("nothing yet", "...|", "---", 0, 0, 0, "o"),
    Row("the first trial is today's", "x|", "D", 1, 1, 1, "D"),
    Row("today is open until it is over", "x.|", "Do", 1, 1, 1, "o"),
    Row("yesterday is open while today's page asks about it", "x..|", "Doo", 1, 1, 1, "o"),
    Row("the day before yesterday is missed", "x...|", "DMoo", 0, 1, 1, "o"),
    Row("a trial today does not mend a miss", "x.xx|", "DMDD", 2, 2, 3, "D"),
    Row("a week and its weekend", "xxxxx..|", "DDDDDrr", 5, 5, 5, "r"),
    Row("on Monday, Friday is still open", "xxxx... .|", "DDDDorr o", 4, 4, 4, "o"),
    Row("on Saturday, Friday is open", "xxxx..|", "DDDDor", 4, 4, 4, "r"),
    Row("on Tuesday, Friday is missed", "xxxx... ..|", "DDDDMrr oo", 0, 4, 4, "o"),
    Row("told on Monday for Friday", "xxxxx.. .|", "DDDDDrr o", 5, 5, 5, "o"),
    Row("a trial on a rest day counts", "xxxxxx. .|", "DDDDDDr o", 6, 6, 6, "o"),
    Row("a trial on Saturday leaves Friday open on Monday", "xxxx.x. .|", "DDDDoDr o", 5, 5, 5, "o"),
    Row("and when Friday is missed, Saturday is the new run", "xxxx.x. ..|", "DDDDMDr oo", 1, 4, 5, "o"),
    Row("a first trial on a Saturday misses nothing", ".....x. .|", "-----Dr o", 1, 1, 1, "o"),
    Row("a miss in the middle ends a run", "xx.xxx. x|", "DDMDDDr D", 4, 4, 6, "D"),
    Row("the best run outlives a break", "xxx.... x.|", "DDDMMrr Do", 1, 3, 4, "o"),
    Row("three weeks without a gap", "xxxxx.. xxxxx.. xxxxx..|", "DDDDDrr DDDDDrr DDDDDrr", 15, 15, 15, "r"),
    Row("away days add nothing and break nothing", "xxaaa.. aax|", "DDaaarr aaD", 3, 3, 3, "D"),
    Row("away comes before rest", "xxaaaaa x|", "DDaaaaa D", 3, 3, 3, "D"),
    Row("a trial while away is done all the same", "xXx|", "DDD", 3, 3, 3, "D"),
    Row("away now: the day before it stays open", "x.aa|", "Doaa", 1, 1, 1, "a"),
    Row("back from away: the day before it is still asked about", "x.aa.|", "Doaao", 1, 1, 1, "o"),
    Row("a day after being back it is missed", "x.aa..|", "DMaaor", 0, 1, 1, "r"),
    Row("a reserve bridges one day and not the next", "xxv.x.|", "DDRMDr", 1, 2, 3, "r"),
    Row("a reserve keeps the run together", "xxvx|", "DDRD", 3, 3, 3, "D"),
    Row("a reserve comes before open", "xv.|", "DRo", 1, 1, 1, "o"),
    Row("done comes before a reserve", "xVx|", "DDD", 3, 3, 3, "D"),
    Row("rest comes before a reserve", "xxxxxv. .|", "DDDDDrr o", 5, 5, 5, "o"),
    Row("a later trial, told in another zone, counts", "x.|.x", "DooD", 2, 2, 2, "o"),
    Row("only a later trial: today has no standing in the run", ".|x", "-D", 1, 1, 1, "o"),
    Row("every day counts: a weekend is open", "xxxxx..|", "DDDDDoo", 5, 5, 5, "o", {0: EVERY_DAY}),
    Row("every day counts: a Saturday can be missed", "xxxxx.. .|", "DDDDDMo o", 0, 5, 5, "o", {0: EVERY_DAY}),
    Row("only weekends count: a Monday's trial counts", "x....x. .|", "DrrrrDo r", 2, 2, 2, "r", {0: WEEKENDS}),
    Row("from Wednesday only Mondays count; Tuesday stays open", "x...... .|", "Dorrrrr o", 1, 1, 1, "o", {2: MONDAYS}),
    Row("and is missed after the next Monday", "x...... ..|", "DMrrrrr or", 0, 1, 1, "r", {2: MONDAYS}),
    Row("a wider rule makes no earlier weekend count", "xxxxx.. xx|", "DDDDDrr DD", 7, 7, 7, "D", {7: EVERY_DAY}),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_scenario(row: Row) -> None:
    before, _, after = row.days.replace(" ", "").partition("|")
    marks = dict(enumerate(before + after))
    stands = dict(enumerate(row.stands.replace(" ", "")))
    today = MON + timedelta(days=len(before) - 1)

    def marked(letters: str) -> set[date]:
        return {MON + timedelta(days=number) for number, mark in marks.items() if mark in letters}

    done, away, reserved = marked("xXV"), marked("aX"), marked("vV")
    known = Cadence([cadence(MON + timedelta(days=n), rule) for n, rule in row.rules.items()], today)
    found = standings(done, known, today, away, reserved)
    shown = {(entry.day - MON).days: LETTERS[entry.standing] for entry in found}
    assert {**dict.fromkeys(stands, "-"), **shown} == stands

    now = standing_of(today, done, known, today, last_counted(today, known, away), away, reserved)
    streak = streak_of(found, now)
    assert (streak.streak, streak.best, streak.total) == (row.streak, row.best, row.total)
    assert LETTERS[streak.today] == row.today


def test_the_table_shows_every_standing() -> None:
    assert set("".join(row.stands for row in ROWS)) >= set(LETTERS.values())
    assert len({row.name for row in ROWS}) == len(ROWS) >= 30
