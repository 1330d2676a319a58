"""Experiments, Journal and their forms where it is hard: keys that come early, full disks, another day, long lists."""

from __future__ import annotations

import errno

import pytest
from textual import events

from companion.coach.naming import name_of
from companion.domain.records import Outcome
from tests.tui.making import FRI, MON, TUE, WED, Desk, is_over, refusing
from tests.tui.places import (
    answer,
    bar_row,
    chosen,
    experiments,
    field,
    is_typing,
    journal,
    many_words,
    one_of_each,
    shelved,
    write,
)
from tests.tui.test_screen_ahead import burst

# typing ahead


async def test_words_typed_ahead_of_a_form_are_words_and_no_commands(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2")
        await burst(person, "n", *"When the queue is long, I will ask", "enter", "enter", "enter", "enter", "enter")
        experiments(person)
        assert not is_over(person.app)
    assert desk.one("experiments")["action"] == "ask"


async def test_a_second_enter_at_the_last_question_records_once_and_breaks_nothing(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "", "")
        await burst(person, "enter", "enter", "enter")
        experiments(person)
    assert len(desk.all("experiments")) == 1


async def test_esc_more_often_than_there_is_to_close_leaves_a_page(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d")
        await burst(person, "escape", "escape", "escape")
        assert person.words.strip()
        assert len(person.app.screen_stack) > 1


# trouble and choices


async def test_after_a_full_disk_enter_takes_the_choice_that_was_made_withdraw(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "x")
        with refusing(errno.ENOSPC):
            await person.press("w")
            person.sees("attention")
        await person.press("enter")
        assert person.said.startswith("Withdrawn")


async def test_after_a_full_disk_enter_takes_the_choice_that_was_made_pact(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "", "")
        with refusing(errno.ENOSPC):
            await person.press("t")
        await person.press("enter")
    assert desk.one("experiments")["pact"] == 10


async def test_after_a_full_disk_an_arrow_chooses_anew(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "", "")
        with refusing(errno.ENOSPC):
            await person.press("t")
        while "› f" not in person.screen:
            await person.press("down")
        await person.press("enter")
    assert desk.one("experiments")["pact"] == 5


# drafts of forms on the day after


async def test_a_recorded_part_of_a_review_is_not_offered_as_never_kept(desk: Desk) -> None:
    desk.lived(MON, TUE, WED)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "the plus")
        await person.press("ctrl+q")
    assert desk.drafts() == {}
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees_no("were never kept", "the plus")


@pytest.mark.parametrize(
    ("keys", "words"),
    [(("3", "f", "s"), "2026-11"), (("2", "n"), "I will"), (("3", "down", "down", "e"), " and more")],
    ids=["filter", "new", "edit"],
)
async def test_words_of_a_form_are_not_offered_as_a_reflection_the_day_after(
    desk: Desk, keys: tuple[str, ...], words: str
) -> None:
    one_of_each(desk)
    desk.clock.set(FRI)
    async with desk.sit() as person:
        await person.press("escape", *keys)
        assert is_typing(person)
        await person.type(words)
        await person.press("ctrl+q")
    desk.clock.set(FRI, 9)
    desk.clock.forward(days=3)
    async with desk.sit() as person:
        person.sees_no("were never kept")


async def test_parts_of_a_verdict_that_was_given_up_leave_no_draft(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d", "c")
        await answer(person, "less")
        await write(person, "I will half")
        await person.press("escape", "escape", "escape", "d", "enter")
        experiments(person)
    assert desk.drafts() == {}


async def test_words_kept_after_midnight_leave_no_draft_of_the_day_before(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await person.type("I will wait")
        await person.press("escape", "enter")
        desk.clock.set(FRI, 5)
        await person.press("enter", "enter", "enter", "enter", "enter")
        experiments(person)
    assert desk.drafts() == {}


# review focus


async def test_a_review_opened_again_keeps_its_focus(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "a", "b", "c")
        await person.press("p")
        assert desk.one("reviews")["focus"] == "people"
        await person.press("w", "enter", "enter", "enter", "enter")
    assert desk.one("reviews")["focus"] == "people"


# identity of an entry


async def test_the_cursor_stays_on_a_trial_whose_day_was_corrected(desk: Desk) -> None:
    key = desk.planned(MON, action="When it rains, I will wait")
    with desk.on(WED) as coach:
        coach.tell(key, Outcome.BETTER, note="it poured")
        coach.reflect("something else", 0)
    async with desk.sit() as person:
        await person.press("3")
        while "it poured" not in chosen(person):
            await person.press("down")
        await person.press("e", "enter", "enter")
        await write(person, str(MON))
        await person.press("enter")
        assert "it poured" in chosen(person)


# the list


async def test_the_cursor_moves_steadily_down_a_long_list(desk: Desk) -> None:
    many_words(desk, 100)
    async with desk.sit() as person:
        await person.press("escape", "3")
        rows = []
        for _ in range(30):
            await person.press("down")
            await person.pilot.pause(0.05)
            rows.append(bar_row(person))
        bottom = rows[8]
        assert {abs(row - bottom) <= 1 for row in rows[8:]} == {True}, rows


async def test_the_wheel_goes_on_to_the_end_of_a_long_list(desk: Desk) -> None:
    many_words(desk, 45)
    async with desk.sit() as person:
        await person.press("escape", "3")
        for _ in range(120):
            body = person.app.screen.query_one("#body")
            person.app.screen._forward_event(events.MouseScrollDown(body, 30, 8, 0, 1, 0, False, False, False))
            await person.settle()
            if "↓ more" not in person.screen:
                break
        person.sees("number 0 ")


async def test_more_below_is_said_once_everything_is_shown_again(desk: Desk) -> None:
    many_words(desk, 60)
    async with desk.sit() as person:
        await person.press("escape", "3", "slash")
        await person.type("zzz")
        await person.press("enter", "escape")
        await person.pilot.pause(0.3)
        assert "↓ more" in person.screen


# sentences


async def test_what_is_said_fits_the_voice_line(desk: Desk) -> None:
    shelved(desk)
    cut = []
    async with desk.sit() as person:
        await person.press("2", "down", "t", "b", "enter")
        cut.append(person.said)
        place = experiments(person)
        for index in range(5):
            place.choose(index)
            for key in "edgtn":
                await person.press(key)
                cut.append(person.said)
                if person.app.screen is not place:
                    await person.press("u")
                    cut.append(person.said)
                while person.app.screen is not place:
                    await person.press("escape")
        await person.press("w", "enter", "enter", "enter", "p")
        cut.append(person.said)
    assert [said for said in dict.fromkeys(cut) if said.endswith("…")] == []


async def test_minutes_beyond_reason_are_said_where_they_are_asked_and_without_an_option_of_the_command(
    desk: Desk,
) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "")
        await write(person, "5000")
        await person.press("enter")
        assert field(person) == "5000"
        assert person.said
        assert "--" not in person.said


# adapt nothing, correct nothing


async def test_adapting_without_a_change_is_not_a_child_like_its_parent(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("2", "d", "c", "enter", "enter", "enter", "enter", "enter", "enter")
    assert desk.all("decisions") == []


async def test_enter_through_a_correction_that_changes_nothing_closes_it(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "e", "enter", "enter")
        journal(person)


async def test_an_experiment_withdrawn_between_the_list_and_its_drawing_does_not_end_the_program(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = desk.planned(MON, action="I will wait")
    desk.planned(WED, action="I will go on")
    async with desk.sit() as person:
        coach = person.app.coach
        real = coach.shelf

        def shelf() -> object:
            found = real()
            if key in found.open:
                desk.coach().withdraw(name_of("plans", key), all=True)
            return found

        monkeypatch.setattr(coach, "shelf", shelf)
        await person.press("2")
        experiments(person)


async def test_a_recorded_part_said_anew_stays_on_disk_where_it_cannot_be_recorded(desk: Desk) -> None:
    desk.lived(MON)
    async with desk.sit() as person:
        await person.press("2", "w")
        await answer(person, "the talk")
        await person.press("escape", "escape", "enter")
        await person.type(" again")
        with refusing(errno.ENOSPC):
            await person.press("enter")
            person.sees("attention")
            assert "the talk again" in desk.drafts().values()


async def test_in_trouble_the_marked_choice_is_the_one_that_enter_tries(desk: Desk) -> None:
    one_of_each(desk)
    async with desk.sit() as person:
        await person.press("3", "x")
        with refusing(errno.ENOSPC):
            await person.press("w")
        assert "› w" in person.screen
