"""Choosing the day's card, clause by clause, and the same card on every machine."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain.cards import Card, stacks_of
from companion.domain.choosing import Choice, choose, named_today, swaps_left
from companion.domain.history import History
from companion.domain.records import Record, Share
from tests.domain.making import FRI, MON, ONE, THU, TUE, WED, card, feed, history, plan, reflection, swap, trial

TODAY = FRI
MONTH_AGO = TODAY - timedelta(days=28)


def chosen(cards: list[Card], *records: Record | tuple[str, Record], day: date = TODAY, **extra) -> str:
    """The id of the card chosen for Friday, "" for none."""
    return choose(stacks_of(cards), history(*records), day, **extra).ref.removeprefix("p/")


def trials_in(theme: str, count: int) -> list[tuple[str, Record]]:
    """An experiment in this theme, from no card, and so many trials of it on earlier days."""
    tried = [(f"{theme}-{n}", trial(MONTH_AGO - timedelta(days=n), experiment=theme)) for n in range(count)]
    return [(theme, plan(MONTH_AGO - ONE, theme=theme)), *tried]


def lowest(*cards: Card, day: date = TODAY) -> str:
    """The rule of last resort, written out again."""
    return min(cards, key=lambda one: hashlib.sha256(f"{day.isoformat()}|{one.ref}".encode()).hexdigest()).id


# Today's card is the one that today's records name


@pytest.mark.parametrize("naming", [plan(TODAY, card="p/b"), reflection(TODAY, "p/b")])
def test_the_card_that_todays_records_name_stays(naming: Record) -> None:
    cards = [card("a"), card("b", level=401, minutes=60), card("c")]
    assert chosen(cards, naming) == "b"


def test_of_two_named_today_it_is_the_later() -> None:
    cards = [card("a"), card("b")]
    assert chosen(cards, plan(TODAY, card="p/a", hour=9), reflection(TODAY, "p/b", hour=10)) == "b"
    assert chosen(cards, plan(TODAY, card="p/a", hour=11), reflection(TODAY, "p/b", hour=10)) == "a"


def test_a_swap_names_no_card_and_puts_one_aside() -> None:
    cards = [card("a"), card("b")]
    assert chosen(cards, swap(TODAY, "p/a")) == "b"
    assert chosen(cards, swap(TODAY, "p/b")) == "a"
    assert named_today(history(swap(TODAY, "p/a")), TODAY, ["p/a", "p/b"]) == ""


def test_all_cards_put_aside_leaves_none_and_says_so() -> None:
    assert choose(stacks_of([card("a")]), history(swap(TODAY, "p/a")), TODAY) == Choice(
        "", "No idea is left for today."
    )
    assert choose([], history(), TODAY).ref == ""


def test_a_plan_without_a_card_and_a_card_that_is_gone_name_nothing() -> None:
    assert chosen([card("a")], plan(TODAY, card="p/removed")) == "a"
    assert chosen([card("a")], plan(TODAY)) == "a"


def test_a_card_put_aside_yesterday_is_seen_and_may_come_again() -> None:
    assert chosen([card("a"), card("b")], swap(THU, "p/a")) == "b"
    assert chosen([card("a")], swap(THU, "p/a")) == "a"


# Chosen from earlier days' records only


def test_what_is_recorded_today_does_not_change_todays_card() -> None:
    """A trial told today must not bring a harder card within reach under the reader's eyes."""
    cards = [card(f"c{n}", level=level, theme=theme) for n, (level, theme) in enumerate(
        [(101, "people"), (201, "people"), (101, "work"), (201, "work")]
    )]  # fmt: skip
    before = [*trials_in("people", 2), swap(THU, "p/c0")]
    card_before = chosen(cards, *before)
    assert chosen(cards, *before, trial(THU, "people", told=TODAY), trial(TODAY, "people")) == card_before
    assert chosen(cards, *before, plan(TODAY), reflection(TODAY)) == card_before


@pytest.mark.parametrize("ahead", range(8))
def test_a_card_put_aside_today_weighs_nothing_against_its_theme(ahead: int) -> None:
    rest = [card("p2"), card("w1", theme="work")]
    day = TODAY + timedelta(days=ahead)
    assert chosen([card("p1"), *rest], swap(day, "p/p1"), day=day) == lowest(*rest, day=day)


