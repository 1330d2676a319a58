"""Streaks of every kind for hypothesis: sparse and dense, under rules and goals, with away days and reserves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from companion.domain.cadence import Cadence
from companion.domain.history import History
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from companion.domain.standing import Ledger, Spend, standings
from companion.domain.streak import Streak, streak_of
from tests.domain.making import MON, ONE, at, away, cadence, history, reserve, trial
from tests.domain.reference import Reference

RULES = [EVERY_DAY, WORKDAYS, weekly([0]), weekly([5, 6]), weekly([1, 3]), "FREQ=DAILY;INTERVAL=3",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=MONTHLY;BYMONTHDAY=1"]  # fmt: skip
BACK, AHEAD = 45, 4
SPAN = BACK + AHEAD + 1

counting: st.SearchStrategy[str | int] = st.one_of(st.integers(1, 7), st.sampled_from(RULES))


def _offsets(bits: int) -> set[int]:
    return {n - BACK for n in range(SPAN) if bits >> n & 1}


sparse = st.sets(st.integers(-BACK, AHEAD), max_size=12)
dense = st.integers(0, 2**SPAN - 1).map(_offsets)
full = sparse.map(lambda gaps: set(range(-BACK, AHEAD + 1)) - gaps)
recent = st.tuples(st.integers(-BACK, 0), sparse).map(lambda pair: set(range(pair[0], 1)) - pair[1])
some = st.one_of(sparse, dense, full, recent)
ranges = st.lists(st.tuples(st.integers(-BACK - 5, AHEAD + 20), st.integers(0, 16)), max_size=3)
spends = st.dictionaries(st.integers(-BACK, AHEAD - 1), st.integers(1, 7), max_size=8)


@dataclass(frozen=True)
class Case:
    """What a streak depends on. `begun` is the day of the trial that was recorded first."""

    today: date
    done: frozenset[date]
    changes: dict[date, str | int] = field(default_factory=dict)
    ranges: tuple[tuple[date, date], ...] = ()
    spends: tuple[Spend, ...] = ()
    begun: date | None = None

    @property
    def away(self) -> frozenset[date]:
        days = [first + n * ONE for first, last in self.ranges for n in range((last - first).days + 1)]
        return frozenset(days)

    def ledger(self) -> Ledger:
        until = max([self.today, *self.done]) + timedelta(days=70)
        known = Cadence([cadence(day, found) for day, found in self.changes.items()], until)
        return Ledger(self.today, self.done, known, self.away, self.spends, self.begun)

    def reference(self) -> Reference:
        return Reference(self.today, self.done, self.changes, self.away, self.spends, self.begun)

    def streak(self) -> Streak:
        ledger = self.ledger()
        return streak_of(ledger, standings(ledger))

    def with_trial(self, day: date) -> Case:
        """One trial more, recorded later than the others."""
        return replace(self, done=self.done | {day}, begun=self.begun or day)

    def history(self) -> History:
        """The same as records; the trial of `begun` has the earliest instant."""
        trials = [(f"t{day}", trial(day, told=max(day, self.today), made=at(self.today))) for day in sorted(self.done)]
        if self.begun:
            trials.append(("first", trial(self.begun, told=self.begun, made=at(date(2020, 1, 1)))))
        return history(
            *trials,
            *((day.isoformat(), cadence(day, found)) for day, found in self.changes.items()),
            *(away(first, last) for first, last in self.ranges),
            *((one.covers.isoformat(), reserve(*one)) for one in self.spends),
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any history around a today that may be any day of the week."""
    today = MON + draw(st.integers(0, 6)) * ONE

    def near(number: int) -> date:
        return today + number * ONE

    done = frozenset(map(near, draw(some)))
    changes = draw(st.dictionaries(st.integers(-BACK - 10, 1).map(near), counting, max_size=3))
    spent = tuple(Spend(near(covers), near(covers + after)) for covers, after in draw(spends).items())
    gone = tuple((near(first), near(first + more)) for first, more in draw(ranges))
    return Case(today, done, changes, gone, spent, draw(st.sampled_from(sorted(done))) if done else None)


near = st.integers(-BACK - 10, 0)
"""How many days before today something may be told of."""
