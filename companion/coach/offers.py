"""A pack that could be installed: what it would bring, and what it would change in what is installed already."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from companion.coach.views import Misuse, Refused
from companion.domain.entries import Heading, PackAbout
from companion.domain.phrases import plural
from companion.packs.library import Shelved
from companion.text import one_line

if TYPE_CHECKING:
    from companion.packs.findings import Finding
    from companion.packs.reader import Pack


class OfferView(NamedTuple):
    """A pack that could be installed: `data` is its zip, `before` what is installed under its id, and the headings
    say what would be added, changed, retired or gone. `is_same` tells that just this zip is installed already, `was`
    has the title of each changed entry whose title changes, by its id, and `notes` the findings that are no errors."""

    about: PackAbout
    data: bytes
    before: PackAbout | None
    is_same: bool
    added: tuple[Heading, ...]
    changed: tuple[Heading, ...]
    retired: tuple[Heading, ...]
    gone: tuple[Heading, ...]
    was: Mapping[str, str]
    notes: tuple[Finding, ...]

    @property
    def versions(self) -> str:
        """How its version stands to the one that is installed, as a sentence; "" where none is."""
        if self.before is None:
            return ""
        if self.is_same:
            return f"Version {self.about.version} is installed already, word for word."
        old, new = _version(self.before), _version(self.about)
        if new == old:
            return "This is the version that is installed, with other text."
        how = "takes the place of" if new > old else "is older than"
        return f"Version {self.about.version} {how} {self.before.version}, which is installed."


class BadPack(Refused):
    """A pack that cannot be installed; `findings` has everything that is wrong with it."""

    def __init__(self, said: str, findings: Iterable[Finding]) -> None:
        """`said` is for people, the first finding included."""
        super().__init__(said)
        self.findings = tuple(findings)


def pack_path(path: str) -> Path:
    """Where a pack is said to be. Misuse where there is nothing."""
    where = os.path.expanduser(path)
    if not where.strip():
        raise Misuse("No path is given. Give a pack's folder, or a zip of it.")
    if not os.path.lexists(where):
        raise Misuse(f"There is nothing at {one_line(path)[:80]}. Give a pack's folder, or a zip of it.")
    return Path(where)


def shelved(pack: Pack) -> Shelved:
    """A pack as a library has it, in memory."""
    from companion.packs.compiled import about_of, compile_pack

    about = about_of(pack.manifest, pack.entries, pack.retired)
    compiled = compile_pack((), about, pack.manifest.themes, pack.entries, pack.retired)
    return Shelved(about, compiled, is_bundled=False)


def bad_pack(findings: Iterable[Finding]) -> BadPack:
    """The refusal of a pack with these errors."""
    every = list(findings)
    more = (
        f" And {plural(len(every) - 1, 'more finding')}; `companion pack check` lists them." if len(every) > 1 else ""
    )
    return BadPack(f"Not installed: {every[0]}.{more}", every)


def offer_of(
    fresh: Shelved, before: Shelved | None, data: bytes, is_same: bool, notes: tuple[Finding, ...]
) -> OfferView:
    """What installing `fresh`, whose zip is `data`, would bring or change; `is_same` where that zip is installed."""
    old, new = _looks(before) if before else {}, _looks(fresh)
    both = [(heading, old[id][0]) for id, (heading, _) in new.items() if id in old]
    retired = {one.id: one for one, once in both if one.retired and not once.retired}
    changed = {one.id: one for one, _ in both if one.id not in retired and new[one.id] != old[one.id]}
    return OfferView(
        fresh.about,
        data,
        before.about if before else None,
        is_same,
        added=tuple(heading for id, (heading, _) in new.items() if id not in old),
        changed=tuple(changed.values()),
        retired=tuple(retired.values()),
        gone=tuple(heading for id, (heading, _) in old.items() if id not in new),
        was={one.id: once.title for one, once in both if one.id in changed and one.title != once.title},
        notes=notes,
    )


def _looks(pack: Shelved) -> dict[str, tuple[Heading, str]]:
    """Each entry by its id: its heading, and the hash of what its reader sees."""
    digests = {entry.id: entry.digest for entry in pack.entries()}
    return {heading.id: (heading, digests.get(heading.id, "")) for heading in pack.headings()}


def _version(about: PackAbout) -> tuple[int, ...]:
    return tuple(map(int, about.version.split(".")))
