"""What a person can do, one method an intent. Both front ends call this and nothing below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from companion.coach.checks import MAX_MINUTES, MAX_PACT, check_number, check_size, check_text
from companion.coach.correcting import Correcting
from companion.coach.finding import Finding
from companion.coach.keeping import Keeping
from companion.coach.settling import Settling
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain import days as calendar
from companion.domain.cards import Card, Suggestion
from companion.domain.choosing import DEFAULT_MINUTES
from companion.domain.facts import TrialFact, UntriedFact
from companion.domain.history import Experiment
from companion.domain.records import (
    Decision,
    Outcome,
    Plan,
    Reflection,
    Setting,
    Shown,
    Swap,
    Trial,
    Untried,
    Verdict,
)
from companion.journal.drafts import Draft
from companion.journal.errors import CannotUndo
from companion.journal.journal import Undone


class Coach(Settling, Finding, Correcting, Keeping):
    """The intents. Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""

    # The page

    def swap(self) -> Recorded[Swap]:
        """Put today's card aside for another, at most twice a day and not once it has been used."""
        page = self.today()
        if page.card is None:
            raise Refused("No idea is left for today, so there is none to swap.")
        if (page.planned and page.planned.plan.card == page.card.ref) or page.answered:
            raise Refused("Today's page already has your words on this idea. Tomorrow brings another.")
        if page.swaps_left <= 0:
            raise Refused("Two swaps are all a day has, so this idea stays.")
        record = Swap(**self._now(), card=page.card.ref)
        return Recorded(self._journal.add(record), record)

    def plan(
        self,
        action: str = "",
        *,
        suggestion: int | None = None,
        cue: str | None = None,
        expect: str | None = None,
        know: str = "",
        minutes: int | None = None,
        pact: int = 1,
        until: date | None = None,
        replacing: str = "",
    ) -> Recorded[Plan]:
        """Plan an experiment from the card's suggestion (0 for the first) or from one's own words.

        `action` may hold it all: `CUE, I will ACTION. Expect: TEXT`. An expectation left out is the card's, and is
        recorded as such. `replacing` is a plan that this one rewords, if nothing has come of it yet.
        """
        page = self.today()
        base = self._base(page.card, action, suggestion)
        cue, own_expect = base.cue if cue is None else cue, base.expect if expect is None else expect
        for name, text in {"action": base.action, "cue": cue, "expectation": own_expect, "sign": know}.items():
            check_size(text, name)
        check_number(minutes, "--minutes", MAX_MINUTES)
        check_number(pact, "--pact", MAX_PACT)
        if until is not None and until < page.day:
            raise Misuse(f"A pact cannot end on {until}, which is past. Give today or a later day.")
        card = page.card
        record = Plan(
            **self._now(),
            action=base.action,
            cue=cue,
            expect=own_expect,
            expect_from_card=suggestion is not None and expect is None and bool(base.expect),
            know=know,
            minutes=minutes or (card.minutes if card else DEFAULT_MINUTES),
            theme=card.theme if card else "",
            card=card.ref if card else "",
            pact=pact,
            until=until,
            shown=_shown(card),
        )
        with self._journal.act():
            replacing = replacing or self._same_plan(record)
            fresh = self._is_untouched(replacing)
            return Recorded(self._journal.add(record, replacing if fresh else ""), record)

    def tell(
        self,
        experiment: str,
        outcome: Outcome,
        on: date | None = None,
        note: str = "",
        replacing: str = "",
    ) -> Recorded[Trial]:
        """Tell of a trial, on today's date or on an earlier one; `replacing` is an answer given just before."""
        check_size(note, "note")
        key = self._key(experiment)
        now = self._now()
        told = now["day"]
        now["day"] = self._check_told(on or told, told)
        record = Trial(**now, experiment=key, outcome=outcome, told=told, note=note)
        return Recorded(self._answer(record, replacing), record)

    def not_tried(self, experiment: str, about: date, note: str = "", replacing: str = "") -> Recorded[Untried]:
        """Answer the look back with "I did not try it"; `note` says what was in the way."""
        check_size(note, "note")
        key, now = self._key(experiment), self._now()
        self._check_told(about, now["day"])
        record = Untried(**now, experiment=key, about=about, note=note)
        return Recorded(self._answer(record, replacing), record)

    def note(self, answer: Recorded[Trial] | Recorded[Untried], note: str) -> Recorded[Trial] | Recorded[Untried]:
        """Add what happened, or what was in the way, to an answer already given."""
        check_size(note, "note")
        self._journal.amend(type(answer.record), answer.id, note=note)
        return Recorded(answer.id, replace(answer.record, note=note))  # type: ignore[return-value]

    def reflect(self, text: str, question: int | None = None, replacing: str = "") -> Recorded[Reflection]:
        """Answer a question of today's card, 0 for its first; the day's words need not answer one."""
        check_text(text)
        card = self.today().card
        asked = ""
        if card and not 0 <= (question or 0) < len(card.questions):
            raise Misuse(f"Today's card asks {len(card.questions)}. Give --question from 1 to {len(card.questions)}.")
        if card:
            asked = card.questions[question or 0]
        elif question is not None:
            raise Misuse("There is no card today, so it asks nothing. Leave --question out.")
        record = Reflection(**self._now(), question=asked, text=text, card=card.ref if card else "", shown=_shown(card))
        return Recorded(self._journal.add(record, replacing), record)

    # Deciding and setting

    def decide(
        self,
        experiment: str,
        verdict: Verdict,
        lesson: str = "",
        action: str = "",
        cue: str | None = None,
        expect: str | None = None,
    ) -> tuple[Recorded[Decision], Recorded[Plan] | None]:
        """Adopt, adapt or drop. Adapting begins a child with what changed, in the same act."""
        for name, text in {"lesson": lesson, "action": action, "cue": cue, "expect": expect}.items():
            check_size(text or "", name)
        found = self.find(experiment)
        if found.decision:
            raise Refused(f"It was decided already: {found.decision.verdict}. Plan it anew to go on with it.")
        changed = bool(action) or cue is not None or expect is not None
        if verdict is not Verdict.ADAPT and changed:
            raise Misuse("--action, --when and --expect say what adapting changes. Leave them out, or adapt.")
        if verdict is Verdict.ADAPT and not changed:
            raise Misuse("Adapting needs what changes: give --action, --when or --expect.")
        if action:
            check_text(action, "action")
        now, child = self._now(), None
        with self._journal.act():
            if verdict is Verdict.ADAPT:
                child = self._child(found, now, action, cue, expect)
            record = Decision(**now, verdict=verdict, lesson=lesson, child=child.id if child else "")
            self._journal.add(record, found.id)
        return Recorded(found.id, record), child

    def set_day_start(self, text: str) -> Recorded[Setting]:
        """When a day begins, HH:MM; from now on, and changing no earlier record."""
        try:
            calendar.parse_day_start(text)
        except ValueError as error:
            raise Misuse(str(error)) from None
        return self._set("day-start", text.strip())

    def set_minutes(self, minutes: int) -> Recorded[Setting]:
        """How many minutes a day's experiment may take."""
        check_number(minutes, "minutes", MAX_MINUTES)
        return self._set("minutes", str(minutes))

    def undo(self) -> list[Undone]:
        """Take back this device's latest act; returns what each of its documents said."""
        try:
            return self._journal.undo()
        except CannotUndo as error:
            raise Refused(str(error)) from None

    # Drafts

    def save_draft(
        self, day: date, section: str, text: str, prompt: str = "", card: str = "", target: str = ""
    ) -> None:
        """Keep words under way for a section of a day's page; an empty text forgets them."""
        at = calendar.Moment(self._clock()).at
        self._drafts.save(Draft(day, section, text, at, prompt, card, target))

    def draft(self, day: date, section: str) -> Draft | None:
        """The words under way in a section of a day's page."""
        return self._drafts.load(day, section)

    def drop_draft(self, day: date, section: str) -> None:
        """Forget the words under way in a section: they have been recorded."""
        self._drafts.drop(day, section)

    def earlier_drafts(self, day: date) -> list[Draft]:
        """Words of the days before that were never recorded, oldest first."""
        return self._drafts.earlier(day)

    def keep_earlier(self, draft: Draft, text: str) -> Recorded[Reflection]:
        """Record an earlier day's words, as they are now, under their own date."""
        check_text(text)
        record = Reflection(**self._now() | {"day": draft.day}, question=draft.prompt, text=text, card=draft.card)
        recorded = Recorded(self._journal.add(record), record)
        self._drafts.drop(draft.day, draft.section)
        return recorded

    # Inside

    def _base(self, card: Card | None, action: str, suggestion: int | None) -> Suggestion:
        if suggestion is not None:
            if action:
                raise Misuse("Give an action of your own or --from, not both.")
            if card is None:
                raise Misuse("There is no card today. Give the action in your own words.")
            if not 0 <= suggestion < len(card.experiments):
                raise Misuse(
                    f"Today's card suggests {len(card.experiments)}. Give --from 1 to {len(card.experiments)}."
                )
            return card.experiments[suggestion]
        check_text(action)
        base = Suggestion.parse(action)
        check_text(base.action, "action")
        return base

    def _same_plan(self, record: Plan) -> str:
        """The id of today's plan for the very same act, "" for none: to plan it again is to reword it."""
        history = self._journal.history()
        same = [
            fact.key for fact in history.facts.of_page(record.day) if _words(history.plans[fact.key]) == _words(record)
        ]
        return same[0] if same else ""

    def _is_untouched(self, experiment: str) -> bool:
        """Whether a plan can still be reworded: once it was answered or decided, it says what was tried."""
        history = self._journal.history()
        answers: list[TrialFact | UntriedFact] = [*history.facts.trials.values(), *history.facts.untried.values()]
        used = experiment in history.decisions or any(answer.experiment == experiment for answer in answers)
        return experiment in history.plans and not used

    def _answer(self, record: Trial | Untried, replacing: str) -> str:
        """Record an answer. The one it replaces, always about the same experiment, goes in the same act."""
        with self._journal.act():
            history = self._journal.history()
            before: Trial | Untried | None = history.trials.get(replacing) or history.untried.get(replacing)
            if before is None or before.experiment != record.experiment:
                return self._journal.add(record)
            if type(before) is type(record):
                return self._journal.add(record, replacing)
            self._journal.remove(type(before), replacing)
            return self._journal.add(record)

    def _child(
        self, parent: Experiment, now: dict[str, Any], action: str, cue: str | None, expect: str | None
    ) -> Recorded[Plan]:
        plan, own = parent.plan, Suggestion.parse(action)
        record = Plan(
            **now,
            action=own.action or plan.action,
            cue=(own.cue or plan.cue) if cue is None else cue,
            expect=(own.expect or plan.expect) if expect is None else expect,
            know=plan.know,
            minutes=plan.minutes,
            theme=plan.theme,
            parent=parent.id,
            pact=plan.pact,
        )
        return Recorded(self._journal.add(record), record)

    def _set(self, name: str, value: str) -> Recorded[Setting]:
        record = Setting(**self._now(), value=value)
        return Recorded(self._journal.add(record, name), record)


def _words(plan: Plan) -> tuple[str, str]:
    return plan.cue, plan.action


def _shown(card: Card | None) -> Shown | None:
    """The card as it stood, so that the record outlives the pack."""
    return Shown(title=card.title, idea=card.idea, source="; ".join(card.sources), digest=card.digest) if card else None
