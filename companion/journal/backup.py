"""The daily backup: a zip of every log before a day's first write, which of them stay, and putting one back.

Backups stand outside the journal's folder. What writes is called under the journal's lock, so it is one at a time.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import msgspec

from companion.files import overwrite_private, private_folder, sync_folder, write_private
from companion.journal.device import Head, Heads
from companion.journal.errors import JournalError, NoBackup
from companion.journal.lines import BadLine, NewerLine, decode_line
from companion.journal.logfiles import BOM, FileState, log_files, parse
from companion.text import one_line

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_DAYS, _MONTHS = 7, 12
_UNFINISHED = ".unfinished"
"""The one name under which a backup is made, so that what a crash has left is swept by the next."""
_CHUNK = 1 << 18
_SPARE = 1 << 16
"""Bytes beyond a backup's that have to be free, so that it never takes the last of the disk from the record."""
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


class Restored(NamedTuple):
    """What a restore did: the logs it changed, the acts they have again, the lines they kept that the backup lacks,
    where all logs are as they were (None: none were, or none changed), and which had grown beyond the backup, and then
    lost something."""

    files: tuple[str, ...]
    acts: int
    kept: int
    set_aside: Path | None
    outgrown: tuple[str, ...]


def kept_days(days: Iterable[date]) -> set[date]:
    """Whose backups stay: the 7 newest days, of each of the 12 latest months its latest, of every year its latest."""
    newest = sorted(set(days), reverse=True)
    months, years = dict[tuple[int, int], date](), dict[int, date]()
    for day in newest:
        months.setdefault((day.year, day.month), day)
        years.setdefault(day.year, day)
    return {*newest[:_DAYS], *list(months.values())[:_MONTHS], *years.values()}


class Backups:
    """The backups of one journal, in `folder`; `troubles` says why the day's is missing, if it is."""

    def __init__(self, state: Path, journal: Path) -> None:
        self.folder = state / "backups"
        self.troubles: list[NoBackup] = []
        self._journal, self._heads = journal, _Agreeing(state, journal)
        self._settled: date | None = None

    def before_write(self, day: date, prune: bool) -> None:
        """See that there is a backup of this UTC day, and prune earlier ones if told to.

        One that cannot be made keeps nobody from writing: `troubles` has it, and the next write tries again.
        """
        if day == self._settled:
            return
        path = self.folder / f"{day}.zip"
        try:
            if not path.exists() and self._write(path) and prune:
                self._prune(day)
        except (OSError, ImportError) as error:  # the latter where Python was updated while this was open
            self.troubles = [NoBackup.of(self.folder, error)]
        else:
            self._settled, self.troubles = day, []

    def all(self) -> list[Backup]:
        """Every backup there is, newest first, and what was set aside before a restore."""
        days = {path: day for path in self.folder.glob("*.zip") if (day := _day_of(path.stem)) and path.is_file()}
        found = list[Backup]()
        for path in sorted(days, key=lambda path: (days[path], path.name), reverse=True):
            with suppress(FileNotFoundError):  # another process may prune it meanwhile
                found.append(_labelled(path))
        return found

    def put_back(self, logs: Mapping[str, Log], now: datetime, had: Mapping[str, int]) -> Restored:
        """Give every log what it lacks of a backup, having set aside all logs as they are. Raises OSError.

        `now` is UTC and names what is set aside; `had` is how many bytes a log once held that has lost some.
        """
        lacking = {name: log for name, log in logs.items() if not _present(self._journal / name).startswith(log.data)}
        aside = self._set_aside(now) if lacking else None
        done = {name: self._complete(name, log) for name, log in lacking.items()}
        self._heads.agree({name: found.st_size for name, found in log_files(self._journal).items() if name in logs})
        outgrown = tuple(name for name, log in logs.items() if had.get(name, 0) > len(log.data))
        acts, kept = sum(acts for acts, _ in done.values()), sum(kept for _, kept in done.values())
        return Restored(tuple(done), acts, kept, aside, outgrown)

    def _complete(self, name: str, log: Log) -> tuple[int, int]:
        """Put back one log; returns how many acts it has again, and how many lines it kept."""
        target = Path(os.path.realpath(self._journal / name))  # a link stays one
        there = _lines(_present(target))  # read as late as can be: a sync tool takes no lock
        since = [line for line in there if not log.has(line)]
        gap = b"\n" if since and not log.data.endswith(b"\n") else b""
        write_private(target, log.data + gap + b"".join(line + b"\n" for line in since))
        sync_folder(target.parent)
        return len(set(log.lines) - set(there)), len(since)

    def _set_aside(self, now: datetime) -> Path | None:
        stem = f"before-restore-{now:%Y-%m-%dT%H-%M-%SZ}"
        names = (f"{stem}{f'-{number}' if number else ''}.zip" for number in count())
        path = next(path for name in names if not (path := self.folder / name).exists())
        return path if self._write(path) else None

    def _write(self, path: Path) -> bool:
        """Make a backup, whole or not at all; False where there is nothing to keep. Raises OSError."""
        logs = {name: found.st_size for name, found in log_files(self._journal).items() if is_log_name(name)}
        if not logs:
            return False
        private_folder(self.folder)
        disk = os.statvfs(self.folder)
        if disk.f_blocks and disk.f_bavail * disk.f_frsize < sum(logs.values()) + _SPARE:  # some disks do not say
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fresh = self.folder / _UNFINISHED
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with open(descriptor, "wb") as file:
                os.fchmod(descriptor, 0o600)  # an odd umask may have taken away the owner's own bits
                _pack(file, self._journal, logs)
                file.flush()
                os.fsync(descriptor)
            os.replace(fresh, path)
            sync_folder(self.folder)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)  # it is there only where something went wrong
        return True

    def _prune(self, made: date) -> None:
        days = {day: path for path in self.folder.glob("????-??-??.zip") if (day := _day_of(path.stem))}
        for day in days.keys() - kept_days(days) - {made}:
            with suppress(OSError):
                days[day].unlink()


