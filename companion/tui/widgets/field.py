"""The field: where words are typed. Enter keeps them, Ctrl+J begins a new line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from companion.text import is_unsafe


class Field(TextArea):
    """A text area that grows with its words and shows no character that a terminal would act on.

    `keep`, `stop` and `turn` are called in the very order of the keys, so that nothing typed ahead is lost:
    for Enter, for Esc, and for an arrow (-1 or 1) in an empty field.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "go on", id="field.keep", tooltip="Keep these words and go on"),
        Binding("ctrl+j", "new_line", "new line", id="field.line", tooltip="Begin a new line"),
    ]

    def __init__(self, keep: Callable[[], None], stop: Callable[[], None], turn: Callable[[int], None]) -> None:
        super().__init__("", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="field")
        self._keep, self._stop, self._turn = keep, stop, turn
        self.last_key: events.Key | None = None

    def on_resize(self) -> None:
        """Its height is known only once its width is."""
        self.call_after_refresh(self.refresh, layout=True)

    def get_line(self, line_index: int) -> Text:
        """What is drawn: unsafe characters become a dot of one cell; the document keeps what was typed."""
        line = super().get_line(line_index)
        if line.plain.isprintable():
            return line
        return Text("".join("·" if is_unsafe(char) else char for char in line.plain), end="", no_wrap=True)

    def action_keep(self) -> None:
        """Keep the words and go on."""
        self._keep()

    def action_new_line(self) -> None:
        """A line break where the cursor is."""
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        """Enter, Esc, a new line and the arrows of an empty field are taken here, before any letter after them."""
        self.last_key = event
        taken: dict[str, Callable[[], None]] = {
            "enter": self._keep,
            "escape": self._stop,
            "ctrl+j": self.action_new_line,
        }
        if not self.text:
            taken |= {"up": lambda: self._turn(-1), "down": lambda: self._turn(1)}
        if self.screen.focused is not self:
            # The page moved on while this key was on its way, so it belongs to the page now.
            self.screen.post_message(events.Key(event.key, event.character))
        elif event.key in taken:
            taken[event.key]()
        else:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
