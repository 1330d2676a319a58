"""What the screen's tests are built with: a desk with a coach, a clock that the test sets, and a person at the keys."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot

from companion.coach.coach import Coach
from companion.domain.cards import Card, Suggestion
from companion.domain.records import Outcome, Record, Verdict
from companion.files import write_private
from companion.journal import journal as journal_module
from companion.journal.device import ALPHABET
from companion.journal.drafts import Draft, Drafts
from companion.journal.journal import Journal
from companion.packs.library import Library
from companion.tui.app import CompanionApp
from companion.tui.screens.today import TodayPlace
from companion.tui.settings import Settings
from companion.tui.themes import LAMPLIGHT
from tests.journal.making import documents

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, day) for day in range(16, 23))
NEXT_MON = date(2026, 11, 23)
USUAL, ROOMY = (80, 24), (120, 36)
CHARACTERS = {"enter": "\r", "escape": "\x1b", "question_mark": "?"}
BARS = str.maketrans("", "", "▎▌›")


class Clock:
    """Local time, and it moves only when told."""

    def __init__(self, day: date = THU, hour: int = 9) -> None:
        self.set(day, hour)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, hour: int = 9, minute: int = 0) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def make_card(name: str = "queue", **changed: Any) -> Card:
    """A card of three experiments and two questions; `changed` replaces any of its fields."""
    fields: dict[str, Any] = {
        "pack": "p",
        "id": name,
        "title": f"The {name} you cannot see",
        "theme": "value",
        "level": 101,
        "minutes": 10,
        "idea": f"Most of the time is spent in the {name}, where nobody looks.",
        "sources": ("own experience",),
        "experiments": tuple(
            Suggestion.parse(f"When {cue}, I will look at the {name} {how}. Expect: {expect}")
            for cue, how, expect in (
                ("I arrive", "once", "it is longer than I think"),
                ("I hand over", "twice", "somebody asks"),
                ("lunch is over", "again", ""),
            )
        ),
        "questions": (f"Where did the {name} begin?", "Who else could see it?"),
    }
    return Card(**fields | changed)


CARDS = (make_card("queue"), make_card("handover"), make_card("backlog"), make_card("rota"))


class Desk:
    """One machine with one journal, and whatever is opened over it: coaches, and the full screen."""

    def __init__(self, root: Path, cards: Iterable[Card] = CARDS, day: date = THU) -> None:
        self.root, self.folder, self.state, self.config = root, root / "journal", root / "state", root / "config"
        self.library = Library.of(cards)
        self.clock = Clock(day)
        self.settings = Settings(self.config)
        self._chance = random.Random(root.name)

    def journal(self, wait: float = 0.2) -> Journal:
        def new_id(length: int) -> str:
            return "".join(self._chance.choices(ALPHABET, k=length))

        return Journal(self.folder, self.state, self.clock, new_id, wait=wait, fingerprint="desk")

    def coach(self, wait: float = 0.2) -> Coach:
        """Another front end's coach over the same files."""
        return Coach(self.journal(wait), self.library, Drafts(self.state), self.clock, lambda: "Europe/London")

    def begun(self) -> Desk:
        """Past the first run: Monday to Friday count."""
        self.coach().set_cadence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
        return self

    def planned(self, day: date = WED, **plan: Any) -> str:
        """Past the first run, with an experiment planned on an earlier day; returns its id."""
        today, self.clock.now = self.clock.now, datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        recorded = self.begun().coach().plan(**(plan or {"suggestion": 0}))
        self.clock.now = today
        return recorded.id

    @contextmanager
    def on(self, day: date, hour: int = 9) -> Iterator[Coach]:
        """A coach on another day; the clock goes back afterwards to where it stood."""
        today, self.clock.now = self.clock.now, datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        yield self.coach()
        self.clock.now = today

    def lived(self, *days: date, cadence: str = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") -> list[str]:
        """Begun on the first of these days, something tried on each and told on the day itself; returns the ids."""
        with self.on(days[0]) as coach:
            coach.set_cadence(cadence)
        keys = []
        for day in days:
            with self.on(day) as coach:
                keys.append(coach.plan(suggestion=0).id)
                coach.tell(keys[-1], Outcome.BETTER)
        return keys

    def missed(self, decided: bool = False) -> Desk:
        """Tried on Monday, nothing on Tuesday, so that Thursday asks; Monday's experiment is open unless `decided`."""
        (key,) = self.lived(MON)
        if decided:
            with self.on(MON, 12) as coach:
                coach.decide(key, Verdict.ADOPT)
        return self

    def standing(self, day: date) -> str:
        """What a day stands as, for another front end; "" before the first trial."""
        return next((one.standing.value for one in self.coach().progress().days if one.day == day), "")

    def documents(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Every document of every table that has any, by id, read from the disk."""
        return documents(self.journal())

    def all(self, table: str) -> list[dict[str, Any]]:
        """The documents of one table."""
        return list(self.documents().get(table, {}).values())

    def one(self, table: str) -> dict[str, Any]:
        """The only document of a table."""
        (found,) = self.all(table)
        return found

    def records(self, kind: str) -> list[Record]:
        """The records of one kind, as the rules see them."""
        return list(getattr(self.journal().history(), kind).values())

    def drafts(self) -> dict[str, str]:
        """The words under way on disk, by section: those of any day, and those of a form, which belong to none."""
        files = sorted((self.state / "drafts").glob("*.json"))
        drafts = [msgspec.json.decode(file.read_bytes(), type=Draft) for file in files]
        assert len({draft.section for draft in drafts}) == len(drafts), "one section has one draft here"
        return {draft.section: draft.text for draft in drafts}

    def app(self, plain: bool = False, theme: str = LAMPLIGHT) -> CompanionApp:
        self.settings.theme = theme
        return CompanionApp(self.coach(), self.settings, plain)

    @asynccontextmanager
    async def sit(
        self, size: tuple[int, int] = USUAL, plain: bool = False, theme: str = LAMPLIGHT
    ) -> AsyncIterator[Person]:
        """Open the full screen over this journal, with a person at the keys."""
        app = self.app(plain, theme)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Person(app, pilot)


def made_once(make: Callable[[Desk], Desk]) -> Callable[[Desk], Desk]:
    """The same desk again: what `make` records on an empty one is recorded once for each hour, and then copied."""
    kept: dict[datetime, tuple[Library, dict[Path, bytes]]] = {}

    def made(desk: Desk) -> Desk:
        now = desk.clock.now
        if now not in kept:
            make(desk)
            files = [path for path in desk.root.rglob("*") if path.is_file()]
            kept[now] = desk.library, {path.relative_to(desk.root): path.read_bytes() for path in files}
            return desk
        desk.library, contents = kept[now]
        for path, data in contents.items():
            write_private(desk.root / path, data, durable=False)
        return desk

    return made


class Person:
    """Somebody at the keys: presses, types, clicks, and reads what the screen shows."""

    def __init__(self, app: CompanionApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.presses = 0

    async def press(self, *keys: str) -> None:
        self.presses += len(keys)
        for key in keys:
            self.app.post_message(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
            await self.settle()

    async def type(self, words: str) -> None:
        """Words, which are not counted as presses; they come in as fast as a terminal sends them."""
        for char in words:
            key = "ctrl+j" if char == "\n" else _character_to_key(char)
            self.app.post_message(events.Key(key, char))
        await self.settle()

    async def paste(self, words: str) -> None:
        self.app.post_message(events.Paste(words))
        await self.settle()

    async def settle(self) -> None:
        """Until every message has been dealt with, and those that it brought about, and all is painted.

        Frames are painted as they fall due, without waiting for the frame clock. Two rounds in which nothing was left
        to do are asked for: a message that one widget has just taken from another may bring about the next.
        """
        rounds = 0
        while rounds < 2:
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            await asyncio.sleep(0)
            rounds = 0 if self._has_work() else rounds + 1

    def _has_work(self) -> bool:
        """Whether a message waits, or something to be painted, or to be done after the next frame."""
        screen = self.app.screen
        return bool(
            any(one.message_queue_size for one in (self.app, *screen.walk_children(with_self=True)))
            or screen._callbacks
            or screen._dirty_widgets
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
        )

    async def click(self, words: str) -> None:
        """Click in the middle of these words, where they stand first on the screen."""
        for row, line in enumerate(self.rows):
            if words in line:
                await self.pilot.click(offset=(line.index(words) + len(words) // 2, row))
                await self.settle()
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{self.screen}")

    async def point(self, column: int, row: int) -> None:
        """Click on one cell."""
        await self.pilot.click(offset=(column, row))
        await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    @property
    def rows(self) -> list[str]:
        """The screen, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def screen(self) -> str:
        """The screen as it looks."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def words(self) -> str:
        """Everything on the screen as one line, without the bars."""
        return " ".join(self.screen.translate(BARS).split())

    @property
    def footer(self) -> str:
        return self.rows[-1].strip()

    @property
    def said(self) -> str:
        """The voice line."""
        return self.rows[-2].strip()

    @property
    def today(self) -> TodayPlace:
        place = self.app.screen
        assert isinstance(place, TodayPlace)
        return place

    @property
    def step(self) -> str:
        """Where the page stands."""
        sheet = self.today.sheet
        assert sheet
        return sheet.session.step.value

    @property
    def field(self) -> str:
        """What stands in the field; "" where there is none."""
        found = self.today._field
        return found.text if found and found.display else ""

    @property
    def is_typing(self) -> bool:
        return self.today._typing()

    def sees(self, *words: str) -> None:
        for one in words:
            assert one in self.words, f"{one!r} is not on the screen:\n{self.screen}"

    def sees_no(self, *words: str) -> None:
        for one in words:
            assert one not in self.words, f"{one!r} is on the screen:\n{self.screen}"


@contextmanager
def refusing(number: int) -> Iterator[None]:
    """Every write to the journal fails meanwhile with this errno."""

    def append(path: Path, line: bytes) -> None:
        raise OSError(number, "no")

    with patch.object(journal_module, "append", append):
        yield


def is_over(app: App[None]) -> bool:
    """Whether the app has been told to leave."""
    return app._exit
