"""Which of the packs' own questions are asked: in a review, and on the page of a day that has no card."""

from __future__ import annotations

from datetime import date

from companion.domain.asking import in_turn
from companion.domain.entries import Question, Use
from companion.domain.history import History
from companion.domain.records import Share
from companion.packs.library import Library


def bank(library: Library, history: History, use: Use) -> list[Question]:
    """The questions for this use that the packs have which are on."""
    off = {pack for pack, feed in history.feeds.items() if feed.share is Share.OFF}
    return [one for one in library.questions if one.use is use and one.pack not in off]


def daily_question(library: Library, history: History, day: date) -> str:
    """The question of a day without a card, "" for none.

    A pack that is off keeps its cards away; its questions are asked still where no pack that is on has any, for then
    they are all that the page has.
    """
    asked = bank(library, history, Use.DAILY) or [one for one in library.questions if one.use is Use.DAILY]
    return in_turn(asked, day.toordinal())
