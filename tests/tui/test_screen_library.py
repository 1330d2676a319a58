"""Library: what packs bring, found, read, turned on and off, installed, followed and left, by keys alone."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

import pytest

from companion.coach.coach import Coach
from companion.domain.cards import Suggestion, Theme
from companion.domain.entries import Article, Entry, PackAbout, Programme, ProgrammeStep, Question, StepKind, Term, Use
from companion.domain.records import Course, Outcome, Share
from companion.journal.drafts import Drafts
from companion.packs.library import Library
from companion.packs.shelf import PackShelf
from companion.tui.screens.form_page import FormPage
from companion.tui.screens.library import LibraryPlace
from companion.tui.screens.pack_page import PackPage, ThemePage
from companion.tui.screens.programme_page import ProgrammePage
from companion.tui.screens.reading import ArticlePage, EntryPage, entry_page
from companion.tui.widgets.column import Column
from tests.tui.making import CARDS, ROOMY, USUAL, WED, Desk, Person, make_card, refusing
from tests.tui.places import BUDGET, comes, field, is_typing, label, labels, processor_time, scrolled
from tests.tui.test_screen_hostile import HOSTILE, is_harmless
from tests.tui.test_screen_sizes import WEARING, fits

TALL = (100, 60)
CALM = Theme("calm", "Calm", "~")
BODY = "First words.\n\n### What was seen\n\n" + "\n\n".join(f"Paragraph {n} goes on for a while." for n in range(40))
STEPS = (
    ProgrammeStep("see", "See it", StepKind.CARD, "p/first", trials=2),
    ProgrammeStep("read", "Read of it", StepKind.ARTICLE, "p/study"),
    ProgrammeStep("halfway", "Midway", StepKind.CHECK, questions=("What had you expected?", "What came?")),
    ProgrammeStep("grow", "Grow it", StepKind.CARD, "p/second", only="growth"),
)
PROGRAMMES = (
    Programme("p", "course", "A short course", "Four small steps.", STEPS, ("start-up", "growth"), "work"),
    Programme("p", "walk", "A walk", "Read, then go.", STEPS[1:2]),
)
READING = (
    Article("p", "study", "Why study", BODY, "learning", ("Moen & Norman 2010",)),
    Term("p", "study-word", "Study", "To set beside what was predicted.", sources=("own experience",)),
    Term("p", "ecart", "Écart", "What lies between."),
    Question("p", "ask", "What did nobody count?", Use.DAILY, "value"),
)
STOCK: tuple[Entry, ...] = (
    *CARDS,
    make_card("first", theme="people"),
    make_card("second", theme="people", level=201),
    make_card("still", theme="calm", pack="calm-week"),
    *PROGRAMMES,
    *READING,
)
RETIRED = (make_card("old", theme="people"),)
CARD = """## {title} {{#{id}}}
kind: card
theme: people
level: 101
minutes: 5
source: own experience

An idea of {title}.

### Try
- When I arrive, I will look. Expect: calm

### Ask
- What was there?
"""


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A machine whose library has something of every kind."""
    desk.library = Library.of(STOCK, [CALM], RETIRED)
    counts = {"card": 6, "programme": 2, "article": 1, "term": 2, "question": 1}
    desk.library.packs["p"].about = PackAbout("p", "Everyday work", "1.2.0", counts, "Six ideas.", ("Maren Holt",))
    return desk.begun()


