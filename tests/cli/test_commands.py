"""Every command, plain and with --json: what it prints, and the keys that other programs may rely on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from companion import cli
from companion.cli.commands import COMMANDS, MODULES, commands_of
from tests.cli.running import Companion
from tests.domain.making import FRI, SAT, THU, WED

RECORD = {"id", "day", "at"}
EXPERIMENT = RECORD | {"action", "cue", "expect", "know", "minutes", "theme", "card", "parent", "state"}
CARD = {"pack", "id", "title", "theme", "level", "minutes", "idea", "sources", "experiments", "questions"}
STREAK = {"streak", "best", "total", "today"}


def is_record(found: dict, day: str = "2026-11-20") -> bool:
    instant = datetime.fromisoformat(found["at"])
    return set(found) >= RECORD and found["day"] == day and instant.utcoffset() is not None


def test_today(companion: Companion) -> None:
    page = companion("today", "--json").json
    assert set(page) >= {"day", "card", "open", "streak"}
    assert set(page["card"]) >= CARD
    assert page["questions"] == page["card"]["questions"]
    assert all(set(one) == {"text", "cue", "action", "expect"} for one in page["card"]["experiments"])
    assert (page["day"], page["streak"], page["step"], page["asks"]) == ("2026-11-20", 0, "idea", None)
    said = companion("today")
    assert said.code == 0
    assert said.stderr == b""
    for part in ("Friday 20 November", page["card"]["title"], "Choose one to try today", "companion plan --from 1"):
        assert part in said.out
    assert page["card"]["questions"][0].split()[0] in said.out


def test_today_can_say_why_and_fit_fewer_minutes(companion: Companion) -> None:
    assert "Why this card: You have not taken it up yet" in companion("today", "--why").out
    assert "Why this card" not in companion("today").out
    assert companion("today", "--minutes", "5", "--json").json["card"]["minutes"] <= 5


def test_without_a_card_the_page_asks_a_packs_question_and_takes_the_answer(companion: Companion) -> None:
    companion("pack", "feed", "big-value-picture", "off")
    companion("pack", "feed", "open-talent", "off")
    page = companion("today", "--json").json
    assert (page["card"], page["why"]) == (None, "No idea is left for today: the packs that have some are off.")
    (asked,) = page["questions"]
    said = companion("today")
    assert asked in " ".join(said.out.split())
    assert 'companion reflect "…"' in said.out
    assert companion("reflect", "Nobody did.", "--json").json["question"] == asked
    assert companion("today", "--json").json["step"] == "closed"
    assert "To answer" not in companion("today").out


def test_no_command_at_all_is_today(companion: Companion) -> None:
    assert companion() == companion("today")


def test_swap(companion: Companion) -> None:
    first = companion("today", "--json").json["card"]["id"]
    swap = companion("swap", "--json").json
    assert is_record(swap)
    assert swap["card"].endswith(f"/{first}")
    second = swap["page"]["card"]["id"]
    assert second != first
    assert companion("today", "--json").json["card"]["id"] == second
    assert "Choose one to try today" in companion("swap").out


def test_plan(companion: Companion) -> None:
    card = companion("today", "--json").json["card"]
    made = companion("plan", "--from", "1", "--json").json
    assert set(made) >= EXPERIMENT
    assert is_record(made)
    one = card["experiments"][0]
    assert (made["cue"], made["action"], made["expect"]) == (one["cue"], one["action"], one["expect"])
    assert (made["card"], made["theme"], made["state"]) == (f"{card['pack']}/{card['id']}", card["theme"], "open")
    said = companion("plan", "When it rains, I will go out. Expect: wet feet")
    assert said.out.startswith("Planned ")
    assert said.out.endswith("  When it rains, I will go out.\n  You expect: wet feet\n")


def test_a_plan_takes_every_part_as_an_option(companion: Companion) -> None:
    made = companion(
        "plan", "go out", "--when", "When it rains", "--expect", "wet feet", "--know", "my shoes", "--minutes", "3",
        "--pact", "2026-11-27", "--json",
    ).json  # fmt: skip
    assert (made["cue"], made["action"], made["expect"]) == ("When it rains", "go out", "wet feet")
    assert (made["know"], made["minutes"], made["until"]) == ("my shoes", 3, "2026-11-27")
    assert companion("plan", "ask", "--pact", "5", "--json").json["pact"] == 5


def test_did(companion: Companion) -> None:
    made = companion("plan", "ask", "--pact", "3", "--json").json
    told = companion("did", "--on", "yesterday", "--outcome", "better", "--note", "They laughed.", "--json").json
    assert is_record(told, "2026-11-19")
    assert (told["experiment"], told["outcome"], told["note"]) == (made["id"], "better", "They laughed.")
    assert companion("did", made["id"][:4]).out == "Noted for today. Two days; best two, two in all.\n"
    assert companion("did", "--on", "2026-11-18", "--json").json["outcome"] == "expected"


def test_decide(companion: Companion) -> None:
    first, second, third = (companion("plan", f"ask {n}", "--json").json["id"] for n in range(3))
    decided = companion("decide", first, "adopt", "--lesson", "Sooner is easier.", "--json").json
    assert is_record(decided)
    assert (decided["id"], decided["verdict"], decided["lesson"]) == (first, "adopt", "Sooner is easier.")
    assert companion("decide", second, "drop").out == "Dropped.\n"
    adapted = companion("decide", third, "adapt", "--when", "When I sit down")
    (child,) = [one for one in companion("experiments", "--json").json if one["parent"]]
    assert adapted.out == f"Adapted. It goes on as {child['id']}: When I sit down, I will ask 2.\n"
    assert child["parent"] == third


def test_reflect(companion: Companion) -> None:
    card = companion("today", "--json").json["card"]
    said = companion("reflect", "The rain.", "--json").json
    assert is_record(said)
    assert (said["text"], said["question"]) == ("The rain.", card["questions"][0])
    assert companion("reflect", "The rain again.").out == "Noted.\n"


@pytest.mark.parametrize(
    ("typed", "kept"), [(b"One.\nTwo.\n", "One.\nTwo."), (b"One.\n\n", "One.\n"), ("é 日\r\n".encode(), "é 日\r")]
)
def test_reflect_reads_standard_input_where_the_text_is_a_dash(companion: Companion, typed: bytes, kept: str) -> None:
    assert companion("reflect", "-", "--json", stdin=typed).json["text"] == kept


def test_streak(companion: Companion) -> None:
    assert companion("streak").out == "Nothing to count yet. What you try first will be the first mark.\n"
    companion("plan", "ask", "--pact", "9")
    companion("did")
    found = companion("streak", "--json").json
    assert set(found) >= STREAK
    assert (found["streak"], found["best"], found["total"], found["today"]) == (1, 1, 1, "done")
    said = "One day; best one, one in all.\nTwo reserves.\nNothing is lost before Wed 25 Nov, 04:00.\n"
    assert companion("streak").out == said


def test_streak_says_why_day_by_day(companion: Companion) -> None:
    companion("plan", "ask", "--pact", "9")
    companion("did", "--on", "2026-11-17")
    companion("did", "--on", "yesterday")
    days = companion("streak", "--why", "--json").json["days"]
    assert [(one["day"], one["standing"], one["run"]) for one in days] == [
        ("2026-11-17", "done", 1),
        ("2026-11-18", "missed", 0),
        ("2026-11-19", "done", 1),
        ("2026-11-20", "open", 1),
    ]
    assert companion("streak", "--why").out.splitlines() == [
        "One day; best one, two in all.",
        "Two reserves.",
        "Nothing is lost before Tue 24 Nov, 04:00.",
        "What counts: Monday to Friday.",
        "",
        "Wed 2026-11-18  missed         No trial, so the run ended here.",
        "Thu 2026-11-19  done        1  One trial.",
        "Fri 2026-11-20  open        1  Still open.",
        "",
        "One done in this run: the streak is 1.",
        "",
        "Wednesday is unaccounted for. It can be settled until next Wednesday.",
        '  I did try something: companion did --tried "…" --on 2026-11-18 --outcome better|expected|worse|surprise',
        "  I was away:          companion away 2026-11-18",
        "  Spend a reserve:     companion reserve 2026-11-18   (two left)",
        "  Let it go:           companion let-go 2026-11-18",
    ]


def test_experiments(companion: Companion) -> None:
    assert companion("experiments", "--json").json == []
    assert companion("experiments").out == "No experiments yet. Today's page ends in one: companion today\n"
    companion("plan", "When it rains, I will go out. Expect: wet feet")
    companion("did", "--outcome", "surprise")
    (found,) = companion("experiments", "--json").json
    assert set(found) >= EXPERIMENT | {"trials", "outcomes", "lesson", "child"}
    assert (found["state"], found["trials"], found["outcomes"]) == ("full", 1, {"surprise": 1})
    said = companion("experiments").out
    assert said.startswith("To decide\n")
    assert "When it rains, I will go out." in said
    assert "1 of 1 trial: surprised 1" in said
    assert "You expect: wet feet" in said
    companion("decide", found["id"], "drop", "--lesson", "Not in November.")
    assert "Learnt: Not in November." in companion("experiments").out


def test_status(companion: Companion) -> None:
    assert companion("status").out == "nothing yet, today open\n"
    companion("plan", "ask", "--pact", "9")
    companion("did")
    assert companion("status").out == "one day, today done\n"
    assert companion("status", "--format", "{streak}/{best} {total} {today} {open} {{").out == "1/1 1 done 1 {{\n"
    assert companion("status", "--json").json == {
        "streak": 1,
        "best": 1,
        "total": 1,
        "weeks": 0,
        "reserves": 2,
        "consistency": 0.0519,
        "today": "done",
        "open": 1,
    }
    companion.on(FRI.replace(month=12, day=18))
    assert companion("status").out == "one day in all, best one, today open\n"


def test_set(companion: Companion) -> None:
    assert companion("set", "minutes", "5").out == "Cards that fit 5 minutes come first from now on.\n"
    kept = companion("set", "day-start", "06:30", "--json").json
    assert is_record(kept)
    assert (kept["id"], kept["value"]) == ("day-start", "06:30")
    assert companion.on(SAT, hour=6)("today", "--json").json["day"] == "2026-11-20"


def test_cadence(companion: Companion) -> None:
    said = companion("cadence", "freq=daily")
    assert said.out.split() == "From today this counts: every day. Earlier days stay as they were.".split()
    assert "counts: Monday, Wednesday and Friday." in companion("cadence", "monday wed, Fri").out
    kept = companion("cadence", "FREQ=WEEKLY;BYDAY=MO", "--json").json
    assert is_record(kept)
    assert (kept["id"], kept["rule"]) == ("2026-11-20", "FREQ=WEEKLY;BYDAY=MO")
    assert companion("status", "--json").json["today"] == "rest"


def test_undo(companion: Companion) -> None:
    made = companion("plan", "ask", "--json").json
    companion("did")
    assert companion("undo").out.startswith("Taken back: today's trial.")
    (undone,) = companion("undo", "--json").json
    assert (undone["table"], undone["id"], undone["day"]) == ("experiments", made["id"], made["day"])
    assert companion("experiments", "--json").json == []


def test_every_command_of_every_module_can_be_called_and_help_lists_them_in_the_order_of_their_modules() -> None:
    held = [one.name for module in dict.fromkeys(MODULES.values()) for one in commands_of(module)]
    assert list(COMMANDS) == held
    assert set(MODULES.values()) == {path.stem for path in Path(cli.__path__[0]).glob("*_commands.py")}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(companion: Companion, command: str) -> None:
    said = companion(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: companion {command}")
    assert "--json" in said.out


def test_help_names_every_command_but_those_for_other_programs_and_the_version_is_told(companion: Companion) -> None:
    said = companion("--help").out
    listed = {line.split()[0] for line in said.splitlines() if line.startswith("    ") and line[4:5].isalpha()}
    hidden = {name for name, command in COMMANDS.items() if command.hidden}
    assert listed & set(COMMANDS) == set(COMMANDS) - hidden
    assert hidden == {"ids"}
    assert companion("--version").out.startswith("companion 0.")


@pytest.mark.parametrize("command", sorted(name for name, command in COMMANDS.items() if command.reads))
def test_reading_writes_nothing_into_the_journal(companion: Companion, command: str, tmp_path: Path) -> None:
    """Those that ask for an id find none here, and say so."""
    by_id = ("show", "history", "family")
    given = {"export": [str(tmp_path / "all.json")], "completion": ["bash"]}.get(command, ["7f"] * (command in by_id))
    assert companion(command, *given).code == (2 if command in by_id else 0)
    assert not (companion.home / "data").exists()


def test_two_days_through_plain_commands_alone(companion: Companion) -> None:
    """Each page says what to type next, and that is what is typed."""
    page = companion.on(WED)("today").out
    assert "Welcome." in page
    assert "companion plan --from 1" in page
    planned = companion("plan", "--from", "1").out
    key = planned.split()[1]
    assert companion("reflect", "The queue was mine.").code == 0
    page = companion("today").out
    assert "Welcome." not in page
    assert "Planned today" in page
    assert "or tell the page on Thursday." in " ".join(page.split())

    page = companion.on(THU)("today").out
    assert page.splitlines()[:3] == ["Thursday 19 November", "", "Yesterday"]
    assert "You expected: " in page
    (asked,) = [line for line in page.splitlines() if "How did it go?" in line]
    typed = asked.split("companion ")[1].replace("better|expected|worse|surprise", "better").split()
    assert typed == ["did", key, "--on", "2026-11-18", "--outcome", "better"]
    told = companion(*typed).out
    assert told.startswith("You expected: ")
    assert "Better than expected." in told
    assert "Noted for yesterday. One day; best one, one in all.\n" in told
    assert f"companion decide {key}" in told
    assert companion("streak", "--json").json["streak"] == 1

    page = companion("today").out
    assert "How did it go?" not in page
    assert "companion plan --from 1" in page
    assert companion("plan", "--from", "2").code == 0
    assert "Noted for today. Two days; best two, two in all.\n" in companion("did").out
    assert companion("reflect", "Less is more.").code == 0
    assert "That makes two. Nothing more today." in companion("today").out
    assert companion.on(FRI)("today", "--json").json["asks"] is None
