"""The quick status answers just what the ordinary way would, or leaves the answer to it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from companion.cli.main import run_command
from companion.files import write_private
from companion.places import Places
from companion.quick import fill, journal_stamp, quick_status


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    monkeypatch.delenv("COMPANION_JOURNAL", raising=False)
    return Places.from_environment(os.environ)


def test_without_a_cache_it_leaves_the_answer_to_the_ordinary_way(places: Places) -> None:
    assert quick_status([]) is None


def test_it_repeats_the_ordinary_answer_even_on_an_empty_journal(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["status"]) == 0
    ordinary = capsys.readouterr().out
    assert quick_status([]) == 0
    assert capsys.readouterr().out == ordinary


@pytest.mark.parametrize(
    "template", ["{streak}", "{total} of {best}, {today}", "no field", "{open", "a}b", "{streak}{streak}"]
)
def test_every_format_gives_what_the_ordinary_way_gives(
    places: Places, capsys: pytest.CaptureFixture[str], template: str
) -> None:
    run_command(["plan"])
    run_command(["did"])
    capsys.readouterr()
    assert run_command(["status", "--format", template]) == 0
    ordinary = capsys.readouterr().out
    assert quick_status([f"--format={template}"]) == 0
    assert capsys.readouterr().out == ordinary


WRITING = [
    ["plan"],
    ["did"],
    ["reflect", "It rained."],
    ["swap"],
    ["set", "day-start", "05:30"],
    ["cadence", "Mon Wed"],
    ["undo"],
]


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_every_command_that_writes_renews_it(
    places: Places, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    if command != ["swap"]:
        run_command(["plan"])
    assert run_command(command) == 0
    capsys.readouterr()
    assert quick_status(["--format={streak} {total} {open} {today}"]) == 0
    quick = capsys.readouterr().out
    (places.state / "cache" / "status").unlink()
    run_command(["status", "--format={streak} {total} {open} {today}"])
    assert capsys.readouterr().out == quick


def test_a_write_by_anybody_else_leaves_it_unused_until_the_ordinary_way_has_answered_again(places: Places) -> None:
    run_command(["plan"])
    log = next(places.journal.glob("*/*.jsonl"))
    with log.open("ab") as file:
        file.write(b"not an act\n")
    assert quick_status([]) is None
    run_command(["undo"])
    assert quick_status([]) is None, "the ordinary way has a line set aside to tell of"


def test_a_command_that_is_refused_leaves_it_as_it_is(places: Places) -> None:
    run_command(["status"])
    assert run_command(["undo"]) == 1
    assert quick_status([]) == 0


def test_a_day_start_written_by_hand_that_is_none_does_no_harm(places: Places) -> None:
    run_command(["set", "day-start", "05:30"])
    log = next(places.journal.glob("*/*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b"05:30", b"dawn!"))
    assert run_command(["status"]) == 0
    assert quick_status([]) == 0


def test_a_journal_that_has_vanished_is_never_answered_for(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["status"])
    run_command(["plan"])
    places.journal.rename(places.journal.with_name("elsewhere"))
    assert quick_status([]) is None
    assert run_command(["status"]) == 3
    assert "needs attention" in capsys.readouterr().err
    assert quick_status([]) is None


def test_tomorrow_it_is_unused(places: Places) -> None:
    run_command(["status"])
    cache = places.state / "cache" / "status"
    text = cache.read_text()
    day = text.split("\n")[0].split("\t")[3]
    write_private(
        cache, text.replace(day, date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()).encode()
    )
    assert quick_status([]) is None


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"1\t0\n", b"\t\t\t\nx\ny"])
def test_a_broken_cache_is_unused(places: Places, damage: bytes) -> None:
    run_command(["status"])
    (places.state / "cache" / "status").write_bytes(damage)
    assert quick_status([]) is None


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "{nope}"], ["--format", "\x1b[2J"], ["--help"], ["x"]])
def test_anything_unusual_is_left_to_the_ordinary_way(places: Places, arguments: list[str]) -> None:
    run_command(["status"])
    assert quick_status(arguments) is None


def test_an_edit_that_keeps_size_and_time_is_noticed_by_its_change_time(places: Places) -> None:
    run_command(["plan"])
    log = next(places.journal.glob("*/*.jsonl"))
    before, kept = journal_stamp(places), log.stat()
    log.write_bytes(log.read_bytes())
    os.utime(log, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert journal_stamp(places) != before


def test_filling_names_the_field_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="nope"):
        fill("{streak} {nope}", {"streak": "1"})


def test_it_loads_none_of_what_makes_the_ordinary_way_slow(places: Places) -> None:
    run_command(["status"])
    code = (
        "import sys; from companion.__main__ import main; assert main(['status']) == 0; "
        "print(*{'argparse', 'msgspec', 'tinydb', 'json', 'dataclasses', 'companion.coach'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[1] == ""
