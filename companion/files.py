"""Files that only their owner may read: folders 0700, files 0600, under any umask, replaced as a whole."""

from __future__ import annotations

import os
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make the folder and its missing parents, each 0700 and durable. Raises OSError."""
    if folder.is_dir():
        return
    private_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)  # an odd umask may have taken away the owner's own bits
    except FileExistsError:
        if not folder.is_dir():
            raise NotADirectoryError(20, "a file stands where a folder should be", str(folder)) from None
        return
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """A new name is durable only once its folder is. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_private(path: Path, data: bytes, durable: bool = True) -> None:
    """Replace the file by these bytes, all or nothing; not `durable` spares the disk. Raises OSError."""
    private_folder(path.parent)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with open(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o600)
            file.write(data)
            if durable:
                file.flush()
                os.fsync(descriptor)
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def overwrite_private(path: Path, data: bytes) -> None:
    """Write a small file over itself: fast, and not durable, so only for what may be lost. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        os.pwrite(descriptor, data, 0)
        os.ftruncate(descriptor, len(data))
    finally:
        os.close(descriptor)
