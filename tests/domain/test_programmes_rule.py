"""Which step of a programme comes next: by the ids of steps and by what was done, whatever updates make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.domain.history import History
from companion.domain.programme_words import (
    asks_line,
    comes_words,
    kind_words,
    lapsed_line,
    missing_line,
    moved_line,
    next_line,
    on_the_way,
    passed_line,
    state_line,
    step_line,
    step_numbers,
    steps_words,
    variant_line,
)
from companion.domain.programmes import (
    Following,
    enrolment_key,
    follow,
    follow_all,
    is_earned,
    lapsed,
    next_card,
    next_key,
    of_card,
    step_key,
)
from companion.domain.records import Course, Enrolment, StepDone
from tests.domain.making import FRI, MON, THU, TUE, WED, at, common, decision, history, plan, trial

REF = "q/five"
KEY = enrolment_key(REF, 1)


def card_step(id: str, trials: int = 1, only: str = "") -> ProgrammeStep:
    return ProgrammeStep(id, f"Try {id}", StepKind.CARD, f"q/{id}", trials, only)


def check(id: str, *questions: str) -> ProgrammeStep:
    return ProgrammeStep(id, f"Look at {id}", StepKind.CHECK, questions=questions or ("What did you see?",))


def reading(id: str, kind: StepKind = StepKind.ARTICLE) -> ProgrammeStep:
    return ProgrammeStep(id, f"Read {id}", kind, f"q/{id}")


def programme(*steps: ProgrammeStep, **fields: Any) -> Programme:
    return Programme(**{"pack": "q", "id": "five", "title": "Five", "body": "Five steps.", "steps": steps} | fields)


def enrolled(day: date = MON, programme: str = REF, hour: int = 8, **fields: Any) -> Enrolment:
    return Enrolment(**common(day, hour) | {"programme": programme, "title": "Five"} | fields)


def done(step: str, day: date = TUE, enrolment: str = KEY) -> tuple[str, StepDone]:
    return step_key(enrolment, step), StepDone(**common(day), enrolment=enrolment, step=step, title=step)


def made(*more: Any, **fields: Any) -> History:
    return history((KEY, enrolled(**fields)), *more)


def stands(found: History, programme: Programme | None, has: bool = True) -> Following:
    return follow(found, KEY, programme, lambda step: has)


ABC = programme(card_step("a"), card_step("b"), card_step("c"))


# Which step is next


def test_a_programme_just_begun_is_at_its_first_step() -> None:
    one = stands(made(), ABC)
    assert (one.next, one.number, one.is_active, one.course) == (ABC.steps[0], 1, True, Course.ACTIVE)


def test_the_first_step_that_is_not_done_is_next_whatever_the_days() -> None:
    assert stands(made(done("a")), ABC).number == 2
    assert stands(made(done("b")), ABC).number == 1
    assert stands(made(done("a"), done("b", FRI)), ABC).opened == at(FRI)


def test_only_the_steps_of_ones_variant_are_walked() -> None:
    two = programme(
        card_step("a"), card_step("s", only="small"), card_step("l", only="large"), variants=("small", "large")
    )
    one = stands(made(done("a"), variant="large"), two)
    assert one.next
    assert (one.next.id, one.number, len(one.steps)) == ("l", 2, 2)


def test_what_is_paused_left_or_finished_has_no_place_on_the_page() -> None:
    for course, has_next in ((Course.PAUSED, True), (Course.LEFT, False), (Course.FINISHED, False)):
        one = stands(made(course=course), ABC)
        assert not one.is_active
        assert (one.next is not None) is has_next
        assert (next_card([one]), of_card([one], "q/a")) == ("", None)


def test_a_programme_whose_pack_is_not_here_still_has_its_name() -> None:
    one = stands(made(done("a")), None)
    assert (one.title, one.steps, one.next, one.number, one.is_active, one.course) == (
        "Five", (), None, 0, False, Course.ACTIVE,
    )  # fmt: skip


# What an update makes of it


def test_a_step_that_an_update_removed_is_passed_over_and_does_not_count() -> None:
    updated = replace(ABC, steps=ABC.steps[1:])
    one = stands(made(done("a"), done("b")), updated)
    assert one.next
    assert (one.next.id, one.number, len(one.steps)) == ("c", 2, 2)


def test_a_step_that_an_update_added_before_those_done_is_still_to_do() -> None:
    updated = replace(ABC, steps=(card_step("new"), *ABC.steps))
    one = stands(made(done("a"), done("b")), updated)
    assert one.next
    assert (one.next.id, one.number) == ("new", 1)
    assert stands(made(done("a"), done("b"), done("new")), updated).number == 4


def test_where_an_update_leaves_nothing_to_do_it_is_finished_and_begins_again_where_one_adds_a_step() -> None:
    found = made(done("a"))
    assert stands(found, replace(ABC, steps=ABC.steps[:1])).course is Course.FINISHED
    assert stands(found, ABC).course is Course.ACTIVE


def test_without_its_variant_the_steps_for_everybody_remain_and_it_says_so() -> None:
    updated = programme(card_step("a"), card_step("s", only="small"), variants=("small",))
    one = stands(made(variant="large"), updated)
    assert (one.lost_variant, [step.id for step in one.steps]) == ("large", ["a"])
    assert variant_line(one) == 'The variant "large" is no longer there; the steps that are for everybody remain.'
    assert variant_line(stands(made(variant="small"), updated)) == ""


STEPS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(old=STEPS, new=STEPS, marked=st.integers(0, 8))
def test_after_any_update_next_is_the_first_step_there_is_without_a_mark(
    old: list[str], new: list[str], marked: int
) -> None:
    ids = old[:marked]
    one = stands(made(*[done(id) for id in ids]), programme(*map(card_step, new)))
    left = [id for id in new if id not in ids]
    assert (one.next.id if one.next else None) == (left[0] if left else None)
    assert one.number == (new.index(left[0]) + 1 if left else len(new))
    assert one.is_active is bool(left)


# Cards and their trials


def test_a_card_step_counts_the_trials_of_what_was_planned_from_it_since_it_opened() -> None:
    three = programme(card_step("a", trials=3), card_step("b"))
    before = ("w", plan(MON, card="q/a", hour=7))
    mine, other = ("x", plan(TUE, card="q/a")), ("y", plan(TUE, card="q/b"))
    found = made(before, mine, other, trial(TUE, "w"), trial(TUE, "x"), trial(WED, "x"), trial(WED, "y"))
    one = stands(found, three)
    assert (one.tried, one.met) == (2, ())


def test_a_plan_says_which_step_it_is_for_so_that_no_clock_decides_it() -> None:
    """The clock was a year ahead when the programme was begun, and is right again."""
    ahead, mine = date(2027, 11, 16), step_key(KEY, "a")
    found = made(("x", plan(TUE, card="q/a", step=mine)), trial(TUE, "x"), day=ahead)
    assert [step.id for step in stands(found, ABC).met] == ["a"]
    for other in (step_key(enrolment_key(REF, 2), "a"), step_key(KEY, "b")):
        elsewhere = made(("x", plan(TUE, card="q/a", step=other)), trial(TUE, "x"))
        assert stands(elsewhere, ABC).tried == 0, "it belongs to another time, or to another step"


def test_a_step_that_has_all_its_trials_is_passed_before_anything_marks_it() -> None:
    twice = programme(card_step("a"), replace(card_step("again"), ref="q/a"), card_step("b"))
    first, second = ("x", plan(TUE, card="q/a")), ("y", plan(THU, card="q/a"))
    one = stands(made(first, trial(WED, "x")), twice)
    assert (one.number, one.done, one.tried, one.opened) == (2, frozenset("a"), 0, at(WED))
    assert stands(made(first, trial(WED, "x"), second, trial(FRI, "y")), twice).number == 3
    paused = stands(made(first, trial(WED, "x"), course=Course.PAUSED), ABC)
    assert (paused.number, paused.course, [step.id for step in paused.met]) == (2, Course.PAUSED, ["a"])


def test_a_programme_whose_last_step_has_its_trials_is_finished_though_nothing_marks_it() -> None:
    found = made(("x", plan(TUE, card="q/a")), trial(WED, "x"))
    one = stands(found, programme(card_step("a")))
    assert (one.course, one.next, one.ended) == (Course.FINISHED, None, None)


def test_what_waits_for_a_trial_is_the_latest_open_plan_of_the_step() -> None:
    three = programme(card_step("a", trials=3))
    old, new = ("x", plan(TUE, card="q/a")), ("y", plan(WED, card="q/a", pact=2))
    assert stands(made(old), three).planned == "x"
    assert stands(made(old, new, trial(WED, "y")), three).planned == "y"
    assert stands(made(old, trial(TUE, "x")), three).planned == ""
    assert stands(made(old, ("x", decision(WED))), three).planned == ""
    assert stands(made(("z", plan(TUE, card="q/b"))), three).planned == ""


def test_a_step_that_opens_later_counts_no_trial_of_a_plan_before_it() -> None:
    twice = programme(card_step("a"), replace(card_step("again"), ref="q/a"))
    one = stands(made(("x", plan(TUE, card="q/a")), trial(TUE, "x"), done("a", WED)), twice)
    assert (one.number, one.tried) == (2, 0)


def test_the_page_takes_the_card_of_the_programme_that_has_waited_longest() -> None:
    other = programme(card_step("z"), id="other")
    found = {"q/five": ABC, "q/other": other}
    late = (enrolment_key("q/other", 1), enrolled(TUE, "q/other"))
    first, second = follow_all(made(late), found.get)
    assert (first.title, next_card([first, second])) == ("Five", "q/a")
    first, second = follow_all(made(late, done("a", WED)), found.get)
    assert next_card([first, second]) == "q/z"
    assert of_card([first, second], "q/b") == second
    assert of_card([first, second], "q/nowhere") is None


def test_a_card_that_is_not_here_does_not_stand_in_anothers_way() -> None:
    other = programme(card_step("z"), id="other")
    late = (enrolment_key("q/other", 1), enrolled(TUE, "q/other"))
    found = follow_all(made(late), {"q/five": ABC, "q/other": other}.get, lambda step: step.ref != "q/a")
    assert next_card(found) == "q/z"
    assert [one.awaits for one in found] == [True, False]
    assert missing_line(found[0]) == "What it asks for, q/a, is in no pack here. Install its pack, or pass it over."
    assert missing_line(found[1]) == ""


def test_a_check_an_article_and_a_guide_await_beside_the_page() -> None:
    for step in (check("x"), reading("x"), reading("x", StepKind.GUIDE)):
        one = stands(made(), programme(step))
        assert (one.awaits, next_card([one]), of_card([one], step.ref)) == (True, "", None)


def test_a_trial_taken_away_takes_back_the_step_that_it_had_ended() -> None:
    mine = ("x", plan(TUE, card="q/a"))
    before, after = made(mine, trial(WED, "x"), done("a", WED)), made(mine, done("a", WED))
    assert lapsed(before, after, stands(after, ABC)) == done("a", WED)[1]
    assert lapsed(after, after, stands(after, ABC)) is None
    later = made(mine, done("a", WED), done("b", THU))
    assert lapsed(made(mine, trial(WED, "x"), done("a", WED), done("b", THU)), later, stands(later, ABC)) is None


def test_a_step_that_an_update_gave_another_card_is_not_taken_back() -> None:
    mine = ("x", plan(TUE, card="q/old"))
    before, after = made(mine, trial(WED, "x"), done("a", WED)), made(mine, done("a", WED))
    assert lapsed(before, after, stands(after, ABC)) is None


def test_a_mark_is_earned_as_long_as_its_trials_stand_whatever_was_done_since() -> None:
    mine, marks = ("x", plan(TUE, card="q/a")), (done("a", WED), done("b", THU))
    with_it, without = made(mine, trial(WED, "x"), *marks), made(mine, *marks)
    assert is_earned(with_it, stands(with_it, ABC), marks[0][1])
    assert not is_earned(without, stands(without, ABC), marks[0][1])
    reads = programme(reading("a"))
    assert not is_earned(with_it, stands(with_it, reads), marks[0][1]), "no trial earns an article"


# Enrolling more than once


def test_each_enrolment_in_a_programme_has_a_key_of_its_own() -> None:
    assert next_key(REF, []) == "q/five.1"
    assert next_key(REF, [KEY, "q/five-more.7", "q/other.3"]) == "q/five.2"
    assert next_key(REF, [KEY, "q/five.4.a", "q/five.x.a", "q/five." + "9" * 5000]) == "q/five.5"


def test_of_several_enrolments_in_one_programme_the_latest_stands() -> None:
    again = enrolment_key(REF, 2)
    for begun in (FRI, date(2026, 1, 5)):  # the clock of the first was ahead of that of the second
        found = made(done("a"), (again, enrolled(begun)), course=Course.ACTIVE)
        (one,) = follow_all(found, lambda ref: ABC)
        assert (one.id, one.number) == (again, 1)
    tenth = enrolment_key(REF, 10)
    (one,) = follow_all(made((again, enrolled(FRI)), (tenth, enrolled(MON)), ("odd", enrolled(FRI))), lambda ref: ABC)
    assert one.id == tenth


# Words


def test_a_step_is_told_by_its_place() -> None:
    one = stands(made(done("a")), ABC)
    assert step_line(one) == "Five, step 2 of 3: Try b."
    assert step_line(one, "TRY B") == "Five, step 2 of 3."
    assert state_line(one, ABC) == "Under way, step 2 of 3."
    asks = stands(made(done("a")), programme(card_step("a"), replace(check("x"), title="What frays?")))
    assert next_line(asks) == "Next in Five, step 2 of 2: What frays?"
    assert next_line(stands(made(), programme(check("x")))) == "Next in Five, step 1 of 1: Look at x."


def test_where_a_step_wants_several_trials_it_says_how_many_have_been_told() -> None:
    found, three = made(("x", plan(TUE, card="q/a", pact=5)), trial(TUE, "x")), programme(card_step("a", trials=3))
    one = stands(found, three)
    assert step_line(one) == "Five, step 1 of 1: Try a. One of three trials told."
    assert moved_line([stands(made(), three)], [one]) == "That is one of three trials for step 1 of 1."
    assert moved_line([one], [one]) == moved_line([], [one]) == ""


def test_a_step_under_way_says_where_it_stands_in_every_list() -> None:
    planned = stands(made(("x", plan(TUE, card="q/a"))), ABC)
    assert asks_line(planned) == "It is planned; tell how it went."
    assert state_line(planned, ABC) == "Under way, step 1 of 3; planned, not told yet."
    begun = stands(made(("x", plan(TUE, card="q/a", pact=2)), trial(TUE, "x")), programme(card_step("a", trials=2)))
    assert asks_line(begun) == "Go on with it, and tell how it went."
    assert state_line(begun, ABC) == "Under way, step 1 of 1; one of two trials told."
    (aside,) = follow_all(made(), lambda ref: ABC, aside={"q/a"})
    assert asks_line(aside) == "Put aside for today; it comes back tomorrow."
    assert state_line(aside, ABC) == "Under way, step 1 of 3; put aside for today."
    assert asks_line(stands(made(), ABC)) == "An idea, on the daily page."
    away = stands(made(("x", plan(TUE, card="q/a"))), ABC, has=False)
    assert asks_line(away) == missing_line(away) != ""


def test_when_the_next_idea_comes_is_said_by_what_the_page_has_and_whose_turn_it_is() -> None:
    other = programme(card_step("z"), id="other")
    late = (enrolment_key("q/other", 1), enrolled(TUE, "q/other"))
    first, second = follow_all(made(late), {"q/five": ABC, "q/other": other}.get)
    both = [first, second]
    assert comes_words(first, both, "q/a") == "is on today's page"
    assert comes_words(first, both, "q/b") == "comes with tomorrow's page"
    assert comes_words(second, both, "q/a") == "comes with a later page"
    assert comes_words(replace(first, aside=True), both, "q/b") == "was put aside, and comes back tomorrow"
    assert comes_words(replace(first, planned="x"), both, "q/b") == "is planned; tell how it went"


def test_before_a_variant_is_chosen_a_step_has_its_place_in_each() -> None:
    small, large = card_step("s", only="small"), card_step("l", only="large")
    steps = (card_step("a"), small, large, card_step("b"))
    assert step_numbers(steps, ("small", "large")) == ["1", "2", "2", "3"]
    assert step_numbers((small, card_step("a"), card_step("b")), ("small", "large")) == ["1", "1-2", "2-3"]
    assert step_numbers(ABC.steps, ()) == ["1", "2", "3"]


def test_what_a_programme_leaves_behind_is_counted() -> None:
    assert on_the_way(7, 2, 1) == "On the way: seven trials, two answers and one capture."
    assert on_the_way(1, 0, 0) == "On the way: one trial."
    assert on_the_way(0, 0, 0) == "Nothing was recorded on the way."


def test_each_kind_of_step_says_what_it_asks_for() -> None:
    assert [
        kind_words(step) for step in (card_step("a"), card_step("a", 3), reading("r"), reading("g", StepKind.GUIDE))
    ] == [
        "an idea, on the daily page",
        "an idea, on the daily page, with three trials",
        "an article to read",
        "a guide to hold with others",
    ]
    assert kind_words(check("c")) == "a check"
    assert kind_words(check("c", "One?", "Two?")) == "a check: two questions, one to answer"


def test_how_it_stands_is_a_sentence_in_every_state() -> None:
    assert state_line(None, ABC) == "Not followed. Three steps."
    assert state_line(None, None) == "Not followed."
    assert state_line(stands(made(course=Course.PAUSED), ABC), ABC) == "Paused, at step 1 of 3."
    assert state_line(stands(made(done("a"), course=Course.LEFT), ABC), ABC) == "Left, one of three steps done."
    assert state_line(stands(made(course=Course.FINISHED), ABC), ABC) == "Finished, three steps."
    assert state_line(stands(made(), None), None) == "Under way; its pack is not here."
    two = programme(
        card_step("a"), card_step("s", only="small"), card_step("l", only="large"), variants=("small", "large")
    )
    assert steps_words(two) == "Two steps; small or large"


def test_what_has_just_been_done_is_said_and_nothing_where_nothing_was() -> None:
    before, after = stands(made(), ABC), stands(made(done("a")), ABC)
    assert passed_line([before], [after]) == "That was step 1 of 3."
    assert passed_line([after], [after]) == passed_line([after], [before]) == passed_line([], [after]) == ""
    everything = [done(id) for id in "abc"]
    over = stands(made(*everything, course=Course.FINISHED), ABC)
    assert passed_line([stands(made(*everything[:2]), ABC)], [over]) == "That was step 3 of 3. Five is done."
    assert lapsed_line([after], [before]) == 'Next again: the step "Try a".'
    assert lapsed_line([before], [after]) == lapsed_line([after], []) == ""
    other = replace(after, id="other.1", programme=replace(ABC, title="Other"))
    both = passed_line([before, replace(other, done=frozenset())], [after, other])
    assert both == "That was step 1 of 3 in Five and step 1 of 3 in Other."


def test_a_mark_made_in_an_instant_with_another_breaks_no_order() -> None:
    now: datetime = at(TUE)
    marks = [(key, replace(mark, at=now)) for key, mark in (done("a"), done("b"))]
    assert stands(made(*marks), ABC).number == 3
