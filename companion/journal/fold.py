"""The log folded into documents: last writer wins, in whatever order the lines arrive."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from companion.domain.records import Record
from companion.journal.lines import TABLES, TOMBSTONE, Line
from companion.journal.logfiles import Place

_NOWHERE = Place("", 0, 0)


class Revision(NamedTuple):
    """One version of a document: its stamp, its JSON (`null` when deleted), its typed record, and where its line is."""

    stamp: str
    raw: bytes
    record: Record | None
    place: Place


class Fold:
    """The winning revision of every document, deleted ones included."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Revision]] = {name: {} for name in TABLES.values()}
        self.last_stamp = ""

    def apply(self, line: Line, records: list[Record | None], place: Place = _NOWHERE) -> None:
        """Merge one act. Applying an act twice, or late, changes nothing that a later stamp has won."""
        self.last_stamp = max(self.last_stamp, line.r)
        for change, record in zip(line.a, records, strict=True):
            table = self.tables[change.t]
            mine = Revision(line.r, bytes(change.d), record, place)
            held = table.get(change.i)
            # A tie of stamps means a cloned device; comparing the text as well keeps every machine agreed.
            if held is None or (mine.stamp, mine.raw) > (held.stamp, held.raw):
                table[change.i] = mine

    def live(self, table: str) -> Iterator[tuple[str, Revision]]:
        """The documents of a table that are not deleted, by id."""
        return ((key, held) for key, held in self.tables[table].items() if held.raw != TOMBSTONE)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Reading makes many objects and no garbage; collecting meanwhile took a quarter of the time at ten years.

    What was read stays, so it is frozen: no later collection need look at it either.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
