"""The disposable cache: a journal that rests on it answers as one that was read, and never on a wrong one."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.coach.coach import Coach
from companion.domain.facts import FACTS, Facts
from companion.domain.records import Plan, Record, Reflection, Setting, Trial
from companion.journal import cache, reading
from companion.journal import journal as journals
from companion.journal.drafts import Drafts
from companion.journal.errors import JournalError, Lost, NewerJournal, SetAside
from companion.journal.journal import Journal
from companion.packs.library import Library
from tests.domain import making as records
from tests.domain.desk import CARDS
from tests.journal.making import COMMON, Home, line, plan, reflection, setting, setting_json, texts, trial

NOTE = "not an act"


@pytest.fixture(autouse=True, scope="module")
def any_journal_is_worth_it() -> Iterator[None]:
    """Else a journal would have to be long to be kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_WORTH", 0)
        yield


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the logs that are read as a whole from now on."""
    found: list[str] = []
    real = reading.read_bytes

    def noting(path: Path) -> bytes:
        found.append(path.name)
        return real(path)

    monkeypatch.setattr(reading, "read_bytes", noting)
    return found


@pytest.fixture
def used(home: Home) -> Home:
    """A machine with two devices' logs and a cache of them."""
    journal = home.open()
    with journal.act():
        journal.add(plan("ask sooner"), "p")
        journal.add(trial("p", "it went well"), "t")
    journal.add(reflection("a calmer day"), "r")
    journal.add(setting("15"), "minutes")
    theirs = line("1795348900000.00000-other1", ("settings", "day-start", setting_json("05:00")))
    (home.folder / "other1").mkdir()
    (home.folder / "other1" / "2026.jsonl").write_bytes(theirs)
    keep(home)
    return home


def keep(home: Home) -> None:
    home.open().keep()


def kept(home: Home) -> Path:
    return home.state / "cache" / "fold"


def own_log(home: Home) -> Path:
    return next(home.folder.glob(f"{home.open().device}/*.jsonl"))


def tables(journal: Journal) -> dict[str, dict[str, Record]]:
    history = journal.history()
    return {name: dict(getattr(history, name)) for name in (*FACTS, "swaps", "cadences", "settings")}


