"""Correcting one record: which fields can be corrected, what they may say, and what to do instead where none can."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from companion.coach.checks import MAX_MINUTES, MAX_PACT, check_number, check_size, check_text
from companion.coach.views import Misuse, Refused
from companion.domain.cards import Suggestion
from companion.domain.days import check_told
from companion.domain.history import History
from companion.domain.phrases import range_words
from companion.domain.reckoning import away_days
from companion.domain.records import Away, Capture, Outcome, Plan, Record, Reflection, Trial, Verdict
from companion.domain.repair import uncovered

FIELDS: Mapping[str, tuple[str, ...]] = {
    "plan": ("action", "cue", "expect", "know", "minutes", "pact", "until"),
    "trial": ("outcome", "note", "day"),
    "untried": ("note",),
    "decision": ("lesson",),
    "reflection": ("text",),
    "review": ("plus", "minus", "next"),
    "away": ("first", "last"),
    "capture": ("text",),
}
"""What can be corrected of each kind of record; of the others nothing."""

INSTEAD: Mapping[str, str] = {
    "swap": "A swap cannot be corrected. Withdraw it, or run `companion undo` where it was the last thing you did.",
    "reserve": "A reserve cannot be moved to another day. Withdraw it, then spend one: `companion reserve DATE`.",
    "let-go": "Letting a miss go says no more than its day. Withdraw it, and that day is asked about as before.",
    "cadence": "What counts is set anew, from today on: `companion cadence RULE`, or `companion cadence N`.",
    "setting": "A setting is set anew: `companion set day-start HH:MM`, or `companion set minutes N`.",
    "resurfaced": "That the page showed something again cannot be corrected. Correct those words, by their own id.",
    "feed": "How much of a pack is shown is chosen anew: `companion pack feed PACK off`, `less`, `usual` or `more`.",
    "enrolment": "How it stands with an enrolment is changed by `companion programme pause`, `resume` or `leave`.",
    "step": "That a step is done cannot be corrected. Withdraw it, and the step comes next again.",
}
"""For each kind that cannot be corrected, what to do instead."""

_CALLED = {"expect": "expectation", "know": "sign", "next": "next step"}
_YEAR = timedelta(days=MAX_PACT)


def corrected(history: History, key: str, before: Record, fields: Mapping[str, Any]) -> Record:
    """The record with these fields instead. Misuse or Refused where one of them does not do."""
    for field, value in fields.items():
        if isinstance(value, str):
            check_size(value, _CALLED.get(field, field))
    try:
        if isinstance(before, Plan):
            return _replanned(before, fields)
        if isinstance(before, Trial):
            return _retold(history, before, fields)
        if isinstance(before, Away):
            return _moved(history, key, replace(before, **fields))
        if isinstance(before, Reflection | Capture):
            check_text(fields["text"])
        return replace(before, **fields)
    except ValueError as error:
        raise Misuse(str(error)) from None


def changes(before: Record, after: Record) -> dict[str, Any]:
    """The fields in which two records of one kind differ, as the later one has them."""
    names = [field.name for field in dataclasses.fields(cast(Any, before))]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def _replanned(plan: Plan, fields: Mapping[str, Any]) -> Plan:
    """A plan corrected; its action may hold a cue and an expectation too, as when it was planned."""
    given = dict(fields)
    if "action" in fields:
        own = Suggestion.parse(fields["action"])
        check_text(own.action, "action")
        held = {name: text for name, text in (("cue", own.cue), ("expect", own.expect)) if text}
        given = held | given | {"action": own.action}
    check_number(given.get("minutes"), "--minutes", MAX_MINUTES)
    check_number(given.get("pact"), "--pact", MAX_PACT)
    until, latest = given.get("until"), plan.day + _YEAR
    if until is not None and not plan.day <= until <= latest:
        raise Misuse(f"This plan is of {plan.day}, so its pact cannot end on {until}. Give a day up to {latest}.")
    same_words = given.get("expect", plan.expect) == plan.expect
    return replace(plan, **given, expect_from_card=plan.expect_from_card and same_words)


def _retold(history: History, trial: Trial, fields: Mapping[str, Any]) -> Trial:
    """A trial corrected; its date stays one that could be told of on the day it was told."""
    given = dict(fields)
    if "day" in given:
        day: date = given["day"]
        if day > trial.told:
            raise Misuse(
                f"This was told on {trial.told}, so it cannot be a trial of {day}. "
                f"Give an earlier day, or tell of that one by itself: `companion did {trial.experiment}`."
            )
        check_told(day, trial.told)
        decision = history.facts.decisions.get(trial.experiment)
        if decision and decision.verdict is not Verdict.ADOPT and day > max(trial.day, decision.day):
            raise Refused(f"Its experiment was decided on {decision.day}, so it takes no trial of {day}.")
    if "outcome" in given:
        given["outcome"] = Outcome(given["outcome"])
    return replace(trial, **given)


def _moved(history: History, key: str, away: Away) -> Away:
    """Days away corrected; no day is away twice."""
    others = history.renewed("away", [(key, None)])
    if uncovered(away_days(others), away.first, away.last) == [(away.first, away.last)]:
        return away
    met = [f"{range_words(one.first, one.last)} ({other})" for other, one in others.away.items() if _meet(one, away)]
    raise Refused(f"You are away already {' and '.join(met[:3])}. Give days beside those, or withdraw the other first.")


def _meet(one: Away, other: Away) -> bool:
    return one.first <= other.last and other.first <= one.last
