"""Why the streak is what it is, day by day, in sentences; and which records lie behind each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from companion.domain.history import History
from companion.domain.phrases import days_of, goal_words, number, plural, short_date, weekday
from companion.domain.reckoning import Reckoning
from companion.domain.records import Away, Reserve
from companion.domain.rules import plain_week
from companion.domain.standing import Standing
from companion.domain.streak import replay
from companion.domain.weeks import Week


class Reason(NamedTuple):
    """One day: what it stands as, the streak at its end, whether the run broke there, and why, as a sentence."""

    day: date
    standing: Standing
    run: int
    broken: bool
    because: str


def reasons(history: History, reckoning: Reckoning) -> list[Reason]:
    """Every day from the first trial on. The last one's `run` is the streak."""
    teller = _Teller(history, reckoning)
    found, run = list[Reason](), 0
    for entry, tally in replay(reckoning.ledger, reckoning.days):
        ended = tally.broken and (run > 0 or entry.standing is Standing.DONE)
        words = teller.tell(entry.day, entry.standing, tally.week, ended)
        found.append(Reason(entry.day, entry.standing, tally.run, tally.broken, words))
        run = tally.run
    return found


def what_counts(reckoning: Reckoning) -> str:
    """Which days count today, as a sentence."""
    period = reckoning.ledger.cadence.period(reckoning.today)
    if period.goal:
        return f"What counts: {goal_words(period.goal)}."
    return f"What counts: {days_of(period.rule)}."


class _Teller:
    def __init__(self, history: History, reckoning: Reckoning) -> None:
        self._cadence, self._today = reckoning.ledger.cadence, reckoning.today
        self._trials = Counter(trial.day for trial in history.facts.trials.values())
        self._away: list[Away] = sorted(history.away.values(), key=lambda one: (one.first, one.last))
        self._reserves: dict[date, Reserve] = {one.covers: one for one in history.reserves.values()}

    def tell(self, day: date, standing: Standing, week: Week | None, ended: bool) -> str:
        """`ended` says that a run ended on this day."""
        words = {
            Standing.DONE: self._done,
            Standing.AWAY: self._gone,
            Standing.REST: self._rest,
            Standing.RESERVE: self._bridged,
            Standing.FREE: self._free,
            Standing.OPEN: self._open,
            Standing.MISSED: self._missed,
        }[standing](day)
        ending = ", so the run ended here." if ended else "."
        if standing is Standing.MISSED:
            words += ending if week is None or not week.short else "."
        return " ".join(filter(None, [words, _week(week, ending)]))

    def _done(self, day: date) -> str:
        trials = self._trials[day]
        return "One trial." if trials == 1 else f"{plural(trials, 'trial').capitalize()}; a day counts once."

    def _gone(self, day: date) -> str:
        range_ = next((one for one in self._away if one.first <= day <= one.last), None)
        if range_ is None or range_.first == range_.last:
            return "You were away." if day < self._today else "You are away."
        was = "were" if range_.last < self._today else "are"
        return f"You {was} away from {short_date(range_.first)} to {short_date(range_.last)}."

    def _rest(self, day: date) -> str:
        rule = self._cadence.period(day).rule
        return f"{weekday(day)}s do not count." if plain_week(rule) is not None else "The rule does not name this day."

    def _bridged(self, day: date) -> str:
        return f"Bridged by a reserve, spent on {short_date(self._reserves[day].day)}."

    def _free(self, day: date) -> str:
        goal = self._cadence.goal(day)
        return "No trial." if goal == 7 else f"Nothing was due: any {plural(goal, 'day')} of the week will do."

    def _open(self, day: date) -> str:
        return "Still open." if day >= self._today else "Still open: it can be told today."

    def _missed(self, day: date) -> str:
        return "No trial"


def _week(week: Week | None, ending: str) -> str:
    if week is None:
        return ""
    got = week.done + week.bridged
    if week.short:
        return f"The week ends with {number(got)} of {plural(week.target, 'day')}{ending}"
    return f"The week is kept, {number(got)} of {plural(week.target, 'day')}."


def run_of(found: list[Reason]) -> Iterator[Reason]:
    """The present run: from the day that broke the one before, if any did, or from the first."""
    breaks = [index for index, one in enumerate(found) if one.broken]
    yield from found[breaks[-1] if breaks else 0 :]
