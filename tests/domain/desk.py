"""A desk to work at: a real coach over a real journal in a folder, a small library, and a clock that the test sets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from companion.coach.coach import Coach
from companion.domain.cards import Card
from companion.journal.device import ALPHABET
from companion.journal.drafts import Drafts
from companion.journal.journal import Journal
from companion.packs.library import Library
from tests.domain.making import FRI, card

CARDS = (card("first"), card("second"), card("third", theme="work"))


def random_id(length: int) -> str:
    return "".join(random.choices(ALPHABET, k=length))


class Desk:
    """One machine. Each `coach()` is a new start of the program; what is on disk is all that they share."""

    def __init__(self, root: Path, cards: Sequence[Card] = CARDS, day: date = FRI, zone: str = "Europe/London") -> None:
        self.root, self.cards, self.zone = root, cards, ZoneInfo(zone)
        self.now = datetime.combine(day, time(9), self.zone)

    def on(self, day: date, hour: int = 9) -> Desk:
        """Set the clock."""
        self.now = datetime.combine(day, time(hour), self.zone)
        return self

    def at(self, hour: int, minute: int) -> Desk:
        """Set the clock on the same day."""
        self.now = self.now.replace(hour=hour, minute=minute)
        return self

    def coach(self) -> Coach:
        """Start the program."""
        return Coach(
            self.journal(), Library.of(self.cards), Drafts(self.root / "state"), self.clock, lambda: self.zone.key
        )

    def journal(self) -> Journal:
        state = self.root / "state"
        return Journal(
            self.folder, state, lambda: self.now.astimezone(UTC), random_id, wait=1, fingerprint="this machine"
        )

    def clock(self) -> datetime:
        return self.now

    def meet(self, other: Desk) -> None:
        """Do what a sync tool does: each gets the logs of the other's own device."""
        for giver, taker in ((self, other), (other, self)):
            device = giver.journal().device
            for log in (giver.folder / device).glob("*.jsonl"):
                there = taker.folder / device / log.name
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_bytes(log.read_bytes())

    @property
    def folder(self) -> Path:
        return self.root / "data" / "journal"

    def lines(self) -> list[bytes]:
        """The log as it stands on disk, one act a line."""
        logs = sorted(self.folder.glob("*/*.jsonl"))
        return [line for log in logs for line in log.read_bytes().splitlines()]
