"""What a person can look at: the page, the progress, the experiments. Looking writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from companion.coach.checks import MAX_MINUTES, check_number
from companion.coach.naming import matching
from companion.coach.reading import entries_of, own_words
from companion.coach.stepping import Stepping
from companion.coach.views import Echo, Entry, Misuse, Page, R, Recorded, Shelf
from companion.domain import days as calendar
from companion.domain.asking import daily_question
from companion.domain.cards import Card, Theme
from companion.domain.choosing import DEFAULT_MINUTES, Choice, choose, swaps_left
from companion.domain.facts import Fact, TrialFact
from companion.domain.family import Kin, family
from companion.domain.history import Experiment, History, State
from companion.domain.opening import begin, untried_today
from companion.domain.phrases import number
from companion.domain.playbook import play_keys
from companion.domain.programmes import is_ended, next_card
from companion.domain.reckoning import Reckoning
from companion.domain.records import Resurfaced, Trial, Untried
from companion.domain.repair import Arrival, arrival, open_day, tried_then
from companion.domain.resurfacing import again
from companion.domain.reviewing import focus_on, is_due
from companion.journal.drafts import Drafts
from companion.journal.errors import Trouble
from companion.journal.journal import Journal
from companion.packs.library import Library, LibraryError
from companion.packs.shelf import PackShelf
from companion.text import one_line

_DAY = timedelta(days=1)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


class Looking(Stepping):
    """The reading half of the coach, over one journal and one library.

    `clock` gives the aware local time, `zone` its IANA name or ""; without a `shelf` no pack can be installed.
    """

    def __init__(
        self,
        journal: Journal,
        library: Library,
        drafts: Drafts,
        clock: Callable[[], datetime],
        zone: Callable[[], str],
        shelf: PackShelf | None = None,
    ) -> None:
        self._journal, self._library, self._drafts = journal, library, drafts
        self._clock, self._zone, self._shelf_of_packs = clock, zone, shelf
        self._showed: Page | None = None

    @property
    def troubles(self) -> list[Trouble]:
        """What is wrong with the journal's files, as of the last look."""
        return self._journal.troubles

    @property
    def left_out(self) -> str:
        """A sentence on the packs that could not be read, with the first finding; "" where all could."""
        found = self._library.findings
        if not found:
            return ""
        return f"A pack was left out because it could not be read: {found[0]} ({len(found)} in all.)"

    def refresh(self) -> bool:
        """Take in what others have recorded, and the packs they have installed or removed; True where there was any."""
        packs = self._take_packs()
        return self._journal.refresh() or packs

    def _take_packs(self, gone: bool = False) -> bool:
        """Read the library again where others have changed it, or a pack of it is `gone`; True where it was read."""
        shelf = self._shelf_of_packs
        if shelf is None or not (gone or shelf.has_changed()):
            return False
        with suppress(LibraryError):
            self._library = shelf.load()
        return True

    def keep(self) -> None:
        """Keep what the next start can begin with; for when nobody is waiting any more."""
        self._journal.keep()

    def day(self) -> date:
        """Today, by the person's own day start."""
        return self._today(self._journal.history())

    def theme(self, theme: str) -> Theme | None:
        """A theme by its id."""
        return self._library.themes.get(theme)

    def themes(self) -> tuple[Theme, ...]:
        """The four themes, then those that packs declare."""
        return tuple(self._library.themes.values())

    def packs(self) -> tuple[str, ...]:
        """The ids of the packs there are."""
        return tuple(sorted(self._library.packs))

    def today(self, minutes: int | None = None) -> Page:
        """The day's page; `minutes` stands in for the setting this once. Looking writes nothing."""
        if not (self._showed and self._showed.day == self.day()):  # what a person looks at stays as it is
            self._take_packs()
        return self._journal.ask(lambda history: self._page(history, minutes))

    def _page(self, history: History, minutes: int | None) -> Page:
        day, facts = self._today(history), history.facts
        reckoning = Reckoning(history, day)
        card, why = self._choice(history, day, minutes)
        arrived = self._arrival(history, reckoning)
        following = self._following(history)
        going_on = self._going_on(history, following, card)
        question = "" if card else self._question(history, day)
        session = begin(history, card, day, reckoning.asked, arrived, self._is_carried(history, card), question)
        found = tuple(history.experiment(plan.key) for plan in facts.undecided if history.is_open(plan, day))
        planned, told = facts.of_page(day), _told(history, day, reckoning.asked)
        return Page(
            day=day,
            card=card,
            why=why,
            session=session,
            open=found,
            streak=reckoning.streak,
            swaps_left=swaps_left(history, day),
            next_day=reckoning.next_counted(day) or day,
            asked=reckoning.asked,
            told=told,
            planned=history.experiment(max(planned, key=_made).key) if planned else None,
            answered=_latest(history.reflections, facts.answers_of(day)),
            untried=untried_today([*([going_on] if going_on else []), *found], day),
            tried=_latest(history.trials, [trial for trial in facts.trials.values() if trial.day == day]),
            first_run=history.is_empty and not self.troubles,
            arrival=arrived,
            open_day=None if session.look_back or told else open_day(reckoning),
            away_until=_away_until(reckoning),
            could_try=self.could_try(arrived.misses[0].day) if arrived.misses else None,
            again=self._again(history, day, card),
            review_due=is_due(facts, day),
            following=tuple(following),
            going_on=going_on,
            ended=tuple(self._way(history, one) for one in following if is_ended(one, day)),
        )

    def _again(self, history: History, day: date, card: Card | None) -> Echo | None:
        """What was written once and is shown again on this day's page; once recorded, it stays."""
        theme = card.theme if card else ""
        for one in again(history.facts, day, theme, self._theme_of_card, history.facts.recorded_days):
            text, about = own_words(history, one.table, one.key)
            if text.strip():
                return Echo(one.entry, one.day, text, about, one.kin)
        return None

    @contextmanager
    def _page_act(self) -> Iterator[None]:
        """An act that makes its day one of a page: with the first of them, what the page shows of former words is
        recorded as shown, so that it stays what it shows."""
        with self._journal.act() as act:
            now, showed = self._now(), self._showed
            key = now["day"].isoformat()
            if not self._journal.has(Resurfaced, key):
                again = showed.again if showed and showed.day == now["day"] else self._again_today()
                if again:
                    self._journal.add(Resurfaced(**now, entry=again.entry), key)
            yield
            self._advance(act)

    def _again_today(self) -> Echo | None:
        history = self._journal.history()
        day = self._today(history)
        return self._again(history, day, self._choice(history, day, None)[0])

    def _theme_of_card(self, ref: str) -> str:
        stack = self._library.known.get(ref)
        return stack.theme if stack else ""

    def showed(self, page: Page) -> None:
        """A person has this page before them; what it shows again is what is recorded as shown."""
        self._showed = page

    def of_day(self, day: date) -> list[Entry]:
        """What was recorded for one day: plans, trials, answers, words and decisions, in the order of their making."""
        return self._journal.ask(lambda history: entries_of(history, day))

    def answer(self, key: str) -> Recorded[Trial] | Recorded[Untried] | None:
        """A trial, or a look back answered with "I did not try it", by its whole id, if its experiment is here."""

        def found(history: History) -> Recorded[Trial] | Recorded[Untried] | None:
            fact = history.facts.trials.get(key) or history.facts.untried.get(key)
            if fact is None or fact.experiment not in history.facts.plans:
                return None
            trial = key in history.facts.trials
            return Recorded(key, history.trials[key]) if trial else Recorded(key, history.untried[key])

        return self._journal.ask(found)

    def could_try(self, day: date) -> Experiment | None:
        """What may have been tried on an earlier day; None where it was something without a plan."""
        return self._journal.ask(lambda history: tried_then(history, day))

    def experiments(self) -> tuple[Experiment, ...]:
        """All experiments, the latest planned first."""
        return self._journal.ask(lambda history: history.experiments)

    def found(self, keys: Sequence[str]) -> list[Experiment]:
        """These experiments, by their whole ids, those that are still here."""
        return self._journal.ask(lambda history: [history.experiment(key) for key in keys if key in history.plans])

    def has_experiment(self, key: str) -> bool:
        """Whether there is an experiment of this whole id."""
        return self._journal.ask(lambda history: key in history.facts.plans)

    def shelf(self) -> Shelf:
        """Every experiment by where it stands, as ids; nothing is read to make it."""
        return self._journal.ask(self._shelf)

    def _shelf(self, history: History) -> Shelf:
        day = self._today(history)
        kept: dict[State, list[str]] = {state: [] for state in State}
        for plan in sorted(history.facts.plans.values(), key=_made, reverse=True):
            kept[history.state_of(plan, day)].append(plan.key)
        decisions = history.facts.decisions
        closed = sorted(kept[State.ADAPTED] + kept[State.DROPPED], key=lambda key: _made(decisions[key]), reverse=True)
        return Shelf(tuple(kept[State.FULL]), tuple(kept[State.OPEN]), tuple(play_keys(history)), tuple(closed))

    def family(self, beginning: str) -> list[tuple[Kin, Experiment]]:
        """The family of an experiment as a tree, each member with what is known of it."""

        def found(history: History) -> list[tuple[Kin, Experiment]]:
            kin = family(history.facts.plans, self._key(beginning))
            return [(one, history.experiment(one.key)) for one in kin]

        return self._journal.ask(found)

    def seen(self) -> object:
        """What is another object once anything has been recorded, here or elsewhere."""
        return self._journal.history()

    def settings(self) -> Mapping[str, str]:
        """What has been set: `day-start` and `minutes`."""
        return {name: setting.value for name, setting in self._journal.history().settings.items()}

    def find(self, beginning: str) -> Experiment:
        """The one experiment whose id begins so; Misuse where it is not just one."""
        return self._journal.ask(lambda history: history.experiment(self._key(beginning)))

    def _key(self, beginning: str) -> str:
        """The whole id of the one experiment that begins so; Misuse, saying what to do, where it is not just one."""
        history = self._journal.history()
        found = [name.key for name in matching({"plans": history.plans}, beginning)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(found[:6])
            raise Misuse(f'{len(found)} experiments begin with "{one_line(beginning)[:40]}": {ids}. Give more letters.')
        if not history.plans:
            raise Misuse("There are no experiments yet. `companion plan` makes the first.")
        there = "the one there is" if len(history.plans) == 1 else f"all {number(len(history.plans))}"
        listed = f"`companion experiments` lists {there}"
        raise Misuse(f'No experiment begins with "{one_line(beginning)[:40]}". {listed}.')

    def _question(self, history: History, day: date) -> str:
        """What a page without a card asks; a question that is before the person stays."""
        shown = self._showed.session.question if self._showed and self._showed.day == day else ""
        return shown or daily_question(self._library.questions, history.feeds, day)

    def _arrival(self, history: History, reckoning: Reckoning) -> Arrival:
        """How the page opens; what was put off on this machine waits in Progress."""
        found = arrival(history, reckoning, self._moment().offset)
        later = self._drafts.put_off_days() if found.misses else set()
        return found._replace(misses=tuple(miss for miss in found.misses if miss.day not in later))

    def _moment(self) -> calendar.Moment:
        return calendar.Moment(self._clock())

    def _today(self, history: History) -> date:
        return self._moment().day(day_start(history))

    def _now(self) -> dict[str, Any]:
        """The fields every record freezes."""
        moment = self._moment()
        day = moment.day(day_start(self._journal.history()))
        return {"day": day, "at": moment.at, "offset": moment.offset, "zone": self._zone()}

    def _choice(self, history: History, day: date, minutes: int | None) -> tuple[Card | None, str]:
        """The day's card, None for none, and why it is this one."""
        check_number(minutes, "--minutes", MAX_MINUTES)
        budget = minutes or _minutes(history)
        choice, card = self._chosen(history, day, budget)
        if choice.ref and card is None and self._take_packs(gone=True):
            choice, card = self._chosen(history, day, budget)
        return card, choice.why

    def _chosen(self, history: History, day: date, minutes: int) -> tuple[Choice, Card | None]:
        """What the rule chooses, and its card, be it only before the person any more; None where its pack is gone."""
        library, focus, coming = self._library, focus_on(history.facts, day), next_card(self._following(history))
        choice = choose(library.stacks, history, day, minutes, focus, coming, library.known)
        shown = self._showed.card if self._showed and self._showed.day == day else None
        return choice, library.find(choice.ref) or (shown if shown and shown.ref == choice.ref else None)


def day_start(history: History) -> timedelta:
    """When this person's day begins; a value that no version of ours wrote counts as not set."""
    kept = history.settings.get("day-start")
    try:
        return calendar.parse_day_start(kept.value) if kept else calendar.DAY_START
    except ValueError:
        return calendar.DAY_START


def _minutes(history: History) -> int:
    """How many minutes a day has; a value that no version of ours wrote counts as not set."""
    kept = history.settings.get("minutes")
    return int(kept.value) if kept and _NUMBER.fullmatch(kept.value) else DEFAULT_MINUTES


def _away_until(reckoning: Reckoning) -> date | None:
    """The last of the days away that today is one of."""
    day, away = reckoning.today, reckoning.ledger.away
    while day in away:
        day += _DAY
    return day - _DAY if day > reckoning.today else None


def _told(history: History, day: date, asked: date | None) -> Recorded[Trial] | Recorded[Untried] | None:
    """The latest answer to the look back of a day's page, about an experiment that is here."""
    told = [answer for answer in history.facts.told_on(day, asked) if answer.experiment in history.facts.plans]
    if told and isinstance(max(told, key=_made), TrialFact):
        return _latest(history.trials, told)
    return _latest(history.untried, told)


def _latest(table: Mapping[str, R], facts: Sequence[Fact]) -> Recorded[R] | None:
    """The record of the latest of these."""
    if not facts:
        return None
    key = max(facts, key=_made).key
    return Recorded(key, table[key])


_made = attrgetter("at", "key")
