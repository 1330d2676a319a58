"""An article's Markdown in the column: every word in its order, folded to the width, and nothing that acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text import is_unsafe
from companion.tui.ink import INK, SOFT, Block
from companion.tui.markdown_view import LONGEST, add_markdown

INKS = {f"{weight}{slant}{ink}" for weight in ("", "bold ") for slant in ("", "italic ") for ink in (INK, SOFT)}
MARKUP = [
    "*",
    "**",
    "***",
    "_",
    "`",
    "#",
    "###",
    ">",
    "-",
    "1.",
    "2)",
    "(",
    ")",
    "<b>",
    "</i>",
    "<!--",
    "\\",
    "~",
    "  ",
]


def written(text: str, width: int = 40) -> list[str]:
    """The lines of a text."""
    return [row.content.plain for row in add_markdown(Block("", width), text).rows]


def styled(text: str) -> dict[str, str]:
    """The style of each run of words."""
    content = [row.content for row in add_markdown(Block("", 60), text).rows]
    return {line.plain[span.start : span.end].strip(): str(span.style) for line in content for span in line.spans}


def test_paragraphs_are_folded_with_a_blank_line_between_them() -> None:
    assert written("One line\nand its end.\n\nAnother  \nbroken.", 12) == [
        *("One line and", "its end.", "", "Another", "broken."),
    ]


def test_headings_are_bold_and_stand_close_to_their_text() -> None:
    assert written("Before.\n\n### Why study\n\nText.") == ["Before.", "", "Why study", "Text."]
    assert styled("# Why *study*")["study"] == f"bold italic {INK}"


def test_emphasis_is_kept_and_code_is_text() -> None:
    found = styled("plain *slanted* **heavy** ***both*** `a * b`")
    assert found["slanted"] == f"italic {INK}"
    assert found["heavy"] == f"bold {INK}"
    assert found["both"] == f"bold italic {INK}"
    assert found["a * b"] == INK


def test_a_list_nested_deeper_than_anybody_nests_keeps_its_words() -> None:
    assert "within" in " ".join(written("* " * 30 + "within"))


def test_lists_hang_and_nest() -> None:
    text = "- one that is long enough to be folded over a line\n- two\n  1. first\n  2. second\n\nAfter."
    assert written(text, 30) == [
        *("–  one that is long enough to", "   be folded over a line", "–  two", "   1. first", "   2. second"),
        *("", "After."),
    ]


def test_a_list_keeps_its_first_number_and_an_item_without_words() -> None:
    assert written("7. seven\n8.\n9. nine") == ["7. seven", "8. ", "9. nine"]


def test_a_list_with_space_between_its_items_keeps_it() -> None:
    assert written("- one\n\n- two") == ["–  one", "", "–  two"]


def test_a_quotation_stands_in_and_is_soft() -> None:
    assert written("> said\n>\n> more\n\nAfter.") == ["  said", "", "  more", "", "After."]
    assert styled("> said")["said"] == SOFT


def test_code_keeps_its_lines_and_their_indents() -> None:
    assert written("```py\nif x:\n    y = 1\n\nend\n```\n\nAfter.") == [
        *("  if x:", "      y = 1", "  ", "  end", "", "After."),
    ]


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("[the study](https://a.example/x)", "the study", "(https://a.example/x)"),
        ("![a curve](curve.png)", "a curve", "(curve.png)"),
        ("[one]\n\n[one]: https://a.example", "one", "(https://a.example)"),
    ],
)
def test_a_link_is_its_words_and_its_address_in_soft_ink(text: str, words: str, address: str) -> None:
    found = styled(text)
    assert found[words] == INK
    assert found[address] == SOFT


def test_an_address_by_itself_is_said_once() -> None:
    assert written("<https://a.example> and <m@a.example>") == ["https://a.example and m@a.example"]


def test_what_could_act_is_text_as_it_stands() -> None:
    text = "<b>x</b> [@click=app.quit]y[/] [z](javascript:alert(1)) <script>\nq"
    assert " ".join(written(text, 200)) == text.replace("\n", " ")


def test_a_table_is_a_line_a_row_and_a_rule_three_points() -> None:
    assert written("| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nAfter.") == [
        *("a  ·  b", "1  ·  2", "", "·  ·  ·", "", "After."),
    ]


def test_every_paragraph_can_be_told_by_its_number() -> None:
    rows = add_markdown(Block("", 10), "One that is folded.\n\n- two\n- three").rows
    assert [row.action for row in rows] == ["at:0", "at:0", "", "at:1", "at:2"]


def test_a_very_long_paragraph_is_shown_whole_as_it_was_written() -> None:
    text = "[" * 12_000 + " *end*"
    assert "".join(written(text, 100)).replace(" ", "") == text.replace(" ", "")


def test_an_article_without_an_end_is_cut_and_says_so() -> None:
    found = written("word " * 1_000 + "\n\n" + "more words\n\n" * (LONGEST // 10), 60)
    assert " ".join(found[-2:]).endswith("The pack's own file has the rest.")
    assert len(found) < LONGEST


@given(st.lists(st.sampled_from([*MARKUP, "\n", "\n\n", "\n    ", "word"]), max_size=15), st.integers(8, 70))
def test_every_word_is_there_in_its_order_and_no_line_is_too_wide(parts: list[str], width: int) -> None:
    """Whatever the marks around the words do. Marks that hide words, such as a fence's language, are left out."""
    named = [f"word{number}" if part == "word" else part for number, part in enumerate(parts)]
    rows = add_markdown(Block("", width), " ".join(named)).rows
    shown = " ".join(row.content.plain for row in rows)
    places = [shown.find(one) for one in named if one.startswith("word")]
    assert -1 not in places
    assert places == sorted(places)
    assert all(row.content.cell_length <= width for row in rows)


@given(st.text(max_size=80), st.integers(1, 30))
def test_any_text_is_shown_in_the_houses_inks_without_what_a_terminal_acts_on(text: str, width: int) -> None:
    for row in add_markdown(Block("", width), text).rows:
        assert not any(is_unsafe(char) for char in row.content.plain)
        assert {str(span.style) for span in row.content.spans} <= INKS
