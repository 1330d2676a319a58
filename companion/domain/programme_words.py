"""What both front ends say of a programme that is followed, so that they say it alike."""

from __future__ import annotations

from collections.abc import Sequence

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.domain.phrases import number, plural
from companion.domain.programmes import Following, next_card
from companion.domain.records import Course
from companion.text import one_line

_ENDINGS = (".", "?", "!", "…")
LEFT_BEHIND = "What you wrote and tried stays; begun again, it starts from its first step."
"""What leaving a programme costs: its place, and nothing else."""
COURSES = {Course.ACTIVE: "under way", Course.PAUSED: "paused", Course.LEFT: "left", Course.FINISHED: "finished"}
"""How it stands with an enrolment, in words."""
_KINDS = {
    StepKind.CARD: "an idea, on the daily page",
    StepKind.ARTICLE: "an article to read",
    StepKind.GUIDE: "a guide to hold with others",
    StepKind.CHECK: "a check",
}


def own_id(ref: str) -> str:
    """A programme's own id, without its pack's, which is enough to name it by."""
    return one_line(ref.partition("/")[2])


def begun_line(one: Following) -> str:
    """That it has just been begun: `Begun: Five threads, growth; thirteen steps.`"""
    variant = f", {one_line(one.enrolment.variant)}" if one.enrolment.variant else ""
    return f"Begun: {one_line(one.title)}{variant}; {plural(len(one.steps), 'step')}."


def place_words(one: Following) -> str:
    """How far one is: `step 3 of 8`."""
    return f"step {one.number} of {len(one.steps)}"


def step_line(one: Following, shown: str = "") -> str:
    """Which step of its programme the page's idea is, `Five threads, step 3 of 8: Hold one. One of two trials told.`

    `shown` is what stands above it, the idea's own title, which is not said twice.
    """
    named = one.next and one.next.title.strip().lower() != shown.strip().lower()
    title = f": {ended(one_line(one.next.title))}" if one.next and named else "."
    tried = _tried(one)
    return f"{one_line(one.title)}, {place_words(one)}{title}{f' {_capital(tried)}.' if tried else ''}"


def comes_words(one: Following, following: Sequence[Following], shown: str) -> str:
    """When the idea that is a programme's next step comes, `comes with tomorrow's page`; `shown` is that of today's
    page, a ref, and `following` are all programmes, the one that has waited longest first."""
    ref = one.next.ref if one.next else ""
    if ref == shown:
        return "is on today's page"
    if one.aside or one.planned:
        return "was put aside, and comes back tomorrow" if one.aside else "is planned; tell how it went"
    return "comes with tomorrow's page" if next_card(following) == ref else "comes with a later page"


def next_line(one: Following) -> str:
    """What a programme has next beside the page: `Next in Co-creation, step 4 of 12: Look back at the taste.`"""
    title = ended(one_line(one.next.title)) if one.next else ""
    return f"Next in {one_line(one.title)}, {place_words(one)}: {title}"


def kind_words(step: ProgrammeStep) -> str:
    """What a step asks for: `an article to read`, `a check: three questions, one to answer`."""
    many = len(step.questions)
    if step.kind is StepKind.CHECK and many > 1:
        return f"a check: {number(many)} questions, one to answer"
    if step.kind is StepKind.CARD and step.trials > 1:
        return f"an idea, on the daily page, with {plural(step.trials, 'trial')}"
    return _KINDS[step.kind]


def missing_line(one: Following) -> str:
    """That what the next step names is not here, "" where it is."""
    if not one.missing or one.next is None:
        return ""
    return f"What it asks for, {one_line(one.next.ref)}, is in no pack here. Install its pack, or pass it over."


def asks_line(one: Following) -> str:
    """What the next step asks for, as a sentence: `An article to read.`; or else where it stands: not
    here, put aside, or planned."""
    if missing := missing_line(one):
        return missing
    if one.aside:
        return "Put aside for today; it comes back tomorrow."
    if one.planned:
        return "Go on with it, and tell how it went." if one.tried else "It is planned; tell how it went."
    return f"{_capital(kind_words(one.next))}." if one.next else ""


def state_line(one: Following | None, programme: Programme | None) -> str:
    """How it stands with a programme, as a sentence."""
    if one is None:
        return "Not followed." if programme is None else f"Not followed. {steps_words(programme)}."
    words = COURSES[one.course]
    if one.programme is None:
        return f"{_capital(words)}; its pack is not here."
    if one.next:
        planned = "planned, not told yet" if one.planned and not one.tried else ""
        parts = ["" if planned else _tried(one), "put aside for today" if one.aside else planned]
        place = f"{'' if one.course is Course.ACTIVE else 'at '}{place_words(one)}"
        return f"{'; '.join(filter(None, [f'{_capital(words)}, {place}', *parts]))}."
    if one.course is Course.LEFT:
        return f"Left, {_of(done_steps(one), len(one.steps), 'step')} done."
    return f"{_capital(words)}, {plural(len(one.steps), 'step')}."


