"""Every programme that comes with the program, followed through the coach from its start to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.compose import build_coach
from companion.domain.entries import Guide, Programme, StepKind
from companion.domain.records import Course, Outcome
from companion.exchange.guide_markdown import guide_of
from companion.places import Places
from tests.content.bundled import folders, pack

PROGRAMMES = [
    (entry, variant)
    for folder in folders()
    for entry in pack(folder.name).entries
    if isinstance(entry, Programme)
    for variant in entry.variants or ("",)
]
GUIDES = [entry for folder in folders() for entry in pack(folder.name).entries if isinstance(entry, Guide)]


@pytest.mark.parametrize(("programme", "variant"), PROGRAMMES, ids=lambda one: getattr(one, "id", str(one)))
def test_a_programme_can_be_followed_to_its_end(programme: Programme, variant: str, tmp_path: Path):
    now = [datetime(2026, 11, 30, 9, tzinfo=UTC)]
    coach = build_coach(Places.from_environment({"COMPANION_HOME": str(tmp_path)}), lambda: now[0])
    coach.start(programme.ref, variant)
    passed = []
    for _ in range(200):
        now[0] += timedelta(hours=1)
        one = coach.programme(programme.ref).following
        assert one
        if one.next is None:
            break
        if one.next.id not in passed:
            passed.append(one.next.id)
        if one.next.kind is StepKind.CARD:
            now[0] += timedelta(days=1)
            page = coach.today()
            assert page.card
            assert page.card.ref == one.next.ref
            plan = coach.plan(suggestion=0)
            coach.tell(plan.id, Outcome.EXPECTED)
        elif one.next.kind is StepKind.CHECK:
            coach.answer_check(programme.ref, "That it took half as long as I had said.")
        else:
            coach.mark(one.next.ref)
    assert coach.programme(programme.ref).course is Course.FINISHED
    assert passed == [step.id for step in programme.steps_of(variant)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_a_guide_prints_with_all_that_is_said_and_room_to_write(guide: Guide):
    printed = " ".join(guide_of(guide).split())
    for step in guide.steps:
        for line in step.lines:
            assert " ".join(line.text.split()[:4]) in printed
    assert "____" in printed
    assert max(map(len, guide_of(guide).splitlines())) <= 80
