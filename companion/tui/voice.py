"""What the voice line says of packs and programmes: whole sentences, in the words that there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from companion.domain.entries import PackAbout
from companion.domain.programme_words import passed_line
from companion.domain.programmes import Following
from companion.domain.records import Share
from companion.text import one_line
from companion.tui.ink import ink
from companion.tui.measure import Measure


def turned_line(about: PackAbout, share: Share, measure: Measure) -> str:
    """That a pack was turned on or off, with its title where the voice line has room for it."""
    turned, means = ("off", "its ideas stay away") if share is Share.OFF else ("on", "its ideas take their turn")
    back = f"{means}. u takes it back."
    return fitting(measure, f"{one_line(about.title)} is {turned}; {back}", f"{turned.capitalize()}; {back}")


def passed_words(before: Sequence[Following], after: Sequence[Following], measure: Measure) -> str:
    """Which steps have just been done, and that this can be taken back; "" where none has."""
    passed = passed_line(before, after)
    back = "u takes it back."
    return fitting(measure, f"{passed} {back}", f"{passed.partition('. ')[0].rstrip('.')}. {back}") if passed else ""


def fitting(measure: Measure, *ways: str) -> str:
    """The first of these ways to say something that the voice line has room for, else the last."""
    return next((way for way in ways if ink(way).cell_length <= measure.width), ways[-1])
