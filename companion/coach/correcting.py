"""Any record by its id: showing it, what it said before, correcting it, and withdrawing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from companion.coach.corrections import FIELDS, INSTEAD, changes, corrected
from companion.coach.looking import Looking
from companion.coach.naming import Name, keys_of, matching, name_of, the_one, written
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain.history import Experiment, History
from companion.domain.phrases import near_day, plural
from companion.domain.programmes import is_earned
from companion.domain.reckoning import Reckoning
from companion.domain.records import CadenceChange, Record, StepDone, Trial, Untried
from companion.journal.errors import Gone
from companion.journal.lines import HISTORY_NAMES, TABLES, TOMBSTONE
from companion.journal.versions import Version
from companion.text import one_line

_MINUTE = timedelta(minutes=1)
_KIND: Mapping[str, type[Record]] = {HISTORY_NAMES[table]: kind for kind, table in TABLES.items()}


class Whole(NamedTuple):
    """An experiment with all that belongs to it, each part with its id, oldest first.

    `parent` is None where it has none, or where that one is not here; `children` are what grew from it.
    """

    experiment: Experiment
    trials: tuple[Recorded[Trial], ...]
    untried: tuple[Recorded[Untried], ...]
    parent: Experiment | None
    children: tuple[Experiment, ...]


class Correcting(Looking):
    """Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""

    @property
    def device(self) -> str:
        """The id of this machine in the journal, "" before its first record."""
        return self._journal.device

    # Looking

    def named(self, text: str) -> Name:
        """The one record whose id begins so. Misuse for none or several; Refused, saying when, where it is gone."""
        name = self._ever_named(text)
        if name.key not in getattr(self._journal.history(), name.table):
            raise self._gone(name)
        return name

    def record(self, name: Name) -> Recorded[Any]:
        """What a record says now. Refused, saying when, where it has been withdrawn."""
        found = self._journal.ask(lambda history: _of(history, name))
        if found is None:
            raise self._gone(name)
        return Recorded(name.key, found)

    def whole(self, key: str) -> Whole:
        """An experiment by its whole id, with its trials, answers, parent and children. Refused where it is gone."""
        found = self._journal.ask(lambda history: _whole(history, key) if key in history.plans else None)
        if found is None:
            raise self._gone(name_of("plans", key))
        return found

    def revisions(self, text: str) -> list[Version]:
        """All that the record whose id begins so ever said, withdrawn or not; oldest first, and the last one stands."""
        return self._versions(self._ever_named(text))

    def revisions_of(self, name: Name) -> list[Version]:
        """All that a record ever said, oldest first."""
        return self._versions(name)

    def fields_of(self, kind: str) -> tuple[str, ...]:
        """Which fields of this kind of record can be corrected; none for a kind that is set anew instead."""
        return FIELDS.get(kind, ())

    # Correcting

    def edit(self, name: Name, **fields: Any) -> Recorded[Any]:
        """Correct some fields of a record, in one act; all its others stay, and so do its id, its day and its instant.

        A plan may be reworded though it has been tried: the history keeps what it said then, so nothing is covered up.
        Its last day `until` wins over `pact`, so a number of trials goes with `until=None`.
        """
        known = self.fields_of(name.kind)
        if not known:
            raise Refused(INSTEAD[name.kind])
        if not fields or not set(fields) <= set(known):
            raise Misuse(f"What can be corrected of it: {', '.join(known)}. Give at least one of these, and no other.")
        with self._journal.act():
            history = self._journal.history()
            before = _of(history, name)
            if before is None:
                raise self._gone(name)
            after = corrected(history, name.key, before, fields)
            changed = changes(before, after)
            if not changed:
                raise Refused("It says just that already, so nothing was changed.")
            self._journal.amend(type(before), name.key, **msgspec.to_builtins(changed))
        return Recorded(name.key, after)

    # Withdrawing

    def cost_of(self, name: Name) -> str:
        """A sentence on what would go with a record, and what of the streak; "" where it goes alone."""
        return self._cost(self._journal.history(), name)

    def staying(self, name: Name) -> list[Name]:
        """What grew from an experiment, began with a decision to adapt, or came of a capture, and stays where that is
        withdrawn."""
        history = self._journal.history()
        if name.table == "captures":
            return [name_of("plans", key) for key, one in history.facts.plans.items() if one.capture == name.key]
        if name.table == "plans":
            return [name_of("plans", key) for key, one in history.facts.plans.items() if one.parent == name.key]
        decision = _of(history, name) if name.table == "decisions" else None
        child = decision.child if decision else ""
        return [name_of("plans", child)] if child in history.facts.plans else []

    def withdraw(self, name: Name, all: bool = False) -> list[Recorded[Any]]:
        """Take a record out, in one act, and return what went, itself first. It leaves a tombstone, and its history.

        What belongs to an experiment, or to an enrolment, goes with it, so that needs `all`; what grew from it stays.
        A step that such a trial had ended is to be done again.
        """
        with self._journal.act():
            history = self._journal.history()
            record = _of(history, name)
            if record is None:
                raise self._gone(name)
            if isinstance(record, CadenceChange) and record.day < self._today(history):
                raise Refused(
                    f"The days since {record.day} were lived under this choice, so it stays. "
                    "`companion cadence RULE` sets another from today on."
                )
            if isinstance(record, StepDone):
                self._check_goes_alone(record)
            if not all and (cost := self._cost(history, name)):
                raise Refused(f"{cost} Repeat with --yes.")
            going = [name, *_going_with(history, name)]
            gone = [Recorded(one.key, _of(history, one)) for one in going]
            for one in going:
                self._journal.remove(_KIND[one.table], one.key)
            if isinstance(record, StepDone):
                self._reopen(record.enrolment)
            self._lapse()
        return gone

    # Inside

    def _ever_named(self, text: str) -> Name:
        found = matching(keys_of(self._journal.history()), text)
        if not found:
            ever: dict[str, dict[str, None]] = {}
            for one in self._journal.versions():
                ever.setdefault(HISTORY_NAMES[one.table], {})[one.key] = None
            found = matching(ever, text)
        return the_one(found, text)

    def _versions(self, name: Name) -> list[Version]:
        return [one for one in self._journal.versions() if (HISTORY_NAMES[one.table], one.key) == name[:2]]

    def _gone(self, name: Name) -> Refused | Gone:
        """Why a record is not there: when it was withdrawn, and what to do now."""
        everything = self._journal.versions()
        last = [one for one in everything if (HISTORY_NAMES[one.table], one.key) == name[:2]][-1:]
        if not last or last[0].raw != TOMBSTONE:
            return Gone("This is no longer in the journal. `companion journal` lists what is there.")
        moment, told = self._moment(), last[0]
        when = (told.at + moment.offset * _MINUTE).replace(tzinfo=None)
        day = near_day(when.date(), moment.local.date())
        on = day if day in ("today", "yesterday") else f"on {day}"
        where = "" if told.device == self.device else " on another device"
        shows = f"`companion history {one_line(written(name.table, name.key))}` shows what it said"
        undo = ", and `companion undo` brings it back" if told.stamp == _latest_act(everything, self.device) else ""
        how = "taken back" if told.undoes else "withdrawn"
        return Refused(f"This was {how} {on} at {when:%H:%M}{where}. {shows}{undo}.")

    def _check_goes_alone(self, mark: StepDone) -> None:
        """A card's step stands as long as its trials do."""
        history = self._journal.history()
        followed = [one for one in self._following(history) if one.id == mark.enrolment]
        if any(is_earned(history, one, mark) for one in followed):
            why = "This step is done because of what was tried."
            raise Refused(f"{why} Withdraw that trial, and then the step, if it stays.")

    def _cost(self, history: History, name: Name) -> str:
        going = _going_with(history, name)
        if not going:
            return ""
        trials = [one.key for one in going if one.table == "trials"]
        today = self._today(history)
        left = replace(history, known=history.facts.renewed("trials", [(key, None) for key in trials]))
        lost = Reckoning(history, today).streak.streak - Reckoning(left, today).streak.streak
        days = f", and {plural(lost, 'day')} of the streak" if lost > 0 else ""
        return f"It has {belongings(one.kind for one in going)}, which would go with it{days}."


