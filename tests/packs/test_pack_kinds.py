"""Questions, terms and articles; and what holds for entries of every kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.domain.entries import KINDS, Article, Entry, Question, Term, Use, kind_of
from companion.packs import MANIFEST, definitions, examples
from companion.packs.digests import digest
from companion.packs.files import MemoryFiles
from companion.packs.reader import Pack, read_files


def read(text: str) -> tuple[Pack | None, list[str]]:
    files = MemoryFiles({MANIFEST: examples.MANIFEST_TEXT.encode(), "notice.md": text.encode()})
    pack, findings = read_files(files)
    return pack, [str(finding).removeprefix("notice.md:") for finding in findings]


def well(text: str) -> Entry:
    pack, findings = read(text)
    assert findings == []
    assert pack is not None
    return pack.entries[0]


def refused(text: str) -> list[str]:
    pack, findings = read(text)
    assert pack is None
    return findings


# Every kind


def test_a_pack_has_entries_of_all_six_kinds_in_the_order_of_its_file():
    pack, findings = read(examples.ENTRIES)

    assert findings == []
    assert pack is not None
    assert [kind_of(entry) for entry in pack.entries] == list(KINDS) == list(definitions.KINDS)
    assert [card.id for card in pack.cards] == ["count-what-waits"]
    assert pack.places["slack"] == ("notice.md", examples.ENTRIES[: examples.ENTRIES.index("{#slack}")].count("\n") + 1)


@pytest.mark.parametrize("kind", definitions.KINDS)
def test_an_entry_of_any_kind_may_be_retired_and_replaced_by_another_of_its_kind(kind: str):
    text = definitions.KINDS[kind].example
    id = text[text.index("{#") + 2 : text.index("}")]
    old = text.replace(f"{{#{id}}}", "{#old-one}", 1).replace(
        f"kind: {kind}", f"kind: {kind}\nstatus: retired\nreplaced-by: {id}"
    )
    pack, findings = read(f"{examples.ENTRIES}\n{old}")

    assert findings == []
    assert pack is not None
    assert pack.retired == {"calm-week/old-one": f"calm-week/{id}"}
    assert len(pack.entries) == 7


@pytest.mark.parametrize("kind", definitions.KINDS)
def test_a_digest_is_of_what_a_reader_sees_and_not_of_the_name(kind: str):
    pack, _ = read(examples.ENTRIES)
    assert pack is not None
    (entry,) = [entry for entry in pack.entries if kind_of(entry) == kind]

    assert len(entry.digest) == 16
    assert digest(replace(entry, pack="other", id="other", digest="")) == entry.digest
    assert digest(replace(entry, title="Another title")) != entry.digest


def test_the_digest_of_a_card_is_what_it_has_always_been():
    pack, _ = read(examples.ENTRIES)

    assert pack is not None
    assert pack.cards[0].digest == "df72b8d50fb7a849"


@pytest.mark.parametrize("name", ["level", "minutes", "tags", "variants", "use"])
@pytest.mark.parametrize("kind", definitions.KINDS)
def test_a_field_of_another_kind_is_refused(kind: str, name: str):
    rules = definitions.KINDS[kind].fields
    text = definitions.KINDS[kind].example.replace(f"kind: {kind}", f"kind: {kind}\n{name}: 5")
    told = [finding.partition(" ")[2] for finding in read(text)[1]]

    assert (f'E106 "{name}" is not for {kind}s; delete this line' in told) == (name not in rules)


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ("status: retired\nreplaced-by: slack", "5:14 E127 this leads back to the entry itself"),
        ("status: retired\nreplaced-by: calm-week/slack", "5:14 E127 this leads back"),
        ("status: retired\nreplaced-by: slac", '5:14 E124 this pack has no "slac"; did you mean "slack"?'),
        ("status: retired\nreplaced-by: why-it-waits", '5:14 E125 "why-it-waits" is of kind article; name one of kind'),
        ("replaced-by: why-it-waits", "4:1 E126 only a retired entry is replaced by another"),
    ],
)
def test_what_replaces_an_entry_is_another_of_its_kind_in_the_pack(fields: str, finding: str):
    assert refused(f"\n{examples.TERM}\n{examples.ARTICLE}".replace("kind: term", f"kind: term\n{fields}"))[
        0
    ].startswith(finding)


def test_a_circle_of_entries_that_replace_each_other_is_told_of_each_of_them():
    chain = {"a": "b", "b": "c", "c": "b", "d": "a", "e": "f", "f": "g"}
    text = "\n".join(
        f"## T {{#{id}}}\nkind: term\nstatus: retired\nreplaced-by: {other}\n\nText." for id, other in chain.items()
    )

    assert [finding.split()[:2] for finding in refused(f"{text}\n## T {{#g}}\nkind: term\n\nText.\n")] == [
        ["10:14", "E127"],
        ["16:14", "E127"],
    ]


# Questions


def test_a_question_holds_what_was_written():
    text = examples.QUESTION.replace("theme: work", "theme: work\nsource: one\nsource: two") + "\nA word\nabout it.\n"

    assert replace(well(text), digest="") == Question(
        "calm-week",
        "what-did-you-stop",
        "What did you stop doing, and who noticed?",
        Use.REVIEW,
        "work",
        "A word about it.",
        ("one", "two"),
    )


def test_a_question_is_for_any_day_unless_it_says_otherwise():
    found = well(examples.QUESTION.replace("use: review\n", "").replace("theme: work\n", ""))

    assert isinstance(found, Question)
    assert (found.use, found.theme, found.body) == (Use.DAILY, "", "")


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("review", "reviews", '3:6 E110 use "reviews" is not known; did you mean "review"?'),
        ("theme: work", "theme: wrok", '4:8 E104 theme "wrok" is not known; did you mean "work"?'),
        ("theme: work\n", "\n### Ask\n- What?\n", '5:1 E112 a question has no section "Ask";'),
    ],
)
def test_each_fault_in_a_question_has_its_place_and_code(old: str, new: str, finding: str):
    assert refused(examples.QUESTION.replace(old, new))[0].startswith(finding)


# Terms


def test_a_term_holds_what_was_written():
    assert replace(well(examples.TERM), digest="") == Term(
        "calm-week",
        "slack",
        "Slack",
        "Room in a day that is promised to nobody. Without it, one late thing makes every later thing late.",
        "",
        ("own experience",),
    )


def test_a_term_without_a_body_is_refused():
    assert refused("## Slack {#slack}\nkind: term\n") == [
        "1:1 E111 this term has no text; write what the word means after a blank line below the fields"
    ]


# Articles


def test_the_markdown_of_an_article_is_kept_as_it_stands():
    fence = "```\n## in a fence {#no-entry}\n### and another\n```"
    body = f"One\nline.\n\n### A heading {{#with braces\n\n{fence}\n\n- a\n  - b"
    found = well(f"## Why {{#why}}\nkind: article\ntheme: people\nsource: one\n\n\n{body}  \n\n\n{examples.TERM}")

    assert replace(found, digest="") == Article("calm-week", "why", "Why", body, "people", ("one",))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("## T {#t}\nkind: article\nsource: one\n", "1:1 E111 this article has no text;"),
        ("## T {#t}\nkind: article\nsource: one\n\n<!-- only this -->\n", "1:1 E111 this article has no text;"),
        ("## T {#t}\nkind: article\n\nText.\n", "1:1 E109 this article has no source; name one, or write `source: own"),
        ("## T {#t}\nkind: article\nsource: one\n### A\n", ""),
    ],
)
def test_an_article_needs_text_and_a_source(text: str, finding: str):
    assert "".join(read(text)[1]).startswith(finding)
