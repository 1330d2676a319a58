"""Packs as linear text: what one says of itself, what is in it, and what an update would do."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from companion.cli.output import wrapped
from companion.coach.offers import OfferView
from companion.coach.packing import PackView
from companion.domain.entries import Heading, PackAbout
from companion.domain.phrases import counted
from companion.domain.records import Share
from companion.packs.findings import Finding, Severity
from companion.text import one_line

if TYPE_CHECKING:
    from companion.packs.checking import Checked  # which imports a parser

MOST = 12
"""Entries of one kind that a list names before it counts the others."""

_HANGING = "      "

_ORDER = ("card", "programme", "guide", "article", "question", "term")
"""Kinds of entries as a list has them: what the daily page is made of first."""

SHARE_WORDS = {
    Share.OFF: "Its cards stay away from the daily page.",
    Share.LESS: "Its cards come up about a quarter as often as those of others.",
    Share.USUAL: "Its cards take their turn like those of others.",
    Share.MORE: "Its cards come up about four times as often as those of others.",
}
_STAYS = "What was written on these stays in the journal, with the words that were shown."


def counts_line(counts: Mapping[str, int]) -> str:
    """`12 cards, 1 programme`; "nothing on offer" for none."""
    found = [counted(counts[kind], kind) for kind in _ORDER if counts.get(kind)]
    return ", ".join(found) or "nothing on offer"


def named(about: PackAbout) -> str:
    """`A calmer week, version 1.2.0`."""
    return f"{one_line(about.title)}, version {about.version}" if about.version else one_line(about.title)


def about_lines(about: PackAbout) -> list[str]:
    """Title and version, who wrote it and under which terms, its summary, and how much is in it."""
    by = f"By {', '.join(map(one_line, about.authors))}." if about.authors else ""
    terms = f"License: {one_line(about.license)}." if about.license else "It names no license."
    language = "" if about.language == "en" else f"Language: {about.language}."
    lines = [named(about), " ".join(filter(None, (by, terms, language))), one_line(about.summary)]
    return [*[wrapped(line) for line in lines if line], wrapped(counts_line(about.counts).capitalize() + ".")]


def listed(headings: Iterable[Heading], most: int = MOST) -> list[str]:
    """Entries by kind, each with its id and title; `most` of a kind, the others counted."""
    by_kind: dict[str, list[Heading]] = {}
    for heading in headings:
        by_kind.setdefault(heading.kind, []).append(heading)
    lines: list[str] = []
    for kind in filter(by_kind.get, _ORDER):
        found = by_kind[kind]
        retired = sum(heading.retired for heading in found)
        gone = f", {retired:,} retired" if retired else ""
        lines += ["", f"{counted(len(found) - retired, kind)}{gone}", *map(heading_line, found[:most])]
        if len(found) > most:
            lines.append(f"  and {len(found) - most} more")
    return lines


def heading_line(heading: Heading, was: str = "") -> str:
    """One entry on one line or two: its name, its title, what that `was` before, its level, and what replaces it."""
    title = one_line(heading.title)
    if was:
        title += f" (was: {one_line(was)})"
    if heading.retired:
        title += f" (retired{f'; now {heading.replaced_by}' if heading.replaced_by else ''})"
    return wrapped(f"{heading.ref}  {title}{f', {heading.level}' if heading.level else ''}", "  ", _HANGING)


def offer_lines(offer: OfferView) -> list[str]:
    """What installing it would bring, or what updating would change; then the likely mistakes in it."""
    lines = about_lines(offer.about)
    if offer.before is None:
        lines += listed(offer.added)
    else:
        lines += ["", wrapped(offer.versions)]
        changes = (("Added", offer.added), ("Changed", offer.changed), ("Retired", offer.retired), ("Gone", offer.gone))
        for word, headings in changes:
            lines += ["", f"{word}: {len(headings):,}", *_some(headings, offer.was)] if headings else []
        if offer.gone or offer.retired:
            lines.append(wrapped(_STAYS, "  "))
    likely = [finding for finding in offer.notes if finding.severity is Severity.WARNING]
    return [*lines, *(["", "Worth knowing", *map(str, likely[:MOST])] if likely else [])]


def _some(headings: Sequence[Heading], was: Mapping[str, str]) -> list[str]:
    more = [f"  and {len(headings) - MOST} more"] if len(headings) > MOST else []
    return [*[heading_line(heading, was.get(heading.id, "")) for heading in headings[:MOST]], *more]


def shows_lines(view: PackView, headings: Iterable[Heading], variants: Callable[[str], Sequence[str]]) -> list[str]:
    """How a pack that has just been installed will show itself, and the commands for what does not by itself;
    `variants` gives those that a programme comes in, by its ref."""
    id, on_offer = view.about.id, [heading for heading in headings if not heading.retired]
    lines = _fed_lines(view) if view.cards else []
    held = view.about.counts.get("card", 0) - view.cards
    if held:
        of = f"{held:,} of its cards" if view.cards else f"Its {counted(held, 'card')}"
        lines.append(wrapped(f"{of} {'comes' if held == 1 else 'come'} to the daily page with a programme."))
    for heading in on_offer:
        if heading.kind == "programme":
            known = variants(heading.ref)
            which = f" --variant {'|'.join(map(shlex.quote, known))}" if known else ""
            lines += [
                wrapped(f"To begin {one_line(heading.title)}:"),
                f"  companion programme start {heading.ref}{which}",
            ]
        elif heading.kind == "guide":
            lines += [wrapped(f"To hold {one_line(heading.title)}:"), f"  companion guide {heading.ref}"]
    if any(heading.kind in ("article", "term") for heading in on_offer):
        lines += ["To see what there is to read:", f"  companion pack show {id}"]
    return lines


def _fed_lines(view: PackView) -> list[str]:
    """How much of the daily page its cards take, and the command that changes it, whole on a line of its own."""
    if view.share is Share.USUAL:
        take, them = ("takes its turn", "it") if view.cards == 1 else ("take their turn", "them")
        said = f"Its {counted(view.cards, 'card')} {take} on the daily page. To keep {them} away:"
    else:
        said = f"{SHARE_WORDS[view.share]} That is as you chose. To have them take their turn:"
    other = Share.OFF if view.share is Share.USUAL else Share.USUAL
    return [wrapped(said), f"  companion pack feed {view.about.id} {other.value}"]


def pack_lines(view: PackView) -> list[str]:
    """One pack of a list: its name, and how much it has and gives."""
    about = view.about
    held = "its cards come with a programme" if about.counts.get("card") else "nothing for the daily page"
    fed = f"{view.share.value}{_pages(view)}" if view.feeds else held
    whence = "came with the program" if view.is_bundled else "installed"
    return [
        wrapped(f"{about.id}  {named(about)}", "", "    "),
        wrapped(f"{counts_line(about.counts)} · {whence} · {fed}", "    "),
    ]


def _pages(view: PackView) -> str:
    if view.share is Share.OFF:
        return ""
    percent = round(view.pages * 100)
    return ", every page" if percent == 100 else f", about {max(1, percent)} % of the pages"


def findings_lines(findings: Sequence[Finding]) -> list[str]:
    """Errors, warnings and style notes apart, each finding on its line."""
    lines: list[str] = []
    for severity in Severity:
        found = [str(finding) for finding in findings if finding.severity is severity]
        lines += [*found, ""] if found else []
    return lines


def verdict(checked: Checked) -> str:
    """`2 errors, 1 warning, 3 style notes.`, or that there is nothing to mend."""
    counts = (("error", checked.errors), ("warning", checked.warnings), ("style note", checked.notes))
    said = [counted(len(found), word) for word, found in counts if found]
    retired = f", {checked.retired:,} retired" if checked.retired else ""
    return f"{', '.join(said)}." if said else f"Nothing to mend: {counts_line(checked.counts)}{retired}."
