"""A picture of a person's progress: what it shows, what it never shows, and that nothing outside can break it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.coach.views import Progress
from companion.domain.cards import NO_THEME, THEMES, Theme
from companion.domain.records import Outcome
from companion.domain.standing import Standing
from companion.exchange.picture import picture_of
from companion.exchange.picture_charts import curve
from companion.exchange.picture_ink import LAMPLIGHT, PAPER, fitted, width_of
from companion.text import is_unsafe
from companion.tui.themes import inks
from tests.domain.making import FRI, MON, ONE, history, plan, trial
from tests.exchange.lives import OWN, example, life, progress_of
from tests.exchange.seeing import Seen

LONG = "A calmer week, with fewer handovers, shorter queues and a long lunch for everybody on the ward"
DOCS = Path(__file__).resolve().parents[2] / "docs"
YEAR = example()
DAILY = "FREQ=DAILY"
LIVES: dict[str, Callable[[], Progress]] = {
    "empty": lambda: progress_of(history()),
    "one day": lambda: life(1),
    "three weeks": lambda: life(21),
    "a year": lambda: YEAR,
    "two years": lambda: life(800),
    "ten years": lambda: life(3653, faith=0.9),
    "a streak of four digits": lambda: life(3000, counting=DAILY, faith=1, holidays=False),
    "a streak of five digits": lambda: life(10957, counting=DAILY, faith=1, holidays=False),
    "three days a week": lambda: life(300, counting=3, faith=0.5),
    "after a break": lambda: replace(YEAR, streak=replace(YEAR.streak, streak=0, weeks=0, towards=0)),
    "no reserves": lambda: replace(YEAR, streak=replace(YEAR.streak, reserves=0)),
    "weeks kept": lambda: replace(YEAR, streak=replace(YEAR.streak, streak=2345, best=2345, total=12345, weeks=1234)),
}


@cache
def lived(name: str) -> Progress:
    """One of these lives; the long ones take a while to live, so only a test that looks at one does."""
    return LIVES[name]()


@pytest.fixture(params=LIVES, ids=lambda name: name.replace(" ", "-"))
def progress(request: pytest.FixtureRequest) -> Progress:
    return lived(request.param)


def seen(progress: Progress, *more: Theme) -> Seen:
    return Seen(picture_of(progress, (*THEMES, *more)))


# What every picture keeps to.


def test_it_is_whole_in_itself(progress: Progress) -> None:
    """One XML document of shapes and text: nothing is fetched, run or followed."""
    picture = picture_of(progress, THEMES)
    shapes = {"svg", "title", "desc", "rect", "g", "circle", "polygon", "polyline", "path", "line", "text", "tspan"}
    assert Seen(picture).tags <= shapes
    assert "href" not in picture
    assert "url(" not in picture
    assert picture.count("http") == picture.count('xmlns="http://www.w3.org/2000/svg"') == 1


def test_the_same_progress_gives_the_same_bytes(progress: Progress) -> None:
    again = replace(
        progress,
        trials=dict(reversed(progress.trials.items())),
        outcomes=dict(reversed(progress.outcomes.items())),
        themes=dict(reversed(progress.themes.items())),
    )
    assert picture_of(again, THEMES) == picture_of(progress, THEMES)


def test_nothing_lies_outside_the_picture(progress: Progress) -> None:
    picture = seen(progress)
    for what, box in picture.boxes():
        assert box.left >= 0, what
        assert box.top >= 0, what
        assert box.right <= picture.width, what
        assert box.bottom <= picture.height, what


def test_no_text_runs_into_another(progress: Progress) -> None:
    for (one, box), (other, beside) in combinations(seen(progress).boxes("text"), 2):
        assert not box.meets(beside), (one, other)


def test_no_word_of_our_own_is_cut(progress: Progress) -> None:
    assert "…" not in "".join(seen(progress).texts)


def test_a_nought_never_stands_alone(progress: Progress) -> None:
    assert not {"0", "0 days", "0days"} & set(seen(progress).texts)
    assert " 0 " not in seen(progress).told


def test_it_has_a_ground_a_size_and_a_name(progress: Progress) -> None:
    picture = seen(progress)
    ground = next(picture.root.iter("{http://www.w3.org/2000/svg}rect"))
    assert (float(ground.attrib["width"]), float(ground.attrib["height"])) == (picture.width, picture.height)
    assert ground.attrib["fill"] == PAPER.background
    assert (picture.root.attrib["width"], picture.root.attrib["role"]) == ("1200", "img")
    assert picture.title == "Progress on Friday 20 November 2026"
    assert picture.texts[-2:] == ["Friday 20 November 2026", "Tiny Triumphs Companion"]


def test_thirty_years_are_no_larger_than_one() -> None:
    assert all(len(picture_of(progress, THEMES).encode()) < 60_000 for progress in map(lived, LIVES))


# What it shows.


def test_it_says_the_streak_and_what_stands_behind_it() -> None:
    texts = seen(lived("weeks kept")).texts
    assert texts[:2] == ["streak", "2345days"]
    assert texts[2:10] == ["1234", "weeks kept", "1", "in reserve", "12345", "in all", "2345", "best"]


def test_after_a_break_the_total_comes_first() -> None:
    texts = seen(lived("after a break")).texts
    assert texts[:2] == ["streak", "212days in all"]
    assert texts[2:6] == ["1", "in reserve", "57", "best"]
    assert "weeks kept" not in texts


def test_one_day_is_a_day() -> None:
    assert seen(life(1)).texts[:2] == ["streak", "1day"]


def test_every_reserve_spent_is_none_in_reserve() -> None:
    assert seen(lived("no reserves")).texts[2:4] == ["none", "in reserve"]


def test_before_the_first_trial_there_is_one_sentence() -> None:
    picture = seen(lived("empty"))
    assert "Nothing to count yet. What you try first will be the first mark." in picture.texts
    assert picture.told == "Nothing to count yet. What you try first will be the first mark."
    assert [theme.title for theme in THEMES] == picture.texts[3:7]


def test_every_day_of_the_last_53_weeks_has_its_mark() -> None:
    days = Counter(one.standing for one in YEAR.days)
    groups = seen(YEAR).groups
    done = {title.removeprefix("Done, "): count for title, count in groups.items() if title.startswith("Done")}
    themes = Counter(YEAR.themes[one.day] for one in YEAR.days if one.standing is Standing.DONE)
    assert done == {theme.title: themes[theme.id] for theme in THEMES}
    assert {name: groups[name] for name in ("Missed", "Reserve", "Away", "Open")} == {
        "Missed": days[Standing.MISSED],
        "Reserve": days[Standing.RESERVE],
        "Away": days[Standing.AWAY],
        "Open": 1,
    }
    words = ("key", "done", "reserve", "missed", "away", "open", "blank: rest")
    assert set(words) <= set(seen(YEAR).texts)


def test_older_days_are_out_of_view_and_still_count() -> None:
    ten = lived("ten years")
    picture = seen(ten)
    start = MON - timedelta(weeks=52)
    done = sum(one.standing is Standing.DONE and one.day >= start for one in ten.days)
    assert sum(count for name, count in picture.groups.items() if name.startswith("Done")) == done
    assert f"{ten.streak.total}" in picture.texts
    assert str(ten.trials["people"]) in picture.texts


def test_the_key_explains_only_what_there_is() -> None:
    texts = seen(life(1)).texts
    assert "done" in texts
    assert not {"missed", "away", "reserve", "open", "blank: rest"} & set(texts)
    assert "blank: free" in seen(lived("three days a week")).texts


def test_monday_is_on_top_and_weeks_go_to_the_right() -> None:
    """Two trials a week and two days apart stand one column and two rows apart."""
    found = history(trial(MON), trial(MON + 9 * ONE))
    picture = seen(progress_of(found, MON + 9 * ONE))
    first, second = [box for what, box in picture.boxes("circle") if 'r="4.8"' in what][:2]
    assert (second.left - first.left, second.top - first.top) == (17, 34)


def test_themes_and_outcomes_are_counted() -> None:
    picture = seen(YEAR)
    for name, count in [(theme.title, YEAR.trials[theme.id]) for theme in THEMES]:
        assert picture.texts[picture.texts.index(name) + 1] == str(count)
    words = {"Better": Outcome.BETTER, "As expected": Outcome.EXPECTED, "Worse": Outcome.WORSE}
    for name, outcome in {**words, "A surprise": Outcome.SURPRISE}.items():
        assert picture.texts[picture.texts.index(name) + 1] == str(YEAR.outcomes[outcome])


def test_the_consistency_ends_in_the_present() -> None:
    for progress in (life(1), life(21), YEAR, lived("ten years")):
        points = curve(progress)
        assert points[-1] == (progress.days[-1].day, progress.streak.consistency)
        assert len(points) <= 181
        assert [point.day for point in points] == sorted({point.day for point in points})
        assert f"{progress.streak.consistency:.0%}" in seen(progress).texts


def test_within_a_year_the_line_is_week_by_week() -> None:
    assert curve(YEAR) == list(YEAR.levels)


def test_a_first_week_of_a_goal_has_no_consistency_yet() -> None:
    texts = seen(life(2, counting=3)).texts
    assert "Nothing to average yet: no week has been counted." in texts
    assert not any(text.endswith("%") for text in texts)


def test_long_histories_are_told_by_years_and_longer_ones_by_some_of_them() -> None:
    assert {"2017", "2018", "2026"} <= set(seen(lived("ten years")).texts)
    texts = seen(lived("a streak of five digits")).texts
    assert [str(year) for year in range(1998, 2027, 2)] == texts[texts.index("1998") : texts.index("2026") + 1]


def test_it_is_told_in_words() -> None:
    told = seen(YEAR).told
    assert told.startswith("30 days; best 57, 212 in all. One reserve. Tuesday 18 November 2025 to Friday 20 November ")
    assert "2026: 212 done, 13 bridged by a reserve, 18 missed, 29 away, 1 open." in told
    assert "It's all about people, 71; Organising for customer value, 58;" in told
    assert f"Better, {YEAR.outcomes[Outcome.BETTER]}; As expected" in told
    assert told.endswith("Consistency: 98%.")


def test_no_word_that_was_written_is_in_it() -> None:
    found = history(("x", plan(FRI, "ask Ana about the rota", cue="When Ana is in")), trial(FRI))
    assert "Ana" not in picture_of(progress_of(found), THEMES)


def test_a_done_day_after_today_is_drawn() -> None:
    """A clock that went back, or a traveller."""
    assert seen(progress_of(history(trial(FRI + 9 * ONE)), FRI)).groups["Done, No theme"] == 1


def test_bare_counts_are_enough() -> None:
    """Without themes, trials, outcomes and levels, as Progress allows."""
    bare = replace(life(3), trials={}, outcomes={}, levels=(), themes={})
    assert Seen(picture_of(bare, ())).groups["Done, No theme"] == life(3).streak.total


def test_the_ends_of_the_calendar_are_days_like_others() -> None:
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        bare = replace(life(1), days=((life(1).days[0])._replace(day=day),), levels=(), today=day)
        assert seen(bare).texts[:2] == ["streak", "1day"]


# Themes of packs, and colours.


def test_a_theme_of_a_pack_has_a_row_and_a_shape_of_its_own() -> None:
    more = (Theme("calm", LONG, "★"), Theme("zen", "Zen", "字"), Theme("odd", "Odd", "●"), NO_THEME)
    picture = seen(life(300, themes=(*OWN, "calm", "zen", "odd", "gone", "")), *more)
    groups = picture.groups
    assert {"Done, Zen", "Done, Odd", "Done, Another theme, or none", f"Done, {LONG}"} <= set(groups)
    assert any(text.startswith("A calmer week") and text.endswith("…") for text in picture.texts)
    for (one, box), (other, beside) in combinations(picture.boxes("text"), 2):
        assert not box.meets(beside), (one, other)


def test_more_themes_than_shapes_are_still_told_apart_by_name() -> None:
    more = [Theme(f"t{n}", f"Theme {n}", "*") for n in range(30)]
    picture = seen(life(300, themes=(theme.id for theme in more)), *more)
    assert {theme.title for theme in more} <= set(picture.texts)
    assert all(box.bottom <= picture.height for _, box in picture.boxes())


def test_the_colours_are_those_of_the_terminal() -> None:
    assert PAPER._asdict() == inks("paper")
    assert LAMPLIGHT._asdict() == inks("lamplight")


def test_lamplight_is_the_same_picture_in_other_inks() -> None:
    dark = picture_of(YEAR, THEMES, light=False)
    for ours, theirs in zip(LAMPLIGHT, PAPER, strict=True):
        dark = dark.replace(ours, theirs)
    assert dark == picture_of(YEAR, THEMES)


# Outside text.

HOSTILE = (
    "<script>alert(1)</script>",
    "]]><!--",
    "-->&amp;&#0;",
    "\x00\x1b[31mred\x07\x9b",
    "\u202egnp.exe\u2066",
    "\ufffe\uffff\ud800",
    "\"' onload='x",
    "two\nlines\tand\u2028more",
    "Z\u0301\u0302\u0303" * 90,
    "短い週" * 40,
    "",
    "x" * 100_000,
)


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_is_only_text(title: str) -> None:
    check(title)


@given(st.text(st.characters(exclude_categories=())))
def test_any_title_is_only_text(title: str) -> None:
    check(title)


PROGRESS_OF_A_PACK = life(30, themes=("pack",))


def check(title: str) -> None:
    picture = seen(PROGRESS_OF_A_PACK, Theme("pack", title, "\x1b"))
    plain = seen(PROGRESS_OF_A_PACK, Theme("pack", "Pack", "\x1b"))
    assert picture.tags == plain.tags
    assert len(picture.texts) == len(plain.texts)
    assert "" not in picture.texts
    assert len(picture.told) < 1500
    assert not any(is_unsafe(char) or char in "\n\t" for text in picture.texts for char in text)
    assert all(box.right <= picture.width for _, box in picture.boxes("text"))


@given(st.text(), st.integers(0, 400))
def test_a_fitted_text_fits(words: str, room: int) -> None:
    assert width_of(fitted(words, room)) <= max(room, width_of("…"))


def test_the_picture_in_the_docs_is_what_is_drawn() -> None:
    """`python -m tests.exchange.lives` draws it anew."""
    assert (DOCS / "progress.svg").read_text("utf-8") == picture_of(YEAR, THEMES)
