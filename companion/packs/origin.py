"""Where a pack of the library comes from: a folder that came with the program, or a zip that somebody installed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from companion.packs import MANIFEST
from companion.packs.files import FolderFiles, stamp_of
from companion.packs.findings import Finding

if TYPE_CHECKING:
    from companion.packs.reader import Pack

ZIP = ".zip"


class Origin(Protocol):
    """One pack on disk. `name` is what its findings and its cache go by."""

    @property
    def name(self) -> str:
        """The folder's name, or the file's."""

    @property
    def is_bundled(self) -> bool:
        """Whether it came with the program."""

    def stamp(self) -> tuple[str, ...]:
        """Every file it is made from, with size and time of change."""

    def read(self) -> tuple[Pack | None, list[Finding]]:
        """The pack, or None and what is wrong with it; nothing is raised."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A pack as its author keeps it."""

    path: Path
    is_bundled: bool = True

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.name

    def stamp(self) -> tuple[str, ...]:
        """The manifest and every Markdown file below the folder."""
        names = FolderFiles(self.path).names()
        return tuple(stamp_of(f"{self.path}/{name}") for name in names if name == MANIFEST or name.endswith(".md"))

    def read(self) -> tuple[Pack | None, list[Finding]]:
        """What the folder holds."""
        from companion.packs.reader import read_pack  # a start with a good cache parses nothing

        pack, findings = read_pack(self.path)
        return pack, _placed(findings, self.name)


@dataclass(frozen=True, slots=True)
class Archive:
    """An installed pack: one zip, named by the pack's id."""

    path: Path
    is_bundled: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name

    def stamp(self) -> tuple[str, ...]:
        """The file."""
        return (stamp_of(os.fspath(self.path)),)

    def read(self) -> tuple[Pack | None, list[Finding]]:
        """What the zip holds."""
        from companion.packs.archive import open_zip
        from companion.packs.reader import read_files

        files, findings = open_zip(self.path)
        pack, faults = read_files(files) if files else (None, [])
        return pack, _placed([*findings, *faults], self.name)


def folders_of(content: Path) -> list[Origin]:
    """Every pack in a folder of folders, by name; a name that begins with a dot is passed over. Raises OSError."""
    with os.scandir(content) as found:
        names = sorted(one.name for one in found if not one.name.startswith("."))
    # A manifest that is a dangling link still makes a pack: one with a finding.
    return [Folder(content / name) for name in names if os.path.lexists(content / name / MANIFEST)]


def archives_of(installed: Path | None) -> list[Origin]:
    """Every installed pack, by name; none where the folder is not there or cannot be listed."""
    try:
        with os.scandir(installed or "") as found:
            names = sorted(one.name for one in found if one.name.endswith(ZIP) and not one.name.startswith("."))
    except OSError:
        return []
    return [Archive((installed or Path()) / name) for name in names]


def _placed(findings: Iterable[Finding], name: str) -> list[Finding]:
    return [
        finding if finding.file == name else replace(finding, file=f"{name}/{finding.file}") for finding in findings
    ]
