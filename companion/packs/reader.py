"""Reading a pack's folder: its manifest, then every entry in every file it names."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from companion.domain.cards import THEMES, Card
from companion.packs import MANIFEST
from companion.packs.cards import check_status, read_card
from companion.packs.findings import Code, Finding, Report, quoted
from companion.packs.grammar import Entry, read_entries
from companion.packs.manifest import Manifest, read_manifest

LARGEST = 20_000_000
"""Bytes in one file."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack without faults. `cards` are all its cards; `retired` has the refs of those no longer offered."""

    manifest: Manifest
    cards: tuple[Card, ...]
    retired: frozenset[str]


def read_pack(folder: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack in this folder, or None and everything that is wrong with it; nothing is raised."""
    report = Report(MANIFEST)
    data = _read_file(folder, MANIFEST, report)
    manifest = read_manifest(data, report) if data is not None else None
    findings = _in_order(report)
    if manifest is None:
        return None, findings
    themes = [theme.id for theme in (*THEMES, *manifest.themes)]
    cards: list[Card] = []
    retired: set[str] = set()
    first_use: dict[str, str] = {}
    for name in manifest.files:
        report = Report(name)
        data = _read_file(folder, name, report)
        for entry in read_entries(data, report) if data is not None else ():
            _check_unique(entry, first_use, report)
            check_status(entry, report)
            card = read_card(entry, manifest.id, themes, report) if entry.kind == "card" else None
            if card:
                cards.append(card)
                if entry.first("status"):
                    retired.add(card.ref)
        findings += _in_order(report)
    if findings:
        return None, findings
    return Pack(manifest, tuple(cards), frozenset(retired)), []


def _in_order(report: Report) -> list[Finding]:
    return sorted(report.findings, key=lambda finding: (finding.line, finding.column))


def _check_unique(entry: Entry, first_use: dict[str, str], report: Report) -> None:
    if entry.id in first_use:
        message = f'id "{entry.id}" is already used at {first_use[entry.id]}; give this entry another'
        report.add(entry.line, 1, Code.ID_TWICE, message)
    elif entry.id:
        first_use[entry.id] = f"{report.file}:{entry.line}"


def _read_file(folder: Path, name: str, report: Report) -> bytes | None:
    """The bytes of a plain file below the folder; None, with a finding, for anything else."""
    path = folder
    try:
        for part in name.split("/"):
            path /= part
            if path.is_symlink():
                message = "this is a link, which other machines may not have; put the file itself here"
                report.add(1, 1, Code.LINK, message)
                return None
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            report.add(1, 1, Code.UNREADABLE, "this is not a file; put a plain file of this name here")
        elif found.st_size > LARGEST:
            message = f"this file is larger than {LARGEST // 1_000_000} MB; split it, or shorten it"
            report.add(1, 1, Code.TOO_LARGE, message)
        else:
            return path.read_bytes()
    except FileNotFoundError:
        message = f"there is no {quoted(name)} in the pack's folder; add it, or correct the name"
        report.add(1, 1, Code.MISSING, message)
    except OSError as error:
        message = f"this cannot be read ({error.strerror}); see whether you may open it, and try again"
        report.add(1, 1, Code.UNREADABLE, message)
    return None
