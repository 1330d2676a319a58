"""`companion status` for a prompt: its fields, one line and no noise, and the shortcut that gives the same answer."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, Companion, done_once, python, real
from tests.domain.making import FRI, MON, NEXT_MON, ONE, SAT, THU, TUE, WED

FIELDS = ("streak", "best", "total", "weeks", "reserves", "consistency", "today", "mark", "open", "short", "line")
EVERY = " | ".join(f"{name}={{{name}}}" for name in FIELDS)
STANDINGS = {"done", "away", "rest", "reserve", "free", "open", "missed"}


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    return settled_in


@pytest.fixture(scope="module")
def two_weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that nobody changes, as `full` says."""

    def live(companion: Companion) -> None:
        companion.on(MON)("plan", "When it rains, I will go out", "--pact", "30")
        companion("cadence", "2")
        companion("did")
        companion.on(WED)("did")
        made = companion("plan", "stop", "--json").json["id"]
        companion("decide", made, "adopt")
        companion("plan", "ask", "--pact", "3")

    done_once(home := tmp_path_factory.mktemp("weeks") / "home", live)
    return home


@pytest.fixture
def full(companion: Companion, two_weeks: Path) -> Companion:
    """Two weeks: one kept under a goal, days away, a reserve, a break, and two experiments, one of them adopted."""
    shutil.copytree(two_weeks, companion.home, dirs_exist_ok=True)
    return companion.on(TUE + 7 * ONE)


def answers(companion: Companion, template: str = EVERY) -> dict[str, str]:
    """Every field, by the ordinary way."""
    said = companion("status", "--format", template)
    assert (said.code, said.stderr) == (0, b"")
    assert said.out.count("\n") == 1
    return dict(part.split("=", 1) for part in said.out.removesuffix("\n").split(" | "))


def as_text(line: bytes) -> str:
    return line.decode().removesuffix("\n")


# The fields


def test_the_fields_are_those_that_the_help_and_the_document_name(companion: Companion) -> None:
    listed = set(re.findall(r"\{([a-z]+)\}", companion("status", "--help").out))
    document = (REPOSITORY / "docs" / "prompt.md").read_text("utf-8")
    table = [line for line in document.splitlines() if line.startswith("| `{")]
    assert listed == set(FIELDS) == {name for line in table for name in re.findall(r"\{([a-z]+)\}", line.split("|")[1])}
    assert set(answers(companion)) == listed


def test_on_an_empty_journal(companion: Companion) -> None:
    assert answers(companion.on(FRI)) == {
        "streak": "0",
        "best": "0",
        "total": "0",
        "weeks": "0",
        "reserves": "2",
        "consistency": "0",
        "today": "open",
        "mark": "_",
        "open": "0",
        "short": "nothing yet",
        "line": "nothing yet, today open",
    }
    assert not (companion.home / "data").exists()


def test_on_a_full_one(full: Companion) -> None:
    found, streak = answers(full), full("streak", "--json").json
    assert {key: found[key] for key in streak if key != "consistency"} == {
        key: str(value) for key, value in streak.items() if key != "consistency"
    }
    assert found["consistency"] == str(round(100 * streak["consistency"]))
    assert (found["streak"], found["weeks"], found["today"], found["mark"]) == ("2", "1", "free", " ")
    assert found["open"] == str(len(full("today", "--json").json["open"])) == "2"
    assert found["line"] == as_text(full("status").stdout)
    assert found["short"] == "2 days"


def test_after_a_break_the_short_form_says_what_there_is_in_all(full: Companion) -> None:
    full.on(TUE + 21 * ONE)
    found = answers(full)
    assert (found["streak"], found["total"]) == ("0", "2")
    assert found["short"] == "2 in all"
    assert found["line"] == "two days in all, best two, today free"
    assert as_text(full("status").stdout) == found["line"]


@pytest.mark.parametrize(
    ("day", "before", "standing", "mark"),
    [
        (MON, [["did"]], "done", "●"),
        (TUE, [], "open", "_"),
        (SAT, [], "rest", " "),
        (TUE, [["away", "2026-11-17"]], "away", "–"),
        (TUE, [["cadence", "3"]], "free", " "),
    ],
)
def test_each_standing_has_its_word_and_its_mark(companion: Companion, day, before, standing: str, mark: str) -> None:
    companion.on(MON)("plan", "ask", "--pact", "9")
    companion.on(day)
    for arguments in before:
        assert companion(*arguments).code == 0
    found = answers(companion)
    assert (found["today"], found["mark"]) == (standing, mark)
    assert len(found["mark"]) == 1
    assert found["today"] in STANDINGS


