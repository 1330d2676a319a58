"""One function a command: read its options, call the coach, print what was recorded or asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from companion.cli import plain, shapes
from companion.cli import progress as progress_
from companion.cli.output import say, say_json, talk, wrapped
from companion.coach import Coach
from companion.domain.days import parse_date
from companion.domain.phrases import (
    dated,
    days_of,
    goal_words,
    long_day,
    near_day,
    plural,
    reserves_line,
    sentence,
    streak_line,
    undone_line,
)
from companion.domain.records import Outcome, Verdict
from companion.domain.session import untried_today
from companion.prompt import keep_answer, status_fields
from companion.quick import fill
from companion.text import one_line
from companion.views import Misuse, Page, Recorded

Command = Callable[[Coach, argparse.Namespace], None]


def today(coach: Coach, options: argparse.Namespace) -> None:
    """Show the page."""
    _show_page(coach, coach.today(options.minutes), options)


def swap(coach: Coach, options: argparse.Namespace) -> None:
    """Another card: as JSON the record and the page, in words the page."""
    recorded = coach.swap()
    if options.json:
        say_json(shapes.record_json(recorded) | {"page": shapes.page_json(coach.today())})
    else:
        _show_page(coach, coach.today(), options)


def plan(coach: Coach, options: argparse.Namespace) -> None:
    """Plan an experiment."""
    suggestion = options.suggestion - 1 if options.suggestion is not None else None
    if suggestion is None and options.action is None:
        suggestion = 0
    count, until = _pact(options.pact, coach.day())
    recorded = coach.plan(
        options.action or "",
        suggestion=suggestion,
        cue=options.when,
        expect=options.expect,
        know=options.know,
        minutes=options.minutes,
        pact=count,
        until=until,
    )
    if options.json:
        say_json(shapes.experiment_json(coach.find(recorded.id), coach.day()))
        return
    made = recorded.record
    expected = [wrapped(f"You expect: {made.expect}", "  ")] if made.expect else []
    say(f"Planned {recorded.id}", wrapped(sentence(made.cue, made.action), "  "), *expected)


def did(coach: Coach, options: argparse.Namespace) -> None:
    """Tell of a trial."""
    today = coach.day()
    on = _date(options.on, today)
    if options.tried is not None and (options.id or options.not_tried):
        raise Misuse("--tried tells of something that was not planned, so it goes with neither an id nor --not-tried.")
    if options.not_tried:
        answer = coach.not_tried(options.id or _only_open(coach, today), on, options.note)
        _show_record(answer, options, f"Noted: not tried {near_day(on, today)}.")
        return
    outcome = Outcome(options.outcome)
    if options.tried is not None:
        recorded = coach.tell_unplanned(options.tried, outcome, on, options.note)
    else:
        recorded = coach.tell(options.id or _only_open(coach, today), outcome, on, options.note)
    page = coach.today()
    told = recorded.record
    again = sum(trial.day == told.day for trial in coach.find(told.experiment).trials)
    once = f" That makes {plural(again, 'trial')} of it on one day, which counts once." if again > 1 else ""
    _show_record(recorded, options, f"Noted for {near_day(told.day, today)}.{once} {streak_line(page.streak)}")


def decide(coach: Coach, options: argparse.Namespace) -> None:
    """Adopt, adapt or drop."""
    verdict = Verdict(options.verdict)
    decision, child = coach.decide(
        options.id, verdict, options.lesson, options.action, cue=options.when, expect=options.expect
    )
    words = {Verdict.ADOPT: "Adopted", Verdict.ADAPT: "Adapted", Verdict.DROP: "Dropped"}[verdict]
    grown = f" It goes on as {child.id}: {sentence(child.record.cue, child.record.action)}" if child else ""
    _show_record(decision, options, f"{words}.{grown}")


def reflect(coach: Coach, options: argparse.Namespace) -> None:
    """Answer a question."""
    text = options.text
    if text == "-":
        if sys.stdin is not None and sys.stdin.isatty():
            talk("Reading from the terminal; end with Ctrl+D on a line of its own.")
        text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n") if sys.stdin else ""
    question = options.question - 1 if options.question is not None else None
    _show_record(coach.reflect(text, question), options, "Noted.")


def streak(coach: Coach, options: argparse.Namespace) -> None:
    """The streak, and with --why the days behind it."""
    found = coach.progress()
    if options.why:
        why = coach.why()
        if options.json:
            say_json(shapes.why_json(found, why))
        else:
            say(*progress_.why_text(found, why, [coach.could_try(miss.day) for miss in found.misses]))
    elif options.json:
        say_json(shapes.streak_json(found.streak))
    else:
        say(*progress_.streak_text(found))


def progress(coach: Coach, options: argparse.Namespace) -> None:
    """What it all adds up to, in words, as JSON, or as a picture in a file."""
    found = coach.progress()
    balance = coach.balance(found)
    if options.save is not None:
        from companion.exchange.picture import save_picture  # nothing else needs to know how a picture is drawn

        save_picture(Path(options.save), found, [theme for theme, _ in balance], light=not options.dark)
    if options.json:
        say_json(shapes.progress_json(found))
    elif options.save is not None:
        say(wrapped(f"Saved to {options.save}."))
    else:
        say(*progress_.progress_text(found, balance))


def away(coach: Coach, options: argparse.Namespace) -> None:
    """Days that do not count."""
    today = coach.day()
    recorded = coach.away(_date(options.first, today), _date(options.last, today) if options.last is not None else None)
    first, last = recorded.record.first, recorded.record.last
    days = f"on {dated(first, today)}" if first == last else f"from {dated(first, today)} to {dated(last, today)}"
    _show_record(recorded, options, f"Away {days}. {streak_line(coach.progress().streak)}")


def reserve(coach: Coach, options: argparse.Namespace) -> None:
    """Spend a reserve."""
    recorded = coach.reserve(_date(options.day, coach.day()))
    found = coach.progress().streak
    bridged = f"{long_day(recorded.record.covers)} is bridged by a reserve."
    _show_record(recorded, options, f"{bridged} {streak_line(found)} {reserves_line(found)}")


def let_go(coach: Coach, options: argparse.Namespace) -> None:
    """Let a miss be."""
    day = _date(options.day, coach.day())
    recorded = coach.let_go([day])
    asked = next(one for one in recorded if one.record.about == day)
    what = f"The week of {long_day(day)}" if len(recorded) > 1 else long_day(day)
    _show_record(asked, options, f"{what} stays as it is, and the page asks about it no more.")


def experiments(coach: Coach, options: argparse.Namespace) -> None:
    """Every experiment, the latest first."""
    found, day = coach.experiments(), coach.day()
    if options.json:
        say_json([shapes.experiment_json(one, day) for one in found])
        return
    themes = {one.plan.theme: theme for one in found if (theme := coach.theme(one.plan.theme))}
    say(*plain.experiments_text(found, day, themes))


def status(coach: Coach, options: argparse.Namespace) -> None:
    """One line, of the fields asked for."""
    page = coach.today()
    keep_answer(coach, options.places, options.stamp, page)
    fields = status_fields(page)
    if options.json:
        say_json(shapes.streak_json(page.streak) | {"open": len(page.open)})
    elif options.format is None:
        say(fields["line"])
    else:
        say(_filled(options.format, fields))


def set_(coach: Coach, options: argparse.Namespace) -> None:
    """Set the day start or the minutes."""
    if options.name == "day-start":
        _show_record(coach.set_day_start(options.value), options, _day_starts(coach, options.value))
        return
    minutes = _whole(options.value)
    if minutes is None:
        raise Misuse(f'"{options.value[:40]}" is not a number of minutes. Give a whole number, such as 10.')
    recorded = coach.set_minutes(minutes)
    _show_record(recorded, options, f"Cards that fit {minutes} minutes come first from now on.")


def _day_starts(coach: Coach, start: str) -> str:
    return f"A day starts at {start} from now on, so today is {long_day(coach.day())}."


def cadence(coach: Coach, options: argparse.Namespace) -> None:
    """Set which days count."""
    recorded = coach.set_cadence(options.rule)
    goal = recorded.record.goal
    counts = goal_words(goal) if goal else days_of(recorded.record.rule)
    _show_record(recorded, options, f"From today this counts: {counts}. Earlier days stay as they were.")


def undo(coach: Coach, options: argparse.Namespace) -> None:
    """Take back the last act."""
    undone = coach.undo()
    if options.json:
        say_json(
            [
                {"table": one.table}
                | (shapes.record_json(Recorded(one.id, one.record)) if one.record else {"id": one.id})
                for one in undone
            ]
        )
    else:
        say(wrapped(undone_line([(one.record, one.remains) for one in undone], coach.day())))


COMMANDS: dict[str, Command] = {
    "today": today,
    "swap": swap,
    "plan": plan,
    "did": did,
    "decide": decide,
    "reflect": reflect,
    "streak": streak,
    "experiments": experiments,
    "status": status,
    "set": set_,
    "cadence": cadence,
    "undo": undo,
    "progress": progress,
    "away": away,
    "reserve": reserve,
    "let-go": let_go,
}
READING = frozenset(("today", "streak", "experiments", "status", "progress"))


def _show_page(coach: Coach, page: Page, options: argparse.Namespace) -> None:
    if options.json:
        say_json(shapes.page_json(page))
        return
    theme = coach.theme(page.card.theme) if page.card else None
    say(*plain.page_text(page, theme, options.why))


def _show_record(recorded: Recorded[Any], options: argparse.Namespace, words: str) -> None:
    if options.json:
        say_json(shapes.record_json(recorded))
    else:
        say(wrapped(words))


def _pact(text: str, today: date) -> tuple[int, date | None]:
    count = _whole(text)
    if count is not None:
        return count, None
    try:
        return 1, parse_date(text, today)
    except ValueError:
        raise Misuse(
            f'"{text[:40]}" is not a pact. Give a number of trials, such as 5, or a last day, 2026-11-27.'
        ) from None


def _date(text: str, today: date) -> date:
    try:
        return parse_date(text, today)
    except ValueError as error:
        raise Misuse(str(error)) from None


def _whole(text: str) -> int | None:
    """A whole number in plain digits, None for anything else; what is far too large stays far too large."""
    digits = text.strip().lstrip("0") or "0"
    if not text.strip() or not (digits.isdecimal() and digits.isascii()):
        return None
    return int(digits) if len(digits) < 7 else 10**6


def _only_open(coach: Coach, today: date) -> str:
    found = coach.today().open
    if len(found) == 1:
        return found[0].id
    if not found:
        raise Misuse("No experiment is open. `companion plan` makes one, or name an earlier one by its id.")
    key = (untried_today(found, today) or found[0]).id
    listed = "; ".join(
        f"{one.id} {one_line(sentence(one.plan.cue, one.plan.action))[:48].rstrip('.')}" for one in found[:5]
    )
    raise Misuse(f"{len(found)} experiments are open, so say which: companion did {key}. They are {listed}.")


def _filled(template: str, fields: dict[str, str]) -> str:
    try:
        return fill(template, fields)
    except KeyError as error:
        known = " ".join("{" + field + "}" for field in fields)
        raise Misuse(f"There is no field {{{one_line(str(error.args[0]))[:40]}}}. The fields are {known}.") from None
