"""A desk for every test of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet

from tests.tui.making import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Thursday 19 November 2026, at nine, that has recorded nothing yet."""
    return Desk(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def each_style_sheet_is_read_once() -> Iterator[None]:
    """A thousand apps read the same style sheets; what was made of one is kept, by the variables it was read under."""
    parse, made = Stylesheet._parse_rules, {}

    def once(sheet: Stylesheet, css: str, *about: Any, **more: Any) -> Any:
        key = (css, about, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in made:
            made[key] = parse(sheet, css, *about, **more)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield
