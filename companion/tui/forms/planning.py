"""Planning in one's own words: cue and act, what is expected, how one will know, minutes, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from companion.coach.checks import MAX_MINUTES, MAX_PACT
from companion.coach.coach import Coach
from companion.coach.naming import name_of
from companion.coach.views import Change
from companion.domain.cards import Suggestion, Theme
from companion.domain.days import parse_ahead
from companion.domain.experiment_words import GROWTHS, VERDICTS, planned_line
from companion.domain.history import Experiment
from companion.domain.phrases import number, sentence
from companion.domain.records import Growth, Plan, Verdict
from companion.tui.form import Ask, Choice, Form
from companion.tui.ink import INK, SOFT, Block
from companion.tui.measure import Measure

_SHAPE = "When …, I will …"
_PACTS = {"o": 1, "f": 5, "t": 10}
_OTHER = "d"


def plan_asks(plan: Plan | None, answers: Mapping[str, str], today: date) -> list[Ask]:
    """The parts of a plan as questions; those of an earlier plan are there to begin with."""
    words = sentence(plan.cue, plan.action).rstrip(".") if plan else ""
    pact = next((letter for letter, trials in _PACTS.items() if plan and not plan.until and trials == plan.pact), "")
    pact = pact or (_OTHER if plan else "o")
    asks = [
        Ask("action", "experiment", "What will you try? A cue and one act: When …, I will …", words, _SHAPE),
        Ask("expect", "you expect", "What do you expect to see?", plan.expect if plan else ""),
        Ask("know", "you know by", "How will you know? Something to see or to count.", plan.know if plan else ""),
        Ask("minutes", "minutes", "How many minutes will it take?", str(plan.minutes if plan else 10)),
        Ask(
            "pact",
            "for how long",
            "How often, before you decide?",
            pact,
            choices=[
                Choice("o", "Once"),
                Choice("f", "Five trials"),
                Choice("t", "Ten trials"),
                Choice(_OTHER, "Another number, or until a day"),
            ],
        ),
    ]
    if answers.get("pact") == _OTHER:
        began = "" if plan is None or plan.until else str(plan.pact)
        began = plan.until.isoformat() if plan and plan.until and plan.until >= today else began
        asks.append(Ask("pact-other", "until", "How many trials, or until which day?", began, "7, Friday, 4 Dec"))
    return asks


def wrong_in_plan(ask: Ask, text: str, today: date) -> str:
    """What is wrong with a part of a plan, as a sentence; "" for nothing."""
    if ask.name == "action" and not Suggestion.parse(text).action.strip():
        return "One act is needed, in a few words. Esc goes back without one."
    if ask.name == "minutes" and not 1 <= _number(text) <= MAX_MINUTES:
        return f"Give a whole number of minutes, from 1 to {MAX_MINUTES}."
    if ask.name == "pact-other":
        day = _date(text, today)
        if not (1 <= _number(text) <= MAX_PACT or (day and today <= day <= today + timedelta(days=MAX_PACT))):
            passed = "That day has passed. " if day and day < today else ""
            return f"{passed}Give a number of trials, or a day: {today + timedelta(days=7)}, Friday."
    return ""


def change_from(answers: Mapping[str, str], today: date) -> Change:
    """The plan that the answers make."""
    pact, until = _PACTS.get(answers.get("pact", "")), None
    if answers.get("pact") == _OTHER:
        pact = _number(answers["pact-other"]) or None
        until = None if pact else _date(answers["pact-other"], today)
    own = Suggestion.parse(answers["action"])
    return Change(
        action=own.action,
        cue=own.cue,
        expect=answers["expect"] if answers["expect"].strip() else own.expect,
        know=answers["know"],
        minutes=_number(answers["minutes"]),
        pact=pact,
        until=until,
    )


def _number(text: str) -> int:
    """A whole number in plain digits, 0 for anything else."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else 0


def _date(text: str, today: date) -> date | None:
    try:
        return parse_ahead(text.strip(), today)
    except ValueError:
        return None


class NewForm(Form):
    """A new experiment in one's own words."""

    section = "new"

    def __init__(self, today: date, open_now: int) -> None:
        self.today, self._open_now = today, open_now

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """How many are open already, where that is many."""
        if self._open_now < 3:
            return []
        words = f"{number(self._open_now).capitalize()} are open already. Fewer at a time are tried sooner."
        return [Block("", measure.width).text(words, SOFT)]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The parts of a plan."""
        return plan_asks(None, answers, self.today)

    def wrong(self, ask: Ask, text: str) -> str:
        """As for any plan."""
        return wrong_in_plan(ask, text, self.today)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Plan it."""
        change = change_from(answers, self.today)
        planned = coach.plan(
            change.action or "",
            cue=change.cue,
            expect=change.expect,
            know=change.know or "",
            minutes=change.minutes,
            pact=change.pact or 1,
            until=change.until,
        )
        self.made = planned.id
        return coach.hint(planned) or "Planned. u takes it back."


