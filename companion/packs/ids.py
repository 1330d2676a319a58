"""What a pack, an entry and a step are known by, and how one entry names another."""

from __future__ import annotations

import re

ID_LENGTH = 64
ID = r"[a-z0-9]+(-[a-z0-9]+)*"
"""The pattern of an id, whose length is limited too."""

_ID = re.compile(ID)


def is_id(text: str) -> bool:
    """Whether this can name a pack or an entry: a-z and 0-9 in words joined by single hyphens, at most 64."""
    return len(text) <= ID_LENGTH and _ID.fullmatch(text) is not None


def is_ref(text: str) -> bool:
    """Whether this can name an entry from within a pack: its id, or its pack's id, a slash and its id."""
    pack, _, id = text.rpartition("/")
    return is_id(id) and (is_id(pack) or id == text)
