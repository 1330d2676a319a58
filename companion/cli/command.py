"""What a command is, and what several of them share: dates, pacts, numbers, and showing what was recorded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.cli import shapes
from companion.cli.output import say, say_json, talk, wrapped
from companion.coach.coach import Coach
from companion.coach.views import Change, Misuse, Recorded
from companion.domain.days import parse_ahead, parse_date
from companion.domain.phrases import sentence
from companion.domain.records import Plan

_TOO_MANY = 10**6
"""What any whole number of more digits counts as."""


def no_options(parser: argparse.ArgumentParser) -> None:
    """A command that takes nothing but --json."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it says of itself, what it does, its options, whether it only reads, whether help
    leaves it out because only other programs call it, and whether it does without a coach, and so without a journal.

    `run` takes a Coach, None where `alone`, and returns the exit code, None for 0.
    """

    name: str
    words: str
    run: Callable[[Any, argparse.Namespace], int | None]
    options: Callable[[argparse.ArgumentParser], None] = no_options
    reads: bool = False
    hidden: bool = False
    alone: bool = False

    def named(self, _: str | None) -> Command:
        """Itself: it has no commands of its own."""
        return self


@dataclass(frozen=True, slots=True)
class Group:
    """Commands under one name, such as `programme start`; the name alone stands for the first of them."""

    name: str
    words: str
    commands: tuple[Command, ...]

    @property
    def reads(self) -> bool:
        """Whether its name alone only reads."""
        return self.commands[0].reads

    @property
    def hidden(self) -> bool:
        """Whether help leaves it out; it lists every group."""
        return False

    def named(self, name: str | None) -> Command:
        """The command of this name, the first one for None."""
        return next((one for one in self.commands if one.name == name), self.commands[0])


def show_record(recorded: Recorded[Any], options: argparse.Namespace, words: str) -> None:
    """As JSON the record, else the words."""
    if options.json:
        say_json(shapes.record_json(recorded))
    else:
        say(wrapped(words))


def show_plan(coach: Coach, planned: Recorded[Plan], options: argparse.Namespace, what: str) -> None:
    """A plan just made or said anew, with at most one gentle suggestion."""
    hint = coach.hint(planned)
    if options.json:
        say_json(shapes.experiment_json(coach.find(planned.id), coach.day()) | {"hint": hint})
        return
    made = planned.record
    expected = [wrapped(f"You expect: {made.expect}", "  ")] if made.expect else []
    say(f"{what} {planned.id}", wrapped(sentence(made.cue, made.action), "  "), *expected)
    if hint:
        say(wrapped(hint))


def text_from_stdin() -> str:
    """All of standard input, without its last line break; "" where it is closed."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        talk("Reading from the terminal; end with Ctrl+D on a line of its own.")
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n")


def change_of(options: argparse.Namespace, today: date) -> Change:
    """What a plan's options change; Misuse where one makes no sense."""
    count, until = pact_of(options.pact, today) if options.pact is not None else (None, None)
    return Change(
        action=options.action,
        cue=options.when,
        expect=options.expect,
        know=options.know,
        minutes=options.minutes,
        pact=None if until else count,
        until=until,
    )


def change_options(parser: argparse.ArgumentParser, what: str) -> None:
    """The options of a plan's parts, each of them left as it is unless given."""
    parser.add_argument("--action", metavar="TEXT", help=f"{what}: the action from now on")
    parser.add_argument("--when", metavar="CUE", help=f"{what}: what will set it off")
    parser.add_argument("--expect", metavar="TEXT", help=f"{what}: what you expect to see")
    parser.add_argument("--know", metavar="TEXT", help=f"{what}: how you will know")
    parser.add_argument("--minutes", type=int, metavar="N", help=f"{what}: how long it takes")
    parser.add_argument("--pact", metavar="N|DATE", help=f"{what}: trials before deciding, or the last day")


def pact_of(text: str, today: date) -> tuple[int, date | None]:
    """So many trials, or one and a last day; Misuse for anything else."""
    count = whole_number(text)
    if count is not None and len(text.strip()) != len("20261127"):
        return count, None
    try:
        return 1, parse_ahead(text, today)
    except ValueError:
        raise Misuse(
            f'"{text[:40]}" is not a pact. Give a number of trials, such as 5, or a last day, such as Friday.'
        ) from None


def date_of(text: str, today: date) -> date:
    """An ISO date, `today` or `yesterday`; Misuse for anything else."""
    try:
        return parse_date(text, today)
    except ValueError as error:
        raise Misuse(str(error)) from None


def whole_number(text: str) -> int | None:
    """A whole number in plain digits, None for anything else; what is far too large stays far too large."""
    digits = text.strip().lstrip("0") or "0"
    if not text.strip() or not (digits.isdecimal() and digits.isascii()):
        return None
    return int(digits) if len(digits) < 7 else _TOO_MANY
