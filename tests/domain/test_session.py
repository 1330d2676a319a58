"""The daily session as a state machine: every step, every event, and what follows."""

from __future__ import annotations

import pytest

from companion.domain.history import Experiment
from companion.domain.opening import begin, find_look_back, untried_today
from companion.domain.reckoning import Reckoning
from companion.domain.records import Outcome
from companion.domain.repair import Arrival, Miss, arrival
from companion.domain.session import (
    SECTION_OF,
    Answered,
    AskedAbout,
    Back,
    BeganAgain,
    Chosen,
    DidTry,
    Event,
    LookBack,
    Noted,
    NothingNew,
    Predicted,
    Read,
    Session,
    Step,
    Told,
    TriedToday,
    Worded,
)
from tests.domain.making import (
    FRI,
    LAST_FRI,
    MON,
    NEXT_MON,
    ONE,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    card,
    decision,
    history,
    plan,
    reflection,
    trial,
    untried,
)

CARD = card("today")
EXPERIMENT = Experiment("x", plan(THU))
ASKED = LookBack(EXPERIMENT, THU)

EVENTS: dict[str, Event] = {
    "told": Told(Outcome.BETTER),
    "noted": Noted(),
    "read": Read(),
    "chosen": Chosen(1),
    "own": Chosen(None),
    "worded": Worded("ask"),
    "predicted": Predicted(),
    "nothing": NothingNew(),
    "answered": Answered(),
    "tried": TriedToday(EXPERIMENT),
    "another day": AskedAbout(MON),
    "did": DidTry(EXPERIMENT, TUE),
    "did something": DidTry(None, TUE),
    "began": BeganAgain(),
    "back": Back(),
}

# What follows each step, on a page that asked about yesterday and has a card; an event not named is refused.
TABLE: dict[Step, dict[str, Step]] = {
    Step.RETURN: {"began": Step.IDEA, "back": Step.RETURN},
    Step.MISS: {"did": Step.LOOK_BACK, "did something": Step.UNPLANNED, "back": Step.MISS},
    Step.UNPLANNED: {"did": Step.LOOK_BACK, "did something": Step.UNPLANNED, "back": Step.MISS},
    Step.LOOK_BACK: {
        "told": Step.NOTE,
        "another day": Step.LOOK_BACK,
        "did": Step.LOOK_BACK,
        "did something": Step.UNPLANNED,
        "back": Step.LOOK_BACK,
    },
    Step.NOTE: {"noted": Step.IDEA, "back": Step.LOOK_BACK},
    Step.IDEA: {"read": Step.EXPERIMENT, "tried": Step.LOOK_BACK, "back": Step.NOTE},
    Step.EXPERIMENT: {
        "chosen": Step.PREDICTION,
        "own": Step.OWN_WORDS,
        "nothing": Step.QUESTION,
        "tried": Step.LOOK_BACK,
        "back": Step.IDEA,
    },
    Step.OWN_WORDS: {
        "worded": Step.PREDICTION,
        "nothing": Step.QUESTION,
        "tried": Step.LOOK_BACK,
        "back": Step.EXPERIMENT,
    },
    Step.PREDICTION: {"predicted": Step.QUESTION, "tried": Step.LOOK_BACK, "back": Step.EXPERIMENT},
    Step.QUESTION: {"answered": Step.CLOSED, "tried": Step.LOOK_BACK, "back": Step.EXPERIMENT},
    Step.CLOSED: {"tried": Step.LOOK_BACK, "back": Step.QUESTION},
}
# And where the page has no card: only own words, and no question unless a pack has one for such a day.
WITHOUT_CARD: dict[Step, dict[str, Step]] = {
    Step.UNPLANNED: {"back": Step.MISS},
    Step.IDEA: {"read": Step.OWN_WORDS, "back": Step.NOTE},
    Step.OWN_WORDS: {"worded": Step.PREDICTION, "nothing": Step.CLOSED, "back": Step.IDEA},
    Step.PREDICTION: {"predicted": Step.CLOSED, "back": Step.IDEA},
    Step.CLOSED: {"back": Step.IDEA},
}
WITH_A_QUESTION = WITHOUT_CARD | {
    Step.OWN_WORDS: {"worded": Step.PREDICTION, "nothing": Step.QUESTION, "back": Step.IDEA},
    Step.PREDICTION: {"predicted": Step.QUESTION, "back": Step.IDEA},
    Step.QUESTION: {"answered": Step.CLOSED, "back": Step.IDEA},
    Step.CLOSED: {"back": Step.QUESTION},
}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("step", Step)
def test_every_step_takes_these_events_and_no_others(step: Step, event: str) -> None:
    session = Session(FRI, step, CARD, ASKED)
    if event in TABLE[step]:
        assert session.after(EVENTS[event]).step is TABLE[step][event]
    else:
        with pytest.raises(ValueError, match=f"does not follow {step.value}"):
            session.after(EVENTS[event])


