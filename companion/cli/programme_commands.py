"""The commands about programmes: what there is, following one, and doing the steps that are not the page's."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from companion.cli import shapes
from companion.cli.command import Command, Group, show_record, text_from_stdin
from companion.cli.output import say, say_json
from companion.cli.programmes import coming_text, programme_text, programmes_text, then_text, way_text
from companion.coach.coach import Coach
from companion.coach.views import Recorded
from companion.domain.programme_words import LEFT_BEHIND, begun_line, state_line
from companion.domain.programmes import Following
from companion.domain.records import Course, Enrolment


def programmes(coach: Coach, options: argparse.Namespace) -> None:
    """What there is, and how far one has come."""
    views = coach.programmes()
    if options.json:
        say_json([shapes.programme_json(view) for view in views])
    else:
        say(*programmes_text(views))


def show(coach: Coach, options: argparse.Namespace) -> None:
    """One programme with all its steps."""
    view = coach.programme(options.id)
    is_over = view.course in (Course.FINISHED, Course.LEFT)
    way = coach.way(view.following) if view.following and is_over else None
    if options.json:
        say_json(shapes.programme_steps_json(view, way))
    else:
        say(*programme_text(view, coach.following()), *(["", *way_text(way)] if way else []))


def start(coach: Coach, options: argparse.Namespace) -> None:
    """Follow one."""
    recorded = coach.start(options.id, options.variant)
    _show(coach, recorded, options, begun_line)


def pause(coach: Coach, options: argparse.Namespace) -> None:
    """Let one rest."""
    _show(coach, coach.pause(options.id), options, lambda one: f"{state_line(one, one.programme)} {_TAKEN_UP}")


def resume(coach: Coach, options: argparse.Namespace) -> None:
    """Go on with one."""
    _show(coach, coach.resume(options.id), options, lambda one: state_line(one, one.programme))


def leave(coach: Coach, options: argparse.Namespace) -> None:
    """Stop following one."""
    _show(coach, coach.leave(options.id), options, lambda one: f"{state_line(one, one.programme)} {_LEAVES}")


def answer(coach: Coach, options: argparse.Namespace) -> None:
    """Answer the check that is next."""
    text = text_from_stdin() if options.text == "-" else options.text
    question = options.question - 1 if options.question is not None else 0
    before = coach.following()
    recorded = coach.answer_check(options.programme, text, question)
    show_record(recorded, options, f"Noted, as an answer to: {recorded.record.question}")
    if not options.json:
        say(*then_text(coach, before))


def done(coach: Coach, options: argparse.Namespace) -> None:
    """Mark the article that was read or the guide that was held, or pass over what is not here."""
    before = coach.following()
    marked = coach.mark(coach.to_mark(options.ref))
    if options.json:
        say_json([shapes.record_json(one) for one in marked])
    else:
        say(*then_text(coach, before))


_TAKEN_UP = "`companion programme resume` goes on from there."
_LEAVES = f"{LEFT_BEHIND} `companion undo` takes this back."


def _show(
    coach: Coach, recorded: Recorded[Enrolment], options: argparse.Namespace, words: Callable[[Following], str]
) -> None:
    """The enrolment as JSON, or how it stands now, with what comes next."""
    one = next((one for one in coach.following() if one.id == recorded.id), None)
    show_record(recorded, options, words(one) if one else "Noted; it has been begun again meanwhile.")
    if not options.json and one and one.is_active:
        say(*coming_text(coach, one))


def _id_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="which one, or a beginning (the one there is)")


def _start_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="which one, or the beginning of its name")
    parser.add_argument("--variant", default="", metavar="V", help="which variant, where it comes in several")


def _answer_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="your answer, or - to read it from standard input")
    parser.add_argument("--question", type=int, metavar="N", help="which of the check's questions (1)")
    parser.add_argument("--programme", default="", metavar="ID", help="of which programme (the one that asks)")


def _done_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ref", nargs="?", default="", metavar="ID", help="the programme, article or guide (what is next)"
    )


PROGRAMME_COMMANDS = (
    Group(
        "programme",
        "follow a programme: guided steps over some weeks",
        (
            Command("list", "list the programmes, and how far you have come", programmes, reads=True),
            Command("show", "show one programme with all its steps", show, _id_option, reads=True),
            Command("start", "follow a programme from its first step", start, _start_options),
            Command("answer", "answer the check that is next", answer, _answer_options),
            Command("done", "the article is read, or the guide held, that is next", done, _done_options),
            Command("pause", "let a programme rest", pause, _id_option),
            Command("resume", "go on with a paused programme", resume, _id_option),
            Command("leave", "stop following a programme", leave, _id_option),
        ),
    ),
)
