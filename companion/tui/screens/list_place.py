"""A place that is a list: one item is chosen, and however long the list, only what is near it is drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll

from companion.tui.ink import Block
from companion.tui.screens.place import binding
from companion.tui.screens.typing_place import TypingPlace

T = TypeVar("T", bound=Hashable)

_MARGIN = 0.3
"""A screen's rows of items are drawn at once; so many of them at least stay on either side of the chosen one."""


class _Body(VerticalScroll):
    """Leaves the wheel to its list, which knows of the items that are not drawn."""

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.prevent_default()

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.prevent_default()


class ListPlace(TypingPlace, Generic[T]):
    """Subclasses give `listed()`, `item_block()` and `head()`; an item is anything that can be told from another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("pageup", "page(-1)", "page up", "A screen of the list up", show=False),
        binding("pagedown", "page(1)", "page down", "A screen of the list down", show=False),
        binding("home", "end(0)", "first", "The first of the list", show=False),
        binding("end", "end(1)", "last", "The last of the list", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.body = _Body(self.column, id="body", can_focus=False)
        self.cursor = 0
        self.opened: set[Hashable] = set()
        self._start = 0
        self._held: Hashable | None = None
        self._row: float | None = None
        self._last = 0
        self._drawn: dict[Hashable, Block] = {}
        self._drawn_for: object = None
        self._moved = False
        self._listed: Sequence[T] | None = None

    # What a list gives

    def listed(self) -> Sequence[T]:
        """Everything in the list, in order; asked for at every drawing, so it has to be quick."""
        raise NotImplementedError

    def item_block(self, index: int, active: bool) -> Block:
        """One item as a section."""
        raise NotImplementedError

    def identity(self, item: T) -> Hashable:
        """What stays of an item when its day or its words are corrected."""
        return item

    def prepare(self, items: Sequence[T]) -> None:
        """Fetch what these items are about to be drawn from, all at once."""

    def head(self) -> list[Block]:
        """What stands above the list."""
        return []

    def empty(self) -> str:
        """What is said where the list has nothing in it."""
        raise NotImplementedError

    # Drawing

    def items(self) -> Sequence[T]:
        """The list as it is drawn."""
        if self._listed is None:
            self._listed = self.listed()
        return self._listed

    def blocks(self) -> list[Block]:
        """The head, and the part of the list around the chosen item."""
        items = self.items()
        if not items:
            self._start = 0
            return [*self.head(), Block("", self.measure.width, active=not self._typing()).text(self.empty())]
        self._find_cursor(items)
        first, last = self._window(len(items))
        if self._drawn_for != self._looks():
            self._drawn, self._drawn_for = {}, self._looks()
        self.prepare([item for item in items[first:last] if self.identity(item) not in self._drawn])
        shown = [self._block(items, index) for index in range(first, last)]
        return [*(self.head() if not first else []), *shown]

    def _looks(self) -> object:
        """What every drawn item depends on beside itself."""
        return self.measure, self.companion.coach.seen(), self.companion.coach.day()

    def _block(self, items: Sequence[T], index: int) -> Block:
        active = index == self.cursor and not self._typing()
        if active:
            return self.item_block(index, True)
        key = self.identity(items[index])
        if key not in self._drawn:
            self._drawn[key] = self.item_block(index, False)
        return self._drawn[key]

    def forget_drawn(self) -> None:
        """Draw every item anew."""
        self._drawn = {}

    def _find_cursor(self, items: Sequence[T]) -> None:
        """The cursor stays on its item when the list around it changes."""
        at = min(self.cursor, len(items) - 1)
        if self._held is not None and self.identity(items[at]) != self._held:
            at = next((index for index, item in enumerate(items) if self.identity(item) == self._held), at)
        self.cursor, self._held = at, self.identity(items[at])

    def _window(self, count: int) -> tuple[int, int]:
        rows = max(12, self.measure.rows)
        size, margin = rows, int(_MARGIN * rows)
        early = self.cursor < self._start + margin and self._start > 0
        late = self.cursor >= self._start + size - margin and self._start + size < count
        if early or late or self._start >= count:
            self._row = self.column.span[0] - self.body.scroll_offset.y
            self._start = max(0, self.cursor - size // 2)
        self._last = min(count, self._start + size)
        return self._start, self._last

    def resting_top(self) -> float:
        """The chosen item stays in its row of the screen when other items are drawn around it."""
        row, self._row = self._row, None
        return super().resting_top() if row is None else max(0, self.column.span[0] - row)

    def more(self) -> tuple[bool, bool]:
        """Whether there is more above and below, also of what is not drawn."""
        above, below = super().more()
        return above or self._start > 0, below or self._last < len(self.items())

    def redraw(self, follow: bool = True) -> None:
        """The head is seen first; once the cursor has moved, the chosen item stays in view."""
        self._listed = None
        super().redraw(follow and self._moved)

    # Moving

    @property
    def item(self) -> T | None:
        """The chosen item."""
        items = self.items()
        return items[min(self.cursor, len(items) - 1)] if items else None

    def choose(self, index: int) -> None:
        """Choose the item at this place of the list, or the nearest there is."""
        items = self.items()
        if not items:
            return
        self.cursor = min(max(index, 0), len(items) - 1)
        self._held, self._moved = self.identity(items[self.cursor]), True
        self.redraw()
        self.say(self.spoken(self.cursor))

    def spoken(self, index: int) -> str:
        """The chosen item in a sentence, for those who listen rather than look."""
        return ""

    def to_top(self) -> None:
        """Begin at the top again: the list is another one now."""
        self.cursor, self._start, self._held, self._moved, self._listed = 0, 0, None, False, None
        self.forget_drawn()
        self.body.scroll_home(animate=False)

    def action_move(self, step: int) -> None:
        """The item above or below; at the first one, up to what stands above the list."""
        if not self.items() or (step < 0 and self.cursor == 0) or self._is_long(step):
            super().action_move(step)
            return
        self.choose(self.cursor + step)

    def _is_long(self, step: int) -> bool:
        """Whether the chosen item has lines that are not in view yet, so that moving scrolls to them first."""
        start, end = self.column.span
        top, height = self.body.scroll_offset.y, self.body.size.height
        return end - start > height and (end > top + height if step > 0 else start < top)

    def action_page(self, step: int) -> None:
        """A screen of items up or down."""
        self.choose(self.cursor + step * max(1, self.measure.rows // 3))

    def clicked(self, action: str, cell: int) -> None:
        """An item was clicked: choose it, or open the one that is chosen."""
        name, _, value = action.partition(":")
        if name != "item":
            return
        if int(value) == self.cursor:
            self.action_open()
        else:
            self.choose(int(value))

    def action_open(self) -> None:
        """Open or close the chosen item in its place."""
        item = self.item
        if item is None:
            return
        self.opened ^= {self.identity(item)}
        self._moved = True
        self._drawn.pop(self.identity(item), None)
        self.redraw()

    def is_opened(self, item: T) -> bool:
        """Whether an item is open in its place."""
        return self.identity(item) in self.opened

    def hold(self, key: Hashable) -> None:
        """Have the cursor on the item that is known by this from the next drawing on."""
        self._held, self._moved = key, True

    def action_end(self, which: int) -> None:
        """The first item, or the last one."""
        self.choose(which * len(self.items()))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel goes on where the drawn items end."""
        self._turned(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel goes on where the drawn items begin."""
        self._turned(event, -1)

    def _turned(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        self.action_move(step)

    def on_screen_resume(self) -> None:
        """Shown again: take in what others have written meanwhile."""
        self.redraw()