@pytest.mark.parametrize(("step", "event"), [(step, event) for step, row in WITHOUT_CARD.items() for event in row])
def test_without_a_card_only_own_words_are_left(step: Step, event: str) -> None:
    assert Session(FRI, step, None, ASKED).after(EVENTS[event]).step is WITHOUT_CARD[step][event]


@pytest.mark.parametrize(("step", "event"), [(step, event) for step, row in WITH_A_QUESTION.items() for event in row])
def test_without_a_card_a_packs_question_is_asked_in_the_end(step: Step, event: str) -> None:
    page = Session(FRI, step, None, ASKED, question="What helped?")
    assert page.questions == ("What helped?",)
    assert page.after(EVENTS[event]).step is WITH_A_QUESTION[step][event]


def test_a_card_asks_its_own_questions_and_gives_way_to_the_packs_question_when_it_is_gone() -> None:
    page = Session(FRI, Step.QUESTION, CARD, question="What helped?")
    assert page.questions == CARD.questions
    gone = page.with_card(None, "What helped?")
    assert (gone.step, gone.questions) == (Step.IDEA, ("What helped?",))


def test_every_step_belongs_to_one_of_four_sections() -> None:
    assert SECTION_OF.keys() == set(Step)
    assert sorted(set(SECTION_OF.values())) == [1, 2, 3, 4]


# What a step carries on


def test_an_ordinary_page_from_top_to_bottom() -> None:
    session = Session(FRI, Step.LOOK_BACK, CARD, ASKED)
    for event in (Told(None), Noted(), Read(), Chosen(0), Predicted(), Answered()):
        session = session.after(event)
    assert session == Session(FRI, Step.CLOSED, CARD, ASKED, outcome=None, suggestion=0)


def test_own_words_are_carried_to_the_prediction_and_a_suggestion_forgets_them() -> None:
    session = Session(FRI, Step.EXPERIMENT, CARD).after(Chosen(None)).after(Worded("ask Ann"))
    assert (session.suggestion, session.words) == (None, "ask Ann")
    again = session.after(Back()).after(Chosen(1))
    assert (again.suggestion, again.words) == (1, "")


@pytest.mark.parametrize("number", [-1, 2, 99])
def test_only_an_experiment_that_the_card_has_can_be_chosen(number: int) -> None:
    with pytest.raises(ValueError, match="no such experiment"):
        Session(FRI, Step.EXPERIMENT, CARD).after(Chosen(number))


@pytest.mark.parametrize("about", [FRI, FRI + ONE])
def test_only_an_earlier_day_can_be_asked_about(about) -> None:
    session = Session(FRI, Step.LOOK_BACK, CARD, ASKED)
    assert session.after(AskedAbout(MON)).look_back == LookBack(EXPERIMENT, MON)
    with pytest.raises(ValueError, match="only an earlier day"):
        session.after(AskedAbout(about))


def test_the_outcome_is_carried_to_the_note() -> None:
    assert Session(FRI, Step.LOOK_BACK, CARD, ASKED).after(Told(Outcome.WORSE)).outcome is Outcome.WORSE


def test_the_first_step_has_nothing_before_it() -> None:
    for session in (Session(FRI, Step.LOOK_BACK, CARD, ASKED), Session(FRI, Step.IDEA, CARD)):
        assert session.after(Back()) == session


