"""Where a day's page stands by the records alone, so that any front end, on any device, opens it where it was left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from companion.domain.cards import Card
from companion.domain.history import Experiment, History, State
from companion.domain.repair import HERE, Arrival
from companion.domain.session import LookBack, Session, Step


def begin(
    history: History,
    card: Card | None,
    day: date,
    asked: date | None,
    arrival: Arrival = HERE,
    carried: bool = False,
    question: str = "",
) -> Session:
    """Where the page of `day` stands; `asked` is the earlier day that it still asks about, if any.

    A page whose experiment is `carried` over from an earlier day needs none of its own: its words close it. So does a
    page that has no card, and asks its `question` instead.
    """
    page = Session(day, Step.IDEA, card, question=question)
    if arrival.last:
        return replace(page, step=Step.RETURN)
    if arrival.misses:
        return replace(page, step=Step.MISS)
    look_back = find_look_back(history, day, asked) if arrival.asks else None
    if look_back:
        return replace(page, step=Step.LOOK_BACK, look_back=look_back)
    planned, answered = bool(history.facts.of_page(day)), bool(history.facts.answers_of(day))
    needs_none = carried or (card is None and bool(question))
    if not planned and not (needs_none and answered):
        return page
    return replace(page, step=Step.CLOSED if answered or not page.questions else Step.QUESTION)


def find_look_back(history: History, day: date, asked: date | None) -> LookBack | None:
    """The latest planned open experiment that has no answer yet for the day asked about.

    One look back a page: once anything has been told today about that day or a later one, the page asks no more.
    What is told of days before it settles a miss, and answers nothing.
    """
    if history.facts.told_on(day, asked):
        return None
    answered = {(answer.experiment, answer.about) for answer in history.facts.untried.values()}
    candidates = []
    for plan in history.facts.undecided:
        about = max(asked or plan.day, plan.day)
        tried = any(trial.day == about for trial in history.facts.trials_of(plan.key))
        # Its last day is asked about too, on the day after a pact by date has ended.
        if plan.day < day and history.is_open(plan, about) and not tried and (plan.key, about) not in answered:
            candidates.append((plan.key, about))
    if not candidates:
        return None
    key, about = candidates[0]
    return LookBack(history.experiment(key), about, len(candidates) - 1)


def untried_today(experiments: Sequence[Experiment], day: date) -> Experiment | None:
    """The latest planned experiment that can still be tried today."""
    for experiment in experiments:
        if experiment.state(day) is State.OPEN and all(trial.day != day for trial in experiment.trials):
            return experiment
    return None
