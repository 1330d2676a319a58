"""Days in the plain front end: which count, being away, and settling a miss, each as it is typed and as it answers."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.running import Companion, Result, done_once, printed, python, real
from tests.domain.making import FRI, MON, NEXT_MON, SAT, SUN, THU, TUE, WED

WEEK = timedelta(days=7)
UNKIND = re.compile(r"!|fail|broke|lapse|sorry|shame|lazy|never again|bad luck", re.IGNORECASE)
BARE_NOUGHT = re.compile(r"(?<![\w:.,-])0(?![\w:.,%-])")


@pytest.fixture
def companion(settled_in: Companion) -> Companion:
    return settled_in


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which something was tried on Monday, with one experiment open; nobody changes it."""

    def tried(companion: Companion) -> None:
        companion.on(MON)("plan", "When it rains, I will go out", "--pact", "9")
        companion("did")

    done_once(home := tmp_path_factory.mktemp("monday") / "home", tried)
    return home


@pytest.fixture
def missed(companion: Companion, monday: Path) -> Companion:
    """Tried on Monday, with one experiment open. Today is Thursday, and Tuesday is unaccounted for."""
    shutil.copytree(monday, companion.home, dirs_exist_ok=True)
    return companion.on(THU)


@pytest.fixture
def short_week(companion: Companion) -> Companion:
    """Three days a week are asked for, and two were done. Today is the Tuesday after."""
    companion.on(MON)("plan", "When it rains, I will go out", "--pact", "9")
    companion("cadence", "3")
    companion("did")
    companion.on(WED)("did")
    return companion.on(TUE + WEEK)


def one_line(said: Result) -> str:
    """What it said, its line breaks aside."""
    assert (said.code, said.stderr) == (0, b"")
    return " ".join(said.out.split())


def page(companion: Companion) -> dict:
    return companion("today", "--json").json


def settled(companion: Companion) -> list[str]:
    """The days that the page asks to have settled."""
    return [one["day"] for one in page(companion)["settle"]]


def counts(companion: Companion) -> tuple[int, int, int, int]:
    """The streak, the best, the total and the reserves."""
    found = companion("streak", "--json").json
    return found["streak"], found["best"], found["total"], found["reserves"]


def stands(companion: Companion, day: date) -> tuple[str, str]:
    """What a day stands as, and why."""
    (found,) = [one for one in companion("streak", "--why", "--json").json["days"] if one["day"] == day.isoformat()]
    return found["standing"], found["why"]


# What each of them says and does

SETTLING = {
    "one day away": (
        ["away", "2026-11-17"],
        "Away on Tuesday 17 November. One day; best one, one in all.",
        (1, 1, 1, 2),
        ("away", "You were away."),
    ),
    "a range away": (
        ["away", "2026-11-17", "2026-11-18"],
        "Away from Tuesday 17 November to Wednesday 18 November. One day; best one, one in all.",
        (1, 1, 1, 2),
        ("away", "You were away from 17 Nov to 18 Nov."),
    ),
    "a range that ends yesterday": (
        ["away", "2026-11-17", "yesterday"],
        "Away from Tuesday 17 November to Wednesday 18 November. One day; best one, one in all.",
        (1, 1, 1, 2),
        ("away", "You were away from 17 Nov to 18 Nov."),
    ),
    "a reserve": (
        ["reserve", "2026-11-17"],
        "Tuesday 17 November is bridged by a reserve. One day; best one, one in all. "
        "One reserve. Six more done days in one run earn the next.",
        (1, 1, 1, 1),
        ("reserve", "Bridged by a reserve, spent on 19 Nov."),
    ),
    "letting go": (
        ["let-go", "2026-11-17"],
        "Tuesday 17 November stays as it is, and the page asks about it no more.",
        (0, 1, 1, 2),
        ("missed", "so the run ended here."),
    ),
    "told for the open experiment": (
        ["did", "--on", "2026-11-17", "--outcome", "worse"],
        "Noted for Tuesday. Two days; best two, two in all.",
        (2, 2, 2, 2),
        ("done", "One trial."),
    ),
    "told without a plan": (
        ["did", "--tried", "When it was late, I will stop", "--on", "2026-11-17"],
        "Noted for Tuesday. Two days; best two, two in all.",
        (2, 2, 2, 2),
        ("done", "One trial."),
    ),
    "a weekly goal": (
        ["cadence", "3"],
        "From today this counts: three days a week, any of them. Earlier days stay as they were.",
        (0, 1, 1, 2),
        ("missed", "so the run ended here."),
    ),
    "a rule": (
        ["cadence", "FREQ=WEEKLY;BYDAY=SA,SU"],
        "From today this counts: Saturday and Sunday. Earlier days stay as they were.",
        (0, 1, 1, 2),
        ("missed", "so the run ended here."),
    ),
}


