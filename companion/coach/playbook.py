"""The playbook, and all there is to take away: plays, the journal to be read, and every version of every record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from companion.coach.looking import Looking
from companion.coach.reading import entry_of
from companion.coach.views import Entry
from companion.domain.cards import Theme
from companion.domain.history import History
from companion.domain.phrases import dated, days_of, goal_words, range_words, sentence
from companion.domain.playbook import Play, origin_line, plays
from companion.domain.records import Away, CadenceChange, Feed, Plan, Record, Reserve, Review, Setting, Untried, Waived
from companion.journal.errors import Trouble
from companion.journal.versions import Version

_SUNDAY = timedelta(days=6)
_LABELS = {"not tried": "Answered"}
"""Where what is said begins with the kind already."""
_SETTINGS = {"day-start": "A day starts from here on at", "minutes": "Minutes for an experiment from here on"}


class PlayView(NamedTuple):
    """A play as it is shown: its theme where that is known here, and `origin`, what it was grown from, or ""."""

    play: Play
    theme: Theme | None
    origin: str = ""


class Part(NamedTuple):
    """Some words of a record: a label or "", the text as it was typed, and whether it only says what it is about."""

    label: str
    text: str
    aside: bool = False


class Noted(NamedTuple):
    """One record under the day it is about, in the words in which it is read."""

    day: date
    parts: tuple[Part, ...]


class Everything(NamedTuple):
    """Every version of every record in the order in which they win, what is wrong with the files, and when it was."""

    day: date
    at: datetime
    versions: list[Version]
    troubles: list[Trouble]


class Playbook(Looking):
    """Looking at what worked, and at all there is to take away; this writes nothing."""

    def playbook(self) -> list[PlayView]:
        """The plays, the latest adopted first."""
        return self._journal.ask(lambda history: [self._play_view(history, play) for play in plays(history)])

    def chronicle(self) -> list[Noted]:
        """What was recorded, oldest day first; swaps and words shown again, which say nothing new, are left out."""
        return self._journal.ask(lambda history: _chronicle(history, self._theme_title))

    def everything(self) -> Everything:
        """Every version of every record, withdrawn ones included; this reads every line."""
        day = self.day()  # which looks at the files, so that the troubles are those of now
        return Everything(day, self._moment().at, self._journal.versions(), list(self._journal.troubles))

    def _play_view(self, history: History, play: Play) -> PlayView:
        parent = history.plans[play.parent] if play.parent in history.facts.plans else None
        said = sentence(parent.cue, parent.action) if parent else ""
        return PlayView(play, self.theme(play.theme), origin_line(play.growth, said))

    def _theme_title(self, theme: str) -> str:
        known = self.theme(theme)
        return known.title if known else theme


def _chronicle(history: History, title: Callable[[str], str]) -> list[Noted]:
    tables: list[Mapping[str, Record]] = [
        history.plans,
        history.trials,
        history.untried,
        history.reflections,
        history.decisions,
        history.reviews,
        history.reserves,
        history.away,
        history.waived,
        history.cadences,
        history.settings,
        history.feeds,
        history.enrolments,
        history.steps,
        history.captures,
    ]
    found = [(_day_of(record), record.at, key, record) for table in tables for key, record in table.items()]
    found.sort(key=lambda one: one[:3])
    return [Noted(day, tuple(_parts(history, key, record, title))) for day, _, key, record in found]


def _day_of(record: Record) -> date:
    """The day that a record is about, which need not be the one it was made on."""
    if isinstance(record, Untried):
        return record.about
    if isinstance(record, Reserve):
        return record.covers
    return record.first if isinstance(record, Away) else record.day


def _parts(history: History, key: str, record: Record, title: Callable[[str], str]) -> Iterator[Part]:
    """One record in words. What a day's entries leave out is said here, and so is a review: its parts stand apart."""
    if isinstance(record, Review):
        yield from _review(record, title)
    elif isinstance(record, CadenceChange):
        yield Part("What counts from here on", goal_words(record.goal) if record.goal else days_of(record.rule))
    elif isinstance(record, Setting):
        yield Part(_SETTINGS.get(key, key), record.value)
    elif isinstance(record, Feed):
        yield Part(f"How much of the pack {key} from here on", record.share.value)
    elif isinstance(record, Waived):
        yield Part("Let go", f"{dated(record.about, record.day)}.")
    elif isinstance(record, Away):
        yield Part("Away", f"{range_words(record.first, record.last)}.")
    else:
        yield from _entry(entry_of(history, key, record))
    if isinstance(record, Plan):
        yield from _filled(("To know by", record.know), ("From", record.shown.title if record.shown else ""))


def _entry(entry: Entry) -> Iterator[Part]:
    if entry.kind == "wrote":
        yield from _filled(("Asked", entry.aside))
    yield Part(_LABELS.get(entry.kind, entry.kind.capitalize()), entry.text)
    if entry.kind != "wrote" and entry.aside:
        yield Part("", entry.aside, aside=True)


def _review(review: Review, title: Callable[[str], str]) -> Iterator[Part]:
    yield Part("Reviewed", f"The week {range_words(review.week, review.week + _SUNDAY)}.")
    yield from _filled(("Plus", review.plus), ("Minus", review.minus), ("Next", review.next))
    for answer in review.deeper:
        yield from _filled(("Asked", answer.question), ("Wrote", answer.text))
    yield from _filled(("Focus of the week after", title(review.focus)))


def _filled(*parts: tuple[str, str]) -> Iterator[Part]:
    return (Part(label, text) for label, text in parts if text)