@pytest.mark.parametrize("step", [Step.IDEA, Step.EXPERIMENT, Step.PREDICTION, Step.QUESTION, Step.CLOSED])
@pytest.mark.parametrize("look_back", [None, ASKED])
def test_telling_of_today_interrupts_the_page_and_gives_it_back_just_as_it_was(step: Step, look_back) -> None:
    page = Session(FRI, step, CARD, look_back, outcome=Outcome.WORSE, suggestion=1, words="half a sen")
    asked = page.after(TriedToday(EXPERIMENT))
    assert asked.look_back == LookBack(EXPERIMENT, FRI)
    assert asked.return_to is step
    assert asked.after(Back()) == page
    told = asked.after(Told(Outcome.BETTER))
    assert told.step is Step.NOTE
    assert told.after(Noted()) == page
    assert told.after(Back()).after(Back()) == page


# Another card

OTHER = card("other")
WITH_ANOTHER = dict.fromkeys((Step.EXPERIMENT, Step.PREDICTION, Step.QUESTION), Step.IDEA)
"""Where a page stands once its card is another, at the steps that ask something of the former one."""


@pytest.mark.parametrize("step", Step)
def test_with_another_card_nothing_that_was_taken_from_the_former_one_holds(step: Step) -> None:
    page = Session(FRI, step, CARD, ASKED, outcome=Outcome.WORSE, suggestion=1)
    moved = page.with_card(OTHER, "")
    assert moved == Session(FRI, WITH_ANOTHER.get(step, step), OTHER, ASKED, outcome=Outcome.WORSE)
    assert page.with_card(CARD, "") == page


@pytest.mark.parametrize("step", [Step.OWN_WORDS, Step.PREDICTION])
def test_ones_own_words_stay_whatever_becomes_of_the_card(step: Step) -> None:
    page = Session(FRI, step, CARD, words="half a sen")
    assert page.with_card(OTHER, "") == Session(FRI, step, OTHER, words="half a sen")


def test_the_page_that_a_trial_of_today_interrupts_goes_on_with_the_other_card_too() -> None:
    page = Session(FRI, Step.QUESTION, CARD, suggestion=1)
    told = page.after(TriedToday(EXPERIMENT)).after(Told(Outcome.BETTER)).with_card(OTHER, "")
    assert (told.step, told.card) == (Step.NOTE, OTHER)
    assert told.after(Noted()) == Session(FRI, Step.IDEA, OTHER)


# Where a page stands, from the records alone


def opened(*records, card=CARD, asked=THU, question="") -> Step:
    return begin(history(*records), card, FRI, asked, question=question).step


def test_a_first_page_begins_at_the_idea() -> None:
    assert opened() is Step.IDEA
    assert opened(card=None) is Step.IDEA


def test_a_page_stands_where_its_records_leave_it() -> None:
    before, today = ("x", plan(THU)), ("y", plan(FRI))
    assert opened(before) is Step.LOOK_BACK
    assert opened(before, trial(THU, told=FRI)) is Step.IDEA
    assert opened(before, untried(FRI, THU)) is Step.IDEA
    assert opened(today) is Step.QUESTION
    assert opened(today, card=None) is Step.CLOSED
    assert opened(today, reflection(FRI)) is Step.CLOSED
    assert opened(today, reflection(THU)) is Step.QUESTION
    assert opened(before, untried(FRI, THU), today, reflection(FRI)) is Step.CLOSED
    assert opened(before, today, reflection(FRI)) is Step.LOOK_BACK


def test_a_page_without_a_card_is_closed_by_the_answer_to_its_question() -> None:
    today = ("y", plan(FRI))
    assert opened(card=None, question="What helped?") is Step.IDEA
    assert opened(today, card=None, question="What helped?") is Step.QUESTION
    assert opened(today, reflection(FRI), card=None, question="What helped?") is Step.CLOSED
    assert opened(reflection(FRI), card=None, question="What helped?") is Step.CLOSED
    assert opened(reflection(FRI), card=None) is Step.IDEA


