"""Following programmes: starting, pausing, leaving, and what is done of their steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from companion.coach.checks import check_text
from companion.coach.looking import Looking
from companion.coach.views import Misuse, ProgrammeView, Recorded, Refused, Way
from companion.domain.entries import ProgrammeStep, StepKind
from companion.domain.phrases import plural
from companion.domain.programme_words import COURSES
from companion.domain.programmes import Following, next_key, step_key
from companion.domain.records import Course, Enrolment, Reflection, StepDone
from companion.journal.lines import TABLES
from companion.text import one_line

_SHOWN = 40
_SHOWS_NEXT = "`companion programme` shows what comes next."
_MOVED = f"It has moved on meanwhile, in another window or on another device; nothing was recorded. {_SHOWS_NEXT}"


class Programmes(Looking):
    """Each returns only once its record is durable, and raises Refused, Misuse or JournalError."""

    # Looking

    def programmes(self) -> list[ProgrammeView]:
        """Every programme: first those that are or were followed, the latest first, then the others by pack.

        One that is followed again stands there once, as it is now.
        """
        followed = {one.enrolment.programme: one for one in self.following()}
        latest = sorted(followed.values(), key=lambda one: one.enrolment.at, reverse=True)
        views = [ProgrammeView(one.enrolment.programme, one.title, one.programme, one) for one in latest]
        for pack in self._library.packs.values():
            for heading in pack.headings():
                if heading.kind == "programme" and not heading.retired and heading.ref not in followed:
                    views.append(ProgrammeView(heading.ref, heading.title, self._programme(heading.ref)))
        return views

    def following(self) -> list[Following]:
        """Each programme's enrolment as it stands, in the order in which they were made."""
        return self._journal.ask(lambda history: sorted(self._following(history), key=lambda one: one.enrolment.at))

    def programme(self, name: str = "") -> ProgrammeView:
        """One programme by its ref, by its own id, or by a beginning of either; without a name, the one under way.

        Misuse where that is not just one.
        """
        if not name:
            return self._one_of("is under way", lambda one: one.course is Course.ACTIVE)
        views, wanted = self.programmes(), name.strip().lower()
        exact = [view for view in views if wanted in (view.ref, _own_id(view))]
        begun = [view for view in views if view.ref.startswith(wanted) or _own_id(view).startswith(wanted)]
        return _the_one(exact or begun, f'is called "{one_line(name)[:_SHOWN]}"', views)

    def way(self, one: Following) -> Way:
        """What was tried, answered and captured on the way through a programme."""
        return self._journal.ask(lambda history: self._way(history, one))

    # Following

    def start(self, name: str, variant: str = "") -> Recorded[Enrolment]:
        """Follow a programme from its first step; `variant` is one of its variants, where it has any."""
        with self._journal.act():
            return self._start(self.programme(name), variant)

    def pause(self, name: str = "") -> Recorded[Enrolment]:
        """Let a programme rest: its steps leave the daily page until it is resumed."""
        return self._turn(name, Course.PAUSED, "is under way", (Course.ACTIVE,))

    def resume(self, name: str = "") -> Recorded[Enrolment]:
        """Go on with a paused programme where it was left; without a name, with the one that is paused."""
        return self._turn(name, Course.ACTIVE, "is paused", (Course.PAUSED,))

    def leave(self, name: str = "") -> Recorded[Enrolment]:
        """Stop following a programme; what was written and tried on the way stays."""
        return self._turn(name, Course.LEFT, "is followed", (Course.ACTIVE, Course.PAUSED))

    def mark(self, ref: str) -> list[Recorded[StepDone]]:
        """An article was read, or a guide held: the step of each active programme that has it next is done. So is one
        whose card is not here, which is then passed over.

        An empty list where no programme has it next, and then nothing is recorded.
        """
        if not self._next_to_mark(ref):
            return []
        with self._page_act():
            found = self._next_to_mark(ref)  # asked again under the lock: another window may have been sooner
            if not found:
                raise Refused(_MOVED)
            for one, step in found:
                self._pass(one, step)
        history, keys = self._journal.history(), [step_key(one.id, step.id) for one, step in found]
        return [Recorded(key, history.steps[key]) for key in keys]

    def to_mark(self, name: str = "") -> str:
        """The ref of what a programme has next to be read or held, for `mark`. Without a name, of the one that has; by
        name, a programme or the article or guide itself. Refused where it has nothing of the kind."""
        refs = {one.next.ref for one in self.following() if _can_mark(one) and one.next}
        named = {ref for ref in refs if name.strip().lower() in (ref, ref.partition("/")[2])}
        if len(named) == 1:
            return named.pop()
        view = self.programme(name) if name else self._one_of("has an article or a guide next", _can_mark)
        if view.following is None or view.following.next is None or not _can_mark(view.following):
            raise Refused(f"{one_line(view.title)} has nothing to be read or held next. {_SHOWS_NEXT}")
        return view.following.next.ref

    def answer_check(self, name: str, text: str, question: int = 0) -> Recorded[Reflection]:
        """Answer one question of the check that a programme has next, 0 for its first; the step is then done.

        Without a name, of the one programme that asks.
        """
        check_text(text)
        view = self.programme(name) if name else self._one_of("asks anything now", _asks)
        one = view.following
        if one is None or one.next is None or not _asks(one):
            raise Refused(f"{one_line(view.title)} asks nothing now. {_SHOWS_NEXT}")
        step, questions = one.next, one.next.questions
        if not 0 <= question < len(questions):
            many, last = plural(len(questions), "question"), len(questions)
            choose = f"Give --question from 1 to {last}." if last > 1 else "Leave --question out."
            raise Misuse(f"This check asks {many}. {choose}")
        with self._page_act():
            now = next((each for each in self.following() if each.id == one.id), None)
            if now is None or not _asks(now) or now.next != step:
                raise Refused(_MOVED)
            key = step_key(one.id, step.id)
            record = Reflection(**self._now(), question=questions[question], text=text, step=key)
            recorded = Recorded(self._journal.add(record), record)
            self._pass(now, step)
        return recorded

    # Inside

    def _one_of(self, what: str, fits: Callable[[Following], bool]) -> ProgrammeView:
        """The one programme that fits. Misuse, saying `what` none or several do, where it is not just one."""
        found = [view for view in self.programmes() if view.following and fits(view.following)]
        if not found:
            raise Misuse(f"No programme {what}. `companion programme` lists them, and how far you have come.")
        return _the_one(found, what, found)

    def _next_to_mark(self, ref: str) -> list[tuple[Following, ProgrammeStep]]:
        """The programmes that have this next to be read, held or passed over, each with that step."""
        return [(one, one.next) for one in self.following() if _can_mark(one) and one.next and one.next.ref == ref]

    def _start(self, view: ProgrammeView, variant: str) -> Recorded[Enrolment]:
        programme, title = view.programme, one_line(view.title)
        if programme is None:
            raise Refused("The pack of this programme is not here. Install it, then start.")
        if view.following and view.course is Course.ACTIVE:
            place = f"step {view.following.number} of {len(view.following.steps)}"
            raise Refused(f"{title} is under way already, at {place}.")
        if view.course is Course.PAUSED:
            raise Refused(f"{title} is paused. Resume it, or leave it and start anew.")
        self._check_on_offer(view)
        if variant and variant not in programme.variants:
            known = f"choose from {', '.join(programme.variants)}" if programme.variants else "leave --variant out"
            raise Misuse(f'{title} has no variant "{one_line(variant)[:_SHOWN]}"; {known}.')
        if programme.variants and not variant:
            raise Misuse(f"{title} comes in variants. Choose one with --variant: {', '.join(programme.variants)}.")
        record = Enrolment(**self._now(), programme=view.ref, title=programme.title, variant=variant)
        # Those taken back count too: another device may have done steps of one that it still has.
        tables = (TABLES[Enrolment], TABLES[StepDone])
        used = {version.key for version in self._journal.versions() if version.table in tables}
        return Recorded(self._journal.add(record, next_key(view.ref, used)), record)

    def _turn(self, name: str, course: Course, what: str, allowed: Sequence[Course]) -> Recorded[Enrolment]:
        with self._journal.act() as act:
            view = self.programme(name) if name else self._one_of(what, lambda one: one.course in allowed)
            one = view.following
            if one is None:
                raise Refused(f"{one_line(view.title)} is not followed. `companion programme start` begins it.")
            if one.course not in allowed:
                raise Refused(f"{one_line(view.title)} is {COURSES[one.course]}, so nothing was changed.")
            self._journal.amend(Enrolment, one.id, course=course)
            self._advance(act)
            return Recorded(one.id, self._journal.foreseen().enrolments[one.id])

    def _check_on_offer(self, view: ProgrammeView) -> None:
        """A programme that was followed once and has been retired since is not begun anew."""
        pack, _, id = view.ref.partition("/")
        heading = next(one for one in self._library.packs[pack].headings() if one.id == id)
        if heading.retired:
            instead = f" {heading.replaced_by} takes its place." if heading.replaced_by else ""
            raise Refused(f"{one_line(view.title)} has been retired by its pack, so it is not begun anew.{instead}")


def _asks(one: Following) -> bool:
    return one.is_active and one.next is not None and one.next.kind is StepKind.CHECK


def _can_mark(one: Following) -> bool:
    """Whether the next step is done by being marked; a card that is not here can only be passed over."""
    return one.awaits and not _asks(one)


def _own_id(view: ProgrammeView) -> str:
    return view.ref.partition("/")[2]


def _the_one(found: Sequence[ProgrammeView], what: str, views: Sequence[ProgrammeView]) -> ProgrammeView:
    if len(found) == 1:
        return found[0]
    if found:
        refs = ", ".join(one_line(view.ref) for view in found)
        raise Misuse(f"More than one programme {what}: {refs}. Give the whole name of one.")
    if not views:
        raise Misuse(f"No programme {what}. There is none; a pack brings one.")
    there = "is" if len(views) == 1 else "are"
    raise Misuse(f"No programme {what}. There {there} {', '.join(one_line(view.ref) for view in views)}.")
