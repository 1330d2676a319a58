"""The grammar of a pack's Markdown: headings with ids, fields, prose, and sections of bullets or other items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from companion.packs.definitions import KINDS, Prose
from companion.packs.fieldlines import Field, read_head
from companion.packs.findings import Code, Report, quoted
from companion.packs.headings import HEADING_MARKS, Start, bare_sections, find_starts, title_place
from companion.packs.ids import ID_LENGTH as ID_LENGTH
from companion.packs.ids import is_id as is_id
from companion.packs.ids import is_ref as is_ref
from companion.packs.source import Line, check_safe, decode, number_lines

_RETIRED = "status: retired"
_STEPPED = frozenset(kind.name for kind in KINDS.values() if any(rule.is_step for rule in kind.sections.values()))


class Section(NamedTuple):
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
        for field in self.fields:
            if field.name == name:
                return field
        return None

    def every(self, name: str) -> Iterator[Field]:
        """All fields of this name, in order."""
        return (field for field in self.fields if field.name == name)


def read_entries(data: bytes, report: Report) -> Iterator[RawEntry]:
    """The entries of one Markdown file, as far as they can be read; every fault goes into the report."""
    text = decode(data, report)
    if text is None:
        return
    check_safe(text, report)
    lines = number_lines(text, report)
    before = report.errors
    starts = find_starts(lines, report)
    ends = [*(start.at for start in starts[1:]), len(lines.texts)]
    for start, end in zip(starts, ends, strict=False):
        yield _entry(start, lines.line(start.at), lines.between(start.below, end), report)
    if not starts and report.errors == before:
        report.add(1, 1, Code.NO_ENTRY, "there is no entry here; one begins with a line like ## Title {#its-id}")


def _entry(start: Start, heading: Line, body: Sequence[Line], report: Report) -> RawEntry:
    fields, end = read_head(body, report)
    is_bare = not fields and "{#" not in heading.text
    title, id = _heading(heading, 3, start.is_odd, "" if is_bare else "this entry", report)
    kind = _kind(heading, fields, start.is_odd, is_bare, report)
    rule = KINDS.get(kind)
    whole = rule is not None and rule.prose is Prose.WHOLE
    places = [] if whole else [place - start.below for place in start.sections]
    if rule and len(places) < len(rule.sections) and kind not in _STEPPED:
        places = sorted([*places, *bare_sections(kind, body, report)])
    first = places[0] if places else len(body)
    while end < first and body[end].blank:
        end += 1
    text = body[end:first]
    prose = "\n".join([line.text for line in text])
    if f"\n{_RETIRED}" in prose:
        _report_retired(text, report)
    sections = _sections(body, places, kind in _STEPPED, report)
    return RawEntry(title, id, kind, heading.number, fields, prose.rstrip() if whole else prose.strip(), text, sections)


def _heading(line: Line, begin: int, is_odd: bool, thing: str, report: Report) -> tuple[str, str]:
    """The title and the id of a heading whose title begins at `begin`; an id that is malformed is reported, and empty.

    One that is not there is reported where a `thing` is named that needs one; of one that is odd nothing is said again.
    """
    text = line.text.rstrip(HEADING_MARKS) if is_odd else line.text.rstrip()
    title, brace, id = text[:-1].rpartition("{#") if text.endswith("}") else (text, "", "")
    if not brace:
        title, id = text, ""
    shown = " ".join(title[title_place(text) if is_odd else begin :].split())
    if not shown:
        report.add(line.number, 1, Code.HEADING, "this heading has no title; write one after the hashes")
    if "{#" in text and not is_id(id):
        message = f"{quoted(id)} is not an id; use a to z, 0 to 9 and single hyphens between, at most {ID_LENGTH}"
        if not brace:
            message = "the id ends the heading; let nothing follow {#its-id}"
        report.add(line.number, text.rfind("{#") + 3, Code.BAD_ID, message)
        id = ""
    elif not brace and thing and not is_odd:
        message = f"{thing} has no id; end the heading with one of your own, like {{#its-id}}"
        report.add(line.number, len(line.text) + 1, Code.HEADING, message)
    return shown, id


def _kind(heading: Line, fields: Sequence[Field], is_odd: bool, is_bare: bool, report: Report) -> str:
    field = next((field for field in fields if field.name == "kind"), None)
    if field and field.value in KINDS:
        return field.value
    if field and field.value:
        message = f"kind {quoted(field.value)} is not known; {report.advice(field.value, KINDS)}"
        report.add(field.line, field.column, Code.KIND, message)
    elif is_bare and not is_odd:
        message = "an entry begins here, with neither id nor kind; write ## Title {#its-id}, and `kind: card` below it"
        report.add(heading.number, 1, Code.HEADING, message)
    elif not field and not is_odd:
        message = "this entry has no kind; write `kind: card`, or another kind, directly below the heading"
        if not fields:
            message += ", or begin it with ### if it is one of an article"
        report.add(heading.number, 1, Code.KIND, message)
    return ""


def _report_retired(text: Sequence[Line], report: Report) -> None:
    """Report a line of the text that was meant to retire the entry."""
    for line in text:
        if line.text.rstrip() == _RETIRED and not line.fenced:
            message = f"`{_RETIRED}` stands among the text, and retires nothing; move it up, below the kind"
            report.add(line.number, 1, Code.LATE_FIELD, message)


def _sections(body: Sequence[Line], places: Sequence[int], steps: bool, report: Report) -> tuple[Section, ...]:
    sections: list[Section] = []
    seen: set[str] = set()
    for place, end in zip(places, [*places[1:], len(body)], strict=False):
        heading = body[place]
        is_odd = not heading.text.startswith("### ")
        title, id = _heading(heading, 4, is_odd, "this step" if steps else "", report)
        if id and id in seen:
            message = f'id "{id}" is used twice in this entry; give this step another'
            report.add(heading.number, heading.text.rfind("{#") + 3, Code.ID_TWICE, message)
        seen.add(id)
        sections.append(Section(title, id, heading.number, body[place + 1 : end]))
    return tuple(sections)
