"""The programme commands, what the plain page shows of a programme, and groups of commands."""

from __future__ import annotations

import argparse
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from companion import compose
from companion.cli import main as cli
from companion.cli.command import Command, Group
from companion.cli.parser import build_parser
from companion.domain.entries import Entry, ProgrammeStep, StepKind
from companion.packs.library import Library
from tests.cli.running import Companion, printed
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import MON, ONE, TUE
from tests.test_programmes import CHECK, ENTRIES, PROGRAMME

STEP = {"ref": "p/five", "title": "Five days", "of": 5, "here": True}


class Shelf:
    """What stands on the shelf of packs now."""

    entries: tuple[Entry, ...] = ENTRIES


@pytest.fixture
def shelf(companion: Companion, monkeypatch: pytest.MonkeyPatch) -> type[Shelf]:
    """A library in memory instead of the packs on disk, and Monday morning."""

    class Here(Shelf):
        pass

    monkeypatch.setattr(
        compose, "PackShelf", lambda *where: SimpleNamespace(load=lambda: Library.of(Here.entries), installed=None)
    )
    companion.on(MON)
    return Here


def checked(companion: Companion) -> None:
    """Monday's step tried and told on Tuesday, so that the check is next."""
    companion("programme", "start", "five")
    companion("plan")
    companion.on(TUE)("did", "--on", "yesterday")


# What there is, and following it


def test_what_there_is_is_listed_with_the_command_that_begins_it(companion: Companion, shelf: type[Shelf]) -> None:
    shelf.entries = (*ENTRIES, replace(PROGRAMME, id="second", title="Second", variants=("small", "large")))
    said = companion("programme")
    assert said == companion("programme", "list")
    assert said.out == (
        "p/five  Five days\n    Not followed. Five steps.\n    companion programme start five\n\n"
        "p/second  Second\n    Not followed. Five steps; small or large.\n"
        "    companion programme start second --variant small\n"
    )


def test_where_there_is_none_it_says_where_they_come_from(companion: Companion, shelf: type[Shelf]) -> None:
    shelf.entries = ENTRIES[:2]
    assert companion("programme").out == "There is no programme. A pack brings one: companion pack install FILE\n"
    assert companion("programme", "--json").json == []
    assert companion("programme", "show").code == 2


def test_a_programme_from_its_start_to_its_end_through_what_the_page_says(
    companion: Companion, shelf: type[Shelf]
) -> None:
    """Each step by the commands that were printed for it, and by no other knowledge."""
    assert companion("programme", "start", "five").out == (
        "Begun: Five days; five steps.\nNext in Five days, step 1 of 5: Count it.\n"
        "  Its idea is on today's page: companion today\n"
    )
    days = 0
    while (found := companion("programme", "--json").json[0])["state"] == "active":
        asked = printed(companion("today").out)
        told = [one for one in asked if one[0] == "did"][:1]
        steps = [one for one in asked if one[:2] in (["programme", "answer"], ["programme", "done"])]
        if told or steps:
            assert companion(*(told or steps)[0]).code == 0
        else:
            companion("plan")
            days += 1
            companion.on(MON + days * ONE)
    assert (days, found["next"], found["id"]) == (3, None, "p/five.1")
    assert companion("programme").out.startswith(
        "p/five  Five days\n    Finished, five steps.\n    companion programme start"
    )


def test_the_page_says_which_step_its_idea_is(companion: Companion, shelf: type[Shelf]) -> None:
    assert "step 1 of 5" not in companion("today").out
    companion("programme", "start", "five")
    page = companion("today")
    assert "101 · 10 minutes\nFive days, step 1 of 5.\n" in page.out
    assert companion("today", "--json").json["programme"] == [
        STEP
        | {"number": 1, "step": "count", "step_title": "Count it", "kind": "card", "next_ref": "p/count"}
        | {"questions": [], "trials": 1, "tried": 0}
    ]


def test_a_check_stands_on_the_page_before_its_idea_with_its_questions(
    companion: Companion, shelf: type[Shelf]
) -> None:
    checked(companion)
    page = companion("today")
    before, _, _ = page.out.partition("Choose one to try today")
    assert before.split("\n\n")[1] == (
        "Next in Five days, step 2 of 5: Midway.\n  A check, with one of two questions to answer.\n"
        "  1  What did you expect?\n  2  What came?\n"
        '  companion programme answer --question 1 "…"'
    )
    (found,) = companion("today", "--json").json["programme"]
    assert (found["kind"], found["next_ref"], found["questions"]) == ("check", "", list(CHECK.questions))


