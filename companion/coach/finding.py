"""Finding what was recorded: everything by day, filtered and searched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from companion.coach.looking import Looking
from companion.coach.reading import entry_of
from companion.coach.views import Entry, Misuse, Recorded, Refused
from companion.domain.facts import DecisionFact, PlanFact, ReflectionFact, ReviewFact, TrialFact, UntriedFact
from companion.domain.history import History
from companion.domain.records import Away, Capture, Enrolment, Record, Reserve, StepDone
from companion.domain.searching import marks, terms
from companion.text import one_line

KINDS: Mapping[str, str] = {
    "planned": "plans",
    "tried": "trials",
    "not-tried": "untried",
    "decided": "decisions",
    "wrote": "reflections",
    "review": "reviews",
    "away": "away",
    "reserve": "reserves",
    "captured": "captures",
    "programme": "enrolments",
    "step": "steps",
}
"""What people call each kind of record that is listed, and the history's name of its table."""


class Filter(NamedTuple):
    """What to leave in; what is empty asks for nothing. `kind` is one of KINDS, `experiment` a whole id, and both
    dates are included."""

    theme: str = ""
    kind: str = ""
    experiment: str = ""
    pack: str = ""
    since: date | None = None
    until: date | None = None


EVERYTHING = Filter()


class Item(NamedTuple):
    """Something recorded, without its words: the history's name of its table, its key there, and the `day` it is of:
    an untried plan's is the day asked about, a reserve's the one it covers, and days away have their first.
    """

    table: str
    key: str
    day: date
    at: datetime
    theme: str
    experiment: str


class Hit(NamedTuple):
    """What a search found: the better the lower its rank, which field answers most of it, and that field's text."""

    item: Item
    rank: tuple[int, int]
    where: str
    text: str
    words: str

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """What matched, as beginnings and ends in characters of the text."""
        return marks(self.text, self.words)


_newest = attrgetter("day", "at", "key")


class Finding(Looking):
    """Looking for records; this writes nothing."""

    _listed: tuple[History, list[Item]] | None = None

    def items(self, wanted: Filter = EVERYTHING) -> list[Item]:
        """Everything recorded, newest first; no text is read. Misuse for a kind, theme or pack that there is not."""
        return self._journal.ask(lambda history: self._items(history, wanted))

    def search(self, words: str, wanted: Filter = EVERYTHING) -> list[Hit]:
        """What has all of these words, the best first, and the newest first of what is as good; none for no words.
        Misuse as of `items`."""
        asked = terms(words)
        history, found = self._journal.search(asked)
        self._check(history, wanted)
        rows, keeps = _Rows(history, self._theme_of_card), _sieve(history, wanted)
        answers = [(rows.item(one.table, one.key), one.match) for one in found]
        hits = [Hit(item, *answer, words) for item, answer in answers if keeps(item)]
        hits.sort(key=lambda hit: _newest(hit.item), reverse=True)
        hits.sort(key=attrgetter("rank"))
        return hits

    def entry(self, item: Item) -> Entry:
        """One item in words. Refused where it has been taken back meanwhile."""
        return self.entries([item])[0]

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """Items in words; only their records are fetched. Refused where one has been taken back meanwhile."""

        def found(history: History) -> list[Entry]:
            return [entry_of(history, one.key, _record(history, one)) for one in items]

        return self._journal.ask(found)

    def records(self, items: Iterable[Item]) -> list[Recorded[Any]]:
        """The records of items. Refused where one has been taken back meanwhile."""
        return self._journal.ask(lambda history: [Recorded(one.key, _record(history, one)) for one in items])

    def _items(self, history: History, wanted: Filter) -> list[Item]:
        self._check(history, wanted)
        if self._listed is None or self._listed[0] is not history:
            found = sorted(_Rows(history, self._theme_of_card).all(), key=_newest, reverse=True)
            self._listed = history, found
        everything = self._listed[1]
        return list(everything) if wanted == EVERYTHING else list(filter(_sieve(history, wanted), everything))

    def _check(self, history: History, wanted: Filter) -> None:
        facts = history.facts
        if wanted.kind and wanted.kind not in KINDS:
            raise _unknown("kind", wanted.kind, KINDS)
        themes = self._library.themes
        if wanted.theme and wanted.theme not in themes and wanted.theme not in facts.themes.values():
            raise _unknown("theme", wanted.theme, themes)
        if wanted.pack and wanted.pack not in (packs := set(self._library.packs)):
            noted: list[PlanFact | ReflectionFact] = [*facts.plans.values(), *facts.reflections.values()]
            packs |= {one.card.partition("/")[0] for one in noted if one.card}
            packs |= {one.guide.partition("/")[0] for one in history.captures.values()}
            packs |= {one.programme.partition("/")[0] for one in history.enrolments.values()}
            if wanted.pack not in packs:
                raise _unknown("pack", wanted.pack, sorted(packs))
        if wanted.since and wanted.until and wanted.since > wanted.until:
            raise Misuse(f"{wanted.since} comes after {wanted.until}, so nothing lies between them. Swap the two.")


