"""The library as lines of a list, and what a pack says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from textual.content import Content, Span

from companion.coach.packing import PackView
from companion.coach.views import ProgrammeView
from companion.domain.cards import LEVELS, Theme
from companion.domain.entries import Heading, PackAbout, Programme, ProgrammeStep, StepKind
from companion.domain.phrases import counted, number
from companion.domain.programme_words import COURSES, place_words, step_numbers
from companion.domain.programmes import Following
from companion.domain.records import Course, Share
from companion.domain.searching import marks
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block, Row, accent, ink
from companion.tui.measure import Measure

GROUPS = {
    "programme": "programmes",
    "pack": "packs",
    "theme": "themes",
    "article": "articles",
    "guide": "guides",
    "term": "glossary",
    "card": "cards",
    "question": "questions",
}
"""What the margin calls each kind of thing, in the order in which the Library lists them."""
SHARES = {Share.OFF: ("f", "Off"), Share.LESS: ("l", "Less"), Share.USUAL: ("n", "Usual"), Share.MORE: ("m", "More")}
"""How much of a pack the daily page takes: the letter that chooses it, and its word."""
STEPS = {101: "notice", 201: "try", 301: "share", 401: "lead"}
WITH_PROGRAMME = "Its ideas come with a programme, so there is no switch."
NO_IDEAS = "It has no ideas of its own, so there is no switch."
_BY_PROGRAMME = "Its ideas come to the daily page with a programme, not by themselves."
_ALONE = "No other pack is on, so every page is its; less or more of it changes nothing."
_LEAST, _LEAST_NARROW = 24, 12
"""Cells of a title that stay beside what is said of it; else that stands on a line of its own, or on a narrow screen is
left out while the line is not chosen."""


class Line(NamedTuple):
    """One line of a list: its `group` in the margin, its `kind` and the `key` it is known by, its title, and what is
    said beside it and below. A choice has a `letter`, and what belongs to a theme its mark in `glyph`."""

    group: str
    kind: str
    key: str
    title: str
    aside: str = ""
    below: str = ""
    theme: str = ""
    glyph: str = ""
    letter: str = ""


def line_rows(block: Block, line: Line, chosen: bool, action: str, measure: Measure, query: str = "") -> Block:
    """Add a line of a list; the chosen one has the mark and is bold, and on a narrow screen it alone is whole."""
    style = f"bold {INK}" if chosen else INK
    title = Content.assemble(
        ink(f"{line.letter}  " if line.letter else "", SOFT),
        ink(f"{line.glyph} " if line.glyph else "", accent(line.theme) if chosen else SOFT),
        _marked(one_line(line.title), query, style),
    )
    aside, below = ink(one_line(line.aside), SOFT), ink(one_line(line.below), SOFT)
    lead, room = ink("› " if chosen else "  ", f"bold {INK}"), max(1, block.width - 2)
    whole = measure.labelled or chosen
    if not whole:
        aside, below = _aside_beside(line.aside, room), ink("")
    left = room - aside.cell_length - 2 if aside else room
    if whole and left < min(title.cell_length, _LEAST):
        left, below = room, ink(" · ", SOFT).join([part for part in (aside, below) if part])
        aside = ink("")
    lines = title.wrap(max(1, left)) if whole else [title.truncate(max(1, left), ellipsis=True)]
    for at, part in enumerate(lines):
        gap = " " * max(0, room - part.cell_length - aside.cell_length) if aside and not at else ""
        shown = Content.assemble(lead if not at else ink("  "), part, ink(gap), aside if not at else ink(""))
        block.rows.append(Row(shown, action))
    return block.content(below, indent="  ", action=action) if below else block


def _aside_beside(words: str, room: int) -> Content:
    """As much of what is said of a line as leaves room for its title: all of it, its first part, or nothing."""
    for said in (words, words.partition(" · ")[0]):
        shown = ink(one_line(said), SOFT)
        if room - shown.cell_length - 2 >= _LEAST_NARROW:
            return shown
    return ink("")


def _marked(text: str, query: str, style: str) -> Content:
    shown = ink(text, style)
    if not query:
        return shown
    spans = [Span(start, end, f"underline {style}") for start, end in marks(shown.plain, query)]
    return Content(shown.plain, spans=[*shown.spans, *spans])


# Lines


def programme_lines(views: Iterable[ProgrammeView]) -> list[Line]:
    """Programmes: those under way and paused, then those to begin, then those that are over."""
    ranks = {Course.ACTIVE: 0, Course.PAUSED: 1, None: 2, Course.FINISHED: 3, Course.LEFT: 4}
    return [_programme_line(view) for view in sorted(views, key=lambda view: ranks[view.course])]


def _programme_line(view: ProgrammeView) -> Line:
    one, theme = view.following, view.programme.theme if view.programme else ""
    aside, below = course_words(view), ""
    if one and one.next and view.course in (Course.ACTIVE, Course.PAUSED):
        below = f"Next: {one_line(one.next.title)}."
    return Line(GROUPS["programme"], "programme", view.ref, view.title, aside, below, theme)


def course_words(view: ProgrammeView) -> str:
    """How it stands with a programme, in a few words: `step 3 of 8`, `nine steps`."""
    one = view.following
    if view.programme is None:
        return "its pack is not here"
    if one is None:
        return counted(most_steps(view.programme), "step")
    if one.course in (Course.LEFT, Course.FINISHED):
        return COURSES[one.course]
    return f"{'paused at ' if one.course is Course.PAUSED else ''}{place_words(one)}"


def most_steps(programme: Programme) -> int:
    """How many steps there are to do, in the variant that has most of them."""
    return max(len(programme.steps_of(variant)) for variant in programme.variants or ("",))


def pack_line(view: PackView) -> Line:
    """A pack: what it holds, and how much of it the daily page takes."""
    about, held = view.about, view.about.counts
    kind = "card" if held.get("card") else max(held, key=lambda one: held[one], default="card")
    count = held.get(kind, view.cards)
    standing = "on" if view.share is Share.USUAL else view.share.value
    programmes = held.get("programme", 0) if held.get("card") else 0
    comes = standing if view.feeds else f"with its programme{'s' * (programmes > 1)}" if programmes else ""
    aside = " · ".join(filter(None, [counted(count, kind), comes]))
    return Line(GROUPS["pack"], "pack", about.id, about.title, aside)


def theme_lines(themes: Iterable[tuple[Theme, str]], trials: Mapping[str, int], cards: Mapping[str, int]) -> list[Line]:
    """Themes with their marks: how many cards there are of each, and how many trials so far."""
    return [_theme_line(theme, glyph, trials.get(theme.id, 0), cards.get(theme.id, 0)) for theme, glyph in themes]


def _theme_line(theme: Theme, glyph: str, trials: int, cards: int) -> Line:
    aside = " · ".join([*([counted(trials, "trial")] if trials else []), counted(cards, "card")])
    return Line(GROUPS["theme"], "theme", theme.id, theme.title, aside, theme=theme.id, glyph=glyph)


def heading_line(heading: Heading, glyph: str, seen: Collection[str] = (), group: str = "") -> Line:
    """An entry by its heading; a card with its theme's mark and its level, and whether it has been seen."""
    parts = [str(heading.level) if heading.level and not group else "", "seen" if heading.ref in seen else ""]
    aside = " · ".join(filter(None, [*parts, "retired" if heading.retired else ""]))
    glyph = glyph if heading.kind == "card" else ""
    group = group or GROUPS[heading.kind]
    return Line(group, heading.kind, heading.ref, heading.title, aside, theme=heading.theme, glyph=glyph)


