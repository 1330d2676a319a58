"""Any bytes at all, and good packs with something broken in them: a pack or findings, soon, and never an error.

`FUZZ_MINUTES=15 python -m pytest -n 0 tests/packs/test_fuzz_packs.py` goes on for so long in all.
"""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.packs.archive import build_zip, open_zip_bytes
from companion.packs.checking import check_files
from companion.packs.examples import ENTRIES, MANIFEST_TEXT
from companion.packs.files import MemoryFiles, PackFiles
from companion.packs.findings import Finding, Report
from companion.text import one_line
from tests.packs.conftest import CARD, MANIFEST
from tests.packs.hostile.zips import DEFLATED, DESCRIBED, ENCRYPTED, STORED, UTF_8, Entry, zip_of

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0"))
SECONDS = 2
"""Of processor time for one pack of some kilobytes."""

few = settings(
    max_examples=400 if MINUTES else 50,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

GRAMMAR = """\
## |### |{#|}|{#a}|- |  |```|~~~~|<!--|-->|&#x202e;|&shy;|*|_|[|](|>|#|:|1|999|-1|a/b|calm-week/
kind: |card|question|term|article|programme|guide|theme: |level: |minutes: |source: |tags: |status: retired
replaced-by: |use: |variants: |only: |trials: |card: |article: |guide: |### Try|### Ask|### Step: T {#t}
### Check: C {#c}|### 5 min: G {#g}|Say: |Ask: |Do: |Capture: |, I will | Expect: |é|“|”|👩‍💻
format = 1|id = |[[themes]]|]|=|"|'''|.|{|\\u001b|1979-05-27"""
CHARACTERS = ["\t", "\n", "\r\n", "\n\n", "e\u0301", "\u202e", "\u200b", "\u2028", "\x1b[31m", "\0", "\ufeff", "|"]
BYTES = [
    b"\xff",
    b"\xc3",
    b"PK\1\2",
    b"PK\3\4",
    b"PK\5\6",
    b"PK\6\7",
    b"\xff" * 4,
    bytes(4),
    b"\x08\0",
    b"../",
    b"__MACOSX/",
]
PIECES = [piece.encode() for piece in [*re.split(r"[|\n]", GRAMMAR), *CHARACTERS]] + BYTES


@st.composite
def broken(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """One of these with some of its bytes changed, cut out, doubled, moved, or taken from another one."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.sampled_from((0, 1, 1, 2, 4, 9, 30, 200, 2_000)))
        middle = data[start:end]
        kind = draw(st.integers(0, 6))
        if kind == 0:
            middle = bytes(byte ^ 1 << draw(st.integers(0, 7)) for byte in middle[:1]) + middle[1:]
        elif kind == 1:
            middle = b""
        elif kind == 2:
            middle *= draw(st.sampled_from((2, 3, 50)))
        elif kind == 3:
            middle = draw(st.binary(max_size=8))
        elif kind == 4:
            other = draw(st.sampled_from(seeds))
            middle = other[draw(st.integers(0, len(other))) :]
        elif kind == 5 and draw(st.booleans()):
            end = len(data)
            middle = b""
        else:
            middle = draw(st.sampled_from(PIECES))
        data = data[:start] + middle + data[end:]
    return data


@st.composite
def rearranged(draw: st.DrawFn, seed: str) -> bytes:
    """This with some of its lines gone, doubled, moved, or with a piece of the grammar in them."""
    lines = seed.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        place, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        kind = draw(st.integers(0, 5))
        if kind == 0 and len(lines) > 1:
            del lines[place]
        elif kind == 1:
            lines.insert(place, lines[other])
        elif kind == 2:
            lines[place], lines[other] = lines[other], lines[place]
        else:
            at = draw(st.integers(0, len(lines[place])))
            piece = draw(st.sampled_from(PIECES)).decode(errors="ignore")
            kept = lines[place][at + draw(st.sampled_from((0, 0, 1, 5, 99))) :]
            lines[place] = lines[place][:at] + piece + kept
            lines = "\n".join(lines).split("\n")
    return "\n".join(lines).encode()


def any_text(*seeds: str) -> st.SearchStrategy[bytes]:
    """Good ones rearranged and broken, pieces of the grammar in any order, and bytes."""
    good = [seed.encode() for seed in seeds]
    pieces = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)
    anything = st.one_of(pieces, st.binary(), st.text().map(str.encode))
    return st.one_of(*map(rearranged, seeds), *map(rearranged, seeds), broken(good), anything)


def fit_to_be_told(findings: Sequence[Finding]) -> None:
    for finding in findings:
        said = str(finding)
        assert re.match(r"[^:]+:[1-9][0-9]*:[1-9][0-9]* [EWS][0-9]{3} .{8,}", said), said
        assert said == one_line(said)
        assert len(said) < 500, said


def judged(files: PackFiles) -> None:
    """Checked soon, with a pack or errors; what is accepted can be shipped, and is accepted as the same pack again."""
    start = time.process_time()
    checked = check_files(files)
    assert time.process_time() - start < SECONDS
    fit_to_be_told(checked.findings)
    assert (checked.pack is None) == any(finding.is_error for finding in checked.findings)
    if checked.pack:
        data, findings = build_zip(files, checked.pack.manifest)
        assert not findings
        again, findings = open_zip_bytes(data or b"", "again.zip")
        assert not findings
        assert again
        assert check_files(again).pack == checked.pack


def opened(data: bytes) -> None:
    """Opened soon, to files or errors; what is accepted is what every other program finds in it."""
    start = time.process_time()
    files, findings = open_zip_bytes(data, "pack.zip")
    assert time.process_time() - start < SECONDS
    fit_to_be_told(findings)
    assert (files is None) == bool(findings)
    if files:
        theirs = found_by_zipfile(data)
        assert theirs is None or {files.read(name, Report(name)) for name in files.names()} <= theirs
        judged(files)


def found_by_zipfile(data: bytes) -> set[bytes | None] | None:
    """What Python's own reader finds; None where it minds what no pack has: a later version, or odd extra fields."""
    found = set[bytes | None]()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except NotImplementedError:
        return None
    except zipfile.BadZipFile as error:
        if "extra field" in str(error):
            return None
        raise
    with archive:
        for info in archive.infolist():
            try:
                found.add(archive.read(info))
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):  # a member that is passed over
                continue
    return found


@few
@given(any_text(ENTRIES, CARD))
def any_markdown(data: bytes) -> None:
    judged(MemoryFiles({"pack.toml": MANIFEST_TEXT.encode(), "notice.md": data}))


@few
@given(any_text(MANIFEST_TEXT, MANIFEST))
def any_manifest(data: bytes) -> None:
    judged(MemoryFiles({"pack.toml": data, "notice.md": ENTRIES.encode()}))


names = st.one_of(
    st.sampled_from(("pack.toml", "notice.md", "a/pack.toml", "a/notice.md", "README", "a/", "./a.md", "__MACOSX/x")),
    st.lists(st.sampled_from(("a", "/", "..", ".", "\\", "C:", "con", " ", "é", "e\u0301", "A", ".md", "\0", "\u202e")))
    .map("".join),
    st.binary(max_size=6),
)  # fmt: skip
numbers = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 3_000), st.just(0xFFFFFFFF))
entries = st.builds(
    Entry,
    names,
    st.sampled_from((b"", MANIFEST.encode(), CARD.encode(), bytes(5_000))),
    method=st.sampled_from((STORED, DEFLATED, 12)) | st.integers(0, 0xFFFF),
    flags=st.sampled_from((0, UTF_8, DESCRIBED, ENCRYPTED)) | st.integers(0, 0xFFFF),
    mode=st.sampled_from((0, 0o100644, 0o120777, 0o040755)) | st.integers(0, 0xFFFF),
    packed=st.none() | st.none() | st.binary(max_size=30),
    size=numbers,
    packed_size=numbers,
    crc=numbers,
    local_name=st.none() | st.none() | names,
    local_method=st.none() | st.none() | st.sampled_from((STORED, DEFLATED)),
    start=numbers,
    system=st.sampled_from((0, 3, 19)),
    extra=st.sampled_from((b"", b"", b"\1\0\x10\0" + bytes(16), b"\x75\x70\1\0", b"junk")),
    after=st.sampled_from((b"", b"", b"PK\7\x08" + bytes(12))),
)
GOOD = [Entry("pack.toml", MANIFEST.encode()), Entry("notice.md", CARD.encode(), DEFLATED)]


