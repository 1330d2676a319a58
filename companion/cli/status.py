"""The one line for a prompt: its fields, and keeping it where `companion.quick` finds it.

Without argparse or a terminal library, so that either front end can renew it once it has recorded something.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from companion.cli import plain, shapes
from companion.coach import Coach
from companion.domain.days import DAY_START, DAY_START_TEXT, parse_day_start
from companion.journal.errors import JournalError
from companion.places import Places
from companion.quick import journal_stamp, keep_status
from companion.views import Page

_MINUTE = timedelta(minutes=1)


def status_fields(page: Page) -> dict[str, Any]:
    """What `companion status` can say."""
    return shapes.streak_json(page.streak) | {"open": len(page.open)}


def keep_answer(coach: Coach, places: Places, stamp: str, page: Page) -> None:
    """Keep the answer that this page gives; `stamp` is from before the page was made, "" where there is none."""
    if not stamp or coach.troubles:
        return
    try:
        start = parse_day_start(coach.settings().get("day-start", DAY_START_TEXT))
    except ValueError:  # written by hand; the page does without it too
        start = DAY_START
    fields = {name: str(value) for name, value in status_fields(page).items()}
    line = plain.status_text(page.streak)
    keep_status(places, stamp, page.day.isoformat(), start // _MINUTE, line, fields)


def renew_status(coach: Coach, places: Places) -> None:
    """Keep the answer as it is now, so that the next prompt need not load the house; where that fails, it will."""
    try:
        stamp = journal_stamp(places)
        keep_answer(coach, places, stamp, coach.today())
    except (OSError, JournalError):
        return
