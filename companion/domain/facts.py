"""What the rules ask of a whole history: one slim row a document, without its texts.

Ten years of rows are read in a few milliseconds; whoever shows a record's words fetches that record by its key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from companion.domain.records import Outcome, Record, Verdict


class PlanFact(NamedTuple):
    """A plan without its words; its key is its experiment's."""

    key: str
    day: date
    at: datetime
    theme: str
    card: str
    parent: str
    pact: int
    until: date | None
    offset: int
    capture: str
    step: str = ""


class TrialFact(NamedTuple):
    """A trial without its note."""

    key: str
    day: date
    at: datetime
    told: date
    experiment: str
    outcome: Outcome
    offset: int


class UntriedFact(NamedTuple):
    """A look back answered with "I did not try it", without its note."""

    key: str
    day: date
    at: datetime
    experiment: str
    about: date


class DecisionFact(NamedTuple):
    """A decision without its lesson; its key is its experiment's."""

    key: str
    day: date
    at: datetime
    verdict: Verdict


class ReflectionFact(NamedTuple):
    """That something was written, and on which card or for which step of a programme."""

    key: str
    day: date
    at: datetime
    card: str
    offset: int
    step: str


class ReviewFact(NamedTuple):
    """That a week was reviewed, and which theme the week after it leans towards; its key is the week's Monday."""

    key: str
    day: date
    at: datetime
    week: date
    focus: str
    focused: date | None


class ResurfacedFact(NamedTuple):
    """What a day's page showed again, as table and id; its key is the day."""

    key: str
    day: date
    at: datetime
    entry: str


Fact = PlanFact | TrialFact | UntriedFact | DecisionFact | ReflectionFact | ReviewFact | ResurfacedFact

FACTS: Mapping[str, type[Fact]] = {
    "plans": PlanFact,
    "trials": TrialFact,
    "untried": UntriedFact,
    "decisions": DecisionFact,
    "reflections": ReflectionFact,
    "reviews": ReviewFact,
    "resurfaced": ResurfacedFact,
}
"""The tables of a history that grow with the years, by its own names, and what is kept at hand of each document."""

_FIELDS = {name: attrgetter(*kind._fields[1:]) for name, kind in FACTS.items()}


def fact_of(table: str, key: str, record: Record) -> Fact:
    """The row of one record of a table that has rows."""
    return FACTS[table](key, *_FIELDS[table](record))


def facts_of(table: str, records: Mapping[str, Record]) -> dict[str, Fact]:
    """The rows of all records of such a table."""
    kind, fields = FACTS[table], _FIELDS[table]
    return {key: kind(key, *fields(record)) for key, record in records.items()}


@dataclass(frozen=True)  # no slots, because it keeps what it has once worked out
class Facts:
    """The rows of each such table by key, and what several rules work out of them."""

    plans: Mapping[str, PlanFact]
    trials: Mapping[str, TrialFact]
    untried: Mapping[str, UntriedFact]
    decisions: Mapping[str, DecisionFact]
    reflections: Mapping[str, ReflectionFact]
    reviews: Mapping[str, ReviewFact]
    resurfaced: Mapping[str, ResurfacedFact]

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Record]]) -> Facts:
        """The facts of whole records, by table."""
        rows: dict[str, Any] = {name: facts_of(name, tables[name]) for name in FACTS}
        return cls(**rows)

    def renewed(self, table: str, changes: Iterable[tuple[str, Record | None]]) -> Facts:
        """These facts after some documents of one table have changed; None stands for one that is gone."""
        rows: dict[str, Fact] = dict(getattr(self, table))
        for key, record in changes:
            if record is None:
                rows.pop(key, None)
            else:
                rows[key] = fact_of(table, key, record)
        fresh = replace(self, **{table: rows})  # type: ignore[arg-type]  # each table has rows of its kind
        if table != "plans" and "planned_on" in self.__dict__:
            fresh.__dict__["planned_on"] = self.planned_on  # what plans alone decide stands
        return fresh

    @cached_property
    def done_days(self) -> frozenset[date]:
        """The days that carry at least one trial, whatever its outcome."""
        return frozenset([trial.day for trial in self.trials.values()])

    @cached_property
    def first_told(self) -> date | None:
        """The day of the trial that was recorded first; None before any."""
        first = min(self.trials.values(), key=attrgetter("at", "key"), default=None)
        return first.day if first else None

    @cached_property
    def recorded_days(self) -> frozenset[date]:
        """The days on which one of these was recorded; a trial counts on the day it was told."""
        dated: list[Mapping[str, Fact]] = [
            self.plans,
            self.untried,
            self.decisions,
            self.reflections,
            self.reviews,
        ]
        days = {one.day for table in dated for one in table.values()}
        return frozenset(days | {one.told for one in self.trials.values()})

    @cached_property
    def tried(self) -> Mapping[str, int]:
        """How many trials each experiment has had."""
        return Counter([trial.experiment for trial in self.trials.values()])

    @cached_property
    def themes(self) -> Mapping[str, str]:
        """The theme of each experiment."""
        return {key: plan.theme for key, plan in self.plans.items()}

    @cached_property
    def planned_on(self) -> Mapping[str, Sequence[PlanFact]]:
        """The plans made on each card, by its ref, in the order of the table."""
        found: dict[str, list[PlanFact]] = {}
        for plan in self.plans.values():
            if plan.card:
                found.setdefault(plan.card, []).append(plan)
        return found

    @cached_property
    def undecided(self) -> tuple[PlanFact, ...]:
        """The plans that may be open on some day: not decided and not full by number; the latest planned first."""
        decisions, tried = self.decisions, self.tried
        found = [
            plan
            for key, plan in self.plans.items()
            if key not in decisions and (plan.until is not None or tried.get(key, 0) < plan.pact)
        ]
        return tuple(sorted(found, key=attrgetter("at", "key"), reverse=True))

    @cached_property
    def _under_way(self) -> Mapping[str, Sequence[TrialFact]]:
        found: dict[str, list[TrialFact]] = {plan.key: [] for plan in self.undecided}
        for trial in self.trials.values():
            if trial.experiment in found:
                found[trial.experiment].append(trial)
        return found

    def of_page(self, day: date) -> list[PlanFact]:
        """The plans that are the experiment of that day's page; what adapting, or a guide, began is not."""
        return [plan for plan in self.plans.values() if plan.day == day and not (plan.parent or plan.capture)]

    def answers_of(self, day: date) -> list[ReflectionFact]:
        """What was written to the questions of that day's page; what a programme's check asked is not."""
        return [words for words in self.reflections.values() if words.day == day and not words.step]

    def trials_of(self, experiment: str) -> Sequence[TrialFact]:
        """The trials of one experiment, in the order of the table."""
        if experiment in self._under_way:  # those are asked about again and again, and are few
            return self._under_way[experiment]
        return self._grouped.get(experiment, [])

    @cached_property
    def _grouped(self) -> Mapping[str, Sequence[TrialFact]]:
        found: dict[str, list[TrialFact]] = {}
        for trial in self.trials.values():
            found.setdefault(trial.experiment, []).append(trial)
        return found

    def told_on(self, day: date, asked: date | None) -> list[TrialFact | UntriedFact]:
        """The answers that a day's page was given to its look back; what was told of days before `asked` settles
        a miss, and answers nothing."""
        since = asked or date.min
        told: list[TrialFact | UntriedFact] = [
            trial for trial in self.trials.values() if trial.told == day and since <= trial.day < day
        ]
        return told + [answer for answer in self.untried.values() if answer.day == day and since <= answer.about < day]
