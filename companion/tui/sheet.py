"""The sheet: what the Today place shows and where it stands, and what that asks of the person now."""

from __future__ import annotations

from dataclasses import dataclass

from companion.coach.views import Page, Recorded
from companion.domain.cards import NO_THEME, Suggestion, Theme
from companion.domain.history import Experiment
from companion.domain.phrases import OUTCOMES, long_day, number, sentence, short_day
from companion.domain.records import NOT_TRIED_QUESTION, Outcome, Plan, Reflection, Trial, Untried
from companion.domain.repair import Miss, fresh_start
from companion.domain.session import Session, Step
from companion.journal.drafts import Draft

TYPED = {
    Step.UNPLANNED: "unplanned",
    Step.NOTE: "note",
    Step.OWN_WORDS: "own-words",
    Step.PREDICTION: "prediction",
    Step.QUESTION: "question",
}
"""The steps at which words are typed, and the section that their draft is kept under."""

NOT_TRIED = "n"
OWN_WORDS = "o"
NOTHING_NEW = "n"
GOING_ON = "g"
LETTERS = "abc"
SOMETHING_ELSE = "o"
WELCOME_CHOICES = (
    ("m", "Monday to Friday"),
    ("e", "Every day"),
    ("t", "Three days a week, any of them"),
    ("c", "Days I choose"),
)


@dataclass(slots=True)
class Sheet:
    """What the Today place shows: the page, where it stands, and what has been done on it since it was opened.

    `miss` is the missed day that is to be settled, `unplanned` the words for what was tried on it without a plan, and
    `begun` a suggestion's words that one's own begin with.
    """

    page: Page
    session: Session
    theme: Theme = NO_THEME
    glyph: str = NO_THEME.glyph
    cursor: int = 0
    question: int = 0
    welcome: str = ""
    earlier: Draft | None = None
    answer: Recorded[Trial] | Recorded[Untried] | None = None
    planned: Recorded[Plan] | None = None
    reflection: Recorded[Reflection] | None = None
    why: bool = False
    miss: Miss | None = None
    unplanned: str = ""
    begun: str = ""
    attention: str = ""
    loss: str = ""


def choices(sheet: Sheet) -> list[tuple[str, str]]:
    """The choices of the present step: the letter, and the words."""
    if sheet.welcome == "days":
        return list(WELCOME_CHOICES)
    if sheet.welcome or sheet.earlier:
        return []
    if sheet.session.step is Step.RETURN:
        return _return_choices(sheet)
    if sheet.session.step is Step.MISS:
        return _miss_choices(sheet)
    if sheet.session.step is Step.LOOK_BACK:
        return _told_choices(sheet)
    card = sheet.session.card
    if sheet.session.step is Step.EXPERIMENT and card:
        suggested = [
            (letter, sentence(one.cue, one.action)) for letter, one in zip(LETTERS, card.experiments, strict=False)
        ]
        own = (OWN_WORDS, "In my own words")
        if going_on := sheet.page.going_on:
            same = sentence(going_on.plan.cue, going_on.plan.action)
            others = [(letter, words) for letter, words in suggested if words != same]
            return [(GOING_ON, going_on_words(going_on)), *others, own]
        return [*suggested, own, (NOTHING_NEW, "Nothing new today")]
    return []


def going_on_words(experiment: Experiment) -> str:
    """That an earlier day's experiment is gone on with, and nothing new is planned."""
    return f"Go on with: {sentence(experiment.plan.cue, experiment.plan.action)}"


def _return_choices(sheet: Sheet) -> list[tuple[str, str]]:
    start = long_day(fresh_start(sheet.page.day))
    return [("t", "With today's page"), ("m", f"On {start}"), ("l", "By looking around first")]


def _miss_choices(sheet: Sheet) -> list[tuple[str, str]]:
    spend = [("r", "Spend a reserve")] if sheet.page.streak.reserves else []
    if sheet.miss and sheet.miss.is_open:
        return [("t", "I did try something"), ("a", "I was away")]
    let_go = [] if sheet.miss and sheet.miss.waived else [("l", "Let it go")]
    return [("t", "I did try something"), ("a", "I was away"), *spend, *let_go]


