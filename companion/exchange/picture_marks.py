"""The marks of a picture: a shape for every theme, so that colour is never alone, and one for every standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from companion.domain.cards import NO_THEME, Theme
from companion.domain.standing import Standing
from companion.exchange.picture_ink import Inks, fitted, spot

_SQUARE = ((-5, -5), (5, -5), (5, 5), (-5, 5))
_TRIANGLE = ((0, -6.2), (6.5, 5.2), (-6.5, 5.2))
_DIAMOND = ((0, -6.8), (6.8, 0), (0, 6.8), (-6.8, 0))
_OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "●": (),
    "■": _SQUARE,
    "▲": _TRIANGLE,
    "◆": _DIAMOND,
    "○": (),
    "□": _SQUARE,
    "△": _TRIANGLE,
    "◇": _DIAMOND,
    "▼": tuple((x, -y) for x, y in _TRIANGLE),
    "★": ((0, -7), (1.8, -2.2), (6.7, -2.2), (2.8, 0.9), (4.1, 5.7), (0, 2.9),
          (-4.1, 5.7), (-2.8, 0.9), (-6.7, -2.2), (-1.8, -2.2)),
    "⬢": ((0, -6.4), (5.5, -3.2), (5.5, 3.2), (0, 6.4), (-5.5, 3.2), (-5.5, -3.2)),
}  # fmt: skip
"""By glyph, around the middle of a cell; no corners make a circle."""

_OPEN = "○□△◇"
_SPARE = "□△◇▼★⬢"
_NAMELESS = "A theme without a name"
_LONGEST = 1000
"""As wide as a title may be anywhere, also where it is only told."""


class Look(NamedTuple):
    """How a theme is drawn, what it is called, and how many trials it has."""

    title: str
    glyph: str
    colour: str
    trials: int

    @property
    def style(self) -> str:
        """The attributes that its shapes share."""
        if self.glyph in _OPEN:
            return f'fill="none" stroke="{self.colour}" stroke-width="1.8"'
        return f'fill="{self.colour}"'

    def at(self, x: float, y: float) -> str:
        """Its shape around this point."""
        if corners := _OUTLINES[self.glyph]:
            smaller = 0.86 if self.glyph in _OPEN else 1  # the stroke of an open shape stands outside it
            points = " ".join(f"{spot(x + dx * smaller)},{spot(y + dy * smaller)}" for dx, dy in corners)
            return f'<polygon points="{points}"/>'
        return f'<circle cx="{spot(x)}" cy="{spot(y)}" r="{4.8 if self.glyph in _OPEN else 5.6}"/>'


def looks_of(themes: Sequence[Theme], trials: Mapping[str, int], inks: Inks) -> dict[str, Look]:
    """How each theme looks, by its id; "" for trials without a theme, or of a theme that is no longer known.

    A theme of a pack has its own glyph where that can be drawn and is free, and a spare one else.
    """
    accents = {"people": inks.people, "value": inks.value, "work": inks.work, "learning": inks.learning}
    found: dict[str, Look] = {}
    spare = [glyph for glyph in _SPARE if glyph not in {theme.glyph for theme in themes}]
    for theme in (one for one in themes if one.id):
        glyph = theme.glyph.removesuffix("\ufe0f")
        if glyph not in _OUTLINES or glyph in {look.glyph for look in found.values()} | {NO_THEME.glyph}:
            glyph = spare.pop(0) if spare else _SPARE[len(found) % len(_SPARE)]
        title = fitted(theme.title, _LONGEST) or _NAMELESS
        found[theme.id] = Look(title, glyph, accents.get(theme.id, inks.soft), trials.get(theme.id, 0))
    rest = sum(trials.values()) - sum(look.trials for look in found.values())
    nameless = NO_THEME.title if rest == trials.get("", 0) else "Another theme, or none"
    found[""] = Look(nameless, NO_THEME.glyph, inks.soft, rest)
    return found


def mark_of(standing: Standing, inks: Inks) -> str:
    """The attributes that the marks of a standing share; those of done days are their themes'."""
    if standing is Standing.MISSED:
        return f'fill="{inks.faint}"'
    colour, width = (inks.ink, 1.8) if standing is Standing.RESERVE else (inks.faint, 1.6)
    return f'fill="none" stroke="{colour}" stroke-width="{width}"'


def mark_at(standing: Standing, x: float, y: float) -> str:
    """The mark of a day that is not done around this point; "" for one that has none."""
    if standing is Standing.MISSED:
        return f'<circle cx="{spot(x)}" cy="{spot(y)}" r="1.8"/>'
    if standing is Standing.AWAY:
        return f'<path d="M{spot(x - 4)} {spot(y)}h8"/>'
    if standing is Standing.RESERVE:
        return f'<path d="M{spot(x - 5)} {spot(y)}h10M{spot(x)} {spot(y - 5)}v10"/>'
    if standing is Standing.OPEN:
        return f'<path d="M{spot(x - 5)} {spot(y + 5)}h10"/>'
    return ""
