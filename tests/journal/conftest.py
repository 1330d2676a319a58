"""A machine for the journal's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journal.making import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A machine that has recorded nothing yet."""
    return Home(tmp_path)
