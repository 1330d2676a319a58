"""Finding what was recorded: everything by day, newest first, filtered, and by its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.coach.coach import Coach
from companion.coach.finding import EVERYTHING, KINDS, Filter, Hit, Item
from companion.coach.views import Misuse, Refused
from companion.domain.records import Capture, Outcome, Record, Shown, Verdict
from companion.domain.searching import Fit, Voice
from tests.domain import making
from tests.domain.desk import Desk
from tests.domain.making import (
    FRI,
    LAST_FRI,
    MON,
    ONE,
    THU,
    TUE,
    WED,
    away,
    card,
    common,
    decision,
    enrolment,
    plan,
    reflection,
    reserve,
    review,
    step_done,
    trial,
    untried,
)

CARDS = (card("first"), card("third", theme="work"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A machine on Friday 20 November 2026."""
    return Desk(tmp_path, CARDS)


def kept(desk: Desk, *records: tuple[str, Record]) -> Coach:
    """A coach over a journal of these records."""
    journal = desk.journal()
    with journal.act():
        for key, record in records:
            journal.add(record, key)
    return desk.coach()


def note(day: date, text: str, experiment: str = "x") -> Record:
    return making.Trial(**common(day), experiment=experiment, outcome=Outcome.BETTER, told=day, note=text)


def capture(day: date) -> Record:
    return Capture(**common(day), guide="p/taste", title="A taste", step="in", label="hopes", text="Less noise.")


def wrote(day: date, text: str, hour: int = 12, card_: str = "") -> Record:
    return making.Reflection(**common(day, hour), question="", text=text, card=card_)


@pytest.fixture
def lived(desk: Desk) -> Coach:
    """One of every kind, from a Friday to the next."""
    return kept(
        desk,
        ("x", plan(MON, "ask sooner", theme="work", card="p/third")),
        ("t", trial(TUE, "x", told=WED)),
        ("u", untried(FRI, THU, "x")),
        ("x", decision(FRI)),
        ("r", reflection(THU, "p/first")),
        ("2026-11-16", review(MON, plus="calm", focus="people")),
        ("a", away(LAST_FRI, LAST_FRI + ONE, made=WED)),
        ("2026-11-18", reserve(WED)),
        ("c", capture(LAST_FRI)),
        ("p/way.1", enrolment(LAST_FRI)),
        ("p/way.1.count", step_done(MON, "p/way.1", "count")),
    )  # fmt: skip


def names(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.table, item.key) for item in items]


# Listing


def test_everything_is_listed_newest_first_by_the_day_it_is_of(lived: Coach) -> None:
    assert [(item.day, item.table) for item in lived.items()] == [
        (FRI, "decisions"),
        (FRI, "reviews"),
        (THU, "untried"),
        (THU, "reflections"),
        (WED, "reserves"),
        (TUE, "trials"),
        (MON, "steps"),
        (MON, "plans"),
        (LAST_FRI, "away"),
        (LAST_FRI, "captures"),
        (LAST_FRI, "enrolments"),
    ]


def test_of_one_day_the_latest_comes_first_and_a_tie_is_settled_by_the_id(desk: Desk) -> None:
    coach = kept(desk, *((key, wrote(FRI, "so", hour)) for key, hour in (("b", 9), ("a", 9), ("c", 8), ("d", 10))))
    assert [item.key for item in coach.items()] == ["d", "b", "a", "c"]


def test_an_item_knows_its_theme_and_its_experiment(lived: Coach) -> None:
    of = {item.table: (item.theme, item.experiment) for item in lived.items()}
    assert of == {
        "plans": ("work", "x"),
        "trials": ("work", "x"),
        "untried": ("work", "x"),
        "decisions": ("work", "x"),
        "reflections": ("people", ""),
        "reviews": ("", ""),
        "away": ("", ""),
        "reserves": ("", ""),
        "captures": ("", ""),
        "enrolments": ("", ""),
        "steps": ("", ""),
    }


def test_words_have_the_theme_of_their_card_or_else_of_that_days_plan(desk: Desk) -> None:
    coach = kept(
        desk,
        ("p", plan(MON, theme="work", hour=8)),
        ("q", plan(MON, theme="value", hour=9)),
        ("child", plan(MON, theme="learning", hour=10, parent="p")),
        ("r", wrote(MON, "so", card_="p/first")),
        ("s", wrote(MON, "so", card_="gone/card")),
        ("t", wrote(TUE, "so")),
    )
    assert {item.key: item.theme for item in coach.items(Filter(kind="wrote"))} == {
        "r": "people",
        "s": "value",
        "t": "",
    }


