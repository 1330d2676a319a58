"""The commands that help a shell complete words."""

from __future__ import annotations

from companion.cli.command import Command

COMPLETION_COMMANDS: tuple[Command, ...] = ()