def belongings(kinds: Iterable[str]) -> str:
    """What belongs to an experiment or an enrolment, by the kinds of its records: `three trials and a decision`."""
    many = Counter(kinds)
    parts = [plural(many["trial"], "trial")] if many["trial"] else []
    parts += [plural(many["untried"], "day not tried", "days not tried")] if many["untried"] else []
    parts += ["a decision"] if many["decision"] else []
    parts += [plural(many["step"], "step")] if many["step"] else []
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _of(history: History, name: Name) -> Any:
    """The record, None where there is none."""
    return getattr(history, name.table).get(name.key)


def _whole(history: History, key: str) -> Whole:
    facts = history.facts
    experiment = history.experiment(key)
    trials = sorted(facts.trials_of(key), key=attrgetter("day", "at", "key"))
    untried = sorted((one for one in facts.untried.values() if one.experiment == key), key=attrgetter("about", "at"))
    children = sorted((one for one in facts.plans.values() if one.parent == key), key=attrgetter("at", "key"))
    parent = experiment.plan.parent
    return Whole(
        experiment,
        tuple(Recorded(one.key, history.trials[one.key]) for one in trials),
        tuple(Recorded(one.key, history.untried[one.key]) for one in untried),
        history.experiment(parent) if parent in history.plans else None,
        tuple(history.experiment(one.key) for one in children),
    )


def _going_with(history: History, name: Name) -> list[Name]:
    facts = history.facts
    if name.table == "enrolments":
        return [name_of("steps", key) for key, one in history.steps.items() if one.enrolment == name.key]
    if name.table != "plans":
        return []
    found = [name_of("trials", one.key) for one in facts.trials_of(name.key)]
    found += [name_of("untried", key) for key, one in facts.untried.items() if one.experiment == name.key]
    return found + ([name_of("decisions", name.key)] if name.key in facts.decisions else [])


def _latest_act(everything: Sequence[Version], device: str) -> str:
    """The stamp of the act that undo would take back, "" for none."""
    undone = {one.undoes for one in everything}
    own = (one.stamp for one in everything if one.device == device and not one.undoes and one.stamp not in undone)
    return max(own, default="")
