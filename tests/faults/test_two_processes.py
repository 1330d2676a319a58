"""Several processes on one journal: nothing is lost between them, and nobody waits for ever."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from companion.journal.errors import JournalBusy
from tests.faults.children import REPOSITORY, Nursery
from tests.journal.making import Home, reflection, setting, texts, values


@contextmanager
def another_process_holding_the_lock(home: Home) -> Iterator[subprocess.Popen[bytes]]:
    code = f"from tests.faults.children import hold_the_lock; hold_the_lock({str(home.root)!r})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b'"held"\n'
        try:
            yield holder
        finally:
            holder.kill()


def test_two_processes_inserting_four_hundred_documents_lose_none(home: Home, nursery: Nursery) -> None:
    """Fault 9."""
    jobs = [{"do": "insert", "root": str(home.root), "name": name, "count": 200} for name in ("left", "right")]
    assert [code for code, _ in nursery.run(*jobs)] == [0, 0]
    expected = {f"{name} {number}" for name in ("left", "right") for number in range(200)}
    found = list(texts(home.open()).values())
    assert set(found) == expected
    assert len(found) == 400


def test_two_processes_incrementing_one_document_reach_the_exact_sum(home: Home, nursery: Nursery) -> None:
    """Fault 10: a read-modify-write through TinyDB inside an act is one step for everybody."""
    journal = home.open()
    journal.add(setting("15"), "counter")
    journal.db.table("settings").update({"count": 0}, doc_ids=["counter"])  # type: ignore[list-item]
    jobs = [{"do": "increment", "root": str(home.root), "times": 150} for _ in range(2)]
    assert [code for code, _ in nursery.run(*jobs)] == [0, 0]
    assert journal.db.table("settings").get(doc_id="counter")["count"] == 300  # type: ignore[arg-type, call-overload, index]


def test_two_processes_putting_the_same_new_documents_both_succeed(home: Home, nursery: Nursery) -> None:
    """Fault 9, upserted: between one process's look and its insert, the other cannot get in."""
    names = [f"name-{number}" for number in range(100)]
    jobs = [{"do": "upsert_the_same", "root": str(home.root), "names": names} for _ in range(2)]
    assert [code for code, _ in nursery.run(*jobs)] == [0, 0]
    assert sorted(values(home.open())) == sorted(names)


def test_nobody_gets_in_between_the_look_and_the_insert_of_an_upsert(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 9, upserted, at the one moment that matters."""
    journal, other = home.open(), home.open(wait=0.1)
    table = journal.db.table("settings")
    insert = table.insert

    def insert_after_another_tried(document: Mapping[str, Any]) -> int:
        with pytest.raises(JournalBusy):
            other.add(setting("another's"), "minutes")
        return insert(document)

    monkeypatch.setattr(table, "insert", insert_after_another_tried)
    journal.add(setting("ours"), "minutes")
    assert values(other) == {"minutes": "ours"}


def test_an_open_journal_shows_at_its_next_look_what_another_process_recorded(home: Home, nursery: Nursery) -> None:
    """Fault 11."""
    journal = home.open()
    assert texts(journal) == {}
    nursery.run({"do": "insert", "root": str(home.root), "name": "elsewhere", "count": 1})
    assert list(texts(journal).values()) == ["elsewhere 0"]
    nursery.run({"do": "insert", "root": str(home.root), "name": "again", "count": 1})
    assert len(journal.db.table("reflections")) == 2


def test_a_killed_holder_of_the_lock_makes_nobody_wait(home: Home) -> None:
    """Fault 12."""
    with another_process_holding_the_lock(home) as holder:
        holder.kill()
        holder.wait()
        began = time.monotonic()
        home.open().add(reflection("at once"), "new")
        assert time.monotonic() - began < 1
    assert texts(home.open()) == {"new": "at once"}


def test_a_held_lock_is_waited_for_a_bounded_time_and_then_named(home: Home) -> None:
    """Fault 13: nothing is recorded, the message names the cause, and reading goes on meanwhile."""
    home.open().add(reflection("from before"), "before")
    with another_process_holding_the_lock(home):
        journal = home.open(wait=0.3)
        began = time.monotonic()
        with pytest.raises(JournalBusy, match="Another copy of the companion is writing") as refusal:
            journal.add(reflection("too late"), "new")
        assert 0.25 < time.monotonic() - began < 3
        assert str(home.state / "lock") in str(refusal.value)
        assert texts(journal) == {"before": "from before"}
    journal.add(reflection("the lock is free again"), "new")
    assert texts(journal).keys() == {"before", "new"}


def test_an_act_that_joins_another_does_not_wait_for_itself(home: Home) -> None:
    journal = home.open(wait=0.3)
    with journal.act(), journal.act():
        journal.add(reflection("inside"), "one")
        journal.add(reflection("also inside"), "two")
    assert home.file.read_bytes().count(b"\n") == 1


def test_a_look_during_another_process_s_write_raises_no_false_alarm(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 18 must not cry wolf: an append that lands while a reader is looking at the files is no loss."""
    from companion.journal import journal as module

    writer = home.open()
    writer.add(reflection("first"), "one")
    real = module.log_files

    def with_a_write_right_after(folder: Path) -> object:
        found = real(folder)
        monkeypatch.setattr(module, "log_files", real)
        writer.add(reflection("second"), "two")
        return found

    monkeypatch.setattr(module, "log_files", with_a_write_right_after)
    reader = home.open()
    assert reader.troubles == []
    assert texts(reader).keys() == {"one", "two"}