def test_a_trial_told_today_counts_for_reach_from_tomorrow_on() -> None:
    cards = [card("easy"), card("hard", level=201)]
    records = [*trials_in("people", 2), swap(WED, "p/easy"), trial(THU, "people", told=TODAY)]
    why = choose(stacks_of(cards), history(*records), TODAY).why
    later = choose(stacks_of(cards), history(*records), TODAY + ONE).why
    assert why.startswith("You have taken up everything within your reach, so it is a step further")
    assert later.startswith("You have not taken it up yet, and it is within your reach")


# The tiers, in order


def test_first_the_programmes_next_step() -> None:
    cards = [card("a"), card("step", level=401, minutes=60)]
    assert chosen(cards, next_step="p/step") == "step"
    assert chosen(cards, next_step="p/gone") == "a"
    assert chosen(cards, swap(TODAY, "p/step"), next_step="p/step") == "a"
    assert chosen(cards, reflection(TODAY, "p/a"), next_step="p/step") == "a"


def test_then_an_unseen_card_within_reach() -> None:
    assert chosen([card("seen"), card("far", level=201), card("near")], plan(MON, card="p/seen")) == "near"


def test_then_an_unseen_card_beyond_reach() -> None:
    assert chosen([card("seen"), card("far", level=401)], plan(MON, card="p/seen")) == "far"


def test_then_the_card_seen_longest_ago_by_its_latest_sight() -> None:
    cards = [card("a"), card("b"), card("c")]
    records = [plan(MON, card="p/a"), plan(TUE, card="p/b"), reflection(WED, "p/c"), swap(THU, "p/a")]
    assert chosen(cards, *records) == "b"


@pytest.mark.parametrize(("level", "needed"), [(101, 0), (201, 3), (301, 8), (401, 15)])
def test_a_level_is_within_reach_after_so_many_trials_in_its_theme(level: int, needed: int) -> None:
    """Beside it stands a card that is always within reach, and always loses where both are."""
    deep = card("deep", level=level)
    near = card("near", theme="work", minutes=30)
    assert chosen([deep, near], *trials_in("people", needed)) == "deep"
    if needed:
        assert chosen([deep, near], *trials_in("people", needed - 1)) == "near"
        assert chosen([deep, near], *trials_in("value", needed)) == "near"


def test_a_trial_counts_for_its_experiments_theme() -> None:
    child = ("child", plan(MONTH_AGO, theme="people", parent="people"))
    tried = [(f"c{n}", trial(MONTH_AGO, "child")) for n in range(2)]
    cards = [card("deep", level=201), card("near", theme="work", minutes=30)]
    assert chosen(cards, *trials_in("people", 1), child, *tried) == "deep"
    assert chosen(cards, *(("x", trial(MONTH_AGO, "nowhere")), *trials_in("people", 2))) == "near"


# Within a tier


def test_a_card_that_fits_the_minutes_comes_first() -> None:
    cards = [card("long", minutes=16), card("short", minutes=15)]
    assert chosen(cards) == "short"
    assert chosen(cards, minutes=5) == lowest(*cards)
    assert chosen([card("long", minutes=16), card("short", theme="work", minutes=5)], minutes=5) == "short"


def test_what_fits_beats_what_balances() -> None:
    cards = [card("long", minutes=30), card("short", theme="work")]
    shown = [card("w", theme="work")]
    assert chosen(cards + shown, reflection(THU, "p/w")) == "short"


def test_then_the_theme_on_fewest_of_the_last_28_days() -> None:
    """Two records on one day are one seen day, and so are two cards of a theme."""
    seen = [card("p1"), card("p2"), card("w1", theme="work")]
    new = [card("p3"), card("w2", theme="work")]
    twice_one_day = [reflection(WED, "p/p1"), plan(WED, card="p/p1"), swap(WED, "p/p2")]
    two_days = [reflection(WED, "p/w1"), reflection(THU, "p/w1")]
    assert chosen(seen + new, *twice_one_day, *two_days) == "p3"


