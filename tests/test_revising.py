"""What a record said before, in words: also where its fields hold what no version of ours would have written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from companion.coach.revising import revised
from companion.journal.lines import decode_record
from companion.journal.versions import Version
from tests.journal.making import NOON, PLAIN, TODAY


def version(**fields: Any) -> Version:
    raw = json.dumps(PLAIN | {"question": "", "text": "It rained."} | fields).encode()
    return Version("reflections", "a", "s", NOON, "one", raw, decode_record("reflections", raw))


@pytest.mark.parametrize(
    "odd",
    [
        {"outcome": ["x"]},
        {"verdict": {"a": 1}},
        {"deeper": 5},
        {"deeper": ["s"]},
        {"deeper": [{"a": 1}]},
        {"deeper": [{"question": 1, "text": None}]},
        {"outcome": 1e308},
        {"text": "other", "x": None},
    ],
    ids=str,
)
def test_whatever_another_device_wrote_it_is_told(odd: dict[str, Any]) -> None:
    told = revised([version(), version(**odd)], "one", TODAY)
    assert [one.what for one in told] == ["recorded", "changed"]
    assert told[1].changes


def test_outcomes_and_verdicts_are_told_in_words() -> None:
    told = revised([version(outcome="better"), version(outcome="worse")], "two", TODAY)
    assert [(one.was, one.now) for one in told[1].changes] == [("Better than expected", "Worse than expected")]
    assert told[0].where == "on another device (one)"
