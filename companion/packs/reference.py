"""The reference of the pack format, written from its definitions: `python -m companion.packs.reference docs`."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from companion.domain.cards import THEMES
from companion.packs import MANIFEST, examples
from companion.packs.definitions import (
    EVERY,
    KINDS,
    FieldRule,
    Ids,
    KindRule,
    OneOf,
    Ref,
    Rules,
    SectionRule,
    Takes,
    Text,
    ThemeId,
    VariantId,
    Whole,
    Words,
)
from companion.packs.explaining import EXPLAINED
from companion.packs.explaining.explained import Explained
from companion.packs.explaining.manifest import UPDATES
from companion.packs.findings import Code
from companion.packs.ids import ID_LENGTH
from companion.packs.keys import KEYS, THEME_KEYS, THEMES_SAY, Key, Keys

_FORMAT = f"""\
# The pack format

A pack is a folder, or one zip of it: `{MANIFEST}`, which says what it is, and Markdown files, which hold its entries.
Write it in any editor; nothing in it is code, and nothing in it is run. `companion pack check FOLDER` finds what is
wrong, and [pack-findings.md](pack-findings.md) explains each finding by its code.

This page is made from the definitions that packs are read by: `python -m companion.packs.reference docs`.
"""

_MANIFEST = f"""\
## {MANIFEST}

TOML: one `name = value` a line, in straight quotes. An editor that knows TOML (with taplo, say) completes and checks it
if its first line is `#:schema` and the path of [pack.schema.json](pack.schema.json).
"""

_GRAMMAR = f"""\
## The Markdown files

- Save them as UTF-8. A byte order mark and Windows line ends do no harm.
- An entry begins with `## Title {{#id}}`. Whatever stands above the first one is ignored, and so are HTML comments.
- The id is yours to choose: a to z, 0 to 9 and single hyphens between, at most {ID_LENGTH} characters, each once in a
  pack. An entry is known for ever as `pack-id/entry-id`; its title and text may change, its id never.
- Fields stand directly below the heading, one `name: value` a line. The first blank line ends them. Only `source` may
  be given more than once.
- Text follows, and then sections, each below a `### ` heading.
- A bullet begins with `- `, and is carried on by lines indented by two spaces. No list stands inside a list (in an
  article one may).
- Nothing in a fence of three backticks or tildes counts as a heading, a field or a bullet.
- Where an entry is named, an id means one of the same pack, and `pack-id/entry-id` one of another.

Every entry has these fields, beside those of its kind:
"""

_CHANGES = """\
## A new version

Raise `version`, and check against the zip that people have: `companion pack check FOLDER --against OLD.zip`.

- Never delete an entry: others may have tried it. Add `status: retired`, and `replaced-by: its-id` if another takes its
  place. It is then offered to nobody, and stays readable for those who have used it.
- Never give an id to something else: what people wrote about the old one would stand under the new one.
- Titles, texts and the order of things may change freely. What somebody has planned or written keeps the words that it
  was made from.
"""

_FINDINGS = """\
# What `companion pack check` finds

A finding has a file, a line, a column, a code, and what to do:
`notice.md:4:8 E104 theme "peeple" is not known; did you mean "people"?` All findings are told at once.

- **E** is an error: the pack cannot be used until it is put right.
- **W** is a warning: likely a mistake, and never in the way.
- **S** is about style: a second opinion.

