"""Following a programme: which of its steps are done, which comes next; by what was done, not by the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.domain.history import History
from companion.domain.records import Course, Enrolment


@dataclass(frozen=True, slots=True)
class Following:
    """One enrolment as it stands. `programme` is None, and `steps` empty, where its pack is not here.

    `next` is None for one that is over, or has nothing left to do; `tried` counts the trials of the next step's card
    that have been told since the step `opened`.
    """

    id: str
    enrolment: Enrolment
    programme: Programme | None
    steps: tuple[ProgrammeStep, ...]
    done: frozenset[str]
    next: ProgrammeStep | None
    opened: datetime
    tried: int = 0

    @property
    def is_active(self) -> bool:
        """Whether its next step has its place on the daily page."""
        return self.enrolment.course is Course.ACTIVE and self.next is not None

    @property
    def number(self) -> int:
        """The place of the next step among the steps, from 1; of the last one, where none is next."""
        return self.steps.index(self.next) + 1 if self.next else len(self.steps)


def step_key(enrolment: str, step: str) -> str:
    """The key of the record that a step of an enrolment is done."""
    return f"{enrolment}.{step}"


def follow(history: History, key: str, programme: Programme | None) -> Following:
    """How an enrolment stands. Steps are known by their ids, so one that an update removed is passed over, and one
    that it added is still to do."""
    enrolment = history.enrolments[key]
    marks = [mark for mark in history.steps.values() if mark.enrolment == key]
    opened = max([enrolment.at, *[mark.at for mark in marks]])
    done = frozenset(mark.step for mark in marks)
    steps = programme.steps_of(enrolment.variant) if programme else ()
    over = enrolment.course in (Course.LEFT, Course.FINISHED)
    coming = None if over else next((step for step in steps if step.id not in done), None)
    tried = trials_since(history, coming.ref, opened) if coming and coming.kind is StepKind.CARD else 0
    return Following(key, enrolment, programme, steps, done, coming, opened, tried)


def follow_all(history: History, find: Callable[[str], Programme | None]) -> list[Following]:
    """Every enrolment; the one whose next step has been open longest first, so that several take turns."""
    found = [follow(history, key, find(one.programme)) for key, one in history.enrolments.items()]
    return sorted(found, key=lambda one: (one.opened, one.id))


def trials_since(history: History, card: str, opened: datetime) -> int:
    """How many trials there are of what was planned from a card since its step opened."""
    facts = history.facts
    plans = {key for key, plan in facts.plans.items() if plan.card == card and plan.at >= opened}
    return sum(trial.experiment in plans for trial in facts.trials.values()) if plans else 0


def next_card(following: Sequence[Following]) -> str:
    """The card that a programme has next on the daily page, "" for none."""
    refs = [one.next.ref for one in following if one.is_active and one.next and one.next.kind is StepKind.CARD]
    return refs[0] if refs else ""


def is_met(following: Following) -> bool:
    """Whether the next step is a card that has had all its trials."""
    step = following.next
    return step is not None and step.kind is StepKind.CARD and following.tried >= step.trials
