"""Packs: what there is, what is installed, updated and removed, and how much of each the daily page takes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from companion.coach.looking import Looking
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain.choosing import SHARES
from companion.domain.entries import Entry, Heading, PackAbout
from companion.domain.phrases import plural
from companion.domain.records import Feed, Share
from companion.packs.library import LibraryError, Shelved
from companion.packs.shelf import PackShelf
from companion.text import one_line

if TYPE_CHECKING:
    from companion.packs.findings import Finding

_SHOWN = 40


class PackView(NamedTuple):
    """One pack of the library; `pages` is the part of the daily pages that would be its, from 0 to 1, if the themes
    were even, and `feeds` says whether any of its cards can be chosen at all."""

    about: PackAbout
    is_bundled: bool
    share: Share
    pages: float
    feeds: bool


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


class BadPack(Refused):
    """A pack that cannot be installed; `findings` has everything that is wrong with it."""

    def __init__(self, said: str, findings: Iterable[Finding]) -> None:
        """`said` is for people, the first finding included."""
        super().__init__(said)
        self.findings = tuple(findings)


class Packing(Looking):
    """Installing and removing change files of this machine only; how much of a pack is shown is a record."""

    def pack_views(self) -> list[PackView]:
        """Every pack of the library: those that came with the program, then the installed ones."""
        feeds = self._journal.history().feeds
        shares = {id: feeds[id].share if id in feeds else Share.USUAL for id in self._library.packs}
        counts = {id: _offered(pack) for id, pack in self._library.packs.items()}
        weights = {id: SHARES[shares[id]] * counts[id] for id in counts}
        total = sum(weights.values()) or 1.0
        return [
            PackView(pack.about, pack.is_bundled, shares[id], weights[id] / total, counts[id] > 0)
            for id, pack in self._library.packs.items()
        ]

    def pack_view(self, name: str) -> PackView:
        """One pack by its id, or by its beginning; Misuse where that is not just one."""
        id = self._pack_id(name)
        return next(view for view in self.pack_views() if view.about.id == id)

    def headings(self, pack: str = "") -> list[Heading]:
        """Every entry of a pack, or of all, retired ones too, in the order of their files."""
        packs = [self._library.packs[self._pack_id(pack)]] if pack else self._library.packs.values()
        return [heading for one in packs for heading in one.headings()]

    def pack_entry(self, ref: str) -> Entry:
        """One entry by its ref, retired or not. Misuse where there is none."""
        found = self._library.entry(ref.strip())
        if found is None:
            raise Misuse(f'There is no entry "{one_line(ref)[:80]}". `companion library` lists what there is.')
        return found

    def feed(self, pack: str, share: Share) -> Recorded[Feed]:
        """How much of a pack the daily page takes from now on; a page that has begun keeps its card."""
        id = self._pack_id(pack)
        record = Feed(**self._now(), share=share)
        return Recorded(self._journal.add(record, id), record)

    def offer(self, path: str) -> OfferView:
        """Look at a pack's folder or zip, without installing it. Raises BadPack with every error, or Refused."""
        from companion.packs.archive import build_zip, open_pack
        from companion.packs.checking import check_files
        from companion.packs.compiled import about_of, compile_pack

        where = Path(os.path.expanduser(path))
        files, findings = open_pack(where)
        if files is None:
            raise _refused(findings)
        checked = check_files(files, known=self._kind_of, reserved=self._reserved())
        if checked.pack is None or checked.errors:
            raise _refused(checked.errors)
        pack = checked.pack
        data, findings = build_zip(files, pack.manifest)
        if data is None:
            raise _refused(findings)
        about = about_of(pack.manifest, pack.entries, pack.retired)
        fresh = compile_pack((), about, pack.manifest.themes, pack.entries, pack.retired)
        before = self._library.packs.get(about.id)
        return _offer(Shelved(about, fresh), before, data, (*checked.warnings, *checked.notes))

    def install(self, offer: OfferView) -> PackView:
        """Install what was offered, or put it in place of what was installed under its id: whole, or not at all."""
        from companion.packs.store import PackStore

        shelf = self._place()
        try:
            PackStore(shelf.installed).put(offer.about.id, offer.data)
        except OSError as error:
            raise Refused(
                f"The pack cannot be installed: {_why(error)}. What was there before is untouched."
            ) from error
        self.reload()
        return self.pack_view(offer.about.id)

    def remove_pack(self, name: str) -> PackAbout:
        """Take an installed pack away; what was written on its cards stays, with the words that were shown."""
        from companion.packs.store import PackStore

        view = self.pack_view(name)
        if view.is_bundled:
            raise Refused(
                f"{one_line(view.about.title)} came with the program and stays. Its cards can be left out of the daily "
                f"page: companion pack feed {view.about.id} off"
            )
        try:
            PackStore(self._place().installed).remove(view.about.id)
        except OSError as error:
            raise Refused(f"The pack cannot be removed: {_why(error)}.") from error
        self.reload()
        return view.about

    def reload(self) -> None:
        """Read the library again, after packs have come or gone."""
        try:
            self._library = self._place().load()
        except LibraryError as error:
            raise Refused(str(error)) from error

    def _place(self) -> PackShelf:
        if self._shelf_of_packs is None:
            raise Refused("Packs cannot be installed here.")
        return self._shelf_of_packs

    def _reserved(self) -> set[str]:
        return {id for id, pack in self._library.packs.items() if pack.is_bundled}

    def _kind_of(self, ref: str) -> str | None:
        """The kind of an entry of another pack that is here."""
        from companion.domain.entries import kind_of

        found = self._library.entry(ref)
        return kind_of(found) if found else None

    def _pack_id(self, name: str) -> str:
        wanted, packs = name.strip().lower(), self._library.packs
        found = [wanted] if wanted in packs else [id for id in packs if wanted and id.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        raise Misuse(f'No one pack is called "{one_line(name)[:_SHOWN]}". There are {", ".join(packs)}.')


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _offered(pack: Shelved) -> int:
    return sum(len(stack.refs) for stack in pack.compiled.head.offered)


def _refused(findings: Iterable[Finding]) -> BadPack:
    every = list(findings)
    more = (
        f" And {plural(len(every) - 1, 'more finding')}; `companion pack check` lists them." if len(every) > 1 else ""
    )
    return BadPack(f"Not installed: {every[0]}.{more}", every)


def _offer(fresh: Shelved, before: Shelved | None, data: bytes, notes: tuple[Finding, ...]) -> OfferView:
    old = {heading.id: heading for heading in before.headings()} if before else {}
    new = {heading.id: heading for heading in fresh.headings()}
    both = [heading for id, heading in new.items() if id in old]
    return OfferView(
        fresh.about,
        data,
        before.about if before else None,
        tuple(heading for id, heading in new.items() if id not in old),
        tuple(one for one in both if not one.retired and _differs(fresh, before, one.id)),
        tuple(heading for heading in both if heading.retired and not old[heading.id].retired),
        tuple(heading for id, heading in old.items() if id not in new),
        notes,
    )


def _differs(fresh: Shelved, before: Shelved | None, id: str) -> bool:
    """Whether a reader would see another text; what is hashed is what is shown."""
    entries: Mapping[str, Entry | None] = {"new": fresh.entry(id), "old": before.entry(id) if before else None}
    return getattr(entries["new"], "digest", "") != getattr(entries["old"], "digest", "")
