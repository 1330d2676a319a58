"""Guides: what a facilitator runs, what is captured on the way, and the experiments that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from companion.coach.checks import check_text
from companion.coach.looking import Looking
from companion.coach.views import Misuse, Recorded
from companion.domain.entries import Guide, Heading
from companion.domain.guide_words import Run, labels_of
from companion.domain.history import Experiment, History
from companion.domain.programme_words import either
from companion.domain.programmes import Following
from companion.domain.records import Capture
from companion.journal.drafts import NO_DAY, Draft
from companion.text import one_line

_SHOWN = 40


class Guiding(Looking):
    """Each returns only once its record is durable, and raises Misuse or JournalError."""

    def guides(self) -> list[Heading]:
        """Every guide on offer, by pack."""
        found = [heading for pack in self._library.packs.values() for heading in pack.headings()]
        return [heading for heading in found if heading.kind == "guide" and not heading.retired]

    def guide(self, name: str) -> Guide:
        """One guide by its ref, by its own id, or by the beginning of either; Misuse where that is not just one."""
        found = self._library.entry(name.strip().lower())
        if not isinstance(found, Guide):
            found = self._library.entry(_the_one(name, [heading.ref for heading in self.guides()]))
        if not isinstance(found, Guide):
            raise Misuse(f'"{one_line(name)[:_SHOWN]}" went with its pack. `companion guide` lists what there is.')
        return found

    def captured_guide(self, name: str) -> str:
        """The ref of a guide by its name, as `guide` has it; also of one that is not here any more."""
        found = self._library.entry(name.strip().lower())
        known = [heading.ref for heading in self.guides()]
        return found.ref if isinstance(found, Guide) else _the_one(name, [*known, *self.guides_gone()])

    def guides_gone(self) -> dict[str, str]:
        """The titles of the guides that are not here any more and with which something was captured, by ref."""
        found = {one.guide: one.title for one in self._journal.history().captures.values()}
        return {ref: title for ref, title in found.items() if not isinstance(self._library.entry(ref), Guide)}

    def asked_by(self, ref: str) -> list[Following]:
        """The programmes under way that have this article, guide or card next."""
        following = self._journal.ask(self._following)
        return [one for one in following if one.is_active and one.next and one.next.ref == ref]

    # What people said

    def label(self, guide: Guide, beginning: str) -> tuple[str, str]:
        """The step that asks to capture under a label, and the whole label; "" will do where there is only one.

        Misuse, listing them, where a beginning is not just one label's.
        """
        every = [(step.id, label) for step in guide.steps for label in labels_of(step)]
        wanted = beginning.strip().lower()
        found = [one for one in every if one[1].lower() == wanted] or [
            one for one in every if one[1].lower().startswith(wanted)
        ]
        if len({label for _, label in found}) == 1:
            return found[0]
        listed = "; ".join(dict.fromkeys(one_line(label) for _, label in every))
        asked = f"It asks to capture: {listed}." if every else "It asks to capture nothing."
        raise Misuse(f"Say under which label, by its beginning. {asked}")

    def capture(self, guide: Guide, step: str, label: str, text: str) -> Recorded[Capture]:
        """Keep what people said or decided in one step of a guide, under one of the labels that it asks for."""
        check_text(text)
        record = Capture(**self._now(), guide=guide.ref, title=guide.title, step=step, label=label, text=text)
        return Recorded(self._journal.add(record), record)

    def captures(self, guide: str) -> list[Recorded[Capture]]:
        """What was captured with a guide, by its ref, in the order of its making."""
        held = self._journal.history().captures
        found = [Recorded(key, one) for key, one in held.items() if one.guide == guide]
        return sorted(found, key=lambda one: (one.record.at, one.id))

    def planned_from(self, captures: Iterable[str]) -> dict[str, Experiment]:
        """The experiments that were planned from what was captured, by its whole ids; the latest of each."""
        asked = set(captures)

        def found(history: History) -> dict[str, Experiment]:
            plans = [plan for plan in history.facts.plans.values() if plan.capture in asked]
            plans.sort(key=lambda plan: (plan.at, plan.key))
            return {plan.capture: history.experiment(plan.key) for plan in plans}

        return self._journal.ask(found) if asked else {}

    # Holding one

    def now(self) -> datetime:
        """The instant that it is."""
        return self._moment().at

    def begin_guide(self, guide: Guide) -> Run:
        """A guide at its first step, from now on; nothing is kept of it yet."""
        now = self._now()
        return Run(now["day"], now["at"], guide.steps[0].id, now["at"])

    def guide_run(self, guide: Guide) -> Run | None:
        """How far a guide has been held today on this machine; None where it was not begun, or was put away."""
        draft = self._drafts.load(NO_DAY, _section(guide))
        try:
            run = msgspec.json.decode(draft.text, type=Run) if draft else None
        except msgspec.DecodeError:
            return None
        known = run is not None and any(step.id == run.step for step in guide.steps)
        return run if run is not None and known and run.day == self.day() else None

    def keep_guide_run(self, guide: Guide, run: Run | None) -> None:
        """Keep how far a guide has been held, on this machine alone, until the day is over; None puts it away."""
        text = msgspec.json.encode(run).decode() if run else ""
        self._drafts.save(Draft(NO_DAY, _section(guide), text, self.now()))


def _the_one(name: str, refs: Sequence[str]) -> str:
    """The one of these refs that a name means: a whole ref or own id, or else its beginning; Misuse for any other."""
    wanted, said = name.strip().lower(), one_line(name)[:_SHOWN]
    own = {ref: ref.partition("/")[2] for ref in refs}
    exact = [ref for ref in own if wanted in (ref, own[ref])]
    begun = [ref for ref in own if wanted and (ref.startswith(wanted) or own[ref].startswith(wanted))]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise Misuse(f'"{said}" could be {either([one_line(ref) for ref in found])}. Give more of its name.')
    listed = ", ".join(map(one_line, own))
    there = f"There {'is' if len(own) == 1 else 'are'} {listed}." if own else "A pack brings guides."
    raise Misuse(f'No guide is called "{said}". {there}')


def _section(guide: Guide) -> str:
    return f"guide-{guide.ref}.run"
