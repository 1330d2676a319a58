"""Packs: what there is, what is installed, updated and removed, and how much of each the daily page takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from enum import Enum
from typing import Any, NamedTuple

from companion.coach.looking import Looking
from companion.coach.offers import OfferView as OfferView
from companion.coach.offers import bad_pack, offer_of, pack_path, shelved
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain.choosing import SHARES
from companion.domain.entries import Entry, Heading, PackAbout
from companion.domain.records import Feed, Share
from companion.domain.searching import fold, terms
from companion.packs.library import LibraryError, Shelved
from companion.packs.shelf import PackShelf
from companion.text import one_line

_SHOWN = 40
_NOT_READ = ("pack", "id", "digest", "theme", "tags", "ref", "kind", "use", "only", "text")
"""Fields of entries and their parts that hold names; `text` of a suggestion, which says its parts again."""


class PackView(NamedTuple):
    """One pack of the library; `pages` is the part of the daily pages that would be its, from 0 to 1, if the themes
    were even, and `feeds` says whether any of its cards can be chosen at all; `cards` counts those that can."""

    about: PackAbout
    is_bundled: bool
    share: Share
    pages: float
    feeds: bool
    cards: int = 0


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
            PackView(pack.about, pack.is_bundled, shares[id], weights[id] / total, counts[id] > 0, counts[id])
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

    def library(self) -> object:
        """What is another object once packs have come, gone or been updated."""
        return self._library

    def seen_cards(self) -> frozenset[str]:
        """The cards that have been seen, by ref: those that a plan, a reflection or a swap names."""
        history = self._journal.history()
        named = (history.facts.plans, history.facts.reflections, history.swaps)
        return frozenset(one.card for table in named for one in table.values() if one.card)

    def pack_entry(self, ref: str) -> Entry:
        """One entry by its ref, retired or not. Misuse where there is none."""
        found = self._library.entry(ref.strip())
        if found is None:
            raise Misuse(f'There is no entry "{one_line(ref)[:80]}". `companion library` lists what there is.')
        return found

    def search_entries(self, words: str) -> list[Heading]:
        """The entries on offer that have all these words, those first that have them in their titles; none where there
        is nothing to search for."""
        asked = terms(words)
        found: list[tuple[bool, Heading]] = []
        for heading in self.headings() if asked else ():
            entry = None if heading.retired else self._library.entry(heading.ref)
            if entry and all(term in fold("\n".join(_texts(entry))) for term in asked):
                found.append((not all(term in fold(heading.title) for term in asked), heading))
        return [heading for _, heading in sorted(found, key=lambda one: one[0])]

    def feed(self, pack: str, share: Share) -> Recorded[Feed]:
        """How much of a pack the daily page takes from now on; a page that has begun keeps its card."""
        id = self._pack_id(pack)
        record = Feed(**self._now(), share=share)
        return Recorded(self._journal.add(record, id), record)

    def offer(self, path: str) -> OfferView:
        """Look at a pack's folder or zip, without installing it. Raises BadPack with every error, or Misuse."""
        from companion.packs.archive import build_zip, open_pack
        from companion.packs.checking import check_files

        files, findings = open_pack(pack_path(path))
        if files is None:
            raise bad_pack(findings)
        checked = check_files(files, known=self._kind_of, reserved=self._reserved())
        if checked.pack is None or checked.errors:
            raise bad_pack(checked.errors)
        pack = checked.pack
        data, findings = build_zip(files, pack.manifest)
        if data is None:
            raise bad_pack(findings)
        before = self._library.packs.get(pack.manifest.id)
        return offer_of(shelved(pack), before, data, (*checked.warnings, *checked.notes))

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
        if self._library.packs[offer.about.id].about != offer.about:
            raise Refused(f"{self._beside(offer.about.id)} Move it away; what was installed then takes its place.")
        return self.pack_view(offer.about.id)

    def remove_pack(self, name: str) -> PackAbout:
        """Take an installed pack away; what was written on its cards stays, with the words that were shown."""
        from companion.packs.store import PackStore

        about = self.removable(name)
        try:
            PackStore(self._place().installed).remove(about.id)
        except OSError as error:
            raise Refused(f"The pack cannot be removed: {_why(error)}.") from error
        self.reload()
        if about.id in self._library.packs:
            raise Refused(f"{self._beside(about.id)} Delete it to remove the pack.")
        return about

    def removable(self, name: str) -> PackAbout:
        """The pack that removing this name would take away; one that is damaged goes by its whole id.

        Refused for one that came with the program, Misuse for one that is not here.
        """
        if name not in self._library.packs and name in self._stored():
            return PackAbout(name, name, "", {})  # it is there, and cannot be read
        view = self.pack_view(name)
        if view.is_bundled:
            raise Refused(
                f"{one_line(view.about.title)} came with the program and stays. Its cards can be left out of the daily "
                f"page: companion pack feed {view.about.id} off"
            )
        return view.about

    def reload(self) -> None:
        """Read the library again, after packs have come or gone."""
        try:
            self._library = self._place().load()
        except LibraryError as error:
            raise Refused(str(error)) from error

    def _stored(self) -> Collection[str]:
        """The ids of the packs whose files are installed, also of those that cannot be read."""
        from companion.packs.store import PackStore

        try:
            return dict(PackStore(self._place().installed).installed())
        except OSError as error:
            raise Refused(f"The installed packs cannot be listed: {_why(error)}.") from error

    def _beside(self, id: str) -> str:
        """That a pack was put among the installed ones by hand, under another name than its own."""
        origin = self._library.packs[id].origin
        return f"This pack also lies in {self._place().installed} as {one_line(origin.name) if origin else id}."

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


def _texts(found: Any) -> Iterator[str]:
    """Every text that a reader of an entry sees, its parts' too; its names and numbers left out."""
    if isinstance(found, str):
        yield "" if isinstance(found, Enum) else found
    elif isinstance(found, tuple):
        for part in found:
            yield from _texts(part)
    elif hasattr(found, "__dataclass_fields__"):
        for field in fields(found):
            if field.name not in _NOT_READ:
                yield from _texts(getattr(found, field.name))


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _offered(pack: Shelved) -> int:
    return sum(len(stack.refs) for stack in pack.compiled.head.offered)
