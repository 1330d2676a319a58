"""What goes wrong: an exit code, one or two sentences on stderr, nothing on stdout, and nothing recorded."""

from __future__ import annotations

import re

import pytest

from companion.compose import random_id
from companion.journal.journal import Journal
from tests.cli.running import Companion, Result

LONG = "x" * 1_000_000


def refused(said: Result, code: int, *parts: str) -> None:
    """It failed so, and said it as it should."""
    assert said.code == code
    assert said.stdout == b""
    lines = said.err.splitlines()
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    assert lines[0].endswith((".", ")"))
    assert len(re.findall(r"[.?] [A-Z`]", lines[0])) <= 4
    assert len(said.stderr) < 1000
    for part in parts:
        assert part.lower() in said.err.lower()


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (["bogus"], 'there is no command "bogus"'),
        ([""], 'there is no command ""'),
        (["--json"], "unrecognized arguments: --json"),
        (["today", "--loud"], "unrecognized arguments: --loud"),
        (["today", "extra"], "unrecognized arguments: extra"),
        (["today", "--minutes", "soon"], "invalid int value: 'soon'"),
        (["today", "--minutes", "0"], "give a whole number from 1 to 240"),
        (["today", "--minutes", "9" * 5000], "invalid int value"),
        (["plan", ""], "is empty, so nothing was recorded"),
        (["plan", " "], "is empty"),
        (["plan", "I will "], "The action is empty"),
        (["plan", "ask", "--from", "1"], "not both"),
        (["plan", "--from", "4"], "Give --from 1 to"),
        (["plan", "--from", "0"], "Give --from 1 to"),
        (["plan", "ask", "--pact", "soon"], '"soon" is not a pact'),
        (["plan", "ask", "--pact", "0"], "--pact"),
        (["plan", "ask", "--pact", "99999999999"], "--pact"),
        (["plan", "ask", "--pact", "2026-11-19"], "which is past"),
        (["plan", "half \udcff"], "half of a character"),
        (["did"], "No experiment is open"),
        (["did", "7f"], "There are no experiments yet"),
        (["did", "--on", "2026-11-21"], "No experiment is open"),
        (["did", "--on", "soon"], '"soon" is not a date. Write it as 2026-11-20, today or yesterday'),
        (["did", "--on", LONG], "is not a date"),
        (["did", "--outcome", "great"], "invalid choice: 'great'"),
        (["decide"], "the following arguments are required: ID"),
        (["decide", "7f", "adopt"], "There are no experiments yet"),
        (["decide", "7f", "keep"], "invalid choice: 'keep'"),
        (["reflect"], "the following arguments are required: TEXT"),
        (["reflect", ""], "is empty"),
        (["reflect", "-"], "is empty"),
        (["reflect", "\x1b\u202e"], "is empty"),
        (["reflect", "Words.", "--question", "9"], "asks one. Give --question 1, or leave it out."),
        (["reflect", "Words.", "--question", "0"], "asks one. Give --question 1, or leave it out."),
        (["reflect", LONG * 3], "3,000,000 characters"),
        (["status", "--format", "{streak} {mood}"], "There is no field {mood}"),
        (["set", "day-start", "13:00"], "written like 04:00"),
        (["set", "minutes", "soon"], "is not a number of minutes"),
        (["set", "minutes", "0"], "minutes"),
        (["set", "minutes", "9" * 9999], "minutes"),
        (["set", "mood", "good"], "invalid choice: 'mood'"),
        (["cadence", "FREQ=DAILY;COUNT=3"], "A cadence has no COUNT"),
        (["cadence", "FREQ=DAILY;INTERVAL=0"], "INTERVAL"),
        (["cadence", "whenever"], "Name the days"),
        (["cadence", LONG], "Name the days"),
        (["cadence", "FREQ=HOURLY"], "A cadence needs FREQ"),
        (["bogus" + LONG], "invalid choice"),
        (["today", LONG], "unrecognized arguments"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_wrong_usage_is_2(companion: Companion, arguments: list[str], because: str) -> None:
    refused(companion(*arguments), 2, because)
    assert companion.logs == []


def test_half_a_character_from_standard_input_is_refused(companion: Companion) -> None:
    refused(companion("reflect", "-", stdin=b"caf\xe9"), 2, "half of a character")


def test_a_future_day_and_one_too_long_ago_are_refused(companion: Companion) -> None:
    companion("plan", "ask")
    refused(companion("did", "--on", "2026-11-21"), 2, "2026-11-21 has not come yet")
    refused(companion("did", "--on", "2025-11-18"), 2, "more than 366 days back")
    assert companion("did", "--on", "2025-11-19").code == 0


def test_which_experiment_has_to_be_said_where_several_are_open(companion: Companion) -> None:
    ids = [companion("plan", f"ask {n}", "--json").json["id"] for n in range(2)]
    refused(companion("did"), 2, "2 experiments are open, so say which", *ids)
    refused(companion("did", "!"), 2, 'No experiment begins with "!"', "`companion experiments` lists all two")


@pytest.mark.parametrize(
    ("before", "last", "because"),
    [
        ([["swap"], ["swap"]], ["swap"], "Two swaps are all a day has"),
        ([["plan", "--from", "1"]], ["swap"], "already has your words"),
        ([], ["undo"], "nothing left to take back"),
    ],
)
def test_what_is_understood_and_not_done_is_1(companion: Companion, before, last: list[str], because: str) -> None:
    for arguments in before:
        assert companion(*arguments).code == 0
    refused(companion(*last), 1, because)


def test_a_decision_stands(companion: Companion) -> None:
    made = companion("plan", "ask", "--json").json["id"]
    companion("decide", made, "drop")
    refused(companion("decide", made, "adopt"), 1, "It was decided already: drop")
    refused(companion("decide", made, "drop", "--when", "x"), 1, "It was decided already")


# A journal that needs attention


def test_a_broken_line_is_one_line_of_talk_and_the_answer_is_right(companion: Companion) -> None:
    companion("plan", "ask")
    with companion.logs[0].open("ab") as log:
        log.write(b'{"v":1,"r":"17\n')
    for arguments in (["today"], ["status"], ["experiments"], ["streak"]):
        said = companion(*arguments)
        assert said.code == 0
        assert said.stdout
        assert said.err.count("\n") == 1
        assert "2026.jsonl:2 was set aside" in said.err
        assert "Everything else was read; the line stays where it is." in said.err
    assert companion("did").code == 0


def test_several_broken_lines_are_still_one_line_of_talk(companion: Companion) -> None:
    companion("plan", "ask")
    with companion.logs[0].open("ab") as log:
        log.write(b"rubbish\n\x00\x00\n[]\n")
    said = companion("status")
    assert (said.code, said.err.count("\n")) == (0, 1)
    assert "There are 2 more like it." in said.err


@pytest.mark.parametrize("lose", [lambda log: log.unlink(), lambda log: log.write_bytes(b"")])
def test_a_lost_file_is_3_and_never_a_welcome(companion: Companion, lose) -> None:
    companion("plan", "ask")
    companion("did")
    lose(companion.logs[0])
    for arguments in (["today"], ["status"], ["experiments", "--json"], ["streak"]):
        said = companion(*arguments)
        assert said.code == 3
        assert said.err.startswith("The journal needs attention: ")
        assert "is missing or empty" in said.err
        assert "Welcome" not in said.out


def test_writing_to_a_journal_with_a_loss_is_done_and_says_so(companion: Companion) -> None:
    companion("plan", "ask")
    companion.logs[0].unlink()
    said = companion("reflect", "Words.")
    assert (said.code, said.out) == (0, "Noted.\n")
    assert "The journal needs attention" in said.err
    assert companion("today").code == 3


def test_a_newer_journal_is_refused_before_a_byte_is_touched(companion: Companion) -> None:
    companion("plan", "ask")
    other = companion.home / "data" / "journal" / "other7" / "2026.jsonl"
    other.parent.mkdir()
    other.write_bytes(b'{"v":2,"r":"1795321013719.00000-other7","shape":"new"}\n')
    before = {log: log.read_bytes() for log in companion.logs}
    for arguments in (["today"], ["streak"], ["experiments", "--json"], ["plan", "ask"], ["undo"], ["did"]):
        refused(companion(*arguments), 1, "journal format 2", "Update Tiny Triumphs Companion", "Nothing was changed")
    assert {log: log.read_bytes() for log in companion.logs} == before


@pytest.mark.parametrize("arguments", [["today"], ["plan", "ask"], ["status"]])
def test_a_home_below_a_file_is_named(
    companion: Companion, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    companion.home.write_text("in the way")
    monkeypatch.setenv("COMPANION_HOME", str(companion.home / "deeper"))
    refused(companion(*arguments), 1, "not a directory", str(companion.home))


def test_while_another_copy_writes_reading_goes_on_and_writing_says_why(companion: Companion) -> None:
    companion("plan", "ask")
    journal, state = companion.home / "data" / "journal", companion.home / "state"
    other = Journal(journal, state, lambda: companion.now, random_id)
    with other.act():
        assert companion("today").code == 0
        refused(companion("reflect", "Words."), 1, "Another copy of the companion is writing", "Nothing was recorded")
    assert companion("reflect", "Words.").code == 0


def test_a_moved_journal_keeps_its_state_at_home(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = companion.home.parent / "synced"
    monkeypatch.setenv("COMPANION_JOURNAL", str(synced))
    companion("plan", "ask")
    assert len(list(synced.glob("*/2*.jsonl"))) == 1
    assert companion.logs == []
    assert (companion.home / "state" / "device-id").is_file()


def test_no_word_of_the_journal_is_in_a_crash(companion: Companion, capsys: pytest.CaptureFixture[str]) -> None:
    """The last resort, should anything else ever go wrong: where it broke, and no more."""
    from companion.crash import report_crash

    try:
        raise KeyError("my secret note")
    except KeyError as error:
        report_crash(KeyError, error, error.__traceback__)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("The companion broke: KeyError at test_refusals.py:")
    assert "secret" not in said.err
