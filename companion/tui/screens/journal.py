"""Journal: everything recorded, by day and newest first; searched, filtered, corrected and withdrawn from here."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType

from companion.coach.finding import EVERYTHING, Filter, Item
from companion.coach.naming import name_of
from companion.coach.views import Entry, Misuse, Refused
from companion.domain.cards import NO_THEME, Theme
from companion.domain.phrases import dated
from companion.journal.errors import JournalError
from companion.journal.lines import HISTORY_NAMES
from companion.text import one_line
from companion.tui.form import Form
from companion.tui.ink import Block
from companion.tui.journal_view import day_label, entry_block
from companion.tui.screens.find_place import FindPlace
from companion.tui.screens.place import binding

_GONE = Entry("gone", "This was taken back meanwhile.")


class JournalPlace(FindPlace[Item]):
    """What a person has recorded, to be found again."""

    digit = "3"
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("enter", "open", "open", "Open or close the chosen entry"),
        binding("f", "filter", "filter", "Show only one theme, kind, pack or experiment, or a stretch of days"),
        binding("e", "correct", "correct", "Correct the chosen record; what it said before stays in its history"),
        binding("x", "withdraw", "withdraw", "Withdraw the chosen record"),
        binding("h", "history", "history", "What the chosen record said before"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.filter = EVERYTHING
        self._found: Sequence[Item] = ()
        self._found_for: tuple[object, ...] = ()
        self._entries: dict[Item, Entry] = {}
        self._entries_of: object = None

    # The list

    def listed(self) -> Sequence[Item]:
        """What is shown: everything, or what was searched for, under the filter."""
        coach = self.companion.coach
        wanted = (coach.seen(), coach.day(), self.query_text, self.filter)
        if wanted != self._found_for:
            try:
                hits = coach.search(self.query_text, self.filter) if self.query_text.strip() else None
                self._found = [hit.item for hit in hits] if hits is not None else coach.items(self.filter)
            except (Misuse, JournalError) as error:
                self._found = ()
                self.voice = str(error)
            self._found_for = (coach.seen(), *wanted[1:])
        return self._found

    def identity(self, item: Item) -> Hashable:
        """Its table and id: a correction may change its day."""
        return item.table, item.key

    def label_of(self, index: int) -> Hashable:
        """Its day; of what was found, each has its own, since days may be mixed."""
        return None if self.query_text else self.items()[index].day

    def item_block(self, index: int, active: bool) -> Block:
        """One entry, closed or opened."""
        item, today = self.items()[index], self.companion.coach.day()
        label = day_label(item.day, today) if self.is_labelled(index) else ""
        opened = self.is_opened(item)
        return entry_block(self._entry(item), label, self.query_text, opened, active, self.measure, f"item:{index}")

    def prepare(self, items: Sequence[Item]) -> None:
        """The entries; where one was taken back meanwhile, each is asked for by itself."""
        seen = self.companion.coach.seen()
        if seen is not self._entries_of:
            self._entries, self._entries_of = {}, seen
        missing = [item for item in items if item not in self._entries]
        with suppress(Refused):
            self._entries |= dict(zip(missing, self.companion.coach.entries(missing), strict=True))

    def searched(self) -> int:
        """Everything recorded."""
        return len(self.companion.coach.items())

    def left_out(self) -> str:
        """What the filter leaves out."""
        return "" if self.filter == EVERYTHING else self._filter_words()

    def empty(self) -> str:
        """What there is instead."""
        if self.is_narrowed:
            return "Nothing like it is recorded. Esc shows everything again."
        return "Your words will gather here."

    def keys(self) -> list[str]:
        """What can be done here."""
        if self._typing():
            return ["open", "back", "help.typing", "leave.typing"]
        if not self.items():
            return ["find", "back", "help", "leave"]
        return ["open", "find", "filter", "correct", "history", "help"]

    def spoken(self, index: int) -> str:
        """The chosen entry's day and its place in the list."""
        item = self.items()[index]
        entry, today = self._entry(item), self.companion.coach.day()
        return f"{dated(item.day, today)}, {entry.kind}. {index + 1} of {len(self.items())}."

    # Filtering

    def action_filter(self) -> None:
        """Show only a part."""
        from companion.tui.forms.correcting import FilterForm

        coach, item = self.companion.coach, self.item
        experiment = item.experiment if item else ""
        self._ask(FilterForm(coach.themes(), coach.packs(), experiment, self._filtered))

    def _filtered(self, wanted: Filter) -> None:
        self.filter = wanted
        self.to_top()

    # Doing

    def action_correct(self) -> None:
        """Correct the chosen record."""
        from companion.tui.forms.correcting import edit_form
        from companion.tui.forms.planning import RewordForm

        item, coach = self.item, self.companion.coach
        if item is None:
            return
        try:
            if item.table == "plans":
                found = coach.find(item.key)
                self._ask(RewordForm(found, self._theme(item), coach.day()))
                return
            name = name_of(item.table, item.key)
            form = edit_form(name, coach.record(name).record, self._theme(item), one_line(self._entry(item).aside))
        except (Refused, Misuse, JournalError) as error:
            self.say(str(error))
            return
        if form:
            self._ask(form)
        else:
            self.say("This is not corrected; x withdraws it.")

    def action_withdraw(self) -> None:
        """Withdraw the chosen record, once that has been confirmed."""
        from companion.tui.forms.correcting import WithdrawForm

        item = self.item
        if item is None:
            return
        name = name_of(item.table, item.key)
        entry, cost = self._entry(item), self.companion.coach.cost_of(name)
        self._ask(WithdrawForm(name, f"{entry.kind.capitalize()}: {one_line(entry.text)}", cost))

    def action_history(self) -> None:
        """What the chosen record said before."""
        from companion.tui.screens.record_pages import HistoryPage

        item = self.item
        if item is not None:
            self.companion.push_screen(HistoryPage(name_of(item.table, item.key)))

    def action_undo(self) -> None:
        """Take back the last act; what that brought back is chosen."""
        super().action_undo()
        back = [one for one in self.companion.undone if one.returns]
        if back:
            said = self.voice
            self.hold((HISTORY_NAMES[back[0].table], back[0].id))
            self.redraw()
            self.say(said)

    def show_all(self) -> None:
        """Nothing is searched for or left out any more."""
        self.filter = EVERYTHING
        super().show_all()

    def _ask(self, form: Form) -> None:
        from companion.tui.screens.form_page import FormPage

        self.companion.push_screen(FormPage(form, self._kept))

    def _kept(self, said: str) -> None:
        self.redraw()
        if said:
            self.say(said)

    # Inside

    def _entry(self, item: Item) -> Entry:
        if item in self._entries and self.companion.coach.seen() is self._entries_of:
            return self._entries[item]
        try:
            return self.companion.coach.entry(item)
        except Refused:
            return _GONE

    def _theme(self, item: Item) -> Theme:
        return self.companion.coach.theme(item.theme) or NO_THEME

    def _filter_words(self) -> str:
        wanted, coach = self.filter, self.companion.coach
        theme = coach.theme(wanted.theme)
        parts = [
            f"kind: {wanted.kind}" if wanted.kind else "",
            f"theme: {theme.title if theme else wanted.theme}" if wanted.theme else "",
            f"pack: {wanted.pack}" if wanted.pack else "",
            "one experiment" if wanted.experiment else "",
            f"since {wanted.since}" if wanted.since else "",
            f"up to {wanted.until}" if wanted.until else "",
        ]
        return one_line(", ".join(filter(None, parts)))
