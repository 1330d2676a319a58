"""The shelf: the packs that came with the program and those that were installed, and the library they make."""

from __future__ import annotations

from pathlib import Path

from companion.packs.library import Library, load_library


class PackShelf:
    """Where packs are on this machine: `content` came with the program, `installed` has zips, `cache` is disposable."""

    def __init__(self, content: Path, installed: Path, cache: Path | None) -> None:
        self.content, self.installed, self.cache = content, installed, cache

    def load(self) -> Library:
        """The library as it is now. Raises LibraryError."""
        return load_library(self.content, self.cache, self.installed)
