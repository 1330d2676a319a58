"""The log folded into documents: last writer wins, in whatever order the lines arrive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from companion.domain.records import Record
from companion.journal.lines import TABLES, TOMBSTONE, Line


class Revision(NamedTuple):
    """One version of a document: its stamp, its JSON (`null` when deleted), and its typed record."""

    stamp: str
    raw: bytes
    record: Record | None


class Fold:
    """The winning revision of every document, deleted ones included."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Revision]] = {name: {} for name in TABLES.values()}
        self.last_stamp = ""

    def apply(self, line: Line, records: list[Record | None]) -> None:
        """Merge one act. Applying an act twice, or late, changes nothing that a later stamp has won."""
        self.last_stamp = max(self.last_stamp, line.r)
        for change, record in zip(line.a, records, strict=True):
            table = self.tables[change.t]
            mine = Revision(line.r, bytes(change.d), record)
            held = table.get(change.i)
            # A tie of stamps means a cloned device; comparing the text as well keeps every machine agreed.
            if held is None or (mine.stamp, mine.raw) > (held.stamp, held.raw):
                table[change.i] = mine

    def live(self, table: str) -> Iterator[tuple[str, Revision]]:
        """The documents of a table that are not deleted, by id."""
        return ((key, held) for key, held in self.tables[table].items() if held.raw != TOMBSTONE)
