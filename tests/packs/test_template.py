"""The pack that `pack new` writes: complete, without a finding, and explained line by line."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.entries import KINDS, Programme, StepKind, kind_of
from companion.packs.checking import check_files
from companion.packs.definitions import KINDS as DEFINED
from companion.packs.files import MemoryFiles
from companion.packs.findings import Code
from companion.packs.grammar import is_id
from companion.packs.keys import KEYS
from companion.packs.template import FOLDER, id_from, new_pack, title_from
from companion.text import one_line

MADE = new_pack("calm-week", "A calmer week", "Mia")


def test_a_new_pack_has_nothing_to_mend() -> None:
    assert check_files(MemoryFiles(MADE)).findings == ()


def test_the_files_it_is_made_of_are_a_pack_as_they_lie() -> None:
    assert check_files(MemoryFiles({path.name: path.read_bytes() for path in FOLDER.iterdir()})).findings == ()


def test_it_has_one_entry_of_each_kind() -> None:
    pack = check_files(MemoryFiles(MADE)).pack
    assert pack
    assert Counter(map(kind_of, pack.entries)) == dict.fromkeys(KINDS, 1)
    assert pack.retired == {}


def test_its_programme_leads_through_its_card_its_article_its_guide_and_a_check() -> None:
    pack = check_files(MemoryFiles(MADE)).pack
    assert pack
    (programme,) = [entry for entry in pack.entries if isinstance(entry, Programme)]
    assert {step.kind for step in programme.steps} == set(StepKind)


def test_its_manifest_says_what_was_asked_for() -> None:
    pack = check_files(MemoryFiles(MADE)).pack
    assert pack
    about = pack.manifest
    assert (about.id, about.title, about.authors) == ("calm-week", "A calmer week", ("Mia",))
    assert about.license == "CC-BY-4.0"


def test_its_manifest_has_every_key_there_is_and_its_entries_every_section() -> None:
    """Whoever reads the files from top to bottom has met the grammar."""
    for key in KEYS:
        assert f"\n{key} = ".encode() in MADE["pack.toml"]
    text = b"\n".join(data for name, data in MADE.items() if name.endswith(".md"))
    for section in [word for kind in DEFINED.values() for word in kind.sections if word != "N min"]:
        assert f"\n### {section}".encode() in text
    assert re.search(rb"\n### [0-9]+ min: ", text)


def test_every_file_explains_itself_in_comments() -> None:
    for name, data in MADE.items():
        assert len(re.findall(rb"(?m)^#" if name == "pack.toml" else rb"<!--", data)) > 2, name
        assert not data.startswith((b"## ", b"format")), name


def test_its_text_keeps_the_house_style() -> None:
    said = b"\n".join(MADE.values()).decode()
    assert not re.search(r"lorem|ipsum|\bTODO\b|(?<!<)!(?!--)", said, re.IGNORECASE)


@given(title=st.text(min_size=1), author=st.text(min_size=1))
def test_whatever_it_is_called_its_manifest_reads_back_or_the_name_is_refused(title: str, author: str) -> None:
    found = check_files(MemoryFiles(new_pack("calm-week", title, author)))
    if found.pack and not found.errors:
        assert found.pack.manifest.title == one_line(title)
        assert found.pack.manifest.authors == (one_line(author),)
        assert found.findings == ()
    else:
        assert {finding.code for finding in found.errors} <= {Code.UNSAFE, Code.KEY_VALUE}


@pytest.mark.parametrize(
    ("name", "id", "title"),
    [
        ("calm-week", "calm-week", "Calm week"),
        ("Ruhige Wöche_2", "ruhige-woche-2", "Ruhige Wöche 2"),
        ("  --a--  ", "a", "A"),
        ("日本", "", "日本"),
        ("x" * 100, "x" * 64, "X" + "x" * 99),
    ],
)
def test_an_id_and_a_title_come_from_the_folders_name(name: str, id: str, title: str) -> None:
    assert (id_from(name), title_from(name)) == (id, title)


@given(st.text())
def test_an_id_made_of_a_name_is_one_or_is_nothing(name: str) -> None:
    made = id_from(name)
    assert not made or is_id(made)


def test_the_files_are_not_left_out_of_the_repository() -> None:
    """What version control ignores, a wheel does not have."""
    root = Path(__file__).resolve().parents[2]
    paths = [str(path) for path in FOLDER.iterdir()]
    ignored = subprocess.run(["git", "check-ignore", *paths], cwd=root, capture_output=True, check=False)
    assert ignored.stdout == b""
