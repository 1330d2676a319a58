"""What `pack check` says beside errors, in which order, and how much of it."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from companion.packs import MANIFEST, checking, examples
from companion.packs.checking import Checked, check_files
from companion.packs.fieldlines import Field
from companion.packs.fields import Link
from companion.packs.files import MemoryFiles
from companion.packs.findings import MOST, Report, Severity
from companion.packs.links import check_links
from companion.packs.reader import read_files

NOTICE = "notice.md"
SECOND = examples.CARD.replace("{#count", "{#again-count")
IDEA = examples.CARD.split("\n\n")[1]


def files_of(contents: Mapping[str, str]) -> MemoryFiles:
    return MemoryFiles({name: text.encode() for name, text in contents.items()})


def check(text: str, manifest: str = examples.MANIFEST_TEXT, **others: str) -> Checked:
    beside = {name.replace("_", "."): said for name, said in others.items()}
    return check_files(files_of({MANIFEST: manifest, NOTICE: text, **beside}))


def told(checked: Checked) -> list[str]:
    return [str(finding) for finding in checked.findings]


def test_the_examples_of_the_reference_are_a_pack_with_nothing_to_find():
    checked = check(examples.ENTRIES)

    assert checked.findings == ()
    assert checked.pack is not None


def test_what_is_on_offer_is_counted_by_kind_and_what_is_retired_apart():
    checked = check(examples.ENTRIES.replace("kind: term", "kind: term\nstatus: retired") + "\n" + SECOND)

    assert checked.counts == {"card": 2, "question": 1, "article": 1, "programme": 1, "guide": 1}
    assert checked.retired == 1
    assert (check("").counts, check("").retired) == ({}, 0)


def test_only_errors_make_a_pack_unreadable():
    text = examples.ENTRIES.replace("Expect: more than ten.", "!").replace("theme: calm", "theme: work")
    checked = check(text)

    assert checked.pack is not None
    assert checked.pack == read_files(files_of({MANIFEST: examples.MANIFEST_TEXT, NOTICE: text}))[0]
    assert (len(checked.errors), len(checked.warnings), len(checked.notes)) == (0, 1, 1)


def test_with_errors_there_are_warnings_and_notes_too_but_no_pack():
    checked = check(examples.ENTRIES.replace("level: 101", "level: 1").replace("anyone.", "anyone!"))

    assert checked.pack is None
    assert [(finding.severity, finding.is_error) for finding in checked.findings] == [
        (Severity.ERROR, True),
        (Severity.NOTE, False),
    ]
    assert checked.errors + checked.notes == checked.findings


def test_reading_a_pack_tells_errors_alone_and_looks_at_no_style(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checking, "note_style", lambda *_: pytest.fail("not asked for"))
    text = examples.ENTRIES.replace("article: why-it-waits", "article: other/one").replace("anyone.", "anyone!")
    pack, findings = read_files(files_of({MANIFEST: examples.MANIFEST_TEXT, NOTICE: text}))

    assert pack is not None
    assert findings == []


def test_findings_are_in_the_order_of_the_files_in_the_manifest_and_of_their_lines():
    manifest = examples.MANIFEST_TEXT.replace('["notice.md"]', '["notice.md", "a.md"]').replace('"1.2.0"', '"1.2"')
    article = examples.ARTICLE.replace("{#why", "{#how").replace("nobody is", "nobody is!")
    text = examples.ENTRIES.replace("level: 101", "level: 1").replace("nobody.", "nobody!").replace(": 10\n", ": 9\n")
    checked = check(text, manifest, a_md=article, Old_md="## A {#a}")

    assert [" ".join(finding.split()[:2]) for finding in told(checked)] == [
        "pack.toml:3:1 E205",
        "notice.md:4:8 E110",
        "notice.md:28:41 S105",
        "notice.md:64:10 E123",
        "a.md:5:61 S105",
        "Old.md:1:1 W002",
    ]


# Warnings


@pytest.mark.parametrize("name", ["README.md", "readme-first.md", "LICENSE.md", "License.de.md", "notes.txt"])
def test_files_beside_the_pack_that_are_not_of_it_are_passed_over(name: str):
    contents = {MANIFEST: examples.MANIFEST_TEXT, NOTICE: examples.ENTRIES, name: "Text."}

    assert check_files(files_of(contents)).findings == ()


def test_a_markdown_file_that_the_manifest_does_not_name_is_told_of():
    contents = {MANIFEST: examples.MANIFEST_TEXT, NOTICE: examples.ENTRIES, "week 2/README.md": "", "b.MD": ""}
    checked = check_files(files_of(contents))

    assert [finding.split(" ")[0] for finding in told(checked)] == ["b.MD:1:1", "week"]
    assert {finding.code for finding in checked.warnings} == {"W002"}


def test_a_theme_that_no_entry_uses_is_told_at_its_own_line():
    manifest = examples.MANIFEST_TEXT + '\n[[themes]]\nid = "quiet"\ntitle = "Quiet"\nglyph = "."\n'

    assert told(check(examples.ENTRIES, manifest)) == [
        'pack.toml:18:1 W201 no entry uses the theme "quiet"; take it out, or name it in a `theme: ` line'
    ]


def test_a_theme_counts_as_used_by_an_entry_with_faults():
    assert {finding.code for finding in check(examples.ENTRIES.replace("101", "1")).findings} == {"E110"}


@pytest.mark.parametrize(
    ("field", "advice"), [("", "name another"), ("replaced-by: why\n", 'name "calm-week/why" instead')]
)
def test_a_step_that_names_a_retired_entry_is_told_what_replaces_it(field: str, advice: str):
    newer = examples.ARTICLE.replace("{#why-it-waits}", "{#why}")
    text = f"{examples.ENTRIES}\n{newer}".replace("kind: article\n", f"kind: article\nstatus: retired\n{field}", 1)

    (warning,) = check(text).warnings
    assert str(warning).endswith(f'W101 "why-it-waits" is retired; {advice}')


def test_what_other_packs_have_is_looked_up_where_it_can_be():
    kinds = {"other/one": "card", "other/two": "article"}
    steps = "".join(f"### Step: A {{#{id}}}\narticle: other/{id}\n\n" for id in ("one", "two", "three"))
    text = f"{examples.ENTRIES}\n## P {{#p}}\nkind: programme\n\nText.\n\n{steps}"
    text = text.replace("kind: term", "kind: term\nstatus: retired\nreplaced-by: other/four")
    files = files_of({MANIFEST: examples.MANIFEST_TEXT, NOTICE: text})
    checked = check_files(files, known=kinds.get)

    assert [str(finding).split(" ", 1)[1].split(";")[0] for finding in checked.findings] == [
        'W102 "other/four" is not in a pack that is installed here',
        'E125 "other/one" is of kind card',
        'W102 "other/three" is not in a pack that is installed here',
    ]
    assert check_files(files).findings == ()


def test_the_id_of_a_bundled_pack_is_an_error_for_another():
    files = files_of({MANIFEST: examples.MANIFEST_TEXT, NOTICE: examples.ENTRIES})
    checked = check_files(files, reserved={"calm-week"})

    assert checked.pack is None
    assert told(checked) == [
        'pack.toml:2:1 E211 "calm-week" is the id of a pack that comes with the program; choose another'
    ]
    assert check_files(files, reserved=["calm"]).pack is not None


# Style


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (IDEA, "Have less\nopen.", "9:1 S101 this idea has 3 words; a page is made for about sixty, 20 to 90"),
        (IDEA, "And so on. " * 31, "9:1 S101 this idea has 93 words;"),
        ("When I hand over, I will", "I will", "14:1 S102 this does not say when;"),
        ("When I hand over, I will name", "Name", "14:1 S102 this does not say when;"),
        (" Expect: more than ten.", "", "13:1 S103 this does not say what to expect;"),
        ("waiting for?", "waiting for.", "17:1 S104 this does not end with a question mark;"),
        ("and who noticed?", "and who noticed.", "19:1 S104"),
        ("and did not?", "and did not.", "57:1 S104"),
        ("more than ten.", "more than ten!", "13:100 S105 an exclamation mark raises its voice;"),
        ("Without it", "Good! Bad! Without it", "28:47 S105"),
        ("## Slack", f"## {'Slack ' * 11}", "24:1 S106 this title has 65 characters; 60 fit on a line"),
        ("1. Where work", "Word " * 1_200, "30:1 S107 this article has 1,239 words;"),
        ("minutes: 5", "minutes: 16", "5:10 S108 16 minutes are more than most days have;"),
    ],
)
def test_each_note_on_style_has_its_place_and_code(old: str, new: str, note: str):
    assert old in examples.ENTRIES
    checked = check(examples.ENTRIES.replace(old, new, 1))

    assert checked.pack is not None
    (found,) = told(checked)
    assert found.startswith(f"notice.md:{note}")


@pytest.mark.parametrize(
    "text",
    [
        "The sign ![a picture](of.png) and x != y, and 5! or so.",
        "```\nprint!\n```",
        "“What waits?” he asked.",
    ],
)
def test_not_every_exclamation_mark_raises_its_voice(text: str):
    notes = check(examples.ENTRIES.replace("1. Where work", f"{text}\n\n1. Where work")).notes

    assert [note.code for note in notes] == (["S105"] if "5!" in text else [])


@pytest.mark.parametrize("end", ["?", '?"', "?”", "?)", "?*"])
def test_a_question_may_end_in_quotes(end: str):
    assert check(examples.ENTRIES.replace("waiting for?", f"waiting for{end}")).findings == ()


# How much


def test_a_file_with_thousands_of_faults_tells_a_thousand_and_counts_the_others():
    notes = "\n".join(f"## T {{#t{number}}}\nkind: term\n\nText!\n" for number in range(MOST + 100))
    faults = "".join(f"\n## T {{#u{number}}}\nkind: term\n\nText.\n\n### X\n" for number in range(300))
    checked = check(notes + faults)

    assert (len(checked.errors), len(checked.notes)) == (300, MOST - 300)
    assert [str(finding) for finding in checked.warnings if finding.file == NOTICE] == [
        f"notice.md:{checked.findings[-2].line}:1 W001 this file has 400 more findings; put these right first"
    ]
    assert [finding.line for finding in checked.findings[1:]] == sorted(
        finding.line for finding in checked.findings[1:]
    )


def test_errors_that_are_not_told_make_a_pack_unreadable_all_the_same():
    faults = "\n".join(f"## T {{#t{number}}}\nkind: term\n\nText.\n\n### X\n" for number in range(MOST + 1))
    pack, findings = read_files(files_of({MANIFEST: examples.MANIFEST_TEXT, NOTICE: faults}))

    assert pack is None
    assert len(findings) == MOST


def test_a_thousand_notes_and_more_leave_a_pack_readable():
    notes = "\n".join(f"## T {{#t{number}}}\nkind: term\n\nText!\n" for number in range(MOST + 100))
    checked = check(notes)

    assert checked.pack is not None
    assert len(checked.notes) == MOST
    assert checked.warnings[-1].code == "W001"


STEPS = "## T {#t}\nkind: programme\nvariants: a, b\n\nText.\n\n"
HOSTILE = {
    "steps without end": STEPS + "### X\nonly: q\n\n" * 5_000,
    "a variant for each step": STEPS.replace("a, b", ", ".join(f"v{number}" for number in range(5_000)))
    + "".join(f"### Step: A {{#a{number}}}\ncard: b\nonly: v{number}\n\n" for number in range(5_000)),
    "steps that name nearly what is there": STEPS
    + "".join(f"### Step: A {{#a{number}}}\ncard: b{number}\n\n" for number in range(3_000))
    + "".join(f"## T {{#b-{number}}}\nkind: card\n\n" for number in range(190)),
    "unknown fields": "## T {#t}\nkind: term\n" + "sorce: x\n" * 20_000,
    "unknown kinds": "## T {#t}\nkind: crad\n\n" * 3_000,
    "one bullet over many lines": "## T {#t}\nkind: card\n\n### Try\n- a\n" + "  b c\n" * 100_000,
    "deep lists": "## T {#t}\nkind: article\nsource: a\n\n" + "".join("  " * depth + "- a\n" for depth in range(1_000)),
    "paragraphs of digits": "## T {#t}\nkind: term\n\n" + "1\n" * 50_000 + "1" * 500_000,
    "empty lines": "\n" * 500_001,
    "one line of text": "## T {#t}\nkind: article\nsource: a\n\n" + "word! " * 170_000,
    "one line of variants": STEPS.replace("a, b", "a-" * 500_000),
    "one heading": "## T {#t}\nkind: guide\nminutes: 1\n\n### " + "1" * 1_000_000 + " min: A {#a}\n",
    "one line of a guide": "## T {#t}\nkind: guide\nminutes: 1\n\n### 1 min: A {#a}\nSay:" + " " * 1_000_000 + "\n",
    "what is nearly a heading": "## T {#t}\nkind: article\n\n" + "# T {#t}\n" * 9_000 + (" " * 19_000 + "#{#\n") * 20,
    "headings of sections that are none": "## T {#t}\nkind: card\n\nText.\n\n" + "Try\n" * 9_000,
    "kinds among the text": "## T {#t}\nkind: term\n\n" + "Text.\n\nkind: x\n\nkind: term\n" * 3_000,
    "lines that are no fields": "## T {#t}\nkind: card\n" + "a\n" * 30_000 + "theme: a\n" + "\ntheme: a\nb\n" * 3_000,
    "one ref": STEPS + "### Step: A {#a}\ncard: " + "a/" * 500_000 + "\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_a_file_holds_takes_long_or_is_told_at_length(name: str):
    start = time.process_time()
    checked = check(HOSTILE[name])

    assert time.process_time() - start < 3
    assert len([finding for finding in checked.findings if finding.file == NOTICE]) <= MOST + 1
    assert sum(len(finding.message) for finding in checked.findings) < 500_000


def test_a_long_chain_of_successors_is_followed_once():
    chain = {f"p/{number}": f"p/{number + 1}" for number in range(50_000)}
    report = Report(NOTICE)
    field = Field("replaced-by", "0", 1, 1)
    start = time.process_time()
    check_links([Link(report, field, "p/0", "", "p/50000", True)], "p", {"p/0": ""}, {**chain, "p/50000": "p/0"}, None)

    assert time.process_time() - start < 1
    assert [finding.code for finding in report.findings] == ["E127"]


def test_ten_thousand_entries_of_all_kinds_are_checked_in_a_few_seconds():
    parts = []
    for number in range(1_667):
        text = examples.ENTRIES
        for id in (
            "count-what-waits",
            "what-did-you-stop",
            "slack",
            "why-it-waits",
            "quieter-fortnight",
            "first-taste",
        ):
            text = text.replace(id, f"{id}-{number}")
        parts.append(text)
    start = time.process_time()
    checked = check("\n".join(parts))

    assert time.process_time() - start < 5
    assert checked.findings == ()
    assert checked.pack is not None
    assert len(checked.pack.entries) == 10_002
