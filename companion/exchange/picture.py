"""A person's progress as a picture to share: counts only, never a word that was written in private."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from companion.coach.views import Misuse, Progress
from companion.domain.cards import Theme
from companion.domain.phrases import long_day, plural, streak_line
from companion.domain.streak import Streak
from companion.exchange.picture_charts import ANSWERS, draw_consistency, draw_counts, percent
from companion.exchange.picture_days import Window, counted, draw_days
from companion.exchange.picture_ink import FONTS, LAMPLIGHT, LEFT, PAPER, RIGHT, WIDTH, Inks, Paper, fitted, safe
from companion.exchange.picture_marks import Look, looks_of
from companion.exchange.sharing import write_shared

NAME = "Tiny Triumphs Companion"
MARKER = f"<!-- Drawn by {NAME}, which may draw it anew. -->"
"""What says that a file is a picture of ours: no other is written over."""

_STEP = 124


def save_picture(path: Path, progress: Progress, themes: Sequence[Theme], light: bool = True) -> None:
    """Write the picture to this file, whole or not at all; dark unless `light`.

    Raises Misuse for a name that does not end in .svg, and Refused where the file cannot or should not be written.
    """
    if path.suffix.lower() != ".svg" and not os.path.isdir(path):
        raise Misuse("The picture is an SVG file: give it a name that ends in .svg, such as progress.svg.")
    write_shared(path, picture_of(progress, themes, light).encode(), MARKER.encode())


def picture_of(progress: Progress, themes: Sequence[Theme], light: bool = True) -> str:
    """The picture as the text of an SVG document: the same for the same progress."""
    inks = PAPER if light else LAMPLIGHT
    looks = looks_of(themes, progress.trials, inks)
    paper = Paper(inks)
    if progress.days:
        _headline(paper, progress.streak)
        end = draw_days(paper, 232, progress, looks)
        end = draw_counts(paper, end + 68, progress, looks)
        end = draw_consistency(paper, end + 68, progress)
    else:
        end = _beginning(paper, progress, looks)
    foot = end + 76
    paper.text(LEFT, foot, _dated(progress.today), size=14)
    paper.text(RIGHT, foot, NAME, size=14, anchor="end")
    return _document(paper.elements, int(foot + 56), inks, _title(progress), " ".join(_told(progress, looks)))


def _document(elements: Sequence[str], height: int, inks: Inks, title: str, told: str) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    named = 'role="img" aria-labelledby="progress-title progress-desc"'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            MARKER,
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} font-family="{FONTS}">',
            f'<title id="progress-title">{safe(title)}</title>',
            f'<desc id="progress-desc">{safe(told)}</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="{inks.background}"/>',
            *elements,
            "</svg>\n",
        )
    )


def _headline(paper: Paper, streak: Streak) -> None:
    """The streak; after a break the total and the best, because a nought would say less than there is."""
    paper.label(172, "streak")
    large, unit = streak.streak or streak.total, "" if streak.streak else " in all"
    size, day = 128 if large < 10_000 else 104, "day" if large == 1 else "days"
    figure = f'<tspan font-size="{size}" font-weight="300" letter-spacing="-2">{large}</tspan>'
    word = f'<tspan dx="16" font-size="26" font-weight="600">{day}{unit}</tspan>'
    paper.elements.append(f'<text x="{LEFT - 4}" y="172" fill="{paper.inks.ink}">{figure}{word}</text>')
    for column, (count, name) in enumerate(reversed(list(_beside(streak)))):
        paper.text(RIGHT - _STEP * column, 140, count, paper.inks.ink, size=30, anchor="end")
        paper.text(RIGHT - _STEP * column, 172, name, anchor="end")


def _beside(streak: Streak) -> Iterator[tuple[str, str]]:
    yield str(streak.best), "best"
    if streak.streak:
        yield str(streak.total), "in all"
    yield (str(streak.reserves) if streak.reserves else "none"), "in reserve"
    if streak.weeks:
        yield str(streak.weeks), "week kept" if streak.weeks == 1 else "weeks kept"


def _beginning(paper: Paper, progress: Progress, looks: Mapping[str, Look]) -> float:
    """Before the first trial: one sentence, and the themes that wait."""
    paper.label(140, "streak")
    paper.text(LEFT, 140, streak_line(progress.streak), paper.inks.ink, size=26, weight=300)
    paper.label(228, "themes")
    y = 196.0
    for look in (look for key, look in looks.items() if key):
        y += 32
        paper.group(look.style, [look.at(LEFT + 6, y - 5)])
        paper.text(LEFT + 24, y, fitted(look.title, RIGHT - LEFT - 24))
    return y


def _title(progress: Progress) -> str:
    return f"Progress on {_dated(progress.today)}"


def _told(progress: Progress, looks: Mapping[str, Look]) -> Iterator[str]:
    """The picture in words, for those who hear it."""
    streak = progress.streak
    yield streak_line(streak)
    if not progress.days:
        return
    yield f"{plural(streak.reserves, 'reserve').capitalize()}."
    days = Window(progress).days
    words = ", ".join(f"{count} {word}" for word, count in counted(days).items())
    yield f"{_dated(days[0].day)} to {_dated(days[-1].day)}: {words}."
    named = {fitted(look.title, 600): look.trials for key, look in looks.items() if key or look.trials}
    yield f"Trials by theme: {_listed(named)}."
    yield f"Predictions: {_listed({words: progress.outcomes.get(key, 0) for key, words in ANSWERS.items()})}."
    if streak.consistency:
        yield f"Consistency: {percent(streak.consistency)}."


def _listed(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{name}, {count or 'none'}" for name, count in counts.items())


def _dated(day: date) -> str:
    return f"{long_day(day)} {day.year}"
