"""Following programmes over real journals: from the first step to the last, through undo, updates and two devices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.coach.coach import Coach
from companion.coach.finding import Filter
from companion.coach.naming import name_of
from companion.coach.views import Change, Misuse, Refused
from companion.domain.cards import Card
from companion.domain.entries import Article, Guide, GuideStep, Programme, ProgrammeStep, StepKind
from companion.domain.phrases import undone_line
from companion.domain.records import Course, Outcome, Share
from companion.domain.session import Step
from companion.packs.library import Library
from tests.domain.desk import Desk
from tests.domain.making import FRI, MON, ONE, THU, TUE, WED, card

ARTICLE = Article(pack="p", id="why", title="Why this", body="Because.")
GUIDE = Guide(pack="p", id="taste", title="A taste", body="Hold it.", minutes=5, steps=(GuideStep("in", "In", 5, ()),))
CHECK = ProgrammeStep("midway", "Midway", StepKind.CHECK, questions=("What did you expect?", "What came?"))
PROGRAMME = Programme(
    pack="p",
    id="five",
    title="Five days",
    body="Five steps.",
    steps=(
        ProgrammeStep("count", "Count it", StepKind.CARD, "p/count"),
        CHECK,
        ProgrammeStep("read", "Read why", StepKind.ARTICLE, "p/why"),
        ProgrammeStep("ask", "Ask twice", StepKind.CARD, "p/ask", trials=2),
        ProgrammeStep("hold", "Hold a taste", StepKind.GUIDE, "p/taste"),
    ),
)
ENTRIES = (card("usual"), card("other"), card("count"), card("ask"), ARTICLE, GUIDE, PROGRAMME)
KEY = "p/five.1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Monday 16 November 2026, nine in the morning in London."""
    return Desk(tmp_path / "one", ENTRIES, day=MON)  # type: ignore[arg-type]  # a library takes any entry


def begun(desk: Desk, name: str = "five") -> Coach:
    coach = desk.coach()
    coach.start(name)
    return coach


def shown(coach: Coach) -> Card:
    found = coach.today().card
    assert found
    return found


def place(coach: Coach) -> tuple[int, Course]:
    (one,) = coach.following()
    return one.number, one.course


def try_it(desk: Desk, day: date) -> Coach:
    """Plan from the day's card, and tell of it in the next day's look back."""
    coach = desk.on(day).coach()
    made = coach.plan(suggestion=0)
    coach = desk.on(day + ONE).coach()
    coach.tell(made.id, Outcome.BETTER, day)
    return coach


def through(desk: Desk) -> Coach:
    """All five steps, the last one on Thursday."""
    begun(desk)
    coach = try_it(desk, MON)
    coach.answer_check("", "It rained.")
    coach.mark("p/why")
    try_it(desk, TUE)
    coach = try_it(desk, WED)
    coach.mark("p/taste")
    return coach


# From the first step to the last


def test_its_cards_come_only_with_it(desk: Desk) -> None:
    assert shown(desk.coach()).id in ("usual", "other")
    coach = begun(desk)
    assert shown(coach).id == "count"
    assert coach.today().why == "It is the next step of your programme."


def test_a_trial_told_in_the_look_back_ends_the_step_and_the_page_goes_on_with_the_next(desk: Desk) -> None:
    begun(desk)
    before = desk.coach().today().following
    coach = try_it(desk, MON)
    (one,) = coach.following()
    assert (one.number, one.next, before[0].number) == (2, CHECK, 1)
    assert len(desk.lines()) == 3, "the trial and its step are one act"
    assert shown(coach).id in ("usual", "other"), "a check leaves the page to its usual ideas"


def test_every_kind_of_step_in_turn_and_the_last_one_finishes_it(desk: Desk) -> None:
    coach = through(desk)
    assert place(coach) == (5, Course.FINISHED)
    assert [step.step for step in coach._journal.history().steps.values()] == ["count", "midway", "read", "ask", "hold"]
    assert shown(desk.on(FRI).coach()).id in ("usual", "other")


