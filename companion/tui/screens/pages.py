"""Pages over a place that Esc closes: a day as it was recorded, and why the streak is what it is."""

from __future__ import annotations

from datetime import date

from companion.coach.views import Entry
from companion.domain.explain import Reason, run_of
from companion.domain.phrases import long_day, lost_line, miss_line, plural, reserves_line, short_day, streak_line
from companion.tui.ink import INK, SOFT, Block, ink
from companion.tui.screens.place import Place

_MOST_DAYS = 120


class Page(Place):
    """Something to read over the place it belongs to."""

    def keys(self) -> list[str]:
        """Only the way back."""
        return ["back", "help", "leave"]

    def action_back(self) -> None:
        """Close."""
        self.dismiss()

    def action_place(self, digit: str) -> None:
        """Close, then go there."""
        self.dismiss()
        self.companion.go(digit)


class DayPage(Page):
    """Everything recorded for one day, whole."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def blocks(self) -> list[Block]:
        """One section an entry, under the date."""
        width = self.measure.width
        title = Block("", width).text(f"{long_day(self._day)} {self._day.year}", f"bold {INK}")
        entries = self.companion.coach.of_day(self._day)
        if not entries:
            return [title.text("Nothing was recorded for this day.", SOFT)]
        return [title, *[self._entry(entry) for entry in entries]]

    def _entry(self, entry: Entry) -> Block:
        block = Block(entry.kind, self.measure.width)
        if entry.aside and entry.kind != "planned":
            block.text(entry.aside, SOFT)
        block.text(entry.text)
        return block.text(entry.aside, SOFT) if entry.aside and entry.kind == "planned" else block


class WhyPage(Page):
    """The reasoning behind the streak, the latest day first."""

    def blocks(self) -> list[Block]:
        """The number and what counts; what can be settled; then day by day back to the last break."""
        width, progress = self.measure.width, self.companion.coach.progress()
        streak = Block("streak", width).text(streak_line(progress.streak), f"bold {INK}")
        streak.text(reserves_line(progress.streak), SOFT).text(progress.counting, SOFT)
        if progress.lost_from:
            streak.text(lost_line(progress.lost_from, progress.today, progress.day_start), SOFT)
        blocks = [streak]
        if progress.misses:
            others = len(progress.misses) - 1
            more = f" So can {plural(others, 'more day')}." if others else ""
            first = miss_line(progress.misses[0], progress.today)
            blocks.append(Block("to settle", width).text(f"{first}{more} Esc, then r asks about it."))
        run = list(run_of(self.companion.coach.why()))
        shown = run[-_MOST_DAYS:]
        days = Block("days", width)
        for one in reversed(shown):
            self._day(days, one)
        if len(run) > len(shown):
            days.text(
                f"So it goes on for {len(run) - len(shown)} days more; `companion streak --why` shows them.", SOFT
            )
        return [*blocks, days]

    def _day(self, block: Block, one: Reason) -> None:
        label = short_day(one.day)
        lead = f"{one.run or '':>4}  {one.standing.value:<8} "
        if self.measure.labelled:
            block.content(ink(one.because, SOFT), first=lead, indent=" " * len(lead), label=label)
        else:
            block.content(ink(f"{label}: {one.standing.value}. {one.because}", SOFT))
