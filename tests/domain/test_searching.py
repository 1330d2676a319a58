"""Words in texts: what folding takes for the same, what a search asks for, where it is found, and what comes first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.records import Answer, Decision, Outcome, Record, Shown, Trial, Untried, Verdict
from companion.domain.searching import Fit, Match, Matcher, Text, Voice, fold, marks, terms, texts
from tests.domain.making import FRI, MON, common, decision, plan, reflection, review, trial, untried

# Every awkward thing that folding meets: marks that stand alone, letters that become two or none, forms of one letter.
awkward = st.sampled_from(
    [*"aAbBsS 1-'\"\\.", "\n", *"éÉßẞİıσςΣﬁ½ｗＫ’Ⅷ한中", "\u0301", "\u0308", "\u0345", "🎉", "\ud800"]
)
writing = st.lists(awkward | st.characters(), max_size=24).map("".join)
short = st.lists(awkward, min_size=1, max_size=3).map("".join)


# Folding


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Naïve", "NAIVE"),
        ("Straße", "STRASSE"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσεύς"),
        ("İstanbul", "istanbul"),
        ("cafe\u0301", "Café"),
        ("ﬁne", "FINE"),
        ("ＷＩＤＥ", "wide"),
        ("don’t", "don't"),
        ("co‑operate", "co-operate"),
        ("ёлка", "ЕЛКА"),
    ],
)
def test_what_differs_only_in_case_accents_or_the_form_of_its_letters_is_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


def test_what_sounds_alike_is_not_the_same() -> None:
    assert len({fold(text) for text in ("a", "o", "ø", "b", "1", "l", "ı")}) == 7


@given(writing, writing)
def test_a_text_folded_in_pieces_is_the_same_as_folded_whole(first: str, second: str) -> None:
    assert fold(first + second) == fold(first) + fold(second)


@given(writing)
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# What a search asks for


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", ()),
        (" \t\n ", ()),
        ("?! … -- 🎉", ()),
        ("Handover", ("handover",)),
        ("  the   HANDOVER\n", ("the", "handover")),
        ("“the handover,” (again)", ("the", "handover", "again")),
        ("one One ÓNE", ("one",)),
        ("don’t well-kept 3.5", ("don't", "well-kept", "3.5")),
        ("हिन्दी!", ("हिनदी",)),
        ("a\u00a0b", ("a", "b")),
        ("\u0301", ()),
    ],
)
def test_a_search_is_its_words_without_the_punctuation_around_them(words: str, asked: tuple[str, ...]) -> None:
    assert terms(words) == asked


# Where it is


def test_what_matched_is_told_in_characters_of_the_text_itself() -> None:
    assert marks("The naïve, the NAIVE", "naive") == ((4, 9), (15, 20))
    assert marks("Große Maße", "ss") == ((3, 4), (8, 9))
    assert marks("A cafe\u0301 nearby", "cafe") == ((2, 7),)
    assert marks("A fine ﬁt", "fi") == ((2, 4), (7, 8))
    assert marks("½ past", "2") == ((0, 1),)


def test_parts_of_words_match_and_what_overlaps_is_one() -> None:
    assert marks("handover", "and over") == ((1, 8),)
    assert marks("banana", "ana") == ((1, 6),)
    assert marks("Masse", "s") == ((2, 4),)
    assert marks("Maße", "s") == ((2, 3),)


def test_nothing_matches_nothing() -> None:
    assert marks("anything", "") == marks("", "anything") == marks("anything", "?!") == ()


@given(writing, st.lists(short, max_size=2).map(" ".join))
def test_just_the_characters_that_take_part_in_a_match_are_marked(text: str, words: str) -> None:
    origin = [number for number, char in enumerate(text) for _ in fold(char)]
    folded = fold(text)
    taking_part = {
        origin[at + inside]
        for term in terms(words)
        for at in range(len(folded))
        if folded.startswith(term, at)
        for inside in range(len(term))
    }
    spans = marks(text, words)
    marked = {number for first, last in spans for number in range(first, last)}
    # An accent goes with its letter, although it takes part in no match.
    assert {number for number in marked if fold(text[number])} == taking_part
    assert all(fold(text[first]) for first, _ in spans)
    assert all(first < last <= len(text) for first, last in spans)
    assert all(last < first for (_, last), (first, _) in pairwise(spans))
    assert all(last == len(text) or fold(text[last]) for _, last in spans)


# What comes first


def rank(words: str, *found: Text) -> tuple[int, int] | None:
    answer = Matcher(terms(words)).match(found)
    return answer.rank if answer else None


OWN, EXPECTED, CARD = Voice.OWN, Voice.EXPECTED, Voice.CARD


def test_ones_own_words_come_before_what_was_expected_and_both_before_the_cards() -> None:
    places = [("note", OWN), ("expect", EXPECTED), ("shown.idea", CARD)]
    ranks = [
        rank("doubt", (name, voice, f"A {word}.")) for name, voice in places for word in ("doubt", "doubts", "redoubt")
    ]
    assert ranks == [(voice, fit) for voice in Voice for fit in Fit]


def test_a_whole_word_comes_before_a_beginning_and_that_before_a_part() -> None:
    assert rank("ask", ("note", OWN, "I did ask.")) == (OWN, Fit.WHOLE)
    assert rank("ask", ("note", OWN, "Task: asking")) == (OWN, Fit.BEGINNING)
    assert rank("ask", ("note", OWN, "A task")) == (OWN, Fit.PART)
    assert rank("naive", ("note", OWN, "nai\u0308ve")) == (OWN, Fit.WHOLE)


def test_all_words_must_be_there_in_whichever_texts_and_the_worst_of_them_ranks() -> None:
    found = (("action", OWN, "I will ask"), ("expect", EXPECTED, "doubts"), ("shown.idea", CARD, "Ask of doubt"))
    assert rank("ask doubt", *found) == (EXPECTED, Fit.BEGINNING)
    assert rank("ask doubt", *found[:1]) is None
    assert rank("ask doubt certainty", *found) is None


def test_the_text_that_is_told_has_the_most_of_the_words_and_of_those_is_the_best() -> None:
    found = (("action", OWN, "I will ask"), ("expect", EXPECTED, "a doubt"), ("shown.idea", CARD, "ask a doubt"))
    assert Matcher(("ask", "doubt")).match(found) == Match((EXPECTED, Fit.WHOLE), "shown.idea", "ask a doubt")
    assert Matcher(("ask",)).match(found) == Match((OWN, Fit.WHOLE), "action", "I will ask")
    found = (("plus", OWN, "tasks"), ("minus", OWN, "ask"))
    assert Matcher(("ask",)).match(found) == Match((OWN, Fit.WHOLE), "minus", "ask")


some_texts = st.lists(
    st.tuples(st.sampled_from(["f", "g"]), st.sampled_from(Voice), st.text("ab ", max_size=6)), max_size=5
)


@given(
    st.lists(some_texts, max_size=3),
    st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3, unique=True),
)
def test_a_record_ranks_as_its_worst_word_in_the_best_text_for_it(records: list[list[Text]], asked: list[str]) -> None:
    matcher = Matcher(asked)
    for record in records:
        found = sorted(record, key=lambda one: one[1])
        best = [
            min((rank(term, one) for one in found if term in one[2]), key=lambda one: one or (9, 9), default=None)
            for term in asked
        ]
        answer = matcher.match(found)
        assert (answer is None) == (None in best)
        assert answer is None or answer.rank == max(one for one in best if one)


# Which texts a record has


def fields(table: str, record: Record) -> dict[str, tuple[Voice, str]]:
    return {name: (voice, text) for name, voice, text in texts(table, record)}


SHOWN = Shown(title="Count", idea="What waits", source="A book", digest="abc")
CARDS_WORDS = {"shown.title": (CARD, "Count"), "shown.idea": (CARD, "What waits"), "shown.source": (CARD, "A book")}


def test_every_text_of_every_kind_of_record_is_searched() -> None:
    planned = plan(FRI, "ask", cue="When", expect="a doubt", know="they say so", shown=SHOWN, theme="work", card="p/x")
    assert fields("plans", planned) == CARDS_WORDS | {
        "action": (OWN, "ask"),
        "cue": (OWN, "When"),
        "expect": (EXPECTED, "a doubt"),
        "know": (EXPECTED, "they say so"),
    }
    wrote = reflection(FRI)
    assert fields("reflections", wrote) == {"text": (OWN, "It rained."), "question": (CARD, "What happened?")}
    assert (
        fields("trials", trial(FRI)) == fields("untried", untried(FRI, FRI)) == fields("decisions", decision(FRI)) == {}
    )
    reviewed = review(MON, plus="a", minus="b", next="c", deeper=(Answer(question="Why?", text="d"),))
    assert fields("reviews", reviewed) == {
        "plus": (OWN, "a"),
        "minus": (OWN, "b"),
        "next": (OWN, "c"),
        "deeper.0.text": (OWN, "d"),
        "deeper.0.question": (CARD, "Why?"),
    }


def test_texts_come_in_the_order_of_their_voices() -> None:
    deeper = (Answer(question="Why?", text="d"), Answer(question="What?", text="e"))
    planned = plan(FRI, "ask", expect="a doubt", shown=SHOWN)
    for table, record in (("plans", planned), ("reviews", review(MON, plus="a", deeper=deeper))):
        voices = [voice for _, voice, _ in texts(table, record)]
        assert voices == sorted(voices)


def test_a_note_and_a_lesson_are_ones_own() -> None:
    told = Trial(**common(FRI), experiment="x", outcome=Outcome.BETTER, told=FRI, note="n")
    assert fields("trials", told) == {"note": (OWN, "n")}
    assert fields("untried", Untried(**common(FRI), experiment="x", about=FRI, note="n")) == {"note": (OWN, "n")}
    assert fields("decisions", Decision(**common(FRI), verdict=Verdict.DROP, lesson="n")) == {"lesson": (OWN, "n")}
