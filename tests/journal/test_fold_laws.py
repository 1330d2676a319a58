"""The laws of merging: the same acts make the same documents, in whatever order and files they arrive."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.journal.fold import Fold
from companion.journal.lines import decode_line
from tests.journal.making import Home, documents, line, setting_json

KEYS = ["minutes", "day-start", "third"]
changes = st.tuples(st.just("settings"), st.sampled_from(KEYS), st.sampled_from(["null", *map(setting_json, "abc")]))
stamps = st.builds("{:013d}.{:05d}-{}".format, st.integers(1, 4), st.integers(0, 2), st.sampled_from(["aaaa", "bbbb"]))
acts = st.builds(lambda stamp, found: line(stamp, *found), stamps, st.lists(changes, min_size=1, max_size=3))
"""Few stamps and few ids, so that ties, overwriting and deletions are common."""
logs = st.lists(acts, max_size=12)


def folded(lines: list[bytes], fold: Fold | None = None) -> Fold:
    fold = fold or Fold()
    for raw in lines:
        fold.apply(*decode_line(raw))
    return fold


def winners(fold: Fold) -> dict[tuple[str, str], tuple[str, bytes]]:
    return {(name, key): (held.stamp, held.raw) for name, table in fold.tables.items() for key, held in table.items()}


@given(log=logs, chance=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(log: list[bytes], chance: random.Random) -> None:
    shuffled = chance.sample(log, len(log))
    assert winners(folded(shuffled)) == winners(folded(log))
    assert folded(shuffled).last_stamp == folded(log).last_stamp


@given(log=logs, chance=st.randoms(use_true_random=False))
def test_arriving_twice_changes_nothing(log: list[bytes], chance: random.Random) -> None:
    repeated = log + chance.choices(log, k=5) if log else log
    assert winners(folded(repeated)) == winners(folded(log))


@given(first=logs, second=logs, third=logs)
def test_it_does_not_matter_which_logs_met_first(first: list[bytes], second: list[bytes], third: list[bytes]) -> None:
    one_way = folded(third, folded(second, folded(first)))
    other_way = folded(first, folded(third, folded(second)))
    assert winners(one_way) == winners(other_way)


@given(log=logs)
def test_the_winner_is_the_revision_with_the_latest_stamp(log: list[bytes]) -> None:
    latest: dict[tuple[str, str], tuple[str, bytes]] = {}
    for raw in log:
        act, _ = decode_line(raw)
        for change in act.a:
            mine = (act.r, bytes(change.d))
            latest[change.t, change.i] = max(mine, latest.get((change.t, change.i), mine))
    assert winners(folded(log)) == latest


@settings(max_examples=40, deadline=None)
@given(log=logs, cuts=st.lists(st.integers(0, 2), max_size=12), chance=st.randoms(use_true_random=False))
def test_a_journal_that_watches_files_grow_agrees_with_one_that_opens_them_whole(
    tmp_path_factory: pytest.TempPathFactory, log: list[bytes], cuts: list[int], chance: random.Random
) -> None:
    """Any lines in any files, some of them cut in the middle for a while."""
    home = Home(tmp_path_factory.mktemp("growing"))
    watching = home.open()
    paths = [home.folder / name / "2026.jsonl" for name in ("aaaa", "bbbb", "copy")]
    for path in paths:
        path.parent.mkdir(parents=True)
        path.touch()
    for number, raw in enumerate(log):
        path = paths[cuts[number] if number < len(cuts) else 0]
        at = chance.randrange(len(raw))
        for piece in (raw[:at], raw[at:]):
            with path.open("ab") as file:
                file.write(piece)
            watching.refresh()
    assert documents(watching) == documents(home.open())
    shuffled = Home(tmp_path_factory.mktemp("shuffled"))
    one_file = shuffled.folder / "cccc" / "2026.jsonl"
    one_file.parent.mkdir(parents=True)
    one_file.write_bytes(b"".join(chance.sample(log, len(log))))
    assert documents(shuffled.open()) == documents(watching)


steps = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["put", "delete", "sync", "forward", "back"]), st.sampled_from(KEYS)),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(steps=steps)
def test_two_devices_agree_once_they_have_exchanged_their_files(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, str]]
) -> None:
    """Whatever each did, in whatever order they met, and whatever their clocks did."""
    root: Path = tmp_path_factory.mktemp("pair")
    homes = [Home(root / "one", "one"), Home(root / "two", "two")]
    for number, (which, what, key) in enumerate(steps):
        home, journal = homes[which], homes[which].open()
        if what == "put":
            home_value = {"day": "2026-11-22", "at": "2026-11-22T12:00:00Z", "offset": 0, "value": f"{which} {number}"}
            journal.change("settings", lambda found, key=key, new=home_value: found.update({key: new}))  # type: ignore[misc]
        elif what == "delete":
            journal.db.table("settings").remove(doc_ids=[key])  # type: ignore[list-item]
        elif what == "sync":
            home.send(homes[1 - which])
        else:
            home.clock.forward(hours=5 if what == "forward" else -5)
    homes[0].send(homes[1])
    homes[1].send(homes[0])
    assert documents(homes[0].open()) == documents(homes[1].open())
