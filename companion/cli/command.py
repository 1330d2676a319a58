"""What a command is, and what several of them share: dates, pacts, numbers, and showing what was recorded."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.cli import shapes
from companion.cli.output import say, say_json, wrapped
from companion.coach.coach import Coach
from companion.coach.views import Misuse, Recorded
from companion.domain.days import parse_date


def no_options(parser: argparse.ArgumentParser) -> None:
    """A command that takes nothing but --json."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it says of itself, what it does, its options, and whether it only reads."""

    name: str
    words: str
    run: Callable[[Coach, argparse.Namespace], None]
    options: Callable[[argparse.ArgumentParser], None] = no_options
    reads: bool = False


def show_record(recorded: Recorded[Any], options: argparse.Namespace, words: str) -> None:
    """As JSON the record, else the words."""
    if options.json:
        say_json(shapes.record_json(recorded))
    else:
        say(wrapped(words))


def pact_of(text: str, today: date) -> tuple[int, date | None]:
    """So many trials, or one and a last day; Misuse for anything else."""
    count = whole_number(text)
    if count is not None:
        return count, None
    try:
        return 1, parse_date(text, today)
    except ValueError:
        raise Misuse(
            f'"{text[:40]}" is not a pact. Give a number of trials, such as 5, or a last day, 2026-11-27.'
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
    return int(digits) if len(digits) < 7 else 10**6
