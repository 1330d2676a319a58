"""How programmes move on: what an act completes of their steps, and what it takes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from companion.coach.reading import entry_of
from companion.coach.views import Kept, Way
from companion.domain.cards import Card
from companion.domain.entries import Article, Guide, Programme, ProgrammeStep, StepKind
from companion.domain.history import Experiment, History
from companion.domain.programmes import Following, follow_all, lapsed, of_card, step_key
from companion.domain.records import Course, Enrolment, StepDone, Trial
from companion.journal.journal import Act, Journal
from companion.journal.lines import TABLES, TOMBSTONE
from companion.packs.library import Library

_NAMED = {StepKind.CARD: Card, StepKind.ARTICLE: Article, StepKind.GUIDE: Guide}


class Stepping:
    """The steps of programmes, over one journal and one library."""

    _journal: Journal
    _library: Library

    def _now(self) -> dict[str, Any]:
        """The fields every record freezes."""
        raise NotImplementedError

    def _today(self, history: History) -> date:
        """The day that it is."""
        raise NotImplementedError

    def _following(self, history: History) -> list[Following]:
        """Each programme's enrolment as it stands, the one whose next step has been open longest first."""
        if not history.enrolments:
            return []
        today = self._today(history)
        aside = {swap.card for swap in history.swaps.values() if swap.day == today}
        return follow_all(history, self._programme, self._has, aside)

    def _going_on(self, history: History, following: Sequence[Following], card: Card | None) -> Experiment | None:
        """What was planned on an earlier day for the step that has this card, and is still open; None for nothing, and
        where the day has an experiment of its own."""
        one, today = of_card(following, card.ref) if card else None, self._today(history)
        plan = history.facts.plans.get(one.planned) if one else None
        if plan is None or plan.day >= today or not history.is_open(plan, today) or history.facts.of_page(today):
            return None
        return history.experiment(plan.key)

    def _is_carried(self, history: History, card: Card | None) -> bool:
        """Whether something planned for a step on an earlier day, from this card, is still open or was tried today."""
        if card is None or not history.enrolments:
            return False
        today, facts = self._today(history), history.facts
        plans = [plan for plan in facts.planned_on.get(card.ref, ()) if plan.step and plan.day < today]
        return any(
            history.is_open(plan, today) or any(trial.day == today for trial in facts.trials_of(plan.key))
            for plan in plans
        )

    def _way(self, history: History, one: Following) -> Way:
        """What was tried, answered and captured on the way through a programme; only these records' texts are read."""
        facts, begun, steps = history.facts, one.enrolment.day, f"{one.id}."
        plans = {key for key, plan in facts.plans.items() if plan.step.startswith(steps)}
        guides = {step.ref for step in one.steps if step.kind is StepKind.GUIDE}
        captured = [(each.at, key) for key, each in history.captures.items() if each.guide in guides]
        tables = {
            "trials": [(trial.at, key) for key, trial in facts.trials.items() if trial.experiment in plans],
            "reflections": [(each.at, key) for key, each in facts.reflections.items() if each.step.startswith(steps)],
            "captures": [each for each in captured if begun <= history.captures[each[1]].day],
        }
        kept = [
            tuple(Kept(key, entry_of(history, key, getattr(history, table)[key])) for _, key in sorted(found))
            for table, found in tables.items()
        ]
        return Way(one, *kept)

    def _programme(self, ref: str) -> Programme | None:
        """The programme of this ref; None where no pack here has it."""
        found = self._library.entry(ref)
        return found if isinstance(found, Programme) else None

    def _has(self, step: ProgrammeStep) -> bool:
        """Whether what a step names is here; a check names nothing."""
        if step.kind is StepKind.CARD:
            return step.ref in self._library.known
        return step.kind is StepKind.CHECK or isinstance(self._library.entry(step.ref), _NAMED[step.kind])

    def _advance(self, act: Act) -> None:
        """In the act under way, what it completes of programmes is done: a step, and with the last the programme. What
        an earlier act had completed, on a device that could not know, is marked with it."""
        if not self._journal.history().enrolments:
            return
        for one in self._following(self._journal.foreseen()):
            self._pass(one, *one.met)
        if TOMBSTONE in act.pending(TABLES[Trial]).values():
            self._lapse()

    def _pass(self, one: Following, *steps: ProgrammeStep) -> None:
        """Record that steps of an enrolment are done, in the act under way."""
        for step in steps:
            done = StepDone(**self._now(), enrolment=one.id, step=step.id, title=step.title)
            self._journal.add(done, step_key(one.id, step.id))
        ids = {step.id for step in steps}
        if ids and one.done.union(ids).issuperset(step.id for step in one.steps):
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
