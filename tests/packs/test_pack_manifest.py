"""The manifest: what it must say, what it may say, and how it is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.cards import Theme
from companion.packs.findings import Report
from companion.packs.manifest import Manifest, read_manifest

MINIMAL = 'format = 1\nid = "calm-week"\nversion = "1.2.0"\ntitle = "A calmer week"\nfiles = ["notice.md"]\n'
CALM = '\n[[themes]]\nid = "calm"\ntitle = "Calm"\nglyph = "~"\n'


def read(text: str | bytes) -> tuple[Manifest | None, list[str]]:
    report = Report("pack.toml")
    manifest = read_manifest(text.encode() if isinstance(text, str) else text, report)
    return manifest, [str(finding) for finding in report.findings]


def test_a_manifest_holds_what_was_written(manifest: str):
    assert read(manifest + CALM) == (
        Manifest(
            format=1,
            id="calm-week",
            version="1.2.0",
            title="A calmer week",
            summary="Five small ways to lower the noise.",
            authors=("Your name",),
            license="CC-BY-4.0",
            language="en",
            files=("notice.md",),
            themes=(Theme("calm", "Calm", "~", "c"),),
        ),
        [],
    )


def test_summary_authors_license_language_and_themes_may_be_left_out():
    assert read(MINIMAL) == (Manifest("calm-week", "1.2.0", "A calmer week", ("notice.md",)), [])


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(manifest: str):
    assert read(b"\xef\xbb\xbf" + manifest.replace("\n", "\r\n").encode()) == read(manifest)


def test_curly_quotes_inside_straight_ones_are_only_text():
    manifest, findings = read(MINIMAL.replace("A calmer week", "The week’s “calm”"))

    assert findings == []
    assert manifest is not None
    assert manifest.title == "The week’s “calm”"


def test_a_theme_may_bring_its_own_letter():
    manifest, findings = read(MINIMAL + CALM + 'letter = "m"\n')

    assert findings == []
    assert manifest is not None
    assert manifest.themes[0].letter == "m"


@pytest.mark.parametrize("name", ["notice.md", "week 1/notice.md", "Übung.md", "a.b-c_d.md"])
def test_plain_names_of_files(name: str):
    manifest, findings = read(MINIMAL.replace("notice.md", name))

    assert findings == []
    assert manifest is not None
    assert manifest.files == (name,)


@pytest.mark.parametrize(
    "name",
    r"../notice.md a/../../b.md ./a.md /etc/passwd.md C:/a.md a\\b.md a//b.md a./b.md .md con.md a/NUL.md "
    r"notice.txt notice a\u0000.md a\u202e.md a\n.md a?.md .. /".split(),
)
def test_a_file_name_that_could_mislead_is_refused_and_never_opened(name: str):
    manifest, findings = read(MINIMAL.replace("notice.md", name))

    assert len(findings) == 1
    assert findings[0].startswith(("pack.toml:5:1 E207", "pack.toml:5:1 E205"))
    assert manifest is not None
    assert manifest.files == ()


@pytest.mark.parametrize("other", ["notice.md", "NOTICE.md", "Notice.md"])
def test_names_that_some_machine_takes_for_one_file_are_refused(other: str):
    assert read(MINIMAL.replace('"notice.md"', f'"notice.md", "{other}"'))[1][0].startswith("pack.toml:5:1 E208")


def test_names_in_two_normal_forms_are_refused():
    assert read(MINIMAL.replace('"notice.md"', '"caf\u00e9.md", "cafe\u0301.md"'))[1][0].startswith(
        "pack.toml:5:1 E208"
    )


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('"1.2.0"', '"1.2"', 'pack.toml:3:1 E205 version "1.2" cannot be used; write three numbers, like "1.2.0"'),
        ('"calm-week"', '"Calm Week"', 'pack.toml:2:1 E205 id "Calm Week" cannot be used;'),
        ("title =", "titel =", 'pack.toml:4:1 E203 key "titel" is not known; did you mean "title"?'),
        ('title = "A calmer week"\n', "", 'pack.toml:1:1 E204 "title" is missing;'),
        ('"A calmer week"', "5", 'pack.toml:4:1 E205 "title" is not a line of text;'),
        ('"A calmer week"', '" "', 'pack.toml:4:1 E205 "title" is not a line of text;'),
        ('"A calmer week"', '"Red \\u001b[31m"', 'pack.toml:4:1 E205 "title" is not a line of text;'),
        ('"A calmer week"', "“A calmer week”", "pack.toml:4:9 E202 curly quotes cannot hold a value;"),
        ('"A calmer week"', '"A calmer week”', "pack.toml:4:23 E202 curly quotes cannot hold a value;"),
        ("title =", "title", "pack.toml:4:7 E201 a name is followed by = and its value; write it like title = "),
        ("format = 1", "format = 2", "pack.toml:1:1 E206 this pack is written in format 2, which is newer"),
        ("format = 1", "format = true", "pack.toml:1:1 E206 the format is not known;"),
        ("format = 1", "format = 0", "pack.toml:1:1 E206 the format is not known;"),
        ('["notice.md"]', "[]", "pack.toml:5:1 E205 the pack names no files;"),
        ('["notice.md"]', '"notice.md"', 'pack.toml:5:1 E205 "files" is not a list of texts;'),
        ("A calmer", "A\u202ecalmer", "pack.toml:4:11 E008 the invisible character U+202E"),
    ],
)
def test_each_fault_has_its_place_and_code(old: str, new: str, finding: str):
    findings = read(MINIMAL.replace(old, new))[1]

    assert findings
    assert any(one.startswith(finding) for one in findings), findings


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('"calm"', '"people"', 'pack.toml:8:1 E209 theme "people" is there already;'),
        ('"calm"', '"Calm"', 'pack.toml:8:1 E205 id "Calm" cannot be used;'),
        ('"~"', '"~~"', 'pack.toml:10:1 E205 glyph "~~" cannot be used;'),
        ('glyph = "~"\n', "", 'pack.toml:7:1 E204 "glyph" is missing;'),
        ("glyph", "glyf", 'pack.toml:10:1 E203 key "glyf" is not known; did you mean "glyph"?'),
        ("[[themes]]", "[themes]", "pack.toml:1:1 E205 themes are declared under a line [[themes]] each"),
        (CALM, CALM + CALM, 'pack.toml:13:1 E209 theme "calm" is there already;'),
    ],
)
def test_each_fault_in_a_theme_has_its_place_and_code(old: str, new: str, finding: str):
    findings = read(MINIMAL + CALM.replace(old, new))[1]

    assert any(one.startswith(finding) for one in findings), findings


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["notice.md"]', '["a.md" "b.md"]', "a list is not closed, or lacks a comma, here or on the line"),
        ('["notice.md"]', '["a.md",\n"b.md"\n', "a list is not closed, or lacks a comma, here or on the line"),
        ('A calmer week"', "A calmer week", 'a text is not closed; end it with a quote, like title = "A calmer week"'),
        ('"A calmer week"', "A calm week", 'a text stands between straight quotes; write title = "A calm week"'),
        ('["notice.md"]', "[notice.md, b.md]", 'a text stands between straight quotes; write files = ["notice.md", '),
        ('"A calmer week"', "", 'a text stands between straight quotes; write title = "A calmer week"'),
        ('"1.2.0"', "1.2.0", "nothing may follow a value, and a text stands between quotes; write it like version = "),
        ("title =", "title:", "a name is followed by = and its value; write it like title = "),
        ('"A calmer week"', "'Mia's week'", "a ' inside a text ends it; put that text between double quotes"),
        ('"A calmer week"', '"A "calm" week"', 'a " inside a text ends it; put that text between single quotes'),
        ("notice.md", "sub\\cards.md", "a \\ has a meaning of its own here; write folders with /, like"),
        ("notice.md", "C:\\Users\\notice.md", "a \\ has a meaning of its own here; write folders with /, like"),
        ("title =", 'id = "a"\ntitle =', "this is given twice; keep one of the two"),
        ("title =", "[[themes]\ntitle =", "a theme begins with [[themes]], two brackets on either side; write it so"),
        ('"A calmer week"', '"""A calmer week', "a text begins with three quotes and never ends;"),
        ("format = 1", "{}", "this is no line of a manifest (Invalid statement); lines look like title = "),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_told_of_in_plain_words(old: str, new: str, message: str):
    (finding,) = read(MINIMAL.replace(old, new, 1))[1]

    assert finding.split(" ", 1)[1].startswith(f"E201 {message}")


