"""kill -9 at every step of saving: each file is the former one or the new one, whole, and a pack is there or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import python

STEPS = {"json": 3, "months": 6, "playbook": 3, "pack": 7}
"""At least so many kills each, or the test has lost sight of what it is to kill."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def after(root: Path) -> dict[str, list[dict[str, str]]]:
    """What was on disk after each kill, by way to save; the last process of each finished."""
    said = python("-m", "tests.exchange.killing", str(root))
    assert said.code == 0, said.err
    return json.loads(said.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("way", STEPS)
def test_each_file_is_the_former_or_the_new_one_and_whole(way: str, after: dict[str, list[dict[str, str]]]) -> None:
    states = after[way]
    former, new = states[0], states[-1]
    assert len(states) > STEPS[way]
    for state in states:
        assert former.keys() <= state.keys() <= new.keys()
        assert all(text in (former.get(name), new[name]) for name, text in state.items())


def test_a_pack_has_all_its_files_or_none(after: dict[str, list[dict[str, str]]]) -> None:
    assert after["pack"][-1].keys() == {"old/pack.toml", "old/plays.md", "new/pack.toml", "new/plays.md"}
    assert all(len(state) in (2, 4) for state in after["pack"])


def test_the_new_ones_are_not_the_former(after: dict[str, list[dict[str, str]]]) -> None:
    for way in ("json", "months", "playbook"):
        former, new = after[way][0], after[way][-1]
        assert former.keys() == new.keys()
        assert all(former[name] != new[name] for name in new)


@pytest.mark.usefixtures("after")
def test_what_a_kill_leaves_behind_is_no_export(root: Path) -> None:
    """Its name says nothing to any reader: it is hidden, and ends in neither .md nor .json."""
    left = list(root.rglob(".*"))
    assert left
    assert {path.suffix for path in left} == {".part"}
