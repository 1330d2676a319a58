"""A real terminal for the real command: a pseudo-terminal, with pyte reading the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "companion")
ENTER, ESC, CTRL_C = b"\r", b"\x1b", b"\x03"
PATIENCE = 30.0
"""Seconds to wait for something that is certain to come; a busy machine may take most of them."""


def environment(home: Path, **extra: str) -> dict[str, str]:
    """What a terminal gives a program, and nothing of ours."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "COMPANION_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        **extra,
    }


class Terminal:
    """One command in one terminal. `background` is what the terminal answers when asked for its colour."""

    def __init__(
        self,
        env: Mapping[str, str],
        command: Sequence[str] = COMMAND,
        size: tuple[int, int] = (80, 24),
        background: str = "",
    ) -> None:
        self.raw = b""
        self._background, self._answered = background, False
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._master, self._slave = pty.openpty()
        self.resize(*size, quietly=True)
        self.modes = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            command,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=env,
            cwd=env["HOME"],
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one system call, no lock
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)
        os.close(self._slave)

    # What a person does

    def send(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def paste(self, text: str) -> None:
        """As a terminal pastes, between brackets."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def resize(self, columns: int, rows: int, quietly: bool = False) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if not quietly:
            self._screen.resize(rows, columns)
            self.process.send_signal(signal.SIGWINCH)

    def wipe(self) -> None:
        """Forget everything on the screen, as another program's output would."""
        self._screen.reset()

    # What a person sees

    @property
    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def words(self) -> str:
        """The screen as one line, without the bars."""
        return " ".join(self.screen.replace("▎", " ").replace("▌", " ").split())

    @property
    def restored(self) -> bool:
        """Whether the terminal's modes are what they were before, but for the flag that the kernel keeps there."""
        return self._plain(termios.tcgetattr(self._slave)) == self._plain(self.modes)

    @property
    def cursor_shown(self) -> bool:
        return self.raw.rfind(b"\x1b[?25h") > self.raw.rfind(b"\x1b[?25l")

    @property
    def on_alternate_screen(self) -> bool:
        return self.raw.rfind(b"\x1b[?1049h") > self.raw.rfind(b"\x1b[?1049l")

    def wait_for(self, *words: str) -> None:
        """Until all of these are on the screen."""
        self.wait_until(lambda: all(one in self.words for one in words), f"{words}")

    def wait_until(self, done: Callable[[], Any], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end or (self.process.poll() is not None and not self._pump(0)):
                assert done(), f"never saw {what}:\n{self.screen}"
                return
            self._pump(0.05)

    def wait_quiet(self, seconds: float = 0.3) -> None:
        """Until something has been written since the last look, and then nothing for a while."""
        self.wait_until(lambda: self._pump(0.05), "anything new")
        while self._pump(seconds):
            pass

    def wait_stopped(self) -> None:
        """Until the process has been stopped, as Ctrl+Z does it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._pump(0.05)
            pid, status = os.waitpid(self.process.pid, os.WNOHANG | os.WUNTRACED)
            if pid:
                assert os.WIFSTOPPED(status), f"it ended instead: {status}"
                while self._pump(0):
                    pass
                return
        raise AssertionError("it was never stopped")

    def exit_code(self) -> int:
        """The exit code; everything said until then is read."""
        self.wait_until(lambda: self.process.poll() is not None, "the end")
        while self._pump(0):
            pass
        return self.process.returncode

    @staticmethod
    def _plain(modes: list[Any]) -> list[Any]:
        return [*modes[:3], modes[3] & ~getattr(termios, "PENDIN", 0), *modes[4:]]

    def _pump(self, patience: float) -> bool:
        """Take in what the program has written; False if that was nothing."""
        if not select.select([self._master], [], [], patience)[0]:
            return False
        data = os.read(self._master, 65536)
        self.raw += data
        self._stream.feed(data)
        if self._background and not self._answered and b"\x1b]11;?" in self.raw:
            self._answered = True
            self.send(f"\x1b]11;{self._background}\x1b\\\x1b[?62;c".encode())
        return bool(data)
