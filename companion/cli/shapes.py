"""The JSON that other programs may rely on. Its keys are part of the product: add, never rename."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from companion.coach.correcting import Whole
from companion.coach.views import Echo, Page, ProgrammeView, Progress, Recorded, Way, WeekReview
from companion.domain.cards import Card
from companion.domain.entries import Article, Entry, Guide, Heading, Programme, ProgrammeStep, Question, Term, kind_of
from companion.domain.explain import Reason
from companion.domain.guide_words import agenda
from companion.domain.history import Experiment
from companion.domain.programmes import Following
from companion.domain.records import Record
from companion.domain.streak import Streak

Json = dict[str, Any]
_YEAR = 366
_WAY = ("tried", "answered", "captured")


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


def decide_json(whole: Whole, today: date) -> Json:
    """An experiment with every trial, to decide by."""
    return experiment_json(whole.experiment, today) | {"tried": [record_json(trial) for trial in whole.trials]}


def review_json(found: WeekReview, to_decide: Sequence[Experiment], today: date) -> Json:
    """A week to review: what was tried, how often in each theme, what is to be decided, and what is written of it."""
    return {
        "week": found.week.isoformat(),
        "number": found.number,
        "due": found.is_due,
        "trials": [record_json(trial) for trial in found.trials],
        "themes": dict(found.themes),
        "to_decide": [experiment_json(one, today) for one in to_decide],
        "deeper": list(found.deeper),
        "written": record_json(Recorded(found.week.isoformat(), found.written)) if found.written else None,
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


def heading_json(heading: Heading) -> Json:
    """An entry as a list has it; `ref` is what `companion library` takes."""
    return {"ref": heading.ref, **heading._asdict()}


def entry_json(entry: Entry, heading: Heading | None) -> Json:
    """An entry of any kind with everything that its reader sees; `retired` and `replaced_by` are its heading's."""
    about = {"ref": f"{entry.pack}/{entry.id}", "kind": kind_of(entry)}
    retired = {
        "retired": heading is not None and heading.retired,
        "replaced_by": heading.replaced_by if heading else "",
    }
    return about | _SHAPES[type(entry)](entry) | retired


def _text_json(entry: Article | Guide | Programme | Question | Term) -> Json:
    """What all entries but cards have."""
    about = {"pack": entry.pack, "id": entry.id, "title": entry.title, "theme": entry.theme}
    return about | {"body": entry.body, "sources": list(entry.sources)}


def _question_json(question: Question) -> Json:
    return _text_json(question) | {"use": question.use.value}


def _programme_entry_json(programme: Programme) -> Json:
    steps = [step_json(step) for step in programme.steps]
    return _text_json(programme) | {"variants": list(programme.variants), "steps": steps}


def _guide_json(guide: Guide) -> Json:
    """A guide with its steps: `begins` is in minutes from the beginning."""
    steps = [
        {
            "id": part.step.id,
            "title": part.step.title,
            "begins": part.begins,
            "minutes": part.step.minutes,
            "lines": [{"kind": kind.lower(), "text": text} for kind, text in part.step.lines],
        }
        for part in agenda(guide)
    ]
    return _text_json(guide) | {"minutes": guide.minutes, "steps": steps}


_SHAPES: Mapping[type[Entry], Callable[[Any], Json]] = {
    Card: card_json,
    Question: _question_json,
    Term: _text_json,
    Article: _text_json,
    Programme: _programme_entry_json,
    Guide: _guide_json,
}


def step_json(step: ProgrammeStep) -> Json:
    """A step of a programme; `ref` is "" for a check, which asks its `questions`."""
    named = {"id": step.id, "title": step.title, "kind": step.kind.value, "ref": step.ref}
    return named | {"trials": step.trials, "only": step.only, "questions": list(step.questions)}


def page_json(page: Page) -> Json:
    """Today's page; `step` is where it stands, `questions` what can be answered, and `asks` the look back if any."""
    look_back = page.session.look_back
    return {
        "day": page.day.isoformat(),
        "card": card_json(page.card) if page.card else None,
        "why": page.why,
        "questions": list(page.session.questions),
        "open": [experiment_json(found, page.day) for found in page.open],
        "streak": page.streak.streak,
        "step": page.session.step.value,
        "settle": [{"day": miss.day.isoformat(), "until": miss.until.isoformat()} for miss in page.arrival.misses],
        "absent_since": page.arrival.last.isoformat() if page.arrival.last else None,
        "again": _again_json(page.again) if page.again else None,
        "review_due": page.review_due,
        "programme": [_next_json(one) for one in page.following if one.is_active],
        "going_on": experiment_json(page.going_on, page.day) if page.going_on else None,
        "asks": {"experiment": look_back.experiment.id, "day": look_back.about.isoformat()} if look_back else None,
    }


