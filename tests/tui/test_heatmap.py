"""The heatmap by itself: every day once, where it is drawn is where it is clicked, months over their weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.domain.phrases import month, weekday
from companion.domain.standing import Standing
from companion.tui.heatmap import Heatmap, weeks_in_band
from companion.tui.ink import Block
from companion.tui.measure import Measure

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
USUAL, ROOMY, SMALL = Measure(80, 24), Measure(140, 40), Measure(40, 15)
LEAP, NEW_YEAR, EVE = date(2024, 2, 29), date(2025, 1, 1), date(2020, 12, 31)
NAMES = {month(number): number for number in range(1, 13)}

days = st.dates(date(1999, 1, 1), date(2060, 12, 31))
sizes = st.builds(Measure, st.integers(1, 200), st.integers(1, 60))
quickly = settings(max_examples=60, deadline=None)


def make(today: date, cursor: date | None = None, **standings: Standing) -> Heatmap:
    """A map of `today`, with a mark on the days that are named like `d2026_11_19`; begun ten years ago."""
    known = {date(*map(int, name[1:].split("_"))): standing for name, standing in standings.items()}
    known.setdefault(today - timedelta(days=3653), Standing.DONE)
    return Heatmap(known, {}, today, cursor or today, lambda theme: "●")


def at(day: date, standing: Standing) -> dict[str, Standing]:
    return {f"d{day.year}_{day.month}_{day.day}": standing}


def cells(heat: Heatmap, blocks: list[Block], measure: Measure) -> Iterator[date]:
    """The day of every mark that is drawn, by band, week and weekday."""
    for block in blocks:
        rows = [row for row in block.rows if row.action]
        assert len(rows) == 7
        for column in range(weeks_in_band(measure)):
            for row in rows:
                day = heat.day_at(row.action, 1 + 2 * column, measure)
                assert day is not None
                yield day


@quickly
@given(days, sizes, st.integers(0, 4000))
@example(LEAP, ROOMY, 0)
@example(NEW_YEAR, ROOMY, 0)
@example(EVE, USUAL, 180)
def test_every_day_that_is_shown_appears_exactly_once(today: date, measure: Measure, back: int) -> None:
    heat = make(today, today - back * DAY)
    shown = list(cells(heat, heat.blocks(measure), measure))
    assert shown == [shown[0] + ahead * DAY for ahead in range(len(shown))]
    assert shown[0].weekday() == 0
    assert heat.cursor in shown


@quickly
@given(days, st.integers(0, 3600))
@example(LEAP, 0)
@example(NEW_YEAR, 0)
def test_where_there_is_room_both_halves_are_shown_and_a_year_with_them(today: date, back: int) -> None:
    heat = make(today, today - back * DAY)
    shown = list(cells(heat, heat.blocks(ROOMY), ROOMY))
    assert len(shown) == 2 * 27 * 7
    assert (today in shown) == (heat.band_of(heat.cursor, ROOMY) < 2)
    if back == 0:
        assert {today - ahead * DAY for ahead in range(366)} <= set(shown)


@quickly
@given(days, sizes)
def test_bands_follow_on_one_another_without_a_gap_or_an_overlap(today: date, measure: Measure) -> None:
    heat = make(today)
    for band in range(5):
        end = heat.first_monday(band, measure) + weeks_in_band(measure) * WEEK
        assert end == (heat.first_monday(band - 1, measure) if band else today - today.weekday() * DAY + WEEK)


@quickly
@given(days, sizes, st.integers(0, 4000))
def test_a_day_is_in_the_band_that_it_says(today: date, measure: Measure, back: int) -> None:
    heat, day = make(today), today - back * DAY
    first = heat.first_monday(heat.band_of(day, measure), measure)
    assert first <= day < first + weeks_in_band(measure) * WEEK


@quickly
@given(days, sizes, st.integers(0, 3600), st.integers(0, 6))
@example(LEAP, USUAL, 0, 1)
@example(NEW_YEAR, ROOMY, 1, 0)
def test_where_a_day_is_drawn_is_where_it_is_clicked(today: date, measure: Measure, back: int, other: int) -> None:
    day = today - back * DAY
    heat = make(today, day - other * DAY, **at(day, Standing.MISSED))
    for block in heat.blocks(measure):
        for row in block.rows:
            text = row.content.plain
            if "·" in text:
                assert row.action
                assert heat.day_at(row.action, text.index("·"), measure) == day
                return
    assert heat.band_of(day, measure) != heat.band_of(heat.cursor, measure)


@quickly
@given(days, sizes, st.integers(0, 3600))
def test_the_day_of_the_cursor_stands_in_brackets_and_no_other(today: date, measure: Measure, back: int) -> None:
    day = today - back * DAY
    heat = make(today, day, **at(day, Standing.MISSED))
    drawn = "\n".join(row.content.plain for block in heat.blocks(measure) for row in block.rows)
    assert drawn.count("(·)") == drawn.count("(") == drawn.count(")") == 1


@quickly
@given(days, sizes, st.integers(-3, 200))
def test_beside_the_days_nothing_is_clicked(today: date, measure: Measure, cell: int) -> None:
    heat = make(today)
    found = heat.day_at("day:0,3", cell, measure)
    assert (found is None) == (not 0 <= cell <= 2 * weeks_in_band(measure))
    assert heat.day_at("", cell, measure) is heat.day_at("choose:1", cell, measure) is None


@quickly
@given(days, st.integers(40, 200), st.integers(1, 60))
@example(EVE, 64, 20)
@example(EVE, 79, 40)
@example(EVE, 40, 15)
def test_every_line_ends_within_the_terminal(today: date, columns: int, rows: int) -> None:
    measure = Measure(columns, rows)
    for block in make(today).blocks(measure):
        for row in block.rows:
            room = measure.width + 2 * (not measure.labelled)  # there a bracket or a month may reach into the margin
            assert row.content.cell_length <= room, f"{row.content.plain!r} in {measure.width}"


def named(heat: Heatmap, block: Block, measure: Measure) -> list[tuple[str, date]]:
    """The months that are named above a band, each with the Monday of the week it stands over."""
    text, action = block.rows[0].content.plain, block.rows[1].action
    found = []
    for start in range(len(text)):
        if text[start : start + 3] in NAMES:
            assert text[start - 1] == " "
            assert (start - 1) % 2 == 0, f"{text!r}: beside its week"
            monday = heat.day_at(action, start, measure)
            assert monday
            found.append((text[start : start + 3], monday))
    assert [name for name, _ in found] == text.split()
    return found


@quickly
@given(days, st.integers(0, 3600), st.sampled_from([USUAL, ROOMY, SMALL]))
@example(LEAP, 0, ROOMY)
@example(NEW_YEAR, 0, USUAL)
@example(date(2026, 11, 19), 0, USUAL)
def test_a_month_is_named_over_the_week_in_which_it_begins(today: date, back: int, measure: Measure) -> None:
    heat = make(today, today - back * DAY)
    for block in heat.blocks(measure):
        first = heat.day_at(block.rows[1].action, 1, measure)
        assert first
        weeks = [first + column * WEEK for column in range(weeks_in_band(measure))]
        begun = {monday: monday + 6 * DAY for monday in weeks if (monday + 6 * DAY).day <= 7}
        expected = [(month(sunday.month), monday) for monday, sunday in begun.items()]
        shown = named(heat, block, measure)
        # Where the band begins, the month that is under way may be named as well.
        assert [one for one in shown if one[1] in begun] == expected
        assert all(monday == first for _, monday in shown if monday not in begun)


def test_january_stands_over_the_week_of_new_year_whatever_day_that_is() -> None:
    for year in range(2015, 2045):
        heat = make(date(year, 3, 31))
        (block,) = heat.blocks(USUAL)
        monday = dict(named(heat, block, USUAL))["Jan"]
        assert monday <= date(year, 1, 1) <= monday + 6 * DAY


@pytest.mark.parametrize("year", [2000, 2020, 2024, 2028])
def test_a_leap_day_has_a_place_of_its_own(year: int) -> None:
    heat = make(date(year, 6, 1))
    shown = list(cells(heat, heat.blocks(ROOMY), ROOMY))
    assert shown.count(date(year, 2, 29)) == 1
    assert shown.count(date(year, 2, 28)) == shown.count(date(year, 3, 1)) == 1


def test_a_band_that_begins_in_another_year_says_so() -> None:
    heat = make(date(2026, 3, 2))
    (block,) = heat.blocks(USUAL)
    assert block.rows[0].label == "2025"
    (block,) = make(date(2026, 11, 19)).blocks(USUAL)
    assert block.rows[0].label == ""


def test_rows_are_the_weekdays_monday_on_top() -> None:
    heat = make(date(2026, 11, 19))
    (block,) = heat.blocks(USUAL)
    for offset, row in enumerate(block.rows[1:]):
        day = heat.day_at(row.action, 1, USUAL)
        assert day
        assert day.weekday() == offset
        assert row.label in ("", weekday(day)[:3])
    assert [row.label for row in block.rows[1:]] == ["Mon", "", "Wed", "", "Fri", "", "Sun"]


def test_a_band_is_half_a_year_and_eighteen_weeks_at_forty_columns() -> None:
    assert weeks_in_band(USUAL) == weeks_in_band(ROOMY) == 27
    assert weeks_in_band(SMALL) == 18


def test_days_that_have_not_come_are_blank() -> None:
    today = date(2026, 11, 18)
    heat = make(today, **at(today, Standing.OPEN))
    (block,) = heat.blocks(USUAL)
    thursday = block.rows[4].content.plain
    assert heat.day_at(block.rows[4].action, len(thursday) - 2, USUAL) == date(2026, 11, 19)
    assert thursday.rstrip() == ""


@pytest.mark.parametrize("ahead", [1, 5, 30, 200])
def test_the_cursor_is_drawn_wherever_it_may_go_also_where_the_clock_has_gone_back(ahead: int) -> None:
    today = date(2026, 11, 18)
    day = today + ahead * DAY
    heat = make(today, day, **at(day, Standing.DONE))
    drawn = "\n".join(row.content.plain for block in heat.blocks(USUAL) for row in block.rows)
    assert "(●)" in drawn
