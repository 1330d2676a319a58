"""Packs by command: made, checked, built, installed, updated and removed, with codes that a build can rely on."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from companion.cli import pack_commands
from companion.cli.pack_text import SHARE_WORDS
from companion.compose import build_coach
from companion.domain.records import Share
from companion.packs import archive, reader
from companion.packs.files import PackFiles
from companion.packs.findings import Finding
from companion.packs.library import bundled_content
from companion.packs.manifest import Manifest
from companion.places import Places
from tests.cli.running import Companion, Result, environment, printed, python
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import FRI
from tests.packs.shipping import FIRST, SECOND, article, card, programme, write_pack, zipped
from tests.terminal.terminal import Terminal
from tests.terminal.terminal import environment as of_terminal


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a coach works: the current folder."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def broken(desk: Path) -> Path:
    return write_pack(desk / "broken", card("one", theme="wrok"), card("Two"))


def installed(companion: Companion) -> Mapping[str, bytes]:
    folder = companion.home / "data" / "packs"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


# Making one


def test_from_a_new_pack_to_an_installed_one(settled_in: Companion, desk: Path) -> None:
    """The whole way of a new coach, with the commands that each step prints."""
    made = settled_in("pack", "new", "calm week", "--author", "Mia")
    assert (made.code, made.err) == (0, "")
    printed = [shlex.split(line.partition("companion ")[2]) for line in made.out.splitlines() if "companion " in line]
    assert printed == [["pack", step, "calm week"] for step in ("check", "preview", "build")]
    for command in printed:
        assert settled_in(*command).code == 0
    assert settled_in("pack", "check", "calm-week-1.0.0.zip").out == (
        "Nothing to mend: 1 card, 1 programme, 1 guide, 1 article, 1 question, 1 term.\n"
    )
    done = settled_in("pack", "install", "calm-week-1.0.0.zip", "--yes")
    assert done.code == 0
    assert "companion programme start calm-week/a-week-of-good-stops" in done.out
    listed = settled_in("pack", "list", "--json").json
    assert [one["id"] for one in listed][-1] == "calm-week"
    assert listed[-1] | {"bundled": False, "authors": ["Mia"], "version": "1.0.0", "share": "usual"} == listed[-1]


def test_a_new_pack_takes_its_names_from_the_options(companion: Companion, desk: Path) -> None:
    made = companion(
        "pack", "new", "x", "--id", "calm-week", "--title", 'A "calm" week', "--author", "Mia", "--json"
    ).json
    assert made["id"] == "calm-week"
    assert sorted(made["files"]) == sorted(path.name for path in (desk / "x").iterdir())
    assert 'title = "A \\"calm\\" week"' in (desk / "x" / "pack.toml").read_text()
    assert companion("pack", "check", "x", "--strict").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["full"], 1, "full is not empty"),
        (["file"], 1, "file is there already"),
        (["."], 1, "the folder you are in"),
        (["no/such/place"], 1, "There is no folder no/such"),
        (["日本"], 2, "Give one with --id"),
        (["x", "--id", "Not An Id"], 2, "cannot be a pack's id"),
        (["x", "--id", ""], 2, "--id is empty."),
        (["x", "--title", ""], 2, "--title needs a line of text"),
        (["x", "--id", "big-value-picture"], 1, "E211"),
        (["x", "--title", "a&shy;b"], 1, "E008"),
    ],
)
def test_a_new_pack_is_made_whole_or_not_at_all(
    companion: Companion, desk: Path, arguments: list[str], code: int, said: str
) -> None:
    (desk / "full").mkdir()
    (desk / "full" / "mine.md").write_text("mine")
    (desk / "file").write_text("mine")
    before = sorted(desk.rglob("*"))
    if arguments == ["."]:
        os.chdir(desk / "full")
        (desk / "full" / "mine.md").unlink()
        before = sorted(desk.rglob("*"))
    refused = companion("pack", "new", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert said in refused.err
    assert sorted(desk.rglob("*")) == before


# Checking


def test_findings_stand_one_a_line_errors_first_and_the_last_line_counts_them(
    settled_in: Companion, desk: Path
) -> None:
    likely = card("one", more="tags: anywhere\n").replace("I will", "I shall")
    folder = write_pack(desk / "calm-week", card("Two"), likely, card("three", theme="wrok"))
    (folder / "left.md").write_text("not named")
    said = settled_in("pack", "check", "calm-week")
    assert said.code == 1
    *lines, last = said.out.splitlines()
    assert last == "2 errors, 1 warning, 1 style note."
    groups = [[line.split()[1] for line in group.splitlines()] for group in "\n".join(lines).strip().split("\n\n")]
    assert groups == [["E102", "E104"], ["W002"], ["S102"]]
    assert lines[0].startswith("all.md:1:10 E102 ")
    found = settled_in("pack", "check", "calm-week", "--json")
    assert found.code == 1
    assert found.stdout.isascii()
    counts = json.loads(found.stdout)
    assert (counts["errors"], counts["warnings"], counts["notes"], counts["pack"]) == (2, 1, 1, None)
    place = {"file": "all.md", "line": 1, "column": 10, "code": "E102", "severity": "error"}
    assert place.items() <= counts["findings"][0].items()


def test_warnings_stop_a_build_only_when_it_is_strict(settled_in: Companion, desk: Path) -> None:
    folder = write_pack(desk / "calm-week", card("one"))
    (folder / "left.md").write_text("not named")
    assert settled_in("pack", "check", "calm-week").code == 0
    strict = settled_in("pack", "check", "calm-week", "--strict")
    assert (strict.code, strict.out.splitlines()[-1]) == (1, "1 warning.")


def test_a_new_version_is_held_against_the_one_before(settled_in: Companion, desk: Path) -> None:
    old = zipped(write_pack(desk / "calm-week", *FIRST))
    write_pack(desk / "calm-week", *SECOND)
    said = settled_in("pack", "check", "calm-week", "--against", str(old))
    assert said.code == 1
    assert {line.split()[1] for line in said.out.splitlines()[:-1] if line} == {"E302", "E304", "W301"}
    missing = settled_in("pack", "check", "calm-week", "--against", "nothing.zip")
    assert (missing.code, missing.out) == (2, "")
    unfit = settled_in("pack", "check", "calm-week", "--against", str(broken(desk)))
    assert (unfit.code, unfit.out) == (1, "")
    assert "cannot be compared with" in unfit.err


def test_a_comparison_that_has_to_wait_for_other_errors_is_said_to_wait(settled_in: Companion, desk: Path) -> None:
    old = str(zipped(write_pack(desk / "calm-week", *FIRST)))
    assert json.loads(settled_in("pack", "check", "calm-week", "--against", old, "--json").stdout)["against"] == "1.0.0"
    write_pack(desk / "calm-week", card("one", theme="wrok"), version="1.1.0")
    said = settled_in("pack", "check", "calm-week", "--against", old)
    assert said.out.splitlines()[-2:] == [
        "1 error.",
        "Not yet compared with version 1.0.0: that takes a pack without errors.",
    ]
    assert json.loads(settled_in("pack", "check", "calm-week", "--against", old, "--json").stdout)["against"] is None
    assert "Not yet compared" not in settled_in("pack", "check", "calm-week").out


def test_a_link_that_leads_to_itself_is_a_finding(settled_in: Companion, desk: Path) -> None:
    (desk / "loop").symlink_to("loop")
    for command in ("check", "build", "preview"):
        said = settled_in("pack", command, "loop")
        assert said.code == 1
        assert "loop:1:1 E00" in said.out + said.err
    assert settled_in("pack", "check", "").code == 2


def test_who_makes_packs_parses_no_other_pack_that_has_been_read_before(
    settled_in: Companion, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pack(desk / "calm-week", *FIRST)
    read: list[Path] = []
    monkeypatch.setattr(reader, "read_pack", read.append)
    for command in ("check", "build", "preview"):
        assert settled_in("pack", command, "calm-week").code == 0
    assert read == []


def test_entries_of_packs_that_are_here_are_known_and_others_are_a_warning(settled_in: Companion, desk: Path) -> None:
    week = programme("week", ("first", "card: other/one"))
    write_pack(desk / "mine", card("own"), week, id="mine")
    assert "W102" in settled_in("pack", "check", "mine").out
    write_pack(desk / "other", card("one"), id="other")
    assert settled_in("pack", "install", "other", "--yes").code == 0
    assert settled_in("pack", "check", "mine").out == "Nothing to mend: 1 card, 1 programme.\n"


def test_a_bundled_pack_may_have_its_id_where_it_lies_and_nowhere_else(companion: Companion, desk: Path) -> None:
    assert companion("pack", "check", str(bundled_content() / "big-value-picture")).code == 0
    write_pack(desk / "mine", card("one"), id="big-value-picture")
    assert "E211" in companion("pack", "check", "mine").out


@pytest.mark.parametrize("command", ["check", "build", "preview", "new"])
def test_who_makes_packs_needs_no_journal_and_leaves_no_trace(companion: Companion, desk: Path, command: str) -> None:
    write_pack(desk / "calm-week", *FIRST)
    assert companion("pack", command, "calm-week" if command != "new" else "another").code == 0
    assert not companion.home.exists()


# Building


def test_a_built_pack_is_one_file_with_ordinary_permissions_the_same_whoever_builds_it(
    companion: Companion, desk: Path
) -> None:
    write_pack(desk / "calm-week", *FIRST)
    built = companion("pack", "build", "calm-week", "--json").json
    path = desk / "calm-week-1.0.0.zip"
    data = path.read_bytes()
    assert (built["path"], built["size"]) == (path.name, len(data))
    assert built["sha256"] == hashlib.sha256(data).hexdigest()
    umask = os.umask(0o022)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    again = companion("pack", "build", "calm-week-1.0.0.zip", "-o", "again.zip")
    assert again.code == 0
    assert built["sha256"] in again.out
    assert (desk / "again.zip").read_bytes() == data


def test_a_pack_with_errors_is_not_built(companion: Companion, desk: Path) -> None:
    said = companion("pack", "build", str(broken(desk)))
    assert (said.code, said.out) == (1, "")
    assert "E104" in said.err
    assert said.err.endswith("Not built: 2 errors.\n")
    assert not list(desk.glob("*.zip"))


def test_another_file_is_replaced_only_when_told_to(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *FIRST)
    path = desk / "calm-week-1.0.0.zip"
    path.write_bytes(b"somebody's")
    refused = settled_in("pack", "build", "calm-week")
    assert (refused.code, path.read_bytes()) == (1, b"somebody's")
    assert "--force" in refused.err
    assert settled_in("pack", "build", "calm-week", "--force").code == 0
    assert settled_in("pack", "build", "calm-week").code == 0  # it is the same file by now
    path.write_bytes(b"")
    os.truncate(path, 1 << 40)  # a terabyte of nothing
    assert settled_in("pack", "build", "calm-week").code == 1
    (desk / "folder").mkdir()
    assert "Name a file in it" in settled_in("pack", "build", "calm-week", "-o", "folder").err


def test_what_is_built_is_what_was_checked_whatever_is_saved_meanwhile(
    settled_in: Companion, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_pack(desk / "calm-week", *FIRST)
    checked = zipped(folder).read_bytes()
    build_zip = archive.build_zip

    def save(files: PackFiles, manifest: Manifest) -> tuple[bytes | None, list[Finding]]:
        write_pack(folder, "## broken {#x}\nkind: card\n\x1b]52;c;aGk=\x07\n")
        return build_zip(files, manifest)

    monkeypatch.setattr(archive, "build_zip", save)
    assert settled_in("pack", "build", "calm-week", "-o", "out.zip").code == 0
    assert (desk / "out.zip").read_bytes() == checked


def test_what_is_left_out_is_said(settled_in: Companion, desk: Path) -> None:
    (write_pack(desk / "calm-week", *FIRST) / "README.md").symlink_to("all.md")
    said = settled_in("pack", "build", "calm-week")
    assert said.code == 0
    assert said.err.startswith("Left out: README.md:1:1 E003 this is a link")
    assert settled_in("pack", "build", "calm-week", "--json").json["left_out"] == ["README.md"]


def test_what_harms_those_who_have_an_earlier_version_is_said_where_that_lies_beside_it(
    settled_in: Companion, desk: Path
) -> None:
    write_pack(desk / "calm-week", card("one"), version="1.9.0")
    assert settled_in("pack", "build", "calm-week").err == ""
    write_pack(desk / "calm-week", *FIRST, version="1.10.0")
    assert "For those who have calm-week-1.9.0.zip" in settled_in("pack", "build", "calm-week").err
    write_pack(desk / "calm-week", *FIRST, card("more"), version="1.11.0")
    assert settled_in("pack", "build", "calm-week").err == "", "the latest before it is what it is held against"
    write_pack(desk / "calm-week", *FIRST[1:], card("more"), version="1.12.0")
    said = settled_in("pack", "build", "calm-week")
    assert said.code == 0
    assert said.err.splitlines() == [
        "For those who have calm-week-1.11.0.zip, which lies beside it: 1 error.",
        "  companion pack check calm-week --against calm-week-1.11.0.zip",
    ]
    assert "E302" in settled_in(*shlex.split(said.err.splitlines()[-1])[1:]).out
    told = settled_in("pack", "build", "calm-week", "--json").json
    assert (told["earlier"], [one["code"] for one in told["changes"]]) == ("calm-week-1.11.0.zip", ["E302"])
    (desk / "calm-week-1.11.0.zip").write_bytes(b"PK")
    assert settled_in("pack", "build", "calm-week").err == ""


# Installing


def test_without_a_terminal_nothing_is_installed_updated_or_removed_unasked(settled_in: Companion, desk: Path) -> None:
    sent = str(zipped(write_pack(desk / "calm-week", *FIRST)))
    for command in (["install", sent], ["install", "calm-week"]):
        refused = settled_in("pack", *command, stdin=b"y\n")
        assert (refused.code, refused.out, installed(settled_in)) == (2, "", {})
        assert "--yes" in refused.err
    settled_in("pack", "install", sent, "--yes")
    before = installed(settled_in)
    write_pack(desk / "calm-week", *SECOND, version="1.1.0")
    for command, words in (["update", "calm-week"], "Updating"), (["remove", "calm-week"], "Removing"):
        refused = settled_in("pack", *command, stdin=b"y\n")
        assert (refused.code, refused.out, installed(settled_in)) == (2, "", before)
        assert refused.err.startswith(f"{words} a pack is asked about first")


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"YES\n", 0), (b"\n", 1), (b"", 1), (b"no\n", 1)])
def test_it_says_what_would_come_and_asks(
    settled_in: Companion, desk: Path, answer: bytes, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_commands, "_check_terminal", lambda what: None)
    write_pack(desk / "calm-week", *FIRST)
    said = settled_in("pack", "install", "calm-week", stdin=answer)
    assert said.code == code
    for words in ("A calmer week, version 1.0.0", "By Mia. License: CC-BY-4.0.", "6 cards, 1 programme, 1 article.",
                  "calm-week/to-retire  To retire, 101", "calm-week/week  A quieter week"):  # fmt: skip
        assert words in said.out
    assert "Install it? Type y to do it." in said.err
    assert bool(installed(settled_in)) == (code == 0)


def test_on_a_terminal_the_answer_is_typed(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *FIRST)
    command = (sys.executable, "-m", "companion", "pack", "install", str(desk / "calm-week"))
    with Terminal(of_terminal(settled_in.home), command, size=(80, 60)) as terminal:
        terminal.wait_for("A calmer week, version 1.0.0", "Install it? Type y to do it.")
        terminal.send(b"y\r")
        terminal.wait_for("Installed: A calmer week, version 1.0.0.")
        assert terminal.process.wait(10) == 0


def test_an_installed_pack_says_how_it_will_show_itself(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *FIRST)
    said = settled_in("pack", "install", "calm-week", "--yes").out
    assert "Its 4 cards take their turn on the daily page. To keep them away:\n" in said
    assert "\n  companion pack feed calm-week off\n" in said
    assert "2 of its cards come to the daily page with a programme.\n" in said
    assert "\n  companion programme start calm-week/week\n" in said
    assert "\n  companion pack show calm-week\n" in said


def test_every_command_that_an_install_prints_can_be_typed_as_it_stands(settled_in: Companion, desk: Path) -> None:
    """Whole on its line, and with the variant that it needs."""
    id = "a-pack-with-an-id-that-would-not-fit-beside-the-words-around-it"
    week = programme("week", ("first", "card: one")).replace("kind: programme", "kind: programme\nvariants: ward, van")
    write_pack(desk / id, card("one"), card("two"), week, article("why"), id=id)
    said = settled_in("pack", "install", id, "--yes").out
    commands = printed("\n".join(line for line in said.splitlines() if line.startswith("  companion ")))
    assert [command[:2] for command in commands] == [["pack", "feed"], ["programme", "start"], ["pack", "show"]]
    assert "--variant ward|van" in said
    for command in commands:
        assert settled_in(*command).code == 0


@pytest.mark.parametrize("share", ["off", "less", "more"])
def test_an_update_of_a_pack_that_the_page_takes_otherwise_says_so(
    settled_in: Companion, desk: Path, share: str
) -> None:
    write_pack(desk / "calm-week", *FIRST)
    settled_in("pack", "install", "calm-week", "--yes")
    settled_in("pack", "feed", "calm-week", share)
    write_pack(desk / "calm-week", *SECOND, version="1.1.0")
    said = settled_in("pack", "update", "calm-week", "--yes").out
    assert "take their turn on the daily page" not in said
    assert SHARE_WORDS[Share(share)] in " ".join(said.split())
    assert "\n  companion pack feed calm-week usual\n" in said


def test_installing_again_is_an_update_and_says_what_changes(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *FIRST)
    assert settled_in("pack", "update", "calm-week", "--yes").code == 1
    settled_in("pack", "install", "calm-week", "--yes")
    same = settled_in("pack", "install", "calm-week")
    assert (same.code, same.out) == (0, "Version 1.0.0 is installed already, word for word.\n")
    write_pack(desk / "calm-week", *SECOND, version="1.1.0")
    said = settled_in("pack", "install", "calm-week", "--yes").out
    for words in ("Version 1.1.0 takes the place of 1.0.0", "Added: 1\n  calm-week/added", "Changed: 3\n",
                  "Retired: 1\n  calm-week/to-retire  To retire (retired; now", "Gone: 1\n  calm-week/to-remove",
                  "What was written on these stays", "calm-week/edited  Edited anew (was: Edited), 101",
                  "Updated: A calmer week, version 1.1.0."):  # fmt: skip
        assert words in said
    write_pack(desk / "calm-week", *FIRST, version="1.0.9")
    older = settled_in("pack", "update", "calm-week", "--yes", "--json").json
    assert (older["installed"], older["before"]["version"], older["pack"]["version"]) == (True, "1.1.0", "1.0.9")
    assert [one["id"] for one in older["gone"]] == ["added"]


def test_what_cannot_be_installed_leaves_what_was_there(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *FIRST)
    settled_in("pack", "install", "calm-week", "--yes")
    before = installed(settled_in)
    truncated = zipped(write_pack(desk / "calm-week", *SECOND, version="1.1.0"))
    truncated.write_bytes(truncated.read_bytes()[:-30])
    for arguments, code in (([str(truncated)], 1), ([str(broken(desk))], 1), (["nothing"], 2), (["-"], 2)):
        refused = settled_in("pack", "install", *arguments, "--yes")
        assert (refused.code, refused.out, installed(settled_in)) == (code, "", before)
    for command in ("install", "update"):
        refused = settled_in("pack", command, str(broken(desk)), "--yes", "--json")
        told = json.loads(refused.stdout)
        assert (refused.code, told["pack"], told["installed"], told["added"]) == (1, None, False, [])
        assert [one["code"] for one in told["findings"]] == ["E104", "E102"]
        assert refused.err.startswith("Not installed: ")


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Takes away the right to write into a folder."""
    locked: list[Path] = []

    def lock(folder: Path) -> None:
        locked.append(folder)
        folder.chmod(0o500)

    yield lock
    for folder in locked:
        folder.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_keeps_what_it_has(
    settled_in: Companion, desk: Path, read_only: Callable[[Path], None]
) -> None:
    write_pack(desk / "calm-week", *FIRST)
    settled_in("pack", "install", "calm-week", "--yes")
    before = installed(settled_in)
    read_only(settled_in.home / "data" / "packs")
    write_pack(desk / "calm-week", *SECOND, version="1.1.0")
    refused = settled_in("pack", "install", "calm-week", "--yes")
    assert (refused.code, installed(settled_in)) == (1, before)
    assert "permission denied. What was there before is untouched." in refused.err


