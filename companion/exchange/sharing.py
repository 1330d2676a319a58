"""Files and folders to share: ordinary permissions, whole or not at all, and nobody else's file written over."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from companion.coach.views import Refused
from companion.files import sync_folder
from companion.text import one_line

_SEEN = 1024
_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space, then try again",
    errno.EDQUOT: "the disk quota is used up. Free some space, then try again",
    errno.EFBIG: "the file may not grow that large. Raise the limit, then try again",
    errno.EACCES: "this account may not write there. Choose another folder, or change the permissions",
    errno.EPERM: "this account may not write there. Choose another folder, or change the permissions",
    errno.EROFS: "the disk is read-only. Choose another folder",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one",
    errno.ELOOP: "the link leads back to itself. Choose another name",
    errno.EIO: "the disk reported a fault. Choose another disk",
}
PICTURE = "a picture of this program"


def write_shared(path: Path, data: bytes, marker: bytes, what: str = PICTURE, example: str = "progress.svg") -> None:
    """Write a file under the ordinary umask, all or nothing; a link is followed.

    A file is written over only where it is empty or has the marker near its beginning. Raises Refused, which calls
    that file `what` and names another like `example`.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode_of(path, target, marker, what, example)
        _replace(target, data, mode)
    except OSError as error:
        raise unwritable(path, error) from None


def check_shared(path: Path, marker: bytes, what: str, example: str) -> None:
    """Raise what writing this file would raise, as far as that can be known before."""
    try:
        _mode_of(path, Path(os.path.realpath(path)), marker, what, example)
    except OSError as error:
        raise unwritable(path, error) from None


def write_folder(folder: Path, files: Mapping[str, bytes], check: Callable[[Path], None]) -> None:
    """Make a new folder of these files under the ordinary umask, all or nothing; an empty one is replaced.

    `check` looks at the files before they appear under their name, and may raise. Raises Refused.
    """
    target = Path(os.path.realpath(folder))
    try:
        mode = _folder_mode(folder, target)
        fresh = _fresh(target)
        fresh.mkdir()
        try:
            for name, data in files.items():
                _write(fresh / name, data)
            check(fresh)
            sync_folder(fresh)
            if mode is not None:
                fresh.chmod(mode)
            os.rename(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)  # it is there only where something went wrong
        sync_folder(target.parent)
    except OSError as error:
        raise unwritable(folder, error) from None


def unwritable(path: Path, error: OSError) -> Refused:
    """The refusal for what the system says of a path."""
    reason = _REASONS.get(error.errno or 0, f"{(error.strerror or str(error)).lower()}. Choose another place")
    return Refused(f"{_shown(path)} cannot be written: {reason}.")


def check_parent(path: Path, target: Path) -> None:
    """Raise Refused where there is no folder for a file to be in; `target` is where its links lead."""
    if not target.parent.is_dir():
        folder = _shown(target.parent if path.is_symlink() else path.parent)
        if os.path.lexists(target.parent):
            raise Refused(f"{folder} is not a folder. Choose another place.")
        raise Refused(f"There is no folder {folder}. Make it first, or choose another place.")


def _mode_of(path: Path, target: Path, marker: bytes, what: str, example: str) -> int | None:
    """The permissions of the file that may be written over; None where there is none."""
    check_parent(path, target)
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise Refused(f"{_shown(path)} is a folder. Name a file in it, such as {_shown(path / example)}.")
    if not stat.S_ISREG(found.st_mode):
        raise Refused(f"{_shown(path)} is not an ordinary file. Choose another name.")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with target.open("rb") as file:
        beginning = file.read(_SEEN)
    if beginning and marker not in beginning:
        raise Refused(
            f"{_shown(path)} is there already and is not {what}. Choose another name, or move that file away."
        )
    return stat.S_IMODE(found.st_mode)


def _folder_mode(folder: Path, target: Path) -> int | None:
    """The permissions of the empty folder that may be replaced; None where there is none."""
    check_parent(folder, target)
    if not os.path.lexists(target):
        return None
    if not target.is_dir():
        raise Refused(f"{_shown(folder)} is there already and is not a folder. Choose another name.")
    if os.listdir(target):
        raise Refused(f"{_shown(folder)} is not empty. Choose another folder, which need not be there yet.")
    if target.samefile("."):  # whoever stands in it would be left in a folder that is no more
        raise Refused("That is the folder you are in. Choose another, which need not be there yet.")
    return stat.S_IMODE(target.stat().st_mode)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    fresh = _fresh(target)
    try:
        _write(fresh, data, mode)
        os.replace(fresh, target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)  # it is there only where something went wrong


def _fresh(target: Path) -> Path:
    return target.with_name(f".{secrets.token_hex(8)}.part")


def _write(path: Path, data: bytes, mode: int | None = None) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with open(descriptor, "wb") as file:
        if mode is not None:
            os.fchmod(descriptor, mode)
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _shown(path: Path) -> str:
    return one_line(str(path))
