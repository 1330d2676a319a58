"""Every command there is, in the order in which help lists them."""

from __future__ import annotations

from companion.cli.command import Command
from companion.cli.day_commands import DAY_COMMANDS
from companion.cli.experiment_commands import EXPERIMENT_COMMANDS
from companion.cli.journal_commands import JOURNAL_COMMANDS
from companion.cli.page_commands import PAGE_COMMANDS

COMMANDS: dict[str, Command] = {
    command.name: command for command in (*PAGE_COMMANDS, *EXPERIMENT_COMMANDS, *DAY_COMMANDS, *JOURNAL_COMMANDS)
}