def test_an_answer_is_a_reflection_and_what_comes_next_is_said(companion: Companion, shelf: type[Shelf]) -> None:
    checked(companion)
    said = companion("programme", "answer", "-", "--question", "2", stdin=b"It rained.\n")
    assert said.out == (
        "Noted. That was step 2 of 5.\nNext in Five days, step 3 of 5: Read why.\n  An article to read.\n"
        "  companion library p/why\n  companion programme done\n"
    )
    (found,) = companion("journal", "--kind", "wrote", "--json").json
    assert (found["question"], found["text"], found["step"]) == ("What came?", "It rained.", "p/five.1.midway")
    assert companion("programme", "done").out == (
        "That was step 3 of 5.\nNext in Five days, step 4 of 5: Ask twice.\n"
        "  Its idea is on today's page: companion today\n"
    )


def test_what_ends_a_step_says_so_once(companion: Companion, shelf: type[Shelf]) -> None:
    companion("programme", "start", "five")
    companion("plan")
    assert "That was step 1 of 5.\n" in companion.on(TUE)("did", "--on", "yesterday").out
    assert "That was step" not in companion("did", "--tried", "I sang").out
    assert "That was step" not in companion("today").out


def test_a_trial_withdrawn_says_that_its_step_comes_again(companion: Companion, shelf: type[Shelf]) -> None:
    checked(companion)
    trial = companion("journal", "--kind", "tried", "--json").json[0]["id"]
    assert 'The step "Count it" comes next again.' in " ".join(companion("withdraw", trial).out.split())
    assert "Under way, step 1 of 5." in companion("programme").out


def test_every_command_prints_the_record_that_it_wrote(companion: Companion, shelf: type[Shelf]) -> None:
    started = companion("programme", "start", "five", "--json").json
    assert (started["id"], started["programme"], started["course"]) == ("p/five.1", "p/five", "active")
    for command, course in (("pause", "paused"), ("resume", "active")):
        assert companion("programme", command, "--json").json["course"] == course
    companion("plan")
    companion.on(TUE)("did", "--on", "yesterday")
    assert companion("programme", "answer", "It rained.", "--json").json["step"] == "p/five.1.midway"
    (marked,) = companion("programme", "done", "why", "--json").json
    assert (marked["id"], marked["step"], marked["title"]) == ("p/five.1.read", "read", "Read why")
    assert companion("programme", "leave", "five", "--json").json["course"] == "left"
    assert companion("programme", "--json").json[0]["state"] == "left"


def test_pausing_resuming_and_leaving_are_said(companion: Companion, shelf: type[Shelf]) -> None:
    companion("programme", "start", "five")
    assert companion("programme", "pause").out == (
        "Paused, at step 1 of 5. `companion programme resume` goes on from there.\n"
    )
    assert "Paused, at step 1 of 5.\n    companion programme resume five" in companion("programme").out
    assert companion("programme", "resume").out.startswith("Under way, step 1 of 5.\nNext in Five days")
    assert companion("programme", "leave").out.startswith("Left, none of five steps done. What you wrote")


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["start"], 2, "The following arguments are required: ID"),
        (["start", "x"], 2, 'No programme is called "x". There is p/five.'),
        (["start", "five", "--variant", "small"], 2, 'Five days has no variant "small"; leave --variant out.'),
        (["pause"], 2, "No programme is under way."),
        (["answer", "x"], 2, "No programme asks anything now."),
        (["answer", "x", "--programme", "five"], 1, "asks nothing now. `companion programme` shows what comes next."),
        (["done"], 2, "No programme has an article or a guide next."),
        (["done", "five"], 1, "Five days has nothing to be read or held next."),
        (["fly"], 2, 'There is no command "fly". `companion programme --help` shows how it is written.'),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_refused_in_words(
    companion: Companion, shelf: type[Shelf], arguments: list[str], code: int, why: str
) -> None:
    said = companion("programme", *arguments)
    assert (said.code, said.out) == (code, "")
    assert why in " ".join(said.err.split())
    assert companion.kept == {}


