"""The rule of the streak once more, as naively as it can be written: every question is asked of every day anew.

It shares nothing with the product's own reckoning but the names of the standings, and is far too slow to ship.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from dateutil.rrule import rrulestr

ONE, WEEK = timedelta(days=1), timedelta(days=7)
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
Spent = tuple[date, date]
"""The day a reserve covers, and the day it was spent on."""


@cache
def named(rule: str, since: date, until: date) -> frozenset[date]:
    """The days a rule names, anchored on the Monday of the week it was set."""
    anchor = datetime.combine(since - timedelta(days=since.weekday()), time())
    found = rrulestr(rule, dtstart=anchor).between(anchor, datetime.combine(until, time()), inc=True)
    return frozenset(moment.date() for moment in found)


class Reference:
    """The numbers as of `today`; `changes` are rules and weekly goals by the day each was set."""

    def __init__(
        self,
        today: date,
        done: Collection[date],
        changes: Mapping[date, str | int],
        away: Collection[date] = (),
        spends: Sequence[Spent] = (),
        recorded_first: date | None = None,
    ) -> None:
        self.today, self.done, self.changes, self.away, self.spends = today, done, changes, away, spends
        self.covered = {covers for covers, _ in spends}
        self.first, self.last = min(done, default=today), max([today, *done])
        self.recorded_first = recorded_first or self.first

    def counting(self, day: date) -> tuple[date, str | int]:
        """What counts on a day, and since when."""
        since = max((start for start in self.changes if start <= day), default=None)
        return (since, self.changes[since]) if since else (date(2020, 1, 6), WORKDAYS)

    def goal(self, day: date) -> int:
        found = self.counting(day)[1]
        return found if isinstance(found, int) else 0

    def is_rest(self, day: date) -> bool:
        since, found = self.counting(day)
        return isinstance(found, str) and day not in named(found, since, self.last + 60 * ONE)

    def asked(self) -> date:
        """The latest counted day before today."""
        day = self.today - ONE
        while self.is_rest(day) or day in self.away:
            day -= ONE
            if (self.today - day).days > 8 * 366:
                return date.min
        return day

    def standing(self, day: date) -> str:
        if day in self.done:
            return "done"
        if day in self.away:
            return "away"
        if self.is_rest(day):
            return "rest"
        if day in self.covered:
            return "reserve"
        if self.goal(day):
            return "free"
        return "open" if day >= self.today or day == self.asked() else "missed"

    def days(self) -> list[date]:
        """From the first trial to today, or to the last done day if that is later."""
        if not self.done:
            return []
        return [self.first + n * ONE for n in range((self.last - self.first).days + 1)]

    def standings(self) -> dict[date, str]:
        return {day: self.standing(day) for day in self.days()}

    def target(self, sunday: date) -> int:
        """What the week that ends on a Sunday asks for."""
        week = [sunday - n * ONE for n in range(7)]
        start = self.recorded_first if self.recorded_first in week else date.min
        goals = {self.goal(day) for day in week} - {0}
        return max(
            (min(n, sum(self.goal(day) == n and day >= start and day not in self.away for day in week)) for n in goals),
            default=0,
        )

    def week(self, sunday: date) -> tuple[int, int]:
        """The done days of a week, and those bridged by a reserve."""
        week = [sunday - n * ONE for n in range(7)]
        return sum(d in self.done for d in week), sum(d in self.covered and d not in self.done for d in week)

    def judged(self) -> list[date]:
        """The Sundays of the weeks that have been judged and asked for something."""
        return [
            day for day in self.days() if day.weekday() == 6 and day + 2 * ONE <= self.today and self.target(day) > 0
        ]

    def is_kept(self, sunday: date) -> bool:
        return sum(self.week(sunday)) >= self.target(sunday)

    def breaks(self) -> list[date]:
        missed = {day for day, standing in self.standings().items() if standing == "missed"}
        return sorted(missed | {sunday for sunday in self.judged() if not self.is_kept(sunday)})

    def streak(self) -> int:
        since = max(self.breaks(), default=date.min)
        return len([day for day in self.done if day > since])

    def best(self) -> int:
        """The longest run: a day that breaks is the last that can belong to the run it ends."""
        ends = [date.min, *self.breaks(), date.max]
        return max(len([day for day in self.done if before < day <= end]) for before, end in pairwise(ends))

    def weeks(self) -> int:
        since = max(self.breaks(), default=date.min)
        return len([sunday for sunday in self.judged() if sunday > since and self.is_kept(sunday)])

    def reserves(self) -> int:
        balance, count, breaks = 2, 0, self.breaks()
        moments = set(self.days()) | {made for _, made in self.spends}
        for day in sorted(moments):
            if day in self.done:
                count += 1
                if count == 7:
                    count, balance = 0, min(2, balance + 1)
            if day in breaks:
                count = 0
            balance = max(0, balance - len([made for _, made in self.spends if made == day]))
        return balance

    def consistency(self) -> float:
        day_memory, week_memory, level, judged = 0.5 ** (1 / 13), 0.5 ** (7 / 13), 0.0, self.judged()
        for day, standing in self.standings().items():
            if standing in ("done", "missed") and not self.goal(day):
                level = level * day_memory + (1 - day_memory) * (standing == "done")
            if day in judged:
                level = level * week_memory + (1 - week_memory) * min(1, self.week(day)[0] / self.target(day))
        return level
