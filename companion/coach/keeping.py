"""Keeping the journal safe: the backups that there are, and putting back what is missing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from companion.coach.looking import Looking
from companion.coach.views import Misuse
from companion.text import one_line

if TYPE_CHECKING:
    from companion.journal.archives import Backup


class BackupView(NamedTuple):
    """One backup: the `name` by which it can be put back, its UTC day, its size in bytes, and how many acts it holds.

    `day` and `acts` are None where they are not known; `before_restore` marks what a restore has set aside.
    """

    name: str
    path: Path
    day: date | None
    size: int
    acts: int | None
    before_restore: bool


class RestoredView(NamedTuple):
    """What putting back did: the logs it changed, the acts they have again, and the lines they kept beside those.

    `set_aside` holds the journal as it was; `outgrown` names logs that grew after this backup and then lost something.
    """

    backup: BackupView
    files: tuple[str, ...]
    acts: int
    kept: int
    set_aside: Path | None
    outgrown: tuple[str, ...]


class Keeping(Looking):
    """Each returns only once it is done, and raises Refused, Misuse or JournalError."""

    def backups(self) -> list[BackupView]:
        """Every backup, newest first; what was set aside before a restore is among them."""
        return [_view(one, one.path.stem) for one in self._journal.backups.all()]

    def backup(self, which: str) -> BackupView:
        """One backup by its date or name, or any file by its path. Misuse where there is none; a JournalError where
        it can be told to be no backup without unpacking it."""
        from companion.journal.archives import check_backup

        named, elsewhere = self._journal.backups.folder / f"{which}.zip", Path(os.path.expanduser(which))
        if "/" not in which and os.path.isfile(named):
            return _view(check_backup(named), which)
        if os.path.isfile(elsewhere):
            return _view(check_backup(elsewhere), which)
        raise Misuse(f'There is no backup "{one_line(which)[:80]}". `companion restore` lists those that there are.')

    def restore(self, which: str) -> RestoredView:
        """Put back what a backup has and the journal lacks; whatever was recorded since stays.

        What is there now is set aside first, as a backup that is never pruned.
        """
        backup = self.backup(which)
        done = self._journal.restore(backup.path)
        return RestoredView(backup, done.files, done.acts, done.kept, done.set_aside, done.outgrown)


def _view(backup: Backup, name: str) -> BackupView:
    return BackupView(name, backup.path, backup.day, backup.size, backup.acts, backup.before_restore)
