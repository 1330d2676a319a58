"""`companion journal`: everything recorded by day, filtered and searched, as text and as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from companion.coach.finding import KINDS
from companion.compose import random_id
from companion.domain.records import Answer, Decision, Outcome, Plan, Record, Reflection, Shown, Trial, Untried, Verdict
from companion.journal.journal import Journal
from tests.cli.running import Companion
from tests.domain.making import FRI, LAST_FRI, MON, ONE, THU, TUE, WED, away, common, reserve, review

SHOWN = Shown(title="Count what waits", idea=f"{'Little by little. ' * 9}What is open equals what waits. {'So. ' * 30}")


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    return settled_in


def record(companion: Companion, *records: tuple[str, Record]) -> Companion:
    folder, state = companion.home / "data" / "journal", companion.home / "state"
    journal = Journal(folder, state, lambda: datetime(2026, 11, 20, 8, tzinfo=UTC), random_id)
    with journal.act():
        for key, one in records:
            journal.add(one, key)
    return companion


def told(text: str) -> Trial:
    return Trial(**common(TUE), experiment="xyz1", outcome=Outcome.BETTER, told=TUE, note=text)


def wrote(text: str, hour: int = 9) -> Reflection:
    return Reflection(**common(TUE, hour), question="What happened?", text=text)


@pytest.fixture
def lived(companion: Companion) -> Companion:
    """One of every kind, and one more plan, a year ago."""
    words = {"cue": "When the list is long", "action": "count it", "expect": "twelve", "theme": "value"}
    planned = Plan(**common(MON), **words, know="the number", card="big-value-picture/count", shown=SHOWN)  # type: ignore[arg-type]
    return record(
        companion,
        ("xyz1", planned),
        ("xab2", Plan(**common(MON.replace(year=2025)), action="ask")),
        ("t1", told("They had the same doubt.")),
        ("r1", wrote("We talk about customers every week, and to them about twice a year.\nNaïve, I know.")),
        ("u1", Untried(**common(FRI), experiment="xyz1", about=THU, note="the train")),
        ("xyz1", Decision(**common(FRI), verdict=Verdict.ADOPT, lesson="Small enough.")),
        ("2026-11-16", review(MON, plus="calm", deeper=(Answer(question="Why?", text="The list."),))),
        ("a1", away(LAST_FRI, LAST_FRI + ONE)),
        ("2026-11-18", reserve(WED)),
    )


# As text


def test_everything_is_listed_by_day_newest_first_with_ids_to_go_on_with(lived: Companion) -> None:
    listed = lived("journal")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out == (
        "Friday 20 November\n"
        "  decision:xyz1  decided: Adopted. Small enough.\n"
        "      When the list is long, I will count it.\n"
        "  review:2026-11-16  review: Plus: calm\n"
        "      Why? The list.\n"
        "      The week of 16 Nov\n"
        "\n"
        "Thursday 19 November\n"
        "  u1  Not tried: the train\n"
        "      When the list is long, I will count it.\n"
        "\n"
        "Wednesday 18 November\n"
        "  reserve:2026-11-18  reserve: Bridged by a reserve, spent on 19 Nov.\n"
        "\n"
        "Tuesday 17 November\n"
        "  t1  tried: Better than expected: They had the same doubt.\n"
        "      When the list is long, I will count it.\n"
        "  r1  wrote: We talk about customers every week, and to them about twice a\n"
        "      year.\n"
        "      Naïve, I know.\n"
        "      What happened?\n"
        "\n"
        "Monday 16 November\n"
        "  xyz1  planned: When the list is long, I will count it.\n"
        "      You expected: twelve\n"
        "\n"
        "Friday 13 November\n"
        "  a1  Away from 13 Nov to 14 Nov.\n"
        "\n"
        "Sunday 16 November 2025\n"
        "  xab2  planned: Ask.\n"
    )


def test_every_id_that_is_listed_can_be_shown(lived: Companion) -> None:
    ids = [line.split()[0] for line in lived("journal").out.splitlines() if line[:2] == "  " and line[2] != " "]
    assert len(ids) == 9
    for one in ids:
        assert lived("show", one).code == 0, one


def test_a_search_lists_the_best_first(lived: Companion) -> None:
    record(lived, ("r2", wrote("No doubt at all.", 8)), ("r3", wrote("Doubtful.")))
    assert lived("journal", "DOUBT").out == (
        "Tuesday 17 November\n"
        "  t1  tried: Better than expected: They had the same doubt.\n"
        "      When the list is long, I will count it.\n"
        "  r2  wrote: No doubt at all.\n"
        "      What happened?\n"
        "  r3  wrote: Doubtful.\n"
        "      What happened?\n"
    )
    assert lived("journal", "naive").out.startswith("Tuesday 17 November\n  r1  wrote: We talk")
    assert lived("journal", "twice", "customers").out == lived("journal", "customers twice").out != ""


def test_what_was_found_in_a_text_that_the_list_does_not_show_is_quoted(lived: Companion) -> None:
    assert lived("journal", "equals waits").out == (
        "Monday 16 November\n"
        "  xyz1  planned: When the list is long, I will count it.\n"
        "      You expected: twelve\n"
        "      The idea: …little. Little by little. Little by little. What is open\n"
        "      equals what waits. So. So. So. So. So. So. So. So. So. So. So.…\n"
    )
    assert lived("journal", "number").out.endswith("      You would know by: the number\n")


def test_thirty_are_listed_unless_more_are_asked_for(companion: Companion) -> None:
    record(companion, *((f"r{number}", wrote(f"word {number}")) for number in range(40)))
    for words in ((), ("word",)):
        listed = companion("journal", *words).out
        assert listed.count("wrote:") == 30
        assert listed.endswith("\n\n30 of 40; --all shows the rest, --since narrows it.\n")
        assert companion("journal", *words, "--limit", "39").out.endswith(
            "\n\n39 of 40; --all shows the rest, --since narrows it.\n"
        )
        for more in (("--all",), ("--limit", "40"), ("--limit", "400")):
            listed = companion("journal", *words, *more).out
            assert (listed.count("wrote:"), "narrows" in listed) == (40, False)
        assert len(companion("journal", *words, "--json").json) == 40
        assert len(companion("journal", *words, "--json", "--limit", "2").json) == 2


def test_text_from_elsewhere_is_cleaned(companion: Companion) -> None:
    record(companion, ("r\x1b1", wrote("a \x1b[31mred\x1b[0m word")))
    for words in ((), ("red",), ("31mred",)):
        assert "\x1b" not in companion("journal", *words).out
    assert companion("journal", "red").out.count("red") == 1


# Filters


def shown(result: Any) -> list[str]:
    assert (result.code, result.err) == (0, "")
    return [line.split()[0] for line in result.out.splitlines() if line[:2] == "  " and line[2] != " "]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--kind", "decided"), ["decision:xyz1"]),
        (("--kind", "not-tried"), ["u1"]),
        (("--kind", "reserve"), ["reserve:2026-11-18"]),
        (("--theme", "value"), ["decision:xyz1", "u1", "t1", "xyz1"]),
        (("--experiment", "xy"), ["decision:xyz1", "u1", "t1", "xyz1"]),
        (("--pack", "big-value-picture", "--kind", "planned"), ["xyz1"]),
        (("--since", "yesterday"), ["decision:xyz1", "review:2026-11-16", "u1"]),
        (("--since", "2026-11-17", "--until", "2026-11-18"), ["reserve:2026-11-18", "t1", "r1"]),
        (("--until", "2025-12-31"), ["xab2"]),
        (("--since", "yesterday", "the", "--kind", "not-tried"), ["u1"]),
        (("the", "--kind", "tried"), ["t1"]),
        (("--kind", "planned", "list"), ["xyz1"]),
    ],
)
def test_filters_narrow_a_list_and_a_search(lived: Companion, options: tuple[str, ...], ids: list[str]) -> None:
    assert shown(lived("journal", *options)) == ids


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "thought"), f'No kind is called "thought". There are {", ".join(KINDS)}.\n'),
        (("--theme", "peeple"), 'No theme is called "peeple". There are people, value, work, learning.\n'),
        (
            ("--pack", "none"),
            'No pack is called "none". There are big-value-picture, co-creation, descaling-work, first-four-weeks, '
            "open-talent, work-as-pdsa.\n",
        ),
        (("--experiment", "x"), '2 experiments begin with "x": xyz1, xab2. Give more letters.\n'),
        (("--experiment", "q"), 'No experiment begins with "q". `companion experiments` lists all two.\n'),
        (("--experiment", ""), 'No experiment begins with "". `companion experiments` lists all two.\n'),
        (("--since", "soon"), '"soon" is not a date. Write it as 2026-11-20, today or yesterday.\n'),
        (("--until", "20.11."), '"20.11." is not a date. Write it as 2026-11-20, today or yesterday.\n'),
        (
            ("--since", "today", "--until", "yesterday"),
            "2026-11-20 comes after 2026-11-19, so nothing lies between them. Swap the two.\n",
        ),
        (("--limit", "0"), '"0" does not do for --limit: give a whole number from 1.\n'),
        (("--limit", "many"), '"many" does not do for --limit: give a whole number from 1.\n'),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(lived: Companion, options: tuple[str, ...], said: str) -> None:
    for more in ((), ("the",), ("--json",)):
        refused = lived("journal", *more, *options)
        assert (refused.code, refused.out, refused.err) == (2, "", said)


def test_a_limit_and_all_do_not_go_together(lived: Companion) -> None:
    refused = lived("journal", "--limit", "3", "--all")
    assert (refused.code, refused.out) == (2, "")
    assert "not allowed with" in refused.err


# Nothing


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("",), '"" holds no letters or digits, so it finds nothing. Give a word, or a part of one.'),
        (("?!", "…"), '"?! …" holds no letters or digits, so it finds nothing. Give a word, or a part of one.'),
        (("glad",), 'Nothing here has "glad". Try the beginning of the word.'),
        (("glad", "sad"), 'Nothing here has "glad sad". Try fewer words, or the beginning of one.'),
        (
            ("glad", "--kind", "tried"),
            'Nothing here has "glad". Try the beginning of the word. The filters narrow it further; leave one out.',
        ),
        (
            ("--since", "today", "--kind", "tried"),
            "Nothing that is recorded fits these filters. Leave one out, or widen --since and --until.",
        ),
    ],
)
def test_an_empty_list_says_why_and_what_to_try(lived: Companion, arguments: tuple[str, ...], said: str) -> None:
    empty = lived("journal", *arguments)
    assert (empty.code, empty.out) == (0, "")
    assert " ".join(empty.err.split()) == said


def test_a_journal_with_nothing_in_it_says_where_to_begin(companion: Companion) -> None:
    empty = companion("journal")
    assert (empty.code, empty.out) == (0, "")
    assert empty.err == "Nothing is recorded yet. Today's page begins it: `companion today`.\n"
    assert companion("journal", "--json").json == []


def test_json_of_nothing_is_an_empty_list_and_says_only_that_a_search_asked_for_nothing(lived: Companion) -> None:
    assert lived("journal", "glad", "--json").json == []
    assert lived("journal", "--since", "today", "--kind", "tried", "--json").json == []
    empty = lived("journal", "?!", "--json")
    assert (empty.code, empty.out) == (0, "[]\n")
    assert "holds no letters or digits" in empty.err


# JSON


def test_json_has_every_record_with_its_fields_and_its_kind(lived: Companion) -> None:
    found = lived("journal", "--json").json
    kinds = ["decision", "review", "untried", "reserve", "trial", "reflection", "plan", "away", "plan"]
    assert [one["kind"] for one in found] == kinds
    assert all({"id", "day", "at", "kind"} <= set(one) and "matches" not in one for one in found)
    trial = found[4]
    assert (trial["id"], trial["day"], trial["at"]) == ("t1", "2026-11-17", "2026-11-17T12:00:00Z")
    assert (trial["experiment"], trial["outcome"], trial["note"]) == ("xyz1", "better", "They had the same doubt.")


def test_a_kind_and_an_id_name_the_record_for_other_commands(lived: Companion) -> None:
    for one in lived("journal", "--json").json:
        shown = lived("show", f"{one['kind']}:{one['id']}", "--json").json
        assert (shown["id"], shown["kind"], shown["day"]) == (one["id"], one["kind"], one["day"])


def test_json_of_a_search_tells_where_each_word_was_found(lived: Companion) -> None:
    (found,) = lived("journal", "--json", "naive", "week").json
    assert found["id"] == "r1"
    (match,) = found["matches"]
    assert (match["field"], match["text"]) == ("text", found["text"])
    assert [found["text"][first:last] for first, last in match["spans"]] == ["week", "Naïve"]


def test_a_match_in_what_the_card_said_or_in_an_answer_is_told_too(lived: Companion) -> None:
    by_id = {one["id"]: one["matches"] for one in lived("journal", "--json", "list").json}
    assert {key: [one["field"] for one in found] for key, found in by_id.items()} == {
        "xyz1": ["cue"],
        "2026-11-16": ["deeper.0.text"],
    }
    (found,) = lived("journal", "--json", "waits").json
    assert [(one["field"], one["spans"]) for one in found["matches"]] == [
        ("shown.title", [[11, 16]]),
        ("shown.idea", [[187, 192]]),
    ]
