"""How a life is told: what one experiment came to, try by try, and what each card led to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from companion.coach.views import Change
from companion.domain.records import Growth, Outcome, Verdict


class Told(NamedTuple):
    """One answer about an experiment: how it went and a note, or without an outcome what was in the way."""

    outcome: Outcome | None
    note: str = ""


def better(note: str = "") -> Told:
    return Told(Outcome.BETTER, note)


def expected(note: str = "") -> Told:
    return Told(Outcome.EXPECTED, note)


def worse(note: str = "") -> Told:
    return Told(Outcome.WORSE, note)


def surprise(note: str = "") -> Told:
    return Told(Outcome.SURPRISE, note)


def untried(note: str = "") -> Told:
    return Told(None, note)


@dataclass(frozen=True, slots=True)
class Story:
    """An experiment in somebody's own words, and what came of it.

    `words` is the whole plan; for what grew out of another, `change` says what is different instead. `days` ends the
    pact so many days after the plan. Adapted, it goes on as `then`; as a play it goes on as each of `grown`.
    """

    words: str = ""
    told: tuple[Told, ...] = ()
    verdict: Verdict | None = None
    lesson: str = ""
    know: str = ""
    minutes: int | None = None
    pact: int = 1
    days: int | None = None
    change: Change | None = None
    then: Story | None = None
    grown: tuple[tuple[Growth, Story], ...] = ()

    @property
    def change_to_child(self) -> Change | None:
        """What adapting changes."""
        return self.then.change if self.then and self.verdict is Verdict.ADAPT else None


class Taken(NamedTuple):
    """What one card led to the first time: which suggestion was taken (0 for the first), how it went, the answer to
    the card's question, and what was decided and learnt."""

    suggestion: int
    told: Told
    answer: str
    verdict: Verdict | None = None
    lesson: str = ""
