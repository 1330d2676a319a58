"""Whether what entries name is there: the cards, articles and guides of steps, and what replaces a retired entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from companion.packs.fields import Link
from companion.packs.findings import Code, quoted

Known = Callable[[str], str | None]
"""Tells the kind of another pack's entry by its ref, None where it is not known."""


def check_links(
    links: Iterable[Link],
    pack: str,
    kinds: Mapping[str, str],
    retired: Mapping[str, str],
    known: Known | None,
    is_whole: bool = True,
) -> None:
    """Report each link that leads nowhere, or to another kind of entry than it must, in the file that has it.
    `kinds` has every ref of this pack, "" for one whose kind could not be read. Without `known` other packs' are left
    alone. Where not all `is_whole`, so that ids may be missing, a link to none is reported only if it is nearly right.
    """
    turning = _circles(retired)
    ids: dict[str, list[str]] = {}
    for ref, kind in kinds.items():
        ids.setdefault(kind, []).append(ref.partition("/")[2])
    for link in links:
        inside = link.ref.startswith(f"{pack}/")
        found = kinds.get(link.ref) if inside else known(link.ref) if known else ""
        if found is None and inside:
            near = link.report.nearest(link.field.value, ids.get(link.kind, ()))
            advice = f'did you mean "{near}"?' if near else f"give the id of one of its {link.kind}s"
            if near or is_whole:
                _add(link, Code.NOT_HERE, f"this pack has no {quoted(link.field.value)}; {advice}")
        elif found is None:
            message = f"{quoted(link.ref)} is not in a pack that is installed here; see whether the name is right"
            _add(link, Code.NOT_KNOWN, message)
        elif found not in ("", link.kind):
            message = f"{quoted(link.field.value)} is of kind {found}; name one of kind {link.kind}"
            _add(link, Code.WRONG_KIND, message)
        elif link.is_successor and link.by in turning:
            _add(link, Code.CIRCLE, "this leads back to the entry itself; name one that stays, or delete this line")
        elif link.ref in retired and not link.is_successor:
            instead = f"name {quoted(retired[link.ref])} instead" if retired[link.ref] else "name another"
            _add(link, Code.RETIRED, f"{quoted(link.field.value)} is retired; {instead}")


def _add(link: Link, code: Code, message: str) -> None:
    link.report.add(link.field.line, link.field.column, code, message)


def _circles(retired: Mapping[str, str]) -> Collection[str]:
    """The retired entries whose successors lead back to themselves; each is gone through once."""
    done: set[str] = set()
    turning: set[str] = set()
    for start in retired:
        path: dict[str, int] = {}
        at = start
        while at in retired and at not in done and at not in path:
            path[at] = len(path)
            at = retired[at]
        if at in path:
            turning.update(list(path)[path[at] :])
        done.update(path)
    return turning
