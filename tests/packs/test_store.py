"""The store of installed packs: each a whole zip, private, and replaced at once or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from companion.packs.archive import build_zip
from companion.packs.files import MemoryFiles
from companion.packs.findings import Report
from companion.packs.manifest import read_manifest
from companion.packs.origin import archives_of
from companion.packs.store import PackStore
from tests.packs.conftest import CARD, MANIFEST

REPOSITORY = Path(__file__).resolve().parents[2]


def zip_of_version(version: str) -> bytes:
    text = MANIFEST.replace("1.2.0", version).encode()
    manifest = read_manifest(text, Report("pack.toml"))
    assert manifest
    data, findings = build_zip(MemoryFiles({"pack.toml": text, "notice.md": CARD.encode()}), manifest)
    assert findings == []
    assert data is not None
    return data


OLD, NEW = zip_of_version("1.2.0"), zip_of_version("1.3.0")


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    return PackStore(tmp_path / "data" / "packs")


def names(store: PackStore) -> list[str]:
    """What is installed."""
    return [origin.name for origin in archives_of(store.folder)]


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder, *folder.iterdir())}


def test_nothing_is_installed_at_first_and_looking_makes_no_folder(store: PackStore):
    assert not store.has("calm-week")
    assert not store.holds("calm-week", OLD)
    assert not store.folder.parent.exists()


def test_what_was_put_is_installed_byte_for_byte(store: PackStore):
    store.put("calm-week", OLD)
    store.put("brave-week", NEW)

    assert {path.name: path.read_bytes() for path in store.folder.iterdir()} == {
        "brave-week.zip": NEW,
        "calm-week.zip": OLD,
    }
    assert store.has("calm-week")
    assert store.holds("calm-week", OLD)
    for other in (NEW, OLD[:-1], OLD + b"x", b""):
        assert not store.holds("calm-week", other)


def test_a_newer_one_takes_the_place_of_the_older(store: PackStore):
    store.put("calm-week", OLD)
    store.put("calm-week", NEW)

    assert [path.read_bytes() for path in store.folder.iterdir()] == [NEW]


def test_removing_says_whether_there_was_one(store: PackStore):
    store.put("calm-week", OLD)

    assert store.remove("calm-week")
    assert not store.remove("calm-week")
    assert not store.has("calm-week")


def test_a_damaged_one_is_there_and_is_not_what_was_put(store: PackStore):
    store.put("calm-week", OLD)
    os.truncate(store.folder / "calm-week.zip", 300)

    assert store.has("calm-week")
    assert not store.holds("calm-week", OLD)


@pytest.mark.parametrize("name", ["../calm", "calm/week", "", "Calm", ".calm", "calm\0week", "/etc/passwd"])
def test_only_an_id_names_a_pack(store: PackStore, name: str):
    with pytest.raises(ValueError):
        store.put(name, OLD)
    with pytest.raises(ValueError):
        store.remove(name)
    assert not store.has(name)


def test_one_listing_says_what_is_installed(store: PackStore):
    """A zip that was put there by hand is read too, whatever it is called; what begins with a dot is under way."""
    store.put("calm-week", OLD)
    for name in ("notes.txt", "Other.zip", ".zip", ".other.zip", "other.ZIP", ".calm-week.zip.12"):
        (store.folder / name).write_text("")

    assert names(store) == ["Other.zip", "calm-week.zip"]


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_it_is_private_under_any_umask(store: PackStore, umask: int):
    before = os.umask(umask)
    try:
        store.put("calm-week", OLD)
    finally:
        os.umask(before)

    assert modes(store.folder) == {"data": 0o700, "packs": 0o700, "calm-week.zip": 0o600}


def test_only_what_a_process_that_is_gone_left_unfinished_is_swept_by_the_next(store: PackStore):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    store.put("calm-week", OLD)
    left, growing = store.folder / f".calm-week.zip.{gone.pid}", store.folder / f".other.zip.{os.getppid()}"
    for path in (left, growing):
        path.write_bytes(b"half")
    assert names(store) == ["calm-week.zip"]

    store.put("calm-week", NEW)

    assert not left.exists()
    assert growing.exists()


# What can happen in the middle


def child(store: PackStore, *before: str) -> subprocess.CompletedProcess[str]:
    """Another process puts the new version; the lines run before it does."""
    lines = [
        "import os, resource, signal, sys",
        "from pathlib import Path",
        "from companion.packs.store import PackStore",
        "from tests.packs.test_store import NEW",
        *before,
        "try:",
        "    PackStore(Path(sys.argv[1])).put('calm-week', NEW)",
        "except OSError as error:",
        "    print(error.errno)",
    ]
    command = [sys.executable, "-c", "\n".join(lines), str(store.folder)]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=REPOSITORY, timeout=60)


def untouched(store: PackStore) -> bool:
    return (store.folder / "calm-week.zip").read_bytes() == OLD and names(store) == ["calm-week.zip"]


def test_a_process_killed_before_the_new_one_is_in_place_leaves_the_old_one(store: PackStore):
    store.put("calm-week", OLD)
    killed = child(store, "os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)")

    assert killed.returncode == -9, killed.stderr
    assert untouched(store)
    assert len(list(store.folder.iterdir())) == 2, "what it had written so far"
    store.put("calm-week", NEW)
    assert [path.read_bytes() for path in store.folder.iterdir()] == [NEW]


def test_a_disk_that_takes_only_half_leaves_the_old_one(store: PackStore):
    """By a real limit on the size of files: EFBIG, after some of the bytes went through."""
    store.put("calm-week", OLD)
    half = len(NEW) // 2
    full = child(
        store, "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({half}, {half}))",
    )  # fmt: skip

    assert full.stdout.split() == [str(errno.EFBIG)], full.stderr
    assert untouched(store)
    assert len(list(store.folder.iterdir())) == 1


def test_a_folder_that_may_not_be_written_leaves_the_old_one():
    """By an account that permissions bind, and so outside pytest's own private folders."""
    with tempfile.TemporaryDirectory(prefix="companion-test-") as root:
        Path(root).chmod(0o755)
        store = PackStore(Path(root, "packs"))
        store.put("calm-week", OLD)
        store.folder.chmod(0o555)
        refused = child(store, "if os.geteuid() == 0: os.setuid(65534)")

        assert refused.stdout.split() == [str(errno.EACCES)], refused.stderr
        assert untouched(store)
        store.folder.chmod(0o700)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_one_and_nothing_beside_it(
    store: PackStore, monkeypatch: pytest.MonkeyPatch, call: str
):
    def fail(*arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    store.put("calm-week", OLD)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        store.put("calm-week", NEW)

    assert untouched(store)
    assert len(list(store.folder.iterdir())) == 1


def test_a_file_where_the_folder_should_be_is_an_error(tmp_path: Path):
    (tmp_path / "packs").write_text("")
    with pytest.raises(NotADirectoryError):
        PackStore(tmp_path / "packs").put("calm-week", OLD)
    assert not PackStore(tmp_path / "packs").has("calm-week")
