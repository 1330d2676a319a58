"""What a daily page is made of: themes, cards, and the experiments a card suggests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

LEVELS = (101, 201, 301, 401)
"""Notice, try, share, lead."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the four themes, or one that a pack declares; `letter` stands in where `glyph` is drawn badly."""

    id: str
    title: str
    glyph: str
    letter: str = ""


THEMES = (
    Theme("people", "It's all about people", "●", "p"),
    Theme("value", "Organising for customer value", "■", "v"),
    Theme("work", "Work's changing", "▲", "w"),
    Theme("learning", "Learning's changing", "◆", "l"),
)
"""The four themes of the Big Value Picture (The Smart Work Company)."""

NO_THEME = Theme("", "No theme", "○", "o")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One bullet under Try: `text` as written; the cue and the expectation are empty where not given."""

    text: str
    cue: str
    action: str
    expect: str

    @classmethod
    def parse(cls, text: str) -> Suggestion:
        """Read `CUE, I will ACTION. Expect: TEXT`: the cue ends at the first `, I will `, the last ` Expect: `
        begins the prediction, and both parts are optional."""
        said, mark, expect = text.rpartition(" Expect: ")
        if not mark:
            said, expect = text, ""
        cue, mark, action = said.partition(", I will ")
        if not mark and not said.startswith("I will "):
            return cls(text, "", said, expect)
        if not mark:
            cue, action = "", said.removeprefix("I will ")
        return cls(text, cue, action.removesuffix("."), expect)


@dataclass(frozen=True, slots=True)
class Card:
    """The entry behind a daily page, known for ever as `pack/id`; `minutes` is what an experiment takes."""

    pack: str
    id: str
    title: str
    theme: str
    level: int
    minutes: int
    idea: str
    sources: tuple[str, ...]
    experiments: tuple[Suggestion, ...]
    questions: tuple[str, ...]
    tags: tuple[str, ...] = ()
    digest: str = ""

    @property
    def ref(self) -> str:
        """The name history stores: `pack-id/entry-id`."""
        return f"{self.pack}/{self.id}"


class Stack(NamedTuple):
    """Cards of one pack that are alike to the rule which chooses the day's: theme, level, minutes; `refs` name them."""

    pack: str
    theme: str
    level: int
    minutes: int
    refs: tuple[str, ...]


def stacks_of(cards: Iterable[Card]) -> tuple[Stack, ...]:
    """The cards in stacks, in the order in which each stack began."""
    found: dict[tuple[str, str, int, int], list[str]] = {}
    for card in cards:
        found.setdefault((card.pack, card.theme, card.level, card.minutes), []).append(card.ref)
    return tuple(Stack(*alike, tuple(refs)) for alike, refs in found.items())
