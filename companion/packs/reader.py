"""Reading a pack's folder: its manifest, then every entry in every file it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from companion.domain.cards import THEMES, Card
from companion.domain.entries import Entry
from companion.packs import MANIFEST
from companion.packs.cards import check_status, read_card
from companion.packs.files import FolderFiles, PackFiles
from companion.packs.findings import Code, Finding, Report
from companion.packs.grammar import RawEntry, read_entries
from companion.packs.manifest import Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack without faults. `entries` are all of them, in the order of its files; `retired` has the refs of those no
    longer offered, each with the ref of the entry that replaces it, "" for none.
    """

    manifest: Manifest
    entries: tuple[Entry, ...]
    retired: Mapping[str, str]

    @property
    def cards(self) -> tuple[Card, ...]:
        """Its cards, retired ones too."""
        return tuple(entry for entry in self.entries if isinstance(entry, Card))


def read_pack(folder: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack in this folder, or None and everything that is wrong with it; nothing is raised."""
    return read_files(FolderFiles(folder))


def read_files(files: PackFiles) -> tuple[Pack | None, list[Finding]]:
    """The pack that these files make, or None and everything that is wrong with it; nothing is raised."""
    report = Report(MANIFEST)
    data = files.read(MANIFEST, report)
    manifest = read_manifest(data, report) if data is not None else None
    findings = _in_order(report)
    if manifest is None:
        return None, findings
    themes = [theme.id for theme in (*THEMES, *manifest.themes)]
    entries: list[Entry] = []
    retired: dict[str, str] = {}
    first_use: dict[str, str] = {}
    for name in manifest.files:
        report = Report(name)
        data = files.read(name, report)
        for entry in read_entries(data, report) if data is not None else ():
            _check_unique(entry, first_use, report)
            check_status(entry, report)
            card = read_card(entry, manifest.id, themes, report) if entry.kind == "card" else None
            if card:
                entries.append(card)
                if entry.first("status"):
                    retired[card.ref] = _successor(entry, manifest.id)
        findings += _in_order(report)
    if findings:
        return None, findings
    return Pack(manifest, tuple(entries), retired), []


def _successor(entry: RawEntry, pack: str) -> str:
    """The ref of what replaces an entry, "" for nothing."""
    field = entry.first("replaced-by")
    named = field.value if field else ""
    return named if not named or "/" in named else f"{pack}/{named}"


def _in_order(report: Report) -> list[Finding]:
    return sorted(report.findings, key=lambda finding: (finding.line, finding.column))


def _check_unique(entry: RawEntry, first_use: dict[str, str], report: Report) -> None:
    if entry.id in first_use:
        message = f'id "{entry.id}" is already used at {first_use[entry.id]}; give this entry another'
        report.add(entry.line, 1, Code.ID_TWICE, message)
    elif entry.id:
        first_use[entry.id] = f"{report.file}:{entry.line}"
