"""What a person can do, one method an intent. Both front ends call this and nothing below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from companion.coach.checks import MAX_MINUTES, check_number, check_size, check_text
from companion.coach.correcting import Correcting
from companion.coach.counting import Counting
from companion.coach.experimenting import Experimenting, shown_of
from companion.coach.finding import Finding
from companion.coach.guiding import Guiding
from companion.coach.keeping import Keeping
from companion.coach.packing import Packing
from companion.coach.playbook import Playbook
from companion.coach.programmes import Programmes
from companion.coach.reviewing import Reviewing
from companion.coach.settling import Settling
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain import days as calendar
from companion.domain.phrases import number
from companion.domain.records import (
    Outcome,
    Reflection,
    Setting,
    Swap,
    Trial,
    Untried,
    Verdict,
)
from companion.journal.drafts import NO_DAY, Draft
from companion.journal.errors import CannotUndo
from companion.journal.journal import Undone


class Coach(
    Settling,
    Experimenting,
    Reviewing,
    Finding,
    Correcting,
    Keeping,
    Playbook,
    Counting,
    Programmes,
    Guiding,
    Packing,
):
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
        with self._page_act():
            key, now = self._key(experiment), self._now()
            told = now["day"]
            now["day"] = self._check_told(on or told, told)
            self._check_takes_trials(key, now["day"])
            record = Trial(**now, experiment=key, outcome=outcome, told=told, note=note)
            return Recorded(self._answer(record, replacing), record)

    def not_tried(self, experiment: str, about: date, note: str = "", replacing: str = "") -> Recorded[Untried]:
        """Answer the look back with "I did not try it"; `note` says what was in the way."""
        check_size(note, "note")
        with self._page_act():
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
        """Answer a question of today's page, 0 for its first; where it asks none, the words stand by themselves."""
        check_text(text)
        page = self.today()
        card, asks = page.card, page.session.questions
        if asks and not 0 <= (question or 0) < len(asks):
            choice = f"from 1 to {len(asks)}" if len(asks) > 1 else "1, or leave it out"
            raise Misuse(f"Today's page asks {number(len(asks))}. Give --question {choice}.")
        if question is not None and not asks:
            raise Misuse("Today's page asks nothing. Leave --question out.")
        asked = asks[question or 0] if asks else ""
        record = Reflection(
            **self._now(), question=asked, text=text, card=card.ref if card else "", shown=shown_of(card)
        )
        with self._page_act():
            return Recorded(self._journal.add(record, replacing), record)

    # Setting

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

    def form_draft(self, form: str, name: str) -> Draft | None:
        """The words under way in one question of a form; they belong to no day."""
        return self._drafts.load(NO_DAY, f"{form}.{name}")

    def save_form_draft(self, form: str, name: str, text: str, prompt: str) -> None:
        """Keep words under way in one question of a form until it is opened again; an empty text forgets them."""
        self.save_draft(NO_DAY, f"{form}.{name}", text, prompt)

    def drop_form_drafts(self, form: str) -> None:
        """Forget all words under way in a form: they have been recorded."""
        self._drafts.drop_form(form)

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

    def _check_takes_trials(self, key: str, on: date) -> None:
        """What was dropped or adapted takes trials of the days until then; a play goes on taking them."""
        decision = self._journal.history().facts.decisions.get(key)
        if decision is None or decision.verdict is Verdict.ADOPT or on <= decision.day:
            return
        found = self.find(key)
        raise Refused(f"{self.decided_words(found)} A trial of it can be told for days until then, with --on.")

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

    def _set(self, name: str, value: str) -> Recorded[Setting]:
        record = Setting(**self._now(), value=value)
        return Recorded(self._journal.add(record, name), record)
