"""`companion progress`: what it all adds up to, in words, as JSON, and as a picture in a file."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from companion.compose import random_id
from companion.domain.records import Outcome
from companion.journal.journal import Journal
from tests.cli.running import Companion
from tests.domain.making import FRI, MON, ONE, away, cadence, days_between, plan, reserve, trial

STREAK = {"streak", "best", "total", "weeks", "reserves", "consistency", "today"}
KEYS = STREAK | {"lost_from", "settle", "themes", "outcomes", "levels", "days"}
BEGUN = date(2025, 9, 1)
THEMES = ("people", "value", "work", "learning", "")
SECRET = "what nobody else may read"


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    return settled_in


@pytest.fixture
def begun(companion: Companion) -> Companion:
    """One trial, told today."""
    companion.on(MON)("plan", "When it rains, I will go out", "--pact", "9")
    companion("did", "--note", SECRET)
    return companion


def workdays(first: date, last: date) -> Iterator[date]:
    return (day for day in days_between(first, last) if day.weekday() < 5)


@pytest.fixture
def lived(companion: Companion) -> Companion:
    """More than a year of workdays: every eleventh missed, a fortnight away, a reserve, and three weeks of a goal."""
    folder, state = companion.home / "data" / "journal", companion.home / "state"
    journal = Journal(folder, state, lambda: datetime(2026, 11, 20, 8, tzinfo=UTC), random_id)
    outcomes = list(Outcome)
    with journal.act():
        for number, theme in enumerate(THEMES):
            journal.add(plan(BEGUN, f"ask {number}", theme=theme, pact=366, know=SECRET), f"plan{number}")
        journal.add(away(date(2026, 7, 27), date(2026, 8, 7)))
        journal.add(cadence(date(2026, 3, 2), 3), "2026-03-02")
        journal.add(cadence(date(2026, 3, 23), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), "2026-03-23")
        for number, day in enumerate(workdays(BEGUN, FRI - ONE)):
            if number % 11 != 10 and not date(2026, 7, 27) <= day <= date(2026, 8, 7):
                journal.add(trial(day, f"plan{number % 5}", outcome=outcomes[number % 7 % 4]))
            if number % 50 == 0:
                journal.add(trial(day, "plan0", outcome=Outcome.BETTER))
            if number == 98:
                journal.add(reserve(day, day + ONE), day.isoformat())
    return companion.on(FRI)


# Nothing yet, and one day


def test_before_the_first_trial_it_says_so(companion: Companion) -> None:
    said = companion("progress")
    assert (said.code, said.stderr) == (0, b"")
    assert said.out == "Nothing to count yet. What you try first will be the first mark.\n"


def test_before_the_first_trial_its_json_has_every_key(companion: Companion) -> None:
    found = companion("progress", "--json").json
    assert found.keys() == KEYS
    assert found.items() >= companion("streak", "--json").json.items()
    assert (found["lost_from"], found["settle"], found["levels"], found["days"]) == (None, [], [], [])
    assert set(found["outcomes"].values()) == {0}
    assert sum(found["themes"].values()) == 0


def test_a_plan_alone_is_nothing_to_count(companion: Companion) -> None:
    companion("plan", "ask")
    companion("away", "2026-11-25", "2026-12-01")
    assert companion("progress").out == "Nothing to count yet. What you try first will be the first mark.\n"


def test_one_day(begun: Companion) -> None:
    said = begun("progress").out.splitlines()
    assert said[:3] == [
        "One day; best one, one in all.",
        "Two reserves.",
        "Nothing is lost before Thu 19 Nov, 04:00.",
    ]
    assert said[3:6] == ["", "The last twelve months", "  Nov 2026  1 done"]
    assert "  As expected              1  ████████████████████████" in said
    assert "  Worse than expected      0" in said
    assert said[-1] == "Consistency 5%, from the first weeks."


def test_one_day_as_json(begun: Companion) -> None:
    found = begun("progress", "--json").json
    assert found.keys() == KEYS
    theme = begun("experiments", "--json").json[0]["theme"]
    assert found["themes"] == {theme: 1}
    assert found["outcomes"] == {"better": 0, "expected": 1, "worse": 0, "surprise": 0}
    assert found["days"] == [{"day": "2026-11-16", "standing": "done", "theme": theme}]
    assert found["levels"] == [{"day": "2026-11-16", "consistency": found["consistency"]}]
    assert found["lost_from"] == "2026-11-19"


def test_after_a_miss_it_leads_with_what_there_is_and_says_what_can_be_settled(begun: Companion) -> None:
    begun.on(FRI)
    assert begun("progress").out.startswith("One day in all, best one.\nTwo reserves.\n\nThe last twelve months\n")
    found = begun("progress", "--json").json
    assert found["settle"] == [
        {"day": "2026-11-18", "until": "2026-11-25"},
        {"day": "2026-11-17", "until": "2026-11-24"},
    ]
    assert found["lost_from"] is None


# A year: its arithmetic


def test_a_year_agrees_with_the_streak_and_with_its_reasons(lived: Companion) -> None:
    found = lived("progress", "--json").json
    streak, why = lived("streak", "--json").json, lived("streak", "--why", "--json").json
    assert streak.keys() == STREAK
    assert {key: found[key] for key in STREAK} == streak == {key: why[key] for key in STREAK}
    assert (found["lost_from"], found["settle"]) == (why["lost_from"], why["settle"])
    shown = [{"day": one["day"], "standing": one["standing"]} for one in why["days"]]
    days = [{"day": one["day"], "standing": one["standing"]} for one in found["days"]]
    assert days == shown[-366:]
    assert len(shown) > 366 == len(days)
    assert days[-1] == {"day": "2026-11-20", "standing": streak["today"]}


def test_the_reasons_add_up_to_the_streak(lived: Companion) -> None:
    why = lived("streak", "--why", "--json").json
    days = why["days"]
    standings = Counter(one["standing"] for one in days)
    assert standings.keys() == {"done", "missed", "rest", "away", "reserve", "free", "open"}
    assert standings["done"] == why["total"]
    assert max(one["run"] for one in days) == why["best"]
    assert days[-1]["run"] == why["streak"] > 0
    run = 0
    for one in days:
        run = 0 if one["standing"] == "missed" else run + (one["standing"] == "done")
        assert one["run"] == run, one
    listed = lived("streak", "--why").out.splitlines()
    done = sum("  done  " in line for line in listed)
    assert f"the streak is {why['streak']}." in "\n".join(listed)
    assert done == why["streak"]


def test_a_year_s_trials_are_each_counted_once_by_theme_and_by_outcome(lived: Companion) -> None:
    found = lived("progress", "--json").json
    made = lived("experiments", "--json").json
    by_theme = {one["theme"]: one["trials"] for one in made}
    by_outcome = sum((Counter(one["outcomes"]) for one in made), Counter())
    assert found["themes"] == by_theme
    assert found["outcomes"] == dict(by_outcome)
    assert sum(by_theme.values()) == sum(by_outcome.values()) > found["total"]
    themed = [one for one in found["days"] if one["theme"]]
    assert all(one["standing"] == "done" for one in themed)
    assert {one["theme"] for one in themed} == set(THEMES[:-1])


def test_its_consistency_has_a_level_for_each_week_and_for_the_last_day(lived: Companion) -> None:
    found = lived("progress", "--json").json
    levels = [(date.fromisoformat(one["day"]), one["consistency"]) for one in found["levels"]]
    sundays = [day for day in days_between(BEGUN, FRI) if day.weekday() == 6]
    assert [day for day, _ in levels] == [*sundays, FRI]
    assert all(0 < level < 1 for _, level in levels)
    assert levels[-1][1] == found["consistency"]
    assert levels[0][1] == round(1 - 0.5 ** (5 / 13), 4)


def test_its_consistency_is_replayed_from_the_days(lived: Companion) -> None:
    """The formula of the design, over the days as they are told, outside the weeks of the goal."""
    why = lived("streak", "--why", "--json").json
    level = 0.0
    for one in why["days"]:
        day = date.fromisoformat(one["day"])
        if date(2026, 3, 2) <= day < date(2026, 3, 23):
            if day.weekday() == 6:
                week = [str(day - back * ONE) for back in range(7)]
                done = sum(each["standing"] == "done" for each in why["days"] if each["day"] in week)
                memory = 0.5 ** (7 / 13)
                level = level * memory + min(1.0, done / 3) * (1 - memory)
        elif one["standing"] in ("done", "missed"):
            memory = 0.5 ** (1 / 13)
            level = level * memory + (one["standing"] == "done") * (1 - memory)
    assert round(level, 4) == why["consistency"]


def test_in_words_it_says_the_same(lived: Companion) -> None:
    found, said = lived("progress", "--json").json, lived("progress").out
    lines = said.splitlines()
    months = lines[lines.index("The last twelve months") + 1 : lines.index("Themes") - 1]
    assert [line.split()[:2] for line in months][-1] == ["Nov", "2026"]
    assert len(months) == 12
    told = Counter(one["day"][:7] for one in found["days"] if one["standing"] == "done")
    for line in months:
        month = datetime.strptime(line[2:10], "%b %Y").strftime("%Y-%m")  # noqa: DTZ007  # a month has no zone
        assert f"{told[month]} done" in line
    assert "away" in next(line for line in months if "Aug 2026" in line)
    for name, theme in (("It's all about people", "people"), ("Learning's changing", "learning")):
        (line,) = [line for line in lines if name in line]
        assert line.split()[-2] == str(found["themes"][theme])
    for name, outcome in (("Better than expected", "better"), ("A surprise", "surprise")):
        (line,) = [line for line in lines if name in line]
        assert str(found["outcomes"][outcome]) in line.split()
    assert lines[-1].startswith(f"Consistency {found['consistency']:.0%}, ")
    assert "four weeks ago" in lines[-1]
    assert lines[0] == lived("streak").out.splitlines()[0]


@pytest.mark.parametrize("arguments", [["progress"], ["progress", "--json"], ["progress", "--save", "p.svg"]])
def test_looking_records_nothing(lived: Companion, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lived.home.parent)
    before = lived.kept
    assert lived(*arguments).code == 0
    assert lived.kept == before


# As a picture


def is_picture(path: Path) -> str:
    """The file is whole XML with an SVG at its root; returns its text."""
    assert ElementTree.fromstring(path.read_bytes()).tag == "{http://www.w3.org/2000/svg}svg"
    return path.read_text("utf-8")


@pytest.mark.parametrize("life", ["companion", "begun", "lived"])
def test_the_picture_is_saved_where_it_says(
    life: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone: Companion = request.getfixturevalue(life)
    monkeypatch.chdir(tmp_path)
    said = someone("progress", "--save", "my progress.svg")
    assert (said.code, said.out, said.err) == (0, "Saved to my progress.svg.\n", "")
    assert SECRET not in is_picture(tmp_path / "my progress.svg")


def test_the_picture_can_be_saved_anew(begun: Companion, tmp_path: Path) -> None:
    path = tmp_path / "p.svg"
    begun("progress", "--save", str(path))
    first = is_picture(path)
    begun.on(MON + ONE)("did")
    said = begun("progress", "--save", str(path))
    assert said.code == 0
    assert str(path) in said.out.replace("\n", "")
    assert is_picture(path) != first
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["p.svg"]


def test_with_json_it_saves_and_prints_only_json(begun: Companion, tmp_path: Path) -> None:
    path = tmp_path / "p.svg"
    assert begun("progress", "--save", str(path), "--json").json == begun("progress", "--json").json
    is_picture(path)


def test_a_picture_of_the_same_day_is_the_same(begun: Companion, tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        begun("progress", "--save", str(tmp_path / name))
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


@pytest.mark.parametrize(
    ("name", "code", "because"),
    [
        ("p.png", 2, "give it a name that ends in .svg"),
        ("p", 2, "give it a name that ends in .svg"),
        ("p.svg.gz", 2, "give it a name that ends in .svg"),
        (".svg", 2, "give it a name that ends in .svg"),
        ("none/p.svg", 1, "There is no folder"),
        ("folder.svg", 1, "is a folder"),
        ("folder", 1, "is a folder"),
        ("foreign.svg", 1, "is there already and is not a picture of this program. Choose another name"),
        ("foreign.svg/p.svg", 1, "is not a folder"),
        ("x" * 300 + ".svg", 1, "the name is too long"),
        ("loop.svg", 1, "link"),
        ("pipe.svg", 1, "is not an ordinary file"),
    ],
)
def test_where_it_cannot_be_saved_it_says_why_and_changes_nothing(
    begun: Companion, tmp_path: Path, name: str, code: int, because: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("folder.svg", "folder"):
        (tmp_path / folder).mkdir()
    (tmp_path / "foreign.svg").write_text("<svg>drawn by hand</svg>")
    (tmp_path / "loop.svg").symlink_to("loop.svg")
    os.mkfifo(tmp_path / "pipe.svg")
    there = sorted(one.name for one in tmp_path.iterdir())
    said = begun("progress", "--save", name)
    assert (said.code, said.stdout) == (code, b"")
    assert because in said.err
    assert said.err.count("\n") == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == there
    assert (tmp_path / "foreign.svg").read_text() == "<svg>drawn by hand</svg>"


def test_a_file_to_save_to_has_to_be_named(begun: Companion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    there = sorted(one.name for one in tmp_path.iterdir())
    said = begun("progress", "--save")
    assert (said.code, said.stdout) == (2, b"")
    assert "--save" in said.err
    said = begun("progress", "--save", "")
    assert said.code in (1, 2)
    assert said.stdout == b""
    assert sorted(one.name for one in tmp_path.iterdir()) == there


def test_a_name_that_a_terminal_would_act_on_is_said_without_what_it_acts_on(begun: Companion, tmp_path: Path) -> None:
    for name in ("a\x1b[31m.svg", "b\u202e.svg", "no\x1bfolder/c.svg"):
        said = begun("progress", "--save", str(tmp_path / name))
        assert b"\x1b" not in said.stdout + said.stderr
        assert "\u202e" not in said.out + said.err


def test_a_pack_s_own_theme_and_hostile_words_leave_the_picture_whole(companion: Companion, tmp_path: Path) -> None:
    journal = Journal(companion.home / "data" / "journal", companion.home / "state", lambda: companion.now, random_id)
    with journal.act():
        for number, theme in enumerate(["calm", "</svg><script>", "\x1b[31m&\u202e", "x" * 5000]):
            journal.add(plan(MON, f"ask {number}", theme=theme), f"plan{number}")
            journal.add(trial(MON, f"plan{number}"))
    path = tmp_path / "p.svg"
    assert companion.on(FRI)("progress", "--save", str(path)).code == 0
    assert "<script" not in is_picture(path)
    found = companion("progress", "--json").json
    assert sum(found["themes"].values()) == 4
    assert b"\x1b" not in companion("progress").stdout


def test_a_trial_whose_plan_is_on_another_device_is_counted_without_a_theme(companion: Companion) -> None:
    journal = Journal(companion.home / "data" / "journal", companion.home / "state", lambda: companion.now, random_id)
    journal.add(trial(MON, "elsewhere"))
    found = companion.on(MON)("progress", "--json").json
    assert (found["themes"], found["total"]) == ({"": 1}, 1)
    assert json.dumps(found["days"]) == '[{"day": "2026-11-16", "standing": "done", "theme": ""}]'
    assert companion("progress").code == 0
