"""What can be kept is kept exactly; what cannot is refused, with disk and memory as they were."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb.table import Document

from companion.domain.records import Reflection, Setting
from companion.journal.errors import Unstorable
from companion.journal.journal import Journal
from tests.journal.making import NOON, PLAIN, Home, documents, plain_setting, plan, reflection, setting, texts

TEXTS = {
    "emoji": "🌱👩🏽‍💻🏳️‍🌈 e\u0301 é",
    "right to left": "שלום \u202bمرحبا\u202c \u200f!",
    "NUL and other controls": "a\0b\x01\x1b[31m\x7f\x85\x9b",
    "newlines of every kind": "one\ntwo\r\nthree\rfour\u2028five\u2029six\x0b\x0c",
    "quotes and backslashes": '"\\" \\u0041 {"v":2} </script> `',
    "the edges of Unicode": "\ufeff\ufffe\uffff\U0010ffff\u00ad",
    "nothing": "",
    "only space": " \t\n ",
    "a megabyte": "grüße 🌱\n" * 75_000,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_comes_back_exactly_as_it_was_typed(home: Home, kind: str) -> None:
    """Fault 33: at once, after opening again, and after an edit of something else."""
    journal = home.open()
    journal.add(reflection(TEXTS[kind]), "one")
    assert texts(journal) == texts(home.open()) == {"one": TEXTS[kind]}
    journal.amend(Reflection, "one", question="What else?")
    assert home.open().history().reflections["one"].text == TEXTS[kind]
    assert home.file.read_bytes().count(b"\n") == 2


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Fault 33, for texts that nobody thought of."""
    home = Home(tmp_path_factory.mktemp("any"))
    home.open().add(reflection(text), "one")
    assert texts(home.open()) == {"one": text}


CYCLE: list[Any] = []
CYCLE.append(CYCLE)

UNSTORABLE: dict[str, Any] = {
    "not a number": float("nan"),
    "infinity": float("inf"),
    "a set": {1, 2},
    "a tuple": (1, 2),
    "integer keys": {1: "one"},
    "bytes": b"bytes",
    "a date that is no text": NOON,
    "a decimal": Decimal("1.5"),
    "an object": object(),
    "half a character": "\ud83c",
    "half a character as a key": {"\udc00": 1},
    "a number of five thousand digits": 10**5000,
    "something that contains itself": CYCLE,
    "a set deep inside": {"a": [{"b": {1}}]},
}


def record_both(journal: Journal, value: Any) -> None:
    with journal.act():
        journal.add(plan("part of the same act"), "p")
        journal.amend(Setting, "minutes", extra=value)


@pytest.mark.parametrize("kind", UNSTORABLE)
def test_a_value_that_cannot_be_kept_exactly_is_refused_and_nothing_changes(home: Home, kind: str) -> None:
    """Fault 31: on insert, on update, and as part of a larger act."""
    journal = home.open()
    journal.add(setting("15"), "minutes")
    table, value = journal.db.table("settings"), UNSTORABLE[kind]
    before, disk = documents(journal), home.file.read_bytes()
    with pytest.raises(Unstorable, match=r"\.\Z|again"):
        table.insert(plain_setting("15", extra=value))
    with pytest.raises(Unstorable):
        table.update({"extra": value}, doc_ids=["minutes"])  # type: ignore[list-item]
    with pytest.raises(Unstorable):
        record_both(journal, value)
    assert documents(journal) == before
    assert home.file.read_bytes() == disk
    journal.add(setting("20"), "minutes")
    assert documents(journal) == documents(home.open())


WRONG_DOCUMENTS: dict[str, dict[str, Any]] = {
    "a field missing": PLAIN,
    "a wrong type": {**PLAIN, "value": 15},
    "an instant without an offset": {**PLAIN, "value": "15", "at": "2026-11-22T12:00:00"},
    "an impossible offset": {**PLAIN, "value": "15", "offset": 100_000},
    "a broken day": {**PLAIN, "value": "15", "day": "2026-02-30"},
    "a lone surrogate": {**PLAIN, "value": "\ud800"},
}


@pytest.mark.parametrize("kind", WRONG_DOCUMENTS)
def test_a_document_that_is_not_a_whole_record_is_refused(home: Home, kind: str) -> None:
    """Fault 31: what would be set aside on reading is never written."""
    with pytest.raises(Unstorable):
        home.open().db.table("settings").insert(WRONG_DOCUMENTS[kind])
    assert not home.folder.exists()


@pytest.mark.parametrize("key", ["", "\ud800", 5, None])
def test_an_id_that_could_not_be_read_back_is_refused(home: Home, key: Any) -> None:
    """Fault 31: a line that is durable and then set aside would be a record acknowledged and lost."""
    with pytest.raises(Unstorable):
        home.open().db.table("settings").insert(Document(plain_setting("15"), key))
    assert list(home.folder.glob("*/*.jsonl")) == []
    assert documents(home.open()) == {}


@pytest.mark.parametrize("year", [1969, 2200, 9999])
def test_a_clock_that_no_stamp_can_hold_is_refused_before_anything_is_written(home: Home, year: int) -> None:
    """Fault 28, beyond reason: its lines would be set aside by every reader."""
    journal = home.open()
    journal.add(setting("15"), "minutes")
    disk = home.file.read_bytes()
    home.clock.now = NOON.replace(year=year)
    if year < 1970:
        journal.add(setting("20"), "minutes")  # behind what has been seen, so it follows that
        assert documents(home.open())["settings"]["minutes"]["value"] == "20"
        return
    with pytest.raises(Unstorable, match="stamp"):
        journal.add(setting("20"), "minutes")
    assert [path.read_bytes() for path in home.folder.glob("*/*.jsonl")] == [disk]


def test_changing_a_returned_document_has_no_effect_until_it_is_saved(home: Home) -> None:
    """Fault 32: however it was asked for, and however deep the change."""
    journal = home.open()
    journal.db.table("settings").insert(Document(plain_setting("15", deep={"list": [1]}), "minutes"))  # type: ignore[arg-type]
    table = journal.db.table("settings")

    ways: list[Any] = [
        lambda: table.get(doc_id="minutes"),  # type: ignore[call-overload]
        lambda: table.search(lambda _: True)[0],
        lambda: table.all()[0],
        lambda: next(iter(table)),
        lambda: journal.view("settings")["minutes"],
    ]
    before, disk = documents(journal), home.file.read_bytes()
    for way in ways:
        found = way()
        found["value"] = "changed"
        found["deep"]["list"].append(2)
        assert way()["deep"] == {"list": [1]}
    assert documents(journal) == before
    assert home.file.read_bytes() == disk


def test_a_document_handed_in_is_copied_too(home: Home) -> None:
    """Fault 32, the other way about."""
    document = plain_setting("15", deep=[1])
    journal = home.open()
    with journal.act():
        journal.db.table("settings").insert(Document(document, "minutes"))  # type: ignore[arg-type]
        document["deep"].append(2)
    assert documents(journal)["settings"]["minutes"]["deep"] == [1]


def test_an_empty_journal_s_folder_is_not_made_by_an_act_without_changes(home: Home, tmp_path: Path) -> None:
    journal = home.open()
    with journal.act():
        pass
    journal.add(setting("15"), "minutes")
    disk = home.file.read_bytes()
    journal.add(setting("15"), "minutes")
    assert home.file.read_bytes() == disk
