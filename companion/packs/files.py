"""Where a pack's bytes come from: a folder on disk, or the members of a zip that are in memory already."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from companion.packs import MANIFEST
from companion.packs.findings import Code, Report, quoted

LARGEST = 20_000_000
"""Bytes in one file, and in all files of a pack together."""
TOO_MUCH = f"the files together are larger than {LARGEST // 1_000_000} MB; make two packs of this one"
_TOO_LARGE = f"this file is larger than {LARGEST // 1_000_000} MB; split it, or shorten it"
_LINK = "this is a link, which other machines may not have; put the file itself here"

_BESIDE = re.compile(r"(readme|license)[^/]*", re.IGNORECASE)


def is_beside(name: str) -> bool:
    """Whether this is a README or LICENSE file, which stands beside a pack and is no part of it."""
    return _BESIDE.fullmatch(name) is not None


def read_plain(path: Path, largest: int) -> bytes | None:
    """The bytes of a plain file; None for anything that is none. No more than `largest` and one byte, even should it
    grow meanwhile. Raises OSError, and ValueError for a name with a NUL in it."""
    with suppress(IsADirectoryError), open(path, "rb", opener=_open_at_once) as file:
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode):
            return file.read(min(found.st_size, largest) + 1)
    return None


def _open_at_once(path: str, flags: int) -> int:
    # A pipe that nobody writes to would otherwise be waited for.
    return os.open(path, flags | os.O_NONBLOCK)


class PackFiles(Protocol):
    """The files of one pack by their names in it, with `/` between folder and name."""

    def read(self, name: str, report: Report) -> bytes | None:
        """The bytes of a plain file; None, with a finding, for anything else."""

    def names(self) -> list[str]:
        """Every file there is, sorted, also those that the manifest does not name."""


class MemoryFiles:
    """Files that have been read already, such as a zip's members."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def read(self, name: str, report: Report) -> bytes | None:
        """The bytes of a member; None, with a finding, where there is none of this name."""
        if name not in self._contents:
            report.add(1, 1, Code.MISSING, f"there is no {quoted(name)} in the pack; add it, or correct the name")
            return None
        return self._contents[name]

    def names(self) -> list[str]:
        """The members' names."""
        return sorted(self._contents)


def stamp_of(path: str) -> str:
    """A file by its path, size, time of change and inode; one that is not there by that."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):  # the latter: a name with a NUL in it
        return f"{path!a} -"
    # Escaped: a name that is not UTF-8 could not be stored as JSON.
    return f"{path!a} {found.st_size} {found.st_mtime_ns} {found.st_ino}"


class FolderFiles:
    """The plain files below a folder; links are refused, since they may lead anywhere.

    Each is read once, so that whoever asks again gets the same bytes: what was checked is what is built.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, tuple[bytes | None, tuple[Code, str] | None]] = {}
        self._stamps: dict[str, str] = {}
        self._size = 0

    def has_changed(self) -> bool:
        """Whether a file that was asked for is another one now, or has come or gone; once listed, any at the top."""
        return any(stamp_of(path) != stamp for path, stamp in self._stamps.items())

    def names(self) -> list[str]:
        """Every file below the folder whose name, and whose folders' names, do not begin with a dot."""
        self._note(self._folder)
        found, waiting = [], [""]
        while waiting:  # os.walk would call itself once a level, until Python stops it
            inside = waiting.pop()
            with suppress(OSError), os.scandir(self._folder / inside) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if not entry.is_dir():
                        found.append(inside + entry.name)
                    elif not entry.is_symlink():
                        waiting.append(f"{inside}{entry.name}/")
        return sorted(found)

    def read(self, name: str, report: Report) -> bytes | None:
        """The bytes of a plain file below the folder; None, with a finding, for anything else."""
        if name not in self._found:
            self._note(self._folder / name)
            self._found[name] = self._look(name)
        data, fault = self._found[name]
        if fault:
            report.add(1, 1, *fault)
        return data

    def _note(self, path: Path) -> None:
        """What is there before it is read: whatever is saved from now on is a change."""
        self._stamps.setdefault(os.fspath(path), stamp_of(os.fspath(path)))

    def _look(self, name: str) -> tuple[bytes | None, tuple[Code, str] | None]:
        """The bytes of a file, or why there are none."""
        path = self._folder
        try:
            for part in name.split("/"):
                path /= part
                if path.is_symlink():
                    return None, (Code.LINK, _LINK)
            data = read_plain(path, LARGEST)
        except FileNotFoundError:
            return None, (Code.MISSING, self._missing(name))
        except OSError as error:
            message = f"this cannot be read ({error.strerror}); see whether you may open it, and try again"
            return None, (Code.UNREADABLE, message)
        if data is None:
            return None, (Code.UNREADABLE, "this is not a file; put a plain file of this name here")
        if len(data) > LARGEST:
            return None, (Code.TOO_LARGE, _TOO_LARGE)
        self._size += len(data)
        return (None, (Code.TOO_LARGE, TOO_MUCH)) if self._size > LARGEST else (data, None)

    def _missing(self, name: str) -> str:
        if name != MANIFEST:
            return f"there is no {quoted(name)} in the pack's folder; add it, or correct the name"
        within: list[str] = []
        with suppress(OSError):
            within = sorted(path.parent.name for path in self._folder.glob(f"*/{MANIFEST}"))
        if within:
            return f"there is no {MANIFEST} in this folder; give one that has it, such as {quoted(within[0])} in here"
        return f"there is no {MANIFEST} in this folder; give a pack's folder, or make one with `companion pack new`"
