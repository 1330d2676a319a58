"""From parsed entries to the kinds that are text alone: questions, terms and articles."""

from __future__ import annotations

from companion.domain.entries import Article, Question, Term, Use
from companion.packs.definitions import KINDS
from companion.packs.fields import Scope, Values, note_successor, read_values
from companion.packs.grammar import RawEntry
from companion.packs.parts import read_prose, refuse_sections

_USES = {use.value: use for use in Use}


def read_question(entry: RawEntry, scope: Scope) -> Question:
    """The question of an entry of that kind, to be trusted only where nothing in it was reported."""
    values, body = _read(entry, scope)
    use = _USES.get(values.text("use"), Use.DAILY)
    return Question(scope.pack, entry.id, entry.title, use, values.text("theme"), body, values.every("source"))


def read_term(entry: RawEntry, scope: Scope) -> Term:
    """The term of an entry of that kind, to be trusted only where nothing in it was reported."""
    values, body = _read(entry, scope)
    return Term(scope.pack, entry.id, entry.title, body, values.text("theme"), values.every("source"))


def read_article(entry: RawEntry, scope: Scope) -> Article:
    """The article of an entry of that kind, to be trusted only where nothing in it was reported."""
    values, body = _read(entry, scope)
    return Article(scope.pack, entry.id, entry.title, body, values.text("theme"), values.every("source"))


def _read(entry: RawEntry, scope: Scope) -> tuple[Values, str]:
    values = read_values(entry.fields, KINDS[entry.kind].fields, f"this {entry.kind}", entry.line, scope)
    note_successor(entry, values, scope)
    refuse_sections(entry, scope.report)
    return values, read_prose(entry, scope.report)
