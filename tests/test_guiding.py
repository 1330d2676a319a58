"""Guides at the coach: finding one, keeping what people said, and where one was left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from companion.coach.coach import Coach
from companion.coach.naming import name_of
from companion.coach.views import Change, Misuse
from companion.packs.library import Library, Shelved
from tests.domain.guides import CAPTURE, STEPS, make_guide, make_programme, make_step
from tests.tui.making import CARDS, FRI, THU, Desk

GUIDES = (make_guide(), make_guide("tasting", title="A tasting"), make_guide("solve", pack="q"))


def desk_with(root: Path, *entries: object) -> Desk:
    desk = Desk(root)
    desk.library = Library.of([*CARDS, *entries])  # type: ignore[list-item]
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with(tmp_path, *GUIDES, make_programme())


@pytest.fixture
def coach(desk: Desk) -> Coach:
    return desk.coach()


# Finding one


def test_every_guide_on_offer_is_listed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.library = Library.of(GUIDES, retired=[make_guide("old")])
    assert [one.ref for one in desk.coach().guides()] == ["p/taste", "p/tasting", "q/solve"]
    assert desk.coach().guide("p/old").id == "old", "a retired one can still be held by its whole name"


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("p/taste", "p/taste"),
        ("taste", "p/taste"),
        ("tasti", "p/tasting"),
        ("q/", "q/solve"),
        (" SOLVE ", "q/solve"),
    ],
)
def test_a_guide_goes_by_its_name_or_the_beginning_of_it(coach: Coach, name: str, ref: str) -> None:
    assert coach.guide(name).ref == ref


@pytest.mark.parametrize("name", ["", " ", "nothing", "p/queue"])
def test_a_name_of_none_says_what_there_is(coach: Coach, name: str) -> None:
    with pytest.raises(Misuse, match=r"^No guide is called .* There are p/taste, p/tasting, q/solve\.$"):
        coach.guide(name)


@pytest.mark.parametrize("name", ["t", "p/"])
def test_a_name_of_several_says_which_it_could_be(coach: Coach, name: str) -> None:
    with pytest.raises(Misuse, match=rf'^"{name}" could be p/taste or p/tasting\. Give more of its name\.$'):
        coach.guide(name)


def test_without_any_guide_it_says_where_they_come_from(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match=r'No guide is called "taste"\. A pack brings guides\.'):
        Desk(tmp_path).coach().guide("taste")


def test_looking_one_up_by_its_whole_name_reads_no_list(coach: Coach) -> None:
    with patch.object(Shelved, "headings", side_effect=AssertionError("every entry was read")):
        assert coach.guide("p/tasting").id == "tasting"


def test_the_programmes_that_ask_for_something_now(coach: Coach) -> None:
    assert coach.asked_by("p/taste") == []
    coach.start("prog")
    assert [one.title for one in coach.asked_by("p/taste")] == ["Making together"]
    assert coach.asked_by("p/tasting") == []
    coach.pause("prog")
    assert coach.asked_by("p/taste") == []


# What people said


@pytest.mark.parametrize(
    ("beginning", "found"),
    [("hopes", ("arrive", "hopes")), ("LINES", ("taste", "lines nobody expected")), ("d", ("taste", "doubts"))],
)
def test_a_label_goes_by_its_beginning_and_tells_the_step(coach: Coach, beginning: str, found: tuple[str, str]) -> None:
    assert coach.label(GUIDES[0], beginning) == found


def test_a_whole_label_is_meant_even_where_another_begins_with_it(coach: Coach) -> None:
    steps = (make_step("one", 5, (CAPTURE, "ideas kept")), make_step("two", 5, (CAPTURE, "ideas"), (CAPTURE, "ideas")))
    assert coach.label(make_guide(steps=steps), "Ideas") == ("two", "ideas")


@pytest.mark.parametrize("beginning", ["", "x"])
def test_a_label_that_is_not_just_one_says_which_there_are(coach: Coach, beginning: str) -> None:
    with pytest.raises(Misuse, match=r"It asks to capture: hopes; lines nobody expected; doubts\."):
        coach.label(GUIDES[0], beginning)
    assert coach.label(make_guide(steps=STEPS[:1]), "") == ("arrive", "hopes"), "the only one need not be named"
    with pytest.raises(Misuse, match="It asks to capture nothing"):
        coach.label(make_guide(steps=STEPS[2:]), beginning)


def test_what_was_captured_is_given_back_in_the_order_of_its_making(desk: Desk) -> None:
    with desk.on(THU) as earlier:
        earlier.capture(GUIDES[0], "arrive", "hopes", "an hour")
        earlier.capture(GUIDES[1], "arrive", "hopes", "of another guide")
    with desk.on(FRI) as coach:
        coach.capture(GUIDES[0], "taste", "doubts", "Is it?")
        found = coach.captures("p/taste")
    assert [(one.record.day, one.record.label, one.record.text) for one in found] == [
        (THU, "hopes", "an hour"),
        (FRI, "doubts", "Is it?"),
    ]
    assert {one.record.title for one in found} == {"A first taste"}


def test_what_was_captured_stays_within_reach_once_the_guide_is_gone(desk: Desk) -> None:
    coach = desk.coach()
    coach.capture(GUIDES[0], "arrive", "hopes", "an hour")
    assert (coach.guides_gone(), coach.captured_guide("solve")) == ({}, "q/solve")
    desk.library = Library.of(GUIDES[1:])
    coach = desk.coach()
    assert coach.guides_gone() == {"p/taste": "A first taste"}
    assert coach.captured_guide("TASTE") == "p/taste"
    assert [one.record.text for one in coach.captures("p/taste")] == ["an hour"]
    with pytest.raises(Misuse, match=r'"tast" could be p/tasting or p/taste\.'):
        coach.captured_guide("tast")


def test_empty_words_are_not_captured(coach: Coach) -> None:
    with pytest.raises(Misuse, match="empty"):
        coach.capture(GUIDES[0], "arrive", "hopes", " \n")
    assert coach.captures("p/taste") == []


def test_captured_words_are_corrected_and_withdrawn_like_any_record(coach: Coach) -> None:
    kept = coach.capture(GUIDES[0], "arrive", "hopes", "an our")
    assert coach.edit(name_of("captures", kept.id), text="an hour").record.text == "an hour"
    assert [one.record.text for one in coach.captures("p/taste")] == ["an hour"]
    coach.withdraw(name_of("captures", kept.id))
    assert coach.captures("p/taste") == []
    coach.undo()
    assert [one.record.text for one in coach.captures("p/taste")] == ["an hour"]


def test_what_was_captured_can_become_an_experiment(desk: Desk) -> None:
    coach = desk.coach()
    first, second = (coach.capture(GUIDES[0], "arrive", "hopes", text) for text in ("ask first", "laugh"))
    assert coach.planned_from([first.id, second.id]) == coach.planned_from([]) == {}
    coach.plan_captured(first, "learning", Change(action="ask first"))
    desk.clock.forward(minutes=1)
    later = coach.plan_captured(first, "learning", Change(action="ask first of all"))
    planned = coach.planned_from([first.id, second.id])
    assert {key: one.id for key, one in planned.items()} == {first.id: later.id}


# Where one was left


def test_a_guide_that_was_begun_is_found_where_it_was_left(desk: Desk) -> None:
    coach = desk.coach()
    assert coach.guide_run(GUIDES[0]) is None
    run = coach.begin_guide(GUIDES[0])
    assert (run.step, run.begun, run.day) == ("arrive", coach.now(), THU)
    assert coach.guide_run(GUIDES[0]) is None, "beginning keeps nothing"
    desk.clock.forward(minutes=3)
    run = run.turn("taste", coach.now())
    coach.keep_guide_run(GUIDES[0], run)
    assert desk.coach().guide_run(GUIDES[0]) == run
    assert desk.coach().guide_run(GUIDES[1]) is None
    coach.keep_guide_run(GUIDES[0], None)
    assert desk.coach().guide_run(GUIDES[0]) is None
    assert desk.drafts() == {}


def test_the_next_day_it_begins_anew(desk: Desk) -> None:
    coach = desk.coach()
    coach.keep_guide_run(GUIDES[0], coach.begin_guide(GUIDES[0]))
    desk.clock.forward(hours=18, minutes=59)
    assert coach.guide_run(GUIDES[0]) is not None, "03:59 is still the same day"
    desk.clock.forward(minutes=1)
    assert coach.guide_run(GUIDES[0]) is None


def test_a_step_that_an_update_removed_begins_it_anew(desk: Desk) -> None:
    coach = desk.coach()
    coach.keep_guide_run(GUIDES[0], coach.begin_guide(GUIDES[0]))
    assert coach.guide_run(make_guide(steps=STEPS[1:])) is None


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"day": 1}'])
def test_a_place_that_cannot_be_read_is_none(desk: Desk, text: str) -> None:
    desk.coach().save_form_draft("guide-p/taste", "run", text, "")
    assert desk.coach().guide_run(GUIDES[0]) is None


def test_an_instant_without_an_offset_is_none_either(desk: Desk) -> None:
    coach = desk.coach()
    coach.keep_guide_run(GUIDES[0], coach.begin_guide(GUIDES[0]))
    kept = desk.drafts()["guide-p/taste.run"]
    coach.save_form_draft("guide-p/taste", "run", kept.replace("Z", ""), "")
    assert coach.guide_run(GUIDES[0]) is None


def test_two_packs_never_share_a_place(desk: Desk) -> None:
    one, other = make_guide("b-c", pack="a"), make_guide("c", pack="a-b")
    coach = desk.coach()
    coach.keep_guide_run(one, coach.begin_guide(one))
    assert coach.guide_run(other) is None


def test_a_guide_held_is_a_step_done_of_a_programme_that_has_it_next(desk: Desk) -> None:
    coach = desk.coach()
    assert coach.mark("p/taste") == []
    coach.start("prog")
    desk.clock.forward(minutes=1)
    (done,) = coach.mark("p/taste")
    assert (done.record.step, done.record.title) == ("first", "First")
    assert [one.next and one.next.id for one in coach.following()] == ["second"]


def test_the_instant_is_that_of_the_coachs_clock(desk: Desk) -> None:
    coach, before = desk.coach(), desk.clock.now
    desk.clock.forward(seconds=90)
    assert coach.now() - before == timedelta(seconds=90)
