"""Making an experiment of what was captured with a guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from companion.coach.coach import Coach
from companion.coach.views import Recorded
from companion.domain.cards import Theme
from companion.domain.records import Capture
from companion.text import one_line
from companion.tui.form import Ask, Form
from companion.tui.forms.planning import change_from, plan_asks, wrong_in_plan
from companion.tui.ink import INK, SOFT, Block
from companion.tui.measure import Measure


class CapturedForm(Form):
    """An experiment that begins with what was captured; `theme` is the guide's."""

    def __init__(self, capture: Recorded[Capture], theme: Theme, today: date) -> None:
        self._capture, self.theme, self.today = capture, theme, today
        self.section = f"captured-{capture.id}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """What was captured, and under which label."""
        block = Block("captured", measure.width).text(one_line(self._capture.record.label), SOFT)
        return [block.text(self._capture.record.text, f"bold {INK}")]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The parts of a plan; the captured words are there to begin with."""
        action, *others = plan_asks(None, answers, self.today)
        return [replace(action, text=one_line(self._capture.record.text)), *others]

    def wrong(self, ask: Ask, text: str) -> str:
        """As for any plan."""
        return wrong_in_plan(ask, text, self.today)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Plan it."""
        change = change_from(answers, self.today)
        planned = coach.plan_captured(self._capture, self.theme.id, change)
        return coach.hint(planned) or "Planned, in Experiments. u takes it back."
