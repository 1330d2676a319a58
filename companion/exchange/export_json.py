"""Everything as one JSON file: each record with all that it ever said, exactly as it stands in the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from companion import __version__
from companion.coach.playbook import Everything
from companion.exchange.sharing import write_shared
from companion.journal.versions import Version

FORMAT = 1
PROGRAM = "tiny-triumphs"
MARKER = f'"program": "{PROGRAM} '
"""What says that a file is an export of ours: no other is written over."""


class Saved(NamedTuple):
    """How much an export holds."""

    records: int
    revisions: int


class _Revision(msgspec.Struct):
    """One version; `revision` is its stamp, and `undoes` that of the act which its act takes back."""

    revision: str
    at: datetime
    device: str
    document: msgspec.Raw
    undoes: str | UnsetType = UNSET


class _Record(msgspec.Struct):
    """One record; `current` is what stands, null where it was withdrawn."""

    table: str
    id: str
    current: msgspec.Raw
    revisions: list[_Revision]


class _Export(msgspec.Struct):
    """The file."""

    format: int
    program: str
    exported: datetime
    day: date
    records: list[_Record]
    set_aside: list[str]


def save_json(path: Path, everything: Everything) -> Saved:
    """Write it all to this file, whole or not at all. Raises Refused."""
    records = _records(everything.versions)
    export = _Export(
        format=FORMAT,
        program=f"{PROGRAM} {__version__}",
        exported=everything.at,
        day=everything.day,
        records=records,
        set_aside=[str(trouble) for trouble in everything.troubles],
    )
    write_shared(path, _indented(export), MARKER.encode(), "an export of this program", "journal.json")
    return Saved(len(records), len(everything.versions))


def _records(versions: Iterable[Version]) -> list[_Record]:
    """The records by when they were first written; the last of a record's versions is the one that stands."""
    found: dict[tuple[str, str], _Record] = {}
    for one in versions:
        document = msgspec.Raw(one.raw)
        record = found.setdefault((one.table, one.key), _Record(one.table, one.key, document, []))
        record.revisions.append(_Revision(one.stamp, one.at, one.device, document, one.undoes or UNSET))
        record.current = document
    return list(found.values())


def _indented(export: _Export) -> bytes:
    """The documents are not decoded, so that their numbers and their unknown fields stay as they are."""
    data = msgspec.json.encode(export)
    try:
        return msgspec.json.format(data, indent=2) + b"\n"
    except RecursionError:  # a document nested about as deeply as can be read
        return data + b"\n"
