"""The page as blocks: what each step of the session shows, and what it leaves behind once it is past."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from companion.domain.cards import Card
from companion.domain.experiment_words import again_line
from companion.domain.phrases import (
    INDEPENDENT,
    OUTCOMES,
    WELCOME,
    WELCOME_PRIVATE,
    closing_line,
    long_day,
    miss_line,
    near_day,
    plural,
    return_line,
    sentence,
    streak_line,
    told_line,
    weekday,
)
from companion.domain.programme_words import step_line
from companion.domain.programmes import of_card, waiting
from companion.domain.records import Trial
from companion.domain.session import Step
from companion.journal.drafts import Draft
from companion.text import one_line
from companion.tui.ink import INK, SOFT, TROUBLE, Block, accent, ink
from companion.tui.measure import Measure
from companion.tui.programme_blocks import programme_blocks
from companion.tui.sheet import LETTERS, Sheet, aside, choices, chosen_words, going_on_words, note_prompt

_AGAIN_LINES = 2


def page_blocks(sheet: Sheet, measure: Measure) -> list[Block]:
    """Every section down to the one that has focus, and trouble before all else."""
    if sheet.welcome:
        blocks = _welcome(sheet, measure)
    elif sheet.earlier:
        blocks = [_earlier(sheet, measure, sheet.earlier)]
    else:
        blocks = _sections(sheet, measure)
    if sheet.loss:
        blocks.insert(0, _loss(sheet, measure))
    if sheet.attention:
        trouble = Block("attention", measure.width, active=True, bar=TROUBLE)
        blocks = [*_inactive(blocks), trouble.text(f"{sheet.attention} Enter tries again; Esc goes on without.")]
    if sheet.why:
        blocks.append(Block("why", measure.width).text(sheet.page.why, SOFT))
    return blocks


def _sections(sheet: Sheet, measure: Measure) -> list[Block]:
    blocks: list[Block] = []
    step = sheet.session.step
    if step in (Step.RETURN, Step.MISS, Step.UNPLANNED):
        return [_return(sheet, measure) if step is Step.RETURN else _miss(sheet, measure)]
    only_active = not measure.labelled
    past_look_back = sheet.answer is not None and step not in (Step.LOOK_BACK, Step.NOTE)
    if step in (Step.LOOK_BACK, Step.NOTE):
        blocks.append(_look_back(sheet, measure))
    elif past_look_back and not only_active:
        blocks.append(_past_look_back(sheet, measure))
    if step not in (Step.LOOK_BACK, Step.NOTE):
        blocks += _rest(sheet, measure, only_active)
    return blocks


def _inactive(blocks: list[Block]) -> list[Block]:
    for block in blocks:
        block.active = False
    return blocks


def _rest(sheet: Sheet, measure: Measure, only_active: bool) -> list[Block]:
    step = sheet.session.step
    order = [Step.IDEA, Step.EXPERIMENT, Step.QUESTION, Step.CLOSED]
    at = {Step.OWN_WORDS: Step.EXPERIMENT, Step.PREDICTION: Step.EXPERIMENT}.get(step, step)
    makers = {
        Step.IDEA: _idea,
        Step.EXPERIMENT: _experiment,
        Step.QUESTION: _question,
        Step.CLOSED: _noted,
    }
    shown = [one for one in order[: order.index(at) + 1] if not only_active or one is at]
    if not sheet.session.questions:
        shown = [one for one in shown if one is not Step.QUESTION]
    blocks = [block for one in shown if (block := makers[one](sheet, measure)) and block.rows]
    beside = programme_blocks(sheet, measure) if not only_active or at in (Step.IDEA, Step.CLOSED) else []
    blocks = [*beside, *blocks]
    again = _again(sheet, measure)
    if again.rows and not only_active:
        blocks.append(again)
    tried = _tried(sheet, measure)
    if tried.rows and at in (Step.QUESTION, Step.CLOSED) and not only_active:
        after = shown.index(Step.EXPERIMENT) + 1 + len(beside)
        blocks.insert(len(blocks) - 1 if at is Step.QUESTION else after, tried)
    return blocks


def _block(label: str, sheet: Sheet, measure: Measure, active: bool) -> Block:
    return Block(label, measure.width, active=active, colour=accent(sheet.theme.id))


def _loss(sheet: Sheet, measure: Measure) -> Block:
    return Block("attention", measure.width, bar=TROUBLE).text(sheet.loss)


def _welcome(sheet: Sheet, measure: Measure) -> list[Block]:
    welcome = Block("welcome", measure.width).text("Tiny Triumphs Companion", f"bold {INK}").blank()
    welcome.text(WELCOME).blank().text(WELCOME_PRIVATE)
    if measure.tall:
        welcome.blank().text(INDEPENDENT, SOFT)
    days = Block("your days", measure.width, active=True).text("Which days should count?")
    if sheet.welcome == "days":
        _choices(days, sheet)
    else:
        days.text("Write them, such as Mon Wed Fri. Enter keeps them.", SOFT)
    return [days] if not measure.labelled else [welcome, days]


def _earlier(sheet: Sheet, measure: Measure, draft: Draft) -> Block:
    when = near_day(draft.day, sheet.page.day)
    block = _block(label_of(draft.day, sheet.page.day), sheet, measure, True)
    block.text(f"Your words from {when} were never kept. Enter keeps them under their own date; Esc leaves them be.")
    return block.text(draft.prompt, SOFT) if draft.prompt else block


def label_of(day: date, today: date) -> str:
    """A day as a hanging label."""
    near = near_day(day, today)
    return near if len(near) <= 13 else f"{weekday(day)[:3]} {day.day} {long_day(day).split()[-1][:3]}"


def _return(sheet: Sheet, measure: Measure) -> Block:
    block = Block("back again", measure.width, active=True)
    if sheet.page.arrival.last:
        block.text(return_line(sheet.page.streak, sheet.page.arrival.last, sheet.page.day)).blank()
    return _choices(block.text("Begin where?"), sheet)


def _miss(sheet: Sheet, measure: Measure) -> Block:
    miss = sheet.miss
    block = Block("", measure.width, active=True)
    if miss is None:
        return block
    block.label = label_of(miss.day, sheet.page.day)
    block.text(miss_line(miss, sheet.page.day))
    if sheet.session.step is Step.UNPLANNED:
        return block.blank().text("What did you try? A cue and one act, as a plan would say it.")
    return _choices(block, sheet).blank().text(streak_line(sheet.page.streak), SOFT)


def _choices(block: Block, sheet: Sheet) -> Block:
    for index, (letter, words) in enumerate(choices(sheet)):
        block.choice(letter, words, index == sheet.cursor, f"choose:{index}", aside(sheet, letter))
    return block


def _look_back(sheet: Sheet, measure: Measure) -> Block:
    session = sheet.session
    look_back = session.look_back
    block = Block("", measure.width)
    if look_back is None:
        return block
    plan, today = look_back.experiment.plan, sheet.page.day
    block = Block(label_of(look_back.about, today), measure.width, active=True, colour=accent(plan.theme))
    block.text(sentence(plan.cue, plan.action), SOFT if session.step is Step.NOTE else INK)
    if plan.expect:
        block.text(f"You expected: {plan.expect}", SOFT)
    if plan.know:
        block.text(f"You know by: {plan.know}", SOFT)
    if session.step is Step.NOTE:
        told = OUTCOMES[session.outcome][2] if session.outcome else "Not tried"
        return block.blank().text(f"{told}. {note_prompt(session.outcome)}")
    on = "today" if look_back.about == today else f"on {weekday(look_back.about)}"
    on = on if (today - look_back.about).days < 7 else f"on {long_day(look_back.about)}"
    _choices(block.blank().text(f"How did it go {on}?"), sheet)
    if look_back.others:
        more = plural(look_back.others, "more is", "more are")
        block.blank().text(f"{more[:1].upper()}{more[1:]} open.", SOFT)
    return block


def _past_look_back(sheet: Sheet, measure: Measure) -> Block:
    answer = sheet.answer
    block = Block("", measure.width)
    if answer is None:
        return block
    record = answer.record
    about = record.day if isinstance(record, Trial) else record.about
    block = Block(label_of(about, sheet.page.day), measure.width, action="open:look-back")
    outcome = record.outcome if isinstance(record, Trial) else None
    return _folded(block, told_line(outcome, one_line(record.note)), measure)


def _tried(sheet: Sheet, measure: Measure) -> Block:
    tried = sheet.page.tried
    block = Block("today", measure.width)
    if tried is None:
        return block
    return _folded(block, told_line(tried.record.outcome, one_line(tried.record.note)), measure)


def _folded(block: Block, words: str, measure: Measure, style: str = SOFT) -> Block:
    """Past words: all of them where there is room, else as much as fits on one line, cut between words."""
    if measure.tall:
        return block.text(words, style)
    lines = ink(words, style).wrap(max(1, block.width - 2))
    ending = ink(" …", style) if len(lines) > 1 else ink("")
    return block.content(Content.assemble(lines[0].rstrip() if ending else lines[0], ending))


def _idea(sheet: Sheet, measure: Measure) -> Block:
    card, step = sheet.session.card, sheet.session.step
    block = _block("idea", sheet, measure, step is Step.IDEA)
    if card is None:
        return block.text(f"{sheet.page.why} Enter writes an experiment of your own.")
    chosen = step in (Step.QUESTION, Step.CLOSED) or (step is Step.PREDICTION)
    block.action = "" if step is Step.IDEA else "open:idea"
    block.content(
        Content.assemble(ink(f"{sheet.glyph} ", accent(sheet.theme.id)), ink(one_line(card.title), f"bold {INK}"))
    )
    if chosen and not measure.tall:
        return block
    block.blank().text(card.idea).blank()
    _sources(block, card)
    followed = of_card(sheet.page.following, card.ref)
    return block.text(step_line(followed, card.title), SOFT) if followed else block


def _again(sheet: Sheet, measure: Measure) -> Block:
    """One's own words from an earlier time, and why they are shown today."""
    found = sheet.page.again
    block = Block("once", measure.width)
    if found is None or sheet.session.step is not Step.IDEA:
        return block
    block.text(again_line(found.day, sheet.page.day, found.kin, sheet.theme.title), SOFT)
    lines = ink(one_line(found.text)).wrap(max(1, measure.width - 2))
    most = len(lines) if measure.tall else _AGAIN_LINES
    ending = ink(" …", SOFT) if len(lines) > most else ink("")
    for number_, line in enumerate(lines[:most]):
        block.content(Content.assemble(line.rstrip(), ending) if number_ == most - 1 else line)
    return block.text(f"On: {one_line(found.about)}", SOFT) if found.about and measure.tall else block


