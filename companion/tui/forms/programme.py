"""Answering a programme's check: one of its questions, in one's own words."""

from __future__ import annotations

from collections.abc import Mapping

from companion.coach.coach import Coach
from companion.coach.views import Refused
from companion.domain.cards import NO_THEME
from companion.domain.entries import ProgrammeStep
from companion.domain.programme_words import next_line, passed_line
from companion.domain.programmes import Following, step_key
from companion.tui.form import Ask, Choice, Form
from companion.tui.ink import INK, Block
from companion.tui.measure import Measure

_LETTERS = "abcdefghijklmnoprstvwxz"
_WHICH = "which"
_WHOLE = 64
"""Characters of a question that stand whole on two lines of the narrowest screen."""


def check_form(following: Following) -> Form:
    """The form for the check that a programme has next. ValueError where it has none."""
    if following.next is None or not following.next.questions:
        raise ValueError("no check is next")
    return CheckForm(following, following.next)


class CheckForm(Form):
    """Asks which question, where there are several, and then for the answer; an answer ends the step."""

    def __init__(self, following: Following, step: ProgrammeStep) -> None:
        self._following, self._step = following, step
        self.section = f"check-{step_key(following.id, step.id)}"

    def begin_at(self, coach: Coach) -> dict[str, str]:
        """Nothing is answered yet; it wears the theme of its programme."""
        programme = self._following.programme
        self.theme = (coach.theme(programme.theme) if programme else None) or NO_THEME
        return {}

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """Which step of which programme."""
        return [Block("programme", measure.width).text(next_line(self._following), f"bold {INK}")]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Which question, unless there is only one; then the answer to it."""
        questions, number = self._step.questions, self._number(answers)
        if len(questions) == 1:
            return [Ask("answer-0", "answer", questions[0])]
        choices = [Choice(letter, words) for letter, words in zip(_LETTERS, questions, strict=False)]
        which = Ask(_WHICH, "check", "Which of these will you answer? One is enough.", choices=choices)
        # What was chosen stands above, in two lines at most; only where those cut it short is it asked again in full.
        prompt = "Your answer, in a few words." if len(questions[number]) <= _WHOLE else questions[number]
        return [which, Ask(f"answer-{number}", "answer", prompt)]

    def wrong(self, ask: Ask, text: str) -> str:
        """An answer has words."""
        return "" if ask.choices or text.strip() else "A few words are enough. Esc leaves it for another day."

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Record the answer, and with it that the step is done."""
        ref, number = self._following.enrolment.programme, self._number(answers)
        before = coach.following()
        if self._step not in [one.next for one in before if one.enrolment.programme == ref and one.is_active]:
            raise Refused("This check is not asked any more; another copy may have answered it. Your words are kept.")
        shown = coach.today().card
        coach.answer_check(ref, answers[f"answer-{number}"], number)
        page, after = coach.today(), coach.following()
        card = "" if page.card == shown else " A new idea follows."
        return f"{passed_line(before, after)}{card} u takes it back."

    def _number(self, answers: Mapping[str, str]) -> int:
        return max(0, _LETTERS.find(answers.get(_WHICH, "a")))
