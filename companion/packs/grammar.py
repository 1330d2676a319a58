"""The grammar of a pack's Markdown: headings with ids, fields, prose, and sections of bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.packs.findings import Code, Report, did_you_mean, quoted
from companion.packs.source import Line, check_safe, decode, number_lines

ID_LENGTH = 64

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z-]*")
# Only a list that starts at 1 may interrupt a sentence (CommonMark): "I will count to⏎  10. Expect:" is no list.
_NESTED = re.compile(r"[-*+] |1[.)] ")

_EVERY = ("kind", "theme", "level", "minutes", "source", "tags", "status", "replaced-by")
KINDS = {
    "card": _EVERY,
    "question": (*_EVERY, "use"),
    "term": _EVERY,
    "article": _EVERY,
    "programme": (*_EVERY, "variants"),
    "guide": _EVERY,
}
"""Each kind of entry, with the fields it may have."""

_ALL_FIELDS = (*_EVERY, "use", "variants")
_REPEATED = "source"


@dataclass(frozen=True, slots=True)
class Field:
    """One `name: value` line below a heading; `column` is where the value begins."""

    name: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """One `- ` item with its continuation lines, folded to a single line of text."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A `### ` heading and the lines below it, as they stand; the id is empty where none is given."""

    title: str
    id: str
    line: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One `## ` entry; `kind` or `id` is empty where it was missing or wrong, and that was reported."""

    title: str
    id: str
    kind: str
    line: int
    fields: tuple[Field, ...]
    prose: str
    sections: tuple[Section, ...]

    def first(self, name: str) -> Field | None:
        """The field of this name, if it was given."""
        return next(self.every(name), None)

    def every(self, name: str) -> Iterator[Field]:
        """All fields of this name, in order."""
        return (field for field in self.fields if field.name == name)


def is_id(text: str) -> bool:
    """Whether this can name a pack or an entry: a-z and 0-9 in words joined by single hyphens, at most 64."""
    return len(text) <= ID_LENGTH and _ID.fullmatch(text) is not None


def read_entries(data: bytes, report: Report) -> list[RawEntry]:
    """The entries of one Markdown file, as far as they can be read; every fault goes into the report."""
    text = decode(data, report)
    if text is None:
        return []
    check_safe(text, report)
    _, blocks = _split(number_lines(text, report), "## ")
    if not blocks:
        report.add(1, 1, Code.NO_ENTRY, "there is no entry here; one begins with a line like ## Title {#its-id}")
    return [_entry(heading, body, report) for heading, body in blocks]


def read_bullets(section: Section, report: Report) -> list[Bullet]:
    """The section's bullets; a nested list and any other line are reported and passed over."""
    bullets: list[Bullet] = []
    for line in section.lines:
        text = " ".join(line.text.split())
        if line.fenced:
            report.add(line.number, 1, Code.NOT_A_BULLET, "a fence has no place here; write bullets only")
        elif line.text.startswith("- ") and len(text) > 1:
            bullets.append(Bullet(text[2:], line.number))
        elif line.text.startswith(("  ", "\t")) and bullets and text:
            if _NESTED.match(text):
                column = len(line.text) - len(line.text.lstrip()) + 1
                message = "a list inside a list is not read; make this a bullet of its own, or part of the sentence"
                report.add(line.number, column, Code.NESTED, message)
            else:
                bullets[-1] = Bullet(f"{bullets[-1].text} {text}", bullets[-1].line)
        elif text:
            message = 'begin each bullet with "- " and text, and indent the lines that carry it on by two spaces'
            report.add(line.number, 1, Code.NOT_A_BULLET, message)
    return bullets


def _split(lines: Sequence[Line], mark: str) -> tuple[Sequence[Line], list[tuple[Line, Sequence[Line]]]]:
    """The lines before the first heading with this mark, then each such heading with the lines below it."""
    starts = [at for at, line in enumerate(lines) if line.text.startswith(mark) and not line.fenced]
    ends = [*starts[1:], len(lines)]
    blocks = [(lines[start], lines[start + 1 : end]) for start, end in zip(starts, ends, strict=False)]
    return lines[: starts[0]] if starts else lines, blocks


