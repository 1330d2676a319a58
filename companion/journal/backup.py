"""The daily backup: a zip of every log before a day's first write, which of them stay, and putting one back.

Backups stand outside the journal's folder. What writes is called under the journal's lock, so it is one at a time.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from companion.files import overwrite_private, private_folder, sync_folder, write_private
from companion.journal.archives import Backup, Log, day_of, is_log_name, labelled, lines_of
from companion.journal.device import Head, Heads
from companion.journal.errors import NoBackup
from companion.journal.logfiles import log_files

_DAYS, _MONTHS = 7, 12
_UNFINISHED = ".unfinished"
"""The one name under which a backup is made, so that what a crash has left is swept by the next."""
_CHUNK = 1 << 18
_SPARE = 1 << 16
"""Bytes beyond a backup's that have to be free, so that it never takes the last of the disk from the record."""
_LARGE = 1 << 30


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
        days = {path: day for path in self.folder.glob("*.zip") if (day := day_of(path.stem)) and path.is_file()}
        found = list[Backup]()
        for path in sorted(days, key=lambda path: (days[path], path.name), reverse=True):
            with suppress(FileNotFoundError):  # another process may prune it meanwhile
                found.append(labelled(path))
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
        there = lines_of(_present(target))  # read as late as can be: a sync tool takes no lock
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
        days = {day: path for path in self.folder.glob("????-??-??.zip") if (day := day_of(path.stem))}
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


def _present(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _pack(file: IO[bytes], journal: Path, names: Iterable[str]) -> None:
    """These logs as a zip, a piece at a time. Raises OSError."""
    import zipfile  # 10 ms that only a day's first write and a restore need

    acts = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in names:
            # A sync tool may have moved the file on since it was listed.
            with suppress(FileNotFoundError), open(journal / name, "rb") as log:
                large = os.fstat(log.fileno()).st_size >= _LARGE
                with archive.open(name, "w", force_zip64=large) as member:
                    while piece := log.read(_CHUNK):
                        acts += piece.count(b"\n")
                        member.write(piece)
        archive.comment = b"%d acts" % acts
