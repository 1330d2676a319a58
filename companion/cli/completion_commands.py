"""The commands that help a shell complete words."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from companion.cli.command import Command
from companion.cli.output import say, say_json
from companion.coach.coach import Coach
from companion.coach.finding import Filter, Item
from companion.coach.naming import written
from companion.coach.views import Entry, Refused
from companion.domain.phrases import short_date
from companion.journal.errors import JournalError
from companion.text import one_line

SHELLS = ("bash", "zsh")
KINDS = ("any", "experiments", "open", "plays", "programmes", "guides", "packs")
"""What an id may be of: any record; any experiment; one that is open or to be decided; one of the playbook; or what
packs hold, and packs themselves."""
MOST_IDS = 200
_LONGEST = 120
"""Characters of the words beside an id; a shell cuts them to its width."""
_ID = re.compile(r"[0-9a-z]+")
"""Ids as this program makes them. Others, that came from elsewhere, are left to be typed."""
_REF = re.compile(r"[0-9a-z]+(?:[-/][0-9a-z]+)*")
"""Ids as packs give them, alone or after their pack's."""


def completion(coach: Coach, options: argparse.Namespace) -> None:
    """The script that a shell evaluates when it starts."""
    from companion.cli.completing import completion_script  # nothing else needs shtab

    script = completion_script(options.shell)
    if options.json:
        say_json({"shell": options.shell, "script": script})
    else:
        say(script)


def ids(coach: Coach, options: argparse.Namespace) -> None:
    """The ids that can be meant, the most likely first, each with its words; nothing where the journal says no."""
    try:
        found = _fitting(coach, options.kind, options.beginning.lower())
    except (Refused, JournalError):
        found = []
    if options.json:
        say_json([{"id": key, "words": words} for key, words in found])
    else:
        say(*(f"{key}\t{words}" for key, words in found))


def _fitting(coach: Coach, kind: str, beginning: str) -> list[tuple[str, str]]:
    if kind in ("programmes", "guides", "packs"):
        named = [(key, _cut(title)) for key, title in _packed(coach, kind) if _REF.fullmatch(key)]
        return [(key, title) for key, title in named if key.startswith(beginning)][:MOST_IDS]
    fit = [item for item in _of_kind(coach, kind) if _ID.fullmatch(item.key) and item.key.startswith(beginning)]
    chosen, year = fit[:MOST_IDS], coach.day().year
    entries = zip(chosen, coach.entries(chosen), strict=True)
    if kind == "any":
        return [(item.key, _cut(f"{_dated(item, year)}, {_said(entry)}")) for item, entry in entries]
    return [(item.key, _cut(entry.text)) for item, entry in entries]


def _packed(coach: Coach, kind: str) -> list[tuple[str, str]]:
    """What packs hold, or packs themselves: names and titles."""
    if kind == "programmes":
        return [(view.ref, view.title) for view in coach.programmes()]
    if kind == "guides":
        return [(heading.ref, heading.title) for heading in coach.guides()]
    return [(view.about.id, view.about.title) for view in coach.pack_views()]


def _of_kind(coach: Coach, kind: str) -> Sequence[Item]:
    if kind == "any":
        return [item for item in coach.items() if written(item.table, item.key) == item.key]
    planned = coach.items(Filter(kind="planned"))
    if kind == "experiments":
        return planned
    by_key, shelf = {item.key: item for item in planned}, coach.shelf()
    keys = shelf.playbook if kind == "plays" else (*shelf.open, *shelf.to_decide)
    return [by_key[key] for key in keys if key in by_key]


def _dated(item: Item, year: int) -> str:
    return short_date(item.day) + ("" if item.day.year == year else f" {item.day.year}")


def _said(entry: Entry) -> str:
    return entry.text if entry.text.lower().startswith(entry.kind) else f"{entry.kind}: {entry.text}"


def _cut(text: str) -> str:
    """On one line, and no longer than anybody reads beside an id; of a very long text only the beginning is cleaned."""
    line = one_line(text[: 8 * _LONGEST])
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _completion_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell that asks for it")


def _ids_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", default="any", choices=KINDS, help="what the id is of (any)")
    parser.add_argument("--beginning", default="", metavar="TEXT", help="what has been typed of the id")


COMPLETION_COMMANDS = (
    Command(
        "completion",
        "print the script that lets bash or zsh complete commands and ids",
        completion,
        _completion_options,
        reads=True,
    ),
    Command("ids", "list ids for a shell that completes one", ids, _ids_options, reads=True, hidden=True),
)
