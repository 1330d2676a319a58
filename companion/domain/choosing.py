"""Choosing the day's card: the same card on every machine that has the same records and packs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from companion.domain.cards import Card
from companion.domain.facts import PlanFact, ReflectionFact
from companion.domain.history import History
from companion.domain.phrases import plural
from companion.domain.records import Swap

DEFAULT_MINUTES = 15
SWAPS_A_DAY = 2
BALANCE_DAYS = 28
REACH = {101: 0, 201: 3, 301: 8, 401: 15}
"""Trials in a theme before a level of it is within reach. Our own choice, not a finding."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The card for a day, None when there is none, and why it was this one, as a sentence."""

    card: Card | None
    why: str


@dataclass(frozen=True, slots=True)
class _Past:
    """What earlier days' records say: when cards were last seen, themes' seen days, themes' trials."""

    last_seen: Mapping[str, date]
    theme_days: Mapping[str, int]
    trials: Mapping[str, int]


def choose(
    cards: Sequence[Card],
    history: History,
    day: date,
    minutes: int = DEFAULT_MINUTES,
    focus: str = "",
    next_step: str = "",
    known: Mapping[str, Card] | None = None,
) -> Choice:
    """The card for `day`. `focus` is a theme, `next_step` the ref of the enrolled programme's next card.

    `known` holds every card by ref, also those no longer offered, because a page may have begun with one.
    """
    by_ref = known or {card.ref: card for card in cards}
    named = by_ref.get(named_today(history, day))
    if named:
        return Choice(named, "Today's page already has your words on this one.")
    swapped = {swap.card for swap in history.swaps.values() if swap.day == day}
    offered = [card for card in cards if card.ref not in swapped]
    if not offered:
        return Choice(None, "No idea is left for today.")
    if next_step in by_ref and next_step not in swapped:
        return Choice(by_ref[next_step], "It is the next step of your programme.")
    past = _past(history, by_ref, day)
    tier, why = _tier(offered, past)

    def rank(card: Card) -> tuple[bool, float, str]:
        days = past.theme_days.get(card.theme, 0)
        digest = hashlib.sha256(f"{day}|{card.ref}".encode()).hexdigest()
        return card.minutes > minutes, days / 2 if card.theme == focus else days, digest

    best = min(tier, key=rank)
    days = past.theme_days.get(best.theme, 0)
    shown = f"of those, its theme came up least, on {plural(days, 'day')} of the last {BALANCE_DAYS}"
    shown = "it belongs to the theme you chose to focus on" if best.theme == focus else shown
    fits = f"it fits {minutes} minutes" if best.minutes <= minutes else f"nothing here fits {minutes} minutes"
    return Choice(best, f"{why}; {fits}; {shown}.")


def named_today(history: History, day: date) -> str:
    """The card that the day's plans and reflections name, the latest of them; "" for none."""
    facts = history.facts
    named = [(plan.at, plan.card) for plan in facts.plans.values() if plan.day == day and plan.card]
    named += [(words.at, words.card) for words in facts.reflections.values() if words.day == day and words.card]
    return max(named)[1] if named else ""


def swaps_left(history: History, day: date) -> int:
    """How many more times the card of this day can be put aside."""
    return SWAPS_A_DAY - sum(swap.day == day for swap in history.swaps.values())


def _past(history: History, by_ref: Mapping[str, Card], day: date) -> _Past:
    """From records made on earlier days only, so that nothing done today changes today's choice."""
    facts, since = history.facts, day - timedelta(days=BALANCE_DAYS)
    shown: Iterable[PlanFact | ReflectionFact | Swap] = chain(
        facts.plans.values(), facts.reflections.values(), history.swaps.values()
    )
    last_seen: dict[str, date] = {}
    recent: set[tuple[date, str]] = set()
    for one in shown:
        when, ref = one.day, one.card
        if not ref or when >= day:
            continue
        before = last_seen.get(ref)
        if before is None or when > before:
            last_seen[ref] = when
        if when >= since:
            recent.add((when, ref))
    theme_days = {(when, by_ref[ref].theme) for when, ref in recent if ref in by_ref}
    themes = Counter(theme for _, theme in theme_days)
    trials = Counter([facts.themes.get(trial.experiment, "") for trial in facts.trials.values() if trial.told < day])
    return _Past(last_seen, themes, trials)


def _tier(offered: Sequence[Card], past: _Past) -> tuple[list[Card], str]:
    unseen = [card for card in offered if card.ref not in past.last_seen]
    within = [card for card in unseen if past.trials.get(card.theme, 0) >= REACH[card.level]]
    if within:
        return within, "You have not seen it, and it is within your reach"
    if unseen:
        return unseen, "You have seen everything within your reach, so it is a step further"
    longest_ago = min(past.last_seen[card.ref] for card in offered)
    again = [card for card in offered if past.last_seen[card.ref] == longest_ago]
    return again, "You have seen every card, and this one longest ago"
