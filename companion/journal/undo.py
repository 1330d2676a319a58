"""Undo: which act to take back, and what each of its documents said before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from companion.journal.errors import CannotUndo
from companion.journal.lines import TOMBSTONE, Line
from companion.journal.stamps import device_of

_STAYS = frozenset(("resurfaced",))
"""Tables that an undo leaves be beside others: what was shown was shown, and another device may have noted it too."""


class Undo(NamedTuple):
    """The act to take back and, for each of its documents, table, id and the JSON to restore."""

    stamp: str
    restored: list[tuple[str, str, bytes]]


def find_undo(lines: Iterable[Line], device: str) -> Undo:
    """This device's latest act not yet undone. Raises CannotUndo, saying why."""
    acts = {line.r: line for line in lines}
    undone = {line.undoes for line in acts.values()}
    own = [r for r, line in acts.items() if device_of(r) == device and not line.undoes and r not in undone]
    if not device or not own:
        raise CannotUndo("There is nothing left to take back on this device.")
    stamp = max(own)
    restored = []
    act = acts[stamp].a
    for change in [one for one in act if one.t not in _STAYS] or act:
        before = TOMBSTONE
        for r in sorted(acts):
            for other in acts[r].a:
                if (other.t, other.i) != (change.t, change.i):
                    continue
                if r > stamp and device_of(r) != device:
                    raise CannotUndo(
                        "Another device has changed this since, so it is left alone. Record what is true now instead."
                    )
                if r < stamp:
                    before = bytes(other.d)
        restored.append((change.t, change.i, before))
    return Undo(stamp, restored)
