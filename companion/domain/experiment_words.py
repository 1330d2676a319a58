"""Sentences about experiments that both front ends say: trials counted, pacts, verdicts, families, one's own words."""

from __future__ import annotations

from collections import Counter
from datetime import date

from companion.domain.history import Experiment, State
from companion.domain.phrases import dated, near_day, number, plural
from companion.domain.records import Growth, Outcome, Plan, Trial, Verdict

VERDICTS = {
    Verdict.ADOPT: ("a", "Adopt", "Adopted", "keep it: it joins the playbook"),
    Verdict.ADAPT: ("c", "Adapt", "Adapted", "change one thing, and try that"),
    Verdict.DROP: ("d", "Drop", "Dropped", "let it go; what it taught stays"),
}
"""For each verdict: its letter, its word, its word once done, and what it means."""

GROWTHS = {
    Growth.REPEAT: ("r", "Repeat it", "Repeated", "as it is, for another run"),
    Growth.ENLARGE: ("e", "Enlarge it a little", "Enlarged", "one part of it larger"),
    Growth.OFFER: ("o", "Offer it to one receptive neighbour", "Offered", "only once it is good"),
}
"""For each way to grow a play: its letter, its words, its word once done, and when."""

_SHORT = {
    Outcome.BETTER: "better",
    Outcome.EXPECTED: "as expected",
    Outcome.WORSE: "worse",
    Outcome.SURPRISE: "surprised",
}

STATES = {
    State.OPEN: "open",
    State.FULL: "to decide",
    State.ADOPTED: "playbook",
    State.ADAPTED: "adapted",
    State.DROPPED: "dropped",
}


def outcomes_line(trials: tuple[Trial, ...]) -> str:
    """How trials went, `better 3, as expected 1`; "" for none."""
    found = Counter(trial.outcome for trial in trials)
    return ", ".join(f"{words} {found[outcome]}" for outcome, words in _SHORT.items() if found[outcome])


def trials_line(experiment: Experiment, today: date) -> str:
    """How far an experiment has come, `2 of 5 trials: better 1, worse 1`, or `planned today, 0 of 5 trials`."""
    plan, trials = experiment.plan, experiment.trials
    if not trials and experiment.decision:
        return "no trials"
    if not trials:
        waits = f"no trials yet, {pact_words(plan, today)}" if plan.until else f"0 of {plural_trials(plan.pact)}"
        return f"planned {near_day(plan.day, today)}, {waits}"
    if plan.until is None and experiment.decision is None and len(trials) <= plan.pact:
        many = f"{len(trials)} of {plural_trials(plan.pact)}"
    else:
        many = plural(len(trials), "trial")
    ends = f", {pact_words(plan, today)}" if plan.until and experiment.decision is None else ""
    return f"{many}: {outcomes_line(trials)}{ends}"


def plural_trials(count: int) -> str:
    """`1 trial`, `5 trials`: in digits, as they are counted."""
    return f"{count} trial{'' if count == 1 else 's'}"


def pact_words(plan: Plan, today: date) -> str:
    """What a plan is planned for: `one trial`, `five trials`, `until Friday`; a day that has passed by its date."""
    if plan.until is None:
        return plural(plan.pact, "trial")
    return f"until {near_day(plan.until, today) if plan.until >= today else dated(plan.until, today)}"


def planned_line(plan: Plan, today: date) -> str:
    """What a plan is planned for, as a sentence."""
    return f"Planned {'' if plan.until else 'for '}{pact_words(plan, today)}."


def step_pact_line(plan: Plan) -> str:
    """That a plan is for as many trials as its programme's step asks for; "" for one, and without a step."""
    return f"Planned for {pact_words(plan, plan.day)}, as its step asks." if plan.step and plan.pact > 1 else ""


def pact_line(experiment: Experiment) -> str:
    """That a pact is full, as a sentence."""
    if experiment.plan.until:
        return f"Its last day has passed, with {plural(len(experiment.trials), 'trial')}."
    planned, done = experiment.plan.pact, len(experiment.trials)
    if planned == 1:
        return "Its one trial is done."
    if done > planned:
        return f"{number(done).capitalize()} trials are done, {number(done - planned)} more than planned."
    return "Both trials are done." if planned == 2 else f"All {number(planned)} trials are done."


def came_from(plan: Plan) -> str:
    """How an experiment came of its parent, in a word, such as `adapted` or `enlarged`; "" for a first one."""
    if plan.growth:
        return GROWTHS[plan.growth][2].lower()
    return "adapted" if plan.parent else ""


def again_line(day: date, today: date, kin: bool, theme: str) -> str:
    """Why one's own words are shown again: when they were written, and what they have to do with today."""
    about = "It belongs to something you are trying now." if kin else f"It is on today's theme, {theme}."
    return f"You wrote this on {dated(day, today)}. {about}"
