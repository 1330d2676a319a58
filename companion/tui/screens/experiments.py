"""Experiments: what is to be decided, what is open, and the playbook; each opens in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType

from companion.coach.views import Misuse, Shelf, WeekReview
from companion.domain.cards import NO_THEME, Theme
from companion.domain.experiment_words import STATES
from companion.domain.history import Experiment, State
from companion.domain.phrases import plural, sentence, short_date
from companion.tui.experiments_view import experiment_block, opened_rows
from companion.tui.form import Form
from companion.tui.ink import SOFT, Block
from companion.tui.screens.labelled_list import LabelledList
from companion.tui.screens.place import binding

_GONE = "This was withdrawn meanwhile."


class ExperimentsPlace(LabelledList[str]):
    """The loop from plan to playbook."""

    digit = "2"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "open", "open", "Open or close the chosen experiment"),
        binding("t", "tell", "tried it", "Tell how it went today"),
        binding("d", "decide", "decide", "Adopt, adapt or drop it, with what it taught"),
        binding("n", "new", "new", "Plan a new one in your own words"),
        binding("e", "reword", "reword", "Say its plan anew; after a trial this corrects it"),
        binding("g", "grow", "grow", "Take a play further: repeat, enlarge or offer it"),
        binding("f", "family", "family", "What it came from, and what came of it"),
        binding("w", "review", "review", "Look back over the week: plus, minus, next"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shelf = Shelf()
        self._seen: tuple[object, date | None] = (None, None)
        self._known: dict[str, Experiment] = {}
        self._due = ""

    # The list

    def listed(self) -> Sequence[str]:
        """The ids: to decide, open, the playbook, then what is closed."""
        shelf = self._read()
        return [*shelf.to_decide, *shelf.open, *shelf.playbook, *shelf.closed]

    def label_of(self, index: int) -> str:
        """The name of its group."""
        end = 0
        for name, keys in zip(("to decide", "open", "playbook"), self._read(), strict=False):
            end += len(keys)
            if index < end:
                return name
        return "closed"

    def item_block(self, index: int, active: bool) -> Block:
        """One experiment, closed or opened."""
        key, label = self.items()[index], self.label_of(index) if self.is_labelled(index) else ""
        found, today = self._find(key), self.companion.coach.day()
        if found is None:
            return Block(label, self.measure.width, active=active).text(_GONE, SOFT)
        block = experiment_block(
            found,
            label,
            self._glyph(found),
            today,
            self.measure,
            active,
            f"item:{index}",
            opened=self.is_opened(key),
        )
        if self.is_opened(key):
            opened_rows(block, found, today, self._grown_from(found), self.measure)
        return block

    def prepare(self, items: Sequence[str]) -> None:
        """The experiments."""
        self._known |= {
            one.id: one for one in self.companion.coach.found([key for key in items if key not in self._known])
        }

    def head(self) -> list[Block]:
        """The week to look back on, where one is due."""
        self._read()
        return [Block("review", self.measure.width, action="review").text(self._due, SOFT)] if self._due else []

    def empty(self) -> str:
        """The way to a first one."""
        return "No experiments yet. Today's page ends in one: press 1."

    def keys(self) -> list[str]:
        """What can be done with the chosen one."""
        found = self.chosen_experiment
        if found is None:
            return ["place('1')", "new", "help", "leave"]
        state = found.state(self.companion.coach.day())
        if state in (State.OPEN, State.FULL):
            return ["tell", "decide", "new", "open", "help", "leave"]
        if state is State.ADOPTED:
            return ["grow", "tell", "open", "family", "help", "leave"]
        return ["open", "family", "new", "help", "leave"]

    def word(self, action: str, usual: str) -> str:
        """Enter says what it would do."""
        return "close" if action == "open" and self.item and self.is_opened(self.item) else usual

    def spoken(self, index: int) -> str:
        """Where the chosen one stands, and its place in the list."""
        found = self.chosen_experiment
        if found is None:
            return ""
        state = STATES[found.state(self.companion.coach.day())]
        return f"{state.capitalize()}, {index + 1} of {len(self.items())}. {self._theme(found).title}."

    @property
    def chosen_experiment(self) -> Experiment | None:
        """The experiment that the cursor is on."""
        key = self.item
        return self._find(key) if key else None

    # What can be done

    def action_tell(self) -> None:
        """How the chosen one went today."""
        from companion.tui.forms.telling import TellForm

        def form(found: Experiment) -> Form | str:
            if found.state(self.companion.coach.day()) in (State.ADAPTED, State.DROPPED):
                return "It is closed, so it takes no more trials. n plans another."
            return TellForm(found, self._theme(found), self.companion.coach.day())

        self._with_chosen(form)

    def action_decide(self) -> None:
        """Decide the chosen one."""
        from companion.tui.forms.planning import DecideForm

        def form(found: Experiment) -> Form | str:
            if found.decision:
                adopted = found.state(self.companion.coach.day()) is State.ADOPTED
                return f"It has been decided already{'; g grows it' if adopted else ''}."
            return DecideForm(found, self._theme(found), self.companion.coach.day())

        self._with_chosen(form)

    def action_grow(self) -> None:
        """Take the chosen play further."""
        from companion.tui.forms.planning import GrowForm

        def form(found: Experiment) -> Form | str:
            if found.state(self.companion.coach.day()) is not State.ADOPTED:
                return "Only a play grows, and this is not one."
            return GrowForm(found, self._theme(found), self.companion.coach.day())

        self._with_chosen(form)

    def action_reword(self) -> None:
        """Say the chosen plan anew, or correct it once it has been tried."""
        from companion.tui.forms.planning import RewordForm

        def form(found: Experiment) -> Form | str:
            if found.decision:
                return "It has been decided. The Journal, 3, corrects its words."
            return RewordForm(found, self._theme(found), self.companion.coach.day())

        self._with_chosen(form)

    def action_new(self) -> None:
        """Plan in one's own words."""
        from companion.tui.forms.planning import NewForm

        self._ask(NewForm(self.companion.coach.day(), len(self._read().open)))

    def action_review(self) -> None:
        """Look back over the week."""
        from companion.tui.forms.reviewing import ReviewForm

        self._ask(ReviewForm(self.companion.coach.week_review()))

    def action_family(self) -> None:
        """The tree of the chosen one."""
        from companion.tui.screens.record_pages import FamilyPage

        if self.item:
            self.companion.push_screen(FamilyPage(self.item))

    def clicked(self, action: str, cell: int) -> None:
        """An experiment, or the week to look back on, was clicked."""
        if action == "review":
            self.action_review()
        else:
            super().clicked(action, cell)

    def action_back(self) -> None:
        """Close what is open, then back to Today."""
        if self.item is not None and self.is_opened(self.item):
            self.action_open()
        else:
            super().action_back()

    def _with_chosen(self, make: Callable[[Experiment], Form | str]) -> None:
        found = self.chosen_experiment
        if found is None:
            self.say("There is no experiment yet. n plans one.")
            return
        form = make(found)
        if isinstance(form, str):
            self.say(form)
        else:
            self._ask(form)

    def _ask(self, form: Form) -> None:
        from companion.tui.screens.form_page import FormPage

        def kept(said: str) -> None:
            if form.made:
                self.hold(form.made)
            self.redraw()
            self.say(said)

        self.companion.push_screen(FormPage(form, kept))

    # Inside

    def _read(self) -> Shelf:
        coach = self.companion.coach
        seen = (coach.seen(), coach.day())
        if seen != self._seen:
            self._shelf, self._known, self._due = coach.shelf(), {}, _due(coach.week_review())
            self._seen = (coach.seen(), seen[1])
        return self._shelf

    def _find(self, key: str) -> Experiment | None:
        """One experiment; None where it was withdrawn since the list was made."""
        if key not in self._known:
            try:
                self._known[key] = self.companion.coach.find(key)
            except Misuse:
                return None
        return self._known[key]

    def _theme(self, found: Experiment) -> Theme:
        return self.companion.coach.theme(found.plan.theme) or NO_THEME

    def _glyph(self, found: Experiment) -> str:
        return self.companion.settings.glyph(self._theme(found))

    def _grown_from(self, found: Experiment) -> str:
        """The title of its card, or the words of the experiment it came from."""
        if found.plan.shown:
            return found.plan.shown.title
        parent = found.plan.parent
        if not parent:
            return ""
        origin = self._find(parent)
        return sentence(origin.plan.cue, origin.plan.action) if origin else "an experiment that was withdrawn"


def _due(found: WeekReview) -> str:
    """That there is a week to look back on, "" where there is none."""
    if not found.is_due:
        return ""
    week = f"{short_date(found.week)} to {short_date(found.week + timedelta(days=6))}"
    tried = plural(len(found.trials), "trial")
    return f"{week}: {tried} to look back on. w begins, ten minutes at most."