def _sources(block: Block, card: Card) -> Block:
    ending = f"{card.level} · {card.minutes} minutes"
    for source in card.sources[:-1]:
        block.text(one_line(source), SOFT)
    together = f"{one_line(card.sources[-1])} · {ending}"
    if ink(together).cell_length <= block.width:
        return block.text(together, SOFT)
    return block.text(one_line(card.sources[-1]), SOFT).text(ending, SOFT)


def _experiment(sheet: Sheet, measure: Measure) -> Block:
    step, session = sheet.session.step, sheet.session
    if step not in (Step.EXPERIMENT, Step.OWN_WORDS, Step.PREDICTION):
        return _past_experiment(sheet, measure)
    block = _block("experiment", sheet, measure, True)
    if step is Step.EXPERIMENT:
        block.text("Choose one to try today.")
        if measure.tall:
            block.blank()
        listed = choices(sheet)
        for index, (letter, words) in enumerate(listed):
            block.choice(letter, words, index == sheet.cursor, f"choose:{index}")
            if measure.tall and index < len(listed) - 1 and letter in LETTERS:
                block.blank()
        return block
    if step is Step.OWN_WORDS:
        block.text("What will you try? A cue and one act: When …, I will …")
        return block if session.card else block.text("Enter alone plans nothing new today.", SOFT)
    block.text(chosen_words(session), f"bold {INK}").blank()
    return block.text("What do you expect to see?")


