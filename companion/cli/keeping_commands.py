"""The commands that keep the journal safe."""

from __future__ import annotations

from companion.cli.command import Command

KEEPING_COMMANDS: tuple[Command, ...] = ()
