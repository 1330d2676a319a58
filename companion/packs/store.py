"""The store of installed packs: one zip each, named by the pack's id, replaced whole or not at all."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from companion.files import private_folder, sync_folder, write_private
from companion.packs.files import read_plain
from companion.packs.ids import is_id
from companion.packs.origin import ZIP

_UNFINISHED = re.compile(r"\.[a-z0-9-]+\.zip\.([0-9]{1,9})")
"""What `write_private` calls a file until it is whole: the number is that of the process that writes it."""


class PackStore:
    """The installed packs in a folder of this person's own; the folder is made by the first install."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, pack_id: str, data: bytes) -> bool:
        """Whether just this zip is installed under this id."""
        with suppress(OSError):
            return read_plain(self._path(pack_id), len(data)) == data
        return False

    def has(self, pack_id: str) -> bool:
        """Whether a pack of this id is installed, be it one that cannot be read; nothing but an id names one."""
        return is_id(pack_id) and os.path.lexists(self._path(pack_id))

    def put(self, pack_id: str, data: bytes) -> None:
        """Install this zip, or replace the pack of this id by it, so that one of the two is there whole at any moment.

        Raises OSError, with the old one still there.
        """
        private_folder(self.folder)
        self._sweep()
        write_private(self._path(pack_id), data)
        with suppress(OSError):  # it is in place; at worst a power cut brings the old one back
            sync_folder(self.folder)

    def remove(self, pack_id: str) -> bool:
        """Take a pack away; False if there was none of this id. Raises OSError."""
        try:
            self._path(pack_id).unlink()
        except FileNotFoundError:
            return False
        sync_folder(self.folder)
        return True

    def _path(self, pack_id: str) -> Path:
        if not is_id(pack_id):
            raise ValueError(f"{pack_id!r} is not a pack's id")
        return self.folder / f"{pack_id}{ZIP}"

    def _sweep(self) -> None:
        """Remove what processes that are gone have left half written; it may not be this person's to remove."""
        for name in os.listdir(self.folder):
            unfinished = _UNFINISHED.fullmatch(name)
            if unfinished and not _lives(int(unfinished[1])):
                with suppress(OSError):
                    (self.folder / name).unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True