def _past_experiment(sheet: Sheet, measure: Measure) -> Block:
    block = Block("experiment", measure.width, action="open:experiment")
    if sheet.planned is None and sheet.page.going_on:
        return _folded(block, going_on_words(sheet.page.going_on), measure, SOFT)
    if sheet.planned is None:
        return block if sheet.session.step is not Step.CLOSED else block.text("Nothing new today.", SOFT)
    plan = sheet.planned.record
    _folded(block, sentence(plan.cue, plan.action), measure, SOFT)
    if plan.expect and measure.tall:
        block.text(f"You expect: {plan.expect}", SOFT)
    return block


def _question(sheet: Sheet, measure: Measure) -> Block:
    asked, active = sheet.session.questions, sheet.session.step is Step.QUESTION
    block = _block("question", sheet, measure, active)
    if active:
        more = f"  ↑↓ another, {sheet.question + 1} of {len(asked)}" if len(asked) > 1 else ""
        return block.content(Content.assemble(ink(asked[sheet.question]), ink(more, SOFT)))
    block.action = "open:question"
    if sheet.reflection is None:
        return block.text("Left open.", SOFT)
    return _folded(block, sheet.reflection.record.text, measure)


def _noted(sheet: Sheet, measure: Measure) -> Block:
    page = sheet.page
    block = _block("noted", sheet, measure, True)
    next_day = near_day(page.next_day, page.day)
    block.text(closing_line(page.streak, page.awaits_trial, "Press t", next_day, bool(waiting(page.following))))
    return block.text("The week is there to look back on: 2, then w.", SOFT) if page.review_due else block
