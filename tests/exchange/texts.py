"""Texts from anywhere, and the plays made of them: what people type, and what nobody should."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from companion.coach.playbook import PlayView
from companion.domain.cards import THEMES, Theme
from companion.domain.playbook import Evidence, Play
from tests.domain.making import FRI

PEOPLE = THEMES[0]
CALM = Theme("calm", "Calm & quiet", "~", "c")

PIECES = (
    *("word", "é", "日本", "👩\u200d🚀", "\u0645\u06cc\u200c", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "    "),
    *("## ", "# ", "#", " #", " ##", "### Try", "### Ask\n- x", "- ", "* ", "+ ", "1. ", "10) ", "---", "===", "***"),
    *("```", "~~~", "`", "___", "<!--", "-->", "<b>", "</b>", "<", ">", "> ", "&", "&shy;", "&#x1b;", "&amp;"),
    *("[x](http://x.y)", "![x](y)", "[^1]: ", "[a]: /b", "[ ] ", "<http://x.y>", "http://x.y/a_b", "www.x.y", "WWW.x"),
    *("|", "| a | b |\n|---|---|", ":--", "a | b", "~~x~~", "*x*", "_x_", "__x__", "**", "\\", "\\\\", "\\n", '"'),
    *('"""', "{#x}", "{#", "}", "kind: card", "theme: people", "[[themes]]", 'id = "x"', ".", ",", ":", "!", "?", "…"),
    *(", I will ", "I will ", ", I will", " Expect: ", "Expect: ", " Expect:", "Expect:", "\x00", "\x1b[31m"),
    *("&&#173;", "\x9b", "\u202e", "\u200b", "\ufeff", "\u2028", "\u2060", "\ufe0f", "\x85", "\x7f", "\x1f", "\ue000"),
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join)
"""Whatever a person, another device or a hand may have left; lone surrogates cannot be kept, and are left out."""
texts = texts.map(lambda text: "".join(char for char in text if not "\ud800" <= char <= "\udfff"))


def play(key: str = "7f3k2m9q", **changes: Any) -> Play:
    """A play that has been tried nine times."""
    made = Play(
        id=key,
        when="When the meeting slows down",
        do="say one thing I am unsure of",
        because="They had the same doubt.",
        expect="somebody else admits a doubt too",
        minutes=5,
        theme="people",
        card="p/x",
        title="Say one thing you are unsure of",
        evidence=Evidence(9, 6, 3, 0, 0),
        adopted=FRI,
        parent="",
        growth=None,
    )
    return made._replace(**changes)


def view(key: str = "7f3k2m9q", theme: Theme | None = PEOPLE, origin: str = "", **changes: Any) -> PlayView:
    return PlayView(play(key, theme=theme.id if theme else "", **changes), theme, origin)
