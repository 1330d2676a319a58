"""Where things stand on a screen of so many columns and rows: labels, the bar, and one column of text."""

from __future__ import annotations

from dataclasses import dataclass

LABEL = 13
"""Cells for the hanging labels; one blank, the bar and another blank follow."""
FULL, ROOMY_COLUMNS, NARROW = 80, 100, 64
TALL = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """The geometry of one size of terminal, in cells."""

    columns: int
    rows: int

    @property
    def labelled(self) -> bool:
        """Whether there is room for hanging labels."""
        return self.columns >= NARROW

    @property
    def tall(self) -> bool:
        """Whether nothing needs to fold."""
        return self.rows >= TALL

    @property
    def pad(self) -> int:
        """Cells left of everything, so that the column is centred."""
        return max(0, (self.columns - FULL) // 2)

    @property
    def bar(self) -> int:
        """The cell of the bar."""
        return self.pad + LABEL + 1 if self.labelled else 0

    @property
    def width(self) -> int:
        """How wide the text is."""
        if self.columns >= ROOMY_COLUMNS:
            return 64
        if self.columns >= FULL:
            return 60
        return max(1, self.columns - (20 if self.labelled else 4))
