"""The streak by example. Each row can be worked out with a pencil, and together they are the specification.

A row shows the days of a few weeks, Monday first, and `|` stands right after today:

    x  a trial      .  nothing      a  away      X  a trial while away
    v  a reserve    V  a trial on a day with a reserve      w  away on a day with a reserve

and below them what each day stands as:

    D  done      f  free      o  open      M  missed      r  rest      a  away      R  reserve
    -  no standing: before the first trial, or not reached yet

Then come the streak, the best, the total and today's standing; where it matters `w` with the kept weeks of the run,
`r` with the reserves that are left, and `s` with the numbers of the days that can be settled today. `rules` says what
counts from which day on, 0 being the first Monday: a recurrence rule, or so many days a week. Monday to Friday counts
unless a row says otherwise. A reserve is spent on the day after the one it covers, unless `spent` gives another.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from companion.domain.history import History
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome
from companion.domain.repair import settleable
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from companion.domain.standing import Standing
from tests.domain.desk import Desk
from tests.domain.making import FRI, MON, ONE, SAT, SUN, THU, TUE, WED, away, cadence, history, reserve, trial

MONDAYS, WEEKENDS = "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=SA,SU"
MON_WED_FRI, MONTHLY = weekly([0, 2, 4]), "FREQ=MONTHLY;BYDAY=1MO"
LETTERS = {
    Standing.DONE: "D",
    Standing.FREE: "f",
    Standing.OPEN: "o",
    Standing.MISSED: "M",
    Standing.REST: "r",
    Standing.AWAY: "a",
    Standing.RESERVE: "R",
}


class Row(NamedTuple):
    """One scenario."""

    name: str
    days: str
    stands: str
    counts: str
    rules: dict[int, str | int] = {}  # noqa: RUF012  # never changed
    spent: dict[int, int] = {}  # noqa: RUF012  # never changed


DAYS = [
    Row("nothing yet", "...|", "---", "0 0 0 o"),
    Row("the first trial is today's", "x|", "D", "1 1 1 D"),
    Row("today is open until it is over", "x.|", "Do", "1 1 1 o"),
    Row("yesterday is open while today's page asks about it", "x..|", "Doo", "1 1 1 o"),
    Row("the day before yesterday is missed", "x...|", "DMoo", "0 1 1 o"),
    Row("a trial today does not mend a miss", "x.xx|", "DMDD", "2 2 3 D"),
    Row("a week and its weekend", "xxxxx..|", "DDDDDrr", "5 5 5 r"),
    Row("on Monday, Friday is still open", "xxxx... .|", "DDDDorr o", "4 4 4 o"),
    Row("on Saturday, Friday is open", "xxxx..|", "DDDDor", "4 4 4 r"),
    Row("on Tuesday, Friday is missed", "xxxx... ..|", "DDDDMrr oo", "0 4 4 o"),
    Row("told on Monday for Friday", "xxxxx.. .|", "DDDDDrr o", "5 5 5 o"),
    Row("a trial on a rest day counts", "xxxxxx. .|", "DDDDDDr o", "6 6 6 o"),
    Row("a trial on Saturday leaves Friday open on Monday", "xxxx.x. .|", "DDDDoDr o", "5 5 5 o"),
    Row("and when Friday is missed, Saturday is the new run", "xxxx.x. ..|", "DDDDMDr oo", "1 4 5 o"),
    Row("a first trial on a Saturday misses nothing", ".....x. .|", "-----Dr o", "1 1 1 o"),
    Row("weeks before the first trial are no misses", "....... ....... x|", "------- ------- D", "1 1 1 D"),
    Row("away before the first trial is nothing either", "aax|", "--D", "1 1 1 D"),
    Row("a miss in the middle ends a run", "xx.xxx. x|", "DDMDDDr D", "4 4 6 D"),
    Row("several misses end it no more than one does", "x....x|", "DMMMoD", "1 1 2 D"),
    Row("the best run outlives a break", "xxx.... x.|", "DDDMMrr Do", "1 3 4 o"),
    Row("a run as long as the best leaves the best as it is", "xx.xx|", "DDMDD", "2 2 4 D"),
    Row("three weeks without a gap", "xxxxx.. xxxxx.. xxxxx..|", "DDDDDrr DDDDDrr DDDDDrr", "15 15 15 r"),
    Row("a later trial, told in another zone, counts", "x.|.x", "DooD", "2 2 2 o"),
    Row("only a later trial: today has no standing in the run", ".|x", "-D", "1 1 1 o"),
]

AWAY = [
    Row("away days add nothing and break nothing", "xxaaa.. aax|", "DDaaarr aaD", "3 3 3 D"),
    Row("away comes before rest", "xxaaaaa x|", "DDaaaaa D", "3 3 3 D"),
    Row("a trial while away is done all the same", "xXx|", "DDD", "3 3 3 D"),
    Row("away now: the day before it stays open", "x.aa|", "Doaa", "1 1 1 a"),
    Row("back from away: the day before it is still asked about", "x.aa.|", "Doaao", "1 1 1 o"),
    Row("a day after being back it is missed", "x.aa..|", "DMaaor", "0 1 1 r"),
    Row("before a Friday off, Thursday is still asked about on Monday", "xxx.a.. .|", "DDDoarr o", "3 3 3 o"),
    Row("and is missed on Tuesday", "xxx.a.. ..|", "DDDMarr oo", "0 3 3 o"),
    Row("after a week away, the Friday before it is asked about", "xxxx... aaaaaaa .|", "DDDDorr aaaaaaa o", "4 4 4 o"),
    Row("days away still to come change nothing yet", "xxx|.aaa", "DDD ----", "3 3 3 D"),
    Row("a fortnight away keeps a run as long as it was", "xx.xaaa aaaaaaa aaa|", "DDMDaaa aaaaaaa aaa", "1 2 3 a"),
]  # fmt: skip

RULES = [
    Row("every day counts: a weekend is open", "xxxxx..|", "DDDDDoo", "5 5 5 o", {0: EVERY_DAY}),
    Row("every day counts: a Saturday can be missed", "xxxxx.. .|", "DDDDDMo o", "0 5 5 o", {0: EVERY_DAY}),
    Row("only weekends count: a Monday's trial counts", "x....x. .|", "DrrrrDo r", "2 2 2 r", {0: WEEKENDS}),
    Row("from Wednesday only Mondays count; Tuesday stays open", "x...... .|", "Dorrrrr o", "1 1 1 o", {2: MONDAYS}),
    Row("and is missed after the next Monday", "x...... ..|", "DMrrrrr or", "0 1 1 r", {2: MONDAYS}),
    Row("a wider rule makes no earlier weekend count", "xxxxx.. xx|", "DDDDDrr DD", "7 7 7 D", {7: EVERY_DAY}),
    Row("a narrower rule forgives no earlier miss", "x.xxx.. xx|", "DMDDDrr DD", "5 5 6 D", {2: MONDAYS}),
    Row("a rule set today is valid today", "xxxx.|", "DDDDr", "4 4 4 r", {4: MONDAYS}),
    Row("each day goes by its rule", "x.x.... xx..|", "DrDrMrr DDoo", "2 2 4 o", {0: MON_WED_FRI, 7: WORKDAYS}),
    Row("once a month: weeks of rest", "x...... ....... .......|", "Drrrrrr rrrrrrr rrrrrrr", "1 1 1 r", {0: MONTHLY}),
    Row("then one is open", "x...... ....... ....... ..|", "Drrrrrr rrrrrrr rrrrrrr or", "1 1 1 r", {0: MONTHLY}),
]  # fmt: skip

RESERVES = [
    Row("two reserves to begin with", "x|", "D", "1 1 1 D r2"),
    Row("and before anything was tried", ".|", "-", "0 0 0 o r2"),
    Row("a reserve bridges one day and not the next", "xxv.x.|", "DDRMDr", "1 2 3 r r1"),
    Row("a reserve keeps the run together without lengthening it", "xxvx|", "DDRD", "3 3 3 D r1"),
    Row("a reserve comes before open", "xv.|", "DRo", "1 1 1 o"),
    Row("done comes before a reserve, which stays spent", "xVx|", "DDD", "3 3 3 D r1"),
    Row("rest comes before a reserve", "xxxxxv. .|", "DDDDDrr o", "5 5 5 o"),
    Row("away comes before a reserve, which stays spent", "xwx|", "DaD", "2 2 2 D r1"),
    Row("two reserves bridge two days", "xvvx.|", "DRRDo", "2 2 2 o r0"),
    Row("spent a week late, it bridges all the same", "xvxxx.. xx|", "DRDDDrr DD", "6 6 6 D r1", spent={1: 8}),
    Row("nobody has more than two", "xxxxx.. xx|", "DDDDDrr DD", "7 7 7 D r2"),
    Row("six done days earn none", "xvxxxxx|", "DRDDDDD", "6 6 6 D r1", {0: EVERY_DAY}),
    Row("the seventh does", "xvxxxxx x|", "DRDDDDD D", "7 7 7 D r2", {0: EVERY_DAY}),
    Row("after it the count begins anew", "xvvxxxx xx.|", "DRRDDDD DDo", "7 7 7 o r1", {0: EVERY_DAY}),
    Row("and seven more earn one more", "xvvxxxx xxxxxxx xx|", "DRRDDDD DDDDDDD DD", "14 14 14 D r2", {0: EVERY_DAY}),
    Row("a spend comes after the day's earning", "xxxxxvx x|", "DDDDDRD D", "7 7 7 D r1", {0: EVERY_DAY}, spent={5: 7}),
    Row("a break sets the count to zero", "xvxxxxx .xx|", "DRDDDDD MDD", "2 6 8 D r1", {0: EVERY_DAY}),
    Row("a break takes none of the balance", "xxx.x.x|", "DDDMDoD", "2 3 5 D r2", {0: EVERY_DAY}),
    Row("away and rest neither earn nor take from the count", "xvxax.. xxxx|", "DRDaDrr DDDD", "7 7 7 D r2"),
    Row("a third, spent on another device, bridges and makes no debt", "xvvvx|", "DRRRD", "2 2 2 D r0", {0: EVERY_DAY}),
    Row("so the next seven days earn one", "xvvvxxx xxx|", "DRRRDDD DDD", "7 7 7 D r1", {0: EVERY_DAY}),
    Row("two spent on one day are two", "xvvx|", "DRRD", "2 2 2 D r0", spent={1: 3, 2: 3}),
    Row("one spent tomorrow, in a zone ahead, is gone today", "xv.|", "DRo", "1 1 1 o r1", spent={1: 3}),
]  # fmt: skip

GOALS = [
    Row("any three days will do", "x.x.x.. .|", "DfDfDff f", "3 3 3 f w0", {0: 3}),
    Row("a week is kept once Tuesday has come", "x.x.x.. ..|", "DfDfDff ff", "3 3 3 f w1", {0: 3}),
    Row("on Sunday and on Monday a short week is not judged", "x.x.... .|", "DfDffff f", "2 2 2 f w0", {0: 3}),
    Row("on Tuesday it is, and breaks the run", "x.x.... ..|", "DfDffff ff", "0 2 2 f w0", {0: 3}),
    Row("a Sunday told on Monday keeps the week", "x.x...x .|", "DfDfffD f", "3 3 3 f", {0: 3}),
    Row("the Sunday of a short week belongs to the run it ends", "x.....x ..|", "DfffffD ff", "0 2 2 f", {0: 3}),
    Row("and the day after it begins the next", "x.....x x.|", "DfffffD Df", "1 2 3 f", {0: 3}),
    Row("more than asked all count", "xxxxxxx ..|", "DDDDDDD ff", "7 7 7 f w1", {0: 3}),
    Row("a goal of one: a week without any", "x...... ....... ..|", "Dffffff fffffff ff", "0 1 1 f w0", {0: 1}),
    Row("but not on Monday", "x...... ....... .|", "Dffffff fffffff f", "1 1 1 f w1", {0: 1}),
    Row("a goal of two, begun on Thursday", "...x..x ..|", "---DffD ff", "2 2 2 f w1", {0: 2}),
    Row("a goal of four", "xx.xx.. ..|", "DDfDDff ff", "4 4 4 f w1", {0: 4}),
    Row("a goal of five, kept over a weekend", "xx.x.xx ..|", "DDfDfDD ff", "5 5 5 f w1", {0: 5}),
    Row("a goal of six is not kept by a working week", "xxxxx.. ..|", "DDDDDff ff", "0 5 5 f w0", {0: 6}),
    Row("a goal of seven leaves no day free", "xxxxxx. ..|", "DDDDDDf ff", "0 6 6 f w0", {0: 7}),
    Row("a goal of seven: Sunday can be told on Monday", "xxxxxx. .|", "DDDDDDf f", "6 6 6 f w0", {0: 7}),
    Row("begun on a Sunday, one day is all a week has", "......x ..|", "------D ff", "1 1 1 f w1", {0: 3}),
    Row("begun on a Saturday, two", ".....xx ..|", "-----DD ff", "2 2 2 f w1", {0: 3}),
    Row("begun on a Saturday, and only one done", ".....x. ..|", "-----Df ff", "0 1 1 f w0", {0: 3}),
    Row("nothing is due before the first trial", "....... x.x.... ..|", "------- DfDffff ff", "2 2 2 f w1", {0: 2}),
    Row("kept weeks begin anew", "x...... ....... x...... ..|", "Dffffff fffffff Dffffff ff", "1 1 2 f w1", {0: 1}),
    Row("on Monday, last week is not judged", "xx..... .x....x x|", "DDfffff fDffffD D", "5 5 5 D w1", {0: 2}),
    Row("a trial told in a zone ahead counts", "x.x|x", "DfDD", "3 3 3 D", {0: 3}),
]  # fmt: skip

GOALS_AWAY = [
    Row("days away leave less to ask for", "xxaaaaa ..|", "DDaaaaa ff", "2 2 2 f w1", {0: 5}),
    Row("but only where too few are left", "xxaaa.. ..|", "DDaaaff ff", "0 2 2 f w0", {0: 3}),
    Row("a week away neither keeps nor breaks", "xxx.... aaaaaaa ..|", "DDDffff aaaaaaa ff", "3 3 3 f w1", {0: 3}),
    Row("and a trial in it only lengthens the run", "xxx.... aXaaaaa ..|", "DDDffff aDaaaaa ff", "4 4 4 f w1", {0: 3}),
    Row("a trial while away helps a week that asks for more", "xXa.... ..|", "DDaffff ff", "2 2 2 f w1", {0: 2}),
    Row("a week away after a short one", "x...... aaaaaaa ..|", "Dffffff aaaaaaa ff", "0 1 1 f w0", {0: 2}),
    Row("one day left, and that one not done", "xx..... aaaaaa. ..|", "DDfffff aaaaaaf ff", "0 2 2 f w0", {0: 2}),
]  # fmt: skip

GOALS_RESERVES = [
    Row("a reserve stands for a day", "x.xv... ..|", "DfDRfff ff", "2 2 2 f w1 r1", {0: 3}, spent={3: 8}),
    Row("two stand for two", "x.vv... ..|", "DfRRfff ff", "1 1 1 f w1 r0", {0: 3}, spent={2: 8, 3: 8}),
    Row("one too few, and it stays spent", "x.xv... ..|", "DfDRfff ff", "0 2 2 f w0 r1", {0: 4}, spent={3: 8}),
    Row("a trial told for it takes its place", "x.xV... ..|", "DfDDfff ff", "3 3 3 f w1 r1", {0: 3}, spent={3: 8}),
    Row("no day counts twice", "x.xV... ..|", "DfDDfff ff", "0 3 3 f w0 r1", {0: 4}, spent={3: 8}),
    Row("away later, its reserve still stands", "x.xw... ..|", "DfDafff ff", "2 2 2 f w1 r1", {0: 3}, spent={3: 8}),
    Row("a short week sets the count to zero", "xxxvv.. .xxxx|", "DDDRRff fDDDD", "4 4 7 D r0", {0: 6}),
    Row("a kept one does not", "xxxvv.. .xxxx|", "DDDRRff fDDDD", "7 7 7 D w1 r1", {0: 5}),
]  # fmt: skip

CHANGES = [
    Row("a goal set on Wednesday, and begun then", "..x.x.. ..|", "--DfDff ff", "2 2 2 f w1", {2: 2}),
    Row("a goal of seven set on Wednesday is kept by five", "..xxxxx ..|", "--DDDDD ff", "5 5 5 f w1", {2: 7}),
    Row("what was done earlier that week helps", "xx..x.. ..|", "DDffDff ff", "3 3 3 f w1", {2: 3}),
    Row("a Tuesday missed under the rule before it stays missed", "x.x.xx. ..|", "DMDfDDf ff", "3 3 4 f w1", {2: 3}),
    Row("set on a Sunday it asks for one", "xxxxx.. ..|", "DDDDDrf ff", "5 5 5 f w1", {6: 3}),
    Row("set on Wednesday, Tuesday is still open", "x..|", "Dof", "1 1 1 f", {2: 3}),
    Row("and on Thursday missed, as it would have been", "x...|", "DMff", "0 1 1 f", {2: 3}),
    Row("set on Monday, Friday is still open", "xxxx... .|", "DDDDorr f", "4 4 4 f", {7: 3}),
    Row("and on Tuesday missed", "xxxx... ..|", "DDDDMrr ff", "0 4 4 f", {7: 3}),
    Row("from Thursday a lower goal: the larger holds", "xx..... ..|", "DDfffff ff", "0 2 2 f w0", {0: 5, 3: 2}),
    Row("as far as its days went", "xx..x.. ..|", "DDffDff ff", "3 3 3 f w1", {0: 5, 3: 2}),
    Row("a higher goal from Thursday asks for its four days", "xx..x.. ..|", "DDffDff ff", "0 3 3 f w0", {0: 2, 3: 5}),
    Row("whichever they are", "xx..xx. ..|", "DDffDDf ff", "4 4 4 f w1", {0: 2, 3: 5}),
    Row("a higher goal next Monday leaves this week kept", "x.x.... ..|", "DfDffff ff", "2 2 2 f w1", {0: 2, 7: 5}),
    Row("a lower goal next Monday leaves this week short", "x.x.... xx|", "DfDffff DD", "2 2 4 D w0", {0: 3, 7: 1}),
    Row("the same goal chosen again asks for no less", "xxx.x.. ..|", "DDDfDff ff", "0 4 4 f w0", {0: 5, 3: 5}),
    Row("from Wednesday a rule", "x.xxx.. ..|", "DfDDDrr oo", "4 4 4 o w1", {0: 2, 2: WORKDAYS}),
    Row("a short rest of a goal breaks on its Sunday", "x...... ..|", "Dfrrrrr or", "0 1 1 r w0", {0: 2, 2: MONDAYS}),
    Row("a goal that ended before the first trial", "..xxx.. ..|", "--DDDrr oo", "3 3 3 o w0", {0: 3, 2: WORKDAYS}),
    Row("a rule next Monday: this week is judged", "x.x.... ..|", "DfDffff oo", "0 2 2 o w0", {0: 3, 7: WORKDAYS}),
    Row("and is no day to be missed", "x.x.x.. ..|", "DfDfDff oo", "3 3 3 o w1", {0: 3, 7: WORKDAYS}),
    Row("a missed Sunday ends its kept week too", "xx..... ..|", "DDffffM oo", "0 2 2 o w0", {0: 2, 6: EVERY_DAY}),
    Row("a miss ends the count of kept weeks", "x...... x....|", "Dffffff DMMoo", "0 2 2 o w0", {0: 1, 7: WORKDAYS}),
]  # fmt: skip

SETTLE = [
    Row("a missed day can be settled, an open one not", "x...|", "DMoo", "0 1 1 o s1"),
    Row("today and yesterday never", "x..|", "Doo", "1 1 1 o s-"),
    Row("seven days back it can", "x.xxx.. xx|", "DMDDDrr DD", "5 5 6 D s1"),
    Row("eight days back it cannot", "x.xxx.. xxx|", "DMDDDrr DDD", "6 6 7 D s-"),
    Row("each of several", "x....x. x.|", "DMMMMDr Do", "2 2 3 o s1,2,3,4"),
    Row("neither rest nor away", "xa..... ..|", "DaMMMrr oo", "0 1 1 o s2,3,4"),
    Row("nor one that a reserve was spent on", "xv..|", "DRoo", "1 1 1 o s-"),
    Row("nor a day before the first trial", "...x...|", "---Dorr", "1 1 1 r s-"),
    Row("on Monday a short week is not judged", "x.x.... .|", "DfDffff f", "2 2 2 f s-", {0: 3}),
    Row("on Tuesday its undone days are, from Tuesday on", "..x.x.. ..|", "--DfDff ff", "0 2 2 f s3,5,6", {0: 3}),
    Row("its Monday is eight days back", "xxx.... .x.x... ..|", "DDDffff fDfDfff ff", "0 5 5 f s9,11,12,13", {0: 3}),
    Row("on Sunday only Sunday is left of it", "x.x.... .......|", "DfDffff fffffff", "0 2 2 f s6", {0: 3}),
    Row("a kept week has nothing to settle", "x.x.x.. ..|", "DfDfDff ff", "3 3 3 f s-", {0: 3}),
    Row("nor has one that a reserve has kept", "x.xv... ..|", "DfDRfff ff", "2 2 2 f s-", {0: 3}, spent={3: 8}),
    Row("one more is needed, on any day", "x.xv... ..|", "DfDRfff ff", "0 2 2 f s1,4,5,6", {0: 4}, spent={3: 8}),
    Row("days away in a short week are not among them", "xxaaa.. ..|", "DDaaaff ff", "0 2 2 f s5,6", {0: 3}),
]  # fmt: skip

# What went wrong in other programs

KEEPING = [
    Row("skips that keep a streak without lengthening it: away", "xxaaxx. .|", "DDaaDDr o", "4 4 4 o"),
    Row("skips that keep a streak without lengthening it: a reserve", "xxvxx.. .|", "DDRDDrr o", "4 4 4 o"),
    Row("skips that keep a streak without lengthening it: rest", "xxxxx.. xxx|", "DDDDDrr DDD", "8 8 8 D"),
    Row("a run of nothing but skips is no run", "aaaaaaa|", "-------", "0 0 0 a"),
    Row("named weekdays: Monday, Wednesday and Friday", "x.x.x.. x.x|", "DrDrDrr DrD", "5 5 5 D", {0: MON_WED_FRI}),
    Row("named weekdays: a Wednesday can be missed", "x...x.. x|", "DrMrDrr D", "2 2 3 D", {0: MON_WED_FRI}),
    Row("named weekdays: Friday is asked about all weekend", "x.x....|", "DrDrorr", "2 2 2 r", {0: MON_WED_FRI}),
    Row("a holiday in the week, marked beforehand", "xxaxx|", "DDaDD", "4 4 4 D"),
    Row("a holiday in the week, not marked", "xx.xx|", "DDMDD", "2 2 4 D s2"),
    Row("a holiday under a weekly goal needs no marking", "xx.xx.. ..|", "DDfDDff ff", "4 4 4 f w1", {0: 4}),
    Row("a date that flying west to east skipped is missed", "xx.xx|", "DDMDD", "2 2 4 D s2"),
    Row("until it is marked away", "xxaxx|", "DDaDD", "4 4 4 D"),
    Row("home again across the date line: the trial of a day to come counts", "xx.|x", "DDoD", "3 3 3 o"),
]

ROWS = [*DAYS, *AWAY, *RULES, *RESERVES, *GOALS, *GOALS_AWAY, *GOALS_RESERVES, *CHANGES, *SETTLE, *KEEPING]


def numbered(days: str) -> dict[int, str]:
    return dict(enumerate(days.replace(" ", "").replace("|", "")))


def recorded(days: str, rules: dict[int, str | int], spent: dict[int, int] | None = None) -> tuple[History, date]:
    """The history that a row shows, and its today."""
    records: list = [cadence(MON + n * ONE, counting) for n, counting in rules.items()]
    for number, mark in numbered(days).items():
        day = MON + number * ONE
        if mark in "xXV":
            records.append(trial(day))
        if mark in "aXw":
            records.append(away(day))
        if mark in "vVw":
            made = (spent or {}).get(number, number + 1)
            records.append(reserve(day, MON + made * ONE))
    return history(*records), MON + (days.replace(" ", "").index("|") - 1) * ONE


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_scenario(row: Row) -> None:
    reckoning = Reckoning(*recorded(row.days, row.rules, row.spent))
    stands = numbered(row.stands)
    assert len(stands) == len(numbered(row.days))
    shown = {(entry.day - MON).days: LETTERS[entry.standing] for entry in reckoning.days}
    assert {**dict.fromkeys(stands, "-"), **shown} == stands

    streak = reckoning.streak
    can_be_settled = ",".join(str((day - MON).days) for day in reversed(settleable(reckoning))) or "-"
    counts = [str(streak.streak), str(streak.best), str(streak.total), LETTERS[streak.today]]
    counts += [f"w{streak.weeks}", f"r{streak.reserves}", f"s{can_be_settled}"]
    asked = row.counts.split()
    named = {part[0] for part in asked[4:]}
    assert counts[:4] + [part for part in counts[4:] if part[0] in named] == asked


def test_the_table_shows_every_standing() -> None:
    assert set("".join(row.stands for row in ROWS)) >= set(LETTERS.values())
    assert len({row.name for row in ROWS}) == len(ROWS) >= 75
    assert {goal for row in ROWS for goal in row.rules.values() if isinstance(goal, int)} == set(range(1, 8))


# Consistency, by hand

DAY, WEEK = 0.5 ** (1 / 13), 0.5 ** (7 / 13)


@pytest.mark.parametrize(
    ("what", "days", "rules", "expected"),
    [
        ("nothing at the start", ".|", {}, 0),
        ("one done day", "x|", {}, 1 - DAY),
        ("an open day is no step", "x..|", {}, 1 - DAY),
        ("a missed day is", "x...|", {}, (1 - DAY) * DAY),
        ("a miss does not reset it", "xx.xx|", {}, (1 - DAY**2) * DAY**3 + 1 - DAY**2),
        ("rest, away and a reserve are no steps", "xxavx..|", {}, 1 - DAY**3),
        ("a trial on a rest day is one", "xxxxxx.|", {}, 1 - DAY**6),
        ("thirteen done days bring it half the way", "xxxxxx. xxxxxx. x|", {}, 0.5),
        ("a week under a goal is no step before Tuesday", "xxx.... .|", {0: 3}, 0),
        ("and one step then", "xxx.... ..|", {0: 3}, 1 - WEEK),
        ("of the part that was done", "xx..... ..|", {0: 3}, 2 / 3 * (1 - WEEK)),
        ("more than asked is no more than all", "xxxxx.. ..|", {0: 3}, 1 - WEEK),
        ("a reserve keeps a week and is no done day", "x.xv... ..|", {0: 3}, 2 / 3 * (1 - WEEK)),
        ("fewer days are asked for in a week with days away", "xxaaaaa ..|", {0: 5}, 1 - WEEK),
        ("a week that asks for nothing is no step", "xxx.... aaaaaaa ..|", {0: 3}, 1 - WEEK),
        ("two weeks", "x.x.... x...... ..|", {0: 2}, (1 - WEEK) * WEEK + 1 / 2 * (1 - WEEK)),
        ("days under a rule, then the rest of the week under a goal", "xx..x.. ..|", {2: 3},
         (1 - DAY**2) * WEEK + 1 - WEEK),
        ("on Monday last week is not judged yet", "x...... x|", {0: 2, 7: WORKDAYS}, 1 - DAY),
        ("on Tuesday it is, and Monday's trial comes after it", "x...... x.|", {0: 2, 7: WORKDAYS},
         1 / 2 * (1 - WEEK) * DAY + 1 - DAY),
    ],
)  # fmt: skip
def test_consistency(what: str, days: str, rules: dict[int, str | int], expected: float) -> None:
    spent = {number: 8 for number, mark in numbered(days).items() if mark == "v" and rules}
    assert Reckoning(*recorded(days, rules, spent)).streak.consistency == pytest.approx(expected, abs=1e-12)


# What no row can show: clocks, zones and other machines


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Everything of this experiment was told in London, from Monday on."""
    return Desk(tmp_path, day=MON)


