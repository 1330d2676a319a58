"""How alike two cards are: the part of their three-word runs that they share.

    python -m tests.content.likeness [HOW MANY]

prints the pairs that are most alike, over all cards of all packs that come with the program.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from companion.domain.cards import Card
from tests.content.bundled import folders, pack, prose, words

RUN = 3
MOST = 0.25
"""No pair may share so much of the smaller one's runs."""


def runs(card: Card) -> frozenset[tuple[str, ...]]:
    """Every run of three words in a card's idea and experiments; `I will` and what stands around it is no likeness."""
    found = [word for word in words(prose(card)) if word not in ("i", "will")]
    return frozenset(zip(*[found[at:] for at in range(RUN)], strict=False))


def alike(cards: Iterable[Card]) -> list[tuple[float, str, str]]:
    """Every pair that shares a run, with the part of the smaller one's runs that both have; the most alike first."""
    by_ref = {card.ref: runs(card) for card in cards}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for ref, found in by_ref.items():
        for run in found:
            holders[run].append(ref)
    shared = Counter(pair for refs in holders.values() for pair in combinations(sorted(refs), 2))
    return sorted(
        ((count / min(len(by_ref[a]), len(by_ref[b])), a, b) for (a, b), count in shared.items()), reverse=True
    )


def main() -> None:
    every = [card for folder in folders() for card in pack(folder.name).cards]
    for part, first, second in alike(every)[: int(sys.argv[1]) if sys.argv[1:] else 20]:
        print(f"{part:.3f}  {first}  {second}")


if __name__ == "__main__":
    main()
