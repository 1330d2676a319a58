"""What the coach hands to a front end: plain data to show, and the two ways it says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from companion.domain.cards import Card
from companion.domain.entries import Programme
from companion.domain.history import Experiment
from companion.domain.insight import Level
from companion.domain.programmes import Following
from companion.domain.records import Course, Outcome, Record, Reflection, Review, Trial, Untried
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
class Change:
    """What is to be different in a plan; None leaves a part as it is. `pact` counts trials, `until` is a last day."""

    action: str | None = None
    cue: str | None = None
    expect: str | None = None
    know: str | None = None
    minutes: int | None = None
    pact: int | None = None
    until: date | None = None

    @property
    def says_anything(self) -> bool:
        """Whether any part is to change."""
        return any(getattr(self, name) is not None for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Echo:
    """One's own words from an earlier `day`, shown again: `entry` is the table and id of the record they are from, and
    `about` the plan or the question that they were written on.

    `kin` tells that they belong to a family of experiments that is under way, else they share the page's theme.
    """

    entry: str
    day: date
    text: str
    about: str
    kin: bool


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
    again: Echo | None = None
    """What was written once and is shown again today."""
    review_due: bool = False
    following: tuple[Following, ...] = ()
    """The programmes that are or were followed."""
    going_on: Experiment | None = None
    """What an earlier day began for the step whose idea this is, and can be gone on with instead of a new plan."""
    ended: tuple[Way, ...] = ()
    """The programmes that came to their end on this day."""

    @property
    def awaits_trial(self) -> bool:
        """Whether today's own experiment, or what it goes on with, has still to be tried."""
        own = self.planned or self.going_on
        return own is not None and self.untried is not None and own.id == self.untried.id


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


class ProgrammeView(NamedTuple):
    """A programme: `programme` is None where its pack is not here, `following` where it was never followed."""

    ref: str
    title: str
    programme: Programme | None
    following: Following | None = None

    @property
    def course(self) -> Course | None:
        """How it stands with the enrolment, None for none."""
        return self.following.course if self.following else None


class Kept(NamedTuple):
    """Something recorded, by its id, in words."""

    id: str
    entry: Entry


class Way(NamedTuple):
    """What was tried, answered and captured on the way through a programme, oldest first."""

    following: Following
    tried: tuple[Kept, ...]
    answered: tuple[Kept, ...]
    captured: tuple[Kept, ...]


class Shelf(NamedTuple):
    """Every experiment by where it stands, as ids, the latest first; nothing is read to make it."""

    to_decide: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    playbook: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    """Adapted or dropped."""


@dataclass(frozen=True, slots=True)
class WeekReview:
    """One week to look back on: its Monday, which review it is, what was tried in it and how often in each theme, the
    ids of what is due a decision, and what has been written already. `deeper` are the questions that it asks as well:
    one of a pack's, and the four of the program's own where it `is_deeper`.
    """

    week: date
    number: int
    trials: tuple[Recorded[Trial], ...]
    themes: Mapping[str, int]
    to_decide: tuple[str, ...]
    deeper: tuple[str, ...] = ()
    is_deeper: bool = False
    written: Review | None = None
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something recorded for a day, to be read: its `kind` in a word, its text, and what it answers or expected.

    `theme` is that of the experiment it belongs to, "" for none.
    """

    kind: str
    text: str
    aside: str = ""
    theme: str = ""
