"""The journal to be read: one Markdown file a month, and the escaping that keeps typed text from being structure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from companion.coach.playbook import Noted, Part
from companion.coach.views import Misuse, Refused
from companion.domain.phrases import long_day
from companion.exchange.sharing import check_parent, check_shared, unwritable, write_shared
from companion.text import clean, one_line

MARKER = "<!-- A month of a journal, written by Tiny Triumphs Companion, which may write it anew. -->"
"""The first line of a month's file; no other file is written over."""

_KIND = ("a month that this program wrote", "2026-11.md")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\.md")
_ACTS = re.compile(
    r"""[\\`*\[<{|~]              # code, emphasis, links, images, HTML, attributes, tables, strikethrough
    |(?<![^\W_])_|_(?![^\W_])     # emphasis, which an underscore within a word is not
    |&(?=\#?\w{1,32};)            # entities
    |:(?=//)|(?<=www)\.           # addresses, which would swallow what is escaped in them
    |(?<=\s)\#(?=\#*$)            # the end of a heading""",
    re.VERBOSE | re.IGNORECASE,
)
_LEADS = re.compile(r"[#>+=:-]|[0-9]+(?=[.)](?:\s|$))")
"""What makes a heading, a quotation, a list, a rule or a table at the beginning of a line."""


def escaped(text: str) -> str:
    """Typed text as Markdown that shows it as it is, its line breaks kept; it cannot become structure."""
    lines = [escaped_line(line) for line in clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")]
    broken = [
        f"{line}  " if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join(broken).strip("\n")


def escaped_line(text: str) -> str:
    """The same for one line: cleaned, and without the space around it."""
    line = _ACTS.sub(r"\\\g<0>", clean(text).strip())
    leads = _LEADS.match(line)
    if leads is None:
        return line
    at = leads.end() if leads[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def months_of(noted: Sequence[Noted]) -> dict[str, str]:
    """The file of each month that has something, by its name, `2026-11.md`; `noted` is in the order of its days."""
    return {
        f"{year:04}-{month:02}.md": _month(list(found))
        for (year, month), found in groupby(noted, key=lambda one: (one.day.year, one.day.month))
    }


def save_months(folder: Path, noted: Sequence[Noted]) -> tuple[list[str], list[str]]:
    """Write each month's file into the folder, which is made where there is something to be in it.

    Returns the names of those files, and of earlier ones of ours whose months have nothing now; those stay.
    Raises Refused, and Misuse for the name of a Markdown file.
    """
    if folder.suffix.lower() == ".md" and not os.path.isdir(folder):
        raise Misuse("Markdown is written as one file a month: name a folder for them, such as journal.")
    months = months_of(noted)
    try:
        _make(folder, months)
        names = os.listdir(folder) if folder.is_dir() else []
    except OSError as error:
        raise unwritable(folder, error) from None
    for name, text in months.items():
        write_shared(folder / name, text.encode(), MARKER.encode(), *_KIND)
    return list(months), sorted(name for name in names if name not in months and _is_ours(folder / name))


def _make(folder: Path, months: Mapping[str, str]) -> None:
    """See that every file may be written, before any is; then make the folder, where it is not there."""
    target = Path(os.path.realpath(folder))
    check_parent(folder, target)
    if target.is_dir():
        for name in months:
            check_shared(folder / name, MARKER.encode(), *_KIND)
    elif os.path.lexists(target):
        raise Refused(f"{one_line(str(folder))} is not a folder. Choose another place.")
    elif months:
        target.mkdir()


def _is_ours(path: Path) -> bool:
    if not _MONTH.fullmatch(path.name):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(MARKER)) == MARKER.encode()
    except OSError:
        return False


def _month(noted: Sequence[Noted]) -> str:
    first = noted[0].day
    lines = [MARKER, "", f"# {_month_name(first)} {first.year}", ""]
    for day, found in groupby(noted, key=lambda one: one.day):
        lines += [f"## {long_day(day)}", ""]
        for one in found:
            for part in one.parts:
                lines += [*_part(part), ""]
    return "\n".join(lines)


def _month_name(day: date) -> str:
    return long_day(day).rpartition(" ")[2]


def _part(part: Part) -> Iterator[str]:
    text = escaped(part.text)
    if part.aside:
        yield from (f"> {line}" if line else ">" for line in text.split("\n"))
    else:
        yield f"**{escaped_line(one_line(part.label))}:** {text}"
