"""The journal as the rules see it: records by id, and the few questions that every rule asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from companion.domain.records import (
    Away,
    CadenceChange,
    Decision,
    Plan,
    Record,
    Reflection,
    Reserve,
    Setting,
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
        if self.decision:
            return _DECIDED[self.decision.verdict]
        if self.plan.until is not None:
            return State.FULL if today > self.plan.until else State.OPEN
        return State.FULL if len(self.trials) >= self.plan.pact else State.OPEN


@dataclass(frozen=True)  # no slots, because it keeps what it has once worked out
class History:
    """Everything recorded, by table and id.

    Keys: a decision's is its experiment; a cadence's its day; a reserve's and a waived miss's the day they are about.
    """

    plans: Mapping[str, Plan] = field(default_factory=dict)
    trials: Mapping[str, Trial] = field(default_factory=dict)
    untried: Mapping[str, Untried] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    reflections: Mapping[str, Reflection] = field(default_factory=dict)
    swaps: Mapping[str, Swap] = field(default_factory=dict)
    cadences: Mapping[str, CadenceChange] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    away: Mapping[str, Away] = field(default_factory=dict)
    reserves: Mapping[str, Reserve] = field(default_factory=dict)
    waived: Mapping[str, Waived] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has ever been recorded."""
        return not (self.plans or self.trials or self.reflections or self.cadences or self.swaps or self.away)

    def done_days(self) -> set[date]:
        """The days that carry at least one trial, whatever its outcome."""
        return {trial.day for trial in self.trials.values()}

    def first_told(self) -> date | None:
        """The day of the trial that was recorded first; None before any."""
        first = min(self.trials.items(), key=lambda pair: (pair[1].at, pair[0]), default=None)
        return first[1].day if first else None

    def recorded_days(self) -> set[date]:
        """The days on which something was recorded by hand; a trial counts on the day it was told."""
        dated: list[Mapping[str, Record]] = [self.plans, self.untried, self.decisions, self.reflections, self.swaps]
        dated += [self.cadences, self.settings, self.away, self.reserves, self.waived]
        return {one.day for table in dated for one in table.values()} | {one.told for one in self.trials.values()}

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
        trials = [trial for trial in self.trials.values() if trial.experiment == key]
        return self._experiment(key, self.plans[key], trials)

    def _experiment(self, key: str, plan: Plan, trials: Sequence[Trial]) -> Experiment:
        if len(trials) > 1:
            trials = sorted(trials, key=lambda trial: (trial.day, trial.at))
        return Experiment(key, plan, tuple(trials), self.decisions.get(key))

    def theme_of(self, trial: Trial) -> str:
        """A trial counts for its experiment's theme; "" where the experiment is not here."""
        plan = self.plans.get(trial.experiment)
        return plan.theme if plan else ""
