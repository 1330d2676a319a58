"""Undo: takes back this device's latest act, exactly, as a new act; and never somebody else's later change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.records import Decision, Plan, Reflection, Resurfaced, Setting, Verdict
from companion.journal.errors import CannotUndo
from companion.journal.journal import Journal
from tests.journal.making import COMMON, Home, documents, line, plan, reflection, setting, setting_json, texts, values


def test_undo_takes_back_every_document_of_the_act_and_says_which(home: Home) -> None:
    journal = home.open()
    journal.add(plan("ask"), "parent")
    before = documents(journal)
    with journal.act():
        journal.add(Decision(**COMMON, verdict=Verdict.ADAPT, child="child"), "parent")
        journal.add(plan("ask sooner"), "child")
    taken = journal.undo()
    assert documents(journal) == documents(home.open()) == before
    assert {(table, key, type(record)) for table, key, record, *_ in taken} == {
        ("decisions", "parent", Decision),
        ("experiments", "child", Plan),
    }


def test_undo_is_a_new_act_that_names_what_it_takes_back_and_nothing_is_rewritten(home: Home) -> None:
    journal = home.open()
    journal.add(setting("15"), "minutes")
    before = home.file.read_bytes()
    journal.undo()
    after = home.file.read_bytes()
    stamp = before[len(b'{"v":1,"r":"') :].split(b'"')[0]
    assert after.startswith(before)
    assert after.endswith(b'"d":null}],"undoes":"' + stamp + b'"}\n')


def test_undo_restores_what_an_edit_and_a_removal_changed_to_the_byte(home: Home) -> None:
    journal = home.open()
    journal.db.table("settings").insert({**_plain(), "extra": {"kept": [1, None]}})
    ((key, document),) = documents(journal)["settings"].items()
    journal.amend(Setting, key, value="20")
    journal.db.table("settings").remove(doc_ids=[key])  # type: ignore[list-item]
    (brought_back,) = journal.undo()
    assert (brought_back.table, brought_back.id, brought_back.returns) == ("settings", key, True)
    assert isinstance(brought_back.record, Setting)
    assert brought_back.record.value == "20"
    assert values(journal) == {key: "20"}
    journal.undo()
    assert documents(journal) == {"settings": {key: document}}


def _plain() -> dict[str, Any]:
    return {"day": "2026-11-22", "at": "2026-11-22T12:00:00Z", "offset": 0, "value": "15"}


def test_with_nothing_left_undo_says_so_and_writes_nothing(home: Home) -> None:
    journal = home.open()
    with pytest.raises(CannotUndo, match=r"nothing left to take back on this device\."):
        journal.undo()
    assert not home.folder.exists()
    journal.add(setting("15"), "minutes")
    journal.undo()
    disk = home.file.read_bytes()
    with pytest.raises(CannotUndo):
        journal.undo()
    assert home.file.read_bytes() == disk


def test_undo_reaches_acts_of_another_process_on_this_device(home: Home) -> None:
    opened_before_the_device_had_an_id = home.open()
    home.open().add(setting("15"), "minutes")
    opened_before_the_device_had_an_id.undo()
    assert values(home.open()) == {}


@pytest.fixture
def other(home: Home, tmp_path: Path) -> Home:
    """Another machine on the same synced folder."""
    return Home(tmp_path, "two", folder=home.folder)


def test_undo_is_refused_when_another_device_has_revised_the_document_since(home: Home, other: Home) -> None:
    journal = home.open()
    journal.add(reflection("mine"), "shared")
    other.open().amend(Reflection, "shared", text="theirs")
    before = documents(journal)
    with pytest.raises(CannotUndo, match="Another device has changed this since"):
        journal.undo()
    assert documents(journal) == documents(home.open()) == before


def test_undo_passes_over_what_other_devices_did_to_other_documents(home: Home, other: Home) -> None:
    journal = home.open()
    journal.add(reflection("mine"), "mine")
    other.open().add(reflection("theirs"), "theirs")
    journal.undo()
    assert texts(journal) == texts(other.open()) == {"theirs": "theirs"}


def test_undo_of_an_edit_over_another_device_s_wording_brings_that_wording_back(home: Home, other: Home) -> None:
    other.open().add(reflection("theirs"), "shared")
    journal = home.open()
    journal.amend(Reflection, "shared", text="mine")
    journal.undo()
    assert texts(journal) == {"shared": "theirs"}
    with pytest.raises(CannotUndo, match="nothing left to take back on this device"):
        journal.undo()


def test_undo_of_an_act_whose_line_stands_in_another_file_too_works_once(home: Home) -> None:
    """A sync tool's conflict copy repeats the line."""
    journal = home.open()
    journal.add(reflection("kept"), "kept")
    journal.add(reflection("mine"), "mine")
    (home.file.parent / "2026 (conflicted copy).jsonl").write_bytes(home.file.read_bytes())
    journal.undo()
    assert texts(journal) == {"kept": "kept"}
    journal.undo()
    assert texts(journal) == {}


