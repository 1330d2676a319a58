"""Programmes as linear text: what there is, how far one has come, and the command that does the next step."""

from __future__ import annotations

from collections.abc import Sequence

from companion.cli.output import wrapped
from companion.cli.progress import OUTCOME_WORDS
from companion.coach.coach import Coach
from companion.coach.views import Kept, ProgrammeView, Way
from companion.domain.entries import ProgrammeStep, StepKind
from companion.domain.phrases import plural
from companion.domain.programme_words import (
    asks_line,
    comes_words,
    ended,
    moved_line,
    next_line,
    on_the_way,
    own_id,
    passed_line,
    state_line,
    step_numbers,
    variant_line,
)
from companion.domain.programmes import Following
from companion.domain.records import Course
from companion.text import one_line

_INDENT = "    "
_FIRST = 3
"""Lines that are shown of each kind of thing that was recorded on the way."""
_ASKS = {StepKind.CARD: "", StepKind.ARTICLE: "to read", StepKind.GUIDE: "to hold", StepKind.CHECK: "a check"}


def programmes_text(views: Sequence[ProgrammeView]) -> list[str]:
    """Every programme, followed or not, and what comes next."""
    if not views:
        return ["There is no programme. A pack brings one: companion pack install FILE"]
    lines: list[str] = []
    following = [view.following for view in views if view.following]
    for view in views:
        lines += [""] if lines else []
        lines.append(wrapped(_head(view), "", _INDENT))
        lines += _stands(view, following, _INDENT)
    return lines


def programme_text(view: ProgrammeView, following: Sequence[Following]) -> list[str]:
    """One programme: what it says of itself, how it stands, and all of its steps; `following` are all programmes."""
    one, programme = view.following, view.programme
    lines = [wrapped(_head(view), "", _INDENT), ""]
    if programme:
        lines += [wrapped(programme.body), *[wrapped(one_line(source), "  ") for source in programme.sources], ""]
    lines += _stands(view, following, "")
    steps = one.steps if one else programme.steps if programme else ()
    lines += [""] if steps else []
    variants = programme.variants if programme and not one else ()
    for number, step in zip(step_numbers(steps, variants), steps, strict=True):
        lines += _step(number, step, one)
    return lines


def way_text(way: Way) -> list[str]:
    """What a programme that is over left behind: how much, the first of each, and the command that lists the rest."""
    counts = [len(way.tried), len(way.answered), len(way.captured)]
    lines = [wrapped(on_the_way(*counts))]
    for kept in (way.tried, way.answered, way.captured):
        lines += [_kept(one) for one in kept[:_FIRST]]
    enrolment = way.following.enrolment
    pack = one_line(enrolment.programme.partition("/")[0])
    return [*lines, f"  companion journal --pack {pack} --since {enrolment.day}"] if any(counts) else lines


def _kept(one: Kept) -> str:
    about = f" ({one_line(one.entry.aside)})" if one.entry.aside else ""
    return wrapped(f"{one.entry.kind}: {one_line(one.entry.text)}{about}", f"  {one.id}  ", "      ")


def then_text(coach: Coach, before: Sequence[Following]) -> list[str]:
    """What has moved on in programmes since `before`: the steps that are done, the trials told, and what comes next."""
    if not before:
        return []
    after, was = coach.following(), {one.id: one.done for one in before}
    lines = [wrapped(said) for said in (passed_line(before, after), moved_line(before, after)) if said]
    moved = [one for one in after if one.is_active and one.id in was and one.done != was[one.id]]
    over = [way for way in coach.today().ended if was.get(way.following.id, way.following.done) != way.following.done]
    for way in over:
        lines += way_text(way)
    return [*lines, *[line for one in moved for line in coming_text(coach, one)]]


def coming_text(coach: Coach, one: Following) -> list[str]:
    """What a programme has next, and the command that does it, or when its idea comes."""
    if one.awaits:
        return next_text(one, coach.following())
    page = coach.today()
    shown = page.card.ref if page.card else ""
    ending = ": companion today" if one.next and one.next.ref == shown else "."
    return [wrapped(next_line(one)), wrapped(f"Its idea {comes_words(one, page.following, shown)}{ending}", "  ")]


