"""The journal as Markdown: what is written for a month, that typed text stays text, and that no other file is lost."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from companion.coach.playbook import Noted, Part
from companion.coach.views import Misuse, Refused
from companion.domain.records import (
    Answer,
    Capture,
    Course,
    Enrolment,
    Feed,
    Growth,
    Outcome,
    Share,
    Shown,
    StepDone,
    Verdict,
)
from companion.exchange import sharing
from companion.exchange.export_markdown import MARKER, escaped, escaped_line, months_of, save_months
from companion.text import clean
from tests.domain.desk import Desk
from tests.domain.making import (
    FRI,
    MON,
    ONE,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    away,
    cadence,
    common,
    decision,
    plan,
    reflection,
    reserve,
    resurfaced,
    review,
    swap,
    trial,
    untried,
    waived,
)
from tests.exchange.reading_markdown import shown, structure
from tests.exchange.texts import PIECES, texts

as_somebody = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


def noted(*days: Any) -> list[Noted]:
    return [Noted(day, (Part("Wrote", "It rained."),)) for day in sorted(days)]


# Typed text stays text


def as_lines(text: str) -> list[str]:
    """The paragraphs of a typed text, as they should be read: each line without the space around it."""
    lines = [line.strip() for line in clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")]
    blocks, block = [], list[str]()
    for line in [*lines, ""]:
        if line:
            block.append(line)
        elif block:
            blocks.append("\n".join(block))
            block = []
    return blocks


@given(texts)
@settings(max_examples=200, deadline=None)
def test_a_text_is_paragraphs_that_say_exactly_what_was_typed(text: str) -> None:
    found = escaped(text)
    blocks = as_lines(text)
    assert shown(found) == blocks
    assert structure(found) == ["paragraph_open", "paragraph_close"] * len(blocks)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_a_line_is_text_in_a_heading_in_a_list_and_in_a_quotation(text: str) -> None:
    said = " ".join(clean(text).split())
    line = escaped_line(said)
    assert shown(f"## {line}") == [said]
    assert structure(f"## {line}") == ["heading_open", "heading_close"]
    for mark, around in (("- ", ["bullet_list", "list_item"]), ("> ", ["blockquote"])):
        assert shown(f"{mark}**Label:** {line}") == [f"Label: {said}".strip()]
        kinds = [*around, "paragraph", "strong"]
        assert sorted(structure(f"{mark}**Label:** {line}")) == sorted(
            f"{kind}_{end}" for kind in kinds for end in ("open", "close")
        )


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_is_harmless_at_the_beginning_in_the_middle_and_at_the_end(piece: str) -> None:
    for text in (piece, f"{piece}a", f"{piece} a", f"a\n{piece}", f"a\n{piece} b\nc", f"a{piece}", f"a {piece}"):
        assert shown(escaped(text)) == as_lines(text)
        assert set(structure(escaped(text))) <= {"paragraph_open", "paragraph_close"}


def test_a_line_that_only_some_readers_take_for_a_table_is_text_too() -> None:
    assert escaped("a\n:--") == "a  \n\\:--"


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, an e-mail to a@b.org, 3-4 people, R&D, C#, snake_case and (brackets).",
        "It's 5 o'clock; a -> b, 2 + 2 = 4, 100 %, $5, ^up^, \"quoted\".",
        "é 日本 👩\u200d🚀",
    ],
)
def test_ordinary_words_are_left_as_they_are(text: str) -> None:
    """It is meant to be read as it stands, too."""
    assert escaped(text) == text


# What a month says


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


def written(desk: Desk, *records: Any) -> dict[str, str]:
    """The months of a journal with these records; one given as (id, record) keeps that id."""
    journal = desk.journal()
    with journal.act():
        for given_ in records:
            key, record = given_ if isinstance(given_, tuple) else ("", given_)
            journal.add(record, key)
    return months_of(desk.coach().chronicle())


def entries(text: str) -> list[str]:
    """What stands below the month's heading, as it is read, with its headings."""
    marker, _, month, *_ = text.split("\n")
    assert marker == MARKER
    assert month.startswith("# ")
    return shown(text)[1:]


def test_a_month_reads_like_a_journal_the_newest_last(desk: Desk) -> None:
    rain = Shown(title="Rain", idea="Wet.")
    planned = plan(MON, "ask", cue="When it rains", expect="they do\ntoo", know="they say so", shown=rain)
    found = written(
        desk,
        ("x", replace(decision(FRI), lesson="It works.\n\nMostly.")),
        replace(trial(TUE, "x", outcome=Outcome.BETTER), note="They laughed."),
        ("x", planned),
        reflection(MON, hour=20),
        replace(untried(THU, WED, "x"), note="No rain."),
    )
    assert list(found) == ["2026-11.md"]
    assert entries(found["2026-11.md"]) == [
        "Monday 16 November",
        "Planned: When it rains, I will ask.",
        "You expected: they do\ntoo",
        "To know by: they say so",
        "From: Rain",
        "Asked: What happened?",
        "Wrote: It rained.",
        "Tuesday 17 November",
        "Tried: Better than expected: They laughed.",
        "When it rains, I will ask.",
        "Wednesday 18 November",
        "Answered: Not tried: No rain.",
        "When it rains, I will ask.",
        "Friday 20 November",
        "Decided: Adopted. It works.",
        "Mostly.",
        "When it rains, I will ask.",
    ]
    assert structure(found["2026-11.md"]).count("heading_open") == 5


