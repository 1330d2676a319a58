"""Holding a guide: which step is under way, its clock, breaks, and the agenda; its page says what a step shows."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from companion.coach.views import Misuse
from companion.domain.cards import NO_THEME, Theme
from companion.domain.entries import Guide, GuideStep
from companion.domain.guide_words import Run, clock_line, is_late, is_up, step_line, up_line
from companion.journal.errors import JournalError
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block, accent, ink
from companion.tui.screens.place import binding
from companion.tui.screens.typing_place import TypingPlace
from companion.tui.widgets.column import Column

_SECOND = 1.0
_FEW_ROWS, _FEWER_ROWS = 14, 10
"""Rows below which a step's title, and then its clock, leave their place to its lines."""
_UNKEPT = "Your place is not on disk; it stays on this screen."


class Holding(TypingPlace):
    """One guide, by its ref. Subclasses give `blocks()`, and draw the first line in `arrived()`.

    Esc shows the agenda, then closes; the clock goes on meanwhile, and for the rest of the day.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("right", "step(1)", "next", "The next step"),
        binding("left", "step(-1)", "step before", "The step before"),
        binding("space", "pause", "break", "Stop the clock for a break in the room, or let it go on"),
        binding("b", "anew", "begin anew", "On the agenda: begin this guide anew; what was captured stays"),
    ]

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref, self.missing = ref, ""
        self.guide = Guide("", "", "", "", 0, ())
        self.held: Run | None = None
        self.reading = True
        self._told: set[str] = set()
        self._heading, self._left = Column(), Column()

    def compose(self) -> ComposeResult:
        """The step and its clock stand still above what scrolls."""
        yield self._masthead
        yield self._heading
        yield self._left
        yield self.body
        yield self._footing

    def on_mount(self) -> None:
        """Go on where the guide was left today, else say what it is for."""
        coach = self.companion.coach
        try:
            self.guide = coach.guide(self.ref)
        except Misuse as error:
            self.missing = str(error)
        self.held = coach.guide_run(self.guide)
        self.reading = self.held is None
        self.set_interval(_SECOND, self.tick)
        self._arrive()
        if self.held:
            since = "; the clock has gone on" if self.held.since else ""
            self.say(f"Begun at {self.held.begun.astimezone():%H:%M}{since}. Esc, b begins anew.")

    # Where it stands

    @property
    def step(self) -> GuideStep | None:
        """The step on the screen; None for the agenda and the end."""
        if self.reading or self.held is None or self.held.ended:
            return None
        return self.guide.steps[self.number]

    @property
    def number(self) -> int:
        """The place of the step under way, from 0; of the last one, at the end."""
        held = self.held
        return next((number for number, step in enumerate(self.guide.steps) if held and step.id == held.step), 0)

    @property
    def theme(self) -> Theme:
        """The guide's theme."""
        return self.companion.coach.theme(self.guide.theme) or NO_THEME

    def accent_theme(self) -> str:
        """The guide's theme, for the field."""
        return self.guide.theme

    def step_name(self) -> str:
        """Which step, for screens without labels."""
        return f"{self.number + 1}/{len(self.guide.steps)}" if self.step else "guide"

    # Drawing

    def arrived(self) -> None:
        """Another step, the end or the agenda is about to be drawn."""

    def titled(self, words: str) -> Content:
        """A title, after the mark of the guide's theme."""
        glyph = f"{self.companion.settings.glyph(self.theme)} " if self.guide.theme else ""
        return Content.assemble(ink(glyph, accent(self.guide.theme)), ink(one_line(words), f"bold {INK}"))

    def redraw(self, follow: bool = True) -> None:
        """The step and its clock, then the rest."""
        if not self.is_mounted or self.size.width == 0:
            return
        step, measure = self.step, self.measure
        self._heading.display = step is not None and measure.rows >= _FEW_ROWS
        self._left.display = step is not None and measure.rows >= _FEWER_ROWS
        self._left.styles.padding = (0, 0, 1 if measure.rows >= _FEW_ROWS else 0, 0)
        if step:
            label = f"step {self.number + 1} of {len(self.guide.steps)}"
            self._heading.show([Block(label, measure.width).content(self.titled(step.title))], measure)
        self._draw_clock()
        super().redraw(follow)

    def more(self) -> tuple[bool, bool]:
        """By the room there is now: where a title comes or goes, the body's own measure follows too late."""
        top, height = self.body.scroll_y, self.body.size.height
        return top > 0, top + height < self.body.virtual_size.height

    def _draw_clock(self) -> None:
        if self.step and self.held:
            now = self.companion.coach.now()
            over = is_up(self.step, self.held, now) or is_late(self.guide, self.held, now)
            line = clock_line(self.guide, self.step, self.held, now)
            self._left.show([Block("", self.measure.width).text(line, f"bold {INK}" if over else SOFT)], self.measure)

    def tick(self) -> None:
        """A second has passed: only the clock's line is drawn, and once a step's time is up, that is said."""
        step, held = self.step, self.held
        if step is None or held is None:
            return
        self._draw_clock()
        if step.id not in self._told and is_up(step, held, self.companion.coach.now()):
            self._told.add(step.id)
            self.say(up_line(step))

    # Moving through it

    def _arrive(self) -> None:
        if self.step and self.held and is_up(self.step, self.held, self.companion.coach.now()):
            self._told.add(self.step.id)  # what is up already need not be said again
        self.arrived()
        self.redraw()

    def _keep(self, held: Run, said: str) -> None:
        """Go on as this run has it; a disk that is full stops nobody in a room."""
        self.held = held
        try:
            self.companion.coach.keep_guide_run(self.guide, held)
        except JournalError:
            said = _UNKEPT
        self.say(said)

    def begin(self) -> None:
        """Hold the guide from its first step on."""
        if self.guide.steps:
            self.reading, self._told = False, set()
            first, count = self.guide.steps[0], len(self.guide.steps)
            self._keep(self.companion.coach.begin_guide(self.guide), step_line(first, 1, count))
            self._arrive()

    def action_anew(self) -> None:
        """On the agenda, begin again at the first step; what was captured stays."""
        if self.held and self.reading:
            self.begin()

    def go_on(self) -> None:
        """From the agenda back to where it was left."""
        self.reading = False
        self._arrive()

    def action_step(self, ahead: int) -> None:
        """The next step or the one before; after the last one comes the end."""
        held, steps, now = self.held, self.guide.steps, self.companion.coach.now()
        if held is None or self.reading or (held.ended and ahead > 0):
            return
        at = self.number + (0 if held.ended else ahead)
        if at < 0:
            self.say("This is the first step. Esc shows the agenda.")
            return
        if at < len(steps):
            self._keep(held.turn(steps[at].id, now), step_line(steps[at], at + 1, len(steps)))
        else:
            self._keep(held.finish(now), "That was the last step. This is what came of it.")
        self._arrive()

    def action_pause(self) -> None:
        """A break in the room, and its end."""
        if self.step and self.held:
            held = self.held.pause(self.companion.coach.now())
            self._keep(held, "The clock goes on." if held.since else "A break: the clock stands still. Space goes on.")
            self.redraw()

    def action_back(self) -> None:
        """To the agenda, then close; the clock goes on."""
        if self.reading:
            self.dismiss()
            return
        self.reading = True
        self._arrive()
        self.say("The agenda. The clock goes on." if self.held and self.held.since else "The agenda.")

    def action_place(self, digit: str) -> None:
        """Close, then go there; the words stay, and so does the step."""
        self.keep_words()
        self.dismiss()
        self.companion.go(digit)

    def put_away(self) -> None:
        """Close; the guide begins anew the next time."""
        with suppress(JournalError):
            self.companion.coach.keep_guide_run(self.guide, None)
        self.dismiss()
