"""The composition root: where things are on this machine, the clock, and a coach made of both."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from companion.coach.coach import Coach
from companion.journal.device import ALPHABET
from companion.journal.drafts import Drafts
from companion.journal.journal import Journal
from companion.packs.library import bundled_content
from companion.packs.shelf import PackShelf
from companion.places import Places
from companion.text import one_line

_ZONES = "/usr/share/zoneinfo"
_POSIX_ZONE = re.compile(r"([A-Za-z]{3,}|<[^>]+>)[+-]?[0-9]")
"""A zone spelt out, `CET-1CEST`, needs no name."""


def local_now() -> datetime:
    """The system's clock, in the system's zone; in UTC where the zone is one that cannot be."""
    try:
        return datetime.now().astimezone()
    except ValueError:
        return datetime.now(UTC)


def zone_name() -> str:
    """The zone's IANA name, or "" where the system does not say."""
    import tzlocal  # only a record needs the name, and finding it takes as long as a whole command

    try:
        return tzlocal.get_localzone_name() or ""
    except (LookupError, ValueError, OSError):
        return ""


def zone_trouble() -> str:
    """A sentence where TZ names a zone that the system does not know, which it then silently takes for UTC."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name or _POSIX_ZONE.match(name) or Path(_ZONES, name).is_file():
        return ""
    import zoneinfo  # on a system that keeps its zones elsewhere

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        named = one_line(name)[:40]
        return f'TZ names a zone that this system does not know, "{named}", and is taken for UTC. Correct TZ.'
    return ""


def random_id(length: int) -> str:
    """So many characters that are short to type and hard to misread; 32 of them share 256 bytes evenly."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in os.urandom(length))


def build_coach(places: Places | None = None, clock: Callable[[], datetime] = local_now, wait: float = 5.0) -> Coach:
    """A coach for this machine. `wait` is how long a write waits for another copy, in seconds.

    Raises JournalError or LibraryError, each with a sentence for people.
    """
    where = places or Places.from_environment(os.environ)
    journal = Journal(where.journal, where.state, lambda: clock().astimezone(UTC), random_id, wait)
    shelf = PackShelf(bundled_content(), where.packs, where.state / "cache")
    return Coach(journal, shelf.load(), Drafts(where.state), clock, zone_name, shelf)