def test_a_full_disk_keeps_what_was_installed(settled_in: Companion, desk: Path) -> None:
    """A real limit on the size of files, met in the middle of the zip."""
    write_pack(desk / "calm-week", *FIRST)
    settled_in("pack", "install", "calm-week", "--yes")
    before = installed(settled_in)
    room = len(before["calm-week.zip"]) - 1
    large = [card(f"one-{number}") for number in range(40)]
    write_pack(desk / "calm-week", *SECOND, *large, version="1.1.0")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    run = "from companion.__main__ import main; import sys"
    command = f"sys.exit(main(['pack', 'install', {str(desk / 'calm-week')!r}, '--yes']))"
    said = python("-c", f"{limit}; {run}; {command}", extra=environment())
    assert said.code == 1
    assert "The pack cannot be installed: file too large. What was there before is untouched." in said.err
    assert installed(settled_in) == before


# Here and gone


def test_a_pack_shows_what_it_has_and_each_entry(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *SECOND, article("more", title="More on it"))
    settled_in("pack", "install", "calm-week", "--yes")
    shown = settled_in("pack", "show", "calm")
    assert shown.code == 0
    assert "\n5 cards, 1 retired\n" in shown.out
    assert "calm-week/to-retire  To retire (retired; now calm-week/added), 101" in shown.out
    one = settled_in("pack", "show", "calm", "to-retire").out.splitlines()
    assert one[2] == "Retired; calm-week/added takes its place."
    assert "Its cards take their turn like those of others." in shown.out
    for name in ("more", "calm-week/more"):
        assert settled_in("pack", "show", "calm", name).out.startswith("More on it\narticle · calm-week/more\n")
    assert settled_in("pack", "show", "calm", "nothing").code == 2
    assert settled_in("pack", "show", "no").code == 2
    listed = settled_in("pack", "show", "calm", "--json").json["entries"]
    assert [one["ref"] for one in listed if one["retired"]] == ["calm-week/to-retire"]
    assert settled_in("pack", "show", "calm", "week", "--json").json["steps"][0]["ref"] == "calm-week/stepped"
    assert settled_in("pack").out == settled_in("pack", "list").out


