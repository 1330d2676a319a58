"""A programme on a page: what it is, its steps and how far one has come; it is begun, paused and left from here."""

from __future__ import annotations

from collections.abc import Sequence

from companion.coach.views import Misuse, ProgrammeView
from companion.domain.entries import ProgrammeStep, StepKind
from companion.domain.phrases import near_day
from companion.domain.programme_words import missing_line, state_line, variant_line
from companion.domain.records import Course
from companion.text import one_line
from companion.tui.entry_view import comes_line, sources_block
from companion.tui.ink import INK, SOFT, Block
from companion.tui.library_view import Line, counted_by, most_steps, step_lines
from companion.tui.screens.grouped_list import GroupedPage

_CHOICES = {
    "next": ("o", ""),
    "answer": ("a", "Answer its questions now"),
    "skip": ("s", "Pass over this step, whose idea is not here"),
    "begin": ("b", "Begin"),
    "again": ("b", "Begin again, from its first step"),
    "pause": ("p", "Pause"),
    "resume": ("r", "Resume where you paused"),
    "leave": ("l", "Leave"),
}
_PAUSED = "Paused; its steps stay away until resumed. u takes it back."
_SKIPPED = "Passed over. u takes it back."
_RESUMED = "Resumed; its steps come again. u takes it back."


class ProgrammePage(GroupedPage):
    """One programme by its ref."""

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self._view: ProgrammeView | None = None
        self._offered: list[tuple[str, str, str]] = []

    def lines(self) -> Sequence[Line]:
        """What can be done with it, then its steps."""
        try:
            view = self._view = self.companion.coach.programme(self.ref)
        except Misuse:
            self._view = None
            return []
        coming = view.following.next if view.following else None
        opens = f"Open step {view.following.number}: {coming.title}" if view.following and coming else ""
        found = [(name, *_CHOICES[name]) for name in _can(view)]
        if found != self._offered:
            self._offered, self.cursor = found, 0
            self._held = None
        choices = [Line(_group(view), "choice", name, words or opens, letter=letter) for name, letter, words in found]
        return [*choices, *step_lines(view)]

    def head(self) -> list[Block]:
        """What it is, and how it stands; what it says of itself comes first only where it is not followed."""
        view = self._view
        if view is None:
            return []
        block = Block("programme", self.measure.width).text(one_line(view.title), f"bold {INK}")
        block.text(self._standing(view), SOFT)
        one = view.following
        if one and one.is_active and one.next and one.next.kind is StepKind.CARD and not one.missing:
            block.text(comes_line(self.companion.coach.today().card, one.next.ref), SOFT)
        for line in [variant_line(one), missing_line(one)] if one else []:
            if line:
                block.text(line)
        return [block if _followed(view) or not view.programme else block.blank().text(view.programme.body)]

    def tail(self) -> list[Block]:
        """What it says of itself, where it is followed, and where it is from."""
        view = self._view
        if view is None or view.programme is None:
            return []
        about = [Block("about", self.measure.width).text(view.programme.body)] if _followed(view) else []
        return [*about, *sources_block(view.programme.sources, self.measure)]

    def _standing(self, view: ProgrammeView) -> str:
        one, words = view.following, state_line(view.following, view.programme)
        if one is None:
            return words
        since = near_day(one.enrolment.day, self.companion.coach.day())
        begun = f"Begun {since if since in ('today', 'yesterday') else f'on {since}'}"
        return f"{words} {begun}{f', as {one_line(one.enrolment.variant)}' if one.enrolment.variant else ''}."

    def empty(self) -> str:
        """It is gone."""
        return "The pack that had this programme is not here any more."

    def keys(self) -> list[str]:
        """Choosing, and the way back."""
        return ["choose", "open", "back", "help", "leave"] if self.items() else ["back", "help", "leave"]

    def place_of(self, index: int) -> str:
        """A step by its own number: where variants have steps of their own, that is not its place in the list."""
        line, view = self.items()[index], self._view
        if line.kind != "step" or view is None or view.programme is None or counted_by(view):
            return super().place_of(index)
        place = line.glyph.strip()
        return f"{place} of {most_steps(view.programme)}" if place else ""

    def open_rows(self, block: Block, line: Line) -> None:
        """What a check asks."""
        step = self._step(line.key)
        for question in step.questions if step else ():
            block.text(one_line(question), SOFT)

    # Doing

    def take(self, line: Line) -> None:
        """A choice, or a step: its card, article or guide on a page of its own, a check's questions in their place."""
        if line.kind == "choice":
            self._choose(line.key)
            return
        step = self._step(line.key)
        if step is None or step.kind is StepKind.CHECK:
            self.open_here()
        else:
            self._read(step)

    def _read(self, step: ProgrammeStep) -> None:
        from companion.tui.screens.reading import entry_page

        self.companion.push_screen(entry_page(self.companion.coach, step.ref))

    def _choose(self, name: str) -> None:
        from companion.tui.forms.library import BEGUN, BeginForm, LeaveForm

        view, coach = self._view, self.companion.coach
        if view is None:
            return
        variants = view.programme.variants if view.programme else ()
        if name == "answer" and view.following:
            from companion.tui.forms.programme import check_form

            self.ask(check_form(view.following))
        elif name == "next" and view.following and view.following.next:
            self._read(view.following.next)
        elif name == "skip" and view.following and view.following.next:
            ref = view.following.next.ref
            self.attempt(lambda: coach.mark(ref), lambda: _SKIPPED)
        elif name == "leave":
            self.ask(LeaveForm(view))
        elif name == "pause":
            self.attempt(lambda: coach.pause(self.ref), lambda: _PAUSED)
        elif name == "resume":
            self.attempt(lambda: coach.resume(self.ref), lambda: _RESUMED)
        elif variants:
            self.ask(BeginForm(view, variants))
        else:
            self.attempt(lambda: coach.start(self.ref), lambda: BEGUN)

    def _step(self, key: str) -> ProgrammeStep | None:
        steps = self._view.programme.steps if self._view and self._view.programme else ()
        return next((step for step in steps if step.id == key), None)


def _followed(view: ProgrammeView) -> bool:
    return view.course in (Course.ACTIVE, Course.PAUSED)


def _group(view: ProgrammeView) -> str:
    return "now" if _followed(view) else "to begin"


def _can(view: ProgrammeView) -> list[str]:
    """The names of the choices that there are now."""
    if _followed(view):
        coming, active = view.following.next if view.following else None, view.course is Course.ACTIVE
        asks = coming is not None and coming.kind is StepKind.CHECK
        missing = view.following is not None and view.following.missing
        first = [] if coming is None else ["answer"] if asks else ["skip"] if missing else ["next"]
        return [*(first if active or first == ["next"] else []), "pause" if active else "resume", "leave"]
    if view.programme is None:
        return []
    return ["again" if view.course else "begin"]