def tell(desk: Desk) -> None:
    """Tell of a trial at this moment."""
    coach = desk.coach()
    known = coach.experiments()
    coach.tell(known[0].id if known else coach.plan("ask", pact=99).id, Outcome.EXPECTED)


def stands(desk: Desk, first: date = MON) -> str:
    """What each day stands as."""
    found = {entry.day: LETTERS[entry.standing] for entry in desk.coach().progress().days}
    return "".join(found.get(first + n * ONE, "-") for n in range((max(found) - first).days + 1))


@pytest.mark.parametrize("time", [(0, 0), (0, 1), (1, 30), (2, 0), (3, 59)])
def test_what_is_told_from_midnight_to_four_counts_for_the_evening_before(desk: Desk, time: tuple[int, int]) -> None:
    """Elsewhere, days could not end after midnight, and times between 00:00 and 04:00 vanished."""
    tell(desk.on(MON))
    tell(desk.on(WED, time[0]).at(*time))
    tell(desk.on(WED, 23))
    assert stands(desk) == "DDD"
    assert desk.coach().today().streak.streak == 3


def test_at_four_a_new_day_has_begun(desk: Desk) -> None:
    tell(desk.on(MON))
    tell(desk.on(WED, 4))
    assert stands(desk) == "DoD"


@pytest.mark.parametrize("day_start", ["00:00", "01:00", "01:30", "02:00", "04:00"])
@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_clock_change_runs_no_day_twice_and_skips_none(tmp_path: Path, day_start: str, sunday: date) -> None:
    """Elsewhere, the hour that daylight saving repeats ran the end of the day twice, and took a miss for it."""
    desk = Desk(tmp_path, day=sunday - 2 * ONE)
    desk.coach().set_day_start(day_start)
    desk.coach().set_cadence(EVERY_DAY)
    tell(desk)
    tell(desk.on(sunday - ONE))
    lines = desk.lines()
    seen = []
    for quarters in range(24):
        desk.now = Desk(tmp_path, day=sunday).on(sunday, 0).now.astimezone(UTC) + timedelta(minutes=15 * quarters)
        desk.now = desk.now.astimezone(desk.zone)
        page = desk.coach().today()
        seen.append((page.streak.streak, page.streak.best, page.streak.total, page.streak.reserves))
        assert not page.arrival.misses
    assert set(seen) == {(2, 2, 2, 2)}
    assert desk.lines() == lines
    tell(desk.on(sunday))
    tell(desk.on(sunday + ONE))
    assert stands(desk, sunday - 2 * ONE) == "DDDD"
    assert desk.coach().today().streak.streak == 4


