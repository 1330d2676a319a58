"""Making outside text safe to show: the one place where text on its way out is cleaned."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t\u200c\u200d\ufe0f")
_REMOVED = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def is_unsafe(char: str) -> bool:
    """Whether a terminal might act on this character: controls, bidi, zero-width, private, separators."""
    return char not in _KEPT and unicodedata.category(char) in _REMOVED


def clean(text: str) -> str:
    """The text without characters that a terminal acts on; newline, tab, ZWJ, ZWNJ and U+FE0F stay."""
    if text.isprintable():
        return text
    return "".join(char for char in text if not is_unsafe(char))


def one_line(text: str) -> str:
    """Cleaned, with every run of white space folded to one space."""
    return " ".join(clean(text).split())
