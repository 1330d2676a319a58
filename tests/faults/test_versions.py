"""Journals in other formats: a newer one is left strictly alone, an older one reads right and is not rewritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from companion.domain.records import Outcome, Setting, Verdict
from companion.journal.errors import NewerJournal
from tests.journal.making import Home, documents, line, reflection, setting, setting_json, snapshot, texts, trial

DATA = Path(__file__).parents[1] / "journal" / "data"
NEWER = {
    "the same shape": line("1795348900000.00000-abcdef", ("settings", "minutes", setting_json("1")), version=2),
    "another shape": b'{"v":3,"acts":{"of":"another kind"}}\n',
    "no newline yet": b'{"v":2,"r":1}',
}


@pytest.fixture
def used(home: Home) -> Home:
    """A machine that has recorded something before."""
    home.open().add(reflection("from before"), "before")
    return home


def put_newer(home: Home, content: bytes, own: bool) -> Path:
    path = home.file if own else home.folder / "abcdef" / "2026.jsonl"
    path.parent.mkdir(exist_ok=True)
    with path.open("ab") as file:
        file.write(content)
    return path


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("shape", NEWER)
def test_a_newer_journal_is_refused_on_opening_and_nothing_is_touched(used: Home, shape: str, own: bool) -> None:
    """Fault 20: whichever device wrote it, and whatever its lines look like."""
    path = put_newer(used, NEWER[shape], own)
    before = snapshot(used.folder, used.state)
    with pytest.raises(NewerJournal) as refusal:
        used.open()
    assert str(path) in str(refusal.value)
    assert "Update Tiny Triumphs Companion. Nothing was changed." in str(refusal.value)
    assert snapshot(used.folder, used.state) == before


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("shape", NEWER)
def test_a_newer_line_that_arrives_while_open_refuses_the_next_act_and_look(used: Home, shape: str, own: bool) -> None:
    """Fault 20: the other machine was updated first, and its log has just been synced."""
    journal = used.open()
    put_newer(used, NEWER[shape], own)
    before = snapshot(used.folder, used.state)
    for _ in range(2):
        with pytest.raises(NewerJournal):
            journal.add(reflection("must not be written"), "new")
        with pytest.raises(NewerJournal):
            journal.history()
        with pytest.raises(NewerJournal):
            journal.undo()
    assert snapshot(used.folder, used.state) == before


def test_once_the_newer_file_is_gone_the_same_process_goes_on(used: Home) -> None:
    """Fault 20: nothing about a refusal sticks."""
    journal = used.open()
    newer = put_newer(used, NEWER["the same shape"], own=False)
    with pytest.raises(NewerJournal):
        journal.history()
    newer.unlink()
    journal.add(reflection("goes on"), "new")
    assert texts(journal).keys() == texts(used.open()).keys() == {"before", "new"}


def test_an_act_that_is_durable_is_acknowledged_though_a_newer_line_has_just_arrived(
    used: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 20, at the worst moment: a record that is on disk must not be reported as refused."""
    from companion.journal import journal as module

    journal, real = used.open(), module.append

    def with_an_arrival_right_after(path: Path, written: bytes) -> None:
        with path.open("ab") as file:
            file.write(b'{"v":1,"torn')  # so that what was written has to be read back
        real(path, written)
        put_newer(used, NEWER["the same shape"], own=False)

    monkeypatch.setattr(module, "append", with_an_arrival_right_after)
    journal.add(reflection("durable"), "new")
    with pytest.raises(NewerJournal):
        journal.history()
    (used.folder / "abcdef" / "2026.jsonl").unlink()
    assert texts(used.open()).keys() == {"before", "new"}


def test_the_first_format_reads_right_and_its_file_is_unchanged(home: Home) -> None:
    """Fault 21: a log of format 1 as it was written then, with every table, a withdrawal, an undo, an added field."""
    there = home.folder / "v1v1v1" / "2026.jsonl"
    there.parent.mkdir(parents=True)
    shutil.copy(DATA / "v1.jsonl", there)
    before = snapshot(there)
    journal = home.open()
    history = journal.history()
    assert journal.troubles == []
    assert {name: sorted(found) for name, found in documents(journal).items()} == {
        "experiments": ["plan0001", "plan0002"],
        "trials": ["tria0001"],
        "untried": ["untr0001"],
        "decisions": ["plan0001"],
        "reflections": ["refl0001"],
        "swaps": ["swap0001"],
        "cadences": ["2026-11-23"],
        "settings": ["day-start", "minutes"],
    }
    plan = history.plans["plan0001"]
    assert (plan.action, plan.pact, plan.zone) == ("I will ask one question first 🌱", 5, "Europe/Paris")
    assert plan.shown is not None
    assert plan.shown.title == "Ask first"
    assert history.plans["plan0002"].parent == "plan0001"
    assert history.trials["tria0001"].outcome is Outcome.SURPRISE
    assert history.decisions["plan0001"].verdict is Verdict.ADAPT
    assert history.reflections["refl0001"].text == "corrected\nover two lines"
    assert history.settings["minutes"].value == "15", "the change to 30 was undone"
    assert snapshot(there) == before
    journal.add(setting("20"), "minutes")
    assert snapshot(there) == before


def test_fields_that_this_version_does_not_know_survive_an_edit(home: Home) -> None:
    """Fault 22: in a file from a later version of the same format, edited here."""
    there = home.folder / "v1v1v1" / "2026.jsonl"
    there.parent.mkdir(parents=True)
    shutil.copy(DATA / "v1.jsonl", there)
    journal = home.open()
    journal.amend(Setting, "day-start", value="05:30")
    kept = home.open().db.table("settings").get(doc_id="day-start")  # type: ignore[call-overload]
    assert kept["value"] == "05:30"
    assert kept["mood"] == {"colour": "grün", "levels": [1, 2.5, None, True]}


def test_fields_that_this_version_does_not_know_survive_a_replacement(home: Home) -> None:
    """Fault 22: a record added over one that is there takes the place of the fields it has, and no others."""
    journal = home.open()
    journal.add(trial("p", "first"), "t")
    journal.db.table("trials").update({"weather": "rain"}, doc_ids=["t"])  # type: ignore[list-item]
    journal.add(trial("p", "second"), "t")
    kept = home.open().db.table("trials").get(doc_id="t")  # type: ignore[call-overload]
    assert (kept["note"], kept["weather"]) == ("second", "rain")
