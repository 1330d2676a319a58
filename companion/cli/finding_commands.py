"""The command that finds what was recorded: everything by day, filtered and searched."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby

from companion.cli import shapes
from companion.cli.command import Command, date_of, whole_number
from companion.cli.output import say, say_json, talk, wrapped
from companion.coach.coach import Coach
from companion.coach.finding import EVERYTHING, KINDS, Filter, Hit, Item
from companion.coach.naming import kind_of, written
from companion.coach.views import Entry, Misuse, Recorded
from companion.domain.phrases import dated
from companion.domain.records import Record
from companion.domain.searching import marks, terms, texts
from companion.journal.errors import Lost
from companion.text import one_line

_MOST = 30
"""Entries that are listed as text unless more are asked for."""
_AROUND = 60
"""Characters on either side of what was found in a text that the entry itself does not show."""
_SAY_SO = {"untried", "away"}
"""The kinds whose entries begin by saying what they are."""
_UNSEEN = {
    "know": "You would know by",
    "shown.title": "The idea",
    "shown.idea": "The idea",
    "shown.source": "Its source",
}


def journal(coach: Coach, options: argparse.Namespace) -> None:
    """What was recorded, newest first; with words, what has them all, the best first."""
    wanted, limit = _wanted(coach, options), _limit(options)
    words = " ".join(options.words)
    hits = coach.search(words, wanted) if options.words else []
    items = [hit.item for hit in hits] if options.words else coach.items(wanted)
    if not items and not (options.json and (terms(words) or not options.words)):
        lost = any(isinstance(trouble, Lost) for trouble in coach.troubles)
        talk(wrapped(_nothing(words, bool(options.words), wanted, lost)))
    shown, found = items[:limit], hits[:limit]
    if options.json:
        say_json(_json(coach, shown, found))
        return
    say(*_text(coach, shown, found))
    if len(shown) < len(items):
        say("", f"{len(shown)} of {len(items)}; --all shows the rest, --since narrows it.")


def _wanted(coach: Coach, options: argparse.Namespace) -> Filter:
    today = coach.day()
    return Filter(
        theme=options.theme,
        kind=options.kind,
        experiment=coach.find(options.experiment).id if options.experiment is not None else "",
        pack=options.pack,
        since=date_of(options.since, today) if options.since is not None else None,
        until=date_of(options.until, today) if options.until is not None else None,
    )


def _limit(options: argparse.Namespace) -> int | None:
    """How many to show at most, None for all."""
    if options.limit is None:
        return None if options.all or options.json else _MOST
    limit = whole_number(options.limit)
    if not limit:
        raise Misuse(f'"{one_line(options.limit)[:40]}" does not do for --limit: give a whole number from 1.')
    return limit


def _nothing(words: str, searched: bool, wanted: Filter, lost: bool) -> str:
    """Why the list is empty, and what to try."""
    said = one_line(words)[:60]
    if searched and not terms(words):
        return f'"{said}" holds no letters or digits, so it finds nothing. Give a word, or a part of one.'
    narrowed = " The filters narrow it further; leave one out." if wanted != EVERYTHING else ""
    if searched:
        parts = "fewer words, or the beginning of one" if len(terms(words)) > 1 else "the beginning of the word"
        return f'Nothing here has "{said}". Try {parts}.{narrowed}'
    if narrowed:
        return "Nothing that is recorded fits these filters. Leave one out, or widen --since and --until."
    if lost:
        return "Nothing of the journal could be found."
    return "Nothing is recorded yet. Today's page begins it: `companion today`."


def _json(coach: Coach, items: Sequence[Item], hits: Sequence[Hit]) -> list[shapes.Json]:
    records = coach.records(items)
    found = [shapes.record_json(one) | {"kind": kind_of(one.record)} for one in records]
    for one, hit, recorded in zip(found, hits, records, strict=bool(hits)):
        one["matches"] = list(_matches(hit, recorded))
    return found


def _matches(hit: Hit, recorded: Recorded[Record]) -> Iterator[shapes.Json]:
    """Every text that holds one of the words, and where; the text itself, as not all of them are in the record."""
    for field, _, text in texts(hit.item.table, recorded.record):
        if spans := marks(text, hit.words):
            yield {"field": field, "spans": spans, "text": text}


def _text(coach: Coach, items: Sequence[Item], hits: Sequence[Hit]) -> Iterator[str]:
    today, hit_of = coach.day(), {hit.item: hit for hit in hits}
    listed = zip(items, coach.entries(items), strict=True)
    for number, (day, of_day) in enumerate(groupby(listed, key=lambda one: one[0].day)):
        if number:
            yield ""
        yield dated(day, today)
        for item, entry in of_day:
            yield from _lines(item, entry, hit_of.get(item))


def _lines(item: Item, entry: Entry, hit: Hit | None) -> Iterator[str]:
    lead, rest = f"  {one_line(written(item.table, item.key))}  ", " " * 6
    yield wrapped(entry.text if item.table in _SAY_SO else f"{entry.kind}: {entry.text}", lead, rest)
    if entry.aside:
        yield wrapped(entry.aside, rest)
    if hit and hit.where in _UNSEEN:
        yield wrapped(f"{_UNSEEN[hit.where]}: {_excerpt(hit)}", rest)


def _excerpt(hit: Hit) -> str:
    """The text around what was found first, from one word to another, on one line."""
    text, (first, last) = hit.text, hit.spans[0]
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    start = text.find(" ", start, first) + 1 or start if start else 0
    end = text.rfind(" ", last, end) if end < len(text) and " " in text[last:end] else end
    return f"{'…' if start else ''}{one_line(text[start:end])}{'…' if end < len(text) else ''}"


def _journal_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORDS", help="words, or parts of words, that must all be there")
    parser.add_argument("--theme", default="", metavar="THEME", help="of one theme, such as people")
    parser.add_argument("--kind", default="", metavar="KIND", help=f"of one kind: {', '.join(KINDS)}")
    parser.add_argument("--experiment", metavar="ID", help="of one experiment, by the beginning of its id")
    parser.add_argument("--pack", default="", metavar="PACK", help="of the ideas of one pack, by its id")
    parser.add_argument("--since", metavar="DATE", help="from this day on: 2026-11-20, today or yesterday")
    parser.add_argument("--until", metavar="DATE", help="up to this day")
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--limit", metavar="N", help=f"so many at most; as text {_MOST} unless set")
    many.add_argument("--all", action="store_true", help="all of them")


FINDING_COMMANDS = (
    Command("journal", "list and search what you have recorded", journal, _journal_options, reads=True),
)
