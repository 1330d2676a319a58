"""Reading a pack: its manifest, every entry in every file it names, and whether what entries name is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from companion.domain.cards import THEMES, Card
from companion.domain.entries import Entry
from companion.packs import MANIFEST
from companion.packs.cards import read_card
from companion.packs.digests import digest
from companion.packs.fields import Link, Scope
from companion.packs.files import FolderFiles, PackFiles
from companion.packs.findings import Code, Finding, Report, errors_of
from companion.packs.grammar import RawEntry, read_entries
from companion.packs.guides import read_guide
from companion.packs.links import Known, check_links
from companion.packs.manifest import Manifest, read_manifest
from companion.packs.programmes import read_programme
from companion.packs.texts import read_article, read_question, read_term

_READERS: Mapping[str, Callable[[RawEntry, Scope], Entry]] = {
    "card": read_card,
    "question": read_question,
    "term": read_term,
    "article": read_article,
    "programme": read_programme,
    "guide": read_guide,
}


class Place(NamedTuple):
    """Where an entry begins; the line counts from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack without faults. `entries` are all of them, in the order of its files; `retired` has the refs of those no
    longer offered, each with the ref of the entry that replaces it, "" for none; `places` where each is, by its id.
    """

    manifest: Manifest
    entries: tuple[Entry, ...]
    retired: Mapping[str, str]
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Its cards, retired ones too."""
        return tuple(entry for entry in self.entries if isinstance(entry, Card))


@dataclass(slots=True)
class Reading:
    """What has been read of a pack, right or wrong: a report for each file, the manifest's first.

    `kinds` has each entry's by its ref, and `themes` those that entries name. It is not whole where there may be
    entries whose ids are not known.
    """

    reports: list[Report]
    manifest: Manifest | None
    entries: list[Entry] = field(default_factory=list)
    retired: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    is_whole: bool = True

    @property
    def pack(self) -> Pack | None:
        """The pack, if it has no errors."""
        if self.manifest is None or any(report.errors for report in self.reports):
            return None
        return Pack(self.manifest, tuple(self.entries), self.retired, self.places)


Look = Callable[[RawEntry, Entry, Report], None]
"""Looks at an entry without errors once it is read, and may report more."""


def read_pack(folder: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack in this folder, or None and the errors in it; nothing is raised."""
    return read_files(FolderFiles(folder))


def read_files(files: PackFiles) -> tuple[Pack | None, list[Finding]]:
    """The pack that these files make, or None and the errors in it; nothing is raised."""
    reading = read_all(files)
    return reading.pack, errors_of(reading.reports)


def read_all(files: PackFiles, look: Look | None = None, known: Known | None = None) -> Reading:
    """Everything that can be read of these files, with every error; nothing is raised."""
    report = Report(MANIFEST)
    data = files.read(MANIFEST, report)
    reading = Reading([report], read_manifest(data, report, files.names) if data is not None else None)
    if reading.manifest:
        reading.is_whole = not report.errors
        themes = dict.fromkeys(theme.id for theme in (*THEMES, *reading.manifest.themes))
        for name in reading.manifest.files:
            report = Report(name)
            reading.reports.append(report)
            data = files.read(name, report)
            scope = Scope(reading.manifest.id, themes, report, reading.links)
            ids = []
            for raw in read_entries(data, report) if data is not None else ():
                _read_entry(raw, scope, reading, look)
                ids.append(raw.id)
            reading.is_whole = reading.is_whole and all(ids) and bool(ids)
        check_links(reading.links, reading.manifest.id, reading.kinds, reading.retired, known, reading.is_whole)
    return reading


def _read_entry(raw: RawEntry, scope: Scope, reading: Reading, look: Look | None) -> None:
    report, ref = scope.report, scope.whole(raw.id)
    before = report.errors
    _note_place(raw, ref, report, reading)
    if not raw.kind:
        return
    entry = _READERS[raw.kind](raw, scope)
    if theme := raw.first("theme"):
        reading.themes.add(theme.value)
    if raw.first("status"):
        successor = raw.first("replaced-by")
        reading.retired[ref] = scope.whole(successor.value) if successor else ""
    if raw.id and report.errors == before:
        entry = replace(entry, digest=digest(entry))
        reading.entries.append(entry)
        if look:
            look(raw, entry, report)


def _note_place(raw: RawEntry, ref: str, report: Report, reading: Reading) -> None:
    """Where the entry begins, under its id; an id that another has already is reported."""
    if raw.id in reading.places:
        file, line = reading.places[raw.id]
        message = f'id "{raw.id}" is already used at {file}:{line}; give this entry another'
        report.add(raw.line, 1, Code.ID_TWICE, message)
    elif raw.id:
        reading.places[raw.id] = Place(report.file, raw.line)
        reading.kinds[ref] = raw.kind
