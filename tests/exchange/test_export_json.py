"""Everything as JSON: every record and every revision, exactly as it stands in the log, in one whole file."""

from __future__ import annotations

import inspect
import json
import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from companion import __version__
from companion.coach.views import Refused
from companion.domain.records import Outcome, Verdict
from companion.exchange import sharing
from companion.exchange.export_json import Saved, save_json
from companion.journal.lines import TABLES
from tests.domain.desk import Desk
from tests.domain.making import FRI, ONE, SAT
from tests.exchange.texts import PIECES, texts
from tests.journal.making import line

DAY = '"day":"2026-11-22","at":"2026-11-22T12:00:00Z","offset":0'
STRANGE = '\x00 \x1b]52;c;aGk=\x07 \u202eabc \r\n\t 👩\u200d🚀 \u0645\u06cc\u200c \u2028 \ufeff "\\ </script> é'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


def exported(desk: Desk, path: Path) -> dict[str, Any]:
    """What the file says, by a reader that is not ours."""
    saved = save_json(path, desk.coach().everything())
    found = json.loads(path.read_bytes())
    assert saved == Saved(len(found["records"]), sum(len(record["revisions"]) for record in found["records"]))
    return found  # type: ignore[no-any-return]


def from_elsewhere(desk: Desk, *lines: bytes) -> None:
    """What another device's log says."""
    log = desk.folder / "abcdef" / "2026.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"".join(lines))


def reflection(text: str, more: str = "") -> str:
    return f'{{{DAY},"question":"","text":{json.dumps(text)}{more}}}'


def live(desk: Desk) -> dict[tuple[str, str], Any]:
    """Every document that stands, as TinyDB gives it."""
    db = desk.journal().db
    return {(name, str(one.doc_id)): dict(one) for name in db.tables() for one in db.table(name)}


def a_few_days(desk: Desk) -> None:
    """Records of several kinds, one corrected, one adapted, one taken back."""
    coach = desk.on(FRI).coach()
    made = coach.plan("ask", pact=3)
    told = coach.tell(made.id, Outcome.BETTER)
    coach.note(told, "They laughed.")
    coach.decide(made.id, Verdict.ADOPT, "It works.")
    coach.reflect("Gone again.")
    coach.undo()
    coach.set_minutes(5)
    coach.set_minutes(10)
    desk.on(SAT).coach().reflect(STRANGE)


# What is in it


def test_it_says_what_it_is(desk: Desk, path: Path) -> None:
    desk.coach().reflect("Words.")
    found = exported(desk, path)
    assert list(found) == ["format", "program", "exported", "day", "records", "set_aside"]
    assert (found["format"], found["program"]) == (1, f"tiny-triumphs {__version__}")
    assert (found["exported"], found["day"], found["set_aside"]) == ("2026-11-20T09:00:00Z", "2026-11-20", [])


def test_what_stands_is_what_the_journal_has(desk: Desk, path: Path) -> None:
    a_few_days(desk)
    found = exported(desk, path)
    standing = {(one["table"], one["id"]): one["current"] for one in found["records"] if one["current"] is not None}
    assert standing == live(desk)
    assert len(standing) > 4


def test_every_document_of_every_line_is_one_revision(desk: Desk, path: Path) -> None:
    a_few_days(desk)
    logged = Counter(
        (act["r"], change["t"], change["i"], json.dumps(change["d"]), act.get("undoes", ""))
        for act in map(json.loads, desk.lines())
        for change in act["a"]
    )
    told = Counter(
        (one["revision"], record["table"], record["id"], json.dumps(one["document"]), one.get("undoes", ""))
        for record in exported(desk, path)["records"]
        for one in record["revisions"]
    )
    assert told == logged
    assert len(told) > 7


def test_records_come_in_the_order_in_which_they_were_first_written(desk: Desk, path: Path) -> None:
    a_few_days(desk)
    first = [record["revisions"][0]["revision"] for record in exported(desk, path)["records"]]
    assert first == sorted(first)


def test_each_revision_has_its_instant_and_device_and_the_last_one_stands(desk: Desk, path: Path) -> None:
    a_few_days(desk)
    found = exported(desk, path)
    (minutes,) = [one for one in found["records"] if one["table"] == "settings"]
    assert [one["document"]["value"] for one in minutes["revisions"]] == ["5", "10"]
    assert {one["device"] for one in minutes["revisions"]} == {desk.journal().device}
    assert minutes["revisions"][0]["at"].startswith("2026-11-20T09:00:00")
    for record in found["records"]:
        assert record["current"] == record["revisions"][-1]["document"]
        assert [one["revision"] for one in record["revisions"]] == sorted(
            one["revision"] for one in record["revisions"]
        )


