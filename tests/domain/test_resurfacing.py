"""One's own words again: seldom, old enough, to do with today's page, and the same however the page is filled in."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.facts import Facts
from companion.domain.history import History
from companion.domain.records import Record, Verdict
from companion.domain.resurfacing import Again, again
from tests.domain.making import (
    FRI,
    MON,
    ONE,
    THU,
    WED,
    cadence,
    decision,
    history,
    plan,
    reflection,
    resurfaced,
    review,
    swap,
    trial,
    untried,
)

Given = Record | tuple[str, Record]

CARDS = {"p/a": "people", "p/b": "people", "p/w": "work"}
MONTH, QUARTER, YEAR = (FRI - timedelta(days=age) for age in (30, 91, 365))


def theme_of_card(ref: str) -> str:
    return CARDS.get(ref, "")


def offered(*records: Given, day: date = FRI, theme: str = "people") -> list[Again]:
    found = history(*records)
    return again(found.facts, day, theme, theme_of_card, found.recorded_days())


def entries(*records: Given, day: date = FRI, theme: str = "people") -> list[str]:
    return [one.entry for one in offered(*records, day=day, theme=theme)]


def back(*days: int) -> date:
    """So many days before Friday."""
    return FRI - timedelta(days=sum(days))


def showed(day: date, entry: str) -> tuple[str, Record]:
    """That the page of a day showed this; its key is the day."""
    return day.isoformat(), resurfaced(day, entry)


# From when


@pytest.mark.parametrize("age", [30, 91, 365])
@pytest.mark.parametrize(("off", "shown"), [(-4, False), (-3, True), (0, True), (3, True), (4, False)])
def test_words_come_again_after_a_month_a_quarter_and_a_year_give_or_take_three_days(
    age: int, off: int, shown: bool
) -> None:
    assert bool(entries(("r", reflection(back(age, off), "p/a")))) is shown


@pytest.mark.parametrize("age", [0, 1, 14, 60, 180, 300, 730])
def test_at_no_other_age(age: int) -> None:
    assert entries(("r", reflection(back(age), "p/a"))) == []


def test_a_trial_is_as_old_as_its_telling() -> None:
    """What was written of a day long past was written when it was told."""
    begun = ("x", plan(back(200), theme="people"))
    assert entries(begun, ("t", trial(back(60), "x", told=MONTH))) == ["trials/t"]
    assert entries(begun, ("t", trial(MONTH, "x", told=back(10)))) == []


def test_the_oldest_comes_first_and_on_one_day_what_was_written_first() -> None:
    records = [
        ("month", reflection(MONTH, "p/a")),
        ("year", reflection(YEAR, "p/a")),
        ("late", reflection(QUARTER, "p/a", hour=20)),
        ("early", reflection(QUARTER, "p/a", hour=8)),
    ]
    assert entries(*records) == [f"reflections/{key}" for key in ("year", "early", "late", "month")]


# Of what


def test_the_theme_of_a_trial_and_of_a_decision_is_that_of_their_experiment() -> None:
    records = [
        ("x", plan(back(200), theme="people")),
        ("t", trial(QUARTER, "x")),
        ("x", decision(MONTH)),
    ]
    assert entries(*records) == ["trials/t", "decisions/x"]
    assert entries(*records, theme="work") == []


def test_the_theme_of_an_answer_is_that_of_its_card() -> None:
    assert entries(("r", reflection(MONTH, "p/w"))) == []
    assert entries(("r", reflection(MONTH, "p/w")), theme="work") == ["reflections/r"]


def test_an_answer_belongs_to_the_experiment_of_its_page_whose_theme_outlives_the_card() -> None:
    page = [("x", plan(MONTH, theme="people", card="gone/card")), ("r", reflection(MONTH, "gone/card"))]
    assert offered(*page, ("x", decision(back(20)))) == [Again("reflections", "r", MONTH, kin=False)]
    assert offered(*page, theme="work") == [Again("reflections", "r", MONTH, kin=True)]


@pytest.mark.parametrize("theme", ["people", "work", ""])
def test_words_that_have_to_do_with_nothing_stay_away(theme: str) -> None:
    """A day's words without a card, a card that is gone, and a trial or decision whose experiment is not here."""
    records = [
        reflection(MONTH),
        reflection(MONTH, "gone/card"),
        trial(MONTH, "gone"),
        ("gone", decision(MONTH)),
        ("own", plan(MONTH, theme="people")),
        ("bare", plan(back(200), theme="")),
        ("bare", decision(MONTH)),
    ]
    assert entries(*records, theme=theme) == []