def test_the_json_has_the_numbers_as_numbers(full: Companion) -> None:
    found = full("status", "--json").json
    assert found.keys() == {"streak", "best", "total", "weeks", "reserves", "consistency", "today", "open"}
    assert (found["streak"], found["weeks"], found["open"], found["today"]) == (2, 1, 2, "free")
    assert found == full("status", "--json", "--format", "{streak}").json


# The template

TEMPLATES = {
    "{streak}": "2",
    "{streak} {today}": "2 free",
    "{streak}{streak}{best}": "222",
    "no field": "no field",
    "{": "{",
    "}": "}",
    "{{": "{{",
    "{streak": "{streak",
    "streak}": "streak}",
    "a{streak}b}": "a2b}",
    "{{streak}}": "{2}",
    "%d %s %(streak)s $streak ${PATH} \\n \\e[31m": "%d %s %(streak)s $streak ${PATH} \\n \\e[31m",
    "é ● {total} 日本": "é ● 2 日本",
    "[bold]{best}[/bold]": "[bold]2[/bold]",
    " {streak} ": " 2 ",
    "": "",
    " ": " ",
    "-": "-",
    "--json {streak}": "--json 2",
}


@pytest.mark.parametrize("template", [one for one in TEMPLATES if "${" not in one])
def test_a_template_is_filled_and_nothing_more(full: Companion, template: str) -> None:
    said = full("status", f"--format={template}")
    assert (said.code, said.err, said.out) == (0, "", TEMPLATES[template] + "\n")


@pytest.mark.parametrize("template", [*TEMPLATES, "{nope}", "{}", "{ streak }", "{Streak}", "{streak!r}", "{streak:5}"])
def test_the_shortcut_fills_it_just_so_or_leaves_it_to_the_ordinary_way(full: Companion, template: str) -> None:
    assert full("status").code == 0
    slow, quick = full("status", f"--format={template}"), full.prompt(f"--format={template}")
    assert quick is None or quick == slow
    assert (quick is not None) == (slow.code == 0 and template != "")


@pytest.mark.parametrize("spelt", [["--format", "{streak} {today}"], ["--format={streak} {today}"], []])
def test_however_it_is_spelt_the_shortcut_takes_it(full: Companion, spelt: list[str]) -> None:
    slow = full("status", *spelt)
    assert full.prompt(*spelt) == slow
    assert slow.out.count("\n") == 1


@pytest.mark.parametrize("field", ["{nope}", "{}", "{ streak }", "{Streak}", "{streak!r}", "{streak:5}", "{streak.x}"])
def test_an_unknown_field_is_named_beside_those_there_are(full: Companion, field: str) -> None:
    said = full("status", "--format", field)
    assert (said.code, said.stdout) == (2, b"")
    assert said.err.startswith(f"There is no field {field.replace('{ streak }', '{')}")
    assert set(re.findall(r"\{([a-z]+)\}", said.err.split("The fields are")[1])) == set(FIELDS)
    assert said.err.count("\n") == 1


def test_an_unknown_field_is_no_way_to_write_to_the_terminal(full: Companion) -> None:
    for template in ("{\x1b[31m}", "{" + "x" * 100_000 + "}", "{\u202e}", "\x1b]0;title\x07{streak}"):
        said = full("status", "--format", template)
        assert b"\x1b" not in said.stdout + said.stderr
        assert "\u202e" not in said.out + said.err
        assert len(said.stderr) < 500
        assert full.prompt("--format", template) is None


# The shortcut


def test_the_shortcut_gives_every_field_as_the_ordinary_way_does(full: Companion) -> None:
    slow = full("status", "--format", EVERY)
    assert full.prompt("--format", EVERY) == slow


@pytest.mark.parametrize(
    "act",
    [
        ["did"],
        ["plan", "anew"],
        ["away", "today"],
        ["away", "2026-11-30"],
        ["cadence", "FREQ=DAILY"],
        ["set", "day-start", "11:00"],
        ["reflect", "Words."],
        ["undo"],
    ],
    ids=" ".join,
)
def test_after_every_act_both_ways_agree(full: Companion, act: list[str]) -> None:
    before = full("status", "--format", EVERY)
    assert full(*(["did", full("experiments", "--json").json[0]["id"]] if act == ["did"] else act)).code == 0
    quick = full.prompt("--format", EVERY)
    slow = full("status", "--format", EVERY)
    assert quick in (None, slow)
    assert full.prompt("--format", EVERY) == slow
    assert (slow == before) == (act in (["reflect", "Words."], ["away", "2026-11-30"]))


