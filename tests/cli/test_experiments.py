"""From plan to playbook on the command line: plan, did, decide, grow, family, experiments and review."""

from __future__ import annotations

import json
import shlex
from datetime import timedelta

import pytest

from companion.domain.cards import THEMES
from companion.domain.reviewing import DEEPER
from tests.cli.running import Companion, Result, printed
from tests.cli.test_commands import EXPERIMENT
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import FRI, MON, NEXT_MON, ONE, SAT, THU, TUE, WED

WHOLE = EXPERIMENT | {"pact", "until", "growth", "trials", "outcomes", "lesson", "child"}
RAIN = "When it rains, I will go out. Expect: wet feet"


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    """The command on Friday 20 November 2026, where nothing is recorded yet."""
    return settled_in


def planned(companion: Companion, words: str = RAIN, *options: str) -> str:
    return str(companion("plan", words, *options, "--json").json["id"])


def play(companion: Companion) -> str:
    """The id of an adopted experiment."""
    key = planned(companion, RAIN, "--pact", "5", "--minutes", "7")
    assert companion("decide", key, "adopt", "--lesson", "It is only water.").code == 0
    return key


def refused(companion: Companion, *arguments: str) -> Result:
    """A command that records nothing and says why, in a sentence or two."""
    before = companion.kept
    said = companion(*arguments)
    assert said.code in (1, 2)
    assert said.stdout == b""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert companion.kept == before
    return said


def elsewhere(companion: Companion, *documents: tuple[str, str, dict]) -> None:
    """Another device has written these, each as table, id and content, and they have just arrived."""
    log = companion.home / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    frozen = {"day": "2026-11-13", "at": "2026-11-13T12:00:00Z", "offset": 0}
    lines = [
        {"v": 1, "r": f"1794571200000.{number:05}-other7", "a": [{"t": table, "i": key, "d": frozen | found}]}
        for number, (table, key, found) in enumerate(documents)
    ]
    log.write_text("".join(json.dumps(one) + "\n" for one in lines))


# plan


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([RAIN], ""),
        (["go out"], "It has no cue yet. Which moment would set it off?"),
        ([RAIN, "--minutes", "20"], "Twenty minutes is long. What would five of them hold?"),
        (
            ["When it rains, I will go out and call Ann"],
            "It seems to hold two acts. Which would you try first?",
        ),
        (["--from", "1"], ""),
    ],
)
def test_plan_prints_at_most_one_hint_and_json_has_it(companion: Companion, arguments: list[str], hint: str) -> None:
    said = companion("plan", *arguments)
    assert (said.code, said.stderr) == (0, b"")
    lines = said.out.splitlines()
    assert lines[0].startswith("Planned ")
    assert [line for line in lines[1:] if not line.startswith("  ")] == ([hint] if hint else [])
    found = companion("plan", *arguments, "--json").json
    assert set(found) >= WHOLE | {"hint"}
    assert (found["hint"], found["state"], found["trials"]) == (hint, "open", 0)


PACTS = {
    "0": "give a whole number from 1 to 366",
    "367": "give a whole number from 1 to 366",
    "1000000": "give a whole number from 1 to 366",
    "2026-11-19": "cannot end on 2026-11-19, which is past",
    "yesterday": "which is past",
    "2027-11-22": "Give a day within a year",
    "9999-12-31": "Give a day within a year",
    "-1": "is not a pact",
    "five": '"five" is not a pact. Give a number of trials, such as 5, or a last day',
    "5.0": "is not a pact",
    "٥": "is not a pact",
    "": "is not a pact",
    "2026-11-31": "is not a pact",
}


@pytest.mark.parametrize("command", ["plan", "adapt", "grow"])
def test_what_a_pact_cannot_be_whoever_asks(companion: Companion, command: str) -> None:
    asks = {
        "plan": lambda: ["plan", "go"],
        "adapt": lambda: ["decide", planned(companion), "adapt"],
        "grow": lambda: ["grow", play(companion), "repeat"],
    }[command]()
    for pact, because in PACTS.items():
        said = refused(companion, *asks, "--pact", pact)
        assert said.code == 2
        assert because in said.err


def test_what_a_pact_can_be(companion: Companion) -> None:
    ends = {"1": (1, None), "366": (366, None), "today": (1, "2026-11-20"), "tomorrow": (1, "2026-11-21")}
    ends["2027-11-21"] = (1, "2027-11-21")
    for pact, expected in ends.items():
        found = companion("plan", RAIN, "--pact", pact, "--json").json
        assert (found["pact"], found["until"]) == expected


