"""Today: the keys and the mouse of the page, and what its frame says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from textual.binding import BindingType

from companion.domain.entries import StepKind
from companion.domain.programme_words import comes_words, place_words
from companion.domain.programmes import Following, waiting
from companion.domain.repair import Miss
from companion.domain.session import ARRIVING, SECTION_OF, AskedAbout, Back, Chosen, Read, Step, TriedToday
from companion.text import one_line
from companion.tui.ink import Block
from companion.tui.page_view import page_blocks
from companion.tui.screens.place import binding
from companion.tui.screens.recording import RecordingPlace
from companion.tui.sheet import LETTERS, TYPED, choices, shows_field

_DOES = {StepKind.CHECK: "answer", StepKind.ARTICLE: "read", StepKind.GUIDE: "hold", StepKind.CARD: "next step"}
"""What p does with a step, for the footer."""
_WITH_IDEA = (Step.IDEA, Step.EXPERIMENT, Step.CLOSED)
"""The steps that have the idea in front, or behind choices alone."""


class TodayPlace(RecordingPlace):
    """Drives the session: keys become events, events become records, records become the page."""

    digit = "1"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "enter", "go on", "Choose, keep, or go on"),
        binding("left", "turn(-1)", "day before", "In the look back: ask about the day before", show=False),
        binding("right", "turn(1)", "day after", "In the look back: ask about the day after", show=False),
        binding("s", "swap", "another", "Put this idea aside for another, at most twice a day"),
        binding("y", "why", "why this", "Say why this idea was chosen"),
        binding("e", "reword", "reword", "Take the chosen experiment and say it in your own words"),
        binding("t", "tried", "tried it", "Tell how today's experiment went"),
        binding("p", "programme", "next step", "Open what your programme has next: a check, an article or a guide"),
    ]

    def blocks(self) -> list[Block]:
        """The page down to where it stands."""
        return page_blocks(self.sheet, self.measure) if self.sheet else []

    def reads_from_top(self) -> bool:
        """What a programme has next, or that one is done, stands above the idea and is read before it."""
        sheet = self._sheet
        if sheet.welcome or sheet.earlier or sheet.session.step is not Step.IDEA:
            return False
        return bool(sheet.page.ended or waiting(sheet.page.following))

    def count(self) -> str:
        """Which of the four sections."""
        sheet = self._sheet
        return (
            ""
            if sheet.welcome or sheet.earlier or sheet.session.step in ARRIVING
            else f"{SECTION_OF[sheet.session.step]} of 4"
        )

    def step_name(self) -> str:
        """For a screen without labels."""
        sheet = self.sheet
        if sheet is None or sheet.welcome or sheet.earlier or sheet.session.step in ARRIVING:
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
        if sheet.welcome == "days":
            return ["choose", "enter", "help", "leave"]
        if sheet.welcome or sheet.earlier:
            return ["enter", "back", "help", "leave"]
        at = {
            Step.RETURN: ["choose", "enter", "help", "leave"],
            Step.MISS: ["choose", "enter", "back", "help", "leave"],
            Step.LOOK_BACK: ["choose", "enter", "turn", "help", "leave"],
            Step.IDEA: ["enter", "swap", "why", "programme", "help", "leave"],
            Step.EXPERIMENT: ["choose", "enter", "reword", "back", "help"],
            Step.CLOSED: ["tried", "programme", "undo", "back", "help", "leave"],
            Step.QUESTION: ["enter", "tried", "programme", "back", "help", "leave"],
        }.get(sheet.session.step, ["enter", "back", "undo", "help", "leave"])
        hidden = {"tried"} if sheet.page.untried is None else set()
        hidden |= set() if waiting(sheet.page.following) else {"programme"}
        look_back = sheet.session.look_back
        hidden |= {"turn"} if look_back and look_back.settles else set()
        hidden |= {"swap"} if sheet.page.swaps_left <= 0 or sheet.page.card is None else set()
        return [action for action in at if action not in hidden]

    def chosen(self) -> str:
        """The choice that the cursor is on."""
        return f"choose:{self._sheet.cursor}" if choices(self._sheet) else ""

    def word(self, action: str, usual: str) -> str:
        """Enter says what it would do."""
        sheet = self._sheet
        if action == "back" and sheet.session.step is Step.MISS and not (sheet.earlier or sheet.welcome):
            return "later"
        if action == "enter" and not self._typing() and self._sheet.session.step in TYPED:
            return "write"
        if action == "programme" and (found := waiting(sheet.page.following)) and found[0].next:
            return "next step" if found[0].missing else _DOES[found[0].next.kind]
        return usual

    def action_enter(self) -> None:
        """The obvious next thing."""
        sheet = self._sheet
        if self._new_day():
            self._retry = None  # what could not be recorded yesterday is kept as yesterday's words
        elif self._retry:
            self._again()
        elif sheet.welcome == "days":
            self._choose(sheet.cursor)
        elif shows_field(self.sheet) and not self._typing():
            self._focus()
        elif shows_field(self.sheet):
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
        if self._new_day():
            return
        look_back = self._sheet.session.look_back
        if self._sheet.session.step is not Step.LOOK_BACK or look_back is None or look_back.settles:
            return
        about = look_back.about + timedelta(days=step)
        if look_back.experiment.plan.day <= about < self._sheet.page.day:
            self._after(AskedAbout(about))
            if any(trial.day == about for trial in look_back.experiment.trials):
                self.say("That day has a trial of it already; a day counts once.")
        else:
            self.say("It was not planned before that day." if step < 0 else "Today's trial is told with t.")

    def action_swap(self) -> None:
        """Another idea."""
        if self._new_day():
            return
        if self._sheet.session.step is Step.IDEA and not self._sheet.welcome:
            self._attempt(self._swap)
        else:
            self.say("An idea is put aside while it is read. Esc goes back to it.")

    def action_why(self) -> None:
        """Why this card, until it is asked again; where it is not in front, or words would stand below, it waits."""
        if self._sheet.welcome or self._sheet.earlier or self._sheet.session.step not in _WITH_IDEA:
            self.say("y says why this idea, once the idea is in front.")
            return
        self._sheet.why = not self._sheet.why
        self.redraw()
        if self._sheet.why:
            self.call_after_refresh(self.body.scroll_end, animate=False)

    def action_reword(self) -> None:
        """Take the chosen suggestion as the beginning of one's own words."""
        sheet, listed = self._sheet, choices(self._sheet)
        if self._new_day() or sheet.session.step is not Step.EXPERIMENT:
            return
        letter, words = listed[sheet.cursor]
        if letter not in LETTERS:
            self.say("Choose one of the suggestions, then e takes its words.")
            return
        sheet.begun = words.rstrip(".")
        self._after(Chosen(None))

    def action_tried(self) -> None:
        """Tell how today's experiment went."""
        sheet = self._sheet
        if sheet.welcome or sheet.session.step in (*ARRIVING, Step.LOOK_BACK, Step.NOTE):
            return
        if sheet.page.untried is None:
            told = self._sheet.page.tried is not None
            self.say(
                "Today's trial has been told already." if told else "Nothing is planned that could be tried today."
            )
            return
        self.keep_words()
        sheet.answer = None
        self._after(TriedToday(sheet.page.untried))

    def action_programme(self) -> None:
        """Open what a programme has next beside the page: of several, that of the one which has waited longest."""
        if self._new_day():
            return
        if found := waiting(self._sheet.page.following):
            self._open_step(found[0])
        else:
            self.say(self._coming() or "Nothing is next beside this page; 5 lists programmes.")

    def _coming(self) -> str:
        """When the idea comes that a programme has next, "" where none has one."""
        page = self._sheet.page
        one = next((one for one in page.following if one.is_active), None)
        comes = comes_words(one, page.following, page.card.ref if page.card else "") if one else ""
        return f"{place_words(one).capitalize()} {comes}: {one_line(one.title)}." if one else ""

    def _open_step(self, one: Following) -> None:
        self.keep_words()
        if one.next is None:
            return
        if one.missing:
            from companion.tui.screens.programme_page import ProgrammePage

            self.companion.push_screen(ProgrammePage(one.enrolment.programme))
        elif one.next.kind is StepKind.CHECK:
            from companion.tui.forms.programme import check_form
            from companion.tui.screens.form_page import FormPage

            self.companion.push_screen(FormPage(check_form(one), self.say))
        else:
            from companion.tui.screens.reading import entry_page

            self.companion.push_screen(entry_page(self.companion.coach, one.next.ref))

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
        elif sheet.session.step is Step.MISS and sheet.miss and sheet.miss.is_open:
            self._open()
        elif sheet.session.step is Step.MISS:
            self._attempt(self._put_off)
        else:
            self._step_back()

    def _step_back(self) -> None:
        sheet = self._sheet
        before = sheet.session.after(Back())
        if before.step is Step.NOTE and sheet.answer is None:
            before = sheet.session
        if before == sheet.session or sheet.welcome:
            self.say("q leaves." if self.companion.mark else "q leaves. Your words are kept.")
            return
        sheet.session = before
        self._arrive()

    def action_undo(self) -> None:
        """Take back the last act, and open the page as the records have it now."""
        said = self.companion.undo()
        self.keep_words()
        self._open()
        self.say(said)

    def settle(self, miss: Miss) -> None:
        """Ask about a missed day, whatever the page was at."""
        sheet = self._sheet
        if sheet.welcome or sheet.earlier:
            self.say("First these: Enter keeps them, Esc leaves them. Then r in Progress asks again.")
            return
        self.keep_words()
        sheet.miss = miss
        sheet.session = replace(sheet.page.session, step=Step.MISS, look_back=None)
        self._arrive()

    def letter(self, character: str) -> bool:
        """A choice's letter takes it at once; True where there was one."""
        letters = [letter for letter, _ in choices(self._sheet)]
        if character not in letters:
            return False
        self._choose(letters.index(character))
        return True

    def clicked(self, action: str, cell: int) -> None:
        """A choice or a past section was clicked."""
        name, _, value = action.partition(":")
        if name == "choose":
            self._sheet.cursor = int(value)
            self._choose(int(value))
        elif name == "programme":
            for one in waiting(self._sheet.page.following):
                if one.enrolment.programme == value:
                    self._open_step(one)
        elif name == "open":
            session = self._sheet.session
            experiment = Step.EXPERIMENT if session.card else Step.OWN_WORDS
            steps = {"idea": Step.IDEA, "experiment": experiment, "question": Step.QUESTION}
            if session.look_back:
                steps["look-back"] = Step.LOOK_BACK
            self._go_back_to(steps.get(value))

    def _go_back_to(self, step: Step | None) -> None:
        if step:
            self.keep_words()
            self._sheet.session = replace(self._sheet.session, step=step)
            self._arrive()

    def field_kept(self) -> None:
        """Keep the words and go on."""
        self.voice = ""
        self.action_enter()

    def field_stopped(self) -> None:
        """Stop typing; the words stay."""
        self.voice = ""
        self.action_back()

    def field_turned(self, step: int) -> None:
        """Another of the page's questions."""
        session = self._sheet.session
        if session.step is Step.QUESTION and len(session.questions) > 1:
            self._sheet.question = (self._sheet.question + step) % len(session.questions)
            self.redraw()
