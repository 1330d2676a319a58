"""Records as entries to be read, each with what it answers or expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from companion.coach.views import Entry
from companion.domain.experiment_words import VERDICTS
from companion.domain.facts import Fact
from companion.domain.history import History
from companion.domain.phrases import range_words, sentence, short_date, told_line
from companion.domain.records import (
    Away,
    Capture,
    Course,
    Decision,
    Enrolment,
    Plan,
    Record,
    Reflection,
    Reserve,
    Review,
    StepDone,
    Trial,
    Untried,
)

_COURSES = {Course.ACTIVE: "", Course.PAUSED: " Paused since.", Course.LEFT: " Left since.", Course.FINISHED: ""}


def entries_of(history: History, day: date) -> list[Entry]:
    """What was recorded for one day, in the order of its making; only these records' texts are fetched."""
    facts = history.facts
    tables: list[tuple[Mapping[str, Record], Mapping[str, Fact]]] = [
        (history.plans, facts.plans),
        (history.trials, facts.trials),
        (history.reflections, facts.reflections),
        (history.decisions, facts.decisions),
        (history.reviews, facts.reviews),
    ]
    found = [(fact.at, key, table) for table, rows in tables for key, fact in rows.items() if fact.day == day]
    found += [(fact.at, key, history.untried) for key, fact in facts.untried.items() if fact.about == day]
    found += [(one.at, key, history.reserves) for key, one in history.reserves.items() if one.covers == day]
    small: list[Mapping[str, Record]] = [history.enrolments, history.steps, history.captures]
    found += [(one.at, key, table) for table in small for key, one in table.items() if one.day == day]
    found += [(one.at, key, history.away) for key, one in history.away.items() if one.first <= day <= one.last]
    return [entry_of(history, key, table[key]) for _, key, table in sorted(found, key=lambda one: one[:2])]


def entry_of(history: History, key: str, record: Record) -> Entry:
    """One record, `key` its id, as a person would read it. ValueError for a kind that has no words."""
    if isinstance(record, Plan):
        expected = f"You expected: {record.expect}" if record.expect else ""
        return Entry("planned", sentence(record.cue, record.action), expected, record.theme)
    if isinstance(record, Trial):
        return Entry("tried", told_line(record.outcome, record.note), *_plan_of(history, record.experiment))
    if isinstance(record, Untried):
        return Entry("not tried", told_line(None, record.note), *_plan_of(history, record.experiment))
    if isinstance(record, Reflection):
        return Entry("wrote", record.text, record.question)
    if isinstance(record, Decision):
        return Entry("decided", f"{VERDICTS[record.verdict][2]}. {record.lesson}".strip(), *_plan_of(history, key))
    if isinstance(record, Review):
        return Entry("review", _review_words(record), f"The week of {short_date(record.week)}", record.focus)
    if isinstance(record, Reserve):
        return Entry("reserve", f"Bridged by a reserve, spent on {short_date(record.day)}.")
    if isinstance(record, Away):
        return Entry("away", f"Away {range_words(record.first, record.last)}.")
    if isinstance(record, Capture):
        return Entry("captured", record.text, f"{record.label}, {record.title}")
    if isinstance(record, Enrolment):
        return Entry("programme", f"Began {_named(record)}.{_COURSES[record.course]}")
    if isinstance(record, StepDone):
        enrolment = history.enrolments.get(record.enrolment)
        return Entry("step", record.title, enrolment.title if enrolment else "")
    raise ValueError(f"{type(record).__name__} is not read as an entry")


def _named(enrolment: Enrolment) -> str:
    return f"{enrolment.title}, {enrolment.variant}" if enrolment.variant else enrolment.title


def _review_words(review: Review) -> str:
    parts = (("Plus", review.plus), ("Minus", review.minus), ("Next", review.next))
    said = [f"{name}: {text}" for name, text in parts if text]
    said += [f"{answer.question} {answer.text}" for answer in review.deeper]
    return "\n".join(said) or "Looked back."


def own_words(history: History, table: str, key: str) -> tuple[str, str]:
    """What a person wrote of their own in a trial, a decision or a reflection, by its table's name, "" for nothing; and
    the plan it is about, or the question it answers."""
    if table == "trials":
        trial = history.trials[key]
        return trial.note, _plan_of(history, trial.experiment)[0]
    if table == "decisions":
        return history.decisions[key].lesson, _plan_of(history, key)[0]
    return history.reflections[key].text, history.reflections[key].question


def _plan_of(history: History, key: str) -> tuple[str, str]:
    plan = history.plans.get(key)
    return (sentence(plan.cue, plan.action), plan.theme) if plan else ("", "")
