"""Choosing the day's card: the same card on every machine that has the same records and packs."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from companion.domain.cards import Stack
from companion.domain.facts import PlanFact, ReflectionFact
from companion.domain.history import History
from companion.domain.phrases import plural
from companion.domain.records import Share, Swap

DEFAULT_MINUTES = 15
SWAPS_A_DAY = 2
BALANCE_DAYS = 28
REACH = {101: 0, 201: 3, 301: 8, 401: 15}
"""Trials in a theme before a level of it is within reach. Our own choice, not a finding."""


SHARES = {Share.OFF: 0.0, Share.LESS: 0.25, Share.USUAL: 1.0, Share.MORE: 4.0}
"""How much of a pack the daily page takes: the chance of one of its cards beside one of a pack at `usual`."""


ALL_OFF = "No idea is left for today: the packs that have some are off."


@dataclass(frozen=True, slots=True)
class Choice:
    """The card for a day, "" when there is none, and why it was this one, as a sentence."""

    ref: str
    why: str


@dataclass(frozen=True, slots=True)
class _Past:
    """What earlier days' records say: when cards were last seen, themes' seen days, themes' trials."""

    last_seen: Mapping[str, date]
    theme_days: Mapping[str, int]
    trials: Mapping[str, int]


def choose(
    stacks: Sequence[Stack],
    history: History,
    day: date,
    minutes: int = DEFAULT_MINUTES,
    focus: str = "",
    next_step: str = "",
    known: Mapping[str, Stack] | None = None,
) -> Choice:
    """The card for `day` out of these stacks. `focus` is a theme, `next_step` the ref of the programme's next card.

    `known` has the stack of every card by ref, also of those not on offer, because a page may have begun with one.
    """
    by_ref = known if known is not None else {ref: stack for stack in stacks for ref in stack.refs}
    named = named_today(history, day, by_ref)
    if named:
        return Choice(named, "Today's page already has your words on this one.")
    swapped = {swap.card for swap in history.swaps.values() if swap.day == day}
    if next_step in by_ref and next_step not in swapped:
        return Choice(next_step, "It is the next step of your programme.")
    shares = {key: feed.share for key, feed in history.feeds.items()}
    on = [stack for stack in stacks if SHARES[shares.get(stack.pack, Share.USUAL)]]
    offered = _without(on, swapped) if swapped else on
    if not any(stack.refs for stack in offered):
        return Choice("", ALL_OFF if len(on) < len(stacks) else "No idea is left for today.")
    past = _past(history, by_ref, day)
    tier, why = _tier(offered, past)

    def rank(stack: Stack) -> tuple[bool, float]:
        days = past.theme_days.get(stack.theme, 0)
        return stack.minutes > minutes, days / 2 if stack.theme == focus else days

    first = min(map(rank, tier))
    tied = [stack for stack in tier if rank(stack) == first]
    best = _drawn(tied, day, shares)
    stack = by_ref[best]
    days = past.theme_days.get(stack.theme, 0)
    shown = f"of those, its theme came up least, on {plural(days, 'day')} of the last {BALANCE_DAYS}"
    shown = "it belongs to the theme you chose to focus on" if stack.theme == focus else shown
    fits = f"it fits {minutes} minutes" if stack.minutes <= minutes else f"nothing here fits {minutes} minutes"
    return Choice(best, f"{why}; {fits}; {shown}.")


def named_today(history: History, day: date, known: Collection[str]) -> str:
    """The known card that the day's plans and reflections name, the latest of them; "" for none."""
    facts = history.facts
    naming: Iterable[PlanFact | ReflectionFact] = chain(facts.plans.values(), facts.reflections.values())
    named = [(one.at, one.card) for one in naming if one.day == day and one.card in known]
    return max(named)[1] if named else ""


def swaps_left(history: History, day: date) -> int:
    """How many more times the card of this day can be put aside."""
    return SWAPS_A_DAY - sum(swap.day == day for swap in history.swaps.values())


def _past(history: History, by_ref: Mapping[str, Stack], day: date) -> _Past:
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


def _without(stacks: Sequence[Stack], refs: Collection[str]) -> list[Stack]:
    """The stacks without these cards, and without those that then have none."""
    left = [stack._replace(refs=tuple([ref for ref in stack.refs if ref not in refs])) for stack in stacks]
    return [stack for stack in left if stack.refs]


def _tier(offered: Sequence[Stack], past: _Past) -> tuple[list[Stack], str]:
    unseen = _without(offered, past.last_seen)
    within = [stack for stack in unseen if past.trials.get(stack.theme, 0) >= REACH[stack.level]]
    if within:
        return within, "You have not taken it up yet, and it is within your reach"
    if unseen:
        return unseen, "You have taken up everything within your reach, so it is a step further"
    longest_ago = min(past.last_seen[ref] for stack in offered for ref in stack.refs)
    later = {ref for ref, when in past.last_seen.items() if when != longest_ago}
    return _without(offered, later), "You have taken up every card, and this one longest ago"


def _drawn(stacks: Sequence[Stack], day: date, shares: Mapping[str, Share]) -> str:
    """The card with the lowest SHA-256 of `day|pack/card`, each pack's numbers divided by its share.

    Dividing an exponential variable gives a card of twice the share twice the chance of being lowest; with equal
    shares the order is that of the hashes.
    """

    start = hashlib.sha256(f"{day}|".encode())

    def lot(ref: str) -> bytes:
        drawn = start.copy()
        drawn.update(ref.encode())
        return drawn.digest()

    def weighed(share: float, ref: str) -> tuple[float, bytes]:
        digest = lot(ref)
        return -math.log1p(-int.from_bytes(digest[:6]) / 2**48) / share, digest

    weights = {stack: SHARES[shares.get(stack.pack, Share.USUAL)] for stack in stacks}
    if len(set(weights.values())) == 1:
        return min((ref for stack in stacks for ref in stack.refs), key=lot)
    return min((weighed(weights[stack], ref), ref) for stack in stacks for ref in stack.refs)[1]
