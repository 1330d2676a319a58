"""Any record by its id: showing, correcting and withdrawing it, over real journals in folders, also two of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb.table import Document

from companion.coach.coach import Coach
from companion.coach.naming import Name, name_of, written
from companion.coach.views import Misuse, Refused
from companion.domain.records import (
    Capture,
    Decision,
    Enrolment,
    Outcome,
    Plan,
    Reserve,
    Resurfaced,
    Share,
    StepDone,
    Trial,
    Verdict,
    Waived,
)
from companion.journal.errors import Gone
from companion.journal.lines import HISTORY_NAMES
from tests.domain.desk import Desk
from tests.domain.making import FRI, MON, NEXT_MON, ONE, SAT, THU, TUE, WED, common
from tests.journal.making import documents

CORRECTIONS: dict[str, dict[str, Any]] = {
    "plan": {
        "action": "wait", "cue": "When it rains", "expect": "calm", "know": "my pulse", "minutes": 3, "pact": 9,
        "until": FRI + 366 * ONE,
    },
    "trial": {"outcome": Outcome.WORSE, "note": "They laughed.", "day": WED},
    "untried": {"note": "A strike."},
    "decision": {"lesson": "Sooner is easier."},
    "reflection": {"text": "It rained all day."},
    "review": {"plus": "Two asked.", "minus": "One did not.", "next": "Ask a third."},
    "away": {"first": date(2026, 12, 23), "last": date(2027, 1, 3)},
    "capture": {"text": "Ann asks first."},
}  # fmt: skip
"""For each kind, every field that can be corrected, with something else than what `one_of_each` records."""

SET_ANEW = {
    "swap": "companion undo",
    "reserve": "companion reserve DATE",
    "let-go": "Withdraw it",
    "cadence": "companion cadence RULE",
    "setting": "companion set",
    "resurfaced": "by their own id",
    "feed": "companion pack feed",
    "enrolment": "companion programme pause",
    "step": "Withdraw it",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026, nine in the morning in London."""
    return Desk(tmp_path / "one")


@pytest.fixture
def other(tmp_path: Path) -> Desk:
    """Another machine, a minute later."""
    return Desk(tmp_path / "two").at(9, 1)


def one_of_each(desk: Desk) -> dict[str, Name]:
    """A journal with one record of each kind, by their kinds; only the decision is of the experiment."""
    coach, journal = desk.coach(), desk.journal()
    coach.swap()
    made = coach.plan("When I arrive, I will ask. Expect: doubt", pact=5)
    told = coach.tell(made.id, Outcome.BETTER, THU)
    answered = coach.not_tried(made.id, WED)
    words = coach.reflect("It rained.")
    gone = coach.away(date(2026, 12, 24), date(2026, 12, 31))
    journal.add(Decision(**common(FRI), verdict=Verdict.ADOPT), made.id)
    journal.add(Reserve(**common(FRI), covers=TUE), "2026-11-17")
    journal.add(Waived(**common(FRI), about=MON), "2026-11-16")
    journal.add(Resurfaced(**common(FRI), entry=f"reflections {words.id}"), "2026-11-20")
    review = {"day": "2026-11-20", "at": "2026-11-20T12:00:00Z", "offset": 0, "week": "2026-11-16", "plus": "Asked."}
    journal.db.table("reviews").insert(Document(review, "2026-11-16"))  # type: ignore[arg-type]
    coach.set_cadence("mon tue wed thu fri")
    coach.set_minutes(10)
    coach.feed("p", Share.LESS)
    journal.add(Enrolment(**common(FRI), programme="p/five", title="Five"), "p/five.2")
    journal.add(StepDone(**common(FRI), enrolment="p/five.1", step="a", title="First"), "p/five.1.a")
    said = journal.add(
        Capture(**common(FRI), guide="p/g", title="A taste", step="s", label="hopes", text="Less noise.")
    )
    (swap,) = coach._journal.history().swaps
    keys = {"plans": made.id, "trials": told.id, "untried": answered.id, "reflections": words.id, "away": gone.id}
    keys |= {"decisions": made.id, "reserves": "2026-11-17", "waived": "2026-11-16", "resurfaced": "2026-11-20"}
    keys |= {"reviews": "2026-11-16", "cadences": "2026-11-20", "settings": "minutes", "swaps": swap}
    keys |= {"feeds": "p", "enrolments": "p/five.2", "steps": "p/five.1.a", "captures": said}
    names = [name_of(table, key) for table, key in keys.items()]
    assert len(names) == len(HISTORY_NAMES)
    return {name.kind: name for name in names}


