"""The playbook: adopted experiments as plays, each with when, what, why, and what was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from companion.domain.history import History
from companion.domain.phrases import number, plural
from companion.domain.records import Growth, Outcome, Verdict

NO_PLAYS = "No plays yet. An experiment becomes one when you adopt it: companion decide ID adopt"

_SEEN = {
    Outcome.BETTER: "better than predicted",
    Outcome.EXPECTED: "as predicted",
    Outcome.WORSE: "worse than predicted",
    Outcome.SURPRISE: "a surprise",
}
_GROWN = {
    None: "",
    Growth.REPEAT: " Repeated as it was.",
    Growth.ENLARGE: " Made a little larger.",
    Growth.OFFER: " Offered to a neighbour.",
}


class Evidence(NamedTuple):
    """How often a play was tried, and how that went against its prediction."""

    trials: int
    better: int
    expected: int
    worse: int
    surprise: int


class Play(NamedTuple):
    """An adopted experiment: `when` is its cue, `do` its action, `because` the lesson; texts are as they were typed.

    `id` is the experiment's, `card` its card's name or "", and `title` that of the card it or its ancestor came from.
    """

    id: str
    when: str
    do: str
    because: str
    expect: str
    minutes: int
    theme: str
    card: str
    title: str
    evidence: Evidence
    adopted: date
    parent: str
    growth: Growth | None


def play_keys(history: History) -> list[str]:
    """The ids of the plays, the latest adopted first; this reads no record's text."""
    plans = history.facts.plans
    adopted = [one for one in history.facts.decisions.values() if one.verdict is Verdict.ADOPT and one.key in plans]
    return [one.key for one in sorted(adopted, key=attrgetter("at", "key"), reverse=True)]


def plays(history: History) -> list[Play]:
    """Every play, the latest adopted first."""
    seen = Counter((trial.experiment, trial.outcome) for trial in history.facts.trials.values())
    return [_play(history, key, seen) for key in play_keys(history)]


def evidence_line(evidence: Evidence) -> str:
    """What was seen, `Nine trials, six better than predicted, three as predicted.`; each outcome there was is named."""
    trials = plural(evidence.trials, "trial").capitalize()
    found = {outcome: count for outcome in Outcome if (count := getattr(evidence, outcome.value))}
    if not found:
        return f"{trials}."
    if len(found) == 1:
        (outcome,) = found
        return f"{trials}, {_each(outcome, evidence.trials)}{_SEEN[outcome]}."
    counted = [
        plural(count, "surprise") if outcome is Outcome.SURPRISE else f"{number(count)} {_SEEN[outcome]}"
        for outcome, count in found.items()
    ]
    return f"{trials}, {', '.join(counted)}."


def origin_line(growth: Growth | None, parent: str) -> str:
    """What a play was grown from, given the parent's plan as a sentence, and how; "" for one without a parent."""
    return f"{parent}{_GROWN[growth]}" if parent else ""


def _each(outcome: Outcome, trials: int) -> str:
    if trials == 1:
        return ""
    if outcome is Outcome.SURPRISE:
        return "each "
    return "both " if trials == 2 else "all "


def _play(history: History, key: str, seen: Mapping[tuple[str, Outcome], int]) -> Play:
    plan, decision = history.plans[key], history.decisions[key]
    counts = {outcome.value: seen.get((key, outcome), 0) for outcome in Outcome}
    return Play(
        id=key,
        when=plan.cue,
        do=plan.action,
        because=decision.lesson,
        expect=plan.expect,
        minutes=plan.minutes,
        theme=plan.theme,
        card=plan.card,
        title=_title(history, key),
        evidence=Evidence(sum(counts.values()), **counts),
        adopted=decision.day,
        parent=plan.parent,
        growth=plan.growth,
    )


def _title(history: History, key: str) -> str:
    """The title of the card that was shown, to the experiment or to the nearest one it was grown from."""
    passed: set[str] = set()
    while key in history.facts.plans and key not in passed:
        passed.add(key)
        shown = history.plans[key].shown
        if shown and shown.title:
            return shown.title
        key = history.facts.plans[key].parent
    return ""