# did


def test_did_shows_the_prediction_beside_what_happened(companion: Companion) -> None:
    key = planned(companion, RAIN, "--pact", "2")
    said = companion("did", key, "--outcome", "worse", "--note", "Wet to the knee.")
    assert said.out.splitlines()[:2] == ["You expected: wet feet", "Worse than expected: Wet to the knee."]
    assert companion.on(SAT)("did", "--outcome", "surprise").out.splitlines()[:2] == [
        "You expected: wet feet",
        "A surprise.",
    ]
    found = companion("did", key, "--json").json
    assert (found["experiment"], found["outcome"], found["note"]) == (key, "expected", "")


def test_did_without_a_prediction_compares_nothing(companion: Companion) -> None:
    planned(companion, "When it rains, I will go out", "--pact", "2")
    assert "expected" not in companion("did", "--note", "Wet.").out


def test_did_that_fills_a_pact_asks_for_a_decision_and_still_takes_the_next(companion: Companion) -> None:
    key = planned(companion, RAIN, "--pact", "2")
    asks = f"Both trials are done. `companion decide {key}` shows what there is to decide by."
    assert asks not in companion("did").out
    assert asks in companion.on(SAT)("did").out.replace("\n", " ")
    more = companion.on(SAT + ONE)("did", key)
    assert more.code == 0
    assert "Three trials are done, one more than planned." in more.out


@pytest.mark.parametrize("verdict", ["drop", "adapt"])
def test_did_after_a_drop_or_an_adaption_is_refused_for_later_days_only(companion: Companion, verdict: str) -> None:
    key = planned(companion.on(THU), RAIN, "--pact", "5")
    companion("decide", key, verdict, *(["--when", "When it snows"] if verdict == "adapt" else []))
    companion.on(FRI)
    for on in ([], ["--on", "today"]):
        said = refused(companion, "did", key, *on)
        assert said.code == 1
        assert "decided already" in said.err
        assert "--on" in said.err
    assert companion("did", key, "--on", "yesterday").code == 0
    assert companion("did", key, "--on", "2026-11-18").code == 0


def test_did_on_a_play_is_told_as_ever(companion: Companion) -> None:
    key = play(companion)
    assert companion.on(NEXT_MON)("did", key, "--json").json["day"] == "2026-11-23"


# decide, without a verdict


def test_decide_without_a_verdict_shows_what_there_is_to_decide_by_and_records_nothing(companion: Companion) -> None:
    key = planned(companion, RAIN, "--pact", "2", "--know", "my shoes")
    companion("did", "--on", "2026-11-18", "--outcome", "better", "--note", "They laughed.")
    companion("did", "--outcome", "worse")
    before = companion.kept
    said = companion("decide", key)
    assert (said.code, said.stderr) == (0, b"")
    assert said.out.splitlines() == [
        "When it rains, I will go out.",
        "You expected: wet feet",
        "You will know by: my shoes",
        "Both trials are done.",
        "",
        "  Wed 18 Nov  Better than expected: They laughed.",
        "  Fri 20 Nov  Worse than expected.",
        "  In all: better 1, worse 1",
        "",
        f'  Keep it:          companion decide {key} adopt --lesson "…"',
        f'  Change one thing: companion decide {key} adapt --action "…" --lesson "…"',
        f'  Let it go:        companion decide {key} drop --lesson "…"',
    ]
    found = companion("decide", key, "--json").json
    assert set(found) >= WHOLE | {"tried"}
    assert (found["state"], found["trials"], found["outcomes"]) == ("full", 2, {"better": 1, "worse": 1})
    assert [(one["day"], one["outcome"], one["note"]) for one in found["tried"]] == [
        ("2026-11-18", "better", "They laughed."),
        ("2026-11-20", "worse", ""),
    ]
    assert companion.kept == before


def test_each_way_on_that_decide_shows_works_as_it_is_printed(companion: Companion) -> None:
    ways = printed(companion("decide", planned(companion)).out)
    assert [way[2] for way in ways] == ["adopt", "adapt", "drop"]
    for way in ways:
        said = companion(*way)
        assert (said.code, said.stderr) == (0, b"")
        companion("undo")


