"""The paper a picture is drawn on: its colours, its text, and what makes outside text safe inside XML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape

from companion.text import one_line

WIDTH = 1200
LABELS, LEFT, RIGHT = 168, 200, 1096
"""Where hanging labels end, and between which x everything else stands."""

FONTS = "Inter, 'Helvetica Neue', Arial, sans-serif"
_ELLIPSIS = "…"


class Inks(NamedTuple):
    """The colours of a picture, by name; the last four are the accents of the four themes."""

    background: str
    field: str
    ink: str
    soft: str
    faint: str
    people: str
    value: str
    work: str
    learning: str


PAPER = Inks("#FAF7F1", "#F1ECE1", "#2A2722", "#625C52", "#857D70", "#6B1550", "#86640F", "#1C6AA3", "#0B4931")
LAMPLIGHT = Inks("#1A1B1E", "#232529", "#E6E1D6", "#A8A295", "#7A756B", "#BF7893", "#F0D58C", "#5F96E8", "#5FE3D4")


class Paper:
    """Elements in the order in which they are drawn, and how far down the last section came."""

    def __init__(self, inks: Inks) -> None:
        self.inks = inks
        self.elements: list[str] = []

    def text(
        self, x: float, y: float, words: str, fill: str = "", size: int = 16, anchor: str = "start", weight: int = 400
    ) -> None:
        """One line of text; soft unless told otherwise."""
        more = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more += f' font-weight="{weight}"' if weight != 400 else ""
        where = f'x="{spot(x)}" y="{spot(y)}" font-size="{size}" fill="{fill or self.inks.soft}"'
        self.elements.append(f"<text {where}{more}>{safe(words)}</text>")

    def label(self, y: float, words: str) -> None:
        """A hanging label, or a line of one."""
        self.text(LABELS, y, words, anchor="end")

    def line(self, x: float, y: float, to_x: float, to_y: float, stroke: str, width: float = 1) -> None:
        """A straight line."""
        ends = f'x1="{spot(x)}" y1="{spot(y)}" x2="{spot(to_x)}" y2="{spot(to_y)}"'
        self.elements.append(f'<line {ends} stroke="{stroke}" stroke-width="{spot(width)}"/>')

    def group(self, look: str, shapes: Iterable[str], title: str = "") -> None:
        """Shapes that share a look, and a title that browsers show where the pointer rests on one of them."""
        named = f"<title>{safe(title)}</title>" if title else ""
        self.elements.append(f"<g {look}>{named}{''.join(shapes)}</g>")


def spot(number: float) -> str:
    """A coordinate to a tenth, without a needless `.0`."""
    return f"{round(number, 1):g}"


def plain(words: str) -> str:
    """Text on one line without controls, bidi marks, and the two noncharacters that XML forbids."""
    return " ".join(one_line(words).replace("\ufffe", "").replace("\uffff", "").split())


def safe(words: str) -> str:
    """Outside text as XML may hold it."""
    return escape(plain(words))


def fitted(words: str, room: float, size: int = 16) -> str:
    """As much of the text as surely fits, with an ellipsis where some is left out."""
    words = plain(words)
    if width_of(words, size) <= room:
        return words
    room -= width_of(_ELLIPSIS, size)
    end = 0
    while room > 0 and end < len(words):
        room -= width_of(words[end], size)
        end += room >= 0
    return words[:end].rstrip() + _ELLIPSIS


def width_of(words: str, size: int = 16) -> float:
    """About how wide the text is, on the wide side: which font will draw it is not known here."""
    return size * sum(map(_ems, words))


def _ems(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in " .,:;'’|!iljtfrI()[]":
        return 0.36
    if char in "mwMW@%…—" or not char.isascii():
        return 0.95
    return 0.75 if char.isupper() else 0.61
