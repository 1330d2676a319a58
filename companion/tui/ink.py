"""From words to what a widget may show: cleaned, never parsed as markup, folded to a width in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content

from companion.text import clean
from companion.tui.measure import LABEL, Measure

INK, SOFT, FAINT = "$ink", "$soft", "$faint"
_ACCENTS = {"people": "$people", "value": "$value", "work": "$work", "learning": "$learning"}
FOCUS, TROUBLE = "▎", "▌"
_MOST = 4000


def ink(text: str, style: str = INK) -> Content:
    """The one way from a text to a widget: outside text is cleaned, and brackets stay brackets.

    No more is shown than fits any screen; the journal keeps the rest.
    """
    shown = clean(text[:_MOST]).replace("\t", "    ")
    return Content.styled(shown + " …" if len(text) > _MOST else shown, style)


def accent(theme: str) -> str:
    """The colour of a theme; ink for a theme that has none of its own."""
    return _ACCENTS.get(theme, INK)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a block; `action` is what a click on it does, "" for nothing; `label` hangs beside it."""

    content: Content
    action: str = ""
    label: str = ""


@dataclass(slots=True)
class Block:
    """One section of the column: a hanging label and its lines. `width` is in cells."""

    label: str
    width: int
    active: bool = False
    colour: str = INK
    bar: str = FOCUS
    action: str = ""
    rows: list[Row] = field(default_factory=list)

    def text(self, words: str, style: str = INK, *, indent: str = "", action: str = "") -> Block:
        """Add a paragraph, folded; `indent` hangs under its first line."""
        return self.content(ink(words, style), indent=indent, action=action)

    def content(
        self, content: Content, *, indent: str = "", first: str = "", action: str = "", label: str = ""
    ) -> Block:
        """Add styled content, folded; `first` stands before its first line in place of `indent`, `label` beside it."""
        room = max(1, self.width - len(indent))
        for number, line in enumerate(content.wrap(room)):
            lead = first if number == 0 and first else indent
            shown = Content.assemble(ink(lead), line) if lead else line
            self.rows.append(Row(shown, action or self.action, "" if number else label))
        return self

    def choice(self, letter: str, words: str, chosen: bool, action: str, aside: str = "") -> Block:
        """Add one choice with its letter; the chosen one has the mark and is bold."""
        style = f"bold {INK}" if chosen else INK
        content = Content.assemble(ink(words, style), ink(f"  {aside}" if aside else "", SOFT))
        room = max(1, self.width - 5)
        for number, line in enumerate(content.wrap(room)):
            mark = Content.assemble(ink("› " if chosen else "  ", f"bold {INK}"), ink(f"{letter}  ", SOFT))
            self.rows.append(Row(Content.assemble(mark if number == 0 else ink("     "), line), action))
        return self

    def blank(self) -> Block:
        """Add an empty line."""
        self.rows.append(Row(Content("")))
        return self


def draw(blocks: Sequence[Block], measure: Measure) -> tuple[Content, list[str], tuple[int, int]]:
    """The blocks as one content, the action of each of its lines, and the lines of the active block."""
    lines: list[Content] = []
    actions: list[str] = []
    span = (0, 0)
    for number, block in enumerate(blocks):
        if number and (measure.tall or block.active or blocks[number - 1].active or block.label):
            lines.append(Content(""))
            actions.append("")
        start = len(lines)
        for index, row in enumerate(block.rows):
            label = row.label or (block.label if index == 0 else "")
            lines.append(Content.assemble(_margin(block, label, measure), row.content))
            actions.append(row.action)
        if block.active:
            span = (start, len(lines))
    return Content("\n").join(lines), actions, span


def _margin(block: Block, label: str, measure: Measure) -> Content:
    bar = ink(f"{block.bar} ", block.colour) if block.active else ink("  ")
    if not measure.labelled:
        return bar
    style = f"bold {INK}" if block.active else SOFT
    return Content.assemble(ink(" " * measure.pad), ink(f"{clean(label)[:LABEL]:>{LABEL}} ", style), bar)
