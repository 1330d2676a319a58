"""The commands of the daily page."""

from __future__ import annotations

import argparse
from datetime import date

from companion.cli import plain, shapes
from companion.cli.command import Command, date_of, pact_of, show_plan, show_record, text_from_stdin
from companion.cli.output import say, say_json, wrapped
from companion.cli.programmes import then_text
from companion.coach.coach import Coach
from companion.coach.views import Misuse, Page
from companion.domain.experiment_words import pact_line, step_pact_line
from companion.domain.history import State
from companion.domain.opening import untried_today
from companion.domain.phrases import near_day, plural, sentence, streak_line, told_line
from companion.domain.records import Outcome
from companion.text import one_line


def today(coach: Coach, options: argparse.Namespace) -> None:
    """Show the page."""
    _show_page(coach, coach.today(options.minutes), options)


def swap(coach: Coach, options: argparse.Namespace) -> None:
    """Another card: as JSON the record and the page, in words the page."""
    recorded = coach.swap()
    if options.json:
        say_json(shapes.record_json(recorded) | {"page": shapes.page_json(coach.today())})
    else:
        page = coach.today()
        _show_page(coach, page, options)
        say("", f"{plural(page.swaps_left, 'swap').capitalize()} left today.")


def plan(coach: Coach, options: argparse.Namespace) -> None:
    """Plan an experiment."""
    suggestion = options.suggestion - 1 if options.suggestion is not None else None
    if suggestion is None and options.action is None:
        suggestion = 0
    count, until = pact_of(options.pact, coach.day()) if options.pact is not None else (None, None)
    recorded = coach.plan(
        options.action or "",
        suggestion=suggestion,
        cue=options.when,
        expect=options.expect,
        know=options.know,
        minutes=options.minutes,
        pact=count,
        until=until,
    )
    show_plan(coach, recorded, options, "Planned")
    if count is None and not options.json and (asked := step_pact_line(recorded.record)):
        say(wrapped(asked))


def did(coach: Coach, options: argparse.Namespace) -> None:
    """Tell of a trial."""
    today, followed = coach.day(), coach.following()
    on = date_of(options.on, today)
    if options.tried is not None and (options.id or options.not_tried):
        raise Misuse("--tried tells of something that was not planned, so it goes with neither an id nor --not-tried.")
    if options.not_tried:
        answer = coach.not_tried(options.id or _only_open(coach, today), on, options.note)
        show_record(answer, options, f"Noted: not tried {near_day(on, today)}.")
        return
    outcome = Outcome(options.outcome)
    if options.tried is not None:
        recorded = coach.tell_unplanned(options.tried, outcome, on, options.note)
    else:
        recorded = coach.tell(options.id or _only_open(coach, today), outcome, on, options.note)
    told, found = recorded.record, coach.find(recorded.record.experiment)
    if options.json:
        show_record(recorded, options, "")
        return
    again = sum(trial.day == told.day for trial in found.trials)
    once = f" That makes {plural(again, 'trial')} of it on one day, which counts once." if again > 1 else ""
    if found.plan.know:
        say(wrapped(f"You know by: {found.plan.know}"))
    if found.plan.expect:
        say(wrapped(f"You expected: {found.plan.expect}"), wrapped(told_line(told.outcome, told.note)))
    say(wrapped(f"Noted for {near_day(told.day, today)}.{once} {streak_line(coach.today().streak)}"))
    say(*then_text(coach, followed))
    if found.state(today) is State.FULL:
        say(wrapped(f"{pact_line(found)} `companion decide {found.id}` shows what there is to decide by."))


def reflect(coach: Coach, options: argparse.Namespace) -> None:
    """Answer a question."""
    text = options.text
    if text == "-":
        text = text_from_stdin()
    question = options.question - 1 if options.question is not None else None
    show_record(coach.reflect(text, question), options, "Noted.")


def _show_page(coach: Coach, page: Page, options: argparse.Namespace) -> None:
    if options.json:
        say_json(shapes.page_json(page))
        return
    theme = coach.theme(page.card.theme) if page.card else None
    say(*plain.page_text(page, theme, options.why))


def _only_open(coach: Coach, today: date) -> str:
    found = coach.today().open
    if len(found) == 1:
        return found[0].id
    if not found:
        raise Misuse("No experiment is open. `companion plan` makes one, or name an earlier one by its id.")
    key = (untried_today(found, today) or found[0]).id
    listed = "; ".join(
        f"{one.id} {one_line(sentence(one.plan.cue, one.plan.action))[:48].rstrip('.')}" for one in found[:5]
    )
    raise Misuse(f"{len(found)} experiments are open, so say which: companion did {key}. They are {listed}.")


def _today_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=int, metavar="N", help="choose a card that fits so many minutes")
    _why(parser)


def _why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--why", action="store_true", help="say why this card")


def _reflect_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="your answer, or - to read it from standard input")
    parser.add_argument("--question", type=int, metavar="N", help="which of the page's questions (1)")


def _plan_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", metavar="ACTION", help='such as "When …, I will …"')
    parser.add_argument("--from", dest="suggestion", type=int, metavar="1|2|3", help="the card's experiment (1)")
    parser.add_argument("--when", metavar="CUE", help="what will set it off")
    parser.add_argument("--expect", metavar="TEXT", help="what you expect to see")
    parser.add_argument("--know", default="", metavar="TEXT", help="how you will know")
    parser.add_argument("--minutes", type=int, metavar="N", help="how long it takes")
    parser.add_argument("--pact", metavar="N|DATE", help="trials before deciding, or the last day (1, or the step's)")


def _did_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="the beginning of its id")
    parser.add_argument(
        "--on", default="today", metavar="DATE", help="today, yesterday, or a date up to a year back (today)"
    )
    parser.add_argument(
        "--outcome",
        default="expected",
        choices=("better", "expected", "worse", "surprise"),
        help="how it went against what you expected (expected)",
    )
    parser.add_argument("--tried", metavar="TEXT", help="instead of an id: what you tried without a plan")
    parser.add_argument("--not-tried", action="store_true", help="tell that you did not try it on that day")
    parser.add_argument("--note", default="", metavar="TEXT", help="what happened, or what was in the way")


PAGE_COMMANDS = (
    Command("today", "show today's page", today, _today_options, reads=True),
    Command("swap", "put today's idea aside for another", swap, _why),
    Command("plan", "plan an experiment, from today's idea or in your own words", plan, _plan_options),
    Command("did", "tell how a trial went", did, _did_options),
    Command("reflect", "answer today's question", reflect, _reflect_options),
)
