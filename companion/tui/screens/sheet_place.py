"""The page under way: opened where it was left, with a field where words are typed, and their drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from companion.coach.views import Page, Recorded
from companion.domain.cards import NO_THEME
from companion.domain.phrases import REST, away_line, near_day, plural
from companion.domain.records import Trial
from companion.domain.repair import Miss
from companion.domain.session import LookBack, Session, Step
from companion.domain.standing import Standing
from companion.journal.drafts import Draft
from companion.journal.errors import JournalError, SetAside
from companion.tui.ink import ink
from companion.tui.screens.typing_place import TypingPlace
from companion.tui.sheet import (
    TYPED,
    Sheet,
    belongs_to,
    placeholder,
    prompt,
    question_of,
    recorded_words,
    shows_field,
)


class SheetPlace(TypingPlace):
    """Holds the sheet and the field; what is done with them is the business of its subclasses."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self._section = ""
        self._left_drafts: set[tuple[date, str]] = set()
        self._just_opened = True

    def on_mount(self) -> None:
        """Open the page where it was left."""
        self._open()

    def on_resize(self) -> None:
        """A terminal that changes may be one that closes."""
        self.keep_words()

    def on_screen_resume(self) -> None:
        """Another place, or another copy, may have written meanwhile."""
        if self._just_opened:
            self._just_opened = False
        elif not self._new_day():
            self._reload()
            if self._has_moved():
                self._open()
        self.redraw()

    def _has_moved(self) -> bool:
        """Whether what the page asks before it begins has been answered, or taken back, somewhere else meanwhile."""
        sheet = self._sheet
        if sheet.session.step in (Step.LOOK_BACK, Step.IDEA) and not sheet.session.before:
            return sheet.page.session.step is Step.MISS
        if sheet.session.step is Step.RETURN:
            return sheet.page.arrival.last is None
        if sheet.session.step is not Step.MISS or sheet.miss is None:
            return False
        progress = self.companion.coach.progress()
        return sheet.miss.day not in [miss.day for miss in (*progress.misses, progress.open_day) if miss]

    def _open(self) -> None:
        page = self.companion.coach.today()
        self.sheet = Sheet(page, page.session, loss=self.companion.trouble())
        self._take(page)
        self.sheet.miss = page.arrival.misses[0] if page.arrival.misses else None
        self.sheet.session = self._with_answer(page)
        if page.first_run:
            self.sheet.welcome = "days"
        earlier = [
            d for d in self.companion.coach.earlier_drafts(page.day) if (d.day, d.section) not in self._left_drafts
        ]
        self.sheet.earlier = earlier[0] if earlier else None
        self._arrive(focus=bool(earlier))
        if page.away_until:
            self.say(away_line(page.away_until, page.day))
        elif page.streak.today is Standing.REST and not (page.first_run or earlier):
            self.say(REST)
        elif page.open_day and page.session.step is Step.IDEA and not earlier:
            still = near_day(page.open_day.day, page.day).capitalize()
            self.say(f"{still} is still open. Press 4, then r, to tell it.")
        set_aside = sum(isinstance(trouble, SetAside) for trouble in self.companion.coach.troubles)
        if set_aside:
            lines = plural(set_aside, "line").capitalize()
            self.say(f"{lines} of the journal could not be read; all the rest was. `companion today` says which.")

    def _with_answer(self, page: Page) -> Session:
        """Where the page stands, with the look back already answered, so that the answer can be changed.

        If words for its note are under way, the page stands there.
        """
        draft = self.companion.coach.draft(page.day, "note")
        told = self._sheet.answer = self.companion.coach.answer(draft.target) if draft else page.told
        told = self._sheet.answer = told or page.told
        if told is None:
            return page.session
        record = told.record
        about, outcome = (record.day, record.outcome) if isinstance(record, Trial) else (record.about, None)
        settles = page.told is None or page.told.id != told.id
        look_back = LookBack(self.companion.coach.find(record.experiment), about, settles=settles)
        if settles:
            self._sheet.miss = Miss(about, about, ((about, about),))
        if draft and draft.target == told.id:
            return replace(page.session, step=Step.NOTE, look_back=look_back, outcome=outcome, before=page.session)
        return replace(page.session, look_back=look_back, outcome=outcome)

    def _new_day(self) -> bool:
        """Whether a day has begun since the page was opened; then its page is shown."""
        if self.companion.coach.day() == self._sheet.page.day:
            return False
        self.keep_words()
        self._open()
        self.say("A new day has begun; this is its page. Words under way are kept under their own date.")
        return True

    def _reload(self) -> None:
        """Read the page again; the session stays where it is on the same day."""
        sheet = self._sheet
        page = self.companion.coach.today()
        if page.day != sheet.page.day:
            sheet.session, sheet.answer, sheet.planned, sheet.reflection = page.session, None, None, None
            sheet.miss = page.arrival.misses[0] if page.arrival.misses else None
        self._take(page)

    def _take(self, page: Page) -> None:
        coach, sheet = self.companion.coach, self._sheet
        sheet.page = page
        coach.showed(page)
        if page.card != sheet.session.card:
            # Another copy has put the card aside, or a programme has moved on to its next one.
            sheet.question = 0
        sheet.session = sheet.session.with_card(page.card, page.session.question)
        sheet.theme = (coach.theme(page.card.theme) if page.card else None) or NO_THEME
        sheet.glyph = self.companion.settings.glyph(sheet.theme)
        if page.planned:
            sheet.planned = Recorded(page.planned.id, page.planned.plan)
        sheet.reflection = page.answered

    @property
    def _sheet(self) -> Sheet:
        if self.sheet is None:
            raise RuntimeError("the page has not been opened yet")
        return self.sheet

    def accent_theme(self) -> str:
        """The theme of today's card."""
        return self.sheet.theme.id if self.sheet else ""

    def shown_day(self) -> date:
        """The page's own day."""
        return self._sheet.page.day

    def _arrive(self, focus: bool = False) -> None:
        """Show the present step, with a field where words are typed."""
        sheet = self._sheet
        sheet.cursor = 0
        if not shows_field(self.sheet):
            if self._field:
                self.set_focus(None)
                self._field.display = False
            self._section = ""
            self.redraw()
            return
        field = self._ensure_field()
        self._section = "" if sheet.earlier or sheet.welcome else TYPED[sheet.session.step]
        draft = self._draft()
        sheet.question = question_of(sheet, draft)
        with field.prevent(type(field).Changed):
            field.text = draft.text if draft else recorded_words(sheet) or self._begun()
        field.placeholder = ink(placeholder(sheet), "$soft")
        field.display = True
        field.move_cursor(field.document.end)
        if focus or draft:
            self._focus()  # words that come back come back with the cursor in them
        self.redraw()
        if draft:
            self.say(f"Your words from {draft.at.astimezone():%H:%M} are here.")

    def _begun(self) -> str:
        """A suggestion's words, once, where one's own are to begin with them."""
        begun, self._sheet.begun = self._sheet.begun, ""
        return begun if self._sheet.session.step is Step.OWN_WORDS else ""

    def _draft(self) -> Draft | None:
        """The words under way here, if they belong to this card and to what has been chosen or told since."""
        sheet = self._sheet
        draft = self.companion.coach.draft(sheet.page.day, self._section) if self._section else None
        if draft is None or draft.card != (sheet.session.card.ref if sheet.session.card else ""):
            return None
        return draft if draft.target == belongs_to(sheet) else None

    def keep_words(self) -> None:
        """Keep what is being typed as a draft. A disk that refuses it is told of when the words are to be kept."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        if not shows_field(self.sheet) or self._field is None:
            return
        sheet, text = self._sheet, self._field.text
        if text == recorded_words(sheet):
            text = ""
        earlier = sheet.earlier
        card = sheet.session.card.ref if sheet.session.card else ""
        target = belongs_to(sheet)
        try:
            if earlier and self._field.text:
                self.companion.coach.save_draft(
                    earlier.day, earlier.section, self._field.text, earlier.prompt, earlier.card, earlier.target
                )
            elif self._section and (text or self._draft()):
                self.companion.coach.save_draft(sheet.page.day, self._section, text, prompt(sheet), card, target)
        except JournalError:
            self.say("These words are not on disk yet; they stay on this screen.")
