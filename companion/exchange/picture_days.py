"""The days of a picture: one cell a day for the last 53 weeks, Monday on top, and what the marks mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from companion.coach.views import Progress
from companion.domain.phrases import month
from companion.domain.standing import DayStanding, Standing
from companion.exchange.picture_ink import LABELS, LEFT, Paper, width_of
from companion.exchange.picture_marks import Look, mark_at, mark_of

WEEKS = 53
PITCH = 17
FIRST = LEFT + 6
"""The middle of the first week's cells."""

_MARKED = (Standing.RESERVE, Standing.MISSED, Standing.AWAY, Standing.OPEN)
_WORDS = {
    Standing.RESERVE: "reserve",
    Standing.MISSED: "missed",
    Standing.AWAY: "away",
    Standing.OPEN: "open",
    Standing.REST: "rest",
    Standing.FREE: "free",
}
_LABELLED = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}
_ROOM = 3


class Window:
    """The days in view, and where they stand: from the first week on where there are not yet 53."""

    def __init__(self, progress: Progress) -> None:
        first, last = progress.days[0].day, progress.days[-1].day
        monday = last - timedelta(days=last.weekday())
        begun = first - timedelta(days=first.weekday())
        self.is_whole = (monday - begun).days < WEEKS * 7
        self.start = begun if self.is_whole else monday - timedelta(weeks=WEEKS - 1)
        self.weeks = (monday - self.start).days // 7 + 1
        self.days = tuple(one for one in progress.days[-7 * WEEKS :] if one.day >= self.start)

    def x(self, day: date) -> float:
        """The middle of the day's week."""
        return FIRST + PITCH * ((day - self.start).days // 7)

    def months(self) -> Iterator[tuple[float, str]]:
        """Where each month begins, and its name."""
        begins = [week for week in range(1, self.weeks) if self._sunday(week).day <= 7]
        if self._sunday(0).day <= 7 or not begins or begins[0] >= _ROOM:
            begins.insert(0, 0)
        for week in begins:
            yield FIRST + PITCH * week - 6, month(self._sunday(week).month)

    def _sunday(self, week: int) -> date:
        return date.fromordinal(min(self.start.toordinal() + 7 * week + 6, date.max.toordinal()))


def draw_days(paper: Paper, top: float, progress: Progress, looks: Mapping[str, Look]) -> float:
    """Draw the days below `top` and the key below them; returns where they end."""
    window, middle = Window(progress), top + 38
    for x, name in window.months():
        paper.text(x, top + 14, name, size=14)
    for row, name in _LABELLED.items():
        paper.text(LABELS, middle + PITCH * row + 5, name, size=14, anchor="end")
    done = {key: days for key in looks if (days := _done(window, progress, looks, key))}
    for key, days in done.items():
        look = looks[key]
        shapes = [look.at(window.x(day), middle + PITCH * day.weekday()) for day in days]
        paper.group(look.style, shapes, f"Done, {look.title}: {len(days)}")
    for standing in _MARKED:
        days = [one.day for one in window.days if one.standing is standing]
        shapes = [mark_at(standing, window.x(day), middle + PITCH * day.weekday()) for day in days]
        if shapes:
            paper.group(mark_of(standing, paper.inks), shapes, f"{_WORDS[standing].capitalize()}: {len(days)}")
    y = middle + 7 * PITCH + 32
    _key(paper, y, [looks[key] for key in done], {one.standing for one in window.days})
    return y


def _done(window: Window, progress: Progress, looks: Mapping[str, Look], key: str) -> list[date]:
    """The done days in view that are drawn in this look."""
    done = (one.day for one in window.days if one.standing is Standing.DONE)
    return [day for day in done if (theme if (theme := progress.themes.get(day, "")) in looks else "") == key]


def counted(days: tuple[DayStanding, ...]) -> dict[str, int]:
    """How many days are done, bridged by a reserve, missed, away and open, as far as there are any."""
    marked = {standing: _WORDS[standing] for standing in _MARKED}
    words = {Standing.DONE: "done", **marked, Standing.RESERVE: "bridged by a reserve"}
    found = {word: sum(one.standing is standing for one in days) for standing, word in words.items()}
    return {word: count for word, count in found.items() if count}


def _key(paper: Paper, y: float, done: Sequence[Look], seen: Collection[Standing]) -> None:
    """Only the marks that occur."""
    paper.label(y, "key")
    x: float = FIRST
    for look in done:
        paper.group(look.style, [look.at(x, y - 5)])
        x += PITCH
    if done:
        x = _word(paper, x, y, "done")
    for standing in _MARKED:
        if standing in seen:
            paper.group(mark_of(standing, paper.inks), [mark_at(standing, x, y - 5)])
            x = _word(paper, x + PITCH, y, _WORDS[standing])
    if blank := [_WORDS[standing] for standing in (Standing.REST, Standing.FREE) if standing in seen]:
        _word(paper, x, y, f"blank: {' or '.join(blank)}")


def _word(paper: Paper, x: float, y: float, word: str) -> float:
    paper.text(x - 4, y, word)
    return x - 4 + width_of(word) + 2 * PITCH