def test_how_much_of_a_pack_the_page_takes_is_a_record(settled_in: Companion, desk: Path) -> None:
    said = settled_in("pack", "feed", "big", "off")
    assert (said.code, said.out) == (0, "big-value-picture: off. Its cards stay away from the daily page.\n")
    assert settled_in("pack", "list", "--json").json[0]["share"] == "off"
    assert settled_in("pack", "feed", "big", "more", "--json").json["share"] == "more"
    assert settled_in("pack", "feed", "big", "much").code == 2
    write_pack(desk / "calm-week", article("why"))
    settled_in("pack", "install", "calm-week", "--yes")
    assert "It has no card that comes to the daily page by itself," in settled_in("pack", "feed", "calm", "less").out


def test_removing_says_what_stays_and_what_waits(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *FIRST)
    settled_in("pack", "install", "calm-week", "--yes")
    build_coach(Places.from_environment(os.environ)).start("calm-week/week")
    assert settled_in("pack", "remove", "calm", "--yes").code == 2
    said = settled_in("pack", "remove", "calm-week", "--yes")
    assert said.code == 0
    assert " ".join(said.out.split()) == (
        "Removed: A calmer week, version 1.0.0. What was written on it stays in the journal. A quieter week can go on "
        "once the pack is back."
    )
    assert installed(settled_in) == {}
    assert settled_in("pack", "remove", "big-value-picture", "--yes").code == 1
    assert settled_in("pack", "remove", "calm-week", "--yes").code == 2


