"""Guides: what a facilitator runs, what is captured on the way, and the experiments that come of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from companion.coach.checks import check_text
from companion.coach.looking import Looking
from companion.coach.views import Misuse, Recorded
from companion.domain.entries import Guide, Heading
from companion.domain.records import Capture
from companion.text import one_line

_SHOWN = 40


class Guiding(Looking):
    """Each returns only once its record is durable, and raises Misuse or JournalError."""

    def guides(self) -> list[Heading]:
        """Every guide on offer, by pack."""
        found = [heading for pack in self._library.packs.values() for heading in pack.headings()]
        return [heading for heading in found if heading.kind == "guide" and not heading.retired]

    def guide(self, name: str) -> Guide:
        """One guide by its ref, or by its own id or its beginning; Misuse where that is not just one."""
        wanted, known = name.strip().lower(), self.guides()
        found = self._library.entry(wanted)
        if not isinstance(found, Guide):
            exact = [heading for heading in known if heading.id == wanted]
            fitting = exact or [heading for heading in known if wanted and heading.id.startswith(wanted)]
            found = self._library.entry(fitting[0].ref) if len(fitting) == 1 else None
        if isinstance(found, Guide):
            return found
        listed = f"There are {', '.join(heading.ref for heading in known)}." if known else "A pack brings guides."
        raise Misuse(f'No one guide is called "{one_line(name)[:_SHOWN]}". {listed}')

    def capture(self, guide: Guide, step: str, label: str, text: str) -> Recorded[Capture]:
        """Keep what people said or decided in one step of a guide, under one of the labels that it asks for."""
        check_text(text)
        record = Capture(**self._now(), guide=guide.ref, title=guide.title, step=step, label=label, text=text)
        return Recorded(self._journal.add(record), record)

    def recapture(self, capture: Recorded[Capture], text: str) -> Recorded[Capture]:
        """Word again what was captured; what it said before stays in its history."""
        check_text(text)
        self._journal.amend(Capture, capture.id, text=text)
        return Recorded(capture.id, replace(capture.record, text=text))

    def captures(self, guide: str, day: date | None = None) -> list[Recorded[Capture]]:
        """What was captured with a guide, by its ref, in the order of its making; on one day, where that is given."""
        held = self._journal.history().captures
        found = [
            Recorded(key, one) for key, one in held.items() if one.guide == guide and (day is None or one.day == day)
        ]
        return sorted(found, key=lambda one: (one.record.at, one.id))
