"""Two machines that have exchanged their files show one streak, and it is the one that a single machine would show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.explain import reasons
from companion.domain.reckoning import Reckoning
from companion.domain.records import Record
from tests.domain.cases import counting
from tests.domain.making import FRI, ONE, at, away, cadence, reserve, trial, waived
from tests.journal.making import Home

TODAY = FRI
Act = tuple[Record, str]


def _day(back: int) -> date:
    return TODAY - back * ONE


def keyed(record: Record, day: date) -> Act:
    return record, day.isoformat()


backs = st.integers(0, 24)
acts: st.SearchStrategy[Act] = st.one_of(
    backs.map(lambda back: (trial(_day(back), told=TODAY), "")),
    st.tuples(backs, st.integers(0, 4)).map(lambda pair: (away(_day(pair[0]), _day(pair[0]) + pair[1] * ONE), "")),
    st.tuples(backs, counting).map(lambda pair: keyed(cadence(_day(pair[0]), pair[1]), _day(pair[0]))),
    st.tuples(st.integers(1, 24), st.integers(1, 7)).map(
        lambda pair: keyed(reserve(_day(pair[0]), _day(pair[0]) + pair[1] * ONE), _day(pair[0]))
    ),
    backs.map(lambda back: keyed(waived(_day(back), TODAY), _day(back))),
)
steps = st.lists(st.tuples(st.integers(0, 1), st.one_of(acts, acts, acts, st.none())), min_size=4, max_size=14)
"""Which machine, and what it records; None is a meeting of its files with the other's."""


def shown(home: Home) -> tuple:
    history = home.open().history()
    reckoning = Reckoning(history, TODAY)
    return reckoning.days, reckoning.streak, reckoning.lost_from(), reasons(history, reckoning)


@given(taken=steps)
@settings(max_examples=40, deadline=None)
def test_two_machines_agree_with_each_other_and_with_one_that_did_it_all(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[int, Act | None]]
) -> None:
    root = tmp_path_factory.mktemp("machines")
    homes, alone = [Home(root / "one", "one"), Home(root / "two", "two")], Home(root / "alone", "alone")
    for number, (which, act) in enumerate(taken):
        for home in (*homes, alone):
            home.clock.now = at(TODAY) + timedelta(minutes=number)
        if act is None:
            homes[which].send(homes[1 - which])
            continue
        for home in (homes[which], alone):
            home.open().add(*act)
    homes[0].send(homes[1])
    homes[1].send(homes[0])
    first, second, together = map(shown, (*homes, alone))
    assert first == second
    assert first == together
