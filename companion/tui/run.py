"""From `companion` in a terminal to the page, and back to the shell with the right exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from companion.coach.views import Misuse
from companion.compose import build_coach, zone_trouble
from companion.crash import report_crash
from companion.journal.errors import JournalError
from companion.packs.library import LibraryError
from companion.places import Places
from companion.text import clean

if TYPE_CHECKING:
    from textual.screen import Screen

_WAIT = 1.0
"""Seconds that a write waits for another copy; a person is looking at the screen meanwhile."""


def run_full_screen(guide: str = "") -> int:
    """Open the full screen, on a guide where one is named; returns the exit code, 2 for a name that there is not."""
    sys.excepthook = report_crash
    try:
        places = Places.from_environment(os.environ)
        coach = build_coach(places, wait=_WAIT)
        ref = coach.guide(guide).ref if guide else ""
    except (JournalError, LibraryError, OSError, Misuse) as error:
        sys.stderr.write(f"{clean(str(error))}\n")
        return 2 if isinstance(error, Misuse) else 1
    from companion.tui.app import CompanionApp
    from companion.tui.settings import Settings
    from companion.tui.themes import LAMPLIGHT, PAPER

    settings = Settings(places.config)
    settings.trouble = zone_trouble()
    plain = bool(os.environ.get("NO_COLOR"))
    if not plain:
        os.environ.pop("NO_COLOR", None)  # set and empty means nothing, and Textual would read it as grey
    if not settings.theme_is_chosen and not plain:
        from companion.tui.background import background_is_light

        settings.keep_theme(PAPER if background_is_light() else LAMPLIGHT)
    app = CompanionApp(coach, settings, plain, _opening(ref) if ref else None)
    app.run()
    from companion.prompt import renew_status

    renew_status(coach, places)
    coach.keep()
    return app.return_code or 0


def _opening(guide: str) -> Callable[[], Screen[None]]:
    from companion.tui.screens.guide_page import GuidePage  # few starts open on one

    return partial(GuidePage, guide)
