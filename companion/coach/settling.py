"""The intents about days: which count, being away, and settling what was missed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from companion.coach.checks import check_size, check_text
from companion.coach.looking import Looking
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain import days as calendar
from companion.domain.cards import Suggestion
from companion.domain.history import Experiment
from companion.domain.phrases import plural
from companion.domain.reckoning import Reckoning, away_days
from companion.domain.records import REPAIR_DAYS, Away, CadenceChange, Outcome, Plan, Reserve, Trial, Waived
from companion.domain.repair import settleable, uncovered
from companion.domain.rules import check_goal, check_rule, weekly
from companion.domain.standing import Standing
from companion.domain.streak import DAYS_FOR_A_RESERVE
from companion.domain.weeks import sunday_of

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_UNPLANNED = timedelta(days=2)
"""A plan is of its own day; one recorded so much later was made up for something that had been tried."""
_GOAL = re.compile(r"[+-]?[0-9]+")
_DIGITS = 12
"""As many as a goal is looked at; more of them mean nothing else."""


class Settling(Looking):
    """Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""

    def set_cadence(self, rule: str) -> Recorded[CadenceChange]:
        """What counts from today on: weekdays by name, a recurrence rule, or so many days a week."""
        now, goal = self._now(), rule.strip()
        try:
            if _GOAL.fullmatch(goal):
                record = CadenceChange(**now, goal=check_goal(int(goal[:_DIGITS])))
            else:
                named = rule if "=" in rule else weekly(calendar.parse_weekdays(rule))
                record = CadenceChange(**now, rule=check_rule(named, now["day"]))
        except ValueError as error:
            raise Misuse(str(error)) from None
        return Recorded(self._journal.add(record, now["day"].isoformat()), record)

    def away(self, first: date, last: date | None = None) -> Recorded[Away]:
        """Days that do not count, past or to come, both ends included; one day where `last` is left out."""
        end = first if last is None else last
        now = self._now()
        try:
            record = Away(**now, first=first, last=end)
        except ValueError as error:
            raise Misuse(str(error)) from None
        with self._journal.act():
            beside = uncovered(away_days(self._journal.history()), first, end)
            if beside != [(first, end)]:
                raise Refused(_overlap(beside, first, end))
            return Recorded(self._journal.add(record), record)

    def away_beside(self, ranges: Sequence[tuple[date, date]]) -> None:
        """Mark what is not marked yet of these ranges as away, in one act."""
        now = self._now()
        with self._journal.act():
            known = away_days(self._journal.history())
            for start, end in [part for first, last in ranges for part in uncovered(known, first, last)]:
                self._journal.add(Away(**now, first=start, last=end))

    def reserve(self, day: date) -> Recorded[Reserve]:
        """Spend a reserve on a missed day, one to seven days back."""
        now = self._now()
        with self._journal.act():
            history = self._journal.history()
            reckoning = Reckoning(history, now["day"])
            if day not in settleable(reckoning):
                raise Refused(_needs_none(reckoning, day))
            if reckoning.streak.reserves <= 0:
                more = DAYS_FOR_A_RESERVE - reckoning.streak.towards
                earned = f"{plural(more, 'more done day').capitalize()} in one run {'earns' if more == 1 else 'earn'}"
                raise Refused(f"No reserve is left. {earned} the next.")
            record = Reserve(**now, covers=day)
            return Recorded(self._journal.add(record, day.isoformat()), record)

    def let_go(self, days: Sequence[date]) -> list[Recorded[Waived]]:
        """Let missed days be: the page asks about them no more. They stay missed, and can still be settled.

        A day of a short week stands for its whole week.
        """
        now = self._now()
        with self._journal.act():
            reckoning = Reckoning(self._journal.history(), now["day"])
            known = settleable(reckoning)
            for day in days:
                if day not in known:
                    raise Refused(
                        f"Nothing is asked about {day}, so there is nothing to let go. "
                        f"A miss is asked about for {REPAIR_DAYS} days."
                    )
            goal = reckoning.ledger.cadence.goal
            weeks = {sunday_of(day) for day in days if goal(day)}
            together = [day for day in known if day in days or (goal(day) and sunday_of(day) in weeks)]
            records = [(day.isoformat(), Waived(**now, about=day)) for day in together]
            return [Recorded(self._journal.add(record, key), record) for key, record in records]

    def put_off(self, days: Sequence[date]) -> None:
        """Ask about these missed days no more on this machine; nothing is recorded, and they wait in Progress."""
        self._drafts.put_off(days)

    def unplanned(self, words: str, day: date) -> Experiment:
        """What was tried on an earlier day without a plan, as an experiment that is not recorded yet (its id is "")."""
        check_text(words, "action")
        own = Suggestion.parse(words)
        check_text(own.action, "action")
        now = self._now()
        self._check_told(day, now["day"])
        return Experiment("", Plan(**now | {"day": day}, action=own.action, cue=own.cue, expect=own.expect))

    def tell_unplanned(
        self, words: str, outcome: Outcome, on: date, note: str = "", replacing: str = ""
    ) -> Recorded[Trial]:
        """Tell of something tried on an earlier day (or today) without a plan: the plan and its trial, in one act.

        `replacing` is a trial told just before, which was of something else.
        """
        check_size(note, "note")
        plan, now = self.unplanned(words, on).plan, self._now()
        with self._page_act():
            if self._journal.has(Trial, replacing):
                self._take_back(replacing)
            key = self._journal.add(plan)
            record = Trial(**now | {"day": on}, experiment=key, outcome=outcome, told=now["day"], note=note)
            return Recorded(self._journal.add(record), record)

    def _take_back(self, key: str) -> None:
        """Remove a trial told just before, and its plan too where that was made up late for it and has no other."""
        history = self._journal.history()
        trial = history.trials[key]
        plan = history.plans.get(trial.experiment)
        self._journal.remove(Trial, key)
        alone = len(history.facts.trials_of(trial.experiment)) == 1 and trial.experiment not in history.facts.decisions
        if plan and alone and (plan.at + plan.offset * _MINUTE).date() - plan.day >= _UNPLANNED:
            self._journal.remove(Plan, trial.experiment)

    def _check_told(self, day: date, today: date) -> date:
        try:
            return calendar.check_told(day, today)
        except ValueError as error:
            raise Misuse(str(error)) from None


