"""What a person has recorded: frozen documents, each with its own day, UTC instant, offset and zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from companion.domain.rules import check_rule

MAX_OFFSET = 26 * 60
"""Minutes. No civil offset comes near this; a larger one is a broken record."""

NOT_TRIED_QUESTION = "What was in the way?"


class Outcome(StrEnum):
    """How a trial went against its prediction."""

    BETTER = "better"
    EXPECTED = "expected"
    WORSE = "worse"
    SURPRISE = "surprise"


class Verdict(StrEnum):
    """What becomes of an experiment."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The common part: local `day`, aware UTC `at`, `offset` east of UTC in minutes, IANA `zone` or ""."""

    day: date
    at: datetime
    offset: int
    zone: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the instant has no offset from UTC")
        if abs(self.offset) > MAX_OFFSET:
            raise ValueError(f"an offset of {self.offset} minutes is not possible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page showed when the record was made, so that it outlives the pack."""

    title: str
    idea: str
    source: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """An experiment's plan; its id is the experiment's. `pact` counts trials; `until` ends it on a date."""

    action: str
    cue: str = ""
    expect: str = ""
    expect_from_card: bool = False
    know: str = ""
    minutes: int = 10
    theme: str = ""
    card: str = ""
    parent: str = ""
    pact: int = 1
    until: date | None = None
    shown: Shown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Record):
    """One honest try. `day` is the date it counts for; `told` is the day on which it was told."""

    experiment: str
    outcome: Outcome
    told: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untried(Record):
    """The look back was answered with "I did not try it": `about` is the day asked about."""

    experiment: str
    about: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """Adopt, adapt or drop; its key is its experiment, and `child` the experiment that adapting began."""

    verdict: Verdict
    lesson: str = ""
    child: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Record):
    """A written answer to a question."""

    question: str
    text: str
    card: str = ""
    shown: Shown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(Record):
    """The card that was put aside for another on its day."""

    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceChange(Record):
    """The days that count from `day` on, as an RFC 5545 rule; its key is its day."""

    rule: str

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if check_rule(self.rule, self.day) != self.rule:
            raise ValueError("the rule is not written as this program writes it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """One choice, keyed by its name: `day-start` (HH:MM) or `minutes` (a number)."""

    value: str
