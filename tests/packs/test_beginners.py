"""What beginners do to a pack: each mistake is told once, in words that mend it, and nothing is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from companion.packs import MANIFEST, examples
from companion.packs.checking import Checked, check_files
from companion.packs.files import MemoryFiles
from companion.packs.findings import Code
from companion.packs.reader import Pack

TEXT = examples.ENTRIES
LINES = TEXT.split("\n")
OTHERS = (examples.CARD, examples.QUESTION, examples.ARTICLE, examples.PROGRAMME, examples.GUIDE)
NBSP, NEWLINE = "\N{NO-BREAK SPACE}", "\n"


def check(text: str) -> Checked:
    return check_files(MemoryFiles({MANIFEST: examples.MANIFEST_TEXT.encode(), "notice.md": text.encode()}))


def told(text: str) -> list[str]:
    return [str(finding).removeprefix("notice.md:") for finding in check(text).findings]


def said(pack: Pack | None) -> list[str]:
    """What a pack says, in whatever way its text is laid out."""
    shown = [repr(replace(entry, digest="")) for entry in pack.entries] if pack else []
    return [" ".join(re.sub(r"\\n|\\t|\\xa0", " ", one).split()).replace("=' ", "='") for one in shown]


# Headings

SLACK = "## Slack {#slack}"
LIKE = "write it like ## Title {#its-id}"


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        ("##Slack {#slack}", "no space after its hashes"),
        ("##\tSlack {#slack}", "a tab after its hashes, where a space belongs"),
        (f"##{NBSP}Slack {{#slack}}", "a no-break space after its hashes, where a space belongs"),
        ("# Slack {#slack}", "one hash, not two"),
        ("#Slack {#slack}", "one hash, not two"),
        ("### Slack {#slack}", "three hashes, not two"),
        ("###### Slack {#slack}", "six hashes, not two"),
        (" ## Slack {#slack}", "spaces before its hashes"),
        ("\t## Slack {#slack}", "spaces before its hashes"),
        ("- ## Slack {#slack}", "other characters before its hashes"),
        ("Slack {#slack}", "no hash, not two"),
        ("**Slack** {#slack}", "no hash, not two"),
        ("**Slack {#slack}**", "no hash, not two"),
        ("# Slack", "one hash, not two"),
        ("##Slack", "no space after its hashes"),
        ("Slack", "no hash, not two"),
    ],
)
@pytest.mark.parametrize("place", range(len(OTHERS) + 1))
def test_a_heading_that_misses_its_form_is_told_and_its_entry_is_not_lost(heading: str, fault: str, place: int):
    """At the top of the file, where text is otherwise ignored, and below an entry of each other kind."""
    before, after = "\n".join([*OTHERS[:place], ""]), "\n".join(["", *OTHERS[place:]])

    assert told(before + examples.TERM.replace(SLACK, heading) + after) == [
        f"{before.count(NEWLINE) + 1}:1 E128 this looks like the heading of an entry, but has {fault}; {LIKE}"
    ]


@pytest.mark.parametrize("kind", ["Kind: term", " kind: term", "kind = term", "**kind:** term"])
def test_a_heading_above_a_kind_that_misses_its_form_is_told_too(kind: str):
    text = TEXT.replace(f"{SLACK}\nkind: term", f"# Slack\n{kind}")

    assert [finding[:9] for finding in told(text)] == ["24:1 E128", "25:1 E106" if kind[0] == "K" else "25:1 E108"]


def test_a_heading_with_an_id_and_nothing_below_it_is_told_in_an_article():
    article = examples.ARTICLE.replace("### Three places to look", "# Three places {#three}")

    assert told(TEXT.replace(examples.ARTICLE, article)) == [
        f"36:1 E128 this looks like the heading of an entry, but has one hash, not two; {LIKE}, "
        "with `kind: ` below it, or take the id away if none begins here"
    ]


@pytest.mark.parametrize(
    "text", ["# Three", "#### Three {#three}", "    ## Title {#id}", "Rule #3", "```\n# T {#t}\n```"]
)
def test_an_article_may_have_other_headings_and_show_code(text: str):
    assert told(TEXT.replace("### Three places to look", text)) == []


def test_a_heading_of_an_article_with_two_hashes_is_told_that_it_needs_three():
    assert told(TEXT.replace("### Three places", "## Three places")) == [
        "36:1 E101 this would begin an entry, and has neither id nor kind; inside an article, write ### instead"
    ]


def test_an_entry_with_neither_id_nor_kind_is_told_of_both_at_once():
    assert told(f"{TEXT}\n## Handover\n\nText.\n") == [
        "77:1 E101 an entry begins here, with neither id nor kind; write ## Title {#its-id}, and `kind: card` below it"
    ]


def test_fields_without_a_heading_above_them_are_told():
    assert told(TEXT.replace(SLACK, "")) == [
        "25:1 E128 an entry's fields begin here, but no heading stands above them; write one like ## Title {#its-id}"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("### Try", "###Try", "no space after its hashes"),
        ("### Try", "#### Try", "four hashes, not three"),
        ("### Try", "## Try", "two hashes, not three"),
        ("### Try", " ### Try", "spaces before its hashes"),
        ("### Try", "**Try**", "no hash, not three"),
        ("### Ask", "Ask:", "no hash, not three"),
        ("### Step: Read why {#read}", "## Step: Read why {#read}", "two hashes, not three"),
        ("### Step: Count it {#count}", "Step: Count it {#count}", "no hash, not three"),
        (
            "### Check: Midway {#midway}",
            "###\tCheck: Midway {#midway}",
            "a tab after its hashes, where a space belongs",
        ),
        ("### 6 min: Count {#count}", "**6 min: Count {#count}**", "no hash, not three"),
    ],
)
def test_a_section_whose_heading_misses_its_form_is_told_at_its_line_and_is_not_missing(old: str, new: str, fault: str):
    message = f'this looks like the heading of a section, but has {fault}; write it as "{old}"'

    assert told(TEXT.replace(old, new, 1)) == [f"{LINES.index(old) + 1}:1 E128 {message}"]


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("### Ask", "### Questions", 'did you mean "Ask"?'),
        ("### Ask", "### Asks", 'did you mean "Ask"?'),
        ("### Try", "### Experiments", 'did you mean "Try"?'),
    ],
)
def test_a_section_under_another_name_is_told_once(old: str, new: str, advice: str):
    line = LINES.index(old) + 1

    assert told(TEXT.replace(old, new, 1)) == [f'{line}:1 E112 a card has no section "{new[4:]}"; {advice}']


@pytest.mark.parametrize("id", ["(#why-it-waits)", "{why-it-waits}", "{#why-it-waits", "{#Why-it-waits}", ""])
def test_an_id_that_misses_its_form_is_told_and_not_that_nothing_has_it(id: str):
    (finding,) = told(TEXT.replace("{#why-it-waits}", id))

    assert finding.startswith(("30:", "24:"))
    assert finding.split()[1] in ("E101", "E102")


# Fields


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("kind: card", "card"), ("theme: calm", "card"), ("source: Little", "card"), ("tags: anywhere", "card"),
        ("use: review", "question"), ("theme: work", "question"), ("source: own experience", "term"),
        ("variants: start-up", "programme"), ("minutes: 10", "guide"), ("trials: 2", "step"), ("only: growth", "step"),
    ],
)  # fmt: skip
def test_a_field_below_a_blank_line_is_told_and_read_all_the_same(above: str, kind: str):
    number = next(at for at, line in enumerate(LINES, start=2) if line.startswith(above))
    name = above.partition(":")[0]

    assert told(TEXT.replace(f"\n{above}", f"\n\n{above}", 1)) == [
        f'{number}:1 E129 "{name}" stands below the blank line that ends the fields, and would be text; '
        "delete that blank line"
    ]


@pytest.mark.parametrize("retired", ["\nstatus: retired", "\nstatus: retired\nreplaced-by: room"])
def test_an_entry_is_not_believed_to_be_retired_that_is_not(retired: str):
    (finding,) = told(TEXT.replace("source: own experience\n", f"source: own experience\n{retired}\n") + ROOM)

    assert finding.startswith('28:1 E129 "status" stands below the blank line that ends the fields')
    assert told(TEXT.replace("thing late.", f"thing late.\n{retired}") + ROOM)[0] == (
        "30:1 E129 `status: retired` stands among the text, and retires nothing; move it up, below the kind"
    )


ROOM = "\n## Room {#room}\nkind: term\n\nText.\n"


def test_text_may_begin_with_a_word_and_a_colon():
    assert told(TEXT.replace("In any steady flow", "Note: in any steady flow")) == []
    assert told(TEXT.replace("Room in a day", "Level: room in a day")) == []


@pytest.mark.parametrize("begin", ["Room", "Note: room", "Note that theme: room", "Level of"])
def test_a_missing_blank_line_before_the_text_is_told_once(begin: str):
    text = TEXT.replace("experience\n\nRoom", f"experience\n{begin}", 1)

    assert told(text) == [
        "27:1 E108 this is not a field like `theme: people`; where the text begins, leave a blank line above it"
    ]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "source: own experience",
            "source:",
            '26:1 E108 "source" has nothing after it; write something like `source: R',
        ),
        ("kind: term", "kind = term", '25:1 E108 write this with a colon: "kind: term"'),
        ("kind: term", 'kind = "term"', '25:1 E108 write this with a colon: "kind: term"'),
        ("kind: term", " kind: term", "25:1 E108 write this from the start of the line on, and without marks: "),
        ("kind: term", "- kind: term", "25:1 E108 write this from the start of the line on, and without marks: "),
        (
            "kind: term",
            "**Kind:** term",
            '25:1 E108 write this from the start of the line on, and without marks: "kind',
        ),
        ("kind: term", "Kind: term", '25:1 E106 field "Kind" is not known here; did you mean "kind"?'),
        ("source: Little", "sorce: Little", '6:1 E106 field "sorce" is not known here; did you mean "source"?'),
        ("level: 101", "Level: 101", '4:1 E106 field "Level" is not known here; did you mean "level"?'),
        (
            "level: 101",
            "level 101",
            "4:1 E108 this is not a field like `theme: people`; correct this line, or delete it",
        ),
    ],
)
def test_a_line_that_was_meant_as_a_field_is_told_once_and_read_all_the_same(old: str, new: str, finding: str):
    found = told(TEXT.replace(old, new, 1))

    # What was meant by "level 101" can only be guessed.
    assert len(found) == (2 if new == "level 101" else 1), found
    assert any(one.startswith(finding) for one in found), found


# Bullets and lines

ASK = "- What was the second-oldest item waiting for?"


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ("-\t", "there is a tab after the -; type a space in its place"),
        (f"-{NBSP}", "there is a no-break space after the -; type a space in its place"),
        ("-", "there is no space after the -; type one"),
        (" - ", "spaces stand before this bullet; let its - begin the line"),
        ("    - ", "spaces stand before this bullet; let its - begin the line"),
        *(
            (f"{mark} ", f'begin this bullet with "- ", not with "{mark}"')
            for mark in ("*", "+", "•", "–", "—", "1.", "2)")
        ),
        ("•", 'begin this bullet with "- ", not with "•"'),
    ],
)
def test_a_bullet_that_misses_its_form_is_told_once_and_counts(mark: str, fault: str):
    assert told(TEXT.replace(ASK, f"{mark}{ASK[2:]}")) == [f"17:1 E115 {fault}"]


def test_a_section_of_prose_is_told_of_its_lines_and_not_of_its_count_too():
    assert told(TEXT.replace(ASK, "What was it\nwaiting for?\n\nAnd why?")) == [
        f'{line}:1 E115 begin each bullet with "- " and text, and indent the lines that carry it on by two spaces'
        for line in (17, 20)
    ]
    assert [finding.split()[1] for finding in told(TEXT.replace(ASK, "- a?\n- b?\n- c?\n- d?"))] == ["E114"]


def test_a_list_in_a_bullet_is_told_once_and_to_be_made_part_of_the_sentence():
    assert told(TEXT.replace(ASK, f"{ASK}\n  - the first\n  - the second\n  - the third")) == [
        "18:3 E116 no list stands inside this; make it part of the sentence above, with commas between"
    ]


def test_a_list_in_a_list_is_welcome_in_an_article():
    assert told(TEXT.replace("2. Where it", "   - or\n     - not\n2. Where it")) == []


@pytest.mark.parametrize("line", ["say: N", "- Say: N", "**Say:** N", "* **say**: N", " Say: N"])
def test_a_line_of_a_guide_that_misses_its_form_is_told_once(line: str):
    assert told(TEXT.replace("Say: N", line)) == [
        "69:1 E122 write this line from its start on as `Say: ` and text, with no marks"
    ]


def test_a_line_of_a_guide_is_not_lost_in_the_one_above_it():
    assert told(TEXT.replace("Ask: What would", "  Ask: What would")) == [
        "70:1 E122 the spaces before this make it part of the line above; take them away"
    ]


# Tags


@pytest.mark.parametrize("tag", ["everywhere", "Anywhere", "anywere", "any where"])
def test_a_tag_that_is_nearly_a_known_one_is_a_warning(tag: str):
    checked = check(TEXT.replace("tags: anywhere", f"tags: desk, {tag}"))

    assert checked.pack is not None
    assert [str(finding) for finding in checked.findings] == [
        f'notice.md:7:7 W103 tag "{tag}" is not known; did you mean "anywhere"?'
    ]


def test_a_tag_of_ones_own_is_welcome():
    assert told(TEXT.replace("tags: anywhere", "tags: anywhere, desk, ward")) == []


# Laws

HEADING = re.compile("#+ ")
SLIPS: dict[str, Callable[[list[str], int], object]] = {
    "a tab for a space": lambda lines, at: lines.__setitem__(at, lines[at].replace(" ", "\t", 1)),
    "a no-break space": lambda lines, at: lines.__setitem__(at, lines[at].replace(" ", NBSP, 1)),
    "a space in front": lambda lines, at: lines.__setitem__(at, f" {lines[at]}"),
    "two spaces in front": lambda lines, at: lines.__setitem__(at, f"  {lines[at]}"),
    "a tab in front": lambda lines, at: lines.__setitem__(at, f"\t{lines[at]}"),
    "a blank line more": lambda lines, at: lines.insert(at, ""),
    "a blank line less": lambda lines, at: None if lines[at] else lines.pop(at),
    "a hash less": lambda lines, at: lines.__setitem__(at, lines[at].removeprefix("#")),
    "no hashes": lambda lines, at: lines.__setitem__(at, HEADING.sub("", lines[at])),
    "a bold heading": lambda lines, at: lines.__setitem__(at, re.sub("^#+ (.*)", r"**\1**", lines[at])),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_one_line_is_told_once_or_changes_nothing(slip: str):
    """Whichever line it is; only what an article shows as a heading is the author's own affair."""
    before = said(check(TEXT).pack)
    assert len(before) == len(set(before)) == 6
    for at in range(len(LINES)):
        lines = list(LINES)
        SLIPS[slip](lines, at)
        if LINES[at] == "### Three places to look" and lines != LINES:
            continue
        checked = check("\n".join(lines))
        if checked.pack:
            assert said(checked.pack) == before, (at + 1, LINES[at])
        else:
            assert len(checked.errors) == 1, (at + 1, LINES[at], [*map(str, checked.errors)])


def test_no_code_is_told_of_a_retired_entry_that_nothing_replaces():
    assert told(TEXT.replace("kind: term", "kind: term\nstatus: retired")) == []
    assert "S109" not in [*Code]
