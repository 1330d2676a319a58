"""What this machine's screen looks like: kept in a file that people may edit, and never lost by the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.domain.cards import THEMES
from companion.domain.records import Outcome
from companion.tui.settings import Settings
from companion.tui.themes import LAMPLIGHT, PAPER
from tests.tui.making import SAT, SUN, Desk


def write(folder: Path, text: str) -> Settings:
    (folder / "config.toml").write_text(text, "utf-8")
    return Settings(folder)


def test_a_choice_is_kept_for_the_next_time(tmp_path: Path) -> None:
    Settings(tmp_path).keep_theme(PAPER)
    again = Settings(tmp_path)
    assert again.theme == PAPER
    assert again.theme_is_chosen


def test_a_choice_leaves_the_rest_of_the_file_as_it_was(tmp_path: Path) -> None:
    settings = write(tmp_path, '# mine\nglyphs = "letters"\n  theme = "paper" # for the day\n')
    settings.keep_theme(LAMPLIGHT)
    assert (tmp_path / "config.toml").read_text("utf-8") == '# mine\nglyphs = "letters"\ntheme = "lamplight"\n'


@pytest.mark.parametrize("text", ["", "theme = 3", 'theme = "pink"', "theme = ", "\0", "[[[[" * 400])
def test_a_file_that_says_nothing_usable_means_lamplight_and_no_choice(tmp_path: Path, text: str) -> None:
    settings = write(tmp_path, text)
    assert (settings.theme, settings.theme_is_chosen) == (LAMPLIGHT, False)


def test_letters_stand_in_for_shapes_on_request(tmp_path: Path) -> None:
    settings = write(tmp_path, 'glyphs = "letters"')
    assert [settings.glyph(theme) for theme in THEMES] == ["p", "v", "w", "l"]
    assert [write(tmp_path, 'glyphs = "shapes"').glyph(theme) for theme in THEMES] == ["●", "■", "▲", "◆"]


async def test_the_page_and_the_progress_show_letters_where_they_are_asked_for(desk: Desk) -> None:
    desk.config.mkdir()
    desk.settings = write(desk.config, 'glyphs = "letters"')
    async with desk.begun().sit() as person:
        person.sees("v The ")
        desk.coach().plan(suggestion=0)
        desk.coach().tell(desk.coach().experiments()[0].id, Outcome.BETTER)
        await person.press("4")
        await person.press("left", "right")
        person.sees("(v)", "pvwlo done")


async def test_a_rest_day_says_so_and_offers_the_page_all_the_same(desk: Desk) -> None:
    for day in (SAT, SUN):
        desk.clock.set(day)
        async with desk.begun().sit() as person:
            assert person.step == "idea"
            person.sees("A rest day. The page is here if you want it.")
