"""Processes and machines for the fault tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.children import Nursery
from tests.journal.making import Home


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process that forks children for us."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A machine that has recorded nothing yet."""
    return Home(tmp_path)
