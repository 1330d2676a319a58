"""The playbook as a pack: whatever was typed, it is read without a finding, and says what the plays say."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.coach.playbook import PlayView
from companion.coach.views import Misuse, Refused
from companion.domain.cards import THEMES, Card, Suggestion, Theme
from companion.domain.playbook import Evidence
from companion.exchange import sharing
from companion.exchange.playbook_pack import PackName, bullet_of, pack_of, save_pack
from companion.packs import files
from companion.packs.reader import Pack, read_pack
from companion.text import one_line
from tests.domain.making import FRI, NEXT_MON
from tests.exchange.texts import CALM, PIECES, play, texts, view

NAME = PackName()
as_somebody = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


def packed(*found: PlayView, name: PackName = NAME) -> Pack:
    """The pack as others will read it."""
    with tempfile.TemporaryDirectory() as folder:
        for file, text in pack_of(found, name, FRI).items():
            Path(folder, file).write_text(text, "utf-8")
        pack, findings = read_pack(Path(folder))
    assert findings == []
    assert pack is not None
    return pack


def card_of(found: PlayView) -> Card:
    (card,) = packed(found).cards
    return card


# What it says


def test_it_reads_like_this() -> None:
    assert pack_of([view()], PackName("calm-plays", 'My "plays" \\ R&D', "Ana"), FRI) == {
        "pack.toml": (
            "format = 1\n"
            'id = "calm-plays"\n'
            'version = "2026.11.20"\n'
            'title = "My \\"plays\\" \\\\ R&D"\n'
            'summary = "One play from my own work, and what I saw."\n'
            'authors = ["Ana"]\n'
            'files = ["plays.md"]\n'
        ),
        "plays.md": (
            "Plays that one person has tried at work and kept, from the pack calm-plays.\n"
            "\n"
            "## Say one thing I am unsure of {#play-7f3k2m9q}\n"
            "kind: card\n"
            "theme: people\n"
            "level: 201\n"
            "minutes: 5\n"
            "source: own experience\n"
            "\n"
            "What I learnt: They had the same doubt.\n"
            "\n"
            "What I saw: Nine trials, six better than predicted, three as predicted.\n"
            "\n"
            "### Try\n"
            "- When the meeting slows down, I will say one thing I am unsure of. "
            "Expect: somebody else admits a doubt too\n"
            "\n"
            "### Ask\n"
            "- What did you see that you had not predicted?\n"
        ),
    }  # fmt: skip


def test_a_play_becomes_a_card() -> None:
    card = card_of(view())
    assert (card.ref, card.title, card.theme) == (
        "my-playbook/play-7f3k2m9q", "Say one thing I am unsure of", "people",
    )  # fmt: skip
    assert (card.level, card.minutes, card.sources) == (201, 5, ("own experience",))
    (suggestion,) = card.experiments
    assert suggestion.cue == "When the meeting slows down"
    assert (suggestion.action, suggestion.expect) == (
        "say one thing I am unsure of",
        "somebody else admits a doubt too",
    )
    assert card.questions == ("What did you see that you had not predicted?",)


def test_without_a_lesson_there_is_still_something_to_read() -> None:
    assert card_of(view(because=" \u200b\n")).idea == (
        "What I saw: Nine trials, six better than predicted, three as predicted."
    )
    assert card_of(view(because="", evidence=Evidence(0, 0, 0, 0, 0))).idea == "What I saw: No trials."


def test_a_long_lesson_is_shortened_at_a_word() -> None:
    idea = card_of(view(because="word é " * 150_000)).idea
    assert re.fullmatch(r"What I learnt: (word é )*(word|é|word é)…\n\nWhat I saw: .*", idea)
    assert 600 < len(idea) < 800


@pytest.mark.parametrize(("minutes", "kept"), [(1, 1), (60, 60), (61, 60), (1_000_000, 60)])
def test_minutes_are_those_that_a_card_may_have(minutes: int, kept: int) -> None:
    assert card_of(view(minutes=minutes)).minutes == kept


def test_an_experiment_keeps_its_id_in_every_export() -> None:
    first = packed(view("aaaaaaaa", do="ask"))
    later = packed(view("bbbbbbbb"), view("aaaaaaaa", do="ask twice"))
    assert [card.id for card in first.cards] == ["play-aaaaaaaa"]
    assert [card.id for card in later.cards] == ["play-bbbbbbbb", "play-aaaaaaaa"]


@pytest.mark.parametrize("key", ["A b", "x--y", "-", "\x1b]52;c;aGk=\x07", "é", "a" * 64, "a}"])
def test_an_id_that_no_card_can_have_becomes_one_that_stays_the_same(key: str) -> None:
    """A hand, or another program, gave it."""
    (card,) = packed(view(key)).cards
    assert re.fullmatch("play-[0-9a-f]{16}", card.id)
    assert card.id == packed(view(key, do="other words")).cards[0].id
    assert len({card.id for card in packed(view(key), view(f"{key}!")).cards}) == 2


def test_a_later_day_gives_a_later_version() -> None:
    versions = [tomllib.loads(pack_of([view()], NAME, day)["pack.toml"])["version"] for day in (FRI, NEXT_MON)]
    assert versions == ["2026.11.20", "2026.11.23"]


# Themes


def test_a_theme_beyond_the_four_is_declared_and_the_four_are_not() -> None:
    pack = packed(*(view(str(number), theme) for number, theme in enumerate((*THEMES, CALM, CALM))))
    assert [(one.id, one.title, one.glyph) for one in pack.manifest.themes] == [("calm", "Calm & quiet", "~")]
    assert [card.theme for card in pack.cards] == ["people", "value", "work", "learning", "calm", "calm"]


def test_plays_without_a_theme_get_one_of_their_own() -> None:
    pack = packed(view("a", None), view("b"))
    assert [(one.id, one.title, one.glyph) for one in pack.manifest.themes] == [("own", "Own experience", "○")]
    assert [card.theme for card in pack.cards] == ["own", "people"]


@given(texts, st.sampled_from(["~", "☀\ufe0f", '"', "\\", "日", "'"]))
@settings(max_examples=60, deadline=None)
def test_a_theme_of_another_pack_may_have_any_title_that_a_pack_may_have(title: str, glyph: str) -> None:
    line = one_line(title) or "x"
    (theme,) = packed(view(theme=Theme("calm", line, glyph))).manifest.themes
    assert theme.glyph == glyph
    assert theme.title == line or len(line) > 100


# Whatever was typed


@given(st.lists(st.tuples(texts, texts, texts, texts), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_whatever_was_typed_it_is_read_without_a_finding(typed: Sequence[tuple[str, str, str, str]]) -> None:
    found = [
        view(str(key), None if key else THEMES[0], when=when, do=do, because=because, expect=expect)
        for key, (when, do, because, expect) in enumerate(typed)
        if one_line(do)
    ]
    if not found:
        with pytest.raises(Refused, match="No plays yet"):
            pack_of(found, NAME, FRI)
        return
    pack = packed(*found)
    assert len(pack.cards) == len(found)
    for card, one in zip(pack.cards, found, strict=True):
        (suggestion,) = card.experiments
        assert card.title
        assert len(card.title) <= 60
        assert card.idea.endswith("What I saw: Nine trials, six better than predicted, three as predicted.")
        if expressible(one.play.when, one.play.do, one.play.expect):
            said = (suggestion.cue, suggestion.action, suggestion.expect)
            assert said == (one_line(one.play.when), one_line(one.play.do), one_line(one.play.expect))


def expressible(*parts: str) -> bool:
    """Nothing in it means something in a bullet. Much of what does can be said too; see the examples."""
    return not any(mark in one_line(part) for part in parts for mark in ("<!--", "&", "I will", "Expect:"))


EXACT = [
    ("", "ask", ""),
    ("", "ask", "they answer"),
    ("When it rains", "ask.", ""),
    ("When it rains", "ask..", "wet."),
    ("When it rains", "ask?", "wet"),
    ("", "ask…", ""),
    ("", ".", ""),
    ("", "?", "."),
    (",", ",", ","),
    ("When", "I will ask", "I will, I will see"),
    ("", "I will ask", ""),
    ("I will", "ask", ""),
    ("When I ask, I will", "listen", ""),
    ("When it rains", "say that I agree, I will add", ""),
    ("When it rains", "write Expect: on a card", "nobody reads it"),
    ("Expect: rain", "go", ""),
    ("When it rains", "write Expect:", ""),
    ("-", "- ask", "- x"),
    ("## x {#y}", "```", "### Try"),
    ("R&D & co.", "say &amp; aloud", "&nosuch;"),
    ("kind: card", "theme: people", "source: x"),
    ("{#x}", "{#x}", "{#x}"),
    ("##", "word", "{#x}"),
    ('"', "\\", "'''"),
]


@pytest.mark.parametrize(("cue", "action", "expect"), EXACT)
def test_what_the_grammar_can_express_is_read_back_exactly(cue: str, action: str, expect: str) -> None:
    (suggestion,) = card_of(view(when=cue, do=action, expect=expect)).experiments
    assert (suggestion.cue, suggestion.action, suggestion.expect) == (cue, action, expect)


@pytest.mark.parametrize(
    ("action", "said"),
    [("ask", "I will ask. Expect: x"), ("ask?", "I will ask? Expect: x"), ("ask.", "I will ask.. Expect: x")],
)
def test_a_full_stop_stands_where_a_sentence_needs_one(action: str, said: str) -> None:
    """And where one was typed, which a reader would otherwise take for the sentence's."""
    assert bullet_of(play(when="", do=action, expect="x")) == said


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        (("When A, I will B", "C", ""), ("When A; I will B", "C", "")),
        (("", "do A, I will B", ""), ("", "do A; I will B", "")),
        (("", "write Expect: A", ""), ("", "write expect: A", "")),
        (("", "Expect: A", ""), ("", "expect: A", "")),
        (("When you Expect: A", "ask", ""), ("When you expect: A", "ask", "")),
        (("", "ask", "A Expect: B"), ("", "ask", "A expect: B")),
        (("", "ask", "Expect: Expect: B"), ("", "ask", "expect: expect: B")),
        (("", "ask", "Expect:"), ("", "ask", "expect:")),
        (("a<!--b", "c -->", "<!--"), ("a< !--b", "c -->", "< !--")),
        (("a<\u200b!--b", "c", ""), ("a< !--b", "c", "")),
        (("", "type &shy; and &&#8206;", "&zwnj; stays"), ("", "type & shy; and && #8206;", "&zwnj; stays")),
    ],
)
def test_what_it_cannot_express_is_said_as_nearly_as_can_be(
    parts: tuple[str, str, str], read: tuple[str, str, str]
) -> None:
    cue, action, expect = parts
    (suggestion,) = card_of(view(when=cue, do=action, expect=expect)).experiments
    assert (suggestion.cue, suggestion.action, suggestion.expect) == read