# Of a family under way, whatever the theme


def family_of(*more: Given) -> list[Again]:
    """Words about an experiment of another theme that was decided long ago, and what has become of it since."""
    begun = [("x", plan(back(200), theme="work")), ("x", decision(back(150), Verdict.ADAPT)), ("w", trial(MONTH, "x"))]
    return offered(*begun, *more, theme="people")


def child(day: date, parent: str = "x", **fields: Any) -> Record:
    return plan(day, theme="work", parent=parent, **fields)


SHOWN = [Again("trials", "w", MONTH, kin=True)]


def test_words_of_a_decided_experiment_come_again_while_something_of_its_family_is_under_way() -> None:
    assert family_of() == []
    assert family_of(("y", child(back(9)))) == SHOWN
    assert family_of(("y", child(back(9))), ("z", child(back(8), "y"))) == SHOWN
    assert family_of(("y", child(back(9))), ("other", plan(back(9), theme="work"))) == SHOWN
    assert family_of(("other", plan(back(9), theme="work"))) == []


def test_what_has_a_place_in_both_is_of_the_family() -> None:
    for pact, kin in ((1, False), (2, True)):
        (found,) = offered(("x", plan(back(60), theme="people", pact=pact)), ("t", trial(MONTH, "x")))
        assert found.kin is kin


@pytest.mark.parametrize(
    ("records", "under_way"),
    [
        ([("y", child(THU))], True),
        ([("y", child(FRI))], False),
        ([("y", child(back(9))), ("y", decision(THU))], False),
        ([("y", child(back(9))), ("y", decision(FRI))], True),
        ([("y", child(back(9))), trial(THU, "y")], False),
        ([("y", child(back(9))), trial(THU, "y", told=FRI)], True),
        ([("y", child(back(9), pact=2)), trial(THU, "y")], True),
        ([("y", child(back(9), until=THU))], False),
        ([("y", child(back(9), until=FRI))], True),
        ([("y", child(back(9), until=FRI, pact=1)), trial(THU, "y"), trial(WED, "y")], True),
    ],
)
def test_under_way_is_what_was_planned_before_and_neither_decided_nor_full_when_the_day_began(
    records: list[Given], under_way: bool
) -> None:
    assert bool(family_of(*records)) is under_way


def test_without_a_card_only_the_family_counts() -> None:
    assert entries(("r", reflection(MONTH, "gone/card")), theme="") == []
    assert entries(("x", plan(back(60), theme="", pact=9)), ("t", trial(MONTH, "x")), theme="") == ["trials/t"]


def test_ancestry_in_a_circle_is_one_family() -> None:
    circle = [("a", child(back(99), "c")), ("b", child(back(98), "a")), ("c", child(back(97), "b", pact=9))]
    decided = [("a", decision(back(80))), ("b", decision(back(80)))]
    assert entries(*circle, *decided, ("t", trial(MONTH, "a"))) == ["trials/t"]


# How seldom

WORDS = ("r", reflection(MONTH, "p/a"))


@pytest.mark.parametrize(("pages", "shown"), [(3, False), (4, True), (9, True)])
def test_at_most_one_page_in_five_shows_any(pages: int, shown: bool) -> None:
    """Pages, not days: for someone who opens one a week, five of them take five weeks."""
    opened = [reflection(FRI - many * timedelta(weeks=1)) for many in range(1, pages + 1)]
    earlier = FRI - (pages + 1) * timedelta(weeks=1)
    records = [WORDS, *opened, reflection(earlier), showed(earlier, "trials/other")]
    assert bool(entries(*records)) is shown


