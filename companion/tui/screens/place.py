"""A place: the frame, one scrolling column, and the keys that work everywhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from companion.domain.phrases import short_day
from companion.tui.ink import Block
from companion.tui.measure import Measure
from companion.tui.widgets.column import Column
from companion.tui.widgets.frame import Bar, Footing, Key, Masthead

if TYPE_CHECKING:
    from companion.tui.app import CompanionApp
    from companion.tui.widgets.field import Field

KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
    "ctrl+z": "Ctrl+Z",
    "ctrl+c": "Ctrl+C",
    "ctrl+j": "Ctrl+J",
    "f1": "F1",
}

_SMALL = 48
"""Columns below which the footer has room for two things to press, and on a page for the way back as well."""


def binding(key: str, action: str, word: str, tooltip: str, show: bool = True) -> Binding:
    """A binding that can be remapped (its id is its action) and that explains itself."""
    return Binding(key, action, word, show=show, id=action.replace("(", ".").strip(")'\""), tooltip=tooltip)


class Place(Screen[None]):
    """Subclasses give `digit`, `blocks()`, `count()` and `keys()`, and call `redraw()` when these change."""

    CSS_PATH = "place.tcss"
    AUTO_FOCUS = ""
    digit: str = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("1", "place('1')", "Today", "Go to today's page", show=False),
        binding("2", "place('2')", "Experiments", "Go to what you are trying, and to the playbook", show=False),
        binding("3", "place('3')", "Journal", "Go to everything recorded, by day; search it", show=False),
        binding("4", "place('4')", "Progress", "Go to the streak, the year and what it adds up to", show=False),
        binding("5", "place('5')", "Library", "Go to programmes, packs, and what there is to read", show=False),
        binding("up", "move(-1)", "up", "Move up: to the choice above, to the day before, or scroll", show=False),
        binding("down", "move(1)", "down", "Move down: to the choice below, to the day after, or scroll", show=False),
        binding("pageup", "page(-1)", "page up", "Scroll a page up", show=False),
        binding("pagedown", "page(1)", "page down", "Scroll a page down", show=False),
        binding("escape", "back", "back", "One step back; nothing is ever lost by it"),
        binding("u", "undo", "undo", "Take back the last thing recorded on this device"),
        binding("question_mark", "help", "help", "Show every key"),
        binding("f1", "help", "help", "Show every key, also while typing", show=False),
        binding("q", "leave", "leave", "Leave; what you have typed is kept"),
        Binding("ctrl+p", "app.command_palette", "palette", id="palette", tooltip="Find a command, change the theme"),
        Binding("ctrl+z", "app.suspend_process", "suspend", id="suspend", tooltip="Back to the shell; fg returns"),
        Binding(
            "ctrl+q", "leave", "leave", id="leave.typing", tooltip="Leave; what you have typed is kept", priority=True
        ),
        Binding(
            "ctrl+c",
            "leave",
            "leave",
            id="leave.break",
            tooltip="Leave; what you have typed is kept",
            priority=True,
            show=False,
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.voice = ""
        self._masthead, self._footing = Masthead("masthead"), Footing("footing")
        self.column = Column()
        self.body = VerticalScroll(self.column, id="body", can_focus=False)

    @property
    def companion(self) -> CompanionApp:
        """The app, by its own type."""
        from companion.tui.app import CompanionApp

        app = self.app
        if not isinstance(app, CompanionApp):
            raise TypeError("a place belongs to the companion's app")
        return app

    @property
    def measure(self) -> Measure:
        """The geometry of the terminal as it is now."""
        return Measure(self.size.width, self.size.height)

    def compose(self) -> ComposeResult:
        """Masthead, body, footing."""
        yield self._masthead
        yield self.body
        yield self._footing

    def on_mount(self) -> None:
        """The marks for "more" follow the scrolling."""
        self.watch(self.body, "scroll_y", self._draw_frame, init=False)
        self.watch(self.body, "virtual_size", self._draw_frame, init=False)

    # What a place gives

    def blocks(self) -> list[Block]:
        """The sections to draw."""
        raise NotImplementedError

    def count(self) -> str:
        """How far one is, such as "2 of 4"."""
        return ""

    def keys(self) -> list[str]:
        """The actions that the footer names, in order."""
        return ["help", "leave"]

    def shown_day(self) -> date:
        """The day that the masthead names."""
        return self.companion.coach.day()

    def step_name(self) -> str:
        """The step, for screens without labels."""
        return ""

    def keep_words(self) -> None:
        """Keep the words under way, where any are typed here."""

    # Drawing

    def redraw(self, follow: bool = True) -> None:
        """Draw everything again; `follow` brings the active section into view."""
        if not self.is_mounted or self.size.width == 0:
            return
        self.column.show(self.blocks(), self.measure)
        self._draw_frame()
        self.call_after_refresh(self._settle, follow)

    def say(self, voice: str) -> None:
        """One soft sentence, until the next key."""
        self.voice = voice
        self._draw_frame()

    def _draw_frame(self) -> None:
        if not self.is_mounted or self.size.width == 0:
            return
        measure = self.measure
        above, below = self.more()
        day = short_day(self.shown_day()) if measure.labelled else ""
        self._masthead.show(day, self.digit, self.step_name(), above, measure, self.companion.mark)
        keys = [self._key(action) for action in self.keys()]
        if measure.columns < _SMALL:
            closes = () if self.digit else ("back",)
            named = [key for key in keys if key.action in ("enter", "open", "tried", "programme", "help", *closes)]
            keys = named if len(named) > 1 else [key for key in keys if key.action in ("back", "help")]
        self._footing.show(below, self.voice, self.count(), keys, measure)

    def more(self) -> tuple[bool, bool]:
        """Whether there is more above what is in view, and below it."""
        return self.body.scroll_y > 0, self.body.scroll_y < self.body.max_scroll_y

    def _key(self, action: str) -> Key:
        """How an action's keys are written, and its word, from the bindings themselves."""
        special = {
            "choose": Key("↑↓", "choose", ""),
            "turn": Key("←→", "another day", ""),
            "days": Key("←↑↓→", "move", ""),
            "help.typing": Key("F1", "help", "help"),
            "leave.typing": Key("Ctrl+Q", "leave", "leave"),
        }
        if action in special:
            return special[action]
        for found in self._bindings.key_to_bindings.values():
            for one in found:
                if one.action == action and one.key not in ("f1", "ctrl+c", "ctrl+q"):
                    return Key(KEY_NAMES.get(one.key, one.key), self.word(action, one.description), action)
        raise LookupError(f"no binding runs {action}")

    def word(self, action: str, usual: str) -> str:
        """The footer's word for an action here; a place may have a better one than the binding's."""
        return usual

    def _settle(self, follow: bool) -> None:
        start, end = self.column.span
        start = 0 if self.reads_from_top() else start
        end = max(end, self.body.virtual_size.height if self.typing_below() else end)
        height = self.body.size.height
        if follow and height:
            top = self.resting_top()
            if end > top + height:
                top = end - height
            top = top if self.typing_below() and end - start > height else min(top, start)
            chosen = self.column.lines_of(self.chosen())
            if chosen:
                top = max(min(top, chosen[0]), chosen[1] - height)
            self.body.scroll_to(y=top, animate=False, force=True)
        self._draw_frame()

    def resting_top(self) -> float:
        """The first line in view, unless the active section asks for another."""
        return self.body.scroll_offset.y

    def chosen(self) -> str:
        """The action of the chosen line, which has to be in view; "" where nothing is to be chosen."""
        return ""

    def reads_from_top(self) -> bool:
        """Whether what stands above the active section is news, and has to be in view with its beginning."""
        return False

    def typing_below(self) -> bool:
        """Whether a field stands below the column, and has to be in view."""
        return False

    # Keys and the mouse

    async def on_key(self, event: events.Key) -> None:
        """Keys are taken here one after another, so that one typed ahead waits for what the one before it does."""
        if self.companion.leaving:
            event.stop()
            event.prevent_default()
            return
        if self.app.screen is not self:
            # Another page was opened, or this one closed, while this key was on its way: it was typed for that one.
            event.stop()
            event.prevent_default()
            self.app.screen.post_message(events.Key(event.key, event.character))
            return
        field = self.typed_into()
        if field is not None and field.last_key is event:
            return  # it has been there, and nothing was made of it
        self.voice = ""
        if field is not None:
            field.post_message(events.Key(event.key, event.character))
        elif event.character and self.letter(event.character):
            pass
        elif found := self._own_action(event.key):
            await self.run_action(found)
        else:
            return
        event.stop()
        event.prevent_default()

    def _own_action(self, key: str) -> str:
        active = self.active_bindings.get(key)
        return active.binding.action if active and active.enabled and active.node is self else ""

    def typed_into(self) -> Field | None:
        """The field that has the keys, if one has."""
        return None

    def letter(self, character: str) -> bool:
        """Take the choice that has this letter; True where there is one."""
        return False

    def on_resize(self) -> None:
        """Another measure: fold everything anew."""
        self.redraw()

    def on_screen_resume(self) -> None:
        """Shown again: take in what others have written meanwhile."""
        self.redraw()

    @on(Column.Clicked)
    def _line_clicked(self, event: Column.Clicked) -> None:
        self.clicked(event.action, event.cell)

    @on(Bar.Pressed)
    async def _bar_pressed(self, event: Bar.Pressed) -> None:
        name, _, value = event.action.partition(":")
        if name == "place":
            self.action_place(value)
        elif name:
            await self.run_action(name)

    def clicked(self, action: str, cell: int) -> None:
        """A line with this action was clicked, in this cell of it."""

    def action_place(self, digit: str) -> None:
        """Go to another place."""
        self.companion.go(digit)

    def action_move(self, step: int) -> None:
        """Scroll a line."""
        self.body.scroll_relative(y=step, animate=False)
        self.call_after_refresh(self._draw_frame)

    def action_page(self, step: int) -> None:
        """Scroll a page."""
        self.body.scroll_relative(y=step * max(1, self.body.size.height - 2), animate=False)
        self.call_after_refresh(self._draw_frame)

    def action_back(self) -> None:
        """Back to Today."""
        self.companion.go("1")

    def action_undo(self) -> None:
        """Take back the last act."""
        self.say(self.companion.undo())
        self.redraw()

    def action_help(self) -> None:
        """Every key of this place."""
        from companion.tui.screens.help import HelpPage

        self.companion.push_screen(HelpPage(self))

    def action_leave(self) -> None:
        """Leave the program."""
        self.companion.leave()
