"""Flesch reading ease, with syllables counted by Pyphen's British hyphenation."""

from __future__ import annotations

import re
from functools import cache

import pyphen

from tests.content.bundled import words

_END = re.compile(r"[.!?:;]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


def syllables(word: str) -> int:
    """Syllables of a word: where it may be hyphenated, or its groups of vowels, whichever finds more.

    Hyphenation leaves out breaks after one letter, and so counts too few; vowels count too many, for a silent e.
    """
    groups = len(_VOWELS.findall(word.removesuffix("e") if len(word) > 3 and not word.endswith("le") else word))
    return max(1, groups, len(_dictionary().positions(word)) + 1)


def ease(text: str) -> float:
    """Flesch 1948, A New Readability Yardstick, J. of Applied Psychology 32(3): 100 is very easy, 55 fairly hard."""
    found = words(text)
    sentences = max(1, len(_END.findall(text)))
    return 206.835 - 1.015 * len(found) / sentences - 84.6 * sum(map(syllables, found)) / len(found)