@pytest.mark.parametrize("piece", [piece for piece in PIECES if one_line(piece)])
def test_every_piece_alone_makes_a_card(piece: str) -> None:
    (suggestion,) = card_of(view(when=piece, do=piece, because=piece, expect=piece)).experiments
    assert suggestion.action


@pytest.mark.parametrize("text", ["word é " * 150_000, "x" * 1_000_000, "on\n" * 100_000, "日本" * 500_000])
def test_a_megabyte_becomes_a_card_of_some_kilobytes(text: str) -> None:
    found = view(when=text, do=text, because=text, expect=text)
    assert len(pack_of([found], NAME, FRI)["plays.md"]) < 8_000
    (suggestion,) = card_of(found).experiments
    assert suggestion.cue.endswith("…")
    assert one_line(text).startswith(suggestion.action[:-1])


def test_a_play_whose_action_says_nothing_is_left_out() -> None:
    """Nobody can type one; a broken record may be one."""
    assert [card.id for card in packed(view("a", do="\u200b \n"), view("b")).cards] == ["play-b"]
    with pytest.raises(Refused, match="No plays yet"):
        pack_of([view(do="\x1b")], NAME, FRI)


@given(texts, texts, texts)
def test_a_bullet_is_one_line_that_reads_as_one(cue: str, action: str, expect: str) -> None:
    if one_line(action):
        bullet = bullet_of(play(when=cue, do=action, expect=expect))
        assert bullet == one_line(bullet)
        assert Suggestion.parse(bullet).action.strip()


