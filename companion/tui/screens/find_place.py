"""A list in which words can be looked for: a field above it, and what is found below while it is typed."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import BindingType
from textual.content import Content

from companion.text import one_line
from companion.tui.ink import SOFT, Block, ink
from companion.tui.screens.labelled_list import LabelledList
from companion.tui.screens.place import binding
from companion.tui.widgets.column import Column

if TYPE_CHECKING:
    from companion.tui.widgets.field import Field

T = TypeVar("T", bound=Hashable)


class FindPlace(LabelledList[T]):
    """Subclasses list what has the words of `query_text`, and all there is where it is empty."""

    pause = 0.12
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("slash", "find", "find", "Find words in anything here; accents and capitals do not matter"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.query_text = ""
        self._asking = Column()

    def searched(self) -> int:
        """How many there are to find, whatever is searched for."""
        raise NotImplementedError

    def left_out(self) -> str:
        """What else leaves some of them out, in words; "" for nothing."""
        return ""

    def head(self) -> list[Block]:
        """What is searched for, and how much of everything that is; while it is typed, that stands above the field."""
        if self._typing() or not self.is_narrowed:
            return []
        return [self._find_block(f"/ {one_line(self.query_text)}" if self.query_text else "")]

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is shown."""
        return bool(self.query_text or self.left_out())

    def _find_block(self, words: str) -> Block:
        block = Block("find", self.measure.width, active=self._typing())
        counted = f"{len(self.items())} of {self.searched()}" if self.is_narrowed else ""
        also = self.left_out()
        shown = ink(words or also).truncate(max(1, block.width - len(counted) - 1), ellipsis=True)
        gap = " " * max(1, block.width - shown.cell_length - len(counted))
        block.content(Content.assemble(shown, ink(gap), ink(counted, SOFT)))
        return block.text(also, SOFT) if words and also else block

    def word(self, action: str, usual: str) -> str:
        """Enter and Esc say what they would do."""
        item = self.item
        if action == "open" and self._typing():
            return "to the list"
        if action == "back" and not self._typing() and self.is_narrowed:
            return "show all"
        return "close" if action == "open" and item is not None and self.is_opened(item) else usual

    # Typing

    def action_find(self) -> None:
        """Type what to look for, in place of what was."""
        field = self._ensure_field()
        with field.prevent(type(field).Changed):
            field.text = self.query_text
        field.display = True
        field.select_all()
        self.to_top()
        self._focus()
        self.redraw()

    def _ensure_field(self) -> Field:
        if self._field is None:
            from companion.tui.widgets.field import Field

            self._field = Field(self.field_kept, self.field_stopped, self.field_turned)
            self.body.mount(self._asking, self._field, before=self.column)
        return self._field

    def typing_below(self) -> bool:
        """The field stands above."""
        return False

    def redraw(self, follow: bool = True) -> None:
        """What is asked stands above the field, and a blank line between that and what is found."""
        super().redraw(follow)
        if self._field:
            self._asking.display = self._typing()
            self._asking.show([self._find_block("Which words?")], self.measure)
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

    def action_open(self) -> None:
        """Open or close the chosen item; while typing, go to the list."""
        if self._typing():
            self.field_kept()
        else:
            super().action_open()

    def action_back(self) -> None:
        """Close what is open, then show everything again, then back to Today."""
        if self.item is not None and self.is_opened(self.item):
            self.action_open()
        elif self.is_narrowed:
            self.show_all()
        else:
            super().action_back()
