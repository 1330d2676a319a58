"""What the tests of Experiments, Journal and the forms share: reading these places, and journals of any size."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import msgspec

from companion.domain.records import Decision, Growth, Outcome, Plan, Record, Reflection, Trial, Verdict
from companion.journal.lines import TABLES, encode_line
from companion.journal.stamps import next_stamp
from companion.tui.measure import Measure
from companion.tui.screens.experiments import ExperimentsPlace
from companion.tui.screens.form_page import FormPage
from companion.tui.screens.journal import JournalPlace
from companion.tui.screens.typing_place import TypingPlace
from tests.tui.making import MON, Desk, Person

BUDGET = 0.05
"""Seconds of processor time that one key may take, at the middle of several."""


def experiments(person: Person) -> ExperimentsPlace:
    place = person.app.screen
    assert isinstance(place, ExperimentsPlace), place
    return place


def journal(person: Person) -> JournalPlace:
    place = person.app.screen
    assert isinstance(place, JournalPlace), place
    return place


def form(person: Person) -> FormPage:
    page = person.app.screen
    assert isinstance(page, FormPage), page
    return page


def field(person: Person) -> str:
    """What stands in the field; "" where none is shown."""
    place = person.app.screen
    assert isinstance(place, TypingPlace), place
    return place._field.text if place._field and place._field.display else ""


def is_typing(person: Person) -> bool:
    place = person.app.screen
    return isinstance(place, TypingPlace) and place._typing()


def chosen(person: Person) -> str:
    """What stands beside the bar, as one line."""
    return " ".join(" ".join(row.partition("▎")[2] for row in person.rows if "▎" in row).split())


def bar_row(person: Person) -> int:
    """The first row of the chosen item on the screen."""
    return next(number for number, row in enumerate(person.rows) if "▎" in row)


def label(person: Person) -> str:
    """The label beside the chosen line."""
    return person.rows[bar_row(person)].partition("▎")[0].strip()


def labels(person: Person, until: int = -2) -> list[str]:
    """The hanging labels from top to bottom, without the date of the masthead; of the rows up to one of them."""
    room = Measure(*person.app.size).bar
    found = [row[:room].strip() for row in person.rows[2:until]]
    return [one for one in found if one and "more" not in one]


def footer_keys(person: Person) -> list[str]:
    """The words of the footer, each after its key."""
    return [part.strip() for part in person.footer.split("   ") if part.strip() and " of " not in part]


async def comes(person: Person, *words: str) -> None:
    """Wait until all of these are on the screen: what is scrolled into view comes a frame later."""
    for _ in range(100):
        if all(one in person.words for one in words):
            return
        await person.pilot.pause(0.02)
    person.sees(*words)


async def scrolled(person: Person) -> None:
    """Wait until what was asked for is in view, which takes a frame or two."""
    before = ""
    while before != person.screen:
        before = person.screen
        await person.pilot.pause(0.02)


async def write(person: Person, words: str) -> None:
    """These words in place of those in the field."""
    await person.press("end", "ctrl+u")
    assert field(person) == ""
    await person.type(words)


async def answer(person: Person, *texts: str) -> None:
    """Type these words one after another, each kept with Enter."""
    for text in texts:
        await person.type(text)
        await person.press("enter")


async def close(person: Person) -> None:
    """Esc until no form is open any more."""
    while isinstance(person.app.screen, FormPage):
        await person.press("escape")


async def processor_time(person: Person, *keys: str) -> float:
    """Seconds of this process for one key, at the middle of these."""
    taken = []
    for key in keys:
        start = time.process_time()
        await person.press(key)
        taken.append(time.process_time() - start)
    return median(taken)


def shelved(desk: Desk) -> dict[str, str]:
    """One experiment to decide, two open, one play and one that was dropped; their ids by these names."""
    with desk.on(MON) as coach:
        coach.set_cadence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    ids = {}
    for hour, name in enumerate(("dropped", "play", "full", "older", "newer"), 8):
        with desk.on(MON, hour) as coach:
            planned = coach.plan(
                f"When I arrive, I will do the {name} one. Expect: calm", pact=2 if name == "older" else 1
            )
            ids[name] = planned.id
    with desk.on(MON, 14) as coach:
        coach.tell(ids["play"], Outcome.BETTER, note="it held")
        coach.tell(ids["full"], Outcome.WORSE, note="too early")
        coach.decide(ids["dropped"], Verdict.DROP, "not mine to do")
        coach.decide(ids["play"], Verdict.ADOPT, "small is enough")
    return ids


def reviewed(desk: Desk, weeks: int) -> None:
    """So many reviewed weeks before this one, the first begun as the journal was."""
    for back in range(weeks, 0, -1):
        with desk.on(MON - back * timedelta(weeks=1)) as coach:
            if back == weeks:
                coach.set_cadence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
            coach.review(plus="it went")


def one_of_each(desk: Desk) -> None:
    """A record of each kind that the Journal lists."""
    with desk.on(MON) as coach:
        coach.set_cadence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
        tried = coach.plan("When the shift begins, I will ask about the rota. Expect: a laugh")
        coach.tell(tried.id, Outcome.BETTER, note="they had the same doubt")
    with desk.on(MON, 12) as coach:
        coach.decide(tried.id, Verdict.ADOPT, "the rota is a promise")
    with desk.on(MON + 2 * timedelta(days=1)) as coach:
        asked = coach.plan("When lunch is over, I will count the queue. Expect: nine")
    with desk.on(MON + 2 * timedelta(days=1), 12) as coach:
        coach.reflect("it began with me", 0)
    with desk.on(MON + 3 * timedelta(days=1), 8) as coach:
        coach.reserve(MON + timedelta(days=1))
        coach.not_tried(asked.id, MON + 2 * timedelta(days=1), "the phone")
        coach.review(plus="the rota talk", minus="the phone", next="ask early")
        coach.away(MON + timedelta(days=7), MON + timedelta(days=8))


def append(desk: Desk, records: Iterable[tuple[str, Record]]) -> None:
    """Write these records straight into this device's log of 2026, each as one act."""
    (log,) = desk.folder.glob("*/2026.jsonl")
    stamp, lines = "", []
    for key, record in records:
        stamp = next_stamp(record.at, stamp, log.parent.name)
        lines.append(encode_line(stamp, [(TABLES[type(record)], key, msgspec.json.encode(record))]))
    with log.open("ab") as file:
        file.write(b"".join(lines))


