"""The pack that a coach begins with: small and complete, with comments that teach the grammar as one reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

from companion.domain.searching import fold
from companion.packs import MANIFEST
from companion.packs.grammar import ID_LENGTH
from companion.text import one_line

FOLDER = Path(__file__).parent / "template"
"""The files as they lie here, a pack of its own whose names are stand-ins."""

_ID, _TITLE, _AUTHOR = '"my-pack"', '"My pack"', '"Your name"'
_BETWEEN = re.compile(r"[^a-z0-9]+")


def new_pack(id: str, title: str, author: str) -> dict[str, bytes]:
    """The files of a new pack that is called so; one entry of each kind, and nothing for a check to find."""
    files = {path.name: path.read_bytes() for path in (FOLDER / MANIFEST, *sorted(FOLDER.glob("*.md")))}
    manifest = files[MANIFEST].decode()
    for stand_in, name in ((_ID, id), (_TITLE, title), (_AUTHOR, author)):
        manifest = manifest.replace(stand_in, json.dumps(one_line(name), ensure_ascii=False))  # a TOML string too
    return files | {MANIFEST: manifest.encode()}


def id_from(name: str) -> str:
    """The id nearest to a folder's name: `Ruhige Woche` gives `ruhige-woche`; "" where it has no plain letter."""
    return _BETWEEN.sub("-", fold(name)).strip("-")[:ID_LENGTH].strip("-")


def title_from(name: str) -> str:
    """A title from a folder's name: `calm-week` gives `Calm week`."""
    words = one_line(name.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:]
