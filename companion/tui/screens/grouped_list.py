"""A list in groups whose names hang in the margin: a group is one section, and its lines are the choices in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from companion.coach.views import Misuse, Refused
from companion.domain.cards import NO_THEME
from companion.domain.entries import Heading
from companion.journal.errors import JournalError
from companion.tui.form import Form
from companion.tui.ink import SOFT, Block, Row, accent, ink
from companion.tui.library_view import Line, line_rows
from companion.tui.screens.labelled_list import LabelledList
from companion.tui.screens.list_place import ListPlace
from companion.tui.screens.place import binding
from companion.tui.voice import fitting

_TAIL = "tail"


class GroupedList(LabelledList[Line]):
    """Subclasses give `lines()`, and what opening one does; `state()` tells when the lines have to be made anew.

    The lines of a group stand together.
    """

    query_text = ""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._groups: dict[str, tuple[int, int]] = {}
        self._titled, self._refusal = "", ""
        self._lines_for: object = None
        self._headings: tuple[Heading, ...] = ()
        self._headings_of: object = None

    # What it lists

    def lines(self) -> Sequence[Line]:
        """Everything in the list, group after group."""
        raise NotImplementedError

    def state(self) -> tuple[object, ...]:
        """What the lines are made of: the records, the library and the day, by what tells one from another."""
        coach = self.companion.coach
        return coach.seen(), coach.library(), coach.day()

    def listed(self) -> Sequence[Line]:
        """The lines, made once for each state."""
        state = self.state()
        if state != self._lines_for:
            self._lines, self._lines_for = self.lines(), state
            self._groups = {}
            for at, line in enumerate(self._lines):
                self._groups[line.group] = self._groups.get(line.group, (at, 0))[0], at + 1
            self.forget_drawn()
        return self._lines

    def label_of(self, index: int) -> Hashable:
        """Its group."""
        return self.items()[index].group

    def headings(self, pack: str = "") -> Sequence[Heading]:
        """Every entry of a pack, or of all of them; read once for each library."""
        library = self.companion.coach.library()
        if library is not self._headings_of:
            self._headings, self._headings_of = tuple(self.companion.coach.headings(pack)), library
        return self._headings

    def identity(self, item: Line) -> Hashable:
        """What stays of a line when its words change."""
        return item.group, item.key

    def tail(self) -> list[Block]:
        """What stands below the list."""
        return []

    def glyph(self, theme: str) -> str:
        """A theme's mark, "" for none."""
        found = self.companion.coach.theme(theme)
        return self.companion.settings.glyph(found or NO_THEME) if theme else ""

    # Drawing

    def item_block(self, index: int, active: bool) -> Block:
        """One line, and below it what it opens in its place."""
        line = self.items()[index]
        block = Block(line.group, self.measure.width, active=active, colour=accent(line.theme))
        line_rows(block, line, active, f"item:{index}", self.measure, self.query_text)
        below = Block("", max(1, block.width - 2))
        if self.is_opened(line):
            self.open_rows(below, line)
        if active and self._refusal:
            below.text(self._refusal)
        block.rows += [Row(ink("  ") + row.content, f"item:{index}") for row in below.rows]
        return block

    def open_rows(self, block: Block, line: Line) -> None:
        """Add what a line that was opened in its place shows."""

    def blocks(self) -> list[Block]:
        """The head, the groups around the chosen line, and at the end what stands below."""
        found = super().blocks()
        if not self.items():
            return found
        shown = self._last - self._start
        joined, drawn = found[: len(found) - shown], found[len(found) - shown :]
        self._titled = joined[0].label if joined else self._titled
        for index, block in enumerate(drawn, self._start):
            label, first = block.label, self._is_first(index)
            if first or index == self._start:
                named = label if first else ""
                joined.append(Block(named, block.width, rows=self._named(named)))
            if block.active:
                joined[-1].active, joined[-1].colour = True, block.colour
            far = not first and self.is_labelled(index)
            joined[-1].rows += [replace(block.rows[0], label=label), *block.rows[1:]] if far else block.rows
        tail = self.tail() if self._last == len(self.items()) else []
        for block in tail:
            block.rows = [replace(row, action=_TAIL) for row in block.rows]
        return [*joined, *tail]

    def _named(self, label: str) -> list[Row]:
        """On a narrow screen the group's name stands above it."""
        return [] if self.measure.labelled or not label else [Row(ink(label, SOFT))]

    def redraw(self, follow: bool = True) -> None:
        """What has to be in view is the chosen line, not its whole group; with the last one, what stands below too."""
        super().redraw(follow)
        found = self.column.lines_of(self.chosen())
        if found:
            below = self.column.lines_of(_TAIL) if self.cursor == len(self.items()) - 1 else None
            self.column.span = (found[0], below[1] if below else found[1])

    def chosen(self) -> str:
        """The chosen line."""
        return f"item:{self.cursor}"

    def spoken(self, index: int) -> str:
        """What is said of the chosen line and its place in its group, as far as there is room for it."""
        line = self.items()[index]
        theme = self.companion.coach.theme(line.theme) if line.kind == "card" else None
        said = list(filter(None, [theme.title if theme else "", *line.aside.split(" · ")]))
        place = _sentence(*filter(None, (line.group, self.place_of(index))))
        ways = [f"{place} {_sentence(*said[:count])}".strip() for count in range(len(said), -1, -1)]
        return fitting(self.measure, f"{ways[0]} {_sentence(line.below)}".strip(), *ways)

    def place_of(self, index: int) -> str:
        """A line's place in its group: `8 of 12`."""
        first, end = self._groups[self.items()[index].group]
        return f"{index - first + 1} of {end - first}"

    # Doing

    def ask(self, form: Form, then: Callable[[], None] | None = None) -> None:
        """Open a form over this; `then` is done once it has been kept, before what it says is said."""
        from companion.tui.screens.form_page import FormPage

        def kept(said: str) -> None:
            if then:
                then()
            place = self.companion.screen
            if isinstance(place, GroupedList):
                place.redraw()
                place.say(said)

        self.companion.push_screen(FormPage(form, kept))

    def attempt(self, act: Callable[[], object], say: Callable[[], str]) -> None:
        """Do something at once and say so, or why it was not done: below the chosen line, where that needs room."""
        said = ""
        try:
            act()
            said = say()
        except (Refused, Misuse, JournalError) as error:
            said = fitting(self.measure, str(error), "")
            self._refusal = "" if said else str(error)
        self.redraw()
        self.say(said)

    async def on_key(self, event: events.Key) -> None:
        """Why something was not done stands there until the next key."""
        if self._refusal:
            self._refusal = ""
            self.redraw(follow=False)

    def action_back(self) -> None:
        """Close what is open, then go back."""
        if self.item is not None and self.is_opened(self.item):
            self.action_open()
        else:
            super().action_back()


