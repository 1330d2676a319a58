"""Searching the log itself: a journal at rest need not be read to be searched, nor one that is awake be gone through.

A file is folded line by line as its bytes stand, and only lines that hold every term are decoded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from companion.domain.facts import FACTS
from companion.domain.history import History
from companion.domain.searching import WRITTEN, Match, Matcher, fold, texts
from companion.journal.errors import CannotRead, Outdated
from companion.journal.lines import HISTORY_NAMES
from companion.journal.logfiles import BOM, FileState, Place, read_line

_TABLES = frozenset(table for table, name in HISTORY_NAMES.items() if name in WRITTEN and name in FACTS)
_SMALL = tuple(name for name in HISTORY_NAMES.values() if name in WRITTEN and name not in FACTS)
"""The tables with texts that are whole in memory, so that no line of theirs need be found."""
_ODD_ESCAPE = re.compile(rb"\\[u/]")
"""Ways to write a character that another program may choose, and that this one does not."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_SHORT = 64
"""Bytes of a run up to which it is likely to come again, as a word does."""
_CARD = b'"shown":'
"""Where a line goes on with what its card said, as many other lines do in just the same way."""
_BLOCK = 8192
"""Bytes that are looked at together; most texts of most people need no more than small letters."""


class Hit(NamedTuple):
    """A document that answers a search: its table by the history's name, its id, and how it answers."""

    table: str
    key: str
    match: Match


class Log(Protocol):
    """What has been read of the files, and which of their lines still hold."""

    @property
    def files(self) -> Mapping[str, FileState]:
        """The files by name, as they were when they were read."""

    def stands(self, table: str, key: str, place: Place) -> bool:
        """Whether this line holds the document as it is now."""


class _Card(msgspec.Struct, gc=False):
    title: str = ""
    idea: str = ""
    source: str = ""


class _Answer(msgspec.Struct, gc=False):
    question: str = ""
    text: str = ""


class _Written(msgspec.Struct, gc=False):
    """The texts of a document of any table."""

    action: str = ""
    cue: str = ""
    expect: str = ""
    know: str = ""
    note: str = ""
    lesson: str = ""
    text: str = ""
    question: str = ""
    plus: str = ""
    minus: str = ""
    next: str = ""
    shown: _Card | None = None
    deeper: list[_Answer] = []


class _Change(msgspec.Struct, gc=False):
    t: str
    i: str
    d: _Written | None


class _Line(msgspec.Struct, gc=False):
    a: list[_Change]


_LINE = msgspec.json.Decoder(_Line)


class _Folded(NamedTuple):
    """One file: what it was read from, its bytes in small letters, and by their offset those lines that folding
    changes further, folded."""

    identity: tuple[int, int, int]
    small: bytes
    odd: dict[int, tuple[Place, bytes]]


