"""Where the entries of a file begin, and what may be headings in them; also lines that were meant as a heading.

A heading that misses its form is text to the grammar, and an entry would be lost without a word. So such a line is
reported, and taken for the heading that it was meant as, lest everything below it be reported too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.packs.definitions import ANY, KINDS, Prose
from companion.packs.findings import Code, Report, quoted
from companion.packs.source import MOST_LINES, Line, Lines

_MARK = re.compile(r"([\s>*_•–-]*)(#*)([\s*_]*)")
_KIND = re.compile(r"\W*kind\W*[:=]\W*(\w*)", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]*):")
_COUNTS = ("no hash", "one hash", "two hashes", "three hashes", "four hashes", "five hashes", "six hashes")
_SPACES = {"\t": "a tab", "\N{NO-BREAK SPACE}": "a no-break space"}
_WHOLE = frozenset(kind.name for kind in KINDS.values() if kind.prose is Prose.WHOLE)
HEADING_MARKS = " \t*_:"
"""What stands around a heading that was made bold or ended like a label."""
_LIKE = "write it like ## Title {#its-id}"


@dataclass(slots=True)
class Start:
    """Where an entry begins: the place of its heading, from 0, and of the first line `below` it.

    `sections` are the places of what may be headings of its sections. One that `is_odd` misses the form of a heading,
    and that was reported.
    """

    at: int
    below: int
    is_odd: bool = False
    sections: list[int] = field(default_factory=list)
    kind: tuple[int, str] | None = None
    fields_end: int = 0


def find_starts(lines: Lines, report: Report) -> list[Start]:
    """Where entries begin, in order."""
    starts: list[Start] = []
    fenced = lines.fenced
    for at, text in enumerate(lines.texts):
        if not ("#" in text or text.startswith("kind:")) or at in fenced:
            continue
        if text.startswith("### "):
            if starts:
                starts[-1].sections.append(at)
        elif text.startswith("kind:"):
            if not starts or at != starts[-1].below:
                _note_kind(lines, at, starts, report)
        elif text.startswith("## "):
            if not starts or _is_entry(lines, at, starts[-1], report):
                starts.append(Start(at, at + 1))
        else:
            _note_odd(lines, at, starts, report)
    return starts


def title_place(text: str) -> int:
    """Where the title begins in a heading that may miss its form, from 0."""
    return _mark(text).end()


def bare_sections(kind: str, body: Sequence[Line], report: Report) -> list[int]:
    """The places of lines that are only the name of a section of this kind, each reported as no heading."""
    found = []
    for place, (number, text, fenced) in enumerate(body):
        if not fenced and not text.startswith("#") and _names_section(kind, text.strip(HEADING_MARKS)):
            report.add(number, 1, Code.NOT_A_HEADING, _section_message(text))
            found.append(place)
    return found


def _is_entry(lines: Lines, at: int, before: Start, report: Report) -> bool:
    """Whether a line with two hashes begins an entry. One that was meant as a heading inside another is reported."""
    text = lines.texts[at]
    if _has_kind(lines, at):
        return True
    kind = _kind_of(lines, before)[1]
    if _names_section(kind, text[3:]):
        _add_section(at, text, before, lines, report)
        return False
    if kind in _WHOLE and "{#" not in text and not _is_field(lines, at + 1):
        message = f"this would begin an entry, and has neither id nor kind; inside an {kind}, write ### instead"
        report.add(lines.numbers[at], 1, Code.HEADING, message)
        return False
    return True


def _note_odd(lines: Lines, at: int, starts: list[Start], report: Report) -> None:
    """Report a line with a hash in it, if it was meant as a heading."""
    text = lines.texts[at]
    mark = _mark(text)
    title, depth, has_id = text[mark.end() :], len(mark[2]), _ends_in_id(text)
    if not depth and not has_id:
        return
    kind = _kind_of(lines, starts[-1])[1] if starts else ""
    # What is indented by four is code in Markdown, and an article may show some.
    is_code = kind in _WHOLE and len(mark[1].expandtabs()) > 3
    has_kind = _has_kind(lines, at, MOST_LINES if has_id else 1)
    if starts and _names_section(kind, title):
        _add_section(at, text, starts[-1], lines, report)
    elif depth and not is_code and (has_kind or (has_id and depth <= 2)):
        begins = has_kind or _is_field(lines, at + 1)
        if starts and not begins and text.startswith("- "):
            return  # a bullet of an entry, that only happens to hold what a heading holds
        advice = _LIKE if begins else f"{_LIKE}, with `kind: ` below it, or take the id away if none begins here"
        _add(at, f"this looks like the heading of an entry, but has {_fault(text, 2)}; {advice}", lines, report)
        if begins:
            starts.append(Start(at, at + 1, is_odd=True))


def _note_kind(lines: Lines, at: int, starts: list[Start], report: Report) -> None:
    """Begin an entry where its `kind: ` stands among other text, and report what was meant as its heading."""
    before = starts[-1] if starts else None
    if before and _fields_reach(lines, before, at):
        return
    floor = before.below if before else 0
    above = at - 1
    while above >= floor and not lines.texts[above].strip():
        above -= 1
    head = lines.texts[above] if above >= floor and above not in lines.fenced else ""
    mark = _mark(head)
    if any(_names_section(kind, head[mark.end() :]) for kind in KINDS):
        return
    is_known, is_near = lines.texts[at][len("kind:") :].strip() in KINDS, above == at - 1
    is_alone = above <= floor or not lines.texts[above - 1].strip()
    if mark[2]:
        is_heading = is_known or is_near
    else:
        is_heading = is_known and is_near and bool(head) and (is_alone or _ends_in_id(head))
    if is_heading:
        if before and before.sections[-1:] == [above]:
            before.sections.pop()
        _add(above, f"this looks like the heading of an entry, but has {_fault(head, 2)}; {_LIKE}", lines, report)
        starts.append(Start(above, above + 1, is_odd=True))
    elif is_known:
        message = "an entry's fields begin here, but no heading stands above them; write one like ## Title {#its-id}"
        _add(at, message, lines, report)
        starts.append(Start(at, at, is_odd=True))


def _add(at: int, message: str, lines: Lines, report: Report) -> None:
    report.add(lines.numbers[at], 1, Code.NOT_A_HEADING, message)


def _add_section(at: int, text: str, start: Start, lines: Lines, report: Report) -> None:
    _add(at, _section_message(text), lines, report)
    start.sections.append(at)


def _section_message(text: str) -> str:
    said = quoted(f"### {text[title_place(text) :].strip(HEADING_MARKS)}")
    return f"this looks like the heading of a section, but has {_fault(text, 3)}; write it as {said}"


def _mark(text: str) -> re.Match[str]:
    """What stands before a title: blanks and other marks, hashes, and what is between them and the title."""
    found = _MARK.match(text)
    assert found  # all of it may be left out
    return found


def _fault(text: str, count: int) -> str:
    """What a heading has that one with so many hashes has not."""
    before, hashes, after = _mark(text).groups()
    if before and hashes:
        return "other characters before its hashes" if before.strip() else "spaces before its hashes"
    if len(hashes) != count:
        found_count = _COUNTS[len(hashes)] if len(hashes) < len(_COUNTS) else "many hashes"
        return f"{found_count}, not {_COUNTS[count].split()[0]}"
    if not after:
        return "no space after its hashes"
    return f"{_SPACES.get(after[0], 'another character')} after its hashes, where a space belongs"


def _names_section(kind: str, title: str) -> bool:
    """Whether a heading with this title, with its id or without, is one of a section of this kind."""
    begin, _, _ = title.rpartition("{#") if _ends_in_id(title) else (title, "", "")
    title = begin.strip(HEADING_MARKS).lower()
    for rule in KINDS[kind].sections.values() if kind in KINDS else ():
        word = rule.word.lower()
        begin, _, rest = title.partition(":")
        if begin.lstrip("0123456789") == word.removeprefix("n") if rule.is_step and rest else title == word:
            return True
    return False


def _ends_in_id(text: str) -> bool:
    """Whether a line ends as headings do, be the id well or ill made."""
    _, brace, id = text.rpartition("{#")
    return bool(brace) and len(id.split()) == 1 and "}" not in id.rstrip(HEADING_MARKS).removesuffix("}")


def _has_kind(lines: Lines, at: int, most: int = MOST_LINES) -> bool:
    """Whether fields with a kind among them follow this line, be it after blank ones; in the next `most` lines."""
    return _find_kind(lines, at + 1, most)[0] > 0


def _kind_of(lines: Lines, start: Start) -> tuple[int, str]:
    """The place of the line that says an entry's kind, 0 where there is none, and that kind."""
    if start.kind is None:
        start.kind = _find_kind(lines, start.below)
    return start.kind


