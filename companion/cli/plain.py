"""The page and the lists as linear text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from companion.cli.output import wrapped
from companion.cli.programmes import next_text, way_text
from companion.cli.progress import OUTCOME_WORDS, settle_lines
from companion.coach.views import Echo, Page
from companion.domain.cards import Card, Theme
from companion.domain.experiment_words import again_line
from companion.domain.history import Experiment
from companion.domain.phrases import (
    INDEPENDENT,
    REST,
    away_line,
    closing_line,
    long_day,
    miss_line,
    near_day,
    plural,
    return_line,
    sentence,
    streak_line,
    told_line,
)
from companion.domain.programme_words import step_line
from companion.domain.programmes import of_card, waiting
from companion.domain.repair import fresh_start
from companion.domain.session import LookBack, Step
from companion.domain.standing import Standing
from companion.text import one_line

_MOST = 600
"""Characters of former words that a page shows."""


def page_text(page: Page, theme: Theme | None, why: bool) -> list[str]:
    """Today's page, top to bottom, each part ending in the command that answers it."""
    lines = [long_day(page.day)]
    if page.first_run:
        lines += [
            "",
            wrapped("Welcome. This is one page a day: an idea, a tiny experiment, a question. " + INDEPENDENT),
        ]
    lines += _arrival(page)
    if page.session.look_back:
        lines += ["", *_look_back(page.session.look_back, page.day)]
    for one in waiting(page.following):
        lines += ["", *next_text(one, page.following)]
    for way in page.ended:
        over = f"{one_line(way.following.title)} is done. `companion programme` lists what else there is."
        lines += ["", wrapped(over), *way_text(way)]
    if page.card:
        lines += ["", *_card(page.card, theme)]
        step = of_card(page.following, page.card.ref)
        lines += [wrapped(step_line(step, page.card.title))] if step else []
        if why:
            lines += ["", wrapped(f"Why this card: {page.why}")]
        if page.planned is None:
            lines += ["", *_suggestions(page.card, page.going_on)]
    else:
        lines += ["", page.why, 'Plan in your own words: companion plan "When …, I will …"']
    if page.again:
        lines += ["", *_again(page.again, page.day, theme)]
    if page.planned:
        lines += ["", "Planned today", wrapped(_plan(page.planned), "  ")]
    if page.tried:
        trial = page.tried.record
        lines += ["", "Tried today", wrapped(told_line(trial.outcome, one_line(trial.note)), "  ")]
    if page.session.questions and not page.answered:
        lines += ["", *_questions(page.session.questions)]
    lines += ["", *_ending(page)]
    return lines


def _arrival(page: Page) -> list[str]:
    """What stands before the page itself: a day off, a return, a miss to be settled."""
    lines = []
    if page.away_until:
        lines.append(wrapped(away_line(page.away_until, page.day)))
    elif page.streak.today is Standing.REST and not page.first_run:
        lines.append(REST)
    if page.arrival.last:
        lines += ["", *_return(page, page.arrival.last)]
    if page.open_day and not page.arrival.misses:
        lines += ["", wrapped(miss_line(page.open_day, page.day))]
        lines.append(f'  companion did --tried "…" --on {page.open_day.day} --outcome {OUTCOME_WORDS}')
    for miss in page.arrival.misses[:1]:
        lines += ["", wrapped(miss_line(miss, page.day)), *settle_lines(miss, page.could_try, page.streak)]
    return lines


def _return(page: Page, last: date) -> list[str]:
    lines = [wrapped(return_line(page.streak, last, page.day))]
    start = fresh_start(page.day)
    lines.append("  Begin with today's page, below.")
    return [*lines, f"  Or on {long_day(start)}: companion away today {start - timedelta(days=1)}"]


def _look_back(look_back: LookBack, day: date) -> list[str]:
    plan, key = look_back.experiment.plan, look_back.experiment.id
    on = "" if look_back.about == day else f" --on {look_back.about}"
    asked = near_day(look_back.about, day)
    lines = [asked[:1].upper() + asked[1:], wrapped(_plan(look_back.experiment), "  ")]
    if plan.expect:
        lines.append(wrapped(f"You expected: {plan.expect}", "  "))
    if plan.know:
        lines.append(wrapped(f"You know by: {plan.know}", "  "))
    lines.append(f"  How did it go? companion did {key}{on} --outcome {OUTCOME_WORDS}")
    lines.append(f"  Or: companion did {key}{on} --not-tried")
    if look_back.others:
        more = f"{plural(look_back.others, 'more is', 'more are')} open"
        lines.append(f"  {more[:1].upper()}{more[1:]}: companion experiments")
    return lines


def _card(card: Card, theme: Theme | None) -> list[str]:
    name = f"{theme.glyph} {theme.title}" if theme else ""
    return [
        wrapped(one_line(card.title)),
        "",
        wrapped(card.idea),
        "",
        wrapped(" · ".join([*map(one_line, card.sources), one_line(name), str(card.level), f"{card.minutes} minutes"])),
    ]


def _again(again: Echo, day: date, theme: Theme | None) -> list[str]:
    shown = again.text if len(again.text) <= _MOST else again.text[:_MOST] + " …"
    why = again_line(again.day, day, again.kin, theme.title if theme else "")
    about = [wrapped(f"On: {one_line(again.about)}", "  ")] if again.about else []
    return [wrapped(why), wrapped(shown, "  "), *about]


def _suggestions(card: Card, going_on: Experiment | None) -> list[str]:
    lines = ["Choose one to try today"]
    if going_on:
        lines = [wrapped(f"Go on with: {_plan(going_on)}", "", "  ")]
        lines += [f"  companion did {going_on.id} --outcome {OUTCOME_WORDS}", "Or choose another to try today"]
    for index, one in enumerate(card.experiments, start=1):
        lines.append(wrapped(sentence(one.cue, one.action), f"  {index}  ", "     "))
        if one.expect:
            lines.append(wrapped(f"Expect: {one.expect}", "     "))
    return [*lines, '  companion plan --from 1, or in your own words: companion plan "When …, I will …"']


def _questions(questions: Sequence[str]) -> list[str]:
    lines = ["To answer" if len(questions) == 1 else "To answer, any one of them"]
    for index, question in enumerate(questions, start=1):
        lines.append(wrapped(question, f"  {index}  ", "     "))
    choice = "" if len(questions) == 1 else " --question 1"
    return [*lines, f'  companion reflect{choice} "…"']


def _ending(page: Page) -> list[str]:
    if page.session.step is not Step.CLOSED:
        return [streak_line(page.streak)] if page.streak.total else []
    tell = f"Run `companion did{' ' + page.untried.id if page.untried and len(page.open) > 1 else ''}`"
    next_day, waits = near_day(page.next_day, page.day), bool(waiting(page.following))
    return [wrapped(closing_line(page.streak, page.awaits_trial, tell, next_day, waits))]


def _plan(experiment: Experiment) -> str:
    return sentence(experiment.plan.cue, experiment.plan.action)