def test_an_answer_whose_experiment_is_not_here_is_listed_too(desk: Desk) -> None:
    coach = kept(desk, ("t", trial(FRI, "gone")))
    assert [(item.key, item.theme, item.experiment) for item in coach.items()] == [("t", "", "gone")]


def test_what_is_listed_is_new_once_something_was_recorded_here_or_elsewhere(desk: Desk, lived: Coach) -> None:
    before = lived.items()
    lived.reflect("One more.")
    assert len(lived.items()) == len(before) + 1
    desk.coach().reflect("And one.")
    assert len(lived.items()) == len(before) + 2
    lived.items().clear()
    assert len(lived.items()) == len(before) + 2


def test_nothing_is_listed_of_nothing(desk: Desk) -> None:
    assert desk.coach().items() == desk.coach().search("anything") == []


# Filters


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_is_listed_by_its_word(lived: Coach, kind: str) -> None:
    assert [item.table for item in lived.items(Filter(kind=kind))] == [KINDS[kind]]


def test_every_kind_of_item_has_a_word(lived: Coach) -> None:
    assert {item.table for item in lived.items()} == set(KINDS.values())


def test_a_theme_an_experiment_and_days_narrow_it(lived: Coach) -> None:
    everything = lived.items()
    assert lived.items(Filter(theme="work")) == [one for one in everything if one.theme == "work"] != []
    assert names(lived.items(Filter(theme="people"))) == [("reflections", "r")]
    assert lived.items(Filter(experiment="x")) == [one for one in everything if one.experiment == "x"] != []
    assert lived.items(Filter(experiment="y")) == []
    assert [one.day for one in lived.items(Filter(since=TUE, until=WED))] == [WED, TUE]
    assert lived.items(Filter(since=FRI, until=FRI)) == everything[:2]
    assert names(lived.items(Filter(kind="tried", theme="work", since=TUE))) == [("trials", "t")]
    assert lived.items(Filter(kind="tried", theme="people")) == []


def test_a_pack_is_of_the_plans_and_words_of_its_cards_and_what_came_of_those_plans(desk: Desk) -> None:
    coach = kept(
        desk,
        ("x", plan(MON, card="p/third")),
        ("t", trial(TUE, "x")),
        ("u", untried(WED, WED, "x")),
        ("x", decision(FRI)),
        ("r", wrote(MON, "so", card_="p/first")),
        ("y", plan(MON, card="pp/third")),
        ("t2", trial(TUE, "y")),
        ("z", plan(MON)),
        ("s", wrote(MON, "so")),
        ("2026-11-16", review(MON)),
    )
    of_p = {("plans", "x"), ("trials", "t"), ("untried", "u"), ("decisions", "x"), ("reflections", "r")}
    assert set(names(coach.items(Filter(pack="p")))) == of_p
    assert set(names(coach.items(Filter(pack="pp")))) == {("plans", "y"), ("trials", "t2")}


def test_a_pack_is_of_its_programmes_too_their_steps_and_what_their_checks_were_answered(desk: Desk) -> None:
    answered = replace(reflection(MON), step="p/way.1.midway")
    coach = kept(
        desk,
        ("p/way.1", enrolment(MON)),
        ("p/way.1.midway", step_done(MON, "p/way.1", "midway")),
        ("r", answered),
        ("pp/way.1", enrolment(MON, "pp/way")),
    )
    of_p = {("enrolments", "p/way.1"), ("steps", "p/way.1.midway"), ("reflections", "r")}
    assert set(names(coach.items(Filter(pack="p")))) == of_p
    assert names(coach.items(Filter(pack="pp"))) == [("enrolments", "pp/way.1")]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter(kind="thought"), 'No kind is called "thought". There are planned, tried, not-tried, decided, wrote, '),
        (Filter(theme="peeple"), 'No theme is called "peeple". There are people, value, work, learning.'),
        (Filter(pack="nowhere"), 'No pack is called "nowhere". There is p.'),
        (Filter(since=FRI, until=THU), "2026-11-20 comes after 2026-11-19, so nothing lies between them."),
    ],
)
def test_a_filter_for_what_there_is_not_names_what_there_is(lived: Coach, wanted: Filter, said: str) -> None:
    for look in (lived.items, lambda one: lived.search("ask", one), lambda one: lived.search("", one)):
        with pytest.raises(Misuse) as caught:
            look(wanted)
        assert str(caught.value).startswith(said)


