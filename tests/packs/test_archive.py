"""A pack as one zip: built alike by everybody, opened into memory, and refused with every reason at once."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.packs import files
from companion.packs.archive import archive_name, build_zip, open_pack, open_zip, open_zip_bytes
from companion.packs.checking import check_files
from companion.packs.files import FolderFiles, MemoryFiles, PackFiles
from companion.packs.findings import Report
from companion.packs.manifest import Manifest, read_manifest
from tests.packs.conftest import CARD, MANIFEST
from tests.packs.hostile.zips import Entry, zip_of

MakePack = Callable[..., Path]

FILES = {"pack.toml": MANIFEST.encode(), "notice.md": CARD.encode()}


def contents(files: PackFiles | None) -> dict[str, bytes]:
    """Every file there is."""
    assert files is not None
    report = Report("pack")
    found = {name: files.read(name, report) for name in files.names()}
    assert report.findings == []
    return {name: data for name, data in found.items() if data is not None}


def manifest_of(data: bytes) -> Manifest:
    report = Report("pack.toml")
    manifest = read_manifest(data, report)
    assert manifest
    assert report.findings == []
    return manifest


def built(files: PackFiles | dict[str, bytes]) -> bytes:
    files = MemoryFiles(files) if isinstance(files, dict) else files
    data, findings = build_zip(files, manifest_of(contents(files)["pack.toml"]))
    assert findings == []
    assert data is not None
    return data


def opened(data: bytes) -> dict[str, bytes]:
    files, findings = open_zip_bytes(data, "calm-week.zip")
    assert findings == []
    return contents(files)


def refused(data: bytes) -> list[str]:
    files, findings = open_zip_bytes(data, "calm-week.zip")
    assert files is None
    return [str(finding) for finding in findings]


# Building


def test_a_zip_is_called_by_the_packs_id_and_version():
    assert archive_name(manifest_of(MANIFEST.encode())) == "calm-week-1.2.0.zip"


def test_a_zip_holds_the_manifest_what_that_names_and_what_people_read_under_one_folder(make_pack: MakePack):
    more = {
        "notice.md": CARD,
        "README.md": "Read me.",
        "LICENSE": "Free.",
        "draft.md": "",
        "week/README.md": "",
        ".x": "",
    }
    with zipfile.ZipFile(io.BytesIO(built(FolderFiles(make_pack(files=more))))) as found:
        assert found.namelist() == [
            "calm-week-1.2.0/LICENSE",
            "calm-week-1.2.0/README.md",
            "calm-week-1.2.0/notice.md",
            "calm-week-1.2.0/pack.toml",
        ]
        assert found.testzip() is None


def test_every_byte_stays_as_it_was():
    files = {"pack.toml": b"\xef\xbb\xbf" + FILES["pack.toml"].replace(b"\n", b"\r\n"), "notice.md": b"\xff\0no text\r"}

    assert opened(built(files)) == files


def test_the_same_pack_gives_the_same_bytes_everywhere(make_pack: MakePack, monkeypatch: pytest.MonkeyPatch):
    """A digest that was written down, so that another machine, system or release that differs is told of."""
    folder = make_pack()
    data = built(FolderFiles(folder))
    os.utime(folder / "notice.md", (0, 0))
    (folder / "notice.md").chmod(0o600)
    monkeypatch.setattr("sys.platform", "win32")

    assert built(FolderFiles(folder)) == data
    assert built(dict(reversed(FILES.items()))) == data
    assert hashlib.sha256(data).hexdigest() == "b306643273c385eaeafa8bbd2b890e41fea55a8769fe5fa47ad9cef529a2a8b5"


def test_a_zip_that_was_built_and_opened_builds_the_same_zip_again():
    data = built({**FILES, "README.txt": b"Read me."})
    files, _ = open_zip_bytes(data, "calm-week.zip")

    assert files is not None
    assert built(files) == data


PARTS = st.text("abcé e\u0301ßı-_ .", min_size=1, max_size=6).filter(
    lambda part: part[0] not in ". " and part[-1] not in ". "
)
NAMES = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")


@given(st.dictionaries(NAMES, st.binary(max_size=50), min_size=1, max_size=5), st.binary(max_size=20))
def test_whatever_is_built_opens_to_the_same_files(files: dict[str, bytes], readme: bytes):
    text = MANIFEST.replace('"notice.md"', ", ".join(f'"{name}"' for name in files))
    report = Report("pack.toml")
    manifest = read_manifest(text.encode(), report)
    assert manifest
    if report.findings:  # two of the names are one file to some machines
        return
    whole = {"pack.toml": text.encode(), "README": readme, **files}
    data, findings = build_zip(MemoryFiles(whole), manifest)

    assert findings == []
    found, findings = open_zip_bytes(data or b"", "calm-week.zip")
    assert findings == []
    assert found is not None
    assert {name: found.read(name, report) for name in whole} == whole
    assert len(found.names()) == len(whole)


@pytest.mark.parametrize("name", [".notice.md", "week/.notice.md", ".week/notice.md"])
def test_a_hidden_file_is_no_part_of_a_pack(name: str):
    """Other programs leave these out of a zip, and so would the one that opens it."""
    report = Report("pack.toml")
    read_manifest(MANIFEST.replace("notice.md", name).encode(), report)

    assert [finding.code for finding in report.findings] == ["E207"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"notice.md": None}, 'notice.md:1:1 E001 there is no "notice.md" in the pack'),
        ({"readme.md": b"", "README.md": b""}, 'calm-week-1.2.0.zip:1:1 E407 "calm-week-1.2.0/readme.md" and'),
        ({"README.md": b"x" * 19_999_999}, "calm-week-1.2.0.zip:1:1 E410 the files together are larger than 20 MB"),
    ],
)
def test_what_would_not_open_again_is_not_built(change: dict[str, bytes | None], told: str):
    files = {name: data for name, data in {**FILES, **change}.items() if data is not None}
    data, findings = build_zip(MemoryFiles(files), manifest_of(FILES["pack.toml"]))

    assert data is None
    assert str(findings[0]).startswith(told)


def test_a_link_beside_a_pack_is_left_out_and_said_and_one_that_is_part_of_it_is_refused(make_pack: MakePack):
    folder = make_pack(files={"notice.md": CARD, "LICENSE": "Free."})
    (folder / "README.md").symlink_to("notice.md")
    checked = check_files(FolderFiles(folder))
    assert checked.pack
    data, left_out = build_zip(FolderFiles(folder), checked.pack.manifest)
    assert [str(finding)[:19] for finding in left_out] == ["README.md:1:1 E003 "]
    assert set(opened(data or b"")) == {"pack.toml", "notice.md", "LICENSE"}
    (folder / "notice.md").rename(folder / "LICENSE")
    (folder / "notice.md").symlink_to("LICENSE")
    assert [finding.code for finding in check_files(FolderFiles(folder)).errors] == ["E003"]


def test_what_was_checked_is_what_is_built_whatever_is_saved_meanwhile(make_pack: MakePack):
    folder = make_pack()
    files = FolderFiles(folder)
    checked = check_files(files)
    assert checked.pack
    assert not files.has_changed()
    (folder / "notice.md").write_text("## broken {#x}\nkind: card\n")
    (folder / "pack.toml").unlink()
    assert files.has_changed()
    assert build_zip(files, checked.pack.manifest) == (built(FILES), [])


def test_files_that_are_too_large_together_are_refused_by_the_check_too(
    make_pack: MakePack, monkeypatch: pytest.MonkeyPatch
):
    folder = make_pack()
    monkeypatch.setattr(files, "LARGEST", len(CARD) + 10)
    assert [str(found).partition(" the ")[0] for found in check_files(FolderFiles(folder)).errors] == [
        "notice.md:1:1 E004"
    ]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("notice.md", lambda path: path.write_text("other")),
        ("pack.toml", lambda path: os.utime(path, ns=(0, 1))),
        ("pack.toml", lambda path: path.unlink()),
        ("missing.md", lambda path: path.write_text("here it is")),
        ("not-named.md", lambda path: path.write_text("a new one")),
        ("README.md", lambda path: None),
        ("week/draft.md", lambda path: path.write_text("somewhere below")),
    ],
)
def test_a_folder_has_changed_where_what_was_asked_for_has(
    make_pack: MakePack, name: str, change: Callable[[Path], object]
):
    folder = make_pack(
        manifest=MANIFEST.replace('"notice.md"', '"notice.md", "missing.md"'),
        files={"notice.md": CARD, "README.md": "Read me.", "week/draft.md": "A draft."},
    )
    found = FolderFiles(folder)
    check_files(found)
    assert not found.has_changed()
    change(folder / name)
    assert found.has_changed() is (name not in ("README.md", "week/draft.md"))


# Opening


def test_a_folder_and_its_zip_are_opened_alike(make_pack: MakePack, tmp_path: Path):
    folder = make_pack()
    (tmp_path / "calm.zip").write_bytes(built(FolderFiles(folder)))
    from_folder, none = open_pack(folder)
    from_zip, nor_here = open_pack(tmp_path / "calm.zip")

    assert none == nor_here == []
    assert contents(from_folder) == contents(from_zip) == FILES


def streamed(file: Any) -> zipfile.ZipFile:
    """As a program writes that cannot go back: the sizes stand behind each member."""

    class Onward(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            return int(file.write(data))

    return zipfile.ZipFile(Onward(), "w", zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize("top", ["", "calm-week/", "Calm week (copy)/"])
@pytest.mark.parametrize(
    "program",
    [
        lambda file: zipfile.ZipFile(file, "w"),
        lambda file: zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9),
        streamed,
    ],
    ids=["stored", "deflated", "streamed"],
)
def test_the_zips_of_other_programs_are_opened(top: str, program: Callable[[Any], zipfile.ZipFile]):
    buffer = io.BytesIO()
    with program(buffer) as file:
        for name, data in FILES.items():
            file.writestr(top + name, data)

    assert opened(buffer.getvalue()) == FILES


def test_what_people_read_beside_the_folder_and_what_programs_leave_are_passed_over():
    entries = [Entry(f"week/{name}", data) for name, data in FILES.items()]
    beside = [
        Entry("README.txt"),
        Entry("License.md"),
        Entry("__MACOSX/._week"),
        Entry(".DS_Store"),
        Entry("week/.git/x"),
    ]

    assert opened(zip_of([*entries, *beside])) == FILES
    assert opened(zip_of([*entries, Entry("week/README.txt", b"!")])) == {**FILES, "README.txt": b"!"}


def test_names_in_another_normal_form_and_in_an_old_alphabet_are_understood():
    """macOS writes é as two characters, and does not say that it is UTF-8; an old program wrote Ü as one byte."""
    text = MANIFEST.replace("notice.md", "é.md").encode()
    files, _ = open_zip_bytes(zip_of([Entry("pack.toml", text), Entry("e\u0301.md", b"x", flags=0)]), "a.zip")

    assert contents(files) == {"pack.toml": text, "é.md": b"x"}
    assert files is not None
    assert files.read("e\u0301.md", Report("")) == b"x"
    assert opened(zip_of([Entry("pack.toml"), Entry(b"\x9a.md", flags=0)])).keys() == {"pack.toml", "Ü.md"}


def test_all_that_is_wrong_is_told_not_the_first():
    entries = [Entry("../a.md"), Entry("con.md", mode=0o120777), Entry("b.md", flags=1), Entry("c\x1b.md")]

    assert [line.split()[1] for line in refused(zip_of(entries))] == ["E405", "E406", "E408", "E403", "E406"]
    damaged = [Entry("pack.toml", b"a", crc=1), Entry("notice.md", b"b", size=5)]
    assert [line.split()[1] for line in refused(zip_of(damaged))] == ["E402", "E412"]


def test_what_is_told_of_a_great_many_members_stays_readable():
    told = refused(zip_of([Entry(f"../{number}" + "x" * 500) for number in range(2_000)]))

    assert len(told) == 1_001
    assert told[-1].endswith("this file has 1,000 more findings; put these right first")
    assert max(map(len, told)) < 200


@pytest.mark.parametrize("place", range(1, 60, 7))
def test_a_zip_cut_anywhere_is_refused(place: int):
    data = built(FILES)

    assert refused(data[: -place * len(data) // 60])[0].startswith(("calm-week.zip:1:1 E402", "calm-week.zip:1:1 E401"))


# The file itself


def test_a_zip_may_be_reached_by_a_link(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(built(FILES))
    (tmp_path / "b.zip").symlink_to(tmp_path / "a.zip")

    assert contents(open_zip(tmp_path / "b.zip")[0]) == FILES


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gone.zip", "gone.zip:1:1 E001 there is nothing of this name"),
        (".", ":1:1 E002 this is not a file"),
        ("a\0b", "ab:1:1 E002 this cannot be read (embedded null byte)"),
        ("x" * 300, ":1:1 E002 this cannot be read (File name too long)"),
        ("../\udcff", ":1:1 E001 there is nothing of this name"),
        ("/dev/zero", "zero:1:1 E002 this is not a file"),
    ],
)
def test_what_cannot_be_opened_is_a_finding(tmp_path: Path, name: str, told: str):
    for way in (open_zip, open_pack) if name != "." else (open_zip,):
        files, findings = way(tmp_path / name)

        assert files is None
        assert told in str(findings[0])
        assert len(findings) == 1


@pytest.mark.parametrize("name", ["notice.md", "pack.toml"])
def test_one_file_of_a_pack_is_told_to_be_no_pack(make_pack: MakePack, name: str):
    assert [*map(str, open_pack(make_pack() / name)[1])] == [
        f"{name}:1:1 E401 this is one file of a pack; give the folder that it lies in"
    ]


def test_a_file_that_may_not_be_opened_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "a.zip").write_bytes(built(FILES))
    monkeypatch.setattr(files, "_open_at_once", refuse)

    assert str(open_zip(tmp_path / "a.zip")[1][0]).startswith("a.zip:1:1 E002 this cannot be read (Permission denied)")


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_it_was(tmp_path: Path, monkeypatch: Any):
    data = built(FILES)
    (tmp_path / "a.zip").write_bytes(data)
    at_first = os.stat(tmp_path / "a.zip")
    monkeypatch.setattr(files.os, "fstat", lambda descriptor: at_first)
    with (tmp_path / "a.zip").open("ab") as file:
        file.write(b"x" * 1_000)

    assert str(open_zip(tmp_path / "a.zip")[1][0]).startswith("a.zip:1:1 E402 this zip is not whole")
