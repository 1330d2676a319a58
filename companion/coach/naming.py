"""Which record an id means: any unique beginning is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from companion.coach.views import Misuse
from companion.domain.history import History
from companion.domain.phrases import number
from companion.domain.records import Record
from companion.journal.lines import HISTORY_NAMES, TABLES
from companion.text import one_line

_BARE = {
    "plans": ("plan", "an experiment"),
    "trials": ("trial", "a trial"),
    "untried": ("untried", "a day not tried"),
    "reflections": ("reflection", "your words"),
    "swaps": ("swap", "a swap"),
    "away": ("away", "days away"),
    "captures": ("capture", "what was captured"),
}
"""The tables whose ids are random, each with its kind and what one of its records is; these go by the id alone."""

_KEYED = {
    "decisions": ("decision", "a decision"),
    "reviews": ("review", "a review"),
    "reserves": ("reserve", "a reserve"),
    "waived": ("let-go", "a miss let go"),
    "cadences": ("cadence", "a choice of days"),
    "settings": ("setting", "a setting"),
    "resurfaced": ("resurfaced", "words shown again"),
    "feeds": ("feed", "how much of a pack is shown"),
    "enrolments": ("enrolment", "an enrolment"),
    "steps": ("step", "a step of a programme"),
}
"""The tables whose keys say what they are about; these are written with their kind."""

_ALL = _BARE | _KEYED
_TABLE_OF = {kind: table for table, (kind, _) in _ALL.items()}
_MOST_LISTED = 6
_SHOWN = 40
"""Characters of what was typed that an answer repeats."""


class Name(NamedTuple):
    """One record: the history's name of its table, its key there, and its kind in a word, such as `trial`."""

    table: str
    key: str
    kind: str


def name_of(table: str, key: str) -> Name:
    """The name of a record whose table, by the history's name of it, and whole key are known."""
    return Name(table, key, _ALL[table][0])


def kind_of(record: Record) -> str:
    """A record's kind in a word; `kind:id` names it in full."""
    return _ALL[HISTORY_NAMES[TABLES[type(record)]]][0]


def written(table: str, key: str) -> str:
    """The id as people type it: `3m8qk2vd` where it is random, else with its kind, `reserve:2026-11-19`."""
    return key if table in _BARE else f"{_ALL[table][0]}:{key}"


def what_is(name: Name) -> str:
    """What a record of this kind is, with its article: `a trial`."""
    return _ALL[name.table][1]


def keys_of(history: History) -> Mapping[str, Iterable[str]]:
    """The keys of every table, which reads no record."""
    return {table: getattr(history, table) for table in _ALL}


def matching(keys: Mapping[str, Iterable[str]], text: str) -> list[Name]:
    """The records whose id begins so, whatever the case; only the one whose whole id it is, where there is one."""
    head, colon, tail = text.strip().partition(":")
    table = _TABLE_OF.get(head.lower()) if colon else None
    tables, typed = ([table], tail) if table else (list(_BARE), text.strip())
    wanted = typed.lower()
    if not wanted:
        return []
    found = [name_of(one, key) for one in tables for key in keys.get(one, ()) if key.lower().startswith(wanted)]
    exact = [name for name in found if name.key == typed] or [name for name in found if name.key.lower() == wanted]
    return exact or found


def the_one(found: Sequence[Name], text: str) -> Name:
    """What was found, where it is one record; Misuse, saying what to do, where it is none or several."""
    if len(found) == 1:
        return found[0]
    said = one_line(text[: _SHOWN * 8])[:_SHOWN]
    if not found:
        raise Misuse(_none(said))
    listed = "; ".join(f"{_told_apart(name, found)}, {what_is(name)}" for name in found[:_MOST_LISTED])
    more = f"; and {number(len(found) - _MOST_LISTED)} more" if len(found) > _MOST_LISTED else ""
    many = number(len(found))
    raise Misuse(f'{many[:1].upper()}{many[1:]} records begin with "{said}": {listed}{more}. Give more letters.')


def _none(said: str) -> str:
    head, colon, tail = said.partition(":")
    listed = "`companion journal` lists what is there."
    if not said:
        return f"Give an id, or the beginning of one. {listed}"
    if colon and head.lower() in _TABLE_OF and not tail:
        return f"Give what follows the colon, or its beginning. {listed}"
    if colon and head.lower() not in _TABLE_OF:
        kinds = ", ".join(f"{kind}:" for kind, _ in _KEYED.values())
        return f'No kind of record is called "{head}". There are {kinds}; all others go by the id alone.'
    return f'No record begins with "{said}". {listed}'


def _told_apart(name: Name, found: Sequence[Name]) -> str:
    """An id that means this one; with its kind, where another kind has a record of the same id."""
    alone = sum(other.key == name.key for other in found) == 1
    return one_line(written(name.table, name.key) if alone else f"{name.kind}:{name.key}")