def steps_words(programme: Programme) -> str:
    """How many steps a programme has, and which variants: `Twelve steps; start-up, growth or scale-up`."""
    if not programme.variants:
        return _capital(plural(len(programme.steps), "step"))
    counts = sorted({len(programme.steps_of(variant)) for variant in programme.variants})
    many = number(counts[0]) if len(counts) == 1 else f"{number(counts[0])} to {number(counts[-1])}"
    return f"{_capital(many)} steps; {either(programme.variants)}"


def step_numbers(steps: Sequence[ProgrammeStep], variants: Sequence[str]) -> list[str]:
    """The place of each step among those of its variant, `3`; of one that stands in several places, `3-4`."""
    found: list[list[int]] = [[] for _ in steps]
    for variant in variants or ("",):
        own = [at for at, step in enumerate(steps) if step.only in ("", variant)]
        for number_, at in enumerate(own, start=1):
            found[at].append(number_)
    return ["-".join(str(one) for one in sorted({min(places), max(places)})) if places else "" for places in found]


def either(words: Sequence[str]) -> str:
    """`start-up, growth or scale-up`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def variant_line(one: Following) -> str:
    """That the variant which was chosen is no longer there, "" where it is."""
    if not one.lost_variant:
        return ""
    return f'The variant "{one_line(one.lost_variant)}" is no longer there; the steps that are for everybody remain.'


def passed_line(before: Sequence[Following], after: Sequence[Following]) -> str:
    """Which steps have been done between these two, `That was step 3 of 8.`; "" where none has."""
    was = {one.id: one.done for one in before}
    passed = [(one, step) for one in after if one.id in was for step in one.steps if step.id in one.done - was[one.id]]
    places = [f"step {one.place(step)} of {len(one.steps)}" for one, step in passed]
    if len(passed) > 1:
        places = [f"{place} in {one_line(one.title)}" for place, (one, _) in zip(places, passed, strict=True)]
    if not passed:
        return ""
    said = f"That was {' and '.join(filter(None, [', '.join(places[:-1]), places[-1]]))}."
    over = [one_line(one.title) for one, _ in passed if one.course is Course.FINISHED]
    return f"{said} {' and '.join(dict.fromkeys(over))} {'is' if len(over) == 1 else 'are'} done." if over else said


def moved_line(before: Sequence[Following], after: Sequence[Following]) -> str:
    """For which step a trial has been told that wants more of them, `That is one of two trials for step 1 of 8.`; ""
    where none has."""
    was = {(one.id, one.next.id): one.tried for one in before if one.next}
    moved = [(one, one.next) for one in after if one.next and one.tried > was.get((one.id, one.next.id), one.tried)]
    parts = [f"{_of(one.tried, step.trials, 'trial')} for {place_words(one)}" for one, step in moved]
    return f"That is {' and '.join(parts)}." if parts else ""


def on_the_way(tried: int, answered: int, captured: int) -> str:
    """What a programme left behind, counted: `On the way: seven trials, two answers and one capture.`"""
    counts = [(tried, "trial"), (answered, "answer"), (captured, "capture")]
    parts = [plural(count, what) for count, what in counts if count]
    said = " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    return f"On the way: {said}." if said else "Nothing was recorded on the way."


def lapsed_line(before: Sequence[Following], after: Sequence[Following]) -> str:
    """Which steps are to be done again after this, `Next again: the step "Count it".`; "" where none is."""
    now = {one.id: one.done for one in after}
    again = [
        f'Next again: the step "{one_line(step.title)}".'
        for one in before
        if one.id in now
        for step in one.steps
        if step.id in one.done - now[one.id]
    ]
    return " ".join(again)


def done_steps(one: Following) -> int:
    """How many of the steps that there are have been done."""
    return sum(step.id in one.done for step in one.steps)


def _tried(one: Following) -> str:
    step = one.next
    if step is None or step.kind is not StepKind.CARD or step.trials < 2:
        return ""
    return f"{_of(one.tried, step.trials, 'trial')} told"


def _of(count: int, many: int, what: str) -> str:
    """`none of two trials`."""
    return f"{number(count) if count else 'none'} of {plural(many, what)}"


def ended(title: str) -> str:
    """A title as a sentence: with a full stop, unless it ends in a mark of its own."""
    return title if title.endswith(_ENDINGS) else f"{title}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
