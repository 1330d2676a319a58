"""One's own words again: what was written a month, a quarter or a year ago and has to do with today's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from heapq import nlargest
from operator import attrgetter
from typing import NamedTuple

from companion.domain.facts import DecisionFact, Facts, ReflectionFact, TrialFact
from companion.domain.family import firsts_of

AGES = (30, 91, 365)
"""Days. Ours, after the spacing that helps memory: further apart each time."""
PAGES, APART = 5, 60
"""One page in so many at most; none twice within so many days."""
_OFF = range(-3, 4)
"""Days, give or take."""


class Again(NamedTuple):
    """Something written on an earlier `day`: its table by the history's name and its id, and whether it belongs to a
    family that is under way (else it shares the page's theme)."""

    table: str
    key: str
    day: date
    kin: bool

    @property
    def entry(self) -> str:
        """What the record of its being shown names."""
        return f"{self.table}/{self.key}"


def again(
    facts: Facts, day: date, theme: str, theme_of_card: Callable[[str], str], pages: Collection[date]
) -> list[Again]:
    """What may be shown again on this day's page, oldest first; `pages` are the days on which something was recorded.

    It follows from earlier days' records, or from what this day's say was shown, so the page does not change while it
    is filled in. Whether there are words at all is for the caller to see.
    """
    shown = {one.day: one.entry for one in sorted(facts.resurfaced.values(), reverse=True)}
    fixed = shown.get(day)
    if (
        shown
        and not fixed
        and any(page in shown for page in nlargest(PAGES - 1, (page for page in pages if page < day)))
    ):
        return []
    tired = {entry for when, entry in shown.items() if 0 < (day - when).days < APART}
    days = {day - timedelta(days=age + off) for age in AGES for off in _OFF}
    candidates = _written_on(facts, days)
    if not candidates:
        return []
    under_way, on_cards = _under_way(facts, day), _plans_on_cards(facts, days)
    written = [(table, fact, _experiment(facts, fact, on_cards)) for table, fact in candidates]
    keys = {*under_way, *(experiment for *_, experiment in written if experiment in facts.plans)}
    firsts = firsts_of(facts.plans, keys)
    kin = {firsts[key] for key in under_way}
    found = []
    for table, fact, experiment in written:
        when = fact.told if isinstance(fact, TrialFact) else fact.day
        one = Again(table, fact.key, when, firsts.get(experiment, "") in kin)
        related = one.kin or (theme and theme == _theme(facts, fact, experiment, theme_of_card))
        if one.entry == fixed if fixed else related and one.entry not in tired:
            found.append((when, fact.at, fact.key, one))
    return [one for *_, one in sorted(found)]


def _written_on(facts: Facts, days: set[date]) -> list[tuple[str, TrialFact | DecisionFact | ReflectionFact]]:
    found: list[tuple[str, TrialFact | DecisionFact | ReflectionFact]] = []
    found += [("trials", fact) for fact in facts.trials.values() if fact.told in days]
    found += [("decisions", fact) for fact in facts.decisions.values() if fact.day in days]
    return found + [("reflections", fact) for fact in facts.reflections.values() if fact.day in days]


def _under_way(facts: Facts, day: date) -> list[str]:
    """What was planned before this day, and was neither decided nor full when it began."""
    since = {trial.experiment for trial in facts.trials.values() if trial.told >= day}
    since |= {key for key, decision in facts.decisions.items() if decision.day >= day}
    plans = {plan.key: plan for plan in facts.undecided} | {
        key: facts.plans[key] for key in since if key in facts.plans
    }
    told_before = Counter(
        [trial.experiment for trial in facts.trials.values() if trial.experiment in plans and trial.told < day]
    )
    return [
        key
        for key, plan in plans.items()
        if plan.day < day
        and not (key in facts.decisions and facts.decisions[key].day < day)
        and (plan.until >= day if plan.until else told_before[key] < plan.pact)
    ]


def _plans_on_cards(facts: Facts, days: set[date]) -> dict[tuple[date, str], str]:
    """The experiment planned on a card on one of these days; the first, where there are several."""
    found = [plan for plan in facts.plans.values() if plan.card and plan.day in days]
    found.sort(key=attrgetter("at", "key"), reverse=True)
    return {(plan.day, plan.card): plan.key for plan in found}


def _experiment(
    facts: Facts, fact: TrialFact | DecisionFact | ReflectionFact, on_cards: Mapping[tuple[date, str], str]
) -> str:
    if isinstance(fact, TrialFact):
        return fact.experiment
    return fact.key if isinstance(fact, DecisionFact) else on_cards.get((fact.day, fact.card), "")


def _theme(
    facts: Facts, fact: TrialFact | DecisionFact | ReflectionFact, experiment: str, theme_of_card: Callable[[str], str]
) -> str:
    if experiment in facts.plans:
        return facts.plans[experiment].theme
    return theme_of_card(fact.card) if isinstance(fact, ReflectionFact) else ""
