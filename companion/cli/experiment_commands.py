"""The commands about experiments."""

from __future__ import annotations

import argparse

from companion.cli import plain, shapes
from companion.cli.command import Command, show_record
from companion.cli.output import say, say_json
from companion.coach.coach import Coach
from companion.domain.phrases import sentence
from companion.domain.records import Verdict


def experiments(coach: Coach, options: argparse.Namespace) -> None:
    """Every experiment, the latest first."""
    found, day = coach.experiments(), coach.day()
    if options.json:
        say_json([shapes.experiment_json(one, day) for one in found])
        return
    themes = {one.plan.theme: theme for one in found if (theme := coach.theme(one.plan.theme))}
    say(*plain.experiments_text(found, day, themes))


def decide(coach: Coach, options: argparse.Namespace) -> None:
    """Adopt, adapt or drop."""
    verdict = Verdict(options.verdict)
    decision, child = coach.decide(
        options.id, verdict, options.lesson, options.action, cue=options.when, expect=options.expect
    )
    words = {Verdict.ADOPT: "Adopted", Verdict.ADAPT: "Adapted", Verdict.DROP: "Dropped"}[verdict]
    grown = f" It goes on as {child.id}: {sentence(child.record.cue, child.record.action)}" if child else ""
    show_record(decision, options, f"{words}.{grown}")


def _decide_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the beginning of its id")
    parser.add_argument("verdict", choices=("adopt", "adapt", "drop"))
    parser.add_argument("--lesson", default="", metavar="TEXT", help="what you learnt, in one sentence")
    parser.add_argument("--action", default="", metavar="TEXT", help="for adapt: the action from now on")
    parser.add_argument("--when", metavar="CUE", help="for adapt: what will set it off")
    parser.add_argument("--expect", metavar="TEXT", help="for adapt: what you expect to see")


EXPERIMENT_COMMANDS = (
    Command("decide", "adopt, adapt or drop an experiment", decide, _decide_options),
    Command("experiments", "list your experiments", experiments, reads=True),
)
