"""`companion status`, which a shell prompt may run before every line, beside a Python that does nothing."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.journals import Home, record_a_setting
from tests.benchmarks.running import ROUNDS, Table, child_environment, interleaved, python, ratio


@dataclass(frozen=True, slots=True)
class Run:
    """One command from start to end, in milliseconds."""

    wall: float
    cpu: float


def _run(command: list[str], folder: Path, home: Path | None = None) -> Run:
    """Its output goes to a file, so that nobody has to read it meanwhile."""
    with open(folder / "output.txt", "wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=child_environment(home), cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (folder / "output.txt").read_text("utf-8")
    return Run(wall * 1000, (used.ru_utime + used.ru_stime) * 1000)


def _run_after_a_change(folder: Path, home: Home) -> Run:
    """As after something was recorded elsewhere, when no earlier answer can be given again."""
    record_a_setting(home)
    return _run(python("-m", "companion", "status"), folder, home.folder)


def test_status(homes: dict[int, Home], tmp_path: Path) -> None:
    cases: dict[str, Callable[[], Run]] = {"bare": partial(_run, python("-c", "pass"), tmp_path)}
    for number, home in homes.items():
        cases[f"{number} anew"] = partial(_run_after_a_change, tmp_path, home)
        cases[str(number)] = partial(_run, python("-m", "companion", "status"), tmp_path, home.folder)
    runs = interleaved(cases, ROUNDS * 2)
    cpu = {name: [run.cpu for run in found] for name, found in runs.items()}
    wall = {name: [run.wall for run in found] for name, found in runs.items()}
    with Table() as table:
        table.line("python -c pass, CPU", statistics.median(cpu["bare"]), unit=" ms", limit=2000)
        for years, bar in (("0", 3.5), ("10", 3.5), ("30", None)):
            table.line(f"status at {years} years, CPU / python -c pass", ratio(cpu[years], cpu["bare"]), bar)
            table.line(f"status at {years} years, wall / python -c pass", ratio(wall[years], wall["bare"]))
            anew = ratio(cpu[f"{years} anew"], cpu["bare"])
            table.line(f"status at {years} years after a change, CPU / python -c pass", anew, limit=150)
        table.line("status, CPU, 10 years / empty", ratio(cpu["10"], cpu["0"]), 1.15)
        table.line("status, CPU, 30 years / empty", ratio(cpu["30"], cpu["0"]))
