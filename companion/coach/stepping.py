"""How programmes move on: what an act completes of their steps, and what it takes back."""

from __future__ import annotations

from typing import Any

from companion.domain.cards import Card
from companion.domain.entries import Article, Guide, Programme, ProgrammeStep, StepKind
from companion.domain.history import History
from companion.domain.programmes import Following, follow_all, is_met, lapsed, step_key
from companion.domain.records import Course, Enrolment, StepDone
from companion.journal.journal import Journal
from companion.packs.library import Library

_NAMED = {StepKind.CARD: Card, StepKind.ARTICLE: Article, StepKind.GUIDE: Guide}


class Stepping:
    """The steps of programmes, over one journal and one library."""

    _journal: Journal
    _library: Library

    def _now(self) -> dict[str, Any]:
        """The fields every record freezes."""
        raise NotImplementedError

    def _following(self, history: History) -> list[Following]:
        """Each programme's enrolment as it stands, the one whose next step has been open longest first."""
        return follow_all(history, self._programme, self._has) if history.enrolments else []

    def _programme(self, ref: str) -> Programme | None:
        """The programme of this ref; None where no pack here has it."""
        found = self._library.entry(ref)
        return found if isinstance(found, Programme) else None

    def _has(self, step: ProgrammeStep) -> bool:
        """Whether what a step names is here; a check names nothing."""
        if step.kind is StepKind.CARD:
            return step.ref in self._library.known
        return step.kind is StepKind.CHECK or isinstance(self._library.entry(step.ref), _NAMED[step.kind])

    def _advance(self) -> None:
        """In the act under way, what it completes of programmes is done: a step, and with the last the programme."""
        if not self._journal.history().enrolments:
            return
        for one in self._following(self._journal.foreseen()):
            if one.is_active and one.next and is_met(one):
                self._pass(one)
        self._lapse()

    def _pass(self, one: Following) -> None:
        """Record that the next step of an enrolment is done, in the act under way."""
        if one.next is None:
            return
        done = StepDone(**self._now(), enrolment=one.id, step=one.next.id, title=one.next.title)
        self._journal.add(done, step_key(one.id, one.next.id))
        if one.done.issuperset(step.id for step in one.steps if step is not one.next):
            self._journal.amend(Enrolment, one.id, course=Course.FINISHED)

    def _lapse(self) -> None:
        """In the act under way, a step whose trial it takes away is to be done again, and so its programme goes on."""
        before, after = self._journal.history(), self._journal.foreseen()
        for one in self._following(after):
            if mark := lapsed(before, after, one):
                self._journal.remove(StepDone, step_key(one.id, mark.step))
                self._reopen(one.id)

    def _reopen(self, key: str) -> None:
        """A programme that was finished goes on, once a step of it is to be done again."""
        enrolment = self._journal.history().enrolments.get(key)
        if enrolment and enrolment.course is Course.FINISHED:
            self._journal.amend(Enrolment, key, course=Course.ACTIVE)
