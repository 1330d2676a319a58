"""The programme commands, what the plain page shows of a programme, and groups of commands."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

import pytest

from companion.cli import main as cli
from companion.cli.command import Command, Group
from companion.cli.parser import build_parser
from companion.domain.entries import Entry, ProgrammeStep, StepKind
from companion.packs.library import Library
from companion.packs.shelf import PackShelf
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

    monkeypatch.setattr(PackShelf, "load", lambda _: Library.of(Here.entries))
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
    assert (days, found["next"], found["id"]) == (2, None, "p/five.1")
    assert companion("programme").out.startswith(
        "p/five  Five days\n    Finished, five steps.\n    companion programme start"
    )


def test_the_page_says_which_step_its_idea_is(companion: Companion, shelf: type[Shelf]) -> None:
    assert "step 1 of 5" not in companion("today").out
    companion("programme", "start", "five")
    page = companion("today")
    assert "101 · 10 minutes\nFive days, step 1 of 5: Count it.\n" in page.out
    assert companion("today", "--json").json["programme"] == [
        STEP
        | {"number": 1, "step": "count", "step_title": "Count it", "kind": "card", "next_ref": "p/count"}
        | {"questions": [], "trials": 1, "tried": 0, "planned": "", "put_aside": False}
    ]


def test_a_check_stands_on_the_page_before_its_idea_with_its_questions(
    companion: Companion, shelf: type[Shelf]
) -> None:
    checked(companion)
    page = companion("today")
    before, _, _ = page.out.partition("Choose one to try today")
    assert before.split("\n\n")[1] == (
        "Next in Five days, step 2 of 5: Midway.\n  A check: two questions, one to answer.\n"
        "  1  What did you expect?\n  2  What came?\n"
        '  companion programme answer --question 1 "…"'
    )
    (found,) = companion("today", "--json").json["programme"]
    assert (found["kind"], found["next_ref"], found["questions"]) == ("check", "", list(CHECK.questions))


def test_an_answer_is_a_reflection_and_what_comes_next_is_said(companion: Companion, shelf: type[Shelf]) -> None:
    checked(companion)
    said = companion("programme", "answer", "-", "--question", "2", stdin=b"It rained.\n")
    assert said.out == (
        "Noted, as an answer to: What came?\nThat was step 2 of 5.\n"
        "Next in Five days, step 3 of 5: Read why.\n  An article to read.\n"
        "  companion library p/why\n  companion programme done\n"
    )
    (found,) = companion("journal", "--kind", "wrote", "--json").json
    assert (found["question"], found["text"], found["step"]) == ("What came?", "It rained.", "p/five.1.midway")
    assert companion("programme", "done").out == (
        "That was step 3 of 5.\nNext in Five days, step 4 of 5: Ask twice.\n"
        "  Its idea is on today's page: companion today\n"
    )


def test_a_step_of_two_trials_is_planned_for_two_and_gone_on_with(companion: Companion, shelf: type[Shelf]) -> None:
    """The next day's plain `did` means it, and the page offers no other first."""
    shelf.entries = (*ENTRIES[:-1], replace(PROGRAMME, steps=PROGRAMME.steps[3:]))
    companion("programme", "start", "five")
    planned = companion("plan").out
    assert planned.endswith("Planned for two trials, as its step asks.\n")
    key = planned.split()[1]
    assert "as its step asks" not in companion("plan", "I will wait", "--pact", "3").out
    companion("undo")
    said = companion("did").out
    assert "\nThat is one of two trials for step 1 of 2.\n" in said
    assert "decide" not in said
    page = companion.on(TUE)("today").out
    tells = f"  companion did {key} --outcome better|expected|worse|surprise\n"
    assert f"Go on with: When it is 0, I will do ask 0.\n{tells}Or choose another to try today\n" in page
    assert companion("today", "--json").json["going_on"]["id"] == key
    done = companion("did").out
    assert "That was step 1 of 2.\nNext in Five days, step 2 of 2: Hold a taste.\n" in done
    assert "  companion guide p/taste --print   puts it on paper\n" in done
    assert f"companion decide {key}" in done


def test_a_step_that_is_planned_or_put_aside_says_so_in_the_list(companion: Companion, shelf: type[Shelf]) -> None:
    companion("programme", "start", "five")
    companion("swap")
    listed = companion("programme").out
    assert (
        "step 1 of 5; put aside for today.\n    Next: Count it. Put aside for today; it comes back tomorrow.\n"
        in listed
    )
    companion("undo")
    key = companion("plan", "--json").json["id"]
    listed = companion("programme").out
    assert "planned, not told yet.\n    Next: Count it. It is planned; tell how it went.\n" in listed
    assert f"    companion did {key} --outcome better|expected|worse|surprise\n" in listed
    assert companion("programme", "--json").json[0]["next"]["planned"] == key


