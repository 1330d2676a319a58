"""Fault 19: somebody edits the log by hand while the journal is open, and the next look shows it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journal.making import Home, documents, reflection, setting, texts, values


def in_place(path: Path, data: bytes) -> None:
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10_000_000))


def by_replacement(path: Path, data: bytes) -> None:
    beside = path.with_suffix(".new")
    beside.write_bytes(data)
    beside.replace(path)


HOW = [in_place, by_replacement]


@pytest.fixture
def used(home: Home) -> Home:
    """A machine with a reflection and two settings on record."""
    journal = home.open()
    journal.add(setting("zebra"), "minutes")
    journal.add(setting("05:00"), "day-start")
    journal.add(reflection("typed"), "one")
    return home


@pytest.mark.parametrize("edit", HOW)
def test_a_changed_word_is_picked_up_even_at_the_same_length(used: Home, edit: Callable[[Path, bytes], None]) -> None:
    journal = used.open()
    edit(used.file, used.file.read_bytes().replace(b"zebra", b"apple"))
    assert values(journal)["minutes"] == "apple"
    assert documents(journal) == documents(used.open())


@pytest.mark.parametrize("edit", HOW)
def test_a_removed_line_takes_its_record_with_it(used: Home, edit: Callable[[Path, bytes], None]) -> None:
    journal = used.open()
    edit(used.file, b"".join(used.file.read_bytes().splitlines(keepends=True)[1:]))
    assert values(journal).keys() == {"day-start"}


@pytest.mark.parametrize("edit", HOW)
def test_an_added_line_is_picked_up(used: Home, edit: Callable[[Path, bytes], None]) -> None:
    journal = used.open()
    first = used.file.read_bytes().splitlines(keepends=True)[0]
    edit(used.file, used.file.read_bytes() + first.replace(b'"minutes"', b'"another"'))
    assert values(journal)["another"] == "zebra"


@pytest.mark.parametrize("edit", HOW)
def test_a_last_line_without_its_newline_can_be_edited_too(used: Home, edit: Callable[[Path, bytes], None]) -> None:
    edit(used.file, used.file.read_bytes().replace(b"typed", b"zulus").removesuffix(b"\n"))
    journal = used.open()
    assert texts(journal) == {"one": "zulus"}
    edit(used.file, used.file.read_bytes().replace(b"zulus", b"alpha"))
    assert texts(journal) == {"one": "alpha"}
    assert documents(journal) == documents(used.open())


@pytest.mark.parametrize("edit", HOW)
def test_what_is_recorded_after_an_edit_rests_on_the_edit(used: Home, edit: Callable[[Path, bytes], None]) -> None:
    journal = used.open()
    edit(used.file, used.file.read_bytes().replace(b'"value":"zebra"', b'"value":"apple","count":7'))
    with journal.act():
        journal.db.table("settings").update(lambda found: found.update(count=found["count"] + 1), doc_ids=["minutes"])  # type: ignore[list-item, misc]
    assert used.open().db.table("settings").get(doc_id="minutes")["count"] == 8  # type: ignore[call-overload, index]


def test_an_edit_that_only_spaces_a_line_otherwise_revises_nothing(used: Home) -> None:
    """A search through a table that changes one document must not re-record its neighbours."""
    by_replacement(used.file, used.file.read_bytes().replace(b'"value":"zebra"', b'"value" : "zebra"'))
    journal = used.open()
    journal.db.table("settings").update({"value": "06:00"}, lambda found: found["value"] == "05:00")
    last = used.file.read_bytes().splitlines()[-1]
    assert b"day-start" in last
    assert b"minutes" not in last
