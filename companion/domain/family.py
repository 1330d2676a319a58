"""The family of an experiment: the thin slices that led to it, and what it led to, as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from companion.domain.facts import PlanFact


class Kin(NamedTuple):
    """One experiment of a family: its id, how deep it stands below the first, and whether it was asked about."""

    key: str
    depth: int
    here: bool


def firsts_of(plans: Mapping[str, PlanFact], keys: Iterable[str]) -> dict[str, str]:
    """The experiment that the family of each of these began with, as far back as it is here; each path is walked once.

    Ancestry that arrives as a circle, from another device, begins with the one planned first.
    """
    known: dict[str, str] = {}
    for key in keys:
        path: dict[str, None] = {}
        at = key
        while at not in known and at not in path and (path.setdefault(at) or plans[at].parent in plans):
            at = plans[at].parent
        if at in known:
            first = known[at]
        elif plans[at].parent in plans:  # the path has come back to one that it has passed
            passed = list(path)
            first = min(passed[passed.index(at) :], key=lambda one: (plans[one].at, one))
        else:
            first = at
        known |= dict.fromkeys([*path, at], first)
    return {key: known[key] for key in keys}


def family(plans: Mapping[str, PlanFact], key: str) -> list[Kin]:
    """The family of an experiment, each right below the one it came from, in the order of their planning.

    KeyError where there is no such experiment.
    """
    children: dict[str, list[PlanFact]] = {}
    for plan in sorted(plans.values(), key=attrgetter("at", "key"), reverse=True):
        if plan.parent in plans:
            children.setdefault(plan.parent, []).append(plan)
    found, passed = [], set()
    waiting = [(firsts_of(plans, [key])[key], 0)]
    while waiting:
        one, depth = waiting.pop()
        if one in passed:
            continue
        passed.add(one)
        found.append(Kin(one, depth, one == key))
        waiting += [(child.key, depth + 1) for child in children.get(one, ())]
    return found