def test_words_alone_leave_the_experiment_to_plan_unless_one_is_carried_over() -> None:
    assert opened(reflection(FRI)) is Step.IDEA
    assert begin(history(reflection(FRI)), CARD, FRI, THU, carried=True).step is Step.CLOSED
    assert begin(history(), CARD, FRI, THU, carried=True).step is Step.IDEA


# Which experiment a page asks about, and for which day


def asks(*records, today=FRI, asked=THU) -> tuple[str, str] | None:
    found = find_look_back(history(*records), today, asked)
    return (found.experiment.id, f"{found.about:%a}") if found else None


def test_it_asks_about_an_open_experiment_planned_before_today() -> None:
    assert asks(("x", plan(THU))) == ("x", "Thu")
    assert asks(("x", plan(MON))) == ("x", "Thu")
    assert asks(("x", plan(FRI))) is None
    assert asks() is None


def test_never_about_a_day_before_the_plan() -> None:
    assert asks(("x", plan(SAT)), today=NEXT_MON, asked=FRI) == ("x", "Sat")


def test_where_no_earlier_day_counts_it_asks_about_the_day_of_the_plan() -> None:
    assert asks(("x", plan(WED)), asked=None) == ("x", "Wed")


def test_of_several_it_takes_the_latest_and_counts_the_others() -> None:
    found = find_look_back(history(("x", plan(MON)), ("y", plan(TUE)), ("z", plan(WED))), FRI, THU)
    assert found is not None
    assert (found.experiment.id, found.others) == ("z", 2)


def test_what_has_been_answered_or_settled_is_not_asked() -> None:
    assert asks(("x", plan(MON, pact=5)), trial(THU)) is None
    assert asks(("x", plan(MON, pact=5)), trial(WED)) == ("x", "Thu")
    assert asks(("x", plan(MON)), trial(WED)) is None
    assert asks(("x", plan(MON)), ("x", decision(WED))) is None
    assert asks(("x", plan(MON, pact=5)), trial(THU), ("y", plan(MON))) == ("y", "Thu")


def test_one_look_back_a_page() -> None:
    two = [("x", plan(WED)), ("y", plan(THU))]
    assert asks(*two, trial(THU, "y", told=FRI)) is None
    assert asks(*two, untried(FRI, THU, "y")) is None
    assert asks(*two, trial(FRI, "y")) == ("x", "Thu")


def test_a_friday_not_tried_is_asked_about_once_all_weekend() -> None:
    """The answer given on Saturday holds on Sunday and on Monday too."""
    told = [("x", plan(FRI)), untried(SAT, FRI)]
    assert asks(told[0], today=SAT, asked=FRI) == ("x", "Fri")
    assert [asks(*told, today=day, asked=FRI) for day in (SAT, SUN, NEXT_MON)] == [None, None, None]
    assert asks(*told, today=NEXT_MON + ONE, asked=NEXT_MON) == ("x", "Mon")


def test_the_last_day_of_a_pact_by_date_is_still_asked_about() -> None:
    week = ("x", plan(LAST_FRI, until=THU))
    assert asks(week, today=FRI, asked=THU) == ("x", "Thu")
    assert asks(week, today=SAT, asked=FRI) is None


def test_what_can_still_be_tried_today() -> None:
    made = history(("x", plan(MON, pact=5)), ("y", plan(TUE)), ("z", plan(FRI)), trial(FRI, "z"), trial(WED, "y"))
    found = untried_today(made.experiments, FRI)
    assert found is not None
    assert found.id == "x"
    assert untried_today([], FRI) is None
    assert untried_today([found._replace(trials=(trial(FRI),))], FRI) is None


# A miss to be settled, and a return after an absence

A_MISS = Miss(TUE, until=TUE + 7 * ONE, away=((TUE, TUE),))


def arrived(*records, misses=(), last=None, asks=True, card=CARD) -> Session:
    return begin(history(*records), card, FRI, THU, Arrival(tuple(misses), last, asks))


