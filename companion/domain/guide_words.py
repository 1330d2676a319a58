"""Guides in time and in words: when each step begins, how long a run of one has taken, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import ceil
from typing import NamedTuple

from companion.domain.entries import Guide, GuideStep, LineKind
from companion.domain.phrases import dated, number, plural
from companion.domain.programme_words import ended

PRIVATE = "What is captured stays in your journal, wherever you keep it. Agree with the room what is written down."
_MINUTE = 60
_TICK = 10
"""Seconds: in its last minute a step counts down by so many at a time."""


@dataclass(frozen=True, slots=True)
class Run:
    """A guide as it is held, begun on `day` at the instant `begun`; `step` is the id of the one under way.

    `spent` has the seconds spent on each step so far, breaks left out; the clock of `step` has run on since the instant
    `since`, None during a break and at the end; `ended` is when the last step was left.
    """

    day: date
    begun: datetime
    step: str
    since: datetime | None
    spent: Mapping[str, float] = field(default_factory=dict)
    ended: datetime | None = None

    def __post_init__(self) -> None:
        if any(one is not None and one.tzinfo is None for one in (self.begun, self.since, self.ended)):
            raise ValueError("the instant has no offset from UTC")

    def seconds(self, at: datetime) -> float:
        """How long this step has taken by this instant."""
        return self.spent.get(self.step, 0.0) + self._running(at)

    def total(self, at: datetime) -> float:
        """How long the whole has taken by this instant, in seconds."""
        return sum(self.spent.values()) + self._running(at)

    def turn(self, step: str, at: datetime) -> Run:
        """On to another step, or back to it; a break lasts, and what has ended goes on."""
        since = at if self.since or self.ended else None
        return replace(self, step=step, since=since, spent=self._settled(at), ended=None)

    def pause(self, at: datetime) -> Run:
        """Stop the clock for a break, or let it go on."""
        return replace(self, since=None if self.since else at, spent=self._settled(at))

    def finish(self, at: datetime) -> Run:
        """Leave the last step."""
        return replace(self, since=None, spent=self._settled(at), ended=at)

    @property
    def break_seconds(self) -> float:
        """How long the clock stood still between the beginning and the end; 0 before the end."""
        return max(0.0, (self.ended - self.begun).total_seconds() - sum(self.spent.values())) if self.ended else 0.0

    def _running(self, at: datetime) -> float:
        return max(0.0, (at - self.since).total_seconds()) if self.since else 0.0

    def _settled(self, at: datetime) -> dict[str, float]:
        return {**self.spent, self.step: self.seconds(at)}


class Part(NamedTuple):
    """One step on the agenda: the minutes from the beginning at which it begins and ends."""

    step: GuideStep
    begins: int
    ends: int

    @property
    def hours(self) -> str:
        """`0:05 to 0:13`."""
        return f"{clock(self.begins)} to {clock(self.ends)}"


def agenda(guide: Guide) -> list[Part]:
    """The steps in their order, from minute 0 on."""
    parts, at = [], 0
    for step in guide.steps:
        parts.append(Part(step, at, at + step.minutes))
        at += step.minutes
    return parts


def labels_of(step: GuideStep) -> tuple[str, ...]:
    """What a step asks to capture, in its order."""
    return tuple(line.text for line in step.lines if line.kind is LineKind.CAPTURE)


def clock(minutes: int) -> str:
    """Minutes from the beginning as a clock shows them, `1:05`."""
    return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}"


def length_line(guide: Guide) -> str:
    """`45 minutes, six steps`."""
    return f"{guide.minutes} minute{'' if guide.minutes == 1 else 's'}, {plural(len(guide.steps), 'step')}"


def left_line(minutes: int, seconds: float) -> str:
    """What is left of a step of so many minutes after so many seconds; what it runs over by, in words."""
    left = minutes * _MINUTE - seconds
    if left > _MINUTE:
        return f"{ceil(left / _MINUTE)} min left of {minutes}"
    if left > 0:
        return f"{ceil(left / _TICK) * _TICK} s left of {minutes} min"
    return f"{plural(int(-left // _MINUTE), 'minute')} over" if -left >= _MINUTE else "the time is up"


def to_go_line(minutes: int, seconds: float) -> str:
    """What is left of the whole, `31 of 45 to go`."""
    left = minutes * _MINUTE - seconds
    if left > 0:
        return f"{ceil(left / _MINUTE)} of {minutes} to go"
    over = int(-left // _MINUTE)
    return f"{plural(over, 'minute')} over the {minutes} in all" if over else f"the {minutes} in all are up"


def clock_line(guide: Guide, step: GuideStep, run: Run, at: datetime) -> str:
    """The time of a step and of the whole, `4 min left of 8 · 31 of 45 to go`, and how late one is besides."""
    parts = [left_line(step.minutes, run.seconds(at)), to_go_line(guide.minutes, run.total(at))]
    late = _late(guide, run, at)
    behind = [f"{plural(late, 'minute')} late"] if late > 0 and late != _over(step, run, at) else []
    return " · ".join([*(["a break"] if run.since is None else []), *parts, *behind])


def is_late(guide: Guide, run: Run, at: datetime) -> bool:
    """Whether a run will end a minute or more later than planned, if what is left takes its time."""
    return _late(guide, run, at) > 0


def _late(guide: Guide, run: Run, at: datetime) -> int:
    """Minutes between what has been taken and what the agenda has up to here; below 0 for who is early."""
    part = next(part for part in agenda(guide) if part.step.id == run.step)
    planned = part.begins * _MINUTE + min(run.seconds(at), part.step.minutes * _MINUTE)
    return int((run.total(at) - planned) // _MINUTE)


def _over(step: GuideStep, run: Run, at: datetime) -> int:
    return int((run.seconds(at) - step.minutes * _MINUTE) // _MINUTE)


def is_up(step: GuideStep, run: Run, at: datetime) -> bool:
    """Whether the time of the step under way, which is this one, is over."""
    return run.seconds(at) >= step.minutes * _MINUTE


def up_line(step: GuideStep) -> str:
    """That a step's time is over, as a sentence that hurries nobody."""
    planned = "minute is" if step.minutes == 1 else "minutes are"
    return f"{number(step.minutes).capitalize()} {planned} over; the step goes on until you do."


def step_line(step: GuideStep, number_: int, count: int) -> str:
    """A step in a sentence, for those who listen rather than look; its title last, which stands on the page as well."""
    return f"Step {number_} of {count}, {plural(step.minutes, 'minute')}: {ended(step.title)}"


def took_line(guide: Guide, run: Run) -> str:
    """How long a run that has ended took against the plan, breaks by themselves."""
    took, rest = round(sum(run.spent.values()) / _MINUTE), round(run.break_seconds / _MINUTE)
    planned = "as planned" if took == guide.minutes else f"{number(guide.minutes)} planned"
    breaks = f"; {number(rest)} more for breaks" if rest else ""
    return f"{_minutes(took)}, {planned}{breaks}."


def step_took(step: GuideStep, run: Run) -> str:
    """How long one step took, `11 of 8 min`."""
    return f"{round(run.spent.get(step.id, 0.0) / _MINUTE)} of {step.minutes} min"


def earlier_line(day: date, today: date) -> str:
    """When something was captured: `On Thursday 12 November`."""
    return "Earlier today" if day == today else f"On {dated(day, today)}"


def _minutes(count: int) -> str:
    return "Less than a minute" if count == 0 else plural(count, "minute").capitalize()
