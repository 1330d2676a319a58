"""Permissions and paths: what may not be written can still be read, and nobody else may read any of it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.journal.errors import CannotRead, CannotWrite
from tests.faults.children import NOBODY, Nursery
from tests.journal.making import Home, reflection, texts


@pytest.fixture
def nobodys_home() -> Iterator[Home]:
    """A journal owned by an account that permissions bind, outside pytest's own private folders."""
    root = Path(tempfile.mkdtemp(prefix="companion-test-"))
    root.chmod(0o755)
    home = Home(root)
    home.open().add(reflection("from before"), "before")
    if os.geteuid() == 0:
        for path in [root, *root.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
    yield home
    for path in root.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(root)


def read_only(*paths: Path) -> None:
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)


@pytest.mark.parametrize("part", ["file", "folder", "state"])
def test_what_may_not_be_written_is_read_and_saving_says_why(nobodys_home: Home, nursery: Nursery, part: str) -> None:
    """Fault 8, for real: a process without privileges meets a file, a journal folder or a state folder read-only."""
    home = nobodys_home
    device = home.file.parent
    targets = {
        "file": [home.file],
        "folder": [home.file, device, home.folder],
        "state": [home.state / "lock", home.state],
    }
    read_only(*targets[part])
    before = home.file.read_bytes()
    ((code, (first, refusal, last)),) = nursery.run({"do": "as_nobody", "root": str(home.root)})
    assert code == 0
    assert first == last == {"before": "from before"}
    assert refusal["refused"] == "CannotWrite"
    assert "this account may not write there. Change the folder's permissions" in refusal["because"]
    assert str(home.state if part == "state" else device) in refusal["because"]
    assert home.file.read_bytes() == before


def test_a_state_folder_that_cannot_be_made_is_named(home: Home) -> None:
    """Fault 8: a file stands where the folder should be."""
    home.state.write_text("in the way")
    with pytest.raises(CannotWrite, match="a file stands where a folder should be"):
        home.open().add(reflection("new"), "new")


def test_a_journal_that_is_a_file_cannot_be_read_and_is_named(home: Home) -> None:
    home.folder.write_text("in the way")
    with pytest.raises(CannotRead, match=r"journal cannot be read: not a directory\. Nothing was changed"):
        home.open()


def test_reading_makes_nothing_on_disk(home: Home) -> None:
    """Fault 8: a look at a journal that does not exist yet must not need a place to write."""
    assert home.open().history().is_empty
    assert list(home.root.iterdir()) == []


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277, 0o777])
def test_files_are_0600_and_folders_0700_under_any_umask(home: Home, umask: int) -> None:
    """Fault 40."""
    deep = Home(home.root / "not" / "there" / "yet")
    kept = os.umask(umask)
    try:
        deep.open().add(reflection("mine alone"), "one")
        deep.clock.forward(days=60)
        deep.open().add(reflection("in the next year's file"), "two")
    finally:
        os.umask(kept)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in home.root.rglob("*")}
    assert len(modes) >= 8
    assert {path: mode for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


@pytest.mark.parametrize("name", ["with spaces in it", "Übergänge-日記-🌱", "-dash", "a'quote\"s", "new\nline"])
def test_any_folder_name_works(home: Home, name: str) -> None:
    """Fault 39."""
    odd = Home(home.root / name)
    odd.open().add(reflection("kept"), "one")
    odd.open().add(reflection("kept too"), "two")
    assert texts(odd.open()) == {"one": "kept", "two": "kept too"}
    assert odd.open().troubles == []


def test_folders_that_are_links_work_and_stay_links(home: Home) -> None:
    """Fault 39: the journal in a synced folder, the state on another disk, both behind links."""
    for link, target in ((home.folder, home.root / "synced"), (home.state, home.root / "elsewhere")):
        target.mkdir()
        link.symlink_to(target, target_is_directory=True)
    home.open().add(reflection("kept"), "one")
    home.open().add(reflection("kept too"), "two")
    assert home.folder.is_symlink()
    assert home.state.is_symlink()
    assert texts(home.open()).keys() == {"one", "two"}
    assert list((home.root / "synced").glob("*/*.jsonl"))


def test_a_log_that_is_a_link_is_written_through(home: Home) -> None:
    """Fault 39: somebody keeps the file itself elsewhere."""
    home.open().add(reflection("kept"), "one")
    elsewhere = home.root / "elsewhere.jsonl"
    shutil.move(home.file, elsewhere)
    (next(home.folder.iterdir()) / "2026.jsonl").symlink_to(elsewhere)
    home.open().add(reflection("kept too"), "two")
    assert home.file.is_symlink()
    assert elsewhere.read_bytes().count(b"\n") == 2
    assert texts(home.open()).keys() == {"one", "two"}


def test_a_read_only_disk_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 8, by a disk mounted read-only, or by a call that says so where this account may not mount one."""
    home.open().add(reflection("from before"), "before")
    bind = ["mount", "--bind", str(home.folder), str(home.folder)]
    remount = ["mount", "-o", "remount,ro,bind", str(home.folder)]
    mounted = os.geteuid() == 0 and subprocess.run(bind, capture_output=True, check=False).returncode == 0
    try:
        if mounted:
            subprocess.run(remount, check=True)
        else:
            monkeypatch.setattr(os, "write", refuse_as_read_only)
        journal = home.open()
        with pytest.raises(CannotWrite, match=r"the disk is read-only\. Make it writable"):
            journal.add(reflection("cannot be"), "new")
        assert texts(journal) == {"before": "from before"}
    finally:
        if mounted:
            subprocess.run(["umount", str(home.folder)], check=True)


def refuse_as_read_only(*_: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))
