"""Weeks under a weekly goal: what a week asks for, what it got, and when that is judged."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from companion.domain.standing import Ledger

_DAYS = tuple(timedelta(days=back) for back in range(6, -1, -1))
JUDGED_AFTER = timedelta(days=2)
"""From its Sunday: on Monday, Monday's page still asks about the week's last day."""


class Week(NamedTuple):
    """One week, known by its Sunday: the days it asks for, those done, and those bridged by a reserve."""

    sunday: date
    target: int
    done: int
    bridged: int

    @property
    def short(self) -> int:
        """How many days are lacking; 0 in a week that is kept or asks for nothing."""
        return max(0, self.target - self.done - self.bridged)


def sunday_of(day: date) -> date:
    """The last day of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def is_judged(sunday: date, today: date) -> bool:
    """Whether a week that ends on this Sunday has been judged."""
    return today >= sunday + JUDGED_AFTER


def week_of(ledger: Ledger, sunday: date) -> Week:
    """The week that ends on this Sunday. Its target is min(n, its days under the goal that are not away, from the
    first trial on); under two goals in one week, the larger. All the week's done days help to reach it.
    """
    if not ledger.done:
        return Week(sunday, 0, 0, 0)
    begun = ledger.begun or ledger.first
    # Of the week of the trial that was recorded first, only the days from that trial on are asked for, and of any
    # other week all of them: were it otherwise, one more trial, told late, could turn a kept week into a short one.
    start = begun if sunday - _DAYS[0] <= begun <= sunday else date.min
    days = [sunday - back for back in _DAYS]
    asked: Counter[int] = Counter()
    for day in days:
        goal = ledger.cadence.goal(day)
        if goal and day >= start and day not in ledger.away:
            asked[goal] += 1
    target = max((min(goal, number) for goal, number in asked.items()), default=0)
    reserved = ledger.reserved
    done = sum(day in ledger.done for day in days)
    return Week(sunday, target, done, sum(day in reserved and day not in ledger.done for day in days))


def has_goal(ledger: Ledger, sunday: date) -> bool:
    """Whether any day of the week stands under a weekly goal."""
    return any(ledger.cadence.goal(sunday - back) for back in _DAYS)
