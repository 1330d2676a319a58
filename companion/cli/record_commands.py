"""The commands about any one record: showing it, correcting it, withdrawing it, and what it said before."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec

from companion.cli import shapes
from companion.cli.command import Command, date_of, pact_of, text_from_stdin
from companion.cli.output import say, say_json, wrapped
from companion.cli.records import history_text, named, record_text, whole_text
from companion.coach.coach import Coach
from companion.coach.correcting import belongings
from companion.coach.naming import Name, kind_of, what_is
from companion.coach.revising import document_of
from companion.coach.views import Misuse, Recorded
from companion.domain.phrases import streak_line
from companion.domain.programme_words import lapsed_line
from companion.domain.records import Away, CadenceChange, Outcome, Reserve, Trial

_OPTIONS = {
    "action": ("--action", "TEXT", "of an experiment: what you do"),
    "cue": ("--when", "CUE", "of an experiment: what sets it off"),
    "expect": ("--expect", "TEXT", "of an experiment: what you expect to see"),
    "know": ("--know", "TEXT", "of an experiment: how you will know"),
    "minutes": ("--minutes", "N", "of an experiment: how long it takes"),
    "pact": ("--pact", "N|DATE", "of an experiment: trials before deciding, or the last day"),
    "outcome": ("--outcome", None, "of a trial: how it went against what you expected"),
    "note": ("--note", "TEXT", "of a trial: what happened; of a day not tried: what was in the way"),
    "day": ("--on", "DATE", "of a trial: the day it was"),
    "lesson": ("--lesson", "TEXT", "of a decision: what you learnt"),
    "text": ("--text", "TEXT", "of your words, or of a capture: what it says, or - to read it from standard input"),
    "plus": ("--plus", "TEXT", "of a review: what worked"),
    "minus": ("--minus", "TEXT", "of a review: what did not"),
    "next": ("--next", "TEXT", "of a review: what you will do next"),
    "first": ("--from", "DATE", "of days away: the first"),
    "last": ("--to", "DATE", "of days away: the last"),
}
"""The option that corrects each field, with what it takes and its help."""

_COUNTING = (Trial, Away, Reserve, CadenceChange)
"""The kinds of records that decide how the streak stands."""


def show(coach: Coach, options: argparse.Namespace) -> None:
    """Everything of one record."""
    name = coach.named(options.id)
    if options.json:
        say_json(_json(coach, name))
    elif name.table == "plans":
        say(*whole_text(coach, coach.whole(name.key)))
    else:
        say(*record_text(coach, name, coach.record(name).record))


def edit(coach: Coach, options: argparse.Namespace) -> None:
    """Correct one record."""
    name = coach.named(options.id)
    recorded = coach.edit(name, **_given(coach, name, options))
    if options.json:
        say_json(_json(coach, name))
        return
    counts = options.day is not None or isinstance(recorded.record, Away)
    streak = [streak_line(coach.progress().streak)] if counts else []
    say("Corrected. It says now:", *record_text(coach, name, recorded.record), *streak)


def withdraw(coach: Coach, options: argparse.Namespace) -> None:
    """Take one record out, and what belongs to it."""
    name = coach.named(options.id)
    staying, followed = coach.staying(name), coach.following()
    gone = coach.withdraw(name, all=options.yes)
    if options.json:
        say_json([_record_json(one) for one in gone])
        return
    also = belongings(kind_of(one.record) for one in gone[1:])
    words = [f"Withdrawn: {named(gone[0].record, coach.day())}{', with ' + also if also else ''}."]
    if name.table == "decisions" and coach.has_experiment(name.key):
        words.append(f"Its experiment, {name.key}, can be decided again.")
    if staying:
        words.append(f"What grew from it stays: {', '.join(one.key for one in staying)}.")
    if again := lapsed_line(followed, coach.following()):
        words.append(again)
    if any(isinstance(one.record, _COUNTING) for one in gone):
        words.append(streak_line(coach.progress().streak))
    say(wrapped(" ".join([*words, "`companion undo` takes this back."])))


def history(coach: Coach, options: argparse.Namespace) -> None:
    """Everything that one record ever said."""
    found = coach.revisions(options.id)
    if not options.json:
        say(*history_text(coach, found))
        return
    say_json(
        [
            {
                "revision": one.stamp,
                "at": msgspec.to_builtins(one.at),
                "device": one.device,
                "document": document_of(one),
                "undoes": one.undoes,
            }
            for one in found
        ]
    )


def _json(coach: Coach, name: Name) -> shapes.Json:
    """A record with its kind; an experiment with all that belongs to it."""
    if name.table != "plans":
        return _record_json(coach.record(name))
    whole = coach.whole(name.key)
    decision = whole.experiment.decision
    return shapes.experiment_json(whole.experiment, coach.day()) | {
        "kind": name.kind,
        "trials_list": [shapes.record_json(one) for one in whole.trials],
        "untried_list": [shapes.record_json(one) for one in whole.untried],
        "decision": shapes.record_json(Recorded(name.key, decision)) if decision else None,
        "children": [one.id for one in whole.children],
    }


def _record_json(recorded: Recorded[Any]) -> shapes.Json:
    return shapes.record_json(recorded) | {"kind": kind_of(recorded.record)}


def _given(coach: Coach, name: Name, options: argparse.Namespace) -> dict[str, Any]:
    """The fields to correct. Misuse where there are none, or one that this kind of record does not have."""
    known = [field for field in coach.fields_of(name.kind) if field in _OPTIONS]
    given = {field: getattr(options, field) for field in _OPTIONS if getattr(options, field) is not None}
    if not known:
        return given
    flags = [_OPTIONS[field][0] for field in known]
    what = what_is(name)
    listed = " and ".join(filter(None, [", ".join(flags[:-1]), flags[-1]]))
    can = f"{what[:1].upper()}{what[1:]} can be corrected with {listed}."
    wrong = [_OPTIONS[field][0] for field in given if field not in known]
    if wrong:
        raise Misuse(f"{wrong[0]} does not go with {what}. {can}")
    if not given:
        raise Misuse(f"{can} Give at least one.")
    today = coach.day()
    given |= {field: date_of(given[field], today) for field in ("day", "first", "last") if field in given}
    if "pact" in given:
        count, until = pact_of(given.pop("pact"), today)
        given |= {"until": until} if until else {"pact": count, "until": None}
    if "outcome" in given:
        given["outcome"] = Outcome(given["outcome"])
    if given.get("text") == "-":
        given["text"] = text_from_stdin()
    return given


def _id_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the beginning of its id, or of such as decision:ID, reserve:DATE")


def _edit_options(parser: argparse.ArgumentParser) -> None:
    _id_option(parser)
    for field, (option, metavar, words) in _OPTIONS.items():
        if field == "outcome":
            parser.add_argument(option, choices=("better", "expected", "worse", "surprise"), help=words)
        else:
            kind = int if field == "minutes" else str
            parser.add_argument(option, dest=field, type=kind, metavar=metavar, help=words)


def _withdraw_options(parser: argparse.ArgumentParser) -> None:
    _id_option(parser)
    parser.add_argument("--yes", action="store_true", help="also what belongs to it: its trials and its decision")


RECORD_COMMANDS = (
    Command("show", "show everything of one record, by its id", show, _id_option, reads=True),
    Command("edit", "correct one record", edit, _edit_options),
    Command("withdraw", "take one record out; its history stays", withdraw, _withdraw_options),
    Command("history", "show everything that one record ever said", history, _id_option, reads=True),
)
