"""The commands for who makes packs: new, check, preview, build. None of them touches a journal."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shlex
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.cli.command import Command
from companion.cli.output import say, say_json, talk, wrapped
from companion.cli.pack_shapes import checked_json, finding_json
from companion.cli.pack_text import findings_lines, verdict
from companion.coach.offers import pack_path
from companion.coach.views import Misuse, Refused
from companion.domain.phrases import counted
from companion.packs.files import read_plain
from companion.packs.findings import Finding
from companion.packs.library import bundled_content
from companion.packs.shelf import PackShelf
from companion.places import Places
from companion.text import one_line

if TYPE_CHECKING:  # what reads packs is imported by the commands that do
    from companion.coach.workbench import Workbench
    from companion.packs.checking import Checked
    from companion.packs.manifest import Manifest
    from companion.packs.reader import Pack

FINE, PROBLEMS = 0, 1


def new(_: None, options: argparse.Namespace) -> None:
    """Make a small, complete pack in a folder that is not there yet."""
    from companion.exchange.playbook_pack import PackName
    from companion.exchange.sharing import write_folder
    from companion.packs.template import id_from, new_pack, title_from

    folder = Path(options.folder)
    name = os.path.basename(os.path.abspath(folder))
    id = options.id if options.id is not None else id_from(name)
    if options.id == "":
        raise Misuse("--id is empty. Give an id, such as calm-week, or leave it out.")
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
    from companion.packs.against import not_compared

    checked = _bench(pack_path(options.pack)).check()
    old = _old(pack_path(options.against)) if options.against is not None else None
    if old:
        checked = replace(checked, findings=(*checked.findings, *_changes(old, checked)))
    if options.json:
        say_json(checked_json(checked) | {"against": old.manifest.version if old and checked.pack else None})
    else:
        say(*findings_lines(checked.findings), verdict(checked))
        say(*([not_compared(old)] if old and not checked.pack else []))
    return PROBLEMS if checked.errors or (options.strict and checked.warnings) else FINE


def _old(path: Path) -> Pack:
    """An earlier version of a pack, to be compared with. Refused where it has errors."""
    from companion.packs.archive import open_pack
    from companion.packs.reader import read_files

    files, findings = open_pack(path)
    old, faults = read_files(files) if files else (None, findings)
    if old is None:
        named = one_line(str(path))[:80]
        raise Refused(f"{named} cannot be compared with, since it has errors of its own: {faults[0]}.")
    return old


def _changes(old: Pack, checked: Checked) -> list[Finding]:
    """What has become of an older version, once there are no errors."""
    from companion.packs.against import compare

    return compare(old, checked.pack) if checked.pack else []


def build(_: None, options: argparse.Namespace) -> int:
    """Check a pack, and write the one file that its author sends: just what was checked."""
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
    digest, earlier = hashlib.sha256(data).hexdigest(), _earlier(path, manifest)
    since = replace(checked, findings=()) if earlier is None else _since(earlier, checked)
    if options.json:
        told = {"earlier": str(earlier) if earlier else None, "changes": [finding_json(one) for one in since.findings]}
        left_out = {"left_out": [finding.file for finding in findings]}
        say_json({"path": str(path), "size": len(data), "sha256": digest, **checked_json(checked), **left_out, **told})
        return FINE
    say(str(path), f"  {counted(len(data), 'byte')}", f"  SHA-256 {digest}")
    talk(*[f"Left out: {finding}" for finding in findings])
    if checked.findings:
        talk(f"{verdict(checked)} `companion pack check` lists them.")
    if earlier and since.findings:
        talk(f"For those who have {one_line(earlier.name)}, which lies beside it: {verdict(since)}")
        talk(f"  companion pack check {shlex.quote(options.folder)} --against {shlex.quote(str(earlier))}")
    return FINE


def _earlier(path: Path, manifest: Manifest) -> Path | None:
    """The zip of the latest other version that lies beside this one; None where there is none."""
    form = re.compile(rf"{re.escape(manifest.id)}-([0-9]{{1,9}})\.([0-9]{{1,9}})\.([0-9]{{1,9}})\.zip")
    found: dict[tuple[int, ...], Path] = {}
    with suppress(OSError):
        for name in os.listdir(path.parent):
            version = form.fullmatch(name)
            if version and name != path.name and ".".join(version.groups()) != manifest.version:
                found[tuple(map(int, version.groups()))] = path.parent / name
    return found[max(found)] if found else None


def _since(earlier: Path, checked: Checked) -> Checked:
    """What a pack does to those who have an earlier version of it; nothing where that cannot be read."""
    changes: list[Finding] = []
    with suppress(Refused):
        changes = _changes(_old(earlier), checked)
    return replace(checked, findings=tuple(changes))


def _not_built(checked: Checked, json: bool) -> int:
    if json:
        say_json({"path": None, "size": 0, "sha256": "", **checked_json(checked)})
    else:
        talk(*findings_lines(checked.errors), f"Not built: {verdict(checked)}")
    return PROBLEMS


def _write(path: Path, data: bytes, name: str, force: bool) -> None:
    """Write the zip. Refused where another file is in the way, unless it may be replaced."""
    from companion.exchange.sharing import write_shared

    there = None
    with suppress(OSError, ValueError):  # writing will say what is wrong with it
        there = read_plain(path, len(data))
    if there and there != data and not force:
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
    return Workbench(path, PackShelf.without_trace(bundled_content(), places.packs, places.state / "cache"))


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
