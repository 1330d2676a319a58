"""`companion status` for a prompt, answered from a disposable cache without loading the rest of the house.

The cache holds the answer for one local day and one state of the journal's files. Any difference in a file's
inode, size or times, in the list of files, or in the day leaves it unused, and the ordinary way answers and renews it.
"""

from __future__ import annotations

import os
import sys
import time

from companion import __version__
from companion.places import Places

_FORMAT = "2"


def quick_status(arguments: list[str]) -> int | None:
    """Print the status and return 0, or return None where only the ordinary way can answer."""
    wanted = _wanted(arguments)
    if wanted is None:
        return None
    try:
        places = Places.from_environment(os.environ)
        kept = f"{places.state}/cache/status"
        if not os.path.isfile(kept):  # nor wait for a pipe that somebody has put in its place
            return None
        with open(kept, encoding="utf-8") as file:
            head, line, *pairs = file.read().split("\n")
        start, day, stamp = head.split("\t")[-3:]
        fresh = head == _head(int(start), day, stamp) and day == _today(int(start)) and stamp == journal_stamp(places)
        said = line if wanted == "" else fill(wanted, dict(pair.split("=", 1) for pair in pairs if pair))
    except (OSError, ValueError, KeyError):
        return None
    if not fresh or sys.stdout is None:
        return None
    try:
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
    except (OSError, UnicodeEncodeError):  # nobody reads it, or not in this encoding: the ordinary way knows what to do
        return None
    return 0


def keep_status(places: Places, stamp: str, day: str, day_start: int, line: str, fields: dict[str, str]) -> None:
    """Keep an answer: the `stamp` from before the journal was read, the `day` it holds for, the day start in
    minutes, the plain line and the fields. A cache that cannot be written is done without."""
    from companion.files import write_private

    pairs = "".join(f"\n{name}={value}" for name, value in fields.items())
    text = f"{_head(day_start, day, stamp)}\n{line}{pairs}"
    try:
        write_private(places.state / "cache" / "status", text.encode(), durable=False)
    except (OSError, UnicodeEncodeError):
        return


def fill(template: str, fields: dict[str, str]) -> str:
    """The template with each `{name}` replaced; KeyError with the name of one that there is not."""
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, mark, rest = part.partition("}")
        filled.append(fields[name] + rest if mark else "{" + part)
    return "".join(filled)


def _wanted(arguments: list[str]) -> str | None:
    """The format asked for, "" for the plain line, None for a call that is not this simple."""
    if not arguments:
        return ""
    if len(arguments) == 2 and arguments[0] == "--format" and not arguments[1].startswith("-"):
        simple = arguments[1]
    elif len(arguments) == 1 and arguments[0].startswith("--format="):
        simple = arguments[0].removeprefix("--format=")
    else:
        return None
    return simple if simple and simple.isprintable() else None


def _head(day_start: int, day: str, stamp: str) -> str:
    return f"{_FORMAT}\t{__version__}\t{day_start}\t{day}\t{stamp}"


def _today(day_start: int) -> str:
    """The day by wall-clock time less the day start, as `2026-11-20`."""
    now = time.localtime()
    midnight = now.tm_hour * 60 + now.tm_min >= day_start
    if not midnight:
        noon = time.mktime((now.tm_year, now.tm_mon, now.tm_mday - 1, 12, 0, 0, 0, 0, -1))
        now = time.localtime(noon)
    return f"{now.tm_year:04d}-{now.tm_mon:02d}-{now.tm_mday:02d}"


def journal_stamp(places: Places) -> str:
    """What tells one state of the journal's files from another; OSError where they cannot be listed."""
    paths = [f"{places.state}/heads.json"]
    if places.journal.is_dir():
        for folder in _entries(places.journal):
            if folder.is_dir():
                paths += [entry.path for entry in _entries(folder.path) if entry.name.endswith(".jsonl")]
    seen = "|".join([f"{places.journal}", *map(_identity, paths)])
    return seen.replace("\t", " ").replace("\n", " ")


def _entries(folder: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def _identity(path: str) -> str:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return f"{path}:none"
    return f"{path}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"
