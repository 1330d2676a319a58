"""Searching the log: whatever the files hold, at rest or awake, a search finds just what going through it all would."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.records import Answer, Capture, Decision, Plan, Record, Reflection, Shown, Verdict
from companion.domain.searching import WRITTEN, Match, Matcher, fold, terms, texts
from companion.journal import cache, reading
from companion.journal import search as search_
from companion.journal.errors import CannotUndo, Outdated
from companion.journal.journal import Journal
from companion.journal.search import fold_line
from tests.domain import making as records
from tests.domain.making import MON
from tests.journal.making import COMMON, Home, line, plan, reflection, setting, trial


@pytest.fixture(autouse=True, scope="module")
def any_journal_is_worth_it() -> Iterator[None]:
    """Else a journal would have to be long to be kept, and so to be at rest. None of them has to be durable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_WORTH", 0)
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the logs that a search folds from now on."""
    found: list[str] = []
    real = search_._odd_lines

    def noting(name: str, data: bytes) -> Any:
        found.append(name.partition("/")[2])
        return real(name, data)

    monkeypatch.setattr(search_, "_odd_lines", noting)
    return found


def found(journal: Journal, words: str) -> dict[tuple[str, str], Match]:
    """What a search finds, by table and id; nothing is found twice."""
    hits = journal.search(terms(words))[1]
    by_id = {(hit.table, hit.key): hit.match for hit in hits}
    assert len(by_id) == len(hits)
    return by_id


def ids(journal: Journal, words: str) -> set[str]:
    return {key for _, key in found(journal, words)}


def gone_through(journal: Journal, words: str) -> dict[tuple[str, str], Match]:
    """The same by the slow way: every record that there is."""
    history, matcher = journal.history(), Matcher(terms(words))
    answers = {
        (table, key): matcher.match(texts(table, record))
        for table in WRITTEN
        for key, record in getattr(history, table).items()
    }
    return {name: answer for name, answer in answers.items() if answer}


def asleep(home: Home) -> Journal:
    """The journal as a process has it that has just opened it from its cache."""
    home.open().keep()
    return home.open()


def is_at_rest(journal: Journal) -> bool:
    return journal._reading._rest is not None


# What is found


def test_a_journal_at_rest_is_searched_without_waking_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = home.open()
    journal.add(plan("ask sooner"), "p")
    journal.add(trial("p", "They asked back."), "t")
    journal = asleep(home)
    monkeypatch.setattr(reading, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert ids(journal, "ASK") == {"p", "t"}
    assert ids(journal, "asked back") == {"t"}
    assert ids(journal, "gladly") == set()
    assert is_at_rest(journal)


def test_keys_ids_dates_and_what_holds_the_text_are_not_its_words(home: Home) -> None:
    home.open().add(trial("experiment7", "x"), "n0te")
    for journal in (home.open(), asleep(home)):
        for words in ("note", "n0te", "experiment", "experiment7", "2026", "paris", "better", "trials", "told", "u00"):
            assert ids(journal, words) == set(), words
        assert ids(journal, "x") == {"n0te"}


def test_a_word_cut_by_an_escape_is_none(home: Home) -> None:
    journal = home.open()
    journal.add(reflection('the\nnext "day" c:\\new\ttabs'), "r")
    for opened in (home.open(), asleep(home)):
        for words in ("nnext", "ttabs", "nttabs", "c:\\\\new", "the\\nnext"):
            assert ids(opened, words) == set(), words
        for words in ("next", "day", "new", "tabs", 'next "day"', "c:\\new"):
            assert ids(opened, words) == {"r"}, words


def test_what_was_corrected_withdrawn_or_undone_is_not_found(home: Home) -> None:
    journal = home.open()
    journal.add(reflection("before"), "r")
    journal.add(reflection("after"), "r")
    journal.add(reflection("before"), "gone")
    journal.remove(Reflection, "gone")
    journal.add(reflection("before"), "undone")
    journal.undo()
    for opened in (journal, home.open(), asleep(home)):
        assert ids(opened, "before") == set()
        assert ids(opened, "after") == {"r"}


def test_what_an_undo_brings_back_is_found(home: Home) -> None:
    journal = home.open()
    journal.add(reflection("before"), "r")
    journal.remove(Reflection, "r")
    journal.undo()
    assert ids(journal, "before") == ids(asleep(home), "before") == {"r"}


def test_every_document_of_an_act_is_found_for_itself(home: Home) -> None:
    journal = home.open()
    with journal.act():
        journal.add(plan("ask"), "p")
        journal.add(reflection("I asked"), "r")
    for opened in (journal, asleep(home)):
        assert ids(opened, "ask") == {"p", "r"}
        assert ids(opened, "asked") == {"r"}


def test_an_empty_search_and_one_for_half_a_character_find_nothing(home: Home) -> None:
    journal = home.open()
    assert ids(journal, "anything") == set()
    journal.add(reflection("a calmer day"), "r")
    assert journal.search(())[1] == []
    assert ids(journal, "c\udcffalmer") == set()


def test_a_search_says_which_history_its_finds_are_of(home: Home) -> None:
    journal = home.open()
    journal.add(reflection("a calmer day"), "r")
    history, hits = journal.search(("calmer",))
    assert history is journal.history()
    assert [(hit.table, hit.key, hit.match.text) for hit in hits] == [("reflections", "r", "a calmer day")]


# Lines as other programs write them


def other(name: str, raw: bytes) -> Callable[[Home], None]:
    def write(home: Home) -> None:
        (home.folder / "other1").mkdir(parents=True)
        (home.folder / "other1" / name).write_bytes(raw)

    return write


def document(record: Record, **extra: Any) -> str:
    return json.dumps({**msgspec.to_builtins(record), **extra}, ensure_ascii=True)


STAMP, LATER = "1795348800000.00000-other1", "1795348900000.00000-other1"
NAIVE = line(STAMP, ("reflections", "r", document(reflection("A naïve 🎉 and/or Ünlike day")).replace("/", "\\/")))


@pytest.mark.parametrize(
    "raw",
    [
        NAIVE,
        b"\xef\xbb\xbf" + NAIVE,
        NAIVE.replace(b"\n", b"\r\n"),
        NAIVE.removesuffix(b"\n"),
        NAIVE.replace(b":", b" : ").replace(b"T12 : 00 : 00", b"T12:00:00"),
        b"torn\n{\n\n" + NAIVE + NAIVE,
        NAIVE.replace(b"day", b"d\\u0061\\u0079"),
        line(STAMP, ("reflections", "r", document(reflection("A naïve and/or ünlike day"), note=5, shown=None))),
    ],
)
def test_a_line_written_another_way_is_found_all_the_same(home: Home, raw: bytes) -> None:
    other("2026.jsonl", raw)(home)
    for journal in (home.open(), asleep(home)):
        for words in ("NAIVE", "unlike", "and/or", "day naïve"):
            assert ids(journal, words) == {"r"}, words
        for words in ("u00ef", "ud83c", "n0", "and\\/or"):
            assert ids(journal, words) == set(), words


def test_fields_that_a_kind_of_record_does_not_have_are_not_searched(home: Home) -> None:
    extra = {"note": "hidden", "shown": {"title": "hidden", "idea": ""}, "deeper": [{"question": "hidden", "text": ""}]}
    other("2026.jsonl", line(STAMP, ("decisions", "d", document(records.decision(MON), **extra))))(home)
    for journal in (home.open(), asleep(home)):
        assert list(journal.history().decisions) == ["d"]
        assert ids(journal, "hidden") == set()


def test_an_act_that_names_a_document_twice_is_found_by_what_stands(home: Home) -> None:
    first, second = (document(reflection(text)) for text in ("apples", "pears"))
    other("2026.jsonl", line(STAMP, ("reflections", "r", second), ("reflections", "r", first)))(home)
    for journal in (home.open(), asleep(home)):
        assert found(journal, "apples") == gone_through(journal, "apples") == {}
        assert found(journal, "pears") == gone_through(home.open(), "pears") != {}


def test_a_conflict_copy_holds_the_same_documents(home: Home) -> None:
    raw = line(STAMP, ("reflections", "r", document(reflection("before"))))
    other("2026.jsonl", raw + line(LATER, ("reflections", "r", document(reflection("after")))))(home)
    (home.folder / "other1" / "2026.sync-conflict.jsonl").write_bytes(raw)
    for journal in (home.open(), asleep(home)):
        assert ids(journal, "before") == set()
        assert ids(journal, "after") == {"r"}


# As things change


def test_what_is_recorded_after_a_search_is_found_by_the_next(home: Home) -> None:
    home.open().add(reflection("calm"), "r")
    for journal in (home.open(), asleep(home)):
        assert ids(journal, "calm") >= {"r"}
        key = journal.add(reflection("calmer"))
        assert ids(journal, "calm") >= {"r", key}
        journal.remove(Reflection, key)
        assert key not in ids(journal, "calm")


def test_what_another_device_sends_after_a_search_is_found_by_the_next(home: Home) -> None:
    home.open().add(reflection("calm"), "r")
    journal = asleep(home)
    assert ids(journal, "calm") == {"r"}
    other("2026.jsonl", line(LATER, ("reflections", "s", document(reflection("calm")))))(home)
    assert ids(journal, "calm") == {"r", "s"}


def test_a_file_that_stays_as_it_is_is_folded_once(home: Home, read: list[str]) -> None:
    other("2025.jsonl", line(STAMP, ("reflections", "s", document(reflection("calm")))))(home)
    home.open().add(reflection("calm"), "r")
    journal = asleep(home)
    for words in ("c", "ca", "cal"):
        assert ids(journal, words) == {"r", "s"}
    assert sorted(read) == ["2025.jsonl", "2026.jsonl"]
    key = journal.add(reflection("calmer"))
    assert ids(journal, "calm") == {"r", "s", key}
    assert sorted(read) == ["2025.jsonl", "2026.jsonl", "2026.jsonl"]


def test_a_file_that_changes_under_a_search_is_looked_at_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.open().add(reflection("calm"), "r")
    log, real = home.file, search_._read
    once = [line(LATER, ("reflections", "s", document(reflection("calm"))))]

    def overtaken(path: Path, state: Any) -> bytes:
        if once:
            with log.open("ab") as file:
                file.write(once.pop())
        return real(path, state)

    journal = asleep(home)
    monkeypatch.setattr(search_, "_read", overtaken)
    assert ids(journal, "calm") == {"r", "s"}


def test_a_file_that_never_stays_still_is_said_to_have_changed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.open().add(reflection("calm"), "r")
    log, real = home.file, search_._read

    def overtaken(path: Path, state: Any) -> bytes:
        with log.open("ab") as file:
            file.write(b"\n")
        return real(path, state)

    monkeypatch.setattr(search_, "_read", overtaken)
    with pytest.raises(Outdated):
        ids(home.open(), "calm")


# Whatever is in the journal

letters = st.sampled_from([*"aAbBeE nt/\"\\'", "\n", *"éÉßİς’ｂ＂＼½", "\u0301", "🎉", "да", "\x07"])
writing = st.lists(letters, max_size=10).map("".join)
words = st.lists(st.lists(letters, min_size=1, max_size=3).map("".join), min_size=1, max_size=2).map(" ".join)


@st.composite
def made(draw: st.DrawFn) -> Record:
    """One record of any kind that has words."""
    shown = draw(st.none() | st.builds(lambda title, idea: Shown(title=title, idea=idea), writing, writing))
    kind = draw(st.sampled_from(["plan", "trial", "decision", "reflection", "review", "capture"]))
    if kind == "plan":
        return Plan(**COMMON, action=draw(writing), cue=draw(writing), expect=draw(writing), shown=shown)
    if kind == "trial":
        return trial("k1", draw(writing))
    if kind == "decision":
        return Decision(**COMMON, verdict=Verdict.ADOPT, lesson=draw(writing))
    if kind == "capture":
        return Capture(**COMMON, guide="p/g", title=draw(writing), step="s", label=draw(writing), text=draw(writing))
    if kind == "review":
        answers = draw(
            st.lists(st.builds(lambda asked, text: Answer(question=asked, text=text), writing, writing), max_size=2)
        )
        return records.review(MON, plus=draw(writing), next=draw(writing), deeper=tuple(answers))
    return Reflection(**COMMON, question=draw(writing), text=draw(writing), shown=shown)


steps = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.sampled_from(["k1", "k2", "k3"]), made(), st.sampled_from(["put", "put", "put", "remove"])),
            min_size=1,
            max_size=3,
        ),
        st.sampled_from(["", "", "", "anew", "undo", "search", "sync"]),
    ),
    max_size=10,
)


def respelt(raw: bytes) -> bytes:
    """A log as a careless program would write it back: escapes wherever they are allowed, and spaces."""
    lines = [json.dumps(json.loads(one), ensure_ascii=True).replace("/", "\\/") for one in raw.splitlines()]
    return "".join(f"{one}\n" for one in lines).encode()


def do(journal: Journal, changes: list[tuple[str, Record, str]]) -> None:
    with journal.act():
        for key, record, what in changes:
            if what == "remove" and journal.has(type(record), key):
                journal.remove(type(record), key)
            else:
                journal.add(record, key)


@settings(max_examples=40, deadline=None)
@given(steps=steps, asked=st.lists(words, min_size=1, max_size=4), careless=st.booleans())
def test_a_search_finds_just_what_going_through_everything_finds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any], asked: list[str], careless: bool
) -> None:
    """Whatever two devices recorded, corrected, withdrew, took back and sent each other, however it is spelt."""
    root = tmp_path_factory.mktemp("search")
    homes = [Home(root / "one", "one"), Home(root / "two", "two")]
    homes[0].open().add(setting(), "minutes")
    live = [home.open() for home in homes]
    for number, (changes, then) in enumerate(steps):
        which = number % 2
        do(live[which], changes)
        homes[which].clock.forward(seconds=7)
        if then == "undo":
            with suppress(CannotUndo):  # what was put was there already, so there was no act
                live[which].undo()
        if then == "anew":
            live[which].keep()
            live[which] = homes[which].open()
        if then == "search":
            found(live[which], asked[0])
        if then == "sync":
            homes[which].send(homes[1 - which])
    if careless:
        for log in homes[0].folder.glob("*/*.jsonl"):
            log.write_bytes(respelt(log.read_bytes()))
    resting = asleep(homes[0])
    for one in asked:
        truth = gone_through(homes[0].open(), one)
        assert found(resting, one) == truth
        assert is_at_rest(resting)
        assert found(live[0], one) == truth
    resting.history().plans.values()
    assert not is_at_rest(resting)
    assert [found(resting, one) for one in asked] == [gone_through(resting, one) for one in asked]


@given(writing | st.text(max_size=20))
def test_a_folded_line_holds_what_its_text_holds_once_folded(text: str) -> None:
    try:
        raw = msgspec.json.encode(text)
    except UnicodeEncodeError:
        return
    folded = msgspec.json.encode(fold(text)).lower()
    assert fold_line(raw) == folded
    assert fold_line(json.dumps(text).replace("/", "\\/").encode()) == folded