def _entry(heading: Line, body: Sequence[Line], report: Report) -> RawEntry:
    title, id = _heading(heading, "## ", report)
    if not id and "{#" not in heading.text:
        message = "this entry has no id; end the heading with one of your own, like {#its-id}"
        report.add(heading.number, len(heading.text) + 1, Code.HEADING, message)
    top, blocks = _split(body, "### ")
    end = next((at for at, line in enumerate(top) if line.blank), len(top))
    fields = _fields(top[:end], report)
    kind = _kind(heading, fields, report)
    _check_fields(fields, kind, report)
    prose = "\n".join(line.text for line in top[end:]).strip()
    return RawEntry(title, id, kind, heading.number, fields, prose, _sections(blocks, report))


def _heading(line: Line, mark: str, report: Report) -> tuple[str, str]:
    """The title and the id of a heading; an id that is malformed is reported, and empty."""
    text = line.text.rstrip()
    title, brace, id = text[:-1].rpartition("{#") if text.endswith("}") else (text, "", "")
    if not brace:
        title = text
    shown = " ".join(title[len(mark) :].split())
    if not shown:
        report.add(line.number, 1, Code.HEADING, "this heading has no title; write one after the hashes")
    if "{#" in text and not is_id(id):
        message = f"{quoted(id)} is not an id; use a to z, 0 to 9 and single hyphens between, at most {ID_LENGTH}"
        if not brace:
            message = "the id ends the heading; let nothing follow {#its-id}"
        report.add(line.number, text.rfind("{#") + 3, Code.BAD_ID, message)
        id = ""
    return shown, id


def _fields(lines: Sequence[Line], report: Report) -> tuple[Field, ...]:
    fields = []
    for line in lines:
        name, _, value = line.text.partition(":")
        column = len(line.text) - len(value.lstrip()) + 1
        value = " ".join(value.split())
        if line.fenced or not value or not _FIELD_NAME.fullmatch(name):
            message = "this is not a field like `theme: people`; leave a blank line between the fields and the text"
            report.add(line.number, 1, Code.NOT_A_FIELD, message)
        else:
            fields.append(Field(name, value, line.number, column))
    return tuple(fields)


def _kind(heading: Line, fields: Sequence[Field], report: Report) -> str:
    field = next((field for field in fields if field.name == "kind"), None)
    if field is None:
        message = "this entry has no kind; write `kind: card`, or another kind, directly below the heading"
        report.add(heading.number, 1, Code.KIND, message)
    elif field.value not in KINDS:
        message = f"kind {quoted(field.value)} is not known; {did_you_mean(field.value, KINDS)}"
        report.add(field.line, field.column, Code.KIND, message)
    else:
        return field.value
    return ""


def _check_fields(fields: Sequence[Field], kind: str, report: Report) -> None:
    allowed = KINDS.get(kind, _ALL_FIELDS)
    seen: set[str] = set()
    for field in fields:
        if field.name not in allowed:
            message = f"field {quoted(field.name)} is not known here; {did_you_mean(field.name, allowed)}"
            report.add(field.line, 1, Code.FIELD, message)
        elif field.name in seen and field.name != _REPEATED:
            message = f'"{field.name}" is given twice; only {_REPEATED} may repeat, so keep one'
            report.add(field.line, 1, Code.FIELD_TWICE, message)
        seen.add(field.name)


def _sections(blocks: Sequence[tuple[Line, Sequence[Line]]], report: Report) -> tuple[Section, ...]:
    sections: list[Section] = []
    seen: set[str] = set()
    for heading, lines in blocks:
        title, id = _heading(heading, "### ", report)
        if id and id in seen:
            message = f'id "{id}" is used twice in this entry; give this step another'
            report.add(heading.number, heading.text.rfind("{#") + 3, Code.ID_TWICE, message)
        seen.add(id)
        sections.append(Section(title, id, heading.number, tuple(lines)))
    return tuple(sections)
