"""Checking what a person has typed before any of it is recorded. Each raises Misuse, saying what would do."""

from __future__ import annotations

from datetime import date, timedelta

from companion.coach.views import Misuse
from companion.text import clean

MAX_TEXT = 2_000_000
"""Characters in one text; more belongs in a file of its own."""
MAX_MINUTES = 240
MAX_PACT = 366
"""Trials, or days until a pact ends."""


def check_size(text: str, name: str = "text") -> None:
    """No text may be larger than the journal keeps in one record, nor hold half a character."""
    if len(text) > MAX_TEXT:
        raise Misuse(f"The {name} has {len(text):,} characters; one record keeps {MAX_TEXT:,}. Shorten it or split it.")
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise Misuse(f"The {name} holds half of a character, which cannot be kept. Type that part again.")


def check_text(text: str, name: str = "text") -> None:
    """A text that has to say something."""
    check_size(text, name)
    if not clean(text).strip():
        raise Misuse(f"The {name} is empty, so nothing was recorded. Put it in quotation marks after the command.")


def check_number(value: int | None, name: str, most: int) -> None:
    """A whole number from 1 to `most`, or None for not given."""
    if value is not None and not 1 <= value <= most:
        raise Misuse(f"{value} does not do for {name}: give a whole number from 1 to {most}.")


def check_until(until: date | None, today: date) -> None:
    """A pact ends today or later, and within a year."""
    if until is None:
        return
    if until < today:
        raise Misuse(f"A pact cannot end on {until}, which is past. Give today or a later day.")
    if until > today + timedelta(days=MAX_PACT):
        raise Misuse(f"A pact that lasts until {until} is too long to learn from. Give a day within a year.")
