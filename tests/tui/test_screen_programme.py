"""A programme on today's page: its card, what it has next beside the page, and the check that p opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.coach.naming import name_of
from companion.domain.entries import ProgrammeStep, StepKind
from companion.domain.records import Outcome
from companion.packs.library import Library
from companion.tui.screens.form_page import FormPage
from companion.tui.screens.programme_page import ProgrammePage
from tests.test_programmes import CHECK, ENTRIES, PROGRAMME
from tests.tui.making import FRI, ROOMY, THU, WED, Desk, Person


@pytest.fixture
def followed(tmp_path: Path) -> Desk:
    """Thursday morning; the programme was begun on Wednesday, and its first card planned."""
    desk = Desk(tmp_path)
    desk.library = Library.of(ENTRIES)
    with desk.on(WED, 8) as coach:
        coach.start("five")
    desk.planned(suggestion=0)
    return desk


@pytest.fixture
def asked(followed: Desk) -> Desk:
    """The same, and Wednesday's trial is told: a check is next, and the page is at its idea."""
    with followed.on(THU, 8) as coach:
        (open_,) = coach.today().open
        coach.tell(open_.id, Outcome.BETTER, WED)
    return followed


def is_a_form(person: Person) -> bool:
    return isinstance(person.app.screen, FormPage)


def number(desk: Desk) -> int:
    (one,) = desk.coach().following()
    return one.number


async def test_the_idea_says_which_step_it_is_and_the_look_back_that_ends_it_goes_on_to_the_next(
    followed: Desk,
) -> None:
    steps = (PROGRAMME.steps[0], PROGRAMME.steps[3])
    followed.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=steps)])
    async with followed.sit() as person:
        await person.press("b")
        assert person.said == "That was step 1 of 2."
        assert person.step == "note"
        await person.type("it was long")
        await person.press("escape")
    async with followed.sit() as person:
        assert (person.step, person.field) == ("note", "it was long"), "words under way belong to the answer"
        await person.press("enter")
        person.sees("Ask", "The idea of ask.", "Five days, step 2 of 2: Ask twice. None of two trials told.")
        person.sees_no("That was step")
        await person.press("enter", "a", "enter")
    assert followed.all("experiments")[-1]["card"] == "p/ask"
    assert followed.one("trials")["note"] == "it was long"


async def test_an_answer_changed_to_not_tried_brings_the_card_back(followed: Desk) -> None:
    async with followed.sit() as person:
        await person.press("b", "escape", "escape", "n")
        assert person.said == 'Next again: the step "Count it".'
        assert number(followed) == 1
        await person.press("enter")
        person.sees("The idea of count.", "Five days, step 1 of 5: Count it.")


async def test_a_step_that_wants_another_trial_offers_first_to_go_on_with_its_experiment(followed: Desk) -> None:
    steps = (replace(PROGRAMME.steps[0], trials=3), PROGRAMME.steps[1])
    followed.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=steps)])
    async with followed.sit() as person:
        await person.press("b")
        assert person.said == "That is one of three trials for step 1 of 2."
    (key,) = followed.journal().history().plans
    with followed.on(WED) as coach:
        coach.edit(name_of("plans", key), pact=3)
    async with followed.sit() as person:
        await person.press("enter")
        person.sees("g Go on with: When it is 0, I will do count 0.", "b When it is 1")
        person.sees_no("Nothing new today", "a When it is 0")
        await person.press("enter")
        assert person.step == "question"
        await person.type("rain")
        await person.press("enter")
        person.sees("Go on with: When it is 0", "Press t when you have")
    async with followed.sit() as person:
        assert person.step == "closed"
        await person.press("t", "w")
        assert person.said == "That is two of three trials for step 1 of 2."
    assert len(followed.all("experiments")) == 1
    assert [one["told"] for one in followed.all("trials")] == ["2026-11-19", "2026-11-19"]


