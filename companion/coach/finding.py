"""Finding what was recorded: everything by day, filtered and searched."""

from __future__ import annotations

from companion.coach.looking import Looking


class Finding(Looking):
    """Looking for records; this writes nothing."""
