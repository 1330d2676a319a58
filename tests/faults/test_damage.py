"""Damaged files: everything whole is read, everything else is named, and not a byte of it is touched."""

from __future__ import annotations

import pytest

from companion.journal.errors import SetAside
from companion.journal.journal import Journal
from tests.journal.making import (
    Home,
    documents,
    line,
    plan,
    reflection,
    setting,
    setting_json,
    texts,
    trial,
    values,
)

LATER = "1795348900000.00000-abcdef"


@pytest.fixture
def three(home: Home) -> Home:
    """A machine with three reflections on record."""
    journal = home.open()
    for key in ("one", "two", "three"):
        journal.add(reflection(f"{key} é"), key)
    return home


def set_aside(journal: Journal) -> list[SetAside]:
    return [trouble for trouble in journal.troubles if isinstance(trouble, SetAside)]


def test_the_last_record_cut_at_every_byte_costs_only_itself_and_the_next_write_survives(home: Home) -> None:
    """Fault 3: an act of two documents, so that half an act would show."""
    journal = home.open()
    journal.add(reflection("first é"), "first")
    with journal.act():
        journal.add(plan("ask sooner é"), "p")
        journal.add(trial("p"), "t")
    whole = home.file.read_bytes()
    start = whole.index(b"\n") + 1
    for end in range(start, len(whole) + 1):
        home.file.write_bytes(whole[:end])
        journal = home.open()
        expected = {"first", "p", "t"} if end >= len(whole) - 1 else {"first"}
        assert {key for found in documents(journal).values() for key in found} == expected
        journal.add(reflection("afterwards"), "next")
        again = home.open()
        assert {key for found in documents(again).values() for key in found} == expected | {"next"}
        assert home.file.read_bytes().startswith(whole[:end]), "a torn tail is never cut"
        torn = start < end < len(whole) - 1
        assert [found.line for found in set_aside(again)] == ([2] if torn else [])


@pytest.mark.parametrize("zeros", [1, 100, 4096])
def test_a_tail_of_zero_bytes_is_set_aside_and_the_next_write_survives(three: Home, zeros: int) -> None:
    """Fault 4: what a power cut leaves on some file systems."""
    damaged = three.file.read_bytes() + bytes(zeros)
    three.file.write_bytes(damaged)
    journal = three.open()
    assert [(found.line, found.reason) for found in set_aside(journal)] == [(4, "it holds only zero bytes")]
    journal.add(reflection("afterwards"), "next")
    assert texts(three.open()).keys() == {"one", "two", "three", "next"}
    assert three.file.read_bytes().startswith(damaged)


def test_a_last_record_overwritten_by_zero_bytes_costs_only_itself(three: Home) -> None:
    """Fault 4: the length is there and the bytes are not."""
    whole = three.file.read_bytes()
    three.file.write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1].ljust(len(whole), b"\0"))
    three.open().add(reflection("afterwards"), "next")
    assert texts(three.open()).keys() == {"one", "two", "next"}


def test_a_broken_line_in_the_middle_is_named_by_file_and_line_and_its_bytes_stay(three: Home) -> None:
    """Fault 14."""
    first, second, third = three.file.read_bytes().splitlines(keepends=True)
    damaged = first + second.replace(b'"a":[', b'"a":[[') + third
    three.file.write_bytes(damaged)
    journal = three.open()
    assert texts(journal).keys() == {"one", "three"}
    (found,) = set_aside(journal)
    assert (found.file, found.line) == (f"{journal.device}/2026.jsonl", 2)
    assert str(found).startswith(f"{journal.device}/2026.jsonl:2 was set aside: ")
    journal.add(reflection("afterwards"), "next")
    assert three.file.read_bytes().startswith(damaged)
    assert [found.line for found in set_aside(three.open())] == [2]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("final", [True, False])
def test_a_byte_order_mark_other_newlines_and_no_final_newline_are_accepted(
    three: Home, bom: bytes, newline: bytes, final: bool
) -> None:
    """Fault 15: what editors do to a file."""
    text = newline.join(three.file.read_bytes().splitlines()) + (newline if final else b"")
    three.file.write_bytes(bom + text)
    journal = three.open()
    assert texts(journal) == {key: f"{key} é" for key in ("one", "two", "three")}
    assert set_aside(journal) == []
    journal.add(reflection("afterwards"), "next")
    assert texts(three.open()).keys() == {"one", "two", "three", "next"}
    assert set_aside(three.open()) == []


