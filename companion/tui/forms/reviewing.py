"""The weekly review: plus, minus, next and a focus; each part is recorded as it is given, so it can be left."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from companion.coach.coach import Coach
from companion.coach.reviewing import NO_FOCUS
from companion.coach.views import WeekReview
from companion.domain.cards import NO_THEME, THEMES
from companion.domain.phrases import number, plural, short_day, told_line
from companion.domain.reviewing import MINUS, NEXT, PLUS, leaning, week_words
from companion.text import one_line
from companion.tui.form import Ask, Choice, Form
from companion.tui.ink import INK, SOFT, Block, ink
from companion.tui.measure import Measure

_PARTS = (("plus", PLUS), ("minus", MINUS), ("next", NEXT))
_DEEPER = "deeper-"
_FEW, _MANY = 6, 14


class ReviewForm(Form):
    """One week. `found` is what there was to look at when it was opened."""

    section = "review"
    at_once = True

    def __init__(self, found: WeekReview) -> None:
        self._found = found
        self.section = f"review-{found.week}"

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """The week, what was tried in each theme, and what waits for a decision."""
        found = self._found
        week = Block("review", measure.width)
        week.text(f"The week of {week_words(found.week, coach.day())}", f"bold {INK}")
        week.text(self._tried(coach), SOFT)
        if found.to_decide:
            week.text(
                f"{plural(len(found.to_decide), 'experiment').capitalize()} to decide; d does, once this is closed.",
                SOFT,
            )
        if found.is_deeper:
            week.text("This is a fourth review, so it asks a little more.", SOFT)
        return [week, self._trials(coach, measure)] if found.trials else [week]

    def _tried(self, coach: Coach) -> str:
        found = self._found
        if not found.trials:
            return "Nothing was tried. That is worth a look as well."
        counted = [(coach.theme(theme) or NO_THEME, count) for theme, count in sorted(found.themes.items())]
        themes = ", ".join(f"{theme.title} {number(count)}" for theme, count in counted)
        return f"{plural(len(found.trials), 'trial').capitalize()}: {themes}."

    def _trials(self, coach: Coach, measure: Measure) -> Block:
        block = Block("tried", measure.width)
        most = _MANY if measure.tall else _FEW
        for trial in self._found.trials[-most:]:
            told = told_line(trial.record.outcome, one_line(trial.record.note))
            lead = f"{short_day(trial.record.day)[:3]}  "
            line = ink(told, SOFT).wrap(max(1, measure.width - len(lead) - 2))
            ending = ink(" …", SOFT) if len(line) > 1 else ink("")
            block.content(Content.assemble(line[0].rstrip(), ending), first=lead, indent=" " * len(lead))
        rest = len(self._found.trials) - most
        return block.text(f"And {plural(rest, 'earlier one')}.", SOFT) if rest > 0 else block

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Plus, minus, next; a question of a pack's, and every fourth time the deeper ones; then the focus."""
        asks = [Ask(name, name, question) for name, question in _PARTS]
        asks += [Ask(f"{_DEEPER}{index}", "question", question) for index, question in enumerate(self._found.deeper)]
        focus = [Choice(theme.letter, theme.title) for theme in THEMES]
        asks.append(
            Ask(
                "focus",
                "next week",
                "Should next week's pages lean towards one theme?",
                self._leaning(),
                choices=[Choice("n", "No, as they come"), *focus],
            )
        )
        return asks

    def _leaning(self) -> str:
        """The letter of the focus that has been chosen already, or of none."""
        written = self._found.written
        return next((theme.letter for theme in THEMES if written and theme.id == written.focus), "n")

    def begin_at(self, coach: Coach) -> dict[str, str]:
        """What has been written of it already."""
        written = self._found.written
        if written is None:
            return {}
        found = {name: getattr(written, name) for name, _ in _PARTS if getattr(written, name)}
        said = {answer.question: answer.text for answer in written.deeper}
        for index, question in enumerate(self._found.deeper):
            if question in said:
                found[f"{_DEEPER}{index}"] = said[question]
        return found

    def answered(self, coach: Coach, name: str, text: str) -> None:
        """Each part is recorded as soon as it is there; passing over one that is empty records nothing."""
        before = self.begin_at(coach).get(name, "")
        if name == "focus" or text == before:
            return
        if name.startswith(_DEEPER):
            question = self._found.deeper[int(name.removeprefix(_DEEPER))]
            coach.review(deeper={question: text}, day=self._found.week)
        elif name == "plus":
            coach.review(plus=text, day=self._found.week)
        elif name == "minus":
            coach.review(minus=text, day=self._found.week)
        else:
            coach.review(next=text, day=self._found.week)
        self._found = coach.week_review(self._found.week)

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """The focus is the last part; with it the review is whole."""
        theme = next((one for one in THEMES if one.letter == answers["focus"]), None)
        coach.review(focus=theme.id if theme else NO_FOCUS, day=self._found.week)
        when = leaning(self._found.week, coach.day())
        return f"Looked back. {when}: {theme.title}." if theme else "Looked back."
