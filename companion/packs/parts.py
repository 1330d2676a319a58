"""What entries of several kinds have in them: prose, and bullets of which there may be only so many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.packs.definitions import KINDS, Prose, SectionRule
from companion.packs.findings import Code, Report, quoted
from companion.packs.grammar import RawEntry
from companion.packs.items import Item, read_bullets
from companion.packs.source import Line

_STANDS_ALONE = re.compile(r"[-*+>|] |[0-9]+\. ")


def read_prose(entry: RawEntry, report: Report) -> str:
    """The entry's text: lines of one paragraph joined, as Markdown means them, or as they stand in an article.

    Text that is needed and not there is reported.
    """
    rule = KINDS[entry.kind]
    if not entry.prose and rule.prose is not Prose.OPTIONAL:
        message = f"this {entry.kind} has no text; write {rule.text} after a blank line below the fields"
        report.add(entry.line, 1, Code.NO_PROSE, message)
    return entry.prose if rule.prose is Prose.WHOLE else _joined(entry.prose)


def _joined(prose: str) -> str:
    """The text with each paragraph on one line; items of lists, quotations and rows of tables keep theirs."""
    parts, before = [], ""
    for line in prose.split("\n"):
        if before:
            parts.append(" " if line and not _STANDS_ALONE.match(line) else "\n")
        elif parts:
            parts.append("\n")
        parts.append(line)
        before = line
    return "".join(parts)


def read_some_bullets(
    lines: Sequence[Line], rule: SectionRule, title: str, line: int, report: Report, errors: int | None = None
) -> tuple[Item, ...]:
    """The bullets of a section; more or fewer than it may hold are reported at its heading's line.

    Fewer are not where one of its lines was, since that explains them: where the report has more than so many `errors`.
    """
    before = report.errors if errors is None else errors
    found = tuple(read_bullets(lines, report))
    if len(found) > rule.most or (len(found) < rule.least and report.errors == before):
        message = f"{title} holds {len(found)} bullets; give it {rule.least} to {rule.most}"
        report.add(line, 1, Code.BULLET_COUNT, message)
    return found


def refuse_sections(entry: RawEntry, report: Report) -> None:
    """Report the sections of an entry of a kind that has none."""
    for section in entry.sections:
        message = f"a {entry.kind} has no section {quoted(section.title)}; make it an entry of its own, or leave it out"
        report.add(section.line, 1, Code.SECTION, message)