def test_decide_before_any_trial_says_what_was_planned(companion: Companion) -> None:
    lines = companion("decide", planned(companion, "wait", "--pact", "3")).out.splitlines()
    assert lines[:4] == ["Wait.", "Planned for three trials.", "", "  No trials yet."]


def test_decide_on_what_is_decided_says_when_and_offers_no_more_ways(companion: Companion) -> None:
    key = play(companion)
    said = companion("decide", key)
    assert said.out.splitlines()[-1] == "It was decided on Friday 20 November."
    assert printed(said.out) == []
    assert companion("decide", key, "--json").json["state"] == "adopted"


# decide


@pytest.mark.parametrize(
    ("verdict", "done", "state"), [("adopt", "Adopted.", "adopted"), ("drop", "Dropped.", "dropped")]
)
def test_adopting_and_dropping(companion: Companion, verdict: str, done: str, state: str) -> None:
    key = planned(companion)
    said = companion("decide", key[:4], verdict, "--lesson", "It is only water.")
    assert (said.code, said.stderr) == (0, b"")
    assert said.out.startswith(done)
    (found,) = companion("experiments", "--json").json
    assert (found["state"], found["lesson"], found["child"]) == (state, "It is only water.", "")


def test_adapting_says_what_it_goes_on_as_and_json_has_the_decision(companion: Companion) -> None:
    key = planned(companion)
    said = companion("decide", key, "adapt", "--when", "When it snows", "--lesson", "Too wet.").out
    found = {one["id"]: one for one in companion("experiments", "--json").json}
    child = found[key]["child"]
    assert said.replace("\n", " ") == f"Adapted. It goes on as {child}: When it snows, I will go out. "
    assert (found[key]["state"], found[child]["parent"], found[child]["cue"]) == ("adapted", key, "When it snows")
    companion("undo")
    decision = companion("decide", key, "adapt", "--minutes", "3", "--json").json
    assert set(decision) >= {"id", "day", "at", "verdict", "lesson", "child"}
    assert (decision["id"], decision["verdict"]) == (key, "adapt")


@pytest.mark.parametrize(
    ("options", "code", "because"),
    [
        (["adapt"], 2, "Adapting needs what changes"),
        (["adapt", "--lesson", "Too wet."], 2, "Adapting needs what changes"),
        (["adapt", "--action", "I will "], 2, "The action is empty"),
        (["adapt", "--minutes", "0"], 2, "--minutes"),
        (["adopt", "--action", "wait"], 2, "say what adapting changes"),
        (["drop", "--when", ""], 2, "say what adapting changes"),
        (["adopt", "--pact", "5"], 2, "say what adapting changes"),
        (["postpone"], 2, "Argument verdict: invalid choice: 'postpone'"),
    ],
)
def test_what_deciding_cannot_be(companion: Companion, options: list[str], code: int, because: str) -> None:
    key = planned(companion)
    said = refused(companion, "decide", key, *options)
    assert said.code == code
    assert because in said.err


def test_what_is_decided_stays_decided_and_the_refusal_says_how_it_goes_on(companion: Companion) -> None:
    key = planned(companion)
    child = companion("decide", key, "adapt", "--minutes", "3", "--json").json["child"]
    said = refused(companion, "decide", key, "drop")
    assert (said.code, said.err) == (
        1,
        f"It was decided already: adapted on Friday 20 November. It goes on as {child}.\n",
    )


@pytest.mark.parametrize("command", [["decide"], ["decide", "drop"], ["grow", "repeat"], ["family"], ["did"]])
def test_an_id_that_names_none_or_several_is_misuse(companion: Companion, command: list[str]) -> None:
    elsewhere(companion, *(("experiments", key, {"action": "go"}) for key in ("ab", "abc", "abd", "x")))
    name, rest = command[0], command[1:]
    for typed, because in (("abx", 'begins with "abx"'), ("a", "3 experiments begin with"), ("\x1b[2J", "begins with")):
        said = refused(companion, name, typed, *rest)
        assert said.code == 2
        assert because in said.err
        assert is_harmless(said.stderr)
    assert companion("decide", "ab").out.startswith("Go.")


# grow


