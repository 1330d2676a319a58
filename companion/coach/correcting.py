"""Any record by its id: showing it, what it said before, correcting it, and withdrawing it."""

from __future__ import annotations

from companion.coach.looking import Looking


class Correcting(Looking):
    """Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""
