"""The intents about experiments: planning, deciding, and growing a play."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from companion.coach.checks import (
    MAX_MINUTES,
    MAX_PACT,
    check_number,
    check_size,
    check_text,
    check_until,
)
from companion.coach.looking import Looking
from companion.coach.views import Change, Misuse, Recorded, Refused
from companion.domain.cards import Card, Suggestion
from companion.domain.choosing import DEFAULT_MINUTES
from companion.domain.experiment_words import VERDICTS
from companion.domain.facts import TrialFact, UntriedFact
from companion.domain.history import Experiment, State
from companion.domain.phrases import dated
from companion.domain.programmes import of_card, step_key
from companion.domain.records import Capture, Decision, Growth, Plan, Shown, Verdict


class Experimenting(Looking):
    """Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""

    def plan(
        self,
        action: str = "",
        *,
        suggestion: int | None = None,
        cue: str | None = None,
        expect: str | None = None,
        know: str = "",
        minutes: int | None = None,
        pact: int | None = None,
        until: date | None = None,
        replacing: str = "",
    ) -> Recorded[Plan]:
        """Plan an experiment from the card's suggestion (0 for the first), or from an `action` that may hold it all:
        `CUE, I will ACTION. Expect: TEXT`. An expectation left out is the card's, and is recorded as such; a pact left
        out is for the trials that the card's step of a programme still asks for, else for one. `replacing` is a plan
        that this one rewords, if nothing has come of it yet."""
        page = self.today()
        base = self._base(page.card, action, suggestion)
        cue, own_expect = base.cue if cue is None else cue, base.expect if expect is None else expect
        for name, text in {"action": base.action, "cue": cue, "expectation": own_expect, "sign": know}.items():
            check_size(text, name)
        check_number(minutes, "--minutes", MAX_MINUTES)
        check_number(pact, "--pact", MAX_PACT)
        check_until(until, page.day)
        card, followed = page.card, of_card(page.following, page.card.ref) if page.card else None
        step = followed.next if followed else None
        asked = step.trials - followed.tried if followed and step and until is None else 1
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
            pact=asked if pact is None else pact,
            until=until,
            shown=shown_of(card),
            step=step_key(followed.id, step.id) if followed and step else "",
        )
        with self._page_act():
            replacing = replacing or self._same_plan(record)
            fresh = self._is_untouched(replacing)
            return Recorded(self._journal.add(record, replacing if fresh else ""), record)

    def hint(self, plan: Recorded[Plan]) -> str:
        """One gentle suggestion that may make a plan tinier or surer, "" for none."""
        from companion.domain.hints import hint  # only somebody who plans needs it

        return hint(plan.record, len(self.today().open), own_words=not self._is_taken_over(plan.record))

    def decide(self, experiment: str, verdict: Verdict, lesson: str = "", change: Change | None = None) -> Decided:
        """Adopt, adapt or drop. Adapting begins a child with what changes, in the same act."""
        check_size(lesson, "lesson")
        change, found = change or Change(), self.find(experiment)
        if found.decision:
            raise Refused(self.decided_words(found))
        if verdict is not Verdict.ADAPT and change.says_anything:
            raise Misuse("--action, --when and --expect say what adapting changes. Leave them out, or adapt.")
        if verdict is Verdict.ADAPT and not change.says_anything:
            raise Misuse("Adapting needs what changes: give --action, --when, --expect or another part of the plan.")
        _check_change(change, self.day())
        with self._page_act():
            found, now, child = self.find(found.id), self._now(), None
            if found.decision:  # by another process, a moment ago
                raise Refused(self.decided_words(found))
            if verdict is Verdict.ADAPT:
                child = self._child(found, now, change)
            record = Decision(**now, verdict=verdict, lesson=lesson, child=child.id if child else "")
            self._journal.add(record, found.id)
        return Recorded(found.id, record), child

    def grow(self, play: str, growth: Growth, change: Change | None = None) -> Recorded[Plan]:
        """Take a play of the playbook further, as a new experiment whose parent it is: perfect the slice, then scale.

        Repeating may change nothing; enlarging says what is larger, and offering says to whom.
        """
        change = change or Change()
        if growth is Growth.ENLARGE and not change.says_anything:
            raise Misuse("Say what becomes larger: give --action, --minutes or another part of the plan.")
        if growth is Growth.OFFER and not change.action:
            raise Misuse('Say whom you will offer it to: give --action "I will …".')
        _check_change(change, self.day())
        with self._page_act():
            found = self.find(play)
            if found.state(self.day()) is not State.ADOPTED:
                raise Refused("Only a play can grow, and this experiment is not one yet. Adopt it first.")
            return self._child(found, self._now(), change, growth)

    def plan_captured(self, capture: Recorded[Capture], theme: str, change: Change) -> Recorded[Plan]:
        """Plan an experiment from what was captured with a guide; it is not the page's, and belongs to no card."""
        _check_change(change, self.day())
        if change.action is None:
            raise Misuse("Say what will be tried: give an action.")
        begun = Plan(**self._now(), action=change.action, theme=theme, capture=capture.id)
        record = _changed(begun, change)
        with self._page_act():
            return Recorded(self._journal.add(record), record)

    def decided_words(self, found: Experiment) -> str:
        """What became of a decided experiment, and how it can go on."""
        child = found.decision.child if found.decision else ""
        return decided_already(found, self.day(), bool(child) and self.has_experiment(child))

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

    def _is_taken_over(self, plan: Plan) -> bool:
        """Whether these words are a suggestion of the card they came from, or those of the parent."""
        if plan.parent:
            return _words(self.find(plan.parent).plan) == _words(plan) if self.has_experiment(plan.parent) else False
        card = self._library.find(plan.card)
        return card is not None and _words(plan) in [(one.cue, one.action) for one in card.experiments]

    def _child(
        self, parent: Experiment, now: dict[str, Any], change: Change, growth: Growth | None = None
    ) -> Recorded[Plan]:
        plan = parent.plan
        own = Plan(
            **now,
            action=plan.action,
            cue=plan.cue,
            expect=plan.expect,
            know=plan.know,
            minutes=plan.minutes,
            theme=plan.theme,
            parent=parent.id,
            pact=plan.pact,
            growth=growth,
        )
        record = _changed(own, change)
        if growth is not Growth.REPEAT and _is_same(record, plan):
            raise Misuse("Nothing of it would change. Say what is different this time.")
        return Recorded(self._journal.add(record), record)


