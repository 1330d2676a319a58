"""The playbook as Markdown: made for paper, and whatever was typed in it stays text on one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.coach.views import Misuse, Refused
from companion.domain.cards import THEMES, Theme
from companion.domain.playbook import Evidence
from companion.domain.records import Growth
from companion.exchange.playbook_markdown import MARKER, TITLE_LENGTH, playbook_of, save_playbook, shortened, title_of
from companion.text import one_line
from tests.domain.making import FRI
from tests.exchange.reading_markdown import shown, structure
from tests.exchange.texts import CALM, texts, view

WORK = THEMES[2]
THANK = "Say thank you before all else, and"


def test_it_reads_like_this() -> None:
    grown = view(
        "b",
        WORK,
        "When I hand over, I will name one thing. Made a little larger.",
        when="Before I leave",
        do="name the three things that I could not check",
        because="",
        expect="",
        title="",
        minutes=1,
        parent="a",
        growth=Growth.ENLARGE,
        evidence=Evidence(1, 0, 0, 1, 0),
    )
    assert playbook_of([view(), grown], FRI) == (
        "<!-- A playbook, written by Tiny Triumphs Companion, which may write it anew. -->\n"
        "\n"
        "# My playbook\n"
        "\n"
        "Two plays, Friday 20 November 2026.\n"
        "\n"
        "## ● It's all about people\n"
        "\n"
        "### Say one thing I am unsure of\n"
        "\n"
        "- **When:** the meeting slows down\n"
        "- **I will:** say one thing I am unsure of\n"
        "- **Because:** They had the same doubt.\n"
        "- **I expect:** somebody else admits a doubt too\n"
        "- **Evidence:** Nine trials, six better than predicted, three as predicted.\n"
        "- **From the idea:** Say one thing you are unsure of\n"
        "- **Adopted:** Friday 20 November 2026; five minutes\n"
        "\n"
        "## ▲ Work's changing\n"
        "\n"
        "### Name the three things that I could not check\n"
        "\n"
        "- **When:** Before I leave\n"
        "- **I will:** name the three things that I could not check\n"
        "- **Evidence:** One trial, worse than predicted.\n"
        "- **Grown from:** When I hand over, I will name one thing. Made a little larger.\n"
        "- **Adopted:** Friday 20 November 2026; one minute\n"
    )


def test_each_theme_has_one_section_the_four_first_and_none_last() -> None:
    zen = Theme("zen", "Zen", "z")
    found = [view("a", None), view("b", zen), view("c", WORK), view("d", CALM), view("e"), view("f", WORK)]
    headings = [one for one in playbook_of(found, FRI).split("\n") if one.startswith("## ")]
    assert headings == [
        "## ● It's all about people",
        "## ▲ Work's changing",
        "## ~ Calm & quiet",
        "## z Zen",
        "## ○ No theme",
    ]


def test_within_a_theme_they_stay_in_their_order() -> None:
    text = playbook_of([view(key, do=f"do {key}") for key in "cab"], FRI)
    assert [one for one in text.split("\n") if one.startswith("### ")] == ["### Do c", "### Do a", "### Do b"]


@given(st.lists(texts, min_size=6, max_size=6))
@settings(max_examples=80, deadline=None)
def test_whatever_was_typed_it_has_the_structure_that_it_should_have(typed: list[str]) -> None:
    when, do, because, expect, title, origin = typed
    found = playbook_of([view(origin=origin, when=when, do=do, because=because, expect=expect, title=title)], FRI)
    kinds = structure(found)
    assert (kinds.count("heading_open"), kinds.count("bullet_list_open"), kinds.count("html_block")) == (3, 1, 1)
    said = [f"I will: {one_line(do)}"] if one_line(do) else []
    said += [f"Because: {one_line(because)}"] if one_line(because) else []
    said += [f"I expect: {one_line(expect)}"] if one_line(expect) else []
    assert [one for one in shown(found) if one.startswith(("I will: ", "Because: ", "I expect: "))] == said
    items = 2 + sum(bool(one_line(text)) for text in (do, because, expect, title, origin))
    items += bool(one_line(when).lower().removeprefix("when").strip()) or one_line(when).lower() == "when"
    assert kinds.count("list_item_open") == kinds.count("strong_open") == items


# Names


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("ask", "Ask"),
        ("  ask\n twice ", "Ask twice"),
        ("é", "É"),
        ("", ""),
        ("x" * 60, "X" + "x" * 59),
        ("x" * 61, "X" + "x" * 58 + "…"),
        ("word " * 12, ("Word " + "word " * 11).strip()),
        ("word " * 13, "Word " + "word " * 10 + "word…"),
        (f"{THANK} then ask, or wait a while", f"{THANK} then ask, or wait a while"),
        (f"{THANK} then ask again, or wait a while", f"{THANK} then ask again, or wait…"),
        (f"{THANK} then ask or wait, a while and more", f"{THANK} then ask or wait, a…"),
        (f"{THANK} then do ask again, yes, and wait", f"{THANK} then do ask again, yes…"),
        ("a " + "x" * 100, "A " + "x" * 57 + "…"),
        ("?" * 100, "?" * 59 + "…"),
        ("." * 100, "." * 59 + "…"),
    ],
)  # fmt: skip
def test_a_play_is_named_by_its_action_cut_at_a_word(action: str, title: str) -> None:
    assert title_of(action) == title
    assert len(title) <= TITLE_LENGTH


@given(texts, st.integers(2, 80))
def test_what_is_shortened_is_a_beginning_and_never_too_long(text: str, most: int) -> None:
    line, short = one_line(text), shortened(text, most)
    assert len(short) <= most
    assert short == line or (len(line) > most and line.startswith(short[:-1]) and short[-1] == "…" and len(short) > 1)


# The file


def test_it_is_saved_and_saved_anew(tmp_path: Path) -> None:
    path = tmp_path / "playbook.md"
    save_playbook(path, [view()], FRI)
    save_playbook(path, [view(), view("b")], FRI)
    assert path.read_text("utf-8") == playbook_of([view(), view("b")], FRI)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["playbook", "playbook.txt", ".md"])
def test_another_ending_is_misuse(tmp_path: Path, name: str) -> None:
    with pytest.raises(Misuse, match=r"ends in \.md, such as playbook\.md\.$"):
        save_playbook(tmp_path / name, [view()], FRI)
    assert os.listdir(tmp_path) == []


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Mine")
    with pytest.raises(Refused, match=r"is there already and is not a playbook of this program\. Choose another name"):
        save_playbook(path, [view()], FRI)
    assert path.read_text() == "# Mine"


def test_a_month_of_the_journal_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "2026-11.md"
    path.write_text(MARKER.replace("A playbook", "A month of a journal"))
    with pytest.raises(Refused, match="is not a playbook"):
        save_playbook(path, [view()], FRI)
