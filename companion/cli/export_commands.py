"""The commands that take things away: exports, and the playbook."""

from __future__ import annotations

from companion.cli.command import Command

EXPORT_COMMANDS: tuple[Command, ...] = ()
