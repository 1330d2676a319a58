"""From plan to playbook: hints, pacts, decisions, growth, families and one's own words again, over a real journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from companion.coach.coach import Coach
from companion.coach.views import Change, Misuse, Refused
from companion.domain.cards import Suggestion
from companion.domain.history import State
from companion.domain.records import Growth, Outcome, Plan, Verdict
from companion.domain.session import Step
from tests.domain.desk import Desk
from tests.domain.making import FRI, LAST_FRI, MON, NEXT_MON, ONE, SAT, THU, WED, card, plan

CUE = "When it rains"
YEAR_ON = FRI + timedelta(days=366)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026, nine in the morning in London."""
    return Desk(tmp_path)


def adopted(coach: Coach, **extra: Any) -> str:
    """The id of a play."""
    made = coach.plan("go out", cue=CUE, expect="wet feet", **extra)
    coach.decide(made.id, Verdict.ADOPT, "It is only water.")
    return made.id


def arrived(desk: Desk, **parents: str) -> Coach:
    """What another device has sent: experiments by id, each with the one it came from, planned a week ago."""
    journal = desk.journal()
    with journal.act():
        for number, (key, parent) in enumerate(parents.items()):
            journal.add(plan(LAST_FRI, key, hour=number % 24, parent=parent, pact=9), key)
    return desk.coach()


def tree(coach: Coach, key: str) -> list[tuple[str, int]]:
    return [(one.id, kin.depth) for kin, one in coach.family(key)]


# Planning: one gentle suggestion at most, and never a refusal


@pytest.mark.parametrize(
    ("words", "fields", "said"),
    [
        ("When it rains, I will go out", {}, ""),
        ("go out", {}, "It has no cue yet."),
        ("go out", {"cue": CUE}, ""),
        ("When it rains, I will go out and call Ann", {}, "It seems to hold two acts."),
        ("When it rains, I will go out", {"minutes": 16}, "Sixteen minutes is long."),
        ("go out and call Ann", {"minutes": 240}, "It has no cue yet."),
    ],
)
def test_a_plan_gets_at_most_one_suggestion_and_is_recorded_as_it_was_given(
    desk: Desk, words: str, fields: dict[str, Any], said: str
) -> None:
    coach = desk.coach()
    made = coach.plan(words, **fields)
    assert coach.hint(made).startswith(said)
    assert bool(coach.hint(made)) is bool(said)
    assert desk.coach().find(made.id).plan == made.record


def test_the_fourth_open_experiment_is_planned_and_counted_aloud(desk: Desk) -> None:
    coach = desk.coach()
    said = [coach.hint(coach.plan(f"When it is {hour}, I will go out")) for hour in range(4)]
    assert said == ["", "", "", "Four are open now. Deciding one shortens the other waits."]
    assert len(coach.today().open) == 4


def test_a_plan_said_anew_is_no_further_open_one_and_what_is_decided_or_full_is_none(desk: Desk) -> None:
    coach = desk.coach()
    made = [coach.plan(f"When it is {hour}, I will go out") for hour in range(3)]
    assert coach.hint(coach.plan("When it is one, I will go out", replacing=made[0].id)) == ""
    coach.decide(made[1].id, Verdict.DROP)
    coach.tell(made[2].id, Outcome.WORSE)
    said = [coach.hint(coach.plan(f"When it is {hour}, I will wait")) for hour in range(3)]
    assert [bool(hint) for hint in said] == [False, False, True]


def test_a_cards_own_suggestion_is_not_picked_over_and_one_reworded_is(desk: Desk) -> None:
    desk.cards = (replace(card("only"), experiments=(Suggestion.parse("I will go and ask them."),)),)
    coach = desk.coach()
    assert coach.hint(coach.plan(suggestion=0)) == ""
    assert coach.hint(coach.plan("go and ask Ann")).startswith("It has no cue yet.")
    assert coach.hint(coach.plan(suggestion=0, cue=CUE)).startswith("It seems to hold two acts.")


