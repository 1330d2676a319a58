"""The page on which a form is filled in, over the place that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from companion.coach.views import Misuse, Refused
from companion.domain.phrases import near_day
from companion.journal.drafts import Draft
from companion.journal.errors import JournalError
from companion.tui.form import Ask, Form
from companion.tui.ink import SOFT, TROUBLE, Block, accent, ink
from companion.tui.screens.place import binding
from companion.tui.screens.typing_place import TypingPlace

_FOLDED = 2


class FormPage(TypingPlace):
    """Asks one question after another. Esc goes back, and from the first question closes; the words stay as drafts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "enter", "go on", "Choose, keep, or go on"),
    ]

    def __init__(self, form: Form, closed: Callable[[str], None]) -> None:
        """`closed` is told what to say once everything is kept."""
        super().__init__()
        self.form, self._when_kept = form, closed
        self.answers: dict[str, str] = {}
        self._at, self._cursor = 0, 0
        self._attention, self._refusal = "", ""
        self._seen: set[str] = set()
        self._parts: dict[str, str] = {}

    def on_mount(self) -> None:
        """Begin where the form was left."""
        self.answers = self.form.begin_at(self.companion.coach)
        self._parts = dict(self.answers)
        names = [ask.name for ask in self._asks]
        unanswered = [number for number, name in enumerate(names) if name not in self.answers]
        self._at = unanswered[0] if unanswered else 0
        self._arrive(focus=True)

    # What it shows

    @property
    def _asks(self) -> list[Ask]:
        return self.form.asks(self.answers)

    @property
    def ask(self) -> Ask:
        """The question that is asked now."""
        asks = self._asks
        return asks[min(self._at, len(asks) - 1)]

    def blocks(self) -> list[Block]:
        """What there is to go by, what has been answered, and the question."""
        measure = self.measure
        blocks = self.form.intro(self.companion.coach, measure) if measure.labelled or not self._at else []
        for number, ask in enumerate(self._asks[: self._at]):
            blocks.append(self._past(number, ask))
        blocks.append(self._present())
        if self._attention:
            for block in blocks:
                block.active = False
            trouble = Block("attention", measure.width, active=True, bar=TROUBLE)
            blocks.append(trouble.text(f"{self._attention} Enter tries again."))
        return blocks

    def _past(self, number: int, ask: Ask) -> Block:
        block = Block(ask.label, self.measure.width, action=f"ask:{number}")
        named = "" if self.measure.labelled or not ask.label else f"{ask.label}: "
        said = self.answers.get(ask.name, "")
        chosen = next((choice.words for choice in ask.choices if choice.letter == said), said)
        lines = ink(named + (chosen.strip() or "Left open."), SOFT).wrap(max(1, block.width))
        for line in lines[:_FOLDED]:
            block.content(line)
        return block

    def _present(self) -> Block:
        ask = self.ask
        block = Block(ask.label, self.measure.width, active=True, colour=accent(self.form.theme.id))
        block.text(ask.prompt)
        if self._refusal:
            block.text(self._refusal, SOFT)
        for number, choice in enumerate(ask.choices):
            block.choice(choice.letter, choice.words, number == self._cursor, f"choose:{number}", choice.aside)
        return block

    def count(self) -> str:
        """Which question."""
        asks = len(self._asks)
        return f"{min(self._at, asks - 1) + 1} of {asks}" if asks > 1 else ""

    def keys(self) -> list[str]:
        """What can be pressed here."""
        if self._typing():
            return ["enter", "back", "help.typing", "leave.typing"]
        return [*(["choose"] if self.ask.choices else []), "enter", "back", "help", "leave"]

    def word(self, action: str, usual: str) -> str:
        """Enter begins to write where words are asked for, and Esc on the first question closes."""
        if action == "enter" and not self._typing() and not self.ask.choices:
            return "write"
        return "close" if action == "back" and not self._at and not self._typing() else usual

    def accent_theme(self) -> str:
        """The theme of what the form is about."""
        return self.form.theme.id

    def chosen(self) -> str:
        """The choice that the cursor is on."""
        return f"choose:{self._cursor}" if self.ask.choices else ""

    # Moving through it

    def _arrive(self, focus: bool = False) -> None:
        ask, self._cursor = self.ask, 0
        if ask.choices:
            letters = [choice.letter for choice in ask.choices]
            said = self.answers.get(ask.name, ask.text)
            self._cursor = letters.index(said) if said in letters else 0
            if self._field:
                self.set_focus(None)
                self._field.display = False
            self.redraw()
            return
        field = self._ensure_field()
        draft = self.companion.coach.form_draft(self.form.section, ask.name)
        with field.prevent(type(field).Changed):
            field.text = draft.text if draft else self.answers.get(ask.name, ask.text)
        field.placeholder = ink(ask.hint, SOFT)
        field.display = True
        field.move_cursor(field.document.end)
        if field.text.isdecimal():
            field.select_all()  # a number is typed anew; words are gone on with
        if focus:
            self._focus()
        self.redraw()
        if draft and ask.name not in self._seen:
            self.say(f"Your words from {self._when(draft)} are here.")
        self._seen.add(ask.name)

    def _when(self, draft: Draft) -> str:
        """When words under way were typed: the time, or for an earlier day, which."""
        at = draft.at.astimezone()
        today = self.companion.coach.day()
        return f"{at:%H:%M}" if at.date() >= today else near_day(at.date(), today)

    def _recorded(self, ask: Ask) -> str:
        """What has been recorded already as the answer to a question."""
        return self._parts.get(ask.name, "")

    def _answer(self, text: str) -> None:
        ask = self.ask
        wrong = self.form.wrong(ask, text)
        if wrong:
            self._refuse(wrong)
            return
        self.answers[ask.name] = text
        if ask.choices:
            self._cursor = [choice.letter for choice in ask.choices].index(text)
        self._attempt(lambda: self._go_on(ask, text))

    def _go_on(self, ask: Ask, text: str) -> None:
        """Record what there is to record, then ask the next question, or close after the last."""
        coach, form = self.companion.coach, self.form
        form.answered(coach, ask.name, text)
        if form.at_once:
            self._parts[ask.name] = text
            coach.save_form_draft(form.section, ask.name, "", ask.prompt)
        if self._at + 1 < len(self._asks):
            self._at += 1
            self._arrive(focus=True)
            return
        said = form.keep(coach, self.answers)
        coach.drop_form_drafts(form.section)
        if self._field:
            self._field.display = False  # so that leaving keeps no draft of what has just been recorded
        self.dismiss()
        self._when_kept(said)

    def _attempt(self, act: Callable[[], None]) -> None:
        """Record something. Trouble keeps everything as it is, with one key to try again."""
        try:
            act()
        except JournalError as error:
            self._attention = str(error)
            self.keep_words()
            self.redraw()
        except (Refused, Misuse) as error:
            self._refuse(str(error))

    def _refuse(self, why: str) -> None:
        """Say why an answer does not do: on the voice line, or where that is too short, below the question."""
        if ink(why).cell_length <= self.measure.width:
            self.say(why)
        else:
            self._refusal = why
            self.redraw()

    def keep_words(self) -> None:
        """Keep what is being typed as a draft."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        if self._field is None or not self._field.display or self.ask.choices or not self.form.keeps_drafts:
            return
        text, ask = self._field.text, self.ask
        try:
            kept = "" if text in (ask.text, self._recorded(ask)) else text
            self.companion.coach.save_form_draft(self.form.section, ask.name, kept, ask.prompt)
        except JournalError:
            self.say("These words are not on disk yet; they stay on this screen.")

    # Keys and the mouse

    def action_enter(self) -> None:
        """The obvious next thing; after trouble the same once more."""
        self._attention, self._refusal = "", ""
        if self.ask.choices:
            self._answer(self.ask.choices[self._cursor].letter)
        elif not self._typing():
            self._focus()
            self.redraw()
        else:
            self.keep_words()
            self._answer(self._field.text if self._field else "")

    def action_move(self, step: int) -> None:
        """Another choice, or another line."""
        if not self.ask.choices:
            super().action_move(step)
            return
        self._cursor, self._attention = (self._cursor + step) % len(self.ask.choices), ""
        self.redraw()

    def letter(self, character: str) -> bool:
        """A choice's letter takes it at once."""
        letters = [choice.letter for choice in self.ask.choices]
        if character in letters:
            self._answer(character)
        return character in letters

    def clicked(self, action: str, cell: int) -> None:
        """A choice or an answered question was clicked."""
        name, _, value = action.partition(":")
        if name == "choose":
            self._answer(self.ask.choices[int(value)].letter)
        elif name == "ask":
            self.keep_words()
            self._at, self._attention = int(value), ""
            self._arrive(focus=True)

    def action_back(self) -> None:
        """Stop typing, then one question back, then close."""
        self.keep_words()
        self._refusal = ""
        if self._attention:
            self._attention = ""
            self.redraw()
        elif self._typing():
            self.set_focus(None)
            self.redraw()
        elif self._at:
            self._at -= 1
            self._arrive()
        else:
            self.dismiss()

    def action_place(self, digit: str) -> None:
        """Close, then go there; the words stay."""
        self.keep_words()
        self.dismiss()
        self.companion.go(digit)

    def action_undo(self) -> None:
        """Nothing is taken back from here, since the form may be about it."""
        self.say("Esc closes this first.")

    def field_kept(self) -> None:
        """Enter in the field."""
        self.voice = ""
        self.action_enter()

    def field_stopped(self) -> None:
        """Esc in the field."""
        self.voice = ""
        self.action_back()

    def on_resize(self) -> None:
        """A terminal that changes may be one that closes."""
        self.keep_words()
