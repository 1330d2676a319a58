"""Everything the plain front end prints: data to stdout, talk to stderr, all of it cleaned."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TextIO

from companion.journal.errors import Lost, SetAside, Trouble
from companion.text import clean

WIDTH = 76


def prepare(stream: TextIO) -> None:
    """A character that the terminal's encoding lacks is replaced, never an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


def say(*lines: str) -> None:
    """Data, to stdout."""
    for line in lines:
        print(clean(line))


def talk(*lines: str) -> None:
    """Anything that is not data, to stderr."""
    if sys.stderr is None:  # closed by whoever started us; print would then turn to stdout
        return
    with suppress(OSError):  # a full stderr is no reason for another exit code
        for line in lines:
            print(clean(line), file=sys.stderr)


def say_json(value: Any) -> None:
    """One JSON value, ASCII only, so that no terminal can act on it."""
    print(json.dumps(value, ensure_ascii=True, indent=2))


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """Outside text folded to the width, its own line breaks kept; `hanging` indents every line but the first."""
    rest = indent if hanging is None else hanging
    folded = []
    for number, line in enumerate(clean(text).split("\n")):
        first = indent if number == 0 else rest
        # Ids and options hold hyphens, and a command has to be whole to be copied.
        filled = textwrap.fill(line, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        folded.append(filled)
    return "\n".join(folded)


def report_troubles(troubles: Sequence[Trouble]) -> bool:
    """Say what is wrong with the journal; True where what was answered may be wrong because of it."""
    lost = [trouble for trouble in troubles if isinstance(trouble, Lost)]
    set_aside = [trouble for trouble in troubles if isinstance(trouble, SetAside)]
    for trouble in troubles:
        if not isinstance(trouble, SetAside):
            talk(str(trouble))
    if set_aside:
        more = f" There are {len(set_aside) - 1} more like it." if len(set_aside) > 1 else ""
        talk(f"{set_aside[0]}{more} Everything else was read; the line stays where it is.")
    return bool(lost)


def silence_stdout() -> None:
    """Stdout takes no more; keep the interpreter from failing on it again at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
