"""Pages about one record: the family of an experiment as a tree, and what a record said before."""

from __future__ import annotations

from companion.coach.naming import Name
from companion.coach.revising import Revised, revised
from companion.coach.views import Misuse, Refused
from companion.domain.cards import NO_THEME
from companion.domain.experiment_words import came_from
from companion.journal.errors import JournalError
from companion.text import one_line
from companion.tui.experiments_view import kin_block
from companion.tui.ink import INK, SOFT, Block, ink
from companion.tui.screens.pages import Page

_MOST_KIN = 100
_LEAD = 12


class FamilyPage(Page):
    """The thin slices that led to an experiment, and what it led to, each below the one it came from."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._experiment = key

    def blocks(self) -> list[Block]:
        """One section a member."""
        coach, width = self.companion.coach, self.measure.width
        try:
            found = coach.family(self._experiment)
        except (Misuse, Refused) as error:
            return [Block("family", width).text(str(error))]
        today = coach.day()
        blocks = []
        if found[0][1].plan.parent:
            blocks.append(Block("", width).text("It goes further back, to one that was withdrawn.", SOFT))
        for kin, one in found[:_MOST_KIN]:
            how = came_from(one.plan) if kin.depth else "family"
            glyph = self.companion.settings.glyph(coach.theme(one.plan.theme) or NO_THEME)
            blocks.append(kin_block(one, kin.depth, how, kin.here, glyph, today, self.measure))
        if len(found) > _MOST_KIN:
            more = f"And {len(found) - _MOST_KIN} more; `companion family {self._experiment}` shows them."
            blocks.append(Block("", width).text(more, SOFT))
        return blocks


class HistoryPage(Page):
    """Everything a record ever said, the latest first."""

    def __init__(self, name: Name) -> None:
        super().__init__()
        self._record = name

    def blocks(self) -> list[Block]:
        """One section a revision."""
        coach, width = self.companion.coach, self.measure.width
        try:
            found = revised(coach.revisions_of(self._record), coach.device, coach.day())
        except (Misuse, Refused, JournalError) as error:
            return [Block("history", width).text(str(error))]
        return [self._block(one, not number) for number, one in enumerate(reversed(found))]

    def _block(self, one: Revised, latest: bool) -> Block:
        block = Block("now" if latest else "before", self.measure.width)
        block.text(f"{one.when}, {one.where}: {one.what}", f"bold {INK}" if latest else SOFT)
        for change in one.changes:
            lead = f"{one_line(change.field):<{_LEAD}}"
            if change.was is not None:
                block.content(ink(f"was {one_line(change.was)}", SOFT), first=lead, indent=" " * _LEAD)
                lead = " " * _LEAD
            block.content(ink(one_line(change.now)), first=lead, indent=" " * _LEAD)
        return block
