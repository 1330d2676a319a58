"""Zips written by hand, so that every field of them can lie."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

STORED, DEFLATED, BZIP2 = 0, 8, 12
UTF_8, DESCRIBED, ENCRYPTED = 0x800, 0x8, 0x1


@dataclass(frozen=True)
class Entry:
    """One member: its name and its bytes, and whatever the zip says of them that is not so."""

    name: str | bytes
    data: bytes = b""
    method: int = STORED
    flags: int = UTF_8
    mode: int = stat.S_IFREG | 0o644
    packed: bytes | None = None
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    local_name: str | bytes | None = None
    local_method: int | None = None
    start: int | None = None
    system: int = 3
    extra: bytes = b""
    after: bytes = b""

    @property
    def body(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != DEFLATED:
            return self.data
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.data) + deflate.flush()

    def fields(self, method: int) -> bytes:
        """From the flags to the sizes, which both headers have in common."""
        size = len(self.data) if self.size is None else self.size
        packed = len(self.body) if self.packed_size is None else self.packed_size
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        return struct.pack("<4H3I", self.flags, method, 0, 0x21, crc, packed, size)

    def local(self) -> bytes:
        name = encoded(self.name if self.local_name is None else self.local_name)
        method = self.method if self.local_method is None else self.local_method
        fields = self.fields(method)
        if self.flags & DESCRIBED:
            fields = fields[:8] + bytes(12)
        head = b"PK\3\4" + struct.pack("<H", 20) + fields + struct.pack("<2H", len(name), len(self.extra))
        return head + name + self.extra + self.body + self.after

    def central(self, start: int) -> bytes:
        name = encoded(self.name)
        at = start if self.start is None else self.start
        return (
            b"PK\1\2" + struct.pack("<2H", self.system << 8 | 20, 20) + self.fields(self.method)
            + struct.pack("<5H2I", len(name), len(self.extra), 0, 0, 0, self.mode << 16, at) + name + self.extra
        )  # fmt: skip


def encoded(name: str | bytes) -> bytes:
    return name.encode("utf-8", "surrogatepass") if isinstance(name, str) else name


def zip_of(
    entries: Sequence[Entry],
    *,
    before: bytes = b"",
    offset: int | None = None,
    comment: bytes = b"",
    count: int | None = None,
    between: bytes = b"",
    disk: int = 0,
) -> bytes:
    """A zip of these entries; `before` stands in front of it, and its places are moved on by `offset` bytes."""
    moved = len(before) if offset is None else offset
    places, local, at = [], [], moved
    for entry in entries:
        places.append(at)
        local.append(entry.local())
        at += len(local[-1])
    listed = b"".join(entry.central(place) for entry, place in zip(entries, places, strict=True))
    told = len(entries) if count is None else count
    return b"".join([before, *local, listed, between, end(told, len(listed), at, comment, disk)])


def end(count: int, length: int, begin: int, comment: bytes = b"", disk: int = 0) -> bytes:
    """The record that ends a zip."""
    return b"PK\5\6" + struct.pack("<4H2IH", disk, disk, count, count, length, begin, len(comment)) + comment


def repeated(entry: Entry, times: int) -> bytes:
    """So many members in no time; a count that needs the 64-bit form gets it."""
    local, listed = entry.local() * times, entry.central(0) * times
    wide = b""
    if times >= 0xFFFF:
        record = struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, times, times, len(listed), len(local))
        locator = struct.pack("<IQI", 0, len(local) + len(listed), 1)
        wide = b"PK\6\6" + record + b"PK\6\7" + locator
    return local + listed + wide + end(min(times, 0xFFFF), len(listed), len(local))


def zeros(size: int) -> tuple[bytes, int]:
    """That many zero bytes, whole megabytes, as a deflated stream and a checksum, without ever making them."""
    megabyte = bytes(1 << 20)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = deflate.compress(megabyte) + deflate.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(size >> 20):
        crc = zlib.crc32(megabyte, crc)
    return piece * (size >> 20) + b"\x03\x00", crc
