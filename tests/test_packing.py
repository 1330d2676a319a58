"""Packs through the coach: what an offer says, installing, updating and removing, and what stays as it was."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from companion.coach.coach import Coach
from companion.coach.offers import BadPack, OfferView
from companion.coach.views import Misuse, Refused
from companion.domain.entries import Heading
from companion.domain.records import Share
from companion.journal.device import ALPHABET
from companion.journal.drafts import Drafts
from companion.journal.journal import Journal
from companion.packs import checking
from companion.packs.shelf import PackShelf
from companion.packs.store import PackStore
from tests.domain.making import FRI, THU
from tests.packs.shipping import FIRST, IDEA, SECOND, article, card, programme, write_pack, zipped


class Bench:
    """One machine: a bundled pack of two cards, a journal, and a folder for what a coach sends."""

    def __init__(self, root: Path) -> None:
        self.root, self.day = root, THU
        self.packs = root / "packs"
        write_pack(root / "content" / "big", card("big-one"), card("big-two", theme="people"), id="big", title="Big")
        self._chance = random.Random(root.name)

    def coach(self) -> Coach:
        def now() -> datetime:
            return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)

        def new_id(length: int) -> str:
            return "".join(self._chance.choices(ALPHABET, k=length))

        shelf = PackShelf(self.root / "content", self.packs, self.root / "cache")
        state = self.root / "state"
        journal = Journal(self.root / "journal", state, now, new_id, wait=0.2, fingerprint="bench")
        return Coach(journal, shelf.load(), Drafts(state), now, lambda: "UTC", shelf)

    def sent(self, *entries: str, **about: str) -> str:
        return str(zipped(write_pack(self.root / "sent", *entries, **about)))

    @property
    def installed(self) -> Mapping[str, bytes]:
        """What is installed, byte for byte."""
        return {path.name: path.read_bytes() for path in self.packs.iterdir()} if self.packs.is_dir() else {}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def ids(headings: tuple[Heading, ...]) -> list[str]:
    return [heading.id for heading in headings]


def changes(offer: OfferView) -> dict[str, list[str]]:
    return {name: ids(getattr(offer, name)) for name in ("added", "changed", "retired", "gone")}


# What an offer says


def test_a_new_pack_is_all_added(bench: Bench) -> None:
    offer = bench.coach().offer(bench.sent(*FIRST))
    assert offer.before is None
    assert offer.versions == ""
    assert changes(offer) == {
        "added": ["kept", "edited", "stepped", "stepped-too", "to-retire", "to-remove", "why", "week"],
        "changed": [],
        "retired": [],
        "gone": [],
    }
    assert bench.installed == {}


def test_an_update_says_what_is_added_changed_retired_and_gone(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(*FIRST)))
    offer = coach.offer(bench.sent(*SECOND, version="1.1.0"))
    assert changes(offer) == {
        "added": ["added"],
        "changed": ["why", "week", "edited"],
        "retired": ["to-retire"],
        "gone": ["to-remove"],
    }
    assert offer.versions == "Version 1.1.0 takes the place of 1.0.0, which is installed."
    assert not offer.is_same


def test_what_comes_back_on_offer_is_a_change(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(card("one"), card("two", more="status: retired\n"))))
    offer = coach.offer(bench.sent(card("one"), card("two"), version="1.1.0"))
    assert changes(offer) == {"added": [], "changed": ["two"], "retired": [], "gone": []}


def test_the_same_version_with_other_text_and_an_older_one_are_said(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(card("one"), version="1.10.0")))
    other = coach.offer(bench.sent(card("one", idea=IDEA.replace("dark", "snow")), version="1.10.0"))
    assert other.versions == "This is the version that is installed, with other text."
    older = coach.offer(bench.sent(card("one"), version="1.9.0"))
    assert older.versions == "Version 1.9.0 is older than 1.10.0, which is installed."
    same = coach.offer(bench.sent(card("one"), version="1.10.0"))
    assert same.is_same
    assert same.versions == "Version 1.10.0 is installed already, word for word."


CALM = '[[themes]]\nid = "calm"\ntitle = "Calm"\nglyph = "~"\n'
THEMED = "\n".join((card("one", theme="calm"), card("two"), card("old", more="status: retired\nreplaced-by: one\n")))


@pytest.mark.parametrize(
    ("entries", "theme", "changed"),
    [
        (THEMED, CALM.replace("Calm", "Calmer"), []),
        (THEMED, CALM.replace("~", "="), []),
        (THEMED.replace("by: one", "by: two"), CALM, ["old"]),
        (THEMED.replace("about old", "about what was"), CALM, ["old"]),
    ],
    ids=["a theme's title", "a theme's glyph", "what replaces an entry", "the text of a retired entry"],
)
def test_any_other_byte_is_other_text(bench: Bench, entries: str, theme: str, changed: list[str]) -> None:
    coach, sent = bench.coach(), bench.sent(THEMED, extra=CALM)
    coach.install(coach.offer(sent))
    assert coach.offer(sent).is_same
    offer = coach.offer(bench.sent(entries, extra=theme))
    assert offer.versions == "This is the version that is installed, with other text."
    assert changes(offer) == {"added": [], "changed": changed, "retired": [], "gone": []}


def test_an_update_has_the_former_title_of_what_is_called_something_else_now(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(*FIRST)))
    assert coach.offer(bench.sent(*SECOND, version="1.1.0")).was == {
        "why": "Why it waits",
        "week": "A quieter week",
        "edited": "Edited",
    }


def test_what_is_saved_between_the_look_and_the_zip_is_not_installed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The author's editor saves at the worst moment."""
    coach = bench.coach()
    folder = write_pack(bench.root / "sent", *FIRST)
    coach.install(coach.offer(str(folder)))
    write_pack(folder, *SECOND, version="1.1.0")
    checked = zipped(folder).read_bytes()
    check_files = checking.check_files

    def save(*files: Any, **known: Any) -> checking.Checked:
        found = check_files(*files, **known)
        write_pack(folder, "## broken {#x}\nkind: card\n", version="1.1.0")
        return found

    monkeypatch.setattr(checking, "check_files", save)
    offer = coach.offer(str(folder))
    assert offer.data == checked
    assert coach.install(offer).about.version == "1.1.0"
    assert bench.installed == {"calm-week.zip": checked}


