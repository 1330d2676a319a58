"""Where a pack's bytes come from: a folder on disk, or the members of a zip that are in memory already."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from companion.packs.findings import Code, Report, quoted

LARGEST = 20_000_000
"""Bytes in one file, and in all members of a zip together."""


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


class FolderFiles:
    """The plain files below a folder; links are refused, since they may lead anywhere."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Every file below the folder whose name, and whose folders' names, do not begin with a dot."""
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
        path = self._folder
        try:
            for part in name.split("/"):
                path /= part
                if path.is_symlink():
                    message = "this is a link, which other machines may not have; put the file itself here"
                    report.add(1, 1, Code.LINK, message)
                    return None
            data = read_plain(path, LARGEST)
            if data is None:
                report.add(1, 1, Code.UNREADABLE, "this is not a file; put a plain file of this name here")
            elif len(data) > LARGEST:
                message = f"this file is larger than {LARGEST // 1_000_000} MB; split it, or shorten it"
                report.add(1, 1, Code.TOO_LARGE, message)
            else:
                return data
        except FileNotFoundError:
            message = f"there is no {quoted(name)} in the pack's folder; add it, or correct the name"
            report.add(1, 1, Code.MISSING, message)
        except OSError as error:
            message = f"this cannot be read ({error.strerror}); see whether you may open it, and try again"
            report.add(1, 1, Code.UNREADABLE, message)
        return None
