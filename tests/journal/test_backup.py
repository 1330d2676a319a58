"""Backups: when one is made and what it holds, which stay, and what restoring one makes of a journal."""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.records import Setting
from companion.journal.archives import BadBackup, check_backup, is_log_name, read_backup
from companion.journal.backup import kept_days
from companion.journal.errors import Gone, Lost, NewerJournal
from companion.journal.journal import Journal
from tests.journal.making import NOON, Home, documents, line, plan, reflection, setting_json, snapshot, texts, trial

DAY = timedelta(days=1)
THEIRS = line("1795348900000.00000-other1", ("settings", "day-start", setting_json("05:00")))


def backups(home: Home) -> list[str]:
    """The names in the backups' folder, in order."""
    folder = home.state / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def held(path: Path) -> dict[str, bytes]:
    """The logs in a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def logs(home: Home) -> dict[str, bytes]:
    """The logs of a journal, by name."""
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in sorted(home.folder.glob("*/*.jsonl"))}


def latest(home: Home) -> Path:
    return home.state / "backups" / backups(home)[-1]


def write_on(home: Home, day: date, key: str = "") -> Journal:
    home.clock.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    journal = home.open()
    journal.add(reflection(f"words of {day}"), key or str(day))
    return journal


def another_log(home: Home, name: str, data: bytes = THEIRS) -> Path:
    path = home.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.fixture
def used(home: Home) -> Home:
    """A machine with a few days of records, the last of them today's, and another device's log."""
    another_log(home, "other1/2026.jsonl")
    for back in (2, 1, 0):
        write_on(home, (NOON - back * DAY).date())
    return home


# When, and what


def test_before_the_first_write_of_a_day_everything_is_backed_up_byte_for_byte(used: Home) -> None:
    another_log(used, "other1/2025.jsonl", b"\xef\xbb\xbf" + THEIRS.replace(b"\n", b"\r\n") + b'{"v":1,"torn')
    another_log(used, "other1/2026.sync-conflict-20261120-101112-ABCDEFG.jsonl")
    before = logs(used)
    assert len(before) == 4
    journal = write_on(used, date(2026, 11, 27))
    assert held(used.state / "backups" / "2026-11-27.zip") == before != logs(used)
    assert {found for found in journal.troubles if isinstance(found, Lost)} == set()


def test_the_day_is_that_of_utc(used: Home) -> None:
    used.clock.now = datetime(2026, 11, 26, 23, 30, tzinfo=timezone(-timedelta(hours=1)))
    used.open().add(reflection("late in the evening of the Azores"))
    assert backups(used)[-1] == "2026-11-27.zip"


def test_only_the_first_write_of_a_day_makes_one(used: Home) -> None:
    journal = write_on(used, date(2026, 11, 27))
    before = snapshot(used.state / "backups")
    journal.add(reflection("later"), "later")
    used.open().add(reflection("later still"), "later still")
    assert snapshot(used.state / "backups") == before
    used.clock.forward(days=1)
    journal.add(reflection("a program that was left open"), "next day")
    assert backups(used)[-1] == "2026-11-28.zip"


def test_the_very_first_act_has_nothing_to_back_up(home: Home) -> None:
    home.open().add(reflection("the first"), "one")
    assert backups(home) == []


def test_reading_and_refused_acts_make_none(used: Home) -> None:
    before = snapshot(used.state / "backups")
    used.clock.forward(days=1)
    journal = used.open()
    documents(journal)
    journal.refresh()
    with pytest.raises(Gone):
        journal.amend(Setting, "minutes", value="10")
    assert snapshot(used.state / "backups") == before


def test_a_file_that_is_no_log_is_left_out(used: Home) -> None:
    another_log(used, "other1/notes.txt")
    another_log(used, "loose.jsonl")
    another_log(used, ".stversions/deeper/2026.jsonl")
    write_on(used, date(2026, 11, 27))
    assert held(latest(used)).keys() == logs(used).keys()


# Which stay


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(st.sets(days, max_size=200))
def test_seven_days_twelve_months_and_every_year_stay(found: set[date]) -> None:
    kept = kept_days(found)
    months = sorted({(day.year, day.month) for day in found}, reverse=True)[:12]
    assert kept <= found
    for day in found:
        newest = sum(other > day for other in found) < 7
        last_of_month = not any((o.year, o.month) == (day.year, day.month) and o > day for o in found)
        last_of_year = not any(o.year == day.year and o > day for o in found)
        stays = newest or (last_of_month and (day.year, day.month) in months) or last_of_year
        assert (day in kept) == stays


@given(st.lists(st.integers(1, 40), min_size=1, max_size=150))
def test_pruning_day_by_day_leaves_what_pruning_once_would(gaps: list[int]) -> None:
    """So nothing that a later day would want has gone before."""
    day, everyday, once = date(2026, 1, 1), set[date](), set[date]()
    for gap in gaps:
        day += gap * DAY
        once.add(day)
        everyday = kept_days(everyday | {day})
    assert everyday == kept_days(once)


def test_a_journal_in_use_keeps_just_those(home: Home) -> None:
    day, made = date(2024, 11, 5), []
    home.clock.now = NOON.replace(year=2024, month=11, day=1)
    journal = home.open()
    journal.add(reflection("the first"))
    for number in range(60):
        day += DAY * (1 + number % 3 * number % 37)
        home.clock.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        journal.add(reflection(str(day)))
        made.append(day)
    assert backups(home) == sorted(f"{kept}.zip" for kept in kept_days(made))
    assert len(backups(home)) < len(made)
    assert len({day.year for day in made}) == 3


def test_nothing_else_in_the_folder_is_ever_deleted(home: Home) -> None:
    write_on(home, date(2026, 1, 1))
    folder = home.state / "backups"
    folder.mkdir()
    others = [
        "mine.zip",
        "2026-01-02.zip.old",
        "2026-02-30.zip",
        "before-restore-2026-01-02T10-00-00Z.zip",
        "20260102.zip",
    ]
    for name in others:
        (folder / name).write_text("kept")
    (folder / "2026-01-03.zip").mkdir()
    for back in range(30):
        write_on(home, date(2026, 3, 1) + back * DAY)
    assert {*others, "2026-01-03.zip"} <= set(backups(home))
    assert "2026-03-05.zip" not in backups(home)


def test_while_the_journal_has_losses_nothing_is_pruned(home: Home) -> None:
    for number in range(10):
        write_on(home, date(2026, 3, 1) + number * DAY)
    before = backups(home)
    home.file.write_bytes(home.file.read_bytes()[:200])
    for number in range(10, 20):
        write_on(home, date(2026, 3, 1) + number * DAY)
    assert len(backups(home)) == len(before) + 10
    home.open().restore(home.state / "backups" / before[-1])
    write_on(home, date(2026, 3, 21))
    assert len([name for name in backups(home) if name.startswith("2026-03")]) == 7


def test_a_clock_that_was_days_ahead_does_not_cost_todays_backup(used: Home) -> None:
    for number in range(10):
        write_on(used, date(2026, 12, 20) + number * DAY)
    write_on(used, date(2026, 12, 10))
    assert "2026-12-10.zip" in backups(used)


def test_a_clock_that_was_years_ahead_does_not_cost_todays_backup(used: Home) -> None:
    for number in range(10):
        write_on(used, date(2036, 11, 1) + number * DAY)
    for number in range(3):
        write_on(used, date(2026, 12, 1) + number * DAY, f"after {number}")
        assert f"2026-12-0{number + 1}.zip" in backups(used)


# The list


def test_the_list_is_newest_first_with_what_each_holds(used: Home) -> None:
    folder = used.state / "backups"
    (folder / "2026-11-01.zip").write_bytes(b"not a zip")
    (folder / "mine.zip").write_bytes(b"somebody else's")
    found = used.open().backups.all()
    assert [(str(one.day), one.acts, one.before_restore) for one in found] == [
        ("2026-11-22", 3, False),
        ("2026-11-21", 2, False),
        ("2026-11-20", 1, False),
        ("2026-11-01", None, False),
    ]
    assert [one.size for one in found] == [one.path.stat().st_size for one in found]


# Restoring


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda data: b"",
    "shrunk": lambda data: data[: len(data) // 2],
    "without its last line": lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
    "without its first line": lambda data: b"".join(data.splitlines(keepends=True)[1:]),
    "zeroes": lambda data: b"\0" * len(data),
    "a byte flipped in its words": lambda data: data.replace(b"words of 2026-11-20", b"wyrds of 2026-11-20"),
    "a byte flipped in its shape": lambda data: data.replace(b'{"v":1', b'["v":1', 1),
    "conflict markers": lambda data: b"<<<<<<< ours\n" + data.replace(b"words", b"works") + b">>>>>>> theirs\n",
    "lines shuffled": lambda data: b"".join(reversed(data.splitlines(keepends=True))),
    "saved by an editor": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")[: len(data) - 9],
    "another file altogether": lambda data: b"Dear diary,\n",
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_after_any_damage_the_documents_are_those_of_the_backup(used: Home, kind: str) -> None:
    """Fault 36: whether it was restored by the journal that was open, or by a new one."""
    write_on(used, date(2026, 11, 27))
    expected = documents(Home(used.root, "reader", unpacked(used, latest(used))).open())
    journal = used.open()
    for name in held(latest(used)):
        path = used.folder / name
        path.write_bytes(DAMAGE[kind](path.read_bytes()))
    damaged = logs(used)
    done = journal.restore(latest(used))
    for each in (journal, used.open()):
        found = documents(each)
        found["reflections"].pop("2026-11-27", None)  # recorded after the backup, where the damage left it
        assert found == expected
        assert [trouble for trouble in each.troubles if isinstance(trouble, Lost)] == []
    assert done.set_aside
    assert held(done.set_aside) == damaged


def unpacked(home: Home, path: Path) -> Path:
    folder = home.root / "unpacked"
    for name, data in held(path).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_what_was_recorded_since_is_kept_whole_and_in_its_order(used: Home) -> None:
    write_on(used, date(2026, 11, 27))
    backup, own = latest(used), next(used.folder.glob(f"{used.open().device}/*.jsonl"))
    own.write_bytes(own.read_bytes().split(b"\n", 1)[1])
    journal = used.open()
    with journal.act():
        journal.add(plan("ask sooner"), "p")
        journal.add(trial("p", "it went well"), "t")
    before = documents(journal)
    done = journal.restore(backup)
    own_name = f"{own.parent.name}/{own.name}"
    assert (done.files, done.acts, done.kept) == ((own_name,), 1, 2)
    assert own.read_bytes().startswith(held(backup)[own_name])
    after = documents(used.open())
    assert after["reflections"].keys() == before["reflections"].keys() | {"2026-11-20"}
    assert (after["experiments"], after["trials"]) == (before["experiments"], before["trials"])


def test_what_an_editor_has_done_to_line_endings_makes_no_new_lines(used: Home) -> None:
    theirs = used.folder / "other1" / "2026.jsonl"
    theirs.write_bytes(b"\xef\xbb\xbf" + THEIRS.replace(b"\n", b"\r\n"))
    done = used.open().restore(latest(used))
    assert (done.acts, done.kept, theirs.read_bytes()) == (0, 0, THEIRS)


def test_a_log_that_has_everything_is_not_touched_and_other_logs_stay(used: Home) -> None:
    write_on(used, date(2026, 11, 27))
    another_log(used, "third1/2026.jsonl", THEIRS.replace(b"other1", b"third1"))
    gone = used.folder / "other1" / "2026.jsonl"
    gone.unlink()
    before = snapshot(used.folder / "third1", next(used.folder.glob(f"{used.open().device}/*.jsonl")))
    done = used.open().restore(latest(used))
    assert (done.files, done.acts, done.kept) == (("other1/2026.jsonl",), 1, 0)
    assert gone.read_bytes() == THEIRS
    assert snapshot(*map(Path, before)) == before


def test_restoring_what_is_all_there_changes_nothing_and_sets_nothing_aside(used: Home) -> None:
    before = snapshot(used.folder, used.state / "backups")
    done = used.open().restore(latest(used))
    assert (done.files, done.set_aside) == ((), None)
    assert snapshot(used.folder, used.state / "backups") == before


def test_restoring_twice_is_restoring_once(used: Home) -> None:
    used.folder.joinpath("other1", "2026.jsonl").write_bytes(b"")
    used.open().restore(latest(used))
    once = snapshot(used.folder, used.state / "backups")
    assert used.open().restore(latest(used)).files == ()
    assert snapshot(used.folder, used.state / "backups") == once


def test_restores_in_one_second_set_aside_under_names_of_their_own(used: Home) -> None:
    theirs = used.folder / "other1" / "2026.jsonl"
    aside = []
    for data in (b"first\n", b"second\n", b"third\n"):
        theirs.write_bytes(data)
        aside.append(used.open().restore(latest(used)).set_aside)
    kept = [held(path)["other1/2026.jsonl"] for path in aside if path]
    assert kept == [b"first\n", b"second\n", b"third\n"]
    assert [one.before_restore for one in used.open().backups.all()][:3] == [True] * 3


def test_what_a_restore_has_set_aside_can_be_put_back_like_any_backup(used: Home) -> None:
    own = next(used.folder.glob(f"{used.open().device}/*.jsonl"))
    own.write_bytes(own.read_bytes().replace(b"words of 2026-11-20", b"edited by hand"))
    done = used.open().restore(latest(used))
    assert texts(used.open())["2026-11-20"] == "words of 2026-11-20"
    assert done.set_aside
    used.open().restore(done.set_aside)
    assert texts(used.open())["2026-11-20"] == "edited by hand"


def test_records_made_after_the_backup_and_lost_are_said_to_be_missing(used: Home) -> None:
    journal = write_on(used, date(2026, 11, 27))
    own = next(used.folder.glob(f"{journal.device}/*.jsonl"))
    own.write_bytes(b"")
    journal.refresh()
    assert [found.file for found in journal.troubles if isinstance(found, Lost)] == [f"{journal.device}/2026.jsonl"]
    assert journal.restore(latest(used)).outgrown == (f"{journal.device}/2026.jsonl",)
    assert journal.troubles == used.open().troubles == []
    assert "2026-11-27" not in texts(journal)
    assert journal.restore(latest(used)).outgrown == ()


def test_a_loss_in_a_file_that_the_backup_lacks_is_still_said(used: Home) -> None:
    first = used.state / "backups" / "2026-11-20.zip"
    another_log(used, "other1/2026.jsonl", b"")
    next(used.folder.glob(f"{used.open().device}/*.jsonl")).unlink()
    journal = used.open()
    assert held(first).keys() == {"other1/2026.jsonl"}
    journal.restore(first)
    assert [type(found) for found in journal.troubles] == [Lost]


def test_a_restored_journal_is_written_on(used: Home) -> None:
    for path in used.folder.glob("*/*.jsonl"):
        path.unlink()
    journal = used.open()
    journal.restore(latest(used))
    journal.add(reflection("and on"), "on")
    assert texts(used.open()).keys() == {"2026-11-20", "2026-11-21", "on"}
    assert used.open().troubles == []


def test_a_new_machine_takes_a_backup_in(used: Home) -> None:
    new = Home(used.root / "new", "two")
    assert new.open().restore(latest(used)).set_aside is None
    assert documents(new.open()).keys() == {"reflections", "settings"}
    new.open().add(reflection("from here"), "here")
    assert texts(new.open()).keys() == {"2026-11-20", "2026-11-21", "here"}


def test_a_log_that_is_a_link_is_restored_where_it_leads(used: Home) -> None:
    elsewhere, link = used.root / "elsewhere.jsonl", used.folder / "other1" / "2026.jsonl"
    link.unlink()
    elsewhere.write_bytes(b"")
    link.symlink_to(elsewhere)
    used.open().restore(latest(used))
    assert link.is_symlink()
    assert elsewhere.read_bytes() == THEIRS


acts = st.lists(
    st.sampled_from(
        [line(f"{number:013d}.00000-{device}", ("settings", key, setting_json(value)))
         for number in (1, 2, 3) for device in ("aaaa", "bbbb") for key, value in (("minutes", "a"), ("third", "b"))]
        + [b"rubbish\n", b"\n", b'{"v":1,"r":"0000000000001\n']
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60)
@given(backup=acts, present=acts, cut=st.integers(0, 40), cut_backup=st.integers(0, 40))
def test_nothing_of_either_is_lost_whatever_they_hold(
    tmp_path_factory: pytest.TempPathFactory, backup: list[bytes], present: list[bytes], cut: int, cut_backup: int
) -> None:
    """Every act of the backup stands as it was, and beside it every whole line that only the present log had."""
    home = Home(tmp_path_factory.mktemp("merge"))
    old, new = (b"".join(lines)[: -cut or None] for lines, cut in ((backup, cut_backup), (present, cut)))
    path = another_log(home, "aaaa/2026.jsonl", new)
    home.open().restore(zipped(home.root / "some.zip", {"aaaa/2026.jsonl": old}))
    data = path.read_bytes()
    assert data.startswith(old)
    assert data == new or not new.startswith(old)
    stamps = set(re.findall(rb'"r":"([^"]+)","a":\[.+\]}(?:\n|$)', old))
    for found in set(new.split(b"\n")) - set(data.split(b"\n")):
        stamp = re.search(rb'"r":"([^"]+)"', found)
        torn = any(one.startswith(found) for one in old.split(b"\n"))
        assert torn or (stamp and stamp[1] in stamps)


# What cannot be put back


def zipped(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def one_member(path: Path, change: Callable[[zipfile.ZipInfo], None], data: bytes = THEIRS) -> Path:
    info = zipfile.ZipInfo("other1/2026.jsonl")
    change(info)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, data)
    return path


def a_link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def a_device(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFCHR | 0o600) << 16


def encrypted(path: Path) -> Path:
    """As zip tools mark it: the lowest flag, in both headers."""
    data = bytearray(zipped(path, {"other1/2026.jsonl": THEIRS}).read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def lying(path: Path, size: int, data: bytes = THEIRS) -> Path:
    """A member whose unpacked size is said to be another, in both headers."""
    raw = bytearray(zipped(path, {"other1/2026.jsonl": data}).read_bytes())
    struct.pack_into("<I", raw, raw.index(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, size)
    path.write_bytes(raw)
    return path


def twice(path: Path) -> Path:
    zipped(path, {"other1/2026.jsonl": THEIRS, "other1/2027.jsonl": THEIRS})
    return written(path, path.read_bytes().replace(b"2027", b"2026"))


def truncated(path: Path) -> Path:
    data = zipped(path, {"other1/2026.jsonl": THEIRS}).read_bytes()
    path.write_bytes(data[:-30])
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def flipped(path: Path) -> Path:
    data = bytearray(zipped(path, {"other1/2026.jsonl": THEIRS}, compression=zipfile.ZIP_STORED).read_bytes())
    data[data.index(b"05:00")] = ord("9")
    path.write_bytes(data)
    return path


def nul(path: Path) -> Path:
    data = zipped(path, {"other1/2026.jsonl_.txt": THEIRS}).read_bytes()
    path.write_bytes(data.replace(b".jsonl_.txt", b".jsonl\0.txt"))
    return path


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no zip": (lambda path: written(path, b"PK\x03\x04 or so"), "not a whole zip file"),
    "an empty file": (lambda path: written(path, b""), "not a whole zip file"),
    "truncated": (truncated, "not a whole zip file"),
    "a byte flipped": (flipped, "not a whole zip file"),
    "empty": (lambda path: zipped(path, {}), "nothing in it"),
    "encrypted": (encrypted, "is encrypted"),
    "a path outside": (lambda path: zipped(path, {"../2026.jsonl": THEIRS}), "is not a log"),
    "a path further outside": (lambda path: zipped(path, {"../../x/2026.jsonl": THEIRS}), "is not a log"),
    "an absolute path": (lambda path: zipped(path, {"/2026.jsonl": THEIRS}), "is not a log"),
    "a Windows path": (lambda path: zipped(path, {"..\\x/2026.jsonl": THEIRS}), "is not a log"),
    "a deeper path": (lambda path: zipped(path, {"other1/x/2026.jsonl": THEIRS}), "is not a log"),
    "a folder": (lambda path: zipped(path, {"other1/": b""}), "is not a log"),
    "another ending": (lambda path: zipped(path, {"other1/2026.json": THEIRS}), "is not a log"),
    "control characters": (lambda path: zipped(path, {"other1/\x1b[2J.jsonl": THEIRS}), "is not a log"),
    "bidi": (lambda path: zipped(path, {"other1/\u202e6202.jsonl": THEIRS}), "is not a log"),
    "a NUL": (nul, "is not a log"),
    "one bad beside a good one": (
        lambda path: zipped(path, {"other1/2026.jsonl": THEIRS, "heads.json": b"{}"}),
        "is not a log",
    ),
    "a link": (lambda path: one_member(path, a_link, b"/etc/passwd"), "is not a log"),
    "a device": (lambda path: one_member(path, a_device), "is not a log"),
    "twice": (twice, "is in it twice"),
    "too many": (lambda path: zipped(path, {f"other1/{n}.jsonl": b"" for n in range(2001)}), "more than 2,000 files"),
    "a lying size, too small": (lambda path: lying(path, 10), "not a whole zip file"),
    "a lying size, too large": (lambda path: lying(path, 500), "not a whole zip file"),
    "a gigabyte, it says": (lambda path: lying(path, (1 << 30) + 1), "more than 1 GB"),
    "packed too tightly": (lambda path: zipped(path, {"other1/2026.jsonl": b"\0" * (21 << 20)}), "packed tighter"),
    "packed as this program never does": (
        lambda path: zipped(path, {"other1/2026.jsonl": THEIRS}, compression=zipfile.ZIP_LZMA),
        "packed in a way",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_backup_is_refused_in_a_sentence_and_nothing_is_changed(used: Home, kind: str) -> None:
    make, because = BAD[kind]
    path = make(used.root / "bad.zip")
    journal = used.open()
    before = snapshot(used.folder, used.state)
    with pytest.raises(BadBackup, match=because) as refusal:
        journal.restore(path)
    assert str(refusal.value).startswith(f"{path} cannot be put back: ")
    assert str(refusal.value).endswith(" Nothing was changed.")
    assert snapshot(used.folder, used.state) == before
    assert list(used.root.parent.glob("*.jsonl")) == list(used.root.glob("*.jsonl")) == []


def test_a_log_in_a_newer_format_is_refused(used: Home) -> None:
    newer = line("1795348900000.00000-other1", ("settings", "minutes", setting_json("1")), version=2)
    path = zipped(used.root / "newer.zip", {"other1/2026.jsonl": THEIRS + newer})
    journal = used.open()
    before = snapshot(used.folder, used.state)
    with pytest.raises(NewerJournal, match="Update Tiny Triumphs Companion") as refusal:
        journal.restore(path)
    assert "Nothing was changed" in str(refusal.value)
    assert f"{path}/other1/2026.jsonl is in journal format 2" in str(refusal.value)
    assert snapshot(used.folder, used.state) == before


def test_a_folder_a_pipe_and_what_is_not_there_are_refused_at_once(used: Home) -> None:
    os.mkfifo(used.root / "pipe.zip")
    for path in (used.root, used.root / "pipe.zip", used.root / "nowhere.zip"):
        with pytest.raises(BadBackup):
            used.open().restore(path)


@given(st.data())
def test_however_a_zip_is_damaged_it_is_read_right_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    members = {"other1/2026.jsonl": THEIRS * 3, "abcd/2025.jsonl": b""}
    raw = bytearray(zipped(folder / "whole.zip", members).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "damaged.zip"
    path.write_bytes(raw[: data.draw(st.integers(len(raw) // 2, len(raw)))])
    try:
        check_backup(path)
        found = read_backup(path)
    except (BadBackup, NewerJournal):
        return
    assert {log.data for log in found.values()} <= set(members.values())


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("k7f3q9/2026.jsonl", True),
        ("k7f3q9/2026.sync-conflict-20261120-101112-ABCDEFG.jsonl", True),
        ("k7f3q9/2026 (Anne's conflicted copy 2026-11-20).jsonl", True),
        ("k7f3q9 (1)/2026.jsonl", True),
        ("2026.jsonl", False),
        ("/2026.jsonl", False),
        ("./2026.jsonl", False),
        ("../2026.jsonl", False),
        ("a/b/2026.jsonl", False),
        ("a/2026.jsonl/", False),
        ("a/2026.jsonl\n", False),
        ("a\\b/2026.jsonl", False),
        ("a/\ud800.jsonl", False),
        ("", False),
    ],
)
def test_what_is_called_like_a_log(name: str, good: bool) -> None:
    assert is_log_name(name) == good