def test_any_record_makes_a_day_a_page() -> None:
    earlier = [WORDS, reflection(back(9)), showed(back(9), "trials/other")]
    kinds = [review(MON, made=back(1)), cadence(back(2), 3), untried(back(3), back(4)), swap(back(4), "p/b")]
    assert entries(*earlier, *kinds[1:]) == []
    assert entries(*earlier, *kinds) == ["reflections/r"]


@pytest.mark.parametrize(("since", "shown"), [(1, False), (59, False), (60, True), (61, True)])
def test_none_comes_twice_within_sixty_days(since: int, shown: bool) -> None:
    before = showed(back(since), "reflections/r")
    pages = [reflection(back(since, -many)) for many in range(5)] if since > 5 else []
    assert bool(entries(("r", reflection(QUARTER, "p/a")), before, *pages)) is shown


def test_what_came_after_a_month_comes_after_a_quarter_too_once_it_has_rested() -> None:
    """Shown at 33 days, it rests until 93; the quarter ends at 94."""
    written, pages = ("r", reflection(back(91), "p/a")), [reflection(back(many)) for many in range(10, 50)]
    late, early = (showed(back(91, -age), "reflections/r") for age in (33, 27))
    assert entries(written, early, *pages) == ["reflections/r"]
    assert entries(written, late, *pages) == []
    assert entries(written, late, *pages, day=FRI + 2 * ONE) == ["reflections/r"]


def test_what_rests_leaves_its_place_to_the_next() -> None:
    rested = [showed(back(40), "reflections/old"), *(reflection(back(many)) for many in range(30, 40))]
    assert entries(("old", reflection(QUARTER, "p/a")), WORDS, *rested) == ["reflections/r"]


# The page stays as it is


def test_once_it_is_recorded_the_page_shows_just_that_all_day() -> None:
    """Though something older has arrived from elsewhere, and though the page would now be of another theme."""
    records = [WORDS, showed(FRI, "reflections/r"), ("older", reflection(YEAR, "p/a"))]
    assert entries(*records) == ["reflections/r"]
    assert entries(*records, theme="work") == ["reflections/r"]


def test_what_another_device_showed_yesterday_does_not_take_it_away() -> None:
    yesterday = [reflection(THU), showed(THU, "trials/elsewhere")]
    assert entries(WORDS, *yesterday) == []
    assert entries(WORDS, *yesterday, showed(FRI, "reflections/r")) == ["reflections/r"]


def test_what_was_shown_and_has_been_withdrawn_leaves_the_place_empty() -> None:
    assert entries(WORDS, showed(FRI, "reflections/withdrawn")) == []


def test_it_rests_from_tomorrow_on() -> None:
    records = [WORDS, reflection(FRI), showed(FRI, "reflections/r")]
    assert entries(*records, day=FRI + ONE) == []


# Laws

DAYS = [0, 1, 2, 3, 26, 27, 30, 33, 34, 59, 60, 61, 87, 88, 91, 94, 95, 361, 362, 365, 368, 369]
KEYS = [f"e{number}" for number in range(5)]
days_back = st.sampled_from(DAYS).map(back)
earlier = st.sampled_from(DAYS[1:]).map(back)
themes = st.sampled_from(["people", "work", ""])


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[str, Record]]:
    """What was recorded before today: experiments of odd ancestry, and words of every age."""
    found: list[tuple[str, Record]] = []
    for key in draw(st.sets(st.sampled_from(KEYS))):
        until = draw(st.none() | days_back)
        fields = {"parent": draw(st.sampled_from(["", "gone", *KEYS])), "card": draw(st.sampled_from(["", f"p/{key}"]))}
        found.append(
            (key, plan(draw(earlier), theme=draw(themes), pact=draw(st.integers(1, 2)), until=until, **fields))
        )
        if draw(st.booleans()):
            found.append((key, decision(draw(earlier))))
    for number in range(draw(st.integers(0, 6))):
        told = draw(earlier)
        late = timedelta(days=draw(st.sampled_from([0, 1, 40])))
        found.append((f"t{number}", trial(told - late, draw(st.sampled_from([*KEYS, "gone"])), told=told)))
    for number in range(draw(st.integers(0, 6))):
        card = draw(st.sampled_from(["", "gone/card", *CARDS, *(f"p/{key}" for key in KEYS)]))
        found.append((f"r{number}", reflection(draw(earlier), card)))
    written = [f"{table_of(one)}/{key}" for key, one in found if table_of(one)] or ["trials/none"]
    for day in draw(st.sets(days_back, max_size=2)):
        found.append(showed(day, draw(st.sampled_from(written))))
    return found


