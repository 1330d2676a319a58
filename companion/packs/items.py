"""Bullets, and the lines of a guide: items that may go on over indented lines; also lines that were meant as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from companion.packs.findings import Code, Report
from companion.packs.source import Line

# Only a list that starts at 1 may interrupt a sentence (CommonMark): "I will count to⏎  10. Expect:" is no list.
_NESTED = re.compile(r"[-*+•‣◦]\s|1[.)]\s")
_BULLET = re.compile(r"- \s*\S")
_NEARLY = re.compile(r"(\s*)(-(?!-)|[–—•‣◦·▪●○]|[*+](?=\s)|[0-9]{1,2}[.)](?=\s))(\s*)(?=\S)")
_HOW = 'begin each bullet with "- " and text, and indent the lines that carry it on by two spaces'
_SPACES = {"\t": "a tab", "\N{NO-BREAK SPACE}": "a no-break space"}


class Item(NamedTuple):
    """A bullet, or another line that may be carried on, with what carries it on: one line of text."""

    text: str
    line: int


class Form(NamedTuple):
    """What items look like: how each begins, how much of that is no part of it, and the code and message for others.

    `meant` tells of such a line what is wrong with it and what it should have been; both "" where it was meant as none.
    """

    begins: re.Pattern[str]
    mark: int
    code: Code
    how: str
    meant: Callable[[str], tuple[str, str]]


def read_bullets(lines: Iterable[Line], report: Report) -> list[Item]:
    """The bullets; a list inside one and any other line are reported."""
    return read_items(lines, _BULLETS, report)


def read_items(lines: Iterable[Line], form: Form, report: Report) -> list[Item]:
    """The lines that begin so, each folded to one with the indented lines that carry it on.

    Others are reported, a paragraph or a list once; one that was meant as an item is taken for it all the same.
    """
    items: list[tuple[list[str], int]] = []
    begins = form.begins
    listed = stray = False
    for number, text, fenced in lines:
        if begins.match(text) and not fenced:
            items.append(([text], number))
            listed = stray = False
        elif not fenced and not text.strip():
            stray = False
        elif not fenced and items and not stray and text.startswith(("  ", "\t")):
            carried = text.lstrip()
            if _NESTED.match(carried):
                if not listed:
                    message = "no list stands inside this; make it part of the sentence above, with commas between"
                    report.add(number, len(text) - len(carried) + 1, Code.NESTED, message)
                listed = True
            elif begins.match(carried):
                message = "the spaces before this make it part of the line above; take them away"
                report.add(number, 1, form.code, message)
                items.append(([carried], number))
            else:
                items[-1][0].append(carried)
        else:
            fault, meant = ("", "") if fenced else form.meant(text)
            if meant:
                items.append(([meant], number))
                listed = stray = False
            elif not stray:
                fault, stray = f"a fence has no place here; {form.how}" if fenced else form.how, True
            if fault:
                report.add(number, 1, form.code, fault)
    mark = form.mark
    return [Item(" ".join(" ".join(parts)[mark:].split()), number) for parts, number in items]


def _bullet_meant(text: str) -> tuple[str, str]:
    found = _NEARLY.match(text)
    if found is None:
        return "", ""
    _, mark, space = found.groups()
    if mark != "-":
        fault = f'begin this bullet with "- ", not with "{mark}"'
    elif space[:1] == " ":
        fault = "spaces stand before this bullet; let its - begin the line"
    elif not space:
        fault = "there is no space after the -; type one"
    else:
        fault = f"there is {_SPACES.get(space[0], 'another character')} after the -; type a space in its place"
    return fault, f"- {text[found.end() :]}"


_BULLETS = Form(_BULLET, len("- "), Code.NOT_A_BULLET, _HOW, _bullet_meant)
