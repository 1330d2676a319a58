"""A journal at rest: its facts are at hand, and a record's line is read when somebody asks for its words.

Whoever asks for a whole table, or for many records of it, wakes the journal, which then reads everything.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from companion.domain.facts import FACTS, Fact, fact_of
from companion.domain.history import History
from companion.domain.records import Record
from companion.journal.contents import Contents, Document
from companion.journal.errors import Outdated
from companion.journal.lines import HISTORY_NAMES, Line
from companion.journal.logfiles import Place, read_line

R = TypeVar("R", bound=Record)

_FEW, _SHARE = 100, 3
"""So many records of a table, or one in so many of them, are read one by one before everything is: at ten years as at
thirty, a record read by its line costs three times its part of reading them all (27 µs to 10)."""

_TABLES = {name: table for table, name in HISTORY_NAMES.items()}


class Sleeper(Protocol):
    """Who rests."""

    def wake(self) -> None:
        """Read everything, and tell the rest where it says the same."""

    def mistrust(self) -> None:
        """Have everything read at the next look: a line is not what it was said to be."""


class Rest:
    """A history whose large tables are still in the files, in the state that its contents describe."""

    def __init__(self, folder: Path, contents: Contents, sleeper: Sleeper) -> None:
        self.contents = contents
        self._folder, self._sleeper = folder, sleeper
        self._file_names = list(contents.files)
        self._numbers: dict[str, Mapping[str, int]] = {}
        self._whole: History | None = None
        self._crowded: tuple[Place, tuple[Line | None, list[Record | None]]] | None = None

    @cached_property
    def history(self) -> History:
        """Everything recorded."""
        facts, small = self.contents.facts, self.contents.small
        tables: dict[str, Any] = {name: RestingTable(name, getattr(facts, name), self, self._sleeper) for name in FACTS}
        tables |= {name: {key: held.record for key, held in table.items()} for name, table in small.items()}
        return History(**tables, known=facts)

    def wake(self, whole: History) -> None:
        """From now on the tables answer from this history, which says the same."""
        self._whole = whole

    def whole(self, name: str) -> Mapping[str, Any] | None:
        """One whole table, where everything has been read and said the same."""
        return getattr(self._whole, name) if self._whole else None

    def place(self, name: str, key: str) -> Place | None:
        """Where a document of a large table has its line; None where there is no such document, or no such place."""
        facts: Mapping[str, Fact] = getattr(self.contents.facts, name)
        if name not in self._numbers:
            self._numbers[name] = {key: number for number, key in enumerate(facts)}
        number = self._numbers[name].get(key)
        return None if number is None else self.contents.places[name].at(number, self._file_names)

    def document(self, name: str, key: str) -> Document | None:
        """One document that there is, from its line; None where the line does not say what its fact says."""
        contents = self.contents
        if name in contents.small:
            return contents.small[name][key]
        facts: Mapping[str, Fact] = getattr(contents.facts, name)
        place = self.place(name, key)
        if place is None or place.offset + place.length > contents.files[place.file].size:
            return None
        if self._crowded is None or self._crowded[0] != place:
            self._crowded = (place, read_line(self._folder, place) or (None, []))
        line, records = self._crowded[1]
        found = [
            Document(bytes(change.d), record)
            for change, record in zip(line.a if line else (), records, strict=True)
            if (change.t, change.i) == (_TABLES[name], key) and record
        ]
        # Of an act that names a document twice, the fold lets the later text win.
        document = max(found, key=lambda one: one.raw, default=None)
        return document if document and fact_of(name, key, document.record) == facts[key] else None


class RestingTable(Mapping[str, R]):
    """One table of a resting history: its keys are known, and its records are read one by one, and remembered."""

    def __init__(self, name: str, facts: Mapping[str, Fact], rest: Rest, sleeper: Sleeper) -> None:
        self._name, self._facts, self._rest, self._sleeper = name, facts, rest, sleeper
        self._read: dict[str, R] = {}
        self._most = max(_FEW, len(facts) // _SHARE)

    def __getitem__(self, key: str) -> R:
        if key not in self._facts:
            raise KeyError(key)
        if key not in self._read:
            whole = self._rest.whole(self._name) if len(self._read) < self._most else self._all()
            self._read[key] = self._from_its_line(key) if whole is None else whole[key]
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
        whole: Mapping[str, R] | None = self._rest.whole(self._name)
        if whole is None:  # the journal has moved on, and this history is of before
            whole = self._read = {key: self._from_its_line(key) for key in self._facts}
        return whole

    def _from_its_line(self, key: str) -> R:
        document = self._rest.document(self._name, key)
        if document is None:
            self._sleeper.mistrust()
            raise Outdated
        return cast(R, document.record)
