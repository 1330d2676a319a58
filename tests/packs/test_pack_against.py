"""What a new version of a pack does to those who have the old one."""

from __future__ import annotations

import time

import pytest

from companion.packs import MANIFEST, examples
from companion.packs.against import compare, not_compared
from companion.packs.files import MemoryFiles
from companion.packs.library import bundled_content
from companion.packs.reader import Pack, read_files, read_pack

LATER = ('"1.2.0"', '"1.2.1"')


def pack_of(*changes: tuple[str, str], text: str = examples.ENTRIES) -> Pack:
    """The example pack with each first text changed to the second, wherever it stands."""
    manifest = examples.MANIFEST_TEXT
    for old, new in changes:
        assert old in manifest + text
        manifest, text = manifest.replace(old, new), text.replace(old, new)
    pack, findings = read_files(MemoryFiles({MANIFEST: manifest.encode(), "notice.md": text.encode()}))
    assert findings == []
    assert pack is not None
    return pack


OLD = pack_of()


def told(*changes: tuple[str, str]) -> list[str]:
    return [str(finding) for finding in compare(OLD, pack_of(*changes))]


def test_the_same_pack_may_go_out_again():
    assert compare(OLD, pack_of()) == []


def test_a_later_version_may_say_things_better_and_have_more():
    added = "\n".join((examples.ENTRIES, examples.TERM.replace("{#slack}", "{#slack-again}")))
    changes = (("late.", "late too."), ("A first taste", "A first taste of it"), ("Say: Nothing", "Ask: Nothing"))

    assert compare(OLD, pack_of(LATER, *changes, text=added)) == []


def test_entries_may_change_places_and_files_under_the_same_version():
    manifest = examples.MANIFEST_TEXT.replace('"notice.md"', '"b.md", "a.md"').encode()
    first, rest = examples.ENTRIES.split("\n## Slack", 1)
    files = {MANIFEST: manifest, "a.md": first.encode(), "b.md": f"## Slack{rest}".encode()}
    new, _ = read_files(MemoryFiles(files))

    assert new is not None
    assert compare(OLD, new) == []


@pytest.mark.parametrize("version", ["1.2.0", "1.1.9", "0.99.99"])
@pytest.mark.parametrize(
    "change",
    [
        ("more than ten", "more than nine"),
        ("A calmer week", "The calmer week"),
        ('glyph = "~"', 'glyph = "-"'),
        ("kind: term", "kind: term\nstatus: retired"),
    ],
)
def test_a_change_needs_a_higher_version(version: str, change: tuple[str, str]):
    assert told(change, ('"1.2.0"', f'"{version}"')) == [
        "pack.toml:1:1 E304 something has changed since version 1.2.0; give this a higher version"
    ]


@pytest.mark.parametrize("version", ["1.2.1", "1.10.0", "2.0.0", "10.0.0"])
def test_versions_are_compared_as_numbers(version: str):
    assert told(("more than ten", "more than nine"), ('"1.2.0"', f'"{version}"')) == []


def test_an_id_that_is_gone_is_an_error_and_a_retired_one_is_not():
    assert told(LATER, ("{#slack}", "{#room}")) == [
        'pack.toml:1:1 E302 "slack" is gone ("Slack", notice.md:24 in 1.2.0); put it back, with `status: retired`, '
        "for those who have used it"
    ]
    assert told(LATER, ("kind: term", "kind: term\nstatus: retired")) == []


def test_a_pack_with_errors_is_said_not_to_be_compared():
    assert not_compared(OLD) == "Not yet compared with version 1.2.0: that takes a pack without errors."


def test_a_kind_cannot_change():
    assert told(LATER, ("kind: term", "kind: question")) == [
        "notice.md:24:1 E303 this was of kind term, which cannot change; keep that, and give a new entry a new id"
    ]


def test_a_step_or_a_variant_that_is_gone_is_a_warning():
    assert told(LATER, ("{#read}", "{#read-why}"), ("start-up", "begin")) == [
        'notice.md:42:1 W301 the step "read" is gone; whoever is at it is passed on to the next',
        'notice.md:42:1 W302 the variant "start-up" is gone; whoever follows it is left with the steps that all have',
    ]


OTHER_TERM = (
    ("Slack {", "Handover {"),
    (examples.TERM.splitlines()[-1], "Passing on what the next person cannot see."),
)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (OTHER_TERM, 24),
        ((("What did you stop doing, and who noticed?", "Which promise of last week would you make again?"),), 19),
        (
            (
                ("A first taste", "Where the time goes"),
                ("Nothing said here binds anyone.", "Clocks away."),
                ("What would make ten minutes worth it?", "Which hour was yours?"),
                ("Each writes down what they have begun and not finished,\n  without talking.", "Draw a day."),
                ("what waits longest", "hours"),
                ("For three to eight people. Have a pen and one sheet of paper each.", "Alone or in pairs."),
            ),
            62,
        ),
    ],
    ids=["term", "question", "guide"],
)
def test_an_id_that_means_something_else_is_a_warning(changes: tuple[tuple[str, str], ...], line: int):
    (warning,) = told(LATER, *changes)

    assert warning.startswith(f"notice.md:{line}:1 W303 hardly a word is left of what ")


@pytest.mark.parametrize("change", OTHER_TERM)
def test_a_new_title_or_a_new_text_alone_leaves_the_meaning(change: tuple[str, str]):
    assert told(LATER, change) == []


def test_two_different_packs_are_not_compared():
    assert told(('"calm-week"', '"calm-month"'), ("{#slack}", "{#room}")) == [
        'pack.toml:1:1 E301 this pack is "calm-month", the other "calm-week"; compare two versions of one'
    ]


def test_cards_about_different_things_are_never_taken_for_one():
    """Each bundled card in turn under the id of the one before it."""
    pack, _ = read_pack(bundled_content() / "big-value-picture")
    assert pack is not None
    texts = [path.read_text("utf-8") for path in sorted((bundled_content() / "big-value-picture").glob("*.md"))]
    parts = [f"## {part}" for text in texts for part in text.split("\n## ")[1:] if "\nkind: card\n" in part]
    manifest = examples.MANIFEST_TEXT.split("\n[[")[0]
    turned = []
    for part, before in zip(parts, [parts[-1], *parts], strict=False):
        id, other = (one[one.index("{#") : one.index("}")] for one in (part, before))
        turned.append(part.replace(id, other, 1))
    versions = []
    for version, held in (("1.2.0", parts), ("1.2.1", turned)):
        files = {MANIFEST: manifest.replace("1.2.0", version).encode(), "notice.md": "\n".join(held).encode()}
        versions.append(read_files(MemoryFiles(files))[0])
    old, new = versions
    assert old is not None
    assert new is not None

    assert {finding.code for finding in compare(old, new)} == {"W303"}
    assert len(compare(old, new)) == len(parts)


def test_long_texts_are_soon_compared():
    text = examples.ARTICLE + "one two\n" * 100_000
    other = text.replace("Why it waits", "Zzz").replace("Most of the time", "Seldom").replace("one two", "two three")
    start = time.process_time()

    assert compare(pack_of(("theme: work", ""), text=f"{text}\n{examples.QUESTION}\n{examples.CARD}"),
                   pack_of(("theme: work", ""), text=f"{other}\n{examples.QUESTION}\n{examples.CARD}"))  # fmt: skip
    assert time.process_time() - start < 2