async def test_a_plan_on_a_step_of_two_trials_says_what_it_is_for_and_how_it_is_known_is_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path).begun()
    desk.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=PROGRAMME.steps[3:])])
    with desk.on(WED) as coach:
        coach.start("five")
    async with desk.sit() as person:
        await person.press("enter", "a", "enter")
        assert person.said == "Planned for two trials, as its step asks."
    (key,) = desk.journal().history().plans
    desk.coach().edit(name_of("plans", key), know="somebody asks twice")
    desk.clock.set(FRI)
    async with desk.sit() as person:
        person.sees("You know by: somebody asks twice")


async def test_why_waits_for_the_idea_and_never_stands_between_a_question_and_its_words(followed: Desk) -> None:
    async with followed.sit() as person:
        await person.press("y")
        assert person.said == "y says why this idea, once the idea is in front."
        person.sees_no("next step of your programme")
        await person.press("n", "enter", "y")
        person.sees("why It is the next step of your programme.")
        await person.press("y", "enter", "g", "escape", "y")
        assert person.said == "y says why this idea, once the idea is in front."


async def test_a_page_whose_idea_a_programme_replaces_is_read_again_before_it_asks(asked: Desk) -> None:
    steps = (PROGRAMME.steps[0], CHECK, PROGRAMME.steps[3])
    asked.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=steps)])
    async with asked.sit() as person:
        await person.press("enter", "p", "a")
        person.sees("What did you expect?", "Your answer, in a few words.")
        await person.type("rain")
        await person.press("enter")
        assert person.said == "That was step 2 of 3. A new idea follows. u takes it back."
        assert person.step == "idea"
        person.sees("The idea of ask.")


async def test_a_programme_that_ends_tells_on_its_page_what_came_of_it(asked: Desk) -> None:
    asked.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=PROGRAMME.steps[:2])])
    asked.coach().answer_check("five", "It rained.")
    async with asked.sit() as person:
        person.sees("finished Five days is done.", "On the way: one trial and one answer.", "wrote: It rained.")
        person.sees("All of it: 3, then f, and its pack.")
    asked.clock.set(FRI)
    async with asked.sit() as person:
        person.sees_no("finished")


async def test_a_guide_that_is_next_says_how_it_comes_on_paper_and_a_long_title_stays_whole(asked: Desk) -> None:
    long = "Hold the room for a taste of what it is to be asked twice"
    steps = (PROGRAMME.steps[0], replace(PROGRAMME.steps[4], title=long))
    asked.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=steps)])
    async with asked.sit() as person:
        person.sees(f"step 2 of 2: {long}.", "On paper: companion guide p/taste --print")
        await person.press("enter", "n", "enter")
        person.sees(f"step 2 of 2: {long}.")


async def test_a_check_stands_before_the_idea_and_p_opens_it_and_the_answer_ends_the_step(asked: Desk) -> None:
    async with asked.sit() as person:
        person.sees(
            "programme Next in Five days, step 2 of 5: Midway.", "A check: two questions, one to answer. p opens it."
        )
        assert "p answer" in person.footer
        assert person.words.index("Next in Five days") < person.words.index("idea")
        await person.press("p")
        person.sees("Next in Five days, step 2 of 5: Midway.", "Which of these will you answer? One is enough.")
        await person.press("b")
        person.sees("What came?")
        await person.press("enter")
        assert person.said == "A few words are enough. Esc leaves it for another day."
        await person.type("rain")
        await person.press("enter")
        assert person.said == "That was step 2 of 5. u takes it back."
        person.sees("step 3 of 5: Read why.", "An article to read. p opens it.")
        assert "p read" in person.footer
        written = asked.one("reflections")
        assert (written["question"], written["text"], written["step"]) == ("What came?", "rain", "p/five.1.midway")
        assert asked.drafts() == {}
        await person.press("u")
        person.sees("step 2 of 5: Midway.")
    assert asked.all("reflections") == []