def db_table(name: Name) -> str:
    return next(table for table, history_name in HISTORY_NAMES.items() if history_name == name.table)


def name_is_there(desk: Desk, name: Name) -> bool:
    return name.key in getattr(desk.journal().history(), name.table)


def asking(coach: Coach, name: Name, fields: dict[str, Any] | None) -> list[Callable[[], object]]:
    """Everything that needs a record that is there."""
    asks: list[Callable[[], object]] = [
        lambda: coach.named(written(name.table, name.key)),
        lambda: coach.record(name),
        lambda: coach.withdraw(name),
    ]
    asks += [lambda: coach.whole(name.key)] if name.table == "plans" else []
    return asks + ([lambda: coach.edit(name, **fields)] if fields else [])


def with_a_field_from_later(desk: Desk, name: Name) -> None:
    """A later version of the program has kept something more in this document."""
    desk.journal().db.table(db_table(name)).update(
        {"mood": {"colour": "grün", "levels": [1, None]}}, doc_ids=[name.key]
    )  # type: ignore[list-item]


def document(desk: Desk, name: Name) -> dict[str, Any]:
    return documents(desk.journal())[db_table(name)][name.key]


# Looking


def test_every_record_is_found_by_its_id_and_looking_writes_nothing(desk: Desk) -> None:
    names, before = one_of_each(desk), desk.lines()
    coach = desk.coach()
    for name in names.values():
        text = written(name.table, name.key)
        assert coach.named(text.upper()) == name
        found = coach.record(name)
        assert found.id == name.key
        assert [one.record for one in coach.revisions(text)][-1] == found.record
        assert (coach.cost_of(name) != "") == (name.kind == "plan")
    assert desk.lines() == before


def test_an_experiment_comes_whole(desk: Desk) -> None:
    coach = desk.on(WED).coach()
    parent = coach.plan("ask", pact=5)
    desk.on(FRI)
    late, early = coach.tell(parent.id, Outcome.BETTER, FRI), coach.tell(parent.id, Outcome.WORSE, THU)
    answer = coach.not_tried(parent.id, WED, "A strike.")
    child = desk.journal().add(Plan(**common(FRI), action="ask sooner", parent=parent.id))
    whole = coach.whole(parent.id)
    assert whole.experiment == coach.find(parent.id)
    assert whole.trials == (early, late)
    assert whole.untried == (answer,)
    assert whole.parent is None
    assert [one.id for one in whole.children] == [child]
    grown = coach.whole(child).parent
    assert grown is not None
    assert grown.id == parent.id


# Correcting


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_every_field_that_can_be_corrected_is_kept_as_it_was_given(desk: Desk, kind: str) -> None:
    name = one_of_each(desk)[kind]
    with_a_field_from_later(desk, name)
    assert set(desk.coach().fields_of(kind)) == set(CORRECTIONS[kind])
    for field, value in CORRECTIONS[kind].items():
        before, lines = document(desk, name), desk.lines()
        edited = desk.coach().edit(name, **{field: value})
        after = document(desk, name)
        assert getattr(edited.record, field) == value
        assert desk.coach().record(name) == edited
        assert len(desk.lines()) == len(lines) + 1, "one act"
        same = {field, "expect_from_card"}
        assert {key: text for key, text in after.items() if key not in same} == {
            key: text for key, text in before.items() if key not in same
        }, "all else, known or not, is as it was"
        desk.coach().undo()
        assert document(desk, name) == before


@pytest.mark.parametrize("kind", SET_ANEW)
def test_what_cannot_be_corrected_says_what_to_do_instead(desk: Desk, kind: str) -> None:
    name, before = one_of_each(desk)[kind], desk.lines()
    assert desk.coach().fields_of(kind) == ()
    with pytest.raises(Refused) as refused:
        desk.coach().edit(name, note="x")
    assert SET_ANEW[kind] in str(refused.value)
    assert desk.lines() == before


