"""Guides: what a facilitator runs, what is captured on the way, and the experiments that come of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from companion.coach.checks import check_text
from companion.coach.looking import Looking
from companion.coach.views import Misuse, Recorded
from companion.domain.entries import Guide, Heading
from companion.domain.guide_words import Run, labels_of
from companion.domain.history import Experiment, History
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
        wanted, known = name.strip().lower(), self.guides()
        found = self._library.entry(wanted)
        if not isinstance(found, Guide):
            exact = [heading for heading in known if heading.id == wanted]
            begun = [one for one in known if wanted and (one.id.startswith(wanted) or one.ref.startswith(wanted))]
            fitting = exact or begun
            found = self._library.entry(fitting[0].ref) if len(fitting) == 1 else None
        if isinstance(found, Guide):
            return found
        listed = f"There are {', '.join(heading.ref for heading in known)}." if known else "A pack brings guides."
        raise Misuse(f'No one guide is called "{one_line(name)[:_SHOWN]}". {listed}')

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


def _section(guide: Guide) -> str:
    return f"guide-{guide.ref}.run"
