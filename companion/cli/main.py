"""One run of the plain front end: parse, do, and turn whatever goes wrong into a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from companion.cli.command import Command
from companion.cli.commands import COMMANDS
from companion.cli.output import prepare, report_troubles, silence_stdout, talk
from companion.cli.parser import parse
from companion.coach.coach import Coach
from companion.coach.views import Misuse, Refused
from companion.compose import build_coach, zone_trouble
from companion.crash import report_crash
from companion.journal.errors import JournalError
from companion.packs.library import LibraryError
from companion.places import Places
from companion.prompt import renew_status
from companion.quick import journal_stamp

DONE, REFUSED, MISUSED, NEEDS_ATTENTION = 0, 1, 2, 3


def _stamp(places: Places) -> str:
    try:
        return journal_stamp(places)
    except OSError:
        return ""


def run_command(arguments: list[str]) -> int:
    """Run one command; returns 0 done, 1 refused, 2 wrong usage, 3 answered from a journal with losses."""
    sys.excepthook = report_crash
    prepare(sys.stdout)
    prepare(sys.stderr)
    try:
        options = parse(COMMANDS, arguments or ["today"])
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else MISUSED
    command = COMMANDS[options.command or "today"].named(getattr(options, "subcommand", None))
    if command.hidden:
        return _quietly(command, options)
    try:
        return _ran(command, None, options) if command.alone else _coached(command, options)
    except Misuse as error:
        talk(str(error))
        return MISUSED
    except (Refused, JournalError, LibraryError) as error:
        talk(str(error))
        return REFUSED
    except BrokenPipeError:
        silence_stdout()
        return DONE
    except OSError as error:
        silence_stdout()
        talk(f"Reading or writing failed: {(error.strerror or str(error)).lower()}. What was recorded is safe.")
        return REFUSED
    except KeyboardInterrupt:
        return 130


def _coached(command: Command, options: argparse.Namespace) -> int:
    """Run it with a coach, then say what is wrong with the journal and keep what makes the next start quick."""
    options.places = Places.from_environment(os.environ)
    options.stamp = _stamp(options.places) if command.name == "status" else ""  # before the journal is read
    if trouble := zone_trouble():
        talk(trouble)
    coach = build_coach(options.places)
    code = _ran(command, coach, options)
    lossy = report_troubles(coach.troubles)
    looked = command.reads or getattr(options, "looked", False)
    if coach.left_out and looked:
        talk(coach.left_out)
    if not looked:
        renew_status(coach, options.places)
    coach.keep()
    return code or (NEEDS_ATTENTION if lossy and looked else DONE)


def _ran(command: Command, coach: Coach | None, options: argparse.Namespace) -> int:
    code = command.run(coach, options) or DONE
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _quietly(command: Command, options: argparse.Namespace) -> int:
    """What another program asks, such as a shell at Tab: an answer or none, and never a word about trouble."""
    with suppress(Misuse, Refused, JournalError, LibraryError, OSError):
        _ran(command, build_coach(), options)
    return DONE