def _sentence(*parts: str) -> str:
    """These words, one after another, as a sentence; "" for none."""
    words = ", ".join(parts).rstrip(".")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


class GroupedPage(GroupedList):
    """A list over the place, or the page, that it was opened from; Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "open", "open", "Take the chosen choice, or open what is chosen"),
    ]

    def begin_on(self, key: Hashable) -> None:
        """Have the cursor on this line until it has been moved; what stands above the list is still seen first."""
        if not self._moved:
            self._held = key

    def letter(self, character: str) -> bool:
        """A choice's letter takes it at once."""
        index = next((at for at, line in enumerate(self.items()) if line.letter == character), None)
        if index is not None:
            self.choose(index)
            self.take(self.items()[index])
        return index is not None

    def take(self, line: Line) -> None:
        """A choice was made, or another line opened."""
        raise NotImplementedError

    def clicked(self, action: str, cell: int) -> None:
        """A choice is taken at the first click, any other line chosen by it."""
        name, _, value = action.partition(":")
        if name == "item" and self.items()[int(value)].letter:
            self.choose(int(value))
            self.take(self.items()[int(value)])
        else:
            super().clicked(action, cell)

    def action_open(self) -> None:
        """Enter on the chosen line; one that is not in view yet is shown first."""
        if self.item is None:
            return
        if self._is_below():
            self.choose(self.cursor)
        else:
            self.take(self.item)

    def action_page(self, step: int) -> None:
        """What stands above and below the list is read by the screen, the list by a screen of lines."""
        if self._is_long(step):
            super(ListPlace, self).action_page(step)
        else:
            super().action_page(step)

    def _is_long(self, step: int) -> bool:
        return (step > 0 and self._is_below()) or super()._is_long(step)

    def _is_below(self) -> bool:
        """Whether the chosen line is further down than what is in view."""
        found = self.column.lines_of(self.chosen())
        return found is not None and found[1] > self.body.scroll_offset.y + self.body.size.height

    def word(self, action: str, usual: str) -> str:
        """Enter says that it shows the chosen line first, where that is not in view."""
        return "go on" if action == "open" and self._is_below() else usual

    def step_name(self) -> str:
        """What this is a page of, for screens without labels."""
        return self._titled

    def open_here(self) -> None:
        """Open or close the chosen line in its place."""
        super().action_open()

    def action_back(self) -> None:
        """Close what is open, then this page."""
        if self.item is not None and self.is_opened(self.item):
            self.open_here()
        else:
            self.dismiss()
