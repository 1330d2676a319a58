"""From the bytes of one file in a pack to text, and to numbered lines without comments."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from companion.packs.findings import Code, Report
from companion.text import is_unsafe

MOST_LINES = 500_000
"""In one file: thirty times what ten thousand cards take, and what fits into memory many times over."""
LONGEST_LINE = 20_000
"""Characters: ten pages, where others write one paragraph. Longer ones are slow to check and to show."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENTITY = re.compile(r"&#?\w{1,32};")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


class Line(NamedTuple):
    """A line of a file, counted from 1, without its comments; one in a fence is text whatever it looks like."""

    number: int
    text: str
    fenced: bool

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it but white space."""
        return not self.text.strip()


def decode(data: bytes, report: Report) -> str | None:
    """The text with its lines ended by newlines alone; None, with a finding, if it is not UTF-8 or is empty."""
    # Text in a Latin script saved as UTF-16 is half NUL bytes, with or without a byte order mark.
    if data.startswith(_UTF_16) or data.count(0) * 4 > len(data):
        report.add(1, 1, Code.UTF_16, "this file is saved as UTF-16; save it again as UTF-8")
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        begin = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, begin) + 1
        column = len(data[begin : error.start].decode()) + 1
        report.add(line, column, Code.NOT_UTF8, "this byte is not UTF-8; save the file again as UTF-8")
        return None
    if not text.strip():
        report.add(1, 1, Code.EMPTY, "this file is empty; write in it, or take it out of the pack")
        return None
    if text.count("\n") > MOST_LINES:
        report.add(1, 1, Code.TOO_LARGE, f"this file has more than {MOST_LINES:,} lines; split it, or shorten it")
        return None
    if number := _too_long(text):
        report.add(number, 1, Code.TOO_LARGE, f"this line has more than {LONGEST_LINE:,} characters; break it up")
        return None
    return text.replace("\r\n", "\n")


def _too_long(text: str) -> int:
    """The number of the first line that is too long, 0 for none."""
    # A longer line would fill a whole half of its length somewhere, so that most texts need not be split to know.
    half = LONGEST_LINE // 2
    if all(text.find("\n", at, at + half) >= 0 for at in range(0, len(text) - half, half)):
        return 0
    return next((number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE), 0)


def check_safe(text: str, report: Report) -> None:
    """Report, once a line, a character that a terminal would act on, typed or as an entity like `&shy;`."""
    if "&" not in text and text.replace("\n", "").isprintable():
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isprintable() and "&" not in line:
            continue
        places = [at for at, char in enumerate(line) if is_unsafe(char)]
        entities = [one.start() for one in _ENTITY.finditer(line) if any(map(is_unsafe, html.unescape(one[0])))]
        if places:
            name = f"U+{ord(line[places[0]]):04X}"
            message = f"the invisible character {name} could mislead a reader or a terminal; delete it"
            report.add(number, places[0] + 1, Code.UNSAFE, message)
        elif entities:
            message = "this stands for an invisible character that could mislead a reader; delete it"
            report.add(number, entities[0] + 1, Code.UNSAFE, message)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file that count, as columns, since most are looked at once: a Line is made where one is needed.

    `fenced` has the places, from 0, of those in a fence.
    """

    texts: Sequence[str]
    numbers: Sequence[int]
    fenced: Collection[int] = ()

    def line(self, at: int) -> Line:
        """The line at a place, from 0."""
        return Line(self.numbers[at], self.texts[at], at in self.fenced)

    def between(self, start: int, end: int) -> list[Line]:
        """The lines from one place up to another."""
        if self.fenced:
            flags: Iterable[bool] = [at in self.fenced for at in range(start, end)]
        else:
            flags = repeat(False)
        return list(map(Line, self.numbers[start:end], self.texts[start:end], flags))


def number_lines(text: str, report: Report) -> Lines:
    """The lines that count. A line that held only a comment is left out: it is not a blank line."""
    raws = text.split("\n")
    if any(mark in text for mark in ("<!--", "```", "~~~")):
        lines = list(_lines_that_count(raws, report))
        fenced = {at for at, line in enumerate(lines) if line.fenced}
        return Lines([line.text for line in lines], [line.number for line in lines], fenced)
    return Lines(raws, range(1, len(raws) + 1))


def _lines_that_count(raws: Sequence[str], report: Report) -> Iterator[Line]:
    fence, commented, opened = "", False, 0
    for number, raw in enumerate(raws, start=1):
        if fence:
            yield Line(number, raw, True)
            fence = "" if _closes(raw, fence) else fence
            continue
        began_inside = commented
        kept, commented = _without_comments(raw, began_inside)
        if commented and (kept or not began_inside):
            opened = number
        if (began_inside or kept != raw) and not kept.strip():
            continue
        opening = _FENCE.match(kept)
        if opening:
            fence, opened = opening[1], number
        yield Line(number, kept, bool(opening))
    if fence:
        report.add(opened, 1, Code.OPEN_FENCE, f"this fence is never closed; end it with a line of {fence[:3]}")
    elif commented:
        report.add(opened, 1, Code.OPEN_COMMENT, "this comment is never closed; end it with -->")


def _closes(line: str, fence: str) -> bool:
    mark = line.strip()
    indent = len(line) - len(line.lstrip(" "))
    return indent <= 3 and len(mark) >= len(fence) and not mark.strip(fence[0])


def _without_comments(line: str, inside: bool) -> tuple[str, bool]:
    """What is left of the line, and whether a comment is still open at its end."""
    kept: list[str] = []
    at = 0
    while True:
        if inside:
            end = line.find("-->", at)
            if end < 0:
                return "".join(kept), True
            at, inside = end + len("-->"), False
        start = line.find("<!--", at)
        if start < 0:
            return "".join([*kept, line[at:]]), False
        kept.append(line[at:start])
        at, inside = start + len("<!--"), True
