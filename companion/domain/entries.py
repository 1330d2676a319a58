"""What a pack holds beside cards: questions, terms, articles, programmes and guides; text only, nothing that acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from companion.domain.cards import Card


class Use(StrEnum):
    """When a question is asked: on the page of a day without a card, in a weekly review, or in the deeper one."""

    DAILY = "daily"
    REVIEW = "review"
    DEEP = "deep"


@dataclass(frozen=True, slots=True)
class Question:
    """A question by itself: its title asks. `theme` is "" where it belongs to none."""

    pack: str
    id: str
    title: str
    use: Use
    theme: str = ""
    body: str = ""
    sources: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary: the title is the word, the body defines it."""

    pack: str
    id: str
    title: str
    body: str
    theme: str = ""
    sources: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Something to read; `body` is Markdown."""

    pack: str
    id: str
    title: str
    body: str
    theme: str = ""
    sources: tuple[str, ...] = ()
    digest: str = ""


class StepKind(StrEnum):
    """What a programme's step asks for."""

    CARD = "card"
    ARTICLE = "article"
    GUIDE = "guide"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class ProgrammeStep:
    """One step. `ref` is `pack-id/entry-id`, "" for a check, which asks `questions` instead.

    A card step wants `trials` trials planned from it; `only` limits the step to one variant, "" for all.
    """

    id: str
    title: str
    kind: StepKind
    ref: str = ""
    trials: int = 1
    only: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A guided sequence of steps over weeks; with `variants`, one of them is asked for at enrolment."""

    pack: str
    id: str
    title: str
    body: str
    steps: tuple[ProgrammeStep, ...]
    variants: tuple[str, ...] = ()
    theme: str = ""
    sources: tuple[str, ...] = ()
    digest: str = ""

    @property
    def ref(self) -> str:
        """The name history stores: `pack-id/entry-id`."""
        return f"{self.pack}/{self.id}"

    def steps_of(self, variant: str) -> tuple[ProgrammeStep, ...]:
        """The steps of a variant, in order."""
        return tuple(step for step in self.steps if step.only in ("", variant))


class LineKind(StrEnum):
    """What a facilitator does with one line of a guide."""

    SAY = "Say"
    ASK = "Ask"
    DO = "Do"
    CAPTURE = "Capture"


class GuideLine(NamedTuple):
    """One line of a guide's step."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One part of the agenda; it takes `minutes`."""

    id: str
    title: str
    minutes: int
    lines: tuple[GuideLine, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A timed agenda for a facilitator; its steps add up to `minutes`."""

    pack: str
    id: str
    title: str
    body: str
    minutes: int
    steps: tuple[GuideStep, ...]
    theme: str = ""
    sources: tuple[str, ...] = ()
    digest: str = ""

    @property
    def ref(self) -> str:
        """The name history stores: `pack-id/entry-id`."""
        return f"{self.pack}/{self.id}"


Entry = Card | Question | Term | Article | Programme | Guide

KINDS: dict[str, type[Entry]] = {
    "card": Card,
    "question": Question,
    "term": Term,
    "article": Article,
    "programme": Programme,
    "guide": Guide,
}
"""Every kind of entry by the word that a pack calls it."""


def kind_of(entry: Entry) -> str:
    """The word that a pack calls an entry's kind."""
    return next(name for name, kind in KINDS.items() if type(entry) is kind)


class Heading(NamedTuple):
    """One entry as a list shows it; `level` is 0 for all but cards, and `replaced_by` the ref of its successor."""

    kind: str
    pack: str
    id: str
    title: str
    theme: str = ""
    level: int = 0
    retired: bool = False
    replaced_by: str = ""

    @property
    def ref(self) -> str:
        """The name history stores: `pack-id/entry-id`."""
        return f"{self.pack}/{self.id}"


@dataclass(frozen=True, slots=True)
class PackAbout:
    """What a pack says of itself; `counts` has its entries on offer by kind, retired ones left out."""

    id: str
    title: str
    version: str
    counts: dict[str, int]
    summary: str = ""
    authors: tuple[str, ...] = ()
    license: str = ""
    language: str = "en"