def test_a_weekly_review_has_all_its_parts(desk: Desk) -> None:
    whole = review(
        MON,
        SUN,
        plus="The map.",
        minus="Two meetings\nwithout a purpose.",
        next="One question.",
        focus="people",
        deeper=(Answer(question="What do you come back to?", text="The silence."),),
    )
    (text,) = written(desk, ("2026-11-16", whole)).values()
    assert entries(text) == [
        "Sunday 22 November",
        "Reviewed: The week from 16 Nov to 22 Nov.",
        "Plus: The map.",
        "Minus: Two meetings\nwithout a purpose.",
        "Next: One question.",
        "Asked: What do you come back to?",
        "Wrote: The silence.",
        "Focus of the week after: It's all about people",
    ]


def test_an_empty_review_says_only_that_it_was_made(desk: Desk) -> None:
    (text,) = written(desk, ("2026-11-16", review(MON))).values()
    assert entries(text) == ["Friday 20 November", "Reviewed: The week from 16 Nov to 22 Nov."]


def test_days_and_choices_are_told(desk: Desk) -> None:
    coach = desk.on(MON).coach()
    coach.set_day_start("05:00")
    coach.set_minutes(10)
    (text,) = written(
        desk,
        away(SAT, SUN + 7 * ONE, made=MON),
        ("2026-11-17", reserve(TUE, FRI)),
        ("2026-11-18", waived(WED, THU)),
        ("2026-11-19", cadence(THU, 3)),
        ("2026-11-20", cadence(FRI, "FREQ=WEEKLY;BYDAY=MO,TU,WE")),
        ("odd key", replace(desk.journal().history().settings["minutes"], value="*7*")),
    ).values()
    assert sorted(entries(text)) == sorted(
        [
            "Monday 16 November",
            "A day starts from here on at: 05:00",
            "Minutes for an experiment from here on: 10",
            "odd key: *7*",
            "Tuesday 17 November",
            "Reserve: Bridged by a reserve, spent on 20 Nov.",
            "Thursday 19 November",
            "Let go: Wednesday 18 November.",
            "What counts from here on: three days a week, any of them",
            "Friday 20 November",
            "What counts from here on: Monday to Wednesday",
            "Saturday 21 November",
            "Away: from 21 Nov to 29 Nov.",
        ]
    )


def test_programmes_and_what_guides_brought_are_told(desk: Desk) -> None:
    (text,) = written(
        desk,
        ("p/five.1", Enrolment(**common(MON), programme="p/five", title="Five", variant="small", course=Course.LEFT)),
        ("p/five.1.a", StepDone(**common(TUE), enrolment="p/five.1", step="a", title="Count it")),
        ("p/gone.1.a", StepDone(**common(WED), enrolment="p/gone.1", step="a", title="Ask")),
        Capture(**common(THU), guide="p/g", title="A taste", step="in", label="hopes", text="# Less\nnoise"),
        ("p", Feed(**common(FRI), share=Share.OFF)),
    ).values()
    assert entries(text) == [
        "Monday 16 November",
        "Programme: Began Five, small. Left since.",
        "Tuesday 17 November",
        "Step: Count it",
        "Five",
        "Wednesday 18 November",
        "Step: Ask",
        "Thursday 19 November",
        "Captured: # Less\nnoise",
        "hopes, A taste",
        "Friday 20 November",
        "How much of the pack p from here on: off",
    ]


def test_swaps_and_words_shown_again_are_not_part_of_it(desk: Desk) -> None:
    assert written(desk, swap(MON, "p/x"), ("2026-11-16", resurfaced(MON, "reflections/x"))) == {}


def test_what_was_withdrawn_is_not_part_of_it(desk: Desk) -> None:
    coach = desk.coach()
    coach.reflect("Gone again.")
    coach.undo()
    assert coach.chronicle() == []


def test_a_month_with_nothing_has_no_file(desk: Desk) -> None:
    found = written(desk, *[reflection(MON - back * ONE) for back in (0, 31, 400)])
    assert list(found) == ["2025-10.md", "2026-10.md", "2026-11.md"]
    assert [text.split("\n")[2] for text in found.values()] == ["# October 2025", "# October 2026", "# November 2026"]


