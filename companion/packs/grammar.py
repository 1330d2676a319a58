"""The grammar of a pack's Markdown: headings with ids, fields, prose, and sections of bullets or other items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from companion.packs.definitions import ANY, KINDS, Prose, Rules
from companion.packs.findings import Code, Report, quoted
from companion.packs.source import Line, check_safe, decode, number_lines

ID_LENGTH = 64
ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""The pattern of an id, whose length is limited too."""

_ID = re.compile(ID)
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z-]*")
# Only a list that starts at 1 may interrupt a sentence (CommonMark): "I will count to⏎  10. Expect:" is no list.
_NESTED = re.compile(r"[-*+] |1[.)] ")
_NOT_A_FIELD = {
    "### ": "this is not a field like `theme: people`; leave a blank line between the fields and the text",
    "- ": 'a step holds no text; write this as a field like `only: growth`, or as a bullet that begins with "- "',
}
_BULLET = re.compile(r"- \s*\S")


@dataclass(frozen=True, slots=True)
class Field:
    """One `name: value` line below a heading; `column` is where the value begins."""

    name: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet, or another line that may be carried on, with what carries it on: one line of text."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A `### ` heading and the lines below it, as they stand; the id is empty where none is given."""

    title: str
    id: str
    line: int
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One `## ` entry; `kind` or `id` is empty where it was missing or wrong, and that was reported.

    `text` are the lines of its prose, from the first that is not blank.
    """

    title: str
    id: str
    kind: str
    line: int
    fields: tuple[Field, ...]
    prose: str
    text: Sequence[Line]
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


def is_ref(text: str) -> bool:
    """Whether this can name an entry from within a pack: its id, or its pack's id, a slash and its id."""
    pack, _, id = text.rpartition("/")
    return is_id(id) and (is_id(pack) or id == text)


def read_entries(data: bytes, report: Report) -> Iterator[RawEntry]:
    """The entries of one Markdown file, as far as they can be read; every fault goes into the report."""
    text = decode(data, report)
    if text is None:
        return
    check_safe(text, report)
    heading: Line | None = None
    body: list[Line] = []
    for line in number_lines(text, report):
        if line.text.startswith("## ") and not line.fenced:
            if heading:
                yield _entry(heading, body, report)
            heading, body = line, []
        elif heading:
            body.append(line)
    if heading:
        yield _entry(heading, body, report)
    else:
        report.add(1, 1, Code.NO_ENTRY, "there is no entry here; one begins with a line like ## Title {#its-id}")


def read_fields(lines: Sequence[Line], stop: str, report: Report) -> tuple[tuple[Field, ...], Sequence[Line]]:
    """The fields at the top of these lines, and what follows: from a blank line, or one that begins with `stop`, on."""
    fields = []
    end = len(lines)
    for at, (number, text, fenced) in enumerate(lines):
        if not fenced and (text.startswith(stop) or not text.strip()):
            end = at
            break
        name, _, value = text.partition(":")
        column = len(text) - len(value.lstrip()) + 1
        value = " ".join(value.split())
        if fenced or not value or not _FIELD_NAME.fullmatch(name):
            report.add(number, 1, Code.NOT_A_FIELD, _NOT_A_FIELD[stop])
        else:
            fields.append(Field(name, value, number, column))
    return tuple(fields), lines[end:]


def check_names(fields: Sequence[Field], rules: Rules, things: str, report: Report) -> None:
    """Report the fields that `things`, such as "cards", do not have, and those given twice that may not repeat."""
    seen: set[str] = set()
    for field in fields:
        if field.name not in rules:
            if field.name in ANY:
                message = f'"{field.name}" is not for {things}; delete this line'
            else:
                message = f"field {quoted(field.name)} is not known here; {report.advice(field.name, rules)}"
            report.add(field.line, 1, Code.FIELD, message)
        elif field.name in seen and not rules[field.name].repeats:
            message = f'"{field.name}" is given twice; only source may repeat, so keep one'
            report.add(field.line, 1, Code.FIELD_TWICE, message)
        seen.add(field.name)


def read_bullets(lines: Iterable[Line], report: Report) -> list[Item]:
    """The bullets; a nested list and any other line are reported and passed over."""
    advice = 'begin each bullet with "- " and text, and indent the lines that carry it on by two spaces'
    items = read_items(lines, _BULLET, Code.NOT_A_BULLET, advice, report)
    return [Item(item.text[2:], item.line) for item in items]


