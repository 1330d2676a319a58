"""A finding says where, which, what, and what to do."""

from __future__ import annotations

import re

import pytest

from companion.packs.findings import MOST, Code, Finding, Report, Severity, did_you_mean, quoted


def test_a_finding_reads_as_one_line():
    finding = Finding("notice.md", 4, 8, Code.THEME, 'theme "peeple" is not known; did you mean "people"?')

    assert str(finding) == 'notice.md:4:8 E104 theme "peeple" is not known; did you mean "people"?'


def test_no_control_character_of_a_pack_reaches_the_line():
    finding = Finding("a\x1b[31m.md", 1, 1, Code.THEME, "theme \x9b\u202e\n")

    assert str(finding).isprintable()


def test_codes_are_stable_and_well_formed():
    assert all(re.fullmatch(r"[EWS][0-4]\d\d", code) for code in Code)
    assert (Code.MISSING, Code.THEME, Code.NOT_TOML, Code.MEANING) == ("E001", "E104", "E201", "W303")


@pytest.mark.parametrize(
    ("code", "severity"), [("E104", Severity.ERROR), ("W002", Severity.WARNING), ("S101", Severity.NOTE)]
)
def test_the_letter_of_a_code_says_how_much_it_matters(code: str, severity: Severity):
    finding = Finding("notice.md", 1, 1, Code(code), "")

    assert finding.severity is severity
    assert finding.is_error == (severity is Severity.ERROR)


def test_a_report_tells_a_thousand_findings_errors_first_in_the_order_of_lines():
    report = Report("notice.md")
    for line in range(3 * MOST, 0, -1):
        report.add(line, 1, Code.EXCLAMATION, "note")
    report.add(5, 2, Code.FIELD, "error")
    told = report.told()

    assert report.errors == 1
    assert len(told) == MOST + 1
    assert [finding.line for finding in told] == sorted(finding.line for finding in told)
    assert told[0].code is Code.FIELD
    assert str(told[-1]) == "notice.md:3000:1 W001 this file has 2,001 more findings; put these right first"


def test_a_report_without_findings_tells_nothing():
    assert Report("notice.md").told() == []


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
def test_advice_names_the_nearest_word_or_else_the_words_to_choose_from(word: str, advice: str):
    assert did_you_mean(word, ["people", "value"]) == advice


def test_a_long_word_is_cut_short():
    assert quoted("people") == '"people"'
    assert len(quoted("x" * 1_000)) < 50


def test_advice_is_short_and_soon_given_however_many_words_there_are():
    known = [f"theme-{number}" for number in range(10_000)]

    assert did_you_mean("theme", known).endswith("theme-14, theme-15, …")
    assert len(did_you_mean("theme", known)) < 250
