"""Guides: their parts, their lines, and minutes that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.domain.entries import Guide, GuideLine, GuideStep, LineKind
from companion.packs import MANIFEST, examples
from companion.packs.files import MemoryFiles
from companion.packs.reader import read_files


def read(text: str) -> tuple[Guide | None, list[str]]:
    files = MemoryFiles({MANIFEST: examples.MANIFEST_TEXT.encode(), "notice.md": text.encode()})
    pack, findings = read_files(files)
    found = pack.entries[0] if pack else None
    assert found is None or isinstance(found, Guide)
    return found, [str(finding).removeprefix("notice.md:") for finding in findings]


def well(text: str) -> Guide:
    found, findings = read(text)
    assert findings == []
    assert found is not None
    return found


def test_a_guide_holds_what_was_written():
    assert replace(well(examples.GUIDE), digest="") == Guide(
        pack="calm-week",
        id="first-taste",
        title="A first taste",
        body="For three to eight people. Have a pen and one sheet of paper each.",
        minutes=10,
        steps=(
            GuideStep(
                "arrive",
                "Arrive",
                4,
                (
                    GuideLine(LineKind.SAY, "Nothing said here binds anyone."),
                    GuideLine(LineKind.ASK, "What would make ten minutes worth it?"),
                ),
            ),
            GuideStep(
                "count",
                "Count",
                6,
                (
                    GuideLine(LineKind.DO, "Each writes down what they have begun and not finished, without talking."),
                    GuideLine(LineKind.CAPTURE, "what waits longest"),
                ),
            ),
        ),
    )


def test_a_guide_needs_no_text_and_its_lines_may_stand_apart_and_hold_colons():
    found = well("## G {#g}\nkind: guide\nminutes: 1\n\n### 1 min: A {#a}\n\nSay: one: two\n\n\nDo:three\n\n\tfour\n")

    assert found.body == ""
    assert found.steps[0].lines == (GuideLine(LineKind.SAY, "one: two"), GuideLine(LineKind.DO, "three four"))


def test_the_longest_guide_takes_eight_hours():
    text = "## G {#g}\nkind: guide\nminutes: 480\n\n### 480 min: A {#a}\nDo: work\n"

    assert well(text).minutes == 480
    assert read(text.replace("480", "481"))[1][0].startswith('3:10 E110 minutes "481" is not a whole number from 1 to')


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("minutes: 10\n", "", "1:1 E109 this guide has no minutes; write one, like `minutes: 10`"),
        ("minutes: 10", "minutes: 12", "3:10 E123 the steps add up to 10 minutes, not 12;"),
        ("### 4 min", "### 5 min", "3:10 E123 the steps add up to 11 minutes, not 10;"),
        ("### 4 min", "### 4 minutes", '7:1 E112 a guide has no section "4 minutes: Arrive";'),
        ("### 4 min: Arrive", "### Arrive", '7:1 E112 a guide has no section "Arrive"; write it like `### 10 min: T'),
        ("### 4 min: Arrive", "### 4 min", '7:1 E112 a guide has no section "4 min";'),
        ("### 4 min", "### 0 min", "7:1 E112 a guide has no section"),
        ("### 4 min", "### 999 min", "7:1 E112 a guide has no section"),
        ("### 4 min", "### ٤ min", "7:1 E112 a guide has no section"),
        ("min: Arrive", "min:", "7:1 E101 this step has no title; write one after `4 min:`"),
        (" {#arrive}", "", "7:18 E101 this step has no id;"),
        ("{#arrive}", "{#count}", '11:20 E103 id "count" is used twice in this entry;'),
        ("Say: Nothing", "say: Nothing", "8:1 E122 write this line from its start on as `Say: ` and text"),
        ("Say: Nothing", "Nothing", "8:1 E122 begin each line with"),
        ("Say: Nothing said here binds anyone.", "Say:", "8:1 E122 begin each line with"),
        ("Say: Nothing said here binds anyone.", "```\nSay: a\n```", "8:1 E122 a fence has no place here;"),
        ("  without talking", "without talking", "13:1 E122 begin each line with"),
        ("  without talking", "  - without talking", "13:3 E116 no list stands inside this;"),
    ],
)
def test_each_fault_in_a_guide_has_its_place_and_code(old: str, new: str, finding: str):
    assert "".join(read(examples.GUIDE.replace(old, new, 1))[1]).startswith(finding)


def test_a_part_needs_a_line_and_a_guide_a_part():
    text = "## G {#g}\nkind: guide\nminutes: 1\n"

    assert read(text)[1][0].startswith("1:1 E119 this guide has no steps;")
    assert read(f"{text}\n### 1 min: A {{#a}}\n")[1][0].startswith("5:1 E122 this step has no lines;")
