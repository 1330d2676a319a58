"""Backups where something goes wrong: killed, full, read-only, two at once; and a restore after a loss."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from companion.journal.errors import CannotWrite, JournalBusy, Lost, NoBackup
from companion.journal.journal import Journal
from tests.faults.children import REPOSITORY, Nursery, die, three_documents
from tests.faults.test_full_disk import fill, small_disk  # noqa: F401 - a fixture
from tests.faults.test_lost import DAMAGES
from tests.journal.making import NOON, Home, documents, line, reflection, setting_json, snapshot, texts

TODAY, YESTERDAY = "2026-11-22.zip", "2026-11-21.zip"
CALLS = ("open", "mkdir", "write", "fsync", "replace", "unlink", "close", "ftruncate")


def folder(home: Home) -> Path:
    return home.state / "backups"


def held(path: Path) -> dict[str, bytes]:
    """The logs in a backup that is whole."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def logs(home: Home) -> dict[str, bytes]:
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in home.folder.glob("*/*.jsonl")}


def troubles(journal: Journal) -> list[NoBackup]:
    return [trouble for trouble in journal.troubles if isinstance(trouble, NoBackup)]


def use(home: Home) -> Home:
    """Record something on each of the two days before, so that yesterday has a backup and today has none yet."""
    for back in (2, 1):
        home.clock.now = NOON
        home.clock.forward(days=-back)
        home.open().add(reflection(f"{back} days ago"), f"{back}-days-ago")
    home.clock.now = NOON
    return home


@pytest.fixture
def used(home: Home) -> Home:
    return use(home)


