"""The Library in words: what packs hold and how they stand, the numbers of steps, and what the voice line says."""

from __future__ import annotations

import pytest

from companion.coach.packing import PackView
from companion.coach.views import ProgrammeView
from companion.domain.entries import PackAbout, Programme, ProgrammeStep, StepKind
from companion.domain.records import Share
from companion.packs.library import Library
from companion.tui.forms.library import BEGUN
from companion.tui.library_view import (
    NO_IDEAS,
    WITH_PROGRAMME,
    counts_words,
    course_words,
    most_steps,
    pack_head,
    pack_line,
    pages_words,
    step_lines,
)
from companion.tui.measure import Measure
from companion.tui.screens.programme_page import _PAUSED, _RESUMED, _SKIPPED
from companion.tui.screens.reading import _UNASKED
from companion.tui.voice import passed_words, turned_line
from tests.tui.making import USUAL, Desk
from tests.tui.test_screen_library import READING, STEPS

MEASURE = Measure(*USUAL)


def test_before_a_variant_is_chosen_each_step_has_the_number_that_whoever_follows_it_counts() -> None:
    own = [ProgrammeStep(name, name, StepKind.CHECK, only=name[:-1]) for name in ("a1", "b1", "a2")]
    steps = (STEPS[0], *own, STEPS[1])
    course = Programme("p", "course", "Two ways", "", steps, ("a", "b"))
    lines = step_lines(ProgrammeView("p/course", "Two ways", course))
    assert [line.glyph for line in lines] == ["  1", "  2", "  2", "  3", "3-4"], "the last is the fourth or the third"
    assert (course_words(ProgrammeView("p/course", "", course)), most_steps(course)) == ("4 steps", 4)


@pytest.mark.parametrize("said", [BEGUN, WITH_PROGRAMME, NO_IDEAS, _PAUSED, _RESUMED, _SKIPPED, _UNASKED])
def test_what_the_voice_says_has_room_on_a_usual_screen(said: str) -> None:
    assert len(said) <= MEASURE.width


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (0, "no page"),
        (0.004, "hardly a page"),
        (0.04, "about one page in 25"),
        (0.2, "about one page in five"),
        (0.5, "about one page in two"),
        (0.65, "about two pages in three"),
        (0.9, "about nine pages in ten"),
        (0.98, "nearly every page"),
        (1, "every page"),
    ],
)
def test_a_part_of_the_pages_in_words(part: float, words: str) -> None:
    assert pages_words(part) == words


def test_what_a_pack_holds_and_how_it_stands_in_words() -> None:
    about = PackAbout("a", "A", "1.0.0", {"term": 2, "card": 1, "guide": 3})
    assert counts_words(about.counts) == "1 card, 3 guides, 2 terms"
    assert counts_words({}) == "nothing"
    assert pack_line(PackView(about, True, Share.LESS, 0.1, True)).aside == "1 card · less"
    for programmes, comes in ((1, "with its programme"), (4, "with its programmes")):
        held = PackAbout("a", "A", "1.0.0", {"card": 7, "programme": programmes})
        assert pack_line(PackView(held, True, Share.USUAL, 0, False)).aside == f"7 cards · {comes}"
    assert (
        pack_line(PackView(PackAbout("a", "A", "1.0.0", {"guide": 3}), True, Share.USUAL, 0, False)).aside == "3 guides"
    )


def test_a_pack_that_is_the_only_one_says_that_its_share_changes_nothing() -> None:
    about, measure = PackAbout("a", "A", "1.0.0", {"card": 1}), Measure(*USUAL)
    words = [
        " ".join(
            row.content.plain for row in pack_head(PackView(about, True, Share.LESS, pages, True), measure)[0].rows
        )
        for pages in (1.0, 0.99)
    ]
    assert ["less or more of it changes nothing" in one for one in words] == [True, False]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("A walk", "That was step 1 of 1. A walk is done. u takes it back."),
        ("A walk of some length through it all", "That was step 1 of 1. u takes it back."),
    ],
)
def test_a_step_that_is_done_says_so_in_the_words_that_there_is_room_for(desk: Desk, title: str, said: str) -> None:
    desk.library = Library.of([Programme("p", "walk", title, "", STEPS[1:2]), *READING])
    coach = desk.coach()
    coach.start("walk")
    before = coach.following()
    coach.mark("p/study")
    assert passed_words(before, coach.following(), MEASURE) == said
    assert passed_words(before, before, MEASURE) == ""


def test_the_voice_names_the_pack_where_there_is_room() -> None:
    short, long = (PackAbout("a", title, "1.0.0", {}) for title in ("Calm", "A pack with a title of some length"))
    assert turned_line(short, Share.USUAL, MEASURE) == "Calm is on; its ideas take their turn. u takes it back."
    assert turned_line(long, Share.OFF, MEASURE) == "Off; its ideas stay away. u takes it back."
