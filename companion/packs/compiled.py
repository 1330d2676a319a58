"""A pack compiled to one file: a head that a start reads, and each entry's JSON, read when somebody asks for it.

The file is a cache. Whatever in it is not as it was written counts as not there, and the pack is read anew.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from companion.domain.cards import Card, Stack, Theme, stacks_of
from companion.domain.entries import KINDS, Entry, Heading, PackAbout, Programme, StepKind, kind_of
from companion.packs.findings import Finding

if TYPE_CHECKING:
    from companion.packs.manifest import Manifest  # which imports a parser

_LENGTH = struct.Struct("<II")
"""The head's length in bytes, and its CRC-32."""
_SPAN = struct.Struct("<QII")
"""An entry's offset from the end of the head, its length, and its CRC-32."""
_LARGEST_HEAD = 64 << 20
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in KINDS.items()}
_BROKEN = (OSError, ValueError, struct.error, msgspec.MsgspecError, RecursionError)


class Head(msgspec.Struct, array_like=True, frozen=True):
    """What a start needs of one pack. `about` is None for one with faults, which `findings` then has.

    `offered` are the cards that a page may choose, `others` the retired ones and those that come with a programme of
    the pack. `kinds`, `ids` and `spans` are in the order of the pack's files; the last span is that of the headings.
    """

    stamp: tuple[str, ...]
    about: PackAbout | None = None
    themes: tuple[Theme, ...] = ()
    offered: tuple[Stack, ...] = ()
    others: tuple[Stack, ...] = ()
    ids: str = ""
    kinds: str = ""
    spans: bytes = b""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)  # no slots, because it keeps what it has once worked out
class Compiled:
    """One compiled pack: its head, and its entries, from `bodies` in memory or from the file at `path`."""

    head: Head
    bodies: bytes | None = None
    path: Path | None = None
    start: int = 0

    def entry(self, id: str) -> Entry | None:
        """One entry, retired or not; None where the pack has none of this id. Raises Stale."""
        at = self._ids.find(f"\n{id}\n") if id and "\n" not in id else -1
        return None if at < 0 else self._decoded([self._ids.count("\n", 0, at)])[0]

    def entries(self) -> list[Entry]:
        """Every entry, in the order of the pack's files, all read at once. Raises Stale."""
        return self._decoded(range(self._count))

    def headings(self) -> tuple[Heading, ...]:
        """Every entry by its heading, in the order of the pack's files. Raises Stale."""
        try:
            (body,) = self._bodies([self._count])
            return msgspec.json.decode(body, type=tuple[Heading, ...])
        except _BROKEN as error:
            raise Stale from error

    @cached_property
    def _ids(self) -> str:
        # Searched as it is: a start asks for one entry of thousands, and a table of them would take longer to make.
        return f"\n{self.head.ids}\n"

    @property
    def _count(self) -> int:
        """How many entries there are; the last span is that of the headings."""
        return len(self.head.spans) // _SPAN.size - 1

    @cached_property
    def _kinds(self) -> list[str]:
        return self.head.kinds.split("\n")

    def _decoded(self, places: Sequence[int]) -> list[Entry]:
        try:
            bodies = self._bodies(places)
            return [_DECODERS[self._kinds[place]].decode(body) for place, body in zip(places, bodies, strict=True)]
        except (*_BROKEN, LookupError) as error:
            raise Stale from error

    def _bodies(self, places: Sequence[int]) -> list[bytes]:
        spans = [_SPAN.unpack_from(self.head.spans, place * _SPAN.size) for place in places]
        if self.bodies is not None:
            return [self.bodies[offset : offset + length] for offset, length, _ in spans]
        if self.path is None:
            raise Stale
        found = []
        with self.path.open("rb") as file:
            for offset, length, checksum in spans:
                file.seek(self.start + offset)
                found.append(file.read(length))
                if zlib.crc32(found[-1]) != checksum:
                    raise Stale
        return found


class Stale(Exception):
    """The compiled file is gone, or is not what its head says: compile the pack again."""


def compile_pack(
    stamp: tuple[str, ...],
    about: PackAbout,
    themes: Sequence[Theme],
    entries: Sequence[Entry],
    retired: Mapping[str, str],
) -> Compiled:
    """The compiled form of a pack without faults; `retired` has the refs no longer offered, and what replaces each."""
    held = {
        step.ref
        for entry in entries
        if isinstance(entry, Programme)
        for step in entry.steps
        if step.kind is StepKind.CARD
    }
    cards = [entry for entry in entries if isinstance(entry, Card)]
    headings = [_heading(entry, retired) for entry in entries]
    bodies = [msgspec.json.encode(entry) for entry in entries] + [msgspec.json.encode(headings)]
    spans, offset = bytearray(), 0
    for body in bodies:
        spans += _SPAN.pack(offset, len(body), zlib.crc32(body))
        offset += len(body)
    head = Head(
        stamp,
        about,
        tuple(themes),
        stacks_of([card for card in cards if card.ref not in retired and card.ref not in held]),
        stacks_of([card for card in cards if card.ref in retired or card.ref in held]),
        "\n".join([entry.id for entry in entries]),
        "\n".join([kind_of(entry) for entry in entries]),
        bytes(spans),
    )
    return Compiled(head, b"".join(bodies))


def about_of(manifest: Manifest, entries: Sequence[Entry], retired: Mapping[str, str]) -> PackAbout:
    """What a pack says of itself, with its entries on offer counted."""
    counts = Counter(kind_of(entry) for entry in entries if f"{entry.pack}/{entry.id}" not in retired)
    return PackAbout(
        manifest.id,
        manifest.title,
        manifest.version,
        dict(counts),
        manifest.summary,
        manifest.authors,
        manifest.license,
        manifest.language,
    )


def pack_up(compiled: Compiled) -> bytes:
    """The file of a pack that was just compiled."""
    head = msgspec.msgpack.encode(compiled.head)
    return _LENGTH.pack(len(head), zlib.crc32(head)) + head + (compiled.bodies or b"")


def read_compiled(path: Path) -> Compiled | None:
    """What is kept at this path, None for nothing or for what is not whole; only its head is read."""
    try:
        with path.open("rb") as file:
            length, checksum = _LENGTH.unpack(file.read(_LENGTH.size))
            if length > _LARGEST_HEAD:
                return None
            raw = file.read(length)
        if zlib.crc32(raw) != checksum:
            return None
        head = msgspec.msgpack.decode(raw, type=Head)
    except _BROKEN:
        return None
    return Compiled(head, path=path, start=_LENGTH.size + length)


def _heading(entry: Entry, retired: Mapping[str, str]) -> Heading:
    ref = f"{entry.pack}/{entry.id}"
    level: Any = getattr(entry, "level", 0)
    successor = retired.get(ref, "")
    return Heading(kind_of(entry), entry.pack, entry.id, entry.title, entry.theme, level, ref in retired, successor)
