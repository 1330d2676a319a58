"""A page that is closed at any moment opens again where it was left, because the records say where that is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.coach.coach import Coach
from companion.coach.views import Page, Recorded
from companion.domain.entries import Programme, ProgrammeStep, Question, StepKind, Use
from companion.domain.history import State
from companion.domain.records import Outcome
from companion.domain.session import (
    Answered,
    AskedAbout,
    Back,
    Chosen,
    Event,
    Noted,
    NothingNew,
    Predicted,
    Read,
    Session,
    Step,
    Told,
    TriedToday,
    Worded,
)
from tests.domain.desk import CARDS, Desk
from tests.domain.making import FRI, THU, WED

TRANSIENT = {Step.NOTE: Step.IDEA, Step.EXPERIMENT: Step.IDEA, Step.OWN_WORDS: Step.IDEA, Step.PREDICTION: Step.IDEA}
"""Steps that leave no record of their own, and the step that the page opens at instead."""


class FrontEnd:
    """What any front end does: move the session on, and have the coach record what the event stands for.

    It remembers on its own what has been recorded, and whether anything was passed over or gone back to.
    """

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self.session: Session = coach.today().session
        self.asked = self.session.step is Step.LOOK_BACK
        self.told = self.planned = self.reflected = False
        self.straight_on = True

    def possible(self) -> Iterator[Event]:
        step, page = self.session.step, self.coach.today()
        if step is Step.LOOK_BACK:
            yield from (Told(Outcome.BETTER), Told(None) if self.session.return_to is None else Told(Outcome.WORSE))
            if self.session.return_to is None:
                yield AskedAbout(WED)
        elif step is Step.EXPERIMENT:
            yield from (Chosen(0), Chosen(1), Chosen(None), NothingNew())
        else:
            if step is Step.OWN_WORDS:
                yield NothingNew()
            yield {Step.NOTE: Noted(), Step.IDEA: Read(), Step.OWN_WORDS: Worded("I will ask"),
                   Step.PREDICTION: Predicted(), Step.QUESTION: Answered(), Step.CLOSED: Back()}[step]  # fmt: skip
        if page.untried and step not in (Step.LOOK_BACK, Step.NOTE):
            yield TriedToday(page.untried)
        yield Back()

    def do(self, event: Event, with_words: bool) -> None:
        page, before = self.coach.today(), self.session
        self.session = before.after(event)
        if isinstance(event, Told):
            self._tell(event, before, page)
            now = self.coach.today()
            self.session = self.session.with_card(now.card, now.session.question)
        elif isinstance(event, Noted) and before.return_to is None and self._earlier(before, page):
            self.session = self.coach.today().session  # the day that the page asks about is asked about still
        elif isinstance(event, Predicted):
            own = before.suggestion is None
            words, number = (before.words, None) if own else ("", before.suggestion)
            self.coach.plan(words, suggestion=number, replacing=page.planned.id if page.planned else "")
            self.planned = True
        elif isinstance(event, Noted) and with_words and page.told and before.return_to is None:
            self.coach.note(page.told, "It rained.")
        elif isinstance(event, Answered) and with_words:
            self.coach.reflect("The rain.", replacing=page.answered.id if page.answered else "")
            self.reflected = True
        passed_over = isinstance(event, NothingNew) or (isinstance(event, Answered) and not with_words)
        if passed_over or (isinstance(event, Back) and before.return_to is None):
            self.straight_on = False

    def _tell(self, event: Told, before: Session, page: Page) -> None:
        assert before.look_back is not None
        asked, today = before.look_back, before.return_to is not None
        earlier = self._earlier(before, page)
        answer: Recorded | None = None if today or earlier else page.told
        replacing = answer.id if answer else ""
        if event.outcome is None:
            self.coach.not_tried(asked.experiment.id, asked.about, replacing=replacing)
        else:
            self.coach.tell(asked.experiment.id, event.outcome, asked.about, replacing=replacing)
        self.told = self.told or not (today or earlier)
        if earlier:  # its pact may be full now, and then the page does not ask about it any more
            self.asked = self.coach.today().session.step is Step.LOOK_BACK

    def _earlier(self, before: Session, page: Page) -> bool:
        """Whether the day was changed to one before that which the page asks about."""
        return bool(before.look_back and page.asked and before.look_back.about < page.asked)

    def is_carried(self, told: bool = True) -> bool:
        """Whether what was planned on Thursday, from the page's card and for its step, is open or was `told` today."""
        history, card = self.coach._journal.history(), self.session.card
        return any(
            plan.card == (card and card.ref) and plan.step and plan.day == THU
            and (one.state(FRI) is State.OPEN or (told and any(trial.day == FRI for trial in one.trials)))
            for one in history.experiments if (plan := one.plan)
        )  # fmt: skip

    def left_at(self) -> Step:
        """Where the page has to open again, going only by what was recorded."""
        if self.asked and not self.told:
            return Step.LOOK_BACK
        needs_no_plan = self.is_carried() or (self.session.card is None and self.session.questions)
        if not self.planned:
            return Step.CLOSED if self.reflected and needs_no_plan else Step.IDEA
        return Step.CLOSED if self.reflected or not self.session.questions else Step.QUESTION