# What it is called


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_any_line_can_be_its_title_and_its_author(title: str, author: str) -> None:
    try:
        name = PackName("x", title, author)
    except Misuse:
        assert any(not one_line(text) or len(one_line(text)) > 100 for text in (title, author))
        return
    manifest = packed(view(), name=name).manifest
    assert (manifest.title, manifest.authors) == (one_line(title), (one_line(author),))


@pytest.mark.parametrize("id", ["", "X", "my playbook", "a--b", "-a", "a" * 65, "é", "a\n", '"'])
def test_an_id_that_no_pack_can_have_is_misuse(id: str) -> None:
    with pytest.raises(Misuse, match="a to z, 0 to 9 and single hyphens between, at most 64 characters"):
        PackName(id)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\n", "x" * 101])
def test_a_title_and_an_author_have_to_say_something_short(text: str) -> None:
    with pytest.raises(Misuse, match="--title needs a line of text, at most 100 characters long"):
        PackName(title=text)
    with pytest.raises(Misuse, match="--author needs"):
        PackName(author=text)


def test_a_title_of_dots_is_a_title() -> None:
    assert packed(view(), name=PackName("x", "." * 100, ". .")).manifest.title == "." * 100


# The folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "plays"


def save(folder: Path) -> None:
    save_pack(folder, [view()], NAME, FRI)