@pytest.mark.parametrize("bad", [b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_a_line_of_invalid_utf_8_is_set_aside(three: Home, bad: bytes) -> None:
    """Fault 16, inside a text and outside of any."""
    first, second, third = three.file.read_bytes().splitlines(keepends=True)
    three.file.write_bytes(first + second.replace("two é".encode(), b"two " + bad) + bad + b"\n" + third)
    journal = three.open()
    assert texts(journal).keys() == {"one", "three"}
    assert [found.line for found in set_aside(journal)] == [2, 3]


WRONG = {
    "null": b"null",
    "a number": b"12",
    "a list": b"[]",
    "an empty object": b"{}",
    "no version": b'{"r":"%s","a":[]}' % LATER.encode(),
    "version zero": line(LATER, ("settings", "minutes", setting_json("1")), version=0),
    "a version that is text": line(LATER, ("settings", "minutes", setting_json("1"))).replace(b'"v":1', b'"v":"1"'),
    "a version that is true": line(LATER, ("settings", "minutes", setting_json("1"))).replace(b'"v":1', b'"v":true'),
    "a broken stamp": line("yesterday", ("settings", "minutes", setting_json("1"))),
    "a stamp beyond every clock": line("9999999999999.00000-abcdef", ("settings", "minutes", setting_json("1"))),
    "no changes": line(LATER),
    "changes that are null": b'{"v":1,"r":"%s","a":null}' % LATER.encode(),
    "an unknown table": line(LATER, ("nonsense", "minutes", setting_json("1"))),
    "an empty id": line(LATER, ("settings", "", setting_json("1"))),
    "a document that is a list": line(LATER, ("settings", "minutes", "[]")),
    "a document without its fields": line(LATER, ("settings", "minutes", "{}")),
    "a null in a required field": line(LATER, ("settings", "minutes", setting_json("1").replace('"1"', "null"))),
    "a number for a text": line(LATER, ("settings", "minutes", setting_json("1").replace('"1"', "1"))),
    "an instant without an offset": line(LATER, ("settings", "minutes", setting_json("1").replace("0Z", "0"))),
    "an offset of a week": line(LATER, ("settings", "minutes", setting_json("1").replace(":0,", ":10080,"))),
    "a day that is not": line(LATER, ("settings", "minutes", setting_json("1").replace("11-22", "02-30"))),
    "one good and one bad document": line(
        LATER, ("settings", "minutes", setting_json("1")), ("settings", "day-start", "7")
    ),
    "half a character": line(LATER, ("settings", "minutes", setting_json("\\ud800"))),
    "nesting without end": line(LATER, ("settings", "minutes", "[" * 200_000 + "]" * 200_000)),
    "bad bytes in a field of its own": line(
        LATER, ("settings", "minutes", setting_json("1").replace('"1"', '"1","x":"?"'))
    ).replace(b"?", b"\xff"),
    "a number beyond all bounds in a field of its own": line(
        LATER, ("settings", "minutes", setting_json("1").replace('"1"', '"1","x":1e999'))
    ),
    "brackets without end": b"[" * 200_000,
    "objects without end": b'{"v":' * 200_000,
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_line_of_the_wrong_shape_is_set_aside_without_a_crash(home: Home, wrong: str) -> None:
    """Fault 17; and no document of an act is taken when one of them is wrong."""
    home.open().add(setting("15"), "minutes")
    bad = WRONG[wrong].removesuffix(b"\n") + b"\n"
    good = line("1795348900001.00000-abcdef", ("settings", "day-start", setting_json("05:00")))
    home.file.write_bytes(home.file.read_bytes() + bad + good)
    journal = home.open()
    assert values(journal) == {"minutes": "15", "day-start": "05:00"}
    assert len(documents(journal)["settings"]) == 2
    (found,) = set_aside(journal)
    assert found.line == 2
    assert len(found.reason) < 200
    journal.add(setting("20"), "minutes")
    assert values(home.open())["minutes"] == "20"


def test_conflict_markers_shuffled_and_repeated_lines_leave_the_same_documents(three: Home) -> None:
    """Fault 24: what a merge by git, or by hand, makes of a log."""
    journal = three.open()
    journal.add(reflection("three, corrected"), "three")
    journal.db.table("reflections").remove(doc_ids=["two"])  # type: ignore[list-item]
    expected = documents(journal)
    lines = three.file.read_bytes().splitlines(keepends=True)
    merged = [
        b"<<<<<<< HEAD\n",
        *lines[3:],
        b"=======\n",
        *reversed(lines),
        b">>>>>>> other\n",
        lines[2],
        b"\n",
        b"  \n",
    ]
    three.file.write_bytes(b"".join(merged))
    again = three.open()
    assert documents(again) == expected
    assert [found.line for found in set_aside(again)] == [1, 4, 10]


def test_a_file_that_is_still_arriving_shows_its_whole_lines_now_and_the_rest_later(three: Home, home: Home) -> None:
    """Fault 30: another device's log, synced up to every byte in turn, with the journal open."""
    whole = three.file.read_bytes()
    here = Home(home.root / "here", "two")
    journal = here.open()
    arriving = here.folder / "abcdef" / "2026.jsonl"
    arriving.parent.mkdir(parents=True)
    ends = [at for at, byte in enumerate(whole) if byte == ord("\n")]
    for length in range(0, len(whole) + 1, 3):
        arriving.write_bytes(whole[:length])
        assert len(texts(journal)) == sum(end <= length for end in ends)
        assert journal.troubles == [], "another device's unfinished line is no trouble"
    arriving.write_bytes(whole)
    assert texts(journal) == texts(three.open())


def test_a_link_to_nowhere_beside_the_log_hides_nothing(three: Home) -> None:
    """Fault 19: Emacs locks the file that is being edited by hand with such a link, and sorts it first."""
    (three.file.parent / ".#2026.jsonl").symlink_to("somebody@somewhere.4711")
    assert texts(three.open()).keys() == {"one", "two", "three"}
    assert three.open().troubles == []


@pytest.mark.parametrize("name", ["device-id", "heads.json"])
@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"{", b"[]", b'{"\xff":1}', b"null", b"[" * 200_000])
def test_a_broken_file_of_this_machine_s_own_state_stops_nothing(three: Home, name: str, content: bytes) -> None:
    """Fault 17, in the state folder."""
    (three.state / name).write_bytes(content)
    journal = three.open()
    journal.add(reflection("afterwards"), "next")
    assert texts(three.open()).keys() == {"one", "two", "three", "next"}
    assert three.open().troubles == []
