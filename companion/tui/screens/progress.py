"""Progress: the streak, the year day by day, and what it adds up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType

from companion.coach.views import Progress
from companion.domain.cards import NO_THEME, THEMES
from companion.domain.phrases import short_date, short_day, standing_line, streak_line
from companion.domain.standing import Standing
from companion.tui.heatmap import Heatmap, weeks_in_band
from companion.tui.ink import Block
from companion.tui.progress_view import entry_block, legend, levels_block, outcomes_block, streak_block, themes_block
from companion.tui.screens.place import Place, binding

_NOTHING: dict[Standing | None, str] = {
    Standing.REST: "A rest day.",
    Standing.FREE: "Nothing was due.",
    Standing.OPEN: "Open; nothing is recorded yet.",
}


class ProgressPlace(Place):
    """What has been counted so far. The cursor moves over days; nothing here is to be filled in."""

    digit = "4"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("left", "weeks(-1)", "week before", "The same day a week before", show=False),
        binding("right", "weeks(1)", "week after", "The same day a week after", show=False),
        binding("enter", "open", "open", "Open the day: everything recorded for it"),
        binding("y", "why", "why", "Why the streak is what it is, day by day"),
        binding("r", "settle", "settle", "Settle a missed or open day: the chosen one, or the latest"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._map: Heatmap | None = None
        self._moved = False
        self._seen: object = None

    def blocks(self) -> list[Block]:
        """The streak, the days, the chosen day, and what it all adds up to."""
        progress = self._read()
        if not progress.days or self._map is None:
            empty = Block("streak", self.measure.width, active=True)
            return [empty.text(streak_line(progress.streak))]
        measure = self.measure
        glyph = self.companion.settings.glyph
        balance = [(theme, glyph(theme), count) for theme, count in self.companion.coach.balance(progress)]
        return [
            streak_block(progress, measure),
            *self._map.blocks(measure),
            self._day_block(self._map.cursor),
            legend("".join(map(glyph, (*THEMES, NO_THEME))), measure),
            themes_block(balance, measure),
            outcomes_block(progress, measure),
            levels_block(progress, measure),
        ]

    def keys(self) -> list[str]:
        """Moving over days, and what explains or mends them."""
        progress = self._read()
        if not progress.days:
            return ["place('1')", "undo", "help", "leave"]
        settle = ["settle"] if progress.misses or progress.open_day else []
        return ["days", "open", "why", *settle, "help", "leave"]

    def word(self, action: str, usual: str) -> str:
        """What is asked why of is the streak."""
        streak = self._read().streak.streak if action == "why" else 0
        return f"why {streak} {'day' if streak == 1 else 'days'}" if streak else usual

    def on_screen_resume(self) -> None:
        """Shown again: whatever has been recorded meanwhile is counted."""
        self._progress, self._moved = None, False
        self.body.scroll_home(animate=False)
        self.redraw()

    def redraw(self, follow: bool = True) -> None:
        """The streak is what is seen first; once the cursor has moved, it is what stays in view."""
        super().redraw(follow and self._moved)

    def action_undo(self) -> None:
        """Take back the last act."""
        self._progress = None
        super().action_undo()

    # Moving over days

    def action_move(self, step: int) -> None:
        """A day before or after."""
        self._move(step)

    def action_weeks(self, step: int) -> None:
        """The same day of another week."""
        self._move(7 * step)

    def action_page(self, step: int) -> None:
        """Half a year; at the latest day, down to what it adds up to."""
        days = weeks_in_band(self.measure) * 7
        latest = self._map is None or self._map.cursor == self._map.last
        if (step > 0 and latest) or (step < 0 and self.body.scroll_y > 0):
            super().action_page(step)
        else:
            self._move(days * step)

    def _move(self, days: int) -> None:
        heat = self._map
        if heat is None:
            return
        earliest = self._read().days[0].day
        self._choose(min(max(heat.cursor + timedelta(days=days), earliest), heat.last))

    def _choose(self, day: date) -> None:
        if self._map is None:
            return
        self._map, self._moved = replace(self._map, cursor=day), True
        theme = self._map.themes.get(day, "")
        name = (self.companion.coach.theme(theme) or NO_THEME).title if theme else ""
        self.voice = standing_line(day, self._map.standings.get(day), name, self._read().today)
        self.redraw()

    def clicked(self, action: str, cell: int) -> None:
        """A day was clicked."""
        if self._map and (day := self._map.day_at(action, cell - self.measure.bar - 2, self.measure)):
            self._choose(max(self._read().days[0].day, min(day, self._map.last)))

    def action_open(self) -> None:
        """Everything recorded for the chosen day."""
        from companion.tui.screens.pages import DayPage

        if self._map:
            self.companion.push_screen(DayPage(self._map.cursor))

    def action_why(self) -> None:
        """The reasoning, day by day."""
        from companion.tui.screens.pages import WhyPage

        if self._map:
            self.companion.push_screen(WhyPage())

    def action_settle(self) -> None:
        """Back to today's page, which asks about the missed day."""
        progress = self._read()
        found = [miss for miss in (*progress.misses, progress.open_day) if miss]
        if not found:
            self.say("There is nothing to settle.")
            return
        chosen = [miss for miss in found if self._map and miss.day == self._map.cursor]
        self.companion.settle((chosen or found)[0])

    # Inside

    def _read(self) -> Progress:
        """The progress, reckoned once; the cursor stays where it was."""
        seen = self.companion.coach.seen()
        stale = self._progress and (seen is not self._seen or self._progress.today != self.companion.coach.day())
        if self._progress is None or stale:
            self._seen = seen
            found = self._progress = self.companion.coach.progress()
            standings: dict[date, Standing] = {one.day: one.standing for one in found.days}
            cursor = self._map.cursor if self._map and self._map.today == found.today else found.today
            heat = Heatmap(standings, found.themes, found.today, cursor, self._glyph)
            self._map = heat if found.days else None
        return self._progress

    def _day_block(self, day: date) -> Block:
        entries = [entry for entry in self.companion.coach.of_day(day) if entry.kind != "decided"]
        this_year = day.year == self._read().today.year
        label = short_day(day) if this_year else f"{short_date(day)} {day.year}"
        standing = self._map.standings.get(day) if self._map else None
        return entry_block(label, entries, self._glyph, self.measure, _NOTHING.get(standing, "Nothing was recorded."))

    def _glyph(self, theme: str) -> str:
        return self.companion.settings.glyph(self.companion.coach.theme(theme) or NO_THEME)
