"""A list in which words can be looked for: a field above it, and what is found below while it is typed."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import BindingType
from textual.content import Content

from companion.text import one_line
from companion.tui.ink import SOFT, Block, ink
from companion.tui.screens.list_place import ListPlace
from companion.tui.screens.place import binding

if TYPE_CHECKING:
    from companion.tui.widgets.field import Field

T = TypeVar("T", bound=Hashable)


class FindPlace(ListPlace[T]):
    """Subclasses list what has the words of `query_text`, and all there is where it is empty."""

    pause = 0.12
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("slash", "find", "find", "Find words in a title; accents and capitals do not matter"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.query_text = ""

    def found_block(self, all_of_them: int) -> Block:
        """What is searched for, and how much of everything that is."""
        block = Block("find", self.measure.width)
        counted = f"{len(self.items())} of {all_of_them}"
        words = "" if self._typing() else f"/ {one_line(self.query_text)}"
        shown = ink(words).truncate(max(1, block.width - len(counted) - 1), ellipsis=True)
        gap = " " * max(1, block.width - shown.cell_length - len(counted))
        return block.content(Content.assemble(shown, ink(gap), ink(counted, SOFT)))

    def action_find(self) -> None:
        """Type what to look for."""
        field = self._ensure_field()
        with field.prevent(type(field).Changed):
            field.text = self.query_text
        field.placeholder = ink("words to find", SOFT)
        field.display = True
        field.move_cursor(field.document.end)
        self.to_top()
        self._focus()
        self.redraw()

    def _ensure_field(self) -> Field:
        if self._field is None:
            from companion.tui.widgets.field import Field

            self._field = Field(self.field_kept, self.field_stopped, self.field_turned)
            self.body.mount(self._field, before=self.column)
        return self._field

    def typing_below(self) -> bool:
        """The field stands above."""
        return False

    def redraw(self, follow: bool = True) -> None:
        """A blank line stands between the field and what is found."""
        super().redraw(follow)
        if self._field:
            self._field.styles.margin = (0, 0, 1, self.measure.bar)

    def typing_paused(self) -> None:
        """Search shortly after the last key."""
        self._search()

    def _search(self) -> None:
        text = self._field.text if self._field and self._field.display else self.query_text
        if text != self.query_text:
            self.query_text = text
            self.to_top()
            self.redraw()

    def field_kept(self) -> None:
        """Enter: to what was found."""
        self._search()
        self._leave_field()

    def field_stopped(self) -> None:
        """Esc: stop typing; what was found stays."""
        self._search()
        self._leave_field()

    def field_turned(self, step: int) -> None:
        """An arrow in the empty field goes to the list."""
        self.field_kept()

    def _leave_field(self) -> None:
        self.set_focus(None)
        if self._field:
            self._field.display = False
        self.redraw()

    def show_all(self) -> None:
        """Nothing is searched for any more."""
        self.query_text = ""
        self.to_top()
        self.redraw()
