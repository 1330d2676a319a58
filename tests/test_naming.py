"""Which record an id means: any unique beginning, with its kind where the key says what the record is about."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Mapping

import pytest

from companion.coach.naming import Name, keys_of, kind_of, matching, name_of, the_one, written
from companion.coach.views import Misuse
from companion.domain.facts import Facts, PlanFact, ReflectionFact, TrialFact
from companion.domain.history import History
from companion.domain.records import Capture, Enrolment, Feed, Outcome, Setting, Share, StepDone
from companion.journal.device import ALPHABET
from tests.domain.making import (
    FRI,
    MON,
    THU,
    at,
    away,
    cadence,
    common,
    decision,
    history,
    plan,
    reflection,
    reserve,
    resurfaced,
    review,
    swap,
    trial,
    untried,
    waived,
)


def find_name(found: History, text: str) -> Name:
    """The record that an id means, in a history of which nothing was withdrawn."""
    return the_one(matching(keys_of(found), text), text)


ONE_OF_EACH = {
    Name("plans", "3m8qk2vd", "plan"): plan(FRI),
    Name("trials", "4rz0w1xy", "trial"): trial(FRI, "3m8qk2vd"),
    Name("untried", "5t9n2c4e", "untried"): untried(FRI, THU, "3m8qk2vd"),
    Name("reflections", "6w7j8h9g", "reflection"): reflection(FRI),
    Name("swaps", "7x1c2v3b", "swap"): swap(FRI, "p/first"),
    Name("away", "8y4d5f6g", "away"): away(FRI),
    Name("decisions", "3m8qk2vd", "decision"): decision(FRI),
    Name("reviews", "2026-11-16", "review"): review(MON),
    Name("reserves", "2026-11-19", "reserve"): reserve(THU),
    Name("cadences", "2026-11-20", "cadence"): cadence(FRI, 3),
    Name("waived", "2026-11-19", "let-go"): waived(THU, FRI),
    Name("settings", "minutes", "setting"): Setting(**common(FRI), value="15"),
    Name("resurfaced", "2026-11-20", "resurfaced"): resurfaced(FRI, "reflections 6w7j8h9g"),
    Name("feeds", "calm-week", "feed"): Feed(**common(FRI), share=Share.LESS),
    Name("enrolments", "calm/outside.1", "enrolment"): Enrolment(**common(FRI), programme="calm/outside", title="Out"),
    Name("steps", "calm/outside.1.a", "step"): StepDone(**common(FRI), enrolment="calm/outside.1", step="a", title="A"),
    Name("captures", "9z3k4l5m", "capture"): Capture(
        **common(FRI), guide="calm/taste", title="A taste", step="arrive", label="hopes", text="Less noise."
    ),
}


class Unread(Mapping):
    """A table whose keys are known, and whose records are not to be read."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, key: str) -> object:
        raise AssertionError(f"{key} was read")


def everything() -> History:
    tables: dict[str, dict] = {}
    for name, record in ONE_OF_EACH.items():
        tables.setdefault(name.table, {})[name.key] = record
    return History(**tables)


def refusal(known: History, text: str) -> str:
    with pytest.raises(Misuse) as refused:
        find_name(known, text)
    return str(refused.value)


@pytest.mark.parametrize("name", ONE_OF_EACH, ids=lambda name: name.kind)
def test_what_is_written_for_a_record_finds_it_again(name: Name) -> None:
    assert find_name(everything(), written(name.table, name.key)) == name == name_of(name.table, name.key)


@pytest.mark.parametrize("name", ONE_OF_EACH, ids=lambda name: name.kind)
def test_any_unique_beginning_does_in_either_case_and_its_kind_may_always_stand_before_it(name: Name) -> None:
    for beginning in (name.key[:1], name.key[:5], name.key):
        assert find_name(everything(), f"{name.kind}:{beginning}") == name
        assert find_name(everything(), f"{name.kind}:{beginning}".upper()) == name
    if written(name.table, name.key) == name.key:
        assert find_name(everything(), f"  {name.key[:1].upper()} ") == name


@pytest.mark.parametrize(("name", "record"), ONE_OF_EACH.items(), ids=lambda one: getattr(one, "kind", ""))
def test_a_record_knows_its_kind(name: Name, record) -> None:
    assert kind_of(record) == name.kind


def test_a_random_id_stands_alone_and_any_other_key_has_its_kind_before_it() -> None:
    assert written("trials", "4rz0w1xy") == "4rz0w1xy"
    assert written("plans", "3m8qk2vd") == "3m8qk2vd"
    assert written("decisions", "3m8qk2vd") == "decision:3m8qk2vd"
    assert written("waived", "2026-11-19") == "let-go:2026-11-19"
    assert written("captures", "9z3k4l5m") == "9z3k4l5m"
    assert written("enrolments", "calm/outside.1") == "enrolment:calm/outside.1"
    assert written("settings", "day-start") == "setting:day-start"


