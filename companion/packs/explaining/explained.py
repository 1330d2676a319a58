"""What the reference says of one code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explained:
    """What a code means, what to do, and an example: in the example pack, `wrong` in place of `right` causes it.

    Without `right` the example is told in words, because no piece of text shows it.
    """

    means: str
    do: str
    wrong: str
    right: str = ""
