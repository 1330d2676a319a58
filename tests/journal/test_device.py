"""This machine's part: a random id that names nobody, made once, and private files that are replaced as a whole."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

from companion.files import private_folder, write_private
from companion.journal.device import machine_fingerprint
from companion.journal.journal import Journal
from tests.journal.making import NOON, Home, random_id, setting


def test_a_device_id_is_made_by_the_first_act_and_kept(home: Home) -> None:
    journal = home.open()
    assert journal.device == ""
    journal.add(setting(), "minutes")
    assert len(journal.device) == 6
    assert home.open().device == journal.device == home.file.parent.name


def test_two_new_machines_get_different_ids(tmp_path: Path) -> None:
    homes = [Home(tmp_path / str(number)) for number in range(20)]
    for home in homes:
        home.open().add(setting(), "minutes")
    assert len({home.open().device for home in homes}) == 20


def test_nothing_in_journal_or_state_names_the_machine(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", tmp_path / "state", lambda: NOON, random_id)
    journal.add(setting(), "minutes")
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    names = [platform.node().encode(), Path("/etc/machine-id").read_bytes().strip() if _has_machine_id() else b""]
    assert not [name for name in names if len(name) > 3 and name in everything.replace(str(tmp_path).encode(), b"")]


def _has_machine_id() -> bool:
    return Path("/etc/machine-id").exists()


def test_the_fingerprint_is_the_same_each_time_and_reveals_nothing() -> None:
    first = machine_fingerprint()
    assert first == machine_fingerprint()
    assert len(first) == 16
    assert set(first) <= set("0123456789abcdef")


def test_a_private_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file"
    write_private(path, b"first")

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="full"):
            write_private(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(path.parent.iterdir()) == [path]
    write_private(path, b"second")
    assert path.read_bytes() == b"second"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_private_folder_leaves_existing_ones_as_they_are(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private_folder(tmp_path / "a" / "b")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "b")] == [
        0o755,
        0o700,
        0o700,
    ]


def test_a_kept_file_s_size_is_noted_outside_the_journal(home: Home) -> None:
    home.open().add(setting(), "minutes")
    assert sorted(path.name for path in home.folder.rglob("*") if path.is_file()) == ["2026.jsonl"]
    assert sorted(path.name for path in home.state.iterdir()) == ["device-id", "heads.json", "lock"]
