"""Following a programme: which of its steps are done, which comes next; by what was done, not by the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.domain.facts import PlanFact, TrialFact
from companion.domain.history import History
from companion.domain.records import Course, Enrolment, StepDone

_OVER = (Course.LEFT, Course.FINISHED)
_DIGITS = 6
"""As many as the number of an enrolment is looked at; what has more was not made by this program."""


@dataclass(frozen=True, slots=True)
class Following:
    """The latest enrolment in a programme as it stands; without its pack, `programme` is None and `steps` is empty."""

    id: str
    enrolment: Enrolment
    programme: Programme | None
    steps: tuple[ProgrammeStep, ...]
    done: frozenset[str]
    next: ProgrammeStep | None
    """None where nothing is left to do."""
    opened: datetime
    tried: int = 0
    """The trials of what was planned for the next step."""
    missing: bool = False
    """Whether what the next step names is not here."""
    aside: bool = False
    """Whether its card was put aside today."""
    planned: str = ""
    """The id of the latest experiment for it that waits for a trial."""
    met: tuple[ProgrammeStep, ...] = ()
    """The steps that have all their trials, and no mark yet."""
    ended: date | None = None
    """The day of the latest mark."""

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


def next_key(programme: str, used: Iterable[str]) -> str:
    """The key of the enrolment that would come next; `used` are those of all enrolments and steps that there ever were.

    So what another device recorded of one that was taken back belongs to no later one.
    """
    start = f"{programme}."
    taken = [_number(key.removeprefix(start).partition(".")[0]) for key in used if key.startswith(start)]
    return enrolment_key(programme, max(taken, default=0) + 1)


def step_key(enrolment: str, step: str) -> str:
    """The key of the record that a step of an enrolment is done."""
    return f"{enrolment}.{step}"


def follow(
    history: History,
    key: str,
    programme: Programme | None,
    has: Callable[[ProgrammeStep], bool] = lambda step: True,
    aside: Collection[str] = (),
) -> Following:
    """How an enrolment stands; `has` says whether what a step names is here, `aside` are the cards put aside today.

    Steps are known by their ids, so one that an update removed is passed over, and one that it added is still to do.
    One that has all its trials is passed, too, where the act that told the last of them could not mark it.
    """
    enrolment, marks = history.enrolments[key], _marks(history, key)
    opened = max([enrolment.at, *[mark.at for mark in marks]])
    done = {mark.step for mark in marks}
    steps = programme.steps_of(enrolment.variant) if programme else ()
    met, coming, plans, told = list[ProgrammeStep](), None, list[PlanFact](), list[TrialFact]()
    for step in steps if enrolment.course not in _OVER else ():
        if step.id in done:
            continue
        plans = plans_for(history, key, step, opened)
        told = _trials_of(history, plans)
        if step.kind is not StepKind.CARD or len(told) < step.trials:
            coming = step
            break
        met.append(step)
        opened = max(opened, told[step.trials - 1].at)
    return Following(
        id=key,
        enrolment=enrolment,
        programme=programme,
        steps=steps,
        done=frozenset(done | {step.id for step in met}),
        next=coming,
        opened=opened,
        tried=len(told) if coming else 0,
        missing=coming is not None and not has(coming),
        aside=coming is not None and coming.kind is StepKind.CARD and coming.ref in aside,
        planned=_waiting(history, plans, told) if coming else "",
        met=tuple(met),
        ended=marks[-1].day if marks else None,
    )


def follow_all(
    history: History,
    find: Callable[[str], Programme | None],
    has: Callable[[ProgrammeStep], bool] = lambda step: True,
    aside: Collection[str] = (),
) -> list[Following]:
    """The latest enrolment of each programme, by its number; the one whose next step has been open longest first, so
    that several take turns."""
    made = sorted(history.enrolments, key=lambda key: (_number(key.rpartition(".")[2]), key))
    latest = {history.enrolments[key].programme: key for key in made}
    found = [follow(history, key, find(programme), has, aside) for programme, key in latest.items()]
    return sorted(found, key=lambda one: (one.opened, one.id))


def plans_for(history: History, key: str, step: ProgrammeStep, opened: datetime) -> list[PlanFact]:
    """What was planned for a step of an enrolment, from its card; none for a step of another kind.

    A plan says which step it is for, so that no clock decides it. One that says none counts from when the step opened.
    """
    if step.kind is not StepKind.CARD:
        return []
    mine, same = step_key(key, step.id), f"{key.rpartition('.')[0]}."
    return [
        plan
        for plan in history.facts.planned_on.get(step.ref, ())
        if plan.step == mine or (plan.at >= opened and not plan.step.startswith(same))
    ]


def _trials_of(history: History, plans: Sequence[PlanFact]) -> list[TrialFact]:
    """The trials of these plans, in the order of their telling."""
    keys = {plan.key for plan in plans}
    found = [trial for trial in history.facts.trials.values() if trial.experiment in keys] if keys else []
    return sorted(found, key=attrgetter("at", "key"))


def _waiting(history: History, plans: Sequence[PlanFact], told: Sequence[TrialFact]) -> str:
    """The latest of these plans that is undecided and wants another trial, "" for none."""
    decided, counts = history.facts.decisions, Counter(trial.experiment for trial in told)
    found = [plan for plan in plans if plan.key not in decided and (plan.until or counts[plan.key] < plan.pact)]
    return max(found, key=attrgetter("at", "key")).key if found else ""


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


def is_ended(following: Following, day: date) -> bool:
    """Whether a programme came to its end on this day."""
    return following.course is Course.FINISHED and following.ended == day


def lapsed(before: History, after: History, following: Following) -> StepDone | None:
    """What an act between these two takes back of an enrolment: the mark of the step that was done last, where that was
    a card's, and the act leaves it fewer trials than it wants and had; None for nothing."""
    marks = _marks(after, following.id)
    if marks and is_earned(before, following, marks[-1]) and not is_earned(after, following, marks[-1]):
        return marks[-1]
    return None


def is_earned(history: History, following: Following, mark: StepDone) -> bool:
    """Whether a step that is done is a card's, and the trials that it asked for still stand."""
    step = next((step for step in following.steps if step.id == mark.step), None)
    if step is None or step.kind is not StepKind.CARD:
        return False
    marks = _marks(history, following.id)
    sooner = [one.at for one in marks if (one.at, one.step) < (mark.at, mark.step)]
    plans = plans_for(history, following.id, step, max([following.enrolment.at, *sooner]))
    return len(_trials_of(history, plans)) >= step.trials


def _marks(history: History, key: str) -> list[StepDone]:
    """The steps that an enrolment has done, in the order of their doing."""
    return sorted([mark for mark in history.steps.values() if mark.enrolment == key], key=attrgetter("at", "step"))


def _number(text: str) -> int:
    """The number at a key's end; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
