"""Where things are on this machine. Imported on the fastest path there is, so it imports next to nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class Places:
    """The folders: `journal` may be synced; `state` (lock, device, cache, drafts) never; `config` is for people, and
    `packs` holds what was installed."""

    __slots__ = ("config", "journal", "packs", "state")

    def __init__(self, journal: Path, state: Path, config: Path, packs: Path) -> None:
        self.journal, self.state, self.config, self.packs = journal, state, config, packs

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Places:
        """`COMPANION_HOME` puts everything under one folder, `COMPANION_JOURNAL` moves only the journal."""
        home = environment.get("COMPANION_HOME")
        if home:
            base = _absolute(home)
            places = cls(base / "data" / "journal", base / "state", base / "config", base / "data" / "packs")
        else:
            import platformdirs

            name = "tiny-triumphs"
            data = platformdirs.user_data_path(name, appauthor=False)
            state = platformdirs.user_state_path(name, appauthor=False)
            places = cls(data / "journal", state, platformdirs.user_config_path(name, appauthor=False), data / "packs")
        moved = environment.get("COMPANION_JOURNAL")
        return cls(_absolute(moved), places.state, places.config, places.packs) if moved else places


def _absolute(folder: str) -> Path:
    """`~` is the person's home; before a name that nobody here has, it is a character like any other."""
    return Path(os.path.expanduser(folder)).absolute()
