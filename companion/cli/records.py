"""Any one record in words: what it says, an experiment with all that belongs to it, and what it said before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from companion.cli.output import wrapped
from companion.coach.coach import Coach
from companion.coach.correcting import Whole
from companion.coach.naming import Name, written
from companion.coach.revising import FieldChange, revised
from companion.domain.experiment_words import STATES, VERDICTS, came_from, pact_words
from companion.domain.history import Experiment
from companion.domain.phrases import (
    dated,
    days_of,
    goal_words,
    near_day,
    number,
    sentence,
    short_date,
    taken_back,
    told_line,
)
from companion.domain.programme_words import COURSES
from companion.domain.records import (
    Away,
    CadenceChange,
    Capture,
    Decision,
    Enrolment,
    Feed,
    Plan,
    Record,
    Reflection,
    Reserve,
    Resurfaced,
    Review,
    Setting,
    Shown,
    StepDone,
    Swap,
    Trial,
    Untried,
    Waived,
)
from companion.journal.versions import Version
from companion.text import one_line

Part = tuple[str, str]
_LABEL = 10


def named(record: Record, today: date) -> str:
    """A record in a few words within a sentence: `yesterday's trial`."""
    if isinstance(record, Review):
        return f"the review of the week of {dated(record.week, today)}"
    if isinstance(record, Untried):
        return f"the answer about {near_day(record.about, today)}"
    if isinstance(record, Resurfaced):
        return f"what the page of {near_day(record.day, today)} showed again"
    if isinstance(record, Enrolment):
        return f"the enrolment in {record.title}"
    return taken_back(record, False, today)


def record_text(coach: Coach, name: Name, record: Record) -> list[str]:
    """What a record says: its id, then each of its parts."""
    today, what = coach.day(), named(record, coach.day())
    head = _head(written(name.table, name.key), f"{what[:1].upper()}{what[1:]}")
    return [head, *rows([*_belongs_to(coach, name, record), *said(name.key, record, today)])]


def whole_text(coach: Coach, whole: Whole) -> list[str]:
    """An experiment: its plan, each trial with what was expected and what happened, the decision, and what grew."""
    today, experiment = coach.day(), whole.experiment
    plan, decision = experiment.plan, experiment.decision
    theme = coach.theme(plan.theme)
    about = f"{theme.glyph} {theme.title}, " if theme else ""
    head = _head(experiment.id, f"{about}{STATES[experiment.state(today)]}, planned {near_day(plan.day, today)}")
    lines = [head, *rows([*said(experiment.id, plan, today), *_parent(whole)])]
    lines += ["", "Trials"] if whole.trials else ["", "No trials yet."]
    for trial in whole.trials:
        late = "" if trial.record.told == trial.record.day else f", told on {dated(trial.record.told, today)}"
        happened = ("Happened", told_line(trial.record.outcome, trial.record.note))
        lines.append(_head(trial.id, f"{dated(trial.record.day, today)}{late}"))
        lines += rows([("Expected", plan.expect), happened])
    lines += ["", "Not tried"] if whole.untried else []
    for answer in whole.untried:
        lines.append(_head(answer.id, dated(answer.record.about, today)))
        lines += rows([("Answer", told_line(None, answer.record.note))])
    if decision:
        lines += ["", f"The decision of {dated(decision.day, today)}", *rows(said(experiment.id, decision, today))]
    lines += ["", "What grew from it"] if whole.children else []
    for child in whole.children:
        lines.append(wrapped(_kin(child), f"{one_line(child.id)}  ", " " * 10))
    return lines


def history_text(coach: Coach, found: Sequence[Version]) -> list[str]:
    """Every revision of a record, oldest first: when, where, and what it changed."""
    today, lines, spoke = coach.day(), list[str](), False
    for one, told in zip(found, revised(found, coach.device, today), strict=True):
        lines.append(f"{told.when}, {told.where}: {told.what}")
        if one.record is None:
            continue
        if spoke:
            lines += _changes(told.changes) or ["  It says the same as before."]
        else:
            lines += rows(said(one.key, one.record, today))
        spoke = True
    devices = len({one.device for one in found})
    if devices > 1:
        lines += ["", f"It was written on {number(devices)} devices. The last of these is what stands."]
    return lines


def said(key: str, record: Record, today: date) -> list[Part]:
    """What a record says, part by part; those without words are left out."""
    return [(label, text) for label, text in _SAID[type(record)](key, record, today) if text]


def rows(parts: Sequence[Part]) -> list[str]:
    """Parts below one another, each with its label; those without words are left out."""
    return [wrapped(text, f"  {one_line(label):<{_LABEL}}", " " * (_LABEL + 2)) for label, text in parts if text]


def _head(key: str, words: str) -> str:
    return f"{one_line(key)}  {one_line(words)}"


def _changes(found: Sequence[FieldChange]) -> list[str]:
    lines = []
    for one in found:
        lines.append(f"  {one_line(one.field[:1].upper() + one.field[1:])}")
        lines.append(wrapped(one.was or "nothing", "    was  ", " " * 9))
        lines.append(wrapped(one.now, "    now  ", " " * 9))
    return lines


def _belongs_to(coach: Coach, name: Name, record: Record) -> Iterator[Part]:
    """The experiment that a trial, an answer or a decision is of, and what was expected of a trial."""
    if not isinstance(record, Trial | Untried | Decision):
        return
    key = name.key if isinstance(record, Decision) else record.experiment
    if not coach.has_experiment(key):
        yield "Of", f"{key}, which is no longer here."
        return
    plan = coach.find(key).plan
    yield "Of", f"{key}: {sentence(plan.cue, plan.action)}"
    if isinstance(record, Trial):
        yield "Expected", plan.expect


def _parent(whole: Whole) -> Iterator[Part]:
    parent, plan = whole.parent, whole.experiment.plan
    if parent:
        yield "Grew from", f"{parent.id}, {_kin(whole.experiment, of=parent)}"
    elif plan.parent:
        yield "Grew from", f"{plan.parent}, which is no longer here."


def _kin(child: Experiment, of: Experiment | None = None) -> str:
    """How a child came of its parent, and the words of the child, or of the one asked for."""
    plan = (of or child).plan
    return f"{came_from(child.plan)}: {sentence(plan.cue, plan.action)}"


# What each kind of record says


def _plan(key: str, plan: Plan, today: date) -> Iterator[Part]:
    yield "Plan", sentence(plan.cue, plan.action)
    yield "Expect", f"{plan.expect}{' (the words of the idea)' if plan.expect_from_card else ''}" if plan.expect else ""
    yield "Know by", plan.know
    yield "Minutes", str(plan.minutes)
    yield "Pact", pact_words(plan, today)
    yield "Idea", _idea(plan.shown, plan.card)
    yield "From", f"what was captured, {plan.capture}" if plan.capture else ""


def _trial(key: str, trial: Trial, today: date) -> Iterator[Part]:
    yield "Happened", told_line(trial.outcome, trial.note)
    yield "Day", dated(trial.day, today)
    yield "Told", "" if trial.told == trial.day else dated(trial.told, today)


def _untried(key: str, answer: Untried, today: date) -> Iterator[Part]:
    yield "Answer", told_line(None, answer.note)
    yield "About", dated(answer.about, today)


def _decision(key: str, decision: Decision, today: date) -> Iterator[Part]:
    yield "Decided", f"{VERDICTS[decision.verdict][2]}."
    yield "Learnt", decision.lesson
    yield "Goes on", f"as {decision.child}" if decision.child else ""


def _reflection(key: str, reflection: Reflection, today: date) -> Iterator[Part]:
    yield "Question", reflection.question
    yield "Words", reflection.text
    yield "Idea", _idea(reflection.shown, reflection.card)
    yield "Step", reflection.step


def _review(key: str, review: Review, today: date) -> Iterator[Part]:
    sunday = review.week + timedelta(days=6)
    yield "Week", f"{short_date(review.week)} to {short_date(sunday)} {sunday.year}"
    yield from (("Plus", review.plus), ("Minus", review.minus), ("Next", review.next), ("Focus", review.focus))
    for answer in review.deeper:
        yield "Question", answer.question
        yield "Answer", answer.text


def _cadence(key: str, change: CadenceChange, today: date) -> Iterator[Part]:
    yield "Counts", goal_words(change.goal) if change.goal else days_of(change.rule)
    yield "From", dated(change.day, today)


def _capture(key: str, capture: Capture, today: date) -> Iterator[Part]:
    yield "Captured", capture.text
    yield "As", capture.label
    yield "Guide", f"{capture.title} ({capture.guide})"


def _enrolment(key: str, enrolment: Enrolment, today: date) -> Iterator[Part]:
    yield "Programme", f"{enrolment.title} ({enrolment.programme})"
    yield "Variant", enrolment.variant
    yield "Stands", COURSES[enrolment.course]
    yield "Begun", dated(enrolment.day, today)


_SAID: Mapping[type[Record], Callable[[str, Any, date], Iterator[Part] | list[Part]]] = {
    Plan: _plan,
    Trial: _trial,
    Untried: _untried,
    Decision: _decision,
    Reflection: _reflection,
    Review: _review,
    CadenceChange: _cadence,
    Swap: lambda key, one, today: [("Put aside", one.card)],
    Setting: lambda key, one, today: [("Set", f"{key} {one.value}")],
    Away: lambda key, one, today: [("From", dated(one.first, today)), ("To", dated(one.last, today))],
    Reserve: lambda key, one, today: [("Bridges", dated(one.covers, today)), ("Spent", dated(one.day, today))],
    Waived: lambda key, one, today: [("Let go", dated(one.about, today)), ("On", dated(one.day, today))],
    Resurfaced: lambda key, one, today: [("Shown", one.entry), ("On", dated(one.day, today))],
    Feed: lambda key, one, today: [("Pack", key), ("Shown", one.share.value)],
    StepDone: lambda key, one, today: [("Step", one.title), ("Of", one.enrolment), ("Done", dated(one.day, today))],
    Capture: _capture,
    Enrolment: _enrolment,
}


def _idea(shown: Shown | None, card: str) -> str:
    return f"{shown.title} ({card})" if shown and card else card
