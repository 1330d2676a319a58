"""What costs the same in every test and depends on none: it is worked out once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.packs import library
from companion.packs.compiled import Compiled
from companion.packs.origin import Origin


@pytest.fixture(scope="session", autouse=True)
def bundled_packs_are_read_once() -> Iterator[None]:
    """Every new home compiles the bundled packs anew, and each time from the same files.

    The stamp names every file with its size and time, so whatever has changed is read again, and what is compiled is
    still written into the cache of each home and read from there. Packs of the tests' own are always read.
    """
    compile_it, content, known = library._compile, library.bundled_content(), {}

    def once(origin: Origin, stamp: tuple[str, ...]) -> Compiled:
        if getattr(origin, "path", content).parent != content:
            return compile_it(origin, stamp)
        key = origin, stamp
        if key not in known:
            known[key] = compile_it(origin, stamp)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "_compile", once)
        yield


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled packs as they are once they have been read: the first command in a new place does that."""
    cache = tmp_path_factory.mktemp("compiled")
    library.load_library(library.bundled_content(), cache)
    return cache
