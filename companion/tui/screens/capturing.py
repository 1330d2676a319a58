"""Capturing what people say while a guide is held: one field, under a label or on what was kept under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from companion.coach.naming import name_of
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain.records import Capture
from companion.journal.errors import JournalError
from companion.tui.ink import SOFT, ink
from companion.tui.screens.holding import Holding


class Slot(NamedTuple):
    """What the field is for: a label of a step, or with `kept`, what was captured under it."""

    step: str
    place: int
    label: str
    kept: Recorded[Capture] | None = None

    @property
    def name(self) -> str:
        """The name of its draft."""
        return f"edit-{self.kept.id}" if self.kept else f"{self.step}-{self.place}"


class Capturing(Holding):
    """Each is recorded as it is given. Subclasses draw what `slot` is for last, so that the field stands below it."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.slot: Slot | None = None
        self.attention = ""

    @property
    def section(self) -> str:
        """The name of the drafts of this guide."""
        return f"guide-{self.guide.ref}"

    def attempt(self, act: Callable[[], None]) -> None:
        """Record something. Trouble keeps everything as it is, with one key to try again."""
        try:
            act()
        except JournalError as error:
            self.attention = str(error)
            self.keep_words()
            self.redraw()
        except (Refused, Misuse) as error:
            self.say(str(error))

    def write(self, slot: Slot) -> None:
        """Open the field under a label, or on what was kept under it."""
        field, draft = self._ensure_field(), self.companion.coach.form_draft(self.section, slot.name)
        with field.prevent(type(field).Changed):
            field.text = draft.text if draft else slot.kept.record.text if slot.kept else ""
        field.placeholder = ink("Enter keeps it; Enter on nothing goes on", SOFT)
        field.display = True
        field.move_cursor(field.document.end)
        self.slot = slot
        self._focus()
        self.redraw()
        if draft:
            self.say("Your words under way are here.")

    def stop_writing(self) -> None:
        """Put the field away; words in it stay as a draft."""
        self.keep_words()
        self.slot = None
        if self._field:
            self._field.display = False
            self.set_focus(None)
        self.redraw()

    def pass_on(self) -> None:
        """Nothing more is typed here: on to the next line."""

    def on_text_area_changed(self) -> None:
        """The field grows with its words; its last line stays in view."""
        self.call_after_refresh(self._settle, True)  # Textual calls the handler that this overrides as well

    def field_kept(self) -> None:
        """Enter in the field: keep what was said, and be ready for more; on nothing, go on."""
        self.voice, self.attention = "", ""
        slot, text = self.slot, self._field.text if self._field else ""
        if slot and text.strip():
            self.attempt(lambda: self._record(slot, text))
        elif slot and slot.kept:
            self.say("Esc leaves it as it was; x then withdraws it.")
        else:
            self.stop_writing()
            self.pass_on()

    def field_stopped(self) -> None:
        """Esc in the field."""
        self.voice, self.attention = "", ""
        self.stop_writing()

    def field_turned(self, step: int) -> None:
        """An arrow in the empty field: to another line."""
        self.stop_writing()
        self.action_move(step)

    def _record(self, slot: Slot, text: str) -> None:
        coach, field = self.companion.coach, self._ensure_field()
        if slot.kept:
            same = text == slot.kept.record.text
            self.slot = slot if same else slot._replace(kept=coach.edit(name_of("captures", slot.kept.id), text=text))
            self.stop_writing()
            self.say("Nothing was changed." if same else "Corrected. u takes it back.")
            return
        coach.capture(self.guide, slot.step, slot.label, text)
        with field.prevent(type(field).Changed):
            field.text = ""
        self.keep_words()
        self.redraw()
        self.say("Kept. Type another, or press Enter to go on.")

    def keep_words(self) -> None:
        """Keep what is being typed as a draft."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        slot = self.slot
        if slot is None or self._field is None:
            return
        text = self._field.text
        kept = "" if slot.kept and text == slot.kept.record.text else text
        try:
            self.companion.coach.save_form_draft(self.section, slot.name, kept, slot.label)
        except JournalError:
            self.say("These words are not on disk yet; they stay on this screen.")

    def on_resize(self) -> None:
        """A terminal that changes may be one that closes."""
        self.keep_words()