def read_items(lines: Iterable[Line], begins: re.Pattern[str], code: Code, advice: str, report: Report) -> list[Item]:
    """The lines that begin so, each folded to one with the indented lines that carry it on; others are reported."""
    items: list[tuple[list[str], int]] = []
    for number, text, fenced in lines:
        if fenced:
            report.add(number, 1, code, f"a fence has no place here; {advice}")
        elif begins.match(text):
            items.append(([text], number))
        elif text.startswith(("  ", "\t")) and items and text.strip():
            carried = text.lstrip()
            if _NESTED.match(carried):
                message = "a list inside a list is not read; let this begin a line, or make it part of the sentence"
                report.add(number, len(text) - len(carried) + 1, Code.NESTED, message)
            else:
                items[-1][0].append(carried)
        elif text.strip():
            report.add(number, 1, code, advice)
    return [Item(" ".join(" ".join(parts).split()), number) for parts, number in items]


def _split(lines: Sequence[Line]) -> tuple[Sequence[Line], list[tuple[Line, Sequence[Line]]]]:
    """The lines before the first section's heading, then each such heading with the lines below it."""
    starts = [at for at, (_, text, fenced) in enumerate(lines) if text.startswith("### ") and not fenced]
    ends = [*starts[1:], len(lines)]
    blocks = [(lines[start], lines[start + 1 : end]) for start, end in zip(starts, ends, strict=False)]
    return lines[: starts[0]] if starts else lines, blocks


def _entry(heading: Line, body: Sequence[Line], report: Report) -> RawEntry:
    title, id = _heading(heading, "## ", "this entry", report)
    fields, rest = read_fields(body, "### ", report)
    kind = _kind(heading, fields, rest, report)
    rule = KINDS.get(kind)
    check_names(fields, rule.fields if rule else ANY, f"{kind}s", report)
    whole = rule is not None and rule.prose is Prose.WHOLE
    text, blocks = (rest, []) if whole else _split(rest)
    start = next((at for at, line in enumerate(text) if not line.blank), len(text))
    prose = "\n".join([line.text for line in text[start:]])
    steps = rule is not None and any(section.is_step for section in rule.sections.values())
    sections = _sections(blocks, steps, report)
    return RawEntry(
        title, id, kind, heading.number, fields, prose.rstrip() if whole else prose.strip(), text[start:], sections
    )


def _heading(line: Line, mark: str, thing: str, report: Report) -> tuple[str, str]:
    """The title and the id of a heading; an id that is malformed is reported, and empty.

    One that is not there is reported where a `thing` is named that needs one.
    """
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
    elif not brace and thing:
        message = f"{thing} has no id; end the heading with one of your own, like {{#its-id}}"
        report.add(line.number, len(line.text) + 1, Code.HEADING, message)
    return shown, id


def _kind(heading: Line, fields: Sequence[Field], rest: Sequence[Line], report: Report) -> str:
    field = next((field for field in fields if field.name == "kind"), None)
    if field is None:
        message = "this entry has no kind; write `kind: card`, or another kind, directly below the heading"
        if not fields and any(line.text.startswith("kind:") for line in rest[:3]):
            message = "a blank line ends the fields before they begin; delete the one below this heading"
        report.add(heading.number, 1, Code.KIND, message)
    elif field.value not in KINDS:
        message = f"kind {quoted(field.value)} is not known; {report.advice(field.value, KINDS)}"
        report.add(field.line, field.column, Code.KIND, message)
    else:
        return field.value
    return ""


def _sections(blocks: Sequence[tuple[Line, Sequence[Line]]], steps: bool, report: Report) -> tuple[Section, ...]:
    sections: list[Section] = []
    seen: set[str] = set()
    for heading, lines in blocks:
        title, id = _heading(heading, "### ", "this step" if steps else "", report)
        if id and id in seen:
            message = f'id "{id}" is used twice in this entry; give this step another'
            report.add(heading.number, heading.text.rfind("{#") + 3, Code.ID_TWICE, message)
        seen.add(id)
        sections.append(Section(title, id, heading.number, lines))
    return tuple(sections)
