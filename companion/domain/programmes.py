"""Following a programme: which of its steps are done, which comes next; by what was done, not by the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.domain.history import History
from companion.domain.records import Course, Enrolment, StepDone


@dataclass(frozen=True, slots=True)
class Following:
    """The latest enrolment in a programme as it stands; without its pack, `programme` is None and `steps` is empty.

    `next` is None where nothing is left to do, `missing` where what it names is not here, and `tried` counts the trials
    of its card since it `opened`."""

    id: str
    enrolment: Enrolment
    programme: Programme | None
    steps: tuple[ProgrammeStep, ...]
    done: frozenset[str]
    next: ProgrammeStep | None
    opened: datetime
    tried: int = 0
    missing: bool = False

    @property
    def title(self) -> str:
        """What the programme is called; where its pack is not here, what it was called."""
        return self.programme.title if self.programme else self.enrolment.title

    @property
    def course(self) -> Course:
        """How it stands; one is finished, too, for which an update has left nothing to do."""
        is_over = self.programme is not None and self.next is None and self.enrolment.course is Course.ACTIVE
        return Course.FINISHED if is_over else self.enrolment.course

    @property
    def is_active(self) -> bool:
        """Whether its next step has its place on the daily page."""
        return self.course is Course.ACTIVE and self.next is not None

    @property
    def number(self) -> int:
        """The place of the next step among the steps, from 1; of the last one, where none is next."""
        return self.place(self.next) if self.next else len(self.steps)

    @property
    def lost_variant(self) -> str:
        """The variant that was chosen, where the programme has it no longer; "" otherwise."""
        variant = self.enrolment.variant
        return variant if self.programme and variant not in ("", *self.programme.variants) else ""

    @property
    def awaits(self) -> bool:
        """Whether its next step is done beside the daily page, and not by trying the page's card."""
        return self.is_active and self.next is not None and (self.next.kind is not StepKind.CARD or self.missing)

    def place(self, step: ProgrammeStep) -> int:
        """The place of a step among the steps, from 1."""
        return self.steps.index(step) + 1


def enrolment_key(programme: str, times: int) -> str:
    """The key of an enrolment: the programme's ref, a full stop, and how many times it has been started with this.

    So two devices that start it apart have one enrolment between them once they meet, with the steps of both.
    """
    return f"{programme}.{times}"


def next_key(history: History, programme: str) -> str:
    """The key of the enrolment that would come next; one that was withdrawn gives its own back."""
    taken, times = history.enrolments, 1
    while (key := enrolment_key(programme, times)) in taken:
        times += 1
    return key


def step_key(enrolment: str, step: str) -> str:
    """The key of the record that a step of an enrolment is done."""
    return f"{enrolment}.{step}"


def follow(
    history: History, key: str, programme: Programme | None, has: Callable[[ProgrammeStep], bool] = lambda step: True
) -> Following:
    """How an enrolment stands; `has` says whether what a step names is here.

    Steps are known by their ids, so one that an update removed is passed over, and one that it added is still to do.
    """
    enrolment, marks = history.enrolments[key], _marks(history, key)
    opened = max([enrolment.at, *[mark.at for mark in marks]])
    done = frozenset(mark.step for mark in marks)
    steps = programme.steps_of(enrolment.variant) if programme else ()
    over = enrolment.course in (Course.LEFT, Course.FINISHED)
    coming = None if over else next((step for step in steps if step.id not in done), None)
    tried = trials_since(history, coming.ref, opened) if coming and coming.kind is StepKind.CARD else 0
    missing = coming is not None and not has(coming)
    return Following(key, enrolment, programme, steps, done, coming, opened, tried, missing)


def follow_all(
    history: History, find: Callable[[str], Programme | None], has: Callable[[ProgrammeStep], bool] = lambda step: True
) -> list[Following]:
    """The latest enrolment of each programme; the one whose next step has been open longest first, so that several
    take turns."""
    made = sorted(history.enrolments, key=lambda key: (history.enrolments[key].at, key))
    latest = {history.enrolments[key].programme: key for key in made}
    found = [follow(history, key, find(programme), has) for programme, key in latest.items()]
    return sorted(found, key=lambda one: (one.opened, one.id))


def trials_since(history: History, card: str, opened: datetime) -> int:
    """How many trials there are of what was planned from a card since its step opened."""
    facts = history.facts
    plans = {key for key, plan in facts.plans.items() if plan.card == card and plan.at >= opened}
    return sum(trial.experiment in plans for trial in facts.trials.values()) if plans else 0


def next_card(following: Sequence[Following]) -> str:
    """The card that a programme has next on the daily page, "" for none."""
    refs = [one.next.ref for one in following if one.is_active and one.next and not one.awaits]
    return refs[0] if refs else ""


def of_card(following: Sequence[Following], card: str) -> Following | None:
    """The enrolment whose next step is this card, None where there is none."""
    found = [one for one in following if one.is_active and one.next and one.next.ref == card and not one.awaits]
    return found[0] if found and card else None


def waiting(following: Sequence[Following]) -> list[Following]:
    """The programmes whose next step is done beside the daily page."""
    return [one for one in following if one.awaits]


def is_met(following: Following) -> bool:
    """Whether the next step is a card that has had all its trials."""
    step = following.next
    return step is not None and step.kind is StepKind.CARD and following.tried >= step.trials


def lapsed(before: History, after: History, following: Following) -> StepDone | None:
    """What an act between these two takes back of an enrolment: the mark of the step that was done last, where that was
    a card's, and the act leaves it fewer trials than it wants and had; None for nothing."""
    marks = _marks(after, following.id)
    step = next((step for step in following.steps if marks and step.id == marks[-1].step), None)
    if step is None or step.kind is not StepKind.CARD:
        return None
    last = marks.pop()
    opened = max([following.enrolment.at, *[mark.at for mark in marks]])
    had, has = (trials_since(history, step.ref, opened) for history in (before, after))
    return last if had >= step.trials > has else None


def _marks(history: History, key: str) -> list[StepDone]:
    """The steps that an enrolment has done, in the order of their doing."""
    return sorted([mark for mark in history.steps.values() if mark.enrolment == key], key=attrgetter("at"))
