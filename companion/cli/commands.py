"""Every command there is, in the order in which help lists them, each imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from companion.cli.command import Command, Group

_NAMES = {
    "page_commands": "today swap plan did reflect",
    "experiment_commands": "experiments decide grow family review",
    "finding_commands": "journal",
    "record_commands": "show edit withdraw history",
    "journal_commands": "undo",
    "day_commands": "streak status set cadence away reserve let-go progress",
    "programme_commands": "programme",
    "guide_commands": "guide",
    "pack_commands": "pack",
    "library_commands": "library",
    "export_commands": "playbook export",
    "keeping_commands": "restore",
    "completion_commands": "completion ids",
}
"""The names of the commands of each module; what `page_commands` holds is its PAGE_COMMANDS."""
MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}


class _Commands(Mapping[str, Command | Group]):
    """Commands and groups by name. A name that nothing has is a KeyError."""

    def __getitem__(self, name: str) -> Command | Group:
        return {one.name: one for one in commands_of(MODULES[name])}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


def commands_of(module: str) -> tuple[Command | Group, ...]:
    """What a module of commands holds, in its order; `module` is its name within this package."""
    found: tuple[Command | Group, ...] = getattr(import_module(f"companion.cli.{module}"), module.upper())
    return found


COMMANDS: Mapping[str, Command | Group] = _Commands()