def _told_choices(sheet: Sheet) -> list[tuple[str, str]]:
    look_back = sheet.session.look_back
    told = [(letter, words) for letter, words, _ in OUTCOMES.values()]
    if look_back is None or not look_back.settles:
        return [*told, (NOT_TRIED, "I did not try it")]
    return [*told, (SOMETHING_ELSE, "It was something else")] if look_back.experiment.id else told


def aside(sheet: Sheet, letter: str) -> str:
    """What stands beside a choice: which days being away would cover, how many reserves are left."""
    miss = sheet.miss
    if sheet.session.step is not Step.MISS or miss is None:
        return ""
    if letter == "r":
        needed = f", {number(miss.short)} needed" if miss.short > 1 else ""
        return f"{number(sheet.page.streak.reserves)} left{needed}"
    first, last = miss.away[0][0], miss.away[-1][1]
    return f"{short_day(first)} to {short_day(last)}" if letter == "a" and first != last else ""


def note_prompt(outcome: Outcome | None) -> str:
    """What is asked once the outcome is told."""
    return "What happened?" if outcome else NOT_TRIED_QUESTION


def chosen_words(session: Session) -> str:
    """The experiment that has been chosen and not yet planned."""
    if session.suggestion is not None and session.card:
        one = session.card.experiments[session.suggestion]
        return sentence(one.cue, one.action)
    return session.words


def shows_field(sheet: Sheet | None) -> bool:
    """Whether words are typed here."""
    if sheet is None:
        return False
    if sheet.welcome:
        return sheet.welcome == "written"
    return sheet.earlier is not None or sheet.session.step in TYPED


def prompt(sheet: Sheet) -> str:
    """What the field's words answer."""
    session = sheet.session
    if session.step is Step.QUESTION:
        return session.questions[sheet.question]
    if session.step is Step.NOTE:
        return note_prompt(session.outcome)
    if session.step is Step.UNPLANNED:
        return "What did you try?"
    return "What do you expect to see?" if session.step is Step.PREDICTION else "What will you try?"


def placeholder(sheet: Sheet) -> str:
    """What stands in the empty field: the card's expectation, or the shape of an answer."""
    session = sheet.session
    if sheet.welcome or sheet.earlier:
        return "Mon Wed Fri" if sheet.welcome else ""
    if session.step is Step.PREDICTION and session.suggestion is not None and session.card:
        return session.card.experiments[session.suggestion].expect
    return "When …, I will …" if session.step in (Step.OWN_WORDS, Step.UNPLANNED) else ""


def recorded_words(sheet: Sheet) -> str:
    """What has been recorded already for the field's section."""
    if sheet.welcome:
        return ""
    if sheet.earlier:
        return sheet.earlier.text
    step = sheet.session.step
    if step is Step.NOTE and sheet.answer:
        return sheet.answer.record.note
    if step is Step.QUESTION and sheet.reflection:
        return sheet.reflection.record.text
    if step is Step.PREDICTION and sheet.planned and not sheet.planned.record.expect_from_card:
        plan = sheet.planned.record
        return plan.expect if sentence(plan.cue, plan.action) == chosen_sentence(sheet.session) else ""
    return ""


def chosen_sentence(session: Session) -> str:
    """The chosen experiment as its plan would be read."""
    if session.suggestion is not None:
        return chosen_words(session)
    own = Suggestion.parse(session.words)
    return sentence(own.cue, own.action)


def belongs_to(sheet: Sheet) -> str:
    """What words under way belong to beside their card: the answer noted, or the experiment predicted."""
    if sheet.session.step is Step.NOTE:
        return sheet.answer.id if sheet.answer else ""
    if sheet.session.step is Step.UNPLANNED:
        return sheet.miss.day.isoformat() if sheet.miss else ""
    return chosen_words(sheet.session) if sheet.session.step is Step.PREDICTION else ""


def question_of(sheet: Sheet, draft: Draft | None) -> int:
    """Which of the page's questions is shown: the one that the words already there answer, if there are any."""
    asked = draft.prompt if draft else sheet.reflection.record.question if sheet.reflection else ""
    questions = sheet.session.questions
    return questions.index(asked) if asked in questions else sheet.question