def test_what_a_child_has_from_its_parent_is_not_picked_over_again_and_what_changes_is(desk: Desk) -> None:
    coach = desk.coach()
    play = coach.plan("go out and call Ann")
    coach.decide(play.id, Verdict.ADOPT)
    assert coach.hint(coach.grow(play.id, Growth.REPEAT)) == ""
    assert coach.hint(coach.grow(play.id, Growth.ENLARGE, Change(minutes=20))).startswith("Twenty minutes is long.")
    assert coach.hint(coach.grow(play.id, Growth.ENLARGE, Change(cue=CUE))).startswith("It seems to hold two acts.")
    assert coach.hint(coach.grow(play.id, Growth.OFFER, Change(action="ask Ann"))).startswith("It has no cue yet.")


@pytest.mark.parametrize("pact", [0, -1, 367, 1_000_000])
def test_a_pact_counts_from_one_to_a_years_trials(desk: Desk, pact: int) -> None:
    coach = desk.coach()
    with pytest.raises(Misuse, match=f"{pact} does not do for --pact: give a whole number from 1 to 366"):
        coach.plan("go out", pact=pact)
    assert desk.lines() == []
    assert [coach.plan(f"go {pact}", pact=pact).record.pact for pact in (1, 366)] == [1, 366]


@pytest.mark.parametrize(
    ("until", "because"),
    [
        (THU, "cannot end on 2026-11-19, which is past. Give today or a later day"),
        (date(1970, 1, 1), "which is past"),
        (YEAR_ON + ONE, "too long to learn from. Give a day within a year"),
        (date(9999, 12, 31), "too long to learn from"),
    ],
)
def test_a_pact_ends_today_or_later_and_within_a_year(desk: Desk, until: date, because: str) -> None:
    coach = desk.coach()
    with pytest.raises(Misuse, match=because):
        coach.plan("go out", until=until)
    assert desk.lines() == []
    assert [coach.plan(f"go by {day}", until=day).record.until for day in (FRI, YEAR_ON)] == [FRI, YEAR_ON]


# A full pact asks for a decision and never refuses a trial