async def test_words_to_a_check_are_kept_for_as_long_as_it_waits(asked: Desk) -> None:
    async with asked.sit() as person:
        await person.press("p", "a")
        await person.type("half a thought")
        await person.press("escape", "escape", "escape")
        assert not is_a_form(person)
    async with asked.sit() as person:
        await person.press("p", "b")
        person.sees_no("half a thought")
        await person.press("escape", "escape", "a")
        person.sees("half a thought")
    assert number(asked) == 2


async def test_a_check_answered_elsewhere_meanwhile_takes_no_second_answer(asked: Desk) -> None:
    both = (PROGRAMME.steps[0], CHECK, replace(CHECK, id="again", title="Again"))
    asked.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, steps=both)])
    async with asked.sit() as person:
        await person.press("p", "a")
        await person.type("too late")
        asked.coach().answer_check("five", "sooner")
        await person.press("enter")
        person.sees("This check is not asked any more", "too late")
        await person.press("escape", "escape", "escape")
        person.sees("step 3 of 3: Again.")
    assert [one["text"] for one in asked.all("reflections")] == ["sooner"]


async def test_an_article_that_was_read_brings_the_next_idea_at_once(asked: Desk) -> None:
    asked.coach().answer_check("five", "rain")
    async with asked.sit() as person:
        person.sees_no("The idea of ask.")
        await person.press("p")
        person.sees("Why this", "Because.")
        await person.press("m", "escape")
        person.sees("The idea of ask.", "Five days, step 4 of 5")
        assert "Five days" not in person.footer
        await person.press("p")
        assert person.said == "Step 4 of 5 is on today's page: Five days."


async def test_of_several_p_opens_the_one_that_waits_longest_and_a_click_any(asked: Desk) -> None:
    single = ProgrammeStep("say", "Say it", StepKind.CHECK, questions=("What is it?",))
    asked.library = Library.of([*ENTRIES, replace(PROGRAMME, id="late", title="Late", steps=(single,))])
    asked.coach().start("late")
    async with asked.sit(ROOMY) as person:
        assert person.words.index("Next in Five days") < person.words.index("Next in Late")
        await person.click("Next in Late")
        person.sees("What is it?")
        await person.type("this")
        await person.press("enter")
        assert person.said == "That was step 1 of 1. Late is done. u takes it back."
        await person.press("p")
        person.sees("Which of these will you answer?")


@pytest.mark.parametrize("size", [(40, 15), (64, 20), ROOMY])
async def test_what_is_next_can_be_read_and_opened_at_every_size(asked: Desk, size: tuple[int, int]) -> None:
    async with asked.sit(size) as person:
        await person.press(*["pageup"] * 3)
        person.sees("Next in Five days", "Midway.")
        await person.press("enter", "n", "enter")
        assert person.step == "closed"
        await person.press(*["pageup"] * 3)
        person.sees("Next in Five days")
        await person.press("p")
        assert is_a_form(person)


async def test_a_step_whose_card_is_not_here_leads_to_its_programme(followed: Desk) -> None:
    followed.library = Library.of([one for one in ENTRIES if one.id != "count"])
    async with followed.sit() as person:
        await person.press("n", "enter")
        person.sees("What it asks for, p/count, is in no pack here.")
        await person.press("p")
        assert isinstance(person.app.screen, ProgrammePage)


async def test_a_title_of_a_pack_is_text_and_nothing_more(asked: Desk) -> None:
    hostile = "\x1b]52;c;x\x07[@click=app.quit]x[/]\u202e"
    bad = replace(CHECK, title=hostile, questions=(hostile, hostile))
    asked.library = Library.of([*ENTRIES[:-1], replace(PROGRAMME, title=hostile, steps=(PROGRAMME.steps[0], bad))])
    async with asked.sit() as person:
        person.sees("[@click=app.quit]x[/]")
        await person.press("p", "a")
        person.sees("[@click=app.quit]x[/]")
        assert not {"\x1b", "\x07", "\u202e"} & set(person.screen)
