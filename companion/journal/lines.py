"""One line of the log is one act: encoding it, and decoding it with every document checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from companion.domain.records import (
    Away,
    CadenceChange,
    Capture,
    Decision,
    Enrolment,
    Feed,
    Plan,
    Record,
    Reflection,
    Reserve,
    Resurfaced,
    Review,
    Setting,
    StepDone,
    Swap,
    Trial,
    Untried,
    Waived,
)
from companion.journal.errors import Unstorable
from companion.journal.stamps import is_stamp

VERSION = 1
TOMBSTONE = b"null"

TABLES: Mapping[type[Record], str] = {
    Plan: "experiments",
    Trial: "trials",
    Untried: "untried",
    Decision: "decisions",
    Reflection: "reflections",
    Swap: "swaps",
    CadenceChange: "cadences",
    Setting: "settings",
    Away: "away",
    Reserve: "reserves",
    Waived: "waived",
    Review: "reviews",
    Resurfaced: "resurfaced",
    Feed: "feeds",
    Enrolment: "enrolments",
    StepDone: "steps",
    Capture: "captures",
}
"""The table of each kind of record."""

_DECODERS: Mapping[str, msgspec.json.Decoder[Record]] = {
    table: msgspec.json.Decoder(kind) for kind, table in TABLES.items()
}

HISTORY_NAMES: Mapping[str, str] = {table: "plans" if table == "experiments" else table for table in TABLES.values()}
"""What the rules call each table: an experiment's document holds its plan."""


class NewerLine(Exception):
    """A line in a later format than this program knows."""

    def __init__(self, version: int) -> None:
        """`version` is the format the line names."""
        super().__init__(version)
        self.version = version


class BadLine(Exception):
    """A line that is not a whole act; str() says why."""


class Change(msgspec.Struct, frozen=True):
    """One document of an act: table, id, and the document's JSON, or `null` for a tombstone."""

    t: str
    i: str
    d: msgspec.Raw


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """An act as it stands in the log; `undoes` names the act it takes back."""

    v: int
    r: str
    a: tuple[Change, ...]
    undoes: str = ""


_LINE = msgspec.json.Decoder(Line)


def decode_record(table: str, raw: bytes | msgspec.Raw) -> Record | None:
    """The typed record of one document, or None for a tombstone; BadLine where it is not one."""
    decoder = _DECODERS.get(table)
    if decoder is None:
        raise BadLine(f'there is no table "{table}"')
    document = bytes(raw)
    if document == TOMBSTONE:
        return None
    try:
        msgspec.json.decode(document)  # the typed decoder passes over what is wrong in fields that it does not know
        return decoder.decode(document)
    except UnicodeDecodeError:
        raise BadLine("it is not UTF-8") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadLine(f"in {table}, {_said(error)}") from None


def _said(error: Exception) -> str:
    """What is wrong, as part of a sentence of ours."""
    words = str(error).rstrip(".")
    return words[:1].lower() + words[1:]


def decode_line(raw: bytes) -> tuple[Line, list[Record | None]]:
    """A line and its documents' records. Raises BadLine, or NewerLine where the line says so."""
    try:
        line = _LINE.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        _refuse_newer(raw)
        raise BadLine(_reason(raw, error)) from None
    if line.v != VERSION:
        _refuse_newer(raw)
        raise BadLine(f"there is no journal format {line.v}")
    if not is_stamp(line.r):
        raise BadLine("its revision stamp is broken")
    if not line.a or not all(change.i for change in line.a):
        raise BadLine("it names no document")
    return line, [decode_record(change.t, change.d) for change in line.a]


def _refuse_newer(raw: bytes) -> None:
    """A newer format may have any shape, so only its version is looked at."""
    try:
        loose = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    version = loose.get("v") if isinstance(loose, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise NewerLine(version)


def _reason(raw: bytes, error: Exception) -> str:
    if raw.strip(b"\0") == b"":
        return "it holds only zero bytes"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, msgspec.ValidationError):
        return f"it is not an act: {str(error).lower()}"
    return "it is not a whole line of JSON"


def encode_document(table: str, document: Mapping[str, Any]) -> bytes:
    """A document's JSON. Raises Unstorable unless it reads back as just the same document."""
    try:
        raw = msgspec.json.encode(document)
        same = msgspec.json.decode(raw) == document
    except (TypeError, ValueError, msgspec.MsgspecError, RecursionError, OverflowError) as error:
        if isinstance(error, UnicodeEncodeError):
            raise Unstorable("The text holds half of a character (a lone surrogate). Type it again.") from None
        raise Unstorable(f"This cannot be stored in {table}: {error}.") from None
    if not same:
        raise Unstorable(f"This cannot be stored in {table} exactly: it would read back as something else.")
    try:
        decode_record(table, raw)
    except BadLine as error:
        raise Unstorable(f"This cannot be stored: {error}.") from None
    return raw


def encode_line(stamp: str, changes: list[tuple[str, str, bytes]], undoes: str = "") -> bytes:
    """One act as a line with its newline; each change is table, id and JSON. Unstorable if it would not be read."""
    parts = tuple(Change(table, key, msgspec.Raw(raw)) for table, key, raw in changes)
    try:
        line = msgspec.json.encode(Line(VERSION, stamp, parts, undoes))
        decode_line(line)
    except (BadLine, UnicodeEncodeError) as error:
        raise Unstorable(f"This cannot be stored: {error}.") from None
    return line + b"\n"
