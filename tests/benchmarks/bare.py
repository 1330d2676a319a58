"""The floor: the smallest Textual app that shows anything."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One Static; Ctrl+Q leaves."""

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield Static("Nothing but this line")


if __name__ == "__main__":
    Bare().run()
