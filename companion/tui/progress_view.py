"""Progress as blocks: the streak in large figures, the days, what is recorded for one, and what it all adds up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from companion.coach.views import Entry, Progress
from companion.domain.cards import THEMES, Theme
from companion.domain.phrases import OUTCOMES, lost_line, number, plural, trend_line, week_line, weekday
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block, Row, accent, ink
from companion.tui.measure import Measure

_FIGURES = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "┌─┘", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─┐", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
}
_DOTS = "⣀⠤⠒⠉"
_CHART_ROWS = 3
_SCALE = {0: "0", _CHART_ROWS - 1: "100"}
_AGO, _ENOUGH = 16, 4
"""Weeks: from when on it is said how long ago the line begins, and fewer of which make no line."""
_YEAR = 53
_COUNT = 6
_FEW_LINES, _PLAN_LINES = 4, 2
_ANSWERS = ("tried", "not tried")


def streak_block(progress: Progress, measure: Measure) -> Block:
    """The streak, or after a break the total; best, total, reserves, and until when nothing is lost."""
    streak = progress.streak
    block = Block("streak", measure.width)
    large, words = str(streak.streak), "day" if streak.streak == 1 else "days"
    facts = [f"best {number(streak.best)}", f"{number(streak.total)} in all", plural(streak.reserves, "reserve")]
    facts[1:1] = [f"{plural(streak.weeks, 'week')} kept"] if streak.weeks else []
    if not streak.streak:
        large, words = str(streak.total), "day in all" if streak.total == 1 else "days in all"
        facts.remove(f"{number(streak.total)} in all")
    week = week_line(progress.week)
    heading = Content.assemble(ink(words, f"bold {INK}"), ink(f"  {week}" if week else "", SOFT))
    beside = [heading, ink(" · ".join(facts), SOFT), ink(_until(progress), SOFT)]
    if not measure.labelled:
        block.text(f"{large} {words}", f"bold {INK}").text(" · ".join(facts), SOFT)
        return block.text(_until(progress), SOFT) if progress.lost_from else block
    for row in range(3):
        figures = " ".join(_FIGURES[figure][row] for figure in large)
        block.rows.append(Row(Content.assemble(ink(f"{figures}  "), beside[row]).truncate(block.width, ellipsis=True)))
    return block


def _until(progress: Progress) -> str:
    if progress.lost_from is None:
        return ""
    if 0 < (progress.lost_from - progress.today).days < 7:
        return f"Nothing is lost before {weekday(progress.lost_from)} {progress.day_start}."
    return lost_line(progress.lost_from, progress.today, progress.day_start)


def legend(glyphs: str, measure: Measure) -> Block:
    """What the marks mean."""
    words = f"{glyphs} done  _ open  · missed  + reserve  – away  blank rest"
    return Block("key", measure.width).text(words, SOFT)


def themes_block(balance: Sequence[tuple[Theme, str, int]], measure: Measure) -> Block:
    """How many trials each theme has; every theme comes with its mark and its number."""
    rows = [
        (Content.assemble(ink(f"{glyph} ", accent(theme.id) if theme in THEMES else SOFT), ink(theme.title)), count)
        for theme, glyph, count in balance
    ]
    return _bars(Block("themes", measure.width), rows)


def outcomes_block(progress: Progress, measure: Measure) -> Block:
    """Predictions against what happened."""
    rows = [(ink(OUTCOMES[outcome][2]), count) for outcome, count in progress.outcomes.items()]
    return _bars(Block("predictions", measure.width), rows)


def _bars(block: Block, rows: Sequence[tuple[Content, int]]) -> Block:
    most = max((count for _, count in rows), default=0) or 1
    name = min(max(words.cell_length for words, _ in rows) + 2, max(8, block.width - _COUNT - 4))
    room = block.width - name - _COUNT
    for words, count in rows:
        length = max(1, round(room * count / most)) if count else 0
        shown = words.truncate(name - 1, ellipsis=True).pad_right(max(1, name - min(words.cell_length, name - 1)))
        bar = ink("━" * length, SOFT)
        block.rows.append(Row(Content.assemble(shown, bar, ink(" " * (room - length)), ink(f"{count:>{_COUNT}}", INK))))
    return block


def levels_block(progress: Progress, measure: Measure) -> Block:
    """The consistency of the last year, week by week, and how it moves."""
    block = Block("consistency", measure.width)
    weeks = min(_YEAR, measure.width - 4)
    shown = [level.consistency for level in progress.levels][-max(1, weeks) :]
    if weeks < _AGO or len(shown) < _ENOUGH:
        return block.text(f"{progress.streak.consistency:.0%}", f"bold {INK}")
    now = ink(f"{progress.streak.consistency:.0%}", f"bold {INK}")
    block.content(Content.assemble(now, ink(f", {trend_line(progress.levels)}.", SOFT)))
    steps = _CHART_ROWS * len(_DOTS)
    heights = [min(steps - 1, int(level * steps)) for level in shown]
    for row in range(_CHART_ROWS - 1, -1, -1):
        line = "".join(_DOTS[height % len(_DOTS)] if height // len(_DOTS) == row else " " for height in heights)
        block.rows.append(Row(ink(f"{line:<{weeks}} {_SCALE.get(row, '')}", SOFT)))
    if len(shown) > _AGO:
        ago = "a year ago" if len(shown) > _YEAR - 2 else f"{len(shown)} weeks ago"
        block.rows.append(Row(ink(f"{ago:<{len(shown) - 3}}now", SOFT)))
    return block


def entry_block(
    label: str, entries: Sequence[Entry], glyph: Callable[[str], str], measure: Measure, nothing: str
) -> Block:
    """What was recorded for a day, in a few lines, or what is said where there is `nothing`; Enter opens it whole."""
    block = Block(label, measure.width)
    plans: set[str] = set()
    for entry in entries:
        plan = entry.text if entry.kind == "planned" else entry.aside if entry.kind in _ANSWERS else ""
        if plan and plan not in plans:
            mark = ink(f"{glyph(entry.theme)} ", accent(entry.theme))
            _some(block, Content.assemble(mark, ink(one_line(plan))), _PLAN_LINES)
            plans.add(plan)
        if entry.kind != "planned":
            _some(block, ink(one_line(entry.text), SOFT), 1)
    block.rows = block.rows[:_FEW_LINES]
    return block if block.rows else block.text(nothing, SOFT)


def _some(block: Block, content: Content, most: int) -> None:
    """So many lines of the content, with a mark where there is more."""
    lines = content.wrap(max(1, block.width - 2))
    if len(lines) > most:
        lines = [*lines[: most - 1], Content.assemble(lines[most - 1].rstrip(), ink(" …", SOFT))]
    block.rows += [Row(line) for line in lines]
