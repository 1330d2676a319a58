"""A plausible year of somebody's working life, lived through the coach on a moving clock: seeded, so always the same.

    python -m tests.living.year FOLDER [--last 2026-11-27] [--days 360] [--seed 7]

fills an empty folder, to be used as COMPANION_HOME. Whoever it is mends medical equipment, on wards, in a workshop
and in an office, counts Monday to Friday, three days a week for a spring, goes away twice, and is absent once.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from companion.coach.coach import Coach
from companion.coach.views import Change, Page
from companion.compose import build_coach
from companion.domain.history import State
from companion.domain.records import Growth, Outcome, Share, Verdict
from companion.domain.reviewing import DEEPER as DEEPER_QUESTIONS
from companion.domain.reviewing import DEEPER_EVERY, week_to_review
from companion.places import Places
from tests.living.cards import EVENINGS, IN_THE_WAY, LATER, TAKEN
from tests.living.stories import STORIES
from tests.living.telling import Story, Told
from tests.living.weeks import DEEPER, WEEKS

HOME_ZONE = "Europe/London"
LAST = date(2026, 11, 27)
YEAR = 360
"""Days from about its first Monday to its last day."""
_BENCH = Path(__file__).parent / "bench"
"""A pack by a colleague, with one programme."""
_PROGRAMME = "three-short-stops"
_DAY = timedelta(days=1)
_THURSDAY, _FRIDAY, _SATURDAY = 3, 4, 5

# Days of the year, from its first Monday, which is 0.
_HOLIDAYS = ((22, 34), (245, 265))
_ABSENT = range(190, 206)
_GOAL, _GOAL_ENDS = 98, 154
_SHORT_WEEK = 18
_SATURDAYS = {12, 68, 215}
_SWAPS = {3: 1, 37: 1, 65: 2, 110: 1, 140: 1, 170: 1, 217: 1, 282: 2, 303: 1, 331: 1}
_MISSES = {
    9: "reserve",
    16: "let go",
    44: "unplanned",
    58: "away",
    72: "reserve",
    86: "leave",
    162: "reserve",
    176: "tell",
    184: "let go",
    225: "reserve",
    232: "away",
    233: "away",
    275: "let go",
    296: "reserve",
    317: "unplanned",
    338: "leave",
    351: "reserve",
}
"""What becomes of a missed day, once the page asks about it."""
_UNPLANNED = deque(
    (
        "ask the man beside me in the broken lift what he repairs",
        "stand where the pump stands, while the round goes past",
    )
)
_REVIEWED = (8, 9, 11, 12, 13, 15, 17, 19, 22, 24, 29, 30, 31, 33, 38, 39, 41, 43, 44, 46, 48, 51)
_GROWS = {Growth.REPEAT: 120, Growth.ENLARGE: 21, Growth.OFFER: 35}
"""So many days after it was adopted, a play is taken further."""
_SLIPS = {"Less than I thought, and sooner.": "Less then I thougt, and sooner."}
"""What was typed at first, and corrected."""
_OUTCOMES = (Outcome.BETTER,) * 4 + (Outcome.EXPECTED,) * 7 + (Outcome.WORSE,) * 3 + (Outcome.SURPRISE,) * 2


class Clock:
    """The local time, which only moves when it is moved."""

    def __init__(self, zone: str = HOME_ZONE) -> None:
        self._zone = ZoneInfo(zone)
        self.now = datetime(2000, 1, 1, tzinfo=self._zone)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, hour: int, minute: int) -> None:
        self.now = datetime.combine(day, time(hour, minute), self._zone)

    def pass_seconds(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class _Running:
    """An experiment under way, and what is still to be told of it."""

    id: str
    story: Story
    left: deque[Told]


class _Life:
    """One year: `live` goes through it day by day."""

    def __init__(self, coach: Coach, clock: Clock, last: date, days: int, seed: int) -> None:
        self.coach, self.clock, self.chance, self.last = coach, clock, random.Random(seed), last
        self.first = last - timedelta(days=days)
        self.first -= timedelta(days=self.first.weekday())
        self.stories, self.evenings, self.later = deque(STORIES), deque(EVENINGS), deque(LATER)
        self.reasons, self.weeks, self.deeper = deque(IN_THE_WAY), deque(WEEKS), deque(DEEPER)
        self.unplanned = deque(_UNPLANNED)
        self.running: list[_Running] = []
        self.growing: list[tuple[date, str, Growth, Story]] = []
        self.pending: list[tuple[str, date, Told]] = []
        self.taken: set[str] = set()
        self.reviewed: set[date] = set()
        self.done = self._done_days()

    def live(self) -> None:
        for day in self._days():
            if day in self.done or self._is_looked_at(day):
                self._morning(day)
                if day in self.done:
                    self._try_something(day)
                self._evening(day)

    # Which days

    def _days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += _DAY

    def _offset(self, day: date) -> int:
        return (day - self.first).days

    def _done_days(self) -> set[date]:
        found = set()
        for day in self._days():
            offset = self._offset(day)
            if any(first <= offset <= last for first, last in _HOLIDAYS) or offset in _ABSENT or offset in _MISSES:
                continue
            if (day.weekday() < _SATURDAY and not _GOAL <= offset < _GOAL_ENDS) or offset in _SATURDAYS:
                found.add(day)
        for monday in range(_GOAL, _GOAL_ENDS, 7):
            days = 2 if monday // 7 == _SHORT_WEEK else self.chance.choice((3, 3, 4))
            found |= {self.first + timedelta(days=monday + ahead) for ahead in self.chance.sample(range(6), days)}
        return {day for day in found if day <= self.last}

    def _is_looked_at(self, day: date) -> bool:
        """Half of the missed days are looked at, and nothing comes of them."""
        offset = self._offset(day)
        return offset in (_GOAL, _GOAL_ENDS) or (offset in _MISSES and offset % 2 == 0)

    # One day

    def _morning(self, day: date) -> None:
        self.clock.set(day, self.chance.randint(6, 8), self.chance.randint(0, 59))
        self._set_things(self._offset(day))
        for experiment, about, told in self.pending:
            self._tell(experiment, told, about)
        self.pending.clear()
        self._settle()
        self._answer_look_back()
        for _ in range(_SWAPS.get(self._offset(day), 0)):
            self.coach.swap()
            self._pause()

    def _set_things(self, offset: int) -> None:
        if offset == 0:
            self.coach.reflect("Does it keep this?")
            self.coach.undo()
        if offset in (0, _GOAL_ENDS):
            self.coach.set_cadence("Mon Tue Wed Thu Fri")
        elif offset == _GOAL:
            self.coach.set_cadence("3")
        elif offset == 36:
            self.coach.set_minutes(20)
        elif offset == 155:
            self.coach.set_day_start("05:00")
        self._follow(offset)
        for first, last in _HOLIDAYS:
            if offset in (first - 1, first - 3):
                self._go_away(first, last)
        self._pause()

    def _follow(self, offset: int) -> None:
        """A colleague's pack, installed beforehand, is followed once to its end; and begun again, and left."""
        coach = self.coach
        if offset == 49:
            coach.feed("open-talent", Share.LESS)
            self._pause()
            coach.start(_PROGRAMME)
        elif offset == 50:
            coach.mark("at-the-bench/what-comes-back")
        elif offset == 51:
            self._hold()
        elif offset == 52:
            coach.answer_check(_PROGRAMME, "That it only bleeps when the daughter is there.")
        elif offset == 210:
            coach.feed("co-creation", Share.OFF)
            self._pause()
            coach.start(_PROGRAMME)
        elif offset == 213:
            coach.leave(_PROGRAMME)
        self._pause()

    def _hold(self) -> None:
        """Ten minutes with a guide: two things are captured, and one of them becomes an experiment."""
        guide = self.coach.guide("ten-minutes")
        self.coach.capture(guide, "came-back", "sentences", "'It only bleeps at visiting time.' Twice, two wards.")
        self._pause()
        asked = self.coach.capture(guide, "one-thing", "decisions", "Ask who was in the room when it bleeped.")
        self._pause()
        words = Change(action="When a pump comes back, I will ask who was in the room. Expect: nobody has been asked")
        self.coach.plan_captured(asked, guide.theme, words)
        self._pause()
        self.coach.mark(guide.ref)

    def _go_away(self, first: int, last: int) -> None:
        self.coach.away_beside([(self.first + timedelta(days=first), self.first + timedelta(days=last))])

    def _settle(self) -> None:
        for miss in self.coach.today().arrival.misses:
            way = "reserve" if miss.short else _MISSES.get(self._offset(miss.day), "leave")
            page = self.coach.today()
            if miss.day not in {one.day for one in page.arrival.misses}:
                continue
            if way == "reserve" and page.streak.reserves:
                self.coach.reserve(miss.day)
            elif way in ("let go", "reserve"):
                self.coach.let_go([miss.day])
            elif way == "away":
                self.coach.away_beside(miss.away)
            elif way == "unplanned" and self.unplanned:
                self.coach.tell_unplanned(self.unplanned.popleft(), Outcome.SURPRISE, miss.day, self._later_note())
            elif way == "tell" and (tried := self.coach.could_try(miss.day)):
                self.coach.tell(
                    tried.id, Outcome.EXPECTED, miss.day, "Told late: the Tuesday with the two fire drills."
                )
            self._pause()

    def _answer_look_back(self) -> None:
        asked = self.coach.today().session.look_back
        if asked is None or asked.about in self.done:
            return
        way = _MISSES.get(self._offset(asked.about), "")
        if way in ("tell", "unplanned", "away") or (not way and self.chance.random() < 0.8):
            return
        told = self.reasons.popleft() if self.reasons else Told(None)
        self.coach.not_tried(asked.experiment.id, asked.about, told.note)
        self._pause()

    def _try_something(self, day: date) -> None:
        """What is tried today: a new experiment in own words, one that is under way, or what the card suggests."""
        page = self.coach.today()
        under_way = [one for one in self.running if one.left]
        lived = self._offset(day) / (YEAR - 12)
        if self.stories and len(STORIES) - len(self.stories) < lived * len(STORIES) and len(under_way) < 4:
            one = self._plan_own(day)
        elif under_way and self.chance.random() < 0.6:
            one = self.chance.choice(under_way)
        else:
            self._take_card(page, day)
            return
        if one.left[0].outcome is None:
            self.pending.append((one.id, day, one.left.popleft()))
            self._take_card(page, day)
            return
        told = one.left.popleft()
        if self.chance.random() < 0.55 or not self._comes_soon(day):
            self.clock.set(day, self.chance.randint(14, 17), self.chance.randint(0, 59))
            self._tell(one.id, told, day)
        else:
            self.pending.append((one.id, day, told))
        self._write(0.15)

    def _comes_soon(self, day: date) -> bool:
        """Whether the day is told on a page that still asks about it."""
        return any(day + ahead * _DAY in self.done for ahead in (1, 2, 3) if (day + ahead * _DAY).weekday() < _SATURDAY)

    def _plan_own(self, day: date) -> _Running:
        story = self.stories.popleft()
        plan = self.coach.plan(
            story.words,
            know=story.know,
            minutes=story.minutes,
            pact=story.pact,
            until=day + timedelta(days=story.days) if story.days else None,
        )
        self._pause()
        return self._start(plan.id, story)

    def _start(self, key: str, story: Story) -> _Running:
        one = _Running(key, story, deque(story.told))
        self.running.append(one)
        return one

    def _take_card(self, page: Page, day: date) -> None:
        """Plan what the card suggests, try it, and answer its question in the afternoon."""
        card = page.card
        if card is None:
            return
        first_time = TAKEN.get(card.id) if card.id not in self.taken else None
        self.taken.add(card.id)
        if first_time and first_time.suggestion < len(card.experiments):
            suggestion, told, answer = first_time.suggestion, first_time.told, first_time.answer
            story = Story(told=(told,), verdict=first_time.verdict, lesson=first_time.lesson)
        else:
            suggestion, answer = self.chance.randrange(len(card.experiments)), ""
            noted = self.later and self.chance.random() < 0.3
            told = self.later.popleft() if noted else Told(self.chance.choice(_OUTCOMES))
            verdict = self.chance.choices((Verdict.DROP, Verdict.ADOPT, None), (75, 10, 15))[0]
            story = Story(told=(told,), verdict=verdict)
        plan = self.coach.plan(suggestion=suggestion)
        self._start(plan.id, story).left.clear()
        self.clock.set(day, self.chance.randint(14, 17), self.chance.randint(0, 59))
        self._tell(plan.id, told, day)
        if answer:
            self.coach.reflect(answer, 0)
            self._pause()
        else:
            self._write(0.3)

    def _write(self, likely: float) -> None:
        """Answer the day's question at times, where it has no answer yet."""
        if self.evenings and self.chance.random() < likely:
            text = self.evenings.popleft()
            written = self.coach.reflect(_SLIPS.get(text, text))
            self._pause()
            if text in _SLIPS:
                self.coach.edit(self.coach.named(written.id), text=text)
                self._pause()

    def _tell(self, experiment: str, told: Told, on: date) -> None:
        if told.outcome is None:
            self.coach.not_tried(experiment, on, told.note)
        else:
            self.coach.tell(experiment, told.outcome, on, told.note)
        self._pause()

    def _later_note(self) -> str:
        return self.later.popleft().note if self.later else ""

    # What closes a day

    def _evening(self, day: date) -> None:
        self._pause()
        friday = day.weekday() == _FRIDAY
        for one in list(self.running):
            if self.chance.random() < (0.8 if friday else 0.2):
                self._decide(one, day)
        for due in [one for one in self.growing if one[0] <= day]:
            self.growing.remove(due)
            _, play, growth, story = due
            self._start(self.coach.grow(play, growth, story.change).id, story)
            self._pause()
        if friday or day.weekday() < _THURSDAY:
            self._review(week_to_review(day))

    def _decide(self, one: _Running, day: date) -> None:
        """Decide what has run its course, and go on with what it becomes."""
        story = one.story
        told = not one.left and all(key != one.id for key, *_ in self.pending)
        if not told or self.coach.find(one.id).state(day) is not State.FULL:
            return
        self.running.remove(one)
        if story.verdict is None:
            return
        _, child = self.coach.decide(one.id, story.verdict, story.lesson, story.change_to_child)
        if child and story.then:
            self._start(child.id, story.then)
        self.growing += [(day + _GROWS[growth] * _DAY, one.id, growth, grown) for growth, grown in story.grown]
        self._pause()

    def _review(self, monday: date) -> None:
        """On a Friday, or where nobody was here, in the days after it."""
        if self._offset(monday) // 7 not in _REVIEWED or monday in self.reviewed or not self.weeks:
            return
        self.reviewed.add(monday)
        week = self.weeks.popleft()
        number = len(WEEKS) - len(self.weeks)
        deeper = dict(zip(DEEPER_QUESTIONS, self.deeper.popleft(), strict=True)) if number % DEEPER_EVERY == 0 else None
        self.coach.review(week.plus, week.minus, week.next, week.focus, deeper)
        self._pause()

    def _pause(self) -> None:
        """Nobody does two things in one second, so no two records are of one instant."""
        self.clock.pass_seconds(self.chance.randint(11, 70))