def test_a_full_pact_waits_for_a_decision_and_takes_more_trials(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("go out", pact=2)
    for state in (State.OPEN, State.FULL, State.FULL):
        coach.tell(made.id, Outcome.BETTER)
        assert coach.find(made.id).state(FRI) is state
    assert (coach.shelf().to_decide, coach.shelf().open) == ((made.id,), ())
    assert coach.today().open == ()
    assert len(coach.find(made.id).trials) == 3


def test_a_pact_by_date_is_full_the_day_after_and_takes_more_trials(desk: Desk) -> None:
    made = desk.coach().plan("go out", until=SAT)
    assert desk.on(SAT).coach().shelf().open == (made.id,)
    coach = desk.on(SAT + ONE).coach()
    assert coach.shelf().to_decide == (made.id,)
    assert coach.tell(made.id, Outcome.WORSE).record.day == SAT + ONE


# Trials after a decision


def decided(coach: Coach, verdict: Verdict) -> str:
    made = coach.plan("go out", pact=5)
    coach.decide(made.id, verdict, change=Change(action="stay in") if verdict is Verdict.ADAPT else None)
    return made.id


@pytest.mark.parametrize("verdict", [Verdict.DROP, Verdict.ADAPT])
def test_what_was_dropped_or_adapted_takes_trials_of_the_days_up_to_its_decision_only(
    desk: Desk, verdict: Verdict
) -> None:
    key = decided(desk.on(THU).coach(), verdict)
    coach = desk.on(FRI).coach()
    lines = len(desk.lines())
    for on in (None, FRI):
        with pytest.raises(Refused, match=f"already: {verdict}(p?ed) on Thursday 19 November.* with --on"):
            coach.tell(key, Outcome.BETTER, on)
    assert len(desk.lines()) == lines
    told = [coach.tell(key, Outcome.BETTER, day).record.day for day in (THU, WED)]
    assert told == [THU, WED]
    assert coach.find(key).state(FRI) is not State.OPEN


def test_the_refusal_of_a_trial_names_what_it_goes_on_as(desk: Desk) -> None:
    key = decided(desk.on(THU).coach(), Verdict.ADAPT)
    coach = desk.on(FRI).coach()
    (child,) = coach.shelf().open
    with pytest.raises(Refused, match=f"It goes on as {child}"):
        coach.tell(key, Outcome.BETTER)
    coach.tell(child, Outcome.BETTER)
    assert len(coach.find(child).trials) == 1


def test_a_play_takes_trials_for_good(desk: Desk) -> None:
    key = adopted(desk.on(THU).coach())
    coach = desk.on(NEXT_MON).coach()
    for day in (WED, FRI, NEXT_MON):
        coach.tell(key, Outcome.EXPECTED, day)
    assert [one.day for one in coach.find(key).trials] == [WED, FRI, NEXT_MON]
    assert coach.find(key).state(NEXT_MON) is State.ADOPTED


# Deciding


WORDED_ANEW = {"cue": "When it snows", "action": "stay in", "expect": "a fire"}
PARTS = ("cue", "action", "expect", "know", "minutes", "pact", "until", "theme")


def parts(found: Plan) -> dict[str, Any]:
    return {name: getattr(found, name) for name in PARTS}


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (Change(action="stay in"), {"action": "stay in"}),
        (Change(action="When it snows, I will stay in. Expect: a fire"), WORDED_ANEW),
        (Change(action="I will stay in. Expect: a fire", expect="a book"), {"action": "stay in", "expect": "a book"}),
        (Change(cue="When it snows"), {"cue": "When it snows"}),
        (Change(cue=""), {"cue": ""}),
        (Change(expect=""), {"expect": ""}),
        (Change(know="dry socks"), {"know": "dry socks"}),
        (Change(minutes=3), {"minutes": 3}),
        (Change(pact=2), {"pact": 2}),
        (Change(until=SAT), {"pact": 1, "until": SAT}),
    ],
)
def test_adapting_changes_what_is_said_and_keeps_the_rest_in_one_act(
    desk: Desk, change: Change, differs: dict[str, Any]
) -> None:
    coach = desk.coach()
    parent = coach.plan("go out", cue=CUE, expect="wet feet", know="my shoes", minutes=7, pact=5)
    lines = len(desk.lines())
    decision, child = coach.decide(parent.id, Verdict.ADAPT, "Too wet.", change)
    assert len(desk.lines()) == lines + 1
    assert {change["t"] for change in json.loads(desk.lines()[-1])["a"]} == {"decisions", "experiments"}
    assert child is not None
    assert (decision.record.child, decision.record.lesson, child.record.parent) == (child.id, "Too wet.", parent.id)
    assert parts(child.record) == parts(parent.record) | differs
    assert desk.coach().find(child.id).state(FRI) is State.OPEN


def test_a_last_day_that_has_passed_is_not_handed_down(desk: Desk) -> None:
    made = desk.on(MON).coach().plan("go out", until=THU)
    coach = desk.on(FRI).coach()
    _, child = coach.decide(made.id, Verdict.ADAPT, change=Change(cue=CUE))
    assert child is not None
    assert (child.record.until, coach.find(child.id).state(FRI)) == (None, State.OPEN)


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (None, "Adapting needs what changes"),
        (Change(), "Adapting needs what changes"),
        (Change(action=""), "The action is empty"),
        (Change(action="When it rains, I will "), "The action is empty"),
        (Change(action="\u202e\x1b"), "The action is empty"),
        (Change(minutes=0), "--minutes"),
        (Change(minutes=241), "--minutes"),
        (Change(pact=0), "--pact"),
        (Change(pact=1_000_000), "--pact"),
        (Change(until=THU), "which is past"),
        (Change(until=YEAR_ON + ONE), "within a year"),
        (Change(cue="half \ud800"), "The cue holds half of a character"),
        (Change(know="x" * 2_000_001), "The know has 2,000,001 characters"),
    ],
)
def test_what_adapting_cannot_be(desk: Desk, change: Change | None, because: str) -> None:
    coach = desk.coach()
    made = coach.plan("go out")
    with pytest.raises(Misuse, match=because):
        coach.decide(made.id, Verdict.ADAPT, change=change)
    assert len(desk.lines()) == 1
    assert coach.find(made.id).decision is None


