"""Today: one page, filled from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.timer import Timer

from companion.domain.cards import NO_THEME
from companion.domain.days import parse_weekdays
from companion.domain.phrases import plural
from companion.domain.records import NOT_TRIED_QUESTION, Outcome, Trial
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from companion.domain.session import (
    SECTION_OF,
    Answered,
    AskedAbout,
    Back,
    Chosen,
    Event,
    Noted,
    NothingNew,
    Predicted,
    Read,
    Step,
    Told,
    TriedToday,
    Worded,
)
from companion.journal.errors import JournalError
from companion.tui.ink import Block, ink
from companion.tui.page_view import (
    NOT_TRIED,
    NOTHING_NEW,
    OWN_WORDS,
    Sheet,
    choices,
    chosen_words,
    note_prompt,
    page_blocks,
)
from companion.tui.screens.place import Place, binding
from companion.tui.widgets.field import Field
from companion.views import Misuse, Recorded, Refused

_DRAFT_AFTER = 0.5
_TYPED = {
    Step.NOTE: "note",
    Step.OWN_WORDS: "own-words",
    Step.PREDICTION: "prediction",
    Step.QUESTION: "question",
}
"""The steps at which words are typed, and the section that their draft is kept under."""
_OUTCOMES = tuple(Outcome)


class TodayPlace(Place):
    """Drives the session: keys become events, events become records, records become the page."""

    digit = "1"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "enter", "go on", "Choose, keep, or go on"),
        binding("left", "turn(-1)", "day before", "In the look back: ask about the day before", show=False),
        binding("right", "turn(1)", "day after", "In the look back: ask about the day after", show=False),
        binding("s", "swap", "another", "Put this idea aside for another, at most twice a day"),
        binding("y", "why", "why this", "Say why this idea was chosen"),
        binding("t", "tried", "tried it", "Tell how today's experiment went"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self._field: Field | None = None
        self._section = ""
        self._timer: Timer | None = None
        self._retry: Callable[[], None] | None = None
        self._left_drafts: set[tuple[date, str]] = set()

    # Opening

    def on_mount(self) -> None:
        """Open the page where it was left."""
        self._open()

    def on_screen_resume(self) -> None:
        """Another place, or another copy, may have written meanwhile."""
        if self.sheet and self.companion.coach.refresh():
            self._reload()
        self.redraw()

    def _open(self) -> None:
        page = self.companion.coach.today()
        self.sheet = Sheet(page, page.session, loss=self.companion.trouble())
        self._reload()
        if page.first_run:
            self.sheet.welcome = "days"
        earlier = [
            d for d in self.companion.coach.earlier_drafts(page.day) if (d.day, d.section) not in self._left_drafts
        ]
        self.sheet.earlier = earlier[0] if earlier else None
        self._arrive(focus=bool(earlier))

    def _reload(self) -> None:
        """Read the page again; the session stays where it is on the same day."""
        coach, sheet = self.companion.coach, self._sheet
        page = coach.today()
        if page.day != sheet.page.day:
            sheet.session, sheet.answer, sheet.planned, sheet.reflection = page.session, None, None, None
        sheet.page = page
        sheet.session = replace(sheet.session, card=page.card)
        sheet.theme = (coach.theme(page.card.theme) if page.card else None) or NO_THEME
        sheet.answer = sheet.answer or page.told
        if page.planned:
            sheet.planned = Recorded(page.planned.id, page.planned.plan)
        sheet.reflection = page.answered

    @property
    def _sheet(self) -> Sheet:
        if self.sheet is None:
            raise RuntimeError("the page has not been opened yet")
        return self.sheet

    # What the frame asks for

    def blocks(self) -> list[Block]:
        """The page down to where it stands."""
        return page_blocks(self.sheet, self.measure) if self.sheet else []

    def count(self) -> str:
        """Which of the four sections."""
        sheet = self._sheet
        return "" if sheet.welcome or sheet.earlier else f"{SECTION_OF[sheet.session.step]} of 4"

    def step_name(self) -> str:
        """For a screen without labels."""
        sheet = self.sheet
        if sheet is None or sheet.welcome or sheet.earlier:
            return ""
        names = {1: "look back", 2: "idea", 3: "experiment", 4: "question"}
        section = SECTION_OF[sheet.session.step]
        return f"{'noted' if sheet.session.step is Step.CLOSED else names[section]} {section}/4"

    def keys(self) -> list[str]:
        """Four to six, of what can be done here."""
        sheet = self._sheet
        if self._typing():
            return (
                ["enter", "back", "leave.typing"] if sheet.welcome else ["enter", "back", "help.typing", "leave.typing"]
            )
        if sheet.welcome or sheet.earlier:
            return ["choose", "enter", "help", "leave"]
        at = {
            Step.LOOK_BACK: ["choose", "enter", "turn", "help", "leave"],
            Step.IDEA: ["enter", "swap", "why", "help", "leave"],
            Step.EXPERIMENT: ["choose", "enter", "back", "why", "help"],
            Step.CLOSED: ["tried", "undo", "back", "help", "leave"],
        }.get(sheet.session.step, ["enter", "back", "undo", "help", "leave"])
        return [action for action in at if action != "tried" or sheet.page.untried]

    def word(self, action: str, usual: str) -> str:
        """Enter says what it would do."""
        if action == "enter" and not self._typing() and self._sheet.session.step in _TYPED:
            return "write"
        return usual

    def typing_below(self) -> bool:
        """Whether the field is shown."""
        return self._field is not None and self._field.display

    def _typing(self) -> bool:
        return self._field is not None and self._field.has_focus

    # Keys

    def action_enter(self) -> None:
        """The obvious next thing."""
        sheet = self._sheet
        if self._retry:
            self._again()
        elif self._new_day():
            return
        elif sheet.welcome == "days":
            self._choose(sheet.cursor)
        elif self._shows_field() and not self._typing():
            self._focus()
        elif self._shows_field():
            self._keep()
        elif sheet.session.step is Step.IDEA:
            self._after(Read())
        elif choices(sheet):
            self._choose(sheet.cursor)

    def action_move(self, step: int) -> None:
        """Another choice, or another line."""
        listed = choices(self._sheet)
        if not listed:
            super().action_move(step)
            return
        self._sheet.cursor = (self._sheet.cursor + step) % len(listed)
        self.redraw()

    def action_turn(self, step: int) -> None:
        """Ask about another day."""
        look_back = self._sheet.session.look_back
        if self._sheet.session.step is not Step.LOOK_BACK or look_back is None:
            return
        about = look_back.about + timedelta(days=step)
        if look_back.experiment.plan.day <= about < self._sheet.page.day:
            self._after(AskedAbout(about))
        else:
            self.say("It was not planned before that day." if step < 0 else "Today's trial is told with t.")

    def action_swap(self) -> None:
        """Another idea."""
        if self._sheet.session.step is Step.IDEA and not self._sheet.welcome:
            self._attempt(self._swap)

    def _swap(self) -> None:
        left = self.companion.coach.swap().swaps_left
        self._reload()
        self.redraw()
        self.say(f"Another idea. {plural(left, 'swap').capitalize()} left today. u takes it back.")

    def action_why(self) -> None:
        """Why this card, until it is asked again."""
        self._sheet.why = not self._sheet.why
        self.redraw()

    def action_tried(self) -> None:
        """Tell how today's experiment went."""
        sheet = self._sheet
        if sheet.welcome or sheet.session.step in (Step.LOOK_BACK, Step.NOTE):
            return
        if sheet.page.untried is None:
            self.say("Nothing is planned that has not been tried today.")
            return
        self.keep_words()
        sheet.answer = None
        self._after(TriedToday(sheet.page.untried))

    def action_back(self) -> None:
        """Stop typing, then one step back; it never leaves."""
        sheet = self._sheet
        if self._retry:
            self._retry, sheet.attention = None, ""
            self.redraw()
        elif self._typing():
            self.keep_words()
            self.set_focus(None)
            self.redraw()
        elif sheet.why:
            self.action_why()
        elif sheet.earlier:
            self._left_drafts.add((sheet.earlier.day, sheet.earlier.section))
            self._open()
        elif sheet.welcome == "written":
            sheet.welcome = "days"
            self._arrive()
        else:
            self._step_back()

    def _step_back(self) -> None:
        sheet = self._sheet
        before = sheet.session.after(Back())
        if before.step is Step.NOTE and sheet.answer is None:
            before = sheet.session
        if before == sheet.session or sheet.welcome:
            self.say("q leaves. Your words are kept.")
            return
        sheet.session = before
        self._arrive()

    def action_undo(self) -> None:
        """Take back the last act, and open the page as the records have it now."""
        said = self.companion.undo()
        self.keep_words()
        self._open()
        self.say(said)

    def on_key(self, event: object) -> None:
        """A choice's letter takes it at once."""
        self.voice = ""
        key = getattr(event, "character", None) or ""
        for index, (letter, _) in enumerate(choices(self._sheet) if self.sheet else []):
            if key == letter and not self._typing():
                getattr(event, "stop")()  # noqa: B009  # the event is typed as Textual's own, privately
                getattr(event, "prevent_default")()  # noqa: B009
                self._choose(index)
                return

    def clicked(self, action: str) -> None:
        """A choice or a past section was clicked."""
        name, _, value = action.partition(":")
        if name == "choose":
            self._sheet.cursor = int(value)
            self._choose(int(value))
        elif name == "open":
            self._go_back_to({"idea": Step.IDEA, "experiment": Step.EXPERIMENT, "question": Step.QUESTION}.get(value))

    def _go_back_to(self, step: Step | None) -> None:
        if step:
            self.keep_words()
            self._sheet.session = replace(self._sheet.session, step=step)
            self._arrive()

    # What is typed

    @on(Field.Kept)
    def _field_kept(self) -> None:
        self.voice = ""
        self.action_enter()

    @on(Field.Stopped)
    def _field_stopped(self) -> None:
        self.voice = ""
        self.action_back()

    @on(Field.Turned)
    def _field_turned(self, event: Field.Turned) -> None:
        card = self._sheet.session.card
        if self._sheet.session.step is Step.QUESTION and card and len(card.questions) > 1:
            self._sheet.question = (self._sheet.question + event.step) % len(card.questions)
            self.redraw()

    @on(Field.Changed)
    def _field_changed(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_DRAFT_AFTER, self.keep_words)

    def keep_words(self) -> None:
        """Keep what is being typed as a draft. A disk that refuses it is told of when the words are to be kept."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        if not self._shows_field() or self._field is None or not self._section:
            return
        sheet = self._sheet
        card = sheet.session.card.ref if sheet.session.card else ""
        target = sheet.answer.id if sheet.answer else ""
        text = "" if self._field.text == self._recorded_words() else self._field.text
        try:
            self.companion.coach.save_draft(sheet.page.day, self._section, text, self._prompt(), card, target)
        except JournalError:
            self.say("These words are not on disk yet; they stay on this screen.")

    def _shows_field(self) -> bool:
        sheet = self.sheet
        if sheet is None:
            return False
        if sheet.welcome:
            return sheet.welcome == "written"
        return sheet.earlier is not None or sheet.session.step in _TYPED

    def _prompt(self) -> str:
        session, card = self._sheet.session, self._sheet.session.card
        if session.step is Step.QUESTION and card:
            return card.questions[self._sheet.question]
        if session.step is Step.NOTE:
            return note_prompt(session.outcome)
        return "What do you expect to see?" if session.step is Step.PREDICTION else "What will you try?"

    def _placeholder(self) -> str:
        session = self._sheet.session
        if session.step is Step.PREDICTION and session.suggestion is not None and session.card:
            return session.card.experiments[session.suggestion].expect
        if self._sheet.welcome:
            return "Mon Wed Fri"
        return "" if session.step is not Step.OWN_WORDS else "When …, I will …"

    def _recorded_words(self) -> str:
        """What has been recorded already for the field's section."""
        sheet = self._sheet
        if sheet.welcome:
            return ""
        if sheet.earlier:
            return sheet.earlier.text
        if sheet.session.step is Step.NOTE and sheet.answer:
            return sheet.answer.record.note
        if sheet.session.step is Step.QUESTION and sheet.reflection:
            return sheet.reflection.record.text
        if sheet.session.step is Step.PREDICTION and sheet.planned and not sheet.planned.record.expect_from_card:
            return sheet.planned.record.expect
        return ""

    # Moving on

    def _arrive(self, focus: bool = False) -> None:
        """Show the present step, with a field where words are typed."""
        sheet = self._sheet
        sheet.cursor = 0
        if not self._shows_field():
            if self._field:
                self.set_focus(None)
                self._field.display = False
            self._section = ""
            self.redraw()
            return
        field = self._ensure_field()
        self._section = "" if sheet.earlier or sheet.welcome else _TYPED[sheet.session.step]
        draft = self.companion.coach.draft(sheet.page.day, self._section) if self._section else None
        with field.prevent(Field.Changed):
            field.text = draft.text if draft else self._recorded_words()
        field.placeholder = ink(self._placeholder(), "$soft")
        field.display = True
        field.move_cursor(field.document.end)
        if focus:
            field.focus()
        self.redraw()
        if draft:
            self.say(f"Your words from {draft.at.astimezone():%H:%M} are here.")

    def _ensure_field(self) -> Field:
        if self._field is None:
            self._field = Field()
            self.body.mount(self._field)
        return self._field

    def redraw(self, follow: bool = True) -> None:
        """The field stands on the column's measure."""
        if self._field and self.sheet:
            measure = self.measure
            self._field.styles.margin = (0, 0, 0, measure.bar)
            self._field.styles.width = min(measure.columns - measure.bar, measure.width + 3)
            self._field.set_classes(f"theme-{self.sheet.theme.id}")
        super().redraw(follow)

    def on_descendant_focus(self) -> None:
        """The footer follows what has focus."""
        self._draw_frame()

    def on_descendant_blur(self) -> None:
        """The footer follows what has focus."""
        self._draw_frame()

    def _focus(self) -> None:
        self._ensure_field().focus()

    def _after(self, event: Event) -> None:
        self.keep_words()
        self._sheet.session = self._sheet.session.after(event)
        self._arrive(focus=True)
        self._announce()

    def _announce(self) -> None:
        """The change in words, for those who listen rather than look."""
        sheet = self._sheet
        if not self.voice and sheet.session.step is Step.IDEA and sheet.session.card:
            self.say(f"Idea, 2 of 4. {sheet.theme.title}.")

    def _attempt(self, act: Callable[[], None]) -> None:
        """Record something. Trouble keeps everything as it is, with one key to try again."""
        sheet = self._sheet
        try:
            act()
        except JournalError as error:
            self._retry, sheet.attention = act, str(error)
            self.keep_words()
            self.redraw()
            return
        except (Refused, Misuse) as error:
            self.say(str(error))
            return
        self._retry, sheet.attention = None, ""

    def _again(self) -> None:
        act = self._retry
        if act:
            self._retry, self._sheet.attention = None, ""
            self._attempt(act)
            self.redraw()

    def _new_day(self) -> bool:
        """Whether a day has begun since the page was opened; then its page is shown."""
        if self.companion.coach.day() == self._sheet.page.day:
            return False
        self.keep_words()
        self._open()
        self.say("A new day has begun; this is its page. Words under way are kept under their own date.")
        return True

    # What is recorded

    def _choose(self, index: int) -> None:
        sheet = self._sheet
        letter = choices(sheet)[index][0]
        if sheet.welcome:
            self._choose_days(letter)
        elif self._new_day():
            return
        elif sheet.session.step is Step.LOOK_BACK:
            self._attempt(lambda: self._tell(letter))
        elif letter == OWN_WORDS:
            self._after(Chosen(None))
        elif letter == NOTHING_NEW:
            self._after(NothingNew())
        else:
            self._after(Chosen(index))

    def _choose_days(self, letter: str) -> None:
        if letter == "c":
            self._sheet.welcome = "written"
            self._arrive(focus=True)
        else:
            self._attempt(lambda: self._set_days(WORKDAYS if letter == "m" else EVERY_DAY))

    def _set_days(self, rule: str) -> None:
        self.companion.coach.set_cadence(rule)
        self._sheet.welcome = ""
        self._open()

    def _tell(self, letter: str) -> None:
        sheet, coach = self._sheet, self.companion.coach
        look_back = sheet.session.look_back
        if look_back is None:
            return
        before = sheet.answer.id if sheet.answer else ""
        note = sheet.answer.record.note if sheet.answer else ""
        if letter == NOT_TRIED:
            sheet.answer = coach.not_tried(look_back.experiment.id, look_back.about, note, replacing=before)
            self._after(Told(None))
            return
        outcome = _OUTCOMES[[one for one, _ in choices(sheet)].index(letter)]
        sheet.answer = coach.tell(look_back.experiment.id, outcome, look_back.about, note, replacing=before)
        self._after(Told(outcome))

    def _keep(self) -> None:
        """Enter in the field."""
        sheet, text = self._sheet, self._field.text if self._field else ""
        if sheet.welcome:
            self._keep_days(text)
        elif sheet.earlier:
            self._attempt(lambda: self._keep_earlier(text))
        elif sheet.session.step is Step.OWN_WORDS:
            self._word(text)
        else:
            keep = {Step.NOTE: self._note, Step.PREDICTION: self._plan, Step.QUESTION: self._reflect}
            self._attempt(lambda: keep[sheet.session.step](text))

    def _word(self, text: str) -> None:
        """One's own experiment; nothing written goes back to the choices."""
        if text.strip():
            self._after(Worded(text))
        elif self._sheet.session.card:
            self._sheet.session = self._sheet.session.after(Back())
            self._arrive()

    def _keep_days(self, text: str) -> None:
        try:
            rule = weekly(parse_weekdays(text))
        except ValueError as error:
            self.say(str(error))
            return
        self._attempt(lambda: self._set_days(rule))

    def _keep_earlier(self, text: str) -> None:
        earlier = self._sheet.earlier
        if earlier and text.strip():
            self.companion.coach.keep_earlier(earlier, text)
            self._open()
            self.say("Kept under their own date.")
        elif earlier:
            self._left_drafts.add((earlier.day, earlier.section))
            self._open()

    def _note(self, text: str) -> None:
        sheet = self._sheet
        if sheet.answer and text != sheet.answer.record.note:
            sheet.answer = self.companion.coach.note(sheet.answer, text)
        today = isinstance(sheet.answer and sheet.answer.record, Trial) and sheet.session.return_to is not None
        self._moved_on(Noted(), forget=today)

    def _plan(self, text: str) -> None:
        sheet = self._sheet
        session = sheet.session
        own = "" if session.suggestion is not None else chosen_words(session)
        replacing = sheet.planned.id if sheet.planned else ""
        expect = text if text.strip() else None
        sheet.planned = self.companion.coach.plan(
            own, suggestion=session.suggestion, expect=expect, replacing=replacing
        )
        self.companion.coach.drop_draft(sheet.page.day, "own-words")
        self._moved_on(Predicted())

    def _reflect(self, text: str) -> None:
        sheet = self._sheet
        before = sheet.reflection
        if text.strip() and not (before and before.record.text == text):
            replacing = before.id if before else ""
            sheet.reflection = self.companion.coach.reflect(text, sheet.question, replacing=replacing)
        self._moved_on(Answered())

    def _moved_on(self, event: Event, forget: bool = False) -> None:
        """The words are recorded: their draft goes, the page is read again, and the session moves on."""
        sheet = self._sheet
        self.companion.coach.drop_draft(sheet.page.day, self._section)
        self._section = ""
        self._reload()
        if forget:
            sheet.answer = sheet.page.told
        self._after(event)


__all__ = ["NOT_TRIED_QUESTION", "TodayPlace"]
