"""The library: every pack there is, each compiled to one file that can always be thrown away."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.domain.cards import THEMES, Card, Theme
from companion.domain.entries import Heading, Programme, ProgrammeStep, StepKind
from companion.packs import files, library, reader
from companion.packs.archive import build_zip
from companion.packs.files import FolderFiles
from companion.packs.library import CACHE_FOLDER, Library, LibraryError, bundled_content, load_library
from companion.packs.origin import archives_of
from tests.domain.making import card as make_card

MakePack = Callable[..., Path]
CALM = '[[themes]]\nid = "calm"\ntitle = "Calm"\nglyph = "~"\n'


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "state" / "cache"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders that were parsed, in order, as it happens."""
    names: list[str] = []
    read_pack = reader.read_pack

    def noted(folder: Path):
        names.append(folder.name)
        return read_pack(folder)

    monkeypatch.setattr(reader, "read_pack", noted)
    return names


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    before = os.umask(0o022)
    yield lambda mask: void(os.umask(mask))
    os.umask(before)


def offered(found: Library) -> list[Card]:
    """The cards that a page may choose."""
    return [card for stack in found.stacks for ref in stack.refs if (card := found.find(ref))]


def kept(cache: Path) -> Path:
    """The one compiled file there is."""
    (path,) = (cache / CACHE_FOLDER).iterdir()
    return path


def void(_: object) -> None:
    """For a result that nobody asked for."""


# What it holds


def test_it_holds_the_cards_of_every_pack(make_pack: MakePack, manifest: str):
    make_pack()
    content = make_pack("quiet-day", manifest=manifest.replace("calm-week", "quiet-day")).parent
    found = load_library(content, None)

    assert [card.ref for card in offered(found)] == ["calm-week/say-one-unsure-thing", "quiet-day/say-one-unsure-thing"]
    assert found.find("quiet-day/say-one-unsure-thing") == offered(found)[1]
    assert found.find("quiet-day/nothing") is None
    assert found.findings == ()


def test_a_retired_card_is_found_but_not_offered(make_pack: MakePack, card: str):
    retired = card.replace("kind: card\n", "kind: card\nstatus: retired\n")
    found = load_library(make_pack(files={"notice.md": retired}).parent, None)

    assert found.stacks == ()
    assert found.find("calm-week/say-one-unsure-thing") is not None
    assert found.known["calm-week/say-one-unsure-thing"].theme == "people"


def test_themes_are_the_four_and_those_declared(make_pack: MakePack, manifest: str):
    found = load_library(make_pack(manifest=manifest + CALM).parent, None)

    assert list(found.themes) == ["people", "value", "work", "learning", "calm"]
    assert found.themes["calm"] == Theme("calm", "Calm", "~", "c")


def test_no_pack_can_replace_a_theme():
    assert Library.of([], [Theme("people", "Other", "x")]).themes == {theme.id: theme for theme in THEMES}


def test_a_pack_with_a_fault_is_left_out_and_told_of(make_pack: MakePack, manifest: str, card: str):
    make_pack()
    files = {"notice.md": card.replace("people", "peeple")}
    content = make_pack("bad", manifest=manifest.replace("calm-week", "bad"), files=files).parent
    found = load_library(content, None)

    assert list(found.packs) == ["calm-week"]
    assert [str(finding) for finding in found.findings] == [
        'bad/notice.md:3:8 E104 theme "peeple" is not known; did you mean "people"?'
    ]


def test_of_two_packs_with_one_id_the_second_is_left_out(make_pack: MakePack):
    make_pack("a")
    found = load_library(make_pack("b").parent, None)

    assert len(offered(found)) == 1
    assert [str(finding) for finding in found.findings] == [
        'b/pack.toml:1:1 E210 the pack in "a" has this id too; remove one of them'
    ]


def test_only_folders_with_a_manifest_are_packs(make_pack: MakePack):
    content = make_pack().parent
    (content / "LICENSE").write_text("CC-BY-4.0")
    (content / "drafts").mkdir()
    make_pack(".calm-week.new")

    assert len(load_library(content, None).packs) == 1
    assert load_library(content, None).findings == ()


