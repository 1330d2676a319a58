"""`companion pack preview` in a terminal: the full screen over a pack under way, and over no journal of anybody's."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import ClassVar, NoReturn

from companion.coach.offers import pack_path
from companion.coach.views import Misuse, Refused
from companion.coach.workbench import MovedClock, PreviewCoach, Workbench
from companion.compose import local_now, random_id
from companion.crash import report_crash
from companion.domain.cards import Card
from companion.domain.entries import Entry
from companion.domain.phrases import long_day, plural
from companion.journal.errors import JournalError
from companion.packs.library import LibraryError, bundled_content
from companion.packs.shelf import PackShelf
from companion.places import Places
from companion.text import clean
from companion.tui.app import CompanionApp
from companion.tui.screens.place import Place, binding
from companion.tui.screens.preview import PreviewPlace
from companion.tui.screens.today import TodayPlace
from companion.tui.settings import Settings
from companion.tui.themes import LAMPLIGHT, PAPER

_EVERY = 1.0
"""Seconds between two looks at the pack's files."""
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class PreviewApp(CompanionApp):
    """The companion's app over a pack under way. `previewed` is its coach, `entry` what it opens on, None for the
    list of what there is."""

    mark = "preview"
    BINDINGS: ClassVar = [
        binding("left_square_bracket", "day(-1)", "day before", "Go to the day before", show=False),
        binding("right_square_bracket", "day(1)", "day after", "Go to the day after", show=False),
    ]

    def __init__(
        self, coach: PreviewCoach, settings: Settings, plain: bool = False, entry: Entry | None = None
    ) -> None:
        super().__init__(coach, settings, plain)
        if isinstance(entry, Card):
            coach.ask_for(entry.ref)
        self.previewed, self.entry = coach, entry
        self._list = PreviewPlace()
        self._places[self._list.digit] = self._list

    async def on_mount(self) -> None:
        """Look at the files from now on; Textual calls this before the companion's own, which shows today."""
        self.install_screen(self._list, f"place-{self._list.digit}")
        self.set_interval(_EVERY, self.look)
        self.call_later(self._begin)

    def _begin(self) -> None:
        """Open on what was asked for: a card is on today's page already."""
        if isinstance(self.entry, Card):
            return
        self.go(self._list.digit)
        if self.entry:
            from companion.tui.screens.reading import entry_page

            self.push_screen(entry_page(self.previewed, f"{self.entry.pack}/{self.entry.id}"))

    def look(self) -> None:
        """Read the pack again if its files have changed; while it has errors, what was there before stays."""
        if not self.previewed.bench.has_changed():
            return
        try:
            self.previewed.reload()
        except Refused as error:
            self._show_again(str(error))
            return
        at = f"{self.previewed.clock():%H:%M:%S}"
        errors = len(self.previewed.bench.checked.errors)
        held = f"{plural(errors, 'error').capitalize()} at {at}. 5 lists them; this is as before."
        self._show_again(held if errors else f"Read again at {at}.")

    def see(self, ref: str) -> None:
        """Show a card as today's page, from the beginning."""
        self.previewed.ask_for(ref)
        today = self._places.get(TodayPlace.digit)
        if isinstance(today, TodayPlace):
            today.on_mount()
        self.go(TodayPlace.digit)

    def action_day(self, days: int) -> None:
        """Another day."""
        try:
            self.previewed.move(days)
        except Misuse as error:
            self._show_again(str(error))
            return
        day, today = self.previewed.day(), self._places.get(TodayPlace.digit)
        if isinstance(today, TodayPlace):
            today.keep_words()
            today.on_mount()
        self._show_again(f"{long_day(day)} {day.year}.")

    def _show_again(self, said: str) -> None:
        if isinstance(self.screen, Place):
            self.screen.on_screen_resume()
            self.screen.say(said)


def run_preview(folder: str, entry: str | None, day: str | None) -> int:
    """Open the full screen on a pack, on one of its entries and on a day if these are given; returns the exit code."""
    sys.excepthook = report_crash
    for number in _SIGNALS:
        signal.signal(number, _stop)  # until the app takes them, so that what is temporary goes
    try:
        places = Places.from_environment(os.environ)
        shelf = PackShelf.without_trace(bundled_content(), places.packs, places.state / "cache")
        bench = Workbench(pack_path(folder), shelf)
        with TemporaryDirectory(prefix="companion-preview-") as root:
            return _run(Path(root), bench, Settings(places.config), entry, day)
    except (Misuse, Refused, JournalError, LibraryError, OSError) as error:
        sys.stderr.write(f"{clean(str(error))}\n")
        return 2 if isinstance(error, Misuse) else 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(root: Path, bench: Workbench, chosen: Settings, name: str | None, day: str | None) -> int:
    coach = PreviewCoach(root, bench, MovedClock(local_now), random_id, bundled_content())
    if day is not None:
        coach.go_to(day)
    entry = coach.own_entry(name) if name is not None else None
    plain = bool(os.environ.get("NO_COLOR"))
    if not plain:
        os.environ.pop("NO_COLOR", None)  # set and empty means nothing, and Textual would read it as grey
    settings = Settings(root)  # what is chosen in a preview is not kept
    settings.theme, settings.letters = chosen.theme, chosen.letters
    if not chosen.theme_is_chosen and not plain:
        from companion.tui.background import background_is_light

        settings.theme = PAPER if background_is_light() else LAMPLIGHT
    app = PreviewApp(coach, settings, plain, entry)
    app.run()
    return app.return_code or 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