def put_a_large_log(home: Home, name: str, size: int) -> None:
    """Another device's log of one act, in words that do not compress well."""
    words = setting_json(os.urandom(size // 2).hex())
    path = home.folder / name / "2026.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(line(f"1795348900000.00000-{name}", ("settings", name, words)))


# Killed


def restore_yesterday(home: Home) -> None:
    home.open().restore(folder(home) / YESTERDAY)


def kill_before_every_call(root: str, what: str) -> None:
    """In copies of a home numbered from 1, do something and be killed before the n-th call that can change a disk."""
    act: Callable[[Home], None] = globals()[what]
    act(Home(Path(shutil.copytree(root, f"{root}-warm"))))
    for number in count(1):
        copied = Path(shutil.copytree(root, f"{root}-{number}"))
        child = os.fork()
        if not child:
            act_until(number, lambda copied=copied: act(Home(copied)))
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            return


def act_until(number: int, act: Callable[[], None]) -> None:
    calls = 0

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == number:
                die()
            return real(*args, **kwargs)

        return call

    for name in CALLS:
        setattr(os, name, counting(getattr(os, name)))
    act()


def in_a_process_of_its_own(code: str, **how: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", f"from tests.faults.test_backups import *; {code}"]
    return subprocess.Popen(command, cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, **how)


def killed(root: Path, what: str) -> list[Home]:
    """The homes left by a kill at every step of something; the last one was not killed."""
    with in_a_process_of_its_own(f"kill_before_every_call({str(root)!r}, {what!r})") as child:
        assert child.wait() == 0
    return [Home(path) for path in root.parent.glob(f"{root.name}-[0-9]*")]


def test_a_kill_at_any_step_of_a_days_first_write_leaves_the_earlier_backup_and_a_journal_that_records(
    tmp_path: Path,
) -> None:
    """Fault 35."""
    root = tmp_path / "home"
    before = use(Home(root))
    kept, recorded = (folder(before) / YESTERDAY).read_bytes(), logs(before)
    homes = killed(root, "three_documents")
    assert len(homes) > 12, "it was expected to call the system more often"
    unfinished = 0
    for home in homes:
        assert (folder(home) / YESTERDAY).read_bytes() == kept
        if (folder(home) / TODAY).exists():
            assert held(folder(home) / TODAY) == recorded
        unfinished += (folder(home) / ".unfinished").exists()
        journal = home.open()
        journal.add(reflection("from after"), "after")
        assert {"1-days-ago", "2-days-ago", "after"} <= texts(home.open()).keys()
        assert held(folder(home) / TODAY) == recorded
        assert sorted(path.name for path in folder(home).iterdir()) == [YESTERDAY, TODAY]
        assert home.open().troubles == []
    assert unfinished >= 2


def back_up_day_after_day(root: str) -> None:
    home = Home(Path(root))
    journal = home.open()
    while True:
        home.clock.forward(days=1)
        journal.add(reflection("another day"))


def test_a_kill_while_the_bytes_are_written_leaves_every_earlier_backup_whole(used: Home) -> None:
    """Fault 35: killed as soon as the unfinished one is seen on the disk."""
    put_a_large_log(used, "other1", 2_500_000)
    left = 0
    for _ in range(2):
        with in_a_process_of_its_own(f"back_up_day_after_day({str(used.root)!r})") as child:
            while not (folder(used) / ".unfinished").exists():
                assert child.poll() is None
                time.sleep(0.001)
            child.send_signal(signal.SIGKILL)
        left += (folder(used) / ".unfinished").exists()
        days = [path for path in folder(used).iterdir() if path.suffix == ".zip"]
        assert folder(used) / YESTERDAY in days
        assert all(held(path) for path in days)
        before = logs(used)
        used.clock.forward(days=20)
        used.open().add(reflection("goes on"))
        assert not (folder(used) / ".unfinished").exists()
        assert held(folder(used) / f"{used.clock.now.date()}.zip") == before
    assert left, "it was never killed in the middle"


def test_a_kill_at_any_step_of_a_restore_loses_nothing_and_doing_it_again_completes_it(tmp_path: Path) -> None:
    """Fault 36: with a log that is gone, and one that has gone on without its first line."""
    root = tmp_path / "home"
    before = use(Home(root))
    put_a_large_log(before, "other1", 1000)
    before.clock.forward(days=-1)
    (folder(before) / YESTERDAY).unlink()
    before.open().add(reflection("once more yesterday"), "once-more")
    expected = documents(before.open())
    own = before.folder / before.open().device / "2026.jsonl"
    own.write_bytes(own.read_bytes().split(b"\n", 1)[1])
    (before.folder / "other1" / "2026.jsonl").unlink()
    damaged = own.read_bytes()
    name = f"{own.parent.name}/{own.name}"
    homes = killed(root, "restore_yesterday")
    assert len(homes) > 20, "it was expected to call the system more often"
    for home in homes:
        now = logs(home)[name]
        if now != damaged:
            (aside,) = folder(home).glob("before-restore-*.zip")
            assert held(aside)[name] == damaged
        assert set(damaged.split(b"\n")) <= set(now.split(b"\n"))
        journal = home.open()
        restore_yesterday(home)
        assert documents(journal) == documents(home.open()) == expected
        assert home.open().troubles == []


# No room, no permission


def failing_and_then_working(home: Home, because: str, room: Callable[[], None]) -> None:
    """A day's first write where no backup can be made: it is recorded, the reason is said, and later there is one."""
    before = logs(home)
    journal = home.open()
    journal.add(reflection("recorded all the same"), "new")
    assert "new" in texts(home.open())
    (found,) = troubles(journal)
    assert because in str(found)
    assert "Recording goes on without it, and each new record tries again." in str(found)
    assert not (folder(home) / TODAY).exists()
    assert not (folder(home) / ".unfinished").exists()
    room()
    journal.add(reflection("and on"), "later")
    assert troubles(journal) == []
    assert held(folder(home) / TODAY).keys() == before.keys()


def test_a_full_disk_keeps_nobody_from_recording(small_disk: Path | None, home: Home) -> None:  # noqa: F811
    """Fault 5: and a backup does not take the last of the disk, which the record needs."""
    if small_disk is None:
        pytest.skip("this account may not mount a disk; the limit below stands alone")
    home = use(Home(small_disk))
    put_a_large_log(home, "other1", 60_000)
    ballast = fill(small_disk)
    with ballast.open("r+b") as file:
        file.truncate(ballast.stat().st_size - 80_000)
    failing_and_then_working(home, "the disk is full. Free some space.", ballast.unlink)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A real limit, met in the middle of a file."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("size", [1, 30_000, 100_000])
def test_a_backup_that_fails_in_the_middle_leaves_no_trace(used: Home, size: int) -> None:
    """Fault 5: several logs that are each small enough, and together are not."""
    for number in range(4):
        put_a_large_log(used, f"other{number}", 60_000)
    kept = (folder(used) / YESTERDAY).read_bytes()
    with files_of_at_most(max(size, used.folder.joinpath(used.open().device, "2026.jsonl").stat().st_size + 1000)):
        journal = used.open()
        journal.add(reflection("recorded all the same"), "new")
    assert "the file may not grow any further" in str(troubles(journal)[0])
    assert os.listdir(folder(used)) == [YESTERDAY]
    assert (folder(used) / YESTERDAY).read_bytes() == kept
    journal.add(reflection("and on"), "later")
    assert troubles(journal) == []
    assert len(held(folder(used) / TODAY)) == 5


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """A folder that this account may not write to: mounted so where permissions do not bind it."""
    if os.geteuid() == 0:
        if subprocess.run(["mount", "--bind", path, path], capture_output=True, check=False).returncode:
            pytest.skip("permissions do not bind this account, and it may not mount")
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
            yield
        finally:
            subprocess.run(["umount", path], check=True)
    else:
        path.chmod(0o500)
        yield
        path.chmod(0o700)


def test_a_read_only_folder_keeps_nobody_from_recording(used: Home) -> None:
    """Fault 8."""
    with read_only(folder(used)):
        journal = used.open()
        journal.add(reflection("recorded all the same"), "new")
        (found,) = troubles(journal)
        assert "Make it writable" in str(found) or "Change the folder's permissions" in str(found)
        assert str(folder(used)) in str(found)
        assert texts(used.open())["new"] == "recorded all the same"
        assert os.listdir(folder(used)) == [YESTERDAY]
    journal.add(reflection("and on"), "later")
    assert troubles(journal) == []


def test_a_file_in_the_place_of_the_folder_keeps_nobody_from_recording(used: Home) -> None:
    shutil.rmtree(folder(used))
    folder(used).write_text("in the way")
    failing_and_then_working(used, "a file stands where a folder should be. Mend that.", folder(used).unlink)


def test_a_python_that_was_updated_meanwhile_keeps_nobody_from_recording(
    used: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zipfile", None)
    failing_and_then_working(used, "Close the companion and open it again.", monkeypatch.undo)


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_backups_are_0600_in_a_folder_of_0700_under_any_umask(home: Home, umask: int) -> None:
    """Fault 40, and what is set aside too."""
    kept = os.umask(umask)
    try:
        use(home).open().add(reflection("mine alone"))
        home.file.write_bytes(b"Dear diary,\n")
        assert home.open().restore(folder(home) / TODAY).set_aside
    finally:
        os.umask(kept)
    assert len(os.listdir(folder(home))) == 3
    assert stat.S_IMODE(folder(home).stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (*folder(home).iterdir(), home.file)} == {0o600}


# Two at once


def test_two_processes_that_both_write_first_make_one_valid_backup(used: Home, nursery: Nursery) -> None:
    before = logs(used)
    jobs = [{"do": "insert", "root": str(used.root), "name": name, "count": 10} for name in ("left", "right")]
    assert [code for code, _ in nursery.run(*jobs)] == [0, 0]
    assert sorted(os.listdir(folder(used))) == [YESTERDAY, TODAY]
    assert held(folder(used) / TODAY) == before
    assert len(texts(used.open())) == 22


def test_a_restore_waits_for_a_writer_and_then_says_why(used: Home) -> None:
    home, (own,) = Home(used.root), used.folder.glob("*/*.jsonl")
    own.write_bytes(b"")
    before = snapshot(used.folder, folder(used))
    with used.open().act(), pytest.raises(JournalBusy):
        home.open(wait=0.1).restore(folder(used) / YESTERDAY)
    assert snapshot(used.folder, folder(used)) == before


def test_another_process_writes_on_after_a_restore_that_it_did_not_see(used: Home, nursery: Nursery) -> None:
    open_before = used.open()
    assert len(texts(open_before)) == 2
    (own,) = used.folder.glob("*/*.jsonl")
    own.write_bytes(b"")
    used.open().restore(folder(used) / YESTERDAY)
    nursery.run({"do": "insert", "root": str(used.root), "name": "elsewhere", "count": 1})
    open_before.add(reflection("here"), "here")
    assert texts(open_before) == texts(used.open())
    assert {"2-days-ago", "here"} <= texts(open_before).keys()
    assert len(texts(open_before)) == 3


# Restoring


@pytest.mark.parametrize("damage", DAMAGES)
def test_after_any_loss_a_restore_gives_the_documents_back_and_ends_the_alarm(
    used: Home, damage: Callable[[Home], None]
) -> None:
    """Faults 36 and 18."""
    used.open().add(reflection("today"), "today")
    used.clock.forward(days=1)
    used.open().add(reflection("tomorrow"), "tomorrow")
    newest = folder(used) / "2026-11-23.zip"
    expected = documents(used.open())
    del expected["reflections"]["tomorrow"]
    damage(used)
    journal = used.open()
    assert [type(found) for found in journal.troubles if isinstance(found, Lost)] == [Lost]
    journal.restore(newest)
    for each in (journal, used.open()):
        found = documents(each)
        found["reflections"].pop("tomorrow", None)  # there only where it was not lost
        assert found == expected
        assert each.troubles == []
    journal.add(reflection("and on"), "on")
    assert used.open().troubles == []


def test_a_restore_for_which_there_is_no_room_changes_no_log(used: Home) -> None:
    """Fault 5: set aside was possible, putting back was not."""
    put_a_large_log(used, "other1", 200_000)
    used.open().add(reflection("today"), "today")
    theirs, (own,) = used.folder / "other1" / "2026.jsonl", used.folder.glob(f"{used.open().device}/*.jsonl")
    whole = theirs.read_bytes()
    theirs.write_bytes(b"")
    before = logs(used)
    with files_of_at_most(100_000), pytest.raises(CannotWrite, match="may not grow any further"):
        used.open().restore(folder(used) / TODAY)
    assert logs(used) == before
    assert [path.name for path in theirs.parent.iterdir()] == ["2026.jsonl"]
    used.open().restore(folder(used) / TODAY)
    assert theirs.read_bytes() == whole
    assert own.read_bytes() == before[f"{own.parent.name}/{own.name}"]


def test_a_restore_that_can_set_nothing_aside_changes_nothing(used: Home) -> None:
    """Fault 8."""
    used.file.write_bytes(b"")
    before = logs(used)
    with read_only(folder(used)), pytest.raises(CannotWrite, match=r"read-only|may not write there"):
        used.open().restore(folder(used) / YESTERDAY)
    assert logs(used) == before


__all__ = ["back_up_day_after_day", "kill_before_every_call", "restore_yesterday", "three_documents"]