def test_an_empty_folder_is_an_empty_library(tmp_path: Path):
    assert load_library(tmp_path, None).packs == {}


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path: Path):
    with pytest.raises(LibraryError, match="No such file"):
        load_library(tmp_path / "nowhere", None)


# The cache


def test_the_second_start_parses_nothing(make_pack: MakePack, manifest: str, cache: Path, read: list[str]):
    content = make_pack(manifest=manifest + CALM).parent
    make_pack("bad", manifest="format = 1")
    first, again = load_library(content, cache), load_library(content, cache)

    assert (offered(again), again.themes, again.findings) == (offered(first), first.themes, first.findings)
    assert [finding.file for finding in again.findings[:1]] == ["bad/pack.toml"]
    assert read == ["bad", "calm-week"]


def test_a_start_with_a_good_cache_imports_no_parser(make_pack: MakePack, cache: Path):
    content = make_pack().parent
    load_library(content, cache)
    program = (
        "import sys; from pathlib import Path; from companion.packs.library import load_library;"
        f"print(len(load_library(Path({str(content)!r}), Path({str(cache)!r})).stacks), *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    count, *modules = done.stdout.split()

    assert count == "1"
    assert {"tomllib", "difflib", "tempfile", "html", "companion.packs.reader"}.isdisjoint(modules)
    assert {"companion.packs.grammar", "companion.packs.cards", "companion.packs.manifest"}.isdisjoint(modules)


def edit(folder: Path) -> None:
    (folder / "notice.md").write_text((folder / "notice.md").read_text().replace("Teams", "People"))


def touch(folder: Path) -> None:
    os.utime(folder / "pack.toml", ns=(0, 1))


def add(folder: Path) -> None:
    (folder / "more.md").write_text("not named by the manifest")


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("calmer-week"))


def remove(folder: Path) -> None:
    (folder / "pack.toml").unlink()


@pytest.mark.parametrize("change", [edit, touch, add, rename, remove])
def test_any_difference_in_the_files_builds_it_anew(make_pack: MakePack, cache: Path, change: Callable[[Path], None]):
    folder = make_pack()
    load_library(folder.parent, cache)
    before = [path.read_bytes() for path in (cache / CACHE_FOLDER).iterdir()]
    change(folder)

    assert offered(load_library(folder.parent, cache)) == offered(load_library(folder.parent, None))
    assert [path.read_bytes() for path in (cache / CACHE_FOLDER).iterdir()] != before


@pytest.mark.parametrize(("name", "value"), [("CACHE_FORMAT", 0), ("__version__", "0.0.0")])
def test_another_format_or_version_builds_it_anew(
    make_pack: MakePack, cache: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, name: str, value: object
):
    content = make_pack().parent
    load_library(content, cache)
    monkeypatch.setattr(library, name, value)
    load_library(content, cache)

    assert read == ["calm-week", "calm-week"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:20],
        lambda data: b"\xff" + data,
        lambda data: b"\xff" * 8 + data[8:],
        lambda data: data[:40] + b"\x00" + data[41:],
        lambda data: data.replace(b'"level":101', b'"level":"hi'),
        lambda data: data.replace(b"Teams", b"\xff\xff\xff\xff\xff"),
        lambda data: data.replace(b"Teams", b"Terms"),
    ],
)
def test_a_damaged_cache_is_not_believed(make_pack: MakePack, cache: Path, damage: Callable[[bytes], bytes]):
    content = make_pack().parent
    expected = load_library(content, cache)
    path = kept(cache)
    path.write_bytes(damage(path.read_bytes()))
    found = load_library(content, cache)

    assert offered(found) == offered(expected)
    assert found.packs["calm-week"].headings() == expected.packs["calm-week"].headings()


def test_a_cache_that_goes_while_the_library_is_open_is_done_without(make_pack: MakePack, cache: Path):
    content = make_pack().parent
    expected = offered(load_library(content, None))
    load_library(content, cache)
    found = load_library(content, cache)
    kept(cache).unlink()

    assert offered(found) == expected
    assert len(found.packs["calm-week"].headings()) == 1