Decided = tuple[Recorded[Decision], Recorded[Plan] | None]


def _is_same(plan: Plan, other: Plan) -> bool:
    """Whether two plans ask for the same thing."""
    parts = ("action", "cue", "expect", "know", "minutes", "pact", "until")
    return all(getattr(plan, part) == getattr(other, part) for part in parts)


def _check_change(change: Change, today: date) -> None:
    for name in ("action", "cue", "expect", "know"):
        check_size(getattr(change, name) or "", name)
    if change.action is not None:
        check_text(change.action, "action")
        check_text(Suggestion.parse(change.action).action, "action")
    check_number(change.minutes, "--minutes", MAX_MINUTES)
    check_number(change.pact, "--pact", MAX_PACT)
    check_until(change.until, today)


def _changed(plan: Plan, change: Change) -> Plan:
    """The plan with what changes; an action may hold a cue and an expectation too."""
    own = Suggestion.parse(change.action or "")
    given: dict[str, Any] = {
        "action": own.action or None,
        "cue": change.cue if change.cue is not None else own.cue or None,
        "expect": change.expect if change.expect is not None else own.expect or None,
        "know": change.know,
        "minutes": change.minutes,
        "pact": change.pact if change.pact is not None else (1 if change.until else None),
    }
    fields = {name: value for name, value in given.items() if value is not None}
    if change.pact is not None or change.until is not None:
        fields["until"] = change.until
    if "expect" in fields:
        fields["expect_from_card"] = False
    return replace(plan, **fields)


def decided_already(found: Experiment, today: date, goes_on: bool) -> str:
    """What became of a decided experiment and when, and how it can go on: its child, where that `goes_on`.

    ValueError for one that is not decided.
    """
    decision = found.decision
    if decision is None:
        raise ValueError("it has not been decided")
    done = VERDICTS[decision.verdict][2].lower()
    on = f" It goes on as {decision.child}." if goes_on else " Plan it anew to go on with it."
    on = f" `companion grow {found.id}` shows how it can go further." if decision.verdict is Verdict.ADOPT else on
    return f"It was decided already: {done} on {dated(decision.day, today)}.{on}"


def _words(plan: Plan) -> tuple[str, str]:
    return plan.cue, plan.action


def shown_of(card: Card | None) -> Shown | None:
    """The card as it stood, so that the record outlives the pack."""
    return Shown(title=card.title, idea=card.idea, source="; ".join(card.sources), digest=card.digest) if card else None