@pytest.mark.parametrize(
    ("growth", "options", "differs"),
    [
        ("repeat", [], {}),
        ("enlarge", ["--minutes", "12"], {"minutes": 12}),
        ("offer", ["--action", "I will take Ann along"], {"action": "take Ann along"}),
    ],
)
def test_a_play_grows_into_an_experiment(companion: Companion, growth: str, options: list[str], differs: dict) -> None:
    key = play(companion)
    found = companion("grow", key, growth, *options, "--json").json
    assert set(found) >= WHOLE | {"hint"}
    assert found["hint"] == ""
    (parent,) = (one for one in companion("experiments", "--json").json if one["id"] == key)
    same = ("cue", "action", "expect", "know", "minutes", "pact", "theme")
    assert {part: found[part] for part in same} == {part: parent[part] for part in same} | differs
    assert (found["parent"], found["growth"], found["state"], parent["state"]) == (key, growth, "open", "adopted")
    said = companion("grow", key, growth, *options)
    assert said.out.startswith("Planned ")
    assert "You expect: wet feet" in said.out


@pytest.mark.parametrize(
    ("options", "because"),
    [
        (["enlarge"], "Say what becomes larger"),
        (["offer"], "Say whom you will offer it to"),
        (["offer", "--minutes", "3"], "Say whom you will offer it to"),
        (["repeat", "--minutes", "241"], "--minutes"),
        (["shrink"], "invalid choice: 'shrink'"),
    ],
)
def test_what_growing_has_to_say(companion: Companion, options: list[str], because: str) -> None:
    said = refused(companion, "grow", play(companion), *options)
    assert said.code == 2
    assert because in said.err


def test_only_a_play_grows(companion: Companion) -> None:
    said = refused(companion, "grow", planned(companion), "repeat")
    assert said.code == 1
    assert "Only a play can grow" in said.err


# family


def test_family_is_a_tree_that_marks_who_was_asked_about(companion: Companion) -> None:
    first = planned(companion, RAIN)
    second = companion("decide", first, "adapt", "--when", "When it snows", "--lesson", "Too wet.", "--json").json[
        "child"
    ]
    companion.on(FRI, 10)("did", second, "--outcome", "better")
    companion("decide", second, "adopt")
    third = companion.on(FRI, 11)("grow", second, "repeat", "--json").json["id"]
    assert companion("family", second).out.splitlines() == [
        f"- {first}  When it rains, I will go out.",
        "            adapted, no trials",
        "            Learnt: Too wet.",
        f"  > {second}  adapted: When it snows, I will go out.",
        "              playbook, one trial: better 1",
        f"    - {third}  repeated: When it snows, I will go out.",
        "                open, planned today, 0 of 1 trial",
    ]
    for key in (first, second, third):
        found = companion("family", key, "--json").json
        assert [(one["id"], one["depth"]) for one in found] == [(first, 0), (second, 1), (third, 2)]
        assert all(set(one) >= WHOLE for one in found)
        assert companion("family", key).out.count("> ") == 1


def test_a_family_in_a_circle_from_another_device_is_shown_whoever_is_asked(companion: Companion) -> None:
    parents = {"aa": "cc", "bb": "aa", "cc": "bb", "dd": "gone", "ee": "ee"}
    elsewhere(companion, *(("experiments", key, {"action": "go", "parent": one}) for key, one in parents.items()))
    for key in ("aa", "bb", "cc"):
        found = companion("family", key, "--json").json
        assert [(one["id"], one["depth"]) for one in found] == [("aa", 0), ("bb", 1), ("cc", 2)]
    for key in ("dd", "ee"):
        assert [one["id"] for one in companion("family", key, "--json").json] == [key]
    assert all(companion(*command).code == 0 for command in (["family", "aa"], ["experiments"], ["today"]))


def test_a_family_a_hundred_deep_stays_within_the_width(companion: Companion) -> None:
    chain = [f"k{number:03}" for number in range(100)]
    plans = [{"action": "say a word " * 12, "parent": parent} for parent in ["", *chain[:-1]]]
    elsewhere(companion, *(("experiments", key, found) for key, found in zip(chain, plans, strict=True)))
    lines = companion("family", "k099").out.splitlines()
    assert max(map(len, lines)) <= 76
    assert [line.split()[1] for line in lines if line.lstrip()[:2] in ("- ", "> ")] == chain


# experiments


