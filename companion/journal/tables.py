"""TinyDB's tables over the log: reading decodes afresh, writing becomes part of an act.

`_read_table`, `_update_table` and `_get_next_id` are private to TinyDB, so the dependency is pinned and
`tests/journal/test_tinydb_contract.py` checks what is relied on here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import msgspec
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Table

from companion.journal.lines import TOMBSTONE, encode_document

Document = dict[str, Any]


class Documents(Protocol):
    """What has been recorded, as JSON."""

    def raw(self, table: str, key: str) -> bytes:
        """A document's JSON, or `null` where there is none."""

    def keys(self, table: str) -> Iterable[str]:
        """The ids of a whole table."""


class DocumentView(Mapping[str, Document]):
    """One table as it stands, pending changes included. Each look decodes anew, so it is always a copy."""

    def __init__(self, documents: Documents, table: str, pending: Mapping[str, bytes]) -> None:
        self._documents, self._table, self._pending = documents, table, pending

    def raw(self, key: str) -> bytes:
        """The document's JSON, or `null` where there is none."""
        if key in self._pending:
            return self._pending[key]
        return self._documents.raw(self._table, key)

    def __getitem__(self, key: str) -> Document:
        raw = self.raw(key)
        if raw == TOMBSTONE:
            raise KeyError(key)
        document: Document = msgspec.json.decode(raw)
        return document

    def __iter__(self) -> Iterator[str]:
        # Copied, because whoever is looking through a table may record something on the way.
        for key in dict.fromkeys((*self._documents.keys(self._table), *self._pending)):
            if self.raw(key) != TOMBSTONE:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.raw(key) != TOMBSTONE


class WorkingCopy(MutableMapping[str, Document]):
    """What an updater works on: documents are copied when first touched, and only those can change."""

    def __init__(self, base: DocumentView) -> None:
        self._base = base
        self._touched: dict[str, Document | None] = {}

    def changes(self, table: str) -> dict[str, bytes]:
        """The JSON of every document that differs now. Raises Unstorable for one that cannot be kept."""
        found = {}
        for key, document in self._touched.items():
            raw = TOMBSTONE if document is None else encode_document(table, document)
            before = self._base.raw(key)
            # A line written by hand may be spaced otherwise; merely having been looked at is not a change.
            if raw != before and raw != msgspec.json.encode(msgspec.json.decode(before)):
                found[key] = raw
        return found

    def __getitem__(self, key: str) -> Document:
        if key not in self._touched:
            self._touched[key] = self._base[key]
        document = self._touched[key]
        if document is None:
            raise KeyError(key)
        return document

    def __setitem__(self, key: str, document: Document) -> None:
        self._touched[key] = document

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[key] = None

    def __iter__(self) -> Iterator[str]:
        for key in self._base:
            if self._touched.get(key, key) is not None:
                yield key
        for key, document in self._touched.items():
            if key not in self._base and document is not None:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return self._touched[key] is not None if key in self._touched else key in self._base


class Acts(Protocol):
    """What a table needs of the journal."""

    def view(self, table: str) -> DocumentView:
        """The table now."""

    def change(self, table: str, updater: Callable[[WorkingCopy], None]) -> None:
        """Run the updater and record what it changed, in the act under way or in one of its own."""

    def act(self) -> AbstractContextManager[object]:
        """Everything changed inside is recorded as one act."""

    def new_key(self, table: str) -> str:
        """An id that no document of the table has had."""


class LogStorage(Storage):
    """The seam TinyDB asks for. Its tables go straight to the acts, so whole-database writes never happen."""

    def __init__(self, acts: Acts, tables: tuple[str, ...]) -> None:
        self.acts = acts
        self._tables = tables

    def read(self) -> dict[str, Any]:
        """Every table, as TinyDB's own methods expect it."""
        return {name: self.acts.view(name) for name in self._tables}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace each table by the one given, as TinyDB does to drop tables, in one act."""
        with self.acts.act():
            for name in self._tables:
                self.acts.change(name, _replacing(data.get(name, {})))


def _replacing(documents: Mapping[str, Document]) -> Callable[[WorkingCopy], None]:
    def updater(working: WorkingCopy) -> None:
        for key in [key for key in working if key not in documents]:
            del working[key]
        working.update(documents)

    return updater


class LogTable(Table):
    """A TinyDB table whose documents live in the log; ids are short random text."""

    document_id_class = str  # type: ignore[assignment]  # annotated as int; any class works

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        """As TinyDB's own, without a query cache: another process may have written since."""
        super().__init__(storage, name, cache_size, persist_empty)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """As TinyDB's own, and nobody else can write between its update and its insert."""
        with self._log.act():
            return super().upsert(document, cond)

    def _read_table(self) -> DocumentView:  # type: ignore[override]
        return self._log.view(self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        self._log.change(self.name, updater)

    def _get_next_id(self) -> str:
        return self._log.new_key(self.name)

    @property
    def _log(self) -> Acts:
        storage = self.storage
        if not isinstance(storage, LogStorage):
            raise TypeError("a LogTable stands on a LogStorage")
        return storage.acts
