"""A finding says where, which, what, and what to do."""

from __future__ import annotations

import re

import pytest

from companion.packs.findings import Code, Finding, Report, did_you_mean, quoted


def test_a_finding_reads_as_one_line():
    finding = Finding("notice.md", 4, 8, Code.THEME, 'theme "peeple" is not known; did you mean "people"?')

    assert str(finding) == 'notice.md:4:8 E104 theme "peeple" is not known; did you mean "people"?'


def test_no_control_character_of_a_pack_reaches_the_line():
    finding = Finding("a\x1b[31m.md", 1, 1, Code.THEME, "theme \x9b\u202e\n")

    assert str(finding).isprintable()


def test_codes_are_stable_and_well_formed():
    assert all(re.fullmatch(r"E[0-2]\d\d", code) for code in Code)
    assert (Code.MISSING, Code.THEME, Code.NOT_TOML) == ("E001", "E104", "E201")


def test_a_report_gathers_the_findings_of_one_file():
    report = Report("notice.md")
    report.add(2, 1, Code.FIELD, "first")
    report.add(1, 1, Code.HEADING, "second")

    assert [(f.file, f.line, f.message) for f in report.findings] == [
        ("notice.md", 2, "first"),
        ("notice.md", 1, "second"),
    ]


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("peeple", 'did you mean "people"?'),
        ("PEOPLE", 'did you mean "people"?'),
        ("zzz", "choose from people, value"),
        ("p" * 1_000_000, "choose from people, value"),
    ],
)
def test_advice_names_the_nearest_word_or_else_all_of_them(word: str, advice: str):
    assert did_you_mean(word, ["people", "value"]) == advice


def test_a_long_word_is_cut_short():
    assert quoted("people") == '"people"'
    assert len(quoted("x" * 1_000)) < 50