@pytest.mark.parametrize("way", SETTLING)
def test_it_says_what_was_recorded_and_the_streak_says_so_too(missed: Companion, way: str) -> None:
    arguments, words, numbers, tuesday = SETTLING[way]
    assert one_line(missed(*arguments)).startswith(words)
    assert counts(missed) == numbers
    standing, because = stands(missed, TUE)
    assert (standing, because[-len(tuesday[1]) :]) == tuesday
    number = {0: "One day in all, best one.", 1: "One day; best one,", 2: "Two days; best two,"}[numbers[0]]
    assert missed("streak").out.startswith(number)
    assert f"streak is {numbers[0]}." in missed("streak", "--why").out or numbers[0] == 0
    assert page(missed)["streak"] == numbers[0]


@pytest.mark.parametrize("way", SETTLING)
def test_undo_takes_it_back_and_leaves_everything_as_it_was(missed: Companion, way: str) -> None:
    looks = ("today", "--json"), ("streak", "--why", "--json"), ("streak", "--why"), ("experiments",), ("progress",)
    before = [missed(*look) for look in looks]
    missed(*SETTLING[way][0])
    assert one_line(missed("undo")).startswith("Taken back: ")
    assert [missed(*look) for look in looks] == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["away", "2026-11-17", "2026-11-18"], "being away from 17 Nov to 18 Nov"),
        (["reserve", "2026-11-17"], "the reserve for Tuesday"),
        (["let-go", "2026-11-17"], "letting Tuesday go"),
        (["cadence", "3"], "the choice of days"),
        (["did", "--on", "2026-11-17"], "Tuesday's trial"),
        (["did", "--tried", "stop", "--on", "2026-11-17"], "Tuesday's experiment and Tuesday's trial"),
    ],
)
def test_undo_names_what_it_took_back(missed: Companion, arguments: list[str], told: str) -> None:
    missed(*arguments)
    assert one_line(missed("undo")) == f"Taken back: {told}."


def test_undo_of_one_day_away_names_the_one_day(missed: Companion) -> None:
    missed("away", "2026-11-17")
    assert " to " not in one_line(missed("undo"))


