"""The playbook as Markdown, made to be read on paper: one section a theme, one short part a play."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from companion.coach.playbook import PlayView
from companion.coach.views import Misuse
from companion.domain.cards import NO_THEME, THEMES, Theme
from companion.domain.phrases import long_day, plural
from companion.domain.playbook import evidence_line
from companion.exchange.export_markdown import escaped_line
from companion.exchange.sharing import write_shared
from companion.text import one_line

MARKER = "<!-- A playbook, written by Tiny Triumphs Companion, which may write it anew. -->"
"""The first line of a playbook; no other file is written over."""
TITLE_LENGTH = 60
_WHEN = "when "


def save_playbook(path: Path, found: Sequence[PlayView], day: date) -> None:
    """Write the plays to this file, whole or not at all; `day` is the one they are of.

    Raises Misuse for a name that does not end in .md, and Refused where the file cannot or should not be written.
    """
    if path.suffix.lower() != ".md" and not os.path.isdir(path):
        raise Misuse("The playbook is a Markdown file: give it a name that ends in .md, such as playbook.md.")
    text = playbook_of(found, day)
    write_shared(path, text.encode(), MARKER.encode(), "a playbook of this program", "playbook.md")


def playbook_of(found: Sequence[PlayView], day: date) -> str:
    """The playbook as Markdown: the four themes first, then others by name, then plays of no known theme."""
    lines = [MARKER, "", "# My playbook", "", f"{plural(len(found), 'play').capitalize()}, {_dated(day)}.", ""]
    for theme in _themes(found):
        lines += [f"## {theme.glyph} {_line(theme.title)}", ""]
        for view in found:
            if (view.theme or NO_THEME).id == theme.id:
                lines += _play(view)
    return "\n".join(lines)


def title_of(action: str) -> str:
    """A play's name: its action, on one line and at most 60 characters long, with an ellipsis where it was cut."""
    line = one_line(action)
    return shortened(line[:1].upper() + line[1:], TITLE_LENGTH)


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word to so many characters, the ellipsis among them; a long word is cut too."""
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[: most - 1]
    words = head if line[most - 1] == " " else head.rpartition(" ")[0]
    if len(words) * 2 < most:  # one long word takes up most of it
        words = head
    return (words.rstrip(" ,;:.-–") or head) + "…"


def _themes(found: Sequence[PlayView]) -> list[Theme]:
    used = {(view.theme or NO_THEME).id: view.theme or NO_THEME for view in found}
    others = sorted((theme for theme in used.values() if theme not in (*THEMES, NO_THEME)), key=lambda one: one.title)
    return [theme for theme in (*THEMES, *others, NO_THEME) if theme.id in used]


def _play(view: PlayView) -> Iterator[str]:
    play = view.play
    yield from (f"### {_line(title_of(play.do))}", "")
    parts = {
        "When": _without_when(play.when),
        "I will": play.do,
        "Because": play.because,
        "I expect": play.expect,
        "Evidence": evidence_line(play.evidence),
        "Grown from": view.origin,
        "From the idea": play.title,
    }
    for label, text in parts.items():
        if line := _line(text):
            yield f"- **{label}:** {line}"
    yield from (f"- **Adopted:** {_dated(play.adopted)}; {plural(play.minutes, 'minute')}", "")


def _without_when(cue: str) -> str:
    """A cue that begins with the word of the label, without that word."""
    line = one_line(cue)
    return line[len(_WHEN) :] if line.lower().startswith(_WHEN) else line


def _line(text: str) -> str:
    return escaped_line(one_line(text))


def _dated(day: date) -> str:
    return f"{long_day(day)} {day.year}"
