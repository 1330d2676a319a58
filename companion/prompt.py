"""The one line for a prompt: its fields, and keeping it where `companion.quick` finds it.

Without argparse or a terminal library, so that either front end can renew it once it has recorded something.
"""

from __future__ import annotations

from datetime import timedelta

from companion.coach.coach import Coach
from companion.coach.views import Page
from companion.domain.days import DAY_START, DAY_START_TEXT, parse_day_start
from companion.domain.phrases import MARKS, status_line, status_short
from companion.journal.errors import JournalError
from companion.places import Places
from companion.quick import journal_stamp, keep_status

_MINUTE = timedelta(minutes=1)


def status_fields(page: Page) -> dict[str, str]:
    """What `status --format` can name: the streak's numbers (`consistency` in per cent, without the sign), today's
    standing and its `mark`, how many experiments are open, a `short` form, and the `line` that is the default."""
    streak = page.streak
    return {
        "streak": str(streak.streak),
        "best": str(streak.best),
        "total": str(streak.total),
        "weeks": str(streak.weeks),
        "reserves": str(streak.reserves),
        "consistency": str(round(100 * streak.consistency)),
        "today": streak.today.value,
        "mark": MARKS[streak.today],
        "open": str(len(page.open)),
        "short": status_short(streak),
        "line": status_line(streak),
    }


def keep_answer(coach: Coach, places: Places, stamp: str, page: Page) -> None:
    """Keep the answer that this page gives; `stamp` is from before the page was made, "" where there is none."""
    if not stamp or coach.troubles:
        return
    try:
        start = parse_day_start(coach.settings().get("day-start", DAY_START_TEXT))
    except ValueError:  # written by hand; the page does without it too
        start = DAY_START
    fields = status_fields(page)
    keep_status(places, stamp, page.day.isoformat(), start // _MINUTE, fields["line"], fields)


def renew_status(coach: Coach, places: Places) -> None:
    """Keep the answer as it is now, so that the next prompt need not load the house; where that fails, it will."""
    try:
        stamp = journal_stamp(places)
        keep_answer(coach, places, stamp, coach.today())
    except (OSError, JournalError):
        return