GUIDED = Programme(
    "p", "guided", "Guided", "", tuple(ProgrammeStep(one.id, one.id, StepKind.CARD, one.ref) for one in CARDS)
)
"""Each trial of what was planned on its card brings the next one."""
SLOW = replace(GUIDED, steps=tuple(replace(step, trials=2) for step in GUIDED.steps))
"""Each card has to be tried twice, so that its experiment is gone on with on a later day."""
ASKING = Question("p", "asking", "What helped today?", Use.DAILY)
LIBRARIES = [CARDS, CARDS[:1], (), (ASKING,), (*CARDS, GUIDED), (*CARDS, SLOW)]


@given(data=st.data(), cards=st.sampled_from(LIBRARIES), plans=st.integers(0, 2), pact=st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_any_session_opens_again_where_it_was_left(data: st.DataObject, cards, plans: int, pact: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), cards, day=THU)
        if GUIDED in cards or SLOW in cards:
            desk.coach().start("guided")
        if SLOW in cards and data.draw(st.booleans(), label="begun"):
            desk.coach().plan(suggestion=0)
        for number in range(plans):
            desk.coach().plan(f"ask {number}", pact=pact)
        front = FrontEnd(desk.on(FRI).coach())
        for _ in range(data.draw(st.integers(1, 14), label="length")):
            event = data.draw(st.sampled_from(list(front.possible())), label="event")
            front.do(event, data.draw(st.booleans(), label="with words"))

            page = desk.coach().today()
            reopened = page.session
            assert reopened.step is front.left_at()
            assert (page.going_on is not None) is (not front.planned and front.is_carried(told=False))
            assert (reopened.card, reopened.questions) == (front.session.card, front.session.questions)
            if front.straight_on:
                now = front.session.before or front.session
                if now.step is Step.NOTE and now.look_back and now.look_back.about < THU:
                    continue  # told of an earlier day: the page still asks about Thursday
                assert reopened.step is TRANSIENT.get(now.step, now.step)


def test_a_trial_told_in_the_look_back_brings_the_programmes_next_card_before_the_note(tmp_path: Path) -> None:
    desk = Desk(tmp_path, (*CARDS, GUIDED), day=THU)
    desk.coach().start("guided")
    desk.coach().plan(suggestion=0)
    front = FrontEnd(desk.on(FRI).coach())
    assert front.session.card == CARDS[0]
    front.do(Told(Outcome.BETTER), with_words=False)
    assert (front.session.step, front.session.card) == (Step.NOTE, CARDS[1])
    front.do(Noted(), with_words=True)
    assert desk.coach().today().session == replace(front.session, look_back=None, outcome=None)


def test_a_step_that_wants_another_trial_is_gone_on_with_and_words_alone_close_its_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path, (*CARDS, SLOW), day=THU)
    desk.coach().start("guided")
    made = desk.coach().plan(suggestion=0)
    assert made.record.pact == 2
    front = FrontEnd(desk.on(FRI).coach())
    front.do(Told(Outcome.BETTER), with_words=False)
    page = desk.coach().today()
    assert (page.card, page.going_on and page.going_on.id) == (CARDS[0], made.id)
    assert page.awaits_trial
    for event in (Noted(), Read(), NothingNew(), Answered()):
        front.do(event, with_words=True)
    assert desk.coach().today().session.step is Step.CLOSED
    assert len(desk.journal().history().plans) == 1
    front.do(TriedToday(page.going_on), with_words=False)  # type: ignore[arg-type]  # seen above
    front.do(Told(Outcome.WORSE), with_words=False)
    page = desk.coach().today()
    assert (page.going_on, page.session.step, page.following[0].number) == (None, Step.CLOSED, 2)


def test_telling_of_an_earlier_day_leaves_the_one_asked_about_open() -> None:
    """The day was changed from Thursday to Wednesday and told; what happened on Thursday is still unknown."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), CARDS, day=THU)
        desk.coach().plan("ask")
        front = FrontEnd(desk.on(FRI).coach())
        for event in (AskedAbout(WED), Told(None), Noted()):
            front.do(event, with_words=False)
        assert front.session.step is Step.LOOK_BACK
        assert front.session.look_back
        assert front.session.look_back.about == THU
        assert desk.coach().today().session == front.session