class _Rows:
    """The items of one history, made one by one or all at once."""

    def __init__(self, history: History, theme_of_card: Callable[[str], str]) -> None:
        self._facts, self._theme_of_card = history.facts, theme_of_card
        self._tables: dict[str, tuple[Callable[[str, Any], Item], Mapping[str, Any]]] = {
            "plans": (self._plan, self._facts.plans),
            "trials": (self._trial, self._facts.trials),
            "untried": (self._untried, self._facts.untried),
            "decisions": (self._decision, self._facts.decisions),
            "reflections": (self._reflection, self._facts.reflections),
            "reviews": (self._review, self._facts.reviews),
            "away": (self._away, history.away),
            "reserves": (self._reserve, history.reserves),
            "captures": (self._capture, history.captures),
            "enrolments": (self._enrolment, history.enrolments),
            "steps": (self._step, history.steps),
        }

    def item(self, table: str, key: str) -> Item:
        """One item by the history's name of its table and its key; KeyError where there is none."""
        make, rows = self._tables[table]
        return make(key, rows[key])

    def all(self) -> list[Item]:
        """Every item, in no order."""
        return [make(key, row) for make, rows in self._tables.values() for key, row in rows.items()]

    def _plan(self, key: str, row: PlanFact) -> Item:
        return Item("plans", key, row.day, row.at, row.theme, key)

    def _trial(self, key: str, row: TrialFact) -> Item:
        return Item("trials", key, row.day, row.at, self._facts.themes.get(row.experiment, ""), row.experiment)

    def _untried(self, key: str, row: UntriedFact) -> Item:
        return Item("untried", key, row.about, row.at, self._facts.themes.get(row.experiment, ""), row.experiment)

    def _decision(self, key: str, row: DecisionFact) -> Item:
        return Item("decisions", key, row.day, row.at, self._facts.themes.get(key, ""), key)

    def _reflection(self, key: str, row: ReflectionFact) -> Item:
        theme = self._theme_of_card(row.card) or self._themes_of_days.get(row.day, "")
        return Item("reflections", key, row.day, row.at, theme, "")

    def _review(self, key: str, row: ReviewFact) -> Item:
        return Item("reviews", key, row.day, row.at, "", "")

    def _away(self, key: str, row: Away) -> Item:
        return Item("away", key, row.first, row.at, "", "")

    def _reserve(self, key: str, row: Reserve) -> Item:
        return Item("reserves", key, row.covers, row.at, "", "")

    def _capture(self, key: str, row: Capture) -> Item:
        return Item("captures", key, row.day, row.at, "", "")

    def _enrolment(self, key: str, row: Enrolment) -> Item:
        return Item("enrolments", key, row.day, row.at, "", "")

    def _step(self, key: str, row: StepDone) -> Item:
        return Item("steps", key, row.day, row.at, "", "")

    @cached_property
    def _themes_of_days(self) -> Mapping[date, str]:
        """The theme of each day's own plan, of its latest where it has several."""
        plans = sorted(self._facts.plans.values(), key=attrgetter("at", "key"))
        return {plan.day: plan.theme for plan in plans if not plan.parent}


def _sieve(history: History, wanted: Filter) -> Callable[[Item], bool]:
    """Whether an item is wanted."""
    plans, reflections = history.facts.plans, history.facts.reflections
    table, start = KINDS.get(wanted.kind, ""), f"{wanted.pack}/"
    since, until = wanted.since or date.min, wanted.until or date.max

    def comes_from_pack(item: Item) -> bool:
        if item.table == "captures":
            return history.captures[item.key].guide.startswith(start)
        if item.table in ("enrolments", "steps"):
            return item.key.startswith(start)  # it begins with the programme's ref
        if item.table == "reflections":
            return any(source.startswith(start) for source in (reflections[item.key].card, reflections[item.key].step))
        plan = plans.get(item.experiment)
        return plan is not None and plan.card.startswith(start)

    def keeps(item: Item) -> bool:
        return (
            since <= item.day <= until
            and (not table or item.table == table)
            and (not wanted.theme or item.theme == wanted.theme)
            and (not wanted.experiment or item.experiment == wanted.experiment)
            and (not wanted.pack or comes_from_pack(item))
        )

    return keeps


def _record(history: History, item: Item) -> Record:
    try:
        record: Record = getattr(history, item.table)[item.key]
    except KeyError:
        raise Refused("This was taken back meanwhile, here or on another device. Look again.") from None
    return record


def _unknown(what: str, said: str, known: Collection[str]) -> Misuse:
    listed = f"There {'is' if len(known) == 1 else 'are'} {', '.join(known)}." if known else "There is none."
    return Misuse(f'No {what} is called "{one_line(said)[:40]}". {listed}')
