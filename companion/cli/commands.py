"""Every command there is, in the order in which help lists them."""

from __future__ import annotations

from companion.cli.command import Command, Group
from companion.cli.completion_commands import COMPLETION_COMMANDS
from companion.cli.day_commands import DAY_COMMANDS
from companion.cli.experiment_commands import EXPERIMENT_COMMANDS
from companion.cli.export_commands import EXPORT_COMMANDS
from companion.cli.finding_commands import FINDING_COMMANDS
from companion.cli.guide_commands import GUIDE_COMMANDS
from companion.cli.journal_commands import JOURNAL_COMMANDS
from companion.cli.keeping_commands import KEEPING_COMMANDS
from companion.cli.library_commands import LIBRARY_COMMANDS
from companion.cli.pack_commands import PACK_COMMANDS
from companion.cli.page_commands import PAGE_COMMANDS
from companion.cli.programme_commands import PROGRAMME_COMMANDS
from companion.cli.record_commands import RECORD_COMMANDS

_ALL: tuple[Command | Group, ...] = (
    *PAGE_COMMANDS,
    *EXPERIMENT_COMMANDS,
    *FINDING_COMMANDS,
    *RECORD_COMMANDS,
    *JOURNAL_COMMANDS,
    *DAY_COMMANDS,
    *PROGRAMME_COMMANDS,
    *GUIDE_COMMANDS,
    *PACK_COMMANDS,
    *LIBRARY_COMMANDS,
    *EXPORT_COMMANDS,
    *KEEPING_COMMANDS,
    *COMPLETION_COMMANDS,
)
COMMANDS: dict[str, Command | Group] = {command.name: command for command in _ALL}
