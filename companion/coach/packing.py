"""Packs: what there is, what is installed, updated and removed, and how much of each the daily page takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.coach.looking import Looking
from companion.coach.offers import OfferView as OfferView
from companion.coach.offers import bad_pack, offer_of, pack_path, shelved
from companion.coach.views import Misuse, Recorded, Refused
from companion.domain.choosing import SHARES
from companion.domain.entries import Entry, Heading, PackAbout
from companion.domain.programme_words import either
from companion.domain.records import Feed, Share
from companion.domain.searching import fold, terms
from companion.packs.library import Library, LibraryError, Shelved
from companion.packs.origin import ZIP
from companion.text import one_line

if TYPE_CHECKING:
    from companion.packs.store import PackStore

_SHOWN = 40
_NOWHERE = "Packs cannot be installed here."
_NOT_READ = ("pack", "id", "digest", "theme", "tags", "ref", "kind", "use", "only", "text")
"""Fields of entries and their parts that hold names; `text` of a suggestion, which says its parts again."""


class PackView(NamedTuple):
    """One pack of the library; `pages` is the part of the daily pages that would be its, from 0 to 1, if the themes
    were even, and `feeds` says whether any of its cards can be chosen at all; `cards` counts those that can. `can_go`
    says whether it can be updated and removed here."""

    about: PackAbout
    is_bundled: bool
    share: Share
    pages: float
    feeds: bool
    cards: int = 0
    can_go: bool = False


class Packing(Looking):
    """Installing and removing change files of this machine only; how much of a pack is shown is a record."""

    _searched: tuple[Library | None, Sequence[tuple[Heading, str, str]]] = (None, ())
    """The library whose entries were last searched, and each of them with its title and its text, folded."""

    def pack_views(self) -> list[PackView]:
        """Every pack of the library: those that came with the program, then the installed ones."""
        feeds, counts, packs = self._journal.history().feeds, self._feeding(), self._library.packs
        shares = {id: feeds[id].share if id in feeds else Share.USUAL for id in packs}
        weights = {id: SHARES[shares[id]] * counts[id] for id in packs}
        total = sum(weights.values()) or 1.0
        keeps = self._shelf_of_packs is not None and self._shelf_of_packs.installed is not None
        return [
            PackView(
                pack.about,
                pack.is_bundled,
                shares[id],
                weights[id] / total,
                counts[id] > 0,
                counts[id],
                keeps and not pack.is_bundled,
            )
            for id, pack in packs.items()
        ]

    def _feeding(self) -> Mapping[str, int]:
        """How many cards of each pack a page can choose."""
        return {id: offered(pack) for id, pack in self._library.packs.items()}

    def pack_view(self, name: str) -> PackView:
        """One pack by its id, or by its beginning; Misuse where that is not just one."""
        id = self._pack_id(name)
        return next(view for view in self.pack_views() if view.about.id == id)

    def headings(self, pack: str = "") -> list[Heading]:
        """Every entry of a pack, or of all, retired ones too, in the order of their files."""
        packs = [self._library.packs[self._pack_id(pack)]] if pack else self._library.packs.values()
        return [heading for one in packs for heading in one.headings()]

    def heading(self, ref: str) -> Heading | None:
        """One entry by its heading, retired or not; None where there is none."""
        pack = self._library.packs.get(ref.partition("/")[0])
        return next((one for one in pack.headings() if one.ref == ref), None) if pack else None

    def library(self) -> object:
        """What is another object once packs have come, gone or been updated, by whomever."""
        self._take_packs()
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
        found = [
            (not all(term in title for term in asked), heading)
            for heading, title, text in (self._folded() if asked else ())
            if all(term in text for term in asked)
        ]
        return [heading for _, heading in sorted(found, key=lambda one: one[0])]

    def _folded(self) -> Sequence[tuple[Heading, str, str]]:
        """Every entry on offer with its title and all its text, folded once for each library."""
        if self._searched[0] is not self._library:
            found = []
            for pack in self._library.packs.values():
                texts = {entry.id: "\n".join(_texts(entry)) for entry in pack.entries()}
                on_offer = [one for one in pack.headings() if not one.retired and one.id in texts]
                found += [(one, fold(one.title), fold(texts[one.id])) for one in on_offer]
            self._searched = self._library, found
        return self._searched[1]

    def feed(self, pack: str, share: Share) -> Recorded[Feed]:
        """How much of a pack the daily page takes from now on; a page that has begun keeps its card."""
        id = self._pack_id(pack)
        record = Feed(**self._now(), share=share)
        return Recorded(self._journal.add(record, id), record)

    def offer(self, path: str) -> OfferView:
        """Look at a pack's folder or zip, without installing it. Raises BadPack with every error, or Misuse.

        What would be installed is what was looked at, whatever is saved into the folder meanwhile.
        """
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
        fresh, before = shelved(pack), self._library.packs.get(pack.manifest.id)
        is_same = before is not None and before.about == fresh.about and self._store().holds(fresh.about.id, data)
        return offer_of(fresh, before, data, is_same, (*checked.warnings, *checked.notes))

    def install(self, offer: OfferView) -> PackView:
        """Install what was offered, or put it in place of what was installed under its id: whole, or not at all."""
        id = offer.about.id
        try:
            self._store().put(id, offer.data)
        except OSError as error:
            raise Refused(
                f"The pack cannot be installed: {_why(error)}. What was there before is untouched."
            ) from error
        self.reload()
        found = self._library.packs.get(id)
        if found is None:
            raise Refused(
                f"{one_line(offer.about.title)} was put in place and is gone again: another copy may have removed it. "
                "`companion pack list` lists what is here."
            )
        if found.about != offer.about and (beside := self._beside(id)):
            raise Refused(f"{beside} Move it away; what was installed then takes its place.")
        return self.pack_view(id)

    def remove_pack(self, name: str) -> PackAbout:
        """Take an installed pack away; what was written on its cards stays, with the words that were shown."""
        about, store = self.removable(name), self._store()
        try:
            store.remove(about.id)
        except OSError as error:
            raise Refused(f"The pack cannot be removed: {_why(error)}.") from error
        self.reload()
        left = self._library.packs.get(about.id)
        if left and not left.is_bundled and (beside := self._beside(about.id)):
            raise Refused(f"{beside} Delete it to remove the pack.")
        return about

    def removable(self, name: str) -> PackAbout:
        """The pack that removing this id would take away: an installed one, also one that cannot be read, or that the
        program has come to bring itself. Only a whole id will do.

        Refused for one that came with the program, Misuse for one that is not here.
        """
        id = name.strip().lower()
        pack = self._library.packs.get(id)
        if (pack is None or pack.is_bundled) and self._store().has(id):
            return PackAbout(id, f"the installed copy of {pack.about.title}" if pack else id, "", {})
        if pack is None:
            raise Misuse(self._not_installed(id))
        if pack.is_bundled:
            raise Refused(
                f"{one_line(pack.about.title)} came with the program and stays. Its cards can be left out of the daily "
                f"page: companion pack feed {id} off"
            )
        return pack.about

    def reload(self) -> None:
        """Read the library again, after packs have come or gone."""
        if self._shelf_of_packs is None:
            raise Refused(_NOWHERE)
        try:
            self._library = self._shelf_of_packs.load()
        except LibraryError as error:
            raise Refused(str(error)) from error

    def _not_installed(self, id: str) -> str:
        """What is said of an id that no pack has."""
        named = one_line(id)[:_SHOWN]
        installed = [id for id, pack in self._library.packs.items() if not pack.is_bundled]
        begun = [one for one in installed if id and one.startswith(id)]
        if begun:
            return f'Removing takes a whole id, and "{named}" is the beginning of {either(begun)}.'
        return f'No pack has the id "{named}". Installed: {", ".join(installed) if installed else "none"}.'

    def _beside(self, id: str) -> str:
        """That a pack was put among the installed ones by hand, under another name than its own; "" for its own."""
        origin = self._library.packs[id].origin
        if origin is None or origin.name == f"{id}{ZIP}":
            return ""
        return f"This pack also lies in {self._store().folder} as {one_line(origin.name)}."

    def _store(self) -> PackStore:
        from companion.packs.store import PackStore

        shelf = self._shelf_of_packs
        if shelf is None or shelf.installed is None:
            raise Refused(_NOWHERE)
        return PackStore(shelf.installed)

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
        said = one_line(name)[:_SHOWN]
        if found:
            raise Misuse(f'"{said}" could be {either(found)}. Give more of its id.')
        raise Misuse(f'No pack is called "{said}". There {"is" if len(packs) == 1 else "are"} {", ".join(packs)}.')


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


def offered(pack: Shelved) -> int:
    """How many cards of a pack the daily page can choose."""
    return sum(len(stack.refs) for stack in pack.compiled.head.offered)
