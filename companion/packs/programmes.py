"""From a parsed entry to a programme: its steps and checks, and the variants that have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.packs.definitions import KINDS
from companion.packs.fieldlines import read_fields
from companion.packs.fields import Link, Scope, Values, note_successor, read_values
from companion.packs.findings import Code, quoted
from companion.packs.grammar import RawEntry, Section
from companion.packs.ids import is_ref
from companion.packs.parts import read_prose, read_some_bullets
from companion.packs.source import Line

_RULE = KINDS["programme"]
_CHECK = "Check"
_TARGETS = tuple(kind for kind in StepKind if kind is not StepKind.CHECK)


def read_programme(entry: RawEntry, scope: Scope) -> Programme:
    """The programme of an entry of that kind, to be trusted only where nothing in it was reported."""
    values = read_values(entry.fields, _RULE.fields, "this programme", entry.line, scope)
    note_successor(entry, values, scope)
    variants = dict.fromkeys(values.words("variants"))
    # Where one of them is wrong, what steps are for may well be what was meant.
    known = variants if not variants or values.fits("variants") else None
    found = [_step(section, known, entry, scope) for section in entry.sections]
    steps = tuple([step for step in found if step])
    body = read_prose(entry, scope.report)
    programme = Programme(
        scope.pack, entry.id, entry.title, body, steps, tuple(variants), values.text("theme"), values.every("source")
    )
    if not entry.sections:
        message = "this programme has no steps; add one, with a heading like `### Step: Title {#its-id}`"
        scope.report.add(entry.line, 1, Code.NO_STEP, message)
    elif all(found) and known is not None:
        _check_variants(programme, values, scope)
    return programme


def _check_variants(programme: Programme, values: Values, scope: Scope) -> None:
    field = values.field("variants")
    # Which variants have steps of their own, in one pass: there may be hundreds of both.
    own = {step.only for step in programme.steps}
    for variant in programme.variants:
        if field and "" not in own and variant not in own:
            message = f"variant {quoted(variant)} has no step; give it one, or take it out"
            scope.report.add(field.line, field.column, Code.VARIANT, message)


def _step(section: Section, variants: Collection[str] | None, entry: RawEntry, scope: Scope) -> ProgrammeStep | None:
    """The step under one heading; None where it cannot be told of what kind it is."""
    report = scope.report
    word, colon, title = section.title.partition(":")
    rule = _RULE.sections.get(word)
    if rule is None or rule.fields is None or not colon:
        words = [f"{word}:" for word in _RULE.sections]
        message = f"a programme has no section {quoted(section.title)}; {report.advice(f'{word}:', words)}"
        report.add(section.line, 1, Code.SECTION, message)
        return None
    if not title.strip():
        report.add(section.line, 1, Code.HEADING, f"this step has no title; write one after `{word}:`")
    before = report.errors
    fields, rest = read_fields(section.lines, rule.fields, f"{word.lower()}s", report)
    values = read_values(fields, rule.fields, f"this {word.lower()}", section.line, scope, variants)
    only = values.text("only")
    if word == _CHECK:
        bullets = read_some_bullets(rest, rule, "this check", section.line, report, before)
        questions = tuple([bullet.text for bullet in bullets])
        return ProgrammeStep(section.id, title.strip(), StepKind.CHECK, only=only, questions=questions)
    _refuse_text(rest, scope)
    kind, ref = _target(section, values, entry, scope)
    if kind is not StepKind.CARD and (trials := values.field("trials")):
        report.add(trials.line, 1, Code.STEP, "only a step with a card has trials; delete this line")
    return ProgrammeStep(section.id, title.strip(), kind, ref, values.number("trials"), only)


def _target(section: Section, values: Values, entry: RawEntry, scope: Scope) -> tuple[StepKind, str]:
    """What the step names, noted as a link; none or several are reported."""
    named = [(kind, field) for kind in _TARGETS if (field := values.field(kind.value))]
    for _, field in named[1:]:
        message = "a step names one card, article or guide; make a second step of this"
        scope.report.add(field.line, 1, Code.STEP, message)
    if not named:
        message = "this step names nothing to do; write `card: `, `article: ` or `guide: ` and an id right below"
        scope.report.add(section.line, 1, Code.STEP, message)
        return StepKind.CARD, ""
    kind, field = named[0]
    ref = scope.whole(field.value)
    if is_ref(field.value):
        scope.links.append(Link(scope.report, field, ref, kind.value, scope.whole(entry.id)))
    return kind, ref


def _refuse_text(lines: Iterable[Line], scope: Scope) -> None:
    """Report, once, text where a step has none."""
    stray = next((line for line in lines if not line.blank), None)
    if stray:
        message = "a step has no text of its own; put this into what it names, or above the first step"
        scope.report.add(stray.number, 1, Code.STRAY, message)