def test_curly_quotes_are_told_of_once_with_how_many_lines_have_them():
    curly = MINIMAL.replace('"', "”") + 'summary = "Straight, “and not” = “so”"\n'

    assert read(curly)[1] == [
        'pack.toml:2:6 E202 curly quotes cannot hold a value; type straight ones: ", here and on 3 more lines'
    ]
    assert read(MINIMAL.replace('"1.2.0"', "“1.2.0”").replace('["notice.md"]', "[“notice.md”]"))[1] == [
        'pack.toml:3:11 E202 curly quotes cannot hold a value; type straight ones: ", here and on 1 more line'
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            r'authors = ["a\b"]',
            'a \\ in "authors" makes an invisible character; write folders with /, ',
        ),
        ('authors = "Mia"', '"authors" is not a list of texts; write it like authors = ["Mia"]'),
        ("authors = 5", '"authors" is not a list of texts; write it like authors = ["Your name"]'),
        ("license = 4.0", '"license" is not a line of text; write it like license = "4.0"'),
        ("language = 5", '"language" is not a line of text; write it like language = "en"'),
        (f"license = {'9' * 4_000}", '"license" is not a line of text; write it like license = "CC-BY-4.0"'),
    ],
)
def test_a_value_of_the_wrong_type_is_shown_as_it_should_be(line: str, message: str):
    (finding,) = read(f"{MINIMAL}{line}\n")[1]

    assert finding.startswith(f"pack.toml:6:1 E205 {message}")


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], '["notice.md"]'),
        (["cards.md", "pack.toml", "week 1/a.md", "README.md", "a?.md", "notes.txt"], '["cards.md", "week 1/a.md"]'),
        ([f"{number}.md" for number in range(100)], '["0.md", "1.md", "2.md", "3.md", "4.md", "5.md"]'),
    ],
)
def test_where_the_files_are_not_named_the_advice_names_those_that_lie_there(names: list[str], shown: str):
    report = Report("pack.toml")
    read_manifest(MINIMAL.replace("files", "#files").encode(), report, lambda: names)

    assert [str(finding) for finding in report.findings] == [
        f'pack.toml:1:1 E204 "files" is missing; add a line like files = {shown}'
    ]


