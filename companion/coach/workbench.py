"""A pack as its author is writing it: checked beside the packs that are here, and seen as a learner would see it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from companion.coach.coach import Coach
from companion.coach.offers import shelved
from companion.coach.packing import offered
from companion.coach.views import Misuse
from companion.domain.cards import Card
from companion.domain.days import parse_ahead
from companion.domain.entries import Entry, kind_of
from companion.domain.history import History
from companion.journal.drafts import Drafts
from companion.journal.journal import Journal
from companion.packs.archive import open_pack
from companion.packs.checking import Checked, check_files
from companion.packs.files import FolderFiles, PackFiles, stamp_of
from companion.packs.library import Library, Shelved
from companion.packs.shelf import PackShelf
from companion.text import one_line

MOST_DAYS = 3660
"""Days from now that a preview goes to."""

_SHOWN = 40
_EVERY_DAY = "FREQ=DAILY"
_WAIT = 1.0
"""Seconds that a write waits; nobody else writes into a journal that is thrown away."""


class Workbench:
    """A folder or zip at `path`, and the packs of a shelf; `checked` is what the last look at it found, `good` the
    pack as it was when it last had no errors."""

    def __init__(self, path: Path, shelf: PackShelf) -> None:
        self.path = path
        self.others = shelf.load()
        # A bundled pack may be checked where it lies; anywhere else its id is taken.
        is_bundled = os.path.dirname(os.path.realpath(path)) == os.path.realpath(shelf.content)
        self._reserved = frozenset(id for id, pack in self.others.packs.items() if pack.is_bundled and not is_bundled)
        self.files: PackFiles | None = None
        self._stamp = ""
        self.checked = Checked(None, ())
        self.good: Shelved | None = None

    def has_changed(self) -> bool:
        """Whether the files that the last look went by are others now: the zip, or the manifest and what it names."""
        if isinstance(self.files, FolderFiles):
            return self.files.has_changed()
        return stamp_of(os.fspath(self.path)) != self._stamp

    def check(self) -> Checked:
        """Look at the pack as it is now; nothing is raised."""
        self._stamp = stamp_of(os.fspath(self.path))
        self.files, findings = open_pack(self.path)
        known = check_files(self.files, known=self._kind_of, reserved=self._reserved) if self.files else None
        self.checked = known or Checked(None, tuple(findings))
        if self.checked.pack and not self.checked.errors:
            self.good = shelved(self.checked.pack)
        return self.checked

    def library(self) -> Library:
        """The pack as it last had no errors, then the others, which lend what it names and put no card on a page."""
        own = {self.good.about.id: self.good} if self.good else {}
        lent = {id: _lent(pack) for id, pack in self.others.packs.items() if id not in own}
        declared = {theme.id: theme for pack in own.values() for theme in pack.compiled.head.themes}
        return Library({**own, **lent}, {**self.others.themes, **declared})

    def feeding(self) -> Mapping[str, int]:
        """How many cards of each pack a page would choose from once this pack is installed beside the others."""
        own = {self.good.about.id: offered(self.good)} if self.good else {}
        return {id: offered(pack) for id, pack in self.others.packs.items()} | own

    def _kind_of(self, ref: str) -> str | None:
        found = self.others.entry(ref)
        return kind_of(found) if found else None


class BenchShelf(PackShelf):
    """A shelf with the pack on the bench, which is looked at again whenever the shelf is loaded, beside the packs that
    the bench found here; nothing is installed on it."""

    def __init__(self, bench: Workbench, content: Path) -> None:
        super().__init__(content, None, None)
        self.bench = bench

    def load(self) -> Library:
        """The library of the pack as it is now, and the others."""
        self.bench.check()
        return self.bench.library()


class MovedClock:
    """A clock that stands so many `days` away from another."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self.days = clock, 0

    def __call__(self) -> datetime:
        """The aware local time there."""
        return self._clock() + timedelta(days=self.days)


class PreviewCoach(Coach):
    """A coach whose journals lie below `root`, for somebody else to throw away; nothing that a learner has recorded is
    read or written, and no pack is installed, updated or removed."""

    def __init__(
        self, root: Path, bench: Workbench, clock: MovedClock, new_id: Callable[[int], str], content: Path
    ) -> None:
        self._root, self._begun, self._new_id = root, 0, new_id
        self.bench, self.clock = bench, clock
        self._asked: tuple[date, str] | None = None
        shelf = BenchShelf(bench, content)
        super().__init__(self._fresh(), shelf.load(), Drafts(self._folder / "state"), clock, str, shelf)
        self.set_cadence(_EVERY_DAY)

    def ask_for(self, ref: str) -> None:
        """Put this card on the page of the day that it is now; the page begins anew."""
        self._journal = self._fresh()
        self._drafts, self._showed = Drafts(self._folder / "state"), None
        self.set_cadence(_EVERY_DAY)
        self._asked = (self.day(), ref)

    def move(self, days: int) -> None:
        """Go so many days on, or back. Misuse beyond ten years from now."""
        if abs(self.clock.days + days) > MOST_DAYS:
            raise Misuse("That is more than ten years from now. Choose a day that is nearer.")
        self.clock.days += days

    def go_to(self, text: str) -> None:
        """Go to a day as people write it. Misuse for what is none."""
        try:
            day = parse_ahead(text, self.day())
        except ValueError as error:
            raise Misuse(str(error)) from None
        self.move((day - self.day()).days)

    def own_entry(self, name: str) -> Entry:
        """An entry of the pack on the bench, by its id or ref. Misuse where it has none of this name."""
        pack = self.bench.good
        found = pack.entry(name.removeprefix(f"{pack.about.id}/")) if pack else None
        if found is None:
            named = one_line(name)[:_SHOWN]
            raise Misuse(f'The pack has no entry "{named}". Without one, `companion pack preview` lists what it has.')
        return found

    @property
    def _folder(self) -> Path:
        return self._root / str(self._begun)

    def _fresh(self) -> Journal:
        self._begun += 1
        journal, state = self._folder / "journal", self._folder / "state"
        return Journal(journal, state, lambda: self.clock().astimezone(UTC), self._new_id, _WAIT, "preview")

    def _feeding(self) -> Mapping[str, int]:
        """As it would be for a learner, though no page here has another pack's card."""
        return self.bench.feeding()

    def _choice(self, history: History, day: date, minutes: int | None) -> tuple[Card | None, str]:
        """The card that was asked for on this day, else the one that would come."""
        card = self._library.find(self._asked[1]) if self._asked and self._asked[0] == day else None
        return (card, "It is the card that you asked to see.") if card else super()._choice(history, day, minutes)


def _lent(pack: Shelved) -> Shelved:
    """A pack whose entries can be looked up, and whose cards no page chooses."""
    head = pack.compiled.head
    kept = msgspec.structs.replace(head, offered=(), others=(*head.offered, *head.others))
    return replace(pack, compiled=replace(pack.compiled, head=kept))
