"""The frame round every place: the places above, the voice line and what can be pressed below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from companion.tui.ink import INK, SOFT, ink
from companion.tui.measure import LABEL, Measure
from companion.tui.widgets.column import redraw

PLACES = {"1": "Today", "2": "Experiments", "3": "Journal", "4": "Progress", "5": "Library"}
"""The places there are, by the digit that opens them."""
_GAP = 3
"""Cells between two names."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing to press, for the footer: how the key is written, its word, and the action it runs."""

    key: str
    word: str
    action: str


class Bar(Static):
    """A line or more of the frame, with parts that can be clicked."""

    class Pressed(Message):
        """A part was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, identity: str) -> None:
        super().__init__("", markup=False, id=identity)
        self._spots: list[tuple[int, int, int, str]] = []
        self._shown = Content("")

    def _draw(self, lines: Sequence[Content]) -> None:
        content = Content("\n").join(lines)
        redraw(self, self._shown, content)
        self._shown = content

    def on_click(self, event: events.Click) -> None:
        """Say which part was clicked."""
        for row, start, end, action in self._spots:
            if event.y == row and start <= event.x < end:
                self.post_message(self.Pressed(action))

    def _line(self, row: int, label: str, parts: Sequence[tuple[Content, str]], measure: Measure, gap: int) -> Content:
        """One line: a label, then parts three cells apart, as many as fit, each remembered for clicks."""
        lead = f"{' ' * measure.pad}{label[:LABEL]:>{LABEL}}   " if measure.labelled else ""
        line = ink(lead, SOFT)
        for part, action in parts:
            start = line.cell_length
            if start + part.cell_length > measure.columns:
                break
            line = Content.assemble(line, part, ink(" " * gap))
            self._spots.append((row, start, start + part.cell_length, action))
        return line


class Masthead(Bar):
    """The date and the places, and whether there is more above."""

    def show(self, date: str, current: str, step: str, above: bool, measure: Measure, mark: str = "") -> None:
        """`current` is the digit of the place; `step` (such as "idea 2/4") is for screens without labels, and `mark` is
        one word on what all this is, such as "preview"."""
        self._spots = []
        tall = measure.labelled and measure.rows >= 20
        lines = [_more(mark if tall else "", measure)] if measure.rows >= 20 else []
        parts = []
        named = sum(len(digit) + 1 + len(name) + _GAP for digit, name in PLACES.items())
        roomy = measure.labelled and measure.bar + 2 + named - _GAP <= measure.columns
        for digit, name in PLACES.items():
            word = ink(name, f"bold underline {INK}" if digit == current else SOFT)
            short = not roomy and digit != current
            parts.append(
                (ink(digit, SOFT) if short else Content.assemble(ink(f"{digit} ", SOFT), word), f"place:{digit}")
            )
        if not measure.labelled:
            parts += [(ink(word, SOFT), "") for word in (mark, step) if word]
        lines.append(self._line(len(lines), date, parts, measure, _GAP if measure.labelled else 2))
        lines.append(_more("↑ more" if above else "" if tall or not measure.labelled else mark, measure))
        self._draw(lines)


class Footing(Bar):
    """Whether there is more below, the voice line, and what can be pressed."""

    def show(self, below: bool, voice: str, count: str, keys: Sequence[Key], measure: Measure) -> None:
        """`voice` is one soft sentence; `count` such as "2 of 4"."""
        self._spots = []
        room = measure.width + (2 if measure.labelled else 0)
        spoken = ink(" ".join(voice.split()), SOFT).truncate(max(1, room), ellipsis=True)
        lead = " " * (measure.bar + 2)
        lines = [_more("↓ more" if below else "", measure), Content.assemble(ink(lead), spoken)]
        parts = [(Content.assemble(ink(key.key, f"bold {INK}"), ink(f" {key.word}", SOFT)), key.action) for key in keys]
        while len(parts) > 2 and sum(part.cell_length + 3 for part, _ in parts) - 3 > room:
            parts.pop(-2 if parts[-1][1].startswith("help") else -1)
        lines.append(self._line(2, count, parts, measure, 3))
        self._draw(lines)


def _more(word: str, measure: Measure) -> Content:
    return ink(f"{' ' * measure.pad}{word:>{LABEL}}" if measure.labelled else word, SOFT)
