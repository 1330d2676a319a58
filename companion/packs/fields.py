"""The fields of an entry or a step, checked by their definitions: what is missing, and what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from companion.packs.definitions import FieldRule, Ids, OneOf, Ref, Rules, Takes, Text, ThemeId, VariantId, Whole, Words
from companion.packs.fieldlines import Field
from companion.packs.findings import Code, Report, listed, quoted
from companion.packs.grammar import RawEntry
from companion.packs.ids import is_id, is_ref

_CODES = {ThemeId: Code.THEME, VariantId: Code.VARIANT}


@dataclass(frozen=True, slots=True)
class Link:
    """Where one entry names another: `ref` is `pack-id/entry-id`, and what has that name must be of this kind.

    `by` is the ref of the entry that names it; a successor is what `replaced-by` names.
    """

    report: Report
    field: Field
    ref: str
    kind: str
    by: str
    is_successor: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What an entry is read in: its pack's id, the themes it may name, and where findings and links are noted."""

    pack: str
    themes: Collection[str]
    report: Report
    links: list[Link]

    def whole(self, ref: str) -> str:
        """A ref with its pack."""
        return ref if "/" in ref else f"{self.pack}/{ref}"


@dataclass(frozen=True, slots=True)
class Values:
    """The values of fields by name, a default where one was left out; whatever is wrong is reported, not left out."""

    rules: Rules
    given: Mapping[str, Sequence[Field]]

    def field(self, name: str) -> Field | None:
        """The field itself, if it was given."""
        return self.given[name][0] if name in self.given else None

    def text(self, name: str) -> str:
        """The value, "" where there is neither one nor a default."""
        return self.given[name][0].value if name in self.given else self.rules[name].default

    def number(self, name: str) -> int:
        """The value of a field that takes a whole number, 0 where it is none."""
        return _whole(self.text(name))

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field that may repeat."""
        return tuple([field.value for field in self.given.get(name, ())])

    def fits(self, name: str) -> bool:
        """Whether a field that names no entry and chooses from nothing was given, with a value that it takes."""
        return name in self.given and not _unfit(name, self.text(name), self.rules[name].takes)

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a field that takes them with commas between."""
        return tuple(words_of(self.text(name)))


def read_values(
    fields: Iterable[Field], rules: Rules, thing: str, line: int, scope: Scope, variants: Collection[str] | None = ()
) -> Values:
    """The values of these fields; a missing one is reported at `line` as what `thing`, such as "this card", lacks.

    Without `variants`, which are None where the programme's are wrong, any will do.
    """
    given: dict[str, list[Field]] = {}
    for field in fields:
        if field.name in rules:
            given.setdefault(field.name, []).append(field)
            _check(field, rules[field.name], scope, variants)
    for rule in rules.values():
        if rule.required and rule.name not in given:
            message = f"{thing} has no {rule.name}; {_how_to_add(rule, scope.themes)}"
            scope.report.add(line, 1, Code.FIELD_MISSING, message)
    return Values(rules, given)


def note_successor(entry: RawEntry, values: Values, scope: Scope) -> None:
    """Note what replaces a retired entry, to be looked for once the pack is read; report it on one not retired."""
    field = values.field("replaced-by")
    if field is None or not is_ref(field.value):
        return
    if values.text("status"):
        ref, by = scope.whole(field.value), scope.whole(entry.id)
        scope.links.append(Link(scope.report, field, ref, entry.kind, by, is_successor=True))
    else:
        message = "only a retired entry is replaced by another; add `status: retired`, or delete this line"
        scope.report.add(field.line, 1, Code.NOT_RETIRED, message)


def words_of(value: str) -> list[str]:
    """The words in a list with commas between them."""
    return [word for word in map(str.strip, value.split(",")) if word]


def _check(field: Field, rule: FieldRule, scope: Scope, variants: Collection[str] | None) -> None:
    """Report a value that does not fit what the field takes; that there is none was reported before."""
    if not field.value or isinstance(rule.takes, (Text, Words)):
        return
    choices = _choices(rule, scope.themes, variants)
    if choices is None:
        if message := _unfit(field.name, field.value, rule.takes):
            scope.report.add(field.line, field.column, Code.FIELD_VALUE, message)
    elif field.value not in choices:
        advice = scope.report.advice(field.value, choices) if choices else "there is nothing to name, so delete this"
        code = _CODES.get(type(rule.takes), Code.FIELD_VALUE)
        message = f"{field.name} {quoted(field.value)} is not known; {advice}"
        scope.report.add(field.line, field.column, code, message)


def _choices(rule: FieldRule, themes: Collection[str], variants: Collection[str] | None) -> Collection[str] | None:
    """The words that a field chooses from, None where it takes something else."""
    if isinstance(rule.takes, OneOf):
        return rule.takes.words
    if isinstance(rule.takes, ThemeId):
        return themes
    return variants if isinstance(rule.takes, VariantId) else None


def _unfit(name: str, value: str, takes: Takes) -> str:
    """What is wrong with the value of a field that does not choose, "" if nothing is."""
    if isinstance(takes, Whole) and not takes.least <= _whole(value) <= takes.most:
        return f"{name} {quoted(value)} is not a whole number from {takes.least} to {takes.most}"
    if isinstance(takes, Ref) and not is_ref(value):
        return f"{quoted(value)} does not name an entry; give its id, or its pack's id, a slash and its id"
    if isinstance(takes, Ids):
        return _unfit_ids(name, words_of(value))
    return ""


def _unfit_ids(name: str, words: Sequence[str]) -> str:
    seen: set[str] = set()
    for word in words:
        if not is_id(word):
            return f"{quoted(word)} cannot be one of {name}; use a to z, 0 to 9 and single hyphens, as in start-up"
        if word in seen:
            return f"{quoted(word)} is one of {name} twice; keep one"
        seen.add(word)
    return "" if len(words) > 1 else f"{name} are two words or more; add another, or delete this line"


def _whole(value: str) -> int:
    # int() alone would take "1_0" and digits of other scripts, and refuse a number of 5,000 digits.
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 3 else 0


def _how_to_add(rule: FieldRule, themes: Collection[str]) -> str:
    choices = _choices(rule, themes, ())
    if choices:
        return f"write `{rule.name}: ` and one of {listed(choices)}"
    if rule.repeats:
        return f"name one, or write `{rule.name}: own experience`"
    return f"write one, like `{rule.name}: {rule.example}`"
