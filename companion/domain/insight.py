"""What a history adds up to beside its streak: themes, predictions against outcomes, consistency over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from companion.domain.history import History
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome
from companion.domain.streak import replay

_SUNDAY = 6


class Level(NamedTuple):
    """The consistency, 0 to 1, at the end of a day."""

    day: date
    consistency: float


def trials_by_theme(history: History) -> Mapping[str, int]:
    """How many trials each theme has, by its id; "" for those without a theme."""
    return Counter(history.theme_of(trial) for trial in history.facts.trials.values())


def outcomes(history: History) -> Mapping[Outcome, int]:
    """How often trials went better than predicted, as expected, worse, or surprised; every outcome is there."""
    found = Counter(trial.outcome for trial in history.facts.trials.values())
    return {outcome: found[outcome] for outcome in Outcome}


def levels(reckoning: Reckoning) -> tuple[Level, ...]:
    """The consistency at the end of each week, and as of the last day."""
    last = reckoning.ledger.last
    return tuple(
        Level(entry.day, tally.consistency)
        for entry, tally in replay(reckoning.ledger, reckoning.days)
        if entry.day.weekday() == _SUNDAY or entry.day == last
    )
