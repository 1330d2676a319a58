"""A place where words can be typed: one field below the column, mounted when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from companion.tui.screens.place import Place

if TYPE_CHECKING:
    from companion.tui.widgets.field import Field


class TypingPlace(Place):
    """Subclasses say what Enter, Esc and an arrow in the field do, and how its words are kept.

    `pause` is how many seconds after the last key that happens.
    """

    pause = 0.5

    def __init__(self) -> None:
        super().__init__()
        self._field: Field | None = None
        self._timer: Timer | None = None

    def typing_below(self) -> bool:
        """Whether the field is shown."""
        return self._field is not None and self._field.display

    def _typing(self) -> bool:
        return self._field is not None and self._field.display and self.focused is self._field

    def typed_into(self) -> Field | None:
        """The field that has the keys, if it has."""
        return self._field if self._typing() else None

    def redraw(self, follow: bool = True) -> None:
        """The field stands on the column's measure."""
        if self._field:
            measure = self.measure
            self._field.styles.margin = (0, 0, 0, measure.bar)
            self._field.styles.width = min(measure.columns - measure.bar, measure.width + 3)
            self._field.set_classes(f"theme-{self.accent_theme()}")
        super().redraw(follow)

    def accent_theme(self) -> str:
        """The theme whose accent the field's bar has, "" for none."""
        return ""

    def on_descendant_focus(self) -> None:
        """The footer follows what has focus."""
        self._draw_frame()

    def on_descendant_blur(self) -> None:
        """The footer follows what has focus."""
        self._draw_frame()

    def _ensure_field(self) -> Field:
        if self._field is None:
            from companion.tui.widgets.field import Field  # the text area takes longer to import than a page to draw

            self._field = Field(self.field_kept, self.field_stopped, self.field_turned)
            self.body.mount(self._field)
        return self._field

    def _focus(self) -> None:
        # At once, and not after the messages that are waiting: the next key may be among them.
        self.set_focus(self._ensure_field())

    def field_kept(self) -> None:
        """Enter was pressed in the field."""

    def field_stopped(self) -> None:
        """Esc was pressed in the field."""

    def field_turned(self, step: int) -> None:
        """An arrow was pressed in the empty field."""

    def on_text_area_changed(self) -> None:
        """Something is done a moment after the last key."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(self.pause, self.typing_paused)

    def typing_paused(self) -> None:
        """Words under way are kept."""
        self.keep_words()
