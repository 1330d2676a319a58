"""What a pack's Markdown can hold, as data: readers check by it, and the reference is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from companion.domain.cards import LEVELS
from companion.domain.entries import LineKind, StepKind, Use
from companion.packs import examples


@dataclass(frozen=True, slots=True)
class Text:
    """A field that takes any text."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field that takes one of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A field that takes a whole number between two, both included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Words:
    """A field that takes words with commas between them."""


@dataclass(frozen=True, slots=True)
class Ids:
    """A field that takes words made like ids with commas between them, at least two and each once."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A field that names an entry of this kind, "" for the kind that the entry itself is."""

    kind: str


@dataclass(frozen=True, slots=True)
class ThemeId:
    """A field that names one of the four themes, or one that the pack declares."""


@dataclass(frozen=True, slots=True)
class VariantId:
    """A field that names one of its programme's variants."""


Takes = Text | OneOf | Whole | Words | Ids | Ref | ThemeId | VariantId


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One `name: value` line: what it takes, and what stands in where it is left out."""

    name: str
    takes: Takes
    says: str
    example: str
    required: bool = False
    repeats: bool = False
    default: str = ""


Rules = Mapping[str, FieldRule]
"""Fields by name, in the order in which the reference has them."""


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A `### ` heading: its word alone, or `word: Title {#id}` for a step. `least` to `most` bullets stand in it."""

    word: str
    says: str
    is_step: bool = False
    fields: Rules | None = None
    least: int = 0
    most: int = 0


