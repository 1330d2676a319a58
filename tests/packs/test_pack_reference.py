"""The reference: made from the definitions, kept as files, and every example in it tried."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from companion.domain.entries import KINDS
from companion.packs import MANIFEST, definitions, examples, reference
from companion.packs.against import compare
from companion.packs.checking import check_files
from companion.packs.explaining import EXPLAINED
from companion.packs.files import MemoryFiles
from companion.packs.findings import Code
from companion.packs.reader import read_files

DOCS = Path(__file__).resolve().parents[2] / "docs"
TRIED = [code for code in Code if EXPLAINED[code].right]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("pack-format.md", reference.pack_format),
        ("pack-findings.md", reference.pack_findings),
        ("pack.schema.json", reference.pack_schema),
    ],
)
def test_the_reference_says_what_the_definitions_say(name: str, made, tmp_path: Path):
    reference.write_reference(tmp_path)

    assert (DOCS / name).read_text("utf-8") == made(), "run: python -m companion.packs.reference docs"
    assert (tmp_path / name).read_bytes() == (DOCS / name).read_bytes()


def test_the_guide_for_authors_shows_a_whole_pack():
    page = (DOCS / "authoring.md").read_text("utf-8")
    (manifest,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (card,) = re.findall(r"```markdown\n(.*?)```", page, re.DOTALL)
    checked = check_files(MemoryFiles({MANIFEST: manifest.encode(), "cards.md": card.encode()}))

    assert checked.counts == {"card": 1}
    assert not checked.errors + checked.warnings


def test_every_code_is_explained_once():
    headings = re.findall(r"^### ([EWS]\d\d\d)$", reference.pack_findings(), re.MULTILINE)

    assert headings == [str(code) for code in Code]
    assert list(EXPLAINED) != []
    assert set(EXPLAINED) == set(Code)


def test_every_kind_and_every_field_is_in_the_reference_with_an_example():
    page = reference.pack_format()

    assert list(definitions.KINDS) == list(KINDS)
    for kind in definitions.KINDS.values():
        assert kind.example in page
        for rules in (kind.fields, *(section.fields or {} for section in kind.sections.values())):
            for rule in rules.values():
                assert f"| `{rule.name}: {rule.example}` |" in page
                assert f"| {rule.says} |" in page


@pytest.mark.parametrize("code", TRIED, ids=str)
def test_the_example_of_a_code_causes_it(code: Code):
    explained = EXPLAINED[code]
    pack = {MANIFEST: examples.MANIFEST_TEXT, "notice.md": examples.ENTRIES}
    (holder,) = [name for name, text in pack.items() if explained.right in text]
    changed = {**pack, holder: pack[holder].replace(explained.right, explained.wrong, 1)}
    files = MemoryFiles({name: text.encode() for name, text in changed.items()})
    if code[1] == "3":
        old, _ = read_files(MemoryFiles({name: text.encode() for name, text in pack.items()}))
        new, errors = read_files(files)
        assert errors == []
        assert old is not None
        assert new is not None
        findings = compare(old, new)
    else:
        findings = list(check_files(files, known=lambda _: None).findings)

    assert code in {finding.code for finding in findings}


def test_examples_in_words_are_few_and_about_what_no_text_shows():
    in_words = {code.name for code in Code if not EXPLAINED[code].right and not code.startswith("E4")}

    files = "UNREADABLE LINK TOO_LARGE NOT_UTF8 UTF_16 EMPTY NO_ENTRY MORE NOT_NAMED"
    assert in_words == {*files.split(), "PACK_TWICE", "RESERVED", "LONG_ARTICLE"}


def fits(rules: dict, value: object) -> bool:
    """The part of JSON Schema that the manifest's uses."""
    known = {"description", "examples", "$schema", "title", "type", "const", "pattern", "minLength", "maxLength"}
    assert set(rules) <= known | {"items", "minItems", "uniqueItems", "required", "properties", "additionalProperties"}
    if isinstance(value, dict):
        inner = rules["properties"]
        return set(rules["required"]) <= set(value) <= set(inner) and all(fits(inner[key], value[key]) for key in value)
    if isinstance(value, list):
        return (
            rules["type"] == "array"
            and len(value) >= rules.get("minItems", 0)
            and all(fits(rules["items"], one) for one in value)
        )
    if isinstance(value, str):
        return (
            rules["type"] == "string"
            and len(value) <= rules.get("maxLength", len(value))
            and bool(re.search(rules.get("pattern", ""), value))
        )
    return value == rules["const"]


def test_an_editor_with_the_schema_accepts_what_the_program_accepts():
    schema = json.loads(reference.pack_schema())
    manifest = tomllib.loads(examples.MANIFEST_TEXT)

    assert fits(schema, manifest)
    for change in (
        {"format": 2}, {"id": "Calm"}, {"id": "a" * 65}, {"version": "1.2"}, {"files": []}, {"files": ["a.txt"]},
        {"language": "e"}, {"titel": "T"}, {"themes": [{"id": "calm", "title": "Calm"}]},
        {"themes": [{"id": "calm", "title": "Calm", "glyph": "~~"}]},
    ):  # fmt: skip
        assert not fits(schema, manifest | change)