def test_a_pack_that_goes_with_its_cache_while_the_library_is_open_has_no_entries(make_pack: MakePack, cache: Path):
    folder = make_pack()
    load_library(folder.parent, cache)
    found = load_library(folder.parent, cache)
    kept(cache).unlink()
    (folder / "pack.toml").unlink()

    assert found.find("calm-week/say-one-unsure-thing") is None
    assert found.packs["calm-week"].headings() == ()


def test_all_entries_are_read_at_once_and_are_those_that_are_read_one_by_one(
    make_pack: MakePack, card: str, cache: Path
):
    retired = card.replace("-thing", "-more").replace("kind: card\n", "kind: card\nstatus: retired\n")
    content = make_pack(files={"notice.md": f"{card}\n{retired}"}).parent
    load_library(content, cache)
    found = load_library(content, cache).packs["calm-week"]
    expected = found.entries()
    assert expected == [found.entry(heading.id) for heading in found.headings()]
    assert len(expected) == 2
    kept(cache).write_bytes(kept(cache).read_bytes().replace(b"Teams", b"Terms"))
    assert load_library(content, cache).packs["calm-week"].entries() == expected
    again = load_library(content, cache).packs["calm-week"]
    kept(cache).unlink()
    (content / "calm-week" / "pack.toml").unlink()
    assert again.entries() == []


def test_a_pack_that_goes_between_the_listing_and_the_look_is_told_of(
    make_pack: MakePack, install: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
):
    content, installed = make_pack().parent, install("quiet-day")
    listed = archives_of(installed)
    (installed / "quiet-day.zip").unlink()
    monkeypatch.setattr(library, "archives_of", lambda _: listed)
    found = load_library(content, None, installed)

    assert list(found.packs) == ["calm-week"]
    assert str(found.findings[0]).startswith("quiet-day.zip:1:1 E001")


def test_what_is_kept_of_a_pack_that_is_gone_is_swept(make_pack: MakePack, manifest: str, cache: Path):
    make_pack()
    other = make_pack("quiet-day", manifest=manifest.replace("calm-week", "quiet-day"))
    load_library(other.parent, cache)
    other.rename(other.parent.parent / "quiet-day")
    load_library(other.parent, cache)

    assert kept(cache).is_file()


def test_a_fault_in_opening_is_not_remembered(make_pack: MakePack, cache: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path, largest: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    content = make_pack().parent
    with monkeypatch.context() as patch:
        patch.setattr(files, "read_plain", refuse)
        assert len(load_library(content, cache).findings) == 1

    assert load_library(content, cache).findings == ()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_the_cache_is_private_under_any_umask(
    make_pack: MakePack, cache: Path, umask: Callable[[int], None], mask: int
):
    content = make_pack().parent
    umask(mask)
    load_library(content, cache)

    folders = [cache.parent, cache, cache / CACHE_FOLDER]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (*folders, kept(cache))]
    assert modes == [0o700, 0o700, 0o700, 0o600]


def test_a_cache_that_cannot_be_kept_is_done_without(make_pack: MakePack, tmp_path: Path):
    content = make_pack().parent
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / CACHE_FOLDER).write_text("in the way")

    assert len(offered(load_library(content, tmp_path / "file"))) == 1
    assert len(offered(load_library(content, tmp_path / "folder"))) == 1
    assert (tmp_path / "folder" / CACHE_FOLDER).read_text() == "in the way"


