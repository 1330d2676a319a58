"""The streak with its reasons, and the progress, as linear text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from companion.cli.output import wrapped
from companion.domain.cards import NO_THEME, THEMES, Theme
from companion.domain.explain import Reason, run_of
from companion.domain.phrases import (
    OUTCOMES,
    miss_line,
    month,
    number,
    reserves_line,
    short_day,
    streak_line,
    trend_line,
)
from companion.domain.standing import Standing
from companion.views import Progress

_MONTHS = 12
_BAR = 24
_WORDS = {
    Standing.DONE: "done",
    Standing.AWAY: "away",
    Standing.REST: "rest",
    Standing.RESERVE: "reserve",
    Standing.FREE: "free",
    Standing.OPEN: "open",
    Standing.MISSED: "missed",
}


def streak_text(progress: Progress) -> list[str]:
    """The streak, its reserves, and until when nothing is lost."""
    lines = [streak_line(progress.streak)]
    if progress.streak.total:
        lines.append(reserves_line(progress.streak))
    if progress.lost_from:
        lines.append(f"Nothing is lost before {short_day(progress.lost_from)}, {progress.day_start}.")
    return lines


def why_text(progress: Progress, found: Sequence[Reason]) -> list[str]:
    """The streak, what counts, every day since the last break with its reason, and what can still be settled."""
    lines = [*streak_text(progress), progress.counting]
    run = list(run_of(list(found)))
    if run:
        lines.append("")
    for one in run:
        lead = f"{short_day(one.day):<10}  {one.day}  {_WORDS[one.standing]:<8}{one.run if one.run else '':>5}  "
        lines.append(wrapped(one.because, lead, " " * len(lead)))
    if run:
        done = sum(one.standing is Standing.DONE and not one.broken for one in run)
        lines += ["", _sum(progress, done)]
    lines += [""] if progress.misses else []
    for miss in progress.misses:
        how = [f"companion did --on {miss.day}", f"companion away {miss.day}"]
        how += [f"companion reserve {miss.day}"] if progress.streak.reserves else []
        lines.append(wrapped(f"{miss_line(miss, progress.today)} {'; '.join(how)}."))
    return lines


def _sum(progress: Progress, done: int) -> str:
    if not progress.streak.streak:
        return "No day has been done since then. The next one begins a run."
    return f"{number(done)[:1].upper()}{number(done)[1:]} done in this run: the streak is {progress.streak.streak}."


def progress_text(progress: Progress, themes: Sequence[Theme]) -> list[str]:
    """The streak, the last twelve months, themes, predictions and consistency, top to bottom."""
    if not progress.days:
        return [streak_line(progress.streak)]
    lines = [*streak_text(progress), "", "Months"]
    lines += [f"  {line}" for line in _months(progress)]
    lines += ["", "Themes"]
    lines += _counts([(f"{theme.glyph} {theme.title}", progress.trials.get(theme.id, 0)) for theme in themes])
    lines += ["", "Predictions"]
    lines += _counts([(OUTCOMES[outcome][2], count) for outcome, count in progress.outcomes.items()])
    return [*lines, "", f"Consistency {progress.streak.consistency:.0%}, {trend_line(progress.levels)}."]


def shown_themes(progress: Progress, known: Sequence[Theme | None]) -> list[Theme]:
    """The four themes, then those of packs that have trials, then trials without a theme."""
    others = [theme for theme in known if theme and theme not in THEMES]
    nameless = [NO_THEME] if progress.trials.get("", 0) else []
    return [*THEMES, *others, *nameless]


def _months(progress: Progress) -> Iterator[str]:
    months: dict[tuple[int, int], Counter[Standing]] = {}
    for one in progress.days:
        months.setdefault((one.day.year, one.day.month), Counter())[one.standing] += 1
    told = (Standing.DONE, Standing.MISSED, Standing.RESERVE, Standing.AWAY)
    for (year, number_), counted in list(months.items())[-_MONTHS:]:
        words = [f"{counted[one]} {_WORDS[one]}" for one in told if counted[one]]
        yield f"{month(number_)} {year}  {', '.join(words) or 'nothing due'}"


def _counts(rows: Sequence[tuple[str, int]]) -> list[str]:
    most, width = max((count for _, count in rows), default=0), max(len(name) for name, _ in rows)
    return [
        f"  {name:<{width}}  {count:>4}  {'█' * round(_BAR * count / most) if most else ''}".rstrip()
        for name, count in rows
    ]
