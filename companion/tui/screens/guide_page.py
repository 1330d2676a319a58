"""A guide, held: what it is for, then one step at a time with what is captured in it, then what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from companion.coach.naming import name_of
from companion.coach.views import Recorded
from companion.domain.guide_words import labels_of
from companion.domain.programme_words import place_words
from companion.domain.records import Capture
from companion.text import one_line
from companion.tui.guide_view import (
    CAPTURE,
    CHOICE,
    HELD,
    KEPT,
    NEXT,
    Item,
    earlier_blocks,
    end_blocks,
    end_items,
    item_blocks,
    overview_blocks,
    step_items,
)
from companion.tui.ink import TROUBLE, Block
from companion.tui.screens.capturing import Capturing, Slot
from companion.tui.screens.place import binding
from companion.tui.voice import passed_words

if TYPE_CHECKING:
    from companion.tui.form import Form

_NONE_CHOSEN = "Choose what was captured first, with ↑↓."


class GuidePage(Capturing):
    """The cursor rests on one line; what was captured is recorded as it is given, and can become an experiment."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "enter", "next", "Begin; the next step; write under a label; correct what was captured"),
        binding("n", "plan", "experiment", "Make an experiment of what was captured"),
        binding("e", "correct", "correct", "Correct what was captured"),
        binding("x", "withdraw", "withdraw", "Withdraw what was captured"),
    ]

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self._items: list[Item] = []
        self._cursor = 0

    # What it shows

    def arrived(self) -> None:
        """Begin at the first line."""
        self._cursor, self.attention = 0, ""

    def blocks(self) -> list[Block]:
        """The agenda, the step, or the end; while something is typed, nothing below the field."""
        coach, measure, held = self.companion.coach, self.measure, self.held
        self._items = []
        if self.missing:
            return [Block("guide", measure.width).text(self.missing)]
        every = coach.captures(self.guide.ref)
        kept = [one for one in every if held and one.record.at >= held.begun]
        planned = coach.planned_from([one.id for one in every])
        if held is None or self.reading:
            title, theme = self.titled(self.guide.title), self.theme.title if self.guide.theme else ""
            before = [one for one in every if one not in kept]
            blocks = overview_blocks(self.guide, title, theme, held, measure)
            return [*blocks, *earlier_blocks(self.guide, before, planned, coach.day(), measure)]
        if self.step:
            after = self.guide.steps[self.number + 1 : self.number + 2]
            self._items = step_items(self.step, after[0] if after else None, kept, planned, self._under_way())
        else:
            self._items = end_items(self._awaited(), kept, planned)
        self._cursor = min(self._cursor, len(self._items) - 1)
        if self.step:
            return self._with_attention(item_blocks(self._shown(), self._cursor, self.guide.theme, measure))
        return self._with_attention(end_blocks(self.guide, held, self._shown(), self._cursor, measure))

    def _with_attention(self, blocks: list[Block]) -> list[Block]:
        if not self.attention:
            return blocks
        for block in blocks:
            block.active = False
        trouble = Block("attention", self.measure.width, active=True, bar=TROUBLE)
        return [*blocks, trouble.text(f"{self.attention} Enter tries again.")]

    def _shown(self) -> list[Item]:
        """All the lines, or while something is typed, those down to what it is typed under."""
        return self._items[: self._end_of_group()] if self.slot else self._items

    def _end_of_group(self) -> int:
        """The first line after a label and what was kept under it, or after the one that is corrected."""
        end = self._cursor + 1
        under = self._item is not None and self._item.kind == CAPTURE
        while under and end < len(self._items) and self._items[end].kind == KEPT:
            end += 1
        return end

    def _under_way(self) -> set[int] | None:
        """The labels of this step with words under way on this machine; None while something is typed."""
        step, coach = self.step, self.companion.coach
        if step is None or self.slot:
            return None
        places = range(len(labels_of(step)))
        return {place for place in places if coach.form_draft(self.section, f"{step.id}-{place}")}

    def _awaited(self) -> str:
        """The steps of programmes that have this guide next, as words; "" for none."""
        found = self.companion.coach.asked_by(self.guide.ref)
        return " and ".join(f"{one_line(one.title)}, {place_words(one)}" for one in found)

    @property
    def _item(self) -> Item | None:
        return self._items[self._cursor] if self._items else None

    @property
    def _captured(self) -> Recorded[Capture] | None:
        """What was captured, where the cursor is on that."""
        return self._item.kept if self._item else None

    def chosen(self) -> str:
        """The line that the cursor is on."""
        return f"item:{self._cursor}" if self._items else ""

    def keys(self) -> list[str]:
        """What can be pressed here."""
        item = self._item
        if self._typing():
            return ["enter", "back", "help.typing", "leave.typing"]
        if item is None:
            return [*(["enter"] if self.guide.steps else []), *(["anew"] if self.held else []), "back", "help", "leave"]
        if item.kind == KEPT:
            return ["plan", "correct", "withdraw", *(["step(1)"] if self.step else []), "help"]
        if self.step is None:
            return ["choose", "enter", "step(-1)", "back", "help"]
        return ["enter", *(["step(1)"] if item.kind == CAPTURE else []), "step(-1)", "pause", "back", "help"]

    def word(self, action: str, usual: str) -> str:
        """Enter, space and Esc say what they would do."""
        item, held = self._item, self.held
        if action == "enter":
            kind = item.kind if item else ""
            words = {"": "go on" if held else "begin", CAPTURE: "write", CHOICE: "choose", KEPT: "correct"}
            return "keep" if self._typing() else words.get(kind, "next")
        if action == "pause" and held and held.since is None:
            return "go on"
        if action == "back" and not self._typing():
            return "agenda" if item else "close"
        return usual

    # Keys and the mouse

    def action_enter(self) -> None:
        """The obvious next thing; after trouble the same once more."""
        self.attention = ""
        item = self._item
        if self._typing():
            self.field_kept()
        elif item is None:
            self.go_on() if self.held else self.begin()
        elif item.kind == CAPTURE and self.step:
            self.write(Slot(self.step.id, item.place, item.text))
        elif item.kind == KEPT:
            self.action_correct()
        elif item.kind == CHOICE:
            self.attempt(self._mark) if item.letter == HELD else self.put_away()
        else:
            self.action_step(1)

    def letter(self, character: str) -> bool:
        """The letter of a label begins to write under it; that of a choice takes it."""
        found = [index for index, item in enumerate(self._items) if item.letter == character]
        if found:
            self._cursor = found[0]
            self.action_enter()
        return bool(found)

    def action_move(self, step: int) -> None:
        """Another line; on the agenda, scroll."""
        at = self._cursor + step
        if not 0 <= at < len(self._items):
            super().action_move(step)
            return
        self._cursor, self.attention = at, ""
        self.redraw()
        self.say(f"{self._items[at].kind.capitalize()}, {at + 1} of {len(self._items)}.")

    def pass_on(self) -> None:
        """To the line after the label and what was kept under it."""
        self.action_move(self._end_of_group() - self._cursor)

    def clicked(self, action: str, cell: int) -> None:
        """A line was clicked: rest on it, or do what it is there for."""
        index = int(action.partition(":")[2])
        self.stop_writing()
        if index == self._cursor or self._items[index].kind in (CAPTURE, CHOICE, NEXT):
            self._cursor = index
            self.action_enter()
        else:
            self.action_move(index - self._cursor)

    def action_back(self) -> None:
        """Leave trouble be; to the agenda; close."""
        if self.attention:
            self.attention = ""
            self.redraw()
        else:
            super().action_back()

    def action_plan(self) -> None:
        """Make an experiment of the chosen words."""
        from companion.tui.forms.guide import CapturedForm

        found = self._captured
        if found is None:
            self.say(_NONE_CHOSEN)
        elif self.companion.coach.planned_from([found.id]):
            self.say("It is an experiment already; 2 shows it.")
        else:
            self._ask(CapturedForm(found, self.theme, self.companion.coach.day()))

    def action_correct(self) -> None:
        """Word the chosen words again."""
        found = self._captured
        if found is None:
            self.say(_NONE_CHOSEN)
        else:
            self.write(Slot(found.record.step, 0, found.record.label, found))

    def action_withdraw(self) -> None:
        """Withdraw the chosen words, once that has been confirmed."""
        from companion.tui.forms.correcting import WithdrawForm

        found = self._captured
        if found is None:
            self.say(_NONE_CHOSEN)
        else:
            self._ask(WithdrawForm(name_of("captures", found.id), found.record.text, ""))

    def _ask(self, form: Form) -> None:
        from companion.tui.screens.form_page import FormPage

        def kept(said: str) -> None:
            self.redraw()
            self.say(said)

        self.companion.push_screen(FormPage(form, kept))

    def _mark(self) -> None:
        coach = self.companion.coach
        before = coach.following()
        coach.mark(self.guide.ref)
        self.redraw()
        self.say(passed_words(before, coach.following(), self.measure))
