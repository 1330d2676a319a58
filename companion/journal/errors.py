"""What can go wrong with the journal, each as a sentence for a person, and what is found wrong in it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space",
    errno.EDQUOT: "the disk quota is used up. Free some space",
    errno.EFBIG: "the file may not grow any further. Raise the limit or free some space",
    errno.EACCES: "this account may not write there. Change the folder's permissions",
    errno.EPERM: "this account may not write there. Change the folder's permissions",
    errno.EROFS: "the disk is read-only. Make it writable",
    errno.EIO: "the disk reported a fault. Check the disk",
}


def _reason(error: OSError) -> str:
    """Why the system refused, and what to do, without the full stop."""
    return _REASONS.get(error.errno or 0, f"{(error.strerror or str(error)).lower()}. Mend that")


class JournalError(Exception):
    """Something that stops the journal from being read or written; str() is for people."""


class CannotWrite(JournalError):
    """The act was not recorded, and nothing else was changed."""

    def __init__(self, path: Path, error: OSError) -> None:
        """From the operating system's error on `path`."""
        super().__init__(f"The journal cannot be written: {_reason(error)}, then try again. ({path})")


class CannotRead(JournalError):
    """A file of the journal is there and cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        """From the operating system's error on `path`."""
        super().__init__(f"{path} cannot be read: {(error.strerror or str(error)).lower()}. Nothing was changed.")


class JournalBusy(JournalError):
    """Another process has held the lock for as long as we were ready to wait."""

    def __init__(self, lock: Path, seconds: float) -> None:
        """After waiting `seconds` for `lock`."""
        super().__init__(
            f"Another copy of the companion is writing, and held {lock} for {seconds:g} seconds. "
            "Nothing was recorded. Wait for it or close it, then try again."
        )


class Outdated(JournalError):
    """What was asked is no longer on disk as it was when the journal was opened; asked anew, it will be right."""

    def __init__(self) -> None:
        """Where, is of no use to anybody."""
        super().__init__("The journal was changed while it was being read. Nothing was recorded. Try again.")


class NewerJournal(JournalError):
    """The journal was written by a later version, so not a byte of it may be touched."""

    def __init__(self, path: Path, version: int) -> None:
        """`version` is the format found in `path`."""
        super().__init__(
            f"{path} is in journal format {version}, which this version cannot read. "
            "Update Tiny Triumphs Companion. Nothing was changed."
        )


class Unstorable(JournalError, ValueError):
    """A value that the journal cannot keep exactly; disk and memory are as they were."""


class Gone(JournalError):
    """The document to be changed is no longer there."""


class CannotUndo(JournalError):
    """There is nothing to take back, or taking it back would undo somebody else's later change."""


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A line that is not a whole act. It stays where it is; the lines around it are read."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} was set aside: {self.reason}."


@dataclass(frozen=True, slots=True, order=True)
class Lost:
    """An own file that is smaller than this device left it, or gone: records are missing."""

    file: str
    had: int
    has: int
    heads: str

    def __str__(self) -> str:
        if self.has == 0:
            state = "is missing or empty"
        elif self.has < self.had:
            state = f"has shrunk to {self.has} bytes"
        else:
            state = "had shrunk before it was written to again"
        return (
            f"The journal needs attention: {self.file} {state}, and it held {self.had} bytes. "
            "What you see may be incomplete. Put the file back from a backup or another device: "
            "`companion restore` lists the backups. "
            f"To accept the loss instead, delete {self.heads}."
        )


@dataclass(frozen=True, slots=True, order=True)
class NoBackup:
    """The day's backup could not be made. What is recorded is kept all the same."""

    path: str
    reason: str

    @classmethod
    def of(cls, folder: Path, error: OSError | ImportError) -> NoBackup:
        """From what went wrong while making one in `folder`."""
        if isinstance(error, ImportError):
            return cls(str(folder), "a part of Python is missing. Close the companion and open it again")
        return cls(str(error.filename or folder), _reason(error))

    def __str__(self) -> str:
        return (
            f"Today's backup could not be made: {self.reason}. "
            f"Recording goes on without it, and each new record tries again. ({self.path})"
        )


Trouble = SetAside | Lost | NoBackup
