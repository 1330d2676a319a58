"""Packs that mean harm, or were only saved wrongly: each is refused by number, soon, and within little memory."""

from __future__ import annotations

import shutil
import time
import tracemalloc
from pathlib import Path

import pytest

from companion.packs.archive import build_zip, open_pack, open_zip_bytes
from companion.packs.checking import check_files
from companion.packs.findings import Finding
from companion.text import one_line
from tests.packs.conftest import CARD, MANIFEST
from tests.packs.hostile.making import MADE

HERE = Path(__file__).parent / "hostile"
KEPT = {path.name: path for path in sorted(HERE.iterdir()) if path.suffix in (".md", ".toml")}
"""Each stands in for notice.md or pack.toml in a good pack."""

SECONDS = 1.0
"""Of processor time for one pack, to open and to check."""
MEGABYTES = 60

EXPECTED = [
    # The file itself.
    ("E401", "empty-file.zip text.zip tar-and-gzip.zip"),
    ("E001", "nothing-there.zip"),
    ("E002", "pipe.zip"),
    ("E004", "larger-than-25-mb.zip"),
    ("E402", "cut-at-the-end.zip cut-in-half.zip more-at-the-end.zip more-in-front.zip more-in-front-and-known.zip"),
    ("E402", "more-before-the-end.zip of-several-disks.zip counts-too-few.zip counts-too-many.zip bad-checksum.zip"),
    ("E402", "list-beyond-the-file.zip damaged-stream.zip stream-without-end.zip place-beyond-the-file.zip"),
    ("E402", "end-in-its-comment.zip half-an-end-in-its-comment.zip two-ends.zip"),
    ("E402", "place-of-no-header.zip seventy-thousand-said-to-be-two.zip"),
    ("E403", "encrypted.zip encrypted-strongly.zip list-encrypted.zip"),
    ("E404", "bzip2.zip no-method-of-this-number.zip patched.zip wide-sizes.zip wide-records.zip"),
    # Its members.
    ("E405", "outside.zip outside-by-a-detour.zip outside-among-what-macos-leaves.zip outside-at-its-end.zip"),
    ("E405", "absolute.zip drive.zip backslashes.zip share.zip"),
    ("E406", "control-character.zip line-break.zip bidi.zip nul.zip reserved.zip reserved-folder.zip long-names.zip"),
    ("E406", "trailing-dot.zip trailing-space.zip no-name.zip double-slash.zip not-text-that-says-so.zip"),
    ("E406", "half-a-pair.zip"),
    ("E407", "twice.zip manifest-twice.zip two-cases.zip two-normal-forms.zip"),
    ("E408", "link.zip device.zip block-device.zip pipe-inside.zip link-from-windows.zip link-with-a-slash.zip"),
    ("E408", "folder-without-a-slash.zip"),
    ("E409", "seventy-thousand-members.zip members-2001.zip"),
    ("E410", "21-mb.zip"),
    ("E411", "19-mb-in-19-kb.zip"),
    ("E410 E411", "200-mb-in-200-kb.zip 4-gb-it-says.zip"),
    ("E412", "one-body-in-all.zip bodies-quoted.zip says-less-than-it-holds.zip says-more-than-it-holds.zip"),
    ("E412", "stored-and-says-less.zip bomb-that-says-less.zip other-name-inside.zip other-method-inside.zip"),
    ("E413", "no-members.zip no-manifest.zip manifest-too-deep.zip two-folders.zip zip-in-a-zip.zip"),
    ("E413", "manifest-in-capitals.zip"),
    # A folder.
    ("E001", "file-that-is-gone no-manifest"),
    ("E002", "pipe manifest-is-a-pipe folder-in-place-of-a-file"),
    ("E003", "link link-to-a-device link-to-itself folder-that-is-a-link"),
    ("E004", "file-too-large manifest-too-large"),
    # Bytes and characters.
    ("E005", "latin-1"),
    ("E006", "utf-16 utf-16-without-a-mark manifest-in-utf-16"),
    ("E007", "empty-manifest white-space-only empty.md"),
    ("E008", "nul escape c1 bidi.md bidi-in-a-title.md bidi-as-a-number.md bidi-by-name.md bidi-in-a-comment.toml"),
    ("E008", "line-separator.md soft-hyphen-in-an-experiment.md tag-characters.md zero-width.md"),
    ("E008 E205", "bidi-in-the-manifest.toml"),
    ("E008 E102 E105", "carriage-returns-alone"),
    # Entries.
    ("E009 E114", "open-fence.md"),
    ("E010 E111 E114", "open-comment.md"),
    ("E011", "no-entry.md"),
    ("E101", "no-id.md no-title.md"),
    ("E128", "yaml-front-matter.md"),
    ("E102", "id-in-capitals.md id-with-a-path.md very-long-id.md"),
    ("E103", "an-id-twice.md"),
    ("E104", "theme-nobody-declared.md curly-quotes-in-fields.md"),
    ("E105", "no-kind.md kind-nobody-knows.md"),
    ("E110", "minutes-in-words.md minutes-in-another-script.md"),
    ("E114", "four-questions.md"),
    ("E116", "nested-list.md"),
    # The manifest.
    ("E201", "json.toml key-twice.toml"),
    ("E202", "curly-quotes.toml one-curly-quote.toml"),
    ("E203", "key-nobody-knows.toml key-with-an-escape.toml"),
    ("E204", "no-format.toml"),
    ("E205", "control-in-an-escape.toml bidi-in-an-escape.toml line-break-in-an-escape.toml glyph-is-an-escape.toml"),
    ("E205", "file-with-a-bidi.toml file-with-a-control.toml files-in-a-file.toml no-files.toml glyph-is-a-word.toml"),
    ("E205", "id-outside.toml id-very-long.toml themes-in-one-table.toml title-is-a-date.toml title-is-a-table.toml"),
    ("E205", "version-of-many-digits.toml version-of-two-numbers.toml"),
    ("E206", "format-of-many-digits format-in-hexadecimal"),
    ("E206", "newer-format.toml format-is-true.toml format-is-not-a-number.toml"),
    ("E207", "file-outside.toml file-absolute.toml file-on-a-drive.toml file-with-a-backslash.toml file-hidden.toml"),
    ("E207", "file-reserved.toml file-of-another-kind.toml manifest-names-itself.toml"),
    ("E208", "file-twice.toml file-in-two-cases.toml"),
    ("E001 E208", "file-in-two-normal-forms.toml"),
    ("E209", "theme-that-is-there.toml theme-twice.toml"),
    # Too much of one thing.
    ("E004", "dotted-keys-of-a-megabyte dotted-keys-of-200-kb braces many-files long-string blank-lines"),
    ("E004", "megabyte-on-one-line megabyte-of-a-title megabyte-of-an-id megabyte-of-a-field megabyte-of-a-field-name"),
    ("E004", "open-comments comments entities hidden-entities backticks tildes ids-in-a-title wills expects spaces"),
    ("E004", "quotes-in-prose brackets-in-prose"),
    ("E201", "brackets long-number"),
    ("E203", "many-keys"),
    ("E204", "many-tables"),
    ("E103", "ten-thousand-of-one-id"),
    ("E105", "ten-thousand-headings"),
    ("E106", "ten-thousand-fields"),
    ("E113", "ten-thousand-sections"),
    ("E114", "ten-thousand-bullets"),
    ("E115 E116", "deep-lists"),
    ("", "ten-thousand-lines-of-a-bullet"),
    # Odd, and right.
    ("", "good.zip good-below-one-folder.zip good-with-what-macos-leaves.zip good-from-here.zip good-from-macos.zip"),
    ("", "good-with-a-long-comment.zip good-and-described-wrongly.zip"),
    ("", "good-with-an-old-name.zip good-with-a-mark-and-windows-lines good-c1-as-a-number.md good-emoji.md"),
    ("", "good-markup.md good-nul-as-a-number.md good-structure-in-a-fence.md good-curly-quotes-inside.toml"),
    ("", "good-beside-odd-names"),
]
"""The codes of all errors of each pack; none where it is accepted."""

