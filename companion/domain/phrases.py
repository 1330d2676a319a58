"""Sentences that both front ends say, so that they say them alike. Voice: exact, kind, British, no applause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from companion.domain.days import WEEKDAYS
from companion.domain.insight import Level
from companion.domain.records import (
    Away,
    CadenceChange,
    Capture,
    Course,
    Decision,
    Enrolment,
    Feed,
    Outcome,
    Plan,
    Record,
    Reflection,
    Reserve,
    Review,
    Setting,
    StepDone,
    Swap,
    Trial,
    Untried,
    Waived,
)
from companion.domain.repair import Miss
from companion.domain.rules import plain_week
from companion.domain.standing import Standing
from companion.domain.streak import DAYS_FOR_A_RESERVE, MOST_RESERVES, Streak
from companion.domain.weeks import Week

_DAY = timedelta(days=1)
_TREND_WEEKS = 4
_SMALL = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_MONTHS = ("January February March April May June July August September October November December").split()

OUTCOMES = {
    Outcome.BETTER: ("b", "Better than I expected", "Better than expected"),
    Outcome.EXPECTED: ("e", "As I expected", "As expected"),
    Outcome.WORSE: ("w", "Worse than I expected", "Worse than expected"),
    Outcome.SURPRISE: ("s", "It surprised me", "A surprise"),
}
"""For each outcome: its letter, the person's words for it, and ours."""

MARKS = {
    Standing.DONE: "●",
    Standing.AWAY: "–",
    Standing.REST: " ",
    Standing.RESERVE: "+",
    Standing.FREE: " ",
    Standing.OPEN: "_",
    Standing.MISSED: "·",
}
"""One character for each standing; a done day may show its theme's glyph instead."""

_KINDS: dict[type[Record], str] = {
    Plan: "experiment",
    Trial: "trial",
    Untried: "answer",
    Decision: "decision",
    Reflection: "words",
    Swap: "swap",
    Capture: "capture",
}
"""What a record of a day is called beside that day."""
_CHOICES: dict[type[Record], str] = {
    CadenceChange: "the choice of days",
    Setting: "the setting",
    Feed: "how much of a pack is shown",
}
_TURNS = {
    Course.ACTIVE: "going on with",
    Course.PAUSED: "pausing",
    Course.LEFT: "leaving",
    Course.FINISHED: "finishing",
}
"""What was done to an enrolment that stands so."""

WELCOME = (
    "One page a day, about two minutes. It offers one idea about work, helps you plan one tiny thing to try, "
    "asks one question, and tomorrow asks how it went."
)
WELCOME_PRIVATE = "What you write stays here, in files you own."
REST = "A rest day. The page is here if you want it."
INDEPENDENT = "Inspired by the Big Value Picture; independent, not endorsed by its authors."


def number(count: int) -> str:
    """In words up to twenty: `no`, `one`, `two`; digits beyond."""
    return _SMALL[count] if 0 <= count <= 20 else str(count)


def plural(count: int, one: str, many: str = "") -> str:
    """`one day`, `two days`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def counted(count: int, one: str) -> str:
    """In digits, for what is listed: `1 card`, `12 cards`, `2 entries`."""
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{count:,} {one if count == 1 else many}"


def weekday(day: date) -> str:
    """`Thursday`."""
    return WEEKDAYS[day.weekday()]


def short_day(day: date) -> str:
    """`Fri 20 Nov`, the same in every locale."""
    return f"{weekday(day)[:3]} {short_date(day)}"


def short_date(day: date) -> str:
    """`20 Nov`."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def month(number_: int) -> str:
    """`Nov`, the same in every locale."""
    return _MONTHS[number_ - 1][:3]


def range_words(first: date, last: date) -> str:
    """`on 20 Nov`, `from 20 Nov to 2 Dec`."""
    return f"on {short_date(first)}" if first == last else f"from {short_date(first)} to {short_date(last)}"


def dated(day: date, today: date) -> str:
    """`Friday 20 November`, with its year where that is not this one."""
    return long_day(day) if day.year == today.year else f"{long_day(day)} {day.year}"


def long_day(day: date) -> str:
    """`Friday 20 November`."""
    return f"{weekday(day)} {day.day} {_MONTHS[day.month - 1]}"


def near_day(day: date, today: date) -> str:
    """`today`, `yesterday`, the weekday within a week, the date beyond."""
    back = (today - day).days
    if back in (0, 1):
        return "yesterday" if back else "today"
    return weekday(day) if 0 < back < 7 or -7 < back < 0 else dated(day, today)