def test_experiments_lists_what_is_to_decide_then_open_then_plays_then_closed(companion: Companion) -> None:
    full, kept = planned(companion, "When I arrive, I will ask. Expect: doubt"), play(companion)
    companion("did", full, "--outcome", "better")
    waiting, gone = planned(companion, "When it is dry, I will wait"), planned(companion, "look")
    companion("decide", gone, "drop", "--lesson", "Nothing to see.")
    lines = companion("experiments").out.splitlines()
    headings = [line for line in lines if line and not line.startswith(" ") and "  " not in line]
    assert headings == ["To decide", "Open", "Playbook", "Adapted or dropped"]
    listed = [line.split()[0] for line in lines if "  " in line and not line.startswith(" ")]
    assert listed == [full, waiting, kept, gone]
    assert "          Learnt: Nothing to see." in lines
    assert [line for line in lines if "You expect" in line] == ["          You expect: doubt"]


def many(companion: Companion, number: int) -> None:
    """So many of each: full, open, adopted and dropped, from another device."""
    documents: list[tuple[str, str, dict]] = []
    for kind in ("full", "open", "kept", "gone"):
        for one in range(number):
            key = f"{kind}{one:04}"
            documents.append(("experiments", key, {"action": f"go {one}"}))
            if kind == "full":
                told = {"experiment": key, "outcome": "worse", "told": "2026-11-13"}
                documents.append(("trials", f"t{one:04}", told))
            if kind in ("kept", "gone"):
                verdict = {"kept": "adopt", "gone": "drop"}[kind]
                documents.append(("decisions", key, {"verdict": verdict}))
    elsewhere(companion, *documents)


def test_experiments_shows_the_latest_of_many_and_all_of_them_when_asked(companion: Companion) -> None:
    many(companion, 210)
    lines = companion("experiments").out.splitlines()
    assert [line for line in lines if "more:" in line] == [
        "  10 more: companion experiments --all",
        "  10 more: companion experiments --all",
        "  190 more: companion experiments --all",
        "  205 more: companion experiments --all",
    ]
    everything = companion("experiments", "--all").out.splitlines()
    assert not any("more:" in line for line in everything)
    for kind in ("full", "open", "kept", "gone"):
        keys = [f"{kind}{one:04}" for one in range(210)]
        assert [line.split()[0] for line in everything if line.startswith(kind)] == keys[::-1]
        shown = [line.split()[0] for line in lines if line.startswith(kind)]
        assert shown == keys[::-1][: len(shown)]
    found = companion("experiments", "--json").json
    assert len(found) == 840
    assert all(set(one) >= WHOLE for one in found)
    assert companion("experiments", "--all", "--json").json == found


def test_where_there_are_no_experiments_it_says_how_to_begin(companion: Companion) -> None:
    assert companion("experiments").out == "No experiments yet. Today's page ends in one: companion today\n"
    assert companion("experiments", "--all", "--json").json == []


# review


def test_review_shows_the_week_and_the_commands_that_write_it(companion: Companion) -> None:
    key = planned(companion, RAIN)
    companion("did", key, "--on", "2026-11-17", "--outcome", "better", "--note", "They laughed.")
    before = companion.kept
    said = companion("review")
    assert (said.code, said.stderr) == (0, b"")
    theme = companion("show", key, "--json").json["theme"]
    title = next(one.title for one in THEMES if one.id == theme)
    assert said.out.startswith("The week of 16 Nov to 22 Nov\n\n  ")
    assert f" {title} 1\n" in said.out
    for part in ("Tue 17 Nov  Better than expected: They laughed.", f"companion decide {key}"):
        assert part in said.out
    assert "When it rains, I will go out." in said.out
    assert companion.kept == before
    commands = [way for way in printed(said.out) if way[0] == "review"]
    assert [way[1] for way in commands] == ["--plus", "--minus", "--next", "--deeper", "--focus"]
    for way in commands:
        assert companion(*way).out == "Kept.\n"
    written = companion("review", "--json").json["written"]
    assert (written["plus"], written["next"], written["focus"]) == ("I wrote it down", "I wrote it down", "people")
    assert "What worked? I wrote it down" in companion("review").out
    assert "Next week leans towards It's all about people." in companion("review").out


