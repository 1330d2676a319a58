"""The manifest of a pack: what pack.toml says, checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from companion.domain.cards import THEMES, Theme
from companion.packs.files import is_beside
from companion.packs.findings import SHOWN, Code, Report, quoted
from companion.packs.keys import FORMAT as FORMAT
from companion.packs.keys import KEYS, THEME_KEYS
from companion.packs.source import check_safe, decode
from companion.packs.tables import Table, find_places, read_toml

LARGEST = 256 * 1024
"""Bytes. A manifest is a page long; tomllib takes 13 seconds over some megabytes."""

_FEW = 6
# Names that Windows keeps for devices, and characters it allows in no name.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = frozenset('\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself; `version` is N.N.N, `files` are safe names below the pack's folder."""

    id: str
    version: str
    title: str
    files: tuple[str, ...]
    summary: str = ""
    authors: tuple[str, ...] = ()
    license: str = ""
    language: str = "en"
    themes: tuple[Theme, ...] = ()
    format: int = FORMAT


def read_manifest(data: bytes, report: Report, names: Callable[[], Sequence[str]] = tuple) -> Manifest | None:
    """What the manifest says, to be trusted only when the report stays empty; None if it is not TOML at all.

    `names` gives the files that lie beside it, for the advice on how to name them.
    """
    if len(data) > LARGEST:
        message = f"the manifest is larger than {LARGEST // 1024} KB; keep the content in Markdown files"
        report.add(1, 1, Code.TOO_LARGE, message)
        return None
    text = decode(data, report)
    if text is None:
        return None
    check_safe(text, report)
    values = read_toml(text, report)
    if values is None:
        return None
    places = find_places(text)
    table = Table(KEYS, values, places, 0, report)
    table.check_keys([*KEYS, "themes"], {} if "files" in values else {"files": _found(names())})
    _check_format(table)
    return Manifest(
        id=table.text("id"),
        version=table.text("version"),
        title=table.text("title"),
        files=_files(table),
        summary=table.text("summary"),
        authors=tuple(table.texts("authors")),
        license=table.text("license"),
        language=table.text("language") or "en",
        themes=_themes(table),
    )


def _check_format(table: Table) -> None:
    value = table.values.get("format", FORMAT)
    if type(value) is int and value > FORMAT:
        named = f"format {value}" if value < 1_000 else "a format"  # Python refuses to write very long numbers
        message = f"this pack is written in {named}, which is newer than this program; update the program"
        table.fault("format", Code.FORMAT, message)
    elif type(value) is not int or value != FORMAT:
        table.fault("format", Code.FORMAT, f"the format is not known; write format = {FORMAT}")


def _files(table: Table) -> tuple[str, ...]:
    """The names that are safe to open; every other is reported and left out."""
    names = table.texts("files")
    if not names and table.values.get("files") == []:
        table.fault("files", Code.KEY_VALUE, 'the pack names no files; write files = ["notice.md"]')
    kept: dict[str, str] = {}
    for name in names:
        # Some file systems take these for one name: different case, or é in one and in two characters.
        folded = unicodedata.normalize("NFC", name).casefold()
        # What begins with a dot is hidden, and left out when the pack is zipped by other programs.
        if not name.endswith(".md") or name.startswith(".") or "/." in name or not is_plain_name(name):
            message = f"{quoted(name)} cannot be used; give the plain name of an .md file in the pack's own folder"
            table.fault("files", Code.FILE_NAME, message)
        elif folded in kept:
            message = f"{quoted(name)} and {quoted(kept[folded])} can be one file to some machines; rename one"
            table.fault("files", Code.FILE_TWICE, message)
        else:
            kept[folded] = name
    return tuple(kept.values())


def _found(names: Iterable[str]) -> str:
    """The Markdown files among these as the manifest would name them, the first few of many; an example for none."""
    texts = [name for name in names if name.endswith(".md") and is_plain_name(name) and not is_beside(name)]
    listed = ", ".join([f'"{name}"' for name in texts[:_FEW] if len(name) <= SHOWN])
    return f"[{listed}]" if listed else KEYS["files"].example


def is_plain_name(name: str) -> bool:
    """Whether every system takes this for one file below a folder: no way out, no device, nothing invisible."""
    parts = name.split("/")
    return (
        name.isprintable()
        and _NOT_IN_NAMES.isdisjoint(name)
        and all(part.strip(" .") and part[-1] not in " ." for part in parts)
        and not any(map(_DEVICE.fullmatch, parts))
    )


def _themes(table: Table) -> tuple[Theme, ...]:
    values = table.values.get("themes", [])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        table.fault("themes", Code.KEY_VALUE, "themes are declared under a line [[themes]] each")
        return ()
    taken = {theme.id for theme in THEMES}
    themes = []
    for index, value in enumerate(values, start=1):
        inner = Table(THEME_KEYS, value, table.places, index, table.report)
        inner.check_keys(THEME_KEYS)
        id, glyph, letter = inner.text("id"), inner.text("glyph"), inner.text("letter")
        if id and id in taken:
            inner.fault("id", Code.THEME_TWICE, f"theme {quoted(id)} is there already; use it, or choose another id")
        taken.add(id)
        themes.append(Theme(id, inner.text("title"), glyph, letter or id[:1]))
    return tuple(themes)
