"""Pages to read: an article, and a card, a question or a word by itself; the right page for an entry of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from companion.coach.coach import Coach
from companion.coach.views import Misuse, Refused
from companion.domain.cards import NO_THEME
from companion.domain.entries import Article, Entry, Guide, Heading, Programme
from companion.domain.programme_words import passed_line, place_words
from companion.domain.programmes import Following
from companion.journal.errors import JournalError
from companion.text import one_line
from companion.tui.ink import INK, SOFT, Block
from companion.tui.library_view import entry_blocks, sources_block
from companion.tui.markdown_view import add_markdown
from companion.tui.screens.pages import Page
from companion.tui.screens.place import Place, binding

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

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self._kept: tuple[object, list[Block]] = (None, [])

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
        """What else the blocks are made from."""
        return ()

    def entry_blocks(self, entry: Entry) -> list[Block]:
        """The entry's own sections."""
        theme = self.companion.coach.theme(entry.theme) or NO_THEME
        return entry_blocks(entry, theme, self.companion.settings.glyph(theme), self.measure)

    def _framed(self, entry: Entry) -> list[Block]:
        """The entry between the words that it is retired, where it is, and those of which pack it is."""
        coach, width = self.companion.coach, self.measure.width
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

    def state(self) -> tuple[object, ...]:
        """What is recorded: a programme may ask for it, or not any more."""
        return (self.companion.coach.seen(),)

    def entry_blocks(self, entry: Entry) -> list[Block]:
        """The title, the text, and the sources at the end; above it, which programme asks for it."""
        width = self.measure.width
        head = Block("article", width).text(one_line(entry.title), f"bold {INK}")
        self._asked = self._asked_by()
        for one in self._asked:
            head.text(f"{one_line(one.title)}, {place_words(one)}. m marks it as read.", SOFT)
        head.blank()
        if isinstance(entry, Article):
            add_markdown(head, entry.body)
        return [head, *sources_block(entry.sources, self.measure)]

    def keys(self) -> list[str]:
        """Marking, where that is asked for, and the way back."""
        return [*(["mark"] if self._asked else []), *super().keys()]

    def _asked_by(self) -> list[Following]:
        """The programmes that have this next."""
        following = self.companion.coach.following()
        return [one for one in following if one.is_active and one.next and one.next.ref == self.ref]

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
        passed = passed_line(before, coach.following())
        self.say(f"{passed} u takes it back." if passed else _UNASKED)

    def on_resize(self) -> None:
        """The paragraph that was at the top stays there when all of it is folded anew."""
        top = self.body.scroll_offset.y
        number = 0
        while (lines := self.column.lines_of(f"at:{number}")) and lines[1] <= top:
            number += 1
        if lines and top:
            part = max(0, top - lines[0]) / (lines[1] - lines[0])
            self.call_after_refresh(self._return_to, f"at:{number}", part)

    def _return_to(self, action: str, part: float) -> None:
        lines = self.column.lines_of(action)
        if lines:
            self.body.scroll_to(y=lines[0] + int(part * (lines[1] - lines[0])), animate=False, force=True)
            self._draw_frame()
