"""Keeping the journal safe: the backups that there are, and putting back what is missing."""

from __future__ import annotations

from companion.coach.looking import Looking


class Keeping(Looking):
    """Each returns only once it is done, and raises Refused, Misuse or JournalError."""