def read_in_full(home: Home) -> Journal:
    """The journal as it is without any cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_cache", lambda *_: None)
        return home.open()


# A resting journal answers as one that was read


def test_a_start_reads_no_log_and_a_record_only_when_it_is_asked_for(used: Home, read: list[str]) -> None:
    journal = used.open()
    history = journal.history()
    assert (list(history.plans), "p" in history.plans, len(history.plans)) == (["p"], True, 1)
    assert history.plans["p"].action == "ask sooner"
    assert history.settings["day-start"].value == "05:00"
    assert history.plans["p"] is history.plans["p"]
    assert history.plans.get("nobody") is None
    assert read == []


def test_the_history_stays_the_same_object_also_when_it_is_read_in_full_after_all(used: Home, read: list[str]) -> None:
    journal = used.open()
    history = journal.history()
    assert not journal.refresh()
    assert [found.action for found in history.plans.values()] == ["ask sooner"]
    assert len(read) == 2
    assert dict(history.trials.items())["t"].note == "it went well"
    assert journal.history() is history
    assert not journal.refresh()
    assert len(read) == 2


def test_asking_for_very_many_records_reads_everything_once(home: Home, read: list[str]) -> None:
    journal = home.open()
    with journal.act():
        for number in range(300):
            journal.add(reflection(f"words {number}"), f"r{number}")
    journal.keep()
    read.clear()
    history = home.open().history()
    assert [found.text for found in {**history.reflections}.values()] == [f"words {number}" for number in range(300)]
    assert read == ["2026.jsonl"]


days = st.integers(-40, 1).map(lambda ahead: date(2026, 11, 22) + timedelta(days=ahead))
experiments = st.sampled_from(["aa1", "aa2", "b", "c", "gone"])
cards = st.sampled_from(["", "p/first", "p/second", "p/third", "p/unknown"])


@st.composite
def acts(draw: st.DrawFn) -> tuple[str, Record | None, str]:
    """One document of any table to be recorded or taken out, and its key."""
    day, hour = draw(days), draw(st.integers(0, 23))
    made: dict[str, Callable[[], Record]] = {
        "plan": lambda: records.plan(
            day,
            draw(st.sampled_from(["ask", "listen"])),
            hour,
            card=draw(cards),
            theme=draw(st.sampled_from(["", "people", "work"])),
            parent=draw(st.sampled_from(["", "", "b"])),
            pact=draw(st.integers(1, 3)),
            until=draw(st.none() | days),
        ),
        "trial": lambda: records.trial(day, draw(experiments), told=max(day, draw(days))),
        "untried": lambda: records.untried(day, draw(days), draw(experiments)),
        "decision": lambda: records.decision(day),
        "reflection": lambda: records.reflection(day, draw(cards), hour),
        "swap": lambda: records.swap(day, draw(cards)),
        "cadence": lambda: records.cadence(day, draw(st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE"]))),
        "setting": lambda: Setting(**records.common(day), value=draw(st.sampled_from(["20", "04:30", "nonsense"]))),
    }
    kind = draw(st.sampled_from(sorted(made)))
    key = draw(experiments) if kind in ("plan", "decision") else draw(st.sampled_from(["k1", "k2", "k3", "k4"]))
    key = draw(st.sampled_from(["minutes", "day-start"])) if kind == "setting" else key
    key = day.isoformat() if kind == "cadence" else key
    record = made[kind]()
    return key, record, draw(st.sampled_from(["put", "put", "put", "put", "remove", "undo"]))


steps = st.lists(
    st.tuples(st.integers(0, 1), st.lists(acts(), min_size=1, max_size=3), st.booleans(), st.booleans()), max_size=16
)


def do(journal: Journal, found: list[tuple[str, Record, str]]) -> None:
    try:
        if found[0][2] == "undo":
            journal.undo()
            return
        with journal.act():
            for key, record, what in found:
                if what == "remove" and journal.has(type(record), key):
                    journal.remove(type(record), key)
                else:
                    journal.add(record, key)
    except JournalError:
        return  # nothing left to take back, or another device has changed it since


def coach(journal: Journal, home: Home) -> Coach:
    return Coach(journal, Library.of(CARDS), Drafts(home.state), home.clock, lambda: "Europe/London")


@settings(max_examples=60, deadline=None)
@given(steps=steps, broken=st.booleans())
def test_a_resting_journal_answers_exactly_as_one_that_was_read(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any], broken: bool
) -> None:
    """Whatever two devices have recorded, taken out, taken back and sent each other, at rest or not."""
    root = tmp_path_factory.mktemp("pair")
    homes = [Home(root / "one", "one"), Home(root / "two", "two")]
    homes[0].open().add(setting(), "minutes")
    live = [home.open() for home in homes]
    for which, found, sync, anew in steps:
        if anew:
            live[which].keep()
            live[which] = homes[which].open()
        do(live[which], found)
        homes[which].clock.forward(seconds=7)
        if sync:
            homes[which].send(homes[1 - which])
    if broken:
        for log in homes[0].folder.glob("*/*.jsonl"):
            log.write_bytes(b"\xef\xbb\xbf" + log.read_bytes().replace(b"\n", b"\r\n") + b"torn\n{")
    live[0].refresh()
    live[0].keep()
    full = read_in_full(homes[0])
    assert live[0].history().facts == full.history().facts
    assert live[0].troubles == full.troubles
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
        resting = homes[0].open()
        same_questions = [coach(journal, homes[0]) for journal in (resting, full)]
        assert resting.history().facts == full.history().facts == Facts.of(tables(full))
        assert tables(resting) == tables(full)
        assert same_questions[0].today() == same_questions[1].today()
        assert same_questions[0].progress() == same_questions[1].progress()
        assert same_questions[0].settings() == same_questions[1].settings()
        for key in full.history().plans:
            assert same_questions[0].find(key) == same_questions[1].find(key)
        assert resting.troubles == full.troubles
    assert same_questions[0].experiments() == same_questions[1].experiments()
    assert resting.history() == full.history()
    assert tables(live[0]) == tables(full)


# However the cache is wrong, it is not used


def rewrite(log: Path, old: bytes, new: bytes) -> None:
    """The same size, and the time put back: only the bytes tell, and the time of the change itself."""
    before = log.stat()
    with log.open("r+b") as file:
        at = file.read().index(old)
        file.seek(at)
        file.write(new)
    os.utime(log, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = log.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)


def edit_in_the_middle(home: Home) -> None:
    """Far from the end of a log."""
    home.open().add(reflection("long " * 2000), "long")
    keep(home)
    rewrite(own_log(home), b'"value":"15"', b'"value":"25"')


def edit_in_place(home: Home) -> None:
    """The same size, and the time put back: only the bytes at the end tell, and the time of the change itself."""
    log = own_log(home)
    before = log.stat()
    with log.open("r+b") as file:
        data = file.read()
        file.seek(data.index(b'"value":"15"'))
        file.write(b'"value":"25"')
    os.utime(log, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (log.stat().st_size, log.stat().st_mtime_ns, log.stat().st_ino) == (
        before.st_size, before.st_mtime_ns, before.st_ino
    )  # fmt: skip


def put_another_file_there(home: Home) -> None:
    log = own_log(home)
    before = log.stat()
    fresh = log.with_suffix(".new")
    fresh.write_bytes(log.read_bytes())
    os.utime(fresh, ns=(before.st_atime_ns, before.st_mtime_ns))
    fresh.replace(log)
    assert log.stat().st_ino != before.st_ino


def add_a_line(home: Home) -> None:
    with own_log(home).open("ab") as file:
        file.write(line("1795348999000.00000-other1", ("settings", "minutes", setting_json("25"))))


def touch(home: Home) -> None:
    os.utime(own_log(home))


def add_a_file(home: Home) -> None:
    added = line("1795348999000.00000-third1", ("settings", "minutes", setting_json("25")))
    (home.folder / "third1").mkdir()
    (home.folder / "third1" / "2026.jsonl").write_bytes(added)


def remove_a_file(home: Home) -> None:
    (home.folder / "other1" / "2026.jsonl").unlink()


def rename_a_file(home: Home) -> None:
    (home.folder / "other1" / "2026.jsonl").rename(home.folder / "other1" / "2027.jsonl")


def be_another_machine(home: Home) -> None:
    home.machine = "a copy"


def move_the_folder(home: Home) -> None:
    home.folder = home.folder.rename(home.root / "moved")


CHANGES = [
    edit_in_place,
    edit_in_the_middle,
    put_another_file_there,
    add_a_line,
    touch,
    add_a_file,
    remove_a_file,
    rename_a_file,
    be_another_machine,
    move_the_folder,
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_difference_in_the_journal_leaves_it_unused(
    used: Home, read: list[str], change: Callable[[Home], None]
) -> None:
    change(used)
    read.clear()
    journal = used.open()
    found = tables(journal)
    assert len(read) == len(list(used.folder.glob("*/*.jsonl")))
    assert found == tables(read_in_full(used))
    journal.keep()
    read.clear()
    assert tables(used.open()) == found
    assert read == []


def test_the_last_bytes_are_looked_at_even_where_every_time_is_as_it_was(
    used: Home, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journals.log_files
    before = real(used.folder)
    edit_in_place(used)
    monkeypatch.setattr(journals, "log_files", lambda folder: before)
    read.clear()
    assert used.open().history().settings["minutes"].value == "25"
    assert len(read) == 2


@pytest.mark.parametrize(("part", "value"), [("__version__", "9.9.9"), ("_FORMAT", 99)])
def test_another_version_s_is_unused_and_replaced(
    used: Home, read: list[str], monkeypatch: pytest.MonkeyPatch, part: str, value: object
) -> None:
    expected = tables(used.open())
    monkeypatch.setattr(cache, part, value)
    read.clear()
    journal = used.open()
    assert tables(journal) == expected
    assert len(read) == 2
    journal.keep()
    read.clear()
    used.open()
    assert read == []


def test_one_made_when_there_were_other_tables_is_unused(
    used: Home, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "HISTORY_NAMES", dict(list(cache.HISTORY_NAMES.items())[:-1]))
    read.clear()
    used.open()
    assert len(read) == 2


def test_one_that_is_cut_off_anywhere_is_unused(used: Home) -> None:
    whole, expected = kept(used).read_bytes(), tables(used.open())
    for length in range(0, len(whole), 100):
        kept(used).write_bytes(whole[:length])
        assert tables(used.open()) == expected


@pytest.mark.parametrize("vouched_for", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_one_with_other_bytes_in_it_is_unused(used: Home, seed: int, vouched_for: bool) -> None:
    """Also where the checksum is right: then what the bytes say has still to make sense, line by line."""
    chance = random.Random(seed)
    head, _, body = kept(used).read_bytes().partition(b"\n")
    expected = tables(used.open())
    for at in range(0, len(body), 7):
        other = chance.randbytes(chance.choice([1, 1, 2, 9]))
        damaged = body[:at] + other + body[at + chance.choice([0, len(other)]) :]
        kept(used).write_bytes((cache._head(damaged) if vouched_for else head) + b"\n" + damaged)
        history = used.open().history()
        assert {name: dict(getattr(history, name).items()) for name in FACTS} == {
            name: expected[name] for name in FACTS
        }
    for garbage in (b"", b"\n", chance.randbytes(2000), b"\xdd" + b"\xff" * 2000, b"\x91" * 10**6):
        kept(used).write_bytes(cache._head(garbage) + b"\n" + garbage)
        assert tables(used.open()) == expected


def test_a_line_that_does_not_say_what_the_cache_says_has_everything_read(used: Home, read: list[str]) -> None:
    """As when the disk has changed under a file without a trace: the page is asked for again."""
    journal = used.open()
    told = coach(journal, used)
    rewrite(own_log(used), b'"action":"ask', b'"action" "ask')
    read.clear()
    assert told.today().planned is None
    assert len(read) == 2
    assert [type(found) for found in journal.troubles] == [SetAside, Lost][:1]


def test_a_line_that_says_something_else_has_everything_read(used: Home, read: list[str]) -> None:
    """Its size and times tell nothing, and it is as whole as before."""
    journal = used.open()
    history = journal.history()
    rewrite(own_log(used), b'"pact":1', b'"pact":3')
    assert history.facts.plans["p"].pact == 1
    assert journal.ask(lambda asked: (asked.plans["p"].pact, asked.facts.plans["p"].pact)) == (3, 3)
    assert len(read) == 2


def test_of_an_act_that_names_a_document_twice_the_same_text_wins_as_when_all_is_read(home: Home) -> None:
    words = '{{"day":"2026-11-22","at":"2026-11-22T12:00:00Z","offset":0,"question":"","text":"{}"}}'
    home.folder.joinpath("other1").mkdir(parents=True)
    for number, order in enumerate((["one", "two"], ["two", "one"])):
        twice = [("reflections", f"r{number}", words.format(text)) for text in order]
        with (home.folder / "other1" / "2026.jsonl").open("ab") as file:
            file.write(line(f"1795348900000.{number:05}-other1", *twice))
    full = home.open()
    full.keep()
    resting = home.open().history()
    assert {key: resting.reflections[key].text for key in ("r0", "r1")} == texts(full) == {"r0": "two", "r1": "two"}


@pytest.mark.parametrize("what", ["a folder", "a link", "a pipe", "nothing to read"])
def test_what_is_not_a_file_of_ours_is_unused(used: Home, read: list[str], what: str) -> None:
    path = kept(used)
    expected = tables(used.open())
    elsewhere = path.replace(path.with_name("elsewhere"))
    if what == "a folder":
        path.mkdir()
    elif what == "a link":
        path.symlink_to(elsewhere)
    elif what == "a pipe":
        os.mkfifo(path)
    read.clear()
    journal = used.open()
    assert tables(journal) == expected
    assert len(read) == 2
    journal.keep()


def test_one_of_another_user_s_is_unused(used: Home, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: kept(used).stat().st_uid + 1)
    read.clear()
    used.open()
    assert len(read) == 2


def test_only_its_owner_can_read_it(used: Home) -> None:
    assert kept(used).stat().st_mode & 0o777 == 0o600


# What is wrong with the journal is said from the cache too


def test_lines_that_were_set_aside_are_reported_from_the_cache(used: Home, read: list[str]) -> None:
    with own_log(used).open("ab") as file:
        file.write(NOTE.encode() + b"\n")
    keep(used)
    read.clear()
    (found,) = used.open().troubles
    assert isinstance(found, SetAside)
    assert (found.line, found.reason) == (4, "it is not a whole line of JSON")
    assert read == []


def test_a_line_in_a_newer_format_is_refused(used: Home) -> None:
    newer = line("1795348999000.00000-other1", ("settings", "minutes", setting_json("1")), version=2)
    resting = used.open()
    with own_log(used).open("ab") as file:
        file.write(newer)
    for act in (used.open, resting.refresh, resting.history, lambda: resting.add(setting("30"), "minutes")):
        with pytest.raises(NewerJournal):
            act()
    resting.keep()
    with pytest.raises(NewerJournal):
        used.open()


@pytest.mark.parametrize("loss", ["shorter", "gone", "all gone"])
def test_a_loss_is_said_as_loudly_as_without_a_cache(used: Home, loss: str) -> None:
    resting = used.open()
    log = own_log(used)
    if loss == "shorter":
        log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    elif loss == "gone":
        log.unlink()
    else:
        shutil.rmtree(used.folder)
    assert resting.refresh()
    for journal in (resting, used.open(), used.open()):
        assert [type(found) for found in journal.troubles] == [Lost]
        journal.keep()
    assert tables(used.open()) == tables(resting) == tables(read_in_full(used))


def test_a_loss_that_was_noted_is_said_while_resting(used: Home, read: list[str]) -> None:
    log = own_log(used)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    keep(used)
    read.clear()
    assert [type(found) for found in used.open().troubles] == [Lost]
    assert read == []


# Writing from rest


def test_a_write_loses_nothing_and_what_is_kept_afterwards_has_it(used: Home, read: list[str]) -> None:
    before = tables(used.open())
    journal = used.open()
    history = journal.history()
    key = journal.add(reflection("one more"))
    journal.add(setting("30"), "minutes")
    journal.remove(Trial, "t")
    assert read == []
    assert texts(journal) == {"r": "a calmer day", key: "one more"}
    assert history.reflections.keys() == {"r"}
    assert history.reflections["r"].text == "a calmer day"
    assert journal.history().facts == Facts.of(tables(journal))
    journal.keep()
    read.clear()
    found = tables(used.open())
    assert read == []
    assert found["reflections"].keys() == {"r", key}
    assert found["settings"]["minutes"] == setting("30")
    assert (found["plans"], found["trials"]) == (before["plans"], {})
    assert tables(read_in_full(used)) == found


def test_a_year_that_begins_at_rest_begins_a_log_that_is_kept_too(used: Home, read: list[str]) -> None:
    used.clock.forward(days=60)
    journal = used.open()
    key = journal.add(reflection("a new year"))
    assert journal.history().reflections[key].text == "a new year"
    journal.keep()
    assert used.open().history().reflections[key].text == "a new year"
    assert read == []
    assert len(used.open().undo()) == 1


def test_a_line_that_somebody_is_adding_meanwhile_is_read_before_the_next_write(used: Home) -> None:
    journal = used.open()
    with own_log(used).open("ab") as file:
        file.write(b"torn")
    key = journal.add(reflection("one more"))
    assert texts(journal) == texts(used.open()) == {"r": "a calmer day", key: "one more"}
    assert len(journal.troubles) == 1


def test_an_undo_takes_back_what_was_recorded_before_the_cache_was(used: Home) -> None:
    (taken_back,) = used.open().undo()
    assert (taken_back.table, taken_back.id) == ("settings", "minutes")
    assert used.open().history().settings.keys() == {"day-start"}
    taken_back = used.open().undo()[0]
    assert taken_back.id == "r"
    assert len(used.open().undo()) == 2
    assert used.open().history().experiments == ()


def test_amending_and_removing_keep_the_rest_of_a_record(used: Home) -> None:
    journal = used.open()
    journal.amend(Reflection, "r", text="calmer still")
    assert journal.history().reflections["r"] == Reflection(**COMMON, question="What happened?", text="calmer still")
    assert texts(used.open()) == {"r": "calmer still"}
    keep(used)
    used.open().remove(Trial, "t")
    assert used.open().history().experiment("p").trials == ()
    assert used.open().has(Plan, "p")


def test_the_tables_of_the_database_are_whole(used: Home) -> None:
    assert [document["text"] for document in used.open().db.table("reflections")] == ["a calmer day"]


def test_a_new_id_is_none_that_was_ever_used_here(used: Home, read: list[str]) -> None:
    journal = used.open()
    journal.remove(Reflection, "r")
    journal.keep()
    for asked in (journal, used.open()):
        offered = iter(["r", "fresh"])
        asked._new_id = lambda length, ids=offered: next(ids)  # type: ignore[misc]
        assert asked.new_key("reflections") == "fresh"
    assert read == []


def test_of_two_writes_at_rest_in_one_instant_the_later_one_stands(used: Home) -> None:
    journal = used.open()
    journal.add(setting("9"), "minutes")
    journal.add(setting("8"), "minutes")
    journal.keep()
    journal = used.open()
    journal.add(setting("7"), "minutes")
    for asked in (journal, read_in_full(used)):
        assert asked.history().settings["minutes"].value == "7"


def test_what_another_process_writes_meanwhile_is_seen(used: Home) -> None:
    resting = used.open()
    first = resting.history()
    used.open().add(reflection("from elsewhere"), "new")
    assert resting.refresh()
    assert texts(resting) == {"r": "a calmer day", "new": "from elsewhere"}
    assert first.reflections.keys() == {"r"}
    assert first.reflections["r"].text == "a calmer day"


def test_an_old_history_goes_on_to_say_what_was_true_then(used: Home) -> None:
    resting = used.open()
    first = resting.history()
    used.open().add(reflection("from elsewhere"), "new")
    assert [found.text for found in first.reflections.values()] == ["a calmer day"]
    assert [found.text for found in resting.history().reflections.values()] == ["a calmer day", "from elsewhere"]


def test_an_old_history_whose_lines_are_gone_says_so(used: Home) -> None:
    resting = used.open()
    first = resting.history()
    shutil.rmtree(used.folder)
    with pytest.raises(JournalError, match="Try again"):
        first.reflections.values()
    assert resting.ask(lambda history: list(history.reflections.values())) == []


# Keeping


def test_it_is_not_kept_again_until_something_has_changed(used: Home) -> None:
    before = kept(used).stat().st_ino
    for ask in (Journal.history, Journal.refresh, lambda journal: journal.history().experiments, tables):
        journal = used.open()
        ask(journal)
        journal.keep()
    assert kept(used).stat().st_ino == before
    journal = used.open()
    journal.add(setting("30"), "minutes")
    journal.keep()
    assert kept(used).stat().st_ino != before


def test_a_short_journal_is_not_worth_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_WORTH", 4096)
    journal = home.open()
    journal.add(reflection("short"), "one")
    journal.keep()
    assert not kept(home).exists()
    journal.add(reflection("long " * 1000), "two")
    journal.keep()
    assert kept(home).exists()


def test_what_changed_on_disk_while_it_was_open_is_not_kept_as_what_was_read(used: Home, read: list[str]) -> None:
    journal = used.open()
    journal.add(setting("30"), "minutes")
    add_a_line(used)
    journal.keep()
    assert used.open().history().settings["minutes"].value == "25"


def test_it_is_no_misfortune_when_it_cannot_be_kept(used: Home) -> None:
    shutil.rmtree(used.state / "cache")
    (used.state / "cache").write_text("a file in its way")
    journal = used.open()
    journal.keep()
    assert texts(journal) == {"r": "a calmer day"}


@pytest.mark.parametrize("name", ["plain", "späß", "a b\tc", "line\nbreak"])
def test_any_folder_name_can_be_kept(tmp_path: Path, read: list[str], name: str) -> None:
    home = Home(tmp_path, folder=tmp_path / name)
    home.open().add(reflection("x"), "x")
    keep(home)
    read.clear()
    assert texts(home.open()) == {"x": "x"} or read
    assert home.open().history().reflections["x"].text == "x"