def test_a_programme_is_shown_with_every_step_and_what_a_check_asks(companion: Companion, shelf: type[Shelf]) -> None:
    checked(companion)
    assert companion("programme", "show").out == (
        "p/five  Five days\n\nFive steps.\n\nUnder way, step 2 of 5.\n"
        "Next: Midway. A check, with one of two questions to answer.\n"
        'companion programme answer --question 1 "…"\n\n'
        "  done  1  Count it\n  next  2  Midway (a check)\n           - What did you expect?\n           - What came?\n"
        "        3  Read why (to read)\n        4  Ask twice (two trials)\n        5  Hold a taste (to hold)\n"
    )
    found = companion("programme", "show", "five", "--json").json
    assert [step["state"] for step in found["steps"]] == ["done", "next", "to-come", "to-come", "to-come"]
    assert found["steps"][1]["questions"] == list(CHECK.questions)


# Several, and what an update does


def test_of_two_that_ask_each_is_named_in_its_command(companion: Companion, shelf: type[Shelf]) -> None:
    one, two = (replace(PROGRAMME, id=id, title=id.title(), steps=(CHECK,)) for id in ("one", "two"))
    shelf.entries = (*ENTRIES[:2], one, two)
    companion("programme", "start", "one")
    companion.on(MON, 10)("programme", "start", "two")
    page = companion("today").out
    assert page.index("Next in One") < page.index("Next in Two") < page.index("Choose one")
    assert 'companion programme answer --question 1 --programme two "…"' in page
    assert companion("programme", "answer", "x").code == 2
    assert (
        companion("programme", "answer", "x", "--programme", "two").out == "Noted. That was step 1 of 1. Two is done.\n"
    )


def test_what_an_update_took_away_is_said(companion: Companion, shelf: type[Shelf]) -> None:
    shelf.entries = (*ENTRIES[:-1], replace(PROGRAMME, variants=("small", "large")))
    companion("programme", "start", "five", "--variant", "large")
    shelf.entries = ENTRIES
    assert 'The variant "large" is no longer there' in companion("programme").out
    shelf.entries = tuple(entry for entry in ENTRIES if entry.id != "count")
    said = " ".join(companion("today").out.split())
    assert (
        "What it asks for, p/count, is in no pack here. Install its pack, or pass it over. companion programme done"
        in said
    )
    assert companion("programme", "done").out.startswith("That was step 1 of 5.")
    shelf.entries = ENTRIES[:2]
    assert companion("programme").out == "p/five  Five days\n    Under way; its pack is not here.\n"
    assert "Five days" not in companion("today").out


def test_no_title_or_question_of_a_pack_reaches_the_terminal_as_it_is(companion: Companion, shelf: type[Shelf]) -> None:
    hostile = " ".join(HOSTILE.values())
    asks = ProgrammeStep("midway", hostile, StepKind.CHECK, questions=(hostile, hostile))
    shelf.entries = (*ENTRIES[:2], replace(PROGRAMME, title=hostile, body=hostile, steps=(asks,)))
    lines = ["programme", "programme start five", "today", "programme show", "programme pause", "programme resume"]
    lines += ["programme answer x", "undo", "programme leave", "programme", "history enrolment:p", "show enrolment:p"]
    for line in lines:
        said = companion(*line.split())
        assert said.code == 0, line
        assert is_harmless(said.stdout + said.stderr), line
    assert is_harmless(companion("programme", "--json").stdout)


# Groups of commands


def nothing(coach: Any, options: argparse.Namespace) -> None:
    """A command that does nothing."""


def known() -> Group:
    def options(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true")

    return Group("pack", "words", (Command("list", "w", nothing, options, reads=True), Command("check", "w", nothing)))


def test_a_group_called_by_its_name_alone_is_its_first_command_with_its_defaults() -> None:
    group = known()
    alone = build_parser([group]).parse_args(["pack"])
    assert (group.named(alone.subcommand), alone.all, alone.json) == (group.commands[0], False, False)
    assert group.reads
    assert not group.hidden


@pytest.mark.parametrize("line", ["pack --json", "pack --json list", "pack list --json", "pack --json check"])
def test_json_may_be_asked_for_before_or_after_the_inner_name(line: str) -> None:
    assert build_parser([known()]).parse_args(line.split()).json


def test_a_command_without_a_coach_never_builds_one_and_its_number_is_the_exit_code(
    companion: Companion, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    def check(coach: None, options: argparse.Namespace) -> int:
        seen.append(coach)
        return 1

    monkeypatch.setitem(cli.COMMANDS, "pack", Group("pack", "w", (Command("check", "w", check, alone=True),)))
    monkeypatch.setenv("TZ", "Nowhere/Real")
    said = companion("pack", "check")
    assert (said.code, said.stdout, said.stderr, seen) == (1, b"", b"", [None])
    assert not companion.home.exists()