def test_a_miss_is_asked_about_before_the_page() -> None:
    before = ("x", plan(THU))
    assert arrived(before, misses=[A_MISS]).step is Step.MISS
    assert arrived(before, misses=[A_MISS], card=None).step is Step.MISS
    assert arrived(before).step is Step.LOOK_BACK


def test_a_return_comes_before_a_miss() -> None:
    assert arrived(misses=[A_MISS], last=MON - 20 * ONE).step is Step.RETURN


def test_a_return_asks_nothing_about_days_on_which_nobody_was_here() -> None:
    """The experiment planned before an absence is still open, and its answer is not asked for."""
    long_ago = ("x", plan(MON - 30 * ONE))
    assert arrived(long_ago, last=MON - 30 * ONE, asks=False).step is Step.RETURN
    assert arrived(long_ago, asks=False).step is Step.IDEA
    assert arrived(long_ago).step is Step.LOOK_BACK


def test_beginning_again_is_with_todays_idea() -> None:
    session = arrived(last=MON - 20 * ONE).after(BeganAgain())
    assert (session.step, session.card, session.look_back) == (Step.IDEA, CARD, None)
    assert session.after(Back()) == session


def test_what_was_tried_on_the_missed_day_is_told_as_in_a_look_back() -> None:
    session = arrived(misses=[A_MISS]).after(DidTry(EXPERIMENT, TUE))
    assert session.look_back == LookBack(EXPERIMENT, TUE, settles=True)
    told = session.after(Told(Outcome.SURPRISE))
    assert (told.step, told.outcome) == (Step.NOTE, Outcome.SURPRISE)
    assert told.after(Back()) == told.after(Back()).after(AskedAbout(TUE))


def test_what_was_tried_without_a_plan_is_put_into_words_first() -> None:
    nameless = Experiment("", plan(TUE))
    session = arrived(misses=[A_MISS]).after(DidTry(None, TUE))
    assert (session.step, session.look_back) == (Step.UNPLANNED, None)
    assert session.after(DidTry(nameless, TUE)).look_back == LookBack(nameless, TUE, settles=True)


def test_back_from_a_missed_days_look_back_is_the_miss() -> None:
    session = arrived(misses=[A_MISS]).after(DidTry(EXPERIMENT, TUE))
    assert session.after(Back()) == arrived(misses=[A_MISS])
    other = session.after(DidTry(None, TUE))
    assert (other.step, other.look_back) == (Step.UNPLANNED, None)
    assert other.after(Back()) == arrived(misses=[A_MISS])


@pytest.mark.parametrize("about", [FRI, FRI + ONE])
def test_only_an_earlier_day_can_be_missed(about) -> None:
    with pytest.raises(ValueError, match="only an earlier day"):
        arrived(misses=[A_MISS]).after(DidTry(EXPERIMENT, about))


def test_todays_trial_waits_until_the_miss_is_settled() -> None:
    for step in (Step.RETURN, Step.MISS, Step.UNPLANNED, Step.LOOK_BACK, Step.NOTE):
        with pytest.raises(ValueError, match="does not follow"):
            Session(FRI, step, CARD).after(TriedToday(EXPERIMENT))


def test_what_is_told_of_a_missed_day_is_no_answer_about_yesterday() -> None:
    """Tuesday is settled today, and Thursday's experiment is still asked about."""
    before = ("x", plan(THU))
    assert asks(before, ("y", plan(TUE)), trial(TUE, "y", told=FRI)) == ("x", "Thu")
    assert asks(before, ("y", plan(TUE)), untried(FRI, TUE, "y")) == ("x", "Thu")


def test_a_settled_miss_leads_to_the_page_as_the_records_have_it() -> None:
    missed = history(("x", plan(MON, pact=5)), trial(MON), trial(WED))
    assert begin(missed, CARD, FRI, THU, arrival(missed, Reckoning(missed, FRI), 0)).step is Step.MISS
    settled = history(("x", plan(MON, pact=5)), trial(MON), trial(WED), trial(TUE, told=FRI))
    assert begin(settled, CARD, FRI, THU, arrival(settled, Reckoning(settled, FRI), 0)).step is Step.LOOK_BACK
