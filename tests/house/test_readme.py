"""What the README tells people to type is there to be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from companion.cli.commands import COMMANDS
from companion.cli.parser import build_parser

README = Path(__file__).resolve().parents[2] / "README.md"
TEST_COMMAND = "python3 -m pip install -e '.[test]' && python3 -m pytest"
STAND_INS = {"ID": "7f", "DATE": "2026-11-20", "RULE": "FREQ=DAILY", "N": "5", "HH:MM": "04:00", "F": "{streak}"}


def commands(text: str) -> list[str]:
    """Every `companion …` in a code block or between backticks, prompts and comments aside."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.M | re.S)
    blocks += re.findall(r"^((?:    .*\n)+)", text, flags=re.M)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    found = [re.split(r"  +#?|\s#\s", line)[0] for line in lines + inline]
    return sorted({line for line in found if re.match(r"companion(\s|$)", line)})


def understood(line: str) -> bool:
    """Whether the parser takes this line; a word in capitals stands for a value."""
    words = [STAND_INS.get(word, word) for word in shlex.split(line)[1:]]
    try:
        build_parser(COMMANDS.values()).parse_args(words or ["today"])
    except SystemExit as stop:
        return stop.code == 0
    return True


def test_the_command_that_runs_the_tests_is_there_as_it_is() -> None:
    assert TEST_COMMAND in [line.strip() for line in README.read_text("utf-8").splitlines()]


def test_every_command_in_it_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    found = commands(README.read_text("utf-8"))
    assert {"companion", "companion today"} & set(found)
    assert [line for line in found if not understood(line)] == []


def test_commands_are_found_and_judged(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Run `companion`:\n\n```\n$ companion plan --from 1   # choose\ncompanion fly\n```\n\n    companion did ID\n"
    assert commands(text) == ["companion", "companion did ID", "companion fly", "companion plan --from 1"]
    assert [understood(line) for line in commands(text)] == [True, True, False, True]
