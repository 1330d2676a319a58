"""A guide as Markdown, made to be read at arm's length on paper: 80 columns, no tables, and lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from companion.domain.entries import Guide, LineKind
from companion.domain.guide_words import Part, agenda, length_line
from companion.domain.phrases import plural
from companion.exchange.export_markdown import escaped_line
from companion.text import one_line

WIDTH = 80
RULE = "_" * WIDTH
"""A line to write on; to Markdown a thematic break, which is drawn as one."""
_LINES_TO_WRITE_ON, _LINES_FOR_A_QUESTION = 3, 2
"""Under what is to be captured; and under a question, in a step that captures nothing."""
_HELD = "Date ____________  Begins at _______  Room ____________  Led by ________________"
_LABEL = 13
"""Columns of `**Capture:** `, the longest label; what is said stands beside them all."""
_ROOM = (
    "Say and Ask can be read aloud as they stand; Do is for whoever leads; under Capture, write a few words of what "
    "comes. If nobody answers, count slowly to ten, let each write for a minute, or go on. Before you begin, agree "
    "with the room what is written down, and who keeps these sheets."
)


def guide_of(guide: Guide) -> str:
    """The guide: for whom it is, its agenda, each step with its lines, and its sources."""
    lines = [*_heading(one_line(guide.title) or guide.ref, "="), "", f"{length_line(guide).capitalize()}.", ""]
    for paragraph in guide.body.split("\n"):
        lines += [*_folded(paragraph), ""] if one_line(paragraph) else []
    lines += [*_folded(_ROOM), "", _HELD, "", *_heading("Agenda", "-"), ""]
    parts = agenda(guide)
    for part in parts:
        lines += _hanging(f"- {part.hours}  ", part.step.title, 2)
    for number, part in enumerate(parts, 1):
        lines += ["", "", *_step(part, number)]
    if guide.sources:
        lines += ["", "", *_heading("Sources", "-"), ""]
        for source in guide.sources:
            lines += _hanging("- ", source, 2)
    lines += ["", *_folded(f"On a screen, and with a clock: companion guide {guide.ref}")]
    return "\n".join(lines) + "\n"


def _step(part: Part, number: int) -> Iterator[str]:
    yield from _heading(f"Step {number}. {part.step.title}", "-")
    yield from ("", f"{part.hours}, {plural(part.step.minutes, 'minute')}")
    captures = any(kind is LineKind.CAPTURE for kind, _ in part.step.lines)
    room = {LineKind.CAPTURE: _LINES_TO_WRITE_ON, LineKind.ASK: 0 if captures else _LINES_FOR_A_QUESTION}
    for kind, text in part.step.lines:
        yield ""
        yield from _hanging(f"**{kind}:**".ljust(_LABEL), text, _LABEL)
        yield from ["", RULE] * room.get(kind, 0)


def _heading(text: str, mark: str) -> list[str]:
    """A heading that may take several lines, which only an underlined one can."""
    lines = _folded(text, escape=_in_heading)
    return [*lines, mark * max(map(len, lines), default=0)]


def _hanging(lead: str, text: str, indent: int) -> list[str]:
    """A paragraph whose lines after the first hang below its text, or below its bullet."""
    lines = _folded(text, WIDTH - len(lead)) or [""]
    return [f"{lead}{lines[0]}".rstrip(), *[" " * indent + line for line in lines[1:]]]


def _in_heading(line: str) -> str:
    """Escaped; with a bar in it, escaped or not, the dashes below would make a table."""
    return escaped_line(line).replace("\\|", "&#124;")


def _folded(text: str, width: int = WIDTH, escape: Callable[[str], str] = escaped_line) -> list[str]:
    """One paragraph as escaped lines of at most so many characters; only a word that is longer is cut."""
    lines, line = [], ""
    for word in _words(text, width, escape):
        longer = f"{line} {word}" if line else word
        if len(escape(longer)) > width:
            lines.append(line)
            longer = word
        line = longer
    return [escape(one) for one in [*lines, line] if one]


def _words(text: str, width: int, escape: Callable[[str], str]) -> Iterator[str]:
    for word in one_line(text).split():
        while len(escape(word)) > width:
            fits = next(size for size in range(width, 0, -1) if len(escape(word[:size])) <= width)
            yield word[:fits]
            word = word[fits:]
        yield word
