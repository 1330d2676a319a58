"""The script that lets a shell complete commands, options, files and ids; made by shtab from the parser itself.

Only the program's own words are written into it. What the journal says comes later, as data that is never evaluated.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import shtab

from companion.cli.commands import COMMANDS
from companion.cli.parser import build_parser

_KINDS = {
    "did": "open",
    "decide": "open",
    "grow": "plays",
    "family": "experiments",
    "programme": "programmes",
    "guide": "guides",
    "pack": "packs",
}
"""Which ids make sense for a command, or for all of a group; any record's for one that is not here."""
_EXPERIMENT_OPTION = "--experiment"

_BASH = """\
_companion_ids() {
  local id words
  while IFS=$'\\t' read -r id words; do
    [[ $id =~ ^[0-9a-z]+([-/][0-9a-z]+)*$ ]] && printf '%s\\n' "$id"
  done < <(command companion ids "$1" "--beginning=$2" 2>/dev/null </dev/null)
}
_companion_ids_open() { _companion_ids open "$1"; }
_companion_ids_plays() { _companion_ids plays "$1"; }
_companion_ids_experiments() { _companion_ids experiments "$1"; }
_companion_ids_programmes() { _companion_ids programmes "$1"; }
_companion_ids_guides() { _companion_ids guides "$1"; }
_companion_ids_packs() { _companion_ids packs "$1"; }
_companion_ids_any() { _companion_ids any "$1"; }
_companion_files() { compgen -f -- "$1"; }
_companion_dirs() { compgen -d -- "$1"; }
"""
_ZSH = """\
_companion_ids() {
  local id words
  local -a found
  while IFS=$'\\t' read -r id words; do
    [[ $id =~ '^[0-9a-z]+([-/][0-9a-z]+)*$' ]] && found+=("$id:${words//\\\\/\\\\\\\\}")
  done < <(command companion ids "$1" "--beginning=$PREFIX" 2>/dev/null </dev/null)
  _describe -V -t ids id found
}
_companion_ids_open() { _companion_ids open }
_companion_ids_plays() { _companion_ids plays }
_companion_ids_experiments() { _companion_ids experiments }
_companion_ids_programmes() { _companion_ids programmes }
_companion_ids_guides() { _companion_ids guides }
_companion_ids_packs() { _companion_ids packs }
_companion_ids_any() { _companion_ids any }
"""


def completion_script(shell: str) -> str:
    """The script for `bash` or `zsh`, for every command that is registered and listed."""
    parser = build_parser(COMMANDS.values())
    for command, action in _arguments(parser):
        complete = _complete(command, action)
        if complete:
            action.complete = complete  # type: ignore[attr-defined]  # which is where shtab looks for it
    return shtab.complete(parser, shell, preamble={"bash": _BASH, "zsh": _ZSH}[shell])


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """Every argument and option of every command, each with the first word of that command."""
    for group in parser._actions:
        if isinstance(group, argparse._SubParsersAction):
            for command, subparser in group.choices.items():
                yield from ((command, action) for action in subparser._actions)
                yield from ((command, action) for _, action in _arguments(subparser))


def _complete(command: str, action: argparse.Action) -> dict[str, str]:
    """The shell functions that complete an argument, {} where its choices, or nothing, do."""
    words = re.findall(r"[A-Z]+", action.metavar) if isinstance(action.metavar, str) else []
    if _EXPERIMENT_OPTION in action.option_strings:
        return dict.fromkeys(("bash", "zsh"), "_companion_ids_experiments")
    if words == ["ID"] and not action.option_strings:  # an option's id is of something else, such as a pack
        return dict.fromkeys(("bash", "zsh"), f"_companion_ids_{_KINDS.get(command, 'any')}")
    if "FILE" in words:
        return {"bash": "_companion_files", "zsh": "_files"}
    if "FOLDER" in words:
        return {"bash": "_companion_dirs", "zsh": "_files -/"}
    return {}
