"""Outside text on its way out: what a terminal acts on never reaches it, and everything else does."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text import clean, is_unsafe, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("[@click=app.quit]x[/] [/usr/bin]", "[@click=app.quit]x[/] [/usr/bin]"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "]8;;http://x\\link]8;;\\"),
        ("\x9b31m\x9d52;c;\x9c", "31m52;c;"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("back\bspace\rreturn\x00", "backspacereturn"),
        ("line\u2028and\u2029paragraph\x85", "lineandparagraph"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("👩\u200d🚀 ☀\ufe0f می\u200cخواهم", "👩\u200d🚀 ☀\ufe0f می\u200cخواهم"),
        ("é e\u0301 ñ 日本語 \u00a0", "é e\u0301 ñ 日本語 \u00a0"),
        ("tag\U000e0041\ue000", "tag"),
        ("half \ud83d", "half "),
        ("", ""),
    ],
)
def test_only_what_a_terminal_acts_on_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_every_character_there_is() -> None:
    """Controls, formats, surrogates, private use and separators go; six characters among them stay."""
    gone = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        expected = unicodedata.category(char) in gone and char not in "\n\t\u200c\u200d"
        if (clean(char) == "") != expected or is_unsafe(char) != expected:
            pytest.fail(f"U+{number:04X}")


@given(st.text())
def test_cleaning_keeps_the_rest_in_order_and_is_done_once(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert shown == "".join(char for char in text if not is_unsafe(char))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  a \n\n b\t c ", "a b c"),
        ("\x1b[2J a\r\nb", "[2J a b"),
        ("\u2003 wide\u00a0space", "wide space"),
        ("\n\t ", ""),
    ],
)
def test_one_line_is_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown
