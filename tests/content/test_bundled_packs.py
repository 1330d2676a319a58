"""What the packs that come with the program promise their readers: counts, lengths, sources, variety, plain words."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from pathlib import Path

import pytest

from companion.domain.cards import LEVELS, THEMES, Card
from companion.domain.entries import Article, Guide, Programme, Question, StepKind, Term, Use
from companion.packs.checking import check_files
from companion.packs.files import FolderFiles
from companion.packs.library import load_library
from tests.content.bundled import cards, folders, pack, prose, words
from tests.content.likeness import MOST, alike
from tests.content.reading import ease

ANYWHERE = "anywhere"
A_THEME = {101: 25, 201: 22, 301: 12, 401: 6}
IDEA = range(35, 71)
"""Words."""
ARTICLE = range(600, 901)
SLOGANS = re.compile(
    r"\b(unlock|journey|game-?changer|leverag|synerg|empower|superpower|supercharg|delve|tapestry)", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"\b(colors?|behaviors?|organiz\w+|recogniz\w+|realiz\w+|centers?|favorites?|analyz\w+|labor|fulfill)\b",
    re.IGNORECASE,
)
"""Spelt as in America."""
MYTHS = re.compile(r"21 days|10,?000 hours|learning style|Maslow|70.?20.?10|Zeigarnik|Mehrabian|Myers", re.IGNORECASE)
"""What the evidence is against."""


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_pack_passes_the_check_with_nothing_to_mend(folder: Path):
    library = load_library(folder.parent, None)

    def known(ref: str) -> str | None:
        found = library.entry(ref)
        return type(found).__name__.lower() if found else None

    assert [str(finding) for finding in check_files(FolderFiles(folder), known=known).findings] == []


def test_there_is_a_working_year_of_cards_in_four_equal_themes():
    assert len(cards()) == 260
    for theme in THEMES:
        found = Counter(card.level for card in cards() if card.theme == theme.id)
        assert {level: found[level] for level in LEVELS} == A_THEME


def test_there_are_four_articles_eighty_questions_and_sixty_terms():
    kinds = Counter(type(entry) for entry in pack().entries)
    assert {kind: kinds[kind] for kind in (Article, Question, Term)} == {Article: 4, Question: 80, Term: 60}
    assert {one.theme for one in pack().entries if isinstance(one, Article)} == {theme.id for theme in THEMES}
    assert {one.use for one in pack().entries if isinstance(one, Question)} == set(Use)


@pytest.mark.parametrize("theme", [theme.id for theme in THEMES])
def test_a_card_has_an_idea_a_source_cues_and_something_to_predict(theme: str):
    wrong = []
    for card in cards():
        if card.theme != theme:
            continue
        whole = all(one.cue and one.action and one.expect for one in card.experiments)
        asks = all(question.endswith("?") for question in card.questions)
        sized = len(card.idea.split()) in IDEA and card.minutes in range(5, 16)
        if not (whole and asks and sized and card.sources and len(card.experiments) in (2, 3)):
            wrong.append((card.id, len(card.idea.split()), len(card.experiments)))
    assert wrong == []


def test_a_source_can_be_found_by_its_author_and_year_or_is_ones_own():
    dated = re.compile(r"\b(1[89]|20)\d\d\b|own experience|Big Value Picture")
    assert [(card.id, source) for card in cards() for source in card.sources if not dated.search(source)] == []


def test_a_quarter_of_the_cards_can_be_tried_anywhere():
    for theme in THEMES:
        found = [ANYWHERE in card.tags for card in cards() if card.theme == theme.id]
        assert sum(found) >= len(found) / 4


def test_articles_take_about_five_minutes():
    lengths = {one.id: len(one.body.split()) for one in pack().entries if isinstance(one, Article)}
    assert {id: length for id, length in lengths.items() if length not in ARTICLE} == {}


def test_no_two_cards_make_the_same_point_with_the_same_words():
    every = [card for folder in folders() for card in pack(folder.name).cards]
    assert [pair for pair in alike(every) if pair[0] >= MOST] == []


def test_a_copy_of_a_card_would_be_found():
    first, second = cards()[0], cards()[1]
    copied = Card(**{name: getattr(second, name) for name in second.__slots__} | {"idea": first.idea})
    assert alike([first, copied])[0][0] >= MOST


def test_cards_do_not_begin_alike():
    for theme in THEMES:
        openings = Counter(tuple(words(card.idea)[:3]) for card in cards() if card.theme == theme.id)
        assert [(opening, count) for opening, count in openings.items() if count > 5] == []


def test_the_words_are_plain():
    found = [ease(prose(card)) for card in cards()]
    assert statistics.median(found) >= 55
    assert min(found) >= 40


def test_reading_ease_tells_plain_from_hard():
    assert ease("The cat sat on the mat. It was hot.") > 100
    assert ease("Organisational considerations necessitate interdepartmental coordination activities.") < 0


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_nothing_sounds_like_a_poster_or_is_spelt_as_elsewhere(folder: Path):
    for path in folder.glob("*.md"):
        said = re.sub(r"(?m)^source: .*$", "", path.read_text("utf-8"))  # titles stay as they are
        found = [*SLOGANS.finditer(said), *ELSEWHERE.finditer(said), *re.finditer(r"\w!", said)]
        assert [one[0] for one in found] == [], path.name


def test_no_card_repeats_what_the_evidence_is_against():
    assert [card.id for card in cards() if MYTHS.search(prose(card))] == []


def test_every_programme_can_be_followed_to_its_end_in_each_of_its_variants():
    library = load_library(folders()[0].parent, None)
    programmes = [one for folder in folders() for one in pack(folder.name).entries if isinstance(one, Programme)]
    assert len(programmes) >= 5
    for programme in programmes:
        for variant in programme.variants or ("",):
            steps = programme.steps_of(variant)
            assert steps, programme.ref
            for step in steps:
                assert step.questions if step.kind is StepKind.CHECK else library.entry(step.ref), (
                    programme.ref,
                    step.id,
                )


def test_a_guide_has_something_to_say_and_somewhere_to_write():
    guides = [one for folder in folders() for one in pack(folder.name).entries if isinstance(one, Guide)]
    for guide in guides:
        kinds = {line.kind.value for step in guide.steps for line in step.lines}
        assert {"Ask", "Capture"} <= kinds, guide.ref
        assert sum(step.minutes for step in guide.steps) == guide.minutes
