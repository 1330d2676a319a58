"""The journal: one place to read what was recorded, and to record one act at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from companion.domain.history import History
from companion.domain.records import Record
from companion.files import private_folder
from companion.journal.cache import read_cache, write_cache
from companion.journal.device import Heads, machine_fingerprint, make_device, read_device
from companion.journal.errors import CannotWrite, Gone, JournalBusy, JournalError, Outdated, Trouble
from companion.journal.fold import Fold, collection_paused
from companion.journal.lines import HISTORY_NAMES, TABLES, TOMBSTONE, decode_line, encode_line
from companion.journal.logfiles import FileState, Place, append, extends, is_own, log_files, parse, read_bytes
from companion.journal.resting import Rest
from companion.journal.stamps import next_stamp
from companion.journal.tables import DocumentView, LogStorage, LogTable, WorkingCopy
from companion.journal.undo import find_undo

if TYPE_CHECKING:
    from filelock import BaseFileLock

T = TypeVar("T")


class _Database(TinyDB):
    table_class = LogTable


class Undone(NamedTuple):
    """A document that an undo took back: what it said, and whether an earlier version of it stands now."""

    table: str
    id: str
    record: Record | None
    remains: bool


class Act:
    """What is about to become one line: the new JSON of each document, by table and id."""

    def __init__(self) -> None:
        self.changes: dict[str, dict[str, bytes]] = {}
        self.undoes = ""

    def pending(self, table: str) -> Mapping[str, bytes]:
        """The changes to one table so far."""
        return self.changes.get(table, {})


class Journal:
    """TinyDB (`db`) over the log of acts. Reading takes no lock and writes nothing; `act()` records."""

    def __init__(
        self,
        folder: Path,
        state: Path,
        clock: Callable[[], datetime],
        new_id: Callable[[int], str],
        wait: float = 5.0,
        fingerprint: str | None = None,
    ) -> None:
        """`clock` gives aware instants; `new_id(n)` n random characters; `wait` is for the lock, in seconds."""
        self.folder, self.state = folder, state
        self._clock, self._new_id, self._wait = clock, new_id, wait
        self._fingerprint = fingerprint or machine_fingerprint()
        self._fold, self._files = Fold(), dict[str, FileState]()
        self._heads = Heads(state, folder)
        self._history: History | None = None
        self._rest: Rest | None = None
        self._unkept = False
        self._act: Act | None = None
        self._lock: BaseFileLock | None = None
        self.device = read_device(state, self._fingerprint)
        self.troubles: list[Trouble] = []
        self.db = _Database(self, tuple(TABLES.values()), storage=LogStorage)
        self._open()

    # Reading

    def refresh(self) -> bool:
        """Take in whatever has changed on disk, by whomever; True where something had."""
        return self._take(self._list())

    def history(self) -> History:
        """Everything recorded, as typed records by id; the same object until something changes."""
        self.refresh()
        if self._history is None:
            self._history = self._rest.history(self) if self._rest else self._folded()
        return self._history

    def ask(self, question: Callable[[History], T]) -> T:
        """Put a question to the history, and once more where the files are not what they were at its beginning."""
        try:
            return question(self.history())
        except Outdated:
            return question(self.history())

    def keep(self) -> None:
        """Keep what was read in the cache, if that is news; this takes its time, and may silently fail."""
        if self._unkept:
            self._unkept = not write_cache(self.state, self.folder, self._files, self._fold)

    def wake(self) -> None:
        """Read everything after all, where the journal was opened from its cache."""
        rest, history, states = self._rest, self._history, self._files
        if rest is None:
            return
        self._forget()
        self.refresh()
        if {name: state.identity for name, state in states.items()} == {
            name: state.identity for name, state in self._files.items()
        }:
            rest.wake(self._folded())
            self._history, self._unkept = history, False

    def mistrust(self) -> None:
        """Do without what the cache said: a line is not what it says."""
        if self._rest:
            self._forget()

    def view(self, table: str) -> DocumentView:
        """One table as it stands, with the changes of the act under way; TinyDB reads through this."""
        if self._act is None:
            self.refresh()
            self.wake()
        return DocumentView(self._fold, table, self._act.pending(table) if self._act else {})

    # Recording

    @contextmanager
    def act(self) -> Iterator[Act]:
        """Everything changed inside becomes one line, durable when this returns; inside another, it joins it.

        Raises CannotWrite, JournalBusy, NewerJournal or Unstorable; nothing is then recorded.
        """
        if self._act is not None:
            yield self._act
            return
        with self._locked():
            self.device = read_device(self.state, self._fingerprint)
            self.refresh()
            self.wake()
            act = self._act = Act()
            try:
                yield act
            finally:
                self._act = None
            if any(act.changes.values()):
                self._commit(act)

    def change(self, table: str, updater: Callable[[WorkingCopy], None]) -> None:
        """Run the updater on a working copy and add what it changed to the act; on an error nothing is added."""
        with self.act() as act:
            working = WorkingCopy(self.view(table))
            updater(working)
            act.changes.setdefault(table, {}).update(working.changes(table))

    def add(self, record: Record, key: str = "") -> str:
        """Record a new document, or replace the one with this key; returns its id."""
        table = self.db.table(TABLES[type(record)])
        document = msgspec.to_builtins(record)
        if not key:
            return str(table.insert(document))
        table.upsert(Document(document, key))  # type: ignore[arg-type]  # ids are text here
        return key

    def amend(self, kind: type[Record], key: str, **fields: Any) -> None:
        """Change some fields of one document; what else it holds, known to us or not, stays. Raises Gone."""
        with self.act():
            if not self.has(kind, key):
                raise Gone("This was taken back meanwhile, here or on another device. Record it anew.")
            self.db.table(TABLES[kind]).update(fields, doc_ids=[key])  # type: ignore[list-item]

    def has(self, kind: type[Record], key: str) -> bool:
        """Whether there is such a document."""
        return key in self.view(TABLES[kind])

    def remove(self, kind: type[Record], key: str) -> None:
        """Leave a tombstone for one document."""
        self.db.table(TABLES[kind]).remove(doc_ids=[key])  # type: ignore[list-item]

    def new_key(self, table: str) -> str:
        """A short random id that no document of the table has, deleted ones included."""
        self.wake()
        while (key := self._new_id(8)) in self._fold.tables[table]:
            pass
        return key

    def undo(self) -> list[Undone]:
        """Take back this device's latest act not yet undone; returns what each of its documents said.

        Raises CannotUndo, saying why, when there is none or another device has revised one of them since.
        """
        with self.act() as act:
            lines = [line for name in log_files(self.folder) for line in self._lines(name)]
            undo = find_undo(lines, self.device)
            taken_back = []
            for table, key, raw in undo.restored:
                record = self._fold.tables[table][key].record
                taken_back.append(Undone(table, key, record, raw != TOMBSTONE))
                act.changes.setdefault(table, {})[key] = raw
            act.undoes = undo.stamp
        return taken_back

    # Inside

    def _open(self) -> None:
        found = self._list()
        with collection_paused():
            self._rest = read_cache(self.state, self.folder, self.device, found)
        if self._rest:
            self._files = self._rest.files
        self._take(found)

    def _list(self) -> dict[str, os.stat_result]:
        self._heads.load()  # before the files: a head older than its file is too small, and raises no false alarm
        return log_files(self.folder)

    def _take(self, found: dict[str, os.stat_result]) -> bool:
        fresh = [name for name, stat in found.items() if not self._is_current(name, stat)]
        gone = self._files.keys() - found.keys()
        if self._rest and (fresh or gone):
            self._forget()
            fresh = list(found)
        contents = {name: read_bytes(self.folder / name) for name in fresh}
        if gone or any(name in self._files and not extends(self._files[name], contents[name]) for name in fresh):
            # Something was edited or removed, not only added to: what it said before must go, so start anew.
            self._fold, self._files = Fold(), {}
            contents |= {name: read_bytes(self.folder / name) for name in found if name not in contents}
        if contents or gone:
            self._history, self._unkept = None, True
        if contents:
            with collection_paused():
                for name, data in contents.items():
                    self._read(name, found[name], data)
        self._note_troubles({name: stat.st_size for name, stat in found.items()})
        return bool(contents or gone)

    def _forget(self) -> None:
        """Be as if nothing had been read: the next look reads every file."""
        self._rest, self._history = None, None
        self._fold, self._files = Fold(), {}

    def _folded(self) -> History:
        records = {
            name: {key: held.record for key, held in self._fold.live(table)} for table, name in HISTORY_NAMES.items()
        }
        return History(**records)  # type: ignore[arg-type]  # each table has records of its kind

    def _is_current(self, name: str, found: os.stat_result) -> bool:
        return name in self._files and self._files[name].is_current(found)

    def _read(self, name: str, found: os.stat_result, data: bytes) -> None:
        state = self._files.setdefault(name, FileState(0, 0, 0))
        for line, records, place in parse(name, self.folder / name, data, state, is_own(name, self.device)):
            self._fold.apply(line, records, place)
        state.identify(found)

    def _lines(self, name: str) -> Iterator[Any]:
        path = self.folder / name
        for line, _, _ in parse(name, path, read_bytes(path), FileState(0, 0, 0), own=False):
            yield line

    def _note_troubles(self, sizes: dict[str, int]) -> None:
        set_aside = [trouble for state in self._files.values() for trouble in state.set_aside]
        self.troubles = [*self._heads.lost(sizes), *sorted(set_aside)]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # 50 ms that reading never needs

        path = self.state / "lock"
        try:
            private_folder(self.state)
            if self._lock is None:
                self._lock = FileLock(path, timeout=self._wait, mode=0o600, fallback_to_soft=False)
            lock = self._lock
            lock.acquire()
        except Timeout:
            raise JournalBusy(path, self._wait) from None
        except OSError as error:
            raise CannotWrite(path, error) from None
        try:
            yield
        finally:
            lock.release()

    def _commit(self, act: Act) -> None:
        path = self.state
        try:
            if not self.device:
                self.device = make_device(self.state, self._fingerprint, self._new_id)
            now = self._clock().astimezone(UTC)
            stamp = next_stamp(now, self._fold.last_stamp, self.device)
            changes = [(table, key, raw) for table, docs in act.changes.items() for key, raw in docs.items()]
            line = encode_line(stamp, changes, act.undoes)
            name = f"{self.device}/{now.year}.jsonl"
            path = self.folder / name
            before = path.stat().st_size if path.exists() else 0
            append(path, line)
        except OSError as error:
            raise CannotWrite(path, error) from None
        self._take_in(name, before, line)

    def _take_in(self, name: str, before: int, line: bytes) -> None:
        """Make memory and the heads agree with an act that is durable now, so nothing here may fail it."""
        try:
            found = (self.folder / name).stat()
        except OSError:
            return  # Somebody has taken the file away again, which the next look will say.
        with suppress(OSError):  # A head that could not be moved on is only too small, which does no harm.
            self._heads.note(name, before, found.st_size)
        state = self._files.setdefault(name, FileState(found.st_ino, 0, 0))
        if state.read == before and found.st_size == before + len(line) and found.st_ino == state.inode:
            act, records = decode_line(line)
            self._fold.apply(act, records, Place(name, before, len(line) - 1))
            changes: dict[str, list[tuple[str, Record | None]]] = {}
            for change, record in zip(act.a, records, strict=True):
                changes.setdefault(HISTORY_NAMES[change.t], []).append((change.i, record))
            for table, changed in changes.items():
                self._history = self._history and self._history.renewed(table, changed)
            state.extend(line, found)
            self._unkept = True
            return
        with suppress(JournalError):  # What another device sent meanwhile is for the next look to refuse.
            self.refresh()
