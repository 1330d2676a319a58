"""Correcting a record of the Journal, withdrawing one, and choosing what the Journal shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from companion.coach.coach import Coach
from companion.coach.finding import KINDS, Filter
from companion.coach.naming import Name, what_is
from companion.domain.cards import Theme
from companion.domain.days import parse_date
from companion.domain.phrases import OUTCOMES, dated
from companion.domain.programme_words import lapsed_line
from companion.domain.records import Away, Capture, Decision, Outcome, Reflection, Review, Trial, Untried
from companion.domain.reviewing import MINUS, NEXT, PLUS
from companion.tui.form import Ask, Choice, Form
from companion.tui.ink import SOFT, Block
from companion.tui.measure import Measure

_WORDS: Mapping[type, Sequence[tuple[str, str]]] = {
    Reflection: (("text", "What you wrote"),),
    Untried: (("note", "What was in the way?"),),
    Decision: (("lesson", "What did it teach you, in one sentence?"),),
    Capture: (("text", "What was captured"),),
    Review: (("plus", PLUS), ("minus", MINUS), ("next", NEXT)),
}
_LETTERS = "abcdefghijklmnoprst"


def edit_form(name: Name, record: Any, theme: Theme, about: str) -> Form | None:
    """The form that corrects a record, which is `about` a plan or a question; None for a kind not corrected here."""
    if isinstance(record, Trial):
        return TrialForm(name, record, theme, about)
    if isinstance(record, Away):
        return AwayForm(name, record, theme, about)
    return WordsForm(name, record, theme, about) if type(record) in _WORDS else None


class _Correcting(Form):
    def __init__(self, name: Name, record: Any, theme: Theme, about: str) -> None:
        self._name, self._record, self.theme, self._about = name, record, theme, about
        self.section = f"edit-{name.kind}-{name.key}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """Its day, and what it is about."""
        block = Block(what_is(self._name).split()[-1], measure.width)
        return [block.text(f"{dated(self._record.day, coach.day())}. {self._about}".strip(), SOFT)]

    def fields(self, answers: Mapping[str, str], coach: Coach) -> dict[str, Any]:
        """What the record says from now on."""
        raise NotImplementedError

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Correct the record; it stays what it is, and its history what it was."""
        fields = self.fields(answers, coach)
        changed = {name: value for name, value in fields.items() if getattr(self._record, name) != value}
        if not changed:
            return "Nothing was changed."
        coach.edit(self._name, **changed)
        return "Corrected. h shows what it said before; u takes it back."


class WordsForm(_Correcting):
    """The words of a record, one question for each of its texts."""

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Each text as it is."""
        texts = _WORDS[type(self._record)]
        return [Ask(name, "correct", prompt, getattr(self._record, name)) for name, prompt in texts]

    def fields(self, answers: Mapping[str, str], coach: Coach) -> dict[str, Any]:
        """All of its texts."""
        return dict(answers)


class TrialForm(_Correcting):
    """How a trial went, what happened, and on which day."""

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The trial as it is."""
        trial: Trial = self._record
        choices = [Choice(letter, words) for letter, words, _ in OUTCOMES.values()]
        return [
            Ask("outcome", "correct", "How did it go?", OUTCOMES[trial.outcome][0], choices=choices),
            Ask("note", "note", "What happened?", trial.note),
            Ask("day", "day", "On which day?", trial.day.isoformat()),
        ]

    def wrong(self, ask: Ask, text: str) -> str:
        """The day has to be one."""
        return _wrong_day(text, self._record.told) if ask.name == "day" else ""

    def fields(self, answers: Mapping[str, str], coach: Coach) -> dict[str, Any]:
        """Its outcome, note and day."""
        outcome = next(one for one, (letter, *_) in OUTCOMES.items() if letter == answers["outcome"])
        day = parse_date(answers["day"].strip(), coach.day())
        return {"outcome": Outcome(outcome), "note": answers["note"], "day": day}


