"""The packs that come with the program, read once; and what their words are measured by."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from companion.domain.cards import Card
from companion.packs.library import bundled_content
from companion.packs.reader import Pack, read_pack

BUNDLED = "big-value-picture"

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?")


@cache
def pack(id: str = BUNDLED) -> Pack:
    """One pack that came with the program."""
    found, findings = read_pack(bundled_content() / id)
    assert found, findings
    return found


@cache
def folders() -> tuple[Path, ...]:
    """Every pack that came with the program."""
    return tuple(sorted(path for path in bundled_content().iterdir() if path.is_dir()))


@cache
def cards() -> tuple[Card, ...]:
    """The cards of the bundled pack."""
    return pack().cards


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def prose(card: Card) -> str:
    """The idea and the experiments of a card, as sentences."""
    tries = [f"{one.cue}, I will {one.action}. {one.expect}" for one in card.experiments]
    return " ".join([card.idea, *tries])
