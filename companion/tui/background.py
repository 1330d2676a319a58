"""Asking the terminal, once, whether its background is light."""

from __future__ import annotations

import os
import re
import select
import termios
import time
import tty

_ANSWER = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{2,4})/([0-9a-fA-F]{2,4})/([0-9a-fA-F]{2,4})")
_LAST_ANSWER = re.compile(rb"\x1b\[\?[0-9;]*c")
_PATIENCE = 0.05


def background_is_light() -> bool:
    """True if the terminal answers within 50 ms that it is; False if it is dark, silent, or no terminal."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return False
    light = False
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal)
            light = is_light(_ask(terminal))
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
        return light
    except (OSError, termios.error):
        return False
    finally:
        os.close(terminal)


def is_light(answer: bytes) -> bool:
    """Whether the colour in an answer to OSC 11 is nearer to white than to black, by its luma."""
    match = _ANSWER.search(answer)
    if not match:
        return False
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in match.groups())
    luma: float = 0.299 * red + 0.587 * green + 0.114 * blue
    return luma > 0.5


def _ask(terminal: int) -> bytes:
    # Every terminal answers the second question, device attributes, so its answer ends the wait early.
    os.write(terminal, b"\x1b]11;?\x1b\\\x1b[c")
    answer, end = b"", time.monotonic() + _PATIENCE
    while not _LAST_ANSWER.search(answer) and (left := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        answer += os.read(terminal, 256)
    return answer