@few
@given(
    st.lists(entries, max_size=4),
    st.booleans(),
    st.binary(max_size=30),
    st.sampled_from((b"", b"", b"PK\5\6")),
    st.sampled_from((b"", b"", b"junk")),
    st.sampled_from((None, None, None, 0, 1, 3, 0xFFFF)),
)
def any_zip_that_lies(
    more: list[Entry], good: bool, comment: bytes, between: bytes, before: bytes, count: int | None
) -> None:
    every = [*GOOD, *more] if good else more
    opened(zip_of(every, comment=comment, between=between, before=before, count=count))


@few
@given(st.lists(st.builds(Entry, names, mode=st.sampled_from((0, 0o100644, 0o100644, 0o120777, 0o040755))), max_size=4))
def any_members(more: list[Entry]) -> None:
    opened(zip_of([*GOOD, *more]))


def as_zip(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in (("pack.toml", MANIFEST), ("notice.md", CARD), ("README", "Read me.")):
            archive.writestr(f"week/{name}", text)
    return buffer.getvalue()


@few
@given(broken([as_zip(zipfile.ZIP_STORED), as_zip(zipfile.ZIP_DEFLATED), zip_of(GOOD)]))
def any_broken_zip(data: bytes) -> None:
    opened(data)


@few
@given(st.binary(), st.sampled_from((b"", b"PK\3\4", b"PK\5\6")), st.sampled_from((b"", zip_of([])[:22])))
def any_bytes(data: bytes, first: bytes, last: bytes) -> None:
    opened(first + data + last)


@few
@given(st.dictionaries(st.integers(0, 250), st.integers(0, 255), min_size=1, max_size=3))
def any_list_of_members(changes: dict[int, int]) -> None:
    """The list at a zip's end, where every byte means something, with few of them changed."""
    data = bytearray(zip_of(GOOD))
    for place, byte in changes.items():
        data[-1 - place % len(data)] = byte
    opened(bytes(data))


LAWS = [any_markdown, any_manifest, any_members, any_zip_that_lies, any_broken_zip, any_bytes, any_list_of_members]


@pytest.mark.parametrize("law", LAWS)
def test_it_is_judged_whatever_it_is(law: Callable[[], None]):
    end = time.monotonic() + 60 * MINUTES / len(LAWS)
    law()
    while time.monotonic() < end:
        law()
