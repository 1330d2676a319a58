"""One entry of a pack as linear text; an article as the Markdown that it is, folded to the width."""

from __future__ import annotations

import re

from companion.cli.output import wrapped
from companion.domain.cards import Card, Theme
from companion.domain.entries import Entry, Guide, Heading, Programme, ProgrammeStep, Question, StepKind, kind_of
from companion.domain.phrases import plural, sentence
from companion.text import one_line

_FENCE = re.compile(r" {0,3}(```|~~~)")
_AS_IT_STANDS = re.compile(r"#{1,6} |\||\s*$| {4}|\t|\[[^]]+\]: ")
"""Lines that no neighbour is joined to: headings, tables, blank lines, code, and the targets of links."""
_ITEM = re.compile(r"(\s*)([-*+] |[0-9]{1,9}[.)] |> ?)")


def entry_text(entry: Entry, theme: Theme | None, heading: Heading | None = None) -> list[str]:
    """The title, what kind of entry it is, that it is retired where its heading says so, and all its reader sees."""
    about = [kind_of(entry), f"{entry.pack}/{entry.id}"]
    if theme:
        about.append(f"{theme.glyph} {one_line(theme.title)}")
    if isinstance(entry, Card):
        about += [str(entry.level), plural(entry.minutes, "minute")]
    if isinstance(entry, Guide):
        about.append(plural(entry.minutes, "minute"))
    if isinstance(entry, Question):
        about.append(entry.use.value)
    lines = [wrapped(one_line(entry.title)), wrapped(" · ".join(about))]
    if heading and heading.retired:
        lines.append(f"Retired; {heading.replaced_by} takes its place." if heading.replaced_by else "Retired.")
    body = entry.idea if isinstance(entry, Card) else entry.body
    lines += ["", *markdown_lines(body)] if body else []
    lines += _parts(entry)
    if entry.sources:
        lines += ["", *[wrapped(f"Source: {one_line(source)}", "", "        ") for source in entry.sources]]
    return lines


def markdown_lines(text: str) -> list[str]:
    """Markdown that reads the same when it is folded: paragraphs and bullets are, code, headings and tables are not."""
    lines: list[str] = []
    paragraph: list[str] = []
    fence = ""

    def flush() -> None:
        if paragraph:
            mark = _ITEM.match(paragraph[0])
            lead = mark[0] if mark else ""
            hanging = lead if lead.lstrip().startswith(">") else " " * len(lead)
            lines.append(wrapped(" ".join(paragraph)[len(lead) :], lead, hanging))
            paragraph.clear()

    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence or opening:
            flush()
            lines.append(line)
            fence = "" if fence and line.strip().startswith(fence) else fence or (opening[1] if opening else "")
        elif _AS_IT_STANDS.match(line) and not (paragraph and line.strip() and line[:1].isspace()):
            flush()
            lines.append(line)
        else:
            if _ITEM.match(line):
                flush()
            paragraph.append(line.rstrip() if not paragraph else line.strip())
            if line.endswith(("  ", "\\")):
                flush()
    flush()
    return lines


def _parts(entry: Entry) -> list[str]:
    """What an entry has beside its text: experiments and questions, or steps."""
    if isinstance(entry, Card):
        return _card_parts(entry)
    if isinstance(entry, Guide):
        return _guide_parts(entry)
    return _programme_parts(entry) if isinstance(entry, Programme) else []


def _card_parts(card: Card) -> list[str]:
    lines = ["", "To try"]
    for number, one in enumerate(card.experiments, start=1):
        lines.append(wrapped(sentence(one.cue, one.action), f"  {number}  ", "     "))
        if one.expect:
            lines.append(wrapped(f"Expect: {one.expect}", "     "))
    lines += ["", "To answer"]
    return lines + [wrapped(one, f"  {number}  ", "     ") for number, one in enumerate(card.questions, start=1)]


def _guide_parts(guide: Guide) -> list[str]:
    lines = []
    for step in guide.steps:
        lines += ["", wrapped(f"{step.minutes} min: {one_line(step.title)}")]
        lines += [wrapped(f"{line.kind.value}: {line.text}", "  ", "      ") for line in step.lines]
    return lines


def _programme_parts(programme: Programme) -> list[str]:
    lines = ["", f"Comes in variants: {', '.join(programme.variants)}."] if programme.variants else []
    lines.append("")
    for number, step in enumerate(programme.steps, start=1):
        only = f" (only {step.only})" if step.only else ""
        lines.append(wrapped(f"{one_line(step.title)}: {_step(step)}{only}", f"{number:>3}  ", "     "))
        lines += [wrapped(question, "     - ", "       ") for question in step.questions]
    return lines


def _step(step: ProgrammeStep) -> str:
    if step.kind is StepKind.CHECK:
        return "a look back"
    trials = f", {plural(step.trials, 'trial')}" if step.kind is StepKind.CARD and step.trials > 1 else ""
    return f"{step.kind.value} {step.ref}{trials}"