class _Agreeing(Heads):
    """The noted sizes, which a restore makes agree with what is there."""

    def agree(self, sizes: Mapping[str, int]) -> None:
        """These own files are as long as they should be, and have lost nothing. Raises OSError."""
        self.load()
        mine = self._all.get(self._journal, {})
        if fresh := {name: Head(size) for name, size in sizes.items() if name in mine}:
            mine.update(fresh)
            overwrite_private(self._path, msgspec.json.encode(self._all))


# Reading one


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
    return _labelled(path)


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
    return Log(data, sorted(set(_lines(data))), frozenset(line.r for line, _, _ in acts))


def _lines(data: bytes) -> list[bytes]:
    """The lines of a log, without what an editor may have added to them."""
    found = (line.removesuffix(b"\r") for line in data.removeprefix(BOM).split(b"\n"))
    return [line for line in found if line.strip()]


def _stamp(line: bytes) -> str:
    try:
        return decode_line(line)[0].r
    except (BadLine, NewerLine):
        return ""


def _present(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _day_of(stem: str) -> date | None:
    named = _NAME.fullmatch(stem)
    try:
        return date.fromisoformat(named[1] or named[2]) if named else None
    except ValueError:
        return None


def _labelled(path: Path) -> Backup:
    """A file as its name, its size and its comment have it. Raises OSError."""
    acts = None
    with suppress(BadBackup), _opened(path) as archive:
        noted = _COMMENT.fullmatch(archive.comment)
        acts = int(noted[1]) if noted else None
    return Backup(path, _day_of(path.stem), path.stat().st_size, acts, path.stem.startswith("before-restore-"))


def _pack(file: IO[bytes], journal: Path, names: Iterable[str]) -> None:
    """These logs as a zip, a piece at a time. Raises OSError."""
    import zipfile  # 10 ms that only a day's first write and a restore need

    acts = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in names:
            # A sync tool may have moved the file on since it was listed.
            with suppress(FileNotFoundError), open(journal / name, "rb") as log:
                large = os.fstat(log.fileno()).st_size >= _MOST_BYTES
                with archive.open(name, "w", force_zip64=large) as member:
                    while piece := log.read(_CHUNK):
                        acts += piece.count(b"\n")
                        member.write(piece)
        archive.comment = b"%d acts" % acts
