"""Keys: Esc everywhere, places, help, the footer, and what typing does to all of them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import companion.tui
from companion.tui.screens.help import HelpPage
from companion.tui.screens.place import KEY_NAMES
from tests.tui.making import THU, WED, Desk, Person, is_over

FURTHEST = ("b", "enter", "enter", "a", "enter", "enter")
"""An ordinary day from the look back to the closed page."""


def every_binding() -> Iterator[tuple[str, Binding]]:
    """Every binding that this program declares, with the class that declares it."""
    seen = set()
    for module in pkgutil.walk_packages(companion.tui.__path__, "companion.tui."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing not in seen:
                seen.add(thing)
                if thing.__module__.startswith("companion."):
                    yield from ((thing.__name__, one) for one in vars(thing).get("BINDINGS", ()))


def test_every_binding_can_be_remapped_and_explains_itself() -> None:
    found = list(every_binding())
    assert len(found) > 15
    for where, one in found:
        assert isinstance(one, Binding), f"{where}: {one}"
        assert one.id, f"{where}: {one.key} has no id"
        assert one.tooltip, f"{where}: {one.key} has no tooltip"


async def open_at(person: Person, presses: int) -> None:
    await person.press(*FURTHEST[:presses])


@pytest.mark.parametrize("presses", range(len(FURTHEST) + 1))
async def test_esc_never_leaves_and_never_takes_anything_back(desk: Desk, presses: int) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await open_at(person, presses)
        before = desk.documents()
        for _ in range(8):
            await person.press("escape")
            assert not is_over(person.app)
        person.sees("q leaves. Your words are kept.")
        assert person.step == "look-back"
    assert desk.documents() == before


@pytest.mark.parametrize("presses", [1, 4, 5], ids=["note", "prediction", "question"])
async def test_esc_first_stops_typing_and_the_words_stay(desk: Desk, presses: int) -> None:
    desk.planned(WED)
    async with desk.sit() as person:
        await open_at(person, presses)
        step = person.step
        assert person.is_typing
        await person.type("half a thought")
        await person.press("escape")
        assert not person.is_typing
        assert (person.step, person.field) == (step, "half a thought")
        person.sees("half a thought", "Enter write")
        await person.press("enter")
        assert person.is_typing
        assert person.field == "half a thought"
    assert list(desk.drafts().values()) == ["half a thought"]


async def test_esc_at_the_welcome_leaves_it_as_it_is(desk: Desk) -> None:
    async with desk.sit() as person:
        await person.press("escape", "escape")
        person.sees("Which days should count?", "q leaves. Your words are kept.")
        assert not is_over(person.app)


async def test_esc_on_another_place_goes_to_today(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("4", "escape")
        person.sees("you cannot see")
        assert person.step == "idea"


async def test_digits_go_to_places_and_back_as_often_as_one_likes(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        for _ in range(3):
            await person.press("4")
            person.sees("Nothing to count yet.")
            person.sees_no("you cannot see")
            await person.press("1")
            person.sees("you cannot see", "own experience")


async def test_digits_typed_into_a_field_are_words(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.press("4", "1", "q", "u", "y", "t", "question_mark")
        assert person.field == "41quyt?"
        assert person.step == "prediction"
        assert not is_over(person.app)


async def test_places_can_be_reached_after_esc_and_the_words_wait(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("wait for me")
        await person.press("escape", "4", "1")
        person.sees("wait for me")
        assert person.field == "wait for me"


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving_asks_nothing(desk: Desk, key: str) -> None:
    async with desk.begun().sit() as person:
        await person.press(key)
        assert is_over(person.app)
        assert person.app.return_code == 0


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_while_typing_keeps_the_words(desk: Desk, key: str) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("not yet finished")
        await person.press(key)
        assert person.app.return_code == 0
    assert desk.drafts() == {"prediction": "not yet finished"}


async def help_of(person: Person) -> str:
    """Everything the help says, over as many screens as it takes, without what is drawn twice."""
    lines: list[str] = []
    for _ in range(40):
        lines += [line for line in person.rows[3:-3] if line not in lines]
        if "↓ more" not in person.screen:
            break
        await person.press("down")
    return " ".join(" ".join(lines).replace("▎", " ").split())


@pytest.mark.parametrize("digit", ["1", "4"])
@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_lists_every_binding_of_its_place_with_its_key(desk: Desk, digit: str, key: str) -> None:
    async with desk.begun().sit() as person:
        await person.press(digit)
        place = person.app.screen
        await person.press(key)
        assert isinstance(person.app.screen, HelpPage)
        said = await help_of(person)
        for one in (one for found in place._bindings.key_to_bindings.values() for one in found if one.tooltip):
            same = [
                other.tooltip
                for found in place._bindings.key_to_bindings.values()
                for other in found
                if other.action == one.action
            ]
            assert any(" ".join(words.split()) in said for words in same), f"{one.action}: {said}"
        assert "Ctrl+J begins a new line" in said
        await person.press("escape")
        assert person.app.screen is place


async def test_help_opens_while_typing_with_f1_and_the_words_are_still_there(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter", "a")
        await person.type("a thought")
        await person.press("f1")
        assert isinstance(person.app.screen, HelpPage)
        await person.press("escape")
        assert person.field == "a thought"


async def test_places_can_be_reached_from_help(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        for digit, words in (("4", "Nothing to count yet."), ("1", "you cannot see"), ("1", "you cannot see")):
            await person.press("question_mark", digit)
            person.sees(words)
        assert len(person.app.screen_stack) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_the_footer_names_four_to_six_keys_and_every_one_of_them_works(desk: Desk, size: tuple[int, int]) -> None:
    desk.planned(WED)
    async with desk.sit(size) as person:
        for key in (*FURTHEST, "4"):
            names = footer_keys(person)
            assert 4 <= len(names) <= 6, person.footer
            known = {KEY_NAMES.get(one, one) for one in person.app.active_bindings}
            for name in names:
                assert name in known or name in ("↑↓", "←→", "←↑↓→"), f"{name}: {person.footer}"
            await person.press(key)
        assert 4 <= len(footer_keys(person)) <= 6


def footer_keys(person: Person) -> list[str]:
    """The keys that the footer names; each is bold, three cells from the one before it."""
    entries = re.split(r"\s{3,}", re.sub(r"^\d of \d\s+", "", person.footer))
    return [entry.split()[0] for entry in entries]


async def test_the_chosen_line_follows_the_arrows_round(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("enter")
        assert "› a" in person.screen
        await person.press("up")
        assert "› n  Nothing new today" in person.screen
        await person.press("down")
        assert "› a" in person.screen


async def test_the_voice_speaks_until_the_next_key(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("t")
        assert "Nothing is planned that could be tried today." in person.rows[-2]
        await person.press("down")
        person.sees_no("Nothing is planned that")


async def test_the_palette_changes_the_theme_and_the_choice_is_kept(desk: Desk) -> None:
    async with desk.begun().sit() as person:
        await person.press("ctrl+p")
        await person.type("paper")
        await person.pilot.pause(0.3)
        await person.press("enter", "enter")
        assert person.app.theme == "paper"
    assert 'theme = "paper"' in (desk.config / "config.toml").read_text("utf-8")


async def test_the_date_stands_above(desk: Desk) -> None:
    desk.clock.set(THU)
    async with desk.begun().sit() as person:
        assert "Thu 19 Nov   1 Today   2 Experiments   3 Journal   4 Progress   5 Library" in person.rows[1]
