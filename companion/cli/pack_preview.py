"""A pack as its readers would see it, as plain text, for where there is no terminal to draw on."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from companion.cli.library_commands import show_entry
from companion.cli.output import say, say_json, talk
from companion.cli.pack_shapes import checked_json
from companion.cli.pack_text import about_lines, findings_lines, listed, verdict
from companion.cli.plain import page_text
from companion.cli.shapes import heading_json, page_json
from companion.coach.workbench import MovedClock, PreviewCoach, Workbench
from companion.compose import local_now, random_id
from companion.domain.cards import Card
from companion.domain.entries import PackAbout
from companion.packs.library import bundled_content


def preview_text(bench: Workbench, options: argparse.Namespace) -> int:
    """Print a day's page, one entry, or the list of entries; returns 1 where the pack has errors."""
    with TemporaryDirectory(prefix="companion-preview-") as root:
        coach = PreviewCoach(Path(root), bench, MovedClock(local_now), random_id, bundled_content())
        if bench.good is None:
            _say_broken(bench, options.json)
            return 1
        if options.day is not None:
            coach.go_to(options.day)
        entry = coach.own_entry(options.entry) if options.entry is not None else None
        if isinstance(entry, Card):
            coach.ask_for(entry.ref)
        if isinstance(entry, Card) or (entry is None and options.day is not None):
            _say_page(coach, options.json)
        elif entry:
            show_entry(coach, entry, options.json)
        else:
            _say_entries(coach, bench.good.about, options.json)
    return 0


def _say_page(coach: PreviewCoach, json: bool) -> None:
    page = coach.today()
    if json:
        say_json(page_json(page))
    else:
        say(*page_text(page, coach.theme(page.card.theme) if page.card else None, False))


def _say_entries(coach: PreviewCoach, about: PackAbout, json: bool) -> None:
    headings = coach.headings(about.id)
    if json:
        say_json(checked_json(coach.bench.checked) | {"entries": [heading_json(heading) for heading in headings]})
    else:
        say(*about_lines(about), *listed(headings, len(headings)), "", verdict(coach.bench.checked))


def _say_broken(bench: Workbench, json: bool) -> None:
    if json:
        say_json(checked_json(bench.checked) | {"entries": []})
    else:
        talk(*findings_lines(bench.checked.errors), f"Nothing to show yet: {verdict(bench.checked)}")