def next_text(one: Following, following: Sequence[Following]) -> list[str]:
    """What a programme has next beside the daily page, and the command that does it; `following` are all of them."""
    lines = [wrapped(next_line(one)), wrapped(asks_line(one), "  ")]
    for number, question in enumerate(one.next.questions if one.next else (), start=1):
        lines.append(wrapped(question, f"  {number}  ", "     "))
    return [*lines, *_commands(one, following, "  ")]


def _stands(view: ProgrammeView, following: Sequence[Following], indent: str) -> list[str]:
    """How it stands with a programme, what comes next, what is missing, and the command that goes on from there."""
    one, programme = view.following, view.programme
    lines = [wrapped(state_line(one, programme), indent)]
    if one and (lost := variant_line(one)):
        lines.append(wrapped(lost, indent))
    if one and one.is_active and one.next:
        lines.append(wrapped(f"Next: {ended(one_line(one.next.title))} {asks_line(one)}", indent))
        return [*lines, *_commands(one, following, indent)]
    if one and one.course is Course.PAUSED:
        return [*lines, f"{indent}companion programme resume {own_id(view.ref)}"]
    if programme is None or (one and one.course is Course.ACTIVE):
        return lines
    variant = f" --variant {programme.variants[0]}" if programme.variants else ""
    return [*lines, f"{indent}companion programme start {own_id(view.ref)}{variant}"]


def _commands(one: Following, following: Sequence[Following], indent: str) -> list[str]:
    """The commands that do the next step, where it is not the page's idea; no longer than they need be."""
    step = one.next
    if one.planned and one.is_active:
        return [f"{indent}companion did {one.planned} --outcome {OUTCOME_WORDS}"]
    if step is None or not one.awaits:
        return []
    if step.kind is StepKind.CHECK:
        which = "" if len(step.questions) == 1 else " --question 1"
        named = f" --programme {own_id(one.enrolment.programme)}" if len(_like(one, following)) > 1 else ""
        return [f'{indent}companion programme answer{which}{named} "…"']
    named = f" {one_line(step.ref)}" if len(_like(one, following)) > 1 else ""
    done = f"{indent}companion programme done{named}"
    if one.missing:
        return [done]
    if step.kind is StepKind.ARTICLE:
        return [f"{indent}companion library {one_line(step.ref)}", done]
    guide = f"{indent}companion guide {one_line(step.ref)}"
    return [guide, f"{guide} --print   puts it on paper", done]


def _like(one: Following, following: Sequence[Following]) -> list[Following]:
    """The programmes that a command without a name could mean as well."""
    asks = one.next is not None and one.next.kind is StepKind.CHECK
    return [other for other in following if other.awaits and other.next and asks is (other.next.kind is StepKind.CHECK)]


def _head(view: ProgrammeView) -> str:
    """Its ref and its title, and which variant is followed."""
    variant = view.following.enrolment.variant if view.following else ""
    return f"{one_line(view.ref)}  {one_line(view.title)}{f', {one_line(variant)}' if variant else ''}"


def _step(number: str, step: ProgrammeStep, one: Following | None) -> list[str]:
    """One step of the list: done, next or to come; what it asks, where that is still ahead."""
    asks = _ASKS[step.kind] if step.kind is not StepKind.CARD or step.trials == 1 else plural(step.trials, "trial")
    is_done, is_next = one is not None and step.id in one.done, one is not None and one.next == step
    mark = "done" if is_done else "next" if is_next else ""
    asked = ", ".join(filter(None, [asks, f"only for {one_line(step.only)}" if step.only and one is None else ""]))
    lead = f"  {mark:<5}{number:>2}  "
    lines = [wrapped(f"{one_line(step.title)}{f' ({asked})' if asked else ''}", lead, " " * len(lead))]
    if step.kind is StepKind.CHECK and not is_done:
        lines += [wrapped(f"- {question}", " " * len(lead), " " * (len(lead) + 2)) for question in step.questions]
    return lines
