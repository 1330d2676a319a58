"""The parser of the plain front end: commands as they are given, and errors in two sentences."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NoReturn

from companion import __version__
from companion.cli.command import Command, Group
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


def parse(known: Mapping[str, Command | Group], arguments: list[str]) -> argparse.Namespace:
    """Read a command line; SystemExit where it asks for help or makes no sense.

    Only the command that stands first gets a parser, as making all of them takes longer than most commands do.
    """
    first = known.get(arguments[0]) if arguments else None
    return build_parser([first] if first else known.values()).parse_args(arguments)


def build_parser(known: Iterable[Command | Group]) -> Parser:
    """A parser for these commands; `command` and, in a group, `subcommand` name the one that was chosen."""
    parser = Parser(prog="companion", description=DESCRIPTION, epilog=EPILOGUE)
    parser.add_argument("--version", action="version", version=f"companion {__version__}")
    commands = _commands(parser, "command")
    for one in known:
        if isinstance(one, Command):
            _add(commands, one, json_default=False)
        else:
            _add_group(commands, one)
    return parser


def _commands(parser: Parser, dest: str) -> argparse._SubParsersAction[Parser]:
    return parser.add_subparsers(dest=dest, metavar="COMMAND", parser_class=Parser)


def _add(commands: argparse._SubParsersAction[Parser], one: Command | Group, json_default: bool | str) -> Parser:
    """The parser of one command, or of a group's own name."""
    json = Parser(add_help=False)
    json.add_argument("--json", action="store_true", default=json_default, help="print JSON for other programs")
    add = partial(commands.add_parser, one.name, description=one.words, parents=[json], allow_abbrev=False)
    made = add() if one.hidden else add(help=one.words)  # what has no help is not listed
    if isinstance(one, Command):
        one.options(made)
    return made


def _add_group(commands: argparse._SubParsersAction[Parser], group: Group) -> None:
    """--json may stand before or after the inner name, so only the outer parser says what its absence means."""
    outer = _add(commands, group, json_default=False)
    inner = _commands(outer, "subcommand")
    made = [_add(inner, one, json_default=argparse.SUPPRESS) for one in group.commands]
    outer.set_defaults(**vars(made[0].parse_args([])))
