"""Putting the rules to a whole history: its cadence, its streak, and what is at stake."""

from __future__ import annotations

from datetime import date, timedelta

from companion.domain.cadence import Cadence
from companion.domain.history import History
from companion.domain.streak import DayStanding, Standing, Streak, last_counted, standing_of, standings, streak_of

_ONE = timedelta(days=1)
_HORIZON = 366 * 2


class Reckoning:
    """The day cadence and the streak of a history on one day."""

    def __init__(self, history: History, today: date) -> None:
        self.today = today
        self.done = history.done_days()
        until = max(today, *self.done) if self.done else today
        self.cadence = Cadence(history.cadences.values(), until + timedelta(days=_HORIZON))
        self.asked = last_counted(today, self.cadence)

    def days(self) -> list[DayStanding]:
        """Every day's standing, from the first trial on."""
        return standings(self.done, self.cadence, self.today)

    def streak(self) -> Streak:
        """The streak, best, total and today's standing."""
        standing = standing_of(self.today, self.done, self.cadence, self.today, self.asked)
        return streak_of(self.days(), standing)

    def next_counted(self, after: date) -> date | None:
        """The first day after this one that counts; None within two years."""
        found = (after + timedelta(days=ahead) for ahead in range(1, _HORIZON))
        return next((day for day in found if self.cadence.counts(day)), None)

    def lost_from(self) -> date | None:
        """The first day on whose beginning the streak breaks if nothing more is tried; None with nothing to lose.

        An undone day stays open while it is the latest counted day before today, so it is missed on the
        day after the counted day that follows it. Only a day after the run's first trial can break it.
        """
        first = None
        for entry in self.days():
            if entry.standing is Standing.MISSED:
                first = None
            elif entry.standing is Standing.DONE and first is None:
                first = entry.day
        if first is None:
            return None
        day = self.next_counted(max((self.asked or self.today) - _ONE, first))
        while day and day in self.done:
            day = self.next_counted(day)
        closing = self.next_counted(day) if day else None
        return closing + _ONE if closing else None
