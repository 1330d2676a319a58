"""Finding things in long journals: what a list and a search take once the journal was opened, and whole commands."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from companion.coach.coach import Coach
from companion.coach.finding import Filter
from companion.compose import build_coach
from tests.benchmarks.journals import Home
from tests.benchmarks.running import Table, interleaved, python, ratio
from tests.benchmarks.test_status import Run
from tests.benchmarks.test_status import _run as run

BAR = 100
"""Milliseconds from an opened journal to what a search found, at thirty years, where it finds thousands at most."""
SEARCHES = {
    "nothing": "zebrafish",
    "three words": "share a problem",
    "two words": "feared joined",
    "a common word": "handover",
    "a word in most records": "the",
}
SCREEN = 30


def shown(coach: Coach, words: str) -> int:
    """What a front end asks for: the finds, and the words of those on the screen with what to mark in them."""
    hits = coach.search(words)
    coach.entries([hit.item for hit in hits[:SCREEN]])
    return len(hits) + sum(len(hit.spans) for hit in hits[:SCREEN])


def listed(coach: Coach, wanted: Filter) -> int:
    """The same for a list."""
    items = coach.items(wanted)
    return len(coach.entries(items[:SCREEN]))


def opened(home: Home, look: Callable[[Coach], object]) -> float:
    """Milliseconds of one look at a journal that has just been opened from its cache."""
    coach = build_coach(home.places)
    start = time.perf_counter()
    look(coach)
    return (time.perf_counter() - start) * 1000


def again(home: Home, look: Callable[[Coach], object]) -> float:
    """Milliseconds of the next look, as when one more letter is typed."""
    coach = build_coach(home.places)
    look(coach)
    start = time.perf_counter()
    look(coach)
    return (time.perf_counter() - start) * 1000


def test_searching(homes: dict[int, Home]) -> None:
    cases: dict[str, Callable[[], float]] = {}
    for years in (10, 30):
        for name, words in SEARCHES.items():
            look = partial(shown, words=words)
            cases[f"{years} {name}"] = partial(opened, homes[years], look)
            cases[f"{years} {name}, again"] = partial(again, homes[years], look)
    took = interleaved(cases)
    with Table() as table:
        for years in (10, 30):
            for name in SEARCHES:
                bar = None if "most" in name else BAR
                first, later = took[f"{years} {name}"], took[f"{years} {name}, again"]
                table.line(f"{years} years, {name}", statistics.median(first), bar, " ms", limit=3000)
                table.line(f"{years} years, {name}, again", statistics.median(later), bar, " ms", limit=3000)


def test_listing(homes: dict[int, Home]) -> None:
    cases: dict[str, Callable[[], float]] = {}
    for years in (10, 30):
        for name, wanted in (("everything", Filter()), ("one theme", Filter(theme="people"))):
            look = partial(listed, wanted=wanted)
            cases[f"{years} years, {name}"] = partial(opened, homes[years], look)
            cases[f"{years} years, {name}, again"] = partial(again, homes[years], look)
    with Table() as table:
        for name, took in interleaved(cases).items():
            table.line(f"the list of {name}", statistics.median(took), 50, " ms", limit=1000)


def test_the_command(homes: dict[int, Home], tmp_path: Path) -> None:
    cases: dict[str, Callable[[], Run]] = {"bare": partial(run, python("-c", "pass"), tmp_path)}
    for years, home in homes.items():
        for name, words in (("journal", ()), ("journal zebrafish", ("zebrafish",)), ("journal feared", ("feared",))):
            command = python("-m", "companion", "journal", *words)
            cases[f"{name} at {years} years"] = partial(run, command, tmp_path, home.folder)
        cases[f"streak at {years} years"] = partial(run, python("-m", "companion", "streak"), tmp_path, home.folder)
    runs = interleaved(cases)
    bare = [one.cpu for one in runs.pop("bare")]
    with Table() as table:
        for name, found in runs.items():
            cpu = [one.cpu for one in found]
            table.line(f"{name}, CPU", statistics.median(cpu), unit=" ms", limit=5000)
            table.line(f"{name}, CPU / python -c pass", ratio(cpu, bare))
