"""The commands about what is recorded."""

from __future__ import annotations

import argparse

from companion.cli import shapes
from companion.cli.command import Command
from companion.cli.output import say, say_json, wrapped
from companion.coach.coach import Coach
from companion.coach.views import Recorded
from companion.domain.phrases import undone_line


def undo(coach: Coach, options: argparse.Namespace) -> None:
    """Take back the last act."""
    undone = coach.undo()
    if options.json:
        say_json(
            [
                {"table": one.table}
                | (shapes.record_json(Recorded(one.id, one.record)) if one.record else {"id": one.id})
                for one in undone
            ]
        )
    else:
        say(wrapped(undone_line([(one.record, one.remains, one.returns) for one in undone], coach.day())))


JOURNAL_COMMANDS = (Command("undo", "take back the last thing recorded here", undo),)