def test_a_trial_in_each_pass_of_the_repeated_hour_is_one_done_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path, day=date(2026, 10, 24))
    for instant in ("2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"):
        desk.now = datetime.fromisoformat(instant).astimezone(desk.zone)
        assert f"{desk.now:%H:%M}" == "01:30"
        tell(desk)
    streak = desk.coach().today().streak
    assert (streak.streak, streak.total) == (1, 1)


ZONES = ["Pacific/Kiritimati", "Pacific/Auckland", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Niue"]


@pytest.mark.parametrize("zone", ZONES)
def test_travel_rewrites_no_streak(desk: Desk, zone: str) -> None:
    """Elsewhere, a flight made 398 of a streak of 800, because every day was worked out again in the new zone."""
    for day in (MON, TUE, WED, THU, FRI):
        tell(desk.on(day, 20))
    instant = desk.on(SAT).now
    desk.zone = ZoneInfo(zone)
    desk.now = instant.astimezone(desk.zone)
    streak = desk.coach().today().streak
    assert (streak.streak, streak.best, streak.total) == (5, 5, 5)
    assert stands(desk).startswith("DDDDD")


def test_eight_hundred_days_stay_eight_hundred_wherever_today_is() -> None:
    days = [MON - n * ONE for n in range(800)]
    everything = history(cadence(days[-1], EVERY_DAY), *(trial(day) for day in days))
    for today in (MON - ONE, MON, MON + ONE, MON + 2 * ONE):
        assert Reckoning(everything, today).streak.streak == 800
    assert Reckoning(everything, MON + 3 * ONE).streak.best == 800


def test_a_date_told_twice_on_the_way_west_counts_once(desk: Desk) -> None:
    """Tuesday in Auckland, then Tuesday again in Los Angeles."""
    desk.zone = ZoneInfo("Pacific/Auckland")
    tell(desk.on(MON))
    tell(desk.on(TUE))
    desk.zone = ZoneInfo("America/Los_Angeles")
    tell(desk.on(TUE))
    assert stands(desk) == "DD"
    assert desk.coach().today().streak.total == 2


@pytest.mark.parametrize("start", ["00:00", "03:00", "09:30", "12:00"])
def test_changing_the_day_start_rewrites_no_history(desk: Desk, start: str) -> None:
    """Elsewhere, every day already lived was dealt out anew."""
    for day, hour in ((MON, 9), (WED, 2), (WED, 23), (FRI, 1)):
        tell(desk.on(day, hour))
    assert stands(desk.on(FRI, 10)) == "DDDDo"
    desk.coach().set_day_start(start)
    assert stands(desk)[:4] == "DDDD"
    streak = desk.coach().today().streak
    assert (streak.streak, streak.best, streak.total) == (4, 4, 4)


def test_two_machines_that_each_tell_of_today_make_one_done_day(tmp_path: Path) -> None:
    """Elsewhere, each device made an item of its own for the day, and there were two from then on."""
    here, there = Desk(tmp_path / "here", day=MON), Desk(tmp_path / "there", day=MON)
    for desk in (here, there):
        tell(desk)
        desk.on(TUE).coach().set_cadence("3")
        tell(desk)
        desk.on(THU).coach().away(FRI, SUN)
    here.meet(there)
    for desk in (here, there):
        streak = desk.coach().today().streak
        assert (streak.streak, streak.total) == (2, 2)
        assert stands(desk) == "DDff"


def test_two_machines_that_each_spend_a_reserve_on_one_day_have_spent_one(tmp_path: Path) -> None:
    here, there = Desk(tmp_path / "here", day=MON), Desk(tmp_path / "there", day=MON)
    tell(here)
    here.meet(there)
    for desk in (here, there):
        desk.on(THU).coach().reserve(TUE)
    here.meet(there)
    for desk in (here, there):
        assert stands(desk) == "DRoo"
        assert desk.coach().today().streak.reserves == 1


def test_a_reserve_spent_stays_spent_when_every_trial_is_withdrawn() -> None:
    assert Reckoning(history(reserve(TUE, THU)), FRI).streak.reserves == 1
