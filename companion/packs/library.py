"""The library: every pack that came with the program or was installed, each compiled once and then read as needed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from companion import __version__
from companion.domain.cards import THEMES, Card, Stack, Theme
from companion.domain.entries import Entry, Heading, PackAbout, Question
from companion.files import write_private
from companion.packs import MANIFEST
from companion.packs.compiled import Compiled, Head, Stale, about_of, compile_pack, pack_up, read_compiled
from companion.packs.findings import Code, Finding
from companion.packs.origin import Origin, archives_of, folders_of

CACHE_FORMAT = 2
"""Raised whenever the shape of the cache changes; an older cache is then built anew."""
CACHE_FOLDER = "packs"

_PACKAGE = Path(__file__).resolve().parent.parent


class LibraryError(Exception):
    """There is no content to read, and so no page to show."""


@dataclass(slots=True)
class Shelved:
    """One pack of the library: what it says of itself, whether it came with the program, and its entries."""

    about: PackAbout
    compiled: Compiled
    is_bundled: bool = True
    origin: Origin | None = None

    def entry(self, id: str) -> Entry | None:
        """One entry, retired or not; None where there is none of this id."""
        try:
            return self.compiled.entry(id)
        except Stale:
            return self.compiled.entry(id) if self._renew() else None

    def entries(self) -> list[Entry]:
        """Every entry, retired ones too, in the order of the pack's files."""
        try:
            return self.compiled.entries()
        except Stale:
            return self.compiled.entries() if self._renew() else []

    def headings(self) -> tuple[Heading, ...]:
        """Every entry by its heading, in the order of the pack's files."""
        try:
            return self.compiled.headings()
        except Stale:
            return self.compiled.headings() if self._renew() else ()

    def _renew(self) -> bool:
        """Whether the pack could be compiled again, its cache being gone or damaged."""
        fresh = _compile(self.origin, ()) if self.origin else None
        if fresh is None or fresh.head.about is None:
            return False
        self.compiled = fresh
        return True


