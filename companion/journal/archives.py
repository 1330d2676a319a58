"""Reading a backup: what it says of itself, whether it may be put back, and the logs in it."""

from __future__ import annotations

import os
import re
import stat
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from companion.journal.errors import JournalError
from companion.journal.lines import BadLine, NewerLine, decode_line
from companion.journal.logfiles import BOM, FileState, parse
from companion.text import one_line

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)|before-restore-(\d{4}-\d\d-\d\d)T[0-9Z-]+")
_COMMENT = re.compile(rb"([0-9]{1,12}) acts")

_MOST_MEMBERS, _MOST_BYTES = 2_000, 1 << 30
_STORED, _DEFLATED = 0, 8
_TIGHT, _RATIO = 20 << 20, 200
"""A member beyond so many bytes, packed into less than this fraction of them, is no log but an attack."""


class BadBackup(JournalError):
    """A file that cannot be put back; nothing was changed."""

    def __init__(self, path: Path, reason: str) -> None:
        """Of the file at `path`; `reason` goes after a colon."""
        super().__init__(f"{one_line(str(path))} cannot be put back: {reason}. Nothing was changed.")


class Backup(NamedTuple):
    """One backup: its UTC day (None where its name tells none), its size in bytes, how many acts it holds where that
    is noted in it, and whether it is what stood here before a restore."""

    path: Path
    day: date | None
    size: int
    acts: int | None
    before_restore: bool


class Log(NamedTuple):
    """One log of a backup: its bytes, its lines in order of their bytes, and the stamps of its acts."""

    data: bytes
    lines: list[bytes]
    stamps: frozenset[str]

    def has(self, line: bytes) -> bool:
        """Whether it has this line whole; a torn or altered copy of one that it has is no other line."""
        at = bisect_left(self.lines, line)
        return (at < len(self.lines) and self.lines[at].startswith(line)) or _stamp(line) in self.stamps


def is_log_name(name: str) -> bool:
    """Whether this is `folder/file.jsonl` in plain characters, as every log of a journal is called."""
    folder, _, file = name.partition("/")
    return file.endswith(".jsonl") and all(
        part.isprintable() and not {"/", "\\"} & set(part) and part not in ("", ".", "..") for part in (folder, file)
    )


def check_backup(path: Path) -> Backup:
    """What a backup says of itself. Raises BadBackup for what can be told to be none without unpacking it."""
    with _opened(path) as archive:
        _members(path, archive)
    return labelled(path)


def read_backup(path: Path) -> dict[str, Log]:
    """The logs of a backup by name. Raises BadBackup, or NewerJournal where one is in a later format."""
    with _opened(path) as archive:
        found = {info.filename: _unpacked(path, archive, info) for info in _members(path, archive)}
    return {name: _log(path / name, data) for name, data in found.items()}


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    import zipfile

    broken = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise BadBackup(path, "it is not an ordinary file")
        if found.st_size > _MOST_BYTES:
            raise BadBackup(path, "it is larger than 1 GB")
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise BadBackup(path, f"reading it failed ({(error.strerror or str(error)).lower()})") from None
    except broken:
        raise BadBackup(path, "it is not a whole zip file") from None


def _members(path: Path, archive: ZipFile) -> list[ZipInfo]:
    """What is in it, all of it checked by what the zip says of it. Raises BadBackup."""
    found = archive.infolist()
    if not found:
        raise BadBackup(path, "there is nothing in it")
    if len(found) > _MOST_MEMBERS:
        raise BadBackup(path, f"it holds more than {_MOST_MEMBERS:,} files")
    if sum(info.file_size for info in found) > _MOST_BYTES:
        raise BadBackup(path, "it would unpack to more than 1 GB")
    seen = set[str]()
    for info in found:
        name, mode = info.orig_filename, info.external_attr >> 16
        reason = ""
        if info.flag_bits & 0x1:
            reason = "is encrypted"
        elif not is_log_name(name) or stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            reason = "is not a log of a journal"
        elif name in seen:
            reason = "is in it twice"
        elif info.compress_type not in (_STORED, _DEFLATED):
            reason = "is packed in a way that backups are not"
        elif info.file_size > max(_TIGHT, _RATIO * info.compress_size):
            reason = "is packed tighter than a log can be"
        if reason:
            raise BadBackup(path, f'"{one_line(name)[:80]}" in it {reason}')
        seen.add(name)
    return found


def _unpacked(path: Path, archive: ZipFile, info: ZipInfo) -> bytes:
    with archive.open(info) as member:
        data = member.read(info.file_size)  # never more, whatever is packed
    if len(data) != info.file_size:
        raise BadBackup(path, "it is not a whole zip file")
    return data


def _log(path: Path, data: bytes) -> Log:
    acts = parse(path.name, path, data, FileState(0, 0, 0), own=False)
    return Log(data, sorted(set(lines_of(data))), frozenset(line.r for line, _, _ in acts))


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a log, without what an editor may have added to them."""
    found = (line.removesuffix(b"\r") for line in data.removeprefix(BOM).split(b"\n"))
    return [line for line in found if line.strip()]


def _stamp(line: bytes) -> str:
    try:
        return decode_line(line)[0].r
    except (BadLine, NewerLine):
        return ""


def day_of(stem: str) -> date | None:
    """The day that a backup's name tells, None for any other name."""
    named = _NAME.fullmatch(stem)
    try:
        return date.fromisoformat(named[1] or named[2]) if named else None
    except ValueError:
        return None


def labelled(path: Path) -> Backup:
    """A file as its name, its size and its comment have it. Raises OSError."""
    acts = None
    with suppress(BadBackup), _opened(path) as archive:
        noted = _COMMENT.fullmatch(archive.comment)
        acts = int(noted[1]) if noted else None
    return Backup(path, day_of(path.stem), path.stat().st_size, acts, path.stem.startswith("before-restore-"))
