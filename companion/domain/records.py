"""What a person has recorded: frozen documents, each with its own day, UTC instant, offset and zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from companion.domain.days import BACKDATED_DAYS, check_range
from companion.domain.rules import check_goal, check_rule

MAX_OFFSET = 26 * 60
"""Minutes. No civil offset comes near this; a larger one is a broken record."""

_EARLIEST, _LATEST = 1970, 2200
"""Years. A broken date far off would make every day up to it one to be judged."""
_MOST = 1_000_000
"""More trials, or minutes, than any plan of a person could ask for."""
_TRAVEL = 3
"""Days by which two dates of one record may lie apart more than they should: zones, and day starts."""

_WEEK = 7
REPAIR_DAYS = 7
"""For so many days a miss can be settled."""

NOT_TRIED_QUESTION = "What was in the way?"


class Outcome(StrEnum):
    """How a trial went against its prediction."""

    BETTER = "better"
    EXPECTED = "expected"
    WORSE = "worse"
    SURPRISE = "surprise"


class Verdict(StrEnum):
    """What becomes of an experiment."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    DROP = "drop"


class Growth(StrEnum):
    """How a play goes on as a new experiment: as it is, a little larger, or offered to one receptive neighbour."""

    REPEAT = "repeat"
    ENLARGE = "enlarge"
    OFFER = "offer"


class Share(StrEnum):
    """How much the daily page takes of a pack."""

    OFF = "off"
    LESS = "less"
    USUAL = "usual"
    MORE = "more"


class Course(StrEnum):
    """How it stands with an enrolment."""

    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The common part: local `day`, aware UTC `at`, `offset` east of UTC in minutes, IANA `zone` or ""."""

    day: date
    at: datetime
    offset: int
    zone: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the instant has no offset from UTC")
        if abs(self.offset) > MAX_OFFSET:
            raise ValueError(f"an offset of {self.offset} minutes is not possible")
        for year in (self.at.year, self.day.year):
            if not _EARLIEST <= year < _LATEST:
                raise ValueError(f"nothing can have been recorded in the year {year}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page showed when the record was made, so that it outlives the pack."""

    title: str
    idea: str
    source: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """An experiment's plan; its id is the experiment's. `pact` counts trials; `until` ends it on a date.

    `parent` is the experiment it was adapted or grown from, and `growth` how, where that one is a play; `capture` is
    the id of what was captured with a guide, and `step` the key of the programme's step whose card it was planned on.
    """

    action: str
    cue: str = ""
    expect: str = ""
    expect_from_card: bool = False
    know: str = ""
    minutes: int = 10
    theme: str = ""
    card: str = ""
    parent: str = ""
    pact: int = 1
    until: date | None = None
    shown: Shown | None = None
    growth: Growth | None = None
    capture: str = ""
    step: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        for name, number in (("pact", self.pact), ("minutes", self.minutes)):
            if not 1 <= number <= _MOST:
                raise ValueError(f"{name} cannot be {number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Record):
    """One honest try. `day` is the date it counts for; `told` is the day on which it was told."""

    experiment: str
    outcome: Outcome
    told: date
    note: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if not -_TRAVEL <= (self.told - self.day).days <= BACKDATED_DAYS + _TRAVEL:
            raise ValueError(f"a trial on {self.day} cannot have been told on {self.told}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Untried(Record):
    """The look back was answered with "I did not try it": `about` is the day asked about."""

    experiment: str
    about: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """Adopt, adapt or drop; its key is its experiment, and `child` the experiment that adapting began."""

    verdict: Verdict
    lesson: str = ""
    child: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Record):
    """A written answer to a question; `step` is the key of the programme's check that asked it, "" for a page's own."""

    question: str
    text: str
    card: str = ""
    shown: Shown | None = None
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was written to one of a review's deeper questions."""

    question: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """A look back over one week: `week` is its Monday, and its key. `focus` is a theme for the week after it, and
    `focused` the day on which it was chosen."""

    week: date
    plus: str = ""
    minus: str = ""
    next: str = ""
    focus: str = ""
    focused: date | None = None
    deeper: tuple[Answer, ...] = ()

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.week.weekday() or not -_WEEK <= (self.day - self.week).days <= BACKDATED_DAYS + _WEEK:
            raise ValueError(f"a review of {self.week}, made on {self.day}, is not of a week")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resurfaced(Record):
    """On this day, its key, the page showed again what was once written: `entry` is the table and id of that."""

    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(Record):
    """The card that was put aside for another on its day."""

    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceChange(Record):
    """What counts from `day` on, its key: either an RFC 5545 `rule`, or a weekly `goal` of 1 to 7 days."""

    rule: str = ""
    goal: int = 0

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if bool(self.rule) == bool(self.goal):
            raise ValueError("a cadence is either a rule or a weekly goal")
        if self.rule and check_rule(self.rule, self.day) != self.rule:
            raise ValueError("the rule is not written as this program writes it")
        if self.goal:
            check_goal(self.goal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Record):
    """Days that do not count, from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_range(self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve(Record):
    """A held-back day, spent on `day` for the day it `covers`, which is its key."""

    covers: date

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if not 1 <= (self.day - self.covers).days <= REPAIR_DAYS:
            raise ValueError(f"a reserve covers a day one to {REPAIR_DAYS} days before it is spent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived(Record):
    """A miss was let go: the day it is `about`, its key, is not asked about again."""

    about: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """One choice, keyed by its name: `day-start` (HH:MM) or `minutes` (a number)."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Record):
    """How much of a pack the daily page takes from now on; its key is the pack's id."""

    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment(Record):
    """A programme is followed: `programme` is its ref, `title` what it was called, `variant` the one chosen or "".

    Its key is the ref, a full stop, and which time it is, from 1; so two devices that start it apart share one.
    """

    programme: str
    title: str
    variant: str = ""
    course: Course = Course.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Record):
    """A step of an enrolment is done; its key is the enrolment's id, a full stop and the step's id."""

    enrolment: str
    step: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Record):
    """What people said or decided in one step of a guide, under the `label` that the guide gives it."""

    guide: str
    title: str
    step: str
    label: str
    text: str
