"""Ids that another device made up: whatever they hold, they name no file outside, and take no other words with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.journal.drafts import NO_DAY, Draft, Drafts
from tests.journal.making import NOON

HOSTILE = ["../../../../evil", "*", "**x", "nul\0x", "x" * 300, "a/b", "", ".", "..", "~", "[a-z]*", "\u202e", "é"]


def kept(state: Path) -> dict[str, str]:
    return {path.name: path.parent.name for path in state.rglob("*") if path.is_file()}


@pytest.mark.parametrize("id_", HOSTILE)
def test_words_of_a_form_about_it_stay_where_drafts_are(tmp_path: Path, id_: str) -> None:
    state = tmp_path / "deep" / "down" / "state"
    drafts = Drafts(state)
    drafts.save(Draft(NO_DAY, "decide-other.lesson", "mine", NOON))
    drafts.save(Draft(NO_DAY, f"decide-{id_}.lesson", "its", NOON))
    found = drafts.load(NO_DAY, f"decide-{id_}.lesson")
    assert found is not None
    assert found.text == "its"
    assert set(kept(tmp_path).values()) == {"drafts"}
    drafts.drop_form(f"decide-{id_}")
    assert drafts.load(NO_DAY, f"decide-{id_}.lesson") is None
    other = drafts.load(NO_DAY, "decide-other.lesson")
    assert other is not None
    assert other.text == "mine"
