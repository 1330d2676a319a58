"""The commands about days: what counts, settling, the streak, and what it adds up to."""

from __future__ import annotations

import argparse
from pathlib import Path

from companion.cli import progress as progress_
from companion.cli import shapes
from companion.cli.command import Command, date_of, show_record, whole_number
from companion.cli.output import say, say_json, wrapped
from companion.coach.coach import Coach
from companion.coach.views import Misuse
from companion.domain.phrases import dated, days_of, goal_words, long_day, reserves_line, streak_line
from companion.prompt import keep_answer, status_fields
from companion.quick import fill
from companion.text import one_line


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
    until = date_of(options.last, today) if options.last is not None else None
    recorded = coach.away(date_of(options.first, today), until)
    first, last = recorded.record.first, recorded.record.last
    days = f"on {dated(first, today)}" if first == last else f"from {dated(first, today)} to {dated(last, today)}"
    show_record(recorded, options, f"Away {days}. {streak_line(coach.progress().streak)}")


def reserve(coach: Coach, options: argparse.Namespace) -> None:
    """Spend a reserve."""
    recorded = coach.reserve(date_of(options.day, coach.day()))
    found = coach.progress().streak
    bridged = f"{long_day(recorded.record.covers)} is bridged by a reserve."
    show_record(recorded, options, f"{bridged} {streak_line(found)} {reserves_line(found)}")


def let_go(coach: Coach, options: argparse.Namespace) -> None:
    """Let a miss be."""
    day = date_of(options.day, coach.day())
    recorded = coach.let_go([day])
    asked = next(one for one in recorded if one.record.about == day)
    what = f"The week of {long_day(day)}" if len(recorded) > 1 else long_day(day)
    show_record(asked, options, f"{what} stays as it is, and the page asks about it no more.")


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
        show_record(coach.set_day_start(options.value), options, _day_starts(coach, options.value))
        return
    minutes = whole_number(options.value)
    if minutes is None:
        raise Misuse(f'"{options.value[:40]}" is not a number of minutes. Give a whole number, such as 10.')
    recorded = coach.set_minutes(minutes)
    show_record(recorded, options, f"Cards that fit {minutes} minutes come first from now on.")


def _day_starts(coach: Coach, start: str) -> str:
    return f"A day starts at {start} from now on, so today is {long_day(coach.day())}."


def cadence(coach: Coach, options: argparse.Namespace) -> None:
    """Set which days count."""
    recorded = coach.set_cadence(options.rule)
    goal = recorded.record.goal
    counts = goal_words(goal) if goal else days_of(recorded.record.rule)
    show_record(recorded, options, f"From today this counts: {counts}. Earlier days stay as they were.")


def _filled(template: str, fields: dict[str, str]) -> str:
    try:
        return fill(template, fields)
    except KeyError as error:
        known = " ".join("{" + field + "}" for field in fields)
        raise Misuse(f"There is no field {{{one_line(str(error.args[0]))[:40]}}}. The fields are {known}.") from None


def _streak_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--why", action="store_true", help="with the standing of every day in it")


def _progress_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--save", metavar="FILE.svg", help="write it as a picture instead")
    parser.add_argument("--dark", action="store_true", help="draw the picture light on dark")


def _status_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        metavar="F",
        help="fields: {streak} {best} {total} {weeks} {reserves} {consistency} {today} {mark} {open} {short} {line}",
    )


def _cadence_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "rule",
        metavar="RULE|N",
        help='weekdays, such as "Mon Wed Fri", a recurrence rule (RFC 5545), or so many days a week, such as 3',
    )


def _away_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="FROM", help="2026-11-20, today or yesterday")
    parser.add_argument("last", nargs="?", metavar="TO", help="the last day away (the same day)")


def _missed_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE", help="the missed day, one to seven days back")


def _set_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=("day-start", "minutes"))
    parser.add_argument("value", metavar="HH:MM|N")


DAY_COMMANDS = (
    Command("streak", "show the streak", streak, _streak_options, reads=True),
    Command("status", "one line for a prompt", status, _status_options, reads=True),
    Command("set", "set when a day starts, or how many minutes it has", set_, _set_options),
    Command("cadence", "set which days count", cadence, _cadence_options),
    Command("away", "mark days on which you are or were away: they do not count", away, _away_options),
    Command("reserve", "spend a reserve on a missed day", reserve, _missed_day),
    Command("let-go", "let a miss be: the page asks about it no more", let_go, _missed_day),
    Command(
        "progress",
        "show what it adds up to: the year, themes, predictions, consistency",
        progress,
        _progress_options,
        reads=True,
    ),
)
