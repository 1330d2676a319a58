"""Any one record by its id, from the command line: show, edit, withdraw, history."""

from __future__ import annotations

import json
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.running import Companion, done_once
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import SAT

REVIEW = {"day": "2026-11-20", "at": "2026-11-20T12:00:00Z", "offset": 0, "week": "2026-11-16", "plus": "Two asked."}
FIRST_LINES = {
    "plan": "Today's experiment",
    "trial": "Yesterday's trial",
    "untried": "The answer about Wednesday",
    "decision": "Today's decision",
    "reflection": "Today's words",
    "review": "The review of the week of Monday 16 November",
    "swap": "Today's swap",
    "cadence": "The choice of days",
    "setting": "The setting",
    "away": "Being away from 24 Dec to 31 Dec",
    "reserve": "The reserve for Tuesday",
    "let-go": "Letting Monday go",
    "feed": "How much of a pack is shown",
    "enrolment": "The enrolment in Five days",
    "step": 'The step "Count it"',
    "capture": "Today's capture",
}


def log_line(companion: Companion, table: str, key: str, document: dict | None, device: str = "other7") -> None:
    """Another device has written this, and it has just arrived."""
    log = companion.home / "data" / "journal" / device / "2026.jsonl"
    log.parent.mkdir(exist_ok=True)
    number = len(log.read_bytes().splitlines()) if log.exists() else 0
    act = {"v": 1, "r": f"1795161600000.{number:05}-{device}", "a": [{"t": table, "i": key, "d": document}]}
    with log.open("a") as file:
        file.write(json.dumps(act) + "\n")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A home in which a record of each kind was made, which nobody changes, and the ids of them."""
    home = tmp_path_factory.mktemp("records") / "home"
    return home, done_once(home, one_of_each)


@pytest.fixture
def ids(settled_in: Companion, recorded: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """A journal with a record of each kind: by the kind, what a person types for it."""
    shutil.copytree(recorded[0], settled_in.home, dirs_exist_ok=True)
    return dict(recorded[1])


def one_of_each(companion: Companion) -> dict[str, str]:
    """One record of each kind, made by commands where there is one for it; returns what a person types for each."""
    swap = companion("swap", "--json").json["id"]
    plan = companion("plan", "When I arrive, I will ask. Expect: doubt", "--know", "a pause", "--pact", "5", "--json")
    key = plan.json["id"]
    found = {"swap": swap, "plan": key, "decision": f"decision:{key}"}
    found["trial"] = companion("did", "--on", "2026-11-19", "--outcome", "better", "--note", "So.", "--json").json["id"]
    found["untried"] = companion("did", "--on", "2026-11-18", "--not-tried", "--note", "A strike.", "--json").json["id"]
    companion("decide", key, "adapt", "--when", "When I leave", "--lesson", "Too early.")
    found["reflection"] = companion("reflect", "It rained.", "--json").json["id"]
    companion("cadence", "mon tue wed thu fri")
    companion("set", "minutes", "10")
    found["away"] = companion("away", "2026-12-24", "2026-12-31", "--json").json["id"]
    frozen = {"day": "2026-11-20", "at": "2026-11-20T12:00:00Z", "offset": 0}
    log_line(companion, "reviews", "2026-11-16", REVIEW)
    log_line(companion, "reserves", "2026-11-17", frozen | {"covers": "2026-11-17"})
    log_line(companion, "waived", "2026-11-16", frozen | {"about": "2026-11-16"})
    found |= {"review": "review:2026-11-16", "reserve": "reserve:2026-11-17", "let-go": "let-go:2026-11-16"}
    found |= {"cadence": "cadence:2026-11-20", "setting": "setting:minutes"}
    enrolment, step = {"programme": "p/five", "title": "Five days"}, {"enrolment": "p/gone.1", "step": "a"}
    capture = {"guide": "p/g", "title": "A taste", "step": "in", "label": "hopes", "text": "Less noise."}
    log_line(companion, "feeds", "p", frozen | {"share": "less"})
    log_line(companion, "enrolments", "p/five.1", frozen | enrolment)
    log_line(companion, "steps", "p/gone.1.a", frozen | step | {"title": "Count it"})
    log_line(companion, "captures", "capture1", frozen | capture)
    found |= {"feed": "feed:p", "enrolment": "enrolment:p/five.1", "step": "step:p/gone.1.a", "capture": "capture1"}
    return found


def child_of(companion: Companion, key: str) -> str:
    return companion("show", key, "--json").json["children"][0]


# Showing


def test_an_experiment_is_shown_whole(settled_in: Companion, ids: dict[str, str]) -> None:
    key, child = ids["plan"], child_of(settled_in, ids["plan"])
    said = settled_in("show", key)
    assert (said.code, said.stderr) == (0, b"")
    head, plan, *rest = said.out.split("\n", 2)
    assert head.startswith(f"{key}  ")
    assert head.endswith("adapted, planned today")
    assert plan == "  Plan      When I arrive, I will ask."
    shown = "\n".join(rest)
    for part in (
        "  Expect    doubt\n  Know by   a pause\n",
        "  Pact      five trials\n",
        f"Trials\n{ids['trial']}  Thursday 19 November, told on Friday 20 November\n"
        "  Expected  doubt\n  Happened  Better than expected: So.\n",
        f"Not tried\n{ids['untried']}  Wednesday 18 November\n  Answer    Not tried: A strike.\n",
        f"The decision of Friday 20 November\n  Decided   Adapted.\n  Learnt    Too early.\n  Goes on   as {child}\n",
        f"What grew from it\n{child}  adapted: When I leave, I will ask.\n",
    ):
        assert part in shown
    of_child = settled_in("show", child).out
    assert f"  Grew from {key}, adapted: When I arrive, I will ask.\n" in of_child
    assert "No trials yet." in of_child


def test_an_experiment_as_json_has_all_that_belongs_to_it(settled_in: Companion, ids: dict[str, str]) -> None:
    shown = settled_in("show", ids["plan"], "--json").json
    listed = next(one for one in settled_in("experiments", "--json").json if one["id"] == ids["plan"])
    assert listed.items() <= shown.items()
    assert shown["kind"] == "plan"
    assert [(one["id"], one["day"], one["note"]) for one in shown["trials_list"]] == [
        (ids["trial"], "2026-11-19", "So.")
    ]
    assert [one["id"] for one in shown["untried_list"]] == [ids["untried"]]
    assert (shown["decision"]["verdict"], shown["children"]) == ("adapt", [shown["child"]])


@pytest.mark.parametrize("kind", FIRST_LINES)
def test_every_kind_of_record_is_shown_in_words_and_as_json(
    settled_in: Companion, ids: dict[str, str], kind: str
) -> None:
    before = settled_in.kept
    said = settled_in("show", ids[kind].upper())
    assert (said.code, said.stderr) == (0, b"")
    if kind != "plan":
        assert said.out.split("\n")[0] == f"{ids[kind]}  {FIRST_LINES[kind]}"
    found = settled_in("show", ids[kind], "--json").json
    assert {"id", "day", "at", "kind"} <= set(found)
    assert (found["kind"], found["id"]) == (kind, ids[kind].rpartition(":")[2])
    assert settled_in("show", f"{kind}:{found['id']}", "--json").json == found
    assert settled_in.kept == before


def test_a_trial_is_shown_with_what_was_expected(settled_in: Companion, ids: dict[str, str]) -> None:
    assert settled_in("show", ids["trial"]).out == (
        f"{ids['trial']}  Yesterday's trial\n"
        f"  Of        {ids['plan']}: When I arrive, I will ask.\n"
        "  Expected  doubt\n"
        "  Happened  Better than expected: So.\n"
        "  Day       Thursday 19 November\n"
        "  Told      Friday 20 November\n"
    )


def test_what_belonged_to_something_withdrawn_elsewhere_is_still_shown(settled_in: Companion) -> None:
    frozen = {"day": "2026-11-20", "at": "2026-11-20T12:00:00Z", "offset": 0}
    settled_in("set", "minutes", "10")
    log_line(settled_in, "trials", "orphan", frozen | {"experiment": "gone", "outcome": "better", "told": "2026-11-20"})
    log_line(settled_in, "decisions", "gone", frozen | {"verdict": "drop"})
    log_line(settled_in, "experiments", "child", frozen | {"action": "ask", "parent": "gone"})
    for text in ("orphan", "decision:gone"):
        assert "  Of        gone, which is no longer here.\n" in settled_in("show", text).out
    assert "  Grew from gone, which is no longer here.\n" in settled_in("show", "child").out


# Correcting


@pytest.mark.parametrize(
    ("kind", "arguments", "now"),
    [
        ("plan", ["--action", "wait", "--when", "When it rains"], "  Plan      When it rains, I will wait.\n"),
        ("plan", ["--expect", "calm", "--know", "my pulse"], "  Expect    calm\n  Know by   my pulse\n"),
        ("plan", ["--minutes", "3", "--pact", "9"], "  Minutes   3\n  Pact      nine trials\n"),
        ("plan", ["--pact", "2026-11-27"], "  Pact      until Friday 27 November\n"),
        ("trial", ["--outcome", "worse", "--note", "-"], "  Happened  Worse than expected: -\n"),
        ("untried", ["--note", "Fog."], "  Answer    Not tried: Fog.\n"),
        ("decision", ["--lesson", "Too late."], "  Learnt    Too late.\n"),
        ("reflection", ["--text", "It did not."], "  Words     It did not.\n"),
        ("review", ["--minus", "Nobody.", "--next", "Ask."], "asked.\n  Minus     Nobody.\n  Next      Ask.\n"),
        ("away", ["--to", "2027-01-03"], "  From      Thursday 24 December\n  To        Sunday 3 January 2027\n"),
    ],
)  # fmt: skip
def test_a_correction_prints_what_the_record_says_now(
    settled_in: Companion, ids: dict[str, str], kind: str, arguments: list[str], now: str
) -> None:
    said = settled_in("edit", ids[kind], *arguments, stdin=b"not read")
    assert (said.code, said.stderr) == (0, b"")
    assert said.out.startswith(f"Corrected. It says now:\n{ids[kind]}  ")
    assert now in said.out
    assert now in settled_in("show", ids[kind]).out
    assert settled_in("undo").code == 0
    again = settled_in("edit", ids[kind], *arguments, "--json").json
    assert again == settled_in("show", ids[kind], "--json").json
    assert again["kind"] == kind


def test_a_number_of_trials_takes_the_place_of_a_last_day_and_the_other_way_about(
    settled_in: Companion, ids: dict[str, str]
) -> None:
    assert settled_in("edit", ids["plan"], "--pact", "2026-11-27", "--json").json["until"] == "2026-11-27"
    edited = settled_in("edit", ids["plan"], "--pact", "4", "--json").json
    assert (edited["pact"], edited["until"]) == (4, None)


def test_a_trial_that_moves_says_how_the_streak_stands(settled_in: Companion, ids: dict[str, str]) -> None:
    said = settled_in("edit", ids["trial"], "--on", "2026-11-17")
    assert said.out.endswith("  Told      Friday 20 November\nOne day in all, best one.\n")
    assert settled_in("edit", ids["trial"], "--on", "yesterday").out.endswith("One day; best one, one in all.\n")
    assert "best one" not in settled_in("edit", ids["trial"], "--note", "x").out


def test_words_may_come_from_standard_input(settled_in: Companion, ids: dict[str, str]) -> None:
    edited = settled_in("edit", ids["reflection"], "--text", "-", "--json", stdin="Two\nlines é.\n".encode())
    assert edited.json["text"] == "Two\nlines é."
    said = settled_in("edit", ids["reflection"], "--text", "-", stdin=b"\xff")
    assert (said.code, said.stdout) == (2, b"")
    assert "half of a character" in said.err


FLAGS = {
    "plan": "An experiment can be corrected with --action, --when, --expect, --know, --minutes and --pact.",
    "trial": "A trial can be corrected with --outcome, --note and --on.",
    "untried": "A day not tried can be corrected with --note.",
    "decision": "A decision can be corrected with --lesson.",
    "reflection": "Your words can be corrected with --text.",
    "review": "A review can be corrected with --plus, --minus and --next.",
    "away": "Days away can be corrected with --from and --to.",
    "capture": "What was captured can be corrected with --text.",
}


@pytest.mark.parametrize("kind", FLAGS)
def test_an_option_that_does_not_fit_or_none_at_all_names_those_that_do(
    settled_in: Companion, ids: dict[str, str], kind: str
) -> None:
    before = settled_in.kept
    said = settled_in("edit", ids[kind])
    assert (said.code, said.out, said.err) == (2, "", f"{FLAGS[kind]} Give at least one.\n")
    wrong = "--note" if kind == "plan" else "--when"
    said = settled_in("edit", ids[kind], wrong, "x")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{wrong} does not go with ")
    assert said.err.endswith(f"{FLAGS[kind]}\n")
    assert settled_in.kept == before


@pytest.mark.parametrize("kind", ["swap", "reserve", "let-go", "cadence", "setting", "feed", "enrolment", "step"])
@pytest.mark.parametrize("arguments", [[], ["--note", "x"]])
def test_what_is_set_anew_says_so(settled_in: Companion, ids: dict[str, str], kind: str, arguments: list[str]) -> None:
    said = settled_in("edit", ids[kind], *arguments)
    assert (said.code, said.out) == (1, "")
    assert "companion" in said.err or "Withdraw" in said.err


@pytest.mark.parametrize(
    ("kind", "arguments", "code"),
    [
        ("plan", ["--minutes", "x"], 2),
        ("plan", ["--minutes", "0"], 2),
        ("plan", ["--pact", "x"], 2),
        ("plan", ["--pact", "2026-11-19"], 2),
        ("plan", ["--action", ""], 2),
        ("plan", ["--expect", "doubt"], 1),
        ("trial", ["--on", "tomorrow"], 2),
        ("trial", ["--on", "x"], 2),
        ("trial", ["--outcome", "x"], 2),
        ("away", ["--from", "2027-01-01"], 2),
        ("reflection", ["--text", " "], 2),
    ],
)
def test_a_correction_that_does_not_do_is_said_and_not_recorded(
    settled_in: Companion, ids: dict[str, str], kind: str, arguments: list[str], code: int
) -> None:
    before = settled_in.kept
    said = settled_in("edit", ids[kind], *arguments)
    assert (said.code, said.out) == (code, "")
    assert said.err.count("\n") == 1
    assert settled_in.kept == before


# Withdrawing


def test_a_trial_withdrawn_says_how_the_streak_stands_and_what_takes_it_back(
    settled_in: Companion, ids: dict[str, str]
) -> None:
    before = settled_in("show", ids["trial"])
    said = settled_in("withdraw", ids["trial"])
    assert (said.code, said.err) == (0, "")
    assert said.out.replace("\n", " ") == (
        "Withdrawn: yesterday's trial. Nothing to count yet. What you try first will be the first mark. "
        "`companion undo` takes this back. "
    )
    for again in ("show", "edit", "withdraw"):
        said = settled_in(again, ids["trial"], *(["--note", "x"] if again == "edit" else []))
        assert (said.code, said.out) == (1, "")
        assert said.err == (
            f"This was withdrawn today at 09:00. `companion history {ids['trial']}` shows what it said, "
            "and `companion undo` brings it back.\n"
        )
    assert settled_in("undo").code == 0
    assert settled_in("show", ids["trial"]) == before


def test_an_experiment_goes_with_what_belongs_to_it_once_that_is_said(
    settled_in: Companion, ids: dict[str, str]
) -> None:
    key, child, before = ids["plan"], child_of(settled_in, ids["plan"]), settled_in.kept
    said = settled_in("withdraw", key)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "It has one trial, one day not tried and a decision, which would go with it, and one day of the streak. "
        "Repeat with --yes.\n"
    )
    assert settled_in.kept == before
    said = settled_in("withdraw", key, "--yes")
    assert said.code == 0
    assert said.out.replace("\n", " ").startswith(
        "Withdrawn: today's experiment, with one trial, one day not tried and a decision. "
        f"What grew from it stays: {child}. Nothing to count yet."
    )
    assert [one["id"] for one in settled_in("experiments", "--json").json] == [child]
    settled_in("undo")
    gone = settled_in("withdraw", key, "--yes", "--json").json
    assert [(one["kind"], one["id"]) for one in gone] == [
        ("plan", key), ("trial", ids["trial"]), ("untried", ids["untried"]), ("decision", key)
    ]  # fmt: skip


def test_a_decision_withdrawn_reopens_its_experiment_and_what_it_began_stays(
    settled_in: Companion, ids: dict[str, str]
) -> None:
    key, child = ids["plan"], child_of(settled_in, ids["plan"])
    said = settled_in("withdraw", ids["decision"])
    assert said.out.replace("\n", " ") == (
        f"Withdrawn: today's decision. Its experiment, {key}, can be decided again. "
        f"What grew from it stays: {child}. `companion undo` takes this back. "
    )
    assert settled_in("show", key, "--json").json["state"] == "open"
    assert settled_in("decide", key, "drop").code == 0


@pytest.mark.parametrize("kind", sorted(FIRST_LINES.keys() - {"plan", "trial", "decision"}))
def test_every_kind_of_record_can_be_withdrawn_and_taken_back(
    settled_in: Companion, ids: dict[str, str], kind: str
) -> None:
    before = settled_in("show", ids[kind], "--json")
    said = settled_in("withdraw", ids[kind])
    assert said.code == 0
    first = FIRST_LINES[kind]
    assert said.out.replace("\n", " ").startswith(f"Withdrawn: {first[0].lower()}{first[1:]}. ")
    assert settled_in("show", ids[kind]).code == 1
    assert settled_in("history", ids[kind]).code == 0
    assert settled_in("undo").code == 0
    assert settled_in("show", ids[kind], "--json") == before


# What it said before


def test_the_history_says_when_where_and_what_changed(settled_in: Companion, ids: dict[str, str]) -> None:
    key = ids["trial"]
    settled_in.on(SAT, 10)("edit", key, "--note", "No.\nSorry.", "--outcome", "surprise")
    settled_in("withdraw", key)
    settled_in("undo")
    settled_in("undo")
    said = settled_in("history", key)
    assert (said.code, said.stderr) == (0, b"")
    assert said.out == (
        "Friday 20 November, 09:00, on this device: recorded\n"
        "  Happened  Better than expected: So.\n"
        "  Day       Thursday 19 November\n"
        "  Told      Friday 20 November\n"
        "Saturday 21 November, 10:00, on this device: changed\n"
        "  Outcome\n    was  Better than expected\n    now  A surprise\n"
        "  Note\n    was  So.\n    now  No.\n         Sorry.\n"
        "Saturday 21 November, 10:00, on this device: withdrawn\n"
        "Saturday 21 November, 10:00, on this device: restored by undo\n"
        "  It says the same as before.\n"
        "Saturday 21 November, 10:00, on this device: put back by undo\n"
        "  Outcome\n    was  A surprise\n    now  Better than expected\n"
        "  Note\n    was  No.\n         Sorry.\n    now  So.\n"
    )


def test_the_history_as_json_has_every_revision_with_its_document(settled_in: Companion, ids: dict[str, str]) -> None:
    key = ids["trial"]
    settled_in("edit", key, "--note", "No.")
    settled_in("withdraw", key)
    settled_in("undo")
    found = settled_in("history", key, "--json").json
    assert all(set(one) == {"revision", "at", "device", "document", "undoes"} for one in found)
    assert [one["document"] and one["document"]["note"] for one in found] == ["So.", "No.", None, "No."]
    assert [one["undoes"] for one in found] == ["", "", "", found[2]["revision"]]
    assert [one["revision"] for one in found] == sorted(one["revision"] for one in found)
    assert {one["at"] for one in found} == {"2026-11-20T09:00:00Z"}
    assert {one["device"] for one in found} == {log.parent.name for log in settled_in.logs} - {"other7"}


def test_what_was_never_recorded_has_no_history(settled_in: Companion, ids: dict[str, str]) -> None:
    said = settled_in("history", "oo")
    assert (said.code, said.err) == (2, 'No record begins with "oo". `companion journal` lists what is there.\n')


def test_two_devices_that_decided_apart_are_both_in_the_history_and_the_last_stands(
    settled_in: Companion, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here, there = settled_in.home, tmp_path / "there"
    key = settled_in("plan", "ask", "--json").json["id"]
    shutil.copytree(here / "data", there / "data")
    settled_in("decide", key, "adopt", "--lesson", "Keep it.")
    settled_in.now += timedelta(minutes=1)
    monkeypatch.setenv("COMPANION_HOME", str(there))
    settled_in("decide", key, "drop", "--lesson", "Not worth it.")
    theirs = settled_in("history", f"decision:{key}", "--json").json[0]["device"]
    shutil.copytree(there / "data" / "journal" / theirs, here / "data" / "journal" / theirs)
    monkeypatch.setenv("COMPANION_HOME", str(here))
    assert settled_in("history", f"decision:{key[:4]}").out == (
        "Friday 20 November, 09:00, on this device: recorded\n"
        "  Decided   Adopted.\n"
        "  Learnt    Keep it.\n"
        f"Friday 20 November, 09:01, on another device ({theirs}): changed\n"
        "  Decided\n    was  Adopted\n    now  Dropped\n"
        "  Learnt\n    was  Keep it.\n    now  Not worth it.\n"
        "\n"
        "It was written on two devices. The last of these is what stands.\n"
    )
    assert settled_in("show", key, "--json").json["state"] == "dropped"


# Text from anywhere


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_nothing_hostile_reaches_a_terminal(settled_in: Companion, hostile: str) -> None:
    plan = settled_in("plan", f"do {hostile}", "--when", hostile, "--expect", hostile, "--know", hostile, "--json").json
    told = settled_in("did", plan["id"], "--note", hostile, "--json").json
    settled_in("decide", plan["id"], "drop", "--lesson", hostile)
    ids = (plan["id"], told["id"], f"decision:{plan['id']}")
    shown = [settled_in("show", one) for one in ids]
    shown.append(settled_in("edit", plan["id"], "--expect", f"{hostile}!"))
    shown.append(settled_in("edit", told["id"], "--note", f"{hostile}!"))
    shown += [settled_in("history", one) for one in ids]
    assert settled_in("show", told["id"], "--json").json["note"] == f"{hostile}!"
    assert settled_in("history", told["id"], "--json").json[0]["document"]["note"] == hostile
    shown += [settled_in("withdraw", told["id"]), settled_in("history", told["id"])]
    for said in shown:
        assert (said.code, said.stderr) == (0, b"")
        assert is_harmless(said.stdout)
    for command in ("show", "edit", "withdraw", "history"):
        said = settled_in(command, hostile)
        assert said.code == 2
        assert said.stdout == b""
        assert is_harmless(said.stderr)


def test_a_hostile_journal_is_shown_harmlessly(settled_in: Companion) -> None:
    """Ids and fields that no version of ours would write, from another device."""
    settled_in("plan", "ask")
    evil = "\x1b]52;c;aGk=\x07\n[@click=app.quit]x[/]\u202e"
    frozen = {"day": "2026-11-20", "at": "2026-11-20T12:00:00Z", "offset": 0}
    log_line(
        settled_in, "experiments", f"u{evil}", frozen | {"action": "ask", "parent": evil, "card": evil, evil: evil}
    )
    log_line(settled_in, "experiments", f"u{evil}", frozen | {"action": "wait", evil: {evil: [evil]}})
    log_line(settled_in, "trials", f"u{evil}", frozen | {"experiment": evil, "outcome": "better", "told": "2026-11-20"})
    log_line(settled_in, "settings", evil, frozen | {"value": evil})
    said = settled_in("show", "u")
    assert (said.code, said.stdout) == (2, b"")
    assert is_harmless(said.stderr)
    for command in ("show", "history", "withdraw", "show", "history"):
        for text in ("plan:u", "trial:u", f"setting:{evil}"):
            said = settled_in(command, text)
            assert said.code in (0, 1)
            assert is_harmless(said.stdout)
            assert is_harmless(said.stderr)


@pytest.mark.parametrize("command", ["show", "edit", "withdraw", "history"])
def test_a_megabyte_for_an_id_is_refused_in_a_sentence(settled_in: Companion, command: str) -> None:
    settled_in("plan", "ask")
    begun = time.process_time()
    for text in ("x" * 1_000_000, "decision:" + "x" * 1_000_000, "\x1b" * 1_000_000):
        said = settled_in(command, text)
        assert (said.code, said.stdout) == (2, b"")
        assert len(said.stderr) < 400
    assert time.process_time() - begun < 5


def test_a_megabyte_of_words_is_corrected_shown_and_kept(settled_in: Companion) -> None:
    text = "word é " * 150_000
    key = settled_in("reflect", "short", "--json").json["id"]
    begun = time.process_time()
    assert settled_in("edit", key, "--text", "-", "--json", stdin=text.encode()).json["text"] == text
    assert settled_in("show", key).code == 0
    assert settled_in("history", key).code == 0
    assert time.process_time() - begun < 10
