"""Two sets of inks: paper for light terminals, lamplight for dark ones; and none at all for NO_COLOR."""

from __future__ import annotations

from textual.theme import Theme

PAPER, LAMPLIGHT, PLAIN = "paper", "lamplight", "plain"

_NAMES = ("background", "field", "ink", "soft", "faint", "people", "value", "work", "learning")
_INKS = {
    PAPER: ("#FAF7F1", "#F1ECE1", "#2A2722", "#625C52", "#857D70", "#6B1550", "#86640F", "#1C6AA3", "#0B4931"),
    LAMPLIGHT: ("#1A1B1E", "#232529", "#E6E1D6", "#A8A295", "#7A756B", "#BF7893", "#F0D58C", "#5F96E8", "#5FE3D4"),
    PLAIN: ("ansi_default",) * 9,
}


def inks(name: str) -> dict[str, str]:
    """The colour variables of a theme, by name."""
    return dict(zip(_NAMES, _INKS[name], strict=True))


def theme(name: str) -> Theme:
    """One of the themes, for Textual."""
    colours = inks(name)
    cursor = {
        "block-cursor-background": colours["ink"],
        "block-cursor-foreground": colours["background"],
        "input-cursor-background": colours["ink"],
        "input-cursor-foreground": colours["background"],
        "input-selection-background": colours["faint"],
    }
    if name == PLAIN:
        cursor = {
            "input-cursor-text-style": "reverse",
            "block-cursor-text-style": "reverse",
            "ansi-background": "ansi_default",  # Textual's own style sheet names these two
            "ansi-foreground": "ansi_default",
        }
    return Theme(
        name=name,
        primary=colours["soft"],
        secondary=colours["soft"],
        accent=colours["ink"],
        foreground=colours["ink"],
        background=colours["background"],
        surface=colours["background"],
        panel=colours["field"],
        warning=colours["ink"],
        error=colours["ink"],
        success=colours["ink"],
        dark=name != PAPER,
        ansi=name == PLAIN,
        variables={**cursor, **{key: value for key, value in colours.items() if key != "background"}},
    )
