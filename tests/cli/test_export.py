"""`companion export`: everything as one JSON file, or the journal as Markdown, one file a month."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, Companion, environment, real
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import FRI, MON, TUE


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    return settled_in


@pytest.fixture
def used(companion: Companion) -> Companion:
    """Two records, the second of them changed once."""
    companion.on(MON)("set", "minutes", "10")
    companion.on(TUE)("set", "minutes", "5")
    companion("reflect", "It rained.")
    return companion.on(FRI)


# As JSON


def test_a_name_that_ends_in_json_gets_everything(used: Companion, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    said = used("export", str(path))
    assert (said.code, said.stderr) == (0, b"")
    assert said.out == f"Saved two records and three revisions to {path}.\n"
    found = json.loads(path.read_bytes())
    assert (found["format"], found["day"], len(found["records"])) == (1, "2026-11-20", 2)
    assert found["exported"] == "2026-11-20T09:00:00Z"


def test_with_json_it_says_what_was_saved_for_a_program(used: Companion, tmp_path: Path) -> None:
    path = tmp_path / "journal.JSON"
    assert used("export", str(path), "--json").json == {"file": str(path), "records": 2, "revisions": 3}


def test_an_empty_journal_can_be_exported(companion: Companion, tmp_path: Path) -> None:
    said = companion("export", str(tmp_path / "journal.json"))
    assert said.out.startswith("Saved no records and no revisions to ")
    assert json.loads((tmp_path / "journal.json").read_bytes())["records"] == []


# As Markdown


def test_any_other_name_is_a_folder_of_months(used: Companion, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    said = used("export", str(folder))
    assert (said.code, said.stderr) == (0, b"")
    assert said.out == f"Saved two records in one file to {folder}.\n"
    assert os.listdir(folder) == ["2026-11.md"]
    assert "## Tuesday 17 November\n" in (folder / "2026-11.md").read_text("utf-8")


def test_months_of_ours_that_have_nothing_now_are_named(used: Companion, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    used("export", str(folder))
    (folder / "2026-10.md").write_bytes((folder / "2026-11.md").read_bytes())
    said = used("export", str(folder))
    assert said.out.endswith("From an earlier export, with nothing recorded any more: 2026-10.md.\n")
    assert used("export", str(folder), "--json").json == {
        "folder": str(folder),
        "files": ["2026-11.md"],
        "records": 2,
        "earlier": ["2026-10.md"],
    }


def test_with_nothing_to_read_nothing_is_written(companion: Companion, tmp_path: Path) -> None:
    said = companion("export", str(tmp_path / "journal"))
    assert (said.code, said.out) == (0, "There is nothing to read yet, so nothing was written.\n")
    assert os.listdir(tmp_path) == ["home"]


# Names and formats


def test_a_format_that_is_given_holds_whatever_the_name(used: Companion, tmp_path: Path) -> None:
    used("export", str(tmp_path / "journal"), "--format", "json")
    assert json.loads((tmp_path / "journal").read_bytes())["format"] == 1
    used("export", str(tmp_path / "journal.json"), "--format", "markdown")
    assert os.listdir(tmp_path / "journal.json") == ["2026-11.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "because"),
    [
        ([], 2, "The following arguments are required: FILE"),
        ([""], 2, "Name a file that ends in .json, or a folder for Markdown."),
        (["journal.md"], 2, "name a folder for them, such as journal."),
        (["x", "--format", "html"], 2, "invalid choice: 'html'"),
        (["gone/journal.json"], 1, "There is no folder gone. Make it first, or choose another place."),
        (["gone/journal"], 1, "There is no folder gone. Make it first, or choose another place."),
        (["home", "--format", "json"], 1, "home is a folder. Name a file in it, such as home/journal.json."),
        (["x" * 300 + ".json"], 1, "the name is too long. Choose a shorter one."),
        (["x" * 300], 1, "the name is too long. Choose a shorter one."),
        (["other.json"], 1, "other.json is there already and is not an export of this program."),
        (["other.json", "--format", "markdown"], 1, "other.json is not a folder. Choose another place."),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is(
    used: Companion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, because: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.json").write_text("mine")
    said = used("export", *arguments)
    assert (said.code, said.stdout) == (code, b"")
    assert because in said.err
    assert said.err.count("\n") == 1
    assert sorted(os.listdir(tmp_path)) == ["home", "other.json"]
    assert (tmp_path / "other.json").read_text() == "mine"


# A journal that is not whole


def lose(used: Companion) -> None:
    (log,) = used.logs
    log.unlink()


def test_an_export_of_what_is_left_says_so(used: Companion, tmp_path: Path) -> None:
    lose(used)
    said = used("export", str(tmp_path / "journal.json"))
    assert said.code == 3
    assert "The journal needs attention" in said.err
    assert "needs attention" in json.loads((tmp_path / "journal.json").read_bytes())["set_aside"][0]


@pytest.mark.parametrize("name", ["journal.json", "journal"])
def test_an_export_of_before_a_loss_is_not_written_over(used: Companion, tmp_path: Path, name: str) -> None:
    """It may be the only place that still has the records."""
    used("export", str(tmp_path / name))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "home" not in path.parts}
    lose(used)
    said = used("export", str(tmp_path / name))
    assert (said.code, said.stdout) == (1, b"")
    assert "may still have them, so it is left as it is. Choose another name." in " ".join(said.err.split())
    assert {path: path.read_bytes() for path in before} == before


def test_a_line_that_was_set_aside_stops_nothing(used: Companion, tmp_path: Path) -> None:
    (log,) = used.logs
    log.write_bytes(log.read_bytes() + b"rub\x1bbish\n")
    for _ in range(2):
        said = used("export", str(tmp_path / "journal.json"))
        assert said.code == 0
        assert "was set aside" in said.err


# Outside text


def test_json_keeps_what_was_typed_and_markdown_what_is_harmless(companion: Companion, tmp_path: Path) -> None:
    typed = [f"before {hostile} after" for hostile in HOSTILE.values()]
    for text in typed:
        companion("reflect", text)
    path, folder = tmp_path / "journal.json", tmp_path / "journal"
    assert companion("export", str(path)).code == 0
    assert companion("export", str(folder)).code == 0
    assert [one["current"]["text"] for one in json.loads(path.read_bytes())["records"]] == typed
    month = (folder / "2026-11.md").read_bytes()
    assert is_harmless(month)
    assert month.count(b"before") == len(typed)


def test_a_name_is_shown_without_what_a_terminal_acts_on(used: Companion, tmp_path: Path) -> None:
    for name in ("a\x1b[2Jb\nc.json", "a\x1b[2Jb\nc"):
        said = used("export", str(tmp_path / name))
        assert said.code == 0
        assert is_harmless(said.stdout)


# A crash


def test_a_kill_while_it_is_written_leaves_the_former_export_whole(companion: Companion, tmp_path: Path) -> None:
    """kill -9 of a real process, as soon as a part of the new file is there."""
    path = tmp_path / "out" / "journal.json"
    path.parent.mkdir()
    for number in range(2):
        companion("reflect", f"{number} " + "é 日本 " * 200_000)
    assert real("export", str(path)).code == 0
    before = path.read_bytes()
    companion("reflect", "One more.")
    command = [sys.executable, "-m", "companion", "export", str(path)]
    for _ in range(20):
        running = subprocess.Popen(command, cwd=REPOSITORY, env=environment(), stdout=subprocess.DEVNULL)
        while running.poll() is None and os.listdir(path.parent) == [path.name]:
            time.sleep(0.0005)
        running.kill()
        if running.wait() == -signal.SIGKILL and len(os.listdir(path.parent)) == 2:
            break  # it was writing, and had not finished
        path.write_bytes(before)
    else:
        pytest.fail("it was never caught while writing")
    assert path.read_bytes() == before
    assert real("export", str(path)).code == 0
    assert len(json.loads(path.read_bytes())["records"]) == 3
