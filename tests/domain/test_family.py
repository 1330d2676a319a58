"""The family of an experiment as a tree, whatever ancestry has arrived from wherever."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.facts import PlanFact
from companion.domain.family import Kin, family, firsts_of
from tests.domain.making import MON, at

MANY = 10_000
_SECOND = timedelta(seconds=1)


def planned(key: str, parent: str = "", after: int = 0) -> PlanFact:
    """An experiment planned so many seconds after Monday noon."""
    return PlanFact(key, MON, at(MON) + after * _SECOND, "people", "", parent, 1, None, 0, "")


def first_of(known: dict[str, PlanFact], key: str) -> str:
    return firsts_of(known, [key])[key]


def plans(**parents: str) -> dict[str, PlanFact]:
    """Experiments by id, each with its parent, planned in this order."""
    return {key: planned(key, parent, after) for after, (key, parent) in enumerate(parents.items())}


def tree(known: Mapping[str, PlanFact], key: str) -> list[tuple[str, int]]:
    """The family without whom it was asked about."""
    return [(one.key, one.depth) for one in family(known, key)]


# Families as they come about here


def test_an_experiment_alone_is_its_own_family() -> None:
    assert family(plans(a="", b=""), "a") == [Kin("a", 0, True)]


def test_what_grew_stands_right_below_what_it_grew_from() -> None:
    known = plans(a="", b="a", c="a", bb="b", cc="c", other="")
    assert family(known, "bb") == [
        Kin("a", 0, False),
        Kin("b", 1, False),
        Kin("bb", 2, True),
        Kin("c", 1, False),
        Kin("cc", 2, False),
    ]


def test_siblings_come_in_the_order_of_their_planning_and_by_id_where_that_ties() -> None:
    known = {"a": planned("a"), "z": planned("z", "a", 1), "y": planned("y", "a", 2), "x": planned("x", "a", 2)}
    assert [key for key, _ in tree(known, "a")] == ["a", "z", "x", "y"]


def test_a_parent_that_is_not_here_begins_nothing() -> None:
    """It was withdrawn, or its device has not sent it yet."""
    known = plans(b="a", c="b", d="a")
    assert tree(known, "c") == [("b", 0), ("c", 1)]
    assert tree(known, "d") == [("d", 0)]


def test_an_experiment_that_is_not_here_has_no_family() -> None:
    for ask in (family, first_of):
        with pytest.raises(KeyError):
            ask(plans(a=""), "b")
        with pytest.raises(KeyError):
            ask({}, "")


# Ancestry as it may arrive


def test_its_own_parent_is_a_family_of_one() -> None:
    assert family(plans(a="a"), "a") == [Kin("a", 0, True)]


@pytest.mark.parametrize("asked", ["a", "b", "c", "leaf"])
def test_a_circle_begins_with_the_one_planned_first(asked: str) -> None:
    known = {
        "c": planned("c", "b", 2),
        "a": planned("a", "c", 1),
        "b": planned("b", "a", 0),
        "leaf": planned("leaf", "a"),
    }
    assert tree(known, asked) == [("b", 0), ("c", 1), ("a", 2), ("leaf", 3)]


# Laws

KEYS = [f"k{number}" for number in range(9)]
arrivals = st.dictionaries(
    st.sampled_from(KEYS), st.tuples(st.sampled_from(["", "gone", *KEYS]), st.integers(0, 3)), min_size=1
).map(lambda found: {key: planned(key, parent, after) for key, (parent, after) in found.items()})
"""Anything that other devices may have sent: circles, missing parents, and children older than their parents."""


def related(known: Mapping[str, PlanFact], key: str) -> set[str]:
    """All that parents and children lead to, however far: what a family is, said in another way."""
    found = {key}
    while True:
        more = {one.parent for one in known.values() if one.key in found} & known.keys()
        more |= {one.key for one in known.values() if one.parent in found}
        if more <= found:
            return found
        found |= more


@settings(max_examples=60)
@given(known=arrivals)
def test_every_experiment_of_a_family_is_there_exactly_once(known: dict[str, PlanFact]) -> None:
    for asked in known:
        keys = [one.key for one in family(known, asked)]
        assert len(keys) == len(set(keys))
        assert set(keys) == related(known, asked)
        assert [one.key for one in family(known, asked) if one.here] == [asked]


@settings(max_examples=60)
@given(known=arrivals)
def test_each_stands_one_deeper_than_its_parent_and_after_it(known: dict[str, PlanFact]) -> None:
    for asked in known:
        above: list[str] = []
        for key, depth in tree(known, asked):
            assert (depth == 0) == (not above)
            assert depth <= len(above)
            assert depth == 0 or known[key].parent == above[depth - 1]
            above[depth:] = [key]


@settings(max_examples=60)
@given(known=arrivals)
def test_siblings_keep_the_order_of_their_planning(known: dict[str, PlanFact]) -> None:
    for asked in known:
        first = first_of(known, asked)
        for parent in known:
            shown = [key for key, _ in tree(known, asked) if known[key].parent == parent and key != first]
            assert shown == sorted(shown, key=lambda key: (known[key].at, key))


@settings(max_examples=60)
@given(known=arrivals, chance=st.randoms(use_true_random=False))
def test_it_is_the_same_tree_from_whichever_member_and_in_whatever_order_they_arrived(
    known: dict[str, PlanFact], chance: random.Random
) -> None:
    shuffled = dict(chance.sample(list(known.items()), len(known)))
    for asked in known:
        first = first_of(known, asked)
        assert {first_of(known, key) for key in related(known, asked)} == {first}
        for member in related(known, asked):
            assert tree(shuffled, member) == tree(known, asked)


@settings(max_examples=60)
@given(known=arrivals)
def test_a_family_begins_where_no_parent_is_here_or_in_a_circle_with_its_oldest(known: dict[str, PlanFact]) -> None:
    for asked in known:
        first = first_of(known, asked)
        circle, one = [], first
        while (one := known[one].parent) in known and one not in circle:
            circle.append(one)
        assert circle == [] or (circle[-1] == first and min(circle, key=lambda key: (known[key].at, key)) == first)


# Size


def test_ten_thousand_in_a_row_and_ten_thousand_side_by_side_are_shown_without_a_wait() -> None:
    row = {f"k{n}": planned(f"k{n}", f"k{n - 1}" if n else "", n) for n in range(MANY)}
    beside = {f"k{n}": planned(f"k{n}", "k0" if n else "", n) for n in range(MANY)}
    began = process_time()
    assert tree(row, "k0") == [(f"k{n}", n) for n in range(MANY)]
    assert tree(beside, f"k{MANY - 1}") == [(f"k{n}", min(n, 1)) for n in range(MANY)]
    assert process_time() - began < 2


def test_a_deep_family_is_quick_from_either_end_and_for_all_of_it_at_once() -> None:
    """Each path is walked once, however many ask."""
    chain = {f"{n}": planned(f"{n}", f"{n - 1}" if n else "", n) for n in range(MANY)}
    circle = chain | {"0": planned("0", f"{MANY - 1}", 0)}
    began = process_time()
    for known in (chain, circle):
        assert set(firsts_of(known, known).values()) == {"0"}
        assert len(family(known, f"{MANY - 1}")) == MANY
    assert process_time() - began < 2
