"""The disposable cache of the folded log: what most starts need of a long journal, without reading it.

It holds for one state of the journal's files: each one's inode, size, times and last bytes, and which there are.
Whatever does not agree, or cannot be read, leaves it unused, and the log is read as if there were no cache.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import GenericAlias
from typing import Any

import msgspec

from companion import __version__
from companion.domain.facts import FACTS, Fact, Facts
from companion.files import write_private
from companion.journal.contents import Contents, Document, Places
from companion.journal.device import journal_name
from companion.journal.lines import HISTORY_NAMES, BadLine, decode_record
from companion.journal.logfiles import FileState
from companion.journal.stamps import is_stamp

_FORMAT = 3
_WORTH = 128 * 1024
"""Bytes of log below which reading it all takes no longer than reading a cache."""
_ENDING = 4096
"""Bytes at a file's end that are compared: its last line, or the end of a very long one."""
_SLACK = 1 << 20
_UNREADABLE = (OSError, ValueError, OverflowError, msgspec.MsgspecError, RecursionError, BadLine)


class _File(msgspec.Struct, array_like=True):
    state: FileState
    ending: int


class _Kept(msgspec.Struct, array_like=True):
    """Contents: facts not yet decoded, the small tables' documents as JSON."""

    journal: str
    tables: list[str]
    files: dict[str, _File]
    last_stamp: str
    facts: dict[str, msgspec.Raw]
    places: dict[str, bytes]
    small: dict[str, dict[str, bytes]]
    used: dict[str, frozenset[str]]


def read_cache(
    state: Path, journal: Path, own: Callable[[str], bool], found: Mapping[str, os.stat_result]
) -> Contents | None:
    """What is kept, where it is about just these files, read with the same ones as own; else None."""
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
        if not all(_is_same(file, journal / name, found[name], own(name)) for name, file in kept.files.items()):
            return None
        return _contents(kept)
    except (*_UNREADABLE, KeyError):
        return None


def write_cache(state: Path, journal: Path, contents: Contents) -> bool:
    """Keep what the journal says, if that is worth it; False where it could not be kept."""
    if sum(file.size for file in contents.files.values()) < _WORTH:
        return True
    encode = msgspec.msgpack.encode
    try:
        kept = _Kept(
            journal_name(journal),
            list(HISTORY_NAMES),
            {name: _File(file, _ending(journal / name, file.size)) for name, file in contents.files.items()},
            contents.last_stamp,
            {name: msgspec.Raw(encode(list(getattr(contents.facts, name).values()))) for name in FACTS},
            {name: places.packed for name, places in contents.places.items()},
            {name: {key: held.raw for key, held in table.items()} for name, table in contents.small.items()},
            dict(contents.used),
        )
        body = encode(kept)
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


def _is_same(file: _File, path: Path, found: os.stat_result, own: bool) -> bool:
    state = file.state
    if not state.is_current(found) or state.changed != found.st_ctime_ns or state.own != own:
        return False
    return _ending(path, found.st_size) == file.ending


def _ending(path: Path, size: int) -> int:
    with path.open("rb") as file:
        return zlib.crc32(os.pread(file.fileno(), _ENDING, max(0, size - _ENDING)))


def _contents(kept: _Kept) -> Contents:
    """Raises KeyError, ValueError, DecodeError or BadLine where what is kept is not whole."""
    facts: dict[str, Any] = {}
    small: dict[str, Mapping[str, Document]] = {}
    for table, name in HISTORY_NAMES.items():
        if name in FACTS:
            rows: list[Fact] = msgspec.msgpack.decode(kept.facts[name], type=GenericAlias(list, FACTS[name]))
            facts[name] = {row.key: row for row in rows}
        else:
            small[name] = {key: _document(table, raw) for key, raw in kept.small[name].items()}
    files = {name: file.state for name, file in kept.files.items()}
    places = {name: Places(kept.places[name]) for name in FACTS}
    used = {name: kept.used[name] for name in HISTORY_NAMES.values()}
    if kept.last_stamp and not is_stamp(kept.last_stamp):
        raise ValueError("the last stamp is broken")
    return Contents(files, kept.last_stamp, Facts(**facts), places, small, used)


def _document(table: str, raw: bytes) -> Document:
    record = decode_record(table, raw)
    if record is None:
        raise BadLine("a deleted document")
    return Document(raw, record)
