"""The commands that take things away: exports, and the playbook."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from companion.cli.command import Command
from companion.cli.output import say, say_json, wrapped
from companion.coach.coach import Coach
from companion.coach.playbook import PlayView
from companion.coach.views import Misuse, Refused
from companion.domain.cards import NO_THEME
from companion.domain.phrases import near_day, plural, sentence
from companion.domain.playbook import NO_PLAYS, Play, evidence_line
from companion.journal.errors import Lost, Trouble
from companion.text import one_line

_INDENT = " " * 10


def playbook(coach: Coach, options: argparse.Namespace) -> None:
    """The plays, in words, as JSON, as Markdown in a file, or as a pack in a folder."""
    given = {name: getattr(options, name) for name in ("id", "title", "author") if getattr(options, name) is not None}
    if given and options.pack is None:
        raise Misuse("--title, --author and --id are about a pack. Give --pack FOLDER with them, or leave them out.")
    found, day = coach.playbook(), coach.day()
    saves = [path for path in (options.save, options.pack) if path is not None]
    if saves and not found:
        raise Refused(NO_PLAYS)
    if options.save is not None:
        from companion.exchange.playbook_markdown import save_playbook

        save_playbook(Path(options.save), found, day)
    if options.pack is not None:
        from companion.exchange.playbook_pack import PackName, save_pack

        save_pack(Path(options.pack), found, PackName(**given), day)
    if options.json:
        say_json([play_json(view.play) for view in found])
    elif saves:
        say(*[_saved(plural(len(found), "play"), path) for path in saves])
    else:
        say(*_playbook_text(found, day))


def play_json(play: Play) -> dict[str, Any]:
    """A play with its evidence counted."""
    trials, better, expected, worse, surprise = play.evidence
    return {
        "id": play.id,
        "when": play.when,
        "do": play.do,
        "because": play.because,
        "expect": play.expect,
        "minutes": play.minutes,
        "theme": play.theme,
        "card": play.card,
        "title": play.title,
        "trials": trials,
        "outcomes": {"better": better, "expected": expected, "worse": worse, "surprise": surprise},
        "adopted": play.adopted.isoformat(),
        "parent": play.parent,
        "growth": play.growth,
    }


def _playbook_text(found: Sequence[PlayView], today: date) -> list[str]:
    lines = [] if found else [NO_PLAYS]
    for number, view in enumerate(found):
        play, theme = view.play, view.theme or NO_THEME
        head = (
            f"{play.id}  {theme.glyph} {one_line(play.title or theme.title)}, adopted {near_day(play.adopted, today)}"
        )
        parts = [sentence(play.when, play.do)]
        parts += [f"Because: {play.because}"] if play.because else []
        parts += [f"Evidence: {evidence_line(play.evidence)}"]
        parts += [f"Grown from: {view.origin}"] if view.origin else []
        lines += [""] if number else []
        lines += [wrapped(head, "", _INDENT), *[wrapped(part, _INDENT) for part in parts]]
    return lines


def export(coach: Coach, options: argparse.Namespace) -> None:
    """Everything as one JSON file, or the journal to be read as Markdown, one file a month."""
    if not options.file:
        raise Misuse("Name a file that ends in .json, or a folder for Markdown.")
    path = Path(options.file)
    if (options.format or _format_of(path)) == "json":
        _export_json(coach, path, options)
    else:
        _export_markdown(coach, path, options)


def _format_of(path: Path) -> str:
    return "json" if path.suffix.lower() == ".json" else "markdown"


def _export_json(coach: Coach, path: Path, options: argparse.Namespace) -> None:
    from companion.exchange.export_json import save_json  # few commands write a file

    everything = coach.everything()
    _spare_the_fuller(path, everything.troubles)
    saved = save_json(path, everything)
    if options.json:
        say_json({"file": str(path), **saved._asdict()})
    else:
        held = f"{plural(saved.records, 'record')} and {plural(saved.revisions, 'revision')}"
        say(_saved(held, str(path)))


def _export_markdown(coach: Coach, path: Path, options: argparse.Namespace) -> None:
    from companion.exchange.export_markdown import save_months

    noted = coach.chronicle()
    _spare_the_fuller(path, coach.troubles)
    files, earlier = save_months(path, noted)
    if options.json:
        say_json({"folder": str(path), "files": files, "records": len(noted), "earlier": earlier})
        return
    if files:
        held = f"{plural(len(noted), 'record')} in {plural(len(files), 'file')}"
        say(_saved(held, str(path)))
    else:
        say("There is nothing to read yet, so nothing was written.")
    if earlier:
        say(wrapped(f"From an earlier export, with nothing recorded any more: {', '.join(earlier)}."))


def _saved(what: str, path: str) -> str:
    return f"Saved {what} to {one_line(path)}."  # not folded, so that the path can be copied


def _spare_the_fuller(path: Path, troubles: Sequence[Trouble]) -> None:
    """An export of before may be the only place that still has what the journal has lost."""
    if not any(isinstance(trouble, Lost) for trouble in troubles):
        return
    if (os.path.isdir(path) and os.listdir(path)) or os.path.isfile(path):
        raise Refused(
            f"The journal has lost records, which `companion today` tells of, and {one_line(str(path))} may still have "
            "them, so it is left as it is. Choose another name."
        )


def _playbook_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--save", metavar="FILE.md", help="write it as Markdown, to be read or printed")
    parser.add_argument("--pack", metavar="FOLDER", help="write it as a pack, to be given to others")
    parser.add_argument("--title", metavar="TEXT", help="the pack's title (My playbook)")
    parser.add_argument("--author", metavar="NAME", help="who wrote the pack (Your name)")
    parser.add_argument("--id", metavar="ID", help="the pack's id (my-playbook)")


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a name that ends in .json, or else a folder for Markdown")
    parser.add_argument("--format", choices=("json", "markdown"), help="whatever the name ends in")


EXPORT_COMMANDS: tuple[Command, ...] = (
    Command("playbook", "show what worked: your adopted experiments", playbook, _playbook_options, reads=True),
    Command("export", "take everything away, as JSON or as Markdown", export, _export_options, reads=True),
)
