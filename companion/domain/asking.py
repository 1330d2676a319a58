"""Questions by themselves, each in its turn: for a day without a card, and for a review."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from companion.domain.entries import Question


def in_turn(questions: Sequence[Question], number: int) -> str:
    """The question whose turn it is, "" for none; `number` counts days, or reviews.

    They stand in the order of the SHA-256 of their names, so that two machines agree and none comes twice in a round.
    """
    if not questions:
        return ""
    order = sorted(questions, key=lambda one: hashlib.sha256(f"{one.pack}/{one.id}".encode()).digest())
    return order[number % len(order)].title
