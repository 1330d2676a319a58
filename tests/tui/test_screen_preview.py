"""A pack while it is written: its entries, a card as a learner sees it, read again as the files change."""

from __future__ import annotations

import itertools
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from companion.coach.views import Refused
from companion.coach.workbench import MovedClock, PreviewCoach, Workbench
from companion.crash import report_crash
from companion.packs import files
from companion.packs.files import stamp_of
from companion.packs.shelf import PackShelf
from companion.tui.app import CompanionApp
from companion.tui.preview import PreviewApp, run_preview
from companion.tui.run import run_full_screen
from companion.tui.settings import Settings
from tests.cli.test_hostile_text import HOSTILE, is_harmless
from tests.domain.making import THU
from tests.packs.shipping import IDEA, article, card, programme, write_pack, zipped
from tests.terminal.terminal import CTRL_C, Terminal, environment
from tests.tui.making import USUAL, Clock, Person, is_over

ENTRIES = (card("one"), card("two", idea=IDEA.replace("dark", "snow")), article("why"), card("held"),
           programme("week", ("first", "card: held"), ("then", "card: big/lent")))  # fmt: skip


class Studio:
    """A coach's folder, one bundled pack, and a preview opened over them."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder, self.temporary = root, root / "calm-week", root / "temporary"
        write_pack(root / "content" / "big", card("lent"), card("other"), id="big", title="Big")
        write_pack(self.folder, *ENTRIES)
        self.temporary.mkdir()
        self.clock = Clock(THU)

    def coach(self) -> PreviewCoach:
        shelf = PackShelf(self.root / "content", self.root / "installed", None)
        numbers = itertools.count()
        bench = Workbench(self.folder, shelf)
        return PreviewCoach(
            self.temporary, bench, MovedClock(self.clock), lambda length: f"{next(numbers):0{length}}", shelf.content
        )

    @asynccontextmanager
    async def opened(self, name: str = "", size: tuple[int, int] = USUAL) -> AsyncIterator[Person]:
        coach = self.coach()
        entry = coach.own_entry(name) if name else None
        app = PreviewApp(coach, Settings(self.root / "config"), entry=entry)
        async with app.run_test(size=size) as pilot:
            person = Person(app, pilot)
            await person.settle()
            yield person

    async def save(self, person: Person, *entries: str, **about: str) -> None:
        """Save other files, and let the preview look at them."""
        write_pack(self.folder, *entries, **about)
        assert isinstance(person.app, PreviewApp)
        person.app.look()
        await person.settle()


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def test_it_opens_on_the_pack_and_what_a_check_finds(studio: Studio) -> None:
    async with studio.opened() as person:
        person.sees("check Nothing to mend.", "A calmer week", "By Mia", "One", "Two", "Why it waits", "A quieter week")
        person.sees_no("Other", "Lent")
        await person.press("down", "enter")
        person.sees("A quieter week", "Do first", "Do then")
        await person.press("escape", "down", "t")
        person.sees("1 Today", "Most people stop where they are stuck")
        await person.press("5")
        person.sees("check Nothing to mend.")
        await person.press("up", "t")
        assert "Only a card makes a page" in person.said


@pytest.mark.parametrize("keys", [["5"], ["home"], ["pageup"] * 5], ids=["5", "home", "pageup"])
async def test_the_way_up_ends_at_what_the_check_finds(studio: Studio, keys: list[str]) -> None:
    entries = [card(f"card-{number:02}") for number in range(40)]
    write_pack(studio.folder, *entries)
    async with studio.opened() as person:
        await person.press("end")
        await studio.save(person, *entries, card("Two"))
        person.sees_no("E102")
        assert person.said == "One error at 09:00:00. 5 lists them; this is as before."
        await person.press(*keys)
        person.sees("preview Nothing that you type or choose here is kept.", "check One error.", "E102")
        assert person.said == "One error."
        await person.press("down")
        assert "› ▲ Card 00" in person.screen


async def test_a_pack_under_way_is_neither_updated_nor_removed_and_shows_what_its_part_would_be(studio: Studio) -> None:
    async with studio.opened() as person:
        await person.press("enter")
        person.sees("A calmer week", "now: about one page in two")
        person.sees_no("Update it", "Remove it")
        await person.press("r", "p")
        person.sees("now: about one page in two")
    assert studio.folder.is_dir()


def test_what_the_check_knows_of_is_not_missing_from_the_preview(studio: Studio) -> None:
    """A programme may name what an installed pack has."""
    other = zipped(write_pack(studio.root / "other", card("one"), id="other", title="Other"))
    (studio.root / "installed").mkdir()
    other.rename(studio.root / "installed" / "other.zip")
    write_pack(studio.folder, card("own"), programme("week", ("first", "card: other/one")))
    coach = studio.coach()
    assert coach.bench.checked.findings == ()
    coach.start("week")
    (following,) = coach.following()
    assert not following.missing
    with pytest.raises(Refused, match="Packs cannot be installed here"):
        coach.remove_pack("other")
    assert (studio.root / "installed" / "other.zip").is_file()


async def test_a_link_that_leads_to_itself_is_a_finding_too(studio: Studio) -> None:
    studio.folder = studio.root / "loop"
    studio.folder.symlink_to("loop")
    async with studio.opened() as person:
        person.sees("One error.", "loop:1:1 E00")
        person.app.look()
        studio.folder.unlink()
        write_pack(studio.folder, card("one"))
        person.app.look()
        await person.settle()
        person.sees("Nothing to mend.", "One")


def test_a_look_at_a_pack_touches_only_what_its_manifest_names(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack may lie in a folder with ten thousand other files."""
    for number in range(50):
        write_pack(studio.folder / f"draft-{number}", card("one"))
    bench = studio.coach().bench
    looked: list[str] = []
    monkeypatch.setattr(files, "stamp_of", lambda path: looked.append(path) or stamp_of(path))
    assert not bench.has_changed()
    assert sorted(Path(path).name for path in looked) == ["all.md", "calm-week", "pack.toml"]