CASES = {name: codes.split() for codes, names in EXPECTED for name in names.split()}
LARGE = [name for name in CASES if name.endswith(".zip") and (name[0].isdigit() or "-mb" in name or "thousand" in name)]
LARGE += "one-body-in-all.zip bodies-quoted.zip long-names.zip bomb-that-says-less.zip members-2001.zip".split()
LARGE += "dotted-keys-of-200-kb brackets braces open-comments file-too-large".split()


def made(name: str, folder: Path) -> Path:
    """The pack of this name: a folder, or a zip."""
    if name in MADE:
        return MADE[name](folder)
    (folder / "pack.toml").write_text(MANIFEST, "utf-8")
    (folder / "notice.md").write_text(CARD, "utf-8")
    shutil.copyfile(KEPT[name], folder / ("notice.md" if name.endswith(".md") else "pack.toml"))
    return folder


def errors_in(pack: Path) -> list[Finding]:
    files, findings = open_pack(pack)
    return [one for one in (check_files(files).findings if files else findings) if one.is_error]


def test_every_pack_of_the_corpus_has_its_place_in_the_table():
    assert sorted(CASES) == sorted([*MADE, *KEPT])
    assert sum(len(names.split()) for _, names in EXPECTED) == len(CASES)


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_by_number_and_soon(tmp_path: Path, name: str):
    pack = made(name, tmp_path)
    start = time.process_time()
    findings = errors_in(pack)

    assert time.process_time() - start < SECONDS
    assert sorted({finding.code.value for finding in findings}) == CASES[name], [*map(str, findings[:5])]
    for finding in findings:
        said = str(finding)
        assert said == one_line(said)
        assert len(said) < 500


@pytest.mark.parametrize("name", LARGE)
def test_it_takes_little_memory(tmp_path: Path, name: str):
    pack = made(name, tmp_path)
    tracemalloc.start()
    try:
        errors_in(pack)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < MEGABYTES * 1_000_000


@pytest.mark.parametrize("name", [name for name, codes in CASES.items() if not codes and name.startswith("good")])
def test_what_is_accepted_can_be_zipped_and_is_accepted_again(tmp_path: Path, name: str):
    files, _ = open_pack(made(name, tmp_path))
    assert files is not None
    pack = check_files(files).pack
    assert pack is not None
    data, findings = build_zip(files, pack.manifest)
    assert findings == []
    again, findings = open_zip_bytes(data or b"", "calm-week.zip")
    assert again is not None
    assert check_files(again).pack == pack


def test_a_folder_of_a_thousand_levels_is_looked_through(tmp_path: Path):
    """More than Python calls within calls, so that nothing here may call itself once a level."""
    pack = made("good-beside-odd-names", tmp_path)
    levels = [pack]
    while len(levels) < 1_200:
        levels.append(levels[-1] / "a")
        levels[-1].mkdir()
    (levels[-1] / "deep.md").touch()
    files, _ = open_pack(pack)
    assert files is not None
    found = files.names()
    (levels[-1] / "deep.md").unlink()
    for level in reversed(levels[1:]):  # no more could pytest's own tidying
        level.rmdir()

    assert "a/" * 1_199 + "deep.md" in found
