"""A guide as Markdown: made for paper and arm's length, and whatever it says stays text within eighty columns."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.domain.entries import GuideLine, GuideStep, LineKind
from companion.exchange.guide_markdown import RULE, WIDTH, guide_of
from companion.text import is_unsafe, one_line
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.guides import ASK, CAPTURE, SAY, STEPS, make_guide, make_step
from tests.exchange.reading_markdown import shown, structure
from tests.exchange.texts import texts

TO_WRITE_ON = f"\n{RULE}\n\n{RULE}\n\n{RULE}\n"
FOR_ANSWERS = f"\n{RULE}\n\n{RULE}\n"


def fits_paper(text: str) -> bool:
    return all(len(line) <= WIDTH and line == line.rstrip() for line in text.split("\n"))


def test_it_reads_like_this() -> None:
    assert guide_of(make_guide()) == (
        "A first taste\n"
        "=============\n"
        "\n"
        "10 minutes, three steps.\n"
        "\n"
        "For three colleagues who are willing. Bring paper.\n"
        "\n"
        "Nobody prepares.\n"
        "\n"
        "Say and Ask can be read aloud as they stand; Do is for whoever leads; under\n"
        "Capture, write a few words of what comes. If nobody answers, count slowly to\n"
        "ten, let each write for a minute, or go on. Before you begin, agree with the\n"
        "room what is written down, and who keeps these sheets.\n"
        "\n"
        "Date ____________  Begins at _______  Room ____________  Led by ________________\n"
        "\n"
        "Agenda\n"
        "------\n"
        "\n"
        "- 0:00 to 0:02  Arrive\n"
        "- 0:02 to 0:07  Taste\n"
        "- 0:07 to 0:10  Close\n"
        "\n"
        "\n"
        "Step 1. Arrive\n"
        "--------------\n"
        "\n"
        "0:00 to 0:02, two minutes\n"
        "\n"
        "**Say:**     Nothing said here binds anyone.\n"
        "\n"
        "**Ask:**     What would make ten minutes worth it?\n"
        "\n"
        "**Capture:** hopes\n"
        f"{TO_WRITE_ON}"
        "\n"
        "\n"
        "Step 2. Taste\n"
        "-------------\n"
        "\n"
        "0:02 to 0:07, five minutes\n"
        "\n"
        "**Do:**      Write for three minutes, alone.\n"
        "\n"
        "**Capture:** lines nobody expected\n"
        f"{TO_WRITE_ON}"
        "\n"
        "**Capture:** doubts\n"
        f"{TO_WRITE_ON}"
        "\n"
        "**Say:**     No comments yet.\n"
        "\n"
        "\n"
        "Step 3. Close\n"
        "-------------\n"
        "\n"
        "0:07 to 0:10, three minutes\n"
        "\n"
        "**Ask:**     Who tells whom?\n"
        f"{FOR_ANSWERS}"
        "\n"
        "\n"
        "Sources\n"
        "-------\n"
        "\n"
        "- von Hippel 1994, Management Science 40(4)\n"
        "\n"
        "On a screen, and with a clock: companion guide p/taste\n"
    )


def test_to_markdown_it_is_headings_paragraphs_lists_and_rules() -> None:
    kinds = structure(guide_of(make_guide()))
    assert kinds.count("heading_open") == 6
    assert kinds.count("hr") == 3 * 3 + 2
    assert kinds.count("list_item_open") == 4
    assert "**Say:**     Nothing" not in shown(guide_of(make_guide()))
    assert "Say:     Nothing said here binds anyone." in shown(guide_of(make_guide()))
    assert not {"table_open", "code_block", "fence", "html_block", "blockquote_open"} & set(kinds)


def test_long_lines_hang_below_their_text() -> None:
    words = "One word after another, said slowly and in the same order as they stand here, twice over."
    text = guide_of(make_guide(steps=(make_step("one", 10, (SAY, words)),), sources=(words,), title=words))
    assert (
        "**Say:**     One word after another, said slowly and in the same order as they\n"
        "             stand here, twice over.\n"
    ) in text
    assert ("- One word after another, said slowly and in the same order as they stand here,\n  twice over.\n") in text
    assert text.startswith(
        "One word after another, said slowly and in the same order as they stand here,\ntwice over.\n===="
    )
    assert fits_paper(text)


def test_without_sources_it_has_no_heading_for_them() -> None:
    assert "Sources" not in guide_of(make_guide(sources=()))


def test_a_word_that_is_too_long_is_cut_and_every_character_of_it_is_there() -> None:
    word = "".join(chr(ord("a") + at % 26) for at in range(500)) + "*" * 90
    text = guide_of(make_guide(body="", steps=(make_step("one", 10, (ASK, f"before {word} after")),)))
    assert fits_paper(text)
    (line,) = [one for one in shown(text) if one.startswith("Ask:")]
    assert line.removeprefix("Ask:").replace("~soft~", "").replace(" ", "") == f"before{word}after"


@given(texts, texts, st.lists(st.tuples(st.sampled_from(LineKind), texts), max_size=4), texts, texts)
@example("a | b", "x | y", [], "c | d", "e | f")
@example("# x", "- a\n1. b\n> c", [(CAPTURE, "=====")], "---", "```")
@settings(max_examples=60, deadline=None)
def test_whatever_a_guide_says_it_has_the_structure_that_it_should_have(
    title: str, body: str, lines: list[tuple[LineKind, str]], step: str, source: str
) -> None:
    steps = (GuideStep("s", step, 10, tuple(GuideLine(*line) for line in lines)), STEPS[2])
    text = guide_of(make_guide(title=title, body=body, steps=steps, sources=(source,)))
    assert fits_paper(text)
    assert not any(is_unsafe(char) for char in text.replace("\n", ""))
    kinds = structure(text)
    assert kinds.count("heading_open") == 5
    captured, asked = (sum(one is kind for one, _ in lines) for kind in (CAPTURE, ASK))
    assert kinds.count("hr") == 3 * captured + 2 * (1 + (0 if captured else asked))
    assert kinds.count("list_item_open") == 3
    assert kinds.count("strong_open") == len(lines) + 1
    said = [f"{kind}: {one_line(words)}".strip() for kind, words in lines]
    read = [" ".join(one.replace("~soft~", " ").split()) for one in shown(text)]
    assert [one for one in read if one.startswith(("Say:", "Do:", "Capture:"))][: len(said)] == [
        one for one in said if not one.startswith("Ask:")
    ]


def test_nothing_hostile_is_printed() -> None:
    for hostile in HOSTILE.values():
        guide = make_guide(title=hostile, body=hostile, sources=(hostile,), pack=hostile)
        step = GuideStep("s", hostile, 10, tuple(GuideLine(kind, hostile) for kind in LineKind))
        assert is_harmless(guide_of(replace(guide, steps=(step,))).encode())
