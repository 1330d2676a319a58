"""The files of the log: finding them, reading what is new, and noticing what is not right with them."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from companion.domain.records import Record
from companion.files import private_folder, sync_folder
from companion.journal.errors import CannotRead, NewerJournal, SetAside
from companion.journal.lines import BadLine, Line, NewerLine, decode_line

BOM = b"\xef\xbb\xbf"


class Place(NamedTuple):
    """Where a line stands: its file's name, and its offset and length there in bytes, without its newline."""

    file: str
    offset: int
    length: int


@dataclass(slots=True)
class FileState:
    """What was read of one file: its identity, how far whole lines reached, and the checksum up to there.

    `tail` is a last act that was read although its newline is missing; `own` says that it was read as this device's,
    and `changed` is the time of the file's latest change of any kind, which nobody can set.
    """

    inode: int
    size: int
    mtime: int
    read: int = 0
    lines: int = 0
    checksum: int = 0
    tail: bytes = b""
    own: bool = False
    changed: int = 0
    set_aside: list[SetAside] = field(default_factory=list)

    def is_current(self, found: os.stat_result) -> bool:
        """Whether the file on disk is still the one that was read."""
        return self.identity == (found.st_ino, found.st_size, found.st_mtime_ns)

    @property
    def identity(self) -> tuple[int, int, int]:
        """Which file was read, and when it was last changed."""
        return self.inode, self.size, self.mtime

    def identify(self, found: os.stat_result) -> None:
        """Remember which file was read."""
        self.inode, self.size, self.mtime = found.st_ino, found.st_size, found.st_mtime_ns
        self.changed = found.st_ctime_ns

    def extend(self, line: bytes, found: os.stat_result) -> None:
        """Move on over one line that this process has just appended."""
        self.read, self.lines = self.read + len(line), self.lines + 1
        self.checksum = zlib.crc32(line, self.checksum)
        self.identify(found)


def is_own(name: str, device: str) -> bool:
    """Whether this is a log that the device writes; no log is, while it has no id."""
    return bool(device) and name.startswith(f"{device}/")


def log_files(journal: Path) -> dict[str, os.stat_result]:
    """Every log in the journal by its name, `device/2026.jsonl`; a sync tool's conflict copies count too."""
    found: dict[str, os.stat_result] = {}
    try:
        folders = [entry for entry in os.scandir(journal) if entry.is_dir()]
        for folder in sorted(folders, key=lambda entry: entry.name):
            logs = [entry for entry in os.scandir(folder.path) if entry.name.endswith(".jsonl")]
            for entry in sorted(logs, key=lambda entry: entry.name):
                # An editor's lock is a link to nowhere, and a sync tool may have moved the file on already.
                with suppress(FileNotFoundError):
                    found[f"{folder.name}/{entry.name}"] = os.stat(entry.path)
    except FileNotFoundError:
        return found
    except OSError as error:
        raise CannotRead(Path(error.filename or journal), error) from None
    return found


def read_bytes(path: Path) -> bytes:
    """The whole file; CannotRead where the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(path, error) from None


def extends(state: FileState, data: bytes) -> bool:
    """Whether the data begins with the acts already read, byte for byte."""
    whole = len(data) >= state.read and zlib.crc32(data[: state.read]) == state.checksum
    return whole and data.startswith(state.tail, state.read)


Found = tuple[Line, list[Record | None], Place]


def parse(name: str, path: Path, data: bytes, state: FileState, own: bool) -> Iterator[Found]:
    """The acts after `state.read`, moving it on. Bad lines go to `state.set_aside`; NewerJournal is raised.

    A last line without its newline is read if it is whole. If it is not, it is a torn write in an own file
    and one that is still arriving in another device's; either way it is looked at again next time.
    """
    state.set_aside = [trouble for trouble in state.set_aside if trouble.line <= state.lines]
    state.own = own
    end = data.rfind(b"\n") + 1
    number, at = state.lines, state.read
    for raw in data[state.read : end].split(b"\n")[:-1]:
        number += 1
        found = _decode(path, Place(name, at, len(raw)), number, raw, state.set_aside)
        at += len(raw) + 1
        if found:
            yield found
    state.checksum = zlib.crc32(data[state.read : end], state.checksum)
    state.read, state.lines = end, number
    tail, state.tail = data[end:], b""
    if tail:
        torn: list[SetAside] = []
        found = _decode(path, Place(name, end, len(tail)), number + 1, tail, torn)
        if found:
            state.tail = tail
            yield found
        elif own:
            state.set_aside.extend(torn)


def read_line(folder: Path, place: Place) -> tuple[Line, list[Record | None]] | None:
    """The act that stands in one place; None where there is none, or none that can be read."""
    try:
        with open(folder / place.file, "rb") as file:
            file.seek(place.offset)
            raw = file.read(place.length)
        return decode_line(_text(raw, first=not place.offset))
    except (OSError, BadLine, NewerLine):
        return None


def _decode(path: Path, place: Place, number: int, raw: bytes, set_aside: list[SetAside]) -> Found | None:
    text = _text(raw, number == 1)
    if not text.strip():
        return None
    try:
        return *decode_line(text), place
    except BadLine as error:
        set_aside.append(SetAside(place.file, number, str(error)))
    except NewerLine as error:
        raise NewerJournal(path, error.version) from None
    return None


def _text(raw: bytes, first: bool) -> bytes:
    return raw.removesuffix(b"\r").removeprefix(BOM if first else b"")


def append(path: Path, line: bytes) -> None:
    """Add one line and make it durable. On any error the file is put back to the bytes it had; OSError."""
    private_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if not size:
            os.fchmod(descriptor, 0o600)  # an odd umask may have taken away the owner's own bits
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            line = b"\n" + line
        try:
            _write_all(descriptor, line)
            os.fsync(descriptor)
            if not size:
                sync_folder(path.parent)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
