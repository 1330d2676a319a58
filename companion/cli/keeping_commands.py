"""The commands that keep the journal safe."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from companion.cli.command import Command
from companion.cli.output import say, say_json, talk, wrapped
from companion.coach.coach import Coach
from companion.coach.keeping import BackupView, RestoredView
from companion.coach.views import Misuse, Refused
from companion.domain.phrases import long_day, number, plural

_ASK = (
    "What it has and the journal lacks is put back, and what was recorded since stays. The journal as it is now is set "
    "aside first. Type y to do it."
)


def restore(coach: Coach, options: argparse.Namespace) -> None:
    """List the backups, or put one back."""
    if options.file is None:
        found = coach.backups()
        if options.json:
            say_json([_backup_json(one) for one in found])
        else:
            say(*_listed(found))
        return
    backup = coach.backup(options.file)
    if not options.yes:
        _ask(f"Put back {_named(backup)}? {_ASK}")
    done = coach.restore(options.file)
    if options.json:
        say_json(_restored_json(done))
    else:
        say(*_restored(done))


def _ask(question: str) -> None:
    """Return only if the person says yes."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Misuse("Putting a backup back changes the journal, and nobody is here to be asked. Add --yes to do it.")
    talk(wrapped(question))
    if sys.stdin.buffer.readline().strip().lower() not in (b"y", b"yes"):
        raise Refused("Nothing was changed.")


def _listed(found: Sequence[BackupView]) -> list[str]:
    if not found:
        return ["There are no backups yet. One is made before the first record of each day."]
    width = max(len(one.name) for one in found)
    lines = [f"{one.name:<{width}}  {_size(one.size):>9}{_acts(one)}" for one in found]
    daily = [one for one in found if not one.before_restore]
    return [*lines, "", f"To put one back: companion restore {(daily or found)[0].name}"]


def _acts(backup: BackupView) -> str:
    return "" if backup.acts is None else f"  {backup.acts:>7,} {'act' if backup.acts == 1 else 'acts'}"


def _size(count: int) -> str:
    """In kilobytes, or megabytes once there are many of those."""
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{max(count, 1000) / 1e3:,.0f} kB"


def _named(backup: BackupView) -> str:
    """`the backup of Friday 27 November 2026`."""
    if backup.before_restore and backup.day:
        return f"what was set aside on {long_day(backup.day)} {backup.day.year}"
    return f"the backup of {long_day(backup.day)} {backup.day.year}" if backup.day else "this backup"


def _restored(done: RestoredView) -> list[str]:
    """What was put back, what stayed, and where the former state is."""
    if not done.files:
        said = [wrapped(f"The journal has everything that is in {_named(done.backup)}, so its files stay as they are.")]
    else:
        files = done.files[0] if len(done.files) == 1 else f"{number(len(done.files))} files"
        said = [wrapped(f"Put back from {_named(done.backup)}: {plural(done.acts, 'act')}, in {files}.")]
    if done.kept:
        said.append(wrapped(f"Kept beside them: {plural(done.kept, 'line')} that the backup does not have."))
    for name in done.outgrown:
        said.append(wrapped(f"What was recorded in {name} after this backup, and then lost, is not in it."))
    if done.set_aside:
        said += ["The journal as it was before is set aside here:", f"  {done.set_aside}"]
    return said


def _backup_json(backup: BackupView) -> dict[str, Any]:
    return {
        "id": backup.name,
        "day": backup.day.isoformat() if backup.day else None,
        "path": str(backup.path),
        "size": backup.size,
        "acts": backup.acts,
        "before_restore": backup.before_restore,
    }


def _restored_json(done: RestoredView) -> dict[str, Any]:
    return {
        "backup": _backup_json(done.backup),
        "files": list(done.files),
        "acts": done.acts,
        "kept": done.kept,
        "set_aside": str(done.set_aside) if done.set_aside else None,
        "outgrown": list(done.outgrown),
    }


def _restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a backup's date (UTC) or path; without it, the backups are listed"
    )
    parser.add_argument("--yes", action="store_true", help="do it without asking")


KEEPING_COMMANDS = (
    Command("restore", "list the backups, or put back what one of them has", restore, _restore_options),
)