def test_a_plan_that_was_tried_can_be_reworded_because_the_history_keeps_what_it_said(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("ask Ann")
    coach.tell(made.id, Outcome.BETTER)
    coach.edit(name_of("plans", made.id), action="ask Ben", until=NEXT_MON)
    assert [one.record.action for one in coach.revisions(made.id)] == ["ask Ann", "ask Ben"]
    assert coach.find(made.id).trials != ()


def test_an_action_may_hold_it_all_and_what_is_given_by_itself_wins(desk: Desk) -> None:
    coach = desk.coach()
    name = name_of("plans", coach.plan("ask", cue="When I sit", expect="doubt").id)
    edited = coach.edit(name, action="When I arrive, I will wait. Expect: calm", expect="a smile").record
    assert (edited.cue, edited.action, edited.expect) == ("When I arrive", "wait", "a smile")
    edited = coach.edit(name, action="look").record
    assert (edited.cue, edited.action, edited.expect) == ("When I arrive", "look", "a smile")


def test_an_expectation_that_was_corrected_is_no_longer_the_cards(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan(suggestion=0)
    assert made.record.expect_from_card
    name = name_of("plans", made.id)
    assert coach.edit(name, minutes=3).record.expect_from_card
    assert coach.edit(name, expect=made.record.expect, minutes=4).record.expect_from_card
    assert not coach.edit(name, expect="something else").record.expect_from_card


@pytest.mark.parametrize(
    ("kind", "fields", "because"),
    [
        ("plan", {"action": " \x1b"}, "action is empty"),
        ("plan", {"action": "When it rains, I will ."}, "action is empty"),
        ("plan", {"minutes": 0}, "--minutes: give a whole number from 1 to 240"),
        ("plan", {"pact": 367}, "--pact: give a whole number from 1 to 366"),
        ("plan", {"until": THU}, "of 2026-11-20, so its pact cannot end on 2026-11-19"),
        ("plan", {"until": FRI + 367 * ONE}, "Give a day up to 2027-11-21"),
        ("plan", {"know": "x" * 2_000_001}, "The sign has 2,000,001 characters"),
        ("plan", {"cue": "\ud800"}, "half of a character"),
        ("plan", {"lesson": "x"}, "action, cue, expect, know, minutes, pact, until"),
        ("plan", {}, "Give at least one"),
        ("trial", {"day": SAT}, "told on 2026-11-20, so it cannot be a trial of 2026-11-21"),
        ("trial", {"day": FRI - 367 * ONE}, "more than 366 days back"),
        ("trial", {"outcome": "splendid"}, "splendid"),
        ("trial", {"note": "x" * 2_000_001}, "The note has"),
        ("reflection", {"text": "\n"}, "text is empty"),
        ("away", {"last": date(2026, 12, 23)}, "comes before"),
        ("away", {"last": date(2028, 1, 1)}, "more than 366 days"),
        ("away", {"first": date(1, 1, 1)}, "too far off"),
    ],
)
def test_what_a_correction_cannot_say(desk: Desk, kind: str, fields: dict[str, Any], because: str) -> None:
    name, before = one_of_each(desk)[kind], desk.lines()
    with pytest.raises(Misuse, match=because):
        desk.coach().edit(name, **fields)
    assert desk.lines() == before


def test_a_trial_moves_only_to_a_day_that_could_be_told_when_it_was_told(desk: Desk) -> None:
    coach = desk.on(THU).coach()
    made = coach.plan("ask", pact=5)
    name = name_of("trials", coach.tell(made.id, Outcome.BETTER).id)
    desk.on(FRI)
    with pytest.raises(Misuse, match=f"`companion did {made.id}`"):
        coach.edit(name, day=FRI)
    moved = coach.edit(name, day=WED).record
    assert (moved.day, moved.told) == (WED, THU)
    assert coach.progress().days[0].day == WED


def test_a_trial_that_travel_put_after_its_telling_can_still_have_its_note_corrected(desk: Desk) -> None:
    key = desk.journal().add(Trial(**common(FRI), experiment="x", outcome=Outcome.BETTER, told=THU))
    assert desk.coach().edit(name_of("trials", key), note="Late.").record.day == FRI


def test_days_away_may_grow_over_themselves_and_over_no_others(desk: Desk) -> None:
    coach = desk.coach()
    first, second = coach.away(MON, TUE), coach.away(THU, FRI)
    name = name_of("away", first.id)
    assert coach.edit(name, last=WED).record.last == WED
    before = desk.lines()
    with pytest.raises(Refused, match=rf"away already from 19 Nov to 20 Nov \({second.id}\)"):
        coach.edit(name, last=THU)
    assert desk.lines() == before
    coach.withdraw(name_of("away", second.id))
    assert coach.edit(name, last=FRI).record.last == FRI


def test_what_is_the_same_is_refused_and_not_recorded(desk: Desk) -> None:
    names = one_of_each(desk)
    before = desk.lines()
    coach = desk.coach()
    for kind, name in names.items():
        if known := coach.fields_of(kind):
            record = coach.record(name).record
            with pytest.raises(Refused, match="says just that already"):
                coach.edit(name, **{field: getattr(record, field) for field in known})
    assert desk.lines() == before


@pytest.mark.parametrize("text", ["\x1b]52;c;x\x07", "[@click=app.quit]x[/]", "\u202e \u200b", "a\r\nb", "é e\u0301"])
def test_words_are_kept_just_as_they_were_typed(desk: Desk, text: str) -> None:
    name = one_of_each(desk)["trial"]
    assert desk.coach().edit(name, note=text).record.note == text
    assert desk.coach().record(name).record.note == text


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "plan": {
        "cue": texts, "expect": texts, "know": texts, "minutes": st.integers(1, 240), "pact": st.integers(1, 366),
        "until": st.none() | st.dates(FRI, FRI + 366 * ONE), "action": texts.map(lambda text: f"do {text}"),
    },
    "trial": {
        "outcome": st.sampled_from(Outcome), "note": texts, "day": st.dates(FRI - 366 * ONE, FRI),
    },
    "untried": {"note": texts},
    "decision": {"lesson": texts},
    "reflection": {"text": texts.map(lambda text: f"x{text}")},
    "review": {"plus": texts, "minus": texts, "next": texts},
    "capture": {"text": texts.map(lambda text: f"x{text}")},
    "away": {
        "first": st.dates(date(2027, 1, 1), date(2027, 3, 1)), "last": st.dates(date(2027, 3, 1), date(2027, 9, 1)),
    },
}  # fmt: skip
corrections = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.fixed_dictionaries({}, optional=FIELDS[kind]))
)


