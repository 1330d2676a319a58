"""Files to share: ordinary permissions, replaced as a whole, and nobody else's file written over."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from companion.coach.views import Refused
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


def write_shared(path: Path, data: bytes, marker: bytes) -> None:
    """Write a file under the ordinary umask, all or nothing; a link is followed.

    A file is written over only where it is empty or has the marker near its beginning. Raises Refused.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode_of(path, target, marker)
        _replace(target, data, mode)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{(error.strerror or str(error)).lower()}. Choose another place")
        raise Refused(f"{_shown(path)} cannot be written: {reason}.") from None


def _mode_of(path: Path, target: Path, marker: bytes) -> int | None:
    """The permissions of the file that may be written over; None where there is none."""
    if not target.parent.is_dir():
        folder = _shown(target.parent if path.is_symlink() else path.parent)
        if os.path.lexists(target.parent):
            raise Refused(f"{folder} is not a folder. Choose another place.")
        raise Refused(f"There is no folder {folder}. Make it first, or choose another place.")
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise Refused(f"{_shown(path)} is a folder. Name a file in it, such as {_shown(path / 'progress.svg')}.")
    if not stat.S_ISREG(found.st_mode):
        raise Refused(f"{_shown(path)} is not an ordinary file. Choose another name.")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with target.open("rb") as file:
        beginning = file.read(_SEEN)
    if beginning and marker not in beginning:
        raise Refused(
            f"{_shown(path)} is there already and is not a picture of this program. "
            "Choose another name, or move that file away."
        )
    return stat.S_IMODE(found.st_mode)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    fresh = target.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.replace(fresh, target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)  # it is there only where something went wrong


def _shown(path: Path) -> str:
    return one_line(str(path))
