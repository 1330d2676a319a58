"""The commands about any one record."""

from __future__ import annotations

from companion.cli.command import Command

RECORD_COMMANDS: tuple[Command, ...] = ()
