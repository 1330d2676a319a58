"""The commands about experiments: listing, deciding, growing, and the weekly review."""

from __future__ import annotations

import argparse

from companion.cli import shapes
from companion.cli.command import Command, change_of, change_options, date_of, show_plan, show_record
from companion.cli.experiments import decide_text, experiments_text, family_text, grow_text, review_text
from companion.cli.output import say, say_json
from companion.coach.coach import Coach
from companion.coach.views import Misuse
from companion.domain.experiment_words import VERDICTS
from companion.domain.phrases import plural, sentence
from companion.domain.records import Growth, Verdict


def experiments(coach: Coach, options: argparse.Namespace) -> None:
    """Every experiment: those to decide, the open ones, the playbook, and what is closed."""
    day = coach.day()
    if options.json:
        say_json([shapes.experiment_json(one, day) for one in coach.experiments()])
        return
    say(*experiments_text(coach, coach.shelf(), day, options.all))


def decide(coach: Coach, options: argparse.Namespace) -> None:
    """Adopt, adapt or drop; without a verdict, what there is to decide by."""
    if options.verdict is None:
        options.looked = True
        if options.lesson or change_of(options, coach.day()).says_anything:
            raise Misuse("Say what becomes of it: adopt, adapt or drop, before the options.")
        if options.json:
            say_json(shapes.decide_json(coach.whole(coach.find(options.id).id), coach.day()))
        else:
            say(*decide_text(coach.find(options.id), coach.day()))
        return
    verdict = Verdict(options.verdict)
    decision, child = coach.decide(options.id, verdict, options.lesson, change_of(options, coach.day()))
    grown = f" It goes on as {child.id}: {sentence(child.record.cue, child.record.action)}" if child else ""
    kept = f" `companion grow {decision.id}` shows how it can go further." if verdict is Verdict.ADOPT else ""
    show_record(decision, options, f"{VERDICTS[verdict][2]}.{grown}{kept}")


def grow(coach: Coach, options: argparse.Namespace) -> None:
    """Take a play further."""
    if options.growth is None:
        options.looked = True
        say(*grow_text(coach.find(options.id)))
        return
    growth = Growth(options.growth)
    show_plan(coach, coach.grow(options.id, growth, change_of(options, coach.day())), options, "Planned")


def family(coach: Coach, options: argparse.Namespace) -> None:
    """The tree of an experiment."""
    found, day = coach.family(options.id), coach.day()
    if options.json:
        say_json([shapes.experiment_json(one, day) | {"depth": kin.depth} for kin, one in found])
    else:
        say(*family_text(found, day))


def review(coach: Coach, options: argparse.Namespace) -> None:
    """Look back over a week; write the parts that are given."""
    day = date_of(options.week, coach.day()) if options.week else None
    deeper = coach.week_review(day).deeper
    answers = dict(zip(deeper, options.deeper, strict=False))
    if len(options.deeper) > len(deeper):
        raise Misuse(
            f"This review asks {plural(len(deeper), 'further question')}, and "
            f"{plural(len(options.deeper), 'answer was', 'answers were')} given."
            if deeper
            else "This review asks no further questions. Leave --deeper out."
        )
    parts = {"plus": options.plus, "minus": options.minus, "next": options.next, "focus": options.focus}
    if not answers and all(text is None for text in parts.values()):
        options.looked = True
        found = coach.week_review(day)
        if options.json:
            say_json(shapes.review_json(found, coach.found(found.to_decide), coach.day()))
        else:
            say(*review_text(coach, found, coach.day()))
        return
    recorded = coach.review(**parts, deeper=answers, day=day)
    show_record(recorded, options, "Kept.")


def _experiments_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also those adapted or dropped long ago")


def _decide_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the beginning of its id")
    parser.add_argument(
        "verdict",
        nargs="?",
        choices=("adopt", "adapt", "drop"),
        help="left out, this shows what there is to decide by",
    )
    parser.add_argument("--lesson", default="", metavar="TEXT", help="what you learnt, in one sentence")
    change_options(parser, "for adapt")


def _grow_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the beginning of the play's id")
    parser.add_argument(
        "growth",
        nargs="?",
        choices=("repeat", "enlarge", "offer"),
        help="as it is, larger, or to a neighbour; left out, this shows each way",
    )
    change_options(parser, "what changes")


def _family_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the beginning of its id")


def _review_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plus", metavar="TEXT", help="what worked")
    parser.add_argument("--minus", metavar="TEXT", help="what did not")
    parser.add_argument("--next", metavar="TEXT", help="what you will do next")
    parser.add_argument("--focus", metavar="THEME", help="the theme that next week's pages lean towards, or none")
    parser.add_argument(
        "--deeper",
        metavar="TEXT",
        action="append",
        default=[],
        help="an answer to a further question, in their order; give it once for each",
    )
    parser.add_argument("--week", metavar="DATE", help="any day of the week to review (the week that is due)")


EXPERIMENT_COMMANDS = (
    Command("experiments", "list your experiments", experiments, _experiments_options, reads=True),
    Command("decide", "adopt, adapt or drop an experiment", decide, _decide_options),
    Command("grow", "take a play further: repeat it, enlarge it, or offer it to a neighbour", grow, _grow_options),
    Command("family", "show what an experiment came from, and what came of it", family, _family_options, reads=True),
    Command("review", "look back over the week: plus, minus, next", review, _review_options),
)
