"""The streak with its reasons, and the progress, as linear text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from companion.cli.output import wrapped
from companion.coach.views import Progress
from companion.domain.cards import Theme
from companion.domain.explain import Reason, run_of
from companion.domain.history import Experiment
from companion.domain.phrases import (
    OUTCOMES,
    lost_line,
    miss_line,
    month,
    number,
    reserves_line,
    streak_line,
    trend_line,
    weekday,
)
from companion.domain.repair import Miss
from companion.domain.standing import Standing
from companion.domain.streak import Streak

OUTCOME_WORDS = "better|expected|worse|surprise"
_MONTHS = 12
_BAR = 24


def streak_text(progress: Progress) -> list[str]:
    """The streak, its reserves, and until when nothing is lost."""
    lines = [streak_line(progress.streak)]
    if progress.streak.total:
        lines.append(reserves_line(progress.streak))
    if progress.lost_from:
        lines.append(lost_line(progress.lost_from, progress.today, progress.day_start))
    return lines


def why_text(progress: Progress, found: Sequence[Reason], tried: Sequence[Experiment | None]) -> list[str]:
    """The streak, what counts, every day since the last break with its reason, and what can still be settled;
    `tried` is what may have been tried on each of those days."""
    lines = [*streak_text(progress), progress.counting]
    run = list(run_of(list(found)))
    if run:
        lines.append("")
    for one, days in _together(run):
        lead = f"{weekday(one.day)[:3]} {one.day}  {one.standing.value:<8}{one.run if one.run else '':>5}  "
        span = f" {number(days)[:1].upper()}{number(days)[1:]} days." if days > 1 else ""
        lines.append(wrapped(one.because + span, lead, " " * len(lead)))
    if run:
        done = sum(one.standing is Standing.DONE and not one.broken for one in run)
        lines += ["", _sum(progress, done)]
    for miss, experiment in zip(progress.misses, tried, strict=True):
        lines += ["", wrapped(miss_line(miss, progress.today)), *settle_lines(miss, experiment, progress.streak)]
    return lines


def _together(run: Sequence[Reason]) -> Iterator[tuple[Reason, int]]:
    """Each day with 1; a stretch of being away as its first day, with how many days it has."""
    for (away, _), found in groupby(run, key=lambda one: (one.standing is Standing.AWAY, one.because)):
        days = list(found)
        if away:
            yield days[0], len(days)
        else:
            yield from ((one, 1) for one in days)


def settle_lines(miss: Miss, tried: Experiment | None, streak: Streak) -> list[str]:
    """Each way to settle a miss with its command, on a line of its own so that it can be copied."""
    named = f"{tried.id} " if tried else '--tried "…" '
    lines = [f"  I did try something: companion did {named}--on {miss.day} --outcome {OUTCOME_WORDS}"]
    for first, last in miss.away:
        lines.append(f"  I was away:          companion away {first}{f' {last}' if last != first else ''}")
    if streak.reserves:
        lines.append(f"  Spend a reserve:     companion reserve {miss.day}   ({number(streak.reserves)} left)")
    return lines if miss.waived else [*lines, f"  Let it go:           companion let-go {miss.day}"]


def _sum(progress: Progress, done: int) -> str:
    if not progress.streak.streak:
        return "No day has been done since then. The next one begins a run."
    return f"{number(done)[:1].upper()}{number(done)[1:]} done in this run: the streak is {progress.streak.streak}."


def progress_text(progress: Progress, balance: Sequence[tuple[Theme, int]]) -> list[str]:
    """The streak, the last twelve months, themes, predictions and consistency, top to bottom."""
    if not progress.days:
        return [streak_line(progress.streak)]
    lines = [*streak_text(progress), "", "The last twelve months"]
    lines += [f"  {line}" for line in _months(progress)]
    lines += ["", "Themes"]
    lines += _counts([(f"{theme.glyph} {theme.title}", count) for theme, count in balance])
    lines += ["", "Predictions"]
    lines += _counts([(OUTCOMES[outcome][2], count) for outcome, count in progress.outcomes.items()])
    return [*lines, "", f"Consistency {progress.streak.consistency:.0%}, {trend_line(progress.levels)}."]


def _months(progress: Progress) -> Iterator[str]:
    months: dict[tuple[int, int], Counter[Standing]] = {}
    for one in progress.days:
        months.setdefault((one.day.year, one.day.month), Counter())[one.standing] += 1
    told = (Standing.DONE, Standing.MISSED, Standing.RESERVE, Standing.AWAY)
    for (year, number_), counted in list(months.items())[-_MONTHS:]:
        words = [f"{counted[one]} {one.value}" for one in told if counted[one]]
        yield f"{month(number_)} {year}  {', '.join(words) or 'nothing due'}"


def _counts(rows: Sequence[tuple[str, int]]) -> list[str]:
    most, width = max((count for _, count in rows), default=0), max(len(name) for name, _ in rows)
    return [
        f"  {name:<{width}}  {count:>4}  {'█' * round(_BAR * count / most) if most else ''}".rstrip()
        for name, count in rows
    ]
