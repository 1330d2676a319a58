"""What today's page shows of programmes beside its idea: what is next, and what one that has just ended left behind."""

from __future__ import annotations

from companion.coach.views import Way
from companion.domain.entries import StepKind
from companion.domain.programme_words import asks_line, next_line, on_the_way
from companion.domain.programmes import Following, waiting
from companion.domain.session import Step
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block, ink
from companion.tui.measure import Measure
from companion.tui.sheet import Sheet

_FIRST, _FIRST_TALL = 1, 3
"""Lines that are shown of each kind of thing that was recorded on the way."""


def programme_blocks(sheet: Sheet, measure: Measure) -> list[Block]:
    """What came to its end today, then what programmes have next beside the page, the one that p opens first."""
    ended = [_ended(way, measure) for way in sheet.page.ended]
    return [*ended, *[_next(one, not at, sheet, measure) for at, one in enumerate(waiting(sheet.page.following))]]


def _next(one: Following, is_first: bool, sheet: Sheet, measure: Measure) -> Block:
    block = Block("programme", measure.width, action=f"programme:{one.enrolment.programme}").text(next_line(one))
    if sheet.session.step is not Step.IDEA and not measure.tall:
        return block
    block.text(f"{asks_line(one)}{' p opens it.' if is_first else ''}", SOFT)
    if one.next and one.next.kind is StepKind.GUIDE and not one.missing:
        block.text(f"On paper: companion guide {one_line(one.next.ref)} --print", SOFT)
    return block


def _ended(way: Way, measure: Measure) -> Block:
    """A programme that is done, with the first of what was tried, answered and captured on the way."""
    counts = [len(way.tried), len(way.answered), len(way.captured)]
    block = Block("finished", measure.width).text(f"{one_line(way.following.title)} is done.", f"bold {INK}")
    block.text(on_the_way(*counts))
    for kept in (way.tried, way.answered, way.captured):
        for one in kept[: _FIRST_TALL if measure.tall else _FIRST]:
            line = ink(one_line(f"{one.entry.kind}: {one.entry.text}"), SOFT)
            block.content(line.truncate(max(1, block.width), ellipsis=True))
    more = "All of it: 3, then f, and its pack. " if any(counts) else ""
    return block.text(f"{more}5 lists what else there is.", SOFT)
