"""The full screen: its first useful frame and its memory beside a bare Textual app, and how soon it answers a key."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.journals import Home
from tests.benchmarks.running import ROUNDS, Table, child_environment, interleaved, percentile, python, ratio
from tests.benchmarks.terminal import Frame, Press, Terminal

BARE = re.compile("Nothing but this line")
IDEA = re.compile(r"(?s)1 Today.* idea ▎.*Enter go on")
CHOICES = re.compile(r"(?s)Choose one to try today.*In my own words")
UP, DOWN, ENTER = b"\x1b[A", b"\x1b[B", b"\r"

Frames = dict[str, list[Frame]]


def _bare(folder: Path) -> Frame:
    with Terminal(python("-m", "tests.benchmarks.bare"), child_environment(), folder) as terminal:
        return terminal.first_frame(BARE)


def _companion(home: Home) -> Frame:
    with Terminal(python("-m", "companion"), child_environment(home.folder), home.folder) as terminal:
        return terminal.first_frame(IDEA)


@pytest.fixture(scope="module")
def frames(homes: dict[int, Home], tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """The first frames of every round."""
    folder = tmp_path_factory.mktemp("bare")
    cases: dict[str, Callable[[], Frame]] = {"bare": partial(_bare, folder)}
    for years, home in homes.items():
        cases[str(years)] = partial(_companion, home)
    return interleaved(cases)


def _cpu(frames: list[Frame]) -> list[float]:
    return [frame.cpu for frame in frames]


def test_first_frame_against_a_bare_app(frames: Frames) -> None:
    bare = frames["bare"]
    with Table() as table:
        table.line("bare app, CPU to its frame", statistics.median(_cpu(bare)), unit=" ms", limit=10_000)
        for years, bar in (("0", 1.8), ("10", 1.8), ("30", None)):
            table.line(f"first frame at {years} years, CPU / bare app", ratio(_cpu(frames[years]), _cpu(bare)), bar)
        wall = ratio([frame.wall for frame in frames["10"]], [frame.wall for frame in bare])
        table.line("first frame at 10 years, wall / bare app", wall)


def test_first_frame_as_the_years_go_by(frames: Frames) -> None:
    empty = _cpu(frames["0"])
    with Table() as table:
        table.line("first frame, CPU, 10 years / empty", ratio(_cpu(frames["10"]), empty), 1.10)
        table.line("first frame, CPU, 30 years / empty", ratio(_cpu(frames["30"]), empty), 1.15)


def test_memory(frames: Frames) -> None:
    bare = [frame.memory for frame in frames["bare"]]
    with Table() as table:
        table.line("bare app, peak memory", statistics.median(bare), unit=" MB", limit=500)
        for years, bar in (("0", None), ("10", 1.35), ("30", None)):
            table.line(f"memory at {years} years / bare app", ratio([one.memory for one in frames[years]], bare), bar)


def test_key_to_frame(homes: dict[int, Home]) -> None:
    presses: list[Press] = []
    home = homes[10]
    for _ in range(max(2, ROUNDS // 4)):
        with Terminal(python("-m", "companion"), child_environment(home.folder), home.folder) as terminal:
            terminal.first_frame(IDEA)
            terminal.press(ENTER)
            assert CHOICES.search(terminal.text), terminal.text
            terminal.press(DOWN)
            presses += [terminal.press(key) for key in (DOWN, DOWN, UP, DOWN, UP) * 5]
    first, settled = [press.first for press in presses], [press.settled for press in presses]
    with Table() as table:
        table.line("key to frame at 10 years, median", percentile(first, 0.5), unit=" ms")
        table.line("key to frame at 10 years, 95th percentile", percentile(first, 0.95), 16, " ms")
        table.line("key to last output at 10 years, median", percentile(settled, 0.5), unit=" ms")
        table.line("key to last output at 10 years, 95th percentile", percentile(settled, 0.95), 16, " ms")
