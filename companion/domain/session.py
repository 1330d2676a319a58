"""The daily session as a pure state machine: look back, idea, experiment, question, closed.

`after` moves it on, and `opening.begin` says where the records have left it. Nothing here writes: the coach does, and
then the two must agree. Before the page may stand a miss to be settled, or a return after weeks; settling ends in the
page as it then begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from companion.domain.cards import Card
from companion.domain.history import Experiment
from companion.domain.records import Outcome


class Step(StrEnum):
    """Where the page stands. `NOTE` belongs to the look back, `OWN_WORDS` and `PREDICTION` to the experiment,
    `UNPLANNED` (what was tried on a missed day) to the miss."""

    RETURN = "return"
    MISS = "miss"
    UNPLANNED = "unplanned"
    LOOK_BACK = "look-back"
    NOTE = "note"
    IDEA = "idea"
    EXPERIMENT = "experiment"
    OWN_WORDS = "own-words"
    PREDICTION = "prediction"
    QUESTION = "question"
    CLOSED = "closed"


ARRIVING = (Step.RETURN, Step.MISS, Step.UNPLANNED)
"""The steps before the page proper."""

SECTION_OF = {
    Step.RETURN: 1,
    Step.MISS: 1,
    Step.UNPLANNED: 1,
    Step.LOOK_BACK: 1,
    Step.NOTE: 1,
    Step.IDEA: 2,
    Step.EXPERIMENT: 3,
    Step.OWN_WORDS: 3,
    Step.PREDICTION: 3,
    Step.QUESTION: 4,
    Step.CLOSED: 4,
}
"""The page's four sections, as people see them counted."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """Which experiment is asked about, for which day, and how many more are open.

    `settles` says that a missed day is told of; an experiment without an id is then not recorded yet.
    """

    experiment: Experiment
    about: date
    others: int = 0
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The look back was answered; None stands for "I did not try it"."""

    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Noted:
    """The note was kept, or passed over."""


@dataclass(frozen=True, slots=True)
class Read:
    """The idea was read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An experiment was taken from the card (0 for its first), or None for one's own words."""

    suggestion: int | None


@dataclass(frozen=True, slots=True)
class Worded:
    """One's own experiment was put into words."""

    words: str


@dataclass(frozen=True, slots=True)
class Predicted:
    """The prediction was given or passed over, so the plan is complete."""


@dataclass(frozen=True, slots=True)
class NothingNew:
    """No experiment is planned today: none is tried, or one of an earlier day is gone on with."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The question was answered, or passed over."""


@dataclass(frozen=True, slots=True)
class TriedToday:
    """Today's experiment was tried, and is told now."""

    experiment: Experiment


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """The look back should be about another day."""

    about: date


@dataclass(frozen=True, slots=True)
class Back:
    """One step back; what was recorded stays recorded."""


@dataclass(frozen=True, slots=True)
class DidTry:
    """Something was tried on the missed day: this experiment, or None for something that is still to be named."""

    experiment: Experiment | None
    about: date


@dataclass(frozen=True, slots=True)
class BeganAgain:
    """After an absence: with today's page."""


_Forward = Told | Noted | Read | Chosen | Worded | Predicted | NothingNew | Answered
Event = _Forward | TriedToday | AskedAbout | Back | DidTry | BeganAgain


@dataclass(frozen=True, slots=True)
class Session:
    """One day's page in progress. `suggestion` and `words` are the experiment chosen and not yet planned;
    `before` is the page that telling of today's trial has interrupted, and `question` is asked where there is no card.
    """

    day: date
    step: Step
    card: Card | None = None
    look_back: LookBack | None = None
    outcome: Outcome | None = None
    suggestion: int | None = None
    words: str = ""
    before: Session | None = None
    question: str = ""

    @property
    def questions(self) -> tuple[str, ...]:
        """What the page asks in the end: its card's questions, or the one for a page without a card, if any."""
        if self.card:
            return self.card.questions
        return (self.question,) if self.question else ()

    @property
    def return_to(self) -> Step | None:
        """The step to go on from once today's trial has been told; None where that is not what is asked."""
        return self.before.step if self.before else None

    def with_card(self, card: Card | None, question: str) -> Session:
        """The same page with another card: what was taken from the former one holds no longer, and the new one is read
        before it asks anything. One's own words stay. `question` is asked where there is no card."""
        step, before = self.step, self.before.with_card(card, question) if self.before else None
        if card == self.card:
            return replace(self, before=before, question=question)
        if step in (Step.EXPERIMENT, Step.QUESTION) or (step is Step.PREDICTION and self.suggestion is not None):
            step = Step.IDEA
        return replace(self, card=card, step=step, suggestion=None, before=before, question=question)

    def after(self, event: Event) -> Session:
        """The session after an event; ValueError for one that its step does not take."""
        moved = _MOVES.get((self.step, type(event)))
        if moved is None:
            raise ValueError(f"{type(event).__name__} does not follow {self.step.value}")
        return moved(self, event)