@dataclass(frozen=True)  # no slots, because it keeps what it has once worked out
class Library:
    """What can be shown: packs by id, themes by id, and what was wrong with the packs left out."""

    packs: Mapping[str, Shelved]
    themes: Mapping[str, Theme] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        themes: Iterable[Theme] = (),
        retired: Iterable[Entry] = (),
        findings: Iterable[Finding] = (),
    ) -> Library:
        """A library of these entries, in memory; `themes` are those beyond the four, and cannot replace any of them."""
        retired = tuple(retired)
        gone = {f"{entry.pack}/{entry.id}": "" for entry in retired}
        by_pack: dict[str, list[Entry]] = {}
        for entry in (*entries, *retired):
            by_pack.setdefault(entry.pack, []).append(entry)
        packs = {}
        for pack, held in by_pack.items():
            about = PackAbout(pack, pack, "1.0.0", {})
            packs[pack] = Shelved(about, compile_pack((), about, (), held, gone))
        return cls(packs, _themes(themes), tuple(findings))

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """The cards that a page may choose, in stacks."""
        return tuple(stack for pack in self.packs.values() for stack in pack.compiled.head.offered)

    @cached_property
    def known(self) -> Mapping[str, Stack]:
        """Every card by ref, retired ones and those of programmes too, with the stack that it is in."""
        others = [stack for pack in self.packs.values() for stack in pack.compiled.head.others]
        return {ref: stack for stack in (*self.stacks, *others) for ref in stack.refs}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions by themselves, those retired left out."""
        asked = [heading for pack in self.packs.values() for heading in pack.headings() if heading.kind == "question"]
        found = [self.entry(heading.ref) for heading in asked if not heading.retired]
        return tuple(one for one in found if isinstance(one, Question))

    def entry(self, ref: str) -> Entry | None:
        """The entry of this name, `pack-id/entry-id`, retired or not; None if no pack here has it."""
        pack, _, id = ref.partition("/")
        return self.packs[pack].entry(id) if pack in self.packs else None

    def find(self, ref: str) -> Card | None:
        """The card of this name, on offer or retired; None if no pack here has it."""
        found = self.entry(ref)
        return found if isinstance(found, Card) else None


def bundled_content(package: Path = _PACKAGE) -> Path:
    """The folder of bundled packs: inside the package when installed, beside it in a checkout; LibraryError if gone."""
    for folder in (package / "content", package.parent / "content"):
        if folder.is_dir():
            return folder
    raise LibraryError(f"The content that comes with the program is not in {package}. Install the program again.")


def load_library(content: Path, cache: Path | None, installed: Path | None = None) -> Library:
    """Every pack in `content`, and every zip in `installed`, each from the cache folder if that is current.

    A pack with faults is left out and told of in `findings`. LibraryError if `content` cannot be read.
    """
    try:
        return library_of([*folders_of(content), *archives_of(installed)], cache and cache / CACHE_FOLDER)
    except OSError as error:
        reason = error.strerror
        raise LibraryError(f"The content in {content} cannot be read ({reason}). See whether it is there.") from error


def library_of(origins: Sequence[Origin], cache: Path | None) -> Library:
    """The packs of these origins; of two with one id the first stands. OSError where one cannot be listed."""
    packs: dict[str, Shelved] = {}
    findings: list[Finding] = []
    for origin in origins:
        compiled = _fetch(origin, cache)
        findings += compiled.head.findings
        about = compiled.head.about
        if about is None:
            continue
        if about.id in packs:
            owner = packs[about.id].origin
            message = f'the pack in "{owner.name if owner else about.id}" has this id too; remove one of them'
            findings.append(Finding(f"{origin.name}/{MANIFEST}", 1, 1, Code.PACK_TWICE, message))
        else:
            packs[about.id] = Shelved(about, compiled, origin.is_bundled, origin)
    if cache:
        _sweep(cache, {_cache_name(origin) for origin in origins})
    themes = _themes(theme for pack in packs.values() for theme in pack.compiled.head.themes)
    return Library(packs, themes, tuple(findings))


def _themes(declared: Iterable[Theme]) -> dict[str, Theme]:
    by_id: dict[str, Theme] = {}
    for theme in (*THEMES, *declared):
        by_id.setdefault(theme.id, theme)
    return by_id


def _fetch(origin: Origin, cache: Path | None) -> Compiled:
    """The compiled pack, from the cache where that is about just these files; what is compiled anew is kept there."""
    stamp = (f"{CACHE_FORMAT} {__version__}", *origin.stamp())
    path = cache / _cache_name(origin) if cache else None
    kept = read_compiled(path) if path else None
    if kept and kept.head.stamp == stamp:
        return kept
    compiled = _compile(origin, stamp)
    # A file that could not be opened may open the next time without having changed.
    if path and all(finding.code is not Code.UNREADABLE for finding in compiled.head.findings):
        with suppress(OSError, UnicodeEncodeError):  # the latter: a folder's name is not UTF-8, and a finding has it
            write_private(path, pack_up(compiled), durable=False)
    return compiled


def _sweep(cache: Path, wanted: Collection[str]) -> None:
    """What is kept of packs that are no longer here goes."""
    with suppress(OSError):
        for name in set(os.listdir(cache)).difference(wanted):
            (cache / name).unlink()


def _cache_name(origin: Origin) -> str:
    """A file name of plain characters, whatever the folder is called, and another one for every place."""
    return hashlib.sha256(repr(origin).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _compile(origin: Origin, stamp: tuple[str, ...]) -> Compiled:
    pack, findings = origin.read()
    if pack is None:
        return Compiled(Head(stamp, findings=tuple(findings)), b"")
    about = about_of(pack.manifest, pack.entries, pack.retired)
    return compile_pack(stamp, about, pack.manifest.themes, pack.entries, pack.retired)
