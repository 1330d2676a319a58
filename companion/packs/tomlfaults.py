"""What is wrong with a manifest that is no TOML, in the words of somebody who has never heard of it."""

from __future__ import annotations

import re

from companion.packs.findings import SHOWN, quoted
from companion.packs.keys import KEYS

_CURLY = re.compile("[“”„‟‘’‚‛«»]")
_CURLY_VALUE = re.compile(f"[=\\[,]\\s*{_CURLY.pattern}")
_NAME = re.compile(r"\s*([a-z]+)\s*[=:]?\s*(.*)")
_LIST = 'a list looks like files = ["one.md", "two.md"]'


def curly_quotes(lines: list[str], at: int) -> tuple[int, str] | None:
    """The column of a curly quote on the line at this place, and what to say of it and of others; None without one."""
    found = _CURLY.search(lines[at])
    if found is None:
        return None
    others = sum(_has_curly_value(line) for place, line in enumerate(lines) if place != at)
    more = f", here and on {others} more {'line' if others == 1 else 'lines'}" if others else ""
    return found.start() + 1, f'curly quotes cannot hold a value; type straight ones: "{more}'


def explain(reason: str, line: str, column: int) -> str:
    """What to do about the fault that tomllib gives this reason for, at this column of a line, counted from 1."""
    before, after = line[max(column - 2, 0) : column - 1], line[column - 1 : column]
    if before in ("'", '"') and after.isalnum():
        other = "double" if before == "'" else "single"
        return f"a {before} inside a text ends it; put that text between {other} quotes"
    match reason.split():
        case ["Unclosed", "array", *_]:
            return f"a list is not closed, or lacks a comma, here or on the line above; {_LIST}"
        case ["Illegal", "character", "'\\n'" | "'\\r'", *_]:
            return f"a text is not closed; end it with a quote, like {_example(line)}"
        case ["Unterminated", "string", *_]:
            return "a text begins with three quotes and never ends; put one quote at each end of it"
        case ["Unescaped", *_] | ["Invalid", "hex", *_]:
            return 'a \\ has a meaning of its own here; write folders with /, like "week 1/notice.md"'
        case ["Invalid", "value", *_]:
            return f"a text stands between straight quotes; write {_in_quotes(line)}"
        case ["Expected", "newline", *_]:
            return f"nothing may follow a value, and a text stands between quotes; write it like {_example(line)}"
        case ["Expected", "'='", *_]:
            return f"a name is followed by = and its value; write it like {_example(line)}"
        case ["Cannot", "overwrite", *_]:
            return "this is given twice; keep one of the two"
        case ["Expected", "']'" | "']]'", *_]:
            return "a theme begins with [[themes]], two brackets on either side; write it so"
    return (
        f'this is no line of a manifest ({reason[:SHOWN]}); lines look like title = "A calmer week", notes like # this'
    )


def _has_curly_value(line: str) -> bool:
    """Whether a curly quote stands where a value begins, outside straight quotes."""
    found = _CURLY_VALUE.search(line)
    return found is not None and line[: found.start()].count('"') % 2 == 0


def _example(line: str) -> str:
    """A line with the name that this one has, if that is known."""
    found = _NAME.match(line)
    name = found[1] if found and found[1] in KEYS else "title"
    return f"{name} = {KEYS[name].example}"


def _in_quotes(line: str) -> str:
    """The line itself with its value, or the parts of its list, between quotes; an example where that would be long."""
    found = _NAME.match(line)
    if found is None or found[1] not in KEYS or not 0 < len(found[2].strip()) <= SHOWN:
        return _example(line)
    name, value = found[1], found[2].strip()
    parts = [part.strip(" []\"'") for part in value.split(",")]
    if KEYS[name].example.startswith("["):
        return f"{name} = [{', '.join(quoted(part) for part in parts if part)}]"
    return f"{name} = {quoted(value.strip(chr(34)))}"