def test_every_kind_of_experiment_s_end_is_told(desk: Desk) -> None:
    (text,) = written(
        desk,
        *((key, plan(MON, key, parent="x", growth=Growth.REPEAT)) for key in "abc"),
        *((key, decision(TUE, verdict)) for key, verdict in zip("abc", Verdict, strict=True)),
    ).values()
    assert [one for one in entries(text) if one.startswith("Decided")] == [
        "Decided: Adopted.",
        "Decided: Adapted.",
        "Decided: Dropped.",
    ]


@given(texts)
@settings(max_examples=100, deadline=None)
def test_whatever_was_typed_a_month_has_the_headings_that_it_should_have(text: str) -> None:
    parts = (Part("Wrote", text), Part("", text, aside=True), Part(text.strip() or "x", text))
    (month,) = months_of([Noted(MON, parts), Noted(TUE, parts)]).values()
    kinds = structure(month)
    assert kinds.count("heading_open") == 3
    assert kinds.count("html_block") == 1
    assert set(kinds) <= {
        *("heading_open", "heading_close", "html_block", "paragraph_open", "paragraph_close"),
        *("blockquote_open", "blockquote_close", "strong_open", "strong_close"),
    }


# Files


def test_a_folder_is_made_with_one_file_a_month(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    old = os.umask(0o022)
    try:
        saved = save_months(folder, noted(MON, MON - 31 * ONE))
    finally:
        os.umask(old)
    assert saved == (["2026-10.md", "2026-11.md"], [])
    assert sorted(os.listdir(folder)) == ["2026-10.md", "2026-11.md"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "2026-11.md").stat().st_mode) == 0o644


def test_our_own_months_are_written_anew_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    save_months(tmp_path, noted(MON, MON - 31 * ONE))
    before = (tmp_path / "2026-10.md").read_bytes()
    assert save_months(tmp_path, noted(MON, TUE)) == (["2026-11.md"], ["2026-10.md"])
    assert "Tuesday" in (tmp_path / "2026-11.md").read_text()
    assert (tmp_path / "2026-10.md").read_bytes() == before
    assert (tmp_path / "notes.md").read_text() == "mine"


def test_a_file_of_somebody_else_is_named_and_then_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "2026-11.md").write_text("# My own November\n")
    with pytest.raises(Refused) as caught:
        save_months(tmp_path, noted(MON, MON - 31 * ONE))
    assert str(caught.value) == (
        f"{tmp_path / '2026-11.md'} is there already and is not a month that this program wrote. "
        "Choose another name, or move that file away."
    )
    assert os.listdir(tmp_path) == ["2026-11.md"]
    assert (tmp_path / "2026-11.md").read_text() == "# My own November\n"


def test_an_earlier_month_of_somebody_else_is_not_called_ours(tmp_path: Path) -> None:
    (tmp_path / "2026-09.md").write_text("mine")
    (tmp_path / "2026-08.md").mkdir()
    assert save_months(tmp_path, noted(MON)) == (["2026-11.md"], [])


def test_nothing_recorded_makes_nothing(tmp_path: Path) -> None:
    assert save_months(tmp_path / "journal", []) == ([], [])
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["journal.md", "JOURNAL.MD"])
def test_one_markdown_file_is_misuse(tmp_path: Path, name: str) -> None:
    with pytest.raises(Misuse, match=r"one file a month: name a folder for them, such as journal\.$"):
        save_months(tmp_path / name, noted(MON))
    assert os.listdir(tmp_path) == []


def test_a_folder_may_end_in_md_where_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    save_months(tmp_path / "x.md", noted(MON))
    assert os.listdir(tmp_path / "x.md") == ["2026-11.md"]


def test_a_missing_parent_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"There is no folder .*gone\. Make it first, or choose another place\."):
        save_months(tmp_path / "gone" / "journal", noted(MON))
    assert os.listdir(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("mine")
    with pytest.raises(Refused, match=r"journal is not a folder\. Choose another place\."):
        save_months(tmp_path / "journal", noted(MON))
    assert (tmp_path / "journal").read_text() == "mine"


@as_somebody
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Refused, match="this account may not write there"):
        save_months(tmp_path / "journal", noted(MON))


def test_a_full_disk_leaves_each_month_old_or_new_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_months(tmp_path, noted(MON - 31 * ONE, MON))
    before = (tmp_path / "2026-11.md").read_bytes()
    real, calls = os.fsync, iter([True, False])

    def once(descriptor: int) -> None:
        if not next(calls):
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(sharing.os, "fsync", once)
        with pytest.raises(Refused, match=r"2026-11\.md cannot be written: the disk is full\. Free some space"):
            save_months(tmp_path, noted(MON - 31 * ONE, MON - 30 * ONE, MON, TUE))
    assert "Saturday 17 October" in (tmp_path / "2026-10.md").read_text()
    assert (tmp_path / "2026-11.md").read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["2026-10.md", "2026-11.md"]
