"""The library: every pack in a folder, read once and then kept as one file of JSON."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from companion import __version__
from companion.domain.cards import THEMES, Card, Theme
from companion.files import write_private
from companion.packs import MANIFEST
from companion.packs.findings import Code, Finding

CACHE_FORMAT = 1
"""Raised whenever the shape of the cache changes; an older cache is then built anew."""
CACHE_NAME = "library.json"

_PACKAGE = Path(__file__).resolve().parent.parent


class LibraryError(Exception):
    """There is no content to read, and so no page to show."""


@dataclass(frozen=True, slots=True)
class Library:
    """What can be shown: `cards` are on offer, `by_ref` has retired ones too, keyed `pack-id/entry-id`."""

    cards: tuple[Card, ...]
    themes: Mapping[str, Theme]
    by_ref: Mapping[str, Card]
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(
        cls,
        cards: Iterable[Card],
        themes: Iterable[Theme] = (),
        retired: Iterable[Card] = (),
        findings: Iterable[Finding] = (),
    ) -> Library:
        """A library of these cards; `themes` are those beyond the four, and cannot replace any of them."""
        cards = tuple(cards)
        by_id: dict[str, Theme] = {}
        for theme in (*THEMES, *themes):
            by_id.setdefault(theme.id, theme)
        return cls(cards, by_id, {card.ref: card for card in (*cards, *retired)}, tuple(findings))

    def find(self, ref: str) -> Card | None:
        """The card of this name, on offer or retired; None if no pack here has it."""
        return self.by_ref.get(ref)


class _Compiled(msgspec.Struct, frozen=True):
    """What the cache holds. The stamp names every file it was made from, with size and time of change."""

    stamp: tuple[str, ...]
    cards: tuple[Card, ...] = ()
    retired: tuple[Card, ...] = ()
    themes: tuple[Theme, ...] = ()
    findings: tuple[Finding, ...] = ()


def bundled_content(package: Path = _PACKAGE) -> Path:
    """The folder of bundled packs: inside the package when installed, beside it in a checkout; LibraryError if gone."""
    for folder in (package / "content", package.parent / "content"):
        if folder.is_dir():
            return folder
    raise LibraryError(f"The content that comes with the program is not in {package}. Install the program again.")


def load_library(content: Path, cache: Path | None) -> Library:
    """Every pack in `content`, from the cache folder if that is current; LibraryError if `content` cannot be listed.

    A pack with faults is left out and told of in `findings`. A folder whose name begins with a dot is passed over.
    """
    try:
        folders = _pack_folders(content)
        stamp = _stamp(folders)
    except OSError as error:
        reason = error.strerror
        raise LibraryError(f"The content in {content} cannot be read ({reason}). See whether it is there.") from error
    compiled = _from_cache(cache, stamp) if cache else None
    if compiled is None:
        compiled = _compile(folders, stamp)
        # A file that could not be opened may open the next time without having changed.
        if cache and all(finding.code is not Code.UNREADABLE for finding in compiled.findings):
            _to_cache(cache, compiled)
    return Library.of(compiled.cards, compiled.themes, compiled.retired, compiled.findings)


def _pack_folders(content: Path) -> list[Path]:
    with os.scandir(content) as found:
        names = sorted(one.name for one in found if not one.name.startswith("."))
    # A manifest that is a dangling link still makes a pack: one with a finding.
    return [content / name for name in names if os.path.lexists(content / name / MANIFEST)]


def _stamp(folders: Iterable[Path]) -> tuple[str, ...]:
    stamp = [f"{CACHE_FORMAT} {__version__}"]
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                if name == MANIFEST or name.endswith(".md"):
                    path = os.path.join(root, name)
                    found = os.lstat(path)
                    # Escaped: a name that is not UTF-8 could not be stored as JSON.
                    stamp.append(f"{path!a} {found.st_size} {found.st_mtime_ns}")
    return tuple(sorted(stamp))


def _compile(folders: Iterable[Path], stamp: tuple[str, ...]) -> _Compiled:
    from companion.packs.reader import read_pack  # a start with a good cache parses nothing

    cards: list[Card] = []
    retired: list[Card] = []
    themes: list[Theme] = []
    findings: list[Finding] = []
    owners: dict[str, str] = {}
    for folder in folders:
        pack, faults = read_pack(folder)
        if pack and pack.manifest.id in owners:
            message = f'the pack in "{owners[pack.manifest.id]}" has this id too; remove one of them'
            faults.append(Finding(MANIFEST, 1, 1, Code.PACK_TWICE, message))
        elif pack:
            owners[pack.manifest.id] = folder.name
            cards += [card for card in pack.cards if card.ref not in pack.retired]
            retired += [card for card in pack.cards if card.ref in pack.retired]
            themes += pack.manifest.themes
        findings += [replace(fault, file=f"{folder.name}/{fault.file}") for fault in faults]
    return _Compiled(stamp, tuple(cards), tuple(retired), tuple(themes), tuple(findings))


def _from_cache(cache: Path, stamp: tuple[str, ...]) -> _Compiled | None:
    try:
        compiled = msgspec.json.decode((cache / CACHE_NAME).read_bytes(), type=_Compiled)
    except (OSError, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return compiled if compiled.stamp == stamp else None


def _to_cache(cache: Path, compiled: _Compiled) -> None:
    """Put the cache in place whole, for this person's eyes only; leave it be if that cannot be done."""
    try:
        write_private(cache / CACHE_NAME, msgspec.json.encode(compiled), durable=False)
    except (OSError, UnicodeEncodeError):  # the latter: the name of a folder is not UTF-8, and a finding has it
        return
