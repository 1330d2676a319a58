"""Recording a trial inside a running program beside one append and fsync, and what a long history costs to read."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from companion.coach.coach import Coach
from companion.compose import build_coach, local_now, random_id, zone_name
from companion.domain.days import Moment
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome, Trial
from companion.journal.drafts import Drafts
from companion.journal.journal import Journal
from companion.packs.library import bundled_content, load_library
from tests.benchmarks.conftest import YEARS
from tests.benchmarks.journals import Home, make_home
from tests.benchmarks.running import ROUNDS, Table, interleaved, ratio

NOTE = "It took less time than I had feared, and two people joined in without being asked."


class Desk:
    """One home that is written to: through the coach, through its journal alone, and as a bare append."""

    def __init__(self, folder: Path, years: int) -> None:
        self.home = make_home(folder, years)
        places = self.home.places
        self.journal = open_journal(self.home)
        library = load_library(bundled_content(), places.state / "cache")
        self.coach = Coach(self.journal, library, Drafts(places.state), local_now, zone_name)
        self.plan = self.coach.plan("I will say one thing").id
        self.tell()  # a day's first write has more to do
        log = max(places.journal.glob("*/*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
        self.line = log.read_bytes().splitlines(keepends=True)[-1]
        self.bare = os.open(folder / "bare.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(self.bare, log.read_bytes())
        os.fsync(self.bare)

    def tell(self) -> None:
        """What `companion did` asks for."""
        self.coach.tell(self.plan, Outcome.BETTER, note=NOTE)

    def add(self) -> None:
        """The journal's part of it."""
        now = Moment(local_now(), "Europe/Paris")
        common: dict[str, Any] = {"at": now.at, "offset": now.offset, "zone": now.zone}
        record = Trial(day=now.day(), **common, experiment=self.plan, outcome=Outcome.BETTER, told=now.day(), note=NOTE)
        self.journal.add(record)

    def append(self) -> None:
        """The least that keeps a line of the same length."""
        os.write(self.bare, self.line)
        os.fsync(self.bare)


def open_journal(home: Home) -> Journal:
    """The journal of a home, read from its files."""
    return Journal(home.places.journal, home.places.state, lambda: local_now().astimezone(UTC), random_id)


def timed(act: Callable[[], object]) -> Callable[[], float]:
    """The act, returning how many milliseconds it took."""

    def run() -> float:
        start = time.perf_counter()
        act()
        return (time.perf_counter() - start) * 1000

    return run


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Desk]:
    """A desk for each number of years."""
    return {years: Desk(tmp_path_factory.mktemp(f"desk-{years}-"), years) for years in YEARS}


def test_logging_a_trial(desks: dict[int, Desk]) -> None:
    cases: dict[str, Callable[[], float]] = {}
    for years, desk in desks.items():
        cases |= {
            f"append {years}": timed(desk.append),
            f"add {years}": timed(desk.add),
            f"tell {years}": timed(desk.tell),
        }
    took = interleaved(cases, ROUNDS * 4)
    with Table() as table:
        table.line("one append and fsync", statistics.median(took["append 30"]), unit=" ms", limit=1000)
        for name, words in (("add", "the journal alone"), ("tell", "the coach")):
            for years in YEARS:
                told = took[f"{name} {years}"]
                table.line(f"a trial at {years} years, {words}", statistics.median(told), unit=" ms", limit=500)
                # How long a disk takes for its part differs a thousandfold, so this alone never fails.
                over = ratio(told, took[f"append {years}"])
                bar = 1.25 if years == 30 else None
                table.line(f"a trial at {years} years, {words} / append, fsync", over, bar, limit=float("inf"))
            growth = statistics.median(took[f"{name} 30"]) / statistics.median(took[f"{name} 0"])
            table.line(f"a trial, {words}, 30 years / empty", growth, limit=5)


def read_in_full(home: Home) -> None:
    """As without a cache."""
    open_journal(home).history().plans.values()


def test_opening_a_journal(homes: dict[int, Home]) -> None:
    cases: dict[str, Callable[[], float]] = {}
    for years, home in homes.items():
        cases |= {f"opening {years}": timed(partial(open_journal, home))}
        cases |= {f"reading {years}": timed(partial(read_in_full, home))}
    took = interleaved(cases)
    with Table() as table:
        for years in YEARS:
            table.line(f"opening a journal of {years} years", statistics.median(took[f"opening {years}"]), unit=" ms")
        for years in YEARS:
            measure = f"opening one of {years} years and reading all of it"
            table.line(measure, statistics.median(took[f"reading {years}"]), unit=" ms", limit=3000)


def test_the_rules_over_thirty_years(homes: dict[int, Home]) -> None:
    journal = open_journal(homes[30])
    history, today = journal.history(), Moment(local_now()).day()
    coach = build_coach(homes[30].places)
    cases = {
        "the streak over 30 years": timed(lambda: Reckoning(history, today).streak),
        "the history of 30 years, once it has been read": timed(journal.history),
        "today's page at 30 years, once it has been read": timed(coach.today),
    }
    with Table() as table:
        for name, took in interleaved(cases).items():
            table.line(name, statistics.median(took), unit=" ms", limit=2000)