class Search:
    """Searches one journal's files, and keeps them folded for as long as they stay as they are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _Folded] = {}

    def find(self, log: Log, history: History, terms: Sequence[str]) -> list[Hit]:
        """Every document that has all terms, each folded, in its texts; `history` is what the log says. Raises
        CannotRead or Outdated."""
        try:
            needles = sorted([_as_written(term) for term in terms], key=len, reverse=True)
        except UnicodeEncodeError:  # half of a character, which no document holds
            return []
        self._files = {name: self._files[name] for name in self._files.keys() & log.files.keys()}
        if not needles:
            return []
        found, matcher = [], Matcher(terms)
        for kind in _SMALL:
            answers = [(key, matcher.match(texts(kind, one))) for key, one in getattr(history, kind).items()]
            found += [Hit(kind, key, answer) for key, answer in answers if answer]
        for name, state in log.files.items():
            places = list(_places(name, self._folded(name, state), needles))
            data = _read(self._folder / name, state) if places else b""
            for place in places:
                raw = data[place.offset : place.offset + place.length]
                for table, key, written in self._documents(raw, place):
                    if not log.stands(table, key, place):
                        continue
                    kind = HISTORY_NAMES[table]
                    if answer := matcher.match(texts(kind, written)):
                        found.append(Hit(kind, key, answer))
        return found

    def _folded(self, name: str, state: FileState) -> _Folded:
        held = self._files.get(name)
        if held is None or held.identity != state.identity:
            data = _read(self._folder / name, state)
            held = self._files[name] = _Folded(state.identity, data.lower(), dict(_odd_lines(name, data)))
        return held

    def _documents(self, raw: bytes, place: Place) -> Iterator[tuple[str, str, Any]]:
        """The documents with texts in one line: table, id, and what has the texts."""
        try:
            changes = [(one.t, one.i, one.d) for one in _LINE.decode(raw).a]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield from self._whole_documents(place)
            return
        if len(changes) > 1 and len({one[:2] for one in changes}) < len(changes):
            yield from self._whole_documents(place)
            return
        for table, key, written in changes:
            if written and table in _TABLES:
                yield table, key, written

    def _whole_documents(self, place: Place) -> Iterator[tuple[str, str, Any]]:
        """The same of a line that is out of the ordinary: it is read as whoever reads the journal reads it."""
        line, records = read_line(self._folder, place) or (None, [])
        last: dict[tuple[str, str], tuple[bytes, Any]] = {}
        for change, record in zip(line.a if line else (), records, strict=True):
            name, one = (change.t, change.i), (bytes(change.d), record)
            # Of an act that names a document twice, the fold lets the later text win.
            last[name] = max(one, last.get(name, one), key=lambda found: found[0])
        for (table, key), (_, record) in last.items():
            if record and table in _TABLES:
                yield table, key, record


def _read(path: Path, state: FileState) -> bytes:
    """The file as it was when it was read; Outdated where it is another by now."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            data = file.read()
    except OSError as error:
        raise CannotRead(path, error) from None
    if not state.is_current(found) or len(data) != state.size:
        raise Outdated
    return data


def _odd_lines(name: str, data: bytes) -> Iterator[tuple[int, tuple[Place, bytes]]]:
    """The lines that folding changes beyond their small letters, by their offset."""
    escapes, start = _ODD_ESCAPE.search(data), 0
    while start < len(data):
        end = data.find(b"\n", start + _BLOCK) + 1 or len(data)
        block = data[start:end]
        if escapes or not block.isascii():
            for raw in block.split(b"\n"):
                if not raw.isascii() or (escapes and _ODD_ESCAPE.search(raw)):
                    yield start, (Place(name, start, len(raw)), fold_line(raw))
                start += len(raw) + 1
        start = end


def _places(name: str, file: _Folded, needles: Sequence[bytes]) -> Iterator[Place]:
    """Where those lines of a file stand that hold every needle."""
    first, *rest = needles
    at = file.small.find(first)
    while at >= 0:
        start, end = file.small.rfind(b"\n", 0, at) + 1, file.small.find(b"\n", at)
        end = len(file.small) if end < 0 else end
        if start not in file.odd and all(file.small.find(needle, start, end) >= 0 for needle in rest):
            yield Place(name, start, end - start)
        at = file.small.find(first, end)
    for place, line in file.odd.values():
        if all(needle in line for needle in needles):
            yield place


def fold_line(raw: bytes) -> bytes:
    """A line as it stands in the log, folded as its texts would be, so that it holds every term that they hold."""
    if _ODD_ESCAPE.search(raw):
        raw = _respelt(raw)
    own, mark, card = raw.partition(_CARD)
    return _fold_part(own) + mark + (_fold_card if len(card) < _BLOCK else _fold_part)(card)


def _fold_part(part: bytes) -> bytes:
    return part.lower() if part.isascii() else _NOT_ASCII.sub(_fold_match, part.lower())


_fold_card = lru_cache(maxsize=1 << 12)(_fold_part)


def _respelt(raw: bytes) -> bytes:
    """The line as this program would have written it; as it is, where it cannot be read."""
    try:
        return msgspec.json.encode(msgspec.json.decode(raw.removeprefix(BOM)))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return raw


def _fold_match(found: re.Match[bytes]) -> bytes:
    run = found[0]
    return _fold_word(run) if len(run) <= _SHORT else _fold_run(run)


def _fold_run(run: bytes) -> bytes:
    return _as_written(fold(run.decode("utf-8", "replace")))


_fold_word = lru_cache(maxsize=1 << 14)(_fold_run)


def _as_written(text: str) -> bytes:
    """How a folded text stands inside a folded line: a quotation mark or a backslash is escaped."""
    return msgspec.json.encode(text)[1:-1].lower()