class Prose(Enum):
    """Whether an entry has text of its own; WHOLE is all of it up to the next entry, its headings too."""

    OPTIONAL = "may be left out"
    REQUIRED = "required"
    WHOLE = "required; everything up to the next `## `, with its `### ` headings, as it stands"


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind of entry: its fields, its sections by their words, and what its text is."""

    name: str
    says: str
    fields: Rules
    prose: Prose
    text: str
    sections: Mapping[str, SectionRule]
    example: str


def _fields(*rules: FieldRule) -> dict[str, FieldRule]:
    return {rule.name: rule for rule in rules}


def _sections(*rules: SectionRule) -> Mapping[str, SectionRule]:
    return {rule.word: rule for rule in rules}


_KIND_NAMES = ("card", "question", "term", "article", "programme", "guide")
_KIND = FieldRule("kind", OneOf(_KIND_NAMES), "What this entry is.", "card", required=True)
_THEME = FieldRule("theme", ThemeId(), "The theme it belongs to.", "people")
_SOURCE = FieldRule("source", Text(), "Where it comes from; one line for each.", "Revans 1982", repeats=True)
_STATUS = FieldRule(
    "status", OneOf(("retired",)), "Takes it off offer and keeps it for those who have used it.", "retired"
)
_REPLACED = FieldRule("replaced-by", Ref(""), "The entry of the same kind to use instead of a retired one.", "other-id")
EVERY = _fields(_KIND, _STATUS, _REPLACED)
"""The fields that every kind of entry has."""

_ONLY = FieldRule("only", VariantId(), "The one variant that has this step.", "growth")


def _of_entry(*rules: FieldRule) -> Rules:
    return _fields(*rules) | EVERY


def _step_field(kind: StepKind, example: str) -> FieldRule:
    says = f"The {kind} of this step. A step names one card, article or guide."
    return FieldRule(kind.value, Ref(kind.value), says, example)


CARD_MINUTES = Whole(1, 60)
KNOWN_TAGS = ("anywhere",)
"""The tags that mean something; any other is welcome."""
GUIDE_MINUTES = Whole(1, 480)

_CARD = KindRule(
    "card",
    "One idea for a day's page, with something small to try and something to ask.",
    _of_entry(
        replace(_THEME, required=True),
        FieldRule(
            "level",
            OneOf(tuple(map(str, LEVELS))),
            "How far along a reader is: 101 notice, 201 try, 301 share, 401 lead.",
            "101",
            required=True,
        ),
        # The default is the middle of the five to fifteen minutes that a page is made for.
        FieldRule("minutes", CARD_MINUTES, "What one of its experiments takes.", "5", default="10"),
        replace(
            _SOURCE, required=True, says="Where the idea comes from; one line for each. `own experience` is welcome."
        ),
        FieldRule("tags", Words(), "`anywhere` says: no desk, diary, team or manager needed.", "anywhere"),
    ),
    Prose.REQUIRED,
    "the idea, in about sixty words",
    _sections(
        SectionRule(
            "Try",
            "Experiments, each `CUE, I will ACTION. Expect: TEXT`. The cue ends at the first `, I will `, the last "
            "` Expect: ` begins what to expect, and both may be left out.",
            least=1,
            most=3,
        ),
        SectionRule("Ask", "Questions to answer once it has been tried.", least=1, most=3),
    ),
    examples.CARD,
)

_QUESTION = KindRule(
    "question",
    "A question by itself: its title asks.",
    _of_entry(
        FieldRule(
            "use",
            OneOf(tuple(Use)),
            "When it is asked: on a day without a card, in a weekly review, or in every fourth one.",
            "deep",
            default=Use.DAILY.value,
        ),
        _THEME,
        _SOURCE,
    ),
    Prose.OPTIONAL,
    "a word on why it is worth asking",
    _sections(),
    examples.QUESTION,
)

_TERM = KindRule(
    "term",
    "One word of the glossary: its title is the word.",
    _of_entry(_THEME, _SOURCE),
    Prose.REQUIRED,
    "what the word means",
    _sections(),
    examples.TERM,
)

_ARTICLE = KindRule(
    "article",
    "Something to read, in Markdown.",
    _of_entry(_THEME, replace(_SOURCE, required=True)),
    Prose.WHOLE,
    "the article",
    _sections(),
    examples.ARTICLE,
)

_PROGRAMME = KindRule(
    "programme",
    "A guided sequence over weeks, in steps.",
    _of_entry(
        FieldRule("variants", Ids(), "Ways through it, of which one is asked for at the start.", "start-up, growth"),
        _THEME,
        _SOURCE,
    ),
    Prose.REQUIRED,
    "what it is for, and how long it takes",
    _sections(
        SectionRule(
            "Step",
            "A card to try, an article to read or a guide to hold. The id keeps a reader's place, so it never changes.",
            is_step=True,
            fields=_fields(
                _step_field(StepKind.CARD, "count-what-waits"),
                _step_field(StepKind.ARTICLE, "why-it-waits"),
                _step_field(StepKind.GUIDE, "calm-week/first-taste"),
                FieldRule(
                    "trials",
                    Whole(1, 30),
                    "How many trials of its card end the step; for cards only.",
                    "2",
                    default="1",
                ),
                _ONLY,
            ),
        ),
        SectionRule(
            "Check",
            "Questions, of which one answered ends the step.",
            is_step=True,
            fields=_fields(_ONLY),
            least=1,
            most=3,
        ),
    ),
    examples.PROGRAMME,
)

_GUIDE = KindRule(
    "guide",
    "A timed agenda for somebody who leads a group.",
    _of_entry(
        FieldRule("minutes", GUIDE_MINUTES, "How long it takes; its steps add up to this.", "10", required=True),
        _THEME,
        _SOURCE,
    ),
    Prose.OPTIONAL,
    "whom it is for, and what to have ready",
    _sections(
        SectionRule(
            "N min",
            "One part of the agenda, N minutes long. Its lines begin with "
            f"{', '.join(f'`{word}:`' for word in LineKind)}, in any order and as often as you like; "
            "what is captured is kept.",
            is_step=True,
        ),
    ),
    examples.GUIDE,
)

KINDS: Mapping[str, KindRule] = {rule.name: rule for rule in (_CARD, _QUESTION, _TERM, _ARTICLE, _PROGRAMME, _GUIDE)}
"""Every kind of entry by the word that a pack calls it."""

ANY: Rules = {
    name: rule
    for kind in KINDS.values()
    for fields in (kind.fields, *(section.fields or {} for section in kind.sections.values()))
    for name, rule in fields.items()
}
"""Every field that some kind of entry, or a step of one, may have."""
