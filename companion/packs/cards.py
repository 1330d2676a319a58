"""From a parsed entry to a card: its values checked, its Try bullets taken apart, its content hashed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import replace

import msgspec

from companion.domain.cards import LEVELS, Card, Suggestion
from companion.packs.findings import Code, Report, did_you_mean, quoted
from companion.packs.grammar import Bullet, RawEntry, is_id, read_bullets

DEFAULT_MINUTES = 10
"""What an experiment takes when its card does not say: the middle of the five to fifteen a page is made for."""
MOST_MINUTES = 60
MOST_BULLETS = 3
DIGEST_LENGTH = 16

_SECTIONS = ("Try", "Ask")
_STATUSES = ("retired",)


def read_card(entry: RawEntry, pack: str, themes: Collection[str], report: Report) -> Card | None:
    """The card of an entry of that kind; None, with findings, if anything in it is wrong."""
    before = len(report.findings)
    bullets = _bullets(entry, report)
    if not entry.prose:
        message = "this card has no idea in it; write it after a blank line below the fields"
        report.add(entry.line, 1, Code.NO_PROSE, message)
    card = Card(
        pack=pack,
        id=entry.id,
        title=entry.title,
        theme=_theme(entry, themes, report),
        level=_level(entry, report),
        minutes=_minutes(entry, report),
        idea=_flowing(entry.prose),
        sources=_sources(entry, report),
        experiments=tuple(_suggestion(bullet, report) for bullet in bullets["Try"]),
        questions=tuple(bullet.text for bullet in bullets["Ask"]),
        tags=tuple(tag.strip() for field in entry.every("tags") for tag in field.value.split(",") if tag.strip()),
    )
    return replace(card, digest=digest(card)) if len(report.findings) == before else None


def _flowing(prose: str) -> str:
    """Lines of one paragraph joined, as Markdown means them; paragraphs and list items stay apart."""
    return re.sub(r"(?<!\n)\n(?!\n|[-*+>|] |[0-9]+\. )", " ", prose)


def check_status(entry: RawEntry, report: Report) -> None:
    """Report a status other than retired, and a successor that is not an id or pack-id/id."""
    status, successor = entry.first("status"), entry.first("replaced-by")
    if status and status.value not in _STATUSES:
        message = f"status {quoted(status.value)} is not known; {did_you_mean(status.value, _STATUSES)}"
        report.add(status.line, status.column, Code.FIELD_VALUE, message)
    if successor and not (successor.value.count("/") < 2 and all(map(is_id, successor.value.split("/")))):
        message = f"{quoted(successor.value)} does not name an entry; give its id, or its pack's id, a slash and its id"
        report.add(successor.line, successor.column, Code.FIELD_VALUE, message)


def digest(card: Card) -> str:
    """The first 16 hex digits of the SHA-256 of what a reader sees; the card's name is no part of it."""
    experiments = [experiment.text for experiment in card.experiments]
    shown = [card.title, card.theme, card.level, card.minutes, card.idea, card.sources, experiments]
    canonical = msgspec.json.encode([*shown, card.questions, card.tags])
    return hashlib.sha256(canonical).hexdigest()[:DIGEST_LENGTH]


def _theme(entry: RawEntry, themes: Collection[str], report: Report) -> str:
    field = entry.first("theme")
    if field is None:
        report.add(entry.line, 1, Code.FIELD_MISSING, f"this card has no theme; {_choose('theme', themes)}")
    elif field.value not in themes:
        message = f"theme {quoted(field.value)} is not known; {did_you_mean(field.value, themes)}"
        report.add(field.line, field.column, Code.THEME, message)
    else:
        return field.value
    return ""


def _level(entry: RawEntry, report: Report) -> int:
    field = entry.first("level")
    levels = [str(level) for level in LEVELS]
    if field is None:
        report.add(entry.line, 1, Code.FIELD_MISSING, f"this card has no level; {_choose('level', levels)}")
    elif field.value not in levels:
        message = f"level {quoted(field.value)} is not known; {did_you_mean(field.value, levels)}"
        report.add(field.line, field.column, Code.FIELD_VALUE, message)
    else:
        return int(field.value)
    return 0


def _minutes(entry: RawEntry, report: Report) -> int:
    field = entry.first("minutes")
    if field is None:
        return DEFAULT_MINUTES
    # int() alone would take "1_0" and digits of other scripts.
    plain = field.value.isascii() and field.value.isdigit() and len(field.value) <= 2
    if plain and 1 <= int(field.value) <= MOST_MINUTES:
        return int(field.value)
    message = f"minutes {quoted(field.value)} is not a whole number from 1 to {MOST_MINUTES}"
    report.add(field.line, field.column, Code.FIELD_VALUE, message)
    return 0


def _sources(entry: RawEntry, report: Report) -> tuple[str, ...]:
    sources = tuple(field.value for field in entry.every("source"))
    if not sources:
        message = "this card has no source; name one, or write `source: own experience`"
        report.add(entry.line, 1, Code.FIELD_MISSING, message)
    return sources


def _choose(name: str, values: Collection[str]) -> str:
    return f"write `{name}: ` and one of {', '.join(values)}"


def _bullets(entry: RawEntry, report: Report) -> dict[str, list[Bullet]]:
    """The bullets under Try and under Ask; one to three of each, or a finding."""
    bullets: dict[str, list[Bullet]] = {}
    for section in entry.sections:
        if section.title not in _SECTIONS:
            message = f"a card has no section {quoted(section.title)}; {did_you_mean(section.title, _SECTIONS)}"
            report.add(section.line, 1, Code.SECTION, message)
        elif section.title in bullets:
            message = f"this card has two sections {section.title}; put all its bullets under one"
            report.add(section.line, 1, Code.SECTION_TWICE, message)
        else:
            found = bullets[section.title] = read_bullets(section, report)
            if not 1 <= len(found) <= MOST_BULLETS:
                message = f"{section.title} holds {len(found)} bullets; give it one to three"
                report.add(section.line, 1, Code.BULLET_COUNT, message)
    for title in _SECTIONS:
        if title not in bullets:
            message = f"this card has no section {title}; add `### {title}` with one to three bullets"
            report.add(entry.line, 1, Code.BULLET_COUNT, message)
            bullets[title] = []
    return bullets


def _suggestion(bullet: Bullet, report: Report) -> Suggestion:
    found = Suggestion.parse(bullet.text)
    if not found.action.strip() or bullet.text.endswith(" Expect:"):
        message = "this experiment is unfinished; write it as CUE, I will ACTION. Expect: WHAT YOU EXPECT"
        report.add(bullet.line, 1, Code.BULLET, message)
    return found
