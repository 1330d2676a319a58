"""A year that is lived through the coach is whole: every kind of record, every state, and the same each time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from companion.coach.coach import Coach
from companion.compose import build_coach
from companion.domain.history import History, State
from companion.domain.records import Growth, Outcome, Record, Verdict
from companion.domain.standing import Standing
from companion.places import Places
from companion.text import one_line
from tests.living.stories import STORIES
from tests.living.year import LAST, Clock, fill

REPOSITORY = Path(__file__).resolve().parents[2]
MEMORY = Path("/dev/shm")
"""A folder in memory, where there is one: a year is a thousand acts, and each waits for the disk."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as found:
        yield Path(found)


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Coach:
    """The coach on the evening of the last day, of a year that is lived once, however many workers read of it."""
    basis = tmp_path_factory.getbasetemp()
    home = (basis.parent if "PYTEST_XDIST_WORKER" in os.environ else basis) / "year"
    with FileLock(f"{home}.lock"):
        if not home.exists():
            with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as found:
                fill(Path(found) / "year")
                shutil.copytree(Path(found) / "year", home)
    clock = Clock()
    clock.set(LAST, 22, 0)
    return build_coach(Places.from_environment({"COMPANION_HOME": str(home)}), clock)


@pytest.fixture(scope="module")
def history(coach: Coach) -> History:
    found = coach.seen()
    assert isinstance(found, History)
    return found


def tables(history: History) -> dict[str, dict[str, Record]]:
    return {one.name: getattr(history, one.name) for one in fields(history) if one.name != "known"}


def without_ids(history: object) -> str:
    """All that was recorded as JSON, with a number instead of each random id."""
    assert isinstance(history, History)
    everything = [
        (record.at, table, key, record) for table, records in tables(history).items() for key, record in records.items()
    ]
    everything.sort(key=lambda one: one[:3])
    text = json.dumps(msgspec.to_builtins(everything), ensure_ascii=False)
    random = dict.fromkeys(key for _, _, key, _ in everything if re.fullmatch(r"[0-9a-z]{8}", key))
    for number, key in enumerate(random):
        text = text.replace(f'"{key}"', f'"#{number}"').replace(f"/{key}", f"/#{number}")
    return text


def test_the_same_seed_lives_the_same_year(folder: Path, history: History) -> None:
    assert without_ids(fill(folder / "again").seen()) == without_ids(history)
    assert len({record.at for records in tables(history).values() for record in records.values()}) > 500


def test_another_seed_lives_another_one(folder: Path) -> None:
    first, second = (without_ids(fill(folder / f"seed-{seed}", days=20, seed=seed).seen()) for seed in (7, 8))
    assert len(first) > 5000
    assert first != second


def test_every_kind_of_record_is_in_it(history: History) -> None:
    assert {name: len(records) for name, records in tables(history).items() if len(records) < 2} == {}


def test_every_state_verdict_outcome_and_growth_is_in_it(history: History) -> None:
    assert {one.state(LAST) for one in history.experiments} == set(State)
    assert {one.verdict for one in history.decisions.values()} == set(Verdict)
    assert {one.outcome for one in history.trials.values()} == set(Outcome)
    assert {one.growth for one in history.plans.values()} == {None, *Growth}


def test_every_standing_is_in_it_and_the_cadence_changes_and_changes_back(coach: Coach, history: History) -> None:
    days = coach.progress().days
    assert {one.standing for one in days} == set(Standing) - {Standing.OPEN}
    assert [(one.goal, bool(one.rule)) for one in sorted(history.cadences.values(), key=lambda one: one.day)] == [
        (0, True),
        (3, False),
        (0, True),
    ]
    assert sum(one.standing is Standing.DONE for one in days) > 180


def test_there_are_two_holidays_and_one_absence(history: History) -> None:
    long = [one for one in history.away.values() if (one.last - one.first).days >= 7]
    assert len(long) == 2
    recorded = sorted(history.recorded_days())
    gaps = [(before, after) for before, after in pairwise(recorded) if (after - before).days > 14]
    away = {one.first for one in long}
    absences = [before for before, after in gaps if not any(before < first < after for first in away)]
    assert len(absences) == 1


def test_plans_are_of_many_shapes(coach: Coach, history: History) -> None:
    plans = history.plans.values()
    assert any(one.until for one in plans)
    assert {one.pact for one in plans} >= {1, 5}
    assert any(one.know for one in plans)
    assert len({one.minutes for one in plans}) > 3
    assert sum(one.expect_from_card for one in plans) > 30
    depth = max(kin.depth for key in list(history.plans)[:60] for kin, _ in coach.family(key))
    assert depth >= 3


def test_what_was_written_is_much_and_none_of_it_twice(history: History) -> None:
    notes = [one.note for one in history.trials.values() if one.note]
    reasons = [one.note for one in history.untried.values() if one.note]
    reflections = [one.text for one in history.reflections.values()]
    lessons = [one.lesson for one in history.decisions.values() if one.lesson]
    own = [one.action for one in history.plans.values() if not one.expect_from_card and not one.parent]
    for texts, least in ((notes, 60), (reasons, 12), (reflections, 40), (lessons, 20), (own, 30)):
        assert len(texts) >= least
        assert [text for text, times in Counter(texts).items() if times > 1] == []
    lengths = sorted(len(text) for text in reflections)
    assert lengths[0] < 10
    assert lengths[-1] > 500
    for script in ("é", "ę", "日", "Ο", "شك", "🙂"):
        assert any(script in text for text in [*notes, *reflections]), script


def test_what_was_written_is_what_people_can_be_shown(history: History) -> None:
    texts = [one.note for one in history.trials.values()] + [one.text for one in history.reflections.values()]
    assert [text for text in texts if one_line(text) != " ".join(text.split())] == []


def test_every_story_is_begun(history: History) -> None:
    planned = {one.action for one in history.plans.values()}
    begun = [story for story in STORIES if any(action in story.words for action in planned)]
    assert len(begun) == len(STORIES)


def test_it_leaves_a_folder_that_the_program_opens_and_fills_none_that_is_in_use(folder: Path) -> None:
    home = folder / "by-hand"
    command = [sys.executable, "-m", "tests.living.year", str(home), "--last", "2026-07-03", "--days", "20"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Lived until 2026-07-03." in done.stdout
    (log,) = (home / "data" / "journal").glob("*/2026.jsonl")
    assert '"zone":"Europe/London"' in log.read_text("utf-8")
    again = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 2
    assert "has a journal already" in again.stderr
