"""A pack while it is being written: what a check finds, its entries, and each as a learner would see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from companion.coach.workbench import PreviewCoach
from companion.domain.phrases import plural
from companion.packs.checking import Checked
from companion.tui.ink import INK, SOFT, TROUBLE, Block
from companion.tui.library_view import Line, heading_line, made_by
from companion.tui.screens.grouped_list import GroupedList
from companion.tui.screens.place import binding
from companion.tui.widgets.frame import Key

if TYPE_CHECKING:
    from companion.tui.preview import PreviewApp

MOST_FINDINGS = 12
"""The most findings that are shown at once; `companion pack check` prints them all."""

PREVIEW = "Nothing that you type or choose here is kept."
NOTHING = "Nothing to mend."

_ORDER = ("programme", "card", "guide", "article", "question", "term")
_MOVES = ("app.day(-1)", "app.day(1)")


class PreviewPlace(GroupedList):
    """Stands where the Library would; the pack is read again by the app whenever its files change."""

    digit = "5"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "open", "open", "Open what is chosen, as a reader finds it"),
        binding("t", "learner", "as a page", "See the chosen card as today's page"),
        binding("left_square_bracket", _MOVES[0], "day before", "Go to the day before"),
        binding("right_square_bracket", _MOVES[1], "day after", "Go to the day after"),
    ]

    @property
    def coach(self) -> PreviewCoach:
        """The coach over journals that are thrown away."""
        return self.previewing.previewed

    @property
    def previewing(self) -> PreviewApp:
        """The app, by its own type."""
        from companion.tui.preview import PreviewApp

        app = self.app
        if not isinstance(app, PreviewApp):
            raise TypeError("only a preview has this place")
        return app

    def lines(self) -> Sequence[Line]:
        """The pack itself, then its entries by kind; none while it has never been without errors."""
        good = self.coach.bench.good
        if good is None:
            return []
        about = Line("pack", "pack", good.about.id, good.about.title, "", made_by(good.about))
        found = sorted(good.headings(), key=lambda heading: _ORDER.index(heading.kind))
        return [about, *[heading_line(one, self.glyph(one.theme)) for one in found]]

    def state(self) -> tuple[object, ...]:
        """What the last check found, too."""
        return (*super().state(), self.coach.bench.checked)

    def head(self) -> list[Block]:
        """That this is a preview, and what the check finds in the files as they are now."""
        bench, width = self.coach.bench, self.measure.width
        return [Block("preview", width).text(PREVIEW, SOFT), check_block(bench.checked, width, bench.good is not None)]

    def empty(self) -> str:
        """Nothing can be shown of a pack with errors."""
        return "The pack is shown as soon as it has no errors. Save its files, and they are read again."

    def keys(self) -> list[str]:
        """Opening, a page, and another day."""
        chosen = ["open", "learner"] if self.item and self.item.kind == "card" else ["open"] if self.item else []
        return [*chosen, *_MOVES[:1], "help", "leave"]

    def _key(self, action: str) -> Key:
        return Key("[ ]", "another day", "") if action in _MOVES else super()._key(action)

    def action_place(self, digit: str) -> None:
        """Its own digit goes up to what the check finds."""
        if digit == self.digit:
            self._to_check()
        else:
            super().action_place(digit)

    def action_end(self, which: int) -> None:
        """What the check finds is first, the last line last."""
        if which:
            super().action_end(which)
        else:
            self._to_check()

    def action_page(self, step: int) -> None:
        """A screen of the list; above its beginning, what the check finds."""
        if step < 0 and self.cursor <= self.measure.rows // 3:
            self._to_check()
        else:
            super().action_page(step)

    def _to_check(self) -> None:
        self.to_top()
        self.redraw()
        self.say(verdict_line(self.coach.bench.checked))

    def action_open(self) -> None:
        """The pack as the Library shows it, or an entry as a reader finds it."""
        line = self.item
        if line is None:
            return
        if line.kind == "pack":
            from companion.tui.screens.pack_page import PackPage

            self.companion.push_screen(PackPage(line.key))
        else:
            from companion.tui.screens.reading import entry_page

            self.companion.push_screen(entry_page(self.coach, line.key))

    def action_learner(self) -> None:
        """The chosen card on today's page, which begins anew."""
        line = self.item
        if line is None or line.kind != "card":
            self.say("Only a card makes a page. Enter opens this as it is read.")
            return
        self.previewing.see(line.key)


def verdict_line(checked: Checked) -> str:
    """How much a check found, for those who listen rather than look."""
    counts = ((checked.errors, "error"), (checked.warnings, "warning"), (checked.notes, "style note"))
    said = ", ".join(plural(len(found), word) for found, word in counts if found)
    return f"{said.capitalize()}." if said else NOTHING


def check_block(checked: Checked, width: int, is_shown: bool) -> Block:
    """What a check found: errors, then likely mistakes, then notes on style; `is_shown` is a pack without errors."""
    block = Block("check", width)
    found = [*checked.errors, *checked.warnings, *checked.notes]
    if not found:
        return block.text(NOTHING, SOFT)
    if checked.errors:
        block.active, block.bar = True, TROUBLE
        held = " What is shown below is the pack before them." if is_shown else ""
        block.text(f"{plural(len(checked.errors), 'error').capitalize()}.{held}", f"bold {INK}")
    for finding in found[:MOST_FINDINGS]:
        block.text(str(finding), INK if finding.is_error else SOFT, indent="  ")
    if len(found) > MOST_FINDINGS:
        block.text(f"And {len(found) - MOST_FINDINGS} more; companion pack check lists them.", SOFT)
    return block
