"""What a record said before, revision by revision, and what each changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from companion.cli.output import wrapped
from companion.cli.records import rows, said
from companion.coach.coach import Coach
from companion.domain.experiment_words import VERDICTS
from companion.domain.phrases import OUTCOMES, dated, number
from companion.domain.records import Outcome, Verdict
from companion.journal.lines import TOMBSTONE
from companion.journal.versions import Version
from companion.text import one_line

_MINUTE = timedelta(minutes=1)

_QUIET = {"at", "offset", "zone", "shown", "expect_from_card"}
"""What a record freezes beside its words; a change of these alone is none to read about."""

_NAMED = {
    "cue": "When",
    "expect": "Expect",
    "know": "Know by",
    "until": "Last day",
    "day": "Day",
    "child": "Goes on",
    "text": "Words",
    "first": "From",
    "last": "To",
    "lesson": "Learnt",
    "verdict": "Decided",
}
"""What a document's fields are called where that is not their own name."""


def history_text(coach: Coach, found: Sequence[Version]) -> list[str]:
    """Every revision of a record, oldest first: when, where, and what it changed."""
    today, lines = coach.day(), list[str]()
    before: Version | None = None
    said_last: Version | None = None
    for one in found:
        where = "on this device" if one.device == coach.device else f"on another device ({one.device})"
        lines.append(f"{_when(one, said_last, today)}, {where}: {_what_happened(one, before)}")
        if one.record is not None:
            changed = _changed(said_last, one) if said_last else rows(said(one.key, one.record, today))
            lines += changed or ["  It says the same as before."]
            said_last = one
        before = one
    devices = len({one.device for one in found})
    if devices > 1:
        lines += ["", f"It was written on {number(devices)} devices. The last of these is what stands."]
    return lines


def document_of(version: Version) -> Any:
    """A version's document as it is in the journal, None where the record was withdrawn."""
    return msgspec.json.decode(version.raw)


def _when(one: Version, said_last: Version | None, today: date) -> str:
    """When a version was written, by the clock of the place where its record was made."""
    record = one.record or (said_last.record if said_last else None)
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


def _changed(before: Version, after: Version) -> list[str]:
    """Field by field, what a document said and what it says now."""
    old, new = document_of(before), document_of(after)
    lines = []
    for field in dict.fromkeys([*new, *old]):
        if field not in _QUIET and old.get(field) != new.get(field):
            lines.append(f"  {one_line(_NAMED.get(field, field[:1].upper() + field[1:]))}")
            lines.append(wrapped(_value(field, old.get(field)), "    was  ", " " * 9))
            lines.append(wrapped(_value(field, new.get(field)), "    now  ", " " * 9))
    return lines


def _value(field: str, value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if field == "outcome" and value in set(Outcome):
        return OUTCOMES[Outcome(value)][2]
    if field == "verdict" and value in set(Verdict):
        return VERDICTS[Verdict(value)][2]
    if field == "deeper":
        return "\n".join(f"{answer['question']} {answer['text']}" for answer in value) or "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
