"""Records as entries to be read, each with what it answers or expected."""

from __future__ import annotations

from companion.domain.history import History
from companion.domain.phrases import sentence, told_line
from companion.domain.records import Decision, Plan, Record, Reflection, Trial, Untried, Verdict
from companion.views import Entry

_DECIDED = {Verdict.ADOPT: "Adopted", Verdict.ADAPT: "Adapted", Verdict.DROP: "Dropped"}


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
        return Entry("decided", f"{_DECIDED[record.verdict]}. {record.lesson}".strip(), *_plan_of(history, key))
    raise ValueError(f"{type(record).__name__} is not read as an entry")


def _plan_of(history: History, key: str) -> tuple[str, str]:
    plan = history.plans.get(key)
    return (sentence(plan.cue, plan.action), plan.theme) if plan else ("", "")
