"""What a manifest can say, as data: it is checked by this, and the reference and the schema are made from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from companion.packs.ids import ID, ID_LENGTH

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Key:
    """One `name = value` line; `example` is the value as TOML.

    A text must match the whole of `pattern` in at most `longest` characters; `advice` is for one that does not.
    """

    name: str
    says: str
    example: str
    required: bool = False
    pattern: str = ""
    longest: int = 0
    advice: str = ""
    schema: Mapping[str, Any] | None = None

    def fits(self, text: str) -> bool:
        """Whether this can be the key's value."""
        return not (self.longest and len(text) > self.longest) and (
            not self.pattern or re.fullmatch(self.pattern, text) is not None
        )


Keys = Mapping[str, Key]
"""Keys by name, in the order in which the reference has them."""

_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_FILES = {
    "type": "array",
    "items": {"type": "string", "pattern": r"\.md$"},
    "minItems": 1,
    "uniqueItems": True,
}


def _keys(*keys: Key) -> Keys:
    return {key.name: key for key in keys}


KEYS = _keys(
    Key(
        "format",
        f"The format of the pack; always {FORMAT}.",
        str(FORMAT),
        required=True,
        schema={"const": FORMAT},
    ),
    Key(
        "id",
        "What the pack is known by for ever. Its entries are `pack-id/entry-id`.",
        '"calm-week"',
        required=True,
        pattern=ID,
        longest=ID_LENGTH,
        advice=f"use a to z, 0 to 9 and single hyphens between, at most {ID_LENGTH} characters",
    ),
    Key(
        "version",
        "Three numbers; a later version of the pack has a higher one.",
        '"1.2.0"',
        required=True,
        pattern=r"[0-9]{1,6}(\.[0-9]{1,6}){2}",
        advice='write three numbers, like "1.2.0"',
    ),
    Key("title", "What readers see.", '"A calmer week"', required=True),
    Key(
        "files",
        "The Markdown files, in the order in which they are read; folders are written with `/`.",
        '["notice.md"]',
        required=True,
        schema=_FILES,
    ),
    Key("summary", "What is in it, in a sentence.", '"A few small ways to lower the noise."'),
    Key("authors", "Who wrote it.", '["Your name"]', schema=_TEXTS),
    Key("license", "Under which terms others may use it.", '"CC-BY-4.0"'),
    Key(
        "language",
        'The language it is written in; `"en"` where it is left out.',
        '"en"',
        pattern=r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        advice='write a language code, like "en"',
    ),
)
"""The keys at the top of the manifest."""

THEME_KEYS = _keys(
    Key(
        "id",
        "What cards call the theme.",
        '"calm"',
        required=True,
        pattern=ID,
        longest=ID_LENGTH,
        advice="use a to z, 0 to 9 and single hyphens between",
    ),
    Key("title", "What readers see.", '"Calm"', required=True),
    Key(
        "glyph",
        "One character that stands for it.",
        '"~"',
        required=True,
        pattern=".\ufe0f?",
        advice="give one character",
    ),
    Key(
        "letter",
        "One plain letter for where the glyph is drawn badly; the first of the id where it is left out.",
        '"c"',
        pattern=r"[ -~]",
        advice="give one plain letter",
    ),
)
"""The keys under each `[[themes]]`."""

THEMES_SAY = "A theme beyond the four; say `[[themes]]` once for each."
