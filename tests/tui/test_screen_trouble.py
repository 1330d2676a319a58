"""Trouble: a disk that takes no more, a folder that may not be written, a lock held, a crash."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.coach.coach import Coach
from companion.journal import journal as journal_module
from companion.tui.app import CompanionApp
from tests.tui.making import WED, Desk

HOLDER = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def locked(desk: Desk) -> Iterator[None]:
    """Another process holds the journal's lock meanwhile."""
    command = [sys.executable, "-c", HOLDER, str(desk.state / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield
        holder.stdin.write("\n")


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Callable[[], None]]:
    """Make every write to the journal fail with this errno; what it returns mends that."""

    def fail(number: int) -> Callable[[], None]:
        real = journal_module.append

        def append(path: Path, line: bytes) -> None:
            raise OSError(number, "no")

        monkeypatch.setattr(journal_module, "append", append)
        return lambda: monkeypatch.setattr(journal_module, "append", real)

    return fail


Fails = Callable[[int], Callable[[], None]]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The journal cannot be written: the disk is full. Free some space"),
        (errno.EROFS, "The journal cannot be written: the disk is read-only. Make it writable"),
        (errno.EACCES, "The journal cannot be written: this account may not write there."),
    ],
    ids=["full", "read-only", "forbidden"],
)
async def test_a_journal_that_cannot_be_written_says_why_and_keeps_the_words(
    desk: Desk, fails: Fails, number: int, words: str
) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("my answer")
        before = desk.documents()
        mend = fails(number)
        await person.press("enter")
        person.sees("attention", words, "my answer", "Enter tries again")
        assert "▌" in person.screen
        assert desk.documents() == before
        assert desk.drafts() == {"question": "my answer"}
        await person.press("enter")
        person.sees("attention")
        mend()
        await person.press("enter")
        person.sees_no("attention")
        assert person.step == "closed"
    assert desk.one("reflections")["text"] == "my answer"
    assert desk.drafts() == {}


async def test_words_typed_after_the_trouble_are_kept_as_well(desk: Desk, fails: Fails) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("one")
        mend = fails(errno.ENOSPC)
        await person.press("enter")
        await person.type(" two")
        mend()
        await person.press("enter")
    assert desk.one("reflections")["text"] == "one two"


async def test_a_choice_that_could_not_be_recorded_is_taken_again_by_enter(desk: Desk, fails: Fails) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        mend = fails(errno.ENOSPC)
        await person.press("w")
        person.sees("attention", "How did it go on Wednesday?")
        assert desk.all("trials") == []
        mend()
        await person.press("enter")
        person.sees("What happened?")
    assert desk.one("trials")["outcome"] == "worse"


async def test_esc_goes_on_without_and_the_words_stay(desk: Desk, fails: Fails) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("my answer")
        mend = fails(errno.ENOSPC)
        await person.press("enter", "escape")
        person.sees_no("attention")
        person.sees("my answer")
        mend()
        await person.press("enter")
    assert desk.one("reflections")["text"] == "my answer"


async def test_an_fsync_that_fails_is_trouble_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(errno.EIO, "no")

    async with desk.begun().sit() as person:
        before = desk.documents()
        await person.press("enter", "a")
        with monkeypatch.context() as broken:
            broken.setattr("os.fsync", fsync)
            await person.press("enter")
        person.sees("attention", "the disk reported a fault")
        assert desk.documents() == before
        await person.press("enter")
        assert person.step == "question"
    assert len(desk.all("experiments")) == 1


async def test_when_even_drafts_cannot_be_saved_the_words_stay_on_the_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes, durable: bool = True) -> None:
        raise OSError(errno.ENOSPC, "no")

    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        monkeypatch.setattr("companion.journal.drafts.write_private", refuse)
        await person.type("only here")
        await person.press("escape")
        person.sees("only here", "These words are not on disk yet; they stay on this screen.")


async def test_another_copys_lock_is_waited_for_only_so_long(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("my answer")
        with locked(desk):
            await person.press("enter")
            person.sees("attention", "Another copy of the companion is writing", "my answer")
            assert desk.drafts() == {"question": "my answer"}
            assert desk.all("reflections") == []
        await person.press("enter")
        assert person.step == "closed"
    assert desk.one("reflections")["text"] == "my answer"


async def test_undo_without_the_lock_says_why(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        with locked(desk):
            await person.press("u")
            person.sees("Another copy of the companion is writing")


async def test_a_journal_that_has_lost_records_says_so_before_anything_else(desk: Desk) -> None:
    desk.planned(WED)
    (log,) = desk.folder.glob("*/*.jsonl")
    log.write_bytes(b"")
    async with desk.sit() as person:
        person.sees("attention", "The journal needs attention", "What you see may be incomplete.")
        person.sees_no("Tiny Triumphs Companion", "Which days should count?")


async def test_a_crash_ends_it_with_the_words_kept_and_nothing_said_of_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(self: Coach, *args: object, **options: object) -> None:
        secret = "SECRET in a local"
        raise RuntimeError(secret)

    monkeypatch.setattr(Coach, "reflect", break_down)
    opened: list[CompanionApp] = []

    async def answer() -> None:
        async with desk.begun().sit() as person:
            opened.append(person.app)
            await person.press("enter", "a", "enter")
            await person.type("SECRET words")
            await person.press("enter")

    with pytest.raises(RuntimeError):
        await answer()
    assert opened[0].return_code == 1
    assert desk.drafts() == {"question": "SECRET words"}
    said = " ".join("".join(capsys.readouterr()).split())
    assert said.startswith("The companion broke: RuntimeError at test_screen_trouble.py:")
    assert said.endswith("Your words are kept; open it again to go on. Please report this line.")
    assert "SECRET" not in said