class Shelf(Desk):
    """A machine on which packs can be installed: one came with the program."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        write_pack(root / "content" / "bundled", "bundled", "Bundled", ["One", "Two", "Three", "Four"])
        self.shelf = PackShelf(root / "content", root / "packs", None)
        self.made = write_pack(root / "calm", "calm", "A calmer week", ["Close a door"])

    def coach(self, wait: float = 0.2) -> Coach:
        drafts, library = Drafts(self.state), self.shelf.load()
        return Coach(self.journal(wait), library, drafts, self.clock, lambda: "Europe/London", self.shelf)

    def installed(self) -> Shelf:
        coach = self.coach()
        coach.install(coach.offer(str(self.made)))
        return self


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    desk = Shelf(tmp_path)
    desk.begun()
    return desk


def write_pack(folder: Path, id: str, title: str, cards: Iterable[str], version: str = "1.0.0") -> Path:
    """A pack of cards with these titles, as an author keeps it."""
    folder.mkdir(parents=True, exist_ok=True)
    about = (
        f'id = "{id}"\nversion = "{version}"\ntitle = "{title}"\nsummary = "Small things."\nauthors = ["Maren Holt"]'
    )
    (folder / "pack.toml").write_text(f'format = 1\n{about}\nlicense = "CC0-1.0"\nlanguage = "en"\nfiles = ["a.md"]\n')
    text = "\n".join(CARD.format(title=one, id=one.lower().replace(" ", "-")) for one in cards)
    (folder / "a.md").write_text(text)
    return folder


def chosen(person: Person) -> str:
    """The chosen line, and what follows it in its place."""
    (row,) = [number for number, row in enumerate(person.rows) if "›" in row]
    return " ".join(person.rows[row].partition("›")[2].split())


def library(person: Person) -> LibraryPlace:
    place = person.app.screen
    assert isinstance(place, LibraryPlace), place
    return place


def chosen_words(person: Person) -> str:
    """What stands beside the bar."""
    return " ".join(" ".join(row.partition("▎")[2] for row in person.rows if "▎" in row).split())


async def choose(person: Person, words: str) -> None:
    """Down to the first line that has these words."""
    for _ in range(60):
        if words in chosen(person):
            return
        await person.press("down")
    raise AssertionError(f"{words!r} is not in the list:\n{person.screen}")


async def opened(person: Person, words: str, *before: str) -> None:
    """Open the line that has these words, in the Library."""
    await person.press("escape", "5", *before)
    await choose(person, words)
    await person.press("enter")


# The place


async def test_it_lists_what_there_is_group_by_group_and_ends_in_what_it_is_not(stocked: Desk) -> None:
    async with stocked.sit(TALL) as person:
        await person.press("5")
        assert labels(person) == ["programmes", "packs", "themes", "articles", "glossary", "about"]
        person.sees(
            "A short course 4 steps", "Everyday work 6 cards · on", "● It's all about people 2 cards", "Why study"
        )
        person.sees("Inspired by the Big Value Picture; independent, not endorsed by its authors.")
        person.sees("glossary Écart Study")
        person.sees_no("you cannot see", "nobody count")


async def test_what_is_followed_comes_first_with_its_step_and_the_next(stocked: Desk) -> None:
    stocked.coach().start("p/walk")
    async with stocked.sit() as person:
        await person.press("5")
        assert chosen(person) == "A walk step 1 of 1"
        person.sees("Next: Read of it.")
        await person.press("down")
        assert person.said == "Programmes, 2 of 2. 4 steps."


async def test_without_a_pack_it_says_so_in_a_sentence(desk: Desk) -> None:
    desk.library = Library.of([])
    async with desk.begun().sit() as person:
        await person.press("5")
        person.sees("The library is empty. i installs a pack from a zip or a folder.")
        await person.press("down", "enter", "space", "end")
        assert isinstance(person.app.screen, LibraryPlace)


async def test_all_five_places_are_named_where_they_fit_and_numbered_elsewhere(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.press("5")
        full = "Thu 19 Nov   1 Today   2 Experiments   3 Journal   4 Progress   5 Library"
        assert person.rows[1].strip() == full
        await person.resize(70, 24)
        assert person.rows[1].split()[3:] == ["1", "2", "3", "4", "5", "Library"]
        await person.resize(40, 15)
        assert person.rows[0].rstrip() == "1  2  3  4  5 Library"


@pytest.mark.parametrize("size", [USUAL, (40, 15)], ids=str)
async def test_a_word_opens_in_its_place(stocked: Desk, size: tuple[int, int]) -> None:
    async with stocked.sit(size) as person:
        await person.press("escape", "5", "end")
        assert chosen(person) == "Study"
        assert label(person) in ("packs", "glossary", "")
        await person.press("enter")
        await comes(person, "To set beside what was", "own experience")
        await person.press("escape")
        person.sees_no("To set beside")
        assert isinstance(person.app.screen, LibraryPlace)


async def test_space_turns_a_pack_off_and_on_and_undo_takes_it_back(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.press("5", "space")
        assert "this is none" in person.said
        await choose(person, "cards · on")
        await person.press("space")
        assert person.said == "Everyday work is off; its ideas stay away. u takes it back."
        assert chosen(person) == "Everyday work 6 cards · off"
        person.sees("Space turn on")
        assert stocked.coach().pack_view("p").share is Share.OFF
        await person.press("space")
        assert chosen(person) == "Everyday work 6 cards · on"
        await person.press("u", "u")
        assert stocked.coach().pack_view("p").share is Share.USUAL
        assert not stocked.all("feeds")


async def test_a_group_is_named_beside_its_first_line_or_else_the_chosen_one_and_never_twice(stocked: Desk) -> None:
    words = [Term("p", f"t{number}", f"Term {number:02}", "Its meaning.") for number in range(60)]
    stocked.library = Library.of([*CARDS, *PROGRAMMES, *words])
    async with stocked.sit() as person:
        await person.press("escape", "5")
        for key in (*["down"] * 8, *["pagedown"] * 2, "end", "up", "home", "pagedown", "", "end", "pageup", "pageup"):
            await (person.press(key) if key else person.resize(*ROOMY))
            await scrolled(person)
            found, place = labels(person), library(person)
            assert len(found) == len(set(found)), f"after {key}:\n{person.screen}"
            row = next(number for number, row in enumerate(person.rows) if "›" in row)
            assert labels(person, until=row + 1)[-1:] == [place.items()[place.cursor].group], (
                f"after {key}:\n{person.screen}"
            )


async def test_a_line_says_its_place_in_its_group_in_sentences_that_fit(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.press("escape", "5", "down", "down")
        assert person.said == "Packs, 1 of 2. 6 cards, on."
        await person.press("end", "up")
        assert person.said == "Glossary, 1 of 2."
        await opened(person, "A short course", "home")
        await person.press("end")
        assert person.said == "Steps, 4 of 4. Growth."


# Finding


async def test_words_are_found_in_titles_and_texts_and_esc_shows_everything_again(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.press("5", "slash")
        await person.type("ecart")
        await person.press("enter")
        assert chosen(person) == "Écart"
        assert "1 of 20" in person.screen
        await person.press("slash")
        await person.type("PREDICTED")
        await person.press("enter")
        assert chosen(person) == "Study in its text"
        assert labels(person) == ["find", "glossary"]
        await person.press("slash")
        await person.type("nobody")
        await person.press("enter")
        assert labels(person) == ["find", "cards", "questions"]
        await person.press("end", "enter")
        person.sees("What did nobody count?", "A question for any day.")
        await person.press("escape", "slash")
        await person.type("xyzzy")
        await person.press("enter")
        person.sees("Nothing here has these words. Esc shows everything again.")
        await person.press("escape")
        assert chosen(person).startswith("A short course")


async def test_those_with_the_words_in_their_titles_come_first_and_retired_ones_not_at_all(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.press("5", "slash")
        await person.type("old cannot")
        await person.press("enter")
        person.sees("0 of 20", "Nothing here has these words.")
        await person.press("slash")
        await person.type("study")
        await person.press("enter")
        assert chosen(person) == "Why study"
        await person.press("slash")
        await person.type("read")
        await person.press("enter")
        assert chosen(person) == "A short course 4 steps · in its text"


async def test_what_is_asked_stands_above_the_field_and_words_looked_for_again_take_the_others_place(
    stocked: Desk,
) -> None:
    async with stocked.sit() as person:
        await person.press("5", "slash")
        assert (label(person), chosen_words(person)) == ("find", "Which words?")
        await person.type("ecart")
        await comes(person, "1 of 20")
        assert chosen_words(person) == "Which words? 1 of 20 ecart"
        await person.press("enter")
        person.sees("find / ecart 1 of 20")
        await person.press("slash", "s")
        assert field(person) == "s"


async def test_typing_in_the_find_field_types_and_goes_nowhere(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.press("5", "slash")
        await person.type("1 i q5")
        assert field(person) == "1 i q5"
        assert is_typing(person)
        await person.press("escape", "escape")
        assert isinstance(person.app.screen, LibraryPlace)
        assert not is_typing(person)


# Pages


async def test_a_pack_says_what_it_is_and_how_much_the_page_takes_of_it(stocked: Desk) -> None:
    async with stocked.sit(TALL) as person:
        await opened(person, "cards · on")
        assert isinstance(person.app.screen, PackPage)
        person.sees("Everyday work Six ideas. By Maren Holt · version 1.2.0 · en", "It came with the program")
        person.sees("6 cards, 2 programmes, 1 article, 2 terms, 1 question.")
        person.sees_no("Remove it", "Update it")
        assert chosen(person).startswith("n Usual now: about four pages in five")
        await person.press("l")
        assert re.fullmatch(r"Less: about .* from now on\. u takes it back\.", person.said), person.said
        assert stocked.coach().pack_view("p").share is Share.LESS
        await person.press("down", "down", "enter")
        assert stocked.coach().pack_view("p").share is Share.MORE
        await choose(person, "first")
        await person.press("enter")
        assert isinstance(person.app.screen, EntryPage)
        await person.press("escape", "escape")
        assert isinstance(person.app.screen, LibraryPlace)


async def test_a_theme_has_its_cards_by_level_and_says_which_have_been_seen(stocked: Desk) -> None:
    with stocked.on(WED) as coach:
        coach.feed("calm-week", Share.OFF)
        coach.swap()
        seen = coach.seen_cards()
    assert len(seen) == 1
    async with stocked.sit(TALL) as person:
        await opened(person, "It's all about people")
        assert isinstance(person.app.screen, ThemePage)
        person.sees("of 3 cards seen, 0 trials so far.")
        assert labels(person)[-2:] == ["101 notice", "201 try"]
        person.sees("The old you cannot see retired")
        marked = [row for row in person.rows if row.rstrip().endswith("seen")]
        assert len(marked) == sum(one in seen for one in ("p/first", "p/second", "p/old"))
        await person.press("enter")
        person.sees("Where did the first begin?")


async def test_a_card_is_read_whole(stocked: Desk) -> None:
    async with stocked.sit(TALL) as person:
        person.app.push_screen(entry_page(person.app.coach, "p/queue"))
        await person.settle()
        assert labels(person) == ["idea", "to try", "to ask", "pack"]
        person.sees("■ The queue you cannot see", "own experience", "Organising for customer value · 101 · 10 minutes")
        person.sees("When I arrive, I will look at the queue once.", "Expect: it is longer than I think")
        person.sees("Where did the queue begin?", "Who else could see it?")
        await person.press("1")
        assert len(person.app.screen_stack) == 2


async def test_an_article_is_read_in_the_houses_column_with_its_sources_at_the_end(stocked: Desk) -> None:
    async with stocked.sit(TALL) as person:
        await opened(person, "Why study")
        assert isinstance(person.app.screen, ArticlePage)
        person.sees("Why study First words. What was seen Paragraph 0")
        await person.press("m")
        assert person.said == "No programme asks for this now, so there is nothing to note."
        assert not stocked.all("steps")
        await person.press("pagedown", "pagedown")
        person.sees("Moen & Norman 2010")


async def test_what_was_being_read_stays_in_view_when_the_terminal_changes(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await opened(person, "Why study")
        for _ in range(3):
            await person.press("pagedown")
        top = next(found for row in person.rows if (found := re.search(r"Paragraph \d+", row)))[0]
        for size in ((40, 15), (120, 36), USUAL):
            await person.resize(*size)
            person.sees(top)
        await person.press("question_mark", "escape")
        person.sees(top)


async def test_home_and_end_lead_through_an_article_and_the_footer_names_the_key_that_reads_on(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await opened(person, "Why study")
        assert person.footer.startswith("PgDn page down   Esc back")
        await person.press("end")
        await comes(person, "Moen & Norman 2010")
        assert person.footer.startswith("PgUp page up")
        await person.press("home")
        await comes(person, "Why study First words.")


async def test_what_was_at_the_top_of_a_long_article_is_found_in_few_looks(stocked: Desk) -> None:
    words = "\n\n".join(f"Paragraph {number}." for number in range(400))
    stocked.library = Library.of([Article("p", "long", "Long", words)])
    async with stocked.sit() as person:
        person.app.push_screen(entry_page(person.app.coach, "p/long"))
        await person.settle()
        await person.press("end", "pageup")
        await scrolled(person)
        with patch.object(Column, "lines_of", autospec=True, side_effect=Column.lines_of) as looked:
            await person.resize(40, 15)
        assert looked.call_count < 40
        person.sees("Paragraph 38")


async def test_reading_what_a_programme_asks_for_is_its_step(stocked: Desk) -> None:
    stocked.coach().start("p/walk")
    async with stocked.sit() as person:
        await opened(person, "Why study")
        person.sees("A walk, step 1 of 1. m marks it as read.")
        await person.press("m")
        assert person.said == "That was step 1 of 1. A walk is done. u takes it back."
        person.sees_no("m marks it as read.")
        assert stocked.coach().programme("walk").course is Course.FINISHED
        await person.press("u")
        person.sees("m marks it as read.")


async def test_what_is_gone_says_so(stocked: Desk) -> None:
    async with stocked.sit() as person:
        for page in (entry_page(person.app.coach, "x/gone"), PackPage("gone"), ProgrammePage("x/gone"), ThemePage("x")):
            person.app.push_screen(page)
            await person.settle()
            await person.press("down", "enter", "u")
            assert "here" in person.words
            await person.press("escape")
        assert len(person.app.screen_stack) == 2


# Programmes


async def test_a_programme_is_begun_in_a_variant_paused_resumed_and_left(stocked: Desk) -> None:
    async with stocked.sit(TALL) as person:
        await opened(person, "A short course")
        person.sees("Not followed. Three to four steps; start-up or growth.", "4 Grow it growth")
        assert chosen(person) == "b Begin"
        await person.press("b")
        person.sees("Which of these fits you?")
        await person.press("b")
        assert person.said == "Begun. Its steps come with the daily page. u takes it back."
        assert stocked.one("enrolments")["variant"] == "growth"
        assert chosen(person) == "o Open step 1: See it"
        person.sees("1 See it next · 0 of 2 trials", "3 Midway check", "Begun today, as growth.")
        assert labels(person) == ["programme", "now", "steps", "about"], "once followed, its steps come first"
        person.sees("It is today's idea: 1 opens its page.")
        await person.press("o")
        person.sees("programme A short course, step 1 of 4. It is today's idea: 1 opens its page. idea")
        await person.press("escape")
        await person.press("p")
        assert person.said.startswith("Paused;")
        await person.press("r")
        assert person.said.startswith("Resumed;")
        await person.press("l")
        assert isinstance(person.app.screen, FormPage)
        await person.press("k", "l", "l")
        assert person.said.startswith("Left.")
        assert chosen(person) == "b Begin again, from its first step"
        assert stocked.coach().programme("course").course is Course.LEFT


async def test_a_card_that_a_programme_has_next_says_when_its_idea_comes(stocked: Desk) -> None:
    stocked.coach().plan(suggestion=0)
    stocked.coach().start("p/course", "growth")
    async with stocked.sit((40, 15)) as person:
        await opened(person, "A short course")
        person.sees("It comes with the daily page, tomorrow at the earliest.", "now o Open step 1: See it")
        assert person.rows[0].split()[-1] == "programme"
        await person.press("o")
        person.sees("It comes with the daily page, tomorrow at the earliest.")
        assert person.rows[0].split()[-1] == "card"


async def test_why_something_was_not_done_is_told_whole_below_the_chosen_line(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await opened(person, "A walk")
        with refusing(errno.ENOSPC):
            await person.press("b")
        person.sees("b Begin The journal cannot be written: the disk is full.", "then try again.")
        assert person.said == ""
        await person.press("down")
        person.sees_no("cannot be written")


async def test_steps_say_whether_they_are_done_and_open_what_they_name(stocked: Desk) -> None:
    with stocked.on(WED) as coach:
        coach.start("p/course", "start-up")
        for _ in range(2):
            coach.tell(coach.plan(suggestion=0).id, Outcome.BETTER)
    async with stocked.sit(TALL) as person:
        await opened(person, "A short course")
        person.sees("1 See it done", "2 Read of it next · article", "3 Midway check")
        await choose(person, "See it")
        await person.press("enter")
        person.sees("The first you cannot see")
        await person.press("escape")
        await choose(person, "Midway")
        await person.press("enter")
        person.sees("What had you expected? What came?")
        await person.press("escape")
        person.sees_no("What had you expected?")
        await person.press("o")
        assert isinstance(person.app.screen, ArticlePage)


async def test_a_check_that_is_next_can_be_answered_there(stocked: Desk) -> None:
    check = Programme("p", "check", "A check", "Look.", (STEPS[2], STEPS[1]))
    stocked.library = Library.of([check, *READING])
    stocked.coach().start("p/check")
    async with stocked.sit(TALL) as person:
        await opened(person, "A check")
        assert chosen(person) == "a Answer its questions now"
        await person.press("a", "a")
        await person.type("one was late")
        await person.press("enter")
        assert person.said == "That was step 1 of 2. u takes it back."
        assert isinstance(person.app.screen, ProgrammePage)
        assert chosen(person) == "o Open step 2: Read of it"
    assert stocked.one("reflections")["text"] == "one was late"


async def test_a_choice_that_is_not_in_view_is_shown_before_it_is_taken(stocked: Desk) -> None:
    stocked.library = Library.of([Programme("p", "long", "Long", "Very " * 99 + "long.", STEPS[1:2]), *READING])
    async with stocked.sit((40, 15)) as person:
        await person.press("escape", "5", "enter")
        person.sees_no("Begin")
        await person.press("enter")
        await comes(person, "b Begin")
        assert not stocked.all("enrolments")
        await person.press("enter")
        assert stocked.one("enrolments")["programme"] == "p/long"


# Installing


async def test_a_pack_is_looked_at_then_installed(shelf: Shelf) -> None:
    async with shelf.sit() as person:
        await person.press("5", "i")
        await person.type("~/nowhere")
        await person.press("enter")
        person.sees("There is nothing at ~/nowhere.")
        assert field(person) == "~/nowhere", "it stays to be corrected"
        await person.press("ctrl+u")
        await person.type(f'"{shelf.made}" ')
        await person.press("enter")
        person.sees("A calmer week Small things. By Maren Holt · version 1.0.0 · CC0-1.0 · en 1 card.")
        await person.press("n")
        assert person.said == "Nothing was installed."
        await person.press("i")
        await person.type(str(shelf.made))
        await person.press("enter", "enter")
        assert person.said == "Installed: 1 card."
        assert chosen(person) == "A calmer week 1 card · on"
    assert (shelf.root / "packs" / "calm.zip").is_file()


async def test_a_pack_with_a_fault_is_not_installed_and_the_fault_is_told(shelf: Shelf) -> None:
    manifest = shelf.made / "pack.toml"
    manifest.write_text(manifest.read_text().replace('"a.md"', '"../a.md"'))
    async with shelf.sit() as person:
        await person.press("5", "i")
        await person.type(str(shelf.made))
        await person.press("enter")
        person.sees("Not installed: pack.toml", "E207")
        assert field(person) == str(shelf.made)
    assert not (shelf.root / "packs").exists()


async def test_an_update_says_what_it_changes_and_that_ones_words_stay(shelf: Shelf) -> None:
    write_pack(shelf.installed().made, "calm", "A calmer week", ["Close a door", "Open one"], "1.1.0")
    other = write_pack(shelf.root / "other", "other", "Other", ["Else"])
    async with shelf.sit(TALL) as person:
        await opened(person, "A calmer week")
        await person.press("p")
        await person.type(str(other))
        await person.press("enter")
        person.sees("Not updated: this is another pack, Other.")
        await person.press("ctrl+u", "ctrl+u", "ctrl+u")
        await person.type(str(shelf.made))
        await person.press("enter")
        person.sees("Version 1.1.0 takes the place of 1.0.0", "1 added: Open one", "What you wrote stays.")
        await person.press("i")
        assert person.said == "Updated to version 1.1.0. What you wrote stays."
        person.sees("2 cards.", "Open one")


async def test_removing_asks_once_and_one_that_came_with_the_program_cannot_be(shelf: Shelf) -> None:
    async with shelf.installed().sit() as person:
        await opened(person, "A calmer week")
        await person.press("r")
        person.sees("Remove A calmer week? What you wrote on its cards stays.")
        await person.press("k")
        assert isinstance(person.app.screen, PackPage)
        await person.press("r", "r")
        assert isinstance(person.app.screen, LibraryPlace)
        assert person.said == "Removed. What you wrote on its cards stays."
        person.sees_no("A calmer week")
        await opened(person, "Bundled", "home")
        person.sees("it cannot be removed")
        await person.press("r", "p")
        assert isinstance(person.app.screen, PackPage)


# Everywhere


async def test_a_digit_leads_from_any_depth_to_its_place_and_nothing_is_left_behind(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await opened(person, "cards · on")
        await choose(person, "first")
        await person.press("enter", "question_mark")
        assert len(person.app.screen_stack) == 5
        await person.press("3")
        assert len(person.app.screen_stack) == 2
        await person.press("5")
        assert isinstance(person.app.screen, LibraryPlace)


async def test_the_mouse_opens_what_is_chosen_and_takes_a_choice_at_once(stocked: Desk) -> None:
    async with stocked.sit() as person:
        await person.click("5 Library")
        await person.click("A walk")
        assert chosen(person) == "A walk 1 step"
        await person.click("A walk")
        await person.click("b  Begin")
        assert stocked.one("enrolments")["programme"] == "p/walk"


WALK = (
    *("5", "end", "enter", "pageup", "space", "slash", "w", "enter", "enter", "m", "escape", "escape"),
    *("enter", "b", "escape", "escape", "i", "x", "enter", "escape", "escape", "down", "down", "enter", "l", "escape"),
)


@pytest.mark.parametrize(("size", "wears"), [(USUAL, "plain"), ((40, 15), "paper"), ((3, 2), "lamplight")], ids=str)
async def test_a_walk_through_it_at_every_size(stocked: Desk, size: tuple[int, int], wears: str) -> None:
    async with stocked.sit(size, **WEARING[wears]) as person:
        await person.press("escape")
        for key in WALK:
            await person.press(key)
            fits(person, size)


async def test_what_packs_say_is_shown_as_it_is_and_does_nothing(desk: Desk) -> None:
    tried = (Suggestion.parse(HOSTILE),)
    desk.library = Library.of(
        [
            make_card(title=HOSTILE, idea=HOSTILE, sources=(HOSTILE,), experiments=tried, questions=(HOSTILE,)),
            Programme("p", "course", HOSTILE, HOSTILE, STEPS[2:3], (HOSTILE, "b")),
            Article("p", "study", HOSTILE, HOSTILE, sources=(HOSTILE,)),
            Term("p", "word", HOSTILE, HOSTILE),
        ],
        [Theme("x", HOSTILE, "x")],
    )
    async with desk.begun().sit((120, 60)) as person:
        for keys in (("5",), ("enter",), ("b",), ("escape", "escape"), ("end", "enter"), ("up", "enter")):
            await person.press(*keys)
            person.sees("[@click=app.quit]x[/]")
            is_harmless(person)


async def test_ten_thousand_entries_are_as_quick_as_ten(desk: Desk) -> None:
    words = [Term("p", f"t{number}", f"Term {number}", "Its meaning.") for number in range(5_000)]
    desk.library = Library.of([*words, *(make_card(f"c{number}") for number in range(5_000))])
    async with desk.begun().sit() as person:
        assert await processor_time(person, "5") < 5 * BUDGET
        for key in ("down", "pagedown", "end", "up", "enter"):
            assert await processor_time(person, *[key] * 3) < BUDGET, key


async def test_on_a_narrow_screen_a_line_keeps_what_there_is_room_for(stocked: Desk) -> None:
    stocked.library.packs["p"].about = PackAbout("p", "The everyday work of people", "1.0.0", {"card": 48})
    async with stocked.sit((40, 15)) as person:
        await person.press("escape", "5")
        person.sees("The everyday work … 48 cards · on")
