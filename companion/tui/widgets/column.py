"""The column: every section of a place, drawn by one widget, so that a page costs one widget to mount."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from companion.tui.ink import Block, draw
from companion.tui.measure import Measure


def redraw(widget: Static, before: Content, content: Content) -> None:
    """Show new content; a layout is asked for only where the number of lines has changed."""
    if (before.plain, before.spans) != (content.plain, content.spans):
        widget.update(content, layout=before.plain.count("\n") != content.plain.count("\n") or not before.plain)


class Column(Static):
    """Blocks drawn under one another. Posts `Clicked` with the action of the line that was clicked."""

    class Clicked(Message):
        """A line with an action was clicked, in this cell of it."""

        def __init__(self, action: str, cell: int) -> None:
            super().__init__()
            self.action, self.cell = action, cell

    def __init__(self, **options: str) -> None:
        super().__init__("", markup=False, **options)  # type: ignore[arg-type]  # id and classes only
        self._actions: list[str] = []
        self._shown = Content("")
        self.span = (0, 0)

    def show(self, blocks: Sequence[Block], measure: Measure) -> None:
        """Draw these blocks; `span` then tells the lines of the active one."""
        content, self._actions, self.span = draw(blocks, measure)
        redraw(self, self._shown, content)
        self._shown = content

    def lines_of(self, action: str) -> tuple[int, int] | None:
        """The lines that a click would do this on; None where there are none."""
        found = [line for line, one in enumerate(self._actions) if action and one == action]
        return (found[0], found[-1] + 1) if found else None

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        if 0 <= event.y < len(self._actions) and self._actions[event.y]:
            self.post_message(self.Clicked(self._actions[event.y], event.x))
