"""Programmes: steps and checks, what they name, and who has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.domain.entries import Programme, ProgrammeStep, StepKind
from companion.packs import MANIFEST, examples
from companion.packs.files import MemoryFiles
from companion.packs.reader import read_files

OTHERS = "\n".join((examples.CARD, examples.ARTICLE, examples.GUIDE))


def read(text: str) -> tuple[Programme | None, list[str]]:
    """A programme, in a file of its own beside entries that it can name."""
    manifest = examples.MANIFEST_TEXT.replace('"notice.md"', '"steps.md", "notice.md"')
    contents = {MANIFEST: manifest, "steps.md": text, "notice.md": OTHERS}
    pack, findings = read_files(MemoryFiles({name: text.encode() for name, text in contents.items()}))
    found = pack.entries[0] if pack else None
    assert found is None or isinstance(found, Programme)
    return found, [str(finding).removeprefix("steps.md:") for finding in findings]


def well(text: str) -> Programme:
    found, findings = read(text)
    assert findings == []
    assert found is not None
    return found


def with_steps(steps: str, variants: str = "") -> str:
    return f"## P {{#p}}\nkind: programme\n{variants}\nText.\n\n{steps}"


def test_a_programme_holds_what_was_written():
    assert replace(well(examples.PROGRAMME), digest="") == Programme(
        pack="calm-week",
        id="quieter-fortnight",
        title="A quieter fortnight",
        body="Two weeks with less open at once. Ten minutes on most days are enough.",
        steps=(
            ProgrammeStep("count", "Count it", StepKind.CARD, "calm-week/count-what-waits", trials=2),
            ProgrammeStep("read", "Read why", StepKind.ARTICLE, "calm-week/why-it-waits", only="growth"),
            ProgrammeStep("midway", "Midway", StepKind.CHECK, questions=("What did you expect to find, and did not?",)),
            ProgrammeStep("tell", "Tell others", StepKind.GUIDE, "calm-week/first-taste"),
        ),
        variants=("start-up", "growth"),
    )


def test_a_programme_needs_no_variants():
    found = well(with_steps("### Step: A {#a}\ncard: count-what-waits\n"))

    assert found.variants == ()
    assert found.steps_of("") == found.steps


def test_a_check_may_be_for_one_variant_and_ask_three_questions_over_several_lines():
    first = "### Check: A {#a}\nonly: b\n\n- One\n  more?\n- Two?\n- Three?\n"
    found = well(with_steps(f"{first}\n### Check: B {{#b}}\nonly: a\n- Four?\n", "variants: a, b\n"))

    assert [(step.only, step.questions) for step in found.steps] == [
        ("b", ("One more?", "Two?", "Three?")),
        ("a", ("Four?",)),
    ]


def test_a_step_of_everybody_is_a_step_of_each_variant():
    assert well(with_steps("### Step: A {#a}\ncard: count-what-waits\n", "variants: a, b, c\n")).variants == (
        "a",
        "b",
        "c",
    )


@pytest.mark.parametrize("ref", ["count-what-waits", "calm-week/count-what-waits"])
def test_a_step_stores_its_ref_whole(ref: str):
    assert well(with_steps(f"### Step: A {{#a}}\ncard: {ref}\n")).steps[0].ref == "calm-week/count-what-waits"


def test_what_other_packs_have_is_not_looked_up_when_a_pack_is_read():
    assert well(with_steps("### Step: A {#a}\ncard: other/one\n")).steps[0].ref == "other/one"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("card: count-what-waits\n", "", "7:1 E118 this step names nothing to do;"),
        ("trials: 2", "article: why-it-waits", "9:1 E118 a step names one card, article or guide;"),
        ("article: why-it-waits", "article: why-it-waits\ntrials: 2", "13:1 E118 only a step with a card has trials;"),
        ("trials: 2", "trials: 31", '9:9 E110 trials "31" is not a whole number from 1 to 30'),
        ("trials: 2", "trials: 0", '9:9 E110 trials "0" is not a whole number'),
        ("trials: 2", "trails: 2", '9:1 E106 field "trails" is not known here; did you mean "trials"?'),
        ("trials: 2", "minutes: 2", '9:1 E106 "minutes" is not for steps; delete this line'),
        ("trials: 2", "trials: 2\ntrials: 3", '10:1 E107 "trials" is given twice'),
        ("trials: 2", "Count.", "9:1 E108 a step holds no text;"),
        ("trials: 2", "trials: 2\n\nCount.\n\nCount on.", "11:1 E120 a step has no text of its own;"),
        ("trials: 2", "- Why?", "9:1 E120 a step has no text of its own;"),
        ("only: growth", "only: groth", '13:7 E121 only "groth" is not known; did you mean "growth"?'),
        ("variants: start-up, growth\n", "", '12:7 E121 only "growth" is not known; there is nothing to name'),
        ("start-up, growth", "growth", "3:11 E110 variants are two words or more"),
        ("start-up, growth", "growth, growth", '3:11 E110 "growth" is one of variants twice; keep one'),
        ("start-up, growth", "Start up, growth", '3:11 E110 "Start up" cannot be one of variants;'),
        ("### Step: Count it", "### Count it", '7:1 E112 a programme has no section "Count it"; choose from Step:, '),
        ("### Step: Count it", "### step: Count it", "7:1 E112 a programme has no section"),
        ("### Step: Count it", "### Step", '7:1 E112 a programme has no section "Step"; did you mean "Step:"?'),
        ("### Step: Count it", "### Step:", "7:1 E101 this step has no title;"),
        (" {#count}", "", "7:19 E101 this step has no id;"),
        ("{#count}", "{#Count}", '7:22 E102 "Count" is not an id;'),
        ("{#read}", "{#count}", '11:22 E103 id "count" is used twice in this entry;'),
        ("count-what-waits", "count-what-wait", '8:7 E124 this pack has no "count-what-wait"; did you mean "count-w'),
        ("count-what-waits", "zzz", '8:7 E124 this pack has no "zzz"; give the id of one of its cards'),
        ("count-what-waits", "why-it-waits", '8:7 E125 "why-it-waits" is of kind article; name one of kind card'),
        ("count-what-waits", "a/b/c", '8:7 E110 "a/b/c" does not name an entry;'),
        ("- What did you expect to find, and did not?", "", "15:1 E114 this check holds 0 bullets; give it 1 to 3"),
        (
            "- What did",
            "What did",
            "16:1 E108 a step holds no text; write this as a field like `only: growth`",
        ),
        ("- What did", "\nWhat did", '17:1 E115 begin each bullet with "- "'),
        ("- What did", "card: why\n- What did", '16:1 E106 "card" is not for checks; delete this line'),
        ("Two weeks with less open at once. Ten minutes on most days are enough.\n", "", "1:1 E111 this programme has"),
    ],
)
def test_each_fault_in_a_programme_has_its_place_and_code(old: str, new: str, finding: str):
    found, findings = read(examples.PROGRAMME.replace(old, new, 1))

    assert found is None
    assert any(one.startswith(finding) for one in findings), findings


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ("growth, doctor's", '"doctor\'s" cannot be one of variants; use a to z, 0 to 9 and single hyphens, as in '),
        ("doctors", "variants are two words or more; add another, or delete this line"),
    ],
)
def test_where_a_variant_is_wrong_the_steps_that_name_it_are_not(variants: str, message: str):
    step = "### Step: A {#a}\ncard: count-what-waits\nonly: doctor\n"
    (finding,) = read(with_steps(step, f"variants: {variants}\n"))[1]

    assert finding.startswith(f"3:11 E110 {message}")


def test_a_variant_without_a_step_is_a_finding():
    _, findings = read(with_steps("### Step: A {#a}\ncard: count-what-waits\nonly: a\n", "variants: a, b\n"))

    assert findings == ['3:11 E121 variant "b" has no step; give it one, or take it out']


def test_a_programme_needs_a_step():
    assert read(with_steps(""))[1][0].startswith("1:1 E119 this programme has no steps;")


def test_an_entry_with_a_fault_of_its_own_is_still_there_to_be_named():
    _, findings = read(examples.PROGRAMME + "\n" + examples.TERM.replace("kind: term", "kind: term\nlevel: 1"))

    assert [finding.split()[1] for finding in findings] == ["E106"]


def test_all_findings_are_told_not_the_first():
    text = examples.PROGRAMME.replace("trials: 2", "trials: 99").replace("growth\n\n###", "grow\n\n###")
    _, findings = read(text.replace("{#tell}", "{#Tell}").replace("first-taste", "last-taste"))

    assert [finding.split()[1] for finding in findings] == ["E110", "E121", "E102", "E124"]
