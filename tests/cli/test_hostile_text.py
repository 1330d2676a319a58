"""Text from anywhere: kept exactly as it was typed, and harmless wherever it is shown."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest

from tests.cli.running import Companion
from tests.domain.making import FRI, SAT

HOSTILE = {
    "markup that acts": "[@click=app.quit]x[/]",
    "markup that breaks": "[/usr/bin] [bold",
    "colours": "\x1b[31;1mred\x1b[0m",
    "a cleared screen": "\x1b[2J\x1b[H\x1bc",
    "the clipboard, OSC 52": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "a link, OSC 8": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "a title": "\x1b]0;owned\x07",
    "C1": "\x9b31m\x9d52;c;aGk=\x9c\x90q\x9c\x84\x85",
    "bidi": "\u202eevil\u202c \u2066a\u2069\u200f\u061c",
    "zero width": "a\u200bb\ufeffc\u2060",
    "carriage return": "fine\rFAKE",
    "backspaces": "safe\b\b\b\bevil\x7f",
    "separators": "a\u2028b\u2029c",
    "tags and private use": "a\U000e0041\ue000",
    "a null": "a\x00b",
}
READING = (["today"], ["today", "--why"], ["experiments"], ["streak"], ["streak", "--why"], ["status"])


def is_harmless(said: bytes) -> bool:
    """Only what is drawn, newlines, tabs, and the joiners that scripts and emoji need."""
    allowed = "\n\t\u200c\u200d\ufe0f"
    return all(
        char in allowed or unicodedata.category(char)[0] not in "CZ" or unicodedata.category(char) == "Zs"
        for char in said.decode()
    )


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    return f"before {request.param} after"


def test_nothing_hostile_reaches_a_terminal_and_json_gives_it_back_exactly(companion: Companion, hostile: str) -> None:
    arguments = ["plan", f"do {hostile}", "--when", hostile, "--expect", hostile, "--know", hostile, "--pact", "2"]
    made = companion(*arguments)
    noted = companion("did", "--note", hostile)
    reflected = companion("reflect", "-", stdin=hostile.encode())
    shown = [made, noted, reflected, *(companion(*reading) for reading in READING)]
    key = companion("experiments", "--json").json[0]["id"]
    shown.append(companion("decide", key, "adapt", "--lesson", hostile, "--action", hostile))
    shown += [companion.on(SAT)(*reading) for reading in READING]
    for said in shown:
        assert said.code == 0
        assert said.stderr == b""
        assert said.stdout
        assert is_harmless(said.stdout)
    assert b"before" in b"".join(said.stdout for said in shown[-len(READING) :])

    parent, child = sorted(companion("experiments", "--json").json, key=lambda one: one["parent"])
    assert (child["action"], parent["action"], parent["cue"]) == (hostile, f"do {hostile}", hostile)
    assert parent["expect"] == parent["know"] == parent["lesson"] == hostile
    companion.on(FRI)
    assert companion("reflect", hostile, "--json").json["text"] == hostile
    assert companion("did", key, "--note", hostile, "--json").json["note"] == hostile
    assert companion("plan", hostile, "--json").json["action"] == hostile


def test_nothing_hostile_is_echoed_in_a_refusal(companion: Companion, hostile: str) -> None:
    for arguments in (
        [hostile],
        ["today", hostile],
        ["today", "--minutes", hostile],
        ["did", hostile],
        ["did", "--on", hostile],
        ["did", "--outcome", hostile],
        ["plan", "ask", "--pact", hostile],
        ["decide", hostile, "adopt"],
        ["status", "--format", "{" + hostile + "}"],
        ["set", "day-start", hostile],
        ["set", "minutes", hostile],
        ["cadence", hostile],
    ):
        said = companion(*arguments)
        assert (said.code, said.stdout) == (2, b"")
        assert said.stderr
        assert is_harmless(said.stderr)


def test_a_format_is_cleaned_too(companion: Companion) -> None:
    assert companion("status", "--format", "\x1b]52;c;aGk=\x07{streak}").out == "]52;c;aGk=0\n"


def test_a_hostile_journal_is_shown_harmlessly(companion: Companion) -> None:
    """Another device, or somebody with the synced folder, wrote this."""
    companion("plan", "ask")
    evil = "\x1b]52;c;aGk=\x07[@click=app.quit]x[/]\u202e"
    plan = {"day": "2026-11-19", "at": "2026-11-19T12:00:00Z", "offset": 0}
    plan |= dict.fromkeys(("zone", "action", "theme", "card"), evil)
    act = {"v": 1, "r": "1795321013719.00000-other7", "a": [{"t": "experiments", "i": evil, "d": plan}]}
    log = companion.home / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir()
    log.write_text(json.dumps(act) + "\nrub\x1b]0;x\x07bish\n")
    for reading in READING:
        said = companion(*reading)
        assert said.code == 0
        assert is_harmless(said.stdout)
        assert is_harmless(said.stderr)
        assert b"was set aside" in said.stderr
    assert companion("experiments").out.count("[@click=app.quit]x[/]") >= 2


@pytest.mark.parametrize(
    "text",
    ["word é " * 150_000, "x" * 1_000_000, "on\n" * 350_000, "日本" * 500_000],
    ids=["words", "one word", "lines", "wide"],
)
def test_a_megabyte_is_kept_and_shown_in_good_time(companion: Companion, text: str) -> None:
    begun = time.process_time()
    assert companion("plan", f"go {text}", "--json").json["action"] == f"go {text}"
    assert companion("experiments").code == 0
    assert companion("undo").code == 0
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("text", ["👩\u200d🚀 ☀\ufe0f", "می\u200cخواهم", "e\u0301 é ñ", "日本語", "[x]"])
def test_what_people_write_is_shown_as_they_wrote_it(companion: Companion, text: str) -> None:
    companion("plan", f"say {text} aloud")
    assert f"Say {text} aloud." in companion("experiments").out
    assert f"Say {text} aloud." in companion("today").out
