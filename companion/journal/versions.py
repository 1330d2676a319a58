"""Everything that a journal ever said: each version of each document, superseded and deleted ones included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from companion.domain.records import Record
from companion.journal.lines import Line
from companion.journal.stamps import device_of, instant_of


class Version(NamedTuple):
    """One version of one document: its JSON (`null` where it was deleted), its record, and the act it belongs to.

    `at` is when the act was written, in UTC; `undoes` the stamp of the act that this one takes back, "" for none.
    """

    table: str
    key: str
    stamp: str
    at: datetime
    device: str
    raw: bytes
    record: Record | None
    undoes: str = ""


def versions(acts: Iterable[tuple[Line, list[Record | None]]]) -> list[Version]:
    """Every version in the order in which they win over one another; an act read twice is there once."""
    found: dict[tuple[str, str, str, bytes], Version] = {}
    for line, records in acts:
        for change, record in zip(line.a, records, strict=True):
            raw = bytes(change.d)
            one = Version(change.t, change.i, line.r, instant_of(line.r), device_of(line.r), raw, record, line.undoes)
            found.setdefault((line.r, change.t, change.i, raw), one)
    return sorted(found.values(), key=lambda one: (one.stamp, one.raw))