def level_label(level: int) -> str:
    """What the margin calls a level: `101 notice`."""
    return f"{level} {STEPS[level]}" if level in LEVELS else str(level)


def step_lines(view: ProgrammeView) -> list[Line]:
    """The steps of a programme: of the variant that is followed, else all of them with what each is for."""
    programme, followed = view.programme, counted_by(view)
    if programme is None:
        return []
    steps = followed.steps if followed else programme.steps
    places = step_numbers(steps, () if followed else programme.variants)
    width = max(map(len, places), default=0)
    return [
        Line("steps", "step", step.id, step.title, _step_words(followed, step), glyph=place.rjust(width))
        for place, step in zip(places, steps, strict=True)
    ]


def counted_by(view: ProgrammeView) -> Following | None:
    """The enrolment whose steps are the ones that are counted; None for those of every variant."""
    return view.following if view.course is not Course.LEFT else None


def _step_words(one: Following | None, step: ProgrammeStep) -> str:
    """What a step is, unless it is a card; whether it is done or next, or else for which variant it is."""
    kind = "" if step.kind is StepKind.CARD else step.kind.value
    if one is None:
        return " · ".join(filter(None, (kind, step.only)))
    if step.id in one.done:
        return "done"
    if one.next is None or one.next.id != step.id:
        return kind
    tried = f"{one.tried} of {step.trials} trials" if step.trials > 1 else kind
    return " · ".join(filter(None, ("next", tried)))


# Words


def counts_words(counts: Mapping[str, int]) -> str:
    """What a pack holds: `10 cards, 1 programme, 8 terms`; "nothing" for an empty one."""
    found = [(kind, counts[kind]) for kind in ("card", *GROUPS) if counts.get(kind)]
    return ", ".join(counted(count, kind) for kind, count in dict(found).items()) or "nothing"


def pages_words(part: float) -> str:
    """A part of the daily pages, 0 to 1, in words: `about one page in five`."""
    if not part:
        return "no page"
    if part > 0.95:
        return "every page" if part > 0.995 else "nearly every page"
    if part > 0.58:
        whole = min((3, 4, 5, 10), key=lambda parts: abs(1 - 1 / parts - part))
        return f"about {number(whole - 1)} pages in {number(whole)}"
    return f"about one page in {number(round(1 / part))}" if part >= 0.01 else "hardly a page"


# Blocks


def pack_head(view: PackView, measure: Measure) -> list[Block]:
    """What a pack says of itself, and how it came here."""
    about = view.about
    block = Block("pack", measure.width).text(one_line(about.title), f"bold {INK}")
    if about.summary:
        block.text(one_line(about.summary))
    block.text(made_by(about), SOFT)
    block.text(f"{counts_words(about.counts)}.", SOFT)
    if not view.feeds and about.counts.get("card"):
        block.text(_BY_PROGRAMME, SOFT)
    if view.pages == 1:
        block.text(_ALONE, SOFT)
    return [block]


def made_by(about: PackAbout) -> str:
    """Who made a pack, under which license, which version, in which language."""
    by = f"By {one_line(', '.join(about.authors))}" if about.authors else ""
    parts = [by, f"version {about.version}", one_line(about.license), one_line(about.language)]
    return " · ".join(filter(None, parts))
