"""From a parsed entry to a guide: its parts, which add up to its minutes, and their lines."""

from __future__ import annotations

import re

from companion.domain.entries import Guide, GuideLine, GuideStep, LineKind
from companion.packs.definitions import GUIDE_MINUTES, KINDS
from companion.packs.fields import Scope, note_successor, read_values
from companion.packs.findings import Code, quoted
from companion.packs.grammar import RawEntry, Section
from companion.packs.items import Form, read_items
from companion.packs.parts import read_prose

_RULE = KINDS["guide"]
_MINUTES = re.compile(r"([0-9]{1,3}) min")
_LINE = re.compile(rf"({'|'.join(LineKind)}):\s*\S")
_MEANT = re.compile(rf"[\W_]*({'|'.join(LineKind)})[\s*_]*:[\s*_]*(\S.*)", re.IGNORECASE)
_HOW = f"begin each line with {', '.join(f'{word}:' for word in LineKind)} and text, and indent what carries it on"


def read_guide(entry: RawEntry, scope: Scope) -> Guide:
    """The guide of an entry of that kind, to be trusted only where nothing in it was reported."""
    values = read_values(entry.fields, _RULE.fields, "this guide", entry.line, scope)
    note_successor(entry, values, scope)
    found = [_step(section, scope) for section in entry.sections]
    steps = tuple([step for step in found if step])
    minutes, field = values.number("minutes"), values.field("minutes")
    if not entry.sections:
        message = "this guide has no steps; add one, with a heading like `### 10 min: Title {#its-id}`"
        scope.report.add(entry.line, 1, Code.NO_STEP, message)
    elif field and minutes and len(steps) == len(found) and sum(step.minutes for step in steps) != minutes:
        total = sum(step.minutes for step in steps)
        message = f"the steps add up to {total} minutes, not {minutes}; change this, or the steps"
        scope.report.add(field.line, field.column, Code.MINUTES, message)
    body, sources = read_prose(entry, scope.report), values.every("source")
    return Guide(scope.pack, entry.id, entry.title, body, minutes, steps, values.text("theme"), sources)


def _line_meant(text: str) -> tuple[str, str]:
    found = _MEANT.match(text)
    if found is None:
        return "", ""
    word = found[1].capitalize()
    return f"write this line from its start on as `{word}: ` and text, with no marks", f"{word}: {found[2]}"


_LINES = Form(_LINE, 0, Code.NOT_A_LINE, _HOW, _line_meant)


def _step(section: Section, scope: Scope) -> GuideStep | None:
    """The part under one heading; None where it does not say how long it takes."""
    report = scope.report
    word, colon, title = section.title.partition(":")
    minutes = _MINUTES.fullmatch(word)
    if not minutes or not colon or not GUIDE_MINUTES.least <= int(minutes[1]) <= GUIDE_MINUTES.most:
        message = f"a guide has no section {quoted(section.title)}; write it like `### 10 min: Title {{#its-id}}`"
        report.add(section.line, 1, Code.SECTION, message)
        return None
    if not title.strip():
        report.add(section.line, 1, Code.HEADING, f"this step has no title; write one after `{word}:`")
    before = report.errors
    items = read_items(section.lines, _LINES, report)
    if not items and report.errors == before:
        report.add(section.line, 1, Code.NOT_A_LINE, f"this step has no lines; {_HOW}")
    lines = [item.text.partition(":") for item in items]
    found = tuple([GuideLine(LineKind(word), text.strip()) for word, _, text in lines])
    return GuideStep(section.id, title.strip(), int(minutes[1]), found)
