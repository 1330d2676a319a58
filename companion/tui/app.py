"""The app: themes, signals, resume, crashes, and which place is shown."""

from __future__ import annotations

import asyncio
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.screen import Screen

from companion.coach.coach import Coach
from companion.coach.views import Refused
from companion.domain.phrases import undone_line
from companion.domain.repair import Miss
from companion.journal.errors import JournalError, Lost, NoBackup
from companion.journal.journal import Undone
from companion.tui.screens.place import Place
from companion.tui.screens.today import TodayPlace
from companion.tui.settings import Settings
from companion.tui.themes import LAMPLIGHT, PAPER, PLAIN, inks, theme

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_PLACE = 2
"""Screens that stay: Textual's own first one, and the place over it."""


class CompanionApp(App[None]):
    """One coach, and its places. `settings` keeps what this machine should look like."""

    CSS_PATH = None
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = []
    mark: ClassVar[str] = ""
    """One word on what all this is, for the masthead."""

    def __init__(
        self, coach: Coach, settings: Settings, plain: bool = False, opening: Callable[[], Screen[None]] | None = None
    ) -> None:
        """`plain` sends no colours at all, as NO_COLOR asks; `opening` makes the page to begin with, over Today."""
        super().__init__(ansi_color=True if plain else None)  # else Textual turns no colour into black on black
        self.coach, self.settings = coach, settings
        self._plain, self._opening = plain, opening
        self._places: dict[str, Place] = {}
        self.leaving = False
        self.undone: list[Undone] = []
        for name in (PAPER, LAMPLIGHT, PLAIN):
            self.register_theme(theme(name))
        self.theme = PLAIN if plain else settings.theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The inks, so that a style sheet may name them whatever theme is on."""
        return {key: value for key, value in inks(LAMPLIGHT).items() if key != "background"}

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers."""
        yield SystemCommand("Today", "Go to today's page", lambda: self.go("1"))
        yield SystemCommand("Experiments", "Go to what you are trying, and to the playbook", lambda: self.go("2"))
        yield SystemCommand("Journal", "Go to everything recorded, by day; search it", lambda: self.go("3"))
        yield SystemCommand("Progress", "Go to the streak, the year and what it adds up to", lambda: self.go("4"))
        yield SystemCommand("Library", "Go to programmes, packs, and what there is to read", lambda: self.go("5"))
        if not self._plain:
            yield SystemCommand("Paper", "Dark words on a light page", lambda: self.wear(PAPER))
            yield SystemCommand("Lamplight", "Light words on a dark page", lambda: self.wear(LAMPLIGHT))
        yield SystemCommand("Leave", "Leave; what you have typed is kept", self.leave)

    def wear(self, name: str) -> None:
        """Change the theme, and keep the choice."""
        self.theme = name
        self.settings.keep_theme(name)

    async def on_mount(self) -> None:
        """Put the terminal's own events in order, then show today."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._signalled, number)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True, repaint=True))
        self.go("1")
        if self._opening:
            self.push_screen(self._opening())

    def go(self, digit: str) -> None:
        """Show a place; it is made when it is first asked for."""
        if digit not in self._places:
            made = _make_place(digit)
            if made is None:
                return
            self._places[digit] = made
            self.install_screen(self._places[digit], f"place-{digit}")  # so that leaving it does not take it apart
        place = self._places[digit]
        self._keep_words()
        while len(self.screen_stack) > _PLACE:  # pages that were opened over the place, and over one another
            self.pop_screen()
        if self.screen is place:
            return
        if isinstance(self.screen, Place):
            self.switch_screen(place)
        else:
            self.push_screen(place)

    def settle(self, miss: Miss) -> None:
        """Show today's page, asking about a missed day."""
        self.go("1")
        today = self._places.get("1")
        if isinstance(today, TodayPlace):
            today.settle(miss)

    def undo(self) -> str:
        """Take back the last act; returns what to say of it."""
        self.undone = []
        try:
            self.undone = self.coach.undo()
        except (Refused, JournalError) as error:
            return str(error)
        return undone_line([(one.record, one.remains, one.returns) for one in self.undone], self.coach.day())

    def trouble(self) -> str:
        """What is to be said loudly: a loss, a backup not made, a pack left out, an unknown zone; "" for nothing."""
        lost = next((str(found) for found in self.coach.troubles if isinstance(found, Lost | NoBackup)), "")
        return lost or self.coach.left_out or self.settings.trouble

    # Leaving, one way or another

    def leave(self) -> None:
        """Keep the words under way, then leave; no key that comes after it does anything."""
        self._keep_words()
        self.leaving = True
        self.exit(return_code=0)

    async def action_quit(self) -> None:
        """Textual's own Ctrl+Q comes before that of a place, and would not keep the words."""
        self.leave()

    def _signalled(self, number: int) -> None:
        self._keep_words()
        self.exit(return_code=128 + number)

    def _keep_words(self) -> None:
        pages = [screen for screen in self.screen_stack if isinstance(screen, Place)]
        for place in dict.fromkeys([*self._places.values(), *pages]):
            place.keep_words()

    def _fatal_error(self) -> None:
        """A crash keeps the words under way and says where it broke; Textual would print the journal's text."""
        self._keep_words()
        error = sys.exc_info()[1] or self._exception
        if isinstance(error, JournalError):
            self._exit_renderables.append(Text(f"{error} Your words are kept."))
            self._close_messages_no_wait()
            return
        frames = traceback.extract_tb(error.__traceback__) if error else []
        where = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
        name = type(error).__name__ if error else "an unknown error"
        said = (
            f"The companion broke: {name}{where}. Your words are kept; open it again to go on. Please report this line."
        )
        self._exit_renderables.append(Text(said))
        self._close_messages_no_wait()


def _make_place(digit: str) -> Place | None:
    """A place, its module imported only when it is first asked for; None where there is no such place."""
    if digit == "1":
        return TodayPlace()
    if digit == "2":
        from companion.tui.screens.experiments import ExperimentsPlace

        return ExperimentsPlace()
    if digit == "3":
        from companion.tui.screens.journal import JournalPlace

        return JournalPlace()
    if digit == "4":
        from companion.tui.screens.progress import ProgressPlace

        return ProgressPlace()
    if digit == "5":
        from companion.tui.screens.library import LibraryPlace

        return LibraryPlace()
    return None