def refusal(folder: Path) -> str:
    """Why it was not saved; whatever was there is there as before."""
    before = sorted(path for path in folder.parent.rglob("*")) if folder.parent.is_dir() else []
    with pytest.raises(Refused) as caught:
        save(folder)
    assert (sorted(path for path in folder.parent.rglob("*")) if folder.parent.is_dir() else []) == before
    return str(caught.value)


def test_a_folder_is_made_that_others_may_read(folder: Path) -> None:
    old = os.umask(0o022)
    try:
        save(folder)
    finally:
        os.umask(old)
    assert sorted(os.listdir(folder)) == ["pack.toml", "plays.md"]
    assert os.listdir(folder.parent) == ["plays"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "pack.toml", folder / "plays.md")]
    assert modes == [0o755, 0o644, 0o644]


def test_an_empty_folder_is_filled_and_keeps_its_permissions(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o700)
    save(folder)
    assert sorted(os.listdir(folder)) == ["pack.toml", "plays.md"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_link_to_an_empty_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    folder.symlink_to("shared")
    save(folder)
    assert folder.is_symlink()
    assert (tmp_path / "shared" / "pack.toml").is_file()


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "pack.toml"])
def test_a_folder_with_something_in_it_is_left_alone(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).write_text("mine")
    assert refusal(folder) == f"{folder} is not empty. Choose another folder, which need not be there yet."
    assert (folder / name).read_text() == "mine"


def test_saving_twice_is_refused(folder: Path) -> None:
    save(folder)
    assert "is not empty" in refusal(folder)


def test_a_file_is_not_a_folder(folder: Path) -> None:
    folder.write_text("mine")
    assert refusal(folder) == f"{folder} is there already and is not a folder. Choose another name."


def test_a_link_to_nowhere_becomes_a_folder_there(folder: Path, tmp_path: Path) -> None:
    folder.symlink_to(tmp_path / "later")
    save(folder)
    assert (tmp_path / "later" / "pack.toml").is_file()


def test_a_missing_parent_is_told_and_not_made(folder: Path) -> None:
    missing = folder / "deeper"
    assert refusal(missing) == f"There is no folder {folder}. Make it first, or choose another place."


def test_nobody_is_left_standing_in_a_folder_that_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert refusal(Path()) == "That is the folder you are in. Choose another, which need not be there yet."


@as_somebody
def test_a_folder_without_permission_is_told(folder: Path) -> None:
    folder.parent.chmod(0o500)
    assert "this account may not write there" in refusal(folder)


@pytest.mark.parametrize("call", ["mkdir", "fsync", "rename"])
def test_what_fails_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sharing.os, call, fail)
        assert refusal(folder) == f"{folder} cannot be written: the disk is full. Free some space, then try again."


def test_plays_that_make_no_pack_are_refused_and_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More of them than one file of a pack may hold."""
    monkeypatch.setattr(files, "LARGEST", 300)
    said = refusal(folder)
    assert said.startswith("The plays do not make a pack, so none was written: plays.md:1:1 E004 ")
