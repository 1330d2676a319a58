"""Codes about the manifest, and about a new version of a pack beside the one before."""

from __future__ import annotations

from companion.packs.explaining.explained import Explained
from companion.packs.findings import Code

MANIFEST = {
    Code.NOT_TOML: Explained(
        "The manifest cannot be read as TOML.",
        'Write plain lines like `title = "A calmer week"`.',
        "title: A calmer week",
        'title = "A calmer week"',
    ),
    Code.CURLY_QUOTES: Explained(
        "The quotes around a value are curly, as word processors make them.",
        "Type straight ones in a plain editor.",
        "title = “A calmer week”",
        'title = "A calmer week"',
    ),
    Code.KEY: Explained(
        "A key is not known.",
        "Correct its name, or delete the line.",
        'titel = "A calmer week"',
        'title = "A calmer week"',
    ),
    Code.KEY_MISSING: Explained(
        "A key that every manifest needs is not there.",
        "Add the line.",
        'version = "1.2.0"\nsummary = "A few small ways to lower the noise."',
        'version = "1.2.0"\ntitle = "A calmer week"\nsummary = "A few small ways to lower the noise."',
    ),
    Code.KEY_VALUE: Explained(
        "The value of a key does not fit.",
        "The message says what it takes.",
        'version = "1.2"',
        'version = "1.2.0"',
    ),
    Code.FORMAT: Explained(
        "The pack is written for another version of this format.",
        "Write `format = 1`; if the number is higher, update the program.",
        "format = 2",
        "format = 1",
    ),
    Code.FILE_NAME: Explained(
        "A name in `files` is not the plain name of a Markdown file in the pack's own folder.",
        "Move or rename the file.",
        'files = ["../notice.md"]',
        'files = ["notice.md"]',
    ),
    Code.FILE_TWICE: Explained(
        "Two names in `files` can be one file to some machines.",
        "Rename one, or delete the second.",
        'files = ["notice.md", "Notice.md"]',
        'files = ["notice.md"]',
    ),
    Code.THEME_TWICE: Explained(
        "A theme is declared that is there already.",
        "Use the one that is there, or choose another id.",
        'id = "people"',
        'id = "calm"',
    ),
    Code.PACK_TWICE: Explained(
        "Two packs here have one id.",
        "Remove one of them.",
        "A copy of a pack's folder beside the pack.",
    ),
    Code.RESERVED: Explained(
        "The id is that of a pack that comes with the program.",
        "Choose another.",
        'A pack of your own with `id = "big-value-picture"`.',
    ),
    Code.THEME_UNUSED: Explained(
        "A theme is declared, and no entry is of it.",
        "Take it out, or name it in an entry.",
        '[[themes]]\nid = "quiet"\ntitle = "Quiet"\nglyph = "."\n\n[[themes]]\nid = "calm"',
        '[[themes]]\nid = "calm"',
    ),
}

UPDATES = {
    Code.OTHER_PACK: Explained(
        "The two that are compared are not versions of one pack.",
        "Give an older version of this pack; an id never changes.",
        'id = "calmer-week"',
        'id = "calm-week"',
    ),
    Code.ID_GONE: Explained(
        "An entry of the older version is not there any more, and its id may be in somebody's records.",
        "Put it back and retire it: `status: retired`, and `replaced-by: ` if another takes its place.",
        "## Slack {#room}",
        "## Slack {#slack}",
    ),
    Code.KIND_CHANGED: Explained(
        "An entry is of another kind than it was.",
        "Give it back its kind, and make a new entry with a new id.",
        "kind: question",
        "kind: term",
    ),
    Code.VERSION: Explained(
        "Something is different, and the version is not higher, so nobody would get it.",
        "Raise the version.",
        "Some room in a day",
        "Room in a day",
    ),
    Code.STEP_GONE: Explained(
        "A step of a programme is not there any more. Whoever is at it goes on to the next.",
        "Give the step back its id if it is the same step; otherwise nothing needs doing.",
        "### Step: Read why {#read-why}",
        "### Step: Read why {#read}",
    ),
    Code.VARIANT_GONE: Explained(
        "A variant of a programme is not there any more. Whoever follows it is left with the steps that all have.",
        "Give it back its name if it is the same; otherwise nothing needs doing.",
        "variants: begin, growth",
        "variants: start-up, growth",
    ),
    Code.MEANING: Explained(
        "Hardly a word of an entry is left. What people wrote about the old one would stand under the new one.",
        "Give what is new a new id, and retire the old.",
        "## Handover {#slack}\nkind: term\nsource: own experience\n\nPassing on what the next person cannot see.",
        "## Slack {#slack}\nkind: term\nsource: own experience\n\nRoom in a day that is promised to nobody. Without "
        "it, one late thing makes every later thing late.",
    ),
}