def test_an_update_changes_nothing_that_was_recorded_nor_how_it_reads(settled_in: Companion, desk: Path) -> None:
    """By the commands that look back: the journal, the experiments, each record by its id, and each day's page."""
    write_pack(desk / "calm-week", *FIRST)
    settled_in("pack", "install", "calm-week", "--yes")
    settled_in("pack", "feed", "big", "off")
    for number in range(2):
        settled_in.on(FRI + timedelta(days=number))
        assert settled_in("plan", "--from", "1").code == 0
        assert settled_in("did", settled_in("experiments", "--json").json[0]["id"], "--outcome", "better").code == 0
        assert settled_in("reflect", f"Seen on day {number}.").code == 0
    build_coach(Places.from_environment(os.environ), lambda: settled_in.now).start("calm-week/week")
    keys = [one["id"] for one in settled_in("experiments", "--json").json]

    def look_back() -> list[Result]:
        listed = [["journal", "--all"], ["journal", "--json", "--all"], ["experiments"], ["streak", "--why"]]
        return [settled_in(*command) for command in (*listed, *(["show", key] for key in keys))]

    kept, looked = settled_in.kept, look_back()
    assert len(keys) == 2
    write_pack(desk / "calm-week", *SECOND, version="1.1.0")
    assert settled_in("pack", "update", "calm-week", "--yes").code == 0
    assert (settled_in.kept, look_back()) == (kept, looked)
    assert settled_in("pack", "remove", "calm-week", "--yes").code == 0
    assert (settled_in.kept, look_back()) == (kept, looked)


