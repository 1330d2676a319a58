"""A terminal without a screen: a program runs in a real pty, and what it drew is looked at afterwards.

While the program starts, its output is only read and stamped with the time and the processor time so far; drawing
it with pyte is slow, so that waits until the program is silent. Linux only: another process's processor time is
read from its clock, which counts all its threads in nanoseconds.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import psutil
import pyte

COLUMNS, ROWS = 120, 36
LEAVE = b"\x11"

_SILENCE = 0.12
"""Seconds without output after which a program is taken to be quiet."""
_PATIENCE = 30.0
_KEY_PATIENCE = 1.0

_ANSWERS: tuple[tuple[re.Pattern[bytes], bytes], ...] = (
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>1;10;0c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:e0e0/e0e0/e0e0\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:1010/1010/1010\x1b\\"),
)
_SYNC = re.compile(rb"\x1b\[\?2026([hl])")
# Private and intermediate control sequences and strings: pyte has no use for them, and prints parts of some.
_UNDRAWN = re.compile(
    rb"\x1b\[[<=>?][0-9;:]*[ -/]*[@-~]|\x1b\[[0-9;:]*[ -/]+[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_CUT_OFF = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?\Z")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some output: when it came, and the processor time the program had used by then, both in seconds."""

    at: float
    used: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """The first complete frame that was looked for: milliseconds, and megabytes once it was quiet."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Press:
    """A key: milliseconds to the first complete frame that differs, and to the last output it caused."""

    first: float
    settled: float


class Terminal:
    """Runs one command, its program given by its path; use it as a context, which ends the command."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._undrawn, self._unanswered = b"", b""
        self._synchronising = False
        self._chunks: list[Chunk] = []
        self._ended = False
        self._started = time.perf_counter()
        self._pid, self._pty = pty.fork()
        if self._pid == 0:
            _become(command, environment, folder)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self._screen.display)

    def first_frame(self, ready: re.Pattern[str]) -> Frame:
        """Wait for the first complete frame that the pattern is found in; AssertionError where none comes."""
        deadline = self._started + _PATIENCE
        while time.perf_counter() < deadline and self._read(deadline):
            while self._read(time.perf_counter() + _SILENCE):
                pass
            found = self._draw(lambda: ready.search(self.text) is not None)
            if found:
                wall, used = found.at - self._started, found.used
                return Frame(wall * 1000, used * 1000, self._peak_memory())
        raise AssertionError(f"no frame matches {ready.pattern}; the screen shows:\n{self.text}")

    def press(self, key: bytes) -> Press:
        """Send a key and wait until its output has settled; AssertionError where the screen stays as it was."""
        while self._read(time.perf_counter()):
            pass
        self._draw(lambda: False)
        before = self.text
        start = time.perf_counter()
        os.write(self._pty, key)
        until = start + _KEY_PATIENCE
        while self._read(until):
            until = time.perf_counter() + _SILENCE
        last = self._chunks[-1].at if self._chunks else start
        found = self._draw(lambda: self.text != before)
        if found is None:
            raise AssertionError(f"{key!r} changed nothing on:\n{before}")
        return Press((found.at - start) * 1000, (last - start) * 1000)

    def _read(self, until: float) -> bool:
        """Take in and answer one piece of output; False where none comes before `until`."""
        if not select.select([self._pty], [], [], max(0.0, until - time.perf_counter()))[0]:
            return False
        try:
            data = os.read(self._pty, 1 << 16)
        except OSError:
            return False
        self._chunks.append(Chunk(time.perf_counter(), self._used(), data))
        self._answer(data)
        return bool(data)

    def _used(self) -> float:
        """Processor time so far. The clock's number is made from the process's, as clock_getcpuclockid(3) does."""
        try:
            return time.clock_gettime(~self._pid << 3 | 2)
        except OSError:
            return 0.0

    def _answer(self, data: bytes) -> None:
        data = self._unanswered + data
        cut = _CUT_OFF.search(data)
        self._unanswered = data[cut.start() :] if cut else b""
        asked = data[: cut.start()] if cut else data
        for question, answer in _ANSWERS:
            if question.search(asked):
                os.write(self._pty, answer)

    def _draw(self, wanted: Callable[[], bool]) -> Chunk | None:
        """Draw what has been read; the first chunk after which the screen is complete and as wanted."""
        found = None
        for chunk in self._chunks:
            data = self._undrawn + chunk.data
            cut = _CUT_OFF.search(data)
            self._undrawn = data[cut.start() :] if cut else b""
            data = data[: cut.start()] if cut else data
            for switch in _SYNC.finditer(data):
                self._synchronising = switch[1] == b"h"
            self._stream.feed(_UNDRAWN.sub(b"", data))
            if found is None and not self._synchronising and wanted():
                found = chunk
        self._chunks.clear()
        return found

    def _peak_memory(self) -> float:
        """The largest resident size so far of the program and its children, in megabytes."""
        root = psutil.Process(self._pid)
        total = 0
        for one in (root, *root.children(recursive=True)):
            status = Path(f"/proc/{one.pid}/status").read_text("ascii")
            total += int(status.partition("VmHWM:")[2].split()[0])
        return total / 1024

    def _end(self) -> None:
        deadline = time.perf_counter() + 5
        try:
            os.write(self._pty, LEAVE)
            while not self._has_ended() and time.perf_counter() < deadline:
                self._read(time.perf_counter() + 0.02)
            if not self._ended:
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
        finally:
            os.close(self._pty)

    def _has_ended(self) -> bool:
        self._ended = self._ended or os.waitpid(self._pid, os.WNOHANG)[0] != 0
        return self._ended


def _become(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> NoReturn:
    """In the new process: a terminal of the right size, then the command."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.chdir(folder)
        os.execve(command[0], list(command), environment)
    finally:
        os._exit(127)
