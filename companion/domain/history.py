"""The journal as the rules see it: records by id, and the few questions that every rule asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from companion.domain.facts import FACTS, Facts, PlanFact, TrialFact
from companion.domain.records import (
    Away,
    CadenceChange,
    Capture,
    Decision,
    Enrolment,
    Feed,
    Plan,
    Record,
    Reflection,
    Reserve,
    Resurfaced,
    Review,
    Setting,
    StepDone,
    Swap,
    Trial,
    Untried,
    Verdict,
    Waived,
)


class State(StrEnum):
    """Where an experiment stands; `full` waits for a decision and still takes trials."""

    OPEN = "open"
    FULL = "full"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    DROPPED = "dropped"


_DECIDED = {Verdict.ADOPT: State.ADOPTED, Verdict.ADAPT: State.ADAPTED, Verdict.DROP: State.DROPPED}


class Experiment(NamedTuple):
    """A plan with its trials, oldest first, and its decision if there is one."""

    id: str
    plan: Plan
    trials: tuple[Trial, ...] = ()
    decision: Decision | None = None

    def state(self, today: date) -> State:
        """Open until its pact is full (by number or by date), then full until decided."""
        return _state(self.plan, len(self.trials), self.decision.verdict if self.decision else None, today)


def _state(plan: Plan | PlanFact, trials: int, verdict: Verdict | None, today: date) -> State:
    if verdict:
        return _DECIDED[verdict]
    if plan.until is not None:
        return State.FULL if today > plan.until else State.OPEN
    return State.FULL if trials >= plan.pact else State.OPEN


@dataclass(frozen=True)  # no slots, because it keeps what it has once worked out
class History:
    """Everything recorded, by table and id. Keys: a decision's is its experiment; a cadence's its day; a review's its
    Monday; a reserve's and a waived miss's the day they are about; a feed's its pack; an enrolment's its programme and
    number. `known` are the facts where they are known already; the tables may then fetch their records one by one.
    """

    plans: Mapping[str, Plan] = field(default_factory=dict)
    trials: Mapping[str, Trial] = field(default_factory=dict)
    untried: Mapping[str, Untried] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    reflections: Mapping[str, Reflection] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    resurfaced: Mapping[str, Resurfaced] = field(default_factory=dict)
    swaps: Mapping[str, Swap] = field(default_factory=dict)
    cadences: Mapping[str, CadenceChange] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    away: Mapping[str, Away] = field(default_factory=dict)
    reserves: Mapping[str, Reserve] = field(default_factory=dict)
    waived: Mapping[str, Waived] = field(default_factory=dict)
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    enrolments: Mapping[str, Enrolment] = field(default_factory=dict)
    steps: Mapping[str, StepDone] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)
    known: Facts | None = field(default=None, compare=False, repr=False)

    @cached_property
    def facts(self) -> Facts:
        """What the rules ask of the whole history; asking it reads no record's text."""
        return self.known or Facts.of({name: getattr(self, name) for name in FACTS})

    def renewed(self, table: str, changes: Sequence[tuple[str, Record | None]]) -> History:
        """This history after some documents of one table have changed; None stands for one that is gone."""
        held = dict(getattr(self, table))
        for key, record in changes:
            if record is None:
                held.pop(key, None)
            else:
                held[key] = record
        known = self.known or self.__dict__.get("facts")  # not worked out for this, where nobody has asked
        if known and table in FACTS:
            known = known.renewed(table, changes)
        renewed: dict[str, Any] = {table: held, "known": known}
        return replace(self, **renewed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has ever been recorded."""
        done = self.plans or self.trials or self.reflections or self.cadences or self.swaps or self.away
        return not (done or self.enrolments or self.steps or self.captures or self.feeds)

    def done_days(self) -> frozenset[date]:
        """The days that carry at least one trial, whatever its outcome."""
        return self.facts.done_days

    def state_of(self, plan: PlanFact, day: date) -> State:
        """Where this plan's experiment stands on a day; this reads no record's text."""
        decision = self.facts.decisions.get(plan.key)
        trials = self.facts.tried.get(plan.key, 0)
        return _state(plan, trials, decision.verdict if decision else None, day)

    def is_open(self, plan: PlanFact, day: date) -> bool:
        """Whether this plan's experiment is open on a day."""
        return self.state_of(plan, day) is State.OPEN

    def recorded_days(self) -> frozenset[date]:
        """The days on which something was recorded by hand; a trial counts on the day it was told."""
        small: list[Mapping[str, Record]] = [self.swaps, self.cadences, self.settings]
        small += [self.away, self.reserves, self.waived, self.feeds, self.enrolments, self.steps, self.captures]
        return self.facts.recorded_days | {one.day for table in small for one in table.values()}

    @cached_property
    def experiments(self) -> tuple[Experiment, ...]:
        """All experiments, the latest planned first."""
        tried: dict[str, list[Trial]] = {}
        for trial in self.trials.values():
            tried.setdefault(trial.experiment, []).append(trial)
        found = [self._experiment(key, plan, tried.get(key, ())) for key, plan in self.plans.items()]
        found.sort(key=lambda experiment: (experiment.plan.at, experiment.id), reverse=True)
        return tuple(found)

    def experiment(self, key: str) -> Experiment:
        """One experiment by its whole id; KeyError where there is none."""
        trials = [self.trials[trial.key] for trial in self.facts.trials_of(key)]
        return self._experiment(key, self.plans[key], trials)

    def _experiment(self, key: str, plan: Plan, trials: Sequence[Trial]) -> Experiment:
        if len(trials) > 1:
            trials = sorted(trials, key=lambda trial: (trial.day, trial.at))
        return Experiment(key, plan, tuple(trials), self.decisions.get(key))

    def theme_of(self, trial: Trial | TrialFact) -> str:
        """A trial counts for its experiment's theme; "" where the experiment is not here."""
        return self.facts.themes.get(trial.experiment, "")