def test_review_as_json(companion: Companion) -> None:
    key = planned(companion, RAIN)
    companion("did", key, "--on", "2026-11-17")
    found = companion("review", "--json").json
    assert set(found) >= {"week", "number", "due", "trials", "themes", "to_decide", "deeper", "written"}
    assert (found["week"], found["number"], found["due"]) == ("2026-11-16", 1, True)
    assert (len(found["deeper"]), found["written"]) == (1, None)
    theme = companion("show", key, "--json").json["theme"]
    assert ([one["day"] for one in found["trials"]], found["themes"]) == (["2026-11-17"], {theme: 1})
    assert [one["id"] for one in found["to_decide"]] == [key]
    recorded = companion("review", "--plus", "Two asked.", "--focus", "work", "--json").json
    assert {part: recorded[part] for part in ("id", "day", "week", "plus", "minus", "next", "focus", "deeper")} == {
        "id": "2026-11-16",
        "day": "2026-11-20",
        "week": "2026-11-16",
        "plus": "Two asked.",
        "minus": "",
        "next": "",
        "focus": "work",
        "deeper": [],
    }
    assert companion("today", "--json").json["review_due"] is False


def test_review_of_another_week(companion: Companion) -> None:
    companion("did", "--tried", "go out", "--on", "2026-11-11")
    said = companion("review", "--week", "2026-11-11").out
    assert said.startswith("The week of 9 Nov to 15 Nov\n")
    assert "Wed 11 Nov  As expected." in said
    ways = [way for way in printed(said) if way[0] == "review"]
    assert len(ways) == 5
    for way in ways:
        assert way[:3] == ["review", "--week", "2026-11-09"]
        assert companion(*way).code == 0
    assert companion("review", "--week", "2026-11-15", "--json").json["written"]["plus"] == "I wrote it down"
    assert companion("review", "--json").json["written"] is None
    assert companion.on(WED)("review", "--json").json["week"] == "2026-11-09"


def test_every_fourth_review_takes_deeper_answers_in_their_order(companion: Companion) -> None:
    for weeks in (3, 2, 1):
        companion("review", "--week", str(MON - timedelta(weeks=weeks)), "--plus", "Well.")
    said = companion("review").out
    assert "Each in its turn: companion review --deeper" in said
    found = companion("review", "--deeper", "The pause.", "--deeper", "Unease.", "--json").json
    assert [(one["question"], one["text"]) for one in found["deeper"]] == [
        (DEEPER[0], "The pause."),
        (DEEPER[1], "Unease."),
    ]
    assert companion("review", "--plus", "Two asked.", "--json").json["deeper"] == found["deeper"]
    again = companion("review", "--json").json
    assert (again["number"], again["deeper"][:4], len(again["deeper"])) == (4, list(DEEPER), 5)
    assert "The pause." in companion("review").out
    said = refused(companion, "review", *["--deeper", "x"] * 6)
    assert (said.code, said.err) == (2, "This review asks five further questions, and six answers were given.\n")


@pytest.mark.parametrize(
    ("options", "because"),
    [
        (["--deeper", "x", "--deeper", "y"], "asks one further question, and two answers were given"),
        (["--plus", "x", "--deeper", "x", "--deeper", "y"], "asks one further question"),
        (["--focus", "zebra"], "Give one of people, value, work, learning"),
        (["--week", "never"], "is not a date"),
        (["--week", "2026-11-23", "--plus", "x"], "is still to come"),
        (["--week", "2025-01-01", "--plus", "x"], "more than a year back"),
        (["--week", "9999-12-31", "--plus", "x"], "is still to come"),
        (["--week", "0001-01-01", "--plus", "x"], "more than a year back"),
    ],
)
def test_what_a_review_cannot_be(companion: Companion, options: list[str], because: str) -> None:
    said = refused(companion, "review", *options)
    assert said.code == 2
    assert because in said.err


def test_a_review_of_nothing_says_so(companion: Companion) -> None:
    said = companion("review")
    assert said.code == 0
    assert "  Nothing was tried." in said.out.splitlines()
    assert companion("review", "--json").json["due"] is False


def test_a_trial_of_the_week_whose_experiment_is_elsewhere_is_shown_all_the_same(companion: Companion) -> None:
    told = {"day": "2026-11-17", "at": "2026-11-17T12:00:00Z", "told": "2026-11-17"}
    elsewhere(companion, ("trials", "t", told | {"experiment": "gone", "outcome": "worse", "note": "Rain."}))
    said = companion("review")
    assert (said.code, said.stderr) == (0, b"")
    assert "Worse than expected: Rain." in said.out


# One's own words again


