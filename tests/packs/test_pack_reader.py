"""Reading a pack's folder: all of it, or None and everything that is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.packs import files
from companion.packs.checking import check_files
from companion.packs.files import LARGEST, FolderFiles
from companion.packs.library import bundled_content
from companion.packs.reader import Pack, read_pack

MakePack = Callable[..., Path]


def well(folder: Path) -> Pack:
    pack, findings = read_pack(folder)
    assert findings == []
    assert pack is not None
    return pack


def refused(folder: Path) -> list[str]:
    pack, findings = read_pack(folder)
    assert pack is None
    return [str(finding) for finding in findings]


def test_a_pack_has_its_manifest_and_its_cards(make_pack: MakePack):
    pack = well(make_pack())

    assert pack.manifest.title == "A calmer week"
    assert [card.ref for card in pack.cards] == ["calm-week/say-one-unsure-thing"]
    assert pack.retired == {}


def test_files_are_read_in_the_order_of_the_manifest(make_pack: MakePack, manifest: str, card: str):
    files = {"b.md": card, "week 1/a.md": card.replace("{#say", "{#ask")}
    pack = well(make_pack(manifest=manifest.replace('"notice.md"', '"week 1/a.md", "b.md"'), files=files))

    assert [card.id for card in pack.cards] == ["ask-one-unsure-thing", "say-one-unsure-thing"]


def test_a_card_may_use_a_theme_that_its_pack_declares(make_pack: MakePack, manifest: str, card: str):
    calm = '[[themes]]\nid = "calm"\ntitle = "Calm"\nglyph = "~"\n'
    files = {"notice.md": card.replace("theme: people", "theme: calm")}

    assert well(make_pack(manifest=manifest + calm, files=files)).cards[0].theme == "calm"
    assert refused(make_pack("other", files=files))[0].startswith('notice.md:3:8 E104 theme "calm" is not known;')


def test_entries_of_other_kinds_are_no_cards(make_pack: MakePack, card: str):
    term = "\n## Slack {#slack}\nkind: term\n\nRoom to move.\n"
    pack = well(make_pack(files={"notice.md": card + term}))

    assert (len(pack.entries), len(pack.cards)) == (2, 1)
    assert refused(make_pack(files={"notice.md": card + term.replace("{#slack}", "{#Slack}")}))[0].startswith(
        "notice.md:19:12 E102"
    )


def test_a_retired_card_is_kept_and_named(make_pack: MakePack, card: str):
    retired = card.replace("kind: card\n", "kind: card\nstatus: retired\nreplaced-by: calm-week/other\n")
    pack = well(make_pack(files={"notice.md": retired + card.replace("{#say-one-unsure-thing}", "{#other}")}))

    assert [card.id for card in pack.cards] == ["say-one-unsure-thing", "other"]
    assert pack.retired == {"calm-week/say-one-unsure-thing": "calm-week/other"}


@pytest.mark.parametrize("line", ["status: retried", "replaced-by: a/b/c", "replaced-by: Other"])
def test_a_status_and_a_successor_are_checked_on_every_kind(make_pack: MakePack, line: str):
    files = {"notice.md": f"## T {{#t}}\nkind: term\n{line}\n\nBody.\n"}

    assert refused(make_pack(files=files))[0].startswith(f"notice.md:3:{line.index(' ') + 2} E110")


def test_an_id_is_used_once_in_all_the_files_of_a_pack(make_pack: MakePack, manifest: str, card: str):
    folder = make_pack(
        manifest=manifest.replace('"notice.md"', '"notice.md", "again.md"'),
        files={"notice.md": card, "again.md": f"\n{card}"},
    )

    assert refused(folder) == [
        'again.md:2:1 E103 id "say-one-unsure-thing" is already used at notice.md:1; give this entry another'
    ]


def test_every_file_is_read_to_its_end_and_faults_are_told_in_order(make_pack: MakePack, manifest: str, card: str):
    folder = make_pack(
        manifest=manifest.replace('"notice.md"', '"b.md", "a.md", "gone.md"').replace("1.2.0", "1.2"),
        files={"a.md": card.replace("101", "1"), "b.md": card.replace("people", "peeple").replace("### Ask", "### X")},
    )

    assert [" ".join(finding.split()[:2]) for finding in refused(folder)] == [
        "pack.toml:3:1 E205",
        "b.md:3:8 E104",
        "b.md:16:1 E112",
        "a.md:1:1 E103",
        "a.md:4:8 E110",
        "gone.md:1:1 E001",
    ]


# What a folder can do to a reader


def test_a_folder_without_a_manifest(tmp_path: Path):
    make = "give a pack's folder, or make one with `companion pack new`"
    assert refused(tmp_path) == [f"pack.toml:1:1 E001 there is no pack.toml in this folder; {make}"]
    assert refused(tmp_path / "nowhere")[0].startswith("pack.toml:1:1 E001")


def test_the_folder_above_a_pack_is_told_which_one_to_give(make_pack: MakePack):
    above = make_pack().parent

    assert refused(above) == [
        'pack.toml:1:1 E001 there is no pack.toml in this folder; give one that has it, such as "calm-week" in here'
    ]


def test_a_manifest_in_a_file_instead_of_a_folder(tmp_path: Path):
    (tmp_path / "pack").write_text("")

    assert refused(tmp_path / "pack")[0].startswith("pack.toml:1:1 E002 this cannot be read (Not a directory)")


@pytest.mark.parametrize("name", ["pack.toml", "notice.md"])
def test_a_link_is_not_followed(make_pack: MakePack, tmp_path: Path, name: str):
    folder = make_pack()
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")

    assert refused(folder)[0].startswith(f"{name}:1:1 E003 this is a link")


def test_a_folder_that_is_a_link_is_not_followed_inside_a_pack(make_pack: MakePack, manifest: str, tmp_path: Path):
    folder = make_pack(manifest=manifest.replace("notice.md", "week/notice.md"), files={})
    elsewhere = make_pack("elsewhere")
    (folder / "week").symlink_to(elsewhere)

    assert refused(folder)[0].startswith("week/notice.md:1:1 E003")


def test_a_pack_folder_may_itself_be_reached_by_a_link(make_pack: MakePack, tmp_path: Path):
    (tmp_path / "link").symlink_to(make_pack())

    assert well(tmp_path / "link").manifest.id == "calm-week"


def test_a_folder_or_a_pipe_in_place_of_a_file(make_pack: MakePack):
    folder = make_pack(files={})
    (folder / "notice.md").mkdir()
    assert refused(folder)[0].startswith("notice.md:1:1 E002 this is not a file")

    (folder / "notice.md").rmdir()
    os.mkfifo(folder / "notice.md")
    assert refused(folder)[0].startswith("notice.md:1:1 E002 this is not a file")


def test_a_file_that_may_not_be_opened(make_pack: MakePack, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path, largest: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    folder = make_pack()
    monkeypatch.setattr(files, "read_plain", refuse)

    assert refused(folder)[0].startswith("pack.toml:1:1 E002 this cannot be read (Permission denied)")


def test_a_file_that_is_too_large_is_not_read(make_pack: MakePack):
    folder = make_pack()
    with open(folder / "notice.md", "r+b") as file:
        file.truncate(LARGEST + 1)

    assert refused(folder)[0].startswith("notice.md:1:1 E004 this file is larger than 20 MB")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E007"),
        ("## T {#t}\n".encode("utf-16"), "E006"),
        (b"## T \xff", "E005"),
        (b"## T {#t}\nkind: term\n\n```\n", "E009"),
        (b"## T {#t}\nkind: term\n\n\x1b]52;c;aGk=\x07\n", "E008"),
        (b"## T {#t}\nkind: term\n\n[@click=app.quit]x[/] \xe2\x80\xae\n", "E008"),
    ],
)
def test_hostile_bytes_in_a_file_are_a_finding(make_pack: MakePack, data: bytes, code: str):
    findings = refused(make_pack(files={"notice.md": data}))

    assert [finding.split()[1] for finding in findings] == [code]
    assert all(finding.isprintable() for finding in findings)


def test_every_bundled_pack_reads_without_errors_and_without_likely_mistakes():
    packs = [
        (path.parent.name, check_files(FolderFiles(path.parent))) for path in bundled_content().glob("*/pack.toml")
    ]

    assert packs
    for name, checked in packs:
        assert [str(finding) for finding in (*checked.errors, *checked.warnings)] == []
        assert checked.pack is not None
        assert checked.pack.manifest.id == name