def _common(number: int, count: int) -> dict[str, Any]:
    day = MON - timedelta(days=300) + timedelta(days=number * 300 // count)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(milliseconds=number)
    return {"day": day, "at": at, "offset": 0, "zone": "Europe/London"}


def many_experiments(desk: Desk, count: int) -> None:
    """So many experiments in all: open ones, and every tenth a play."""
    found: list[tuple[str, Record]] = []
    for number in range(count):
        common = _common(number, count)
        words = {"cue": "When I arrive", "action": f"look at number {number} and write down what I see of it"}
        plan = Plan(**common, **words, theme="value", pact=5, growth=Growth.REPEAT if number % 7 == 0 else None)
        found.append((f"k{number:06}", plan))
        if number % 10 == 0:
            trial = Trial(
                **common, experiment=f"k{number:06}", outcome=Outcome.BETTER, told=common["day"], note="it held"
            )
            found += [(f"t{number:06}", trial), (f"k{number:06}", Decision(**common, verdict=Verdict.ADOPT))]
    append(desk.begun(), found)


def many_words(desk: Desk, count: int) -> None:
    """So many written answers over 300 days."""
    words = "words number {} about the rota, and what I think of it by now"
    found = [
        (f"r{number:06}", Reflection(**_common(number, count), question="What?", text=words.format(number)))
        for number in range(count)
    ]
    append(desk.begun(), found)
