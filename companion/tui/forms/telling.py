"""Telling how a trial of a chosen experiment went today, with the prediction beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from companion.coach.coach import Coach
from companion.domain.cards import Theme
from companion.domain.experiment_words import pact_line
from companion.domain.history import Experiment, State
from companion.domain.phrases import OUTCOMES, sentence, so_far
from companion.tui.form import Ask, Choice, Form
from companion.tui.ink import INK, SOFT, Block
from companion.tui.measure import Measure


class TellForm(Form):
    """How it went against what was expected, and what happened."""

    def __init__(self, experiment: Experiment, theme: Theme, today: date) -> None:
        self._experiment, self.theme, self.today = experiment, theme, today
        self.section = f"tell-{experiment.id}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """The plan and its prediction."""
        plan = self._experiment.plan
        block = Block("experiment", measure.width).text(sentence(plan.cue, plan.action), f"bold {INK}")
        if plan.expect:
            block.text(f"You expected: {plan.expect}", SOFT)
        if plan.know:
            block.text(f"You know by: {plan.know}", SOFT)
        if any(trial.day == self.today for trial in self._experiment.trials):
            block.text("It has a trial today already; a day counts once.", SOFT)
        return [block]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The outcome, then a note."""
        choices = [Choice(letter, words) for letter, words, _ in OUTCOMES.values()]
        return [
            Ask("outcome", "today", "How did it go today?", choices=choices),
            Ask("note", "note", "What happened?"),
        ]

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Record the trial for today."""
        outcomes = {letter: outcome for outcome, (letter, *_) in OUTCOMES.items()}
        coach.tell(self._experiment.id, outcomes[answers["outcome"]], note=answers["note"])
        found, streak = coach.find(self._experiment.id), coach.today().streak
        if found.state(coach.day()) is State.FULL:
            return f"{pact_line(found)} d decides."
        return f"Noted. {so_far(streak)} u takes it back."
