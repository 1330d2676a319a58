"""The page from top to bottom: look back, idea, experiment, question, closed; and taking things back."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.domain.entries import Question, Use
from tests.tui.making import CARDS, FRI, MON, NEXT_MON, THU, TUE, WED, Desk, make_card


@pytest.mark.parametrize(("letter", "outcome"), [("b", "better"), ("e", "expected"), ("w", "worse"), ("s", "surprise")])
async def test_an_outcome_is_written_at_once_and_then_asks_what_happened(desk: Desk, letter: str, outcome: str) -> None:
    plan = desk.planned(WED)
    async with desk.sit() as person:
        await person.press(letter)
        person.sees("What happened?")
        trial = desk.one("trials")
        assert trial["experiment"] == plan
        assert (trial["outcome"], trial["day"], trial["told"], trial["note"]) == (outcome, str(WED), str(THU), "")
        await person.type("the queue was long")
        await person.press("enter")
        assert person.step == "idea"
    assert desk.one("trials") == {**trial, "note": "the queue was long"}


async def test_not_tried_is_written_too_and_asks_what_was_in_the_way(desk: Desk) -> None:
    plan = desk.planned(WED)
    async with desk.sit() as person:
        await person.press("n")
        person.sees("Not tried. What was in the way?")
        await person.type("a fire drill")
        await person.press("enter")
        person.sees("Not tried: a fire drill")
    assert desk.all("trials") == []
    untried = desk.one("untried")
    assert (untried["experiment"], untried["about"], untried["note"]) == (plan, str(WED), "a fire drill")


async def test_the_arrows_ask_about_another_day(desk: Desk) -> None:
    desk.planned(MON)
    async with desk.sit() as person:
        person.sees("How did it go on Wednesday?")
        await person.press("left")
        person.sees("How did it go on Tuesday?", "Tuesday")
        await person.press("left")
        person.sees("How did it go on Monday?")
        await person.press("left")
        person.sees("How did it go on Monday?", "It was not planned before that day.")
        await person.press("right", "e")
    trial = desk.one("trials")
    assert (trial["day"], trial["told"]) == (str(TUE), str(THU))


async def test_the_look_back_never_asks_about_today_or_later(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("right")
        person.sees("How did it go on Wednesday?", "Today's trial is told with t.")


ASKING = Question("p", "asking", "Who was waiting for you today?", Use.DAILY)


async def test_a_day_without_a_card_asks_a_packs_question_and_enter_alone_plans_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, [ASKING]).begun()
    async with desk.sit() as person:
        person.sees("No idea is left for today. Enter writes an experiment of your own.")
        person.sees_no("another", ASKING.title)
        await person.press("enter")
        person.sees("Enter alone plans nothing new today.")
        await person.press("enter")
        person.sees(ASKING.title)
        await person.type("half an answer")
        await person.press("escape", "escape")
        assert person.step == "idea"
        await person.press("enter", "enter")
        assert (person.step, person.field) == ("question", "half an answer")
        await person.press("enter")
        person.sees("half an answer", "That is the page.")
        await person.press("escape")
        assert person.step == "question"
    kept = desk.one("reflections")
    assert (kept["question"], kept["text"], kept["card"]) == (ASKING.title, "half an answer", "")
    assert desk.all("experiments") == []
    async with desk.sit() as person:
        assert person.step == "closed"


async def test_a_day_without_a_card_takes_an_experiment_of_ones_own_and_then_asks(tmp_path: Path) -> None:
    desk = Desk(tmp_path, [ASKING]).begun()
    async with desk.sit() as person:
        await person.press("enter")
        await person.type("When the phone rings, I will let it ring twice")
        await person.press("enter", "enter")
        person.sees(ASKING.title)
        await person.click("When the phone rings")
        assert person.step == "own-words"
    assert desk.one("experiments")["action"] == "let it ring twice"


async def test_after_a_weekend_the_look_back_asks_about_friday(desk: Desk) -> None:
    desk.planned(FRI)
    desk.clock.set(NEXT_MON)
    async with desk.sit() as person:
        person.sees("How did it go on Friday?")


async def test_several_open_experiments_are_mentioned(desk: Desk) -> None:
    desk.planned(MON)
    desk.planned(TUE)
    desk.planned(WED)
    async with desk.sit() as person:
        person.sees("Two more are open.")


async def test_swap_gives_another_idea_twice_and_is_then_refused(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        seen = [desk.coach().today().card]
        for left in ("One swap left today.", "No swaps left today."):
            await person.press("s")
            seen.append(desk.coach().today().card)
            person.sees(left, seen[-1].title)
        assert len(set(seen)) == 3
        await person.press("s")
        person.sees("Two swaps are all a day has, so this idea stays.", seen[-1].title)
    assert [swap["card"] for swap in desk.all("swaps")] == [card.ref for card in seen[:2]]


async def test_without_another_card_one_still_plans_in_ones_own_words(desk: Desk) -> None:
    desk = Desk(desk.root, CARDS[:1]).begun()
    async with desk.sit() as person:
        await person.press("s")
        person.sees("No idea is left for today. Enter writes an experiment of your own.")
        await person.press("enter")
        await person.type("When I sit down, I will breathe")
        await person.press("enter", "enter")
        assert person.step == "closed"
    plan = desk.one("experiments")
    assert (plan["cue"], plan["action"], plan["card"]) == ("When I sit down", "breathe", "")


async def test_own_words_hold_a_cue_and_an_act(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "o")
        person.sees("What will you try?", "When …, I will …")
        await person.type("When the phone rings, I will wait.")
        await person.press("enter")
        person.sees("When the phone rings, I will wait.", "What do you expect to see?")
        await person.type("nobody minds")
        await person.press("enter")
    plan = desk.one("experiments")
    assert (plan["cue"], plan["action"], plan["expect"]) == ("When the phone rings", "wait", "nobody minds")
    assert plan["expect_from_card"] is False


async def test_own_words_left_empty_go_back_to_the_choices(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "o", "enter")
        assert person.step == "experiment"
    assert desk.all("experiments") == []


async def test_an_empty_prediction_takes_the_cards_and_says_so_in_the_record(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        person.sees("it is longer than I think")
        await person.press("enter")
    plan = desk.one("experiments")
    assert (plan["expect"], plan["expect_from_card"]) == ("it is longer than I think", True)


async def test_a_prediction_of_ones_own_is_recorded_as_such(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("three days")
        await person.press("enter")
    plan = desk.one("experiments")
    assert (plan["expect"], plan["expect_from_card"]) == ("three days", False)


async def test_a_suggestion_without_an_expectation_may_stay_without_one(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "c", "enter")
    plan = desk.one("experiments")
    assert (plan["expect"], plan["expect_from_card"]) == ("", False)


async def test_the_arrows_choose_the_question_while_nothing_is_written(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        card = desk.coach().today().card
        assert card
        person.sees(card.questions[0], "1 of 2")
        await person.press("down")
        person.sees(card.questions[1], "2 of 2")
        await person.type("my neighbour")
        await person.press("up")
        person.sees(card.questions[1])
        await person.press("enter")
    answer = desk.one("reflections")
    assert (answer["question"], answer["text"], answer["card"]) == (card.questions[1], "my neighbour", card.ref)


async def test_a_new_line_is_part_of_the_words(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter")
        await person.type("one\ntwo")
        await person.press("enter")
    assert desk.one("reflections")["text"] == "one\ntwo"


async def test_the_closing_line_counts_the_days(desk: Desk) -> None:
    for day in (MON, TUE, WED):
        desk.clock.set(day, 18)
        desk.coach().tell(desk.planned(day), "better", day)
    desk.clock.set(THU)
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter", "enter")
        person.sees("Noted. That is the page; three days so far.", "Press t when you have, or tell the page on Friday.")


async def test_going_back_and_answering_otherwise_replaces_the_record(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("b")
        await person.type("early")
        await person.press("enter", "escape", "escape", "escape")
        assert person.step == "look-back"
        await person.press("n")
        assert desk.all("trials") == []
        assert desk.one("untried")["note"] == "early"
        await person.press("escape", "escape", "w", "enter")
        assert desk.all("untried") == []
        assert desk.one("trials")["outcome"] == "worse"
        await person.press("enter", "a", "enter")
        await person.press("escape", "escape", "b", "enter")
        assert {plan["cue"] for plan in desk.all("experiments")} == {"When I arrive", "When I hand over"}
        assert len(desk.all("experiments")) == 2
        await person.type("first words")
        await person.press("enter", "escape", "enter")
        assert person.field == "first words"
        await person.type(" and more")
        await person.press("enter")
    assert desk.one("reflections")["text"] == "first words and more"


async def test_undo_takes_back_the_last_thing_and_the_page_stands_where_the_records_do(desk: Desk) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await person.press("b", "enter", "enter", "a", "enter", "enter")
        await person.press("u")
        person.sees("Taken back: today's experiment.")
        assert person.step == "idea"
        await person.press("u")
        person.sees("Taken back: yesterday's trial.")
        assert person.step == "look-back"
    assert desk.all("trials") == []
    assert len(desk.all("experiments")) == 1


async def test_undo_with_nothing_left_says_so(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("u")
        person.sees("There is nothing left to take back on this device.")


async def test_why_says_why_this_idea_until_it_is_asked_again(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("y")
        person.sees("You have not taken it up yet, and it is within your reach")
        await person.press("y")
        person.sees_no("within your reach")
        await person.press("y", "escape")
        person.sees_no("within your reach")


async def test_t_interrupts_the_page_and_goes_on_where_it_was(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a", "enter", "escape")
        assert person.step == "question"
        await person.press("t")
        person.sees("How did it go today?", "today")
        await person.press("s")
        await person.type("it was empty")
        await person.press("enter")
        assert person.step == "question"
    assert desk.one("trials")["note"] == "it was empty"


async def test_t_with_nothing_planned_says_so(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("t")
        person.sees("Nothing is planned that could be tried today.")
        assert person.step == "idea"


async def test_progress_shows_the_streak_and_todays_mark(desk: Desk) -> None:
    desk.coach().tell(desk.planned(WED), "better", WED)
    async with desk.sit() as person:
        await person.press("4")
        person.sees("best one · one in all", "Nothing is lost before Saturday 04:00.", "19 Nov")
        await person.press("1")
        person.sees("idea", "you cannot see")


async def test_a_rest_day_still_has_its_page(desk: Desk) -> None:
    desk.clock.set(NEXT_MON.replace(day=22))
    async with desk.begun().sit() as person:
        assert person.step == "idea"
        person.sees("Sun 22 Nov")


async def test_several_sources_stand_under_one_another(desk: Desk) -> None:
    desk = Desk(desk.root, [make_card(sources=("First 2001", "Second 2002"))]).begun()
    async with desk.sit() as person:
        person.sees("First 2001", "Second 2002 · 101 · 10 minutes")
