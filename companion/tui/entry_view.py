"""Entries of packs as blocks: a card, a question, a word of the glossary, and where each is from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from companion.domain.cards import NO_THEME, Card, Theme
from companion.domain.entries import Entry, Question, Use
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block, accent, ink
from companion.tui.measure import Measure

_USES = {Use.DAILY: "for any day", Use.REVIEW: "for the weekly review", Use.DEEP: "for a deeper review"}


def card_blocks(card: Card, theme: Theme, glyph: str, measure: Measure) -> list[Block]:
    """A card: its idea, where it is from, what it suggests to try, and what it asks."""
    idea = Block("idea", measure.width)
    idea.content(Content.assemble(ink(f"{glyph} ", accent(theme.id)), ink(one_line(card.title), f"bold {INK}")))
    idea.blank().text(card.idea).blank()
    for source in card.sources:
        idea.text(one_line(source), SOFT)
    idea.text(f"{theme.title} · {card.level} · {card.minutes} minutes", SOFT)
    tries = Block("to try", measure.width)
    for at, one in enumerate(card.experiments):
        if at:
            tries.blank()
        words = one.text if not one.expect else one.text.removesuffix(f" Expect: {one.expect}")
        tries.text(one_line(words))
        if one.expect:
            tries.text(f"Expect: {one_line(one.expect)}", SOFT)
    asks = Block("to ask", measure.width)
    for question in card.questions:
        asks.text(one_line(question))
    return [idea, tries, asks]


def entry_blocks(entry: Entry, theme: Theme, glyph: str, measure: Measure) -> list[Block]:
    """A card, or the title, the words and the sources of another entry."""
    if isinstance(entry, Card):
        return card_blocks(entry, theme, glyph, measure)
    block = Block("question" if isinstance(entry, Question) else "term", measure.width)
    block.text(one_line(entry.title), f"bold {INK}")
    if isinstance(entry, Question):
        block.text(f"A question {_USES[entry.use]}.", SOFT)
    if entry.body:
        block.blank().text(entry.body)
    if theme is not NO_THEME:
        block.blank().content(Content.assemble(ink(f"{glyph} ", accent(theme.id)), ink(theme.title, SOFT)))
    return [block, *sources_block(entry.sources, measure)]


def comes_line(today: Card | None, card: str) -> str:
    """When the idea that a programme has next comes, as a sentence; `today` is the card of the day's page."""
    if today and today.ref == card:
        return "It is today's idea: 1 opens its page."
    return "It comes with the daily page, tomorrow at the earliest."


def sources_block(sources: Sequence[str], measure: Measure) -> list[Block]:
    """Where something is from; nothing where that is not said."""
    block = Block("source" if len(sources) == 1 else "sources", measure.width)
    if not measure.labelled and sources:
        block.text(f"{block.label.capitalize()}:", SOFT)
    for source in sources:
        block.text(one_line(source), SOFT)
    return [block] if sources else []
