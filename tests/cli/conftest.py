"""The command line and the place where it keeps everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Companion


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything is kept; nothing is there yet."""
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMPANION_JOURNAL", raising=False)
    return tmp_path / "home"


@pytest.fixture
def companion(home: Path, monkeypatch: pytest.MonkeyPatch) -> Companion:
    """The command in this process."""
    return Companion(home, monkeypatch)


@pytest.fixture
def settled_in(companion: Companion, compiled: Path) -> Companion:
    """The command in this process, where the packs have been read before; nothing is recorded."""
    shutil.copytree(compiled, companion.home / "state" / "cache")
    return companion
