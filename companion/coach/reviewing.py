"""The weekly review: what there is to look at, and what is written of it, a part at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from companion.coach.checks import check_size
from companion.coach.looking import Looking
from companion.coach.views import Misuse, Recorded, WeekReview
from companion.domain.asking import bank, in_turn
from companion.domain.days import BACKDATED_DAYS
from companion.domain.entries import Use
from companion.domain.history import History
from companion.domain.records import Answer, Review
from companion.domain.reviewing import (
    DEEPER,
    is_deeper,
    is_due,
    monday_of,
    number_of,
    trials_of_week,
    turn_of,
    week_to_review,
)

NO_FOCUS = "none"


class Reviewing(Looking):
    """Looking back over a week. Each intent returns only once its record is durable."""

    def week_review(self, day: date | None = None) -> WeekReview:
        """What there is to look at in the week of a day, or in the week that a review today is of."""
        return self._journal.ask(lambda history: self._week_review(history, day))

    def _week_review(self, history: History, day: date | None) -> WeekReview:
        today, facts = self._today(history), history.facts
        week = self._week(day, today)
        written = history.reviews.get(week.isoformat())
        trials = trials_of_week(facts, week)
        return WeekReview(
            week=week,
            number=number_of(facts, week),
            trials=tuple(Recorded(trial.key, history.trials[trial.key]) for trial in trials),
            themes=Counter(history.theme_of(trial) for trial in trials),
            to_decide=self._shelf(history).to_decide,
            deeper=_questions(is_deeper(facts, week), written, self._from_packs(history, week)),
            is_deeper=is_deeper(facts, week),
            written=written,
            is_due=is_due(facts, today) and week == week_to_review(today),
        )

    def review(
        self,
        plus: str | None = None,
        minus: str | None = None,
        next: str | None = None,
        focus: str | None = None,
        deeper: Mapping[str, str] | None = None,
        day: date | None = None,
    ) -> Recorded[Review]:
        """Write parts of a week's review; those left out stay as they are. `focus` is a theme, "" or "none" for none.

        `deeper` gives answers by their question. `day` is any day of the week, else it is the one to review now.
        """
        given = {"plus": plus, "minus": minus, "next": next, "focus": focus}
        fields = {name: text for name, text in given.items() if text is not None}
        if not fields and not deeper:
            raise Misuse("Nothing was given to write. Give --plus, --minus, --next or --focus.")
        for name, text in [*fields.items(), *(deeper or {}).items()]:
            check_size(text, name)
        if focus is not None:
            fields["focus"] = self._focus(focus)
        now = self._now()
        week = self._week(day, now["day"])
        with self._page_act():
            before = self._journal.history().reviews.get(week.isoformat())
            record = replace(before or Review(**now, week=week), **fields)  # type: ignore[arg-type]  # all text
            if focus is not None:
                record = replace(record, focused=now["day"])
            if deeper:
                record = replace(record, deeper=_answered(record.deeper, deeper))
            if before is None and focus is None and not (record.plus or record.minus or record.next or record.deeper):
                raise Misuse("Nothing was given to write. Give --plus, --minus, --next or --focus some words.")
            return Recorded(self._journal.add(record, week.isoformat()), record)

    def _from_packs(self, history: History, week: date) -> str:
        """The question of a pack whose turn it is in this week's review, "" for none."""
        use = Use.DEEP if is_deeper(history.facts, week) else Use.REVIEW
        return in_turn(bank(self._library.questions, history.feeds, use), turn_of(history.facts, week))

    def _week(self, day: date | None, today: date) -> date:
        """The Monday of the week that is reviewed; Misuse for one that has not begun, or is more than a year back."""
        if day is None:
            return week_to_review(today)
        if day > today:
            raise Misuse(f"{day} is still to come. A review is of this week or an earlier one.")
        if day < today - timedelta(days=BACKDATED_DAYS):
            raise Misuse(f"{day} is more than a year back. Review a later week.")
        return monday_of(day)

    def _focus(self, text: str) -> str:
        named = text.strip().lower()
        if named in ("", NO_FOCUS):
            return ""
        if named not in self._library.themes:
            raise Misuse(f"There is no such theme. Give one of {', '.join(self._library.themes)}, or {NO_FOCUS}.")
        return named


def _answered(before: tuple[Answer, ...], given: Mapping[str, str]) -> tuple[Answer, ...]:
    """The answers with the new ones in their places; an empty one is taken out."""
    answers = {answer.question: answer.text for answer in before} | dict(given)
    return tuple(Answer(question=question, text=text) for question, text in answers.items() if text.strip())


def _questions(due: bool, written: Review | None, from_packs: str) -> tuple[str, ...]:
    """The deeper questions where they are due, those that have been answered anyway, and one of a pack's where none
    of theirs has been."""
    answered = [answer.question for answer in written.deeper] if written else []
    more = [from_packs] if from_packs and set(answered) <= set(DEEPER) else []
    return tuple(dict.fromkeys([*(DEEPER if due else ()), *answered, *more]))
