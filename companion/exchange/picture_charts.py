"""The counts of a picture: trials by theme, predictions against what happened, and consistency over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from companion.coach.views import Progress
from companion.domain.insight import Level
from companion.domain.phrases import month
from companion.domain.records import Outcome
from companion.exchange.picture_days import FIRST, PITCH, WEEKS, Window
from companion.exchange.picture_ink import LABELS, LEFT, RIGHT, Paper, fitted, spot, width_of
from companion.exchange.picture_marks import Look

ROW = 32
CAPTION = "A running average of what was done against what was due."
_HEIGHT = 84
_POINTS = 180
_LAST = FIRST + PITCH * (WEEKS - 1)


class _Columns(NamedTuple):
    """Where a list of counts stands: its names, the right edge of its numbers, and its bars."""

    name: float
    number: float
    bar: float
    end: float


_THEMES = _Columns(LEFT + 24, 540, 558, 668)
_OUTCOMES = _Columns(812, 972, 990, RIGHT)
ANSWERS = {
    Outcome.BETTER: "Better",
    Outcome.EXPECTED: "As expected",
    Outcome.WORSE: "Worse",
    Outcome.SURPRISE: "A surprise",
}
"""What happened, beside what was predicted."""


def draw_counts(paper: Paper, top: float, progress: Progress, looks: Mapping[str, Look]) -> float:
    """Draw the themes and, beside them, the predictions; returns where they end."""
    rows = [look for key, look in looks.items() if key or look.trials]
    paper.label(top, "themes")
    most = max((look.trials for look in rows), default=0)
    for row, look in enumerate(rows):
        y = top + ROW * row
        paper.group(look.style, [look.at(FIRST, y - 5)])
        _count(paper, _THEMES, y, look.title, look.trials, most, look.colour)
    paper.text(_OUTCOMES.name - 32, top, "predictions", anchor="end")
    most = max(progress.outcomes.values(), default=0)
    for row, (outcome, words) in enumerate(ANSWERS.items()):
        y = top + ROW * row
        _count(paper, _OUTCOMES, y, words, progress.outcomes.get(outcome, 0), most, paper.inks.soft)
    return top + ROW * (max(len(rows), len(ANSWERS)) - 1)


def _count(paper: Paper, at: _Columns, y: float, name: str, count: int, most: int, colour: str) -> None:
    number = str(count) if count else "none"
    room = at.number - width_of(number) - 12 - at.name
    paper.text(at.name, y, fitted(name, room), paper.inks.ink)
    paper.text(at.number, y, number, paper.inks.ink if count else paper.inks.soft, anchor="end")
    if count:
        end = at.bar + max(2.0, (at.end - at.bar) * count / most)
        paper.line(at.bar, y - 5, end, y - 5, colour, 5)


def percent(consistency: float) -> str:
    """`87%`, and never a bare nought."""
    return f"{consistency:.0%}" if consistency >= 0.005 else "under 1%"


def draw_consistency(paper: Paper, top: float, progress: Progress) -> float:
    """Draw the consistency from the first week to the present; returns where it ends."""
    paper.label(top, "consistency")
    if not progress.streak.consistency:
        paper.text(LEFT, top, "Nothing to average yet: no week has been counted.")
        return top
    paper.text(LEFT, top, CAPTION)
    high, low = top + 30, top + 30 + _HEIGHT
    for y, words in ((high, "100%"), (low, "0%")):
        paper.text(LABELS, y + 5, words, size=14, anchor="end")
    paper.line(LEFT, low, RIGHT, low, paper.inks.faint, 0.8)
    window = Window(progress)
    for x, words in ticks(progress, window):
        paper.text(x, low + 24, words, size=14)
    points = [(where(day, progress, window), low - _HEIGHT * level) for day, level in curve(progress)]
    if len(points) > 1:
        path = " ".join(f"{spot(x)},{spot(y)}" for x, y in points)
        style = f'fill="none" stroke="{paper.inks.soft}" stroke-width="2" stroke-linejoin="round"'
        paper.elements.append(f'<polyline points="{path}" {style}/>')
    x, y = points[-1]
    paper.elements.append(f'<circle cx="{spot(x)}" cy="{spot(y)}" r="4.5" fill="{paper.inks.ink}"/>')
    paper.text(x + 13, min(y + 7, low - 8), percent(progress.streak.consistency), paper.inks.ink, size=20, weight=600)
    return low + 24


def curve(progress: Progress) -> list[Level]:
    """The weekly levels, or means of as many weeks as it takes to be readable; the present is always exact."""
    now = Level(progress.days[-1].day, progress.streak.consistency)
    past = [level for level in progress.levels if level.day < now.day]
    weeks = -(-len(past) // _POINTS)
    chunks = [past[begin : begin + weeks] for begin in range(0, len(past), max(1, weeks))]
    return [*map(_mean, chunks), now]


def _mean(chunk: Sequence[Level]) -> Level:
    return Level(chunk[len(chunk) // 2].day, sum(level.consistency for level in chunk) / len(chunk))


def where(day: date, progress: Progress, window: Window) -> float:
    """Under the day's own cell where the whole history is in view, else its part of the whole history."""
    if window.is_whole:
        return window.x(day)
    first, last = progress.days[0].day, progress.days[-1].day
    return FIRST + (_LAST - FIRST) * (day - first).days / (last - first).days


def ticks(progress: Progress, window: Window) -> Iterator[tuple[float, str]]:
    """The months, or quarters, or years: as many as can be read."""
    if window.is_whole:
        yield from window.months()
        return
    first, last = progress.days[0].day, progress.days[-1].day
    years = range(first.year, last.year + 1)
    span = (last - first).days / 365.25
    months, every = ((1, 4, 7, 10), 1) if span < 3 else ((1,), 1 + int(span // 15))
    for year in years:
        for number in months:
            day = date(year, number, 1)
            if first <= day <= last and year % every == 0:
                yield where(day, progress, window), str(year) if number == 1 else month(number)
