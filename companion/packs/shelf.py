"""The shelf: the packs that came with the program and those that were installed, and the library they make."""

from __future__ import annotations

from pathlib import Path

from companion.packs.library import Library, load_library
from companion.packs.origin import archives_of


class PackShelf:
    """Where packs are on this machine: `content` came with the program, `installed` has zips, `cache` is disposable.

    Without `installed` nothing can be installed.
    """

    def __init__(self, content: Path, installed: Path | None, cache: Path | None) -> None:
        self.content, self.installed, self.cache = content, installed, cache
        self._loaded: tuple[tuple[str, ...], ...] | None = None

    @classmethod
    def without_trace(cls, content: Path, installed: Path, cache: Path) -> PackShelf:
        """A shelf that uses the cache where there is one, and begins none."""
        return cls(content, installed, cache if cache.is_dir() else None)

    def load(self) -> Library:
        """The library as it is now. Raises LibraryError."""
        self._loaded = self._stamp()
        return load_library(self.content, self.cache, self.installed)

    def has_changed(self) -> bool:
        """Whether a pack has been installed, updated or removed, by whomever, since the library was last loaded."""
        return self._loaded is not None and self._stamp() != self._loaded

    def _stamp(self) -> tuple[tuple[str, ...], ...]:
        return tuple(archive.stamp() for archive in archives_of(self.installed))
