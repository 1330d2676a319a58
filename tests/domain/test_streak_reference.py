"""The product and an independent reading of the rule agree on every number, whatever was recorded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from companion.domain.reckoning import Reckoning
from companion.domain.standing import Standing, standings
from tests.domain.cases import Case, cases
from tests.domain.making import MON, ONE


@given(case=cases())
@settings(max_examples=300, deadline=None)
def test_an_independent_reading_finds_the_same_numbers(case: Case) -> None:
    found, expected = case.streak(), case.reference()
    assert {day: str(one) for day, one in standings(case.ledger())} == expected.standings()
    assert (found.streak, found.best, found.total) == (expected.streak(), expected.best(), len(case.done))
    assert (found.weeks, found.reserves) == (expected.weeks(), expected.reserves())
    assert found.consistency == pytest.approx(expected.consistency(), abs=1e-9)
    assert str(found.today) == expected.standing(case.today)


@given(case=cases())
@settings(max_examples=60, deadline=None)
def test_from_records_it_finds_the_same(case: Case) -> None:
    reckoning, expected = Reckoning(case.history(), case.today), case.reference()
    streak = reckoning.streak
    assert {day: str(one) for day, one in reckoning.days} == expected.standings()
    assert (streak.streak, streak.best, streak.weeks) == (expected.streak(), expected.best(), expected.weeks())
    assert streak.reserves == expected.reserves()


def test_the_two_readings_are_two() -> None:
    """The reference knows the answer to the simplest case without the product."""
    days = [MON, MON + ONE, MON + 3 * ONE]
    reading = Case(MON + 4 * ONE, frozenset(days)).reference()
    assert list(reading.standings().values()) == ["done", "done", str(Standing.MISSED), "done", "open"]
    assert (reading.streak(), reading.best(), reading.reserves()) == (1, 2, 2)
