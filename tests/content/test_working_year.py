"""A working year of pages from the packs that come with the program, without focus, programme or swaps."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from companion.domain.choosing import choose
from companion.domain.history import History
from companion.packs.library import Library, bundled_content, load_library
from tests.domain.making import plan, trial

FIRST = date(2026, 11, 30)
WEEKS = 52
DAY = timedelta(days=1)


@cache
def library() -> Library:
    return load_library(bundled_content(), None)


@cache
def lived(who: str) -> tuple[tuple[date, str], ...]:
    """The cards of the days on which somebody opened the page: every working day, or three days of five, with a
    fortnight away; whoever is keen tries each, the other tries two of three and tells of it the day after."""
    chance, recorded, pages = random.Random(3), History(), list[tuple[date, str]]()
    days = [FIRST + DAY * (7 * week + weekday) for week in range(WEEKS) for weekday in range(5)]
    for number, day in enumerate(days):
        if who == "irregular" and (chance.random() > 0.6 or 100 <= number < 110):
            continue
        ref = choose(library().stacks, recorded, day, known=library().known).ref
        pages.append((day, ref))
        key, theme = f"p{number}", library().known[ref].theme
        recorded = recorded.renewed("plans", [(key, plan(day, card=ref, theme=theme))])
        if who == "keen" or chance.random() < 2 / 3:
            told = day if who == "keen" else day + DAY
            recorded = recorded.renewed("trials", [(f"t{number}", trial(day, key, told))])
    return tuple(pages)


@pytest.mark.parametrize(("who", "pages"), [("keen", range(260, 261)), ("irregular", range(120, 190))])
def test_no_page_is_shown_twice(who: str, pages: range):
    found = [ref for _, ref in lived(who)]
    assert len(found) in pages
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("who", ["keen", "irregular"])
def test_each_theme_has_a_quarter_of_the_days(who: str):
    found = Counter(library().known[ref].theme for _, ref in lived(who))
    shares = {theme: count / len(lived(who)) for theme, count in found.items()}
    assert len(shares) == 4
    assert all(0.2375 <= share <= 0.2625 for share in shares.values()), shares


@pytest.mark.parametrize("who", ["keen", "irregular"])
def test_levels_rise(who: str):
    """It begins with noticing; what is further on comes as enough has been tried, and more of it the longer it goes."""
    levels = [library().known[ref].level for _, ref in lived(who)]
    months = [statistics.mean(levels[start : start + 20]) for start in (0, 20)]
    rest = statistics.mean(levels[40:])
    assert set(levels[:8]) == {101}
    assert months[0] < months[1] < rest
    assert 401 not in levels[:40]
    assert 401 in levels


def test_only_the_bundled_packs_cards_come_by_themselves():
    assert {ref.partition("/")[0] for ref in (ref for stack in library().stacks for ref in stack.refs)} == {
        "big-value-picture"
    }
