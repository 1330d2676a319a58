"""A guide for tests: ten minutes, three steps, and each kind of line."""

from __future__ import annotations

from typing import Any

from companion.domain.entries import Guide, GuideLine, GuideStep, LineKind, Programme, ProgrammeStep, StepKind

SAY, ASK, DO, CAPTURE = LineKind.SAY, LineKind.ASK, LineKind.DO, LineKind.CAPTURE


def make_step(name: str, minutes: int, *lines: tuple[LineKind, str]) -> GuideStep:
    return GuideStep(name, name.capitalize(), minutes, tuple(GuideLine(*line) for line in lines))


STEPS = (
    make_step(
        "arrive",
        2,
        (SAY, "Nothing said here binds anyone."),
        (ASK, "What would make ten minutes worth it?"),
        (CAPTURE, "hopes"),
    ),
    make_step(
        "taste",
        5,
        (DO, "Write for three minutes, alone."),
        (CAPTURE, "lines nobody expected"),
        (CAPTURE, "doubts"),
        (SAY, "No comments yet."),
    ),
    make_step("close", 3, (ASK, "Who tells whom?")),
)


def make_guide(name: str = "taste", **changed: Any) -> Guide:
    fields: dict[str, Any] = {
        "pack": "p",
        "id": name,
        "title": "A first taste",
        "body": "For three colleagues who are willing. Bring paper.\n\nNobody prepares.",
        "minutes": 10,
        "steps": STEPS,
        "theme": "learning",
        "sources": ("von Hippel 1994, Management Science 40(4)",),
    }
    return Guide(**fields | changed)


def make_programme(guide: str = "p/taste") -> Programme:
    """A programme of two steps that each hold this guide."""
    steps = [ProgrammeStep(name, name.capitalize(), StepKind.GUIDE, guide) for name in ("first", "second")]
    return Programme("p", "prog", "Making together", "Two tastings.", tuple(steps))