A code never changes its meaning and is never used again; S109 is no longer told. This page is made like
[pack-format.md](pack-format.md), which says what a pack can hold.
"""

_GROUPS = {
    "E0": "Files",
    "E1": "Entries",
    "E2": "The manifest",
    "E3": "A new version, with `--against`",
    "E4": "Zips",
    "W": "Warnings",
    "S": "Style",
}


def pack_format() -> str:
    """The page about the format, as Markdown."""
    return (
        "\n".join(
            [
                _FORMAT,
                _MANIFEST,
                _keys_table(KEYS),
                f"`themes`: {THEMES_SAY}\n",
                _keys_table(THEME_KEYS),
                _fenced("toml", examples.MANIFEST_TEXT),
                _GRAMMAR,
                _fields_table(EVERY),
                *map(_kind, KINDS.values()),
                _CHANGES,
            ]
        ).rstrip("\n")
        + "\n"
    )


def pack_findings() -> str:
    """The page about the codes, as Markdown."""
    parts = [_FINDINGS]
    for letters, title in _GROUPS.items():
        parts += [f"## {title}\n", *[_code(code, EXPLAINED[code]) for code in Code if code.startswith(letters)]]
    return "\n".join(parts)


def pack_schema() -> str:
    """The JSON Schema of the manifest."""
    theme = _object(THEME_KEYS)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The manifest of a pack ({MANIFEST})",
        **_object(KEYS, themes={"description": THEMES_SAY, "type": "array", "items": theme}),
    }
    return json.dumps(schema, indent=2) + "\n"


def write_reference(folder: Path) -> None:
    """Write the three files into a folder. Raises OSError."""
    for name, text in (
        ("pack-format.md", pack_format()),
        ("pack-findings.md", pack_findings()),
        ("pack.schema.json", pack_schema()),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _kind(rule: KindRule) -> str:
    text = f"Text: {rule.text} ({rule.prose.value})."
    sections = [_section(section) for section in rule.sections.values()]
    own = {name: field for name, field in rule.fields.items() if name not in EVERY}
    head = [f"## `kind: {rule.name}`\n", f"{rule.says}\n", _fields_table(own), f"{text}\n"]
    return "\n".join([*head, *sections, _fenced("markdown", rule.example)])


def _section(rule: SectionRule) -> str:
    heading = f"### {rule.word}: Title {{#id}}" if rule.is_step else f"### {rule.word}"
    bullets = f" It holds {rule.least} to {rule.most} bullets." if rule.most else ""
    said = f"`{heading}`: {rule.says}{bullets}\n"
    return "\n".join([said, _fields_table(rule.fields)]) if rule.fields else said


def _fields_table(rules: Rules) -> str:
    rows = [
        (f"`{rule.name}`", _takes(rule.takes), _needed(rule), rule.says, f"`{rule.name}: {rule.example}`")
        for rule in rules.values()
    ]
    return _table(("field", "takes", "", "what it is", "such as"), rows)


def _needed(rule: FieldRule) -> str:
    if rule.required:
        return "required"
    return f"`{rule.default}` if left out" if rule.default else ""


def _takes(takes: Takes) -> str:
    match takes:
        case Text():
            return "a line of text"
        case OneOf(words):
            return " ".join(f"`{word}`" for word in words)
        case Whole(least, most):
            return f"{least} to {most}"
        case Words():
            return "words, commas between"
        case Ids():
            return "two words or more, like ids, commas between"
        case Ref(kind):
            return f"the name of {_a(kind)}" if kind else "the name of an entry"
        case ThemeId():
            return f"{' '.join(f'`{theme.id}`' for theme in THEMES)} or a theme of the pack"
        case VariantId():
            return "one of `variants`"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _keys_table(keys: Keys) -> str:
    rows = [
        (f"`{key.name}`", "required" if key.required else "", key.says, f"`{key.name} = {key.example}`")
        for key in keys.values()
    ]
    return _table(("key", "", "what it is", "such as"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]
    return "\n".join(lines).replace("|  |", "| |") + "\n"


def _code(code: Code, explained: Explained) -> str:
    example = _fenced("", explained.wrong)
    if not explained.right:
        example = f"For example: {explained.wrong[0].lower()}{explained.wrong[1:]}\n"
    elif explained in UPDATES.values():
        example = f"{_fenced('', explained.right)}\nhas become\n\n{example}"
    return f"### {code}\n\n{explained.means}\n\n{example}\n{explained.do}\n"


def _fenced(language: str, text: str) -> str:
    # A fence inside needs a longer one around it.
    marks = "````" if "```" in text else "```"
    return f"{marks}{language}\n{text.strip(chr(10))}\n{marks}\n"


def _object(keys: Keys, **others: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [key.name for key in keys.values() if key.required],
        "additionalProperties": False,
        "properties": {key.name: _property(key) for key in keys.values()} | others,
    }


def _property(key: Key) -> dict[str, Any]:
    rules: dict[str, Any] = dict(key.schema or {"type": "string", "minLength": 1})
    if key.pattern:
        rules["pattern"] = f"^({key.pattern})$"
    if key.longest:
        rules["maxLength"] = key.longest
    return {"description": key.says, **rules, "examples": [tomllib.loads(f"value = {key.example}")["value"]]}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Write the reference of the pack format.")
    asked.add_argument("folder", type=Path, help="where it goes: docs")
    write_reference(asked.parse_args().folder)
