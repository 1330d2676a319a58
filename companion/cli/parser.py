"""The parser of the plain front end: commands as they are given, and errors in two sentences."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from functools import partial
from typing import NoReturn

from companion import __version__
from companion.cli.command import Command
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


def build_parser(known: Iterable[Command]) -> Parser:
    """A parser for these commands."""
    parser = Parser(prog="companion", description=DESCRIPTION, epilog=EPILOGUE)
    parser.add_argument("--version", action="version", version=f"companion {__version__}")
    commands: argparse._SubParsersAction[Parser] = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=Parser
    )
    json = Parser(add_help=False)
    json.add_argument("--json", action="store_true", help="print JSON for other programs")
    for one in known:
        add = partial(commands.add_parser, one.name, description=one.words, parents=[json], allow_abbrev=False)
        one.options(add() if one.hidden else add(help=one.words))  # what has no help is not listed
    return parser
