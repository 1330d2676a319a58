"""The hostile packs that cannot be files here: too large, no text, or nothing that a checkout could hold.

Each maker is handed an empty folder and returns the pack that it made there: a folder, or a zip.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from tests.packs.conftest import CARD, MANIFEST
from tests.packs.hostile.zips import BZIP2, DEFLATED, DESCRIBED, ENCRYPTED, Entry, end, repeated, zeros, zip_of

Maker = Callable[[Path], Path]
Text = str | bytes | Callable[[], str]

MADE: dict[str, Maker] = {}
GOOD = (Entry("pack.toml", MANIFEST.encode()), Entry("notice.md", CARD.encode(), DEFLATED))
THE_MANIFEST, THE_CARD = GOOD
MINIMAL = 'format = 1\nid = "calm-week"\nversion = "1.2.0"\ntitle = "A calmer week"\nfiles = ["notice.md"]\n'
MILLION = 1_000_000


def zipped(name: str, data: bytes | Callable[[], bytes]) -> None:
    """A case that is one zip; made only when asked for where that takes long."""

    def make(folder: Path) -> Path:
        path = folder / "calm-week.zip"
        path.write_bytes(data if isinstance(data, bytes) else data())
        return path

    MADE[name] = make


def with_member(name: str, *more: Entry) -> None:
    """A good zip with further members."""
    zipped(name, zip_of([*GOOD, *more]))


def written(name: str, notice: Text = CARD, manifest: Text = MANIFEST) -> None:
    """A folder with these two files; made only when asked for where one is large."""

    def make(folder: Path) -> Path:
        for file, text in (("pack.toml", manifest), ("notice.md", notice)):
            text = text() if callable(text) else text
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    MADE[name] = make


def in_folder(name: str, change: Callable[[Path], object], manifest: str = MANIFEST) -> None:
    """A good folder with one thing changed."""

    def make(folder: Path) -> Path:
        folder = folder / "calm-week"
        folder.mkdir()
        (folder / "pack.toml").write_text(manifest, "utf-8")
        (folder / "notice.md").write_text(CARD, "utf-8")
        change(folder)
        return folder

    MADE[name] = make


def replaced(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """In place of notice.md stands what this makes."""

    def change(folder: Path) -> None:
        (folder / "notice.md").unlink()
        make(folder / "notice.md")

    return change


def grow(path: Path, size: int) -> None:
    """A file of so many bytes that takes no room."""
    with path.open("ab") as file:
        file.truncate(size)


def with_odd_names(folder: Path) -> None:
    """As far as this system can have them."""
    for name in (b"\xff.md", b"README\x1b[31m", b"a\nb.md", b"CON.md", b"\xe2\x80\xae.md", b"x" * 250):
        with suppress(OSError):
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).touch()


def larger_than_it_may_be(folder: Path) -> Path:
    path = folder / "calm-week.zip"
    path.write_bytes(zip_of(GOOD))
    grow(path, 26_000_000)
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "calm-week.zip")
    return folder / "calm-week.zip"


def overlapping(quoted: bool) -> bytes:
    """Many members with one body: each the same file, or each quoting the headers of those after it."""
    body, crc = zeros(10 << 20)
    if not quoted:
        one = Entry("a.md", method=DEFLATED, packed=body, size=10 << 20, crc=crc)
        names = [Entry(f"{number:04}.md", packed=b"", packed_size=len(body), size=10 << 20, crc=crc, start=0)
                 for number in range(1_900)]  # fmt: skip
        listed = one.central(0) + b"".join(entry.central(0) for entry in names)
        return one.local() + listed + end(1_901, len(listed), len(one.local()))
    kernel = Entry("z.md", method=DEFLATED, packed=body, size=10 << 20, crc=crc).local()
    chain = [Entry(f"{number:03}.md", kernel[: 200 * (number % 3)]) for number in range(500)]
    local = [entry.local() for entry in chain]
    places = [sum(map(len, local[:number])) for number in range(500)]
    listed = b"".join(
        Entry(entry.name, packed=b"", packed_size=2_000, size=2_000).central(at)
        for entry, at in zip(chain, places, strict=True)
    )
    every = b"".join(local) + kernel
    return every + listed + end(500, len(listed), len(every))


def bomb(megabytes: int) -> bytes:
    body, crc = zeros(megabytes << 20)
    return zip_of([THE_MANIFEST, Entry("notice.md", method=DEFLATED, packed=body, size=megabytes << 20, crc=crc)])


def lying(size: int) -> Entry:
    """A card that says it is of another size, and has the checksum of what a reader who believes that would see."""
    return Entry("notice.md", CARD.encode(), DEFLATED, size=size, crc=zlib.crc32(CARD.encode()[:size]))


def wide(entries: Sequence[Entry]) -> bytes:
    """A small zip that has the records of the 64-bit form too."""
    data = zip_of(entries)
    at = data.rindex(b"PK\5\6")
    record = struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, 70_000, 70_000, 1 << 40, 1 << 50)
    return data[:at] + b"PK\6\6" + record + b"PK\6\7" + struct.pack("<IQI", 0, at, 1) + data[at:]


# What is no zip, or not a whole one.
zipped("empty-file.zip", b"")
zipped("text.zip", CARD.encode())
zipped("tar-and-gzip.zip", b"\x1f\x8b\x08\x00" + bytes(200))
zipped("cut-at-the-end.zip", zip_of(GOOD)[:-1])
zipped("cut-in-half.zip", zip_of(GOOD)[: len(zip_of(GOOD)) // 2])
zipped("more-at-the-end.zip", zip_of(GOOD) + b"more")
zipped("more-in-front.zip", zip_of(GOOD, before=b"#!/bin/sh\nexit\n", offset=0))
zipped("more-in-front-and-known.zip", zip_of(GOOD, before=b"#!/bin/sh\nexit\n"))
zipped("more-before-the-end.zip", zip_of(GOOD, between=b"PK\5\5\0\0"))
zipped("end-in-its-comment.zip", zip_of(GOOD, comment=end(1, 46, 0) + b"more"))
zipped("half-an-end-in-its-comment.zip", zip_of(GOOD, comment=b"PK\5\6"))
zipped("two-ends.zip", zip_of(GOOD, comment=end(2, 0, 0)))
zipped("no-members.zip", end(0, 0, 0))
zipped("of-several-disks.zip", zip_of(GOOD, disk=1))
zipped("counts-too-few.zip", zip_of(GOOD, count=1))
zipped("counts-too-many.zip", zip_of(GOOD, count=3))
zipped("list-beyond-the-file.zip", zip_of(GOOD)[:-6] + struct.pack("<IH", 1 << 31, 0))
zipped("bad-checksum.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), crc=1)]))
zipped("damaged-stream.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), DEFLATED, packed=b"\xff" * 99)]))
zipped(
    "stream-without-end.zip",
    zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), DEFLATED, packed=THE_CARD.body[:-9])]),
)
zipped("place-beyond-the-file.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), start=1 << 30)]))
zipped("place-of-no-header.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), start=400)]))
MADE["larger-than-25-mb.zip"] = larger_than_it_may_be
MADE["pipe.zip"] = pipe
MADE["nothing-there.zip"] = lambda folder: folder / "calm-week.zip"

# What is in a form that packs do not need.
zipped("encrypted.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), flags=ENCRYPTED)]))
zipped("encrypted-strongly.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), flags=0x41)]))
zipped("list-encrypted.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), flags=0x2000)]))
zipped("bzip2.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), BZIP2)]))
zipped("no-method-of-this-number.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), 4711)]))
zipped("patched.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), flags=0x20)]))
zipped("wide-sizes.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), size=(1 << 32) - 1)]))
zipped("wide-records.zip", wide(GOOD))

# What is too much.
zipped("seventy-thousand-members.zip", lambda: repeated(Entry("a.md"), 70_000))
zipped("seventy-thousand-said-to-be-two.zip", lambda: repeated(Entry("a.md"), 65_534)[:-14]
       + struct.pack("<2H2IH", 2, 2, 65_534 * 50, 65_534 * 34, 0))  # fmt: skip
zipped("members-2001.zip", lambda: zip_of([*GOOD, *(Entry(f"{number}.md") for number in range(1_999))]))
zipped("200-mb-in-200-kb.zip", lambda: bomb(200))
zipped("19-mb-in-19-kb.zip", lambda: bomb(19))
zipped("21-mb.zip", lambda: zip_of([*GOOD, *(Entry(f"{number}.md", b"x" * MILLION) for number in range(20))]))
zipped("one-body-in-all.zip", lambda: overlapping(quoted=False))
zipped("bodies-quoted.zip", lambda: overlapping(quoted=True))
zipped("long-names.zip", lambda: zip_of([*GOOD, *(Entry("a/" * 6_000 + f"{number}.md") for number in range(900))]))
zipped("says-less-than-it-holds.zip", zip_of([THE_MANIFEST, lying(100)]))
zipped("says-more-than-it-holds.zip", zip_of([THE_MANIFEST, lying(5_000)]))
zipped("stored-and-says-less.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), size=100)]))
zipped("4-gb-it-says.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), DEFLATED, size=(1 << 32) - 2)]))
zipped("bomb-that-says-less.zip", lambda: zip_of(
    [THE_MANIFEST, Entry("notice.md", method=DEFLATED, packed=zeros(200 << 20)[0], size=999, crc=0)]))  # fmt: skip

# Where its members would go.
with_member("outside.zip", Entry("../notice.md"))
with_member("outside-by-a-detour.zip", Entry("week/../../notice.md"))
with_member("outside-among-what-macos-leaves.zip", Entry("__MACOSX/../../notice.md"))
with_member("outside-at-its-end.zip", Entry("week/.."))
with_member("absolute.zip", Entry("/etc/cron.d/notice.md"))
with_member("drive.zip", Entry("C:notice.md"))
with_member("backslashes.zip", Entry("week\\notice.md"))
with_member("share.zip", Entry("\\\\server\\share\\notice.md"))

# What its members are.
with_member("link.zip", Entry("link.md", b"/etc/passwd", mode=0o120777))
with_member("device.zip", Entry("null.md", mode=0o020666))
with_member("block-device.zip", Entry("disk.md", mode=0o060660))
with_member("pipe-inside.zip", Entry("pipe.md", mode=0o010644))
with_member("link-from-windows.zip", Entry("link.md", b"notice.md", mode=0o120777, system=0))
with_member("folder-without-a-slash.zip", Entry("week", mode=0o040755))
with_member("link-with-a-slash.zip", Entry("week/", b"/etc", mode=0o120777))

# What its members are called.
with_member("twice.zip", Entry("notice.md", b"another"))
with_member("manifest-twice.zip", Entry("PACK.TOML", MANIFEST.encode()))
with_member("two-cases.zip", Entry("Notice.md"))
with_member("two-normal-forms.zip", Entry("é.md"), Entry("e\u0301.md"))
with_member("control-character.zip", Entry("a\x1b[31m.md"))
with_member("line-break.zip", Entry("a\n.md"))
with_member("bidi.zip", Entry("a\u202edm.md"))
with_member("nul.zip", Entry("a.md\0.png"))
with_member("reserved.zip", Entry("COM1.md"))
with_member("reserved-folder.zip", Entry("aux/a.md"))
with_member("trailing-dot.zip", Entry("a.md."))
with_member("trailing-space.zip", Entry("week /a.md"))
with_member("no-name.zip", Entry(""))
with_member("double-slash.zip", Entry("week//a.md"))
with_member("not-text-that-says-so.zip", Entry(b"\xff\xfe.md"))
with_member("half-a-pair.zip", Entry("a\ud800.md"))
with_member("other-name-inside.zip", Entry("a.md", b"text", local_name="b.md"))
with_member("other-method-inside.zip", Entry("a.md", b"text", local_method=DEFLATED))

# Where its manifest is.
zipped("no-manifest.zip", zip_of([THE_CARD]))
zipped("manifest-too-deep.zip", zip_of([Entry("a/b/pack.toml", MANIFEST.encode()), Entry("a/b/notice.md")]))
zipped("two-folders.zip", zip_of([Entry("a/pack.toml", MANIFEST.encode()), Entry("b/notice.md", CARD.encode())]))
zipped("zip-in-a-zip.zip", zip_of([Entry("calm-week.zip", zip_of(GOOD))]))
zipped("manifest-in-capitals.zip", zip_of([Entry("Pack.toml", MANIFEST.encode()), THE_CARD]))

# Odd, and right.
zipped("good.zip", zip_of(GOOD))
zipped("good-below-one-folder.zip", zip_of([Entry("week/", mode=0o040755), Entry("week/pack.toml", MANIFEST.encode()),
       Entry("week/notice.md", CARD.encode()), Entry("README.txt", b"read me")]))  # fmt: skip
zipped("good-with-what-macos-leaves.zip", zip_of([*GOOD, Entry("__MACOSX/"), Entry("__MACOSX/._notice.md", b"\0\5\x16"),
       Entry(".DS_Store", bytes(6_148), DEFLATED)]))  # fmt: skip
zipped("good-from-here.zip", zip_of([Entry("./"), Entry("./pack.toml", MANIFEST.encode()),
       Entry("./notice.md", CARD.encode())]))  # fmt: skip
zipped("good-with-a-long-comment.zip", zip_of(GOOD, comment=b"c" * 0xFFFF))
zipped("good-and-described-wrongly.zip", zip_of([THE_MANIFEST, Entry("notice.md", CARD.encode(), DEFLATED,
       flags=DESCRIBED, after=b"PK\7\x08" + b"\xff" * 12)]))  # fmt: skip
zipped("good-with-an-old-name.zip", zip_of([*GOOD, Entry("\x81bung.md".encode("latin-1"), b"", flags=0)]))
zipped("good-from-macos.zip", zip_of([Entry("pack.toml", MANIFEST.replace("notice", "é").encode()),
       Entry("e\u0301.md", CARD.encode(), flags=0)]))  # fmt: skip

# A folder.
in_folder("link", lambda folder: (folder / "notice.md").rename(folder / "a.md") and
          (folder / "notice.md").symlink_to("a.md"))  # fmt: skip
in_folder("link-to-a-device", replaced(lambda path: path.symlink_to("/dev/zero")))
in_folder("link-to-itself", replaced(lambda path: path.symlink_to(path)))
in_folder("folder-that-is-a-link", lambda folder: (folder / "week").symlink_to(folder),
          MANIFEST.replace("notice.md", "week/notice.md"))  # fmt: skip
in_folder("pipe", replaced(os.mkfifo))
in_folder("manifest-is-a-pipe", lambda folder: ((folder / "pack.toml").unlink(), os.mkfifo(folder / "pack.toml")))
in_folder("folder-in-place-of-a-file", replaced(Path.mkdir))
in_folder("file-that-is-gone", replaced(lambda path: None))
in_folder("file-too-large", lambda folder: grow(folder / "notice.md", 21_000_000))
in_folder("manifest-too-large", lambda folder: grow(folder / "pack.toml", 300_000))
in_folder("no-manifest", lambda folder: (folder / "pack.toml").unlink())
in_folder("good-beside-odd-names", with_odd_names)

# Bytes that a file here might not keep.
written("utf-16", CARD.encode("utf-16"))
written("utf-16-without-a-mark", CARD.encode("utf-16-be"))
written("manifest-in-utf-16", manifest=MANIFEST.encode("utf-16"))
written("latin-1", CARD.replace("uncertain", "ungewiß").encode("latin-1"))
written("empty-manifest", manifest=b"")
written("white-space-only", b" \n\t\n")
written("nul", CARD.replace("Teams", "Teams\0"))
written("escape", CARD.replace("Teams", "\x1b]52;c;aGk=\x07Teams"))
written("c1", CARD.replace("Teams", "Teams\x9b31m"))
written("carriage-returns-alone", CARD.replace("\n", "\r"))
written("good-with-a-mark-and-windows-lines", b"\xef\xbb\xbf" + CARD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + MANIFEST.replace("\n", "\r\n").encode())  # fmt: skip

# Too much of one thing.
written("dotted-keys-of-a-megabyte", manifest=lambda: "a." * 500_000 + "a = 1")
written("dotted-keys-of-200-kb", manifest=lambda: "a." * 100_000 + "a = 1")
written("brackets", manifest=lambda: MINIMAL + "a = " + "[" * 10_000)
written("braces", manifest=lambda: MINIMAL + "a = " + "{a = " * 10_000)
written("many-tables", manifest=lambda: MINIMAL + "".join(f"[[themes]]\nid = 'n{number}'\n" for number in range(3_000)))
written("many-keys", manifest=lambda: MINIMAL + "".join(f"k{number} = 1\n" for number in range(15_000)))
written(
    "many-files",
    manifest=lambda: MINIMAL.replace('"notice.md"', ",".join(f'"{number}.md"' for number in range(20_000))),
)
written("format-of-many-digits", manifest=lambda: MANIFEST.replace("= 1", "= " + "9" * 4_000, 1))
written("format-in-hexadecimal", manifest=lambda: MANIFEST.replace("= 1", "= 0x" + "f" * 5_000, 1))
written("long-number", manifest=lambda: MINIMAL + "a = " + "1" * 5_000)
written("long-string", manifest=lambda: MINIMAL.replace("A calmer week", "x" * 200_000))
written("megabyte-on-one-line", lambda: "x" * MILLION)
written("megabyte-of-a-title", lambda: CARD.replace("Say one", "x" * MILLION))
written("megabyte-of-an-id", lambda: CARD.replace("{#say", "{#" + "x" * MILLION))
written("megabyte-of-a-field", lambda: CARD.replace("theme: people", f"theme: {'x' * MILLION}"))
written("megabyte-of-a-field-name", lambda: CARD.replace("theme: people", f"{'x' * MILLION}: people"))
written("ten-thousand-headings", lambda: "".join(f"## T {{#n{number}}}\n" for number in range(10_000)))
written("ten-thousand-sections", lambda: CARD + "### Try\n" * 10_000)
written("ten-thousand-fields", lambda: CARD.replace("theme:", "tag: a\n" * 10_000 + "theme:"))
written("ten-thousand-bullets", lambda: CARD + "- What?\n" * 10_000)
written("ten-thousand-lines-of-a-bullet", lambda: CARD + "  and more\n" * 10_000)
written("deep-lists", lambda: CARD + "".join(f"{' ' * depth}- deeper\n" for depth in range(1_000)))
written("ten-thousand-of-one-id", lambda: CARD * 2_000)
written("open-comments", lambda: CARD + "<!-- " * 200_000)
written("comments", lambda: CARD + "<!-- -->" * 100_000)
written("entities", lambda: CARD.replace("Teams", "&" * 500_000 + "Teams"))
written("hidden-entities", lambda: CARD.replace("Teams", "&shy;" * 20_000 + "Teams"))
written("backticks", lambda: CARD.replace("Teams", "\n" + "`" * 500_000 + "x"))
written("tildes", lambda: CARD.replace("Teams", "\n" + "~" * 500_000))
written("ids-in-a-title", lambda: CARD.replace("{#say", "{#" * 200_000))
written("wills", lambda: CARD.replace("I will say", "I will " * 100_000 + "say"))
written("expects", lambda: CARD.replace("Expect:", "Expect: " * 100_000))
written("spaces", lambda: CARD.replace("Teams", " " * MILLION + "Teams"))
written("blank-lines", lambda: CARD + "\n" * MILLION)
written("quotes-in-prose", lambda: CARD.replace("Teams", "> " * 200_000 + "Teams"))
written("brackets-in-prose", lambda: CARD.replace("Teams", "[" * 200_000 + "Teams"))
