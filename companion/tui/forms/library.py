"""Installing and removing packs, and beginning and leaving programmes: what is asked, and what is done then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.coach.coach import Coach
from companion.coach.packing import OfferView, PackView
from companion.coach.views import Misuse, ProgrammeView
from companion.domain.entries import Heading
from companion.domain.phrases import plural
from companion.text import one_line
from companion.tui.form import Ask, Choice, Form
from companion.tui.ink import INK, SOFT, Block
from companion.tui.library_view import counts_words, made_by
from companion.tui.measure import Measure

_LETTERS = "abcdefghijklmnoprst"
_NAMED = 4
"""Titles that are told of one kind of change; the others are counted."""
_NOTES = 3
_STAYS = "What you wrote stays."


class InstallForm(Form):
    """Asks for the path, shows what would come, and asks whether. `pack` is the id of the only pack that will do."""

    section = "install"

    def __init__(self, pack: str = "") -> None:
        self._pack = pack
        self._offer: OfferView | None = None

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """What would come, once that is known."""
        return offer_blocks(self._offer, measure) if self._offer else []

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Where it is, then whether."""
        what = "new version" if self._pack else "pack"
        path = Ask("path", "file", f"Where is the {what}? A zip, or a folder.", hint="~/Downloads/calm-week.zip")
        offer = self._offer
        does = "Update" if offer and offer.before else "Install"
        prompt = f"{does} it? {_STAYS}" if offer and offer.before else f"{does} it?"
        about = f"{one_line(offer.about.title)}, version {offer.about.version}. " if offer else ""
        choices = [Choice("i", f"{does} it"), Choice("n", "Not now")]
        return [path, Ask("sure", does.lower(), f"{about}{prompt}", choices=choices)]

    def answered(self, coach: Coach, name: str, text: str) -> None:
        """Look at what is there; BadPack or Refused says what is wrong with it, and the path stays."""
        if name != "path":
            return
        self._offer = None
        path = text.strip().strip("\"'")
        if not path:
            raise Misuse("Give the path of a zip or of a folder. Esc closes this.")
        offer = coach.offer(path)
        if self._pack and offer.about.id != self._pack:
            title = one_line(offer.about.title)
            raise Misuse(f"Not updated: this is another pack, {title}. In the Library, i installs it.")
        self._offer = offer

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Install it, or not."""
        if answers["sure"] != "i" or self._offer is None:
            return "Nothing was installed."
        view = coach.install(self._offer)
        self.made = view.about.id
        if self._offer.before:
            return f"Updated to version {view.about.version}. {_STAYS}"
        return f"Installed: {_brought(view.about.counts)}."


def _brought(counts: Mapping[str, int]) -> str:
    """What a pack brings, in few words: all of it, or the most of one kind and how many more."""
    most = max(counts, key=lambda kind: (kind == "card", counts[kind]), default="")
    rest = sum(counts.values()) - counts.get(most, 0)
    words = counts_words({most: counts[most]}) if most else counts_words(counts)
    return f"{words} and {plural(rest, 'more entry', 'more entries')}" if rest else words


def offer_blocks(offer: OfferView, measure: Measure) -> list[Block]:
    """What would come: the pack as it says itself, what an update changes, and what is worth a look."""
    about, before = offer.about, offer.before
    pack = Block("pack", measure.width).text(one_line(about.title), f"bold {INK}")
    if about.summary:
        pack.text(one_line(about.summary))
    pack.text(made_by(about), SOFT).text(f"{counts_words(about.counts)}.", SOFT)
    blocks = [pack]
    if before:
        changes = Block("changes", measure.width)
        changes.text(offer.versions)
        for what, headings in (
            ("added", offer.added),
            ("changed", offer.changed),
            ("retired", offer.retired),
            ("gone", offer.gone),
        ):
            if headings:
                changes.text(_named(what, headings, offer.was))
        blocks.append(changes)
    warnings = [note for note in offer.notes if note.severity.value == "warning"]  # style is its author's affair
    if warnings:
        notes = Block("worth a look", measure.width)
        for note in warnings[:_NOTES]:
            notes.text(str(note), SOFT)
        if len(warnings) > _NOTES:
            notes.text(f"And {len(warnings) - _NOTES} more; `companion pack check` lists them.", SOFT)
        blocks.append(notes)
    return blocks


def _named(what: str, headings: Sequence[Heading], was: Mapping[str, str]) -> str:
    """How many, with the first titles, and what those were before."""
    former = {id: f" (was: {one_line(title)})" for id, title in was.items()}
    titles = "; ".join(f"{one_line(heading.title)}{former.get(heading.id, '')}" for heading in headings[:_NAMED])
    more = f"; and {len(headings) - _NAMED} more" if len(headings) > _NAMED else ""
    return f"{len(headings)} {what}: {titles}{more}"


class RemoveForm(Form):
    """Asks once before an installed pack goes."""

    def __init__(self, view: PackView) -> None:
        self._about = view.about
        self.section = f"remove-{view.about.id}"

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Whether."""
        prompt = f"Remove {one_line(self._about.title)}? What you wrote on its cards stays."
        return [Ask("sure", "remove", prompt, choices=[Choice("k", "Keep it"), Choice("r", "Remove it")])]

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Remove it, or not; `made` then has its id."""
        if answers["sure"] == "k":
            return "Kept."
        self.made = coach.remove_pack(self._about.id).id
        return "Removed. What you wrote on its cards stays."


class BeginForm(Form):
    """Asks which variant of a programme to follow, and begins it."""

    keeps_drafts = False

    def __init__(self, view: ProgrammeView, variants: Sequence[str]) -> None:
        self._view, self._variants = view, variants

    def intro(self, coach: Coach, measure: Measure) -> list[Block]:
        """What says which variant is for whom."""
        block = Block("programme", measure.width).text(one_line(self._view.title), f"bold {INK}")
        return [block.text(self._view.programme.body) if self._view.programme else block]

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Which."""
        choices = [Choice(letter, one_line(words)) for letter, words in zip(_LETTERS, self._variants, strict=False)]
        return [Ask("variant", "variant", "Which of these fits you?", choices=choices)]

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Begin."""
        coach.start(self._view.ref, self._variants[_LETTERS.index(answers["variant"])])
        return BEGUN


BEGUN = "Begun. Its steps come with the daily page. u takes it back."


class LeaveForm(Form):
    """Asks once before a programme is left."""

    keeps_drafts = False

    def __init__(self, view: ProgrammeView) -> None:
        self._view = view

    def asks(self, answers: Mapping[str, str]) -> list[Ask]:
        """Whether."""
        prompt = f"Leave {one_line(self._view.title)}? What you wrote and tried on the way stays."
        return [Ask("sure", "leave", prompt, choices=[Choice("k", "Keep following it"), Choice("l", "Leave it")])]

    def keep(self, coach: Coach, answers: Mapping[str, str]) -> str:
        """Leave it, or not."""
        if answers["sure"] == "k":
            return "Kept."
        coach.leave(self._view.ref)
        return "Left. What you wrote and tried stays. u takes it back."