@given(made=st.lists(corrections, max_size=5), withdrawn=st.lists(st.sampled_from(sorted(FIELDS)), max_size=2))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_corrections_change_nothing_else_and_taken_back_leave_every_document_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, dict[str, Any]]], withdrawn: list[str]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    names = one_of_each(desk)
    for name in names.values():
        with_a_field_from_later(desk, name)
    coach, stages = desk.coach(), [documents(desk.journal())]
    for kind, fields in made:
        name, before = names[kind], stages[-1]
        try:
            coach.edit(name, **fields)
        except (Misuse, Refused):
            assert documents(desk.journal()) == before
            continue
        after, table = documents(desk.journal()), db_table(name)
        assert after | {table: {}} == before | {table: {}}
        may_change = {*fields, "expect_from_card", *(("cue", "expect") if "action" in fields else ())}
        kept = before[table][name.key].keys() - may_change
        assert {key: after[table][name.key][key] for key in kept} == {key: before[table][name.key][key] for key in kept}
        stages.append(after)
    for kind in dict.fromkeys(withdrawn):
        if name_is_there(desk, names[kind]):
            coach.withdraw(names[kind], all=True)
            stages.append(documents(desk.journal()))
    while len(stages) > 1:
        coach.undo()
        stages.pop()
        assert documents(desk.journal()) == stages[-1]


# Withdrawing


def test_a_record_withdrawn_is_gone_and_its_history_stays(desk: Desk) -> None:
    names = one_of_each(desk)
    for kind, name in names.items():
        coach, before, lines = desk.coach(), documents(desk.journal()), desk.lines()
        said = coach.record(name)
        gone = coach.withdraw(name, all=True)
        assert gone[0] == said
        assert not name_is_there(desk, name)
        assert len(desk.lines()) == len(lines) + 1, "one act"
        assert [one.record for one in coach.revisions(written(name.table, name.key))][-2:] == [said.record, None]
        assert len(gone) == (4 if kind == "plan" else 1)
        coach.undo()
        assert documents(desk.journal()) == before


