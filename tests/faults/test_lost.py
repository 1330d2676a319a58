"""Fault 18: an own file that was emptied, shrunk or lost is said loudly, and never greeted as a new beginning."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from companion.journal.errors import Lost
from companion.journal.journal import Journal
from tests.journal.making import Home, reflection, texts


def lost(journal: Journal) -> list[Lost]:
    return [trouble for trouble in journal.troubles if isinstance(trouble, Lost)]


def empty(home: Home) -> None:
    home.file.write_bytes(b"")


def halve(home: Home) -> None:
    home.file.write_bytes(home.file.read_bytes()[: home.file.stat().st_size // 2])


def drop_the_last_line(home: Home) -> None:
    home.file.write_bytes(b"".join(home.file.read_bytes().splitlines(keepends=True)[:-1]))


def delete(home: Home) -> None:
    home.file.unlink()


def delete_the_device(home: Home) -> None:
    shutil.rmtree(home.file.parent)


def delete_everything(home: Home) -> None:
    shutil.rmtree(home.folder)


DAMAGES = [empty, halve, drop_the_last_line, delete, delete_the_device, delete_everything]


@pytest.fixture
def kept(home: Home) -> Home:
    """A machine with three reflections on record."""
    for key in ("one", "two", "three"):
        home.open().add(reflection(key), key)
    return home


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_loss_is_said_on_opening_with_what_was_there_and_what_to_do(
    kept: Home, damage: Callable[[Home], None]
) -> None:
    had, name = kept.file.stat().st_size, f"{kept.file.parent.name}/{kept.file.name}"
    damage(kept)
    (found,) = lost(kept.open())
    assert (found.file, found.had) == (name, had)
    assert found.has < had
    said = str(found)
    assert said.startswith(f"The journal needs attention: {name} ")
    assert f"it held {had} bytes" in said
    assert "Put the file back from a backup or another device" in said
    assert str(kept.state / "heads.json") in said


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_loss_is_noticed_by_a_journal_that_is_open(kept: Home, damage: Callable[[Home], None]) -> None:
    journal = kept.open()
    assert journal.troubles == []
    damage(kept)
    assert "three" not in texts(journal)
    assert len(lost(journal)) == 1


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_loss_stays_noted_however_much_is_written_after_it(kept: Home, damage: Callable[[Home], None]) -> None:
    had = kept.file.stat().st_size
    damage(kept)
    journal = kept.open()
    for number in range(10):
        journal.add(reflection("written afterwards"), f"later-{number}")
    assert kept.file.stat().st_size > had
    for each in (journal, kept.open()):
        assert [found.had for found in lost(each)] == [had]
        assert "had shrunk before it was written to again" in str(lost(each)[0])
        assert texts(each)["later-9"] == "written afterwards"


@pytest.mark.parametrize("damage", DAMAGES)
def test_putting_the_file_back_ends_the_alarm(kept: Home, damage: Callable[[Home], None]) -> None:
    backup, path = kept.file.read_bytes(), kept.file
    damage(kept)
    journal = kept.open()
    assert lost(journal)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(backup)
    assert texts(journal).keys() == {"one", "two", "three"}
    assert journal.troubles == []


def test_deleting_the_noted_sizes_accepts_the_loss(kept: Home) -> None:
    empty(kept)
    (found,) = lost(kept.open())
    (kept.state / "heads.json").unlink()
    assert found.heads == str(kept.state / "heads.json")
    assert kept.open().troubles == []


def test_a_journal_in_another_folder_is_not_taken_for_a_lost_one(kept: Home) -> None:
    kept.folder = kept.root / "another"
    assert kept.open().troubles == []
    kept.open().add(reflection("here"), "one")
    assert kept.open().troubles == []


def test_an_unwritten_own_file_of_last_year_that_went_is_said_too(kept: Home) -> None:
    old = kept.file
    kept.clock.forward(days=60)
    kept.open().add(reflection("in the new year"), "new")
    old.unlink()
    assert [found.file for found in lost(kept.open())] == [f"{old.parent.name}/2026.jsonl"]
