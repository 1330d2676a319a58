"""Journals made once for all benchmarks that only read them."""

from __future__ import annotations

import os
import sys

import pytest

from tests.benchmarks.journals import Home, make_home
from tests.benchmarks.running import ROUNDS

YEARS = (0, 10, 30)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Home]:
    """A home for each number of years; whoever writes makes his own."""
    if sys.platform != "linux":
        pytest.skip("the benchmarks read processor time the way Linux tells it")
    return {years: make_home(tmp_path_factory.mktemp(f"years-{years}-"), years) for years in YEARS}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How far the figures can be trusted."""
    load, processors = os.getloadavg()[0], os.cpu_count()
    terminalreporter.write_line(f"{ROUNDS} rounds; load {load:.2f} on {processors} processors; a busy machine is noisy")
