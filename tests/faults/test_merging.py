"""Several devices, each writing only its own files: they agree, the later change wins, and nothing is destroyed."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from companion.domain.records import Reflection
from tests.journal.making import NOON, Home, documents, reflection, setting, texts, values


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Home, Home]:
    """Two machines that hold the same reflection, and have not met since."""
    here, there = Home(tmp_path / "here", "one"), Home(tmp_path / "there", "two")
    here.open().add(reflection("as it was"), "shared")
    here.send(there)
    return here, there


def meet(here: Home, there: Home) -> None:
    here.send(there)
    there.send(here)


@pytest.mark.parametrize("later", ["here", "there"])
def test_two_devices_that_edit_one_document_apart_agree_on_the_later_one(pair: tuple[Home, Home], later: str) -> None:
    """Fault 25: and the other wording is still in the log of the device that wrote it."""
    here, there = pair
    (here if later == "here" else there).clock.forward(hours=1)
    here.open().amend(Reflection, "shared", text="from here")
    there.open().amend(Reflection, "shared", text="from there")
    meet(here, there)
    assert texts(here.open()) == texts(there.open()) == {"shared": f"from {later}"}
    for home in pair:
        everything = b"".join(path.read_bytes() for path in home.folder.glob("*/*.jsonl"))
        assert b"as it was" in everything
        assert b"from here" in everything
        assert b"from there" in everything


@pytest.mark.parametrize("deleted_later", [True, False])
def test_a_document_deleted_on_one_device_and_edited_on_the_other_ends_as_the_later_says(
    pair: tuple[Home, Home], deleted_later: bool
) -> None:
    """Fault 26."""
    here, there = pair
    (here if deleted_later else there).clock.forward(hours=1)
    here.open().db.table("reflections").remove(doc_ids=["shared"])  # type: ignore[list-item]
    there.open().amend(Reflection, "shared", text="edited")
    meet(here, there)
    assert texts(here.open()) == texts(there.open()) == ({} if deleted_later else {"shared": "edited"})


def test_each_device_writes_only_its_own_files(pair: tuple[Home, Home]) -> None:
    """Fault 25: whatever they change of each other's documents."""
    there = pair[1]
    foreign = {path: path.read_bytes() for path in there.folder.glob("*/*.jsonl")}
    there.open().amend(Reflection, "shared", text="edited")
    there.open().undo()
    assert {path: path.read_bytes() for path in foreign} == foreign
    assert len(list(there.folder.iterdir())) == 2


def test_with_the_clock_gone_back_a_year_new_writes_still_win(pair: tuple[Home, Home]) -> None:
    """Fault 27: over this device's own, and over another's that has been seen."""
    here, there = pair
    for home in (here, there):
        home.clock.now -= timedelta(days=365)
    here.open().amend(Reflection, "shared", text="own, later")
    assert texts(here.open()) == {"shared": "own, later"}
    here.send(there)
    there.open().amend(Reflection, "shared", text="another's, later still")
    meet(here, there)
    assert texts(here.open()) == texts(there.open()) == {"shared": "another's, later still"}
    assert [path.name for path in (there.folder / there.open().device).iterdir()] == ["2025.jsonl"]


def test_a_device_ten_years_ahead_still_lets_the_others_win_after_it(pair: tuple[Home, Home]) -> None:
    """Fault 28."""
    here, there = pair
    there.clock.now += timedelta(days=3652)
    there.open().amend(Reflection, "shared", text="from the future")
    meet(here, there)
    here.open().amend(Reflection, "shared", text="from the present")
    meet(here, there)
    assert texts(here.open()) == texts(there.open()) == {"shared": "from the present"}


def test_a_conflict_copy_that_a_sync_tool_made_leaves_the_same_documents(home: Home) -> None:
    """Fault 23: a copy of an earlier state, and one with an act that the other lacks."""
    home.open().add(reflection("first"), "one")
    earlier = home.file.read_bytes()
    home.open().amend(Reflection, "one", text="second")
    home.open().add(reflection("more"), "two")
    expected, original = documents(home.open()), home.file
    (original.parent / "2026.sync-conflict-20261122-120000-ABCDEFG.jsonl").write_bytes(earlier)
    shutil.copytree(original.parent, original.parent.with_name(f"{original.parent.name} (conflicted copy)"))
    assert documents(home.open()) == expected
    original.write_bytes(b"".join(original.read_bytes().splitlines(keepends=True)[1:]))
    assert documents(home.open()) == expected


def test_a_journal_and_state_copied_to_another_machine_get_a_new_device_and_lose_nothing(
    home: Home, tmp_path: Path
) -> None:
    """Fault 29: both go on writing, each to a file of its own, and agree when they meet."""
    home.open().add(reflection("before the copy"), "one")
    clone = Home(tmp_path / "clone", "two")
    shutil.copytree(home.folder, clone.folder)
    shutil.copytree(home.state, clone.state)
    original = home.open().device
    clone.open().add(reflection("on the clone"), "clone")
    home.open().add(reflection("on the original"), "original")
    assert clone.open().device not in ("", original)
    assert home.open().device == original
    meet(home, clone)
    assert texts(home.open()).keys() == texts(clone.open()).keys() == {"one", "clone", "original"}
    assert home.open().troubles == clone.open().troubles == []


def test_two_devices_that_already_share_a_stamp_agree_all_the_same(home: Home, tmp_path: Path) -> None:
    """Fault 29, noticed too late: the same stamp on two different wordings."""
    one, other = Home(tmp_path / "a", "same"), Home(tmp_path / "b", "same")
    for each in (one, other):
        each.open()
        each.state.mkdir(parents=True)
        (each.state / "device-id").write_bytes(b'{"id":"twin00","fingerprint":"same"}')
    one.open().add(setting("one"), "minutes")
    other.open().add(setting("two"), "minutes")
    logs = [one.file.read_bytes(), other.file.read_bytes()]
    for each, order in ((one, logs), (other, logs[::-1])):
        each.file.write_bytes(b"".join(order))
    assert values(one.open()) == values(other.open())


def test_the_new_year_begins_a_new_file_by_utc_while_the_journal_is_open(home: Home) -> None:
    """Fault 34: and a clock that then goes back writes to the old year's file, and still wins."""
    home.clock.now = NOON.replace(month=12, day=31, hour=23, minute=59)
    journal = home.open()
    journal.add(setting("old year"), "minutes")
    home.clock.forward(minutes=2)
    journal.add(setting("new year"), "minutes")
    home.clock.forward(minutes=-2)
    journal.add(setting("old year again"), "minutes")
    device = home.folder / journal.device
    assert {path.name: path.read_bytes().count(b"\n") for path in device.iterdir()} == {
        "2026.jsonl": 2,
        "2027.jsonl": 1,
    }
    assert values(journal) == values(home.open()) == {"minutes": "old year again"}
    assert home.open().troubles == []
