"""Questions by themselves, each in its turn: for a day without a card, and for a review."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from companion.domain.entries import Question, Use
from companion.domain.records import Feed, Share


def bank(questions: Iterable[Question], feeds: Mapping[str, Feed], use: Use) -> list[Question]:
    """The questions for this use that the packs have which are on; `feeds` are by pack."""
    off = {pack for pack, feed in feeds.items() if feed.share is Share.OFF}
    return [one for one in questions if one.use is use and one.pack not in off]


def daily_question(questions: Sequence[Question], feeds: Mapping[str, Feed], day: date) -> str:
    """The question of a day without a card, "" for none.

    A pack that is off keeps its cards away; its questions are asked still where no pack that is on has any, for then
    they are all that the page has.
    """
    return in_turn(bank(questions, feeds, Use.DAILY) or bank(questions, {}, Use.DAILY), day.toordinal())


def in_turn(questions: Sequence[Question], number: int) -> str:
    """The question whose turn it is, "" for none; `number` counts days, or reviews.

    They stand in the order of the SHA-256 of their names, so that two machines agree and none comes twice in a round.
    """
    if not questions:
        return ""
    order = sorted(questions, key=lambda one: hashlib.sha256(f"{one.pack}/{one.id}".encode()).digest())
    return order[number % len(order)].title