def test_today_shows_former_words_once_and_json_has_them(companion: Companion) -> None:
    key = planned(companion.on(FRI - timedelta(days=30)), RAIN, "--pact", "99")
    told = companion("did", key, "--note", "They laughed.", "--json").json
    page = companion.on(FRI)("today", "--json").json
    assert set(page["again"]) >= {"entry", "day", "text"}
    assert (page["again"]["entry"], page["again"]["day"], page["again"]["text"]) == (
        f"trials/{told['id']}",
        "2026-10-21",
        "They laughed.",
    )
    said = companion("today").out.replace("\n", " ")
    assert "You wrote this on Wednesday 21 October. It belongs to something you are trying now." in said
    assert "They laughed." in said
    companion("plan", "--from", "1")
    assert companion("today", "--json").json["again"] == page["again"]
    for ahead in (1, 2, 3):
        assert companion.on(FRI + ahead * ONE)("today", "--json").json["again"] is None


# Text from anywhere


def test_whatever_was_written_is_shown_harmlessly_and_given_back_exactly(companion: Companion) -> None:
    evil = " ".join(HOSTILE.values())
    key = planned(companion.on(TUE), f"go {evil}", "--when", evil, "--expect", evil, "--pact", "2")
    for day in (TUE, WED, FRI):
        companion.on(day)("did", key, "--note", evil)
    reading = [companion("decide", key), companion("experiments"), companion("review")]
    reading.append(companion("decide", key, "adopt", "--lesson", evil))
    reading.append(companion("grow", key, "offer", "--action", f"I will {evil}"))
    companion("review", "--plus", evil, "--minus", evil, "--next", evil)
    reading += [companion(*command) for command in (["family", key], ["experiments"], ["review"], ["decide", key])]
    for said in reading:
        assert (said.code, said.stderr) == (0, b"")
        assert is_harmless(said.stdout)
    assert companion("review", "--json").json["written"]["plus"] == evil
    assert [one["action"] for one in companion("family", key, "--json").json] == [f"go {evil}", evil]


def test_deciding_with_options_and_no_verdict_is_asked_for_the_verdict(companion: Companion) -> None:
    key = planned(companion, RAIN)
    for options in (["--lesson", "Too wet."], ["--action", "stay in"], ["--minutes", "5"]):
        said = companion("decide", key, *options)
        assert said.code == 2
        assert "adopt, adapt or drop" in said.err
    assert companion("show", key, "--json").json["decision"] is None


def test_what_only_looked_says_when_the_journal_has_lost_something(companion: Companion) -> None:
    key = planned(companion, RAIN)
    companion("plan", "When it snows, I will stay in")
    (log,) = companion.logs
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    for arguments in (["review"], ["review", "--json"], ["decide", key], ["experiments"], ["family", key]):
        said = companion(*arguments)
        assert said.code == 3, arguments
        assert "needs attention" in said.err


def test_growing_without_a_way_shows_each_and_what_it_shows_can_be_typed(companion: Companion) -> None:
    key = planned(companion, RAIN)
    companion("did", key)
    companion("decide", key, "adopt")
    said = companion("grow", key).out
    ways = [line.split("companion ")[1] for line in said.splitlines() if "companion " in line]
    assert [way.split()[2] for way in ways] == ["repeat", "enlarge", "offer"]
    for way in ways:
        assert companion(*shlex.split(way)).code == 0


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Friday", "2026-11-27"),
        ("sun", "2026-11-22"),
        ("4 Dec", "2026-12-04"),
        ("4 December 2026", "2026-12-04"),
        ("December 4", "2026-12-04"),
        ("04/12/2026", "2026-12-04"),
        ("1 Jan", "2027-01-01"),
        ("tomorrow", "2026-11-21"),
        ("2026-12-04", "2026-12-04"),
        ("20261204", "2026-12-04"),
    ],
)
def test_a_pact_ends_on_a_day_as_people_write_it(companion: Companion, written: str, day: str) -> None:
    assert companion("plan", "When it rains, I will go out", "--pact", written, "--json").json["until"] == day


def test_ones_own_words_come_once_also_to_somebody_who_only_tells(companion: Companion) -> None:
    """One page in five at most, and none twice within sixty days: telling makes a day a page as planning does."""
    key = companion.on(FRI - 33 * ONE)("plan", "When it rains, I will go out", "--pact", "99", "--json").json["id"]
    companion("did", key, "--note", "Nobody else was on the bridge.")
    shown = []
    for ahead in range(-6, 1):
        found = companion.on(FRI + ahead * ONE)("today", "--json").json["again"]
        shown += [found["entry"]] if found else []
        companion("did", key)
    assert len(shown) == 1
