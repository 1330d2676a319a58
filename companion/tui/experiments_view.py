"""Experiments as blocks: one in a list, open or closed, its trials, and its family."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from companion.domain.experiment_words import VERDICTS, outcomes_line, pact_words, trials_line
from companion.domain.history import Experiment, State
from companion.domain.phrases import near_day, sentence, short_day, told_line
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block, Row, accent, ink
from companion.tui.measure import Measure

_TRIALS, _ALL_TRIALS = 5, 30
_LEAD = 15


def experiment_block(
    experiment: Experiment,
    label: str,
    glyph: str,
    today: date,
    measure: Measure,
    active: bool,
    action: str,
    opened: bool,
) -> Block:
    """One experiment of a list: its words, and how far it has come; on a narrow screen one line until it is opened."""
    plan = experiment.plan
    block = Block(label, measure.width, active=active, colour=accent(plan.theme), action=action)
    words = ink(one_line(sentence(plan.cue, plan.action)), f"bold {INK}" if active else INK)
    if not measure.labelled and label:
        block.text(label, SOFT)
    if not measure.labelled and not opened:
        block.rows.append(Row(words.truncate(max(1, measure.width), ellipsis=True), action))
        return block
    block.content(words)
    closed = experiment.state(today) in (State.ADAPTED, State.DROPPED)
    said = standing_words(experiment, today) if closed else trials_line(experiment, today)
    mark = ink(f"{glyph} ", accent(plan.theme) if active else SOFT)
    for number, line in enumerate(ink(said, SOFT).wrap(max(1, measure.width - 2))):
        block.content(Content.assemble(ink("  ") if number else mark, line))
    return block


def opened_rows(block: Block, experiment: Experiment, today: date, grown: str, measure: Measure) -> Block:
    """What more there is of an opened experiment: its plan, its latest trials, its lesson; `grown` its card."""
    plan, decision = experiment.plan, experiment.decision
    parts = [
        ("you expect", plan.expect),
        ("you know by", plan.know),
        ("it takes", f"{plan.minutes} minutes, {pact_words(plan, today)}"),
        ("it grew from", grown),
        ("you learnt", decision.lesson if decision else ""),
    ]
    block.blank()
    for name, text in parts:
        if text.strip():
            _part(block, name, text, measure)
    if experiment.trials:
        block.blank()
    for trial in experiment.trials[-_TRIALS:]:
        _part(block, short_day(trial.day), told_line(trial.outcome, one_line(trial.note)), measure)
    if len(experiment.trials) > _TRIALS:
        _part(
            block,
            "before",
            f"{len(experiment.trials) - _TRIALS} more: {outcomes_line(experiment.trials)} in all",
            measure,
        )
    return block


def _part(block: Block, name: str, text: str, measure: Measure) -> None:
    if measure.labelled:
        lead = Content.assemble(ink(f"{name:<{_LEAD}}", SOFT))
        for number, line in enumerate(ink(one_line(text)).wrap(max(1, block.width - _LEAD))):
            block.content(Content.assemble(lead if not number else ink(" " * _LEAD), line))
    else:
        block.content(Content.assemble(ink(f"{name}: ", SOFT), ink(one_line(text))))


def trials_block(experiment: Experiment, measure: Measure) -> Block:
    """What there is to decide by: the prediction, then each trial with its note."""
    block, plan = Block("trials", measure.width), experiment.plan
    if plan.expect:
        _part(block, "you expected", plan.expect, measure)
    if plan.know:
        _part(block, "you know by", plan.know, measure)
    most = _ALL_TRIALS if measure.tall else _TRIALS
    for trial in experiment.trials[-most:]:
        _part(block, short_day(trial.day), told_line(trial.outcome, one_line(trial.note)), measure)
    if not experiment.trials:
        return block.text("No trials yet.", SOFT)
    if len(experiment.trials) > most:
        block.text(f"{len(experiment.trials) - most} earlier ones are not shown.", SOFT)
    return block.text(f"In all: {outcomes_line(experiment.trials)}.", SOFT)


def kin_block(
    experiment: Experiment, depth: int, how: str, here: bool, glyph: str, today: date, measure: Measure
) -> Block:
    """One member of a family, indented below the one it came from; `how` it came of it, "" for the first."""
    indent = "  " * min(depth, 6)
    plan, decision = experiment.plan, experiment.decision
    block = Block(how, measure.width, active=here, colour=accent(plan.theme))
    block.text(one_line(sentence(plan.cue, plan.action)), f"bold {INK}" if here else INK, indent=indent)
    standing = Content.assemble(ink(f"{glyph} "), ink(standing_words(experiment, today), SOFT))
    block.content(standing, first=indent, indent=indent)
    if decision and decision.lesson:
        block.text(one_line(decision.lesson), SOFT, indent=indent)
    return block


def standing_words(experiment: Experiment, today: date) -> str:
    """Where an experiment stands, in one line."""
    decision, counted = experiment.decision, trials_line(experiment, today)
    if decision is None:
        return f"to decide, {counted}" if experiment.state(today) is State.FULL else counted
    done = VERDICTS[decision.verdict][2].lower()
    said = outcomes_line(experiment.trials)
    return f"{done} {near_day(decision.day, today)}{', ' + said if said else ''}"
