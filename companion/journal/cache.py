"""The disposable cache of the folded log: what most starts need of a long journal, without reading it.

It holds for one state of the journal's files: each one's inode, size, times and last bytes, and which there are.
Whatever does not agree, or cannot be read, leaves it unused, and the log is read as if there were no cache.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import GenericAlias
from typing import Any

import msgspec

from companion import __version__
from companion.domain.facts import FACTS, Fact, Facts, facts_of
from companion.domain.records import Record
from companion.files import write_private
from companion.journal.device import journal_name
from companion.journal.fold import Fold
from companion.journal.lines import HISTORY_NAMES, BadLine, decode_record
from companion.journal.logfiles import FileState, is_own
from companion.journal.resting import Places, Rest

_FORMAT = 1
_WORTH = 128 * 1024
"""Bytes of log below which reading it all takes no longer than reading a cache."""
_ENDING = 4096
"""Bytes at a file's end that are compared: its last line, or the end of a very long one."""
_SLACK = 1 << 20
_UNREADABLE = (OSError, ValueError, msgspec.MsgspecError, RecursionError, BadLine)


class _File(msgspec.Struct, array_like=True):
    state: FileState
    changed: int
    ending: int


class _Kept(msgspec.Struct, array_like=True):
    """`facts` and `places` by the history's names, `small` the JSON of the small tables' documents."""

    journal: str
    tables: list[str]
    files: dict[str, _File]
    facts: dict[str, msgspec.Raw]
    places: dict[str, bytes]
    small: dict[str, dict[str, bytes]]


def read_cache(state: Path, journal: Path, device: str, found: Mapping[str, os.stat_result]) -> Rest | None:
    """What is kept, where it is about just these files as this device reads them; else None."""
    size = sum(file.st_size for file in found.values())
    if size < _WORTH:
        return None
    try:
        data = _read_own(_path(state), size + _SLACK)
        start = data.index(b"\n")
        body = memoryview(data)[start + 1 :]
        if data[:start] != _head(body):
            return None
        kept = msgspec.msgpack.decode(body, type=_Kept)
        if kept.journal != journal_name(journal) or kept.tables != list(HISTORY_NAMES):
            return None
        if kept.files.keys() != found.keys():
            return None
        if not all(_is_same(file, journal, name, found[name], device) for name, file in kept.files.items()):
            return None
        return _rest(kept, journal)
    except (*_UNREADABLE, KeyError):
        return None


def write_cache(state: Path, journal: Path, files: Mapping[str, FileState], fold: Fold) -> bool:
    """Keep what was folded from these files, if it is worth it; whether that is done with."""
    if sum(file.size for file in files.values()) < _WORTH:
        return True
    names = list(files)
    facts, places, small = dict[str, msgspec.Raw](), dict[str, bytes](), dict[str, dict[str, bytes]]()
    try:
        kept_files = {name: _identified(journal / name, state) for name, state in files.items()}
        for table, name in HISTORY_NAMES.items():
            live = dict(fold.live(table))
            if name in FACTS:
                records: dict[str, Any] = {key: held.record for key, held in live.items()}
                facts[name] = msgspec.Raw(msgspec.msgpack.encode(list(facts_of(name, records).values())))
                places[name] = Places.pack((held.place for held in live.values()), names)
            else:
                small[name] = {key: held.raw for key, held in live.items()}
        kept = _Kept(journal_name(journal), list(HISTORY_NAMES), kept_files, facts, places, small)
        body = msgspec.msgpack.encode(kept)
        write_private(_path(state), _head(body) + b"\n" + body, durable=False)
    except _UNREADABLE:
        return False
    return True


def _path(state: Path) -> Path:
    return state / "cache" / "fold"


def _head(body: bytes | memoryview) -> bytes:
    return f"fold {_FORMAT} {__version__} {zlib.crc32(body):08x}".encode()


def _read_own(path: Path, limit: int) -> bytes:
    """The bytes of a file of this user's, of no more than `limit` bytes; OSError or ValueError for any other."""
    # Not through a link, and without waiting for somebody to write into what is no file.
    with open(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_size > limit:
            raise ValueError("not a file that this program has written")
        return file.read()


def _identified(path: Path, state: FileState) -> _File:
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if not state.is_current(found):
            raise ValueError("it has changed since it was read")
        return _File(state, found.st_ctime_ns, _ending(file.fileno(), found.st_size))


def _is_same(file: _File, journal: Path, name: str, found: os.stat_result, device: str) -> bool:
    if not file.state.is_current(found) or file.changed != found.st_ctime_ns:
        return False
    if file.state.own != is_own(name, device):
        return False
    with (journal / name).open("rb") as log:
        return _ending(log.fileno(), found.st_size) == file.ending


def _ending(descriptor: int, size: int) -> int:
    return zlib.crc32(os.pread(descriptor, _ENDING, max(0, size - _ENDING)))


def _rest(kept: _Kept, journal: Path) -> Rest:
    """Raises KeyError, ValueError or BadLine where what is kept is not whole."""
    facts: dict[str, Any] = {}
    small: dict[str, Mapping[str, Record]] = {}
    for table, name in HISTORY_NAMES.items():
        if name in FACTS:
            rows: list[Fact] = msgspec.msgpack.decode(kept.facts[name], type=GenericAlias(list, FACTS[name]))
            facts[name] = {row.key: row for row in rows}
        else:
            small[name] = {key: _small(table, raw) for key, raw in kept.small[name].items()}
    files = {name: file.state for name, file in kept.files.items()}
    places = {name: Places(rows, kept.places[name], list(files)) for name, rows in facts.items()}
    return Rest(journal, files, Facts(**facts), small, places)


def _small(table: str, raw: bytes) -> Record:
    record = decode_record(table, raw)
    if record is None:
        raise BadLine("a deleted document")
    return record
