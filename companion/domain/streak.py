"""The streak, its reserves and its consistency: one pass over the days, in their order.

Every number that is shown comes from this one replay, so that the explanation cannot disagree with the streak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from companion.domain.standing import DayStanding, Ledger, Standing, standing_of, standings
from companion.domain.weeks import Week, has_goal, is_judged, week_of

MOST_RESERVES = 2
DAYS_FOR_A_RESERVE = 7
_HALF_LIFE = 13
_DAY_MEMORY = 0.5 ** (1 / _HALF_LIFE)
_DAY_GAIN = 1 - _DAY_MEMORY
_WEEK_MEMORY = 0.5 ** (7 / _HALF_LIFE)
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Streak:
    """Done days since the last break, the longest such run ever, all done days, and today's standing.

    `consistency`, 0 to 1, never resets: an exponential moving average, as Loop Habit Tracker reckons it. `weeks` are
    the goals kept in the run; `reserves` the balance, 0 to 2; `towards` the done days gathered for the next.
    """

    streak: int
    best: int
    total: int
    today: Standing
    consistency: float = 0.0
    weeks: int = 0
    reserves: int = MOST_RESERVES
    towards: int = 0


class Tally:
    """The numbers as they stand at the end of one day. One is moved on day by day; copy what is to be kept."""

    __slots__ = ("best", "broken", "consistency", "reserves", "run", "total", "towards", "week", "weeks")

    def __init__(self) -> None:
        self.run = self.best = self.total = self.weeks = self.towards = 0
        self.reserves, self.consistency = MOST_RESERVES, 0.0
        self.week: Week | None = None
        """The week that was judged at the end of this day."""
        self.broken = False
        """Whether the run broke on this day."""

    def do(self) -> None:
        """A done day: one more in the run, and one more towards a reserve."""
        self.run += 1
        self.total += 1
        if self.run > self.best:
            self.best = self.run
        self.towards += 1
        if self.towards == DAYS_FOR_A_RESERVE:
            self.towards = 0
            self.reserves = min(MOST_RESERVES, self.reserves + 1)

    def spend(self, number: int) -> None:
        """Reserves spent on this day. They stay spent, whatever later corrections say of what there was."""
        self.reserves = max(0, self.reserves - number)

    def judge(self, week: Week) -> None:
        """The end of a week that asked for something: kept, or a break on its Sunday."""
        self.week = week
        self.average(_WEEK_MEMORY, min(1.0, week.done / week.target))
        if week.short:
            self.lapse()
        elif not self.broken:
            self.weeks += 1

    def lapse(self) -> None:
        """A break: the run ends here, and nothing done in it counts towards a reserve any more."""
        self.run = self.weeks = self.towards = 0
        self.broken = True

    def average(self, memory: float, value: float) -> None:
        """One step of the moving average."""
        self.consistency = self.consistency * memory + value * (1 - memory)


def replay(ledger: Ledger, days: Sequence[DayStanding]) -> Iterator[tuple[DayStanding, Tally]]:
    """Each day with the tally at its end; the same Tally moved on, so that thirty years make no garbage."""
    tally, goals = Tally(), ledger.cadence.has_goals
    spends = Counter(max(spend.made, days[0].day) for spend in ledger.spends) if days else Counter[date]()
    for entry in days:
        day, standing = entry
        tally.week, tally.broken = None, False
        if standing is Standing.DONE:
            tally.do()
            if not (goals and ledger.cadence.goal(day)):
                tally.consistency = tally.consistency * _DAY_MEMORY + _DAY_GAIN
        elif standing is Standing.MISSED:
            tally.average(_DAY_MEMORY, 0.0)
            tally.lapse()
        if spends and day in spends:
            tally.spend(spends[day])
        if goals and day.weekday() == _SUNDAY and is_judged(day, ledger.today) and has_goal(ledger, day):
            week = week_of(ledger, day)
            if week.target:
                tally.judge(week)
        yield entry, tally


def streak_of(ledger: Ledger, days: Sequence[DayStanding] | None = None) -> Streak:
    """The streak as of the ledger's today; `days` are its standings, where they are known already."""
    tally = Tally()
    for _, tally in replay(ledger, standings(ledger) if days is None else days):  # noqa: B007  # the last one is wanted
        pass
    tally.spend(sum(not ledger.done or spend.made > ledger.last for spend in ledger.spends))
    return Streak(
        streak=tally.run,
        best=tally.best,
        total=tally.total,
        today=standing_of(ledger, ledger.today),
        consistency=tally.consistency,
        weeks=tally.weeks,
        reserves=tally.reserves,
        towards=tally.towards,
    )
