"""The library: every pack, theme and entry there is, and each entry to be read."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from companion.cli.command import Command
from companion.cli.entry_text import entry_text
from companion.cli.output import say, say_json, wrapped
from companion.cli.pack_shapes import pack_json
from companion.cli.pack_text import counts_line, heading_line, listed, named
from companion.cli.shapes import entry_json, heading_json
from companion.coach.coach import Coach
from companion.domain.entries import Entry, Heading
from companion.domain.phrases import counted
from companion.packs.ids import is_ref
from companion.text import one_line

_MOST = 40
_LISTED = ("programme", "guide", "article")


def library(coach: Coach, options: argparse.Namespace) -> None:
    """Everything there is; with words, the entries that have them; with a ref, that entry."""
    words = " ".join(options.words)
    if not words:
        say_json(_overview_json(coach)) if options.json else say(*_overview(coach))
    elif is_ref(words) and words.rpartition("/")[0] in coach.packs():
        show_entry(coach, coach.pack_entry(words), options.json)
    else:
        found = coach.search_entries(words)
        if options.json:
            say_json([heading_json(heading) for heading in found])
        else:
            say(*_found(found, words, options.all))


def show_entry(coach: Coach, entry: Entry, json: bool) -> None:
    """One entry, whole."""
    heading = coach.heading(f"{entry.pack}/{entry.id}")
    if json:
        say_json(entry_json(entry, heading))
    else:
        say(*entry_text(entry, coach.theme(entry.theme), heading))


def _overview(coach: Coach) -> list[str]:
    on_offer = [heading for heading in coach.headings() if not heading.retired]
    cards = Counter(heading.theme for heading in on_offer if heading.kind == "card")
    lines = ["Packs"]
    for view in coach.pack_views():
        lines.append(wrapped(f"{view.about.id}  {named(view.about)}: {counts_line(view.about.counts)}", "  ", "      "))
    lines += ["", "Themes"]
    themes = [(theme, cards[theme.id]) for theme in coach.themes()]
    lines += [wrapped(f"{one.glyph} {one_line(one.title)}: {counted(count, 'card')}", "  ") for one, count in themes]
    lines += listed((heading for heading in on_offer if heading.kind in _LISTED), _MOST)
    terms = sorted((one_line(heading.title) for heading in on_offer if heading.kind == "term"), key=str.casefold)
    lines += ["", "Glossary", wrapped(", ".join(terms), "  ")] if terms else []
    return [*lines, "", "Read one with `companion library PACK/ENTRY`; find words with `companion library WORDS`."]


def _overview_json(coach: Coach) -> dict[str, object]:
    headings = coach.headings()
    cards = Counter(heading.theme for heading in headings if heading.kind == "card" and not heading.retired)
    themes = [
        {"id": one.id, "title": one.title, "glyph": one.glyph, "letter": one.letter, "cards": cards[one.id]}
        for one in coach.themes()
    ]
    return {
        "packs": [pack_json(view) for view in coach.pack_views()],
        "themes": themes,
        "entries": [heading_json(heading) for heading in headings],
    }


def _found(found: Sequence[Heading], words: str, all_of_them: bool) -> list[str]:
    if not found:
        return [wrapped(f'No entry has "{one_line(words)[:80]}" in it.'), "`companion library` lists what there is."]
    shown = found if all_of_them else found[:_MOST]
    lines = [counted(len(found), "entry"), ""]
    for heading in shown:
        lines.append(heading_line(heading._replace(title=f"{heading.title} ({heading.kind})")))
    return [*lines, *([f"  {len(found) - len(shown)} more: --all lists them"] if len(found) > len(shown) else [])]


def _library_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORDS", help="words to find, or PACK/ENTRY to read one entry")
    parser.add_argument("--all", action="store_true", help="list everything that was found")


LIBRARY_COMMANDS = (Command("library", "list, search and read what packs hold", library, _library_options, reads=True),)
