"""Entries of the journal as blocks: closed to two lines or opened whole, with what was searched for marked."""

from __future__ import annotations

from datetime import date

from textual.content import Content, Span

from companion.coach.views import Entry
from companion.domain.phrases import short_date, short_day
from companion.domain.searching import marks
from companion.text import clean, one_line
from companion.tui.ink import INK, SOFT, Block, accent, ink
from companion.tui.measure import Measure

_KIND = 11
_LINES = 2
_SAID_ALREADY = "Not tried: "
"""What the kind beside an entry says too."""
_BEFORE = 24
"""Characters that stay before what was found, where it stands further down a text."""


def day_label(day: date, today: date) -> str:
    """A day beside an entry: `Thu 19 Nov`, with its year where that is not this one."""
    return short_day(day) if day.year == today.year else f"{short_date(day)} {day.year}"


def entry_block(
    entry: Entry, label: str, query: str, opened: bool, active: bool, measure: Measure, action: str
) -> Block:
    """One entry: its kind, then its words; opened, all of them and what they answer."""
    block = Block(label, measure.width, active=active, colour=accent(entry.theme), action=action)
    style = f"bold {INK}" if active and not opened else INK
    lead, room = (f"{entry.kind:<{_KIND}}", _KIND) if measure.labelled else ("", 0)
    if not measure.labelled:
        block.content(Content.assemble(ink(f"{label}  " if label else "", SOFT), ink(entry.kind, SOFT)))
    indent = " " * room
    words = entry.text.removeprefix(_SAID_ALREADY)
    shown = _marked(clean(words) if opened else _from_hit(one_line(words), query), query, style)
    lines = shown.wrap(max(1, measure.width - room - (0 if opened else 2)))
    if not opened and len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], Content.assemble(lines[_LINES - 1].rstrip(), ink(" …", SOFT))]
    for number, line in enumerate(lines):
        block.content(Content.assemble(ink(lead if not number else indent, SOFT), line))
    if entry.aside and (opened or (query and not marks(entry.text, query))):
        aside = entry.aside if opened else _from_hit(one_line(entry.aside), query)
        folded = _marked(clean(aside), query, SOFT).wrap(max(1, measure.width - room))
        for line in folded if opened else folded[:1]:
            block.content(Content.assemble(ink(indent), line))
    return block


def _from_hit(text: str, query: str) -> str:
    """The text from shortly before what was found, so that a closed entry shows it."""
    found = marks(text, query) if query else ()
    if not found or found[0][0] < 2 * _BEFORE:
        return text
    start = text.rfind(" ", 0, found[0][0] - _BEFORE) + 1
    return f"… {text[start:]}"


def _marked(text: str, query: str, style: str) -> Content:
    shown = ink(text, style)
    if not query:
        return shown
    spans = [Span(start, end, f"underline {style}") for start, end in marks(shown.plain, query)]
    return Content(shown.plain, spans=[*shown.spans, *spans])
