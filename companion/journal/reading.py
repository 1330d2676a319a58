"""What has been read of the log: all of it, or at first only the cache of what it says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from companion.domain.history import History
from companion.domain.records import Record
from companion.journal.cache import read_cache, write_cache
from companion.journal.contents import Contents
from companion.journal.errors import SetAside
from companion.journal.fold import Fold, collection_paused
from companion.journal.lines import HISTORY_NAMES, TOMBSTONE, decode_line
from companion.journal.logfiles import FileState, Place, extends, log_files, parse, read_bytes
from companion.journal.resting import Rest

Found = dict[str, os.stat_result]


class Reading:
    """The documents and the history of the files that were found last. Until everything is read, it rests.

    `own` says whether this device writes a log.
    """

    def __init__(self, folder: Path, state: Path, own: Callable[[str], bool]) -> None:
        self._folder, self._state, self._own = folder, state, own
        self._fold, self._files = Fold(), dict[str, FileState]()
        self._rest: Rest | None = None
        self._history: History | None = None
        self._unkept = False

    # Looking

    def begin(self, found: Found) -> None:
        """Rest, where the cache is about these files; then take them in."""
        with collection_paused():
            contents = read_cache(self._state, self._folder, self._own, found)
        if contents:
            self._rest, self._files = Rest(self._folder, contents, self), contents.files
        self.take(found)

    def take(self, found: Found) -> bool:
        """Take in whatever has changed; True where something had. Raises CannotRead or NewerJournal."""
        fresh = [name for name, stat in found.items() if not self._is_current(name, stat)]
        gone = self._files.keys() - found.keys()
        if self._rest and (fresh or gone):
            self._forget()
            fresh = list(found)
        contents = {name: read_bytes(self._folder / name) for name in fresh}
        if gone or any(name in self._files and not extends(self._files[name], contents[name]) for name in fresh):
            # Something was edited or removed, not only added to: what it said before must go, so start anew.
            self._fold, self._files = Fold(), {}
            contents |= {name: read_bytes(self._folder / name) for name in found if name not in contents}
        if contents or gone:
            self._history, self._unkept = None, True
        if contents:
            with collection_paused():
                for name, data in contents.items():
                    self._read(name, found[name], data)
        return bool(contents or gone)

    def history(self) -> History:
        """Everything recorded; the same object until something changes."""
        if self._rest:
            return self._rest.history
        if self._history is None:
            records = {
                name: {key: held.record for key, held in self._fold.live(table)}
                for table, name in HISTORY_NAMES.items()
            }
            self._history = History(**records)  # type: ignore[arg-type]  # each table has records of its kind
        return self._history

    def set_aside(self) -> list[SetAside]:
        """The lines that are not whole acts."""
        return sorted(trouble for state in self._files.values() for trouble in state.set_aside)

    # Documents

    def raw(self, table: str, key: str) -> bytes:
        """A document's JSON, or `null` where there is none."""
        name = HISTORY_NAMES[table]
        if self._rest:
            if key not in getattr(self._rest.history, name):
                return TOMBSTONE
            document = self._rest.document(name, key)
            if document:
                return document.raw
            self.mistrust()
            self.take(log_files(self._folder))
        held = self._fold.tables[table].get(key)
        return held.raw if held else TOMBSTONE

    def keys(self, table: str) -> Iterable[str]:
        """The ids of a whole table; whoever goes through it reads it all."""
        self.wake()
        return [key for key, _ in self._fold.live(table)]

    def record(self, table: str, key: str) -> Record | None:
        """What a document says; None where there is none."""
        self.wake()
        held = self._fold.tables[table].get(key)
        return held.record if held else None

    def was_used(self, table: str, key: str) -> bool:
        """Whether a document has, or had, this id."""
        if self._rest:
            name = HISTORY_NAMES[table]
            return key in getattr(self._rest.history, name) or key in self._rest.contents.used[name]
        return key in self._fold.tables[table]

    @property
    def files(self) -> Mapping[str, FileState]:
        """The files by name, as they were when they were read."""
        return self._files

    def stands(self, table: str, key: str, place: Place) -> bool:
        """Whether this line holds a document, of a table that grows with the years, as it is now."""
        if self._rest:
            return self._rest.place(HISTORY_NAMES[table], key) == place
        held = self._fold.tables[table].get(key)
        return held is not None and held.place == place

    @property
    def last_stamp(self) -> str:
        """The latest stamp that was read, "" for none."""
        return self._rest.contents.last_stamp if self._rest else self._fold.last_stamp

    # Moving on

    def append(self, name: str, before: int, line: bytes, found: os.stat_result) -> bool:
        """Take in a line of this device's that took its log from `before` bytes to what was found; False where
        more than that has happened to the file."""
        state = self._files.setdefault(name, FileState(found.st_ino, 0, 0, own=True))
        if state.read != before or found.st_size != before + len(line) or found.st_ino != state.inode:
            return False
        act, records = decode_line(line)
        place = Place(name, before, len(line) - 1)
        if self._rest:
            self._rest = Rest(self._folder, self._rest.contents.renewed(act, records, place), self)
        else:
            self._fold.apply(act, records, place)
        changes: dict[str, list[tuple[str, Record | None]]] = {}
        for change, record in zip(act.a, records, strict=True):
            changes.setdefault(HISTORY_NAMES[change.t], []).append((change.i, record))
        for table, changed in changes.items():
            self._history = self._history and self._history.renewed(table, changed)
        state.extend(line, found)
        self._unkept = True
        return True

    def keep(self) -> None:
        """Keep the contents in the cache, if they are not what it holds; this takes its time, and may fail."""
        if self._unkept:
            rest, facts = self._rest, self.history().facts
            contents = rest.contents if rest else Contents.of(self._files, self._fold, facts)
            self._unkept = not write_cache(self._state, self._folder, contents)

    def wake(self) -> None:
        """Read everything, where that has not been done. Raises CannotRead or NewerJournal."""
        rest, states, unkept = self._rest, self._files, self._unkept
        if rest is None:
            return
        self._forget()
        self.take(log_files(self._folder))
        if {name: state.identity for name, state in states.items()} == {
            name: state.identity for name, state in self._files.items()
        }:
            rest.wake(self.history())
            self._history, self._unkept = rest.history, unkept

    def mistrust(self) -> None:
        """Have everything read at the next look: a line is not what the cache says."""
        if self._rest:
            self._forget()

    def _forget(self) -> None:
        self._rest, self._history = None, None
        self._fold, self._files = Fold(), {}

    def _is_current(self, name: str, found: os.stat_result) -> bool:
        return name in self._files and self._files[name].is_current(found)

    def _read(self, name: str, found: os.stat_result, data: bytes) -> None:
        state = self._files.setdefault(name, FileState(0, 0, 0))
        for line, records, place in parse(name, self._folder / name, data, state, self._own(name)):
            self._fold.apply(line, records, place)
        state.identify(found)