CHANGES = [Change(action="x"), Change(cue="x"), Change(expect="x"), Change(know="x")]
CHANGES += [Change(cue=""), Change(minutes=1), Change(pact=1), Change(until=SAT)]


@pytest.mark.parametrize("verdict", [Verdict.ADOPT, Verdict.DROP])
def test_only_adapting_takes_a_change(desk: Desk, verdict: Verdict) -> None:
    coach = desk.coach()
    made = coach.plan("go out")
    for change in CHANGES:
        with pytest.raises(Misuse, match="say what adapting changes"):
            coach.decide(made.id, verdict, change=change)
    assert len(desk.lines()) == 1


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_is_decided_stays_decided(desk: Desk, verdict: Verdict) -> None:
    coach = desk.coach()
    key = decided(coach, verdict)
    lines = len(desk.lines())
    for again in Verdict:
        with pytest.raises(Refused, match="It was decided already"):
            coach.decide(key, again, change=Change(action="x") if again is Verdict.ADAPT else None)
    assert len(desk.lines()) == lines


def test_one_may_decide_early_without_a_trial_and_undo_it(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("go out", pact=5)
    coach.decide(made.id, Verdict.DROP, "No.")
    coach.undo()
    assert coach.find(made.id).state(FRI) is State.OPEN
    coach.decide(made.id, Verdict.ADOPT)
    assert coach.find(made.id).state(FRI) is State.ADOPTED


def test_another_program_that_decides_first_wins_and_this_one_is_told(desk: Desk) -> None:
    coach, other = desk.coach(), desk.coach()
    made = coach.plan("go out")
    other.decide(made.id, Verdict.DROP)
    with pytest.raises(Refused, match="decided already: dropped"):
        coach.decide(made.id, Verdict.ADAPT, change=Change(action="stay in"))
    assert len(coach.experiments()) == 1


# Naming


def test_an_id_is_any_unique_beginning_and_a_whole_one_always_names_its_own(desk: Desk) -> None:
    coach = arrived(desk, ab="", abc="", xyz="")
    assert [coach.find(typed).id for typed in ("ab", "abc", "x", "xyz")] == ["ab", "abc", "xyz", "xyz"]


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("a", '2 experiments begin with "a": ab, abc. Give more letters'),
        ("q", 'No experiment begins with "q". `companion experiments` lists all three'),
        ("", 'No experiment begins with ""'),
        ("abcd", "No experiment begins with"),
        ("\x1b[2J" + "q" * 99, 'No experiment begins with "[^\x1b]{1,40}"'),
    ],
)
def test_an_id_that_names_none_or_several_is_misuse_whatever_is_asked(desk: Desk, typed: str, because: str) -> None:
    coach = arrived(desk, ab="", abc="", xyz="")
    lines = desk.lines()
    asks: list[Callable[[], object]] = [
        lambda: coach.find(typed),
        lambda: coach.family(typed),
        lambda: coach.decide(typed, Verdict.DROP),
        lambda: coach.grow(typed, Growth.REPEAT),
        lambda: coach.tell(typed, Outcome.BETTER),
    ]
    for ask in asks:
        with pytest.raises(Misuse, match=because):
            ask()
    assert desk.lines() == lines


def test_where_nothing_is_planned_yet_it_says_how_to_begin(desk: Desk) -> None:
    with pytest.raises(Misuse, match="`companion plan` makes the first"):
        desk.coach().find("a")


