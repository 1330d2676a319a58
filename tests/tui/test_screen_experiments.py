"""Experiments: what is to be decided, what is open, the playbook and the closed; opened in place, told, said anew."""

from __future__ import annotations

import pytest

from companion.coach.views import Change
from companion.domain.records import Outcome, Verdict
from companion.tui.screens.form_page import FormPage
from companion.tui.screens.help import HelpPage
from companion.tui.screens.record_pages import FamilyPage
from companion.tui.screens.today import TodayPlace
from tests.tui.making import MON, ROOMY, THU, TUE, WED, Desk
from tests.tui.places import (
    answer,
    chosen,
    experiments,
    field,
    footer_keys,
    form,
    is_typing,
    label,
    labels,
    shelved,
    write,
)

ORDER = ("full", "newer", "older", "play", "dropped")
"""The names of what `shelved` makes, as the list has them."""


# The list


async def test_nothing_yet_says_where_the_first_comes_from(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2")
        assert chosen(person) == "No experiments yet. Today's page ends in one: press 1."
        assert footer_keys(person) == ["1 Today", "n new", "? help", "q leave"]
        await person.press("down", "up", "pagedown", "enter", "t", "d", "g", "e", "f")
        experiments(person)
        assert chosen(person) == "No experiments yet. Today's page ends in one: press 1."
        await person.press("t")
        assert person.said == "There is no experiment yet. n plans one."
        await person.press("1")
        assert isinstance(person.app.screen, TodayPlace)


async def test_the_groups_stand_in_the_order_in_which_they_ask_for_something(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit(ROOMY) as person:
        await person.press("2")
        assert labels(person) == ["review", "to decide", "open", "playbook", "closed"]
        assert label(person) == "to decide"
        for name in ORDER:
            assert chosen(person).startswith(f"When I arrive, I will do the {name} one.")
            await person.press("down")
        assert "the dropped one" in chosen(person), "the last one stays chosen"


async def test_each_says_how_far_it_has_come(desk: Desk) -> None:
    ids = shelved(desk)
    with desk.on(TUE) as coach:
        coach.tell(ids["older"], Outcome.SURPRISE)
    async with desk.sit(ROOMY) as person:
        await person.press("2")
        person.sees(
            "1 of 1 trial: worse 1",
            "planned Monday, 0 of 1 trial",
            "1 of 2 trials: surprised 1",
            "one trial: better 1",
            "dropped Monday",
        )


async def test_the_voice_tells_each_move_in_words(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await person.press("2")
        said = []
        for _ in range(4):
            await person.press("down")
            said.append(person.said)
        states = [one.partition(".")[0] for one in said]
        assert states == ["Open, 2 of 5", "Open, 3 of 5", "Playbook, 4 of 5", "Dropped, 5 of 5"]
        assert all(one.endswith(". Organising for customer value.") for one in said)
        await person.press("t")
        assert "5 of 5" not in person.said, "the sentence is there until the next key"


async def test_it_opens_and_closes_in_its_place(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit(ROOMY) as person:
        await person.press("2")
        before = person.screen.split("\n")[:-2]
        person.sees_no("you expect", "too early")
        await person.press("enter")
        assert "you expect calm" in chosen(person)
        assert "it takes 10 minutes, one trial" in chosen(person)
        assert "Mon 16 Nov Worse than expected: too early" in chosen(person)
        assert "Enter close" in person.footer
        await person.press("down", "down", "down", "enter")
        assert "you learnt small is enough" in chosen(person)
        person.sees("too early")
        await person.press("enter", "up", "up", "up", "enter")
        assert person.screen.split("\n")[:-2] == before


async def test_many_trials_show_the_latest_and_what_there_was_before(desk: Desk) -> None:
    key = desk.planned(MON, action="When I arrive, I will look", pact=9)
    for hour in range(7):
        with desk.on(TUE, 9 + hour) as coach:
            coach.tell(key, Outcome.BETTER if hour else Outcome.WORSE, note=f"note {hour}")
    async with desk.sit() as person:
        await person.press("2", "enter")
        person.sees("7 of 9 trials: better 6, worse 1", "note 6", "before 2 more: better 6, worse 1 in all")
        person.sees_no("note 1")


async def test_the_footer_names_what_can_be_done_with_the_chosen_one(desk: Desk) -> None:
    shelved(desk)
    running = ["t tried it", "d decide", "n new", "Enter open", "? help", "q leave"]
    wanted = {
        "full": running,
        "newer": running,
        "older": running,
        "play": ["g grow", "t tried it", "Enter open", "f family", "? help", "q leave"],
        "dropped": ["Enter open", "f family", "n new", "? help", "q leave"],
    }
    async with desk.sit() as person:
        await person.press("2")
        for name in ORDER:
            assert footer_keys(person) == wanted[name]
            await person.press("down")


async def test_help_explains_every_key_of_the_place(desk: Desk) -> None:
    async with desk.begun().sit((80, 60)) as person:
        await person.press("2", "question_mark")
        assert isinstance(person.app.screen, HelpPage)
        lines = [row.partition("▎")[2].split()[:1] for row in person.rows]
        for key in ("Enter", "t", "d", "n", "e", "g", "f", "w", "u", "?", "q", "1"):
            assert [key] in lines, f"{key}:\n{person.screen}"
        await person.press("escape")
        experiments(person)


async def test_the_week_waits_at_the_top_only_while_it_is_due(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await person.press("2")
        person.sees("16 Nov to 22 Nov: two trials to look back on. w begins, ten minutes at most.")
        desk.coach().review(plus="enough")
        await person.press("1", "2")
        person.sees_no("to look back on")
        await person.press("u")
        person.sees("to look back on")


# What can be done


async def test_t_tells_todays_trial_with_its_prediction_in_view(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await person.press("2", "down", "t")
        person.sees("When I arrive, I will do the newer one.", "You expected: calm", "How did it go today?")
        await person.press("s")
        assert is_typing(person)
        await answer(person, "somebody had done it")
        assert person.said == "Its one trial is done. d decides."
        assert "the newer one" in chosen(person), "the cursor stays with what was told"
        assert label(person) == "to decide"
    (told,) = [trial for trial in desk.all("trials") if trial["experiment"] == ids["newer"]]
    assert (told["day"], told["told"], told["outcome"]) == (str(THU), str(THU), "surprise")
    assert told["note"] == "somebody had done it"
    assert desk.drafts() == {}


async def test_a_play_takes_trials_and_what_is_closed_takes_none(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await person.press("2", *["down"] * ORDER.index("play"), "t", "b", "enter")
        await person.press("down", "t")
        assert person.said.startswith("It is closed, so it takes no more trials.")
        experiments(person)
    assert len(desk.coach().find(ids["play"]).trials) == 2


async def test_n_plans_in_ones_own_words(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        person.sees("What will you try? A cue and one act: When …, I will …", "1 of 5")
        assert is_typing(person)
        await answer(person, "When the kettle boils, I will ask one question", "a laugh", "count them")
        await write(person, "5")
        await person.press("enter", "f")
        person.sees("When the kettle boils, I will ask one question.", "planned today, 0 of 5 trials")
    plan = desk.one("experiments")
    assert (plan["cue"], plan["action"]) == ("When the kettle boils", "ask one question")
    assert (plan["expect"], plan["know"], plan["minutes"], plan["pact"]) == ("a laugh", "count them", 5, 5)
    assert desk.drafts() == {}


@pytest.mark.parametrize(
    ("said", "pact", "until"),
    [("7", 7, None), ("2026-11-27", 1, "2026-11-27"), (" today ", 1, str(THU)), ("4 Dec", 1, "2026-12-04")],
)
async def test_a_pact_is_a_number_of_trials_or_a_last_day(desk: Desk, said: str, pact: int, until: str | None) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "", "")
        await person.press("d")
        person.sees("How many trials, or until which day?", "6 of 6")
        await answer(person, "soon")
        person.sees("Give a number of trials, or a day: 2026-11-26, Friday.")
        assert field(person) == "soon"
        await write(person, said)
        await person.press("enter")
        experiments(person)
    plan = desk.one("experiments")
    assert (plan["pact"], plan["until"]) == (pact, until)


async def test_a_plan_needs_an_act(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        for words in ("", "   ", "When it rains, I will "):
            await write(person, words)
            await person.press("enter")
            person.sees("One act is")
            assert field(person) == words
            assert "1 of 5" in person.footer
    assert desk.all("experiments") == []


async def test_minutes_are_a_whole_number(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("2", "n")
        await answer(person, "I will wait", "", "")
        for words in ("ten", "-1", "0", "1.5", "241", ""):
            await write(person, words)
            await person.press("enter")
            person.sees("Give a whole number of minutes, from 1 to 240.")
            assert field(person) == words


async def test_many_open_ones_are_said_gently_before_another(desk: Desk) -> None:
    desk.begun()
    for number, words in enumerate(("", "", "", "Three are open already.", "Four are open already.")):
        async with desk.sit() as person:
            await person.press("2", "n")
            assert ("are open already" in person.words) == bool(words)
            person.sees(words)
        desk.coach().plan(f"When I arrive, I will look at number {number}")
    assert len(desk.all("experiments")) == 5, "nothing refuses a fourth"


async def test_e_says_the_plan_anew_and_its_history_keeps_the_old_words(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await person.press("2", "down", "down", "e")
        assert field(person) == "When I arrive, I will do the older one"
        await write(person, "When I leave, I will do it twice")
        await person.press("enter")
        assert field(person) == "calm"
        await person.press("enter", "enter", "enter", "down")
        assert "› d" not in person.screen
        await person.press("f")
        person.sees("When I leave, I will do it twice.", "Reworded")
    plan = desk.coach().find(ids["older"]).plan
    assert (plan.cue, plan.action, plan.expect, plan.pact) == ("When I leave", "do it twice", "calm", 5)
    assert plan.day == MON
    assert len(desk.coach().revisions(ids["older"])) == 2


async def test_a_pact_of_two_is_offered_as_it_is(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await person.press("2", "down", "down", "e", "enter", "enter", "enter")
        await write(person, "3")
        await person.press("enter")
        assert "› d  Another number, or until a day" in person.screen
        await person.press("enter")
        assert field(person) == "2"
        await person.press("enter")
        experiments(person)
    plan = desk.coach().find(ids["older"]).plan
    assert (plan.pact, plan.until, plan.minutes) == (2, None, 3)


async def test_a_last_day_can_give_way_to_a_number_of_trials(desk: Desk) -> None:
    key = desk.planned(WED, action="I will wait", until=THU)
    async with desk.sit() as person:
        await person.press("2", "e", "enter", "enter", "enter", "enter")
        assert "› d  Another number, or until a day" in person.screen
        await person.press("enter")
        assert field(person) == str(THU)
        await person.press("escape", "escape", "f")
        person.sees("planned yesterday, 0 of 5 trials")
    plan = desk.coach().find(key).plan
    assert (plan.pact, plan.until) == (5, None)


async def test_what_is_decided_is_not_said_anew_and_what_is_no_play_does_not_grow(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await person.press("2")
        for key, at, words in (
            ("g", "full", "Only a play grows, and this is not one."),
            ("e", "play", "It has been decided. The Journal, 3, corrects its words."),
            ("d", "play", "It has been decided already; g grows it."),
            ("d", "dropped", "It has been decided already."),
        ):
            experiments(person).choose(ORDER.index(at))
            await person.press(key)
            assert person.said == words
            experiments(person)


async def test_f_shows_the_family_and_esc_comes_back(desk: Desk) -> None:
    ids = shelved(desk)
    with desk.on(TUE) as coach:
        _, child = coach.decide(ids["full"], Verdict.ADAPT, "too early in the day", Change(cue="When lunch is over"))
        assert child
    with desk.on(WED) as coach:
        coach.tell(child.id, Outcome.BETTER)
    async with desk.sit() as person:
        await person.press("2")
        while "When lunch is over" not in chosen(person):
            await person.press("down")
        await person.press("f")
        assert isinstance(person.app.screen, FamilyPage)
        person.sees("When I arrive, I will do the full one.", "adapted Tuesday, worse 1", "too early in the day")
        assert label(person) == "adapted"
        assert chosen(person).startswith("When lunch is over, I will do the full one.")
        assert len(footer_keys(person)) == 3
        await person.press("escape")
        experiments(person)


async def test_u_takes_back_the_last_thing_and_the_list_has_it_so(desk: Desk) -> None:
    ids = shelved(desk)
    async with desk.sit() as person:
        await person.press("2", "down", "t", "b", "enter")
        assert label(person) == "to decide"
        await person.press("u")
        assert person.said == "Taken back: today's trial."
        assert label(person) == "open"
        assert "the newer one" in chosen(person)
    assert desk.coach().find(ids["newer"]).trials == ()


async def test_a_click_chooses_another_opens_the_chosen_and_begins_the_review(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit(ROOMY) as person:
        await person.press("2")
        await person.click("the older one")
        assert "the older one" in chosen(person)
        person.sees_no("you expect")
        await person.click("the older one")
        person.sees("you expect")
        await person.click("Enter close")
        person.sees_no("you expect")
        await person.click("d decide")
        assert isinstance(person.app.screen, FormPage)
        await person.click("Esc close")
        await person.click("two trials to look back on")
        assert form(person).form.section == "review-2026-11-16"


async def test_esc_closes_what_is_open_then_goes_to_today_and_the_place_is_as_it_was_left(desk: Desk) -> None:
    shelved(desk)
    async with desk.sit() as person:
        await person.press("2", "down", "down", "enter", "4", "2")
        assert chosen(person).startswith("When I arrive, I will do the older one.")
        assert "you expect" in chosen(person)
        await person.press("escape")
        experiments(person)
        person.sees_no("you expect")
        await person.press("escape")
        assert isinstance(person.app.screen, TodayPlace)
        await person.press("2")
        assert chosen(person).startswith("When I arrive, I will do the older one.")
        person.sees_no("you expect")