def live_a_year(coach: Coach, clock: Clock, last: date = LAST, days: int = YEAR, seed: int = 7) -> None:
    """Live the year that ends on `last`, or only the first so many `days` of one; `coach` goes by `clock`, and its
    journal is empty."""
    _Life(coach, clock, last, days, seed).live()
    coach.keep()


def _leave_out_the_rest(coach: Coach) -> None:
    """The year was written for some of the cards; the others do not come up in it."""
    library = coach.library()
    told = [stack._replace(refs=tuple(r for r in stack.refs if r.split("/")[1] in TAKEN)) for stack in library.stacks]
    library.__dict__["stacks"] = tuple(stack for stack in told if stack.refs)


def fill(folder: Path, last: date = LAST, days: int = YEAR, seed: int = 7) -> Coach:
    """Live it into a folder, for COMPANION_HOME; returns the coach as it is on the last day."""
    clock = Clock()
    coach = build_coach(Places.from_environment({"COMPANION_HOME": str(folder)}), clock)
    coach.install(coach.offer(str(_BENCH)))
    _leave_out_the_rest(coach)
    live_a_year(coach, clock, last, days, seed)
    return coach


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.living.year", description="Live a year into a folder.")
    parser.add_argument("folder", type=Path, help="an empty or missing folder, to be used as COMPANION_HOME")
    parser.add_argument("--last", type=date.fromisoformat, default=LAST, help=f"the last day ({LAST})")
    parser.add_argument("--days", type=int, default=YEAR, help=f"so many days before it, from a Monday on ({YEAR})")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if (given.folder / "data").exists():
        parser.error(f"{given.folder} has a journal already. Give a folder that is empty or not there yet.")
    os.environ["TZ"] = HOME_ZONE  # so that each record names the zone that its offset is of
    fill(given.folder, given.last, given.days, given.seed)
    print(f"Lived until {given.last}. COMPANION_HOME={given.folder} companion today")


if __name__ == "__main__":
    main()
