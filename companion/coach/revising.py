"""What a record said before, revision by revision, in words that both front ends show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from companion.domain.experiment_words import VERDICTS
from companion.domain.phrases import OUTCOMES, dated
from companion.domain.programme_words import COURSES
from companion.journal.lines import TOMBSTONE
from companion.journal.versions import Version

_MINUTE = timedelta(minutes=1)
_QUIET = {"at", "offset", "zone", "shown", "expect_from_card", "told", "card", "parent", "experiment", "theme", "about"}
_QUIET |= {"programme", "enrolment", "step", "guide", "capture"}
"""What a record freezes beside its words; a change of these alone is none to read about."""

_NAMED = {
    "cue": "when",
    "action": "I will",
    "know": "know by",
    "until": "last day",
    "child": "goes on",
    "text": "words",
    "first": "from",
    "last": "to",
    "lesson": "learnt",
    "verdict": "decided",
    "course": "stands",
    "label": "as",
}
"""What a document's fields are called where that is not their own name."""

_OUTCOMES = {outcome.value: words for outcome, (_, _, words) in OUTCOMES.items()}
_COURSES = {course.value: words for course, words in COURSES.items()}
_VERDICTS = {verdict.value: done for verdict, (_, _, done, _) in VERDICTS.items()}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record: what it said, None where nothing was there before, and what it says."""

    field: str
    was: str | None
    now: str


@dataclass(frozen=True, slots=True)
class Revised:
    """One revision: when and where it was written, what happened to the record, and what that changed."""

    when: str
    where: str
    what: str
    changes: tuple[FieldChange, ...]


def revised(found: Sequence[Version], device: str, today: date) -> list[Revised]:
    """The revisions of one record in words, oldest first; `device` is this machine's."""
    told: list[Revised] = []
    before: Version | None = None
    spoke: Version | None = None
    for one in found:
        where = "on this device" if one.device == device else f"on another device ({one.device})"
        changes = _changes(spoke, one) if one.raw != TOMBSTONE else ()
        told.append(Revised(_when(one, spoke, today), where, _what_happened(one, before), tuple(changes)))
        before, spoke = one, one if one.record is not None else spoke
    return told


def document_of(version: Version) -> Any:
    """A version's document as it is in the journal, None where the record was withdrawn."""
    return msgspec.json.decode(version.raw)


def _when(one: Version, spoke: Version | None, today: date) -> str:
    """When a version was written, by the clock of the place where its record was made."""
    record = one.record or (spoke.record if spoke else None)
    local = (one.at + (record.offset if record else 0) * _MINUTE).replace(tzinfo=None)
    return f"{dated(local.date(), today)}, {local:%H:%M}"


def _what_happened(one: Version, before: Version | None) -> str:
    if one.raw == TOMBSTONE:
        return "taken back by undo" if one.undoes else "withdrawn"
    if before is None:
        return "recorded"
    if before.raw == TOMBSTONE:
        return "restored by undo" if one.undoes else "recorded again"
    return "put back by undo" if one.undoes else "changed"


def _changes(before: Version | None, after: Version) -> list[FieldChange]:
    """Field by field, what a document said and what it says now; all that it says, where it is the first."""
    old, new = (document_of(before) if before else {}), document_of(after)
    found = []
    for field in dict.fromkeys([*new, *old]):
        if field in _QUIET or old.get(field) == new.get(field):
            continue
        now, was = _value(field, new.get(field)), _value(field, old.get(field)) if before else None
        if before or new.get(field) not in (None, "", []):
            found.append(FieldChange(_NAMED.get(field, field.replace("_", " ")), was, now))
    return found


def _value(field: str, value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, str):
        named = {"outcome": _OUTCOMES, "verdict": _VERDICTS, "course": _COURSES}.get(field, {})
        return named.get(value, value)
    if field == "deeper" and isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return "\n".join(f"{answer.get('question', '')} {answer.get('text', '')}" for answer in value) or "nothing"
    return json.dumps(value, ensure_ascii=False)