# A play grows


@pytest.mark.parametrize(
    ("growth", "change", "differs"),
    [
        (Growth.REPEAT, None, {}),
        (Growth.REPEAT, Change(pact=3), {"pact": 3}),
        (Growth.ENLARGE, Change(minutes=12), {"minutes": 12}),
        (Growth.ENLARGE, Change(action="go further out"), {"action": "go further out"}),
        (Growth.OFFER, Change(action="I will take Ann along"), {"action": "take Ann along"}),
    ],
)
def test_a_play_grows_into_an_experiment_whose_parent_it_is(
    desk: Desk, growth: Growth, change: Change | None, differs: dict[str, Any]
) -> None:
    coach = desk.coach()
    play = adopted(coach, minutes=7, pact=5)
    lines, before = len(desk.lines()), coach.find(play)
    grown = coach.grow(play, growth, change)
    assert len(desk.lines()) == lines + 1
    assert (grown.record.parent, grown.record.growth) == (play, growth)
    assert parts(grown.record) == parts(before.plan) | differs
    coach = desk.coach()
    assert coach.find(play) == before
    assert coach.shelf() == ((), (grown.id,), (play,), ())
    assert tree(coach, grown.id) == [(play, 0), (grown.id, 1)]
    coach.undo()
    assert coach.shelf() == ((), (), (play,), ())


@pytest.mark.parametrize(
    ("growth", "change", "because"),
    [
        (Growth.ENLARGE, None, "Say what becomes larger"),
        (Growth.ENLARGE, Change(), "Say what becomes larger"),
        (Growth.OFFER, None, "Say whom you will offer it to"),
        (Growth.OFFER, Change(action=""), "Say whom you will offer it to"),
        (Growth.OFFER, Change(minutes=5), "Say whom you will offer it to"),
        (Growth.OFFER, Change(action="I will "), "The action is empty"),
        (Growth.REPEAT, Change(pact=0), "--pact"),
        (Growth.REPEAT, Change(until=THU), "which is past"),
    ],
)
def test_what_growing_has_to_say(desk: Desk, growth: Growth, change: Change | None, because: str) -> None:
    coach = desk.coach()
    play = adopted(coach)
    lines = len(desk.lines())
    with pytest.raises(Misuse, match=because):
        coach.grow(play, growth, change)
    assert len(desk.lines()) == lines


def test_only_a_play_grows(desk: Desk) -> None:
    coach = desk.coach()
    full = coach.plan("go out", cue=CUE)
    coach.tell(full.id, Outcome.BETTER)
    for key in (coach.plan("wait").id, full.id, decided(coach, Verdict.DROP), decided(coach, Verdict.ADAPT)):
        with pytest.raises(Refused, match="Only a play can grow, and this experiment is not one yet"):
            coach.grow(key, Growth.REPEAT)


def test_a_play_grows_as_often_as_one_likes_and_what_grew_grows_in_turn(desk: Desk) -> None:
    coach = desk.coach()
    play = adopted(coach)
    first = coach.grow(play, Growth.REPEAT)
    coach.decide(first.id, Verdict.ADOPT)
    second = desk.at(10, 0).coach().grow(play, Growth.OFFER, Change(action="take Ann along"))
    larger = coach.grow(first.id, Growth.ENLARGE, Change(minutes=12))
    assert tree(coach, play) == [(play, 0), (first.id, 1), (larger.id, 2), (second.id, 1)]


@pytest.mark.parametrize("grows", [True, False])
def test_what_grew_or_was_adapted_today_is_not_the_experiment_of_todays_page(desk: Desk, grows: bool) -> None:
    made = desk.on(THU).coach().plan("go out", cue=CUE)
    desk.on(THU).coach().decide(made.id, Verdict.ADOPT) if grows else None
    coach = desk.on(FRI).coach()
    if grows:
        coach.grow(made.id, Growth.REPEAT)
    else:
        coach.decide(made.id, Verdict.ADAPT, change=Change(minutes=3))
    page = coach.today()
    assert (page.planned, page.session.step) == (None, Step.IDEA)
    assert len(page.open) == 1