def _find_kind(lines: Lines, below: int, most: int = MOST_LINES) -> tuple[int, str]:
    """The first line that says a kind, from this one on to the end of the first paragraph, and the kind."""
    begun = False
    for at in range(below, min(len(lines.texts), below + most)):
        text = lines.texts[at]
        if found := _KIND.match(text):
            return at, found[1].lower()
        # The last two are headings, or were meant as such: what stands below is theirs.
        if (begun and not text.strip()) or "{#" in text or _mark(text)[2]:
            break
        begun = begun or bool(text.strip())
    return 0, ""


def _fields_reach(lines: Lines, start: Start, at: int) -> bool:
    """Whether there are fields from an entry's heading down to this `kind: `: its first paragraph, and what looks so.

    Below that one belongs to another entry where this has its kind already.
    """
    end = start.fields_end
    if not end:
        end = start.below
        while end < len(lines.texts) and lines.texts[end].strip() and not lines.texts[end].startswith("#"):
            end += 1
    while end < at and (not lines.texts[end].strip() or _FIELD.match(lines.texts[end])):
        end += 1
    start.fields_end = end
    return end > at or (end == at and not 0 < _kind_of(lines, start)[0] < at)


def _is_field(lines: Lines, at: int) -> bool:
    found = _FIELD.match(lines.texts[at]) if at < len(lines.texts) else None
    return found is not None and found[1] in ANY
