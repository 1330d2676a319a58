"""`companion playbook`: what worked, in words, as JSON, as Markdown in a file, and as a pack in a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion.domain.cards import THEMES
from companion.packs.reader import read_pack
from tests.cli.running import Companion, real
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import FRI, MON, THU, TUE, WED

KEYS = ["id", "when", "do", "because", "expect", "minutes", "theme", "card", "title"]
KEYS += ["trials", "outcomes", "adopted", "parent", "growth"]


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    return settled_in


def adopted(companion: Companion, action: str = "I will ask", lesson: str = "It works.", *more: str) -> str:
    """Plan, try once and adopt; returns the id."""
    key = str(companion("plan", action, *more, "--json").json["id"])
    companion("did", key, "--outcome", "better")
    companion("decide", key, "adopt", "--lesson", lesson)
    return key


# In words


def test_without_plays_it_says_what_makes_one(companion: Companion) -> None:
    key = companion("plan", "ask", "--json").json["id"]
    companion("decide", key, "drop")
    said = companion("playbook")
    assert (said.code, said.stderr) == (0, b"")
    assert said.out == "No plays yet. An experiment becomes one when you adopt it: companion decide ID adopt\n"
    assert companion("playbook", "--json").json == []


def test_each_play_says_when_what_why_and_what_was_seen(companion: Companion) -> None:
    first = companion.on(MON)("plan", "--from", "1", "--json").json
    title = companion("today", "--json").json["card"]["title"]
    glyph = {theme.id: theme.glyph for theme in THEMES}[first["theme"]]
    for day, outcome in ((MON, "better"), (TUE, "worse"), (WED, "better")):
        companion.on(day)("did", first["id"], "--outcome", outcome)
    companion.on(THU)("decide", first["id"], "adopt", "--lesson", "They had the same doubt.")
    second = adopted(companion.on(FRI), "When it rains, I will go out", "")
    lines = companion("playbook").out.splitlines()
    assert lines[0].startswith(f"{second}  ")
    assert lines[0].endswith(", adopted today")
    assert lines[1:4] == [
        "          When it rains, I will go out.",
        "          Evidence: One trial, better than predicted.",
        "",
    ]
    assert lines[4] == f"{first['id']}  {glyph} {title}, adopted yesterday"
    said = " ".join("\n".join(lines[5:]).split())
    assert said.startswith(f"{first['cue']}, I will {first['action']}.")
    assert said.endswith(
        "Because: They had the same doubt. Evidence: Three trials, two better than predicted, one worse than predicted."
    )


def test_what_a_play_was_grown_from_is_told(companion: Companion) -> None:
    first = adopted(companion, "When it rains, I will go out")
    grown = companion("grow", first, "enlarge", "--action", "go out twice", "--json").json["id"]
    companion.on(FRI, hour=10)("decide", grown, "adopt")
    assert "          Grown from: When it rains, I will go out. Made a little larger.\n" in companion("playbook").out
    newest, _ = companion("playbook", "--json").json
    assert (newest["id"], newest["parent"], newest["trials"]) == (grown, first, 0)
    assert newest["title"] == companion("today", "--json").json["card"]["title"]


# As JSON


def test_its_json_has_these_keys_and_the_newest_first(companion: Companion) -> None:
    adopted(companion.on(MON), "ask", "One.")
    key = adopted(companion.on(TUE), "When it rains, I will go out. Expect: wet", "Two\nlines.", "--minutes", "7")
    found = companion("playbook", "--json").json
    assert [list(one) for one in found] == [KEYS, KEYS]
    assert [one["because"] for one in found] == ["Two\nlines.", "One."]
    card = companion("today", "--json").json["card"]
    assert found[0] == {
        "id": key,
        "when": "When it rains",
        "do": "go out",
        "because": "Two\nlines.",
        "expect": "wet",
        "minutes": 7,
        "theme": card["theme"],
        "card": f"{card['pack']}/{card['id']}",
        "title": card["title"],
        "trials": 1,
        "outcomes": {"better": 1, "expected": 0, "worse": 0, "surprise": 0},
        "adopted": "2026-11-17",
        "parent": "",
        "growth": None,
    }


# As Markdown, and as a pack


def test_it_is_saved_as_markdown(companion: Companion, tmp_path: Path) -> None:
    adopted(companion, "When it rains, I will go out")
    path = tmp_path / "playbook.md"
    said = companion("playbook", "--save", str(path))
    assert (said.code, said.out) == (0, f"Saved one play to {path}.\n")
    assert "- **When:** it rains\n- **I will:** go out\n- **Because:** It works.\n" in path.read_text("utf-8")


def test_it_is_saved_as_a_pack_that_can_be_read(companion: Companion, tmp_path: Path) -> None:
    key = adopted(companion, "When it rains, I will go out. Expect: wet")
    folder = tmp_path / "rain"
    said = companion("playbook", "--pack", str(folder), "--title", "Rain", "--author", "Ana", "--id", "rainy-days")
    assert (said.code, said.out) == (0, f"Saved one play to {folder}.\n")
    pack, findings = read_pack(folder)
    assert findings == []
    assert pack is not None
    assert (pack.manifest.id, pack.manifest.title, pack.manifest.authors) == ("rainy-days", "Rain", ("Ana",))
    assert pack.manifest.version == "2026.11.20"
    (card,) = pack.cards
    assert card.ref == f"rainy-days/play-{key}"
    assert card.experiments[0].text == "When it rains, I will go out. Expect: wet"


def test_unless_told_the_pack_has_a_plain_name(companion: Companion, tmp_path: Path) -> None:
    adopted(companion)
    companion("playbook", "--pack", str(tmp_path / "pack"))
    pack, _ = read_pack(tmp_path / "pack")
    assert pack is not None
    assert (pack.manifest.id, pack.manifest.title, pack.manifest.authors) == (
        "my-playbook",
        "My playbook",
        ("Your name",),
    )


def test_saving_and_json_go_together(companion: Companion, tmp_path: Path) -> None:
    adopted(companion)
    options = ["--save", str(tmp_path / "p.md"), "--pack", str(tmp_path / "pack")]
    assert companion("playbook", *options, "--json").json == companion("playbook", "--json").json
    assert sorted(os.listdir(tmp_path)) == ["home", "p.md", "pack"]


@pytest.mark.parametrize(
    ("arguments", "code", "because"),
    [
        (["--save", "p.md"], 1, "No plays yet."),
        (["--pack", "pack"], 1, "No plays yet."),
        (["--title", "Mine"], 2, "Give --pack FOLDER with them"),
        (["--id", "mine", "--save", "p.md"], 2, "Give --pack FOLDER with them"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    companion: Companion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, because: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = companion("playbook", *arguments)
    assert (said.code, said.stdout) == (code, b"")
    assert because in said.err
    assert os.listdir(tmp_path) == ["home"]


@pytest.mark.parametrize(
    ("arguments", "code", "because"),
    [
        (["--save", "p.txt"], 2, "ends in .md"),
        (["--save", "gone/p.md"], 1, "There is no folder gone. Make it first"),
        (["--pack", "home"], 1, "home is not empty. Choose another folder"),
        (["--pack", ""], 1, "is not empty. Choose another folder"),
        (["--pack", "gone/pack"], 1, "There is no folder gone. Make it first"),
        (["--pack", "pack", "--id", "My pack"], 2, '"My pack" cannot be a pack\'s id. Use a to z'),
        (["--pack", "pack", "--title", " "], 2, "--title needs a line of text"),
        (["--pack", "pack", "--author", "x" * 101], 2, "--author needs a line of text, at most 100 characters long"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_sentence_or_two(
    companion: Companion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, because: str
) -> None:
    adopted(companion)
    monkeypatch.chdir(tmp_path)
    said = companion("playbook", *arguments)
    assert (said.code, said.stdout) == (code, b"")
    assert because in said.err
    assert said.err.count("\n") == 1
    assert os.listdir(tmp_path) == ["home"]


# Outside text


def test_nothing_hostile_reaches_a_terminal_a_page_or_a_pack(companion: Companion, tmp_path: Path) -> None:
    typed = [f"before {hostile} after" for hostile in HOSTILE.values()]
    for text in typed:
        key = companion("plan", text, "--when", text, "--expect", text, "--json").json["id"]
        companion("decide", key, "adopt", "--lesson", text)
    page, folder = tmp_path / "p.md", tmp_path / "pack"
    arguments = ([], ["--save", str(page)], ["--pack", str(folder)])
    said = [companion("playbook", *one) for one in arguments]
    assert [one.code for one in said] == [0, 0, 0]
    assert all(is_harmless(one.stdout) for one in said)
    assert all(is_harmless(path.read_bytes()) for path in (page, folder / "pack.toml", folder / "plays.md"))
    assert [written.count(b"Because") for written in (said[0].stdout, page.read_bytes())] == [len(typed)] * 2
    pack, findings = read_pack(folder)
    assert findings == []
    assert pack is not None
    assert len(pack.cards) == len(typed)
    assert sorted(one["because"] for one in companion("playbook", "--json").json) == sorted(typed)


def test_a_real_process_saves_a_pack(companion: Companion, tmp_path: Path) -> None:
    adopted(companion)
    said = real("playbook", "--pack", str(tmp_path / "pack"))
    assert (said.code, said.err) == (0, "")
    assert read_pack(tmp_path / "pack")[1] == []
