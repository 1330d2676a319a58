"""The commands for packs that are here, or are to be: list, show, install, update, remove, feed."""

from __future__ import annotations

import argparse
import sys

from companion.cli.command import Command, Group, show_record
from companion.cli.library_commands import show_entry
from companion.cli.output import say, say_json, talk, wrapped
from companion.cli.pack_making import MAKING_COMMANDS
from companion.cli.pack_shapes import about_json, offer_json, pack_json, refused_json
from companion.cli.pack_text import SHARE_WORDS, about_lines, listed, named, offer_lines, pack_lines, shows_lines
from companion.cli.shapes import heading_json
from companion.coach.coach import Coach
from companion.coach.offers import BadPack, OfferView
from companion.coach.views import Misuse, Refused
from companion.domain.entries import Programme
from companion.domain.records import Course, Share
from companion.text import one_line

_STAYS = "What was written on it stays in the journal."


def packs(coach: Coach, options: argparse.Namespace) -> None:
    """Every pack that came with the program or was installed."""
    views = coach.pack_views()
    if options.json:
        say_json([pack_json(view) for view in views])
    else:
        say(*[line for view in views for line in pack_lines(view)])


def show(coach: Coach, options: argparse.Namespace) -> None:
    """One pack with what is in it, or one of its entries."""
    view = coach.pack_view(options.id)
    if options.entry is not None:
        id = options.entry.removeprefix(f"{view.about.id}/")
        show_entry(coach, coach.pack_entry(f"{view.about.id}/{id}"), options.json)
        return
    headings = coach.headings(view.about.id)
    if options.json:
        say_json(pack_json(view) | {"entries": [heading_json(heading) for heading in headings]})
        return
    fed = [SHARE_WORDS[view.share]] if view.feeds else []
    say(*about_lines(view.about), *map(wrapped, fed), *listed(headings, len(headings)))


def install(coach: Coach, options: argparse.Namespace) -> None:
    """Put a pack in place, new or instead of an earlier version."""
    _put(coach, _offer(coach, options), options)


def update(coach: Coach, options: argparse.Namespace) -> None:
    """Put a version of a pack in place of the one that is installed."""
    offer = _offer(coach, options)
    if offer.before is None:
        raise Refused(
            f"{named(offer.about)} is not installed, so there is nothing to update. `companion pack install` does it."
        )
    _put(coach, offer, options)


def _offer(coach: Coach, options: argparse.Namespace) -> OfferView:
    """What there is to be installed; a pack with errors is refused, and as JSON its findings are told before that."""
    try:
        return coach.offer(options.pack)
    except BadPack as refusal:
        if options.json:
            say_json(refused_json(refusal.findings))
        raise


def _put(coach: Coach, offer: OfferView, options: argparse.Namespace) -> None:
    if offer.is_same:
        say_json(offer_json(offer, installed=False)) if options.json else say(wrapped(offer.versions))
        return
    if not options.yes:
        _check_terminal("Updating a pack" if offer.before else "Installing a pack")
    if not options.json:
        say(*offer_lines(offer), "")
    if not options.yes:
        _ask("Install it?" if offer.before is None else "Put it in place of what is installed?")
    view = coach.install(offer)
    if options.json:
        say_json(offer_json(offer, installed=True))
        return
    done = "Installed" if offer.before is None else "Updated"
    headings = offer.added if offer.before else coach.headings(view.about.id)
    say(wrapped(f"{done}: {named(view.about)}."), *shows_lines(view, headings, lambda ref: _variants(coach, ref)))


def _variants(coach: Coach, ref: str) -> tuple[str, ...]:
    found = coach.pack_entry(ref)
    return found.variants if isinstance(found, Programme) else ()


def remove(coach: Coach, options: argparse.Namespace) -> None:
    """Take an installed pack away; what was written on it stays."""
    about = coach.removable(options.id)
    stays = any(view.is_bundled for view in coach.pack_views() if view.about.id == about.id)
    followed = [
        one_line(one.enrolment.title)
        for one in ([] if stays else coach.following())
        if one.enrolment.programme.startswith(f"{about.id}/") and one.enrolment.course is Course.ACTIVE
    ]
    waits = f" {' and '.join(followed)} can go on once the pack is back." if followed else ""
    if not options.yes:
        _check_terminal("Removing a pack")
        _ask(f"Take {one_line(about.title)} away? {_STAYS}{waits}")
    coach.remove_pack(about.id)
    if options.json:
        say_json(about_json(about))
    else:
        say(wrapped(f"Removed: {named(about)}. {_STAYS}{waits}"))


def feed(coach: Coach, options: argparse.Namespace) -> None:
    """How much of a pack the daily page takes from now on."""
    recorded = coach.feed(options.id, Share(options.share))
    view = coach.pack_view(recorded.id)
    none = "It has no card that comes to the daily page by itself, so nothing changes there."
    words = SHARE_WORDS[recorded.record.share] if view.feeds else none
    show_record(recorded, options, f"{view.about.id}: {recorded.record.share.value}. {words}")


def _check_terminal(what: str) -> None:
    """Misuse where nobody can be asked."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Misuse(f"{what} is asked about first, and nobody is here to be asked. Add --yes to do it.")


def _ask(question: str) -> None:
    """Return only if the person says yes."""
    talk(wrapped(f"{question} Type y to do it."))
    if sys.stdin.buffer.readline().strip().lower() not in (b"y", b"yes"):
        raise Refused("Nothing was changed.")


def _show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the pack's id, or its beginning")
    parser.add_argument("entry", nargs="?", metavar="ENTRY", help="the id of one of its entries, to read it")


def _put_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", metavar="FILE|FOLDER", help="a pack's zip, or its folder")
    parser.add_argument("--yes", action="store_true", help="do it without asking")


def _remove_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the pack's whole id")
    parser.add_argument("--yes", action="store_true", help="do it without asking")


def _feed_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the pack's id, or its beginning")
    parser.add_argument("share", choices=[share.value for share in Share], help="how much the daily page takes of it")


PACK_COMMANDS = (
    Group(
        "pack",
        "list, install and make packs of content",
        (
            Command("list", "list the packs there are", packs, reads=True),
            Command("show", "show what is in a pack, or one entry of it", show, _show_options, reads=True),
            Command("install", "install a pack from a zip or a folder", install, _put_options),
            Command("update", "put a version in place of the installed one", update, _put_options),
            Command("remove", "take an installed pack away; what was written stays", remove, _remove_options),
            Command("feed", "say how much of a pack the daily page takes", feed, _feed_options),
            *MAKING_COMMANDS,
        ),
    ),
)
