"""What makes a card, and how a Try bullet is taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.cards import LEVELS, Card, Suggestion
from companion.packs.cards import read_card
from companion.packs.digests import digest
from companion.packs.fields import Scope
from companion.packs.findings import Code, Report
from companion.packs.grammar import read_entries

THEMES = ("people", "value", "work", "learning")


def read(text: str) -> tuple[Card | None, list[str]]:
    report = Report("notice.md")
    (entry,) = read_entries(text.encode(), report)
    card = read_card(entry, Scope("calm-week", THEMES, report, []))
    return None if report.errors else card, [str(finding) for finding in report.findings]


def well(text: str) -> Card:
    card, findings = read(text)
    assert findings == []
    assert card is not None
    return card


def test_a_card_holds_what_was_written(card: str):
    found = well(card)

    assert found.ref == "calm-week/say-one-unsure-thing"
    assert (found.theme, found.level, found.minutes, found.tags) == ("people", 101, 5, ("anywhere",))
    assert found.sources == ("Edmondson 1999, Psychological Safety and Learning Behavior in Work Teams",)
    assert found.questions == ("What happened in the ten seconds after you said it?",)
    assert found.experiments[0] == Suggestion(
        text="When a meeting slows down, I will say one thing I am unsure of. Expect: someone else admits a doubt too.",
        cue="When a meeting slows down",
        action="say one thing I am unsure of",
        expect="someone else admits a doubt too.",
    )


def test_minutes_may_be_left_out(card: str):
    assert well(card.replace("minutes: 5\n", "")).minutes == 10


def test_ask_may_come_before_try(card: str):
    head, rest = card.split("### Try\n")
    tries, asks = rest.split("### Ask\n")

    assert well(f"{head}### Ask\n{asks}\n### Try\n{tries}") == well(card)


def test_the_last_line_needs_no_newline(card: str):
    assert well(card.rstrip("\n")) == well(card)


# Try bullets


@pytest.mark.parametrize(
    ("text", "cue", "action", "expect"),
    [
        ("When A, I will b. Expect: c.", "When A", "b", "c."),
        ("When A, I will b", "When A", "b", ""),
        ("I will b. Expect: c", "", "b", "c"),
        ("I will b.", "", "b", ""),
        ("Count what waits.", "", "Count what waits.", ""),
        ("Count what waits. Expect: five.", "", "Count what waits.", "five."),
        ("If B, I will say so, I will.", "If B", "say so, I will", ""),
        ("If A, I will b, I will c.", "If A", "b, I will c", ""),
        ("When A, I will ask: Expect: what? Expect: d", "When A", "ask: Expect: what?", "d"),
        ("Expect: nothing", "", "Expect: nothing", ""),
    ],
)
def test_both_cue_and_prediction_are_optional(text: str, cue: str, action: str, expect: str):
    assert Suggestion.parse(text) == Suggestion(text, cue, action, expect)


@given(st.text())
def test_every_part_of_a_suggestion_is_found_in_its_text(text: str):
    found = Suggestion.parse(text)

    assert found.text == text
    assert all(part in text for part in (found.cue, found.action, found.expect))


# What is refused


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("people", "peeple", 'notice.md:3:8 E104 theme "peeple" is not known; did you mean "people"?'),
        ("theme: people\n", "", "notice.md:1:1 E109 this card has no theme;"),
        ("level: 101\n", "", "notice.md:1:1 E109 this card has no level;"),
        ("101", "102", 'notice.md:4:8 E110 level "102" is not known; did you mean "101"?'),
        ("minutes: 5", "minutes: 0", 'notice.md:5:10 E110 minutes "0"'),
        ("minutes: 5", "minutes: 61", 'notice.md:5:10 E110 minutes "61"'),
        ("minutes: 5", "minutes: five", 'notice.md:5:10 E110 minutes "five"'),
        ("minutes: 5", "minutes: ٥", 'notice.md:5:10 E110 minutes "٥"'),
        ("minutes: 5", "minutes: 1_0", 'notice.md:5:10 E110 minutes "1_0"'),
        ("source: Edmondson", "tags: Edmondson", "E109 this card has no source;"),
        ("### Ask\n", "### ask\n", 'notice.md:16:1 E112 a card has no section "ask"; did you mean "Ask"?'),
        ("### Ask\n", "### Try\n", "notice.md:16:1 E113 this card has two sections Try;"),
        ("### Ask\n", "", "notice.md:1:1 E114 this card has no section Ask;"),
        ("- What happened in the ten seconds after you said it?\n", "", "notice.md:16:1 E114 Ask holds 0 bullets"),
        ("### Try\n", "### Try\n- One\n- Two\n", "notice.md:12:1 E114 Try holds 4 bullets"),
        ("name the one thing I could not check.", ".", "notice.md:14:1 E117 this experiment is unfinished"),
        ("could not check.", "could not check. Expect:", "notice.md:14:1 E117 this experiment is unfinished"),
    ],
)
def test_each_fault_in_a_card_has_its_place_and_code(card: str, old: str, new: str, finding: str):
    found, findings = read(card.replace(old, new))

    assert found is None
    assert any(finding in one for one in findings)


def test_a_card_needs_an_idea(card: str):
    head, body = card.split("\n\n", 1)
    found, findings = read(f"{head}\n\n{body[body.index('### Try') :]}")

    assert found is None
    assert [finding.split()[1] for finding in findings] == [Code.NO_PROSE]


def test_all_faults_of_a_card_are_reported_at_once(card: str):
    _, findings = read(card.replace("people", "peeple").replace("101", "1").replace("### Ask", "### Asks"))

    assert [finding.split()[1] for finding in findings] == ["E112", "E104", "E110"]


# Laws

WORDS = st.text(st.characters(categories=("Ll", "Lu", "Nd", "Sm")), min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
SUGGESTIONS = st.builds(
    lambda cue, action, expect: Suggestion.parse(f"{cue}, I will {action}." + (f" Expect: {expect}" if expect else "")),
    SENTENCES,
    SENTENCES,
    SENTENCES | st.just(""),
)
CARDS = st.builds(
    Card,
    pack=st.just("calm-week"),
    id=st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True),
    title=SENTENCES,
    theme=st.sampled_from(THEMES),
    level=st.sampled_from(LEVELS),
    minutes=st.integers(1, 60),
    idea=st.lists(SENTENCES, min_size=1, max_size=3).map("\n\n".join),
    sources=st.lists(SENTENCES, min_size=1, max_size=3).map(tuple),
    experiments=st.lists(SUGGESTIONS, min_size=1, max_size=3).map(tuple),
    questions=st.lists(SENTENCES, min_size=1, max_size=3).map(tuple),
    tags=st.lists(WORDS, max_size=3).map(tuple),
)


def render(card: Card) -> str:
    """The card as an author would write it."""
    fields = [
        "kind: card",
        f"theme: {card.theme}",
        f"level: {card.level}",
        f"minutes: {card.minutes}",
        *(f"source: {source}" for source in card.sources),
        *([f"tags: {', '.join(card.tags)}"] if card.tags else []),
    ]
    tries = [f"- {experiment.text}" for experiment in card.experiments]
    asks = [f"- {question}" for question in card.questions]
    heading = f"## {card.title} {{#{card.id}}}"
    return "\n".join([heading, *fields, "", card.idea, "", "### Try", *tries, "", "### Ask", *asks, ""])


@given(CARDS)
def test_a_rendered_card_reads_back_as_it_was(card: Card):
    found = well(render(card))

    assert found == card
    assert digest(found) == digest(card)


@given(CARDS, CARDS)
def test_two_cards_share_a_digest_only_if_a_reader_sees_the_same(one: Card, other: Card):
    def shown(card: Card) -> list[object]:
        return [getattr(card, name) for name in Card.__slots__ if name not in ("pack", "id", "digest")]

    assert (digest(one) == digest(other)) == (shown(one) == shown(other))
    assert len(digest(one)) == 16
