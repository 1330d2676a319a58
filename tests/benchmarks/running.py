"""How the benchmarks run and report: interleaved rounds in a shuffled order, ratios within a round, one line each."""

from __future__ import annotations

import os
import random
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = max(3, int(os.environ.get("COMPANION_BENCH_ROUNDS", "15")))
WARMUPS = 2
DISASTER = 3
"""A measure fails its test only beyond so many times its bar: a busy machine is no reason to fail."""

_KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TZ")


def child_environment(home: Path | None = None) -> dict[str, str]:
    """What a child sees: a colour terminal, this checkout, byte code that is kept, and nothing else that matters."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return environment | ({"COMPANION_HOME": str(home)} if home else {})


def python(*arguments: str) -> list[str]:
    """A command for the interpreter that runs the tests."""
    return [sys.executable, *arguments]


def interleaved(cases: Mapping[str, Callable[[], T]], rounds: int = ROUNDS) -> dict[str, list[T]]:
    """Run every case once a round, shuffled anew each round; the warm-ups are thrown away."""
    order, chance = list(cases), random.Random(1)
    results: dict[str, list[T]] = {name: [] for name in cases}
    for number in range(-WARMUPS, rounds):
        chance.shuffle(order)
        for name in order:
            result = cases[name]()
            if number >= 0:
                results[name].append(result)
    return results


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Table:
    """The measures of one test, a printed line each; leaving it fails where any was a disaster."""

    def __init__(self) -> None:
        self._disasters: list[str] = []

    def __enter__(self) -> Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            assert not self._disasters, "; ".join(self._disasters)

    def line(self, measure: str, value: float, bar: float | None = None, unit: str = "", limit: float = 0.0) -> None:
        """Print one measure. Beyond `limit`, which is by default far beyond the bar, it is a disaster."""
        limit = limit or (bar or 0.0) * DISASTER
        said = f"(bar {bar:.2f}{unit})" if bar else "(no bar)"
        over = "  over" if bar and value > bar else ""
        print(f"\n{measure:<56}{value:9.2f}{unit:<4}{said}{over}", end="", flush=True)
        if limit and value > limit:
            self._disasters.append(f"{measure}: {value:.2f}{unit} is beyond {limit:.2f}{unit}")
