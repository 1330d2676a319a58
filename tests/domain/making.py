"""What the tests of the rules are built with: days of one November, cards, and histories put together by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from companion.domain.cards import Card, Suggestion
from companion.domain.history import History
from companion.domain.records import (
    Away,
    CadenceChange,
    Capture,
    Decision,
    Enrolment,
    Feed,
    Outcome,
    Plan,
    Record,
    Reflection,
    Reserve,
    Resurfaced,
    Review,
    Setting,
    Share,
    StepDone,
    Swap,
    Trial,
    Untried,
    Verdict,
    Waived,
)

# One week in November 2026, and the days around it.
MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, day) for day in range(16, 23))
LAST_FRI, NEXT_MON = date(2026, 11, 13), date(2026, 11, 23)
ONE = timedelta(days=1)

_TABLES = {
    Plan: "plans",
    Trial: "trials",
    Untried: "untried",
    Decision: "decisions",
    Reflection: "reflections",
    Swap: "swaps",
    CadenceChange: "cadences",
    Setting: "settings",
    Away: "away",
    Reserve: "reserves",
    Waived: "waived",
    Review: "reviews",
    Resurfaced: "resurfaced",
    Feed: "feeds",
    Enrolment: "enrolments",
    StepDone: "steps",
    Capture: "captures",
}


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """An instant on a day."""
    return datetime.combine(day, time(hour, minute), UTC)


def common(day: date, hour: int = 12) -> dict[str, Any]:
    return {"day": day, "at": at(day, hour), "offset": 0, "zone": "Europe/London"}


def plan(day: date, action: str = "ask", hour: int = 9, **extra: Any) -> Plan:
    return Plan(**common(day, hour), action=action, **extra)


def trial(
    day: date,
    experiment: str = "x",
    told: date | None = None,
    outcome: Outcome = Outcome.EXPECTED,
    made: datetime | None = None,
) -> Trial:
    """A trial of a day, recorded at noon of it unless `made` gives another instant."""
    moment = common(day) | ({"at": made} if made else {})
    return Trial(**moment, experiment=experiment, outcome=outcome, told=told or day)


def untried(day: date, about: date, experiment: str = "x") -> Untried:
    return Untried(**common(day), experiment=experiment, about=about)


def decision(day: date, verdict: Verdict = Verdict.ADOPT) -> Decision:
    return Decision(**common(day), verdict=verdict)


def reflection(day: date, card: str = "", hour: int = 12) -> Reflection:
    return Reflection(**common(day, hour), question="What happened?", text="It rained.", card=card)


def swap(day: date, card: str) -> Swap:
    return Swap(**common(day), card=card)


def cadence(day: date, counting: str | int) -> CadenceChange:
    """What counts from this day on: a rule, or so many days a week."""
    if isinstance(counting, int):
        return CadenceChange(**common(day), goal=counting)
    return CadenceChange(**common(day), rule=counting)


def away(first: date, last: date | None = None, made: date | None = None) -> Away:
    return Away(**common(made or first), first=first, last=last or first)


def reserve(covers: date, made: date | None = None) -> Reserve:
    """A reserve spent on a day, the day after it unless said otherwise."""
    return Reserve(**common(made or covers + ONE), covers=covers)


def waived(about: date, made: date) -> Waived:
    return Waived(**common(made), about=about)


def review(week: date, made: date | None = None, **fields: Any) -> Review:
    """A review of the week of this Monday, made on its Friday unless said otherwise."""
    return Review(**common(made or week + 4 * ONE), week=week, **fields)


def resurfaced(day: date, entry: str) -> Resurfaced:
    return Resurfaced(**common(day), entry=entry)


def feed(day: date, share: Share) -> Feed:
    """How much the page takes of a pack from this day on; its key is the pack."""
    return Feed(**common(day), share=share)


def enrolment(day: date, programme: str = "p/way", hour: int = 8, **fields: Any) -> Enrolment:
    return Enrolment(**common(day, hour), programme=programme, title="The way", **fields)


def step_done(day: date, enrolment: str, step: str, hour: int = 12) -> StepDone:
    return StepDone(**common(day, hour), enrolment=enrolment, step=step, title=step.capitalize())


def history(*records: Record | tuple[str, Record]) -> History:
    """A history of these records; one given as (id, record) keeps that id."""
    tables: dict[str, dict[str, Any]] = {name: {} for name in _TABLES.values()}
    for number, given in enumerate(records):
        key, record = given if isinstance(given, tuple) else (f"r{number}", given)
        tables[_TABLES[type(record)]][key] = record
    return History(**tables)


def tried(*days: date) -> History:
    """A history of one trial on each of these days."""
    return history(*(trial(day) for day in days))


def card(name: str, theme: str = "people", level: int = 101, minutes: int = 10, experiments: int = 2) -> Card:
    """A card of the pack `p`."""
    tries = tuple(Suggestion.parse(f"When it is {n}, I will do {name} {n}. Expect: {n}") for n in range(experiments))
    return Card(
        pack="p",
        id=name,
        title=name.capitalize(),
        theme=theme,
        level=level,
        minutes=minutes,
        idea=f"The idea of {name}.",
        sources=("own experience",),
        experiments=tries,
        questions=("What did you see?", "What surprised you?"),
    )


def days_between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
