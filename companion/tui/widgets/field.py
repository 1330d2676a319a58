"""The field: where words are typed. Enter keeps them, Ctrl+J begins a new line."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from companion.text import is_unsafe


class Field(TextArea):
    """A text area that grows with its words and shows no character that a terminal would act on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "go on", id="field.keep", tooltip="Keep these words and go on", priority=True),
        Binding("ctrl+j", "new_line", "new line", id="field.line", tooltip="Begin a new line", priority=True),
    ]

    class Kept(Message):
        """Enter was pressed: the words are to be kept."""

    class Broken(Message, bubble=False):
        """A new line is wanted; a message, so that it waits its turn behind the letters typed before it."""

    class Stopped(Message):
        """Esc was pressed: the words stay, and typing stops."""

    class Turned(Message):
        """An arrow was pressed in an empty field: another question, please."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__("", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="field")

    def get_line(self, line_index: int) -> Text:
        """What is drawn: unsafe characters become a dot of one cell; the document keeps what was typed."""
        line = super().get_line(line_index)
        if line.plain.isprintable():
            return line
        return Text("".join("·" if is_unsafe(char) else char for char in line.plain), end="", no_wrap=True)

    def action_keep(self) -> None:
        """Post that the words are to be kept."""
        self.post_message(self.Kept())

    def action_new_line(self) -> None:
        """A line break where the cursor is."""
        self.post_message(self.Broken())

    def on_field_broken(self) -> None:
        """The letters before it are in; now the line may break."""
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        """Esc and the arrows of an empty field belong to the page."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Stopped())
        elif event.key in ("up", "down") and not self.text:
            event.stop()
            event.prevent_default()
            self.post_message(self.Turned(-1 if event.key == "up" else 1))
        else:
            await super()._on_key(event)
