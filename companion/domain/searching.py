"""Finding words in what was written: case and accents aside, as parts of words, and how well each place answers.

Folding treats every character by itself, so a text folded in pieces is the same as folded whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

_SAME = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-"}
"""What keyboards and typesetters write differently."""


class Voice(IntEnum):
    """Whose words a text holds: one's own, what one expected, or the card's."""

    OWN = 0
    EXPECTED = 1
    CARD = 2


class Fit(IntEnum):
    """How a word was found: as a whole word, as the beginning of one, or inside one."""

    WHOLE = 0
    BEGINNING = 1
    PART = 2


Text = tuple[str, Voice, str]
"""One text of a record: its path there, `note` or `shown.idea` or `deeper.0.text`, its voice, and the text."""


_NOWHERE = (len(Voice), 0)


class Match(NamedTuple):
    """That a record answers a search: how well, the lower the better, and the text which answers most of it."""

    rank: tuple[int, int]
    field: str
    text: str


_SHOWN = (("title", "shown.title"), ("idea", "shown.idea"), ("source", "shown.source"))
_FIELDS: Mapping[str, tuple[tuple[str, Voice], ...]] = {
    "plans": (("action", Voice.OWN), ("cue", Voice.OWN), ("expect", Voice.EXPECTED), ("know", Voice.EXPECTED)),
    "trials": (("note", Voice.OWN),),
    "untried": (("note", Voice.OWN),),
    "decisions": (("lesson", Voice.OWN),),
    "reflections": (("text", Voice.OWN), ("question", Voice.CARD)),
    "reviews": (("plus", Voice.OWN), ("minus", Voice.OWN), ("next", Voice.OWN)),
    "captures": (("text", Voice.OWN), ("label", Voice.CARD), ("title", Voice.CARD)),
}
WRITTEN = frozenset(_FIELDS)
"""The tables of a history whose records hold texts, by its own names."""


def texts(table: str, record: Any) -> Iterator[Text]:
    """Every text of a record of such a table, one's own words first; whatever has the record's fields will do."""
    for name, voice in _FIELDS[table]:
        if text := getattr(record, name):
            yield name, voice, text
    if table == "reviews":
        for number, answer in enumerate(record.deeper):
            yield f"deeper.{number}.text", Voice.OWN, answer.text
        for number, answer in enumerate(record.deeper):
            yield f"deeper.{number}.question", Voice.CARD, answer.question
    elif table in ("plans", "reflections") and record.shown:
        for name, path in _SHOWN:
            if text := getattr(record.shown, name):
                yield path, Voice.CARD, text


def fold(text: str) -> str:
    """The text without differences of case, accent and width: `Naïve` and `NAIVE` are the same, `ß` is `ss`."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _FoldedCharacters(dict[int, str]):
    """Each character folded; worked out once."""

    def __missing__(self, code: int) -> str:
        # Compatible forms of letters have cases of their own, so the case is folded on both sides of that.
        even = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code).casefold()).casefold())
        self[code] = bare = "".join([_SAME.get(char, char) for char in even if not unicodedata.combining(char)])
        return bare


_FOLDED = _FoldedCharacters()


def terms(words: str) -> tuple[str, ...]:
    """What a search asks for: each word folded, without the punctuation around it; none where it has no letters."""
    found = []
    for word in fold(words).split():
        inside = [number for number, char in enumerate(word) if _is_letter(char)]
        if any(char.isalnum() for char in word):
            found.append(word[inside[0] : inside[-1] + 1])
    return tuple(dict.fromkeys(found))


def _is_letter(char: str) -> bool:
    """Whether it is part of a word: a letter, a digit, or a vowel sign that is written as a mark."""
    return char.isalnum() or unicodedata.category(char)[0] == "M"


class Matcher:
    """One search for these terms. A text that comes again, as those of cards do, is looked at once."""

    def __init__(self, asked: Sequence[str]) -> None:
        self._asked = asked
        self._seen: dict[str, list[tuple[int, Fit]]] = {}

    def match(self, found: Iterable[Text]) -> Match | None:
        """How one record answers, given its texts in the order of their voices; None unless each term is in one.

        A record is as good as its worst term, and a term as good as the best text that has it.
        """
        best = [_NOWHERE] * len(self._asked)
        shown, order = ("", ""), (0, 0, 0)
        for field, voice, text in found:
            if order[0] == -len(best) and voice > order[1]:
                break  # one text has all of them, and no later one is better
            fits = self._seen.get(text)
            if fits is None:
                fits = self._seen[text] = self._fits(text)
            if not fits:
                continue
            worst = 0
            for number, fit in fits:
                worst = max(worst, fit)
                best[number] = min(best[number], (voice, fit))
            if (-len(fits), voice, worst) < order:
                shown, order = (field, text), (-len(fits), voice, worst)
        rank = max(best, default=_NOWHERE)
        return None if rank is _NOWHERE else Match(rank, *shown)

    def _fits(self, text: str) -> list[tuple[int, Fit]]:
        """The terms, by their numbers, that a text has, each with how it stands there."""
        folded = fold(text)
        return [(number, _fit(folded, term)) for number, term in enumerate(self._asked) if term in folded]


def _fit(folded: str, term: str) -> Fit:
    """How a term stands in a text that has it, at its best."""
    fit, at, length = Fit.PART, folded.find(term), len(term)
    while at >= 0:
        if not at or not _is_letter(folded[at - 1]):
            end = at + length
            if end == len(folded) or not _is_letter(folded[end]):
                return Fit.WHOLE
            fit = Fit.BEGINNING
        at = folded.find(term, at + 1)
    return fit


def marks(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where any of the words is in the text: beginnings and ends in its characters, in order, none overlapping."""
    folded = fold(text)
    found = sorted((at, at + len(term)) for term in terms(words) for at in _places(folded, term))
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return tuple(joined) if text.isascii() else _unfolded(text, joined)


def _places(folded: str, term: str) -> Iterable[int]:
    at = folded.find(term)
    while at >= 0:
        yield at
        at = folded.find(term, at + 1)


def _unfolded(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same spans in the characters that were folded, each with the accents that follow it."""
    origin = [number for number, char in enumerate(text) for _ in fold(char)]
    origin.append(len(text))
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = origin[first], origin[last - 1] + 1
        while end < len(text) and not fold(text[end]):
            end += 1
        if joined and start <= joined[-1][1]:  # two halves of one character were found
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)
