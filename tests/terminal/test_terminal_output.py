"""What comes out of the real command: colours, no colours, plain text, and never a character from outside."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.compose import build_coach
from companion.domain.rules import EVERY_DAY
from companion.places import Places
from companion.tui.themes import inks
from tests.terminal.terminal import COMMAND, CTRL_C, ENTER, Terminal, environment

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""The shape of the mouse's pointer, which Textual sets."""
PAYLOADS = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title": "\x1b]0;evil\x1b\\",
    "link": "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "colour": "\x1b[41;5mred",
    "C1 CSI": "\x9b31mred",
    "C1 OSC": "\x9d52;c;ZXZpbA==\x9c",
    "bidi": "\u202eright to left\u202c \u2066isolated\u2069",
    "tags": "\U000e0041\U000e007f",
    "zero width": "a\u200bb\ufeffc",
    "controls": "so \x0e si \x0f del \x7f bell \x07 back \x08",
    "markup": "[@click=app.quit]x[/] [/usr/bin] [link=http://evil.example]y[/link]",
}
HOSTILE = " ".join(PAYLOADS.values())
NEVER = [
    b"\x1b]52",
    b"\x1b]0;",
    b"\x1b]8;",
    b"\x1b[41;5m",
    *(char.encode() for char in "\x9b\x9c\x9d\u202e\u202c\u2066\u2069\U000e0041\U000e007f\u200b\ufeff"),
    b"\x0e",
    b"\x0f",
    b"\x7f",
    b"\x07",
]


def colours(raw: bytes) -> Iterator[bytes]:
    """Every SGR parameter that sets a colour, whichever way it is written."""
    for match in SGR.finditer(raw):
        for one in re.split(rb"[;:]", match[1]):
            code = int(one or 0)
            if code in (38, 48, 58) or 30 <= code <= 37 or 40 <= code <= 47 or 90 <= code <= 107:
                yield match[0]


def sees_nothing_harmful(raw: bytes) -> None:
    raw = POINTER.sub(b"", raw)
    for harmful in NEVER:
        at = raw.find(harmful)
        assert at < 0, f"{harmful!r} came out: {raw[max(0, at - 60) : at + 60]!r}"


def test_without_colours_none_is_sent(home: Path) -> None:
    with Terminal(environment(home, NO_COLOR="1"), background="rgb:ffff/ffff/ffff") as terminal:
        terminal.wait_for("Which days should count?", "q leave")
        terminal.send(b"e")
        terminal.wait_for("2 of 4")
        terminal.send(ENTER)
        terminal.wait_for("3 of 4")
        terminal.send(b"o")
        terminal.wait_for("What will you try?")
        terminal.send(b"words")
        terminal.wait_for("words")
        terminal.send(CTRL_C)
        assert terminal.exit_code() == 0
    assert SGR.search(terminal.raw)
    assert list(colours(terminal.raw)) == []


@pytest.mark.parametrize(
    ("answer", "theme"),
    [("rgb:ffff/ffff/ffff", "paper"), ("rgb:1111/1111/1111", "lamplight"), ("", "lamplight")],
    ids=["light", "dark", "silent"],
)
def test_the_theme_follows_the_terminals_background_and_is_kept(home: Path, answer: str, theme: str) -> None:
    with Terminal(environment(home), background=answer) as terminal:
        terminal.wait_for("Which days should count?", "q leave")
        red, green, blue = bytes.fromhex(inks(theme)["background"][1:])
        assert f"48;2;{red};{green};{blue}".encode() in terminal.raw
        terminal.send(b"q")
        assert terminal.exit_code() == 0
    kept = (home / "config" / "config.toml").read_text("utf-8")
    assert kept.startswith(f'theme = "{theme}"')


def test_a_theme_that_was_chosen_is_not_asked_about_again(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('theme = "paper"\n', "utf-8")
    with Terminal(environment(home), background="rgb:0000/0000/0000") as terminal:
        terminal.wait_for("Which days should count?", "q leave")
        terminal.send(b"q")
        assert terminal.exit_code() == 0
    assert b"\x1b]11;?" not in terminal.raw
    assert b"48;2;250;247;241" in terminal.raw


def test_a_dumb_terminal_gets_the_plain_page(home: Path) -> None:
    with Terminal(environment(home, TERM="dumb")) as terminal:
        assert terminal.exit_code() == 0
    assert b"Welcome. This is one page a day" in terminal.raw
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("piped", ["stdin", "stdout", "stderr"])
def test_with_a_pipe_on_any_side_the_plain_page_is_printed(home: Path, piped: str) -> None:
    master, slave = pty.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), slave) | {piped: subprocess.PIPE}
    with subprocess.Popen(COMMAND, env=environment(home), cwd=home, start_new_session=True, **streams) as command:
        os.close(slave)
        said, _ = command.communicate(timeout=60)
    if piped != "stdout":
        said = b""
        try:
            while data := os.read(master, 65536):
                said += data
        except OSError:
            pass
    os.close(master)
    assert command.returncode == 0
    assert b"Welcome. This is one page a day" in said
    assert b"\x1b" not in said


def test_nothing_from_outside_reaches_the_terminal(home: Path, places: Places) -> None:
    """Stored in the journal, in a draft, and pasted: shown, and harmless."""
    coach = build_coach(places)
    coach.set_cadence(EVERY_DAY)
    plan = coach.plan(f"When {HOSTILE}, I will {HOSTILE}", expect=HOSTILE)
    card = coach.today().card
    assert card
    coach.save_draft(coach.day(), "question", HOSTILE, card.questions[0], card.ref)
    with Terminal(environment(home), size=(120, 50)) as terminal:
        terminal.wait_for("[@click=app.quit]x[/]", "4 of 4", "are here.", "Ctrl+Q leave")
        terminal.paste("pasted " + HOSTILE)
        terminal.wait_for("pasted")
        terminal.send(ENTER)
        terminal.wait_for("Noted. That is the page")
        terminal.send(b"t")
        terminal.wait_for("How did it go today?")
        terminal.send(b"b")
        terminal.wait_for("What happened?")
        terminal.paste("noted " + HOSTILE)
        terminal.wait_for("noted")
        terminal.send(ENTER)
        terminal.wait_for("That makes one.")
        terminal.send(b"uq")
        assert terminal.exit_code() == 0
    sees_nothing_harmful(terminal.raw)
    answered = build_coach(places).today().answered
    assert answered
    for name, payload in PAYLOADS.items():
        assert payload in answered.record.text, f"{name} was not kept as it was"
    assert build_coach(places).find(plan.id).plan.expect == HOSTILE


def test_a_draft_under_another_date_is_harmless_too(home: Path, places: Places) -> None:
    coach = build_coach(places)
    coach.set_cadence(EVERY_DAY)
    day = coach.day()
    coach.save_draft(day.replace(year=day.year - 1), "question", HOSTILE, prompt=HOSTILE)
    with Terminal(environment(home), size=(120, 50)) as terminal:
        terminal.wait_for("were never kept.", "[@click=app.quit]x[/]")
        terminal.send(CTRL_C)
        assert terminal.exit_code() == 0
    sees_nothing_harmful(terminal.raw)