def table_of(record: Record) -> str:
    return {"Trial": "trials", "Decision": "decisions", "Reflection": "reflections"}.get(type(record).__name__, "")


def expected(found: History, day: date, theme: str) -> list[tuple[str, date, bool]]:
    """The whole rule said once more, slowly, from the records themselves: entry, day, and whether of the family."""
    fixed = {one.day: one.entry for one in found.resurfaced.values()}
    before = sorted(page for page in found.recorded_days() if page < day)
    if day not in fixed and set(before[-4:]) & fixed.keys():
        return []
    written = [(one.told, one.at, key, "trials", one.experiment) for key, one in found.trials.items()]
    written += [(one.day, one.at, key, "decisions", key) for key, one in found.decisions.items()]
    for key, one in found.reflections.items():
        of_page = sorted(
            (name for name, own in found.plans.items() if own.day == one.day and one.card and own.card == one.card),
            key=lambda name: (found.plans[name].at, name),
        )
        written.append((one.day, one.at, key, "reflections", of_page[0] if of_page else f"card {one.card}"))
    answers = []
    for when, _, key, table, experiment in sorted(written):
        entry, own = f"{table}/{key}", found.plans.get(experiment)
        of_kin = own is not None and any(under_way(found, one, day) for one in relatives(found, experiment))
        about = own.theme if own else theme_of_card(experiment.removeprefix("card "))
        old_enough = any(abs((day - when).days - age) <= 3 for age in (30, 91, 365))
        rests = any(entry == other and 1 <= (day - at).days < 60 for at, other in fixed.items())
        fits = fixed[day] == entry if day in fixed else (of_kin or (theme and about == theme)) and not rests
        if old_enough and fits:
            answers.append((entry, when, of_kin))
    return answers


def relatives(found: History, key: str) -> set[str]:
    kin = {key}
    while True:
        more = {found.plans[one].parent for one in kin} & found.plans.keys()
        more |= {name for name, one in found.plans.items() if one.parent in kin}
        if more <= kin:
            return kin
        kin |= more


def under_way(found: History, key: str, day: date) -> bool:
    one, decided = found.plans[key], found.decisions.get(key)
    tried = sum(other.experiment == key and other.told < day for other in found.trials.values())
    is_full = one.until < day if one.until else tried >= one.pact
    return one.day < day and not (decided and decided.day < day) and not is_full


@settings(max_examples=100)
@given(life=lives(), theme=themes)
def test_just_what_the_rule_allows_is_offered_the_oldest_first(life: list[tuple[str, Record]], theme: str) -> None:
    found = history(*life)
    said = again(found.facts, FRI, theme, theme_of_card, found.recorded_days())
    assert [(one.entry, one.day, one.kin) for one in said] == expected(found, FRI, theme)


@settings(max_examples=40)
@given(life=lives(), theme=themes, chance=st.randoms(use_true_random=False))
def test_two_machines_agree_in_whatever_order_the_records_arrived(
    life: list[tuple[str, Record]], theme: str, chance: random.Random
) -> None:
    assert offered(*chance.sample(life, len(life)), theme=theme) == offered(*life, theme=theme)


@settings(max_examples=60)
@given(life=lives(), theme=themes, told=days_back, key=st.sampled_from(KEYS))
def test_nothing_recorded_today_changes_todays_page(
    life: list[tuple[str, Record]], theme: str, told: date, key: str
) -> None:
    todays: list[Given] = [
        ("new", plan(FRI, parent=key, theme="people", pact=9)),
        ("told", trial(told, key, told=FRI)),
        ("told too", trial(FRI, "new")),
        ("words", reflection(FRI, "p/a")),
        untried(FRI, told, key),
        review(MON, made=FRI, focus="work"),
        swap(FRI, "p/b"),
    ]
    if not any(table_of(one) == "decisions" and name == key for name, one in life):
        todays.append((key, decision(FRI)))
    assert offered(*life, *todays, theme=theme) == offered(*life, theme=theme)


