"""The journal: one place to read what was recorded, and to record one act at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from companion.domain.facts import FACTS
from companion.domain.history import History
from companion.domain.records import Record
from companion.files import private_folder
from companion.journal.device import Heads, machine_fingerprint, make_device, read_device
from companion.journal.errors import CannotWrite, Gone, JournalBusy, JournalError, Lost, Outdated, Trouble
from companion.journal.lines import HISTORY_NAMES, TABLES, Line, decode_record, encode_line
from companion.journal.logfiles import FileState, append, is_own, log_files, parse, read_bytes
from companion.journal.reading import Reading
from companion.journal.stamps import next_stamp
from companion.journal.tables import DocumentView, LogStorage, LogTable, WorkingCopy
from companion.journal.undo import find_undo
from companion.journal.versions import Version, versions

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from companion.journal.backup import Backups, Restored
    from companion.journal.search import Hit, Search

T = TypeVar("T")


class _Database(TinyDB):
    table_class = LogTable


class Undone(NamedTuple):
    """A document that an undo took back: what it said, and whether an earlier version of it stands now. Of one that had
    been withdrawn it is what it says again, and `returns` is True."""

    table: str
    id: str
    record: Record | None
    remains: bool
    returns: bool = False


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
        self._heads = Heads(state, folder)
        self._backups: Backups | None = None
        self._reading = Reading(folder, state, lambda name: is_own(name, self.device))
        self._act: Act | None = None
        self._lock: BaseFileLock | None = None
        self._search: Search | None = None
        self.device = read_device(state, self._fingerprint)
        self._found_wrong: list[Trouble] = []
        self.db = _Database(self, tuple(TABLES.values()), storage=LogStorage)
        found = self._list()
        self._reading.begin(found)
        self._note_troubles(found)

    @property
    def troubles(self) -> list[Trouble]:
        """What is wrong with the files, as of the last look, and with the day's backup."""
        return [*self._found_wrong, *(self._backups.troubles if self._backups else [])]

    @property
    def backups(self) -> Backups:
        """The backups of this journal."""
        if self._backups is None:
            from companion.journal.backup import Backups  # reading never needs it

            self._backups = Backups(self.state, self.folder)
        return self._backups

    # Reading

    def refresh(self) -> bool:
        """Take in whatever has changed on disk, by whomever; True where something had."""
        found = self._list()
        changed = self._reading.take(found)
        self._note_troubles(found)
        return changed

    def history(self) -> History:
        """Everything recorded, as typed records by id; the same object until something changes."""
        self.refresh()
        return self._reading.history()

    def foreseen(self) -> History:
        """Everything recorded; its facts and its small tables with the changes of the act under way."""
        history = self._reading.history()
        tables: dict[str, Any] = {"known": history.facts}
        for table, changes in (self._act.changes if self._act else {}).items():
            name, records = HISTORY_NAMES[table], [(key, decode_record(table, raw)) for key, raw in changes.items()]
            if name in FACTS:
                tables["known"] = tables["known"].renewed(name, records)
            else:
                tables[name] = getattr(history.renewed(name, records), name)
        return replace(history, **tables)

    def ask(self, question: Callable[[History], T]) -> T:
        """Put a question to the history; once more where a line is not what the cache has said."""
        try:
            return question(self.history())
        except Outdated:
            return question(self.history())

    def keep(self) -> None:
        """Keep a cache for the next start, if there is news; this takes its time, and may silently fail."""
        self._reading.keep()

    def view(self, table: str) -> DocumentView:
        """One table as it stands, with the changes of the act under way; TinyDB reads through this."""
        if self._act is None:
            self.refresh()
        return DocumentView(self._reading, table, self._act.pending(table) if self._act else {})

    def versions(self) -> list[Version]:
        """Every version of every document, in the order in which they win over one another; this reads every line."""
        return versions(self._acts())

    def search(self, terms: Sequence[str]) -> tuple[History, list[Hit]]:
        """Every document with all of these folded terms in its texts, in no order, and the history they are of.

        A journal at rest is not woken by this.
        """
        from companion.journal.search import Search  # only a search needs it

        search = self._search = self._search or Search(self.folder)
        return self.ask(lambda history: (history, search.find(self._reading, history, terms)))

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
        document = _document(record)
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
        while self._reading.was_used(table, key := self._new_id(8)):
            pass
        return key

    def undo(self) -> list[Undone]:
        """Take back this device's latest act not yet undone; returns what each of its documents said.

        Raises CannotUndo, saying why, when there is none or another device has revised one of them since.
        """
        with self.act() as act:
            undo = find_undo([line for line, _ in self._acts()], self.device)
            taken_back = []
            for table, key, raw in undo.restored:
                record, before = self._reading.record(table, key), decode_record(table, raw)
                taken_back.append(Undone(table, key, record or before, before is not None, returns=record is None))
                act.changes.setdefault(table, {})[key] = raw
            act.undoes = undo.stamp
        return taken_back

    def restore(self, path: Path) -> Restored:
        """Put back what a backup has and the journal lacks; what is recorded since stays, and all is set aside first.

        Raises BadBackup, NewerJournal or JournalBusy, with nothing changed, or CannotWrite; done again, it goes on.
        """
        from companion.journal.archives import read_backup

        logs = read_backup(path)
        with self._locked():
            self.refresh()
            had = {trouble.file: trouble.had for trouble in self._found_wrong if isinstance(trouble, Lost)}
            try:
                restored = self.backups.put_back(logs, self._clock().astimezone(UTC), had)
            except OSError as error:
                raise CannotWrite(Path(error.filename or self.folder), error) from None
        self.refresh()
        return restored

    # Inside

    def _list(self) -> dict[str, os.stat_result]:
        self._heads.load()  # before the files: a head older than its file is too small, and raises no false alarm
        return log_files(self.folder)

    def _acts(self) -> Iterator[tuple[Line, list[Record | None]]]:
        for name in log_files(self.folder):
            path = self.folder / name
            for line, records, _ in parse(name, path, read_bytes(path), FileState(0, 0, 0), own=False):
                yield line, records

    def _note_troubles(self, found: dict[str, os.stat_result]) -> None:
        lost = self._heads.lost({name: stat.st_size for name, stat in found.items()})
        self._found_wrong = [*lost, *self._reading.set_aside()]

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
            stamp = next_stamp(now, self._reading.last_stamp, self.device)
            changes = [(table, key, raw) for table, docs in act.changes.items() for key, raw in docs.items()]
            line = encode_line(stamp, changes, act.undoes)
            name = f"{self.device}/{now.year}.jsonl"
            lossy = any(isinstance(trouble, Lost) for trouble in self._found_wrong)
            self.backups.before_write(now.date(), prune=not lossy)
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
        if not self._reading.append(name, before, line, found):
            with suppress(JournalError):  # What another device sent meanwhile is for the next look to refuse.
                self.refresh()


def _document(record: Record) -> dict[str, Any]:
    """A record as TinyDB takes it: JSON knows lists only."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
