"""What each front end loads, seen from inside a process of its own: an import nobody asked for is a slower start."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.running import python

OUTSIDE = {
    "textual",
    "rich",
    "tinydb",
    "msgspec",
    "dateutil",
    "platformdirs",
    "filelock",
    "tzlocal",
    "pytest",
    "hypothesis",
}
SHOW = "import json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.__stdout__)"
RUN = "import io, sys; sys.stdout = io.StringIO(); from companion.__main__ import main; assert not main({0})"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))


def loaded(*code: str) -> set[str]:
    """The packages a fresh interpreter has loaded after running this."""
    said = python("-c", "\n".join([*code, SHOW]))
    assert said.code == 0, said.err
    return set(json.loads(said.stdout))


@pytest.mark.parametrize("arguments", [["plan", "ask"], ["today"], ["status", "--json"], []])
def test_the_plain_front_end_never_loads_the_terminal_libraries(arguments: list[str]) -> None:
    found = loaded(RUN.format(arguments))
    assert "companion" in found
    assert not found & {"textual", "rich"}


def test_reading_loads_neither_the_lock_nor_the_zones_nor_the_rules_library() -> None:
    found = loaded(RUN.format(["status"]))
    assert not found & {"filelock", "tzlocal", "dateutil", "platformdirs"}
    assert found & OUTSIDE == {"tinydb", "msgspec"}


def test_the_rules_load_nothing_but_dateutil() -> None:
    modules = [
        f"companion.domain.{path.stem}" for path in Path("companion/domain").glob("*.py") if path.stem != "__init__"
    ]
    assert len(modules) > 8
    use = "list(companion.domain.rules.occurrences('FREQ=MONTHLY', *[companion.domain.rules.date(2026, 11, 20)] * 2))"
    found = loaded(f"import {', '.join(modules)}", use)
    assert found & OUTSIDE == {"dateutil"}
    assert not {name for name in found - sys.stdlib_module_names if not name.startswith("_")} - {
        "companion", "dateutil", "six", "sitecustomize", "usercustomize", "distutils-precedence"
    } - {name for name in found if name.startswith("__editable__")}  # fmt: skip
