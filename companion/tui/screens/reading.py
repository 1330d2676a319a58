"""Pages to read: an article, and a card, a question or a word by itself; the right page for an entry of any kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from companion.coach.coach import Coach
from companion.coach.views import Misuse, Refused
from companion.domain.cards import NO_THEME, Card
from companion.domain.entries import Article, Entry, Guide, Heading, Programme, kind_of
from companion.domain.programme_words import place_words
from companion.domain.programmes import Following
from companion.journal.errors import JournalError
from companion.text import one_line
from companion.tui.entry_view import comes_line, entry_blocks, sources_block
from companion.tui.ink import INK, SOFT, Block
from companion.tui.markdown_view import add_markdown
from companion.tui.screens.pages import Page
from companion.tui.screens.place import Place, binding
from companion.tui.voice import passed_words

_GONE = "The pack that had this is not here any more. What you wrote on it stays in the Journal."
_UNASKED = "No programme asks for this now, so there is nothing to note."


def entry_page(coach: Coach, ref: str) -> Place:
    """The page for the entry of this name, whatever its kind; one that says so where no pack here has it."""
    try:
        entry = coach.pack_entry(ref)
    except Misuse:
        return EntryPage(ref)
    if isinstance(entry, Guide):
        from companion.tui.screens.guide_page import GuidePage

        return GuidePage(ref)
    if isinstance(entry, Programme):
        from companion.tui.screens.programme_page import ProgrammePage

        return ProgrammePage(ref)
    return ArticlePage(ref) if isinstance(entry, Article) else EntryPage(ref)


class EntryPage(Page):
    """One entry by its ref, whole: a card, a question or a word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("home", "end(0)", "first", "The beginning", show=False),
        binding("end", "end(1)", "last", "The end", show=False),
    ]

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self._kind = ""
        self._kept: tuple[object, list[Block]] = (None, [])

    def keys(self) -> list[str]:
        """Reading on, or at the end going back, where there is more than the screen has; and closing."""
        above, below = self.more()
        return [*(["page(1)"] if below else ["page(-1)"] if above else []), *super().keys()]

    def step_name(self) -> str:
        """The entry's kind, for screens without labels."""
        return self._kind

    def action_end(self, which: int) -> None:
        """To the beginning, or to the end."""
        self.body.scroll_to(y=which * self.body.max_scroll_y, animate=False, force=True)
        self.call_after_refresh(self._draw_frame)

    def blocks(self) -> list[Block]:
        """The entry, and that it is retired where it is; made once for each width and library."""
        state = (self.measure, self.companion.coach.library(), *self.state())
        if state != self._kept[0]:
            try:
                blocks = self._framed(self.companion.coach.pack_entry(self.ref))
            except Misuse:
                blocks = [Block("", self.measure.width).text(_GONE)]
            self._kept = state, blocks
        return self._kept[1]

    def state(self) -> tuple[object, ...]:
        """What else the blocks are made from: what is recorded, since a programme may have this next, or no more."""
        return self.companion.coach.seen(), self.companion.coach.day()

    def entry_blocks(self, entry: Entry) -> list[Block]:
        """The entry's own sections; above a card, whose step it is and when its idea comes."""
        theme = self.companion.coach.theme(entry.theme) or NO_THEME
        blocks = entry_blocks(entry, theme, self.companion.settings.glyph(theme), self.measure)
        asked = self.companion.coach.asked_by(self.ref) if isinstance(entry, Card) else []
        if not asked:
            return blocks
        step = Block("programme", self.measure.width)
        for one in asked:
            step.text(f"{one_line(one.title)}, {place_words(one)}.", SOFT)
        return [step.text(comes_line(self.companion.coach.today().card, self.ref), SOFT), *blocks]

    def _framed(self, entry: Entry) -> list[Block]:
        """The entry between the words that it is retired, where it is, and those of which pack it is."""
        coach, width, self._kind = self.companion.coach, self.measure.width, kind_of(entry)
        headings = coach.headings(entry.pack)
        found = next(heading for heading in headings if heading.id == entry.id)
        pack = Block("pack", width).text(one_line(coach.pack_view(entry.pack).about.title), SOFT)
        retired = Block("retired", width).text(f"No page offers this any more.{_successor(found, headings)}")
        return [*([retired] if found.retired else []), *self.entry_blocks(entry), pack]

    def redraw(self, follow: bool = True) -> None:
        """What was being read stays where it is."""
        super().redraw(follow=False)


def _successor(heading: Heading, headings: Sequence[Heading]) -> str:
    """Which entry of its pack replaces it, as a sentence; "" for none."""
    found = next((one for one in headings if one.ref == heading.replaced_by), None)
    return f" {one_line(found.title)} takes its place." if found else ""


class ArticlePage(EntryPage):
    """An article in the house's column; `m` tells the programme that asks for it that it has been read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("m", "mark", "mark as read", "Tell the programme that has this next that you have read it"),
    ]

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self._asked: list[Following] = []

    def entry_blocks(self, entry: Entry) -> list[Block]:
        """The title, the text, and the sources at the end; above it, which programme asks for it."""
        width = self.measure.width
        head = Block("article", width).text(one_line(entry.title), f"bold {INK}")
        self._asked = self.companion.coach.asked_by(self.ref)
        for one in self._asked:
            head.text(f"{one_line(one.title)}, {place_words(one)}. m marks it as read.", SOFT)
        head.blank()
        if isinstance(entry, Article):
            add_markdown(head, entry.body)
        return [head, *sources_block(entry.sources, self.measure)]

    def keys(self) -> list[str]:
        """Marking, where that is asked for, and the way back."""
        return [*(["mark"] if self._asked else []), *super().keys()]

    def action_mark(self) -> None:
        """It has been read."""
        coach = self.companion.coach
        before = coach.following()
        try:
            coach.mark(self.ref)
        except (Refused, Misuse, JournalError) as error:
            self.say(str(error))
            return
        self.redraw()
        self.say(passed_words(before, coach.following(), self.measure) or _UNASKED)

    def on_resize(self) -> None:
        """The paragraph that was at the top stays there when all of it is folded anew."""
        top = self.body.scroll_offset.y
        paragraphs = list(dict.fromkeys(row.action for block in self._kept[1] for row in block.rows if row.action))
        found = paragraphs[bisect_right(paragraphs, top, key=lambda one: self._lines_of(one)[1]) :]
        if found and top:
            start, end = self._lines_of(found[0])
            self.call_after_refresh(self._return_to, found[0], max(0, top - start) / (end - start))

    def _return_to(self, action: str, part: float) -> None:
        start, end = self._lines_of(action)
        self.body.scroll_to(y=start + int(part * (end - start)), animate=False, force=True)
        self._draw_frame()

    def _lines_of(self, action: str) -> tuple[int, int]:
        return self.column.lines_of(action) or (0, 0)