def test_what_belongs_to_an_experiment_goes_with_it_only_when_that_was_said(desk: Desk) -> None:
    names, before = one_of_each(desk), desk.lines()
    coach = desk.coach()
    going = [names["trial"], names["untried"], names["decision"]]
    cost = "It has one trial, one day not tried and a decision, which would go with it, and one day of the streak."
    assert coach.cost_of(names["plan"]) == cost
    with pytest.raises(Refused) as refused:
        coach.withdraw(names["plan"])
    assert str(refused.value) == f"{cost} Repeat with --yes."
    assert desk.lines() == before
    assert [one.id for one in coach.withdraw(names["plan"], all=True)] == [one.key for one in [names["plan"], *going]]
    assert len(desk.lines()) == len(before) + 1, "one act"
    assert not any(name_is_there(desk, name) for name in (names["plan"], *going))
    assert name_is_there(desk, names["swap"])


def test_a_day_that_another_trial_keeps_is_not_lost(desk: Desk) -> None:
    coach = desk.coach()
    first, second = coach.plan("ask", pact=5), coach.plan("wait", pact=5)
    for day in (WED, THU, FRI):
        coach.tell(first.id, Outcome.BETTER, day)
    coach.tell(second.id, Outcome.BETTER, FRI)
    assert coach.cost_of(name_of("plans", first.id)).endswith(
        "three trials, which would go with it, and two days of the streak."
    )
    assert coach.cost_of(name_of("plans", second.id)) == "It has one trial, which would go with it."


def test_what_has_nothing_else_goes_at_once(desk: Desk) -> None:
    coach = desk.coach()
    made = coach.plan("ask")
    assert coach.cost_of(name_of("plans", made.id)) == ""
    assert coach.withdraw(name_of("plans", made.id)) == [made]


def test_what_grew_from_it_stays(desk: Desk) -> None:
    coach, journal = desk.coach(), desk.journal()
    made = coach.plan("ask")
    child = journal.add(Plan(**common(FRI), action="ask sooner", parent=made.id))
    journal.add(Decision(**common(FRI), verdict=Verdict.ADAPT, child=child), made.id)
    plan, decision = name_of("plans", made.id), name_of("decisions", made.id)
    assert coach.staying(plan) == coach.staying(decision) == [name_of("plans", child)]
    coach.withdraw(decision)
    assert coach.find(made.id).decision is None, "the experiment is open again"
    coach.withdraw(plan)
    assert coach.whole(child).experiment.plan.parent == made.id
    assert coach.whole(child).parent is None


def test_what_counted_on_days_gone_by_is_never_rewritten(desk: Desk) -> None:
    coach = desk.on(WED).coach()
    coach.set_cadence("mon")
    name = name_of("cadences", WED.isoformat())
    desk.on(THU)
    with pytest.raises(Refused, match="days since 2026-11-18 were lived under this choice"):
        coach.withdraw(name)
    coach.set_cadence("tue")
    coach.withdraw(name_of("cadences", THU.isoformat()))
    assert name_is_there(desk, name)


# What is gone


def test_of_a_withdrawn_record_it_is_said_when_and_where_its_words_are(desk: Desk) -> None:
    names = one_of_each(desk)
    for kind, name in names.items():
        coach, text = desk.coach(), written(name.table, name.key)
        coach.withdraw(name, all=True)
        said = f"This was withdrawn today at 09:00. `companion history {text}` shows what it said"
        for ask in asking(coach, name, CORRECTIONS.get(kind)):
            with pytest.raises(Refused) as refused:
                ask()
            assert str(refused.value) == f"{said}, and `companion undo` brings it back."
        coach.undo()


def test_undo_is_named_only_while_it_would_bring_the_record_back(desk: Desk) -> None:
    coach = desk.coach()
    first, second = coach.plan("ask"), coach.plan("wait")
    coach.undo()
    with pytest.raises(Refused, match="This was taken back today at 09:00") as refused:
        coach.named(second.id)
    assert "undo" not in str(refused.value)
    coach.withdraw(name_of("plans", first.id))
    words = coach.reflect("Rain.")
    desk.on(SAT, hour=10)
    with pytest.raises(Refused, match=r"This was withdrawn yesterday at 09:00\. .* shows what it said\.$"):
        coach.named(first.id[:6])
    coach.withdraw(name_of("reflections", words.id))
    coach.undo()
    with pytest.raises(Refused) as refused:
        coach.named(first.id)
    assert "undo" not in str(refused.value), "the words are what it would take back now"
    coach.undo()
    with pytest.raises(Refused, match="and `companion undo` brings it back"):
        coach.named(first.id)
    coach.undo()
    assert coach.named(first.id).key == first.id