def test_an_experiments_id_is_its_plan_and_never_its_decision() -> None:
    assert find_name(everything(), "3m8qk2vd").table == "plans"
    assert find_name(history(("3m8qk2vd", plan(FRI))), "3m").table == "plans"
    assert "No record begins" in refusal(history(("3m8qk2vd", decision(FRI))), "3m8qk2vd")


def test_a_whole_id_means_its_record_though_another_begins_so() -> None:
    found = find_name(history(("ab", plan(FRI)), ("abc", trial(FRI, "ab"))), "AB")
    assert found == Name("plans", "ab", "plan")


def test_several_are_listed_with_what_they_are() -> None:
    known = history(("3m8q", plan(FRI)), ("3mzz", trial(FRI)), ("3n", reflection(FRI)))
    said = refusal(known, "3M")
    assert said == 'Two records begin with "3M": 3m8q, an experiment; 3mzz, a trial. Give more letters.'
    both = history(("3m8q", decision(FRI)), ("3m9q", decision(FRI)))
    assert refusal(both, "decision:3") == (
        'Two records begin with "decision:3": decision:3m8q, a decision; decision:3m9q, a decision. Give more letters.'
    )


def test_of_many_six_are_listed() -> None:
    said = refusal(history(*((f"7{letter}", plan(FRI)) for letter in "abcdefghj")), "7")
    assert said.startswith('Nine records begin with "7": 7a, an experiment; 7b')
    assert "7f, an experiment; and three more. Give more letters." in said
    assert "7g" not in said


def test_one_id_in_two_tables_is_told_apart_by_its_kind() -> None:
    known = history(("same", plan(FRI)), ("same", trial(FRI)))
    assert "plan:same, an experiment; trial:same, a trial" in refusal(known, "same")
    assert find_name(known, "trial:same").table == "trials"


def test_none_is_said_with_what_to_do() -> None:
    listed = "`companion journal` lists what is there."
    assert refusal(everything(), "zz") == f'No record begins with "zz". {listed}'
    assert refusal(History(), "zz") == f'No record begins with "zz". {listed}'
    assert refusal(everything(), "reserve:2027") == f'No record begins with "reserve:2027". {listed}'
    assert refusal(everything(), "2026-11-19") == f'No record begins with "2026-11-19". {listed}'
    for nothing in ("", "  ", "\x1b", "\u202e"):
        assert listed in refusal(everything(), nothing)


def test_a_kind_alone_means_nothing_though_it_has_but_one_record() -> None:
    """Else an empty variable in a script would be a record: `companion withdraw decision:$ID`."""
    assert refusal(everything(), "decision:").startswith("Give what follows the colon")
    assert refusal(everything(), "decision: ").startswith("Give what follows the colon")


def test_a_kind_that_there_is_not_is_named_beside_those_that_there_are() -> None:
    said = refusal(everything(), "decison:3m")
    assert said.startswith('No kind of record is called "decison".')
    assert "decision:, review:, reserve:, let-go:, cadence:, setting:, resurfaced:, feed:, enrolment:, step:" in said


@pytest.mark.parametrize(
    "text", ["\x1b]0;x\x07zz", "zz\x00\u202e", "x" * 1_000_000, "e:" * 500_000, "\n" * 9 + "zz\nzz"]
)
def test_nothing_hostile_is_repeated_and_little_of_anything(text: str) -> None:
    said = refusal(everything(), text)
    assert said.isprintable()
    assert len(said) < 300


def test_a_hostile_id_is_not_repeated_either() -> None:
    assert refusal(history(("a\x1b[2J", plan(FRI)), ("a\n", trial(FRI))), "a").isprintable()


def test_ten_thousand_experiments_are_looked_through_in_a_moment_and_no_record_is_read() -> None:
    chance = random.Random(1)
    keys = ["".join(chance.choices(ALPHABET, k=8)) for _ in range(30_000)]
    instant, nothing = at(FRI), dict[str, object]()
    facts = Facts(
        plans={key: PlanFact(key, FRI, instant, "", "", "", 1, None, 0, "") for key in keys[:10_000]},
        trials={key: TrialFact(key, FRI, instant, FRI, "", Outcome.BETTER, 0) for key in keys[10_000:20_000]},
        reflections={key: ReflectionFact(key, FRI, instant, "", 0, "") for key in keys[20_000:]},
        **dict.fromkeys(("untried", "decisions", "reviews", "resurfaced"), nothing),  # type: ignore[arg-type]
    )
    tables = {name: Unread(getattr(facts, name)) for name in ("plans", "trials", "reflections")}
    known = History(**tables, known=facts)  # type: ignore[arg-type]
    begun = time.process_time()
    for key in keys[::600]:
        assert find_name(known, key).key == key
    assert (time.process_time() - begun) / 50 < 0.05