class RewordForm(Form):
    """A plan said anew; what it said before stays in its history."""

    def __init__(self, experiment: Experiment, theme: Theme, today: date) -> None:
        self._experiment, self.theme, self.today = experiment, theme, today
        self.section = f"reword-{experiment.id}"

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The parts of the plan as they are."""
        return plan_asks(self._experiment.plan, answers, self.today)

    def wrong(self, ask: Ask, text: str) -> str:
        """As for any plan."""
        return wrong_in_plan(ask, text, self.today)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Keep the plan as it is now."""
        change = change_from(answers, self.today)
        parts = {name: getattr(change, name) for name in ("action", "cue", "expect", "know", "minutes", "pact")}
        given = {name: value for name, value in parts.items() if value is not None} | {"until": change.until}
        plan = self._experiment.plan
        changed = {name: value for name, value in given.items() if getattr(plan, name) != value}
        if not changed:
            return "Nothing was changed."
        said = coach.edit(name_of("plans", self._experiment.id), **changed)
        return coach.hint(said) or "Reworded. u takes it back."


class GrowForm(Form):
    """A play taken further, as a new experiment."""

    def __init__(self, experiment: Experiment, theme: Theme, today: date) -> None:
        self._experiment, self.theme, self.today = experiment, theme, today
        self.section = f"grow-{experiment.id}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """The play, and what speaks for it."""
        return [play_block(self._experiment, measure)]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """How it grows, then the plan."""
        how = Ask(
            "growth",
            "grow",
            "Perfect it before it spreads: repeat it until it holds, then enlarge it or offer it.",
            Growth.REPEAT.value,
            choices=[Choice(letter, words, aside) for letter, words, _, aside in GROWTHS.values()],
        )
        growth = _growth(answers.get("growth", ""))
        plan = self._experiment.plan
        parts = plan_asks(plan, answers, self.today)
        if growth is Growth.OFFER:
            offer = f"When I next see …, I will show them how I {plan.action.rstrip('. ')}"
            parts[0] = Ask("action", "experiment", "To whom will you offer it, and when?", offer, _SHAPE)
            parts[1] = Ask("expect", "you expect", "What do you expect them to do with it?")
        return [how, *parts]

    def wrong(self, ask: Ask, text: str) -> str:
        """As for any plan; whom it is offered to has to be said."""
        if ask.name == "action" and text == ask.text and "…" in text:
            return "Say to whom, in place of the three dots."
        return wrong_in_plan(ask, text, self.today)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Plan the experiment that grows from it."""
        planned = coach.grow(self._experiment.id, _growth(answers["growth"]), change_from(answers, self.today))
        self.made = planned.id
        return coach.hint(planned) or "Planned; it grows from your play. u takes it back."


def _growth(letter: str) -> Growth:
    return next((growth for growth, (own, *_) in GROWTHS.items() if own == letter), Growth.REPEAT)


def play_block(experiment: Experiment, measure: Measure) -> Block:
    """A play as the forms about it begin: its words, and its lesson."""
    block = Block("playbook", measure.width).text(sentence(experiment.plan.cue, experiment.plan.action), f"bold {INK}")
    if experiment.decision and experiment.decision.lesson:
        block.text(experiment.decision.lesson, SOFT)
    return block


class DecideForm(Form):
    """Adopt, adapt or drop, with the trials, the prediction and the notes in view, and the lesson in one sentence."""

    def __init__(self, experiment: Experiment, theme: Theme, today: date) -> None:
        self._experiment, self.theme, self.today = experiment, theme, today
        self.section = f"decide-{experiment.id}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """The experiment as it went."""
        from companion.tui.experiments_view import trials_block

        block = Block("to decide", measure.width)
        block.text(sentence(self._experiment.plan.cue, self._experiment.plan.action), f"bold {INK}")
        return [block, trials_block(self._experiment, measure)]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """The verdict, the lesson, and for adapting what changes."""
        plan = self._experiment.plan
        verdicts = [Choice(letter, word, means) for letter, word, _, means in VERDICTS.values()]
        decide = Ask("verdict", "decide", planned_line(plan, self.today), "a", choices=verdicts)
        lesson = Ask("lesson", "lesson", "What did it teach you, in one sentence?")
        if _verdict(answers.get("verdict", "")) is not Verdict.ADAPT:
            return [decide, lesson]
        return [decide, lesson, *plan_asks(plan, answers, self.today)]

    def wrong(self, ask: Ask, text: str) -> str:
        """As for any plan."""
        return wrong_in_plan(ask, text, self.today)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Decide, and begin the child where it is adapted."""
        verdict = _verdict(answers["verdict"])
        if verdict is not Verdict.ADAPT:
            coach.decide(self._experiment.id, verdict, answers["lesson"])
            kept = "It is in your playbook." if verdict is Verdict.ADOPT else "What it taught stays."
            return f"{VERDICTS[verdict][2]}. {kept} u takes it back."
        change = change_from(answers, self.today)
        _, child = coach.decide(self._experiment.id, verdict, answers["lesson"], change)
        self.made = child.id if child else ""
        return (coach.hint(child) if child else "") or "Adapted; it goes on as a new one. u takes it back."


def _verdict(letter: str) -> Verdict:
    return next((verdict for verdict, (own, *_) in VERDICTS.items() if own == letter), Verdict.ADOPT)
