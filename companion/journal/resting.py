"""A journal at rest: its facts are at hand, and a record's line is read when somebody asks for its words.

Whoever asks for a whole table, or for many records of it, wakes the journal, which then reads everything.
"""

from __future__ import annotations

import struct
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from companion.domain.facts import FACTS, Fact, Facts, fact_of
from companion.domain.history import History
from companion.domain.records import Record
from companion.journal.errors import Outdated
from companion.journal.lines import HISTORY_NAMES
from companion.journal.logfiles import FileState, Place, read_line

R = TypeVar("R", bound=Record)

_MANY = 100
"""Records of one table beyond which reading them line by line costs more than reading everything."""

_PLACE = struct.Struct("<IQI")
_TABLES = {name: table for table, name in HISTORY_NAMES.items()}


class Places:
    """Where the lines of one table's documents stand, still packed: only a few are ever asked for."""

    def __init__(self, keys: Iterable[str], packed: bytes, files: Sequence[str]) -> None:
        """`packed` has one place a key, in their order; `files` are the names that it numbers."""
        self._keys, self._packed, self._files = keys, packed, files

    @staticmethod
    def pack(places: Iterable[Place], files: Sequence[str]) -> bytes:
        """The places as bytes."""
        numbers = {name: number for number, name in enumerate(files)}
        return b"".join(_PLACE.pack(numbers[place.file], place.offset, place.length) for place in places)

    def of(self, key: str) -> Place | None:
        """The place of one document's line; None where the packed ones do not make sense."""
        number = self._numbers.get(key, len(self._numbers))
        if len(self._packed) < (number + 1) * _PLACE.size:
            return None
        file, offset, length = _PLACE.unpack_from(self._packed, number * _PLACE.size)
        return Place(self._files[file], offset, length) if file < len(self._files) else None

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self._keys)}


class Sleeper(Protocol):
    """What a rest needs of its journal."""

    def wake(self) -> None:
        """Read everything, and hand the whole tables to the rest where nothing had changed."""

    def mistrust(self) -> None:
        """Forget the rest: the files do not say what it says."""


class Rest:
    """What the cache said: the files, the small tables as records, the facts of the others, and their places."""

    def __init__(
        self,
        folder: Path,
        files: dict[str, FileState],
        facts: Facts,
        small: Mapping[str, Any],
        places: Mapping[str, Places],
    ) -> None:
        self.files, self.facts = files, facts
        self._folder, self._small, self._places = folder, small, places
        self._woken: History | None = None

    def history(self, sleeper: Sleeper) -> History:
        """Everything recorded; most of it is still in the files."""
        tables: dict[str, Any] = {name: RestingTable(name, getattr(self.facts, name), self, sleeper) for name in FACTS}
        return History(**tables, **self._small, known=self.facts)

    @property
    def is_awake(self) -> bool:
        """Whether everything has been read, and had not changed."""
        return self._woken is not None

    def wake(self, history: History) -> None:
        """From now on the tables answer from this history, which holds the same."""
        self._woken = history

    def whole(self, table: str) -> Mapping[str, Any]:
        """One table of the history that this woke to. Raises Outdated where it woke to another one."""
        if self._woken is None:
            raise Outdated
        found: Mapping[str, Any] = getattr(self._woken, table)
        return found

    def record(self, table: str, key: str, fact: Fact) -> Record | None:
        """The record of one document, read from its line; None where the line does not say what the fact says."""
        place = self._places[table].of(key)
        if place is None or place.offset + place.length > self.files[place.file].size:
            return None
        read = read_line(self._folder, place)
        if read is None:
            return None
        line, records = read
        pairs = zip(line.a, records, strict=True)
        found = [(bytes(change.d), record) for change, record in pairs if (change.t, change.i) == (_TABLES[table], key)]
        # An act that names a document twice: the fold lets the later text win.
        record = max(found, key=lambda pair: pair[0])[1] if found else None
        return record if record and fact_of(table, key, record) == fact else None


class RestingTable(Mapping[str, R]):
    """One table of a resting history: its keys are known, and its records are read one by one, and remembered."""

    def __init__(self, name: str, facts: Mapping[str, Fact], rest: Rest, sleeper: Sleeper) -> None:
        self._name, self._facts, self._rest, self._sleeper = name, facts, rest, sleeper
        self._read: dict[str, R] = {}

    def __getitem__(self, key: str) -> R:
        if key not in self._facts:
            raise KeyError(key)
        if self._rest.is_awake or len(self._read) >= _MANY:
            return self._all()[key]
        if key not in self._read:
            record: Any = self._rest.record(self._name, key, self._facts[key])
            if record is None:
                self._sleeper.mistrust()
                raise Outdated
            self._read[key] = record
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def values(self) -> ValuesView[R]:
        """All records, which wakes the journal."""
        return self._all().values()

    def items(self) -> ItemsView[str, R]:
        """All records by key, which wakes the journal."""
        return self._all().items()

    def _all(self) -> Mapping[str, R]:
        self._sleeper.wake()
        return self._rest.whole(self._name)
