"""Whole histories for the tests of the picture: seeded, plausible, and counted by the rules themselves."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from companion.coach.views import Progress
from companion.domain.cadence import Cadence
from companion.domain.cards import THEMES
from companion.domain.history import History
from companion.domain.insight import levels, outcomes, trials_by_theme
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome, Record
from companion.exchange.picture import picture_of
from tests.domain.making import FRI, ONE, away, cadence, days_between, history, plan, reserve, trial

_OUTCOMES = (Outcome.BETTER,) * 4 + (Outcome.EXPECTED,) * 7 + (Outcome.WORSE,) * 3 + (Outcome.SURPRISE,) * 2
OWN = tuple(theme.id for theme in THEMES)


def progress_of(found: History, today: date = FRI) -> Progress:
    """The progress of a history, as the coach would put it together."""
    reckoning = Reckoning(found, today)
    return Progress(
        streak=reckoning.streak,
        days=tuple(reckoning.days),
        themes={one.day: found.theme_of(one) for one in found.trials.values()},
        today=today,
        lost_from=reckoning.lost_from(),
        day_start="04:00",
        trials=trials_by_theme(found),
        outcomes=outcomes(found),
        levels=levels(reckoning),
    )


def life(
    days: int,
    today: date = FRI,
    themes: Iterable[str] = OWN,
    counting: str | int = "",
    faith: float = 0.95,
    holidays: bool = True,
    seed: int = 7,
) -> Progress:
    """So many days up to today by someone who tries on most days that count, goes away, and spends a reserve at times.

    `faith` is how likely a day is done; workdays count unless told otherwise.
    """
    chance, known = random.Random(seed), list(themes)
    first = today - timedelta(days=days - 1)
    found: list[Record | tuple[str, Record]] = [(f"of-{name}", plan(first, theme=name)) for name in known]
    if counting:
        found.append(cadence(first, counting))
    calendar = Cadence([one for one in found if not isinstance(one, tuple)], today) if counting else Cadence([], today)
    gone: set[date] = set()
    for year in range(first.year, today.year + 1) if holidays else ():
        for start, length in ((date(year, 8, 3), 18), (date(year, 12, 24), 9)):
            if first < start and start + length * ONE < today:
                gone.update(days_between(start, start + length * ONE))
                found.append(away(start, start + length * ONE))
    for day in days_between(first, today):
        if day in gone or (not calendar.counts(day) and chance.random() > 0.04):
            continue
        if day == first or (chance.random() < faith and day < today):
            theme = chance.choices(known, [1 / (2 + place) for place in range(len(known))])[0]
            found.append(trial(day, f"of-{theme}", outcome=chance.choice(_OUTCOMES)))
        elif chance.random() < 0.3 and day < today:
            found.append(reserve(day))
    return progress_of(history(*found), today)


def example() -> Progress:
    """The year that docs/progress.svg shows."""
    return life(368, faith=0.88, seed=48)


if __name__ == "__main__":  # draws the picture in docs anew
    picture = picture_of(example(), THEMES)
    (Path(__file__).resolve().parents[2] / "docs" / "progress.svg").write_text(picture, "utf-8")
