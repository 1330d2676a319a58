"""Following programmes: starting, pausing, leaving, and what is done of their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.coach.checks import check_text
from companion.coach.looking import Looking
from companion.coach.views import Misuse, ProgrammeView, Recorded, Refused
from companion.domain.entries import StepKind
from companion.domain.programmes import Following, step_key
from companion.domain.records import Course, Enrolment, Reflection, StepDone
from companion.text import one_line

_SHOWN = 40
_COURSE_WORDS = {Course.PAUSED: "paused", Course.LEFT: "left", Course.FINISHED: "finished"}


class Programmes(Looking):
    """Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""

    def programmes(self) -> list[ProgrammeView]:
        """Every programme: first those that are or were followed, the latest first, then the others by pack and title.

        One that is followed again stands there once, as it is now.
        """
        followed = {one.enrolment.programme: one for one in self.following()}
        latest = sorted(followed.values(), key=lambda one: one.enrolment.at, reverse=True)
        views = [ProgrammeView(one.enrolment.programme, one.enrolment.title, one.programme, one) for one in latest]
        for pack in self._library.packs.values():
            for heading in pack.headings():
                if heading.kind == "programme" and not heading.retired and heading.ref not in followed:
                    views.append(ProgrammeView(heading.ref, heading.title, self._programme(heading.ref)))
        return views

    def following(self) -> list[Following]:
        """Every enrolment as it stands, in the order in which they were made."""
        return self._journal.ask(lambda history: sorted(self._following(history), key=lambda one: one.enrolment.at))

    def programme(self, name: str = "") -> ProgrammeView:
        """One programme by its ref, its own id, or the beginning of an enrolment's; without a name, the one under way.

        Misuse where that is not just one.
        """
        views = self.programmes()
        if not name:
            found = [view for view in views if view.following and view.following.is_active]
            return _the_one(found, "is under way", views)
        wanted = name.strip().lower()
        exact = [view for view in views if wanted in (view.ref, view.ref.partition("/")[2])]
        begun = [view for view in views if view.following and view.following.id.lower().startswith(wanted)]
        begun += [view for view in views if view.ref.partition("/")[2].startswith(wanted) and view not in begun]
        return _the_one(exact or begun, f'is called "{one_line(name)[:_SHOWN]}"', views)

    def start(self, name: str, variant: str = "") -> Recorded[Enrolment]:
        """Follow a programme from its first step; `variant` is one of its variants, where it has any."""
        view = self.programme(name)
        programme, before = view.programme, view.following
        if programme is None:
            raise Refused("The pack of this programme is not here. Install it, then start.")
        if before and before.enrolment.course is Course.ACTIVE:
            raise Refused(
                f"{one_line(view.title)} is under way already, at step {before.number} of {len(before.steps)}."
            )
        if before and before.enrolment.course is Course.PAUSED:
            raise Refused(f"{one_line(view.title)} is paused. Resume it, or leave it and start anew.")
        if variant and variant not in programme.variants:
            known = f"choose from {', '.join(programme.variants)}" if programme.variants else "leave --variant out"
            raise Misuse(f'{one_line(view.title)} has no variant "{one_line(variant)[:_SHOWN]}"; {known}.')
        if programme.variants and not variant:
            raise Misuse(f"{one_line(view.title)} comes in variants. Choose one: {', '.join(programme.variants)}.")
        record = Enrolment(**self._now(), programme=view.ref, title=programme.title, variant=variant)
        return Recorded(self._journal.add(record), record)

    def pause(self, name: str = "") -> Recorded[Enrolment]:
        """Let a programme rest: its steps leave the daily page until it is resumed."""
        return self._turn(self.programme(name), Course.PAUSED, (Course.ACTIVE,))

    def resume(self, name: str = "") -> Recorded[Enrolment]:
        """Go on with a paused programme where it was left; without a name, with the one that is paused."""
        views = [view for view in self.programmes() if view.following and view.course is Course.PAUSED]
        view = self.programme(name) if name else _the_one(views, "is paused", self.programmes())
        return self._turn(view, Course.ACTIVE, (Course.PAUSED,))

    def leave(self, name: str = "") -> Recorded[Enrolment]:
        """Stop following a programme; what was written and tried on the way stays."""
        return self._turn(self.programme(name), Course.LEFT, (Course.ACTIVE, Course.PAUSED))

    def mark(self, ref: str) -> list[Recorded[StepDone]]:
        """An article was read, or a guide held: the step of each active programme that has it next is done.

        An empty list where no programme has it next, and then nothing is recorded.
        """
        found = [one for one in self.following() if _awaits(one, ref)]
        if not found:
            return []
        with self._page_act():
            for one in found:
                self._pass(one)
        history, keys = self._journal.history(), [step_key(one.id, one.next.id) for one in found if one.next]
        return [Recorded(key, history.steps[key]) for key in keys]

    def answer_check(self, name: str, text: str, question: int = 0) -> Recorded[Reflection]:
        """Answer one question of the check that a programme has next, 0 for its first; the step is then done."""
        check_text(text)
        view = self.programme(name)
        one = view.following
        if one is None or not one.is_active or one.next is None or one.next.kind is not StepKind.CHECK:
            raise Refused(f"{one_line(view.title)} asks nothing now. `companion programme` shows what comes next.")
        questions = one.next.questions
        if not 0 <= question < len(questions):
            raise Misuse(f"This check asks {len(questions)}. Give --question from 1 to {len(questions)}.")
        key = step_key(one.id, one.next.id)
        record = Reflection(**self._now(), question=questions[question], text=text, step=key)
        with self._page_act():
            recorded = Recorded(self._journal.add(record), record)
            self._pass(one)
        return recorded

    def _turn(self, view: ProgrammeView, course: Course, allowed: Sequence[Course]) -> Recorded[Enrolment]:
        one = view.following
        if one is None:
            raise Refused(f"{one_line(view.title)} is not followed. `companion programme start` begins it.")
        if one.enrolment.course not in allowed:
            words = _COURSE_WORDS.get(one.enrolment.course, "under way")
            raise Refused(f"{one_line(view.title)} is {words}, so nothing was changed.")
        self._journal.amend(Enrolment, one.id, course=course)
        return Recorded(one.id, replace(one.enrolment, course=course))


def _awaits(one: Following, ref: str) -> bool:
    step = one.next
    return one.is_active and step is not None and step.ref == ref and step.kind in (StepKind.ARTICLE, StepKind.GUIDE)


def _the_one(found: Sequence[ProgrammeView], what: str, views: Sequence[ProgrammeView]) -> ProgrammeView:
    if len(found) == 1:
        return found[0]
    if found:
        refs = ", ".join(view.ref for view in found)
        raise Misuse(f"More than one programme {what}: {refs}. Give the whole name of one.")
    listed = f"There are {', '.join(view.ref for view in views)}." if views else "There is none; a pack brings one."
    raise Misuse(f"No programme {what}. {listed}")
