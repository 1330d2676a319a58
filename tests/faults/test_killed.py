"""kill -9: what was acknowledged is there, nothing else has changed, and no act is ever half there."""

from __future__ import annotations

import os
import random
import signal
from itertools import count
from pathlib import Path

import pytest

from companion.journal.journal import Journal
from tests.faults.children import Nursery, long_text, three_documents
from tests.journal.making import Home, documents, reflection, texts

ROUNDS = int(os.environ.get("COMPANION_KILL_ROUNDS", "120"))
A_JOURNAL = 20
"""So many rounds go into one journal before another is begun."""


def changed(journal: Journal, sizes: dict[str, tuple[int, ...]]) -> list[str]:
    """The documents that do not say exactly what their key determines."""
    history = journal.history()
    said = [(key, found.action) for key, found in history.plans.items()]
    said += [(key, found.note) for key, found in history.trials.items()]
    said += [(key, found.text) for key, found in history.reflections.items()]
    return [
        key for key, text in said if text not in {long_text(key, size) for size in sizes.get(key, (1, 10, 200, 5000))}
    ]


def half_acts(journal: Journal) -> set[str]:
    """The keys of which some, but not all three documents are there."""
    history = journal.history()
    kinds = [history.plans.keys(), history.trials.keys(), history.reflections.keys()]
    return set().union(*kinds) - set(kinds[0]).intersection(*kinds)


def test_a_kill_at_any_moment_loses_no_acknowledged_record(
    tmp_path: Path, nursery: Nursery, record_property: pytest.RecordProperty
) -> None:
    """Fault 1: killed at random while writing, round after round, in journals that go on growing."""
    chance = random.Random()
    acknowledged: dict[str, tuple[int, ...]] = {}
    total, lost, altered, halves = 0, 0, 0, 0
    for number in range(ROUNDS):
        root = tmp_path / str(number // A_JOURNAL)
        if number % A_JOURNAL == 0:
            total, acknowledged = total + len(acknowledged), {}
        before = {path: path.read_bytes() for path in root.glob("journal/*/*.jsonl")}
        job = {"do": "write_until_killed", "root": str(root), "seed": number, "kill_after": chance.uniform(0, 0.03)}
        ((code, said),) = nursery.run(job)
        assert code == -signal.SIGKILL
        acknowledged |= {key: (size,) for key, size in said}
        journal = Home(root).open()
        lost += len(acknowledged.keys() - journal.history().reflections.keys())
        altered += len(changed(journal, acknowledged))
        halves += len(half_acts(journal))
        assert all(path.read_bytes().startswith(data) for path, data in before.items())
    total += len(acknowledged)
    result = {"rounds": ROUNDS, "acknowledged": total, "lost": lost, "changed": altered, "half acts": halves}
    print(result)
    for name, value in result.items():
        record_property(name, value)
    assert total >= ROUNDS
    assert (lost, altered, halves) == (0, 0, 0)


def whole_line(tmp_path: Path) -> bytes:
    home = Home(tmp_path / "whole")
    three_documents(home)
    return home.file.read_bytes()


def test_a_kill_between_any_two_documents_of_an_act_leaves_none_of_them(tmp_path: Path, nursery: Nursery) -> None:
    """Fault 2: a write cut off at every document boundary, beside each, and all along the line."""
    whole = whole_line(tmp_path)
    boundaries = [at for at in range(len(whole)) if whole.startswith(b'{"t":', at)]
    assert len(boundaries) == 3
    spots = {near for at in boundaries for near in (at - 1, at, at + 1)}
    spots |= {0, 1, len(whole) - 3, len(whole) - 2, len(whole) - 1, len(whole), *range(0, len(whole), 25)}
    for spot in sorted(spots):
        home = Home(tmp_path / str(spot))
        home.open().add(reflection("from before"), "before")
        earlier = home.file.read_bytes()
        ((code, _),) = nursery.run({"do": "cut", "root": str(home.root), "at": spot})
        assert code == -signal.SIGKILL
        assert home.file.read_bytes().startswith(earlier)
        journal = home.open()
        found = {key for table in documents(journal).values() for key in table}
        # Only the line's newline may be missing from an act that is there.
        assert found == ({"before", "p", "t", "r"} if spot >= len(whole) - 1 else {"before"})
        journal.add(reflection("from after"), "after")
        assert {"before", "after"} <= texts(home.open()).keys()
        assert home.file.read_bytes().startswith(earlier)


def test_a_kill_before_any_call_to_the_system_leaves_a_journal_that_opens_and_writes(
    tmp_path: Path, nursery: Nursery
) -> None:
    """Fault 2: the very first act, which makes the folders and the device too, killed at every step of the way."""
    for number in count(1):
        home = Home(tmp_path / str(number))
        ((code, said),) = nursery.run({"do": "killed_before_call", "root": str(home.root), "number": number})
        if said == ["finished"]:
            break
        assert code == -signal.SIGKILL
        journal = home.open()
        found = {key for table in documents(journal).values() for key in table}
        assert found in (set(), {"p", "t", "r"})
        journal.add(reflection("from after"), "after")
        after = home.open()
        assert {key for table in documents(after).values() for key in table} == found | {"after"}
        assert not after.troubles
    assert number > 15, "the act was expected to call the system more often"