async def test_a_card_that_is_asked_for_is_todays_page_as_a_learner_has_it(studio: Studio) -> None:
    async with studio.opened("two") as person:
        assert person.step == "idea"
        person.sees("Two", "find again in the snow", "own experience")
        person.sees_no("Which days should count?")
        await person.press("enter", "a", "enter")
        person.sees("What did two show?")
        await person.press("escape", "right_square_bracket")
        person.sees("Fri 20 Nov", "How did it go", "I will write one line about two")
        await person.press("b", "enter")
        person.sees_no("find again in the snow")  # another of the pack's own cards has its turn
        person.sees("find again in the dark")
    assert not any("big" in path.read_text() for path in studio.temporary.rglob("*.jsonl"))


async def test_it_is_read_again_as_the_files_change_and_the_page_with_it(studio: Studio) -> None:
    async with studio.opened("one") as person:
        await studio.save(person, card("one", idea=IDEA.replace("dark", "rain")))
        person.sees("find again in the rain")
        assert person.said == "Read again at 09:00:00."
        await person.press("5")
        person.sees("One")
        person.sees_no("Two", "Why it waits")
        person.app.look()
        await person.settle()
        assert person.said != "Read again at 09:00:00."


async def test_while_there_are_errors_what_was_there_before_stays_and_they_are_listed(studio: Studio) -> None:
    async with studio.opened("one") as person:
        await studio.save(person, card("one", theme="wrok", idea=IDEA.replace("dark", "rain")), card("Two"))
        person.sees("find again in the dark")
        assert person.said == "Two errors at 09:00:00. 5 lists them; this is as before."
        await person.press("5")
        person.sees("check Two errors. What is shown below is the pack before them.", "Why it waits")
        person.sees('all.md:3:8 E104 theme "wrok" is not known; did you mean', "all.md:16:10 E102")
        await studio.save(person, card("one", idea=IDEA.replace("dark", "rain")))
        person.sees("check Nothing to mend.")
        await person.press("1")
        person.sees("find again in the rain")