def test_a_day_29_days_ago_no_longer_weighs() -> None:
    cards = [card("p1"), card("w1", theme="work"), card("p2"), card("w2", theme="work")]
    assert chosen(cards, plan(MONTH_AGO, card="p/p1"), plan(MONTH_AGO - ONE, card="p/w1")) == "w2"


def test_a_focus_counts_half() -> None:
    cards = [card("p1"), card("p2"), card("w1", theme="work"), card("w2", theme="work")]
    three_to_two = [reflection(day, "p/p1") for day in (MON, TUE, WED)] + [
        reflection(day, "p/w1") for day in (MON, TUE)
    ]
    assert chosen(cards, *three_to_two) == "w2"
    assert chosen(cards, *three_to_two, focus="people") == "p2"
    four_to_two = [*three_to_two, reflection(THU, "p/p1"), reflection(WED, "p/w1")]
    assert chosen(cards, *four_to_two, reflection(THU, "p/w1"), focus="people") == "p2"
    assert (
        chosen(cards, *(reflection(day, "p/p1") for day in (MON, TUE, WED)), reflection(MON, "p/w1"), focus="people")
        == "w2"
    )


@pytest.mark.parametrize("ahead", range(5))
def test_then_the_lowest_sha_256_of_the_day_and_the_name(ahead: int) -> None:
    cards = [card(name) for name in "abcdefg"]
    day = TODAY + timedelta(days=ahead)
    assert chosen(cards, day=day) == lowest(*cards, day=day)


def test_the_days_differ() -> None:
    cards = [card(name) for name in "abcdefg"]
    assert len({chosen(cards, day=TODAY + timedelta(days=ahead)) for ahead in range(14)}) > 1


# The same everywhere

CARDS = [card(f"{theme[0]}{level}", theme, level, minutes) for theme in ("people", "value", "work", "learning")
         for level, minutes in ((101, 5), (201, 15), (301, 20))]  # fmt: skip
earlier = st.integers(1, 40).map(lambda back: TODAY - timedelta(days=back))
names = st.sampled_from([one.ref for one in CARDS])
records = st.one_of(
    st.builds(lambda day, ref: plan(day, card=ref, theme="people"), earlier, names),
    st.builds(reflection, earlier, names),
    st.builds(swap, earlier | st.just(TODAY), names),
    st.builds(lambda day, key: trial(day, experiment=key), earlier, st.sampled_from(["r0", "r1", "r2"])),
)


