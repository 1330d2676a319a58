"""The heatmap: half a year a band, two cells a week, Monday on top; a day is known by its mark, not by colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content, Span

from companion.domain.phrases import MARKS, month, weekday
from companion.domain.standing import Standing
from companion.text import clean
from companion.tui.ink import FAINT, INK, SOFT, Block, Row, accent, ink
from companion.tui.measure import Measure

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_WIDE_WEEKS, _NARROW_WEEKS = 27, 18
_CELLS = 2
_MONTH_ROOM = 3
_LABELLED = (0, 2, 4, 6)


@dataclass(frozen=True, slots=True)
class Heatmap:
    """What there is to draw: standings and themes by day, the cursor, and a theme's mark."""

    standings: Mapping[date, Standing]
    themes: Mapping[date, str]
    today: date
    cursor: date
    glyph: Callable[[str], str]

    @property
    def last(self) -> date:
        """Today; a clock that has gone back leaves later days."""
        return max(self.today, max(self.standings, default=self.today))

    def first_monday(self, band: int, measure: Measure) -> date:
        """The Monday that a band begins with; band 0 ends with the latest week there is."""
        monday = self.last - timedelta(days=self.last.weekday())
        return monday - _WEEK * (weeks_in_band(measure) * (band + 1) - 1)

    def band_of(self, day: date, measure: Measure) -> int:
        """Which band a day is in, counted back from the latest."""
        monday = self.last - timedelta(days=self.last.weekday())
        weeks = (monday - (day - timedelta(days=day.weekday()))) // _WEEK
        return max(0, weeks) // weeks_in_band(measure)

    def blocks(self, measure: Measure) -> list[Block]:
        """The band of the cursor; both halves of its year where there is room."""
        band = self.band_of(self.cursor, measure)
        if not (measure.tall and measure.labelled):
            return [self._band(band, measure, active=True)]
        older = band | 1
        begun = min(self.standings, default=self.today)
        halves = [older, older - 1] if band == older or self.first_monday(older - 1, measure) > begun else [older - 1]
        return [self._band(one, measure, active=one == band) for one in halves]

    def day_at(self, action: str, cell: int, measure: Measure) -> date | None:
        """The day that was clicked: the row's action, and how many cells right of the text; None beside the days."""
        name, _, where = action.partition(":")
        if name != "day" or not 0 <= cell <= weeks_in_band(measure) * _CELLS:
            return None
        band, offset = map(int, where.split(","))
        column = min((cell - 1) // _CELLS if cell else 0, weeks_in_band(measure) - 1)
        return self.first_monday(band, measure) + _WEEK * column + _DAY * offset

    def _band(self, band: int, measure: Measure, active: bool) -> Block:
        first, weeks = self.first_monday(band, measure), weeks_in_band(measure)
        theme = self.themes.get(self.cursor, "")
        block = Block("", measure.width, active=active, colour=accent(theme))
        year = str(first.year) if first.year != self.today.year else ""
        block.rows.append(Row(ink(_months(first, weeks), SOFT), label=year))
        for offset in range(7):
            days = [first + _WEEK * column + _DAY * offset for column in range(weeks)]
            label = weekday(days[0])[:3] if offset in _LABELLED else ""
            block.rows.append(Row(self._row(days), f"day:{band},{offset}", label))
        return block

    def _row(self, days: list[date]) -> Content:
        """One weekday of every week; the day of the cursor stands in brackets, in the gaps between the cells."""
        marks = [self._mark(day) for day in days]
        text = " " + " ".join(mark for mark, _ in marks) + " "
        # Spans, and not pieces put together: a year has some four hundred cells, and each key draws them anew.
        spans = [Span(0, len(text), SOFT)]
        spans += [Span(1 + _CELLS * at, 2 + _CELLS * at, style) for at, (_, style) in enumerate(marks) if style != SOFT]
        if self.cursor in days:
            at = _CELLS * days.index(self.cursor)
            text = f"{text[:at]}({text[at + 1]}){text[at + 3 :]}"
            spans += [Span(at, at + 1, f"bold {INK}"), Span(at + 2, at + 3, f"bold {INK}")]
        return Content(text, spans=spans)

    def _mark(self, day: date) -> tuple[str, str]:
        """A day's one character and its style."""
        standing = self.standings.get(day)
        theme = self.themes.get(day, "")
        if standing is Standing.DONE:
            return clean(self.glyph(theme)), accent(theme) if day == self.cursor else SOFT
        usual = SOFT if standing is Standing.OPEN else FAINT
        return MARKS[standing] if standing else " ", INK if day == self.cursor else usual


def weeks_in_band(measure: Measure) -> int:
    """How many weeks one band holds at this size; without labels its last month or bracket may stand in the margin."""
    room = (measure.width - _MONTH_ROOM if measure.labelled else measure.width) // _CELLS
    return max(1, min(_WIDE_WEEKS if measure.labelled else _NARROW_WEEKS, room))


def _months(first: date, weeks: int) -> str:
    """The months' names over the weeks in which they begin, where there is room for them."""
    line = [" "] * (weeks * _CELLS + _MONTH_ROOM + 1)
    free = 0
    for column in range(weeks):
        sunday = first + _WEEK * column + 6 * _DAY
        begins = sunday.day <= 7 or column == 0
        at = 1 + column * _CELLS
        crowded = column == 0 and any((sunday + _WEEK * ahead).day <= 7 for ahead in (1, 2))
        if begins and at >= free and not crowded:
            line[at : at + _MONTH_ROOM] = month(sunday.month)
            free = at + _MONTH_ROOM + 1
    return "".join(line).rstrip()
