"""Notes on style: what a pack may well do, and a reader would rather it did not. They never make it unreadable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from companion.domain.cards import Card
from companion.domain.entries import Article, Entry, Programme, Question
from companion.packs.findings import Code, Report
from companion.packs.grammar import RawEntry, Section

FEWEST_WORDS, MOST_WORDS = 20, 90
"""In an idea: a page is made for about sixty."""
TITLE_LENGTH = 60
"""Characters: what stands on one line of a screen 80 wide."""
ARTICLE_WORDS = 1_200
"""About six minutes of reading."""
EXPERIMENT_MINUTES = 15

_EXCLAMATION = re.compile(r"(?<=\w)!(?![\w=\[(])")
_AFTER_QUESTION = "\"'”’)*_"


def note_style(raw: RawEntry, entry: Entry, report: Report) -> None:
    """Note what could be better in one entry that has no errors."""
    if len(entry.title) > TITLE_LENGTH and raw.kind != "question":
        message = f"this title has {len(entry.title)} characters; {TITLE_LENGTH} fit on a line, so shorten it"
        report.add(raw.line, 1, Code.LONG_TITLE, message)
    _note_exclamations(raw, report)
    if isinstance(entry, Card):
        _note_card(raw, entry, report)
    elif isinstance(entry, Question):
        _note_questions([raw.line], [entry.title], report)
    elif isinstance(entry, Article) and (words := len(entry.body.split())) > ARTICLE_WORDS:
        message = f"this article has {words:,} words; make two of it, or leave out what can be spared"
        report.add(raw.line, 1, Code.LONG_ARTICLE, message)
    elif isinstance(entry, Programme):
        for section, step in zip(raw.sections, entry.steps, strict=True):
            _note_questions(_bullets(section), step.questions, report)


def _note_card(raw: RawEntry, card: Card, report: Report) -> None:
    words = len(card.idea.split())
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        message = f"this idea has {words} words; a page is made for about sixty, {FEWEST_WORDS} to {MOST_WORDS}"
        report.add(raw.text[0].number, 1, Code.IDEA_LENGTH, message)
    minutes = raw.first("minutes")
    if minutes and card.minutes > EXPERIMENT_MINUTES:
        message = f"{card.minutes} minutes are more than most days have; make the experiments smaller"
        report.add(minutes.line, minutes.column, Code.LONG_EXPERIMENT, message)
    for section in raw.sections:
        if section.title == "Ask":
            _note_questions(_bullets(section), card.questions, report)
            continue
        for line, experiment in zip(_bullets(section), card.experiments, strict=True):
            if not experiment.cue:
                message = "this does not say when; begin with a moment of today: `When I hand over, I will …`"
                report.add(line, 1, Code.NO_CUE, message)
            if not experiment.expect:
                message = "this does not say what to expect; end with ` Expect: ` and what there will be to see"
                report.add(line, 1, Code.NO_EXPECTATION, message)


def _note_questions(lines: Iterable[int], questions: Iterable[str], report: Report) -> None:
    for line, question in zip(lines, questions, strict=True):
        if not question.rstrip(_AFTER_QUESTION).endswith("?"):
            report.add(line, 1, Code.NO_QUESTION, "this does not end with a question mark; make it ask one thing")


def _note_exclamations(raw: RawEntry, report: Report) -> None:
    """Note exclamation marks in prose, once a line; not those of images, code in fences, or `!=`."""
    for lines in (raw.text if "!" in raw.prose else (), *(section.lines for section in raw.sections)):
        for number, text, fenced in lines:
            found = None if fenced or "!" not in text else _EXCLAMATION.search(text)
            if found:
                message = "an exclamation mark raises its voice; let the words do it, and end with a full stop"
                report.add(number, found.start() + 1, Code.EXCLAMATION, message)


def _bullets(section: Section) -> list[int]:
    """The lines at which the section's bullets begin; in an entry without errors nothing else begins so."""
    return [number for number, text, _ in section.lines if text.startswith("- ")]