def test_a_pack_that_another_copy_takes_away_at_once_is_a_refusal(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach = bench.coach()
    offer = coach.offer(bench.sent(*FIRST))
    monkeypatch.setattr(PackStore, "put", lambda *_: None)
    with pytest.raises(Refused, match=r"^A calmer week was put in place and is gone again"):
        coach.install(offer)


def test_a_folder_and_its_zip_make_the_same_offer(bench: Bench) -> None:
    coach, sent = bench.coach(), bench.sent(*FIRST)
    assert coach.offer(sent) == coach.offer(str(bench.root / "sent"))


def test_a_bundled_id_is_refused(bench: Bench) -> None:
    with pytest.raises(BadPack, match="E211"):
        bench.coach().offer(bench.sent(card("one"), id="big"))


def test_a_pack_with_errors_is_refused_with_all_of_them(bench: Bench) -> None:
    folder = write_pack(bench.root / "sent", card("one", theme="wrok"), card("two", theme="wrok"))
    with pytest.raises(BadPack, match=r"^Not installed: all\.md:3:8 E104 .* And one more finding") as refused:
        bench.coach().offer(str(folder))
    assert [finding.line for finding in refused.value.findings] == [3, 18]


@pytest.mark.parametrize("path", ["nothing", "~/no-such-thing-here", "a\0b"])
def test_where_there_is_nothing_is_said_to_be_a_slip(bench: Bench, path: str) -> None:
    with pytest.raises(Misuse, match="There is nothing at"):
        bench.coach().offer(path)


@pytest.mark.parametrize("path", ["", " "])
def test_no_path_is_said_to_be_none(bench: Bench, path: str) -> None:
    with pytest.raises(Misuse, match=r"^No path is given\. Give a pack's folder"):
        bench.coach().offer(path)


def test_a_link_that_leads_to_itself_is_refused(bench: Bench) -> None:
    (bench.root / "loop").symlink_to("loop")
    with pytest.raises(BadPack, match="loop:1:1 E"):
        bench.coach().offer(str(bench.root / "loop"))


# Installing and removing


def test_an_installed_pack_feeds_the_page_and_says_with_how_many_cards(bench: Bench) -> None:
    coach = bench.coach()
    view = coach.install(coach.offer(bench.sent(*FIRST)))
    assert (view.feeds, view.cards, view.share) == (True, 4, Share.USUAL)
    assert view.pages == pytest.approx(4 / 6)
    assert bench.coach().pack_view("calm").cards == 4


def test_a_removed_pack_is_gone_and_a_bundled_one_stays(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(*FIRST)))
    assert coach.remove_pack("Calm-Week ").id == "calm-week"
    assert (coach.packs(), bench.installed) == (("big",), {})
    with pytest.raises(Refused, match="came with the program and stays"):
        coach.remove_pack("big")
    with pytest.raises(Misuse, match=r'^No pack has the id "calm-week"\. Installed: none\.$'):
        coach.remove_pack("calm-week")


