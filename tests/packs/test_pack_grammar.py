"""The grammar of a pack's Markdown, rule by rule."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.packs.findings import Code, Report
from companion.packs.grammar import RawEntry, read_entries
from companion.packs.ids import is_id
from companion.packs.items import read_bullets
from companion.packs.source import LONGEST_LINE


def parse(text: str | bytes) -> tuple[list[RawEntry], list[tuple[int, int, Code]]]:
    report = Report("notice.md")
    entries = list(read_entries(text.encode() if isinstance(text, str) else text, report))
    return entries, [(finding.line, finding.column, finding.code) for finding in report.findings]


def well(text: str | bytes) -> list[RawEntry]:
    entries, findings = parse(text)
    assert findings == []
    return entries


def codes(text: str | bytes) -> list[Code]:
    return [code for _, _, code in parse(text)[1]]


def bullets(text: str) -> tuple[list[str], list[tuple[int, int, Code]]]:
    report = Report("notice.md")
    (entry,) = read_entries(f"## T {{#t}}\nkind: card\n\n### Try\n{text}".encode(), report)
    found = [bullet.text for bullet in read_bullets(entry.sections[0].lines, report)]
    return found, [(finding.line, finding.column, finding.code) for finding in report.findings]


# What a file says


def test_an_entry_has_a_title_an_id_fields_prose_and_sections(card: str):
    (entry,) = well(card)

    assert (entry.title, entry.id, entry.kind) == (
        "Say one thing you are unsure of",
        "say-one-unsure-thing",
        "card",
    )
    assert [(field.name, field.line, field.column) for field in entry.fields][:3] == [
        ("kind", 2, 7),
        ("theme", 3, 8),
        ("level", 4, 8),
    ]
    assert entry.prose.startswith("Teams learn more")
    assert entry.prose.endswith("one small risk at a time.")
    assert [(section.title, section.line) for section in entry.sections] == [("Try", 12), ("Ask", 16)]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(card: str):
    assert well(b"\xef\xbb\xbf" + card.replace("\n", "\r\n").encode()) == well(card)


def test_text_before_the_first_entry_is_ignored():
    (entry,) = well("# Notes\n\nkind: nonsense\n### Try\n\n## T {#t}\nkind: term\n\nBody.\n")

    assert (entry.title, entry.line) == ("T", 6)


@pytest.mark.parametrize(
    "text",
    [
        "## T {#t} <!-- a note -->\nkind: term\n\nBody.\n",
        "## T {#t}\nkind: <!-- a note -->term\n\nBody.\n",
        "## T {#t}\n<!-- a note alone -->\nkind: term\n\nBody.\n",
        "## T {#t}\n<!-- over\n\n## Not a heading\nsome lines -->\nkind: term\n\nBody.\n",
        "## T {#t}\nkind: term\n\nBody.<!-- one --><!-- two -->\n",
        "<!--\n## Not a heading\n-->\n## T {#t}\nkind: term\n\nBody.\n",
    ],
)
def test_comments_are_ignored_wherever_they_stand(text: str):
    (entry,) = well(text)

    assert (entry.title, entry.id, entry.kind, entry.prose) == ("T", "t", "term", "Body.")


def test_a_fence_holds_no_structure():
    text = "```\n## Not a heading {#not}\n### Try\n<!-- not a comment\n``\n~~~\n```"
    (entry,) = well(f"## T {{#t}}\nkind: article\n\n{text}\n\nAfter.\n")

    assert entry.prose == f"{text}\n\nAfter."
    assert entry.sections == ()


def test_a_fence_is_closed_by_its_own_mark_at_least_as_long():
    (entry,) = well("## T {#t}\nkind: term\n\n~~~~ text\n~~~\n```\n## Not {#not}\n~~~~~\n\n### Section\n")

    assert [section.title for section in entry.sections] == ["Section"]


def test_an_article_has_no_sections_because_its_headings_are_text():
    (entry,) = well("## T {#t}\nkind: article\nsource: one\n### A {#A}\n\n### A {#A}\n\n## U {#u}\nkind: term\n")[:1]

    assert entry.sections == ()
    assert entry.prose == "### A {#A}\n\n### A {#A}"
    assert [line.number for line in entry.text] == [4, 5, 6, 7]


def test_only_source_may_repeat():
    (entry,) = well("## T {#t}\nkind: card\nsource: one\nsource: two\n\nBody.\n")

    assert [field.value for field in entry.every("source")] == ["one", "two"]
    assert parse("## T {#t}\nkind: card\nlevel: 101\nlevel: 201\n\nBody.\n")[1] == [(4, 1, Code.FIELD_TWICE)]


def test_the_first_blank_line_ends_the_fields():
    (entry,) = well("## T {#t}\nkind: term\n\nlevel: what a field of other kinds is called\n\ntheme: people\n")

    assert entry.first("theme") is None
    assert entry.prose == "level: what a field of other kinds is called\n\ntheme: people"


@pytest.mark.parametrize("kind", ["card", "question", "term", "article", "programme", "guide"])
def test_every_known_kind_is_accepted_and_may_be_retired(kind: str):
    (entry,) = well(f"## T {{#t}}\nkind: {kind}\nstatus: retired\nreplaced-by: other\n\nBody.\n")

    assert entry.kind == kind


def test_the_steps_of_a_programme_keep_their_ids():
    text = "## Outside help {#outside-help}\nkind: programme\nvariants: start-up, growth\n\nFive short days.\n\n"
    (entry,) = well(f"{text}### Step: Count it {{#count}}\ncard: count\ntrials: 1\n\n### Check: Midway {{#midway}}\n")

    assert [(section.title, section.id) for section in entry.sections] == [
        ("Step: Count it", "count"),
        ("Check: Midway", "midway"),
    ]


@pytest.mark.parametrize("id", ["a", "a1", "say-one-thing", "101", "a" * 64])
def test_ids(id: str):
    assert is_id(id)
    assert well(f"## T {{#{id}}}\nkind: term\n")[0].id == id


@pytest.mark.parametrize("id", ["", "A", "-a", "a-", "a--b", "a b", "a_b", "é", "a/b", "a" * 65, "a\n"])
def test_what_is_not_an_id(id: str):
    assert not is_id(id)


# Bullets


def test_a_bullet_goes_on_over_indented_lines():
    assert bullets("- When I\n  hand over,\n    I will ask.\n\n- Second.\n") == (
        ["When I hand over, I will ask.", "Second."],
        [],
    )


def test_a_number_that_begins_a_line_is_no_list():
    assert bullets("- I will count to\n  10. Expect: calm.\n") == (["I will count to 10. Expect: calm."], [])


@pytest.mark.parametrize("nested", ["  - nested", "    * nested", "  + nested", "  1. nested", "\t- nested"])
def test_a_nested_list_is_a_finding(nested: str):
    found, findings = bullets(f"- One.\n{nested}\n- Two.\n")

    assert found == ["One.", "Two."]
    assert findings == [(6, len(nested) - len(nested.lstrip()) + 1, Code.NESTED)]


@pytest.mark.parametrize("stray", ["Prose.", "Two\nlines.", "-", "---", "*Very* short.", "#### Deeper", "  carried on"])
def test_any_other_line_among_the_bullets_is_a_finding(stray: str):
    found, findings = bullets(f"{stray}\n- One.\n")

    assert found == ["One."]
    assert findings == [(5, 1, Code.NOT_A_BULLET)]


def test_a_fence_among_the_bullets_is_a_finding():
    assert bullets("- One.\n```\n- a\n```\n") == (["One."], [(6, 1, Code.NOT_A_BULLET)])


# What is refused, and where


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## T\nkind: term\n", (1, 5, Code.HEADING)),
        ("## {#t}\nkind: term\n", (1, 1, Code.HEADING)),
        ("## T {#Bad_Id}\nkind: term\n", (1, 8, Code.BAD_ID)),
        ("## T {#}\nkind: term\n", (1, 8, Code.BAD_ID)),
        ("## T {#t} and more\nkind: term\n", (1, 8, Code.BAD_ID)),
        (f"## T {{#{'a' * 65}}}\nkind: term\n", (1, 8, Code.BAD_ID)),
        ("## T {#t}\n\nBody.\n", (1, 1, Code.KIND)),
        ("## T {#t}\nkind: crad\n", (2, 7, Code.KIND)),
        ("## T {#t}\nkind: term\nsorce: x\n", (3, 1, Code.FIELD)),
        ("## T {#t}\nkind: card\nuse: daily\n", (3, 1, Code.FIELD)),
        ("## T {#t}\nkind: term\nTeams learn more.\n", (3, 1, Code.NOT_A_FIELD)),
        ("## T {#t}\nkind: term\ntheme:\n", (3, 1, Code.NOT_A_FIELD)),
        ("## T {#t}\nkind: term\n theme: people\n", (3, 1, Code.NOT_A_FIELD)),
        ("## T {#t}\nkind: programme\n\n### A {#a}\n### B {#a}\n", (5, 9, Code.ID_TWICE)),
        ("## T {#t}\nkind: term\n\nBody.\n```\nno end\n", (5, 1, Code.OPEN_FENCE)),
        ("## T {#t}\nkind: term\n\nBody.\n<!-- no end\n\n", (5, 1, Code.OPEN_COMMENT)),
        ("Only prose.\n", (1, 1, Code.NO_ENTRY)),
        ("## T {#t}\nkind: term\n\nRed \x1b[31m.\n", (4, 5, Code.UNSAFE)),
        ("## T {#t}\nkind: term\n\nBidi \u202e.\n", (4, 6, Code.UNSAFE)),
        ("## T {#t}\nkind: term\n\nHidden \u200b.\n", (4, 8, Code.UNSAFE)),
        ("## T {#t}\nkind: term\n\nEntity &#x202e; here.\n", (4, 8, Code.UNSAFE)),
        ("## T {#t}\nkind: term\n\n<!-- \x07 -->\n", (4, 6, Code.UNSAFE)),
        ("## T {#t}\nkind: term\n\nOld Mac\rline.\n", (4, 8, Code.UNSAFE)),
        ("", (1, 1, Code.EMPTY)),
        ("\ufeff \r\n", (1, 1, Code.EMPTY)),
        (b"## T {#t}\nkind: term\n\nLatin \xe9t\xe9.\n", (4, 7, Code.NOT_UTF8)),
        (b"\xef\xbb\xbf## T \xff", (1, 6, Code.NOT_UTF8)),
        ("## T {#t}\n".encode("utf-16"), (1, 1, Code.UTF_16)),
        ("## T {#t}\n".encode("utf-16-be"), (1, 1, Code.UTF_16)),
    ],
)
def test_each_fault_has_its_place_and_code(text: str | bytes, expected: tuple[int, int, Code]):
    assert parse(text)[1] == [expected]


def test_joiners_emoji_tabs_and_right_to_left_letters_are_welcome():
    (entry,) = well("## 👩‍🚀 שלום {#t}\nkind: term\n\nA\ttab, a ❤️, می‌خواهم, AT&T &amp; caf&eacute;.\n")

    assert entry.title == "👩‍🚀 שלום"


def test_all_findings_are_reported_not_the_first():
    text = "## T\nkind: crad\nsorce: x\n\n## U {#U}\nkind: term\nkind: term\nprose\n"

    assert sorted(codes(text)) == sorted(
        [Code.HEADING, Code.KIND, Code.FIELD, Code.BAD_ID, Code.FIELD_TWICE, Code.NOT_A_FIELD]
    )


def test_an_unknown_field_suggests_the_nearest():
    report = Report("notice.md")
    list(read_entries(b"## T {#t}\nkind: card\nsorce: x\n", report))

    assert str(report.findings[0]).endswith('field "sorce" is not known here; did you mean "source"?')


@pytest.mark.parametrize(
    "line",
    ["a", "## ", "{#", "<!--", "<!---->", "`", "~", "&", "- ", " ", "a, I will ", "a-", "\x1b", "\u202e", "&shy;"],
)
@pytest.mark.parametrize("before", ["", "## ", "## T {#", "## T {#t}\nkind: ", "## T {#t}\n\n### Try\n- "])
def test_a_megabyte_on_one_line_does_not_hang(line: str, before: str):
    text = before + line * (1_000_000 // len(line))
    start = time.process_time()
    parse(text)

    assert time.process_time() - start < 5


@pytest.mark.parametrize("before", [0, 1, 9_998, 9_999, 10_000, 12_345, 30_000])
def test_a_line_may_have_twenty_thousand_characters_wherever_it_begins(before: int):
    head = "x" * (before // 2) + "\n" + "x" * (before - before // 2) + "\n## T {#t}\nkind: term\n\n"

    assert codes(f"{head}{'a' * LONGEST_LINE}") == []
    assert codes(f"{head}{'a' * LONGEST_LINE}\nb") == []
    assert codes(f"{head}{'a' * (LONGEST_LINE + 1)}") == [Code.TOO_LARGE]
    assert codes(f"{head}{'a' * (LONGEST_LINE + 1)}\nb") == [Code.TOO_LARGE]


# Laws

MARKS = st.sampled_from(
    [
        "## ",
        "### ",
        "T",
        "{#t}",
        "{#",
        "}",
        "\n",
        "\n\n",
        "\r\n",
        "kind: card",
        "theme: ",
        ":",
        "- ",
        "  ",
        "```",
        "~~~~",
        "<!--",
        "-->",
        "Try",
        "Ask",
        "\x1b",
        "\u202e",
        "&shy;",
        "\ufeff",
        "\t",
        "1. ",
        "é",
    ]
)
DOCUMENTS = st.one_of(st.text(), st.lists(MARKS).map("".join))


@given(st.one_of(st.binary(), DOCUMENTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@example(b"\xef\xbb\xbf")
def test_reading_never_raises_and_every_finding_lies_inside_the_file(data: bytes):
    report = Report("any.md")
    for entry in read_entries(data, report):
        for section in entry.sections:
            read_bullets(section.lines, report)

    lines = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").split("\n")
    for finding in report.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


@given(DOCUMENTS)
def test_windows_line_ends_never_change_what_is_read(text: str):
    text = text.replace("\r", "").replace("\ud800", "")
    unix = text.encode("utf-8", "replace")

    assert parse(unix.replace(b"\n", b"\r\n")) == parse(unix)
