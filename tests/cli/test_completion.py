"""Completion: the scripts for the shells, and the ids that they ask for."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from companion.cli.commands import COMMANDS
from companion.cli.completion_commands import KINDS, MOST_IDS, SHELLS
from companion.cli.parser import build_parser
from tests.cli.running import Companion, python
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import FRI, SAT

OF_RECORDS = KINDS[:4]

UNLOADED = """
import sys
from companion.__main__ import main
assert not main(['today']) and not main(['ids'])
assert not {'shtab', 'companion.cli.pack_commands'}.intersection(sys.modules)
"""


def listed(companion: Companion, *arguments: str) -> dict[str, str]:
    """What `companion ids` lists: the words by id, in its order."""
    said = companion("ids", *arguments)
    assert (said.code, said.stderr) == (0, b"")
    return dict(line.split("\t") for line in said.out.splitlines())


def plan(companion: Companion, words: str, *more: str) -> str:
    return str(companion("plan", words, *more, "--json").json["id"])


def arguments() -> Iterator[tuple[str, int, argparse.Action]]:
    """Every positional argument of every command that help lists, with its place."""
    for name, parser in parsers():
        yield from ((name, place, one) for place, one in enumerate(parser._get_positional_actions()))


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that help lists, by its words, those of a group by its name too."""
    (commands,) = [one for one in build_parser(COMMANDS.values())._actions if isinstance(one.choices, dict)]
    for name, parser in commands.choices.items():
        inner = [one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        if not COMMANDS[name].hidden:
            yield from [(f"{name} {word}", one) for choices in inner for word, one in choices.items()] or [
                (name, parser)
            ]


@pytest.fixture(scope="module", params=SHELLS)
def script(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A shell, and the script for it."""
    said = python("-m", "companion", "completion", request.param)
    assert (said.code, said.stderr) == (0, b"")
    return request.param, said.out


# The scripts


def test_a_script_is_one_that_its_shell_can_read(script: tuple[str, str]) -> None:
    shell, text = script
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-n"], input=text.encode(), capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_script_names_every_command_that_help_lists_and_no_other(script: tuple[str, str]) -> None:
    _, text = script
    for name, command in COMMANDS.items():
        mark = f"_shtab_companion_{name.replace('-', '_')}_"
        assert (mark in text) is not command.hidden, name


def test_wherever_an_id_is_asked_for_ids_are_offered(script: tuple[str, str]) -> None:
    shell, text = script
    asking = [(name, place) for name, place, argument in arguments() if argument.metavar == "ID"]
    assert {"did", "decide", "programme start", "programme leave"} <= {name for name, _ in asking}
    if shell == "zsh":
        assert len(re.findall(r':_companion_ids_[a-z]+"$', text, re.MULTILINE)) >= len(asking)
        return
    for name, place in asking:
        assert f"_shtab_companion_{name.replace(' ', '_')}_pos_{place}_COMPGEN=_companion_ids_" in text, name


def test_a_script_holds_nothing_of_the_journal(companion: Companion) -> None:
    before = [companion("completion", shell).out for shell in SHELLS]
    plan(companion, "ask for SECRETS")
    assert [companion("completion", shell).out for shell in SHELLS] == before
    assert companion("completion", "zsh", "--json").json == {"shell": "zsh", "script": before[1].removesuffix("\n")}


@pytest.mark.parametrize("named", [["fish"], [""], []])
def test_another_shell_is_refused_and_the_two_are_named(companion: Companion, named: list[str]) -> None:
    said = companion("completion", *named)
    assert (said.code, said.stdout) == (2, b"")
    assert named == [] or "'bash', 'zsh'" in said.err


def test_no_command_loads_what_makes_the_scripts_or_the_commands_of_other_modules(home: object) -> None:
    said = python("-c", UNLOADED)
    assert said.code == 0, said.err


# The ids


def test_an_empty_journal_offers_nothing(companion: Companion) -> None:
    for kind in OF_RECORDS:
        assert listed(companion, kind) == {}
    assert companion("ids", "--json").json == []


def test_what_is_open_or_to_be_decided_is_offered_with_its_plan(companion: Companion) -> None:
    full = plan(companion.on(FRI, hour=8), "When it rains, I will go out")
    wanted = plan(companion.on(FRI), "ask why", "--pact", "5")
    companion("did", full)
    companion("decide", plan(companion, "give up"), "drop")
    assert list(listed(companion, "open").items()) == [(wanted, "Ask why."), (full, "When it rains, I will go out.")]


def test_what_is_a_play_is_offered_apart(companion: Companion) -> None:
    kept, dropped = plan(companion.on(FRI, hour=8), "ask why"), plan(companion.on(FRI), "give up")
    companion("decide", kept, "adopt")
    companion("decide", dropped, "drop")
    assert listed(companion, "open") == {}
    assert listed(companion, "plays") == {kept: "Ask why."}
    assert list(listed(companion, "experiments")) == [dropped, kept]


def test_any_record_is_offered_the_latest_first_with_its_day(companion: Companion) -> None:
    planned = plan(companion.on(FRI, hour=8), "ask why", "--pact", "5")
    told = companion.on(FRI)("did", "--note", "They laughed.", "--json").json["id"]
    wrote = companion.on(SAT)("reflect", "The rain.", "--json").json["id"]
    assert list(listed(companion).items()) == [
        (wrote, "21 Nov, wrote: The rain."),
        (told, "20 Nov, tried: As expected: They laughed."),
        (planned, "20 Nov, planned: Ask why."),
    ]
    companion.on(FRI.replace(year=2027))
    assert listed(companion)[planned] == "20 Nov 2026, planned: Ask why."


def test_what_goes_by_another_name_than_an_id_is_left_out(companion: Companion) -> None:
    key = plan(companion, "ask why")
    companion("decide", key, "drop")
    companion("cadence", "3")
    assert list(listed(companion)) == [key]


def test_what_packs_hold_is_offered_by_its_name_and_title(settled_in: Companion) -> None:
    assert listed(settled_in, "packs", "--beginning", "work-as") == {"work-as-pdsa": "Work as plan-do-study-act"}
    assert "work-as-pdsa/five-threads" in listed(settled_in, "programmes")
    assert listed(settled_in, "guides", "--beginning", "co-creation/ta") == {
        "co-creation/tasting-workshop": "A tasting"
    }


def test_only_what_begins_as_typed_is_offered_whatever_the_case(companion: Companion) -> None:
    keys = [plan(companion, f"ask {n}") for n in range(12)]
    first = keys[0][0]
    fitting = {key for key in keys if key.startswith(first)}
    assert set(listed(companion, "open", "--beginning", first)) == fitting
    assert set(listed(companion, "--beginning", first.upper())) == fitting
    assert listed(companion, "open", "--beginning", keys[0]) == {keys[0]: "Ask 0."}
    assert listed(companion, "--beginning", "$(x)") == {}


def test_no_more_are_offered_than_anybody_would_read(companion: Companion) -> None:
    log = companion.home / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir(parents=True)
    fields = {"day": "2026-11-19", "at": "2026-11-19T12:00:00Z", "offset": 0, "action": "ask"}
    many = [{"t": "experiments", "i": f"made{n}", "d": fields} for n in range(MOST_IDS + 50)]
    log.write_text(json.dumps({"v": 1, "r": "1795321013719.00000-other7", "a": many}) + "\n")
    assert len(listed(companion)) == len(listed(companion, "open")) == MOST_IDS
    assert listed(companion, "--beginning", "made249") == {"made249": "19 Nov, planned: Ask."}


def test_an_id_made_elsewhere_that_a_shell_might_act_on_is_left_out(companion: Companion) -> None:
    key = plan(companion, "ask")
    log = companion.home / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir()
    fields = {"day": "2026-11-19", "at": "2026-11-19T12:00:00Z", "offset": 0, "action": "ask"}
    evil = ["$(id)", "`id`", "a b", "a;id", "a\tb", "a\nb", "-x", "--help", "a:b", "é", "*", "~"]
    acts = [{"t": "experiments", "i": one, "d": fields} for one in evil]
    log.write_text(json.dumps({"v": 1, "r": "1795321013719.00000-other7", "a": acts}) + "\n")
    assert {one["id"] for one in companion("experiments", "--all", "--json").json} == {key, *evil}
    assert set(listed(companion)) == set(listed(companion, "open")) == {key}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_words_are_cleaned_and_on_one_line(companion: Companion, hostile: str) -> None:
    key = plan(companion, f"do {hostile}\nand\tthen", "--pact", "2")
    companion("did", "--note", f"{hostile}\n\n{hostile}")
    said = companion("ids")
    assert said.code == 0
    assert is_harmless(said.stdout)
    assert len(said.out.splitlines()) == 2
    assert all(line.count("\t") == 1 for line in said.out.splitlines())
    assert listed(companion, "open")[key].startswith("Do ")


def test_a_long_text_is_cut(companion: Companion) -> None:
    plan(companion, "go " + "and go " * 100_000)
    (words,) = listed(companion).values()
    assert len(words) <= 120
    assert words.endswith("…")


def test_listing_ids_changes_nothing(companion: Companion) -> None:
    plan(companion, "ask")
    before = companion.kept
    for kind in KINDS:
        companion("ids", kind)
    assert companion.kept == before
