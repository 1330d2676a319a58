"""The commands that find what was recorded."""

from __future__ import annotations

from companion.cli.command import Command

FINDING_COMMANDS: tuple[Command, ...] = ()