def test_what_another_device_brings_is_seen_by_the_shortcut(full: Companion) -> None:
    full("status")
    log = full.home / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir()
    log.write_bytes(
        b'{"v":1,"r":"1795321013719.00000-other7","a":[{"t":"trials","i":"t1","d":{"day":"2026-11-20",'
        b'"at":"2026-11-20T12:00:00Z","offset":0,"zone":"","experiment":"x","outcome":"better","told":"2026-11-20"}}]}\n'
    )
    assert full.prompt("--format", "{total}") is None
    assert full("status", "--format", "{total}").out == "3\n"
    assert full.prompt("--format", "{total}").out == "3\n"  # type: ignore[union-attr]
    log.unlink()
    assert full.prompt("--format", "{total}") is None


@pytest.mark.parametrize(
    "damage", [b"", b"\n", b"rubbish", b"\xff\xfe\x00", b"2\t0.1.0\tx\t2026-11-24\tstamp\nline", b"\n" * 10_000]
)
def test_a_cache_that_somebody_has_damaged_is_done_without(full: Companion, damage: bytes) -> None:
    answer = full("status")
    cache = full.home / "state" / "cache" / "status"
    cache.write_bytes(damage)
    assert full.prompt() is None
    assert full("status") == answer
    assert full.prompt() == answer


def test_a_cache_that_cannot_be_kept_is_done_without(full: Companion) -> None:
    answer = full("status")
    (full.home / "state" / "cache" / "status").unlink()
    (full.home / "state" / "cache" / "status").mkdir()
    assert full("status") == answer
    assert full.prompt() is None


def test_a_journal_with_a_line_set_aside_is_answered_with_a_word_each_time(full: Companion) -> None:
    """The answer is right, and what was set aside is said as long as it is there: so nothing is kept."""
    with full.logs[0].open("ab") as log:
        log.write(b"rubbish\n")
    for _ in range(2):
        said = full("status", "--format", "{streak}")
        assert (said.code, said.out, said.err.count("\n")) == (0, "2\n", 1)
        assert full.prompt("--format", "{streak}") is None


# In the prompt


def test_it_is_one_line_and_nothing_else_whatever_the_terminal(home: Path) -> None:
    ways = ({}, {"NO_COLOR": "1"}, {"TERM": "dumb", "FORCE_COLOR": "1"}, {"LANG": "tr_TR.UTF-8", "LC_ALL": "C.UTF-8"})
    said = [real("status", "--format", "{mark} {short}, {today}", extra=extra) for extra in ways]
    assert {(one.code, one.stderr) for one in said} == {(0, b"")}
    assert {one.stdout for one in said} <= {b"_ nothing yet, open\n", b"  nothing yet, rest\n"}
    assert len({one.stdout for one in said}) == 1


LOADED = """
import sys
from companion.__main__ import main
assert main(sys.argv[1:]) == 0
here = {name.partition(".")[0] for name in sys.modules} - {"companion"}
ours = sorted(name for name in sys.modules if name.startswith("companion"))
print(ours, here & {"argparse", "msgspec", "tinydb", "dateutil", "json", "datetime", "tzlocal", "zoneinfo"})
"""


def test_the_second_call_loads_none_of_the_house(home: Path) -> None:
    """Not how fast it is, which depends on the machine: what it loads, which does not."""
    first = python("-S", "-c", f"import site; site.main()\n{LOADED}", "status", "--format", "{streak}")
    assert (first.code, first.stderr) == (0, b"")
    assert "companion.coach" in first.out
    quiet = python("-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\n{LOADED}", "status")
    assert (quiet.code, quiet.stderr) == (0, b"")
    line, loaded = quiet.out.splitlines()
    assert line.startswith("nothing yet, today ")
    assert loaded == "['companion', 'companion.__main__', 'companion.places', 'companion.quick'] set()"


def test_a_new_day_is_never_answered_with_the_day_before(full: Companion) -> None:
    full.on(WED + 7 * ONE, 3)("status")
    assert full.prompt("--format", "{today}").out == "free\n"  # type: ignore[union-attr]
    full("cadence", "FREQ=WEEKLY;BYDAY=WE")
    full("status")
    assert full.on(WED + 7 * ONE, 4).prompt() is None
    assert full("status", "--format", "{today}").out == "open\n"
    assert full.on(THU + 7 * ONE, 3).prompt("--format", "{today}").out == "open\n"  # type: ignore[union-attr]
    assert full.on(THU + 7 * ONE, 4).prompt() is None
    assert full.on(NEXT_MON).prompt() is None
