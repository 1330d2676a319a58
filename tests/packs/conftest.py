"""Small packs to read: every test says only what is special about its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MANIFEST = """\
format = 1
id = "calm-week"
version = "1.2.0"
title = "A calmer week"
summary = "Five small ways to lower the noise."
authors = ["Your name"]
license = "CC-BY-4.0"
language = "en"
files = ["notice.md"]
"""

CARD = """\
## Say one thing you are unsure of {#say-one-unsure-thing}
kind: card
theme: people
level: 101
minutes: 5
source: Edmondson 1999, Psychological Safety and Learning Behavior in Work Teams
tags: anywhere

Teams learn more when it is safe to be uncertain aloud. Safety is not declared; it is noticed,
one small risk at a time.

### Try
- When a meeting slows down, I will say one thing I am unsure of. Expect: someone else admits a doubt too.
- When I hand over, I will name the one thing I could not check.

### Ask
- What happened in the ten seconds after you said it?
"""


@pytest.fixture
def manifest() -> str:
    """The manifest of a pack with one file, notice.md."""
    return MANIFEST


@pytest.fixture
def card() -> str:
    """One card without faults, as a whole file."""
    return CARD


@pytest.fixture
def make_pack(tmp_path: Path) -> Callable[..., Path]:
    """Makes a pack's folder: make_pack("calm-week", manifest=…, files={"notice.md": …}); text or bytes."""

    def make(
        name: str = "calm-week",
        manifest: str | bytes = MANIFEST,
        files: Mapping[str, str | bytes] | None = None,
    ) -> Path:
        folder = tmp_path / "content" / name
        for path, text in {"pack.toml": manifest, **({"notice.md": CARD} if files is None else files)}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return make