def test_a_step_that_wants_two_trials_has_its_card_until_there_are_two(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    coach.answer_check("five", "It rained.", 1)
    coach.mark("p/why")
    assert [(shown(coach).id, coach.following()[0].tried)] == [("ask", 0)]
    coach = try_it(desk, TUE)
    assert (shown(coach).id, coach.following()[0].tried) == ("ask", 1)
    coach = try_it(desk, WED)
    assert place(coach)[0] == 5


def test_what_is_planned_on_a_steps_card_is_for_the_trials_that_it_still_asks_for_unless_one_says_otherwise(
    desk: Desk,
) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    coach.answer_check("", "It rained.")
    coach.mark("p/why")
    own: list[dict[str, Any]] = [{}, {"pact": 5}, {"until": FRI}]
    assert [coach.plan(f"ask {n}", **given).record.pact for n, given in enumerate(own)] == [2, 5, 1]
    made = coach.plan(suggestion=0)
    assert (made.record.pact, made.record.step) == (2, "p/five.1.ask")
    coach = desk.on(WED).coach()
    coach.tell(made.id, Outcome.BETTER, TUE)
    assert coach.plan(suggestion=1).record.pact == 1, "one of the two has been told"
    assert desk.on(THU).coach().plan("ask").record.pact == 1


def test_one_experiment_sees_a_step_of_two_trials_through_over_three_days(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    coach.answer_check("", "It rained.")
    coach.mark("p/why")
    made = coach.plan(suggestion=0)
    coach = desk.on(WED).coach()
    look_back = coach.today().session.look_back
    assert look_back
    coach.tell(look_back.experiment.id, Outcome.BETTER, TUE)
    page = coach.today()
    assert page.going_on
    assert (page.going_on.id, page.awaits_trial, page.untried and page.untried.id) == (made.id, True, made.id)
    coach = desk.on(THU).coach()
    coach.tell(made.id, Outcome.WORSE, WED)
    assert coach.today().going_on is None
    assert place(coach)[0] == 5
    assert len(coach.experiments()) == 2


def test_what_was_planned_on_its_card_in_ones_own_words_counts(desk: Desk) -> None:
    coach = begun(desk)
    made = coach.plan("When the bell rings, I will count the carts")
    assert made.record.card == "p/count"
    coach.tell(made.id, Outcome.SURPRISE)
    assert place(coach)[0] == 2
    assert shown(coach).id == "count", "today's page is still about what was planned on it"


def test_words_to_a_check_are_a_reflection_and_not_the_pages_own(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    written = coach.answer_check("", "It rained.", 1)
    assert (written.record.question, written.record.step) == ("What came?", "p/five.1.midway")
    assert coach.today().answered is None
    assert coach.today().session.step is Step.IDEA
    assert coach.entry(coach.items(Filter(kind="wrote"))[0]).text == "It rained."


def test_a_question_that_the_check_does_not_have_is_refused_and_nothing_is_recorded(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    before = desk.lines()
    with pytest.raises(Misuse, match=r"asks two questions\. Give --question from 1 to 2"):
        coach.answer_check("", "It rained.", 2)
    with pytest.raises(Misuse, match="text is empty"):
        coach.answer_check("", " ")
    assert coach.mark("p/why") == []
    assert desk.lines() == before


def test_what_is_not_asked_for_now_is_refused(desk: Desk) -> None:
    coach = begun(desk)
    with pytest.raises(Misuse, match="No programme asks anything now"):
        coach.answer_check("", "x")
    with pytest.raises(Refused, match="Five days asks nothing now"):
        coach.answer_check("five", "x")
    with pytest.raises(Refused, match="nothing to be read or held next"):
        coach.to_mark("five")


def test_an_article_is_named_by_its_programme_by_itself_or_not_at_all(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    coach.answer_check("", "It rained.")
    assert {coach.to_mark(name) for name in ("", "five", "p/five", "why", "p/why")} == {"p/why"}


def test_what_was_tried_answered_and_captured_on_the_way_is_told_on_the_day_it_ends(desk: Desk) -> None:
    desk.coach().capture(GUIDE, "in", "hopes", "Less noise.")
    coach = through(desk)
    (way,) = coach.today().ended
    assert way == coach.way(coach.following()[0])
    assert [len(kept) for kept in (way.tried, way.answered, way.captured)] == [3, 1, 1]
    assert (way.tried[0].entry.text, way.tried[0].entry.aside) == (
        "Better than expected.",
        "When it is 0, I will do count 0.",
    )
    assert [way.answered[0].entry.text, way.captured[0].entry.text] == ["It rained.", "Less noise."]
    assert desk.on(FRI).coach().today().ended == ()


# Starting, pausing, leaving


def test_a_programme_is_followed_once_at_a_time(desk: Desk) -> None:
    coach = begun(desk)
    with pytest.raises(Refused, match="under way already, at step 1 of 5"):
        coach.start("five")
    coach.pause()
    with pytest.raises(Refused, match="Resume it, or leave it"):
        coach.start("five")
    assert shown(coach).id in ("usual", "other")
    coach.resume()
    assert shown(coach).id == "count"


def test_what_was_left_or_finished_begins_again_from_its_first_step(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    coach.leave()
    assert place(coach)[1] is Course.LEFT
    coach.start("five")
    (one,) = coach.following()
    assert (one.id, one.number, one.done) == ("p/five.2", 1, frozenset())
    assert [view.ref for view in coach.programmes()] == ["p/five"]


def test_a_finished_programme_begins_again_too(desk: Desk) -> None:
    coach = through(desk)
    coach.start("five")
    assert place(coach) == (1, Course.ACTIVE)
    assert shown(desk.on(FRI).coach()).id == "count"


@pytest.mark.parametrize("name", ["pause", "resume", "leave"])
def test_what_makes_no_sense_now_is_refused_with_a_reason(desk: Desk, name: str) -> None:
    coach = desk.coach()
    turn: Callable[[str], object] = getattr(coach, name)
    with pytest.raises(Refused, match="Five days is not followed"):
        turn("five")
    with pytest.raises(Misuse, match=r"No programme is .*`companion programme` lists them"):
        turn("")
    coach.start("five")
    coach.leave()
    with pytest.raises(Refused, match="Five days is left, so nothing was changed"):
        turn("five")


def test_a_name_that_is_not_one_programme_is_refused_and_lists_them(desk: Desk) -> None:
    desk.cards = (*ENTRIES, replace(PROGRAMME, id="fifty"))  # type: ignore[assignment]
    coach = desk.coach()
    with pytest.raises(Misuse, match='More than one programme is called "fi": p/five, p/fifty'):
        coach.programme("fi")
    with pytest.raises(Misuse, match=r'No programme is called "x.2J". There are p/five, p/fifty\.'):
        coach.programme("x\x1b[2J")
    assert coach.programme("P/FIVE").ref == "p/five"
    desk.cards = ENTRIES[:2]  # type: ignore[assignment]
    with pytest.raises(Misuse, match="There is none; a pack brings one"):
        desk.coach().programme("five")


def test_a_variant_is_asked_for_where_there_are_some_and_refused_where_there_are_none(desk: Desk) -> None:
    with pytest.raises(Misuse, match='no variant "large"; leave --variant out'):
        desk.coach().start("five", "large")
    desk.cards = (*ENTRIES[:-1], replace(PROGRAMME, variants=("small", "large")))  # type: ignore[assignment]
    coach = desk.coach()
    with pytest.raises(Misuse, match="Choose one with --variant: small, large"):
        coach.start("five")
    with pytest.raises(Misuse, match='no variant "huge"; choose from small, large'):
        coach.start("five", "huge")
    assert coach.start("five", "large").record.variant == "large"


def test_of_two_programmes_the_one_that_has_waited_longest_has_the_page(desk: Desk) -> None:
    second = replace(PROGRAMME, id="second", title="Second", steps=PROGRAMME.steps[3:])
    desk.cards = (*ENTRIES, second)  # type: ignore[assignment]
    begun(desk)
    begun(desk.at(10, 0), "second")
    coach = try_it(desk, MON)
    assert shown(coach).id == "ask"
    assert [(one.title, one.awaits) for one in coach.today().following] == [("Second", False), ("Five days", True)]


def test_a_swap_leaves_the_step_waiting(desk: Desk) -> None:
    coach = begun(desk)
    coach.swap()
    assert shown(coach).id in ("usual", "other")
    assert place(coach)[0] == 1
    assert shown(desk.on(TUE).coach()).id == "count"


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=365)])
def test_a_clock_that_was_ahead_when_it_was_begun_hides_no_later_start_and_no_trial(
    desk: Desk, ahead: timedelta
) -> None:
    desk.now += ahead
    begun(desk)
    desk.now -= ahead
    assert place(try_it(desk, MON))[0] == 2
    coach = desk.coach()
    coach.leave()
    coach.start("five")
    (one,) = coach.following()
    assert (one.id, one.course, one.number) == ("p/five.2", Course.ACTIVE, 1)
    assert place(try_it(desk, WED))[0] == 2


def test_a_trial_told_while_it_is_paused_ends_the_step_then_and_what_is_planned_later_ends_none(desk: Desk) -> None:
    coach = begun(desk)
    made = coach.plan(suggestion=0)
    coach.pause()
    coach = desk.on(TUE).coach()
    coach.tell(made.id, Outcome.BETTER, MON)
    assert list(coach._journal.history().steps) == ["p/five.1.count"]
    assert place(coach) == (2, Course.PAUSED)
    coach.resume()
    assert shown(coach).id in ("usual", "other")


def test_a_trial_told_where_the_pack_is_not_ends_the_step_and_the_next_act_marks_it(desk: Desk, tmp_path: Path) -> None:
    made = begun(desk).plan(suggestion=0)
    without = Desk(tmp_path / "two", ENTRIES[:2], day=MON)
    desk.meet(without)
    without.on(TUE).coach().tell(made.id, Outcome.BETTER, MON)
    desk.meet(without)
    coach = desk.on(TUE).coach()
    assert place(coach)[0] == 2
    assert shown(coach).id in ("usual", "other"), "not the card that is done"
    assert coach._journal.history().steps == {}
    coach.reflect("words")
    assert list(coach._journal.history().steps) == ["p/five.1.count"]


# In two windows


def sooner(coach: Coach, act: Callable[[], object]) -> None:
    """Another window does this just before the coach has the lock."""
    journal = coach._journal
    real = journal.act

    def taken() -> Any:
        journal.act = real  # type: ignore[method-assign]
        act()
        return real()

    journal.act = taken  # type: ignore[method-assign]


def test_what_another_window_did_first_is_not_done_again(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    sooner(coach, lambda: desk.coach().answer_check("", "first"))
    with pytest.raises(Refused, match="moved on meanwhile"):
        coach.answer_check("", "second")
    assert [one.text for one in coach._journal.history().reflections.values()] == ["first"]
    sooner(coach, lambda: desk.coach().mark("p/why"))
    with pytest.raises(Refused, match="moved on meanwhile"):
        coach.mark("p/why")
    sooner(coach, lambda: desk.coach().leave())
    with pytest.raises(Misuse, match="No programme is under way"):
        coach.pause()
    assert place(coach)[1] is Course.LEFT


# Taking back


def test_an_undo_takes_back_the_trial_and_the_step_that_it_ended(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    undone = coach.undo()
    said = undone_line([(one.record, one.remains, one.returns) for one in undone], TUE)
    assert said == "Taken back: yesterday's trial and its step."
    assert place(coach)[0] == 1


def test_an_undo_of_the_last_step_has_the_programme_go_on(desk: Desk) -> None:
    coach = through(desk)
    coach.undo()
    assert place(coach) == (5, Course.ACTIVE)


def test_an_undo_of_the_start_leaves_nothing_of_it(desk: Desk) -> None:
    coach = begun(desk)
    undone = coach.undo()
    assert undone_line([(one.record, one.remains, one.returns) for one in undone], MON) == (
        "Taken back: beginning Five days."
    )
    assert coach.following() == []
    coach.start("five")
    assert place(coach) == (1, Course.ACTIVE)
    coach.pause()
    undone = coach.undo()
    assert undone_line([(one.record, one.remains, one.returns) for one in undone], MON) == (
        "Taken back: pausing Five days."
    )


def test_an_answer_changed_to_not_tried_takes_the_step_back_and_one_changed_to_a_trial_ends_it(desk: Desk) -> None:
    made = begun(desk).plan(suggestion=0)
    coach = desk.on(TUE).coach()
    told = coach.tell(made.id, Outcome.BETTER, MON)
    assert place(coach)[0] == 2
    answer = coach.not_tried(made.id, MON, replacing=told.id)
    assert place(coach)[0] == 1
    assert shown(coach).id == "count"
    coach.tell(made.id, Outcome.WORSE, MON, replacing=answer.id)
    assert place(coach)[0] == 2


def test_a_trial_withdrawn_takes_back_its_step_and_only_while_it_was_the_last(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    (trial,) = coach._journal.history().trials
    coach.withdraw(name_of("trials", trial))
    assert place(coach)[0] == 1
    coach.undo()
    assert place(coach)[0] == 2
    coach.answer_check("", "It rained.")
    coach.withdraw(name_of("trials", trial))
    assert place(coach)[0] == 3, "what came later was done after all"


def test_an_experiment_withdrawn_takes_back_the_last_step_of_a_finished_programme(desk: Desk) -> None:
    desk.cards = (*ENTRIES[:-1], replace(PROGRAMME, steps=PROGRAMME.steps[:1]))  # type: ignore[assignment]
    begun(desk)
    coach = try_it(desk, MON)
    assert place(coach)[1] is Course.FINISHED
    (made,) = coach._journal.history().plans
    coach.withdraw(name_of("plans", made), all=True)
    assert place(coach) == (1, Course.ACTIVE)


def test_a_step_that_was_read_can_be_withdrawn_and_one_that_was_tried_goes_with_its_trial(desk: Desk) -> None:
    coach = through(desk)
    coach.withdraw(coach.named("step:p/five.1.hold"))
    assert place(coach) == (5, Course.ACTIVE)
    with pytest.raises(Refused, match="Withdraw that trial"):
        coach.withdraw(coach.named("step:p/five.1.ask"))


def test_an_earlier_step_can_be_withdrawn_once_its_trial_is_gone_and_not_before(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    coach.answer_check("", "It rained.")
    (trial,) = coach._journal.history().trials
    with pytest.raises(Refused, match="Withdraw that trial, and then the step"):
        coach.withdraw(coach.named("step:p/five.1.count"))
    coach.withdraw(name_of("trials", trial))
    coach.withdraw(coach.named("step:p/five.1.count"))
    assert place(coach)[0] == 1


def test_an_enrolment_goes_with_its_steps_once_that_was_said(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    name = coach.named("enrolment:p/five")
    with pytest.raises(Refused, match=r"It has one step, which would go with it\. Repeat with --yes"):
        coach.withdraw(name)
    assert [one.id for one in coach.withdraw(name, all=True)] == [KEY, "p/five.1.count"]
    assert coach.following() == []
    coach.start("five")
    assert place(coach)[0] == 1


# Packs that change or go


def test_where_its_pack_is_gone_it_keeps_its_name_and_its_place_and_the_page_goes_on_without_it(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    desk.cards = (replace(card("usual"), pack="q"),)
    coach = desk.coach()
    (view,) = coach.programmes()
    assert (view.title, view.programme, view.course) == ("Five days", None, Course.ACTIVE)
    assert shown(coach).ref == "q/usual"
    with pytest.raises(Refused, match="pack of this programme is not here"):
        coach.start("five")
    coach.pause()
    desk.cards = ENTRIES  # type: ignore[assignment]
    coach = desk.coach()
    coach.resume()
    assert place(coach)[0] == 2


def test_a_card_that_is_not_here_is_passed_over_when_asked(desk: Desk) -> None:
    desk.cards = tuple(one for one in ENTRIES if one.id != "count")  # type: ignore[assignment]
    coach = begun(desk)
    assert shown(coach).id in ("usual", "other")
    (one,) = coach.today().following
    assert (one.missing, one.awaits) == (True, True)
    coach.mark(coach.to_mark())
    assert place(coach)[0] == 2


def test_a_retired_programme_is_followed_to_its_end_and_not_begun_anew(desk: Desk) -> None:
    begun(desk)
    kept = [one for one in ENTRIES if one is not PROGRAMME]
    journal, drafts = desk.journal(), desk.coach()._drafts
    coach = Coach(journal, Library.of(kept, retired=[PROGRAMME]), drafts, desk.clock, lambda: "Europe/London")
    assert shown(coach).id == "count"
    made = coach.plan(suggestion=0)
    coach.tell(made.id, Outcome.BETTER)
    assert place(coach)[0] == 2
    coach.leave()
    with pytest.raises(Refused, match="retired by its pack"):
        coach.start("five")


def test_a_retired_programme_is_not_offered_to_others(desk: Desk) -> None:
    kept = [one for one in ENTRIES if one is not PROGRAMME]
    library = Library.of(kept, retired=[PROGRAMME])
    coach = Coach(desk.journal(), library, desk.coach()._drafts, desk.clock, lambda: "Europe/London")
    assert coach.programmes() == []


# Two devices


def test_two_devices_that_start_the_same_programme_apart_follow_it_together(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "two", ENTRIES, day=MON)  # type: ignore[arg-type]
    begun(desk)
    begun(other.at(10, 0))
    made = other.coach().plan(suggestion=0)
    other.coach().tell(made.id, Outcome.BETTER)
    desk.meet(other)
    for coach in (desk.coach(), other.coach()):
        assert place(coach) == (2, Course.ACTIVE)
        assert len(coach._journal.history().enrolments) == 1
    desk.on(TUE).coach().answer_check("", "It rained.")
    desk.meet(other.on(TUE))
    assert other.coach().following() == desk.coach().following()
    assert place(other.coach())[0] == 3


@pytest.mark.parametrize("undo_first", [True, False])
def test_one_begun_anew_has_no_step_that_another_device_did_of_the_one_taken_back(
    desk: Desk, tmp_path: Path, undo_first: bool
) -> None:
    other = Desk(tmp_path / "two", ENTRIES, day=MON)  # type: ignore[arg-type]
    begun(desk)
    desk.meet(other)
    made = other.coach().plan(suggestion=0)
    other.on(MON, 11).coach().tell(made.id, Outcome.BETTER)
    if not undo_first:
        desk.meet(other)
    desk.on(MON, 12).coach().undo()
    desk.meet(other)
    coach = desk.on(TUE).coach()
    coach.start("five")
    (one,) = coach.following()
    assert (one.id, one.number, one.done) == ("p/five.2", 1, frozenset())


def test_one_left_here_and_begun_again_there_stands_as_it_was_begun_last(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "two", ENTRIES, day=MON)  # type: ignore[arg-type]
    begun(desk)
    desk.meet(other)
    desk.on(TUE).coach().pause()
    coach = other.on(TUE).coach()
    coach.leave()
    coach.start("five")
    desk.meet(other)
    for one in (desk.coach(), other.coach()):
        (following,) = one.following()
        assert (following.id, following.course) == ("p/five.2", Course.ACTIVE)


# In the journal


def test_a_day_and_the_chronicle_tell_of_a_programme_in_words(desk: Desk) -> None:
    begun(desk)
    coach = try_it(desk, MON)
    desk.at(10, 0)
    coach.feed("p", Share.LESS)
    coach.capture(GUIDE, "in", "hopes", "Less noise.")
    assert ("programme", "Began Five days.") in [(one.kind, one.text) for one in coach.of_day(MON)]
    assert [(one.kind, one.text, one.aside) for one in coach.of_day(TUE)] == [
        ("step", "Count it", "Five days"),
        ("captured", "Less noise.", "hopes, A taste"),
    ]
    told = [(part.label, part.text) for noted in coach.chronicle() for part in noted.parts]
    assert {
        ("Programme", "Began Five days."),
        ("Step", "Count it"),
        ("How much of the pack p from here on", "less"),
        ("Captured", "Less noise."),
    } <= set(told)


def test_what_was_captured_is_listed_found_filtered_corrected_and_withdrawn(desk: Desk) -> None:
    coach = desk.coach()
    kept = coach.capture(GUIDE, "in", "hopes", "Less noise in the ward.")
    (item,) = coach.items(Filter(kind="captured", pack="p"))
    assert coach.entry(item).aside == "hopes, A taste"
    assert coach.items(Filter(kind="captured", theme="people")) == []
    for words in ("noise", "hopes", "taste"):
        assert [hit.item for hit in coach.search(words)] == [item]
    assert coach.search("nothing") == []
    coach.edit(coach.named(kept.id), text="Less noise.")
    assert coach.captures("p/taste")[0].record.text == "Less noise."
    assert coach.search("ward") == []
    coach.withdraw(coach.named(kept.id))
    assert (coach.items(), coach.search("noise")) == ([], [])


def test_what_came_of_a_capture_stays_when_that_is_withdrawn(desk: Desk) -> None:
    coach = desk.coach()
    kept = coach.capture(GUIDE, "in", "decisions", "Ask Ann.")
    made = coach.plan_captured(kept, "people", Change(action="ask Ann"))
    assert [one.key for one in coach.staying(coach.named(kept.id))] == [made.id]


def test_no_day_is_a_day_of_silence_on_which_a_programme_moved(desk: Desk) -> None:
    begun(desk)
    coach = desk.on(THU).coach()
    assert MON in coach._journal.history().recorded_days()