def sentence(cue: str, action: str) -> str:
    """A plan as it is read: `When …, I will ….`"""
    action = action.rstrip(". ")
    text = f"{cue}, I will {action}" if cue else action
    is_ended = action.rstrip("”’\"')»").endswith(("?", "!", "."))
    return f"{text[:1].upper()}{text[1:]}{'' if is_ended else '.'}"


def taken_back(record: Record | None, remains: bool, today: date) -> str:
    """What an undo took back: the whole record, or where it `remains`, only the last change to it."""
    if isinstance(record, Reserve):
        return f"the reserve for {near_day(record.covers, today)}"
    if isinstance(record, Waived):
        return f"letting {near_day(record.about, today)} go"
    if isinstance(record, Away):
        return f"being away {range_words(record.first, record.last)}"
    if isinstance(record, StepDone):
        return f'the step "{record.title}"'
    if isinstance(record, Enrolment):
        return f"{_TURNS[record.course] if remains else 'beginning'} {record.title}"
    kind = _KINDS.get(type(record), "") if record else ""
    named = of_day(kind, record.day, today) if record and kind else _CHOICES.get(type(record), "") if record else ""
    if isinstance(record, Review):
        named = f"the review of the week of {short_date(record.week)}"
    return f"the change to {named}" if remains and named else named or "the last change"


def of_day(what: str, day: date, today: date) -> str:
    """Something of a day: `yesterday's trial`, or further off `the trial of Monday 2 November`."""
    near = near_day(day, today)
    return f"the {what} of {near}" if " " in near else f"{near}'s {what}"


def undone_line(undone: Sequence[tuple[Record | None, bool, bool]], today: date) -> str:
    """What an undo took back, in one sentence: each record, whether an earlier version of it remains, and whether the
    record had been withdrawn and is there again."""
    beside = any(not isinstance(record, StepDone) for record, *_ in undone)
    said = [
        "its step" if beside and isinstance(record, StepDone) else taken_back(record, remains and not returns, today)
        for record, remains, returns in undone
    ]
    names = list(dict.fromkeys(said))
    rest = f"{number(len(names) - 1)} more" if len(names) > 2 else "".join(names[1:])
    lead = "Brought back" if all(returns for *_, returns in undone) else "Taken back"
    return f"{lead}: {names[0]}{' and ' + rest if rest else ''}."


def days_of(rule: str) -> str:
    """The weekdays of a rule in words, `Monday to Friday`; the rule itself where it is not that plain."""
    days = plain_week(rule)
    if days is None:
        return rule
    names = [WEEKDAYS[day] for day in sorted(days)]
    if 3 <= len(days) < 7 and max(days) - min(days) == len(days) - 1:
        return f"{names[0]} to {names[-1]}"
    return "every day" if len(names) == 7 else " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def goal_words(goal: int) -> str:
    """A weekly goal in words, `three days a week, any of them`."""
    return "every day of the week" if goal == 7 else f"{plural(goal, 'day')} a week, any of them"


def told_line(outcome: Outcome | None, note: str) -> str:
    """An answer to the look back on one line, `Better than expected: they had the same doubt`."""
    told = OUTCOMES[outcome][2] if outcome else "Not tried"
    return f"{told}: {note}" if note else f"{told}."


def streak_line(streak: Streak) -> str:
    """The streak, or after a break the total and the best first: never a bare nought."""
    if not streak.total:
        return "Nothing to count yet. What you try first will be the first mark."
    if not streak.streak:
        return f"{_capital(plural(streak.total, 'day'))} in all, best {number(streak.best)}."
    weeks = f", {plural(streak.weeks, 'week')} kept" if streak.weeks else ""
    return (
        f"{_capital(plural(streak.streak, 'day'))}{weeks}; best {number(streak.best)}, {number(streak.total)} in all."
    )


def status_line(streak: Streak) -> str:
    """The streak and today on one short line; after a break the total and the best, never a bare nought."""
    if not streak.total:
        return f"nothing yet, today {streak.today.value}"
    days = plural(streak.streak, "day")
    if not streak.streak:
        days = f"{plural(streak.total, 'day')} in all, best {number(streak.best)}"
    return f"{days}, today {streak.today.value}"


def so_far(streak: Streak) -> str:
    """The streak in a sentence as short as can be; after a break what there is in all."""
    if not streak.streak:
        return f"{_capital(plural(streak.total, 'day'))} in all."
    return f"{_capital(plural(streak.streak, 'day'))}."


