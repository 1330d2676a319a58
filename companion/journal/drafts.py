"""What is under way on this machine and not recorded: drafts, by day and section, and questions put off."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import msgspec

from companion.files import write_private
from companion.journal.errors import CannotWrite, Unstorable

_PLAIN = re.compile(r"[A-Za-z0-9-]{1,80}")
_PUT_OFF = 31
"""Days kept as put off; after a week none of them can be settled any more."""


class Draft(msgspec.Struct, frozen=True):
    """Words under way: the day and section they belong to, the prompt they answer, and when they were typed.

    `card` is the ref of the page's card, and `target` the id of the record that the words would join.
    """

    day: date
    section: str
    text: str
    at: datetime
    prompt: str = ""
    card: str = ""
    target: str = ""


NO_DAY = date.max
"""The day of words that belong to none: those of a form, which wait until it is opened again."""


class Drafts:
    """One small file a draft in `state/drafts`; an empty text is no draft. Days put off are in `state/put-off`."""

    def __init__(self, state: Path) -> None:
        self._folder = state / "drafts"
        self._put_off = state / "put-off"

    def save(self, draft: Draft) -> None:
        """Keep a draft, replacing the one before it if that was of the same card and target; else that one is
        put aside, to be offered as an earlier day's words. Raises CannotWrite or Unstorable."""
        path = self._path(draft.day, draft.section)
        try:
            if draft.text:
                held = _read(path)
                if held and (held.card, held.target) != (draft.card, draft.target):
                    self._put_aside(held)
                write_private(path, msgspec.json.encode(draft))
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite(path, error) from None
        except UnicodeEncodeError:
            raise Unstorable("The text holds half of a character (a lone surrogate). Type it again.") from None

    def drop(self, day: date, section: str) -> None:
        """Forget a draft that has been recorded or discarded; a file that will not go is left."""
        try:
            self._path(day, section).unlink(missing_ok=True)
        except OSError:
            return

    def drop_form(self, form: str) -> None:
        """Forget the drafts of every section of a form, which belong to no day."""
        beginning = f"{NO_DAY}.{_plain(form)}."
        with suppress(OSError):
            for entry in list(os.scandir(self._folder)):
                if entry.name.startswith(beginning):
                    os.unlink(entry.path)

    def load(self, day: date, section: str) -> Draft | None:
        """The draft of one section of one day."""
        return _read(self._path(day, section))

    def earlier(self, day: date) -> list[Draft]:
        """The drafts of the days before this one, oldest first."""
        try:
            paths = sorted(self._folder.glob("*.json"))
        except OSError:
            return []
        drafts = [draft for path in paths if (draft := _read(path))]
        return [draft for draft in drafts if draft.day < day]

    def put_off(self, days: Iterable[date]) -> None:
        """Ask about these missed days no more on this machine. Raises CannotWrite."""
        known = sorted(self.put_off_days() | set(days))[-_PUT_OFF:]
        try:
            write_private(self._put_off, "\n".join(map(str, known)).encode(), durable=False)
        except OSError as error:
            raise CannotWrite(self._put_off, error) from None

    def put_off_days(self) -> set[date]:
        """The missed days that are not to be asked about here; a file that cannot be read puts off nothing."""
        try:
            return set(map(date.fromisoformat, self._put_off.read_text("ascii").split()))
        except (OSError, ValueError):
            return set()

    def _put_aside(self, held: Draft) -> None:
        number = 2
        while self._path(held.day, f"{held.section}-{number}").exists():
            number += 1
        aside = msgspec.structs.replace(held, section=f"{held.section}-{number}")
        write_private(self._path(aside.day, aside.section), msgspec.json.encode(aside))

    def _path(self, day: date, section: str) -> Path:
        form, dot, name = section.rpartition(".")
        return self._folder / f"{day}.{_plain(form) + dot if dot else ''}{_plain(name)}.json"


def _plain(name: str) -> str:
    """A name that is safe in a file's; ids that another device made up may hold anything, and any of it is hashed."""
    return name if _PLAIN.fullmatch(name) else hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _read(path: Path) -> Draft | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Draft)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
