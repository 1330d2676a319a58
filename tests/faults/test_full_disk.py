"""A disk that is full, or fails: a clear error, the old bytes, nothing in memory, and later it works again."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.journal.errors import CannotWrite
from companion.journal.journal import Journal
from tests.faults.children import Nursery
from tests.journal.making import Home, documents, plan, reflection, texts, trial


@pytest.mark.parametrize("room", [0, 1, 40, 300])
def test_a_file_that_may_grow_no_further_refuses_the_act_and_keeps_its_bytes(
    home: Home, nursery: Nursery, room: int
) -> None:
    """Faults 5 and 6, by a real limit on the size of files: EFBIG, after some of the bytes went through."""
    home.open().add(reflection("from before"), "before")
    job = {"do": "fill_up_to_a_limit", "root": str(home.root), "room": room}
    ((code, said),) = nursery.run(job)
    assert code == 0
    refusal, after, later = said
    assert refusal["refused"] == "CannotWrite"
    assert "may not grow any further" in refusal["because"]
    assert after == {"same bytes": True, "ghost": False}
    assert later == ["before", "later"]
    assert texts(home.open()).keys() == {"before", "later"}
    assert home.open().troubles == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A disk of 256 kB, or None where this account may not mount one; the limit above then stands alone."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Take up every byte that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - how many writes it takes is not for the test to say
    return ballast


def test_a_full_disk_refuses_the_act_and_the_same_process_saves_once_there_is_space(
    small_disk: Path | None, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults 5 and 6, by a real full disk where one can be mounted, and by a write that says so where not."""
    home = Home(small_disk) if small_disk else home
    journal = home.open()
    journal.add(reflection("from before"), "before")
    before = home.file.read_bytes()
    with monkeypatch.context() as patch:
        if small_disk:
            ballast = fill(small_disk)
        else:
            patch.setattr(os, "write", failing(errno.ENOSPC))
        with pytest.raises(CannotWrite, match=r"the disk is full\. Free some space, then try again"):
            journal.add(reflection("much " * 2000), "too-much")
        assert home.file.read_bytes() == before
        assert texts(journal) == {"before": "from before"}
        assert texts(home.open()) == {"before": "from before"}
    if small_disk:
        ballast.unlink()
    journal.add(reflection("much " * 2000), "now")
    assert texts(journal).keys() == texts(home.open()).keys() == {"before", "now"}
    assert home.open().troubles == []


def test_a_disk_that_is_full_from_the_start_is_named_and_leaves_a_journal_that_works_later(
    small_disk: Path | None, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults 5 and 6 on the very first act, when even the folders do not exist."""
    home = Home(small_disk) if small_disk else home
    with monkeypatch.context() as patch:
        if small_disk:
            ballast = fill(small_disk)
        else:
            patch.setattr(os, "write", failing(errno.ENOSPC))
        with pytest.raises(CannotWrite, match="the disk is full"):
            home.open().add(reflection("first"), "one")
    if small_disk:
        ballast.unlink()
    assert texts(home.open()) == {}
    home.open().add(reflection("first"), "one")
    assert texts(home.open()) == {"one": "first"}


def failing(number: int) -> object:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.fixture
def journal(home: Home) -> Journal:
    made = home.open()
    made.add(reflection("from before"), "before")
    return made


def plan_and_trial(journal: Journal) -> None:
    with journal.act():
        journal.add(plan("ask sooner"), "p")
        journal.add(trial("p"), "t")


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_a_disk_fault_acknowledges_nothing_and_leaves_file_and_memory_as_they_were(
    home: Home, journal: Journal, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 7: an act of two documents whose bytes cannot be made durable."""
    bytes_before, documents_before = home.file.read_bytes(), documents(journal)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(errno.EIO))
        with pytest.raises(CannotWrite, match=r"the disk reported a fault\. Check the disk"):
            plan_and_trial(journal)
        assert home.file.read_bytes() == bytes_before
        assert documents(journal) == documents_before
    assert documents(home.open()) == documents_before
    journal.add(plan("ask sooner"), "p")
    assert journal.history().plans.keys() == home.open().history().plans.keys() == {"p"}


def test_a_failed_fsync_is_not_retried_on_the_same_open_file(
    home: Home, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 7: after a failed fsync the system may say yes to a second one and still have lost the bytes."""
    calls = []

    def fail(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(errno.EIO, "fault")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(CannotWrite):
            journal.add(reflection("lost"), "lost")
    assert len(calls) == 1


def test_a_first_file_whose_fsync_failed_still_has_its_name_made_durable_by_the_next_act(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 7: the empty file that such a failure leaves behind is as new as one that is not there."""
    from companion.journal import logfiles

    journal = home.open()
    real, synced = logfiles.sync_folder, []

    def fail_for_the_log(folder: Path) -> None:
        synced.append(folder)
        if len(synced) == 1:
            raise OSError(errno.EIO, "fault")
        real(folder)

    monkeypatch.setattr(logfiles, "sync_folder", fail_for_the_log)
    with pytest.raises(CannotWrite):
        journal.add(reflection("first"), "one")
    journal.add(reflection("first"), "one")
    assert synced == [home.file.parent, home.file.parent]


def test_an_act_that_is_durable_is_not_refused_because_its_size_could_not_be_noted(
    home: Home, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 5, the other way about: what has been recorded must not be reported as lost."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(errno.ENOSPC))
        journal.add(reflection("recorded"), "new")
    assert texts(journal).keys() == texts(home.open()).keys() == {"before", "new"}
    assert home.open().troubles == []