def programme_json(view: ProgrammeView) -> Json:
    """A programme, how it stands (`new` where it was never followed), and its next step, None where there is none."""
    one, programme = view.following, view.programme
    steps = one.steps if one else programme.steps if programme else ()
    return {
        "ref": view.ref,
        "title": view.title,
        "state": view.course.value if view.course else "new",
        "here": programme is not None,
        "id": one.id if one else "",
        "variant": one.enrolment.variant if one else "",
        "variants": list(programme.variants) if programme else [],
        "of": len(steps),
        "next": _next_json(one) if one and one.next else None,
    }


def programme_steps_json(view: ProgrammeView, way: Way | None = None) -> Json:
    """The same with its text and all its steps, each `done`, `next` or `to-come`; once it is over, with the ids of what
    was `tried`, `answered` and `captured` on the way."""
    one, programme = view.following, view.programme
    steps = one.steps if one else programme.steps if programme else ()

    def state(step: ProgrammeStep) -> str:
        if one and step.id in one.done:
            return "done"
        return "next" if one and step == one.next else "to-come"

    return programme_json(view) | {
        "way": {name: [one.id for one in getattr(way, name)] for name in _WAY} if way else None,
        "body": programme.body if programme else "",
        "sources": list(programme.sources) if programme else [],
        "steps": [step_json(step) | {"state": state(step)} for step in steps],
    }


def _next_json(one: Following) -> Json:
    """The next step of a programme: `title` is the programme's, `number` its place among so many (`of`)."""
    step = one.next
    about = {"ref": one.enrolment.programme, "title": one.title, "number": one.number, "of": len(one.steps)}
    if step is None:
        return about
    return about | {
        "step": step.id,
        "step_title": step.title,
        "kind": step.kind.value,
        "next_ref": step.ref,
        "here": not one.missing,
        "questions": list(step.questions),
        "trials": step.trials,
        "tried": one.tried,
        "planned": one.planned,
        "put_aside": one.aside,
    }


def _again_json(again: Echo) -> Json:
    return {"entry": again.entry, "day": again.day.isoformat(), "text": again.text, "about": again.about}


def streak_json(streak: Streak) -> Json:
    """The streak, its reserves, its consistency and today's standing."""
    return {
        "streak": streak.streak,
        "best": streak.best,
        "total": streak.total,
        "weeks": streak.weeks,
        "reserves": streak.reserves,
        "consistency": round(streak.consistency, 4),
        "today": streak.today.value,
    }


def why_json(progress: Progress, found: Sequence[Reason]) -> Json:
    """The streak with every day's standing, the streak at its end, and why; and what is at stake or can be settled."""
    days = [
        {"day": one.day.isoformat(), "standing": one.standing.value, "run": one.run, "why": one.because}
        for one in found
    ]
    return streak_json(progress.streak) | _stakes(progress) | {"days": days}


def progress_json(progress: Progress) -> Json:
    """The streak, the days of the last year with their themes, and what it all adds up to."""
    since = progress.today - timedelta(days=_YEAR)
    levels = [{"day": one.day.isoformat(), "consistency": round(one.consistency, 4)} for one in progress.levels]
    days = [
        {"day": one.day.isoformat(), "standing": one.standing.value, "theme": progress.themes.get(one.day, "")}
        for one in progress.days
        if one.day > since
    ]
    return (
        streak_json(progress.streak)
        | _stakes(progress)
        | {
            "themes": dict(progress.trials),
            "outcomes": {outcome.value: count for outcome, count in progress.outcomes.items()},
            "levels": levels,
            "days": days,
        }
    )


def _stakes(progress: Progress) -> Json:
    """`lost_from` is the day on whose start the streak could break; `settle` what can still be settled, until when."""
    return {
        "lost_from": progress.lost_from.isoformat() if progress.lost_from else None,
        "settle": [{"day": miss.day.isoformat(), "until": miss.until.isoformat()} for miss in progress.misses],
    }


def _fields(record: Record) -> Json:
    fields: Json = msgspec.to_builtins(record)
    fields.pop("shown", None)
    return fields
