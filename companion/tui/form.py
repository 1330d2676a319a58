"""A form: a few questions asked one after another, and what becomes of the answers; it knows nothing of widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.coach.coach import Coach
from companion.domain.cards import NO_THEME, Theme
from companion.tui.ink import Block
from companion.tui.measure import Measure


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the letter that takes it at once, its words, and what stands beside it."""

    letter: str
    words: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the `name` of its answer, its label, what is asked, the words it begins with, and a hint for an
    empty field. With `choices`, the answer is a choice's letter.
    """

    name: str
    label: str
    prompt: str
    text: str = ""
    hint: str = ""
    choices: Sequence[Choice] = ()


class Form:
    """Subclasses say what is asked and what to do with it. `section` names the drafts of its words on this machine."""

    section: str = "form"
    theme: Theme = NO_THEME
    keeps_drafts = True
    at_once = False
    """Whether each answer is recorded as soon as it is given."""
    made = ""
    """The id of the record that was made, once it is kept, where the list should show it."""

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """What stands above the questions."""
        return []

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The questions, given the answers so far; at least one."""
        raise NotImplementedError

    def wrong(self, ask: Ask, text: str) -> str:
        """What is wrong with an answer, as a sentence that says what would do; "" for nothing."""
        return ""

    def answered(self, coach: Coach, name: str, text: str) -> None:
        """One answer was given; a form that records each at once does so here."""

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Record it all; returns what to say. Raises Refused, Misuse or JournalError, and the form stays open."""
        raise NotImplementedError

    def begin_at(self, coach: Coach) -> dict[str, str]:
        """Answers that are there already, where a form is taken up again."""
        return {}
