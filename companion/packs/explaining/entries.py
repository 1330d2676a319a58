"""Codes about what an entry says."""

from __future__ import annotations

from companion.packs.explaining.explained import Explained
from companion.packs.findings import Code

ENTRIES = {
    Code.HEADING: Explained(
        "A heading has no title, or no id where it needs one.",
        "Write it like `## Title {#its-id}`, or `### Step: Title {#its-id}`. The id is your own choice.",
        "## Slack",
        "## Slack {#slack}",
    ),
    Code.BAD_ID: Explained(
        "An id is made of other characters than it may be.",
        "Use a to z, 0 to 9 and single hyphens between, at most 64, and let nothing follow the `}`.",
        "## Slack {#Slack}",
        "## Slack {#slack}",
    ),
    Code.ID_TWICE: Explained(
        "Two entries of the pack, or two steps of an entry, have one id.",
        "Give the newer of the two another.",
        "## Slack {#why-it-waits}",
        "## Slack {#slack}",
    ),
    Code.THEME: Explained(
        "An entry names a theme that is none of the four, and that the pack does not declare.",
        "Correct it, or declare the theme in `pack.toml`.",
        "theme: calmer",
        "theme: calm",
    ),
    Code.KIND: Explained(
        "An entry does not say which kind it is, or names one that there is not.",
        "Write `kind: card`, or another kind, directly below the heading.",
        "kind: crad",
        "kind: card",
    ),
    Code.FIELD: Explained(
        "A field is not known, or is for another kind of entry.",
        "Correct its name, or delete the line. Text comes after a blank line.",
        "sorce: own experience",
        "source: own experience",
    ),
    Code.FIELD_TWICE: Explained(
        "A field is given twice.",
        "Keep one of the two. Only `source` may repeat.",
        "level: 101\nlevel: 201",
        "level: 101",
    ),
    Code.NOT_A_FIELD: Explained(
        "A line among the fields is none.",
        "Leave a blank line between the fields and the text; write fields as `name: value`.",
        "kind: term\nRoom in a day.",
        "kind: term",
    ),
    Code.FIELD_MISSING: Explained(
        "A field that this kind of entry needs is not there.",
        "Add it below the heading.",
        "theme: calm\nminutes: 5",
        "theme: calm\nlevel: 101\nminutes: 5",
    ),
    Code.FIELD_VALUE: Explained(
        "The value of a field does not fit.",
        "The message says what it takes.",
        "level: 102",
        "level: 101",
    ),
    Code.NO_PROSE: Explained(
        "An entry that needs text has none.",
        "Write it after a blank line below the fields.",
        "kind: term\nsource: own experience\n",
        "kind: term\nsource: own experience\n\nRoom in a day that is promised to nobody. Without it, one late thing "
        "makes every later thing late.\n",
    ),
    Code.SECTION: Explained(
        "This kind of entry has no such section.",
        "Correct the heading. A card has `Try` and `Ask`, a programme `Step:` and `Check:`, a guide `10 min:`.",
        "### Tries",
        "### Try",
    ),
    Code.SECTION_TWICE: Explained(
        "A card has two sections of one name.",
        "Put all the bullets under one.",
        "### Try\n- What was the second-oldest item waiting for?",
        "### Ask\n- What was the second-oldest item waiting for?",
    ),
    Code.BULLET_COUNT: Explained(
        "A section has more bullets than it may, or none, or is not there.",
        "Give it one to three.",
        "- What waits?\n- For whom?\n- Since when?\n- Why?",
        "- What was the second-oldest item waiting for?",
    ),
    Code.NOT_A_BULLET: Explained(
        "A line among bullets is none, and carries none on.",
        "Begin it with `- `, or indent it by two spaces to carry on the bullet above.",
        "* What was the second-oldest item waiting for?",
        "- What was the second-oldest item waiting for?",
    ),
    Code.NESTED: Explained(
        "There is a list inside a list.",
        "Make it a bullet of its own, or part of the sentence.",
        "- When I hand over, I will name\n  - the oldest thing that waits.",
        "- When I hand over, I will name the oldest thing that waits.",
    ),
    Code.BULLET: Explained(
        "An experiment says nothing to do, or ends in `Expect:` with nothing after it.",
        "Write it as `CUE, I will ACTION. Expect: TEXT`.",
        "- When I hand over, I will .",
        "- When I hand over, I will name the oldest thing that waits.",
    ),
    Code.STEP: Explained(
        "A step of a programme names nothing to do, or several things, or has trials of something that is no card.",
        "Name one card, article or guide; make a second step of a second one.",
        "card: count-what-waits\nguide: first-taste",
        "card: count-what-waits\ntrials: 2",
    ),
    Code.NO_STEP: Explained(
        "A programme or a guide has no steps.",
        "Add one: `### Step: Title {#its-id}` in a programme, `### 10 min: Title {#its-id}` in a guide.",
        "## Slack {#slack}\nkind: programme",
        "## Slack {#slack}\nkind: term",
    ),
    Code.STRAY: Explained(
        "There is text in a step, where nobody would see it.",
        "Put it into the entry that the step names, or above the first step.",
        "guide: first-taste\n\nTake your time.",
        "guide: first-taste",
    ),
    Code.VARIANT: Explained(
        "A step is for a variant that its programme does not have, or a variant has no step.",
        "Correct the word, here or in `variants`.",
        "only: groth",
        "only: growth",
    ),
    Code.NOT_A_LINE: Explained(
        "A line of a guide begins with none of the four words, or a step has no lines.",
        "Begin it with `Say:`, `Ask:`, `Do:` or `Capture:`, or indent it by two spaces to carry on the line above.",
        "Tell: Nothing said here",
        "Say: Nothing said here",
    ),
    Code.MINUTES: Explained(
        "The steps of a guide do not add up to its minutes.",
        "Change the one or the other.",
        "minutes: 12",
        "minutes: 10",
    ),
    Code.NOT_HERE: Explained(
        "A step, or `replaced-by`, names an entry that this pack does not have.",
        "Correct the id. An entry of another pack is named `pack-id/entry-id`.",
        "article: why-it-wait",
        "article: why-it-waits",
    ),
    Code.WRONG_KIND: Explained(
        "The entry that is named is of another kind.",
        "Name one of the right kind, or correct the field's name.",
        "article: first-taste",
        "article: why-it-waits",
    ),
    Code.NOT_RETIRED: Explained(
        "An entry is said to be replaced, but is still on offer.",
        "Add `status: retired`, or delete the line.",
        "kind: term\nreplaced-by: room",
        "kind: term",
    ),
    Code.CIRCLE: Explained(
        "A retired entry is replaced by itself, or in the end by itself.",
        "Name an entry that stays, or delete the line.",
        "kind: term\nstatus: retired\nreplaced-by: slack",
        "kind: term",
    ),
    Code.NOT_A_HEADING: Explained(
        "A line looks like a heading and misses the form of one, so it would be text, and an entry or a section lost.",
        "Begin the line with two hashes for an entry, three for a section, and a space; then the title and the id.",
        "##Slack {#slack}",
        "## Slack {#slack}",
    ),
    Code.LATE_FIELD: Explained(
        "A field stands below the blank line that ends the fields, or among the text, where it would be text.",
        "Delete the blank line above it, or move it up to the other fields.",
        "theme: calm\n\nlevel: 101",
        "theme: calm\nlevel: 101",
    ),
    Code.RETIRED: Explained(
        "A step names an entry that is retired. It still works, for whoever is at it.",
        "Name what replaces it.",
        "kind: article\nstatus: retired",
        "kind: article",
    ),
    Code.NOT_KNOWN: Explained(
        "A step, or `replaced-by`, names an entry of a pack that is not installed here, or that has no such entry.",
        "See whether the name is right. Say in the summary that the other pack is needed.",
        "article: calm-days/why-it-waits",
        "article: why-it-waits",
    ),
    Code.TAG: Explained(
        "A tag is nearly one that the program knows, and means nothing as it is.",
        "Correct it. A tag of your own that is like none of these is welcome.",
        "tags: anywere",
        "tags: anywhere",
    ),
}
