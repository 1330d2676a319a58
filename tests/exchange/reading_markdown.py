"""Markdown as its readers take it: a parser with the extensions that the common sites add."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token


def parser() -> MarkdownIt:
    made = MarkdownIt("gfm-like", {"linkify": True})
    assert made.linkify is not None
    made.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # nobody but this one guesses that a.md is a site
    return made


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def structure(text: str) -> list[str]:
    """The kinds of everything in it, in order, text and breaks aside."""
    plain = ("inline", "text", "text_special", "hardbreak", "softbreak")
    return [token.type for token in flat(parser().parse(text)) if token.type not in plain]


def shown(text: str) -> list[str]:
    """Each block as it is read: its characters, with a newline where a line is broken on purpose."""
    found = []
    for token in parser().parse(text):
        if token.type == "inline":
            pieces = [
                "\n" if child.type == "hardbreak" else "~soft~" if child.type == "softbreak" else child.content
                for child in token.children or []
            ]
            found.append("".join(pieces))
    return found
