"""The playbook as a pack that a colleague can install: each play a card, in the grammar of packs."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from companion.coach.playbook import PlayView
from companion.coach.views import Misuse, Refused
from companion.domain.cards import THEMES, Suggestion, Theme
from companion.domain.phrases import plural
from companion.domain.playbook import NO_PLAYS, Play, evidence_line
from companion.exchange.playbook_markdown import shortened, title_of
from companion.exchange.sharing import write_folder
from companion.packs import MANIFEST
from companion.packs.cards import MOST_MINUTES
from companion.packs.grammar import ID_LENGTH, is_id
from companion.packs.manifest import FORMAT
from companion.packs.reader import read_pack
from companion.text import is_unsafe, one_line

CARDS = "plays.md"
OWN = Theme("own", "Own experience", "○", "o")
"""The theme of plays that belong to none, or to one that is not known here."""

LESSON_LENGTH, PART_LENGTH, NAME_LENGTH = 600, 2_000, 100
"""Characters of a lesson; of a cue, an action or an expectation; and of a pack's title or author."""

_LEVEL = 201
_QUESTION = "What did you see that you had not predicted?"
_WILL, _EXPECT = ", I will ", " Expect: "
_EXPECTS = re.compile(r"(?<= )Expect:(?= |$)")
_ENTITY = re.compile(r"&(?=(#?\w{1,32};))")
_ENDS = "?!…"


@dataclass(frozen=True, slots=True)
class PackName:
    """What a pack is called: its id, its title, and who wrote it. Misuse for what no pack can be called."""

    id: str = "my-playbook"
    title: str = "My playbook"
    author: str = "Your name"

    def __post_init__(self) -> None:
        if not is_id(self.id):
            raise Misuse(
                f'"{one_line(self.id)[:40]}" cannot be a pack\'s id. '
                f"Use a to z, 0 to 9 and single hyphens between, at most {ID_LENGTH} characters, such as my-playbook."
            )
        for option, text in (("--title", self.title), ("--author", self.author)):
            if not one_line(text) or len(one_line(text)) > NAME_LENGTH:
                raise Misuse(f"{option} needs a line of text, at most {NAME_LENGTH} characters long.")


def save_pack(folder: Path, found: Sequence[PlayView], name: PackName, day: date) -> None:
    """Write the plays as a pack into a folder that is not there yet, or is empty; all or nothing.

    `day` is the day they are of, and gives the version. Raises Refused.
    """

    def check(made: Path) -> None:
        _, findings = read_pack(made)
        if findings:
            raise Refused(f"The plays do not make a pack, so none was written: {findings[0]}.")

    write_folder(folder, {file: text.encode() for file, text in pack_of(found, name, day).items()}, check)


def pack_of(found: Sequence[PlayView], name: PackName, day: date) -> dict[str, str]:
    """The files of the pack; its version is the day, so that a later one is newer. Refused where there is no play."""
    views = [view for view in found if one_line(view.play.do)]
    if not views:
        raise Refused(NO_PLAYS)
    cards = [f"Plays that one person has tried at work and kept, from the pack {name.id}.", *map(_card, views)]
    return {MANIFEST: _manifest(views, name, day), CARDS: "\n\n".join(cards) + "\n"}


def _manifest(views: Sequence[PlayView], name: PackName, day: date) -> str:
    plays = plural(len(views), "play").capitalize()
    lines = [
        f"format = {FORMAT}",
        f'id = "{name.id}"',
        f'version = "{day.year}.{day.month}.{day.day}"',
        f"title = {_quoted(name.title)}",
        f'summary = "{plays} from my own work, and what I saw."',
        f"authors = [{_quoted(name.author)}]",
        f'files = ["{CARDS}"]',
    ]
    declared = {theme.id: theme for theme in map(_theme, views) if theme not in THEMES}
    for theme in declared.values():
        lines += ["", "[[themes]]", f'id = "{theme.id}"', f"title = {_quoted(shortened(theme.title, NAME_LENGTH))}"]
        lines.append(f"glyph = {_quoted(theme.glyph)}")
    return "\n".join(lines) + "\n"


def _theme(view: PlayView) -> Theme:
    return view.theme or OWN


def _card(view: PlayView) -> str:
    play = view.play
    lesson = [f"What I learnt: {_plain(shortened(play.because, LESSON_LENGTH))}", ""] if one_line(play.because) else []
    return "\n".join(
        [
            f"## {title_of(_plain(play.do))} {{#{_id(play)}}}",
            "kind: card",
            f"theme: {_theme(view).id}",
            f"level: {_LEVEL}",
            f"minutes: {min(play.minutes, MOST_MINUTES)}",
            "source: own experience",
            "",
            *lesson,
            f"What I saw: {evidence_line(play.evidence)}",
            "",
            "### Try",
            f"- {bullet_of(play)}",
            "",
            "### Ask",
            f"- {_QUESTION}",
        ]
    )


def bullet_of(play: Play) -> str:
    """The play as a Try bullet. What the grammar cannot express is said as nearly as it can be."""
    parts = [_plain(shortened(part, PART_LENGTH)) for part in (play.when, play.do, play.expect)]
    exact = _bullet(*parts)
    if _reads_back(exact, *parts):
        return exact
    cue, action, expect = [_EXPECTS.sub("expect:", f" {part}")[1:] for part in parts]
    if cue:
        return _bullet(cue.replace(_WILL, "; I will "), action, expect)
    return _bullet("", action.replace(_WILL, "; I will "), expect)


def _bullet(cue: str, action: str, expect: str) -> str:
    # A reader takes one full stop off, so one that was typed needs another; after a question mark there is none.
    stop = "" if action.endswith(tuple(_ENDS)) else "."
    said = f"{cue}{_WILL if cue else 'I will '}{action}{stop}"
    return f"{said}{_EXPECT}{expect}" if expect else said


def _reads_back(bullet: str, cue: str, action: str, expect: str) -> bool:
    read = Suggestion.parse(bullet)
    return (read.cue, read.action, read.expect) == (cue, action, expect) and not bullet.endswith(_EXPECT.rstrip())


def _plain(text: str) -> str:
    """One line without the two things that a pack never shows: a comment, and an entity for an invisible character."""
    line = one_line(text).replace("<!--", "< !--")
    return _ENTITY.sub(lambda found: "& " if any(map(is_unsafe, html.unescape(f"&{found[1]}"))) else "&", line)


def _id(play: Play) -> str:
    """The card's id, the same in every export; an experiment's id that cannot be part of one stands there as a hash."""
    card = f"play-{play.id}"
    return card if is_id(card) else f"play-{hashlib.sha256(play.id.encode()).hexdigest()[:16]}"


def _quoted(text: str) -> str:
    """A TOML string. Where a check would take an ampersand for an invisible character, it is written as a number."""
    line = one_line(text)
    quoted = json.dumps(line, ensure_ascii=False)
    return quoted if _plain(line) == line else quoted.replace("&", r"\u0026")