def test_a_beginning_names_a_pack_that_is_looked_at_and_none_that_is_removed(bench: Bench) -> None:
    coach = bench.coach()
    for id in ("calm-week", "calm-day"):
        coach.install(coach.offer(bench.sent(*FIRST, id=id)))
    assert coach.pack_view("calm-w").about.id == "calm-week"
    with pytest.raises(Misuse, match=r'^"calm" could be calm-day or calm-week\. Give more of its id\.$'):
        coach.pack_view("calm")
    with pytest.raises(Misuse, match=r'^No pack is called "x"\. There are big, calm-day, calm-week\.$'):
        coach.pack_view("x")
    with pytest.raises(Misuse, match=r'^Removing takes a whole id, and "calm-w" is the beginning of calm-week\.$'):
        coach.remove_pack("calm-w")
    assert len(bench.installed) == 2


def test_an_installed_pack_that_the_program_brings_by_now_can_be_removed(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(*FIRST)))
    write_pack(bench.root / "content" / "calm-week", *SECOND, version="2.0.0")
    coach = bench.coach()
    assert "calm-week.zip" in coach.left_out
    assert coach.remove_pack("calm-week").title == "the installed copy of A calmer week"
    assert (bench.installed, coach.left_out) == ({}, "")
    assert coach.pack_view("calm-week").about.version == "2.0.0"
    with pytest.raises(Refused, match="came with the program and stays"):
        coach.remove_pack("calm-week")


def test_a_damaged_installed_pack_can_be_taken_away_or_put_right(bench: Bench) -> None:
    coach = bench.coach()
    sent = bench.sent(*FIRST)
    coach.install(coach.offer(sent))
    good = bench.installed
    (bench.packs / "calm-week.zip").write_bytes(b"PK\3\4 and no more")
    coach = bench.coach()
    assert coach.packs() == ("big",)
    assert "calm-week.zip" in coach.left_out
    coach.install(coach.offer(sent))
    assert bench.installed == good
    (bench.packs / "calm-week.zip").write_bytes(b"")
    coach = bench.coach()
    assert coach.remove_pack("calm-week").id == "calm-week"
    assert bench.installed == {}


def test_a_pack_put_there_by_hand_under_another_name_is_named_and_not_said_to_be_gone(bench: Bench) -> None:
    bench.packs.mkdir()
    os.rename(bench.sent(*FIRST), bench.packs / "aaa.zip")
    coach = bench.coach()
    with pytest.raises(Refused, match=r"as aaa\.zip\. Delete it"):
        coach.remove_pack("calm-week")
    with pytest.raises(Refused, match=r"as aaa\.zip\. Move it away"):
        coach.install(coach.offer(bench.sent(*SECOND, version="1.1.0")))


def test_where_packs_cannot_be_kept_nothing_changes(bench: Bench) -> None:
    coach = bench.coach()
    offer = coach.offer(bench.sent(*FIRST))
    bench.packs.write_text("a file stands here")
    with pytest.raises(Refused, match=r"^The pack cannot be installed: .*\. What was there before is untouched\.$"):
        coach.install(offer)
    assert bench.packs.read_text() == "a file stands here"
    assert coach.packs() == ("big",)


# What another copy of the program does


def test_what_another_copy_installs_and_removes_is_taken_in(bench: Bench) -> None:
    coach, other = bench.coach(), bench.coach()
    library = coach.library()
    assert not coach.refresh()
    other.install(other.offer(bench.sent(*FIRST)))
    assert coach.refresh()
    assert coach.packs() == ("big", "calm-week")
    assert not coach.refresh()
    assert coach.library() is not library
    other.install(other.offer(bench.sent(*SECOND, version="1.1.0")))
    coach.library()
    assert coach.pack_view("calm-week").about.version == "1.1.0"
    other.remove_pack("calm-week")
    assert coach.refresh()
    assert coach.packs() == ("big",)


