"""The library: every pack in a folder, kept as one file of JSON that can always be thrown away."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from companion.domain.cards import THEMES, Theme
from companion.packs import library, reader
from companion.packs.library import CACHE_NAME, Library, LibraryError, bundled_content, load_library

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


def void(_: object) -> None:
    """For a result that nobody asked for."""


# What it holds


def test_it_holds_the_cards_of_every_pack(make_pack: MakePack, manifest: str):
    make_pack()
    content = make_pack("quiet-day", manifest=manifest.replace("calm-week", "quiet-day")).parent
    found = load_library(content, None)

    assert [card.ref for card in found.cards] == ["calm-week/say-one-unsure-thing", "quiet-day/say-one-unsure-thing"]
    assert found.find("quiet-day/say-one-unsure-thing") is found.cards[1]
    assert found.find("quiet-day/nothing") is None
    assert found.findings == ()


def test_a_retired_card_is_found_but_not_offered(make_pack: MakePack, card: str):
    retired = card.replace("kind: card\n", "kind: card\nstatus: retired\n")
    found = load_library(make_pack(files={"notice.md": retired}).parent, None)

    assert found.cards == ()
    assert found.find("calm-week/say-one-unsure-thing") is not None


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

    assert [card.pack for card in found.cards] == ["calm-week"]
    assert [str(finding) for finding in found.findings] == [
        'bad/notice.md:3:8 E104 theme "peeple" is not known; did you mean "people"?'
    ]


def test_of_two_packs_with_one_id_the_second_is_left_out(make_pack: MakePack):
    make_pack("a")
    found = load_library(make_pack("b").parent, None)

    assert len(found.cards) == 1
    assert [str(finding) for finding in found.findings] == [
        'b/pack.toml:1:1 E210 the pack in "a" has this id too; remove one of them'
    ]


def test_only_folders_with_a_manifest_are_packs(make_pack: MakePack):
    content = make_pack().parent
    (content / "LICENSE").write_text("CC-BY-4.0")
    (content / "drafts").mkdir()
    make_pack(".calm-week.new")

    assert len(load_library(content, None).cards) == 1
    assert load_library(content, None).findings == ()


def test_an_empty_folder_is_an_empty_library(tmp_path: Path):
    assert load_library(tmp_path, None).cards == ()


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path: Path):
    with pytest.raises(LibraryError, match="No such file"):
        load_library(tmp_path / "nowhere", None)


# The cache


def test_the_second_start_parses_nothing(make_pack: MakePack, manifest: str, cache: Path, read: list[str]):
    content = make_pack(manifest=manifest + CALM).parent
    make_pack("bad", manifest="format = 1")
    first = load_library(content, cache)

    assert load_library(content, cache) == first
    assert read == ["bad", "calm-week"]


def test_a_start_with_a_good_cache_imports_no_parser(make_pack: MakePack, cache: Path):
    content = make_pack().parent
    load_library(content, cache)
    program = (
        "import sys; from pathlib import Path; from companion.packs.library import load_library;"
        f"print(len(load_library(Path({str(content)!r}), Path({str(cache)!r})).cards), *sys.modules)"
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
    before = (cache / CACHE_NAME).read_bytes()
    change(folder)

    assert load_library(folder.parent, cache) == load_library(folder.parent, None)
    assert (cache / CACHE_NAME).read_bytes() != before


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
        lambda data: b"\xff" + data,
        lambda data: b"[" * 1_000_000,
        lambda data: b'{"x":' + b"[" * 1_000_000,
        lambda data: data.replace(b'"level":101', b'"level":"high"'),
        lambda data: data.replace(b"Teams", b"\xff\xff\xff\xff\xff"),
        lambda data: msgspec.json.encode({"stamp": ["0"]}),
    ],
)
def test_a_damaged_cache_is_built_anew(make_pack: MakePack, cache: Path, damage: Callable[[bytes], bytes]):
    content = make_pack().parent
    expected = load_library(content, cache)
    good = (cache / CACHE_NAME).read_bytes()
    (cache / CACHE_NAME).write_bytes(damage(good))

    assert load_library(content, cache) == expected
    assert (cache / CACHE_NAME).read_bytes() == good


def test_a_fault_in_opening_is_not_remembered(make_pack: MakePack, cache: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    content = make_pack().parent
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        assert len(load_library(content, cache).findings) == 1

    assert load_library(content, cache).findings == ()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_the_cache_is_private_under_any_umask(
    make_pack: MakePack, cache: Path, umask: Callable[[int], None], mask: int
):
    content = make_pack().parent
    umask(mask)
    load_library(content, cache)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (cache.parent, cache, cache / CACHE_NAME)]
    assert modes == [0o700, 0o700, 0o600]
    assert [path.name for path in cache.iterdir()] == [CACHE_NAME]


def test_a_cache_that_cannot_be_kept_is_done_without(make_pack: MakePack, tmp_path: Path):
    content = make_pack().parent
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / CACHE_NAME).mkdir(parents=True)

    assert len(load_library(content, tmp_path / "file").cards) == 1
    assert len(load_library(content, tmp_path / "folder").cards) == 1
    assert [path.name for path in (tmp_path / "folder").iterdir()] == [CACHE_NAME]


def test_a_full_disk_leaves_the_old_cache_whole(make_pack: MakePack, cache: Path, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    folder = make_pack()
    load_library(folder.parent, cache)
    before = (cache / CACHE_NAME).read_bytes()
    edit(folder)
    monkeypatch.setattr(os, "replace", full)

    assert load_library(folder.parent, cache).cards[0].idea.startswith("People")
    assert (cache / CACHE_NAME).read_bytes() == before
    assert [path.name for path in cache.iterdir()] == [CACHE_NAME]


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