def test_themes_and_packs_that_are_no_longer_installed_can_still_be_asked_for(desk: Desk) -> None:
    coach = kept(desk, ("x", plan(MON, theme="calm", card="left/this")), ("r", wrote(TUE, "so", card_="gone/that")))
    assert names(coach.items(Filter(theme="calm"))) == names(coach.items(Filter(pack="left"))) == [("plans", "x")]
    assert names(coach.items(Filter(pack="gone"))) == [("reflections", "r")]
    with pytest.raises(Misuse, match="There are gone, left, p"):
        coach.items(Filter(pack="other"))


# Searching


def where(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.item.key, hit.where) for hit in hits]


def test_the_best_comes_first_and_of_what_is_as_good_the_newest(desk: Desk) -> None:
    shown = Shown(title="Doubt", idea="What is it?")
    coach = kept(
        desk,
        ("card", plan(FRI, "wait", shown=shown)),
        ("expected", plan(FRI, "wait longer", expect="a doubt")),
        ("part", note(FRI, "undoubtedly")),
        ("beginning", note(FRI, "doubts")),
        ("older", note(TUE, "In doubt, I asked.")),
        ("newer", wrote(WED, "No doubt.")),
    )
    assert where(coach.search("doubt")) == [
        ("newer", "text"),
        ("older", "note"),
        ("beginning", "note"),
        ("part", "note"),
        ("expected", "expect"),
        ("card", "shown.title"),
    ]
    assert coach.search("doubt")[0].rank == (Voice.OWN, Fit.WHOLE)


def test_a_hit_has_the_whole_text_and_what_matched_in_it(desk: Desk) -> None:
    coach = kept(desk, ("r", wrote(FRI, "Naïve, and\nNAIVE again")))
    (hit,) = coach.search("naive")
    assert (hit.text, hit.spans) == ("Naïve, and\nNAIVE again", ((0, 5), (11, 16)))
    assert [hit.text[first:last] for first, last in hit.spans] == ["Naïve", "NAIVE"]
    assert coach.entry(hit.item).text == hit.text


def test_all_words_must_be_in_the_record_in_whichever_text(desk: Desk) -> None:
    coach = kept(
        desk, ("x", plan(FRI, "ask", cue="When it stalls", expect="a doubt")), ("r", wrote(FRI, "Ask a doubt"))
    )
    assert {hit.item.key for hit in coach.search("ask doubt")} == {"x", "r"}
    assert where(coach.search("stalls doubt")) == [("x", "cue")]
    assert coach.search("stalls doubt again") == []


def test_a_search_is_filtered_as_a_list_is(lived: Coach) -> None:
    assert names([hit.item for hit in lived.search("a")]) != []
    for wanted in (Filter(kind="review"), Filter(theme="work"), Filter(since=FRI), Filter(pack="p"), EVERYTHING):
        found = {hit.item for hit in lived.search("a", wanted)}
        assert found == {hit.item for hit in lived.search("a")} & set(lived.items(wanted))


def test_words_without_a_letter_find_nothing(lived: Coach) -> None:
    assert lived.search("") == lived.search(" ?! ") == []


def test_what_was_reworded_is_found_by_its_new_words_only(desk: Desk) -> None:
    coach = desk.coach()
    key = coach.plan("When it stalls, I will ask").id
    assert where(coach.search("ask")) == [(key, "action")]
    coach.plan("When it stalls, I will wait", replacing=key)
    assert coach.search("ask", Filter(kind="planned", since=FRI)) == []
    assert where(coach.search("wait")) == [(key, "action")]


# In words


def test_an_item_is_read_as_what_it_says(lived: Coach) -> None:
    entries = {item.table: lived.entry(item) for item in lived.items()}
    assert entries["plans"].text == "Ask sooner."
    assert (entries["trials"].kind, entries["trials"].aside) == ("tried", "Ask sooner.")
    assert entries["decisions"].text == "Adopted."
    assert entries["away"].text == "Away from 13 Nov to 14 Nov."
    assert lived.entries(lived.items()) == [lived.entry(item) for item in lived.items()]


def test_a_record_comes_with_its_id(lived: Coach) -> None:
    (found,) = lived.records(lived.items(Filter(kind="decided")))
    assert (found.id, found.record) == ("x", decision(FRI))
    assert found.record.verdict is Verdict.ADOPT


def test_what_has_been_taken_back_meanwhile_is_refused_in_a_sentence(desk: Desk) -> None:
    coach = desk.coach()
    coach.reflect("Too soon.")
    items = coach.items()
    desk.coach().undo()
    for look in (coach.entries, coach.records):
        with pytest.raises(Refused, match="taken back meanwhile"):
            look(items)
