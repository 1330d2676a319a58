"""Reading TOML so that every fault can be told by line: one table at a time, one type of value at a time."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from companion.packs.findings import SHOWN, Code, Report, quoted
from companion.packs.keys import Key, Keys
from companion.packs.tomlfaults import curly_quotes, explain
from companion.text import is_unsafe

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")

MOST_DOTS = 100
"""In one line. tomllib's memory grows with the square of a dotted key: 256 KB of one asks for 68 GB."""

Places = Mapping[tuple[int, str], tuple[int, int]]
"""Line and column of each key by table: 0 is the top one, 1 the first under `[[`. The empty key is that line."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file, checked by its keys: gives out values of the type asked for, and reports the others."""

    keys: Keys
    values: Mapping[str, Any]
    places: Places
    index: int
    report: Report

    def fault(self, key: str, code: Code, message: str) -> None:
        """Report a fault at the key's own line, or where the table begins if the key is not there."""
        begin = self.places.get((self.index, ""), (1, 1))
        self.report.add(*self.places.get((self.index, key), begin), code, message)

    def check_keys(self, known: Collection[str], examples: Mapping[str, str] = MappingProxyType({})) -> None:
        """Report the keys that are not known, and those that are missing; `examples` are values for some of these."""
        for key in self.values:
            if key not in known:
                self.fault(key, Code.KEY, f"key {quoted(key)} is not known; {self.report.advice(key, known)}")
        for rule in self.keys.values():
            if rule.required and rule.name not in self.values:
                value = examples.get(rule.name, rule.example)
                message = f'"{rule.name}" is missing; add a line like {rule.name} = {value}'
                self.fault(rule.name, Code.KEY_MISSING, message)

    def text(self, key: str) -> str:
        """The value of a key that holds one line of text; empty if there is none. One that does not fit is reported."""
        value, rule = self.values.get(key), self.keys[key]
        if key in self.values and not _is_line(value):
            message = f'"{key}" is not a line of text; write it like {key} = {_as_text(value, rule)}'
            self.fault(key, Code.KEY_VALUE, message)
        text = value.strip() if isinstance(value, str) else ""
        if text and not rule.fits(text):
            self.fault(key, Code.KEY_VALUE, f"{key} {quoted(text)} cannot be used; {rule.advice}")
        return text

    def texts(self, key: str) -> list[str]:
        """The value of a key that holds a list of such lines; empty if there is none."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(map(_is_line, value)):
            return value
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            message = f'a \\ in "{key}" makes an invisible character; write folders with /, like "week 1/notice.md"'
            self.fault(key, Code.KEY_VALUE, message)
            return []
        fits = isinstance(value, str) and _is_line(value) and len(value) <= SHOWN
        shown = f"[{quoted(value)}]" if fits else self.keys[key].example
        self.fault(key, Code.KEY_VALUE, f'"{key}" is not a list of texts; write it like {key} = {shown}')
        return []


def read_toml(text: str, report: Report) -> dict[str, Any] | None:
    """The values of a TOML file; None, with a finding, if it is not TOML."""
    import tomllib  # start-up reads no manifest

    lines = text.split("\n")
    crowded = [number for number, line in enumerate(lines, start=1) if line.count(".") > MOST_DOTS]
    for number in crowded:
        message = f"this line has more than {MOST_DOTS} dots in it; break it into several lines"
        report.add(number, 1, Code.NOT_TOML, message)
    if crowded:
        return None
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.add(1, 1, Code.NOT_TOML, "this nests too deeply; a manifest is plain lines of `name = value`")
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python will read
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (len(lines), 1)
        if curly := curly_quotes(lines, line - 1):
            report.add(line, curly[0], Code.CURLY_QUOTES, curly[1])
        else:
            reason = _PLACE.sub("", str(error))
            report.add(line, column, Code.NOT_TOML, explain(reason, lines[line - 1], column))
    return None


def find_places(text: str) -> Places:
    """Where each `key = value` line of a TOML file, and each table under `[[`, begins."""
    places: dict[tuple[int, str], tuple[int, int]] = {}
    table = 0
    for number, line in enumerate(text.split("\n"), start=1):
        name, equals, _ = line.partition("=")
        if equals:
            column = len(name) - len(name.lstrip()) + 1
            places.setdefault((table, name.strip().strip("\"'")), (number, column))
        elif line.strip().startswith("[["):
            table += 1
            places[table, ""] = (number, 1)
    return places


def _as_text(value: object, rule: Key) -> str:
    """The value as a text of TOML, an example where it would not do as one."""
    # Python refuses to write numbers of thousands of digits.
    is_short = type(value) is float or (type(value) is int and abs(value) < 10**SHOWN)
    said = str(value) if is_short else ""
    return quoted(said) if said and rule.fits(said) else rule.example


def _is_line(value: object) -> bool:
    # TOML escapes such as "\u001b" make characters that the file itself does not show.
    return isinstance(value, str) and bool(value.strip()) and not any(c in "\n\t" or is_unsafe(c) for c in value)
