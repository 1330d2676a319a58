"""Help: every key of a place, made from its bindings, so that it cannot be out of date."""

from __future__ import annotations

from textual.binding import Binding

from companion.domain.phrases import INDEPENDENT
from companion.tui.ink import INK, SOFT, Block, ink
from companion.tui.screens.pages import Page
from companion.tui.screens.place import KEY_NAMES, Place

_KEYS = 16


class HelpPage(Page):
    """A page over the place it explains; Esc closes it."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    def blocks(self) -> list[Block]:
        """One line a binding, then where things are kept."""
        block = Block("keys", self.measure.width, active=True)
        for key, one in self._bindings_of_place():
            lead = f"{key:<{_KEYS}}"
            block.content(ink(one.tooltip or one.description, SOFT), first=lead, indent=" " * _KEYS)
        typing = Block("typing", self.measure.width)
        typing.text(
            "Enter keeps the words and goes on. Ctrl+J begins a new line. Esc stops typing; the words stay.", SOFT
        )
        about = Block("about", self.measure.width)
        about.text(INDEPENDENT, SOFT)
        about.text("Everything here can also be done by commands: companion --help lists them.", INK)
        return [block, typing, about]

    def _bindings_of_place(self) -> list[tuple[str, Binding]]:
        found: dict[str, tuple[list[str], Binding]] = {}
        for bindings in self._place._bindings.key_to_bindings.values():
            for one in bindings:
                keys, _ = found.setdefault(one.action, ([], one))
                keys.append(KEY_NAMES.get(one.key, one.key))
        return [(" ".join(sorted(keys[:3], key=len)), one) for keys, one in found.values() if one.tooltip]

    def keys(self) -> list[str]:
        """Only the way back."""
        return ["back", "leave"]

    def action_help(self) -> None:
        """Close."""
        self.dismiss()
