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
    NO_IDEAS,
    WITH_PROGRAMME,
    Line,
    heading_line,
    pack_line,
    programme_lines,
    theme_lines,
)
from companion.tui.screens.find_place import FindPlace
from companion.tui.screens.grouped_list import GroupedList
from companion.tui.screens.place import Place, binding
from companion.tui.voice import turned_line

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

    # The list

    def state(self) -> tuple[object, ...]:
        """What is searched for, too."""
        return (*super().state(), self.query_text)

    def lines(self) -> list[Line]:
        """Programmes, packs, themes, articles, guides and words; or what has the words that are searched for."""
        coach, headings = self.companion.coach, self.headings()
        if not headings:
            return []
        cards = Counter(one.theme for one in headings if one.kind == "card" and not one.retired)
        themes = [(theme, self.glyph(theme.id)) for theme in coach.themes()]
        packs = coach.pack_views()
        self._feeds = {view.about.id: view.share for view in packs if view.feeds}
        every = [
            *programme_lines(coach.programmes()),
            *map(pack_line, packs),
            *theme_lines(themes, coach.progress().trials, cards),
        ]
        if not self.query_text.strip():
            listed = [one for one in headings if one.kind in _LISTED and not one.retired]
            listed.sort(key=lambda one: fold(one.title) if one.kind == "term" else "")
            return [*every, *self._entries(listed)]
        found, wanted = coach.search_entries(self.query_text), terms(self.query_text)
        refs = {one.ref for one in found}
        fitting = [line for line in every if line.key in refs or _has(line.title, wanted)]
        return [_where(line, wanted) for line in (*fitting, *self._entries(found))]

    def _entries(self, headings: Iterable[Heading]) -> list[Line]:
        """Entries by kind, those of a kind in the order that they come in."""
        kinds: dict[str, list[Heading]] = {kind: [] for kind in _FOUND}
        for one in headings:
            if one.kind in kinds:
                kinds[one.kind].append(one)
        seen = self.companion.coach.seen_cards()
        return [heading_line(one, self.glyph(one.theme), seen) for some in kinds.values() for one in some]

    def open_rows(self, block: Block, line: Line) -> None:
        """What a word means, and where that is from."""
        term = self.companion.coach.pack_entry(line.key)
        if isinstance(term, Term):
            block.text(term.body)
            for source in (*term.sources, self.companion.coach.pack_view(term.pack).about.title):
                block.text(one_line(source), SOFT)

    def searched(self) -> int:
        """Everything that is on offer."""
        coach = self.companion.coach
        entries = sum(one.kind in _FOUND and not one.retired for one in self.headings())
        return entries + len(coach.programmes()) + len(coach.packs()) + len(coach.themes())

    def tail(self) -> list[Block]:
        """What all this is, and is not."""
        return [] if self.query_text else [Block("about", self.measure.width).text(INDEPENDENT, SOFT)]

    def empty(self) -> str:
        """What there is instead."""
        if self.query_text:
            return "Nothing here has these words. Esc shows everything again."
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
        """Space says what it would do, too."""
        if action == "switch" and self.item:
            return "turn on" if self._feeds.get(self.item.key) is Share.OFF else "turn off"
        return super().word(action, usual)

    # Doing

    def action_open(self) -> None:
        """Open what is chosen."""
        line = self.item
        if self._typing() or (line and line.kind == "term"):
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
            self.say(WITH_PROGRAMME if view.about.counts.get("card") else NO_IDEAS)
            return
        share = Share.USUAL if view.share is Share.OFF else Share.OFF
        said = turned_line(view.about, share, self.measure)
        self.attempt(lambda: coach.feed(view.about.id, share), lambda: said)

    def action_install(self) -> None:
        """Install a pack, or update one."""
        from companion.tui.forms.library import InstallForm

        form = InstallForm()
        self.ask(form, lambda: self.hold((GROUPS["pack"], form.made)) if form.made else None)


def _has(title: str, wanted: Sequence[str]) -> bool:
    folded = fold(title)
    return bool(wanted) and all(word in folded for word in wanted)


def _where(line: Line, wanted: Sequence[str]) -> Line:
    """What was found, saying so where its title does not show it."""
    return line if _has(line.title, wanted) else line._replace(aside=f"{line.aside} · in its text".removeprefix(" · "))
