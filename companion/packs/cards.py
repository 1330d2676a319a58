"""From a parsed entry to a card: its fields checked, its Try bullets taken apart."""

from __future__ import annotations

from companion.domain.cards import Card, Suggestion
from companion.packs.definitions import CARD_MINUTES, KINDS
from companion.packs.fields import Scope, note_successor, read_values
from companion.packs.findings import Code, Report, listed, quoted
from companion.packs.grammar import RawEntry, Section
from companion.packs.items import Item
from companion.packs.parts import read_prose, read_some_bullets

MOST_MINUTES = CARD_MINUTES.most

_RULE = KINDS["card"]


def read_card(entry: RawEntry, scope: Scope) -> Card:
    """The card of an entry of that kind, to be trusted only where nothing in it was reported."""
    bullets = _bullets(entry, scope.report)
    values = read_values(entry.fields, _RULE.fields, "this card", entry.line, scope)
    note_successor(entry, values, scope)
    return Card(
        pack=scope.pack,
        id=entry.id,
        title=entry.title,
        theme=values.text("theme"),
        level=values.number("level"),
        minutes=values.number("minutes"),
        idea=read_prose(entry, scope.report),
        sources=values.every("source"),
        experiments=tuple([_suggestion(bullet, scope.report) for bullet in bullets["Try"]]),
        questions=tuple([bullet.text for bullet in bullets["Ask"]]),
        tags=values.words("tags"),
    )


def _bullets(entry: RawEntry, report: Report) -> dict[str, tuple[Item, ...]]:
    """The bullets under Try and under Ask; one to three of each, or a finding."""
    bullets: dict[str, tuple[Item, ...]] = {}
    titles = [section.title for section in entry.sections]
    missing = [title for title in _RULE.sections if title not in titles]
    for section in entry.sections:
        title = section.title if section.title in _RULE.sections else _meant(section, missing, report)
        if title in bullets:
            message = f"this card has two sections {title}; put all its bullets under one"
            report.add(section.line, 1, Code.SECTION_TWICE, message)
        elif title:
            bullets[title] = read_some_bullets(section.lines, _RULE.sections[title], title, section.line, report)
    for title in missing:
        message = f"this card has no section {title}; add `### {title}` with one to three bullets"
        report.add(entry.line, 1, Code.BULLET_COUNT, message)
        bullets[title] = ()
    return bullets


def _meant(section: Section, missing: list[str], report: Report) -> str:
    """Report a section that cards do not have; the one that it was meant as, which is then no longer missing, or ""."""
    near = report.nearest(section.title, _RULE.sections)
    guess = near or (missing[0] if missing else "")
    advice = f'did you mean "{guess}"?' if near or len(missing) == 1 else f"choose from {listed(_RULE.sections)}"
    report.add(section.line, 1, Code.SECTION, f"a card has no section {quoted(section.title)}; {advice}")
    if guess not in missing:
        return ""
    missing.remove(guess)
    return guess


def _suggestion(bullet: Item, report: Report) -> Suggestion:
    found = Suggestion.parse(bullet.text)
    if not found.action.strip() or bullet.text.endswith(" Expect:"):
        message = "this experiment is unfinished; write it as CUE, I will ACTION. Expect: WHAT YOU EXPECT"
        report.add(bullet.line, 1, Code.BULLET, message)
    return found
