"""Packs through the coach: what an offer says, installing, updating and removing, and what stays as it was."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from companion.coach.coach import Coach
from companion.coach.offers import BadPack, OfferView
from companion.coach.views import Misuse, Refused
from companion.domain.entries import Heading
from companion.domain.records import Share
from companion.journal.device import ALPHABET
from companion.journal.drafts import Drafts
from companion.journal.journal import Journal
from companion.packs.shelf import PackShelf
from tests.domain.making import THU
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


@pytest.mark.parametrize("path", ["nothing", "~/no-such-thing-here", "a\0b", ""])
def test_where_there_is_nothing_is_said_to_be_a_slip(bench: Bench, path: str) -> None:
    with pytest.raises(Misuse, match="There is nothing at"):
        bench.coach().offer(path)


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
    assert coach.remove_pack("calm").id == "calm-week"
    assert (coach.packs(), bench.installed) == (("big",), {})
    with pytest.raises(Refused, match="came with the program and stays"):
        coach.remove_pack("big")
    with pytest.raises(Misuse, match="No one pack is called"):
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