# Seeing it without a terminal


def test_a_preview_lists_the_entries_shows_one_or_a_days_page(settled_in: Companion, desk: Path) -> None:
    write_pack(desk / "calm-week", *SECOND)
    listed = settled_in("pack", "preview", "calm-week")
    assert "calm-week/added  Added, 101" in listed.out
    assert listed.out.splitlines()[-1] == "Nothing to mend: 5 cards, 1 programme, 1 article, 1 retired."
    assert "5 cards, 1 programme, 1 article." in listed.out
    assert "\n5 cards, 1 retired\n" in listed.out
    found = settled_in("pack", "preview", "calm-week", "--json").json
    assert (len(found["entries"]), found["counts"]["card"], found["retired"]) == (8, 5, 1)
    page = settled_in("pack", "preview", "calm-week", "stepped", "--day", "2030-03-01")
    assert page.out.startswith("Friday 1 March\n\nStepped\n\nMost people stop")
    assert "When I stop, I will write one line about stepped." in page.out
    assert "What did stepped show?" in page.out
    assert "Welcome" not in page.out
    assert settled_in("pack", "preview", "calm-week", "why").out.startswith("Why it really waits\n")
    assert (
        settled_in("pack", "preview", "calm-week", "--day", "2030-03-01", "--json").json["card"]["pack"] == "calm-week"
    )
    assert settled_in("pack", "preview", "calm-week", "kept", "--json").json["card"]["id"] == "kept"
    assert settled_in("pack", "preview", "calm-week", "why", "--json").json["kind"] == "article"