@settings(max_examples=40)
@given(life=lives(), theme=themes)
def test_what_is_shown_and_recorded_is_what_stays(life: list[tuple[str, Record]], theme: str) -> None:
    for first in offered(*life, theme=theme)[:1]:
        assert offered(*life, showed(FRI, first.entry), theme=theme) == [first]


# A keen year and a half


class Keen:
    """Somebody who opens a page on nearly every workday, plans, tells, answers and decides, and is shown what there is.

    `shown` has what each page showed, `written` the day of every record with words.
    """

    def __init__(self, seed: int) -> None:
        self.chance, self.history = random.Random(seed), History()
        self.shown: dict[date, Again] = {}
        self.written: dict[str, date] = {}
        self.pages: list[date] = []
        self.experiment = ""

    def live(self, days: Iterable[date]) -> Keen:
        for day in days:
            if day.weekday() < 5 and self.chance.random() < 0.9:
                self.page(day)
        return self

    def page(self, day: date) -> None:
        ref = self.chance.choice(list(CARDS))
        seen = self.offered(day, ref)
        self.record(day, ref)
        assert self.offered(day, ref) == seen
        if seen:
            self.shown[day] = seen[0]
            self.add("resurfaced", day.isoformat(), resurfaced(day, seen[0].entry))
            assert self.offered(day, ref) == seen[:1]
        self.pages.append(day)

    def offered(self, day: date, ref: str) -> list[Again]:
        facts: Facts = self.history.facts
        return again(facts, day, CARDS[ref], theme_of_card, self.history.recorded_days())

    def record(self, day: date, ref: str) -> None:
        if self.experiment and self.chance.random() < 0.7:
            self.add("trials", f"t{day}", trial(self.pages[-1], self.experiment, told=day))
        elif self.experiment:
            verdict = self.chance.choice(list(Verdict))
            self.add("decisions", self.experiment, decision(day, verdict))
            if verdict is Verdict.ADAPT:
                fields = {"theme": self.history.plans[self.experiment].theme, "parent": self.experiment}
                self.add("plans", f"c{day}", plan(day, pact=3, **fields))
        self.experiment = f"e{day}"
        self.add("plans", self.experiment, plan(day, theme=CARDS[ref], card=ref))
        self.add("reflections", f"r{day}", reflection(day, ref))

    def add(self, table: str, key: str, record: Record) -> None:
        self.history = self.history.renewed(table, [(key, record)])
        self.written[f"{table}/{key}"] = record.day if table != "trials" else self.history.trials[key].told


@pytest.fixture(scope="module")
def keen() -> Keen:
    return Keen(seed=11).live(FRI + ahead * ONE for ahead in range(560))


def test_in_a_keen_year_no_five_pages_in_a_row_show_more_than_one(keen: Keen) -> None:
    for first in range(len(keen.pages) - 4):
        assert sum(day in keen.shown for day in keen.pages[first : first + 5]) <= 1


def test_in_a_keen_year_none_comes_again_within_sixty_days(keen: Keen) -> None:
    latest: dict[str, date] = {}
    for day, one in sorted(keen.shown.items()):
        assert one.entry not in latest or (day - latest[one.entry]).days >= 60
        latest[one.entry] = day


def test_in_a_keen_year_all_of_it_is_a_month_a_quarter_or_a_year_old(keen: Keen) -> None:
    ages = [(day - keen.written[one.entry]).days for day, one in keen.shown.items()]
    nearest = [min((30, 91, 365), key=lambda age: abs(age - real)) for real in ages]
    assert all(abs(real - age) <= 3 for real, age in zip(ages, nearest, strict=True))
    assert set(nearest) == {30, 91, 365}


def test_in_a_keen_year_there_is_nearly_always_something_when_its_turn_has_come(keen: Keen) -> None:
    """Else the laws above would hold for a program that shows nothing."""
    since_first = [day for day in keen.pages if day >= min(keen.shown)]
    assert len(since_first) / 6 < len(keen.shown) <= len(since_first) / 5 + 1
    assert {one.table for one in keen.shown.values()} == {"trials", "decisions", "reflections"}