def week_line(week: Week | None) -> str:
    """How far this week has come under a goal, `One of three so far this week.`; "" where it asks for nothing."""
    if week is None or not week.target:
        return ""
    done = _capital(number(week.done)) if week.done else "None"
    return f"{done} of {number(week.target)} so far this week."


def lost_line(lost_from: date, today: date, day_start: str) -> str:
    """Until when nothing is lost: `Nothing is lost before Sat 21 Nov, 04:00.`"""
    year = "" if lost_from.year == today.year else f" {lost_from.year}"
    return f"Nothing is lost before {short_day(lost_from)}{year}, {day_start}."


def status_short(streak: Streak) -> str:
    """The streak for a prompt, `12 days`; after a break what there is in all."""
    if not streak.total:
        return "nothing yet"
    if not streak.streak:
        return f"{streak.total} in all"
    return f"{streak.streak} {'day' if streak.streak == 1 else 'days'}"


def reserves_line(streak: Streak) -> str:
    """What is held back, `Two reserves.`, and what earns the next."""
    more = plural(DAYS_FOR_A_RESERVE - streak.towards, "more done day")
    verb = "earns" if streak.towards == DAYS_FOR_A_RESERVE - 1 else "earn"
    earned = "" if streak.reserves == MOST_RESERVES else f" {_capital(more)} in one run {verb} the next."
    return f"{_capital(plural(streak.reserves, 'reserve'))}.{earned}"


def away_line(until: date, today: date) -> str:
    """`You are away until Monday`: the day on which days count again."""
    return f"You are away until {near_day(until + _DAY, today)}. The page is here if you want it."


def miss_line(miss: Miss, today: date) -> str:
    """A miss as a fact: which day, and until when it can be settled."""
    if miss.is_open:
        return f"{_capital(near_day(miss.day, today))} is still open. It can be told today."
    left = (miss.until - today).days
    until = "tomorrow" if left == 1 else f"next {weekday(miss.until)}"
    still = " still" if miss.waived else ""
    ending = f"It can{still} be settled until {until}." if left else "Today is the last day to settle it."
    how = "was let go" if miss.waived else "is unaccounted for"
    what = f"{_capital(near_day(miss.day, today))} {how}."
    if miss.short:
        monday = miss.day - timedelta(days=miss.day.weekday())
        week = f"{short_date(monday)} to {short_date(monday + timedelta(days=6))}"
        what = f"The week of {week} is {plural(miss.short, 'day')} short."
    if miss.skipped:
        what += " Travel took that date away."
    return f"{what} {ending}"


def return_line(streak: Streak, last: date, today: date) -> str:
    """A kind return after an absence: how long it was, and that nothing is lost."""
    days = (today - last).days
    weeks = plural(days // 7, "week") if days < 9 * 7 else plural(round(days / 30.4), "month")
    kept = f": {plural(streak.total, 'day')}, best {number(streak.best)}" if streak.total else ""
    return f"It has been {weeks if days < 365 else 'more than a year'}. Everything is where you left it{kept}."


def trend_line(levels: Sequence[Level]) -> str:
    """How the consistency moves, given its weekly levels: against four weeks ago."""
    if len(levels) <= _TREND_WEEKS:
        return "from the first weeks"
    change = round(100 * (levels[-1].consistency - levels[-1 - _TREND_WEEKS].consistency))
    if change == 0:
        return "the same as four weeks ago"
    return f"{plural(abs(change), 'point')} {'above' if change > 0 else 'below'} four weeks ago"


def standing_line(day: date, standing: Standing | None, theme: str, today: date) -> str:
    """One day for those who listen rather than look: `Thursday 19 November: done, It's all about people.`"""
    words = standing.value if standing else "before the first trial" if day < today else "yet to come"
    return f"{dated(day, today)}: {words}{', ' + theme if theme else ''}."


def closing_line(streak: Streak, planned: bool, how_to_tell: str, next_day: str, waits: bool = False) -> str:
    """What the closed page says. `how_to_tell` is the front end's own way to tell a trial; `waits` is whether a
    programme has something next beside the page."""
    if streak.today is Standing.DONE:
        rest = "What comes next in your programme can wait." if waits else "Nothing more today."
        return f"That makes {number(streak.streak)}. {rest}"
    so_far = f"; {plural(streak.streak, 'day')} so far" if streak.streak else ""
    if not planned:
        return f"That is the page{so_far}. Nothing is planned for today, and that is fine."
    return (
        f"Noted. That is the page{so_far}. Today counts once you have tried it. "
        f"{how_to_tell} when you have, or tell the page on {next_day}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
