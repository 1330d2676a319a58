"""What is wrong with a pack, and where: every finding has a place, a stable code, and what to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum, unique

from companion.text import one_line

SHOWN = 40
"""The most characters of a pack's own text that a message repeats."""


@unique
class Code(StrEnum):
    """Stable for ever: a code is never reused and never given another meaning."""

    # A file and its bytes.
    MISSING = "E001"
    UNREADABLE = "E002"
    LINK = "E003"
    TOO_LARGE = "E004"
    NOT_UTF8 = "E005"
    UTF_16 = "E006"
    EMPTY = "E007"
    UNSAFE = "E008"
    OPEN_FENCE = "E009"
    OPEN_COMMENT = "E010"
    NO_ENTRY = "E011"

    # An entry.
    HEADING = "E101"
    BAD_ID = "E102"
    ID_TWICE = "E103"
    THEME = "E104"
    KIND = "E105"
    FIELD = "E106"
    FIELD_TWICE = "E107"
    NOT_A_FIELD = "E108"
    FIELD_MISSING = "E109"
    FIELD_VALUE = "E110"
    NO_PROSE = "E111"
    SECTION = "E112"
    SECTION_TWICE = "E113"
    BULLET_COUNT = "E114"
    NOT_A_BULLET = "E115"
    NESTED = "E116"
    BULLET = "E117"

    # The manifest.
    NOT_TOML = "E201"
    CURLY_QUOTES = "E202"
    KEY = "E203"
    KEY_MISSING = "E204"
    KEY_VALUE = "E205"
    FORMAT = "E206"
    FILE_NAME = "E207"
    FILE_TWICE = "E208"
    THEME_TWICE = "E209"
    PACK_TWICE = "E210"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right in one file of a pack; line and column count from 1, in characters."""

    file: str
    line: int
    column: int
    code: Code
    message: str

    def __str__(self) -> str:
        # File names and quoted words are outside text.
        return one_line(f"{self.file}:{self.line}:{self.column} {self.code} {self.message}")


@dataclass(slots=True)
class Report:
    """The findings of one file, gathered while it is read."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, column: int, code: Code, message: str) -> None:
        """Note one finding; line and column count from 1."""
        self.findings.append(Finding(self.file, line, column, code, message))


def quoted(word: str) -> str:
    """The pack's own word in double quotes, cut short so that one long line cannot flood a message."""
    return f'"{word}"' if len(word) <= SHOWN else f'"{word[:SHOWN]}…"'


def did_you_mean(word: str, known: Collection[str]) -> str:
    """How a message about an unknown word goes on: `did you mean "people"?`, or else the words to choose from."""
    import difflib  # 4 ms that start-up never needs

    near = difflib.get_close_matches(word.lower(), known, n=1) if len(word) <= SHOWN else []
    # Case alone may be what is wrong: "try" for "Try" is nearer than any other word.
    near = [one for one in known if one.lower() == word.lower()] or near
    if near:
        return f'did you mean "{near[0]}"?'
    return f"choose from {', '.join(known)}"
