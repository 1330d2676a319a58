"""What an entry's content is known by: a hash of what its reader sees."""

from __future__ import annotations

import hashlib
from dataclasses import fields

import msgspec

from companion.domain.cards import Card
from companion.domain.entries import KINDS, Entry

LENGTH = 16
_NAMES = ("pack", "id", "digest")
_SHOWN = {kind: tuple(field.name for field in fields(kind) if field.name not in _NAMES) for kind in KINDS.values()}


def digest(entry: Entry) -> str:
    """The first 16 hex digits of the SHA-256 of what a reader sees; the entry's own name is no part of it."""
    shown = {name: getattr(entry, name) for name in _SHOWN[type(entry)]}
    if isinstance(entry, Card):
        shown["experiments"] = [experiment.text for experiment in entry.experiments]
    return hashlib.sha256(msgspec.json.encode(list(shown.values()))).hexdigest()[:LENGTH]
