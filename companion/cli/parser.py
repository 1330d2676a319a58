"""The words of the plain front end: commands, their options, and what each says of itself."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from companion import __version__
from companion.cli.output import talk
from companion.text import one_line

DESCRIPTION = "One page a day: one idea about work, one tiny experiment, one honest question."
EPILOGUE = "Without a command, companion opens today's page: the full screen in a terminal, plain text elsewhere."

_LONGEST = 300
"""Characters of an error; argparse repeats the whole argument that it did not understand."""


_UNKNOWN = re.compile(r"argument COMMAND: invalid choice: '(.{0,60}?)(?:' \(choose|$)", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are two sentences, and exit 2."""

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and where to look."""
        unknown = _UNKNOWN.match(message)
        if unknown:
            message = f'there is no command "{unknown[1]}"'
        said = one_line(message)[:_LONGEST]
        talk(f"{said[:1].upper()}{said[1:]}. `{self.prog} --help` shows how it is written.")
        self.exit(2)


def build_parser() -> Parser:
    """Every command that there is."""
    parser = Parser(prog="companion", description=DESCRIPTION, epilog=EPILOGUE)
    parser.add_argument("--version", action="version", version=f"companion {__version__}")
    commands: argparse._SubParsersAction[Parser] = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=Parser
    )
    json = Parser(add_help=False)
    json.add_argument("--json", action="store_true", help="print JSON for other programs")

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words, parents=[json], allow_abbrev=False)

    _page_commands(command("today", "show today's page"), command("swap", "put today's idea aside for another"))
    _plan(command("plan", "plan an experiment, from today's idea or in your own words"))
    _did(command("did", "tell how a trial went"))
    _decide(command("decide", "adopt, adapt or drop an experiment"))
    reflect = command("reflect", "answer today's question")
    reflect.add_argument("text", metavar="TEXT", help="your answer, or - to read it from standard input")
    reflect.add_argument("--question", type=int, metavar="N", help="which of the card's questions (1)")
    streak = command("streak", "show the streak")
    streak.add_argument("--why", action="store_true", help="with the standing of every day in it")
    command("experiments", "list your experiments")
    status = command("status", "one line for a prompt")
    status.add_argument(
        "--format",
        metavar="F",
        help="fields: {streak} {best} {total} {weeks} {reserves} {consistency} {today} {mark} {open} {short} {line}",
    )
    _settings(command("set", "set when a day starts, or how many minutes it has"))
    cadence = command("cadence", "set which days count")
    cadence.add_argument(
        "rule",
        metavar="RULE|N",
        help='weekdays, such as "Mon Wed Fri", a recurrence rule (RFC 5545), or so many days a week, such as 3',
    )
    _repairs(
        command("away", "mark days on which you are or were away: they do not count"),
        command("reserve", "spend a reserve on a missed day"),
        command("let-go", "let a miss be: the page asks about it no more"),
    )
    progress = command("progress", "show what it adds up to: the year, themes, predictions, consistency")
    progress.add_argument("--save", metavar="FILE.svg", help="write it as a picture instead")
    progress.add_argument("--dark", action="store_true", help="draw the picture light on dark")
    command("undo", "take back the last thing recorded here")
    return parser


def _page_commands(today: argparse.ArgumentParser, swap: argparse.ArgumentParser) -> None:
    today.add_argument("--minutes", type=int, metavar="N", help="choose a card that fits so many minutes")
    for parser in (today, swap):
        parser.add_argument("--why", action="store_true", help="say why this card")


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", metavar="ACTION", help='such as "When …, I will …"')
    parser.add_argument("--from", dest="suggestion", type=int, metavar="1|2|3", help="the card's experiment (1)")
    parser.add_argument("--when", metavar="CUE", help="what will set it off")
    parser.add_argument("--expect", metavar="TEXT", help="what you expect to see")
    parser.add_argument("--know", default="", metavar="TEXT", help="how you will know")
    parser.add_argument("--minutes", type=int, metavar="N", help="how long it takes")
    parser.add_argument("--pact", default="1", metavar="N|DATE", help="trials before deciding, or the last day (1)")


def _did(parser: argparse.ArgumentParser) -> None:
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


def _repairs(away: argparse.ArgumentParser, reserve: argparse.ArgumentParser, let_go: argparse.ArgumentParser) -> None:
    away.add_argument("first", metavar="FROM", help="2026-11-20, today or yesterday")
    away.add_argument("last", nargs="?", metavar="TO", help="the last day away (the same day)")
    for parser in (reserve, let_go):
        parser.add_argument("day", metavar="DATE", help="the missed day, one to seven days back")


def _decide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the beginning of its id")
    parser.add_argument("verdict", choices=("adopt", "adapt", "drop"))
    parser.add_argument("--lesson", default="", metavar="TEXT", help="what you learnt, in one sentence")
    parser.add_argument("--action", default="", metavar="TEXT", help="for adapt: the action from now on")
    parser.add_argument("--when", metavar="CUE", help="for adapt: what will set it off")
    parser.add_argument("--expect", metavar="TEXT", help="for adapt: what you expect to see")


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=("day-start", "minutes"))
    parser.add_argument("value", metavar="HH:MM|N")