def test_what_was_never_there_is_another_matter(desk: Desk) -> None:
    coach = desk.coach()
    for ask in (lambda: coach.named("zz"), lambda: coach.revisions("zz")):
        with pytest.raises(Misuse, match='No record begins with "zz"'):
            ask()
    name = name_of("trials", "zzzzzzzz")
    for ask in asking(coach, name, {"note": "x"}):
        with pytest.raises((Misuse, Gone), match="`companion journal` lists what is there"):
            ask()
    assert desk.lines() == []


# Two at once


def test_a_correction_builds_on_what_another_process_has_just_written(desk: Desk) -> None:
    names = one_of_each(desk)
    here, there = desk.coach(), desk.coach()
    here.edit(names["trial"], note="They laughed.")
    edited = there.edit(names["trial"], outcome=Outcome.WORSE).record
    assert (edited.note, edited.outcome) == ("They laughed.", Outcome.WORSE)
    there.edit(names["away"], last=date(2027, 1, 5))
    with pytest.raises(Refused, match="says just that already"):
        here.edit(names["away"], last=date(2027, 1, 5))


def test_what_another_process_has_withdrawn_is_not_corrected(desk: Desk) -> None:
    names = one_of_each(desk)
    here, there = desk.coach(), desk.coach()
    name = here.named(names["trial"].key)
    there.withdraw(name)
    before = desk.lines()
    for ask in (lambda: here.edit(name, note="x"), lambda: here.withdraw(name)):
        with pytest.raises(Refused, match="This was withdrawn today"):
            ask()
    assert desk.lines() == before


def test_a_trial_told_by_another_process_goes_only_if_that_was_said(desk: Desk) -> None:
    here, there = desk.coach(), desk.coach()
    name = name_of("plans", here.plan("ask").id)
    assert here.cost_of(name) == ""
    there.tell(name.key, Outcome.BETTER)
    with pytest.raises(Refused, match="It has one trial"):
        here.withdraw(name)


def test_two_devices_that_decided_apart_keep_both_in_the_history(desk: Desk, other: Desk) -> None:
    made = desk.coach().plan("ask")
    desk.meet(other)
    desk.coach().decide(made.id, Verdict.ADOPT, "Keep it.")
    other.coach().decide(made.id, Verdict.DROP, "Not worth it.")
    desk.meet(other)
    for coach in (desk.coach(), other.coach()):
        found = coach.revisions(f"decision:{made.id}")
        assert [one.record.lesson for one in found if one.record] == ["Keep it.", "Not worth it."]
        assert [one.device == desk.coach().device for one in found] == [True, False]
        assert coach.record(name_of("decisions", made.id)).record.lesson == "Not worth it."


def test_two_devices_that_corrected_one_record_apart_keep_both_in_the_history(desk: Desk, other: Desk) -> None:
    words = desk.coach().reflect("First.")
    desk.meet(other)
    name = name_of("reflections", words.id)
    other.coach().edit(name, text="There.")
    desk.at(9, 2).coach().edit(name, text="Here.")
    desk.meet(other)
    for coach in (desk.coach(), other.coach()):
        assert [one.record.text for one in coach.revisions(words.id)] == ["First.", "There.", "Here."]
        assert coach.record(name).record.text == "Here."


def test_withdrawn_here_and_corrected_there_the_later_one_stands_on_both(desk: Desk, other: Desk) -> None:
    words = desk.coach().reflect("First.")
    desk.meet(other)
    name = name_of("reflections", words.id)
    other.coach().edit(name, text="There.")
    desk.at(9, 2).coach().withdraw(name)
    desk.meet(other)
    assert desk.lines() == other.lines()
    with pytest.raises(Refused, match="withdrawn today at 09:02 on another device"):
        other.coach().named(words.id)
    desk.at(9, 3).coach().undo()
    desk.meet(other)
    assert other.coach().record(name).record.text == "There."
