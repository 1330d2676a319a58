"""Processes and machines for the fault tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.packs.library import bundled_content, load_library
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


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled packs as they are once they have been read: the first command in a new place does that."""
    cache = tmp_path_factory.mktemp("compiled")
    load_library(bundled_content(), cache)
    return cache
