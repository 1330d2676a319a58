"""The fields at the top of an entry or a step: `name: value` lines, and lines that were meant as such.

What was meant as a field is reported and read all the same, so that one mistake is told once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from companion.packs.definitions import ANY, KINDS, Prose, Rules
from companion.packs.findings import Code, Report, quoted
from companion.packs.source import Line

_FIELD = re.compile(r"([A-Za-z][A-Za-z-]*):\s*(\S.*)")
_MEANT = re.compile(r"[\s>*_+•–-]*([A-Za-z][A-Za-z-]*)[\s*_]*([:=])[\s*_]*(.*)")
_MOST_GIVEN_BACK = 8
"""Lines of text that were taken for fields: more are no paragraph but a list of fields that nobody knows."""

_SECTION, _BULLET = "#", "- "
"""What ends the fields of an entry and of a step, beside a blank line."""

_NOT_IN_A_STEP = 'a step holds no text; write this as a field like `only: growth`, or as a bullet that begins with "- "'
_TEXT_BEGINS = "this is not a field like `theme: people`; where the text begins, leave a blank line above it"
_NOT_A_FIELD = "this is not a field like `theme: people`; correct this line, or delete it"


class Field(NamedTuple):
    """One `name: value` line below a heading; `column` is where the value begins.

    The value is empty, and that was reported, where nothing stands after the name.
    """

    name: str
    value: str
    line: int
    column: int


def read_head(lines: Sequence[Line], report: Report) -> tuple[tuple[Field, ...], int]:
    """The fields at the top of an entry, and the place of the first line that is none of them."""
    fields, end = _gather(lines, _SECTION, None, report)
    _correct_kind(fields, report)
    kind = _kind_of(fields)
    rules = KINDS[kind].fields if kind else ANY
    if kind and KINDS[kind].prose is not Prose.OPTIONAL and not _has_text(lines, end):
        given_back = _give_back(fields, rules, report)
        if given_back:
            end -= given_back
            report.add(lines[end].number, 1, Code.NOT_A_FIELD, _TEXT_BEGINS)
    return _with_names_checked(fields, rules, f"{kind}s", report), end


def read_fields(
    lines: Sequence[Line], rules: Rules, things: str, report: Report
) -> tuple[tuple[Field, ...], Sequence[Line]]:
    """The fields at the top of a step, and the lines after them; `things` are what it is one of, such as "checks"."""
    fields, end = _gather(lines, _BULLET, rules, report)
    return _with_names_checked(fields, rules, things, report), lines[end:]


def _gather(lines: Sequence[Line], stop: str, rules: Rules | None, report: Report) -> tuple[list[Field], int]:
    """The fields down to a blank line or one that begins with `stop`, and the place of that line.

    Without `rules` they are those of an entry, which names its kind among them; there the text may begin too early.
    """
    fields: list[Field] = []
    at, last, odd = _run(lines, 0, fields), -1, -2
    while at < len(lines) and not (lines[at].text.startswith(stop) and not lines[at].fenced):
        line, known = lines[at], _rules_of(fields) if rules is None else rules
        if line.blank and not line.fenced:
            late = _late(lines, at, known)
            if late is None:
                break
            _report_late(lines[late], report)
            at, last = late, -1
        elif field := _meant(line, known, report):
            fields.append(field)
            at += 1
        else:
            last = last if at < last else _last_field(lines, at, known, stop)
            if rules is None and last < 0:
                at -= _give_back(fields, known, report)
                report.add(lines[at].number, 1, Code.NOT_A_FIELD, _TEXT_BEGINS)
                break
            if odd != at - 1:
                report.add(line.number, 1, Code.NOT_A_FIELD, _NOT_A_FIELD if rules is None else _NOT_IN_A_STEP)
            odd = at
            at += 1
        at = _run(lines, at, fields)
    return fields, at


def _run(lines: Sequence[Line], at: int, fields: list[Field]) -> int:
    """Add the fields from this place on; the place of the first line that is none."""
    count = len(lines)
    while at < count:
        number, text, fenced = lines[at]
        found = _FIELD.match(text)
        if found is None or fenced:
            break
        name, value = found.groups()
        fields.append(Field(name, " ".join(value.split()), number, found.start(2) + 1))
        at += 1
    return at


def _late(lines: Sequence[Line], at: int, known: Rules) -> int | None:
    """The place of a known field below the blank lines that begin here, None for anything else."""
    count = len(lines)
    while at < count and lines[at].blank:
        at += 1
    found = _FIELD.match(lines[at].text) if at < count and not lines[at].fenced else None
    return at if found and found[1] in known else None


def _report_late(line: Line, report: Report) -> None:
    name = line.text.partition(":")[0]
    message = f'"{name}" stands below the blank line that ends the fields, and would be text; delete that blank line'
    report.add(line.number, 1, Code.LATE_FIELD, message)


def _meant(line: Line, known: Rules, report: Report) -> Field | None:
    """The field that a line was meant as, which is reported; None where it was meant as none."""
    found = None if line.fenced else _MEANT.match(line.text)
    if found is None or (name := found[1].lower()) not in known:
        return None
    value = " ".join(found[3].split()).strip("\"'*_ ")
    if not value:
        message = f'"{name}" has nothing after it; write something like `{name}: {known[name].example}`'
        if not known[name].required:
            message += ", or delete this line"
    elif found[2] == "=":
        message = f"write this with a colon: {quoted(f'{name}: {value}')}"
    else:
        message = f"write this from the start of the line on, and without marks: {quoted(f'{name}: {value}')}"
    report.add(line.number, 1, Code.NOT_A_FIELD, message)
    return Field(name, value, line.number, found.start(3) + 1)


def _last_field(lines: Sequence[Line], at: int, known: Rules, stop: str) -> int:
    """The place of the last known field from here down to the end of the fields, -1 where there is none."""
    last = -1
    for place in range(at, len(lines)):
        _, text, fenced = lines[place]
        if not fenced and (not text.strip() or text.startswith(stop)):
            break
        found = None if fenced else _FIELD.match(text)
        if found and found[1] in known:
            last = place
    return last


def _give_back(fields: list[Field], known: Rules, report: Report) -> int:
    """Take away the last fields that are text with a colon in it; how many."""
    count = 0
    while fields and count < _MOST_GIVEN_BACK:
        name = fields[-1].name
        if name in known or name in ANY or report.nearest(name, known):
            break
        fields.pop()
        count += 1
    return count


def _has_text(lines: Sequence[Line], at: int) -> bool:
    """Whether an entry has text from here on, before its first section."""
    for place in range(at, len(lines)):
        if not lines[place].blank:
            return not lines[place].text.startswith(_SECTION)
    return False


def _kind_of(fields: Sequence[Field]) -> str:
    """The kind that these fields name, "" where there is none of that name."""
    for field in fields:
        if field.name == "kind":
            return field.value if field.value in KINDS else ""
    return ""


def _rules_of(fields: Sequence[Field]) -> Rules:
    kind = _kind_of(fields)
    return KINDS[kind].fields if kind else ANY


def _correct_kind(fields: list[Field], report: Report) -> None:
    """Where no field is called kind, report one that nearly is, and take it for that."""
    if any(field.name == "kind" for field in fields):
        return
    for at, field in enumerate(fields):
        if field.name not in ANY and report.nearest(field.name, ("kind",)):
            report.add(field.line, 1, Code.FIELD, f'field {quoted(field.name)} is not known here; did you mean "kind"?')
            fields[at] = field._replace(name="kind")
            return


def _with_names_checked(fields: Sequence[Field], rules: Rules, things: str, report: Report) -> tuple[Field, ...]:
    """The fields, one that is not known under the name that it nearly has.

    Those that `things`, such as "cards", do not have are reported, and those given twice that may not repeat.
    """
    names = {field.name for field in fields}
    if len(names) == len(fields) and all(map(rules.__contains__, names)):
        return tuple(fields)
    checked: list[Field] = []
    seen: set[str] = set()
    for field in fields:
        name = field.name
        if name not in rules and name in ANY:
            report.add(field.line, 1, Code.FIELD, f'"{name}" is not for {things}; delete this line')
        elif name not in rules:
            message = f"field {quoted(name)} is not known here; {report.advice(name, rules)}"
            report.add(field.line, 1, Code.FIELD, message)
            near = report.nearest(name, rules)
            if near and near not in names:
                field = field._replace(name=near)
                names.add(near)
        elif name in seen and not rules[name].repeats:
            message = f'"{name}" is given twice; only source may repeat, so keep one'
            report.add(field.line, 1, Code.FIELD_TWICE, message)
        seen.add(name)
        checked.append(field)
    return tuple(checked)
