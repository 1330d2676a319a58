"""From what was chosen or typed on the page to records, and from records to where the page stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from companion.coach.views import Misuse, Refused
from companion.domain.days import parse_weekdays
from companion.domain.experiment_words import pact_line, step_pact_line
from companion.domain.history import State
from companion.domain.phrases import long_day, near_day, plural, so_far, streak_line
from companion.domain.programme_words import lapsed_line, moved_line, passed_line
from companion.domain.records import Outcome
from companion.domain.repair import Miss, fresh_start
from companion.domain.rules import EVERY_DAY, WORKDAYS, weekly
from companion.domain.session import (
    Answered,
    Back,
    BeganAgain,
    Chosen,
    DidTry,
    Event,
    Noted,
    NothingNew,
    Predicted,
    Step,
    Told,
    Worded,
)
from companion.journal.errors import JournalError
from companion.tui.screens.sheet_place import SheetPlace
from companion.tui.sheet import (
    GOING_ON,
    LETTERS,
    NOT_TRIED,
    NOTHING_NEW,
    OWN_WORDS,
    SOMETHING_ELSE,
    choices,
    chosen_words,
)

_OUTCOMES = tuple(Outcome)
_DAY = timedelta(days=1)


class RecordingPlace(SheetPlace):
    """Each method records one thing through the coach and moves the session on once it is durable."""

    def __init__(self) -> None:
        super().__init__()
        self._retry: Callable[[], None] | None = None

    def _after(self, event: Event, focus: bool = True) -> None:
        self.keep_words()
        self._sheet.session = self._sheet.session.after(event)
        self._sheet.why = False
        self._arrive(focus=focus)
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

    def _swap(self) -> None:
        self.companion.coach.swap()
        self._reload()
        left = self._sheet.page.swaps_left
        self.redraw()
        self.say(f"Another idea. {plural(left, 'swap').capitalize()} left today. u takes it back.")

    def _choose(self, index: int) -> None:
        sheet = self._sheet
        letter = choices(sheet)[index][0]
        if sheet.welcome:
            self._choose_days(letter)
        elif self._new_day():
            return
        elif sheet.session.step is Step.RETURN:
            self._begin_again(letter)
        elif sheet.session.step is Step.MISS:
            self._settle_miss(letter)
        elif sheet.session.step is Step.LOOK_BACK and letter == SOMETHING_ELSE:
            self._after(DidTry(None, self._missed().day))
        elif sheet.session.step is Step.LOOK_BACK:
            self._attempt(lambda: self._tell(letter))
        elif letter == OWN_WORDS:
            self._after(Chosen(None))
        elif letter in (NOTHING_NEW, GOING_ON):
            self._after(NothingNew())
        else:
            self._after(Chosen(LETTERS.index(letter)))

    def _choose_days(self, letter: str) -> None:
        if letter == "c":
            self._sheet.welcome = "written"
            self._arrive(focus=True)
        else:
            self._attempt(lambda: self._set_days({"m": WORKDAYS, "e": EVERY_DAY, "t": "3"}[letter]))

    def _set_days(self, rule: str) -> None:
        self.companion.coach.set_cadence(rule)
        self._sheet.welcome = ""
        self._open()

    def _begin_again(self, letter: str) -> None:
        if letter == "t":
            self._after(BeganAgain())
        elif letter == "l":
            self.companion.go("4")
        else:
            self._attempt(self._begin_later)

    def _begin_later(self) -> None:
        """Until the fresh start no day counts; that is a record like any other, and can be taken back."""
        day = self._sheet.page.day
        start = fresh_start(day)
        self.companion.coach.away_beside([(day, start - _DAY)])
        self._open()
        self.say(f"Until {long_day(start)} no day counts. u takes it back.")

    def _settle_miss(self, letter: str) -> None:
        miss, coach = self._missed(), self.companion.coach
        if letter == "t":
            self._sheet.answer = None
            self._after(DidTry(coach.could_try(miss.day), miss.day))
            return
        acts: dict[str, tuple[Callable[[], object], str]] = {
            "a": (lambda: coach.away_beside(miss.away), "Away, then."),
            "r": (lambda: coach.reserve(miss.day), "Bridged by a reserve."),
            "l": (lambda: coach.let_go(self._asked_about()), "Let go."),
        }
        act, words = acts[letter]
        self._attempt(lambda: self._settled(act, words))

    def _settled(self, act: Callable[[], object], words: str) -> None:
        act()
        self._open()
        self.say(f"{words} {so_far(self._sheet.page.streak)} u takes it back.")

    def _put_off(self) -> None:
        self.companion.coach.put_off(self._asked_about())
        self._open()
        self.say("It waits in Progress, should you want to settle it.")

    def _missed(self) -> Miss:
        miss = self._sheet.miss
        if miss is None:
            raise RuntimeError("no missed day is asked about")
        return miss

    def _asked_about(self) -> list[date]:
        """Every day that this page would ask about, so that one answer is enough; else the one that was chosen."""
        day, asked = self._missed().day, [miss.day for miss in self._sheet.page.arrival.misses]
        return asked if day in asked else [day]

    def _tell(self, letter: str) -> None:
        sheet, coach = self._sheet, self.companion.coach
        look_back = sheet.session.look_back
        if look_back is None:
            return
        before = sheet.answer.id if sheet.answer else ""
        note = sheet.answer.record.note if sheet.answer else ""
        if letter == NOT_TRIED:
            sheet.answer = coach.not_tried(look_back.experiment.id, look_back.about, note, replacing=before)
            self._told(None)
            return
        outcome = _OUTCOMES[[one for one, _ in choices(sheet)].index(letter)]
        if not look_back.experiment.id:
            told = coach.tell_unplanned(sheet.unplanned, outcome, look_back.about, note, replacing=before)
            coach.drop_draft(sheet.page.day, "unplanned")
            look_back = replace(look_back, experiment=coach.find(told.record.experiment))
            sheet.answer, sheet.session = told, replace(sheet.session, look_back=look_back)
            self._told(outcome)
            return
        sheet.answer = coach.tell(look_back.experiment.id, outcome, look_back.about, note, replacing=before)
        self._told(outcome)

    def _told(self, outcome: Outcome | None) -> None:
        """An answer may end a step of a programme, or take one back; then the page goes on with another card."""
        sheet = self._sheet
        followed = sheet.page.following
        if followed:
            self._reload()
        self._after(Told(outcome))
        now = sheet.page.following
        if said := passed_line(followed, now) or moved_line(followed, now) or lapsed_line(followed, now):
            self.say(said)

    def _keep(self) -> None:
        """Enter in the field: the words are safe as a draft before anything is made of them."""
        self.keep_words()
        sheet = self._sheet
        if sheet.welcome:
            self._keep_days(self._words())
        elif sheet.earlier:
            self._attempt(lambda: self._keep_earlier(self._words()))
        elif sheet.session.step is Step.OWN_WORDS:
            self._word(self._words())
        elif sheet.session.step is Step.UNPLANNED:
            self._attempt(lambda: self._name_tried(self._words()))
        else:
            keep = {Step.NOTE: self._note, Step.PREDICTION: self._plan, Step.QUESTION: self._reflect}
            self._attempt(lambda: keep[sheet.session.step](self._words()))

    def _words(self) -> str:
        """What stands in the field now: trying again takes what has been typed since the first try."""
        return self._field.text if self._field else ""

    def _word(self, text: str) -> None:
        """One's own experiment; nothing written goes back to the choices, or plans nothing where there are none."""
        if text.strip():
            self._after(Worded(text))
        elif self._sheet.session.card:
            self._sheet.session = self._sheet.session.after(Back())
            self._arrive()
        else:
            self._after(NothingNew())

    def _name_tried(self, text: str) -> None:
        """What was tried without a plan; nothing written goes back to the choices."""
        sheet, miss = self._sheet, self._missed()
        if not text.strip():
            sheet.session = sheet.session.after(Back())
            self._arrive()
            return
        experiment = self.companion.coach.unplanned(text, miss.day)
        sheet.unplanned = text
        self._after(DidTry(experiment, miss.day))

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
            self.companion.coach.drop_draft(earlier.day, earlier.section)
            self._open()
            self.say("Those words are gone.")

    def _note(self, text: str) -> None:
        sheet = self._sheet
        if sheet.answer and text != sheet.answer.record.note:
            sheet.answer = self.companion.coach.note(sheet.answer, text)
        look_back = sheet.session.look_back
        earlier = look_back and sheet.page.asked and look_back.about < sheet.page.asked
        if sheet.session.before is None and look_back and (look_back.settles or earlier):
            self.companion.coach.drop_draft(sheet.page.day, self._section)
            self._section = ""
            self._open()
            self.say(f"Noted for {near_day(look_back.about, sheet.page.day)}. {streak_line(self._sheet.page.streak)}")
            return
        self._moved_on(Noted(), forget=sheet.session.return_to is not None)
        found = self.companion.coach.find(look_back.experiment.id) if look_back else None
        if found and found.state(sheet.page.day) is State.FULL:
            self.say(f"Noted. {pact_line(found)} 2, then d decides.")

    def _plan(self, text: str) -> None:
        sheet = self._sheet
        session = sheet.session
        if session.suggestion is not None and self.companion.coach.today().card != session.card:
            self._reload()
            self._arrive()
            self.say("This idea was put aside by another copy meanwhile, so nothing was planned. Here is today's.")
            return
        own = "" if session.suggestion is not None else chosen_words(session)
        replacing = sheet.planned.id if sheet.planned else ""
        expect = text if text.strip() else None
        sheet.planned = self.companion.coach.plan(
            own, suggestion=session.suggestion, expect=expect, replacing=replacing
        )
        self.companion.coach.drop_draft(sheet.page.day, "own-words")
        hint = self.companion.coach.hint(sheet.planned)
        self._moved_on(Predicted())
        if hint or (hint := step_pact_line(sheet.planned.record)):
            self.say(hint)

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
        self._after(event, focus=not forget)
