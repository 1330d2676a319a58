"""The JSON that other programs may rely on. Its keys are part of the product: add, never rename."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from companion.domain.cards import Card
from companion.domain.history import Experiment
from companion.domain.records import Record
from companion.domain.streak import Streak
from companion.views import Page, Progress, Recorded

Json = dict[str, Any]


def record_json(recorded: Recorded[Any]) -> Json:
    """A record with its id."""
    return {"id": recorded.id, **_fields(recorded.record)}


def experiment_json(experiment: Experiment, today: date) -> Json:
    """An experiment: its plan's fields, its state, its trials counted, and its decision if there is one."""
    outcomes: dict[str, int] = {}
    for trial in experiment.trials:
        outcomes[trial.outcome.value] = outcomes.get(trial.outcome.value, 0) + 1
    decision = experiment.decision
    return {
        "id": experiment.id,
        **_fields(experiment.plan),
        "state": experiment.state(today).value,
        "trials": len(experiment.trials),
        "outcomes": outcomes,
        "lesson": decision.lesson if decision else "",
        "child": decision.child if decision else "",
    }


def card_json(card: Card) -> Json:
    """A card as the page shows it."""
    return {
        "pack": card.pack,
        "id": card.id,
        "title": card.title,
        "theme": card.theme,
        "level": card.level,
        "minutes": card.minutes,
        "idea": card.idea,
        "sources": list(card.sources),
        "experiments": [
            {"text": one.text, "cue": one.cue, "action": one.action, "expect": one.expect} for one in card.experiments
        ],
        "questions": list(card.questions),
    }


def page_json(page: Page) -> Json:
    """Today's page; `step` is where it stands, and `asks` the look back if there is one."""
    look_back = page.session.look_back
    return {
        "day": page.day.isoformat(),
        "card": card_json(page.card) if page.card else None,
        "why": page.why,
        "open": [experiment_json(found, page.day) for found in page.open],
        "streak": page.streak.streak,
        "step": page.session.step.value,
        "asks": {"experiment": look_back.experiment.id, "day": look_back.about.isoformat()} if look_back else None,
    }


def streak_json(streak: Streak) -> Json:
    """The streak, its consistency and today's standing."""
    return {
        "streak": streak.streak,
        "best": streak.best,
        "total": streak.total,
        "consistency": round(streak.consistency, 4),
        "today": streak.today.value,
    }


def progress_json(progress: Progress) -> Json:
    """The streak with every day's standing."""
    days = [{"day": one.day.isoformat(), "standing": one.standing.value} for one in progress.days]
    return streak_json(progress.streak) | {"days": days}


def _fields(record: Record) -> Json:
    fields: Json = msgspec.to_builtins(record)
    fields.pop("shown", None)
    return fields
