"""A list whose items share labels in the margin: each stands beside the first item that has it, and never twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

from companion.tui.screens.list_place import ListPlace

T = TypeVar("T", bound=Hashable)


class LabelledList(ListPlace[T]):
    """The chosen item has its label too while the first one that has it is not in view.

    Subclasses say in `label_of()` what an item's label is, and draw it where `is_labelled()` says so.
    """

    def __init__(self) -> None:
        super().__init__()
        self._far = False

    def label_of(self, index: int) -> Hashable:
        """What the items that stand together under one label share; None for an item with a label of its own."""
        raise NotImplementedError

    def is_labelled(self, index: int) -> bool:
        """Whether the label is to stand beside this item."""
        return self._is_first(index) or (self._far and index == self.cursor)

    def _is_first(self, index: int) -> bool:
        label = self.label_of(index)
        return not index or label is None or self.label_of(index - 1) != label

    def _draw_frame(self) -> None:
        """What has been scrolled away is known only now, and with it whether the chosen item needs its label."""
        super()._draw_frame()
        if not self.is_mounted or not self.items():
            return
        far = self._is_far()
        if far != self._far:
            self._far, span = far, self.column.span
            self.column.show(self.blocks(), self.measure)
            self.column.span = span  # the lines are the same, labels aside

    def _is_far(self) -> bool:
        """Whether the first item with the chosen one's label is above what is in view, or not drawn at all."""
        first = min(self.cursor, len(self.items()) - 1)
        while not self._is_first(first):
            first -= 1
            if first < self._start:
                return True
        lines = self.column.lines_of(f"item:{first}")
        return lines is None or lines[0] < self.body.scroll_offset.y
