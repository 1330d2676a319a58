"""A guide as blocks: what it is for, one step of it, and what came of holding it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from companion.coach.views import Recorded
from companion.domain.entries import Guide, GuideStep, LineKind
from companion.domain.guide_words import PRIVATE, Run, agenda, earlier_line, length_line, step_took, took_line
from companion.domain.history import Experiment
from companion.domain.phrases import plural
from companion.domain.records import Capture
from companion.text import one_line
from companion.tui.entry_view import sources_block
from companion.tui.ink import INK, SOFT, Block, accent, ink
from companion.tui.measure import Measure

CAPTURE, KEPT, CHOICE, NEXT = "capture", "kept", "choice", "next"
HELD, CLOSE = "h", "c"
_LETTERS = "abcdfghijklmoprstvwz"
"""Those that no key of the page has."""
_HOURS = 14
_MOST_EARLIER = 100
Kept = Sequence[Recorded[Capture]]


class Item(NamedTuple):
    """What the cursor can rest on: a line to say, ask or do, a label to capture under, what was kept under one, a
    choice, or what comes next. `place` is that of the label among those of its step.
    """

    kind: str
    text: str
    letter: str = ""
    place: int = 0
    kept: Recorded[Capture] | None = None
    aside: str = ""


def step_items(
    step: GuideStep,
    after: GuideStep | None,
    kept: Kept,
    planned: Mapping[str, Experiment],
    waiting: Collection[int] | None,
) -> list[Item]:
    """A step line by line, then what comes `after` it; `waiting` are the labels that have words under way, None while
    something is typed. A label under which nothing was kept yet says which key writes there.
    """
    items: list[Item] = []
    place = 0
    for kind, text in step.lines:
        if kind is not LineKind.CAPTURE:
            items.append(Item(kind.lower(), text))
            continue
        under = [one for one in kept if (one.record.step, one.record.label) == (step.id, text)]
        letter = _LETTERS[place : place + 1]
        hint = f"{letter} writes it down" if waiting is not None and letter and not under else ""
        aside = "words under way" if waiting and place in waiting else hint
        items += [Item(CAPTURE, text, letter, place, aside=aside), *_kept_items(under, planned)]
        place += 1
    coming = f"{one_line(after.title)}, {plural(after.minutes, 'minute')}" if after else "The end, and what came of it"
    return [*items, Item(NEXT, coming)]


def end_items(awaited: str, kept: Kept, planned: Mapping[str, Experiment]) -> list[Item]:
    """What there is to choose at the end; `awaited` says which programme has the guide next, "" for none."""
    items = [Item(CHOICE, f"It was held: mark {awaited}, as done", HELD)] if awaited else []
    return [*items, Item(CHOICE, "Close", CLOSE), *_kept_items(kept, planned)]


def _kept_items(kept: Kept, planned: Mapping[str, Experiment]) -> list[Item]:
    return [
        Item(KEPT, one.record.text.strip(), kept=one, aside="an experiment now" if one.id in planned else "")
        for one in kept
    ]


def item_blocks(items: Sequence[Item], cursor: int, theme: str, measure: Measure) -> list[Block]:
    """The lines of a step; the section that has the cursor has the bar."""
    blocks: list[Block] = []
    for index, item in enumerate(items):
        action, chosen = f"item:{index}", index == cursor
        if item.kind != KEPT:
            blocks.append(Block(item.kind, measure.width, colour=accent(theme)))
        block = blocks[-1]
        block.active = block.active or chosen
        named = "" if measure.labelled else f"{item.kind}  "
        if item.kind == CAPTURE:
            words = one_line(item.text if measure.labelled else f"{item.kind}: {item.text}")
            block.choice(item.letter, words, chosen, action, item.aside)
        elif item.kind == KEPT:
            _kept_row(block, item, chosen, action)
        else:
            style = SOFT if item.kind == NEXT and not chosen else INK
            block.content(Content.assemble(ink(named, SOFT), ink(item.text, style)), action=action)
    return blocks


def end_blocks(guide: Guide, run: Run, items: Sequence[Item], cursor: int, measure: Measure) -> list[Block]:
    """How long it took against the plan, what to do now, what was captured under which label, and each step's time."""
    title = Block("the end", measure.width).text(one_line(guide.title), f"bold {INK}")
    title.text(took_line(guide, run), SOFT)
    blocks = [title, Block("", measure.width, colour=accent(guide.theme))]
    label = None
    for index, item in enumerate(items):
        action, chosen = f"item:{index}", index == cursor
        if item.kept and item.kept.record.label != label:
            blocks.append(Block("captured" if label is None else "", measure.width, colour=accent(guide.theme)))
            label = item.kept.record.label
            blocks[-1].text(one_line(label), SOFT)
        blocks[-1].active = blocks[-1].active or chosen
        if item.kept:
            _kept_row(blocks[-1], item, chosen, action)
        else:
            blocks[-1].choice(item.letter, item.text, chosen, action)
    if label is None:
        blocks.append(Block("captured", measure.width).text("Nothing was captured.", SOFT))
    steps = Block("it took", measure.width)
    for step in guide.steps:
        steps.content(Content.assemble(ink(one_line(step.title)), ink(f"  {step_took(step, run)}", SOFT)))
    return [*blocks, steps]


def _kept_row(block: Block, item: Item, chosen: bool, action: str) -> None:
    block.choice("·", item.text, chosen, action, item.aside)


def overview_blocks(guide: Guide, title: Content, theme: str, run: Run | None, measure: Measure) -> list[Block]:
    """What the guide is for and what to bring, its agenda, what becomes of what is captured, and its sources."""
    head = Block("guide", measure.width).content(title)
    head.text(f"{length_line(guide)}{' · ' if theme else ''}{theme}", SOFT)
    for number, paragraph in enumerate(line for line in guide.body.split("\n") if line.strip()):
        if number or measure.tall:
            head.blank()
        head.text(paragraph)
    plan = Block("agenda", measure.width)
    for part in agenda(guide):
        here = run is not None and run.ended is None and run.step == part.step.id
        words = ink(one_line(part.step.title), f"bold {INK}" if here else INK)
        now = ink("  under way" if here else "", SOFT)
        plan.content(Content.assemble(words, now), first=f"{part.hours:<{_HOURS}}", indent=" " * _HOURS)
    blocks = [head, Block("in the room", measure.width).text(PRIVATE, SOFT), plan]
    blocks.append(Block("on paper", measure.width).text(f"companion guide {guide.ref} --print", SOFT))
    return [*blocks, *sources_block(guide.sources, measure)]


def earlier_blocks(
    guide: Guide, kept: Kept, planned: Mapping[str, Experiment], today: date, measure: Measure
) -> list[Block]:
    """What was captured with the guide before, the latest day first."""
    shown = kept[-_MOST_EARLIER:]
    blocks: list[Block] = []
    for day in sorted({one.record.day for one in shown}, reverse=True):
        block = Block("" if blocks else "before", measure.width).text(f"{earlier_line(day, today)}:", SOFT)
        for one in [one for one in shown if one.record.day == day]:
            label = ink(f"{one_line(one.record.label)}: ", SOFT)
            now = ink("  an experiment now" if one.id in planned else "", SOFT)
            block.content(Content.assemble(label, ink(one.record.text.strip()), now), indent="  ")
        blocks.append(block)
    if len(kept) > len(shown):
        lists = f"`companion guide {guide.ref} --captured` lists all."
        blocks[-1].text(f"And {len(kept) - len(shown)} before them; {lists}", SOFT)
    return blocks
