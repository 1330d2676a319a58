"""`companion guide`: listing guides, printing one for paper, and all that holding one on the screen can do."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from companion import __main__ as entrance
from companion.domain.entries import GuideLine, GuideStep
from companion.exchange.guide_markdown import guide_of
from companion.packs.library import Library
from companion.packs.shelf import PackShelf
from companion.tui import run
from companion.tui.app import CompanionApp
from companion.tui.screens.guide_page import GuidePage
from tests.cli.running import Companion, real
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.guides import CAPTURE, make_guide
from tests.domain.making import FRI, SAT

TASTE = make_guide()


@pytest.fixture
def companion(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> Companion:
    return shelved(companion, monkeypatch, TASTE, make_guide("solve", title="A workshop"))


def shelved(companion: Companion, monkeypatch: pytest.MonkeyPatch, *entries: object) -> Companion:
    library = Library.of(entries)  # type: ignore[arg-type]
    monkeypatch.setattr(PackShelf, "load", lambda _: library)
    return companion


# Reading


def test_the_guides_are_listed_with_how_long_they_take(companion: Companion) -> None:
    said = companion("guide")
    assert (said.code, said.stderr) == (0, b"")
    assert said.out.splitlines() == [
        "p/taste  A first taste",
        "    10 minutes, three steps",
        "p/solve  A workshop",
        "    10 minutes, three steps",
    ]
    first, _ = companion("guide", "--json").json
    about = {"ref": "p/taste", "kind": "guide", "pack": "p", "id": "taste", "title": "A first taste", "minutes": 10}
    assert about.items() <= first.items()
    assert companion.kept == {}, "looking writes nothing"


def test_without_a_pack_that_has_any_it_says_so(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(companion, monkeypatch)
    assert companion("guide").out == "There are no guides. A pack brings them.\n"
    assert companion("guide", "--json").json == []


@pytest.mark.parametrize("arguments", [["taste"], ["p/taste", "--print"]])
def test_without_a_terminal_one_is_printed_for_paper(companion: Companion, arguments: list[str]) -> None:
    said = companion("guide", *arguments)
    assert (said.code, said.stderr) == (0, b"")
    assert said.out == guide_of(TASTE)


def test_as_json_each_step_says_when_it_begins(companion: Companion) -> None:
    found = companion("guide", "taste", "--json").json
    assert (found["body"], found["sources"]) == (TASTE.body, list(TASTE.sources))
    assert [(one["id"], one["begins"], one["minutes"]) for one in found["steps"]] == [
        ("arrive", 0, 2),
        ("taste", 2, 5),
        ("close", 7, 3),
    ]
    assert found["steps"][0]["lines"][-1] == {"kind": "capture", "text": "hopes"}


# What came of holding it


def test_what_is_captured_is_kept_and_listed_by_day(companion: Companion) -> None:
    assert companion("guide", "taste", "--captured").out == "Nothing was captured with it yet.\n"
    first = companion.on(FRI)("guide", "taste", "--capture", "an hour", "--under", "hopes", "--json").json
    assert (first["guide"], first["step"], first["label"], first["text"]) == ("p/taste", "arrive", "hopes", "an hour")
    said = companion.on(SAT)("guide", "taste", "--capture", "Is it?", "--under", "d")
    second = companion("guide", "taste", "--captured", "--json").json[1]["id"]
    assert said.out == f"Kept {second} under doubts.\n"
    assert companion("guide", "taste", "--captured").out == (
        f"Friday 20 November\n{first['id']}  hopes: an hour\n\nSaturday 21 November\n{second}  doubts: Is it?\n"
    )


def test_it_can_become_an_experiment_with_its_own_words_or_others(companion: Companion) -> None:
    words = "When we meet, I will ask first"
    key = companion("guide", "taste", "--capture", words, "--under", "hopes", "--json").json["id"]
    planned = companion("guide", "taste", "--plan", key[:4], "--pact", "5", "--json").json
    assert (planned["cue"], planned["action"], planned["pact"]) == ("When we meet", "ask first", 5)
    assert (planned["theme"], planned["capture"], planned["card"]) == ("learning", key, "")
    assert f"(experiment {planned['id']})" in companion("guide", "taste", "--captured").out
    other = companion("guide", "taste", "--plan", key, "--action", "laugh", "--json").json
    assert other["action"] == "laugh"


def test_a_dash_captures_what_comes_from_standard_input(companion: Companion) -> None:
    said = companion("guide", "taste", "--capture", "-", "--under", "hopes", "--json", stdin=b"an hour\nor two\n")
    assert said.json["text"] == "an hour\nor two"


def test_what_was_captured_outlives_its_pack(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    key = companion("guide", "taste", "--capture", "ask first", "--under", "hopes", "--json").json["id"]
    shelved(companion, monkeypatch)
    assert companion("guide").out.splitlines() == [
        "p/taste  A first taste",
        "    its pack is not here; --captured lists what was captured with it",
    ]
    assert "hopes: ask first" in companion("guide", "taste", "--captured").out
    planned = companion("guide", "taste", "--plan", key, "--json").json
    assert (planned["action"], planned["theme"], planned["capture"]) == ("ask first", "", key)
    assert companion("guide", "taste").code == 2


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (["nothing"], "There are p/taste, p/solve."),
        (["--capture", "x"], "Name the guide first."),
        (["--captured"], "Name the guide first."),
        (["--plan", "x"], "Name the guide first."),
        (["taste", "--under", "hopes"], "Give both, or neither."),
        (["taste", "--action", "x"], "go with --plan"),
        (["taste", "--capture", "x"], "It asks to capture: hopes; lines nobody expected; doubts."),
        (["taste", "--capture", " ", "--under", "hopes"], "The text is empty"),
        (["taste", "--plan", "zz"], 'No record begins with "zz".'),
        (["taste", "--print", "--captured"], "not allowed with"),
    ],
)
def test_what_makes_no_sense_says_what_would(companion: Companion, arguments: list[str], because: str) -> None:
    said = companion("guide", *arguments)
    assert (said.code, said.stdout) == (2, b"")
    assert because in said.err
    assert companion.kept == {}


def test_only_what_was_captured_with_it_becomes_an_experiment_of_it(companion: Companion) -> None:
    plan = companion("plan", "ask", "--json").json["id"]
    other = companion("guide", "solve", "--capture", "x", "--under", "hopes", "--json").json["id"]
    for key in (plan, other):
        said = companion("guide", "taste", "--plan", key)
        assert (said.code, said.stdout) == (2, b"")
        assert "`companion guide p/taste --captured` lists what was." in said.err


def test_nothing_hostile_reaches_a_terminal(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    for hostile in HOSTILE.values():
        step = GuideStep("s", hostile, 10, (GuideLine(CAPTURE, f"here {hostile}"),))
        guide = make_guide(title=hostile, body=hostile, sources=(hostile,), steps=(step,))
        shelved(companion, monkeypatch, guide)
        said = [companion("guide"), companion("guide", "taste"), companion("guide", hostile)]
        said += [companion("guide", "taste", "--capture", hostile, "--under", "here")]
        said += [companion("guide", "taste", "--capture", hostile, "--under", "there")]
        said += [companion("guide", "taste", "--captured")]
        assert all(is_harmless(one.stdout) and is_harmless(one.stderr) for one in said)
        assert [one.code for one in said] == [0, 0, 2, 0, 2, 0]
    found = companion("guide", "taste", "--captured", "--json").json
    assert {one["text"] for one in found} == set(HOSTILE.values())


# Which front end


class Tty:
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sits at a terminal that can draw."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(entrance, "sys", SimpleNamespace(stdin=Tty(), stdout=Tty(), stderr=Tty()))


@pytest.mark.parametrize(
    ("arguments", "full_screen"),
    [
        ([], True),
        (["guide", "taste"], True),
        (["guide"], False),
        (["guide", ""], False),
        (["guide", "--json"], False),
        (["guide", "taste", "--print"], False),
        (["guide", "--print", "taste"], False),
        (["guide", "taste", "--json"], False),
        (["show", "taste"], False),
    ],
)
def test_in_a_terminal_only_a_guide_by_itself_opens_the_full_screen(
    at_a_terminal: None, monkeypatch: pytest.MonkeyPatch, arguments: list[str], full_screen: bool
) -> None:
    assert entrance.wants_full_screen(arguments) is full_screen
    monkeypatch.setenv("TERM", "dumb")
    assert not entrance.wants_full_screen(arguments)


def test_a_guide_that_there_is_not_opens_nothing(
    companion: Companion, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.run_full_screen("nothing") == 2
    assert capsys.readouterr().err == 'No guide is called "nothing". There are p/taste, p/solve.\n'


def test_a_guide_that_there_is_opens_on_it(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(CompanionApp, "run", lambda app: opened.append(app._opening))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert run.run_full_screen("tas") == run.run_full_screen() == 0
    page, none = opened[0](), opened[1]
    assert isinstance(page, GuidePage)
    assert page.ref == "p/taste"
    assert none is None


def test_a_real_process_prints_one_and_never_asks(home: Path) -> None:
    listed = real("guide", "--json").json
    assert {"co-creation", "tasting-workshop"} & {value for one in listed for value in one.values()}
    said = real("guide", "tasting-workshop")
    assert (said.code, said.stderr) == (0, b"")
    assert said.out.startswith("A tasting\n=========\n")