def test_an_ended_programme_tells_what_came_of_it_on_that_days_page_and_when_it_is_shown(
    companion: Companion, shelf: type[Shelf]
) -> None:
    shelf.entries = (*ENTRIES[:-1], replace(PROGRAMME, steps=PROGRAMME.steps[:2]))
    checked(companion)
    companion("programme", "answer", "It rained.")
    page = companion("today").out
    assert "Five days is done." in page
    assert "On the way: one trial and one answer.\n" in page
    assert "wrote: It rained. (What did you expect?)\n  companion journal --pack p --since 2026-11-16\n" in page
    assert "On the way: one trial and one answer.\n" in companion.on(TUE + ONE)("programme", "show", "five").out
    assert "On the way" not in companion("today").out
    listed = companion("journal", "--pack", "p", "--since", "2026-11-16").out
    for line in (
        "enrolment:p/five.1  programme: Began Five days.",
        "step:p/five.1.count  step: Count it",
        "It rained.",
    ):
        assert line in listed
    way = companion("programme", "show", "five", "--json").json["way"]
    assert [len(way[name]) for name in ("tried", "answered", "captured")] == [1, 1, 0]


def test_a_programme_is_the_first_thing_recorded_and_no_welcome_returns(
    companion: Companion, shelf: type[Shelf]
) -> None:
    assert "Welcome." in companion("today").out
    companion("programme", "start", "five")
    assert "Welcome." not in companion("today").out
    assert companion("journal").out == "Monday 16 November\n  enrolment:p/five.1  programme: Began Five days.\n"


def test_every_swap_says_how_many_are_left(companion: Companion, shelf: type[Shelf]) -> None:
    assert companion("swap").out.endswith("\n\nOne swap left today.\n")
    assert companion("swap").out.endswith("\n\nNo swaps left today.\n")


def test_before_a_variant_is_chosen_steps_are_numbered_as_each_variant_walks_them_and_then_it_is_named(
    companion: Companion, shelf: type[Shelf]
) -> None:
    first, second = (replace(PROGRAMME.steps[0], id=id, title=id.title(), only=id) for id in ("small", "large"))
    shelf.entries = (
        *ENTRIES[:-1],
        replace(PROGRAMME, variants=("small", "large"), steps=(first, second, *PROGRAMME.steps[1:])),
    )
    shown = companion("programme", "show", "five").out
    for line in ("1  Small (only for small)", "1  Large (only for large)", "2  Midway (a check)", "5  Hold a taste"):
        assert line in shown
    companion("programme", "start", "five", "--variant", "large")
    assert companion("programme", "show").out.startswith("p/five  Five days, large\n")


def test_what_ends_a_step_says_so_once(companion: Companion, shelf: type[Shelf]) -> None:
    companion("programme", "start", "five")
    companion("plan")
    assert "That was step 1 of 5.\n" in companion.on(TUE)("did", "--on", "yesterday").out
    assert "That was step" not in companion("did", "--tried", "I sang").out
    assert "That was step" not in companion("today").out


def test_a_trial_withdrawn_says_that_its_step_comes_again(companion: Companion, shelf: type[Shelf]) -> None:
    checked(companion)
    trial = companion("journal", "--kind", "tried", "--json").json[0]["id"]
    assert 'Next again: the step "Count it".' in " ".join(companion("withdraw", trial).out.split())
    assert "Under way, step 1 of 5; planned, not told yet." in companion("programme").out


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
    said = " ".join(companion("programme", "leave").out.split())
    assert said.startswith("Left, none of five steps done. What you wrote and tried stays; begun again, it starts from")


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
        "Next: Midway. A check: two questions, one to answer.\n"
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
    said = companion("programme", "answer", "x", "--programme", "two").out
    assert said.startswith("Noted, as an answer to: What did you expect?\nThat was step 1 of 1. Two is done.\n")


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
    assert companion("programme").out == "p/five  Five days, large\n    Under way; its pack is not here.\n"
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

    group = Group("pack", "w", (Command("check", "w", check, alone=True),))
    monkeypatch.setattr(cli, "COMMANDS", {"pack": group})
    monkeypatch.setenv("TZ", "Nowhere/Real")
    said = companion("pack", "check")
    assert (said.code, said.stdout, said.stderr, seen) == (1, b"", b"", [None])
    assert not companion.home.exists()
