"""Library: programmes, packs, themes, and what there is to read; each opens in its place or on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from companion.domain.entries import Heading, Term
from companion.domain.phrases import INDEPENDENT
from companion.domain.records import Share
from companion.domain.searching import fold, terms
from companion.text import one_line
from companion.tui.ink import SOFT, Block
from companion.tui.library_view import (
    GROUPS,
    NO_FEED,
    Line,
    heading_line,
    pack_line,
    programme_lines,
    theme_lines,
    turned_line,
)
from companion.tui.screens.find_place import FindPlace
from companion.tui.screens.grouped_list import GroupedList
from companion.tui.screens.place import Place, binding

_LISTED = ("article", "guide", "term")
"""The kinds of entries that are listed one by one; cards and questions are found by their words."""
_FOUND = (*_LISTED, "card", "question")


class LibraryPlace(FindPlace[Line], GroupedList):
    """Everything that packs bring."""

    digit = "5"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "open", "open", "Open what is chosen: a word in its place, all else on a page"),
        binding("space", "switch", "on or off", "Turn the chosen pack on or off for the daily page"),
        binding("i", "install", "install", "Install a pack, or update one, from a zip or a folder"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._feeds: Mapping[str, Share] = {}
        self._folded: tuple[Sequence[Heading], Sequence[str]] = ((), ())

    # The list

    def state(self) -> tuple[object, ...]:
        """What is searched for, too."""
        return (*super().state(), self.query_text)

    def lines(self) -> list[Line]:
        """Programmes, packs, themes, articles, guides and words; or what has the words that are searched for."""
        coach, headings = self.companion.coach, self.headings()
        if not headings:
            return []
        wanted = terms(self.query_text)
        cards = Counter(one.theme for one in headings if one.kind == "card" and not one.retired)
        themes = [(theme, self.glyph(theme.id)) for theme in coach.themes()]
        packs = coach.pack_views()
        self._feeds = {view.about.id: view.share for view in packs if view.feeds}
        found = [
            *programme_lines(coach.programmes()),
            *map(pack_line, packs),
            *theme_lines(themes, coach.progress().trials, cards),
        ]
        if not self.query_text.strip():
            return [*found, *self._entries(one for one in headings if one.kind in _LISTED and not one.retired)]
        found = [line for line in found if _has(fold(line.title), wanted)]
        entries = zip(headings, self._titles(headings), strict=True)
        return [*found, *self._entries(one for one, title in entries if _has(title, wanted))]

    def _entries(self, headings: Iterable[Heading]) -> list[Line]:
        """Entries by kind, the words of the glossary by the alphabet."""
        kinds: dict[str, list[Heading]] = {kind: [] for kind in _FOUND}
        for one in headings:
            if one.kind in kinds:
                kinds[one.kind].append(one)
        kinds["term"].sort(key=lambda one: fold(one.title))
        seen = self.companion.coach.seen_cards()
        return [heading_line(one, self.glyph(one.theme), seen) for some in kinds.values() for one in some]

    def _titles(self, headings: Sequence[Heading]) -> Sequence[str]:
        """The titles as they are searched, folded once for each library."""
        if self._folded[0] is not headings:
            self._folded = headings, [fold(one.title) for one in headings]
        return self._folded[1]

    def open_rows(self, block: Block, line: Line) -> None:
        """What a word means, and where that is from."""
        term = self.companion.coach.pack_entry(line.key)
        if isinstance(term, Term):
            block.text(term.body)
            for source in (*term.sources, self.companion.coach.pack_view(term.pack).about.title):
                block.text(one_line(source), SOFT)

    def head(self) -> list[Block]:
        """What is searched for, and how much of it there is."""
        if not self.query_text and not self._typing():
            return []
        coach = self.companion.coach
        entries = sum(one.kind in _FOUND for one in self.headings())
        return [self.found_block(entries + len(coach.programmes()) + len(coach.packs()) + len(coach.themes()))]

    def tail(self) -> Block | None:
        """What all this is, and is not."""
        return Block("about", self.measure.width).text(INDEPENDENT, SOFT) if not self.query_text else None

    def empty(self) -> str:
        """What there is instead."""
        if self.query_text:
            return "No title has these words. Esc shows everything again."
        return "The library is empty. i installs a pack from a zip or a folder."

    def keys(self) -> list[str]:
        """What can be done here."""
        if self._typing():
            return ["open", "back", "help.typing", "leave.typing"]
        if self.item is None:
            return [*(["back"] if self.query_text else []), "install", "find", "help", "leave"]
        switch = ["switch"] if self.item.kind == "pack" and self.item.key in self._feeds else []
        return ["open", *switch, "find", "install", "help", *([] if switch else ["leave"])]

    def word(self, action: str, usual: str) -> str:
        """Enter, Space and Esc say what they would do."""
        line = self.item
        if action == "open" and self._typing():
            return "to the list"
        if action == "back" and not self._typing() and self.query_text:
            return "show all"
        if action == "switch" and line:
            return "turn on" if self._feeds.get(line.key) is Share.OFF else "turn off"
        return "close" if action == "open" and line and self.is_opened(line) else usual

    # Doing

    def action_open(self) -> None:
        """Open what is chosen."""
        line = self.item
        if self._typing():
            self.field_kept()
        elif line and line.kind == "term":
            super().action_open()
        elif line:
            self.companion.push_screen(self._page(line))

    def _page(self, line: Line) -> Place:
        if line.kind == "pack":
            from companion.tui.screens.pack_page import PackPage

            return PackPage(line.key)
        if line.kind == "theme":
            from companion.tui.screens.pack_page import ThemePage

            return ThemePage(line.key)
        if line.kind == "programme":
            from companion.tui.screens.programme_page import ProgrammePage

            return ProgrammePage(line.key)
        from companion.tui.screens.reading import entry_page

        return entry_page(self.companion.coach, line.key)

    def action_switch(self) -> None:
        """Turn the chosen pack on or off for the daily page."""
        line = self.item
        if line is None or line.kind != "pack":
            self.say("Space turns a pack on or off; this is none.")
            return
        coach = self.companion.coach
        view = coach.pack_view(line.key)
        if not view.feeds:
            self.say(NO_FEED)
            return
        share = Share.USUAL if view.share is Share.OFF else Share.OFF
        said = turned_line(view.about, share, self.measure)
        self.attempt(lambda: coach.feed(view.about.id, share), lambda: said)

    def action_install(self) -> None:
        """Install a pack, or update one."""
        from companion.tui.forms.library import InstallForm

        form = InstallForm()
        self.ask(form, lambda: self.hold((GROUPS["pack"], form.made)) if form.made else None)

    def action_back(self) -> None:
        """Close what is open, then show everything again, then back to Today."""
        if self.query_text and not (self.item and self.is_opened(self.item)):
            self.show_all()
        else:
            super().action_back()


def _has(title: str, wanted: Sequence[str]) -> bool:
    return bool(wanted) and all(word in title for word in wanted)
