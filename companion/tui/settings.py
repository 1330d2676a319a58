"""What this machine's full screen should look like, in `config/config.toml`, which people may edit."""

from __future__ import annotations

import locale
import re
from pathlib import Path
from typing import Any

from companion.domain.cards import Theme
from companion.files import write_private
from companion.tui.themes import LAMPLIGHT, PAPER

_THEME_LINE = re.compile(r"(?m)^[ \t]*theme[ \t]*=.*$")
_TABLE = re.compile(r"(?m)^[ \t]*\[")
_LARGEST = 65536
_WIDE = ("ja", "ko", "zh")
"""Languages whose terminals commonly draw ● ■ ▲ ◆ two cells wide."""


class Settings:
    """`theme = "paper"` or `"lamplight"`, and `glyphs = "letters"` or `"shapes"`.

    `theme_is_chosen` is False until somebody or something has chosen; `trouble` is what is wrong with this machine.
    """

    def __init__(self, config: Path) -> None:
        self._path = config / "config.toml"
        self.theme, self.theme_is_chosen = LAMPLIGHT, False
        self.trouble = ""
        self.letters = (locale.getlocale(locale.LC_CTYPE)[0] or "").startswith(_WIDE)
        self._text = _read(self._path)
        if self._text:
            self._take(_parse(self._text))

    def keep_theme(self, name: str) -> None:
        """Keep a choice, and the rest of the file with it; where it cannot be written it lasts until leaving."""
        self.theme, self.theme_is_chosen = name, True
        if self._text is None:
            return  # There is a file that could not be read, and it is not ours to replace.
        table = _TABLE.search(self._text)
        top = self._text[: table.start()] if table else self._text
        line = f'theme = "{name}"'
        changed, found = _THEME_LINE.subn(line, top, count=1)
        self._text = (changed if found else f"{line}\n{top}") + self._text[len(top) :]
        try:
            write_private(self._path.resolve(), self._text.encode())
        except OSError:
            return

    def glyph(self, theme: Theme) -> str:
        """A theme's mark, or its letter where shapes are drawn too wide."""
        return (theme.letter or theme.id[:1]) if self.letters else theme.glyph

    def _take(self, kept: dict[str, Any]) -> None:
        if kept.get("theme") in (PAPER, LAMPLIGHT):
            self.theme, self.theme_is_chosen = kept["theme"], True
        if kept.get("glyphs") in ("letters", "shapes"):
            self.letters = kept["glyphs"] == "letters"


def _read(path: Path) -> str | None:
    """The file's text, "" where there is none, None where there is one that cannot be used."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return None
    return text if len(text) <= _LARGEST else None


def _parse(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