def test_undo_after_a_foreign_line_with_an_earlier_stamp_arrived_late_keeps_both_devices_agreed(home: Home) -> None:
    journal = home.open()
    journal.add(setting("mine"), "minutes")
    late = home.folder / "abcdef" / "2026.jsonl"
    late.parent.mkdir()
    late.write_bytes(line("1795348700000.00000-abcdef", ("settings", "minutes", setting_json("earlier, elsewhere"))))
    journal.undo()
    assert values(journal) == values(home.open()) == {"minutes": "earlier, elsewhere"}


KEYS = ["one", "two", "three"]
deeds = st.lists(
    st.lists(st.tuples(st.sampled_from(["put", "edit", "remove"]), st.sampled_from(KEYS)), min_size=1, max_size=4),
    max_size=8,
)


def do(journal: Journal, what: str, key: str, value: str) -> None:
    if what == "put":
        journal.add(setting(value), key)
    elif what == "edit" and journal.has(Setting, key):
        journal.amend(Setting, key, note=value)
    elif what == "remove":
        journal.db.table("settings").remove(doc_ids=[key])  # type: ignore[list-item]


@settings(max_examples=40, deadline=None)
@given(deeds=deeds)
def test_undoing_one_act_after_another_walks_back_through_every_state_to_the_empty_journal(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[list[tuple[str, str]]]
) -> None:
    home = Home(tmp_path_factory.mktemp("walk"))
    journal = home.open()
    states: list[dict[str, Any]] = [{}]
    for number, deed in enumerate(deeds):
        with journal.act():
            for part, (what, key) in enumerate(deed):
                do(journal, what, key, f"{number}.{part}")
        # A document put and removed in one act leaves a tombstone, or nothing: either way there may be no act.
        states.append(documents(journal))
    acts = b"".join(path.read_bytes() for path in home.folder.glob("*/*")).count(b"\n")
    for _ in range(acts):
        journal.undo()
        assert documents(journal) in states
        while states and documents(journal) != states[-1]:
            states.pop()
    assert documents(journal) == documents(home.open()) == {}
    with pytest.raises(CannotUndo):
        journal.undo()


def test_that_another_device_noted_the_same_words_as_shown_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """What a page showed again is one document a day, written by whichever device records first, or by both."""
    here, there = Home(tmp_path / "here"), Home(tmp_path / "there", machine="two")
    for one, action in ((here, "mine"), (there, "theirs")):
        journal = one.open()
        with journal.act():
            journal.add(Resurfaced(**COMMON, entry="trials/x"), "2026-11-22")
            journal.add(plan(action))
        one.clock.forward(minutes=1)
    there.send(here)
    journal = here.open()
    (taken,) = journal.undo()
    assert isinstance(taken.record, Plan)
    assert [found["action"] for found in documents(journal)["experiments"].values()] == ["theirs"]
    assert "resurfaced" in documents(journal)
