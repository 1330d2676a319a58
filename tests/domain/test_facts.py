"""The facts of a history say what its records say, without their words."""

from __future__ import annotations

from typing import Any

import pytest

from companion.domain.facts import FACTS, Facts
from companion.domain.history import History
from companion.domain.records import Outcome, Record, Verdict
from tests.domain.making import FRI, MON, SAT, THU, TUE, WED, decision, history, plan, reflection, swap, trial, untried


@pytest.fixture
def made() -> History:
    """A few days with something in every table that has facts."""
    return history(
        ("a", plan(MON, theme="work", pact=2)),
        ("b", plan(TUE, card="p/one", parent="a")),
        ("c", plan(WED, until=FRI)),
        ("t", trial(TUE, "a", told=WED, outcome=Outcome.WORSE)),
        ("u", untried(THU, WED, "b")),
        ("a", decision(FRI, Verdict.DROP)),
        ("r", reflection(THU, card="p/one")),
        ("s", swap(THU, "p/two")),
    )


@pytest.mark.parametrize("table", FACTS)
def test_a_row_says_what_its_record_says(made: History, table: str) -> None:
    rows, records = getattr(made.facts, table), getattr(made, table)
    assert list(rows) == list(records)
    for key, row in rows.items():
        said = row._asdict()
        assert said.pop("key") == key
        assert said == {name: getattr(records[key], name) for name in said}


def test_no_row_holds_what_a_person_has_written(made: History) -> None:
    texts = {"action", "cue", "expect", "know", "note", "lesson", "text", "question", "shown"}
    assert not texts & {field for kind in FACTS.values() for field in kind._fields}


def test_what_may_be_open_is_neither_decided_nor_full_by_number(made: History) -> None:
    assert [found.key for found in made.facts.undecided] == ["c", "b"]
    assert [made.is_open(found, FRI) for found in made.facts.undecided] == [True, True]
    assert [made.is_open(found, SAT) for found in made.facts.undecided] == [False, True]
    assert not made.is_open(made.facts.plans["a"], FRI)


def test_what_a_page_was_told_is_about_earlier_days() -> None:
    made = history(
        ("on another page", trial(MON, told=TUE)),
        ("told", trial(TUE, told=WED)),
        ("tried today", trial(WED)),
        ("not tried", untried(WED, MON)),
        ("not tried today", untried(WED, WED)),
    )
    assert [answer.key for answer in made.facts.told_on(WED, None)] == ["told", "not tried"]
    assert [answer.key for answer in made.facts.told_on(WED, MON)] == ["told", "not tried"]


def test_what_was_told_of_days_before_the_one_asked_about_is_no_answer() -> None:
    made = history(("told", trial(MON, told=WED)), ("not tried", untried(WED, MON)), ("told too", trial(TUE, told=WED)))
    assert [answer.key for answer in made.facts.told_on(WED, TUE)] == ["told too"]


CHANGES: dict[str, tuple[str, str, Record | None]] = {
    "a new trial": ("trials", "t2", trial(WED, "b")),
    "another outcome": ("trials", "t", trial(WED, "a")),
    "a trial taken back": ("trials", "t", None),
    "one that was not there": ("trials", "nobody", None),
    "a decision taken back": ("decisions", "a", None),
    "a plan reworded": ("plans", "b", plan(TUE, "listen", card="p/two")),
    "a table without facts": ("swaps", "s", None),
}


@pytest.mark.parametrize("asked_before", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_a_renewed_history_is_the_one_that_its_records_make(made: History, change: str, asked_before: bool) -> None:
    table, key, record = CHANGES[change]
    if asked_before:
        assert made.facts.undecided
    before = (history_tables(made), made.facts if asked_before else None)
    renewed = made.renewed(table, [(key, record)])
    expected = history_tables(made)
    expected[table] = {name: held for name, held in expected[table].items() if name != key or record}
    expected[table] |= {key: record} if record else {}
    assert history_tables(renewed) == expected
    assert renewed.facts == Facts.of(expected)
    assert renewed.facts.undecided == History(**expected).facts.undecided
    assert before == (history_tables(made), made.facts if asked_before else None)


def history_tables(made: History) -> dict[str, Any]:
    return {name: dict(getattr(made, name)) for name in (*FACTS, "swaps", "cadences", "settings")}


def test_given_facts_are_not_worked_out_again(made: History) -> None:
    class Unread(dict[str, Any]):
        def values(self) -> Any:
            raise AssertionError("every record was read")

        items = values

    tables = {name: Unread(getattr(made, name)) for name in FACTS}
    resting = History(**tables, known=made.facts)
    assert resting.facts is made.facts
    assert resting.done_days() == {TUE}
    assert resting.experiment("a") == made.experiment("a")