@pytest.mark.parametrize(
    ("arguments", "table", "holds"),
    [
        (["away", "2026-11-17", "2026-11-18"], "away", {"first": "2026-11-17", "last": "2026-11-18"}),
        (["away", "yesterday"], "away", {"first": "2026-11-18", "last": "2026-11-18"}),
        (["away", "today", "2027-01-06"], "away", {"first": "2026-11-19", "last": "2027-01-06"}),
        (["reserve", "2026-11-17"], "reserves", {"id": "2026-11-17", "covers": "2026-11-17"}),
        (["let-go", "2026-11-17"], "waived", {"id": "2026-11-17", "about": "2026-11-17"}),
        (["cadence", "5"], "cadences", {"id": "2026-11-19", "goal": 5, "rule": ""}),
        (["cadence", "freq=daily"], "cadences", {"id": "2026-11-19", "goal": 0, "rule": "FREQ=DAILY"}),
        (["did", "--on", "2026-11-17"], "trials", {"day": "2026-11-17", "told": "2026-11-19", "outcome": "expected"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_as_json_it_is_the_record_and_undo_gives_it_back(
    missed: Companion, arguments: list[str], table: str, holds: dict
) -> None:
    made = missed(*arguments, "--json").json
    assert made.items() >= ({"day": "2026-11-19"} | holds).items()
    assert made.keys() >= {"id", "day", "at", "offset", "zone"}
    assert (made["at"], made["offset"]) == ("2026-11-19T09:00:00Z", 0)
    assert missed("undo", "--json").json == [{"table": table, **made}]


def test_what_was_tried_without_a_plan_is_an_experiment_of_that_day_and_its_trial_in_one_act(missed: Companion) -> None:
    lines = b"".join(missed.kept.values()).count(b"\n")
    told = missed("did", "--tried", "When it was late, I will stop", "--on", "yesterday", "--json").json
    assert b"".join(missed.kept.values()).count(b"\n") == lines + 1
    made = missed("experiments", "--json").json[0]
    assert (made["id"], made["cue"], made["action"]) == (told["experiment"], "When it was late", "stop")
    assert (made["day"], made["trials"]) == ("2026-11-18", 1)
    undone = missed("undo", "--json").json
    assert [one["table"] for one in undone] == ["experiments", "trials"]


def test_undo_takes_back_one_after_the_other_the_last_first(missed: Companion) -> None:
    before = counts(missed)
    for arguments in (["away", "2026-11-25"], ["reserve", "2026-11-17"], ["cadence", "2"], ["away", "yesterday"]):
        assert missed(*arguments).code == 0
    undone = [missed("undo", "--json").json for _ in range(4)]
    assert [one["table"] for (one,) in undone] == ["away", "cadences", "reserves", "away"]
    assert counts(missed) == before


def test_a_second_cadence_on_one_day_takes_the_first_one_s_place_and_undo_brings_it_back(missed: Companion) -> None:
    missed("cadence", "5")
    missed("cadence", "2")
    assert "What counts: two days a week, any of them." in missed("streak", "--why").out
    missed("undo")
    assert "What counts: five days a week, any of them." in missed("streak", "--why").out
    missed("undo")
    assert "What counts: Monday to Friday." in missed("streak", "--why").out


@pytest.mark.parametrize(
    ("rule", "counts_"),
    [
        ("1", "one day a week, any of them"),
        ("7", "every day of the week"),
        ("FREQ=DAILY", "every day"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO", "Monday"),
        ("mon tue wed thu fri sat", "Monday to Saturday"),
        ("Tue, Thu", "Tuesday and Thursday"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    ],
)
def test_a_cadence_is_read_back_in_words(missed: Companion, rule: str, counts_: str) -> None:
    said = f"From today this counts: {counts_}. Earlier days stay as they were."
    assert one_line(missed("cadence", rule)) == said
    assert f"What counts: {counts_}." in missed("streak", "--why").out


def test_today_while_away_says_until_when_and_asks_for_nothing(missed: Companion) -> None:
    missed("away", "2026-11-17", "2026-11-23")
    said = missed("today").out
    assert said.splitlines()[1] == "You are away until Tuesday. The page is here if you want it."
    assert missed("status").out == "one day, today away\n"
    assert stands(missed, THU) == ("away", "You are away from 17 Nov to 23 Nov.")
    assert settled(missed.on(NEXT_MON)) == []
    assert page(missed.on(TUE + WEEK))["settle"] == []
    assert "Nothing is lost before Thu 26 Nov, 04:00." in missed("streak").out


@pytest.mark.parametrize("days", [["2026-11-20"], ["2026-11-23", "2026-12-31"]])
def test_days_away_to_come_change_nothing_yet(missed: Companion, days: list[str]) -> None:
    before = missed("streak", "--why", "--json").json["days"]
    missed("away", *days)
    assert missed("streak", "--why", "--json").json["days"] == before


# The miss on the page

BLOCK = """
Tuesday is unaccounted for. It can be settled until next Tuesday.
  I did try something: companion did {key} --on 2026-11-17 --outcome better|expected|worse|surprise
  I was away:          companion away 2026-11-17
  Spend a reserve:     companion reserve 2026-11-17   (two left)
  Let it go:           companion let-go 2026-11-17
"""


def block(companion: Companion) -> str:
    """What stands on the page before the page proper."""
    return re.split(r"\n(?=\n(?:Yesterday|[A-Z][^.]*\n\n))", companion("today").out)[0]


def test_a_miss_is_a_fact_and_a_choice_of_four(missed: Companion) -> None:
    (key,) = [one["id"] for one in page(missed)["open"]]
    assert BLOCK.format(key=key) in missed("today").out
    assert page(missed)["settle"] == [{"day": "2026-11-17", "until": "2026-11-24"}]


CHOICES = {"did": (2, 2, 2, 2), "away": (1, 1, 1, 2), "reserve": (1, 1, 1, 1), "let-go": (0, 1, 1, 2)}


@pytest.mark.parametrize("choice", CHOICES)
def test_each_of_its_commands_does_it_as_it_is_printed(missed: Companion, choice: str) -> None:
    offered = {one[0]: one for one in printed(block(missed))}
    assert offered.keys() == CHOICES.keys()
    assert missed(*offered[choice]).code == 0
    assert counts(missed) == CHOICES[choice]
    assert "unaccounted" not in missed("today").out
    assert settled(missed) == []
    later = missed("streak", "--why", "--json").json["settle"]
    assert [one["day"] for one in later] == (["2026-11-17"] if choice == "let-go" else [])


@pytest.mark.parametrize("choice", ["did", "away", "reserve"])
def test_what_was_let_go_can_still_be_settled(missed: Companion, choice: str) -> None:
    offered = {one[0]: one for one in printed(block(missed))}
    missed("let-go", "2026-11-17")
    assert missed(*offered[choice]).code == 0
    assert counts(missed) == CHOICES[choice]


@pytest.mark.parametrize("choice", CHOICES)
def test_its_commands_do_it_too_where_no_experiment_is_open(companion: Companion, choice: str) -> None:
    """Planned for one trial, which was told: the page offers that experiment, or words of one's own."""
    companion.on(MON)("plan", "When it rains, I will go out")
    companion("did")
    companion("decide", page(companion)["open"][0]["id"] if page(companion)["open"] else "", "adopt")
    offered = {one[0]: one for one in printed(block(companion.on(THU)))}
    assert companion(*offered[choice]).code == 0
    assert counts(companion) == CHOICES[choice]
    assert settled(companion) == []


def test_with_no_experiment_to_tell_of_the_page_asks_for_words(companion: Companion) -> None:
    made = companion.on(MON)("plan", "When it rains, I will go out", "--json").json["id"]
    companion("did")
    companion("decide", made, "adopt")
    said = companion.on(THU)("today").out
    assert '  I did try something: companion did --tried "…" --on 2026-11-17 --outcome' in said


def test_without_a_reserve_none_is_offered(missed: Companion) -> None:
    missed.on(FRI)("reserve", "2026-11-17")
    missed("reserve", "2026-11-18")
    offered = [one[0] for one in printed(block(missed.on(SAT)))]
    assert offered == ["did", "away", "let-go"]
    assert "reserve" not in block(missed)


def test_several_misses_are_asked_about_one_at_a_time_and_a_stretch_can_be_marked_away_at_once(
    missed: Companion,
) -> None:
    said = block(missed.on(SAT))
    assert said.count("unaccounted") == 1
    assert "Thursday is unaccounted for. It can be settled until next Thursday." in said
    assert settled(missed) == ["2026-11-19", "2026-11-18", "2026-11-17"]
    (away,) = [one for one in printed(said) if one[0] == "away"]
    assert away == ["away", "2026-11-17", "2026-11-20"]
    assert missed(*away).code == 0
    assert settled(missed) == []
    assert counts(missed) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (FRI, "It can be settled until next Tuesday."),
        (MON + WEEK, "It can be settled until tomorrow."),
        (TUE + WEEK, "Today is the last day to settle it."),
    ],
)
def test_it_says_until_when_it_can_be_settled(missed: Companion, day: date, until: str) -> None:
    for tried in (WED, THU, FRI):
        missed.on(day)("did", "--on", tried.isoformat())
    assert until in missed("today").out
    assert missed("reserve", "2026-11-17").code == 0


def test_after_a_week_it_is_asked_about_no_more(missed: Companion) -> None:
    for tried in (WED, THU, FRI, NEXT_MON):
        missed.on(TUE + WEEK)("did", "--on", tried.isoformat())
    missed.on(WED + WEEK)
    assert settled(missed) == []
    assert "unaccounted" not in missed("today").out + missed("streak", "--why").out


@pytest.mark.parametrize("choice", ["did", "away", "reserve"])
def test_the_commands_that_why_lists_do_it_as_they_are_printed(missed: Companion, choice: str) -> None:
    said = missed("streak", "--why").out
    assert "Tuesday is unaccounted for. It can be settled until next Tuesday." in said
    offered = {one[0]: one for one in printed(said[said.index("Tuesday is unaccounted") :])}
    assert offered.keys() == {"did", "away", "reserve", "let-go"}
    assert missed(*offered[choice]).code == 0
    assert counts(missed) == CHOICES[choice]


def test_what_why_offers_works_where_no_experiment_is_open_too(companion: Companion) -> None:
    companion.on(MON)("plan", "When it rains, I will go out")
    companion("did")
    assert page(companion.on(THU))["open"] == []
    said = companion("streak", "--why").out
    (typed,) = [one for one in printed(said[said.index("Tuesday is unaccounted") :]) if one[0] == "did"]
    assert companion(*typed).code == 0
    assert counts(companion) == (2, 2, 2, 2)


# The miss of a weekly goal


def test_a_short_week_is_a_fact_and_a_choice_of_four(short_week: Companion) -> None:
    said = " ".join(block(short_week).split())
    assert "The week of 16 Nov to 22 Nov is one day short. It can be settled until next Sunday." in said
    assert [one[0] for one in printed(block(short_week))] == ["did", "away", "reserve", "let-go"]


@pytest.mark.parametrize(("choice", "numbers"), [("did", (3, 3, 3, 2)), ("reserve", (2, 2, 2, 1))])
def test_a_trial_or_a_reserve_makes_the_week_whole(
    short_week: Companion, choice: str, numbers: tuple[int, int, int, int]
) -> None:
    (typed,) = [one for one in printed(block(short_week)) if one[0] == choice]
    assert short_week(*typed).code == 0
    assert counts(short_week) == numbers
    assert short_week("streak", "--json").json["weeks"] == 1
    assert settled(short_week) == []


def test_a_short_week_that_was_let_go_is_asked_about_no_more(short_week: Companion) -> None:
    """The week is what was missed: not each of its days in turn."""
    (typed,) = [one for one in printed(block(short_week)) if one[0] == "let-go"]
    assert short_week(*typed).code == 0
    assert "short" not in block(short_week)
    assert settled(short_week) == []


def test_being_away_as_the_page_offers_it_settles_the_week(short_week: Companion) -> None:
    """A week that was spent away asks for nothing, whatever was done in it."""
    (typed,) = [one for one in printed(block(short_week)) if one[0] == "away"]
    assert short_week(*typed).code == 0
    assert typed == ["away", "2026-11-16", "2026-11-22"]
    assert settled(short_week) == []
    assert counts(short_week) == (2, 2, 2, 2)


# After an absence


def test_after_fourteen_days_it_offers_a_fresh_start_and_no_backlog(missed: Companion) -> None:
    """Monday's trial was the last record; fourteen days later is a Monday too, so the fresh start is on the first."""
    missed.on(MON + 2 * WEEK)
    said = missed("today").out
    assert said.splitlines()[:5] == [
        "Monday 30 November",
        "",
        "It has been two weeks. Everything is where you left it: one day, best one.",
        "  Begin with today's page, below.",
        "  Or on Tuesday 1 December: companion away today 2026-11-30",
    ]
    assert "unaccounted" not in said
    assert "How did it go?" not in said
    found = page(missed)
    assert (found["settle"], found["absent_since"], found["step"], found["asks"]) == ([], "2026-11-16", "return", None)


def test_a_day_sooner_it_still_asks_about_the_miss(missed: Companion) -> None:
    missed.on(SUN + WEEK)
    assert page(missed)["absent_since"] is None
    assert settled(missed)[0] == "2026-11-26"


def test_the_fresh_start_is_taken_by_its_command_as_printed(missed: Companion) -> None:
    missed.on(WED + 3 * WEEK)
    said = missed("today").out
    assert "  Or on Monday 14 December: companion away today 2026-12-13" in said
    (typed,) = [one for one in printed(said) if one[0] == "away"]
    assert one_line(missed(*typed)).startswith("Away from Wednesday 9 December to Sunday 13 December.")
    assert "You are away until Monday. The page is here if you want it." in missed("today").out
    for ahead in range(6, 16):
        missed.on(WED + 3 * WEEK + timedelta(days=ahead))
        asked = settled(missed)
        assert all(day >= "2026-12-14" for day in asked), asked


@pytest.mark.parametrize("begin", [["did"], ["plan", "--from", "1"], ["reflect", "Words."]])
def test_beginning_with_today_s_page_brings_no_backlog_either(missed: Companion, begin: list[str]) -> None:
    back = MON + 3 * WEEK
    missed.on(back)
    assert missed(*begin).code == 0
    for ahead in range(10):
        missed.on(back + timedelta(days=ahead))
        found = page(missed)
        assert found["absent_since"] is None
        assert all(one["day"] >= back.isoformat() for one in found["settle"]), found["settle"]
    assert counts(missed)[2] == (2 if begin == ["did"] else 1)


def test_a_long_holiday_that_was_marked_away_is_no_absence(missed: Companion) -> None:
    missed.on(TUE)("away", "2026-11-17", "2026-12-06")
    missed.on(date(2026, 12, 7))
    assert page(missed)["absent_since"] is None
    assert counts(missed) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("days", "words"),
    [(21, "three weeks"), (35, "five weeks"), (70, "two months"), (300, "ten months"), (800, "more than a year")],
)
def test_it_says_how_long_it_has_been(missed: Companion, days: int, words: str) -> None:
    assert f"It has been {words}. Everything is where you left it" in missed.on(MON + timedelta(days=days))("today").out


# Its tone

LIFE: list[tuple[date, list[list[str]]]] = [
    (MON, [["plan", "When it rains, I will go out", "--pact", "20"], ["did"]]),
    (TUE, [["did"]]),
    (FRI, [["today"], ["streak"], ["streak", "--why"], ["reserve", "2026-11-18"], ["undo"], ["let-go", "2026-11-18"]]),
    (
        SAT,
        [["today"], ["away", "2026-11-18", "2026-11-20"], ["undo"], ["did", "--tried", "stop", "--on", "2026-11-19"]],
    ),
    (NEXT_MON, [["today"], ["reserve", "2026-11-18"], ["reserve", "2026-11-19"], ["streak", "--why"]]),
    (THU + WEEK, [["today"], ["streak"], ["cadence", "4"], ["undo"], ["away", "today", "2026-11-29"], ["undo"]]),
    (THU + 4 * WEEK, [["today"], ["streak"], ["streak", "--why"], ["status"], ["progress"], ["did"], ["streak"]]),
    (TUE + 6 * WEEK, [["cadence", "5"], ["did"], ["today"]]),
    (TUE + 8 * WEEK, [["today"], ["streak", "--why"], ["status"], ["progress"]]),
]


def own_words(companion: Companion) -> str:
    """What the page says itself, without its card."""
    said, card = companion("today").out, page(companion)["card"]
    return said.partition(f"\n{card['title']}\n")[0] + said.splitlines()[-1]


def test_nothing_that_it_says_of_a_miss_is_unkind_and_no_nought_stands_bare(companion: Companion) -> None:
    heard = []
    for day, typed in LIFE:
        for arguments in typed:
            said = companion.on(day)(*arguments)
            heard.append((arguments, said.out + said.err if arguments != ["today"] else own_words(companion)))
    breaks = [text for _, text in heard if "in all, best" in text]
    assert len(breaks) >= 5
    assert any("It has been" in text for _, text in heard)
    for arguments, text in heard:
        assert not UNKIND.search(text), (arguments, UNKIND.search(text))
        counts_aside = text.split("\nThemes")[0] if arguments == ["progress"] else text
        assert not BARE_NOUGHT.search(counts_aside), (arguments, text)


def test_after_a_break_the_streak_leads_with_what_there_is(missed: Companion) -> None:
    for arguments in (["streak"], ["streak", "--why"], ["progress"]):
        assert missed(*arguments).out.startswith("One day in all, best one.\n")
    assert missed("status").out == "one day in all, best one, today open\n"
    assert missed("today").out.endswith("One day in all, best one.\n")


# Bad input


def declined(companion: Companion, code: int, arguments: list[str], *parts: str) -> None:
    """One or two sentences on one line that say what to do, this exit code, and nothing recorded."""
    before = companion.kept
    said = companion(*arguments)
    assert (said.code, said.stdout) == (code, b"")
    assert said.err.count("\n") == 1
    assert 1 <= len(re.findall(r"[.?](?=\s|$)", said.err)) <= 2
    assert "Traceback" not in said.err
    for part in parts:
        assert part in said.err
    assert companion.kept == before


RULES = {
    "no recurrence rule at all": ("whenever", "Name the days that should count, such as Mon Wed Fri."),
    "nothing": ("", "Name the days"),
    "only space": ("  ", "Name the days"),
    "an unknown weekday": ("FREQ=WEEKLY;BYDAY=XX", "is not a recurrence rule. One that works: FREQ=WEEKLY;BYDAY=MO"),
    "no weekday after BYDAY": ("FREQ=WEEKLY;BYDAY=", "is not a recurrence rule. One that works"),
    "no frequency": ("BYDAY=MO,TU", "A cadence needs FREQ to be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
    "an empty frequency": ("FREQ=", "A cadence needs FREQ"),
    "an unknown part": ("FREQ=WEEKLY;BYMOON=FULL", 'A cadence has no part "BYMOON". Its parts are FREQ'),
    "a part twice": ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY"),
    "hourly": ("FREQ=HOURLY", "A cadence needs FREQ to be one of DAILY"),
    "by the minute": ("FREQ=MINUTELY;BYDAY=MO", "A cadence needs FREQ"),
    "at an hour": ("FREQ=DAILY;BYHOUR=9", 'A cadence has no part "BYHOUR"'),
    "with DTSTART": ("FREQ=DAILY;DTSTART=20260101", "A cadence has no DTSTART: it holds until it is changed."),
    "with DTSTART on a line of its own": ("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", "A cadence has no DTSTART"),
    "with COUNT": ("FREQ=DAILY;COUNT=30", "A cadence has no COUNT"),
    "with UNTIL": ("FREQ=DAILY;UNTIL=20270101", "A cadence has no UNTIL"),
    "30 February": ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "does not occur within eight years. One that does: FREQ="),
    "the 99th of a month": ("FREQ=DAILY;BYMONTHDAY=99", "One that"),
    "every nought weeks": ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"),
    "every thousandth year": ("FREQ=YEARLY;INTERVAL=1000", "INTERVAL to be a whole number from 1 to 999"),
    "every 999 years": ("FREQ=YEARLY;INTERVAL=999;BYMONTH=1;BYMONTHDAY=1", "does not occur within eight years"),
    "a goal of 0": ("0", "Give a weekly goal from 1 to 7."),
    "a goal of 8": ("8", "Give a weekly goal from 1 to 7."),
    "a goal of 00": ("00", "Give a weekly goal from 1 to 7."),
    "a goal of 999999999999": ("999999999999", "Give a weekly goal from 1 to 7."),
    "a goal of -1": ("-1", "from 1 to 7"),
}


@pytest.mark.parametrize("kind", RULES)
def test_a_cadence_that_cannot_be_is_declined(missed: Companion, kind: str) -> None:
    rule, because = RULES[kind]
    declined(missed, 2, ["cadence", rule], because)


AWAY = {
    "backwards": (2, ["2026-11-22", "2026-11-21"], "2026-11-21 comes before 2026-11-22. Give the first day away"),
    "a year backwards": (2, ["2026-11-22", "2025-11-22"], "comes before"),
    "inside": (1, ["2026-12-12", "2026-12-13"], "You are away already on all the days from 2026-12-12"),
    "the same": (1, ["2026-12-10", "2026-12-20"], "Nothing needs to be added."),
    "its first day": (1, ["2026-12-10"], "Nothing needs to be added."),
    "its last day": (1, ["2026-12-20"], "Nothing needs to be added."),
    "left": (1, ["2026-12-01", "2026-12-10"], "Give only the others: `companion away 2026-12-01 2026-12-09`."),
    "right": (1, ["2026-12-20", "2026-12-23"], "Give only the others: `companion away 2026-12-21 2026-12-23`."),
    "around": (1, ["2026-12-09", "2026-12-21"], "`companion away 2026-12-09 2026-12-09` and `companion away"),
    "nothing at all": (2, [], "The following arguments are required: FROM"),
    "open-ended in dots": (2, ["2026-11-20", ".."], '".." is not a date. Write it as 2026-11-20'),
    "open-ended with a dash": (2, ["2026-11-20", "-"], '"-" is not a date'),
    "open-ended in space": (2, ["2026-11-20", " "], '" " is not a date'),
    "open-ended in nothing": (2, ["2026-11-20", ""], "date"),
    "from nothing": (2, [""], '"" is not a date'),
    "from nothing to a day": (2, ["", "2026-11-20"], '"" is not a date'),
    "ten years": (2, ["2026-11-20", "2036-11-20"], "is more than 366 days. Give a range of up to a year."),
    "a year and a day": (2, ["2026-11-20", "2027-11-21"], "is more than 366 days"),
    "no such day": (2, ["2026-02-30"], '"2026-02-30" is not a date'),
    "to no such day": (2, ["2026-02-01", "2026-02-30"], '"2026-02-30" is not a date'),
    "no leap year": (2, ["2027-02-29"], '"2027-02-29" is not a date'),
    "a week": (2, ["2026-W47"], "is not a date"),
    "three dates": (2, ["2026-11-20", "2026-11-21", "2026-11-22"], "Unrecognized arguments: 2026-11-22"),
}


@pytest.mark.parametrize("kind", AWAY)
def test_days_away_that_cannot_be_are_declined(missed: Companion, kind: str) -> None:
    assert missed("away", "2026-12-10", "2026-12-20").code == 0
    code, days, because = AWAY[kind]
    declined(missed, code, ["away", *days], because)


@pytest.mark.parametrize(
    "days", [["2026-12-01", "2026-12-10"], ["2026-12-20", "2026-12-23"], ["2026-12-09", "2026-12-21"]]
)
def test_the_days_beside_it_can_be_given_as_printed(missed: Companion, days: list[str]) -> None:
    missed("away", "2026-12-10", "2026-12-20")
    for typed in printed(missed("away", *days).err):
        assert missed(*typed).code == 0
    assert "Nothing needs to be added." in missed("away", *days).err or missed("away", *days).code == 1


@pytest.mark.parametrize(("first", "last"), [("2026-11-20", "2027-11-20"), ("2024-02-29", "2024-02-29")])
def test_a_year_away_and_a_leap_day_can_be(missed: Companion, first: str, last: str) -> None:
    made = missed("away", first, last, "--json").json
    assert (made["first"], made["last"]) == (first, last)


RESERVES = {
    "a done day": (["away", "2026-11-25"], FRI, "2026-11-16", "it stands as done"),
    "a rest day": (["did", "--on", "2026-11-19"], NEXT_MON, "2026-11-21", "it stands as rest"),
    "a day away": (["away", "2026-11-17"], FRI, "2026-11-17", "it stands as away"),
    "an open day": (["did", "--on", "2026-11-17"], FRI, "2026-11-19", "is still open, so it needs no reserve yet"),
    "today": (["did", "--on", "2026-11-17"], FRI, "today", "2026-11-20 is not over yet"),
    "tomorrow": (["did", "--on", "2026-11-17"], FRI, "2026-11-21", "2026-11-21 is not over yet"),
    "a day next year": (["did", "--on", "2026-11-17"], FRI, "2027-11-20", "2027-11-20 is not over yet"),
    "before the first trial": (["did", "--on", "2026-11-17"], THU, "2026-11-13", "comes before your first trial"),
    "eight days ago": (["away", "2026-11-25"], WED + WEEK, "2026-11-17", "is more than 7 days back"),
    "a year ago": (["away", "2026-11-25"], WED + WEEK, "2025-11-17", "is more than 7 days back"),
    "bridged already": (["reserve", "2026-11-17"], FRI, "2026-11-17", "is bridged by a reserve already"),
}


@pytest.mark.parametrize("kind", RESERVES)
def test_a_reserve_is_spent_only_where_one_is_needed(missed: Companion, kind: str) -> None:
    before, today, day, because = RESERVES[kind]
    if before[0] == "did":
        before = ["away", *before[2:]]
    assert missed(*before).code == 0
    declined(missed.on(today), 1, ["reserve", day], because)


def test_a_free_day_of_a_week_that_is_not_short_needs_no_reserve(companion: Companion) -> None:
    companion.on(MON)("plan", "When it rains, I will go out", "--pact", "9")
    companion("cadence", "1")
    companion("did")
    for today in (FRI, TUE + WEEK):
        declined(companion.on(today), 1, ["reserve", "2026-11-18"], "needs no reserve: its week is not short")


def test_a_week_that_is_not_judged_yet_needs_no_reserve(short_week: Companion) -> None:
    before = short_week.kept
    said = short_week.on(NEXT_MON)("reserve", "2026-11-19")
    assert (said.code, said.stdout) == (1, b"")
    assert "2026-11-19 needs no reserve" in said.err
    assert short_week.kept == before


def test_where_no_reserve_is_left_none_is_spent(missed: Companion) -> None:
    missed.on(FRI)("reserve", "2026-11-17")
    missed("reserve", "2026-11-18")
    declined(
        missed.on(SAT), 1, ["reserve", "2026-11-19"], "No reserve is left.", "more done days in one run earn the next"
    )
    assert counts(missed) == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("day", "code", "because"),
    [
        ("2026-11-16", 1, "Nothing is asked about 2026-11-16"),
        ("yesterday", 1, "Nothing is asked about 2026-11-18"),
        ("2026-11-20", 1, "Nothing is asked about 2026-11-20"),
        ("2026-11-01", 1, "Nothing is asked about 2026-11-01"),
        ("2026-02-30", 2, '"2026-02-30" is not a date'),
        ("", 2, '"" is not a date'),
    ],
)
def test_only_a_miss_can_be_let_go(missed: Companion, day: str, code: int, because: str) -> None:
    declined(missed, code, ["let-go", day], because)


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (["--tried", "stop", "--on", "2026-11-20"], "2026-11-20 has not come yet"),
        (["--tried", "stop", "--on", "2025-11-17"], "2025-11-17 is more than 366 days back"),
        (["--tried", "stop", "--on", "2026-02-30"], '"2026-02-30" is not a date'),
        (["--tried", "stop", "--on", ""], '"" is not a date'),
        (["--tried", " ", "--on", "2026-11-17"], "The action is empty"),
        (["--tried", "", "--on", "2026-11-17"], "empty"),
        (["--tried", "I will ", "--on", "2026-11-17"], "The action is empty"),
        (["--tried", "half \udcff", "--on", "2026-11-17"], "half of a character"),
        (["--tried", "stop", "--not-tried"], "--tried tells of something that was not planned"),
        (["some-id", "--tried", "stop"], "--tried tells of something that was not planned"),
        (["--on", "2026-11-20"], "2026-11-20 has not come yet"),
        (["--on", "2025-11-17"], "2025-11-17 is more than 366 days back"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, list) else "",
)
def test_a_trial_that_cannot_be_is_declined(missed: Companion, arguments: list[str], because: str) -> None:
    declined(missed, 2, ["did", *arguments], because)


def test_a_trial_without_a_plan_can_be_told_a_year_back(missed: Companion) -> None:
    assert missed("did", "--tried", "stop", "--on", "2025-11-18").code == 0
    assert stands(missed, date(2025, 11, 18))[0] == "done"


# A zone that the system does not know


def only_says_so(err: str) -> bool:
    """Nothing, or the one sentence about TZ, once for each command."""
    return all(re.fullmatch(r"TZ names a zone that .* does not know, .*\.", line) for line in err.splitlines())


def test_in_a_zone_that_the_system_does_not_know_every_command_works_and_at_most_says_so(home: object) -> None:
    mars = {"TZ": "Mars/Olympus"}
    assert real("plan", "When it rains, I will go out", "--pact", "9", extra=mars).code == 0
    told = real("did", "--json", extra=mars)
    assert told.code == 0
    assert json.loads(told.stdout)["offset"] == 0
    for arguments, begins in ((["today"], ""), (["streak"], "One day; best one"), (["status"], "one day, today done")):
        said = real(*arguments, extra=mars)
        assert said.code == 0
        assert said.out.startswith(begins)
        assert only_says_so(said.err), said.err
        assert said.err.count("\n") <= 1


ALL = """
import sys
from companion.__main__ import main
for line in sys.stdin.read().splitlines():
    assert main(line.split()) == 0
"""


@pytest.mark.parametrize("zone", ["", ":Mars/Olympus", "<+99>-99", "\udcff"])
def test_no_zone_however_odd_is_in_the_way(home: object, zone: str) -> None:
    typed = b"status\nplan ask --pact 9\ndid\ntoday\nstreak --why\naway 2026-01-05\nstatus\nstatus\n"
    said = python("-W", "always", "-c", ALL, stdin=typed, extra={"TZ": zone})
    assert said.code == 0
    assert said.out.endswith("one day, today done\none day, today done\n")
    assert only_says_so(said.err), said.err


# The day before, still open, with nothing planned for it


def test_a_day_still_open_is_said_with_the_command_that_tells_it(companion: Companion) -> None:
    companion.on(TUE)("plan", "When it rains, I will go out")
    key = companion("did", "--json").json["experiment"]
    companion("decide", key, "drop")
    said = companion.on(THU)("today").out
    assert "Yesterday is still open. It can be told today." in said
    (typed,) = [one for one in printed(said) if one[0] == "did"]
    assert companion(*typed).code == 0
    assert counts(companion) == (2, 2, 2, 2)
    assert "still open" not in companion("today").out


def test_why_says_an_absence_once_with_its_days(missed: Companion) -> None:
    missed("away", "2026-11-17", "2026-12-20")
    lines = missed.on(date(2026, 12, 22))("streak", "--why").out.splitlines()
    assert [" ".join(line.split()) for line in lines if " away " in line and "2026" in line] == [
        "Tue 2026-11-17 away 1 You were away from 17 Nov to 20 Dec. 34 days."
    ]