def test_the_next_days_page_is_made_of_the_packs_that_are_here_then(bench: Bench) -> None:
    coach, other = bench.coach(), bench.coach()
    coach.install(coach.offer(bench.sent(*FIRST)))
    coach.feed("big", Share.OFF)
    shown = coach.today()
    assert shown.card
    coach.showed(shown)
    other.refresh()
    other.remove_pack("calm-week")
    assert coach.today().card == shown.card, "a page that somebody has before them stays"
    bench.day = FRI
    other.feed("big", Share.USUAL)
    page = coach.today()
    assert page.card
    assert page.card.pack == "big"


def test_no_page_is_without_an_idea_because_the_one_that_was_chosen_has_gone(bench: Bench) -> None:
    """The files of bundled packs go, and so does what was compiled of them: the program is being updated."""
    bench.coach()
    coach, watched = bench.coach(), bench.coach()
    page = coach.today()
    assert page.card
    other = {"big-one": "big-two", "big-two": "big-one"}[page.card.id]
    write_pack(bench.root / "content" / "big", card(other), id="big", title="Big")
    for path in (bench.root / "cache" / "packs").iterdir():
        path.unlink()
    watched.showed(page)
    assert watched.today() == page, "a page that somebody has before them stays"
    after = coach.today()
    assert after.card
    assert after.card.id == other


# Searching


def test_entries_are_found_by_their_words_those_in_titles_first_and_retired_ones_not_at_all(bench: Bench) -> None:
    coach = bench.coach()
    entries = (
        card("one", title="A plain one", idea=f"{IDEA} Zebras queue."),
        card("two", title="A queue of zebras"),
        card("old", title="Zebras queue", more="status: retired\n"),
        article("why", body="The QUEUE\nof a Zébra."),
        programme("week", ("first", "card: one")),
    )
    coach.install(coach.offer(bench.sent(*entries)))
    assert [one.id for one in coach.search_entries("zebra queue")] == ["two", "one", "why"]
    assert [one.id for one in coach.search_entries("do first")] == ["week"]
    assert coach.search_entries("queue giraffe") == coach.search_entries(" ¡! ") == []
    assert coach.search_entries("calm-week") == []  # what only names an entry is not read


# The journal


def record(coach: Coach, bench: Bench, day: date) -> None:
    """A day with the pack: whatever card it has is planned and answered."""
    bench.day = day
    coach.plan(suggestion=0)
    coach.reflect(f"Seen on {day}.")


def test_an_update_leaves_the_journal_and_every_past_page_as_they_are(bench: Bench) -> None:
    coach = bench.coach()
    coach.install(coach.offer(bench.sent(*FIRST)))
    coach.feed("big", Share.OFF)
    days = [date(2026, 11, day) for day in range(19, 27)]
    for day in days[:4]:
        record(coach, bench, day)
    coach.start("week")
    for day in days[4:6]:
        record(coach, bench, day)
    used = {experiment.plan.card for experiment in coach.experiments()}
    assert {f"calm-week/{id}" for id in ("kept", "edited", "to-retire", "to-remove", "stepped")} <= used
    journal = {path: path.read_bytes() for path in (bench.root / "journal").rglob("*.jsonl")}
    pages = [coach.of_day(day) for day in days]
    shown = [(one.id, one.plan.shown, one.plan.action) for one in coach.experiments()]

    coach.install(coach.offer(bench.sent(*SECOND, version="1.1.0")))

    for now in (coach, bench.coach()):
        assert {path: path.read_bytes() for path in journal} == journal
        assert [now.of_day(day) for day in days] == pages
        assert [(one.id, one.plan.shown, one.plan.action) for one in now.experiments()] == shown
        (followed,) = now.following()
        assert [step.id for step in followed.steps] == ["one", "three"]
    coach.remove_pack("calm-week")
    assert {path: path.read_bytes() for path in journal} == journal
    assert [coach.of_day(day) for day in days] == pages
    assert [(one.id, one.plan.shown, one.plan.action) for one in coach.experiments()] == shown
