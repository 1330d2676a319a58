"""A pack that could be installed: what it would bring, and what it would change in what is installed already."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
    say what would be added, changed, retired or gone. `notes` are the findings that are no errors."""

    about: PackAbout
    data: bytes
    before: PackAbout | None
    added: tuple[Heading, ...]
    changed: tuple[Heading, ...]
    retired: tuple[Heading, ...]
    gone: tuple[Heading, ...]
    notes: tuple[Finding, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing at all would change."""
        return self.before == self.about and not (self.added or self.changed or self.retired or self.gone)

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


def offer_of(fresh: Shelved, before: Shelved | None, data: bytes, notes: tuple[Finding, ...]) -> OfferView:
    """What installing `fresh`, whose zip is `data`, would bring or change."""
    old = {heading.id: heading for heading in before.headings()} if before else {}
    new = {heading.id: heading for heading in fresh.headings()}
    both = [heading for id, heading in new.items() if id in old]
    return OfferView(
        fresh.about,
        data,
        before.about if before else None,
        tuple(heading for id, heading in new.items() if id not in old),
        tuple(one for one in both if not one.retired and (old[one.id].retired or _differs(fresh, before, one.id))),
        tuple(heading for heading in both if heading.retired and not old[heading.id].retired),
        tuple(heading for id, heading in old.items() if id not in new),
        notes,
    )


def _differs(fresh: Shelved, before: Shelved | None, id: str) -> bool:
    """Whether a reader would see another text; what is hashed is what is shown."""
    new, old = fresh.entry(id), before.entry(id) if before else None
    return (new.digest if new else "") != (old.digest if old else "")


def _version(about: PackAbout) -> tuple[int, ...]:
    return tuple(map(int, about.version.split(".")))
