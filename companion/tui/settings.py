"""What this machine's full screen should look like, in `config/config.toml`, which people may edit."""

from __future__ import annotations

from pathlib import Path

from companion.files import write_private
from companion.tui.themes import LAMPLIGHT, PAPER


class Settings:
    """`theme = "paper"` or `"lamplight"`. `theme_is_chosen` is False until somebody or something has chosen."""

    def __init__(self, config: Path) -> None:
        self._path = config / "config.toml"
        self.theme, self.theme_is_chosen = LAMPLIGHT, False
        try:
            text = self._path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return
        self._read(text)

    def keep_theme(self, name: str) -> None:
        """Keep a choice; where the folder cannot be written it lasts until leaving."""
        self.theme, self.theme_is_chosen = name, True
        try:
            write_private(self._path, f'theme = "{name}"  # paper or lamplight\n'.encode())
        except OSError:
            return

    def _read(self, text: str) -> None:
        import tomllib

        try:
            kept = tomllib.loads(text[:65536]).get("theme")
        except (tomllib.TOMLDecodeError, RecursionError):
            return
        if kept in (PAPER, LAMPLIGHT):
            self.theme, self.theme_is_chosen = kept, True
