"""The real command in processes of its own: pipes, closed streams, other accounts, other copies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.running import Result, environment, python, real

NOBODY = 65534
ME = f"{sys.executable} -m companion"


@pytest.fixture
def home(home: Path, compiled: Path) -> Path:
    """Where the packs have been read before; nothing is recorded."""
    shutil.copytree(compiled, home / "state" / "cache")
    return home


def shell(line: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which `companion` is the real command; the status of every part of a pipe counts."""
    script = f'companion() {{ {ME} "$@"; }}; set -o pipefail; {line}'
    return subprocess.run(["bash", "-c", script], env=environment(extra), capture_output=True, text=True, check=False)


def test_without_a_terminal_companion_prints_todays_page(home: Path) -> None:
    said = real()
    assert (said.code, said.stderr) == (0, b"")
    assert "Choose one to try today" in said.out
    assert "\x1b" not in said.out


def test_a_reader_that_goes_away_early_is_no_error(home: Path) -> None:
    said = shell("companion today | head -1; companion --help | true; companion experiments --json | true")
    assert said.stderr == ""
    assert said.returncode == 0
    assert len(said.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", ["today", "plan --from 1"])
def test_a_full_disk_behind_stdout_is_a_sentence(home: Path, command: str) -> None:
    said = shell(f"companion {command} > /dev/full")
    assert said.returncode == 1
    assert said.stderr == "Reading or writing failed: no space left on device. What was recorded is safe.\n"


def test_streams_that_are_closed_are_no_error(home: Path) -> None:
    said = shell(
        "companion plan ask >&- && companion bogus 2>&-; companion reflect - <&-; companion experiments --json"
    )
    assert [one["action"] for one in json.loads(said.stdout)] == ["ask"]
    assert said.stderr.startswith("The text is empty")
    assert said.stderr.count("\n") == 1


def test_the_shortcut_of_status_minds_its_streams_too(home: Path) -> None:
    """Its answer is kept after the first time; what cannot be printed goes the ordinary way."""
    assert shell("companion status").stdout == shell("companion status").stdout != ""
    for line in ("companion status | true", "companion status >&-"):
        said = shell(line)
        assert (said.returncode, said.stderr) == (0, "")
    said = shell("companion status > /dev/full")
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert shell("companion status --format 'é {total}'", PYTHONIOENCODING="ascii").stdout == "? 0\n"


def test_a_home_of_nobody_is_a_folder_like_any_other(tmp_path: Path) -> None:
    said = python("-m", "companion", "status", extra={"COMPANION_HOME": "~nobody-here/x"}, folder=tmp_path)
    assert (said.code, said.stderr) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["~nobody-here"]


def test_a_terminal_that_knows_only_ascii_gets_question_marks(home: Path) -> None:
    said = real("plan", "café ●", extra={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert said.code == 0
    assert b"Caf? ?." in said.stdout


def test_two_copies_at_once_both_record(home: Path) -> None:
    shutil.rmtree(home / "state")  # both read the packs then
    with ThreadPoolExecutor(4) as together:
        said = list(together.map(lambda n: real("plan", f"ask {n}"), range(4)))
    assert [one.code for one in said] == [0, 0, 0, 0]
    found = json.loads(real("experiments", "--json").stdout)
    assert sorted(one["action"] for one in found) == [f"ask {n}" for n in range(4)]


AS_NOBODY = f"""
import contextlib, io, os, sys
from companion.cli.main import run_command
home = os.environ["COMPANION_HOME"]
if os.geteuid() == 0:
    os.environ["COMPANION_HOME"] = home + "-other"
    with contextlib.redirect_stdout(io.StringIO()):  # every late import, while we may still read where it is installed
        run_command(["reflect", "Words."]), run_command(["experiments", "--json"])
    os.environ["COMPANION_HOME"] = home
    os.setgroups([]), os.setgid({NOBODY}), os.setuid({NOBODY})
sys.exit(run_command(sys.argv[1:]))
"""


def as_nobody(*arguments: str) -> Result:
    """Run a command as an account that permissions bind."""
    return python("-c", AS_NOBODY, *arguments)


def test_an_account_that_may_not_write_reads_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(tempfile.mkdtemp(prefix="companion-test-"))
    monkeypatch.setenv("COMPANION_HOME", str(root / "home"))
    monkeypatch.delenv("COMPANION_JOURNAL", raising=False)
    try:
        assert real("plan", "ask").code == 0
        for path in [root, *root.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        read = as_nobody("experiments", "--json")
        assert (read.code, read.stderr) == (0, b"")
        assert [one["action"] for one in json.loads(read.stdout)] == ["ask"]
        written = as_nobody("reflect", "Words.")
        assert (written.code, written.stdout) == (1, b"")
        assert written.err.startswith("The journal cannot be written: this account may not write there.")
        assert written.err.count("\n") == 1
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(root)


def test_it_reads_a_megabyte_from_a_pipe_and_keeps_every_character(home: Path) -> None:
    text = "é 日 [/usr/bin] \x1b[2J " * 60_000
    said = real("reflect", "-", "--json", stdin=text.encode())
    assert said.code == 0
    assert said.stdout.isascii()
    assert json.loads(said.stdout)["text"] == text
