"""Journals made once for all benchmarks that only read them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.benchmarks.journals import Home, make_home
from tests.benchmarks.running import ROUNDS, child_environment, python

YEARS = (0, 10, 30)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Home]:
    """A home for each number of years, in which the program has run once; whoever writes makes his own."""
    if sys.platform != "linux":
        pytest.skip("the benchmarks read processor time the way Linux tells it")
    made = {years: make_home(tmp_path_factory.mktemp(f"years-{years}-"), years) for years in YEARS}
    for home in made.values():  # as it is for everybody after the first day
        command, environment = python("-m", "companion", "today"), child_environment(home.folder)
        subprocess.run(command, env=environment, cwd=home.folder, stdout=subprocess.DEVNULL, check=True)
    return made


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How far the figures can be trusted."""
    load, processors = os.getloadavg()[0], os.cpu_count()
    terminalreporter.write_line(f"{ROUNDS} rounds; load {load:.2f} on {processors} processors; a busy machine is noisy")