def test_a_preview_of_what_cannot_be_shown_says_why(settled_in: Companion, desk: Path) -> None:
    said = settled_in("pack", "preview", str(broken(desk)))
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("Nothing to show yet: 2 errors.\n")
    write_pack(desk / "calm-week", *FIRST)
    for arguments in (["nothing"], ["--day", "someday"], ["--day", "2199-01-01"], ["--day", "9999-12-31"]):
        refused = settled_in("pack", "preview", "calm-week", *arguments)
        assert (refused.code, refused.out) == (2, "")


# Text from anywhere


def test_nothing_hostile_is_echoed(settled_in: Companion, desk: Path) -> None:
    """In the names that are given, and in a pack's own text, which the check shows."""
    hostile = f"before {' '.join(HOSTILE.values())} after"
    evil = write_pack(desk / "evil", card("one", title=hostile, theme=hostile), title=hostile)
    said = [
        settled_in("pack", command, *arguments)
        for command, *arguments in (
            ["show", hostile], ["show", "big", hostile], ["install", hostile, "--yes"], ["remove", hostile, "--yes"],
            ["feed", hostile, "off"], ["check", hostile], ["build", hostile], ["new", "x", "--id", hostile],
            [hostile], ["check", str(evil)], ["build", str(evil)], ["install", str(evil), "--yes"],
            ["preview", str(evil)], ["preview", str(bundled_content() / "big-value-picture"), hostile],
        )
    ]  # fmt: skip
    for one in (*said, settled_in("pack", "check", str(evil), "--json")):
        assert one.code in (1, 2)
        assert one.stdout or one.stderr
        assert is_harmless(one.stdout)
        assert is_harmless(one.stderr)
