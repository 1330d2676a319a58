"""This machine's part of the journal: its id, and how far it has written each of its own files."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable
from pathlib import Path

import msgspec

from companion.files import overwrite_private, write_private
from companion.journal.errors import Lost
from companion.journal.stamps import is_device

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Thirty-two letters and digits without the ones that read alike; ids are short and meant to be typed."""

_UNREADABLE = (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Device(msgspec.Struct):
    id: str
    fingerprint: str


class Head(msgspec.Struct):
    """How many bytes this device left in one of its files, and how many it had when some were lost."""

    size: int
    lost: int = 0


def machine_fingerprint() -> str:
    """A digest that stays with the machine and reveals nothing of it; a copied folder shows another."""
    for source in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            name = source.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if name:
            break
    else:
        name = platform.node()
    return hashlib.sha256(f"tiny-triumphs:{name}".encode()).hexdigest()[:16]


def journal_name(journal: Path) -> str:
    """What tells one journal's folder from another on this machine."""
    return str(journal.resolve()).encode("utf-8", "backslashreplace").decode()


def read_device(state: Path, fingerprint: str) -> str:
    """The device id kept here, or "" where there is none or it belongs to another machine."""
    try:
        kept = msgspec.json.decode((state / "device-id").read_bytes(), type=_Device)
    except _UNREADABLE:
        return ""
    return kept.id if kept.fingerprint == fingerprint and is_device(kept.id) else ""


def make_device(state: Path, fingerprint: str, new_id: Callable[[int], str]) -> str:
    """Issue and keep a random id; call it under the lock. Raises OSError."""
    device = new_id(6)
    write_private(state / "device-id", msgspec.json.encode(_Device(device, fingerprint)))
    return device


class Heads:
    """The sizes of this device's own files as it left them, kept outside the journal, to notice a loss."""

    def __init__(self, state: Path, journal: Path) -> None:
        self._path = state / "heads.json"
        self._journal = journal_name(journal)
        self._all: dict[str, dict[str, Head]] = {}

    def load(self) -> None:
        """Read again what is kept; a missing or broken file means that nothing is known."""
        try:
            self._all = msgspec.json.decode(self._path.read_bytes(), type=dict[str, dict[str, Head]])
        except _UNREADABLE:
            self._all = {}

    def lost(self, sizes: dict[str, int]) -> list[Lost]:
        """The own files that have become smaller than they were left, given the sizes found."""
        found = []
        for name, head in sorted(self._all.get(self._journal, {}).items()):
            size = sizes.get(name, 0)
            if head.lost or size < head.size:
                had = max(head.lost, head.size) if size < head.size else head.lost
                found.append(Lost(name, had, size, str(self._path)))
        return found

    def note(self, name: str, before: int, after: int) -> None:
        """Keep that an append took a file from `before` to `after` bytes; a loss stays noted. Raises OSError."""
        heads = self._all.setdefault(self._journal, {})
        head = heads.get(name, Head(before))
        lost = max(head.lost, head.size if before < head.size else 0)
        heads[name] = Head(after, lost)
        # Not durable on purpose: a stale head is only too small, and a broken one only knows nothing.
        overwrite_private(self._path, msgspec.json.encode(self._all))
