"""A pack on a page, and a theme: what each is, how much of a pack the daily page takes, and entries to be opened."""

from __future__ import annotations

from collections.abc import Sequence

from companion.coach.packing import PackView
from companion.domain.cards import NO_THEME
from companion.domain.records import Share
from companion.tui.ink import INK, SOFT, Block, accent, ink
from companion.tui.library_view import (
    SHARES,
    Line,
    heading_line,
    level_label,
    pack_head,
    pages_words,
)
from companion.tui.screens.grouped_list import GroupedPage
from companion.tui.voice import fitting

_ORDER = ("programme", "guide", "article", "card", "question", "term")
_UPDATE = Line("this file", "update", "update", "Update it from a file…", letter="p")
_REMOVE = Line("this file", "remove", "remove", "Remove it…", letter="r")
_BUNDLED = "It came with the program: that updates it, and it cannot be removed."


class EntriesPage(GroupedPage):
    """A list of entries among which each opens on its page."""

    def take(self, line: Line) -> None:
        """An entry."""
        from companion.tui.screens.reading import entry_page

        self.companion.push_screen(entry_page(self.companion.coach, line.key))

    def keys(self) -> list[str]:
        """Opening, and the way back."""
        return ["choose", "open", "back", "help", "leave"] if self.items() else ["back", "help", "leave"]


class PackPage(EntriesPage):
    """One pack by its id."""

    def __init__(self, pack: str) -> None:
        super().__init__()
        self._pack = pack
        self._view: PackView | None = None

    def lines(self) -> Sequence[Line]:
        """How much of it, what becomes of it, and its entries by kind."""
        coach = self.companion.coach
        if self._pack not in coach.packs():
            self._view = None
            return []
        view = self._view = coach.pack_view(self._pack)
        now = {view.share: f"now: {pages_words(view.pages)}"}
        shares = [
            Line("daily page", "share", share, words, now.get(share, ""), letter=letter)
            for share, (letter, words) in SHARES.items()
        ]
        self.begin_on(("daily page", view.share))
        seen = coach.seen_cards()
        found = sorted(self.headings(self._pack), key=lambda heading: _ORDER.index(heading.kind))
        entries = [heading_line(one, self.glyph(one.theme), seen) for one in found]
        return [*(shares if view.feeds else []), *([_UPDATE, _REMOVE] if view.can_go else []), *entries]

    def head(self) -> list[Block]:
        """What it says of itself, and how it came here."""
        if self._view is None:
            return []
        blocks = pack_head(self._view, self.measure)
        if self._view.is_bundled:
            blocks[0].text(_BUNDLED, SOFT)
        return blocks

    def empty(self) -> str:
        """It is gone."""
        return "This pack is not here any more. What you wrote on its cards stays."

    def take(self, line: Line) -> None:
        """How much of it, where it comes from, or an entry."""
        if line.kind == "share":
            share = Share(line.key)
            self.attempt(lambda: self.companion.coach.feed(self._pack, share), lambda: self._fed(share))
        elif line.kind == "update":
            from companion.tui.forms.library import InstallForm

            self.ask(InstallForm(self._pack))
        elif line.kind == "remove" and self._view:
            self._remove(self._view)
        else:
            super().take(line)

    def _fed(self, share: Share) -> str:
        pages, word = self.companion.coach.pack_view(self._pack).pages, SHARES[share][1]
        if pages == 1 and share in (Share.LESS, Share.MORE):
            return f"{word}; still every page: no other pack is on. u takes it back."
        taken = f"{word}: {pages_words(pages)}"
        return fitting(self.measure, f"{taken} from now on. u takes it back.", f"{taken}. u takes it back.")

    def _remove(self, view: PackView) -> None:
        from companion.tui.forms.library import RemoveForm

        form = RemoveForm(view)
        self.ask(form, lambda: self._close() if form.made else None)

    def _close(self) -> None:
        self.dismiss()


class ThemePage(EntriesPage):
    """The cards of one theme by level, from all packs."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        self._theme = theme

    def lines(self) -> Sequence[Line]:
        """The cards, from notice to lead."""
        seen = self.companion.coach.seen_cards()
        cards = [one for one in self.headings() if one.kind == "card" and one.theme == self._theme]
        cards.sort(key=lambda one: one.level)
        return [heading_line(one, "", seen, level_label(one.level)) for one in cards]

    def head(self) -> list[Block]:
        """The theme, and how much of it there is and has been seen."""
        coach, measure = self.companion.coach, self.measure
        theme = coach.theme(self._theme) or NO_THEME
        glyph = ink(f"{self.companion.settings.glyph(theme)} ", accent(theme.id))
        block = Block("theme", measure.width).content(glyph + ink(theme.title, f"bold {INK}"))
        seen = sum("seen" in line.aside for line in self.items())
        trials = coach.progress().trials.get(theme.id, 0)
        return [block.text(f"{seen} of {len(self.items())} cards seen, {trials} trials so far.", SOFT)]

    def empty(self) -> str:
        """No card."""
        return "No pack here has a card of this theme."
