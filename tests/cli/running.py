"""The command line under test: run in this process with a clock that the test sets, or for real in another."""

from __future__ import annotations

import calendar
import io
import json
import os
import re
import shlex
import subprocess
import sys
import time as system_time
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import pytest

from companion import quick
from companion.cli import main as cli
from companion.compose import build_coach
from tests.domain.making import FRI

REPOSITORY = Path(__file__).resolve().parents[2]
Made = TypeVar("Made")


class Result(NamedTuple):
    """What a command said, byte for byte, and its exit code."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()

    @property
    def json(self) -> Any:
        """The one JSON value on stdout; a command that prints one succeeds and is quiet."""
        assert (self.code, self.stderr) == (0, b"")
        assert self.stdout.isascii()
        return json.loads(self.stdout)


class Companion:
    """The command, typed at nine in the morning of some day in London."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._patch = home, monkeypatch
        self.now = datetime.combine(FRI, time(9), ZoneInfo("Europe/London"))

    def on(self, day: date, hour: int = 9) -> Companion:
        """Set the clock."""
        self.now = datetime.combine(day, time(hour), self.now.tzinfo)
        return self

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result:
        """Run a command in this process."""
        streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="\n") for data in (stdin, b"", b"")]
        with self._patch.context() as patch:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            patch.setattr(sys, "excepthook", sys.excepthook)
            patch.setattr(cli, "build_coach", lambda *where: build_coach(*where, clock=lambda: self.now, wait=0.2))
            code = cli.run_command(list(arguments))
            said = [stream.detach().getvalue() for stream in streams[1:] if stream.flush() is None]
        return Result(code, *said)

    def prompt(self, *arguments: str) -> Result | None:
        """`status` by its shortcut, on the same clock; None where it leaves the answer to the ordinary way."""

        def localtime(seconds: float | None = None) -> system_time.struct_time:
            return self.now.timetuple() if seconds is None else system_time.gmtime(seconds)

        stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
        with self._patch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            patch.setattr(quick, "time", SimpleNamespace(localtime=localtime, mktime=calendar.timegm))
            code = quick.quick_status(list(arguments))
        return None if code is None else Result(code, stream.detach().getvalue(), b"")

    @property
    def logs(self) -> list[Path]:
        return sorted((self.home / "data" / "journal").glob("*/*.jsonl"))

    @property
    def kept(self) -> dict[Path, bytes]:
        """All that is recorded, byte for byte."""
        return {log: log.read_bytes() for log in self.logs}


def done_once(home: Path, do: Callable[[Companion], Made]) -> Made:
    """Do this in a home that nobody changes afterwards, so that tests can copy it; returns what came of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(home))
        patch.delenv("COMPANION_JOURNAL", raising=False)
        return do(Companion(home, patch))


def printed(text: str) -> list[list[str]]:
    """The commands that a page offers, as a person types them: the first of several words, and "…" filled in."""
    found = re.findall(r"companion ([a-z].*?)(?=   |`|$)", text, re.MULTILINE)
    return [[word.split("|")[0] for word in shlex.split(one.replace("…", "I wrote it down"))] for one in found]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color", **(extra or {})}


def python(
    *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None, folder: Path = REPOSITORY
) -> Result:
    """Run the interpreter in a process of its own, without a terminal."""
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, env=environment(extra), input=stdin, capture_output=True, check=False, timeout=60, cwd=folder
    )
    return Result(done.returncode, done.stdout, done.stderr)


def real(*arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> Result:
    """Run the real command in a process of its own, without a terminal."""
    return python("-m", "companion", *arguments, stdin=stdin, extra=extra)
