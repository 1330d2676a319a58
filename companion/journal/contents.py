"""What the log says, in the short form that the cache keeps: facts, places of lines, and the small tables."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from companion.domain.facts import FACTS, Facts
from companion.domain.records import Record
from companion.journal.fold import Fold
from companion.journal.lines import HISTORY_NAMES, Line
from companion.journal.logfiles import FileState, Place

_PLACE = struct.Struct("<IQI")


class Places(NamedTuple):
    """Where the lines of one table's documents stand, in the order of its facts; packed, because few are asked for."""

    packed: bytes

    @classmethod
    def of(cls, places: Iterable[Place], files: Sequence[str]) -> Places:
        """These places, in files of these names."""
        numbers = {name: number for number, name in enumerate(files)}
        return cls(b"".join([_PLACE.pack(numbers[place.file], place.offset, place.length) for place in places]))

    def at(self, number: int, files: Sequence[str]) -> Place | None:
        """One place; None where what is packed makes no sense."""
        if len(self.packed) < (number + 1) * _PLACE.size:
            return None
        file, offset, length = _PLACE.unpack_from(self.packed, number * _PLACE.size)
        return Place(files[file], offset, length) if file < len(files) else None

    def renewed(self, number: int, place: Place | None, files: Sequence[str]) -> Places:
        """With another place at this number, which may be the next one, or with none."""
        start, fresh = number * _PLACE.size, Places.of([place] if place else [], files).packed
        return Places(self.packed[:start] + fresh + self.packed[start + _PLACE.size :])


class Document(NamedTuple):
    """One document as it stands: its JSON and its record."""

    raw: bytes
    record: Record


@dataclass(frozen=True, slots=True)
class Contents:
    """What these files say. The small tables are whole; of the others there are the facts and the places.

    `used` has the ids of deleted documents. Tables go by the history's names.
    """

    files: dict[str, FileState]
    last_stamp: str
    facts: Facts
    places: Mapping[str, Places]
    small: Mapping[str, Mapping[str, Document]]
    used: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, files: dict[str, FileState], fold: Fold, facts: Facts) -> Contents:
        """The contents of what was folded from these files, and its facts."""
        names, places = list(files), dict[str, Places]()
        small, used = dict[str, dict[str, Document]](), dict[str, frozenset[str]]()
        for table, name in HISTORY_NAMES.items():
            held, live = fold.tables[table], dict(fold.live(table))
            used[name] = frozenset(held.keys() - live.keys())
            if name in FACTS:
                places[name] = Places.of([held[key].place for key in getattr(facts, name)], names)
            else:
                small[name] = {key: Document(one.raw, one.record) for key, one in live.items() if one.record}
        return cls(files, fold.last_stamp, facts, places, small, used)

    def renewed(self, line: Line, records: Sequence[Record | None], place: Place) -> Contents:
        """After one more act, with a later stamp than any before it."""
        facts, places = self.facts, dict(self.places)
        small, used = {name: dict(table) for name, table in self.small.items()}, dict(self.used)
        for change, record in zip(line.a, records, strict=True):
            name, key = HISTORY_NAMES[change.t], change.i
            if record is None:
                used[name] |= {key}
            if name in FACTS:
                keys = list(getattr(facts, name))
                number = keys.index(key) if key in keys else len(keys)
                places[name] = places[name].renewed(number, place if record else None, list(self.files))
                facts = facts.renewed(name, [(key, record)])
            elif record:
                small[name][key] = Document(bytes(change.d), record)
            else:
                small[name].pop(key, None)
        return replace(self, last_stamp=line.r, facts=facts, places=places, small=small, used=used)
