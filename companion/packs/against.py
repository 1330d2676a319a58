"""What a new version of a pack does to those who use the one before: what is gone, and what is no longer the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from companion.domain.cards import Card
from companion.domain.entries import Entry, Guide, Programme, kind_of
from companion.packs import MANIFEST
from companion.packs.findings import Code, Finding, Report, quoted
from companion.packs.manifest import Manifest
from companion.packs.reader import Pack, Place

SAME_TITLE, SAME_TEXT = 0.6, 0.3
"""The likeness, from 0 to 1, below which a title, by its letters, and a text, by its words, count as another's.

Of 1,128 pairs of bundled cards, all about different things, none is as like as both.
"""
COMPARED = 300
"""Letters of a title, and words of a text, that are compared: the rest of a long one would take too long."""


def compare(old: Pack, new: Pack) -> list[Finding]:
    """What the new pack does to those who have the old one, at the lines of the new one."""
    if old.manifest.id != new.manifest.id:
        message = (
            f"this pack is {quoted(new.manifest.id)}, the other {quoted(old.manifest.id)}; compare two versions of one"
        )
        return [Finding(MANIFEST, 1, 1, Code.OTHER_PACK, message)]
    reports = {name: Report(name) for name in (MANIFEST, *new.manifest.files)}
    now = {entry.id: entry for entry in new.entries}
    _check_version(old, new, reports[MANIFEST])
    for before in old.entries:
        after = now.get(before.id)
        if after is None:
            reports[MANIFEST].add(1, 1, Code.ID_GONE, _gone_message(before, old))
        elif after != before:
            file, line = new.places.get(after.id, Place(MANIFEST, 1))
            _check_entry(before, after, line, reports[file])
    return [finding for report in reports.values() for finding in report.told()]


def not_compared(old: Pack) -> str:
    """What stands in for the findings of `compare` as long as the new pack has errors."""
    return f"Not yet compared with version {old.manifest.version}: that takes a pack without errors."


def _gone_message(entry: Entry, old: Pack) -> str:
    """That an entry is gone, and where in the old pack it can be had from."""
    place = old.places.get(entry.id)
    where = f"{quoted(entry.title)}, {f'{place.file}:{place.line} ' if place else ''}in {old.manifest.version}"
    return f"{quoted(entry.id)} is gone ({where}); put it back, with `status: retired`, for those who have used it"


def _check_version(old: Pack, new: Pack, report: Report) -> None:
    if _number(new.manifest) <= _number(old.manifest) and _content(new) != _content(old):
        message = f"something has changed since version {old.manifest.version}; give this a higher version"
        report.add(1, 1, Code.VERSION, message)


def _number(manifest: Manifest) -> tuple[int, ...]:
    return tuple(map(int, manifest.version.split(".")))


def _content(pack: Pack) -> tuple[Manifest, Mapping[str, Entry], Mapping[str, str]]:
    """What a reader can see of a pack, wherever in its files it stands."""
    return replace(pack.manifest, version="", files=()), {entry.id: entry for entry in pack.entries}, pack.retired


def _check_entry(before: Entry, after: Entry, line: int, report: Report) -> None:
    if type(before) is not type(after):
        message = f"this was of kind {kind_of(before)}, which cannot change; keep that, and give a new entry a new id"
        report.add(line, 1, Code.KIND_CHANGED, message)
        return
    if _is_other(before, after):
        message = f"hardly a word is left of what {quoted(before.id)} said; give this a new id, and retire the old one"
        report.add(line, 1, Code.MEANING, message)
    if isinstance(before, Programme) and isinstance(after, Programme):
        _check_programme(before, after, line, report)


def _check_programme(before: Programme, after: Programme, line: int, report: Report) -> None:
    for step in _gone([step.id for step in before.steps], [step.id for step in after.steps]):
        message = f"the step {quoted(step)} is gone; whoever is at it is passed on to the next"
        report.add(line, 1, Code.STEP_GONE, message)
    for variant in _gone(before.variants, after.variants):
        message = f"the variant {quoted(variant)} is gone; whoever follows it is left with the steps that all have"
        report.add(line, 1, Code.VARIANT_GONE, message)


def _gone(before: Iterable[str], after: Iterable[str]) -> list[str]:
    kept = set(after)
    return [one for one in before if one not in kept]


def _is_other(before: Entry, after: Entry) -> bool:
    """Whether hardly a word is left, of the title and of the text if there is any."""
    texts = _words(before), _words(after)
    likely = _likeness(before.title.lower(), after.title.lower()) >= SAME_TITLE
    return not likely and (not any(texts) or _likeness(*texts) < SAME_TEXT)


def _words(entry: Entry) -> list[str]:
    """What the entry says beside its title, word by word."""
    if isinstance(entry, Card):
        return entry.idea.split()
    said = [entry.body]
    if isinstance(entry, Programme):
        said += [step.title for step in entry.steps]
    if isinstance(entry, Guide):
        said += [line.text for step in entry.steps for line in step.lines]
    return " ".join(said).split()


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of two sequences is in both and in the same order, from 0 to 1."""
    return SequenceMatcher(None, one[:COMPARED], other[:COMPARED], autojunk=False).ratio()