def test_a_full_disk_leaves_the_old_cache_whole(make_pack: MakePack, cache: Path, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    folder = make_pack()
    load_library(folder.parent, cache)
    before = kept(cache).read_bytes()
    edit(folder)
    monkeypatch.setattr(os, "replace", full)

    assert offered(load_library(folder.parent, cache))[0].idea.startswith("People")
    assert kept(cache).read_bytes() == before


def test_names_that_are_not_utf8_can_be_stamped(make_pack: MakePack, cache: Path, read: list[str]):
    folder = make_pack()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text("not named by the manifest")
    except OSError:
        pytest.skip("this file system allows only UTF-8 in names")
    load_library(folder.parent, cache)
    load_library(folder.parent, cache)

    assert read == ["calm-week"]


def test_a_folder_whose_name_is_not_utf8_is_told_of_all_the_same(make_pack: MakePack, cache: Path):
    folder = make_pack(manifest="format = 1")
    try:
        folder.rename(os.fsdecode(os.fsencode(folder) + b"\xff"))
    except OSError:
        pytest.skip("this file system allows only UTF-8 in names")

    assert str(load_library(folder.parent, cache).findings[0]).startswith("calm-week/pack.toml:1:1 E204")


# Installed packs


@pytest.fixture
def install(make_pack: MakePack, manifest: str, tmp_path: Path) -> Callable[[str], Path]:
    """Puts a pack of this id where installed packs are; returns that folder."""

    def put(id: str) -> Path:
        folder = make_pack(f"../made/{id}", manifest=manifest.replace("calm-week", id))
        pack, _ = reader.read_pack(folder)
        assert pack
        data, _ = build_zip(FolderFiles(folder), pack.manifest)
        assert data
        installed = tmp_path / "installed"
        installed.mkdir(exist_ok=True)
        (installed / f"{id}.zip").write_bytes(data)
        return installed

    return put


def test_installed_packs_stand_beside_those_that_came_with_the_program(
    make_pack: MakePack, install: Callable[[str], Path], cache: Path
):
    content, installed = make_pack().parent, install("quiet-day")
    for found in (load_library(content, cache, installed), load_library(content, cache, installed)):
        assert [(id, pack.is_bundled) for id, pack in found.packs.items()] == [
            ("calm-week", True),
            ("quiet-day", False),
        ]
        assert len(offered(found)) == 2


def test_an_installed_pack_cannot_take_the_place_of_a_bundled_one(make_pack: MakePack, install: Callable[[str], Path]):
    content, installed = make_pack().parent, install("calm-week")
    found = load_library(content, None, installed)

    assert found.packs["calm-week"].is_bundled
    assert [finding.code for finding in found.findings] == [library.Code.PACK_TWICE]


def test_an_installed_file_that_is_no_pack_is_told_of_and_left_out(make_pack: MakePack, tmp_path: Path):
    (tmp_path / "installed").mkdir()
    (tmp_path / "installed" / "torn.zip").write_bytes(b"PK")
    found = load_library(make_pack().parent, None, tmp_path / "installed")

    assert list(found.packs) == ["calm-week"]
    assert found.findings[0].file == "torn.zip"


# What is offered


def test_a_card_that_its_own_packs_programme_names_comes_with_that_programme():
    steps = (ProgrammeStep("one", "One", StepKind.CARD, "p/a"), ProgrammeStep("far", "Far", StepKind.CARD, "q/c"))
    programme = Programme("p", "way", "The way", "Three steps.", steps)
    found = Library.of([make_card("a"), make_card("b"), programme])

    assert [card.id for card in offered(found)] == ["b"]
    assert found.find("p/a") == make_card("a")
    assert found.entry("p/way") == programme


@pytest.mark.parametrize("name", ["", "a\nb", "\na", "b\n", "ab", "A"])
def test_only_a_whole_id_names_an_entry(name: str):
    found = Library.of([make_card("a"), make_card("b")])

    assert found.entry(f"p/{name}") is None
    assert Library.of([]).entry(f"p/{name}") is None
    assert found.entry("p/b") == make_card("b")


def test_headings_say_what_each_entry_is():
    found = Library.of([make_card("a", level=301)], retired=[make_card("b")])

    assert found.packs["p"].headings() == (
        Heading("card", "p", "a", "A", "people", 301),
        Heading("card", "p", "b", "B", "people", 101, retired=True),
    )


# The content that comes with the program


def test_in_a_checkout_the_content_lies_beside_the_package(tmp_path: Path):
    (tmp_path / "companion").mkdir()
    (tmp_path / "content").mkdir()

    assert bundled_content(tmp_path / "companion") == tmp_path / "content"


def test_in_an_installed_wheel_it_lies_inside(tmp_path: Path):
    (tmp_path / "companion" / "content").mkdir(parents=True)
    (tmp_path / "content").mkdir()

    assert bundled_content(tmp_path / "companion") == tmp_path / "companion" / "content"


def test_content_that_is_gone_is_an_error_that_says_what_to_do(tmp_path: Path):
    with pytest.raises(LibraryError, match="Install the program again"):
        bundled_content(tmp_path / "companion")


def test_here_it_is_found():
    assert bundled_content().name == "content"
