"""What companion/journal/tables.py relies on in TinyDB, and what a person who knows TinyDB relies on in us."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import set as set_field
from tinydb.table import Document, Table

from companion.journal.journal import Journal
from tests.journal.making import Home, documents, plain_setting, setting, values


def test_tinydb_is_of_the_series_whose_private_methods_we_know() -> None:
    major, minor = (int(part) for part in version("tinydb").split(".")[:2])
    assert (major, minor) >= (4, 9)
    assert major < 5


@pytest.mark.parametrize("name", ["_read_table", "_update_table", "_get_next_id"])
def test_the_private_methods_that_we_replace_exist(name: str) -> None:
    assert inspect.isfunction(getattr(Table, name))


def test_tables_read_and_write_through_the_methods_that_we_replace_and_through_nothing_else() -> None:
    ours = {"_read_table", "_update_table"}
    sources = {name: inspect.getsource(found) for name, found in inspect.getmembers(Table, inspect.isfunction)}
    assert {name for name, source in sources.items() if "storage.read" in source or "storage.write" in source} <= ours
    for name in ("insert", "insert_multiple", "update", "update_multiple", "remove", "truncate"):
        assert "self._update_table(" in sources[name], name
    assert "self._get_next_id()" in sources["insert"]
    assert "storage.write" in inspect.getsource(TinyDB.drop_tables)


def three_settings(journal: Journal) -> None:
    with journal.act():
        for key, value in (("one", "1"), ("two", "2"), ("three", "3")):
            journal.add(setting(value), key)


V = Query().value
WRITES: dict[str, tuple[Callable[[Any], Any], dict[str, str]]] = {
    "insert": (
        lambda t: t.insert(Document(plain_setting("4"), "four")),
        {"one": "1", "two": "2", "three": "3", "four": "4"},
    ),
    "insert_multiple": (
        lambda t: t.insert_multiple([Document(plain_setting(n), n) for n in "45"]),
        {"one": "1", "two": "2", "three": "3", "4": "4", "5": "5"},
    ),
    "update by query": (lambda t: t.update({"value": "x"}, V == "2"), {"one": "1", "two": "x", "three": "3"}),
    "update by id": (lambda t: t.update({"value": "x"}, doc_ids=["one"]), {"one": "x", "two": "2", "three": "3"}),
    "update by operation": (
        lambda t: t.update(set_field("value", "x"), V == "3"),
        {"one": "1", "two": "2", "three": "x"},
    ),
    "update all": (lambda t: t.update({"value": "x"}), {"one": "x", "two": "x", "three": "x"}),
    "update_multiple": (
        lambda t: t.update_multiple([({"value": "x"}, V == "1"), ({"value": "y"}, V == "2")]),
        {"one": "x", "two": "y", "three": "3"},
    ),
    "upsert of a document there": (
        lambda t: t.upsert(Document({"value": "x"}, "two")),
        {"one": "1", "two": "x", "three": "3"},
    ),
    "upsert of a new document": (
        lambda t: t.upsert(Document(plain_setting("4"), "four")),
        {"one": "1", "two": "2", "three": "3", "four": "4"},
    ),
    "upsert by query": (lambda t: t.upsert({"value": "x"}, V == "1"), {"one": "x", "two": "2", "three": "3"}),
    "remove by query": (lambda t: t.remove(V.one_of(["1", "2"])), {"three": "3"}),
    "remove by id": (lambda t: t.remove(doc_ids=["one"]), {"two": "2", "three": "3"}),
    "truncate": (lambda t: t.truncate(), {}),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_way_to_write_is_one_act_on_one_line_and_undo_takes_it_back(home: Home, name: str) -> None:
    journal = home.open()
    three_settings(journal)
    before = documents(journal)
    write, expected = WRITES[name]
    write(journal.db.table("settings"))
    assert values(journal) == values(home.open()) == expected
    assert home.file.read_bytes().count(b"\n") == 2
    journal.undo()
    assert documents(journal) == before


def test_an_inserted_document_without_an_id_gets_one_of_ours(home: Home) -> None:
    journal = home.open()
    table = journal.db.table("settings")
    keys = [table.insert(plain_setting("1")), *table.insert_multiple([plain_setting("2"), plain_setting("3")])]
    assert {str(key) for key in keys} == values(home.open()).keys()
    assert all(isinstance(key, str) and len(key) == 8 for key in keys)


def test_inserting_over_a_document_is_refused_and_records_nothing(home: Home) -> None:
    journal = home.open()
    three_settings(journal)
    with pytest.raises(ValueError, match="already exists"):
        journal.db.table("settings").insert(Document(plain_setting("9"), "one"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="already exists"):
        journal.db.table("settings").insert_multiple([plain_setting("8"), Document(plain_setting("9"), "one")])  # type: ignore[arg-type]
    assert values(journal) == {"one": "1", "two": "2", "three": "3"}
    assert home.file.read_bytes().count(b"\n") == 1


def test_every_way_to_read_finds_the_documents_with_their_ids(home: Home) -> None:
    journal = home.open()
    three_settings(journal)
    table = journal.db.table("settings")
    found = table.search(V == "2")
    assert [(doc.doc_id, doc["value"]) for doc in found] == [("two", "2")]
    assert table.get(V == "3").doc_id == "three"  # type: ignore[union-attr]
    assert table.get(doc_id="one")["value"] == "1"  # type: ignore[call-overload]
    assert [doc.doc_id for doc in table.get(doc_ids=["one", "nobody", "two"])] == ["one", "two"]  # type: ignore[call-overload]
    assert table.get(doc_id="nobody") is None  # type: ignore[call-overload]
    assert table.contains(V == "1")
    assert table.contains(doc_id="one")  # type: ignore[arg-type]
    assert not table.contains(doc_id="nobody")  # type: ignore[arg-type]
    assert table.count(where("value") == "1") == 1
    assert {doc.doc_id for doc in table.all()} == {doc.doc_id for doc in table} == {"one", "two", "three"}
    assert len(table) == 3


def test_dropping_all_tables_is_one_act(home: Home) -> None:
    journal = home.open()
    three_settings(journal)
    journal.db.table("swaps").insert({**plain_setting("1"), "card": "pack/card"})
    before = documents(journal)
    journal.db.drop_tables()
    assert documents(journal) == documents(home.open()) == {}
    assert home.file.read_bytes().count(b"\n") == 3
    journal.undo()
    assert documents(journal) == before


def test_dropping_one_table_leaves_the_others_and_is_one_act(home: Home) -> None:
    journal = home.open()
    three_settings(journal)
    journal.db.table("swaps").insert({**plain_setting("1"), "card": "pack/card"})
    journal.db.drop_table("settings")
    assert documents(home.open()).keys() == {"swaps"}
    assert home.file.read_bytes().count(b"\n") == 3


def test_a_query_asked_before_shows_at_once_what_another_process_wrote_since(home: Home) -> None:
    """TinyDB's query cache is off: it knows nothing of other processes, nor of our own acts."""
    journal, other = home.open(), home.open()
    table, query = journal.db.table("settings"), V == "1"
    assert table.search(query) == []
    other.add(setting("1"), "minutes")
    assert len(table.search(query)) == 1
    journal.add(setting("2"), "minutes")
    assert table.search(query) == []
    other.add(setting("1"), "minutes")
    assert len(table.search(query)) == table.count(query) == 1
