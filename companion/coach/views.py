"""What the coach hands to a front end: plain data to show, and the two ways it says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from companion.domain.cards import Card
from companion.domain.history import Experiment
from companion.domain.insight import Level
from companion.domain.records import Outcome, Record, Reflection, Trial, Untried
from companion.domain.repair import HERE, Arrival, Miss
from companion.domain.session import Session
from companion.domain.standing import DayStanding
from companion.domain.streak import Streak
from companion.domain.weeks import Week

R = TypeVar("R", bound=Record)


class Refused(Exception):
    """Understood, and not done: str() says why and what to do instead. Nothing was recorded."""


class Misuse(Exception):
    """Not understood, or not possible as asked: str() says what would be. Nothing was recorded."""


@dataclass(frozen=True, slots=True)
class Recorded(Generic[R]):
    """A record that is durable now, with its id."""

    id: str
    record: R


@dataclass(frozen=True, slots=True)
class Page:
    """One day's page. `told` answers its look back, `planned` is today's experiment, `tried` today's trial and
    `answered` today's reflection; `untried` is what can still be tried today.
    """

    day: date
    card: Card | None
    why: str
    session: Session
    open: tuple[Experiment, ...]
    streak: Streak
    swaps_left: int
    next_day: date
    """The next day that counts."""
    asked: date | None = None
    """The earlier day that the page asks about."""
    told: Recorded[Trial] | Recorded[Untried] | None = None
    planned: Experiment | None = None
    answered: Recorded[Reflection] | None = None
    untried: Experiment | None = None
    tried: Recorded[Trial] | None = None
    first_run: bool = False
    arrival: Arrival = HERE
    """What there is to settle, or a return after weeks."""
    open_day: Miss | None = None
    """The earlier day that is still open, where nothing is asked about it and it has no answer."""
    away_until: date | None = None
    """The last day of being away, where today is one."""
    could_try: Experiment | None = None
    """What may have been tried on the missed day."""

    @property
    def awaits_trial(self) -> bool:
        """Whether today's own experiment has still to be tried."""
        return self.planned is not None and self.untried is not None and self.planned.id == self.untried.id


@dataclass(frozen=True, slots=True)
class Progress:
    """The streak and the days behind it, oldest first; `themes` gives a done day's theme, `misses` what can still be
    settled, `trials` counts by theme, `outcomes` predictions against what happened, and `levels` is the consistency
    week by week.
    """

    streak: Streak
    days: tuple[DayStanding, ...]
    themes: Mapping[date, str]
    today: date
    lost_from: date | None
    """The first day on whose start the streak could break, None where nothing is at stake."""
    day_start: str
    week: Week | None = None
    """This week, where it stands under a weekly goal."""
    counting: str = ""
    """Which days count, as a sentence."""
    misses: tuple[Miss, ...] = ()
    open_day: Miss | None = None
    trials: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something recorded for a day, to be read: its `kind` in a word, its text, and what it answers or expected.

    `theme` is that of the experiment it belongs to, "" for none.
    """

    kind: str
    text: str
    aside: str = ""
    theme: str = ""
