"""The sentences about experiments, as a table: both front ends say these."""

from __future__ import annotations

import pytest

from companion.domain.experiment_words import (
    GROWTHS,
    STATES,
    VERDICTS,
    again_line,
    came_from,
    outcomes_line,
    pact_line,
    pact_words,
    trials_line,
)
from companion.domain.history import Experiment, State
from companion.domain.records import Growth, Outcome, Verdict
from tests.domain.making import FRI, LAST_FRI, MON, NEXT_MON, ONE, SUN, THU, TUE, WED, decision, plan, trial

BETTER, EXPECTED, WORSE, SURPRISE = Outcome
EIGHT_DAYS = 8 * ONE


def experiment(*outcomes: Outcome, verdict: Verdict | None = None, **fields) -> Experiment:
    """Planned on Monday and tried once for each outcome, on a day each."""
    trials = tuple(trial(MON + ahead * ONE, outcome=outcome) for ahead, outcome in enumerate(outcomes))
    return Experiment("x", plan(MON, **fields), trials, decision(FRI, verdict) if verdict else None)


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([], ""),
        ([WORSE], "worse 1"),
        ([SURPRISE, BETTER, BETTER, EXPECTED], "better 2, as expected 1, surprised 1"),
        ([SURPRISE, WORSE, EXPECTED, BETTER], "better 1, as expected 1, worse 1, surprised 1"),
    ],
)
def test_outcomes_are_counted_from_better_to_surprised(outcomes: list[Outcome], said: str) -> None:
    assert outcomes_line(experiment(*outcomes).trials) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (experiment(), "planned Monday, 0 of 1 trial"),
        (experiment(pact=5), "planned Monday, 0 of 5 trials"),
        (experiment(until=FRI), "planned Monday, no trials yet, until today"),
        (experiment(until=SUN), "planned Monday, no trials yet, until Sunday"),
        (experiment(BETTER), "1 of 1 trial: better 1"),
        (experiment(BETTER, WORSE, pact=5), "2 of 5 trials: better 1, worse 1"),
        (experiment(BETTER, until=SUN), "one trial: better 1, until Sunday"),
        (
            experiment(BETTER, WORSE, until=FRI + EIGHT_DAYS),
            "two trials: better 1, worse 1, until Saturday 28 November",
        ),
        (experiment(BETTER, verdict=Verdict.ADOPT, pact=5), "one trial: better 1"),
        (experiment(BETTER, BETTER, verdict=Verdict.DROP, until=SUN), "two trials: better 2"),
    ],
)
def test_how_far_an_experiment_has_come(found: Experiment, said: str) -> None:
    assert trials_line(found, FRI) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "one trial"),
        ({"pact": 2}, "two trials"),
        ({"pact": 366}, "366 trials"),
        ({"until": FRI}, "until today"),
        ({"until": NEXT_MON}, "until Monday"),
        ({"pact": 1, "until": NEXT_MON + EIGHT_DAYS}, "until Tuesday 1 December"),
        ({"until": NEXT_MON.replace(year=2027)}, "until Tuesday 23 November 2027"),
    ],
)
def test_what_a_plan_is_planned_for(fields: dict, said: str) -> None:
    assert pact_words(plan(MON, **fields), FRI) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (experiment(BETTER), "Its one trial is done."),
        (experiment(BETTER, BETTER, pact=2), "Both trials are done."),
        (experiment(BETTER, BETTER, BETTER, pact=3), "All three trials are done."),
        (experiment(*[WORSE] * 4, pact=3), "Four trials are done, one more than planned."),
        (experiment(*[WORSE] * 7, pact=5), "Seven trials are done, two more than planned."),
        (experiment(until=THU), "Its last day has passed, with no trials."),
        (experiment(BETTER, until=THU), "Its last day has passed, with one trial."),
        (experiment(BETTER, WORSE, until=THU), "Its last day has passed, with two trials."),
    ],
)
def test_a_full_pact_is_said_as_a_sentence(found: Experiment, said: str) -> None:
    assert found.state(FRI) is State.FULL
    assert pact_line(found) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"parent": "p"}, "adapted"),
        ({"parent": "p", "growth": Growth.REPEAT}, "repeated"),
        ({"parent": "p", "growth": Growth.ENLARGE}, "enlarged"),
        ({"parent": "p", "growth": Growth.OFFER}, "offered"),
    ],
)
def test_how_it_came_of_its_parent_in_a_word(fields: dict, said: str) -> None:
    assert came_from(plan(MON, **fields)) == said


@pytest.mark.parametrize(
    ("day", "kin", "said"),
    [
        (TUE, True, "You wrote this on Tuesday 17 November. It belongs to something you are trying now."),
        (WED, False, "You wrote this on Wednesday 18 November. It is on today's theme, Work's changing."),
        (
            LAST_FRI.replace(year=2025),
            True,
            "You wrote this on Thursday 13 November 2025. It belongs to something you are trying now.",
        ),
    ],
)
def test_why_former_words_are_shown_again(day, kin: bool, said: str) -> None:
    assert again_line(day, FRI, kin, "Work's changing") == said


def test_every_verdict_every_way_to_grow_and_every_state_has_its_words_and_its_key() -> None:
    assert (set(VERDICTS), set(GROWTHS), set(STATES)) == (set(Verdict), set(Growth), set(State))
    for choices in (VERDICTS, GROWTHS):
        letters = [letter for letter, *_ in choices.values()]
        assert len(set(letters)) == len(letters)
    everything = [*STATES.values(), *(text for words in (*VERDICTS.values(), *GROWTHS.values()) for text in words)]
    assert all(text and "!" not in text for text in everything)
    assert len(set(everything)) == len(everything)
