"""Journals of so many years, written straight as log lines: what a person who kept at it would have on disk."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec

from companion.compose import local_now
from companion.domain.cards import Card
from companion.domain.days import Moment
from companion.domain.records import (
    CadenceChange,
    Decision,
    Outcome,
    Plan,
    Record,
    Reflection,
    Setting,
    Shown,
    Swap,
    Trial,
    Verdict,
)
from companion.domain.rules import WORKDAYS
from companion.files import private_folder
from companion.journal.device import ALPHABET, Heads, machine_fingerprint, make_device
from companion.journal.lines import TABLES, encode_line
from companion.journal.stamps import next_stamp
from companion.packs.library import bundled_content, load_library
from companion.places import Places

OTHER_DEVICE = "other1"
_DAY = timedelta(days=1)
_HOLIDAY = range(1, 15)
"""The first two weeks of August are spent elsewhere, which leaves about 250 workdays in a year."""
_NOTES = (
    "It took less time than I had feared, and two people joined in without being asked.",
    "The meeting ran over, so I tried it on the way out instead. Worth doing again on a calmer day.",
    "Nobody answered at first. After I had waited a little, the quietest of us said the most useful thing.",
    "Done in ten minutes. What surprised me was how glad they were to be asked at all.",
)
_WORDS = (
    "I keep noticing that the work goes better when I say early what I am unsure of, and worse when I wait "
    "until I have it all worked out. Tomorrow I want to ask before I answer.",
    "We talk about customers every week and to them about twice a year. The smallest thing I could change is "
    "whom I listen to on a Tuesday.",
    "The handover is where it waits. Nobody owns the gap between us, so I could begin by drawing it.",
)
_LESSONS = ("Small enough to do daily.", "It needs a second person.", "Good once; not a habit.")


@dataclass(frozen=True, slots=True)
class Home:
    """One `COMPANION_HOME` folder; `lines` is how many acts its journal holds, `plans` the experiments' ids."""

    folder: Path
    lines: int
    plans: tuple[str, ...]

    @property
    def places(self) -> Places:
        """Where its parts are."""
        return Places.from_environment({"COMPANION_HOME": str(self.folder)})


@dataclass(frozen=True, slots=True)
class _Act:
    at: datetime
    key: str
    record: Record


def make_home(folder: Path, years: int) -> Home:
    """A home whose journal covers so many years and ends yesterday, the welcome done, the theme chosen."""
    places = Places.from_environment({"COMPANION_HOME": str(folder)})
    chance = random.Random(years)
    private_folder(places.state)
    private_folder(places.config)
    (places.config / "config.toml").write_text('theme = "lamplight"\n', "utf-8")
    own = make_device(places.state, machine_fingerprint(), lambda length: _word(chance, length))
    acts = sorted(_acts(chance, years), key=lambda act: act.at)
    heads = Heads(places.state, places.journal)
    for name, data in _files(chance, acts, own).items():
        path = places.journal / name
        private_folder(path.parent)
        path.write_bytes(data)
        if name.startswith(own):
            heads.note(name, 0, len(data))
    return Home(folder, len(acts), tuple(act.key for act in acts if isinstance(act.record, Plan)))


def record_a_setting(home: Home) -> None:
    """One more line in the latest log, as another copy of the program would add it; it changes no page."""
    log = max(home.places.journal.glob("*/*.jsonl"), key=lambda path: (path.name, path.stat().st_size))
    now = Moment(local_now())
    record = Setting(day=now.day(), at=now.at, offset=now.offset, value="15")
    stamp = next_stamp(now.at, "", log.parent.name)
    with log.open("ab") as file:
        file.write(encode_line(stamp, [(TABLES[Setting], "minutes", msgspec.json.encode(record))]))


def _files(chance: random.Random, acts: list[_Act], own: str) -> dict[str, bytes]:
    lines: dict[str, list[bytes]] = defaultdict(list)
    stamp = ""
    for act in acts:
        device = OTHER_DEVICE if chance.random() < 0.1 else own
        stamp = next_stamp(act.at, stamp, device)
        raw = msgspec.json.encode(act.record)
        lines[f"{device}/{act.at.year}.jsonl"].append(encode_line(stamp, [(TABLES[type(act.record)], act.key, raw)]))
    return {name: b"".join(found) for name, found in lines.items()}


def _acts(chance: random.Random, years: int) -> Iterator[_Act]:
    """Every act in no order that matters: their instants put them in it."""
    days = list(_workdays(years))
    first = days[0] if days else _yesterday()
    yield _act(CadenceChange(**_common(first, 8, 0), rule=WORKDAYS), first.isoformat())
    library = load_library(bundled_content(), None)
    cards = [card for stack in library.stacks for ref in stack.refs if (card := library.find(ref))]
    for number, day in enumerate(days):
        # The last trial is told on its own day, so that today's page opens at its idea whatever the years.
        told = days[number + 1] if number + 1 < len(days) else day
        yield from _day(chance, day, told, chance.choice(cards))


def _day(chance: random.Random, day: date, told: date, card: Card) -> Iterator[_Act]:
    key = _word(chance, 8)
    suggestion = chance.choice(card.experiments)
    shown = Shown(title=card.title, idea=card.idea, source="; ".join(card.sources), digest=card.digest)
    plan = Plan(
        **_common(day, 8, chance.randrange(20, 40)),
        action=suggestion.action,
        cue=suggestion.cue,
        expect=suggestion.expect,
        expect_from_card=bool(suggestion.expect),
        minutes=card.minutes,
        theme=card.theme,
        card=card.ref,
        shown=shown,
    )
    yield _act(plan, key)
    answer = _common(told, *((17, 30) if told == day else (8, chance.randrange(15)))) | {"day": day}
    outcome = chance.choice(list(Outcome))
    trial = Trial(**answer, experiment=key, outcome=outcome, told=told, note=chance.choice(_NOTES))
    yield _act(trial, _word(chance, 8))
    if chance.random() < 3 / 4:
        common = _common(day, 8, chance.randrange(40, 60))
        words = Reflection(**common, question=card.questions[0], text=chance.choice(_WORDS), card=card.ref, shown=shown)
        yield _act(words, _word(chance, 8))
    if chance.random() < 1 / 15:
        yield _act(Swap(**_common(day, 8, 16), card=card.ref), _word(chance, 8))
    if chance.random() < 1 / 3:
        verdict = chance.choice((Verdict.ADOPT, Verdict.DROP))
        yield _act(Decision(**_common(told, 18, 0), verdict=verdict, lesson=chance.choice(_LESSONS)), key)


def _act(record: Record, key: str) -> _Act:
    return _Act(record.at, key, record)


def _common(day: date, hour: int, minute: int) -> dict[str, Any]:
    """The fields every record has; the hour is UTC."""
    at = datetime.combine(day, time(hour, minute), UTC)
    return {"day": day, "at": at, "offset": 60, "zone": "Europe/Paris"}


def _workdays(years: int) -> Iterator[date]:
    end = _yesterday()
    day = end - timedelta(days=round(365.25 * years)) + _DAY
    while day <= end:
        if day.weekday() < 5 and not (day.month == 8 and day.day in _HOLIDAY):
            yield day
        day += _DAY


def _yesterday() -> date:
    """The day before today, as the program would say it."""
    return Moment(local_now()).day() - _DAY


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(ALPHABET, k=length))
