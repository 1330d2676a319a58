"""The library by command: everything there is, what has some words, and one entry to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.cli.entry_text import markdown_lines
from tests.cli.running import Companion
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.packs.shipping import SECOND, card, write_pack

TERM = "## Slack {#slack}\nkind: term\n\nRoom that is promised to nobody.\n"
GUIDE = """\
## A first taste {#taste}
kind: guide
minutes: 10

For three to eight people.

### 10 min: Arrive {#arrive}
Say: Nothing said here binds anyone.
Capture: hopes
"""
QUESTION = "## What did you stop doing? {#stop}\nkind: question\nuse: deep\n"


@pytest.fixture
def stocked(settled_in: Companion, tmp_path: Path) -> Companion:
    folder = write_pack(tmp_path / "calm-week", *SECOND, TERM, GUIDE, QUESTION)
    assert settled_in("pack", "install", str(folder), "--yes").code == 0
    return settled_in


def test_it_lists_packs_themes_with_their_cards_what_there_is_to_read_and_the_glossary(stocked: Companion) -> None:
    said = stocked("library").out
    found = stocked("library", "--json").json
    assert found["packs"][-1]["id"] == "calm-week"
    assert {"calm-week/slack", "calm-week/to-retire"} <= {entry["ref"] for entry in found["entries"]}
    for theme in found["themes"]:
        cards = [one for one in found["entries"] if (one["kind"], one["theme"]) == ("card", theme["id"])]
        assert theme["cards"] == sum(not card["retired"] for card in cards) > 1
        assert f"  {theme['glyph']} {theme['title']}: {theme['cards']} cards\n" in said
    for words in ("  big-value-picture  The Big Value Picture, version ", "  calm-week/week  A quiet week\n",
                  "  calm-week/taste  A first taste\n", "  calm-week/why  Why it really waits\n", "Slack"):  # fmt: skip
        assert words in said
    assert "calm-week/to-retire" not in said


def test_words_find_entries_and_words_that_nothing_has_find_none(stocked: Companion) -> None:
    said = stocked("library", "something", "else", "really", "waits")
    assert (said.code, said.out) == (0, "1 entry\n\n  calm-week/why  Why it really waits (article)\n")
    assert [one["ref"] for one in stocked("library", "slack promised nobody", "--json").json] == ["calm-week/slack"]
    none = stocked("library", "giraffes")
    assert (none.code, none.out.startswith('No entry has "giraffes" in it.')) == (0, True)
    assert stocked("library", "...", "--json").json == []
    many = stocked("library", "the").out.splitlines()[-1]
    assert many.endswith("more: --all lists them")
    assert "more: --all" not in stocked("library", "the", "--all").out


@pytest.mark.parametrize(
    ("ref", "lines"),
    [
        ("calm-week/slack", ["Slack", "term · calm-week/slack", "", "Room that is promised to nobody."]),
        ("calm-week/stop", ["What did you stop doing?", "question · calm-week/stop · deep"]),
        (
            "calm-week/taste",
            [
                "A first taste",
                "guide · calm-week/taste · ten minutes",
                "",
                "For three to eight people.",
                "",
                "10 min: Arrive",
                "  Say: Nothing said here binds anyone.",
                "  Capture: hopes",
            ],
        ),
        (
            "calm-week/week",
            [
                "A quiet week",
                "programme · calm-week/week",
                "",
                "A few days with less open at once.",
                "",
                "  1  Do one: card calm-week/stepped",
                "  2  Do three: card calm-week/stepped-too",
            ],
        ),
    ],
)
def test_an_entry_reads_like_this(stocked: Companion, ref: str, lines: list[str]) -> None:
    assert stocked("library", ref).out.splitlines() == lines


def test_a_card_reads_with_what_it_suggests_and_asks(stocked: Companion) -> None:
    said = stocked("library", "calm-week/kept").out
    assert said.startswith("Kept\ncard · calm-week/kept · ▲ Work's changing · 101 · five minutes\n\nMost people")
    assert "To try\n  1  When I stop, I will write one line about kept.\n     Expect: tomorrow begins sooner." in said
    assert said.endswith("To answer\n  1  What did kept show?\n\nSource: own experience\n")
    assert stocked("library", "calm-week/kept", "--json").json["experiments"][0]["cue"] == "When I stop"


def test_a_ref_that_nothing_has_is_a_slip(stocked: Companion) -> None:
    said = stocked("library", "calm-week/nothing")
    assert (said.code, said.out) == (2, "")
    assert "`companion library` lists what there is" in said.err


def test_words_with_a_slash_are_words_unless_a_pack_is_called_so(stocked: Companion, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "either", card("one", title="Write and/or speak"), id="either")
    assert stocked("pack", "install", str(folder), "--yes").code == 0
    assert [one["ref"] for one in stocked("library", "and/or", "--json").json] == ["either/one"]
    assert stocked("library", "giraffe/okapi").out.startswith('No entry has "giraffe/okapi" in it.')


def test_a_retired_entry_says_so_and_what_takes_its_place(stocked: Companion) -> None:
    lines = stocked("library", "calm-week/to-retire").out.splitlines()
    assert lines[2:4] == ["Retired; calm-week/added takes its place.", ""]
    found = stocked("library", "calm-week/to-retire", "--json").json
    assert (found["retired"], found["replaced_by"]) == (True, "calm-week/added")
    assert not stocked("library", "calm-week/added", "--json").json["retired"]


@pytest.mark.parametrize("id", ["kept", "week", "taste", "why", "stop", "slack"])
def test_each_kind_of_entry_has_one_shape_wherever_it_is_asked_for(stocked: Companion, tmp_path: Path, id: str) -> None:
    ref = f"calm-week/{id}"
    found = stocked("library", ref, "--json").json
    assert stocked("pack", "show", "calm-week", id, "--json").json == found
    (listed,) = (one for one in stocked("library", "--json").json["entries"] if one["ref"] == ref)
    assert {**found, "level": found.get("level", 0)} == {**found, **listed}, "a list has the same, and less of it"
    assert "digest" not in found
    if found["kind"] == "guide":
        assert stocked("guide", id, "--json").json == found
        (guide,) = (one for one in stocked("guide", "--json").json if one["ref"] == ref)
        assert guide == {**listed, "minutes": found["minutes"]}
        assert found["steps"][0]["lines"][0] == {"kind": "say", "text": "Nothing said here binds anyone."}
    if found["kind"] == "programme":
        shown = stocked("programme", "show", ref, "--json").json["steps"]
        assert [{key: step[key] for key in found["steps"][0]} for step in shown] == found["steps"]
    if found["kind"] != "card":  # which is shown as the page that it makes
        assert stocked("pack", "preview", str(tmp_path / "calm-week"), id, "--json").json == found


def test_nothing_hostile_is_echoed(settled_in: Companion) -> None:
    hostile = " ".join(HOSTILE.values())
    for words in ([f"x{hostile}"], ["a", hostile], [f"big-value-picture/{hostile}"]):
        said = settled_in("library", *words)
        assert is_harmless(said.stdout)
        assert is_harmless(said.stderr)
        assert said.code == 0


# Markdown, folded


def test_paragraphs_and_bullets_are_folded_and_all_else_stands() -> None:
    long = " ".join(["word"] * 20)
    text = f"# A heading that is longer {long}\n{long}\n{long}\n\n- {long}\n  {long}\n- two\n\n> {long}\n\n1. {long}"
    lines = "\n".join(markdown_lines(text)).split("\n")
    assert lines[0] == f"# A heading that is longer {long}"
    assert all(len(line) <= 76 for line in lines[1:])
    assert " ".join(lines).split().count("word") == 140
    assert [line[:2] for line in lines if line[:1] in ("-", ">", "1")] == ["- ", "- ", "> ", "> ", "1."]
    assert all(line.startswith(("  ", "   ")) for line in lines if line and line[0] == " ")


@pytest.mark.parametrize(
    "text",
    [
        "```\n  kept   as it   is\n```",
        "~~~ text\nx\n\n\ny\n~~~",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "    indented   code",
        "[one]: https://example.org",
        "one\\\ntwo",
        "one  \ntwo",
    ],
)
def test_what_would_mean_something_else_when_folded_is_left_alone(text: str) -> None:
    assert [line.rstrip() for line in markdown_lines(text)] == [line.rstrip() for line in text.split("\n")]
