"""A desk for every test of the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.making import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Thursday 19 November 2026, at nine, that has recorded nothing yet."""
    return Desk(tmp_path)