# Where everything stands


def test_the_shelf_has_what_is_due_first_and_the_latest_of_each_first(desk: Desk) -> None:
    keys = [desk.on(FRI, hour).coach().plan(f"go out at {hour}").id for hour in range(5, 15)]
    for key in keys[:2]:
        desk.coach().tell(key, Outcome.BETTER)
    for key, hour in zip(keys[4:], (18, 16, 17) * 2, strict=True):
        verdict = Verdict.ADOPT if key in keys[:7] else Verdict.DROP
        desk.on(FRI, hour).coach().decide(key, verdict)
    by_decision = [(keys[first], keys[first + 2], keys[first + 1]) for first in (4, 7)]
    assert desk.coach().shelf() == ((keys[1], keys[0]), (keys[3], keys[2]), *by_decision)


# Families as they may arrive from another device


@pytest.mark.parametrize("asked", ["a", "b", "c", "leaf"])
def test_a_circle_of_parents_is_a_family_that_begins_with_the_one_planned_first(desk: Desk, asked: str) -> None:
    coach = arrived(desk, a="c", b="a", c="b", leaf="b")
    assert tree(coach, asked) == [("a", 0), ("b", 1), ("c", 2), ("leaf", 2)]
    assert [one.id for kin, one in coach.family(asked) if kin.here] == [asked]


def test_in_odd_ancestry_one_still_reads_tells_decides_and_grows(desk: Desk) -> None:
    coach = arrived(desk, a="b", b="a", own="own", orphan="gone")
    for key in ("a", "b", "own", "orphan"):
        coach.tell(key, Outcome.BETTER, note="Well.")
        coach.decide(key, Verdict.ADOPT)
        coach.grow(key, Growth.REPEAT)
    for ahead in (30, 91):
        page = desk.on(FRI + ahead * ONE).coach().today()
        assert page.again is not None
        assert page.again.text == "Well."
    assert {len(coach.family(key)) for key in ("a", "b")} == {4}
    assert [len(coach.family(key)) for key in ("own", "orphan")] == [2, 2]