def _overlap(beside: Sequence[tuple[date, date]], first: date, last: date) -> str:
    """What to do instead of being away twice on one day; `beside` are the days that are not covered yet."""
    if not beside:
        return f"You are away already on all the days from {first} to {last}. Nothing needs to be added."
    commands = " and ".join(f"`companion away {start} {end}`" for start, end in beside)
    return f"You are away already on some of these days. Give only the others: {commands}."


def _needs_none(reckoning: Reckoning, day: date) -> str:
    """Why a reserve cannot be spent on a day."""
    back = (reckoning.today - day).days
    if back < 1:
        return f"{day} is not over yet, so it needs no reserve. One is spent on a missed day, within a week of it."
    if back > REPAIR_DAYS:
        return f"{day} is more than {REPAIR_DAYS} days back. A reserve is spent within a week of the miss."
    standing = next((entry.standing for entry in reckoning.days if entry.day == day), None)
    if standing is None:
        return f"{day} comes before your first trial, so it needs no reserve."
    if standing is Standing.OPEN:
        return f"{day} is still open, so it needs no reserve yet. It can be told today."
    if standing is Standing.RESERVE:
        return f"{day} is bridged by a reserve already."
    if standing is Standing.FREE:
        return f"{day} needs no reserve: its week is not short. `companion streak --why` shows what each day stands as."
    return f"{day} needs no reserve: it stands as {standing}. `companion streak --why` shows what each day stands as."