def _told(session: Session, event: Told) -> Session:
    return replace(session, step=Step.NOTE, outcome=event.outcome)


def _noted(session: Session, event: Noted) -> Session:
    return session.before or replace(session, step=Step.IDEA)


def _asked_about(session: Session, event: AskedAbout) -> Session:
    if session.look_back is None or event.about >= session.day:
        raise ValueError("only an earlier day can be asked about")
    return replace(session, look_back=replace(session.look_back, about=event.about))


def _read(session: Session, event: Read) -> Session:
    return replace(session, step=Step.OWN_WORDS if session.card is None else Step.EXPERIMENT)


def _chosen(session: Session, event: Chosen) -> Session:
    if event.suggestion is None:
        return replace(session, step=Step.OWN_WORDS, suggestion=None)
    if session.card is None or not 0 <= event.suggestion < len(session.card.experiments):
        raise ValueError("the card has no such experiment")
    return replace(session, step=Step.PREDICTION, suggestion=event.suggestion, words="")


def _worded(session: Session, event: Worded) -> Session:
    return replace(session, step=Step.PREDICTION, words=event.words)


def _predicted(session: Session, event: Predicted) -> Session:
    return replace(session, step=_in_the_end(session))


def _nothing_new(session: Session, event: NothingNew) -> Session:
    return replace(session, step=_in_the_end(session), suggestion=None, words="")


def _in_the_end(session: Session) -> Step:
    """What follows the experiment."""
    return Step.QUESTION if session.questions else Step.CLOSED


def _answered(session: Session, event: Answered) -> Session:
    return replace(session, step=Step.CLOSED)


def _tried_today(session: Session, event: TriedToday) -> Session:
    look_back = LookBack(event.experiment, session.day)
    return replace(session, step=Step.LOOK_BACK, look_back=look_back, before=session)


def _did_try(session: Session, event: DidTry) -> Session:
    if event.about >= session.day:
        raise ValueError("only an earlier day can be missed")
    if event.experiment is None:
        return replace(session, step=Step.UNPLANNED, look_back=None)
    return replace(session, step=Step.LOOK_BACK, look_back=LookBack(event.experiment, event.about, settles=True))


def _began_again(session: Session, event: BeganAgain) -> Session:
    return replace(session, step=Step.IDEA)


_BEFORE = {
    Step.UNPLANNED: Step.MISS,
    Step.NOTE: Step.LOOK_BACK,
    Step.EXPERIMENT: Step.IDEA,
    Step.OWN_WORDS: Step.EXPERIMENT,
    Step.PREDICTION: Step.EXPERIMENT,
    Step.QUESTION: Step.EXPERIMENT,
    Step.CLOSED: Step.QUESTION,
}


def _back(session: Session, event: Back) -> Session:
    if session.step is Step.LOOK_BACK and session.before:
        return session.before
    if session.step is Step.LOOK_BACK and session.look_back and session.look_back.settles:
        return replace(session, step=Step.MISS, look_back=None)
    is_first = session.step in (Step.LOOK_BACK, Step.MISS, Step.RETURN)
    if is_first or (session.step is Step.IDEA and session.look_back is None):
        return session
    if session.step is Step.IDEA:
        return replace(session, step=Step.NOTE)
    before = _BEFORE[session.step]
    if before is Step.QUESTION and not session.questions:
        before = Step.EXPERIMENT
    if before is Step.EXPERIMENT and session.card is None:
        before = Step.IDEA
    return replace(session, step=before)


_MOVES: dict[tuple[Step, type], Callable[[Session, Any], Session]] = {
    (Step.LOOK_BACK, Told): _told,
    (Step.LOOK_BACK, AskedAbout): _asked_about,
    (Step.NOTE, Noted): _noted,
    (Step.IDEA, Read): _read,
    (Step.EXPERIMENT, Chosen): _chosen,
    (Step.EXPERIMENT, NothingNew): _nothing_new,
    (Step.OWN_WORDS, Worded): _worded,
    (Step.OWN_WORDS, NothingNew): _nothing_new,
    (Step.PREDICTION, Predicted): _predicted,
    (Step.QUESTION, Answered): _answered,
    (Step.MISS, DidTry): _did_try,
    (Step.UNPLANNED, DidTry): _did_try,
    (Step.LOOK_BACK, DidTry): _did_try,
    (Step.RETURN, BeganAgain): _began_again,
    **{(step, TriedToday): _tried_today for step in Step if step not in (*ARRIVING, Step.LOOK_BACK, Step.NOTE)},
    **{(step, Back): _back for step in Step},
}