@given(found=st.lists(records, max_size=25), data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_order_of_cards_and_records_never_matters(found: list[Record], data: st.DataObject) -> None:
    keyed = [(f"r{number}", record) for number, record in enumerate(found)]
    first = choose(stacks_of(CARDS), history(*keyed), TODAY)
    again = choose(stacks_of(data.draw(st.permutations(CARDS))), history(*data.draw(st.permutations(keyed))), TODAY)
    assert again == first


@given(found=st.lists(records, max_size=25))
@settings(max_examples=100, deadline=None)
def test_a_card_is_unseen_and_within_reach_as_long_as_there_is_one(found: list[Record]) -> None:
    recorded = history(*((f"r{number}", record) for number, record in enumerate(found)))
    choice = choose(stacks_of(CARDS), recorded, TODAY)
    aside = {one.card for one in recorded.swaps.values() if one.day == TODAY}
    seen = {one.card for table in (recorded.plans, recorded.reflections, recorded.swaps) for one in table.values()}
    if not choice.ref:
        assert aside == {one.ref for one in CARDS}
        return
    assert choice.ref not in aside
    if {one.ref for one in CARDS if one.level == 101} - seen:
        assert choice.ref not in seen
        assert choice.why.startswith("You have not taken it up yet, and it is within your reach")


# How much of each pack


def of_packs(*packs: str, count: int = 6) -> list[Card]:
    """So many cards of each of these packs, alike in everything else."""
    return [replace(card(f"c{number}"), pack=pack) for pack in packs for number in range(count)]


def packs_of_days(shares: dict[str, Share], days: int = 300) -> Counter[str]:
    """How often each of two packs gives the card, on so many days on which all is unseen."""
    feeds = [(pack, feed(MON, share)) for pack, share in shares.items()]
    stacks, recorded = stacks_of(of_packs("p", "q")), history(*feeds)
    found = [choose(stacks, recorded, TODAY + timedelta(days=ahead)).ref for ahead in range(days)]
    return Counter(ref.partition("/")[0] for ref in found)


def test_a_pack_that_is_off_gives_no_card_and_leaves_the_others_theirs() -> None:
    assert packs_of_days({"q": Share.OFF}) == {"p": 300}
    none_left = choose(stacks_of(of_packs("p")), history(("p", feed(MON, Share.OFF))), TODAY)
    assert none_left == Choice("", "No idea is left for today: the packs that have some are off.")


def test_more_of_one_pack_is_four_times_as_many_and_less_a_quarter() -> None:
    """240 and 60 of 300 are expected; within four standard deviations, 28 days."""
    more, less = packs_of_days({"q": Share.MORE}), packs_of_days({"q": Share.LESS})
    assert abs(more["q"] - 240) <= 28
    assert abs(less["q"] - 60) <= 28


@pytest.mark.parametrize("share", [Share.LESS, Share.USUAL, Share.MORE])
def test_equal_shares_change_no_choice(share: Share) -> None:
    cards = of_packs("p", "q")
    feeds = [(pack, feed(MON, share)) for pack in "pq"]
    for ahead in range(20):
        day = TODAY + timedelta(days=ahead)
        assert choose(stacks_of(cards), history(*feeds), day) == choose(stacks_of(cards), history(), day)


def test_a_page_that_has_begun_keeps_its_card_though_its_pack_was_turned_off() -> None:
    cards = of_packs("p", "q")
    recorded = history(plan(TODAY, card="q/c1"), ("q", feed(TODAY, Share.OFF)))
    assert choose(stacks_of(cards), recorded, TODAY).ref == "q/c1"


def test_the_programmes_next_step_comes_also_from_a_pack_that_is_off() -> None:
    recorded = history(("q", feed(MON, Share.OFF)))
    assert choose(stacks_of(of_packs("p", "q")), recorded, TODAY, next_step="q/c1").ref == "q/c1"


# It can say why


def why(cards: list[Card], *found: Record | tuple[str, Record], **extra) -> str:
    return choose(stacks_of(cards), history(*found), TODAY, **extra).why


def test_it_says_why_in_a_sentence() -> None:
    seen = plan(MON, card="p/a")
    assert why([card("a")]) == (
        "You have not taken it up yet, and it is within your reach; it fits 15 minutes; "
        "of those, its theme came up least, on no days of the last 28."
    )
    assert why([card("a")], seen, minutes=5) == (
        "You have taken up every card, and this one longest ago; nothing here fits 5 minutes; "
        "of those, its theme came up least, on one day of the last 28."
    )
    assert why([card("a", level=401)], focus="people").endswith("it belongs to the theme you chose to focus on.")
    assert why([card("a")], next_step="p/a") == "It is the next step of your programme."
    assert why([card("a")], reflection(TODAY, "p/a")) == "Today's page already has your words on this one."


def test_it_never_claims_that_no_other_theme_was_seen_less() -> None:
    """Here work was seen less often than people, and has nothing left that is within reach."""
    cards = [card("p1"), card("p2"), card("w1", theme="work"), card("w2", theme="work", level=401)]
    records = [reflection(MON, "p/p1"), reflection(TUE, "p/p1"), reflection(WED, "p/w1")]
    choice = choose(stacks_of(cards), history(*records), TODAY)
    assert choice.ref == "p/p2"
    assert choice.why.endswith("of those, its theme came up least, on two days of the last 28.")


def test_a_day_has_two_swaps() -> None:
    recorded: History = history(swap(TODAY, "p/a"), swap(THU, "p/b"))
    assert [swaps_left(recorded, day) for day in (WED, THU, TODAY)] == [2, 1, 1]
    assert swaps_left(history(swap(TODAY, "p/a"), swap(TODAY, "p/b")), TODAY) == 0
