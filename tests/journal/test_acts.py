"""Acts: what is changed inside one is recorded together, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.domain.records import Setting
from companion.journal.device import ALPHABET
from companion.journal.errors import Gone
from companion.journal.journal import Journal
from tests.journal.making import NOON, Home, documents, plan, reflection, setting, texts, trial, values


class Change(Exception):
    """A change of mind."""


def lines(home: Home) -> int:
    return sum(path.read_bytes().count(b"\n") for path in home.folder.glob("*/*.jsonl"))


def record_and_think_better_of_it(journal: Journal) -> None:
    with journal.act():
        journal.add(plan("ask"), "p")
        journal.add(trial("p"), "t")
        raise Change


def test_an_act_of_several_documents_is_one_line(home: Home) -> None:
    journal = home.open()
    with journal.act():
        journal.add(plan("ask"), "p")
        journal.add(trial("p"), "t")
        journal.add(setting(), "minutes")
    assert lines(home) == 1
    assert {key for found in documents(home.open()).values() for key in found} == {"p", "t", "minutes"}


def test_an_act_that_raises_records_nothing_and_the_next_one_works(home: Home) -> None:
    journal = home.open()
    with pytest.raises(Change):
        record_and_think_better_of_it(journal)
    assert documents(journal) == {}
    assert lines(home) == 0
    journal.add(plan("ask"), "p")
    assert documents(journal).keys() == documents(home.open()).keys() == {"experiments"}


def test_an_act_inside_another_joins_it_and_fails_with_it(home: Home) -> None:
    journal = home.open()
    with journal.act():
        journal.add(plan("ask"), "outer")
        with journal.act():
            journal.add(plan("ask"), "inner")
        assert lines(home) == 0
    assert lines(home) == 1

    def outer_fails() -> None:
        with journal.act():
            with journal.act():
                journal.add(plan("ask"), "never")
            raise Change

    with pytest.raises(Change):
        outer_fails()
    assert journal.history().plans.keys() == home.open().history().plans.keys() == {"outer", "inner"}


def test_inside_an_act_its_own_changes_show_and_to_nobody_else(home: Home) -> None:
    journal, other = home.open(), home.open()
    journal.add(setting("15"), "minutes")
    with journal.act():
        journal.add(setting("20"), "minutes")
        journal.add(setting("05:00"), "day-start")
        journal.db.table("settings").remove(doc_ids=["minutes"])  # type: ignore[list-item]
        assert documents(journal)["settings"].keys() == {"day-start"}
        assert len(journal.db.table("settings")) == 1
        assert values(other) == {"minutes": "15"}
    assert values(other) == values(journal) == {"day-start": "05:00"}


def test_an_act_sees_what_others_recorded_before_it_took_the_lock(home: Home) -> None:
    journal = home.open()
    journal.add(setting("15"), "minutes")
    home.open().add(setting("20"), "minutes")
    with journal.act():
        assert documents(journal)["settings"]["minutes"]["value"] == "20"


def test_a_change_that_leaves_everything_as_it_was_records_nothing(home: Home) -> None:
    journal = home.open()
    journal.add(setting("15"), "minutes")
    journal.add(setting("15"), "minutes")
    with journal.act():
        journal.add(setting("20"), "minutes")
        journal.add(setting("15"), "minutes")
        journal.add(reflection("typed"), "r")
        journal.db.table("reflections").remove(doc_ids=["r"])  # type: ignore[list-item]
    assert values(journal) == values(home.open()) == {"minutes": "15"}
    assert texts(home.open()) == {}


def test_new_ids_are_short_easy_to_read_aloud_and_never_used_twice(home: Home) -> None:
    journal = home.open()
    key = journal.add(reflection("first"))
    assert len(key) == 8
    assert set(key) <= set(ALPHABET)
    journal.db.table("reflections").remove(doc_ids=[key])  # type: ignore[list-item]
    offered: Iterator[str] = iter([key, key, "afresh00"])
    again = Journal(home.folder, home.state, lambda: NOON, lambda _: next(offered), fingerprint="one")
    assert again.add(reflection("second")) == "afresh00"


def test_recording_while_looking_through_a_table_is_possible(home: Home) -> None:
    journal = home.open()
    for key in ("one", "two"):
        journal.add(reflection("first"), key)
    seen = []
    for document in journal.db.table("reflections"):
        seen.append(str(document.doc_id))
        journal.add(reflection("second"), f"{document.doc_id}-copy")
    assert seen == ["one", "two"]
    assert texts(journal).keys() == {"one", "two", "one-copy", "two-copy"}


def test_history_and_tables_tell_the_same_story(home: Home) -> None:
    journal = home.open()
    with journal.act():
        journal.add(plan("ask"), "p")
        journal.add(trial("p", "well"), "t")
        journal.add(reflection("calm"), "r")
    history = journal.history()
    assert history.plans["p"] == plan("ask")
    assert history.trials["t"] == trial("p", "well")
    assert history.reflections["r"] == reflection("calm")
    assert home.open().history() == history


def test_an_edit_of_a_record_that_is_gone_is_refused_and_records_nothing(home: Home) -> None:
    journal = home.open()
    with pytest.raises(Gone):
        journal.amend(Setting, "minutes", value="10")
    assert not list(home.folder.glob("*/*"))
