"""The weekly review: which week it is of, what there is to look at, and where the next week leans."""

from __future__ import annotations

from datetime import date, timedelta

from companion.domain.facts import Facts, TrialFact
from companion.domain.phrases import short_date

PLUS, MINUS, NEXT = "What worked?", "What did not?", "What will you do next?"
"""Plus, minus, next: three columns, in a few minutes (after Le Cunff 2025, Tiny Experiments)."""
DEEPER = (
    "Which moment of the last four weeks do you keep coming back to, and what happened in it?",
    "What did you feel then, and what did that make you do?",
    "Which assumption of yours made it surprising, and would you keep that assumption?",
    "If it came round again tomorrow, what would you do first?",
)
"""After Gibbs 1988, Learning by Doing, shortened; the third asks after the rule itself, Argyris 1977, Double Loop
Learning in Organizations."""
DEEPER_EVERY = 4
_WEEK = timedelta(weeks=1)
_THURSDAY = 3


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_to_review(day: date) -> date:
    """The Monday of the week that a review on this day is of: from Thursday on this week, before that the last one."""
    return monday_of(day) if day.weekday() >= _THURSDAY else monday_of(day) - _WEEK


def number_of(facts: Facts, week: date) -> int:
    """Which review this is, from 1."""
    return 1 + sum(review.week < week for review in facts.reviews.values())


def week_words(week: date, today: date) -> str:
    """A week by its first and last day, with the year where that is not this one."""
    sunday = week + timedelta(days=6)
    year = "" if sunday.year == today.year else f" {sunday.year}"
    return f"{short_date(week)} to {short_date(sunday)}{year}"


def leaning(week: date, today: date) -> str:
    """Which week a review of this week chooses the focus of, as a sentence begins: `Next week`, or `This week`."""
    return "Next week" if monday_of(today) == week else "This week" if monday_of(today) == week + _WEEK else "That week"


def is_deeper(facts: Facts, week: date) -> bool:
    """Whether the review of this week asks the deeper questions too, as every fourth does."""
    return number_of(facts, week) % DEEPER_EVERY == 0


def turn_of(facts: Facts, week: date) -> int:
    """Which review of its kind this is, deeper or not, so that each of either kind's questions has its turn."""
    number = number_of(facts, week)
    deeper = number // DEEPER_EVERY
    return deeper if number % DEEPER_EVERY == 0 else number - deeper


def trials_of_week(facts: Facts, week: date) -> list[TrialFact]:
    """What was tried in the week of this Monday, in its order."""
    found = [trial for trial in facts.trials.values() if week <= trial.day < week + _WEEK]
    return sorted(found, key=lambda trial: (trial.day, trial.at, trial.key))


def is_due(facts: Facts, day: date) -> bool:
    """Whether there is something to review that has not been."""
    week = week_to_review(day)
    return week.isoformat() not in facts.reviews and bool(trials_of_week(facts, week))


def focus_on(facts: Facts, day: date) -> str:
    """The theme that a day's card leans towards, "" for none: chosen in the review of the week before, on an earlier
    day, so that a page under way keeps its card."""
    review = facts.reviews.get((monday_of(day) - _WEEK).isoformat())
    return review.focus if review and (review.focused or review.day) < day else ""