def test_what_was_taken_back_is_there_without_a_current_document(desk: Desk, path: Path) -> None:
    coach = desk.coach()
    made = coach.reflect("Gone again.")
    coach.undo()
    (record,) = exported(desk, path)["records"]
    first, last = record["revisions"]
    assert (record["id"], record["current"], last["document"]) == (made.id, None, None)
    assert first["document"]["text"] == "Gone again."
    assert last["undoes"] == first["revision"]
    assert "undoes" not in first


def test_every_device_s_records_are_there(desk: Desk, path: Path, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    desk.coach().set_minutes(5)
    other.on(SAT).coach().set_minutes(20)
    other.coach().reflect("From the train.")
    desk.meet(other)
    mine, theirs = exported(desk, path), exported(other, tmp_path / "other.json")
    assert mine["records"] == theirs["records"]
    (minutes,) = [one for one in mine["records"] if one["table"] == "settings"]
    assert [one["device"] for one in minutes["revisions"]] == [desk.journal().device, other.journal().device]
    assert minutes["current"]["value"] == "20"


def test_an_act_that_two_files_tell_of_is_there_once(desk: Desk, path: Path) -> None:
    """A sync tool's conflict copy."""
    desk.coach().reflect("Once.")
    (log,) = desk.folder.glob("*/*.jsonl")
    log.with_name("2026.sync-conflict.jsonl").write_bytes(log.read_bytes())
    (record,) = exported(desk, path)["records"]
    assert len(record["revisions"]) == 1


def test_a_tie_of_stamps_ends_as_it_does_in_the_journal(desk: Desk, path: Path) -> None:
    stamp = "1795321013719.00000-abcdef"
    from_elsewhere(desk, *(line(stamp, ("reflections", "x", reflection(text))) for text in ("b", "c", "a")))
    (record,) = exported(desk, path)["records"]
    assert record["current"]["text"] == "c" == desk.journal().history().reflections["x"].text
    assert [one["document"]["text"] for one in record["revisions"]] == ["a", "b", "c"]


def test_lines_that_were_set_aside_are_named(desk: Desk, path: Path) -> None:
    from_elsewhere(
        desk, b"rub\x1bbish\n", line("1795321013719.00000-abcdef", ("reflections", "x", reflection("Kept.")))
    )
    found = exported(desk, path)
    assert found["set_aside"] == ["abcdef/2026.jsonl:1 was set aside: it is not a whole line of JSON."]
    assert [record["id"] for record in found["records"]] == ["x"]


def test_records_that_are_lost_are_told_of(desk: Desk, path: Path) -> None:
    desk.coach().reflect("Lost.")
    (log,) = desk.folder.glob("*/*.jsonl")
    log.unlink()
    found = exported(desk, path)
    assert found["records"] == []
    assert "is missing or empty" in found["set_aside"][0]


def test_an_empty_journal_is_an_export_too(desk: Desk, path: Path) -> None:
    assert exported(desk, path)["records"] == []


# Exactly


def test_every_table_there_is_is_exported(desk: Desk, path: Path) -> None:
    """A kind of record that is added later is not forgotten here."""
    fields = {
        "experiments": '"action":"ask"',
        "trials": '"experiment":"x","outcome":"better","told":"2026-11-22"',
        "untried": '"experiment":"x","about":"2026-11-22"',
        "decisions": '"verdict":"drop"',
        "reflections": '"question":"","text":"t"',
        "swaps": '"card":"p/x"',
        "cadences": '"goal":3',
        "settings": '"value":"5"',
        "away": '"first":"2026-11-22","last":"2026-11-22"',
        "reserves": '"covers":"2026-11-21"',
        "waived": '"about":"2026-11-21"',
        "reviews": '"week":"2026-11-16"',
        "resurfaced": '"entry":"trials/x"',
        "feeds": '"share":"less"',
        "enrolments": '"programme":"p/five","title":"Five"',
        "steps": '"enrolment":"p/five.1","step":"a","title":"A"',
        "captures": '"guide":"p/g","title":"G","step":"in","label":"hopes","text":"t"',
    }
    assert fields.keys() == set(TABLES.values())
    changes = [(table, "2026-11-22", f"{{{DAY},{more}}}") for table, more in fields.items()]
    from_elsewhere(desk, line("1795321013719.00000-abcdef", *changes))
    found = exported(desk, path)
    assert found["set_aside"] == []
    assert {one["table"]: one["current"] for one in found["records"]} == {
        table: json.loads(raw) for table, _, raw in changes
    }


def test_numbers_and_fields_that_this_version_does_not_know_are_kept_to_the_digit(desk: Desk, path: Path) -> None:
    more = ',"weight":1.10,"tiny":0.1000000000000000000001,"count":123456789012345678901234,"nested":{"b":[],"a":{}}'
    from_elsewhere(desk, line("1795321013719.00000-abcdef", ("reflections", "x", reflection("t", more))))
    save_json(path, desk.coach().everything())
    text = path.read_text("utf-8")
    for number in ("1.10", "0.1000000000000000000001", "123456789012345678901234"):
        assert text.count(f": {number},") == 2
    (record,) = json.loads(text)["records"]
    assert record["current"]["nested"] == {"b": [], "a": {}}


@pytest.mark.parametrize("text", [STRANGE, *PIECES])
def test_what_was_typed_comes_back_to_the_character(desk: Desk, path: Path, text: str) -> None:
    desk.coach().reflect(f"x{text}")
    assert exported(desk, path)["records"][0]["current"]["text"] == f"x{text}"


@given(texts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_typed_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("typed")
    desk = Desk(root)
    desk.coach().plan("ask", cue=text, expect=text, know=text)
    (record,) = exported(desk, root / "x.json")["records"]
    assert [record["current"][name] for name in ("cue", "expect", "know")] == [text] * 3


def test_people_can_read_it(desk: Desk, path: Path) -> None:
    """Indented, UTF-8, and without escapes that nobody needs."""
    desk.coach().reflect("é 日本 👩")
    save_json(path, desk.coach().everything())
    lines = path.read_text("utf-8").split("\n")
    assert '        "text": "é 日本 👩",' in lines
    assert lines[-1] == ""


def nested(desk: Desk, depth: int) -> None:
    more = f',"more":{"[" * depth}{"]" * depth}'
    from_elsewhere(desk, line("1795321013719.00000-abcdef", ("reflections", "x", reflection("t", more))))


def test_a_document_nested_as_deeply_as_can_be_read_is_written(desk: Desk, path: Path) -> None:
    low, high = 10, 5000
    while high - low > 1:
        middle = (low + high) // 2
        nested(desk, middle)
        low, high = (middle, high) if desk.journal().troubles == [] else (low, middle)
    nested(desk, low)
    save_json(path, desk.coach().everything())
    bare = path.read_bytes().replace(b" ", b"").replace(b"\n", b"")
    assert bare.count(b"[" * low + b"]" * low) == 2


def test_what_is_nested_too_deeply_to_be_indented_is_written_all_the_same(desk: Desk, path: Path) -> None:
    """Whoever writes may stand deeper in the program than whoever has read."""
    nested(desk, 500)
    everything, limit = desk.coach().everything(), sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(len(inspect.stack(0)) + 300)
        save_json(path, everything)
    finally:
        sys.setrecursionlimit(limit)
    assert json.loads(path.read_bytes())["records"][0]["id"] == "x"


# The file


def test_a_file_of_somebody_else_is_left_alone(desk: Desk, path: Path) -> None:
    path.write_text('{"records": []}')
    with pytest.raises(Refused) as caught:
        save_json(path, desk.coach().everything())
    assert str(caught.value) == (
        f"{path} is there already and is not an export of this program. Choose another name, or move that file away."
    )
    assert path.read_text() == '{"records": []}'


def test_a_folder_is_not_a_file(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"is a folder\. Name a file in it, such as .*journal\.json\.$"):
        save_json(tmp_path, desk.coach().everything())


def test_our_own_export_is_written_anew_under_the_permissions_it_has(desk: Desk, path: Path) -> None:
    old = os.umask(0o022)
    try:
        exported(desk, path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    desk.coach().reflect("One more.")
    assert len(exported(desk, path)["records"]) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(os.listdir(path.parent)) == ["desk", path.name]


def test_a_full_disk_leaves_the_former_export(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exported(desk, path)
    before = path.read_bytes()
    desk.coach().reflect("One more.")
    everything = desk.coach().everything()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sharing.os, "fsync", full)
        with pytest.raises(Refused, match=r"cannot be written: the disk is full\. Free some space, then try again\.$"):
            save_json(path, everything)
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == ["desk", path.name]


def test_exporting_writes_nothing_into_the_journal(desk: Desk, path: Path) -> None:
    a_few_days(desk)
    before = desk.lines()
    exported(desk, path)
    assert desk.lines() == before


def test_it_is_of_the_day_it_is_made_on(desk: Desk, path: Path) -> None:
    assert exported(desk.on(SAT, hour=2), path)["day"] == FRI.isoformat()
    assert exported(desk.on(SAT + ONE), path)["day"] == (SAT + ONE).isoformat()


def test_it_is_json_for_our_own_reader_too(desk: Desk, path: Path) -> None:
    a_few_days(desk)
    found = exported(desk, path)
    assert msgspec.json.decode(path.read_bytes()) == found