async def test_a_pack_that_never_was_without_errors_is_shown_once_it_is(studio: Studio) -> None:
    write_pack(studio.folder, card("one", theme="wrok"))
    async with studio.opened() as person:
        person.sees("One error.", "all.md:3:8 E104", "The pack is shown as soon as it has no errors.")
        await person.press("enter", "t", "1")
        person.sees("No idea is left for today")
        await person.press("5")
        await studio.save(person, card("one"))
        person.sees("Nothing to mend.", "One")
        (studio.folder / "pack.toml").unlink()
        assert isinstance(person.app, PreviewApp)
        person.app.look()
        await person.settle()
        person.sees("pack.toml:1:1 E001", "One")


@pytest.mark.parametrize("size", [(80, 24), (80, 18), (40, 15)])
async def test_every_place_and_page_says_that_it_is_a_preview(studio: Studio, size: tuple[int, int]) -> None:
    async with studio.opened("why", size=size) as person:
        for key in ("5", "1", "2", "5"):
            assert "preview" in "".join(person.rows[:2])
            await person.press(key)
        await person.press("1", "escape")
        assert person.said == "q leaves."


async def test_brackets_move_the_day_except_where_they_are_typed(studio: Studio) -> None:
    async with studio.opened("one") as person:
        await person.press("left_square_bracket")
        person.sees("Wed 18 Nov")
        assert person.said == "Wednesday 18 November 2026."
        await person.press("5", "right_square_bracket", "right_square_bracket", "1")
        person.sees("Fri 20 Nov")
        assert person.said == "", "a day that was asked for is no news"
        await person.press("enter", "o")
        await person.type("a [b] c")
        assert person.field == "a [b] c"
        person.sees("Fri 20 Nov")
        await person.press("escape", "5", "right_square_bracket")
        person.sees("Sat 21 Nov")
        assert isinstance(person.app, PreviewApp)
        person.app.previewed.clock.days = 3660
        await person.press("right_square_bracket")
        assert "more than ten years" in person.said


async def test_another_entry_opens_as_it_is_read_and_nothing_hostile_is_drawn(studio: Studio) -> None:
    async with studio.opened("why", size=(40, 15)) as person:
        person.sees("Why it waits", "Nobody was working on it.")
        hostile = " ".join(HOSTILE.values())
        await studio.save(person, card("one", title=hostile, theme=hostile), title=hostile)
        await person.press("escape")
        person.sees("E008")
        assert is_harmless(person.screen.encode())
        await person.press("q")
        assert is_over(person.app)


@pytest.mark.parametrize("how", ["ctrl+c", "terminated"])
def test_nothing_is_left_behind_however_it_ends(studio: Studio, how: str) -> None:
    home = studio.root / "home"
    home.mkdir()
    command = (sys.executable, "-m", "companion", "pack", "preview", str(studio.folder))
    with Terminal(environment(home, TMPDIR=str(studio.temporary)), command) as terminal:
        terminal.wait_for("A calmer week")
        assert list(studio.temporary.iterdir())
        write_pack(studio.folder, card("saved-anew"))
        terminal.wait_for("Saved anew", "Read again at")
        if how == "ctrl+c":
            terminal.send(CTRL_C)
        else:
            terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(20) == (0 if how == "ctrl+c" else 143)
    assert list(studio.temporary.iterdir()) == []
    assert [path.name for path in home.rglob("*") if "journal" in path.name or path.suffix == ".jsonl"] == []


@pytest.mark.parametrize("start", [lambda folder: run_preview(folder, None, None), lambda _: run_full_screen()])
def test_whatever_breaks_is_told_in_a_sentence_from_the_beginning(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, start: Callable[[str], int]
) -> None:
    def broken(app: CompanionApp) -> None:
        raise RuntimeError("a word of the journal")

    monkeypatch.setenv("COMPANION_HOME", str(studio.root / "home"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(CompanionApp, "run", broken)
    with pytest.raises(RuntimeError):
        start(str(studio.folder))
    assert sys.excepthook is report_crash
