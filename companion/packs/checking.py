"""Checking a pack whole: its errors, likely mistakes, and notes on style, each with its place and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from companion.domain.cards import Card
from companion.domain.entries import Entry, kind_of
from companion.packs import MANIFEST
from companion.packs.definitions import KNOWN_TAGS
from companion.packs.files import PackFiles, is_beside
from companion.packs.findings import CHOICES, Code, Finding, Report, Severity, nearest, quoted
from companion.packs.grammar import RawEntry
from companion.packs.links import Known
from companion.packs.manifest import Manifest
from companion.packs.reader import Pack, Reading, read_all
from companion.packs.source import decode
from companion.packs.style import note_style
from companion.packs.tables import find_places


@dataclass(frozen=True, slots=True)
class Checked:
    """The pack, None where there are errors, and every finding in the order of files and lines."""

    pack: Pack | None
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many entries of each kind are on offer; none where there are errors."""
        entries = self.pack.entries if self.pack else ()
        retired = self.pack.retired if self.pack else ()
        return Counter(kind_of(entry) for entry in entries if f"{entry.pack}/{entry.id}" not in retired)

    @property
    def retired(self) -> int:
        """How many entries are retired; none where there are errors."""
        return len(self.pack.retired) if self.pack else 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What makes the pack unreadable."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is likely a mistake."""
        return self._of(Severity.WARNING)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is a matter of style."""
        return self._of(Severity.NOTE)

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)


def check_files(files: PackFiles, *, known: Known | None = None, reserved: Collection[str] = ()) -> Checked:
    """Everything there is to say of the pack that these files make; nothing is raised.

    `known` tells the kind of another pack's entry by its ref; without it, what other packs have is not looked up.
    `reserved` are ids that the pack must not have, such as those of bundled packs.
    """
    reading = read_all(files, _look, known)
    if reading.manifest:
        _check_manifest(files, reading.manifest, reading, reserved)
        reading.reports += _unnamed(files, reading.manifest)
    return Checked(reading.pack, tuple(finding for report in reading.reports for finding in report.told()))


def _look(raw: RawEntry, entry: Entry, report: Report) -> None:
    """Note what could be better in an entry without errors, and a tag that was likely meant as a known one."""
    note_style(raw, entry, report)
    field = raw.first("tags") if isinstance(entry, Card) else None
    for tag in entry.tags[:CHOICES] if field and isinstance(entry, Card) else ():
        if field and tag not in KNOWN_TAGS and (near := _near_tag(tag)):
            message = f'tag {quoted(tag)} is not known; did you mean "{near}"?'
            report.add(field.line, field.column, Code.TAG, message)


@lru_cache(maxsize=1_000)
def _near_tag(tag: str) -> str:
    # Packs use few tags and name each many times.
    return nearest(tag, KNOWN_TAGS)


def _check_manifest(files: PackFiles, manifest: Manifest, reading: Reading, reserved: Collection[str]) -> None:
    """Report an id that is reserved, and the themes that no entry uses."""
    report = reading.reports[0]
    unused = [(at, theme) for at, theme in enumerate(manifest.themes, start=1) if theme.id not in reading.themes]
    if manifest.id not in reserved and not unused:
        return
    again = Report(MANIFEST)
    places = find_places(decode(files.read(MANIFEST, again) or b"", again) or "")
    if manifest.id in reserved:
        message = f"{quoted(manifest.id)} is the id of a pack that comes with the program; choose another"
        report.add(*places.get((0, "id"), (1, 1)), Code.RESERVED, message)
    for at, theme in unused:
        message = f"no entry uses the theme {quoted(theme.id)}; take it out, or name it in a `theme: ` line"
        report.add(*places.get((at, "id"), (1, 1)), Code.THEME_UNUSED, message)


def _unnamed(files: PackFiles, manifest: Manifest) -> list[Report]:
    """A report for each Markdown file that is there and that the manifest does not name; README and LICENSE aside."""
    reports = []
    for name in files.names():
        if name.lower().endswith(".md") and name not in manifest.files and not is_beside(name):
            report = Report(name)
            message = f"{MANIFEST} does not name this file, so nobody sees it; add it to `files`, or take it away"
            report.add(1, 1, Code.NOT_NAMED, message)
            reports.append(report)
    return reports
