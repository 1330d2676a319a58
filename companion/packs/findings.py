"""What is wrong with a pack, and where: every finding has a place, a stable code, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum, unique
from itertools import islice

from companion.text import one_line

SHOWN = 40
"""The most characters of a pack's own text that a message repeats."""
MOST = 1_000
"""The most findings that are told of one file; the rest are counted."""
CHOICES, COMPARED = 16, 200
"""The most words that a message offers to choose from, and that an unknown word is compared with."""


class Severity(StrEnum):
    """An error makes a pack unreadable; a warning is likely a mistake; a note is about style."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "S": Severity.NOTE}
_ORDER = list(Severity)


@unique
class Code(StrEnum):
    """Stable for ever: a code is never reused and never given another meaning. E errors, W warnings, S style."""

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
    STEP = "E118"
    NO_STEP = "E119"
    STRAY = "E120"
    VARIANT = "E121"
    NOT_A_LINE = "E122"
    MINUTES = "E123"
    NOT_HERE = "E124"
    WRONG_KIND = "E125"
    NOT_RETIRED = "E126"
    CIRCLE = "E127"
    NOT_A_HEADING = "E128"
    LATE_FIELD = "E129"

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
    RESERVED = "E211"

    # What a new version does to an older one.
    OTHER_PACK = "E301"
    ID_GONE = "E302"
    KIND_CHANGED = "E303"
    VERSION = "E304"

    # A zip.
    NOT_A_ZIP = "E401"
    ZIP_DAMAGED = "E402"
    ZIP_LOCKED = "E403"
    ZIP_METHOD = "E404"
    ZIP_OUTSIDE = "E405"
    ZIP_NAME = "E406"
    ZIP_TWICE = "E407"
    ZIP_SPECIAL = "E408"
    ZIP_MANY = "E409"
    ZIP_LARGE = "E410"
    ZIP_RATIO = "E411"
    ZIP_LIES = "E412"
    ZIP_MANIFEST = "E413"

    # Likely mistakes.
    MORE = "W001"
    NOT_NAMED = "W002"
    RETIRED = "W101"
    NOT_KNOWN = "W102"
    TAG = "W103"
    THEME_UNUSED = "W201"
    STEP_GONE = "W301"
    VARIANT_GONE = "W302"
    MEANING = "W303"

    # Style.
    IDEA_LENGTH = "S101"
    NO_CUE = "S102"
    NO_EXPECTATION = "S103"
    NO_QUESTION = "S104"
    EXCLAMATION = "S105"
    LONG_TITLE = "S106"
    LONG_ARTICLE = "S107"
    LONG_EXPERIMENT = "S108"
    # S109 asked what replaces a retired entry, which may be nothing; it is no longer told, and not to be used again.

    @property
    def severity(self) -> Severity:
        """How much it matters, which its letter says."""
        return _SEVERITIES[self.value[0]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right in one file of a pack; line and column count from 1, in characters."""

    file: str
    line: int
    column: int
    code: Code
    message: str

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.code.severity

    @property
    def is_error(self) -> bool:
        """Whether it makes the pack unreadable."""
        return self.code.severity is Severity.ERROR

    def __str__(self) -> str:
        # File names and quoted words are outside text.
        return one_line(f"{self.file}:{self.line}:{self.column} {self.code} {self.message}")


@dataclass(slots=True)
class Report:
    """The findings of one file, gathered while it is read: the first thousand of each severity, the others counted."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[Severity] = field(default_factory=Counter)

    def add(self, line: int, column: int, code: Code, message: str) -> None:
        """Note one finding; line and column count from 1."""
        self.counts[code.severity] += 1
        if self.counts[code.severity] <= MOST:
            self.findings.append(Finding(self.file, line, column, code, message))

    @property
    def errors(self) -> int:
        """How many errors there are, told or not."""
        return self.counts[Severity.ERROR]

    def nearest(self, word: str, known: Collection[str]) -> str:
        """What `nearest` finds, or "" once there are so many errors that nobody would read of it."""
        return nearest(word, known) if self.errors < MOST else ""

    def advice(self, word: str, known: Collection[str]) -> str:
        """What `did_you_mean` says, or "" once there are so many errors that nobody would read it."""
        return did_you_mean(word, known) if self.errors < MOST else ""

    def told(self) -> list[Finding]:
        """At most a thousand findings in the order of lines, errors before the others; then how many more there are."""
        worst = sorted(self.findings, key=lambda finding: _ORDER.index(finding.severity))[:MOST]
        told = sorted(worst, key=lambda finding: (finding.line, finding.column))
        more = self.counts.total() - len(told)
        if more:
            message = f"this file has {more:,} more findings; put these right first"
            told.append(Finding(self.file, told[-1].line, 1, Code.MORE, message))
        return told


def errors_of(reports: Iterable[Report]) -> list[Finding]:
    """The errors that are told, file by file."""
    return [finding for report in reports for finding in report.told() if finding.is_error]


def quoted(word: str) -> str:
    """The pack's own word in double quotes, cut short so that one long line cannot flood a message."""
    return f'"{word}"' if len(word) <= SHOWN else f'"{word[:SHOWN]}…"'


def did_you_mean(word: str, known: Collection[str]) -> str:
    """How a message about an unknown word goes on: `did you mean "people"?`, or else the words to choose from."""
    near = nearest(word, known)
    if near:
        return f'did you mean "{near}"?'
    return f"choose from {listed(known)}"


def listed(words: Collection[str]) -> str:
    """The words with commas between, the first few if there are many."""
    return f"{', '.join(islice(words, CHOICES))}{', …' if len(words) > CHOICES else ''}"


def nearest(word: str, known: Collection[str]) -> str:
    """The known word that is most like this one, "" if none is or there are hundreds to compare it with."""
    import difflib  # 4 ms that start-up never needs

    if len(word) > SHOWN or len(known) > COMPARED:
        return ""
    # Case alone may be what is wrong: "try" for "Try" is nearer than any other word.
    same = [one for one in known if one.lower() == word.lower()]
    return (same or difflib.get_close_matches(word.lower(), known, n=1) or [""])[0]