def test_where_the_parent_is_withdrawn_its_child_begins_the_family(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("go out")
    _, child = coach.decide(made.id, Verdict.ADAPT, change=Change(cue=CUE))
    assert child is not None
    coach.withdraw(coach.named(made.id), all=True)
    assert tree(coach, child.id) == [(child.id, 0)]
    coach.tell(child.id, Outcome.BETTER)
    assert coach.find(child.id).state(FRI) is State.FULL


def test_ten_thousand_experiments_stand_on_the_shelf_and_in_one_family_without_a_wait(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    arrived_lines(desk, {f"k{n:05}": "k00000" if n else "" for n in range(10_000)})
    coach = desk.coach()
    began = process_time()
    shelf, kin = coach.shelf(), coach.family("k07777")
    assert process_time() - began < 3
    assert (len(shelf.open), len(kin)) == (10_000, 10_000)


def arrived_lines(desk: Desk, parents: dict[str, str]) -> None:
    """One act of another device with all of these, as a log that has just arrived."""
    common = '"day":"2026-11-13","at":"2026-11-13T12:00:00Z","offset":0,"action":"go out"'
    plans = {key: f'{{{common},"parent":"{parent}"}}' for key, parent in parents.items()}
    changes = [f'{{"t":"experiments","i":"{key}","d":{document}}}' for key, document in plans.items()]
    log = desk.folder / "other1" / "2026.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text(f'{{"v":1,"r":"1794571200000.00000-other1","a":[{",".join(changes)}]}}\n')


# One's own words again


@pytest.fixture
def written(tmp_path: Path) -> Desk:
    """A machine on Friday, a month after a trial with words of an experiment that is still under way."""
    desk = Desk(tmp_path).on(FRI - timedelta(days=30))
    coach = desk.coach()
    made = coach.plan("go out", cue=CUE, pact=99)
    coach.tell(made.id, Outcome.BETTER, note="They laughed.")
    return desk.on(FRI)


def kept(desk: Desk) -> dict[str, str]:
    """What pages are recorded to have shown, by their day."""
    return {key: one.entry for key, one in desk.journal().history().resurfaced.items()}


def test_a_page_shows_former_words_with_their_day_and_what_they_were_about(written: Desk) -> None:
    lines = written.lines()
    found = written.coach().today().again
    assert found is not None
    assert (found.text, found.about, found.day, found.kin) == (
        "They laughed.",
        "When it rains, I will go out.",
        FRI - timedelta(days=30),
        True,
    )
    assert written.lines() == lines


FIRST: list[Callable[[Coach], Any]] = [
    lambda coach: coach.plan("wait", cue=CUE),
    lambda coach: coach.plan(suggestion=0),
    lambda coach: coach.reflect("Words."),
]


@pytest.mark.parametrize("first", FIRST)
def test_what_was_shown_is_kept_with_the_first_words_of_the_page_in_one_act(
    written: Desk, first: Callable[[Coach], Any]
) -> None:
    coach = written.coach()
    seen, lines = coach.today().again, len(written.lines())
    assert seen is not None
    first(coach)
    assert len(written.lines()) == lines + 1
    assert kept(written) == {"2026-11-20": seen.entry}
    assert coach.today().again == written.coach().today().again == seen
    written.at(21, 0)
    coach.plan("another", cue=CUE)
    coach.reflect("More.")
    changed = [change["t"] for line in written.lines()[-2:] for change in json.loads(line)["a"]]
    assert changed == ["experiments", "reflections"]
    assert kept(written) == {"2026-11-20": seen.entry}
    assert coach.today().again == seen
    for _ in range(3):
        coach.undo()
    assert kept(written) == {"2026-11-20": seen.entry}, "it was shown, whatever became of the words"
    assert coach.today().again == seen


def test_the_next_four_pages_show_nothing_and_those_words_rest_sixty_days(written: Desk) -> None:
    for ahead in range(8):
        coach = written.on(FRI + ahead * ONE).coach()
        assert bool(coach.today().again) is (ahead == 0)
        coach.plan(f"wait {ahead}", cue=CUE)


def test_an_experiment_told_of_today_leaves_the_page_as_it_was(written: Desk) -> None:
    coach = written.coach()
    seen = coach.today()
    (found,) = seen.open
    coach.tell(found.id, Outcome.WORSE, note="Not today.")
    coach.decide(found.id, Verdict.ADOPT, "It works in May.")
    assert coach.today().again == seen.again
    assert coach.today().card == seen.card


def test_a_record_without_words_is_passed_over_for_the_next(written: Desk) -> None:
    coach = written.on(FRI - timedelta(days=32)).coach()
    key = written.coach().experiments()[0].id
    for note in ("", " \n"):
        coach.tell(key, Outcome.BETTER, note=note)
    found = written.on(FRI).coach().today().again
    assert found is not None
    assert found.text == "They laughed."


def test_a_lesson_and_an_answer_come_again_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path, cards=(card("only"),)).on(FRI - timedelta(days=30))
    coach = desk.coach()
    coach.decide(coach.plan("go out", cue=CUE).id, Verdict.DROP, "Too wet.")
    desk.on(FRI - timedelta(days=91)).coach().reflect("It rained.")
    seen = []
    for day in (FRI, FRI + 3 * ONE):
        coach = desk.on(day).coach()
        found = coach.today().again
        assert found is not None
        seen.append((found.text, found.about, found.kin))
        if day == FRI:
            coach.withdraw(coach.named(found.entry.partition("/")[2]))
    assert seen == [
        ("It rained.", "What did you see?", False),
        ("Too wet.", "When it rains, I will go out.", False),
    ]
