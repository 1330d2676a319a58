"""Ten thousand entries: how long the check of them takes, and what they cost a start over fifty."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

from companion.packs.archive import build_zip
from companion.packs.checking import check_files
from companion.packs.files import MemoryFiles
from tests.benchmarks.running import ROUNDS, Table, child_environment, interleaved, python

MANY, FEW = 10_000, 50
THEMES, LEVELS = ("people", "value", "work", "learning"), (101, 201, 301, 401)


def _card(number: int) -> str:
    return f"""## What waits in queue {number} {{#queue-{number}}}
kind: card
theme: {THEMES[number % 4]}
level: {LEVELS[number // 4 % 4]}
minutes: {5 + number % 3 * 5}
source: Little 1961, A Proof for the Queuing Formula, Operations Research 9(3)
tags: anywhere

In any steady flow of work, what is open equals what is finished in a week times how long each thing takes. So the
shortest way to finish number {number} sooner is to have less open. Nobody has to hurry for it, and nobody has to be
asked; the only thing to give up is the comfort of having begun.

### Try
- When I open my list after lunch, I will count what is begun, as {number}. Expect: more than I said.
- When I pass the shelf, I will count what waits on it, and turn the oldest to the front.

### Ask
- What did the second-oldest turn out to be waiting for?
- What would have to be true for it to leave today?
"""


def _pack(count: int) -> MemoryFiles:
    names = [f"part-{number}.md" for number in range(count // 500 or 1)]
    size = count // len(names)
    manifest = f"""format = 1
id = "many"
version = "1.0.0"
title = "Many"
files = [{", ".join(f'"{name}"' for name in names)}]
"""
    texts = {name: "\n".join(map(_card, range(at * size, (at + 1) * size))) for at, name in enumerate(names)}
    return MemoryFiles({name: text.encode() for name, text in {"pack.toml": manifest, **texts}.items()})


def _start(home: Path) -> float:
    """The CPU of one `companion today`, in milliseconds."""
    with open(home / "output.txt", "wb") as output:
        process = subprocess.Popen(
            python("-m", "companion", "today"),
            env=child_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (home / "output.txt").read_text("utf-8")
    return (used.ru_utime + used.ru_stime) * 1000


@pytest.fixture
def homes(tmp_path: Path) -> dict[int, Path]:
    """A home with a pack of so many cards installed."""
    found = {}
    for count in (FEW, MANY):
        files = _pack(count)
        checked = check_files(files)
        assert checked.pack
        assert not checked.errors
        data, _ = build_zip(files, checked.pack.manifest)
        packs = tmp_path / str(count) / "data" / "packs"
        packs.mkdir(parents=True)
        (packs / "many.zip").write_bytes(data or b"")
        found[count] = tmp_path / str(count)
    return found


def test_a_start_with_many_entries(homes: dict[int, Path]) -> None:
    runs = interleaved({str(count): partial(_start, home) for count, home in homes.items()}, ROUNDS * 2)
    more = [many - few for many, few in zip(runs[str(MANY)], runs[str(FEW)], strict=True)]
    with Table() as table:
        table.line(f"a start with {FEW} entries more, CPU", statistics.median(runs[str(FEW)]), unit=" ms", limit=2000)
        table.line(f"and with {MANY}, over that", statistics.median(more), 10.0, " ms")


def test_checking_many_entries() -> None:
    files = _pack(MANY)
    with Table() as table:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            assert check_files(files).pack
            times.append(time.perf_counter() - start)
        table.line(f"a check of {MANY} entries", statistics.median(times), 1.0, " s", limit=6.0)
