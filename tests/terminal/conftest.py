"""A home for the real command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from companion.places import Places


@pytest.fixture
def home(tmp_path: Path, compiled: Path) -> Path:
    """A home folder in which nothing has been recorded yet, and the packs have been read before."""
    shutil.copytree(compiled, tmp_path / "state" / "cache")
    return tmp_path


@pytest.fixture
def places(home: Path) -> Places:
    """Where the command keeps things in that home."""
    return Places.from_environment({"COMPANION_HOME": str(home)})
