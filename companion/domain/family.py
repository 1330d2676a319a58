"""The family of an experiment: the thin slices that led to it, and what it led to, as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from companion.domain.facts import PlanFact


class Kin(NamedTuple):
    """One experiment of a family: its id, how deep it stands below the first, and whether it was asked about."""

    key: str
    depth: int
    here: bool


def first_of(plans: Mapping[str, PlanFact], key: str) -> str:
    """The experiment that a family began with, as far back as it is here.

    Ancestry that arrives as a circle, from another device, begins with the one planned first.
    """
    passed = [key]
    while (parent := plans[passed[-1]].parent) in plans:
        if parent in passed:
            circle = passed[passed.index(parent) :]
            return min(circle, key=lambda one: (plans[one].at, one))
        passed.append(parent)
    return passed[-1]


def family(plans: Mapping[str, PlanFact], key: str) -> list[Kin]:
    """The family of an experiment, each right below the one it came from, in the order of their planning.

    KeyError where there is no such experiment.
    """
    children: dict[str, list[PlanFact]] = {}
    for plan in sorted(plans.values(), key=attrgetter("at", "key"), reverse=True):
        if plan.parent in plans:
            children.setdefault(plan.parent, []).append(plan)
    found, passed = [], set()
    waiting = [(first_of(plans, key), 0)]
    while waiting:
        one, depth = waiting.pop()
        if one in passed:
            continue
        passed.add(one)
        found.append(Kin(one, depth, one == key))
        waiting += [(child.key, depth + 1) for child in children.get(one, ())]
    return found