def test_all_findings_are_reported_not_the_first():
    text = 'format = 1\nid = "A"\nversion = "1"\ntitel = "T"\nfiles = ["../a.md", "b.txt"]\n'

    assert [finding.split()[1] for finding in sorted(read(text)[1])] == [
        "E204",
        "E205",
        "E205",
        "E203",
        "E207",
        "E207",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E007"),
        ('id = "a"'.encode("utf-16"), "E006"),
        (b'id = "\xff"', "E005"),
        (b"#" * 300_000, "E004"),
        (b"a." * 500_000 + b"a = 1", "E004"),
        (b"a." * 9_000 + b"a = 1", "E201"),
        (b"a = " + b"[" * 10_000, "E201"),
        (b"a = " + b"{a = " * 3_000, "E201"),
        (b"a = " + b"1" * 5_000, "E201"),
        (b"\n".join(b"a." * 99 + b"b%d = 1" % number for number in range(1_000)), "E203"),
    ],
    ids=["empty", "utf-16", "latin", "large", "dotted", "dotted-small", "brackets", "braces", "digits", "crowd"],
)
def test_a_hostile_manifest_is_a_finding_and_soon(data: bytes, code: str):
    start = time.process_time()
    findings = read(data)[1]

    assert findings[0].split()[1] == code
    assert time.process_time() - start < 5


# Laws

PIECES = st.sampled_from(
    (
        "format = 1",
        'id = "a"',
        'files = ["a.md"]',
        "[[themes]]",
        "[themes]",
        "title",
        "=",
        '"',
        "“",
        "'''",
        "\n",
        "[",
        "]",
        "{",
        "}",
        ".",
        "1",
        "é",
        "\r\n",
        "\\u0000",
        "1979-05-27",
        "#",
        " ",
        "themes = [1]",
    )
)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.lists(PIECES).map(lambda all: "".join(all).encode())))
def test_reading_never_raises_and_every_finding_lies_inside_the_file(data: bytes):
    report = Report("pack.toml")
    manifest = read_manifest(data, report)

    assert manifest or report.findings
    lines = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").split("\n")
    for finding in report.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
