"""The real command in a real terminal: opened, stopped, resumed, ended by keys and by signals, and killed."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

from companion.compose import build_coach
from companion.domain.rules import EVERY_DAY
from companion.journal.drafts import Drafts
from companion.places import Places
from companion.quick import quick_status
from tests.terminal.terminal import CTRL_C, ENTER, Terminal, environment

CRASH = """
import os, sys
from companion.compose import build_coach
from companion.places import Places
from companion.tui.app import CompanionApp
from companion.tui.settings import Settings

places = Places.from_environment(os.environ)
coach = build_coach(places)

def reflect(text, question=None, replacing=""):
    secret = text
    raise RuntimeError(secret)

coach.reflect = reflect
app = CompanionApp(coach, Settings(places.config), False)
app.run()
sys.exit(app.return_code or 0)
"""


def drafts(places: Places) -> list[str]:
    """The words under way, as they are on disk."""
    coach = build_coach(places)
    found = (coach.draft(coach.day(), section) for section in ("note", "own-words", "prediction", "question"))
    return [draft.text for draft in found if draft]


def begin(places: Places) -> None:
    """Past the first run, with an experiment planned, so that the page opens at its question."""
    coach = build_coach(places)
    coach.set_cadence(EVERY_DAY)
    coach.plan("When I begin, I will begin small")


def log_of(places: Places) -> Path:
    (found,) = places.journal.glob("*/*.jsonl")
    return found


def start_typing(terminal: Terminal, words: bytes = b"half a thought") -> None:
    terminal.wait_for("4 of 4", "q leave")
    terminal.send(ENTER)
    terminal.wait_for("Ctrl+Q leave")
    terminal.send(words)
    terminal.wait_for(words.decode())


def test_from_the_first_start_to_the_page(home: Path, places: Places) -> None:
    shutil.rmtree(places.state)  # nor have the packs been read yet
    with Terminal(environment(home)) as terminal:
        terminal.wait_for("Which days should count?", "q leave")
        assert terminal.on_alternate_screen
        terminal.send(b"e")
        terminal.wait_for("2 of 4")
        terminal.send(ENTER)
        terminal.wait_for("Choose one to try today.")
        terminal.send(b"a")
        terminal.wait_for("What do you expect to see?")
        terminal.send(ENTER)
        terminal.wait_for("4 of 4")
        terminal.send(ENTER)
        terminal.wait_for("Noted. That is the page.")
        terminal.send(b"q")
        assert terminal.exit_code() == 0
        assert terminal.restored
        assert not terminal.on_alternate_screen
    coach = build_coach(places)
    (experiment,) = coach.experiments()
    assert experiment.plan.expect_from_card


@pytest.mark.parametrize("key", [CTRL_C, b"\x11"], ids=["Ctrl+C", "Ctrl+Q"])
def test_leaving_while_typing_keeps_the_words_and_ends_with_0(home: Path, places: Places, key: bytes) -> None:
    begin(places)
    with Terminal(environment(home)) as terminal:
        start_typing(terminal)
        terminal.send(key)
        assert terminal.exit_code() == 0
        assert terminal.restored
        assert terminal.cursor_shown
    assert drafts(places) == ["half a thought"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_to_end_restores_the_terminal_and_keeps_the_words(
    home: Path, places: Places, number: signal.Signals
) -> None:
    begin(places)
    with Terminal(environment(home)) as terminal:
        start_typing(terminal)
        assert not terminal.restored
        terminal.process.send_signal(number)
        assert terminal.exit_code() == 128 + number
        assert terminal.restored
        assert terminal.cursor_shown
        assert not terminal.on_alternate_screen
        assert b"Traceback" not in terminal.raw
    assert drafts(places) == ["half a thought"]


@pytest.mark.parametrize("ending", [b"\x11", signal.SIGTERM, signal.SIGHUP], ids=["Ctrl+Q", "SIGTERM", "SIGHUP"])
def test_leaving_keeps_what_the_next_start_and_a_prompt_begin_with(
    home: Path, places: Places, ending: bytes | signal.Signals, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    begin(places)
    with log_of(places).open("ab") as file:
        file.write(b"\n" * 200_000)  # so that it is worth it
    assert not (places.state / "cache" / "fold").exists()
    with Terminal(environment(home)) as terminal:
        terminal.wait_for("4 of 4", "q leave")
        if isinstance(ending, bytes):
            terminal.send(ending)
        else:
            terminal.process.send_signal(ending)
        terminal.exit_code()
    assert (places.state / "cache" / "fold").exists()
    monkeypatch.setenv("COMPANION_HOME", str(home))
    assert quick_status(["--format={open}"]) == 0
    assert capsys.readouterr().out == "1\n"


def test_words_typed_before_a_kill_are_offered_again(home: Path, places: Places) -> None:
    begin(places)
    with Terminal(environment(home)) as terminal:
        start_typing(terminal)
        terminal.wait_until(lambda: drafts(places) == ["half a thought"], "the draft on disk")
        terminal.process.kill()
        assert terminal.exit_code() == -signal.SIGKILL
    coach = build_coach(places)
    draft = coach.draft(coach.day(), "question")
    assert draft
    with Terminal(environment(home)) as terminal:
        terminal.wait_for("half a thought", f"Your words from {draft.at:%H:%M} are here.", "Ctrl+Q leave")
        terminal.send(b" ended\r")
        terminal.wait_for("Noted. That is the page")
        terminal.send(b"q")
        assert terminal.exit_code() == 0
    assert drafts(places) == []
    answered = build_coach(places).today().answered
    assert answered
    assert answered.record.text == "half a thought ended"


def test_words_of_an_earlier_day_come_back_after_a_kill(home: Path, places: Places) -> None:
    begin(places)
    with Terminal(environment(home)) as terminal:
        start_typing(terminal, b"kept for later")
        terminal.wait_until(lambda: drafts(places), "the draft on disk")
        terminal.process.kill()
        terminal.exit_code()
    today = build_coach(places).day()
    assert [draft.text for draft in Drafts(places.state).earlier(today.replace(year=today.year + 1))] == [
        "kept for later"
    ]


def test_stopped_and_resumed_the_page_is_painted_again(home: Path, places: Places) -> None:
    begin(places)
    with Terminal(environment(home)) as terminal:
        start_typing(terminal)
        terminal.process.send_signal(signal.SIGTSTP)
        terminal.wait_stopped()
        assert terminal.restored
        assert not terminal.on_alternate_screen
        terminal.wipe()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("4 of 4", "half a thought", "1 Today")
        assert terminal.on_alternate_screen
        terminal.send(b" more")
        terminal.wait_for("half a thought more")
        terminal.send(CTRL_C)
        assert terminal.exit_code() == 0
        assert terminal.restored


def test_another_size_is_taken_up(home: Path, places: Places) -> None:
    begin(places)
    with Terminal(environment(home)) as terminal:
        start_typing(terminal)
        terminal.resize(40, 15)
        terminal.wait_for("question 4/4", "half a thought")
        terminal.resize(3, 2)
        terminal.wait_quiet()
        terminal.resize(100, 30)
        terminal.wait_for("4 of 4", "half a thought", "Ctrl+Q leave")
        terminal.send(CTRL_C)
        assert terminal.exit_code() == 0


def test_a_crash_keeps_the_words_and_says_none_of_them(home: Path, places: Places) -> None:
    begin(places)
    with Terminal(environment(home), [sys.executable, "-c", CRASH]) as terminal:
        start_typing(terminal, b"SECRET words")
        before = len(terminal.raw)
        terminal.send(ENTER)
        assert terminal.exit_code() == 1
        assert terminal.restored
        assert terminal.cursor_shown
        assert not terminal.on_alternate_screen
        said = terminal.raw[terminal.raw.rindex(b"\x1b[?1049l") :]
        assert b"The companion broke: RuntimeError at " in said
        assert b"Your words are" in said
        assert b"SECRET" not in said
        assert b"Traceback" not in terminal.raw[before:]
    assert drafts(places) == ["SECRET words"]
