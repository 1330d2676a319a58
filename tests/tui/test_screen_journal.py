"""Journal: everything recorded by day, found, filtered, opened, corrected, withdrawn, and what it said before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.coach.finding import KINDS, Filter
from companion.coach.naming import name_of
from companion.domain.entries import Article, Guide, Programme, ProgrammeStep, StepKind
from companion.domain.records import Outcome
from companion.packs.library import Library
from companion.tui.screens.record_pages import HistoryPage
from companion.tui.screens.today import TodayPlace
from tests.tui.making import CARDS, MON, ROOMY, THU, TUE, USUAL, WED, Desk, Person, make_card
from tests.tui.places import (
    answer,
    bar_row,
    chosen,
    comes,
    experiments,
    field,
    footer_keys,
    form,
    is_typing,
    journal,
    label,
    labels,
    one_of_each,
    scrolled,
    write,
)

TALL = (80, 60)


async def to(person: Person, words: str) -> None:
    """Move down to the entry that has these words."""
    for _ in range(len(journal(person).items())):
        if words in chosen(person):
            return
        await person.press("down")
    raise AssertionError(f"no entry says {words!r}:\n{person.screen}")


async def find(person: Person, words: str) -> None:
    await person.press("slash")
    await write(person, words)
    await person.press("enter")


def underlined(person: Person) -> list[str]:
    """What is underlined below the masthead, from top to bottom."""
    found = []
    for strip in person.app.screen._compositor.render_strips()[2:]:
        found += [piece.text for piece in strip if piece.style and piece.style.underline and piece.text.strip()]
    return found


# The list


async def test_nothing_yet(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("3")
        assert chosen(person) == "Your words will gather here."
        assert footer_keys(person) == ["/ find", "Esc back", "? help", "q leave"]
        await person.press("down", "up", "pagedown", "enter", "e", "x", "h")
        assert chosen(person) == "Your words will gather here."
        journal(person)


async def test_by_day_and_the_newest_first(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit(TALL) as person:
        await person.press("3")
        days = ["Mon 23 Nov", "Thu 19 Nov", "Wed 18 Nov", "Tue 17 Nov", "Mon 16 Nov"]
        assert labels(person) == days
        kinds = [row[16:26].strip() for row in person.rows[3:-3] if row[16:17].strip()]
        assert kinds[:2] == ["away", "review"]
        assert {"planned", "tried", "not tried", "decided", "wrote", "reserve"} < set(kinds)
        assert label(person) == "Mon 23 Nov"


async def test_a_day_is_named_beside_its_first_entry_or_else_the_chosen_one_and_never_twice(desk: Desk) -> None:
    with desk.on(MON) as coach:
        coach.set_cadence("FREQ=DAILY")
        for number in range(30):
            coach.reflect(f"words number {number}")
    with desk.on(TUE) as coach:
        coach.reflect("another day")
    async with desk.sit() as person:
        await person.press("escape", "3")
        for key in (*["down"] * 5, "pagedown", "end", "up", "pageup", "home"):
            await person.press(key)
            await scrolled(person)
            named = labels(person)
            assert len(named) == len(set(named)), f"after {key}:\n{person.screen}"
            day = "Tue 17 Nov" if "another day" in chosen(person) else "Mon 16 Nov"
            assert labels(person, until=bar_row(person) + 1)[-1:] == [day], f"after {key}:\n{person.screen}"


async def test_another_years_day_has_its_year(desk: Desk) -> None:
    with desk.on(MON - timedelta(days=365)) as coach:
        coach.set_cadence("FREQ=DAILY")
        coach.reflect("a year ago")
    async with desk.sit() as person:
        await person.press("escape", "3")
        assert label(person) == "16 Nov 2025"


async def test_the_voice_tells_the_day_the_kind_and_the_place(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "down")
        assert person.said == "Thursday 19 November, review. 2 of 9."
        await to(person, "Bridged by a reserve")
        assert person.said.startswith("Tuesday 17 November, reserve. ")


@pytest.mark.parametrize("size", [USUAL, (40, 15)], ids=str)
async def test_an_entry_is_two_lines_until_it_is_opened(desk: Desk, size: tuple[int, int]) -> None:
    words = "\n".join(f"line {number} of what I wrote that day" for number in range(5))
    with desk.on(WED) as coach:
        coach.set_cadence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
        coach.reflect(words, 0)
    async with desk.sit(size) as person:
        await person.press("escape", "3")
        person.sees("line 0", "…")
        person.sees_no("line 3", "Where did the")
        await person.press("enter")
        person.sees("line 4 of what I wrote")
        assert "Where did the" in chosen(person), "and the question that it answers"
        if size == USUAL:
            assert "Enter close" in person.footer
        await person.press("enter")
        person.sees_no("line 3")


# Finding


async def test_what_is_found_is_counted_marked_and_shown_where_it_stands(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await find(person, "RÓTA")
        assert "/ RÓTA" in person.words
        assert " of 9" in person.words
        assert "3 of 9" in person.words.split("/ RÓTA")[1][:12]
        assert [one.lower() for one in underlined(person)] == ["rota"] * 3
        person.sees("the rota is a promise", "ask about the rota", "the rota talk")
        person.sees_no("count the queue")
        assert not is_typing(person)
        assert "Thu 19 Nov" in label(person), "each has its own day, since days may be mixed"
        await person.press("down", "down", "down")
        assert person.said.endswith("3 of 3.")


async def test_the_list_narrows_while_one_types(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "slash")
        for words, count in (("r", ""), ("ota", "3 of 9"), (" prom", "1 of 9"), ("x", "0 of 9")):
            await person.type(words)
            await comes(person, count)
            assert is_typing(person)
        await person.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
        await comes(person, "3 of 9")
        assert field(person) == "rota"
        assert [one.lower() for one in underlined(person) if one.strip()][-3:] == ["rota"] * 3


async def test_all_of_the_words_have_to_be_there(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await find(person, "rota promise")
        person.sees("1 of 9", "Adopted. the rota is a promise")
        await find(person, "rota elephant")
        person.sees("0 of 9", "Nothing like it is recorded. Esc shows everything again.")
        assert footer_keys(person) == ["/ find", "Esc show all", "? help", "q leave"]
        await find(person, "!?")
        person.sees("0 of 9")


async def test_a_hit_far_down_a_text_is_what_a_closed_entry_shows(desk: Desk) -> None:
    with desk.on(WED) as coach:
        coach.set_cadence("FREQ=DAILY")
        coach.reflect("so much " * 60 + "and then the pelican came", 0)
    async with desk.sit() as person:
        await person.press("escape", "3")
        await find(person, "pelican")
        person.sees("… much so much", "and then the pelican came")
        assert underlined(person) == ["pelican"]


async def test_esc_stops_typing_then_shows_everything_then_goes_to_today(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "slash")
        assert is_typing(person)
        assert footer_keys(person) == ["Enter to the list", "Esc back", "F1 help", "Ctrl+Q leave"]
        await person.type("queue")
        await person.press("escape")
        assert not is_typing(person)
        person.sees("/ queue", "of 9")
        assert "Enter open" in person.footer
        await person.press("escape")
        person.sees_no("/ queue")
        assert journal(person).item == journal(person).items()[0]
        await person.press("escape")
        assert isinstance(person.app.screen, TodayPlace)


async def test_the_search_is_there_when_one_comes_back_to_it(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await find(person, "rota")
        await person.press("down", "4", "3")
        person.sees("/ rota", "3 of 9")
        assert person.app.screen.cursor == 1
        await person.press("slash")
        assert field(person) == "rota"


async def test_an_arrow_in_the_empty_field_goes_to_the_list(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "slash", "down")
        assert not is_typing(person)
        await person.press("down")
        assert person.said.endswith("2 of 9.")


async def test_while_typing_every_letter_and_digit_is_searched_for(desk: Desk) -> None:
    one_of_each(desk)
    before = desk.documents()
    async with desk.sit() as person:
        await person.press("3", "slash")
        typed = ""
        for key in ("2", "q", "u", "question_mark"):
            await person.press(key)
            typed += {"question_mark": "?"}.get(key, key)
            assert field(person) == typed
            assert is_typing(person)
        journal(person)
    assert desk.documents() == before


# Filtering


async def filtered(person: Person, *keys: str) -> str:
    await person.press("f", *keys)
    journal(person)
    return person.words


async def test_by_each_kind(desk: Desk) -> None:
    one_of_each(desk)
    desk.coach().capture(Guide("p", "taste", "A taste", "", 5, ()), "in", "hopes", "less noise")
    steps = (
        ProgrammeStep("read", "Read it", StepKind.ARTICLE, "p/why"),
        ProgrammeStep("on", "On", StepKind.CARD, "p/x"),
    )
    desk.library = Library.of([*CARDS, Article("p", "why", "Why", ""), Programme("p", "way", "The way", "", steps)])
    desk.coach().start("way")
    desk.coach().mark("p/why")
    counts = {kind: len(desk.coach().items(Filter(kind=kind))) for kind in KINDS}
    assert min(counts.values()) == 1
    async with desk.sit() as person:
        await person.press("3")
        for letter, kind in zip("abcdefghijk", KINDS, strict=True):
            words = await filtered(person, "k", letter)
            assert f"kind: {kind}" in words
            assert f"{counts[kind]} of 12" in words
        words = await filtered(person, "a")
        assert "of 12" not in words


async def test_by_theme_pack_experiment_and_days(desk: Desk) -> None:
    desk.library = Library.of([make_card("queue"), make_card("trust", theme="people")])
    one_of_each(desk)
    coach = desk.coach()
    of_people = [one for one in coach.items() if one.theme == "people"]
    async with desk.sit() as person:
        await person.press("3")
        assert f"{len(of_people)} of 9" in await filtered(person, "t", "a")
        person.sees("theme: It's all about people")
        assert "pack: p" in await filtered(person, "p", "a")
        assert "since 2026-11-18" in await filtered(person, "s", *"2026-11-18", "enter")
        person.sees_no("16 Nov")
        assert "up to 2026-11-16" in await filtered(person, "b", *"2026-11-16", "enter")
        assert set(labels(person)) == {"find", "Mon 16 Nov"}
        await to(person, "they had the same doubt")
        person.sees_no("count the queue")
        assert "one experiment" in await filtered(person, "e")
        person.sees("Adopted. the rota is a promise", "When the shift begins", "3 of 9")
        await person.press("escape")
        person.sees_no("one experiment")


async def test_a_search_under_a_filter_says_both(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await filtered(person, "k", "d")
        await find(person, "rota")
        person.sees("/ rota", "1 of 9", "kind: decided", "Adopted. the rota is a promise")
        await person.press("escape")
        person.sees_no("kind:", "/ rota")


async def test_a_day_that_is_none_is_said_so_and_the_words_stay(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "f", "s")
        await answer(person, "last year")
        person.sees('"last year" is not a date.')
        assert field(person) == "last year"
        await write(person, "yesterday")
        await person.press("enter")
        person.sees("since 2026-11-18")
    assert desk.drafts() == {}


# Correcting


@pytest.mark.parametrize(
    ("entry", "table", "before", "fields"),
    [
        ("tried Better", "trials", ["they had the same doubt"], {"note": "NEW"}),
        ("not tried", "untried", ["the phone"], {"note": "NEW"}),
        ("Adopted.", "decisions", ["the rota is a promise"], {"lesson": "NEW"}),
        ("wrote", "reflections", ["it began with me"], {"text": "NEW"}),
        ("review", "reviews", ["the rota talk", "the phone", "ask early"], {"plus": "NEW", "next": "ask early"}),
    ],
    ids=["trial", "untried", "decision", "reflection", "review"],
)
async def test_e_corrects_the_words_and_history_has_the_old_ones(
    desk: Desk, entry: str, table: str, before: list[str], fields: dict[str, str]
) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await to(person, entry)
        await person.press("e")
        if table == "trials":
            assert "› b" in person.screen
            await person.press("enter")
        assert field(person) == before[0]
        await write(person, "NEW")
        await person.press("enter")
        for words in before[1:]:
            assert field(person) == words
            await person.press("enter")
        if table == "trials":
            assert field(person) == str(MON)
            await person.press("enter")
        assert "NEW" in chosen(person), person.screen
        assert person.said.startswith("Corrected.")
        await person.press("h")
        assert isinstance(person.app.screen, HistoryPage)
        assert labels(person) == ["now", "before"]
        person.sees(f"was {before[0]}", "NEW", "changed", "recorded", "on this device")
        await person.press("escape", "u")
        assert before[0] in chosen(person)
    (found,) = (one for one in desk.all(table) if set(fields) <= set(one))
    assert found[next(iter(fields))] == before[0], "u took the correction back"
    assert desk.drafts() == {}


async def test_e_corrects_how_a_trial_went(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await to(person, "they had the same doubt")
        await person.press("e", "s", "enter", "enter")
        assert "A surprise: they had the same doubt" in chosen(person)
    assert desk.one("trials")["outcome"] == Outcome.SURPRISE


async def test_e_moves_a_trial_to_another_day(desk: Desk) -> None:
    key = desk.planned(MON, action="When it rains, I will wait")
    with desk.on(WED) as coach:
        coach.tell(key, Outcome.BETTER, note="it poured")
    async with desk.sit() as person:
        await person.press("3")
        await to(person, "it poured")
        await person.press("e", "enter", "enter")
        for words, said in (
            ("next week", "is not a date"),
            (str(THU), "cannot be a trial of"),
            (str(TUE), "Corrected."),
        ):
            await write(person, words)
            await person.press("enter")
            person.sees(said)
    assert desk.one("trials")["day"] == str(TUE)
    assert desk.one("trials")["told"] == str(WED)


async def test_e_says_a_plan_anew_even_where_it_is_decided(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await to(person, "When the shift begins, I will ask about the rota.")
        await person.press("e")
        await write(person, "When the shift ends, I will ask about the rota")
        await person.press("enter", "enter", "enter", "enter", "enter")
        assert "When the shift ends" in chosen(person)
        await person.press("h")
        person.sees("was When the shift begins", "When the shift ends")


async def test_e_makes_days_away_longer_and_leaves_a_reserve_to_x(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "e")
        assert field(person) == "2026-11-23"
        await person.press("enter")
        await write(person, "soon")
        await person.press("enter")
        person.sees('"soon" is not a date.')
        await write(person, "2026-11-27")
        await person.press("enter")
        assert "23 Nov to 27 Nov" in chosen(person)
        await to(person, "Bridged by a reserve")
        await person.press("e")
        assert person.said == "This is not corrected; x withdraws it."
    assert desk.one("away")["last"] == "2026-11-27"


# Withdrawing


async def test_x_asks_once_and_enter_keeps(desk: Desk) -> None:
    one_of_each(desk)
    before = desk.documents()
    async with desk.sit() as person:
        await person.press("3")
        await to(person, "it began with me")
        await person.press("x")
        person.sees("Wrote: it began with me", "Withdraw your words? Its history stays, and u brings it back.")
        await person.press("enter")
        assert person.said == "Kept."
        await person.press("x", "escape")
        assert "it began with me" in chosen(person)
    assert desk.documents() == before


async def test_x_withdraws_and_u_brings_back(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await to(person, "it began with me")
        await person.press("x", "w")
        assert person.said == "Withdrawn. u brings it back."
        person.sees_no("it began with me")
        assert desk.all("reflections") == []
        await person.press("u")
        person.sees("it began with me")
    assert desk.one("reflections")["text"] == "it began with me"


async def test_x_says_what_goes_with_an_experiment_and_takes_it_in_one_act(desk: Desk) -> None:
    one_of_each(desk)
    before = desk.documents()
    async with desk.sit() as person:
        await person.press("3")
        await to(person, "When the shift begins, I will ask about the rota.")
        await person.press("x")
        person.sees("It has one trial and a decision, which would go with it, and one day of the streak.")
        person.sees("w Withdraw it, and what goes with it")
        await person.press("w")
        assert person.said == "Withdrawn, 3 records in all. u brings it back."
        assert desk.all("trials") == desk.all("decisions") == []
        assert len(journal(person).items()) == 6
        await person.press("u")
        assert desk.documents() == before
        assert len(journal(person).items()) == 9


async def test_each_kind_can_be_withdrawn(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        for _ in range(9):
            await person.press("x", "w")
        assert chosen(person) == "Your words will gather here.", person.screen
        await person.press("u")
        assert chosen(person) != "Your words will gather here."


# What it said before


async def test_h_shows_a_record_as_it_was_first_made(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit(ROOMY) as person:
        await person.press("3")
        await to(person, "they had the same doubt")
        await person.press("h")
        assert labels(person) == ["now"]
        person.sees("Monday 16 November, 09:00, on this device: recorded", "outcome Better than expected")
        person.sees("note they had the same doubt")
        await person.press("escape")
        journal(person)
        assert "they had the same doubt" in chosen(person)


async def test_what_another_device_has_changed_says_so(desk: Desk) -> None:
    one_of_each(desk)
    other = Desk(desk.root / "other")
    other.folder = desk.folder
    (key,) = desk.documents()["reflections"]
    async with desk.sit(ROOMY) as person:
        await person.press("3")
        await to(person, "it began with me")
        other.coach().edit(name_of("reflections", key), text="from afar")
        await person.press("4", "3")
        assert "from afar" in chosen(person), "the cursor is still on it"
        await person.press("h")
        person.sees("on another device (", "changed", "was it began with me")


# The mouse


async def test_the_mouse_chooses_opens_finds_and_filters(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3")
        await person.click("it began with me")
        assert "it began with me" in chosen(person)
        await person.click("it began with me")
        assert "Where did the" in chosen(person)
        await person.click("/ find")
        await person.type("rota")
        await person.click("Enter to the list")
        person.sees("/ rota", "3 of 9")
        await person.click("f filter")
        await person.click("Everything")
        await person.resize(*ROOMY)  # the footer of a usual screen has no room for this one
        await person.click("h history")
        await person.click("Esc back")
        await person.resize(*USUAL)
        await person.click("e correct")
        form(person)
        await person.click("2 Experiments")
        experiments(person)
