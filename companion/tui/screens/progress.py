"""Progress: the streak in large figures, until when nothing is lost, and the last four weeks."""

from __future__ import annotations

from datetime import date, timedelta

from textual.content import Content

from companion.domain.cards import NO_THEME, THEMES, Theme
from companion.domain.phrases import long_day, number, plural, short_day, weekday
from companion.domain.standing import Standing
from companion.tui.ink import FAINT, INK, SOFT, Block, Row, accent, ink
from companion.tui.screens.place import Place
from companion.views import Progress

_FIGURES = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "┌─┘", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─┐", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
}
_WEEKS = 4
_MARKS = {
    Standing.AWAY: "–",
    Standing.REST: " ",
    Standing.RESERVE: "+",
    Standing.OPEN: "_",
    Standing.MISSED: "·",
}
_KEY = "done  _ open  · missed  blank: rest"


class ProgressPlace(Place):
    """What has been counted so far; nothing here is to be filled in."""

    digit = "4"

    def blocks(self) -> list[Block]:
        """The streak, the weeks, and what the marks mean."""
        progress = self.companion.coach.progress()
        if not progress.days:
            empty = Block("streak", self.measure.width, active=True)
            return [empty.text("Nothing to count yet. What you try first will be the first mark.")]
        return [self._streak(progress), self._weeks(progress), self._legend()]

    def keys(self) -> list[str]:
        """Little to do here."""
        return ["place('1')", "undo", "help", "leave"]

    def _streak(self, progress: Progress) -> Block:
        streak = progress.streak
        block = Block("streak", self.measure.width, active=True)
        large, words = str(streak.streak), "day" if streak.streak == 1 else "days"
        lines = [f"best {number(streak.best)} · {number(streak.total)} in all", _until(progress)]
        if not streak.streak:
            large, words = str(streak.total), plural(streak.total, "day").split()[-1] + " in all"
            lines[0] = f"best {number(streak.best)}"
        beside = [ink(words, f"bold {INK}"), ink(lines[0], SOFT), ink(lines[1], SOFT)]
        if not self.measure.labelled:
            block.text(f"{large} {words}", f"bold {INK}").text(lines[0], SOFT)
            return block.text(lines[1], SOFT) if lines[1] else block
        for row in range(3):
            figures = " ".join(_FIGURES[figure][row] for figure in large)
            room = Content.assemble(ink(f"{figures}  "), beside[row]).truncate(block.width, ellipsis=True)
            block.rows.append(Row(room))
        return block

    def _weeks(self, progress: Progress) -> Block:
        monday = progress.today - timedelta(days=progress.today.weekday())
        first = monday - timedelta(weeks=_WEEKS - 1)
        standing = {one.day: one.standing for one in progress.days}
        block = Block("weeks", self.measure.width)
        starts = [first + timedelta(weeks=week) for week in range(_WEEKS)]
        block.text(" ".join(f"{start.day:>2} {short_day(start)[-3:]} " for start in starts).rstrip(), SOFT)
        for offset in range(7):
            marks = [
                self._mark(day, standing.get(day), progress)
                for day in (start + timedelta(days=offset) for start in starts)
            ]
            name = weekday(first + timedelta(days=offset))[:3]
            lead = "" if self.measure.labelled else f"{name} "
            block.rows.append(Row(Content.assemble(ink(lead, SOFT), *marks), label=name))
        return block

    def _mark(self, day: date, standing: Standing | None, progress: Progress) -> Content:
        theme = progress.themes.get(day, "")
        if standing is Standing.DONE:
            colour = accent(theme) if day == progress.today else SOFT
            mark = ink(self._glyph(self.companion.coach.theme(theme) or NO_THEME), colour)
        else:
            mark = ink(_MARKS[standing] if standing else " ", FAINT)
        around = ("(", ")") if day == progress.today else (" ", " ")
        return Content.assemble(ink(f" {around[0]}", INK), mark, ink(f"{around[1]}    ", INK))

    def _glyph(self, theme: Theme) -> str:
        return self.companion.settings.glyph(theme)

    def _legend(self) -> Block:
        glyphs = "".join(map(self._glyph, (*THEMES, NO_THEME)))
        return Block("key", self.measure.width).text(f"{glyphs} {_KEY}  ( ) today", SOFT)


def _until(progress: Progress) -> str:
    if progress.lost_from is None:
        return ""
    day = (
        weekday(progress.lost_from) if (progress.lost_from - progress.today).days < 7 else long_day(progress.lost_from)
    )
    return f"Nothing is lost before {day} {progress.day_start}."
