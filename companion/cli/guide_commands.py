"""The command about guides: listing and printing them, keeping what was captured, and what becomes of it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from companion.cli import shapes
from companion.cli.command import Command, change_of, change_options, show_plan, show_record, text_from_stdin
from companion.cli.output import say, say_json, wrapped
from companion.coach.coach import Coach
from companion.coach.views import Misuse, Recorded
from companion.domain.entries import Guide
from companion.domain.guide_words import length_line
from companion.domain.phrases import dated
from companion.domain.records import Capture
from companion.text import one_line

_INDENT = "    "
_GONE = "its pack is not here; --captured lists what was captured with it"


def guide(coach: Coach, options: argparse.Namespace) -> None:
    """List the guides; print one; or keep what came of holding it."""
    if options.under and options.capture is None:
        raise Misuse("--under says where --capture belongs. Give both, or neither.")
    if change_of(options, coach.day()).says_anything and options.plan is None:
        raise Misuse("--action, --when and the other parts of a plan go with --plan ID.")
    if options.id is None:
        if options.capture is not None or options.captured or options.plan is not None:
            raise Misuse("Name the guide first. `companion guide` lists them.")
        _list(coach, options)
        return
    if options.captured or options.plan is not None:
        ref = coach.captured_guide(options.id)
        _captured(coach, ref, options) if options.captured else _plan(coach, ref, options)
        return
    found = coach.guide(options.id)
    if options.capture is None:
        _show(coach, found, options)
        return
    step, label = coach.label(found, options.under)
    text = text_from_stdin() if options.capture == "-" else options.capture
    recorded = coach.capture(found, step, label, text)
    show_record(recorded, options, f"Kept {recorded.id} under {one_line(label)}.")


def _list(coach: Coach, options: argparse.Namespace) -> None:
    options.looked = True
    headings, gone = coach.guides(), coach.guides_gone()
    found = [coach.guide(heading.ref) for heading in headings]
    if options.json:
        listed = zip(headings, found, strict=True)
        say_json([shapes.heading_json(heading) | {"minutes": one.minutes} for heading, one in listed])
        return
    if not (found or gone):
        say("There are no guides. A pack brings them.")
    for ref, title, words in [
        *((one.ref, one.title, length_line(one)) for one in found),
        *((ref, title, _GONE) for ref, title in gone.items()),
    ]:
        say(wrapped(f"{ref}  {one_line(title)}", "", _INDENT), f"{_INDENT}{words}")


def _show(coach: Coach, found: Guide, options: argparse.Namespace) -> None:
    options.looked = True
    if options.json:
        say_json(shapes.entry_json(found, coach.heading(found.ref)))
    else:
        from companion.exchange.guide_markdown import guide_of  # only paper needs it

        say(guide_of(found).removesuffix("\n"))


def _captured(coach: Coach, ref: str, options: argparse.Namespace) -> None:
    options.looked = True
    captures = coach.captures(ref)
    if options.json:
        say_json([shapes.record_json(one) for one in captures])
    else:
        say(*_by_day(coach, captures))


def _by_day(coach: Coach, captures: list[Recorded[Capture]]) -> list[str]:
    """What was captured, under the days on which it was, each with what became of it."""
    planned, day = coach.planned_from([one.id for one in captures]), None
    lines: list[str] = []
    for key, record in ((one.id, one.record) for one in captures):
        if record.day != day:
            day = record.day
            lines += ["", dated(day, coach.day())] if lines else [dated(day, coach.day())]
        became = f" (experiment {planned[key].id})" if key in planned else ""
        lines.append(wrapped(f"{key}  {one_line(record.label)}: {record.text}{became}", "", " " * (len(key) + 2)))
    return lines or ["Nothing was captured with it yet."]


def _plan(coach: Coach, ref: str, options: argparse.Namespace) -> None:
    kept: Recorded[Any] = coach.record(coach.named(options.plan))
    if not isinstance(kept.record, Capture) or kept.record.guide != ref:
        raise Misuse(f"This was not captured with it. `companion guide {one_line(ref)} --captured` lists what was.")
    change = change_of(options, coach.day())
    change = replace(change, action=kept.record.text) if change.action is None else change
    theme = "" if ref in coach.guides_gone() else coach.guide(ref).theme
    show_plan(coach, coach.plan_captured(kept, theme, change), options, "Planned")


def _guide_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="ID", help="the guide; left out, this lists them")
    does = parser.add_mutually_exclusive_group()
    does.add_argument(
        "--print",
        action="store_true",
        help="print it as Markdown, ready for paper, and open no screen",
    )
    does.add_argument("--capture", metavar="TEXT", help="keep what was said, or - to read it from standard input")
    does.add_argument("--captured", action="store_true", help="list what was captured with it")
    does.add_argument("--plan", metavar="CAPTURED", help="plan an experiment from what was captured, by its id")
    parser.add_argument("--under", default="", metavar="LABEL", help="with --capture: the label, or its beginning")
    change_options(parser, "with --plan")


GUIDE_COMMANDS = (Command("guide", "list guides, and hold or print one", guide, _guide_options),)
