"""Experiments, families and reviews as linear text, each with the command that goes on from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from companion.cli.output import wrapped
from companion.coach.coach import Coach
from companion.coach.views import Shelf, WeekReview
from companion.domain.cards import Theme
from companion.domain.experiment_words import STATES, came_from, outcomes_line, pact_line, planned_line, trials_line
from companion.domain.family import Kin
from companion.domain.history import Experiment, State
from companion.domain.phrases import dated, sentence, short_day, told_line
from companion.domain.reviewing import MINUS, NEXT, PLUS, leaning, week_to_review, week_words

_CLOSED, _PLAYS, _MOST = 5, 20, 200
_INDENT = "          "


def plan_words(experiment: Experiment) -> str:
    """A plan as it is read."""
    return sentence(experiment.plan.cue, experiment.plan.action)


def experiments_text(coach: Coach, shelf: Shelf, today: date, all_of_them: bool) -> list[str]:
    """To decide, open, the playbook, then the latest that are closed; each with its id, and its trials."""
    if not any(shelf):
        return ["No experiments yet. Today's page ends in one: companion today"]
    lines: list[str] = []
    groups = (
        ("To decide", shelf.to_decide, _MOST),
        ("Open", shelf.open, _MOST),
        ("Playbook", shelf.playbook, _PLAYS),
        ("Adapted or dropped", shelf.closed, _CLOSED),
    )
    for name, keys, most in groups:
        shown = keys if all_of_them else keys[:most]
        lines += ["", name] if lines and shown else [name] if shown else []
        for found in coach.found(shown):
            lines += _listed(found, today, coach)
        if len(shown) < len(keys):
            lines.append(f"  {len(keys) - len(shown)} more: companion experiments --all")
    return lines


def _listed(experiment: Experiment, today: date, coach: Coach) -> list[str]:
    theme = coach.theme(experiment.plan.theme)
    lines = [wrapped(plan_words(experiment), f"{experiment.id}  ", _INDENT)]
    lines.append(wrapped(f"{theme.glyph + ' ' if theme else ''}{trials_line(experiment, today)}", _INDENT))
    if experiment.decision is None and experiment.plan.expect:
        lines.append(wrapped(f"You expect: {experiment.plan.expect}", _INDENT))
    if experiment.decision and experiment.decision.lesson:
        lines.append(wrapped(f"Learnt: {experiment.decision.lesson}", _INDENT))
    return lines


def decide_text(experiment: Experiment, today: date) -> list[str]:
    """What there is to decide by: the plan, what was expected, each trial, then the three ways on."""
    plan, state = experiment.plan, experiment.state(today)
    lines = [wrapped(plan_words(experiment))]
    lines += [wrapped(f"You expected: {plan.expect}")] if plan.expect else []
    lines += [wrapped(f"You will know by: {plan.know}")] if plan.know else []
    lines.append(pact_line(experiment) if state is State.FULL else planned_line(plan, today))
    lines.append("")
    for trial in experiment.trials:
        lead = f"  {short_day(trial.day)}  "
        lines.append(wrapped(told_line(trial.outcome, trial.note), lead, " " * len(lead)))
    lines.append(f"  In all: {outcomes_line(experiment.trials)}" if experiment.trials else "  No trials yet.")
    if experiment.decision:
        return [*lines, "", f"It was decided on {dated(experiment.decision.day, today)}."]
    key = experiment.id
    return [
        *lines,
        "",
        f'  Keep it:          companion decide {key} adopt --lesson "…"',
        f'  Change one thing: companion decide {key} adapt --action "…" --lesson "…"',
        f'  Let it go:        companion decide {key} drop --lesson "…"',
    ]


def grow_text(experiment: Experiment) -> list[str]:
    """A play, and the three ways to take it further."""
    key = experiment.id
    return [
        wrapped(plan_words(experiment)),
        "",
        f"  Repeat it as it is:    companion grow {key} repeat",
        f'  Make a part larger:    companion grow {key} enlarge --action "…"',
        f'  Offer it to somebody:  companion grow {key} offer --action "When I see …, I will …"',
    ]


def family_text(found: Sequence[tuple[Kin, Experiment]], today: date) -> list[str]:
    """A family as a tree; the one asked about has a mark."""
    lines = []
    for kin, one in found:
        indent = "  " * min(kin.depth, 12)
        how = came_from(one.plan)
        lead = f"{indent}{'> ' if kin.here else '- '}{one.id}  "
        lines.append(wrapped(f"{how + ': ' if how else ''}{plan_words(one)}", lead, " " * len(lead)))
        lines.append(wrapped(f"{STATES[one.state(today)]}, {trials_line(one, today)}", " " * len(lead)))
        if one.decision and one.decision.lesson:
            lines.append(wrapped(f"Learnt: {one.decision.lesson}", " " * len(lead)))
    return lines


def review_text(coach: Coach, found: WeekReview, today: date) -> list[str]:
    """A week to look back on, what is written of it already, and the command that writes the rest."""
    lines = [f"The week of {week_words(found.week, today)}", ""]
    lines += _tried(coach, found)
    for experiment in coach.found(found.to_decide):
        lines.append(wrapped(f"To decide: {plan_words(experiment)} companion decide {experiment.id}", "  ", "    "))
    written = found.written
    command = "companion review" if found.week == week_to_review(today) else f"companion review --week {found.week}"
    lines.append("")
    for question, name in ((PLUS, "plus"), (MINUS, "minus"), (NEXT, "next")):
        text = getattr(written, name) if written else ""
        lines.append(wrapped(f"{question} {text}" if text else f'{question} {command} --{name} "…"', "  ", "    "))
    answers = {answer.question: answer.text for answer in written.deeper} if written else {}
    for question in found.deeper:
        lines.append(wrapped(f"{question} {answers.get(question, '')}".rstrip(), "  ", "    "))
    if found.deeper:
        turn = 'Each in its turn: {} --deeper "…" --deeper "…"' if len(found.deeper) > 1 else '{} --deeper "…"'
        lines.append(f"  {turn.format(command)}")
    theme = coach.theme(written.focus) if written else None
    lean = leaning(found.week, today)
    chosen = (
        f"{lean} leans towards {theme.title}." if theme else f"{lean} can lean to a theme: {command} --focus people"
    )
    return [*lines, f"  {chosen}"]


def _tried(coach: Coach, found: WeekReview) -> list[str]:
    if not found.trials:
        return ["  Nothing was tried."]
    counted = [(coach.theme(theme), count) for theme, count in sorted(found.themes.items())]
    lines = ["  " + ", ".join(f"{_named(theme)} {count}" for theme, count in counted)]
    for trial in found.trials:
        experiment = coach.find(trial.record.experiment) if coach.has_experiment(trial.record.experiment) else None
        lead = f"  {short_day(trial.record.day)}  "
        lines.append(wrapped(told_line(trial.record.outcome, trial.record.note), lead, " " * len(lead)))
        lines += [wrapped(plan_words(experiment), " " * len(lead))] if experiment else []
    return lines


def _named(theme: Theme | None) -> str:
    return f"{theme.glyph} {theme.title}" if theme else "no theme"
