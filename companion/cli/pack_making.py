"""The commands for who makes packs: new, check, preview, build. None of them touches a journal."""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.cli.command import Command
from companion.cli.output import say, say_json, talk, wrapped
from companion.cli.pack_shapes import checked_json
from companion.cli.pack_text import counted, findings_lines, verdict
from companion.coach.offers import pack_path
from companion.coach.views import Misuse, Refused
from companion.packs.library import bundled_content
from companion.packs.shelf import PackShelf
from companion.places import Places
from companion.text import one_line

if TYPE_CHECKING:  # what reads packs is imported by the commands that do
    from companion.coach.workbench import Workbench
    from companion.packs.checking import Checked

FINE, PROBLEMS = 0, 1


def new(_: None, options: argparse.Namespace) -> None:
    """Make a small, complete pack in a folder that is not there yet."""
    from companion.exchange.playbook_pack import PackName
    from companion.exchange.sharing import write_folder
    from companion.packs.template import id_from, new_pack, title_from

    folder = Path(options.folder)
    name = os.path.basename(os.path.abspath(folder))
    id = options.id if options.id is not None else id_from(name)
    if not id:
        raise Misuse(f'No id can be made of "{one_line(name)[:40]}". Give one with --id, such as calm-week.')
    title = options.title if options.title is not None else title_from(name)
    author = options.author if options.author is not None else "Your name"
    called = PackName(id, title, author)

    def check(made: Path) -> None:
        found = _bench(made).check()
        if found.findings:
            raise Refused(f"No pack was made: {found.findings[0]}.")

    files = new_pack(called.id, called.title, called.author)
    write_folder(folder, files, check)
    if options.json:
        say_json({"path": str(folder), "id": id, "title": title, "files": list(files)})
        return
    where = shlex.quote(str(folder))
    say(
        wrapped(f"Made {where}: a pack with one entry of each kind, and comments that explain every line."),
        "",
        "  Edit it     in any editor, beginning with cards.md and pack.toml",
        f"  Check it    companion pack check {where}",
        f"  See it      companion pack preview {where}",
        f"  Send it     companion pack build {where}",
    )


def check(_: None, options: argparse.Namespace) -> int:
    """Say everything there is to say of a pack; 1 where there are errors, or with --strict warnings."""
    checked = _bench(pack_path(options.pack)).check()
    if options.against is not None:
        checked = _compared(checked, options.against)
    if options.json:
        say_json(checked_json(checked))
    else:
        say(*findings_lines(checked.findings), verdict(checked))
    return PROBLEMS if checked.errors or (options.strict and checked.warnings) else FINE


def _compared(checked: Checked, path: str) -> Checked:
    """With the findings about what has become of an older version."""
    from companion.packs.against import compare
    from companion.packs.archive import open_pack
    from companion.packs.reader import read_files

    files, findings = open_pack(pack_path(path))
    old, faults = read_files(files) if files else (None, findings)
    if old is None:
        raise Refused(f"{one_line(path)[:80]} cannot be compared with, since it has errors of its own: {faults[0]}.")
    found = compare(old, checked.pack) if checked.pack else []
    return replace(checked, findings=(*checked.findings, *found))


def build(_: None, options: argparse.Namespace) -> int:
    """Check a pack, and write the one file that its author sends."""
    from companion.packs.archive import archive_name, build_zip

    bench = _bench(pack_path(options.folder))
    checked = bench.check()
    if not bench.files or not checked.pack or checked.errors:
        return _not_built(checked, options.json)
    manifest = checked.pack.manifest
    data, findings = build_zip(bench.files, manifest)
    if data is None:
        return _not_built(replace(checked, findings=(*checked.findings, *findings)), options.json)
    path = Path(options.output if options.output is not None else archive_name(manifest))
    _write(path, data, archive_name(manifest), options.force)
    digest = hashlib.sha256(data).hexdigest()
    if options.json:
        say_json({"path": str(path), "size": len(data), "sha256": digest, **checked_json(checked)})
        return FINE
    say(str(path), f"  {counted(len(data), 'byte')}", f"  SHA-256 {digest}")
    if checked.findings:
        talk(f"{verdict(checked)} `companion pack check` lists them.")
    return FINE


def _not_built(checked: Checked, json: bool) -> int:
    if json:
        say_json({"path": None, "size": 0, "sha256": "", **checked_json(checked)})
    else:
        talk(*findings_lines(checked.errors), f"Not built: {verdict(checked)}")
    return PROBLEMS


def _write(path: Path, data: bytes, name: str, force: bool) -> None:
    """Write the zip. Refused where another file is in the way, unless it may be replaced."""
    from companion.exchange.sharing import write_shared

    try:
        there = path.read_bytes() if path.is_file() else b""
    except OSError:
        there = b""  # writing will say what is wrong with it
    if there not in (b"", data) and not force:
        raise Refused(
            f"{one_line(str(path))} is there already, and is another file. Give --force to replace it, or -o to write "
            "elsewhere. If this is a new version, raise the version in pack.toml."
        )
    write_shared(path, data, marker=b"", what="a pack", example=name)


def preview(_: None, options: argparse.Namespace) -> int:
    """Without a terminal: a day's page, one entry, or the list of entries, as plain text."""
    from companion.cli.pack_preview import preview_text

    return preview_text(_bench(pack_path(options.folder)), options)


def _bench(path: Path) -> Workbench:
    from companion.coach.workbench import Workbench

    places = Places.from_environment(os.environ)
    return Workbench(path, PackShelf(bundled_content(), places.packs, None))


def _new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="where the pack is to be; not there yet, or empty")
    parser.add_argument("--id", metavar="ID", help="what it is known by for ever; made of the folder's name unless set")
    parser.add_argument("--title", metavar="TEXT", help="what readers see; made of the folder's name unless set")
    parser.add_argument("--author", metavar="TEXT", help="who writes it")


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", metavar="FOLDER|FILE", help="a pack's folder, or its zip")
    parser.add_argument(
        "--against", metavar="FILE", help="an earlier version: what does the new one do to its readers?"
    )
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")


def preview_options(parser: argparse.ArgumentParser) -> None:
    """What `pack preview` takes; the full screen reads the same."""
    parser.add_argument("folder", metavar="FOLDER", help="the pack's folder, or its zip")
    parser.add_argument("entry", nargs="?", metavar="ENTRY", help="the id of one entry; a card is shown as a page")
    parser.add_argument("--day", metavar="DATE", help="the day that it is to be: 2026-12-01, Friday")


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the pack's folder")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write it; ID-VERSION.zip here unless set")
    parser.add_argument("--force", action="store_true", help="replace another file of that name")


MAKING_COMMANDS = (
    Command("new", "make a small, complete pack to begin with", new, _new_options, alone=True),
    Command("check", "say what is wrong with a pack, and where", check, _check_options, reads=True, alone=True),
    Command(
        "preview", "see a pack as its readers will, while you write", preview, preview_options, reads=True, alone=True
    ),
    Command("build", "make the one file that a pack is sent as", build, _build_options, alone=True),
)