class AwayForm(_Correcting):
    """Days away, made longer or shorter."""

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The first and the last day."""
        away: Away = self._record
        return [
            Ask("first", "from", "The first day away?", away.first.isoformat()),
            Ask("last", "to", "The last day away?", away.last.isoformat()),
        ]

    def wrong(self, ask: Ask, text: str) -> str:
        """Both have to be days."""
        return _wrong_day(text, self._record.day)

    def fields(self, answers: Mapping[str, str], coach: Coach) -> dict[str, Any]:
        """Both days."""
        return {name: parse_date(answers[name].strip(), coach.day()) for name in ("first", "last")}


def _wrong_day(text: str, today: date) -> str:
    try:
        parse_date(text.strip(), today)
    except ValueError as error:
        return str(error)
    return ""


class WithdrawForm(Form):
    """Asks once before a record goes, and says what would go with it."""

    def __init__(self, name: Name, words: str, cost: str) -> None:
        self._name, self._words, self._cost = name, words, cost
        self.section = f"withdraw-{name.key}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """The record."""
        return [Block("withdraw", measure.width).text(self._words)]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Whether."""
        what = what_is(self._name)
        prompt = self._cost or f"Withdraw {what}? Its history stays, and u brings it back."
        going = "Withdraw it, and what goes with it" if self._cost else "Withdraw it"
        return [Ask("sure", "", prompt, choices=[Choice("k", "Keep it"), Choice("w", going)])]

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Withdraw it, or not."""
        if answers["sure"] == "k":
            return "Kept."
        followed, gone = coach.following(), len(coach.withdraw(self._name, all=True))
        again = lapsed_line(followed, coach.following())
        many = f", {gone} records in all" if gone > 1 else ""
        return " ".join(filter(None, [f"Withdrawn{many}.", again, "u brings it back."]))


class FilterForm(Form):
    """What the Journal shows: one thing at a time, by theme, kind, pack, experiment or since a day."""

    section = "filter"
    keeps_drafts = False

    def __init__(
        self, themes: Sequence[Theme], packs: Sequence[str], experiment: str, keep: Callable[[Filter], None]
    ) -> None:
        """`experiment` is that of the chosen entry, "" for none; `keep` is given the Filter."""
        self._themes, self._packs, self._experiment, self._keep = themes, packs, experiment, keep

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """By what, then which."""
        ways = [Choice("a", "Everything"), Choice("k", "One kind of record"), Choice("t", "One theme")]
        ways += [Choice("p", "One pack")] if self._packs else []
        ways += [Choice("e", "Only the chosen entry's experiment")] if self._experiment else []
        ways += [Choice("s", "Since a day"), Choice("b", "Up to a day")]
        first = Ask("way", "show", "What should the Journal show?", choices=ways)
        way = answers.get("way", "a")
        if way in "kpt":
            named = {"k": list(KINDS), "p": list(self._packs), "t": [theme.title for theme in self._themes]}[way]
            choices = [Choice(letter, words) for letter, words in zip(_LETTERS, named, strict=False)]
            return [first, Ask("which", "which", "Which one?", choices=choices)]
        if way in "sb":
            prompt = "Since which day?" if way == "s" else "Up to which day?"
            return [first, Ask("date", "day", prompt, hint="2026-11-20, yesterday")]
        return [first]

    def wrong(self, ask: Ask, text: str) -> str:
        """A day has to be one."""
        if ask.name != "date":
            return ""
        return _wrong_day(text, date.max)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Show that."""
        way = answers["way"]
        at = _LETTERS.find(answers.get("which", ""))
        if way == "k":
            wanted = Filter(kind=list(KINDS)[at])
        elif way == "t":
            wanted = Filter(theme=self._themes[at].id)
        elif way == "p":
            wanted = Filter(pack=self._packs[at])
        elif way == "e":
            wanted = Filter(experiment=self._experiment)
        elif way in "sb":
            day = parse_date(answers["date"].strip(), coach.day())
            wanted = Filter(since=day) if way == "s" else Filter(until=day)
        else:
            wanted = Filter()
        self._keep(wanted)
        return ""
