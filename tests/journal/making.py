"""What the journal's tests build with: journals in a folder, records, and the log as it stands on disk."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from companion.domain.records import Plan, Reflection, Setting, Trial
from companion.journal.device import ALPHABET
from companion.journal.journal import Journal

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
COMMON: dict[str, Any] = {"day": TODAY, "at": NOON, "offset": 60, "zone": "Europe/Paris"}
PLAIN: dict[str, Any] = {"day": "2026-11-22", "at": "2026-11-22T12:00:00Z", "offset": 60, "zone": "Europe/Paris"}
"""The common part of a document as TinyDB takes it."""


class Clock:
    """A clock that the test sets; it moves only when told."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def random_id(length: int) -> str:
    return "".join(random.choices(ALPHABET, k=length))


class Home:
    """One machine: its own state folder, and a journal folder that may be shared with others."""

    def __init__(self, root: Path, machine: str = "one", folder: Path | None = None) -> None:
        self.root, self.machine = root, machine
        self.folder = folder or root / "journal"
        self.state = root / f"state-{machine}"
        self.clock = Clock()

    def open(self, wait: float = 5.0) -> Journal:
        return Journal(self.folder, self.state, self.clock, random_id, wait=wait, fingerprint=self.machine)

    @property
    def file(self) -> Path:
        """The only log in the journal."""
        (found,) = self.folder.glob("*/*.jsonl")
        return found

    def send(self, other: Home) -> None:
        """Do what a sync tool does: carry the logs of this machine's own device to another."""
        device = self.open().device
        for path in (self.folder / device).glob("*.jsonl"):
            there = other.folder / device / path.name
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())


def setting(value: str = "15") -> Setting:
    return Setting(**COMMON, value=value)


def reflection(text: str) -> Reflection:
    return Reflection(**COMMON, question="What happened?", text=text)


def plan(action: str) -> Plan:
    return Plan(**COMMON, action=action)


def trial(experiment: str, note: str = "") -> Trial:
    return Trial(**COMMON, experiment=experiment, outcome="better", told=TODAY, note=note)  # type: ignore[arg-type]


def plain_setting(value: str, **extra: Any) -> dict[str, Any]:
    """A setting's document as TinyDB takes it."""
    return {**PLAIN, "value": value, **extra}


def documents(journal: Journal) -> dict[str, dict[str, dict[str, Any]]]:
    """Every document of every table that has any, by id."""
    tables = {name: {str(doc.doc_id): dict(doc) for doc in journal.db.table(name)} for name in journal.db.tables()}
    return {name: found for name, found in tables.items() if found}


def texts(journal: Journal) -> dict[str, str]:
    """What each reflection says, by id."""
    return {key: found.text for key, found in journal.history().reflections.items()}


def values(journal: Journal) -> dict[str, str]:
    """What each setting is, by name."""
    return {key: found.value for key, found in journal.history().settings.items()}


def line(stamp: str, *changes: tuple[str, str, str], version: int = 1, undoes: str = "") -> bytes:
    """One act as it stands in a log; each change is table, id and JSON."""
    parts = ",".join(f'{{"t":"{table}","i":"{key}","d":{raw}}}' for table, key, raw in changes)
    tail = f',"undoes":"{undoes}"' if undoes else ""
    return f'{{"v":{version},"r":"{stamp}","a":[{parts}]{tail}}}\n'.encode()


def setting_json(value: str) -> str:
    return f'{{"day":"2026-11-22","at":"2026-11-22T12:00:00Z","offset":0,"zone":"","value":"{value}"}}'


def lines_of(files: Iterable[Path]) -> list[bytes]:
    return [raw for path in sorted(files) for raw in path.read_bytes().splitlines(keepends=True)]


def snapshot(*roots: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below these folders, themselves included: mode, time of change, bytes."""
    found = {}
    for root in roots:
        for path in [root, *sorted(root.rglob("*"))]:
            stat = path.stat()
            found[str(path)] = (stat.st_mode, stat.st_mtime_ns, path.read_bytes() if path.is_file() else b"")
    return found
