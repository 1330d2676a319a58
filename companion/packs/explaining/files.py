"""Codes about files, their bytes, and zips."""

from __future__ import annotations

from companion.packs.explaining.explained import Explained
from companion.packs.findings import Code

FILES = {
    Code.MISSING: Explained(
        "There is no manifest, or it names a file that is not there.",
        "Add the file, or correct its name in `files`.",
        'files = ["notice.md", "gone.md"]',
        'files = ["notice.md"]',
    ),
    Code.UNREADABLE: Explained(
        "What has this name is no file, or may not be opened.",
        "Put a plain file there that you may read.",
        "A folder that is called `notice.md`.",
    ),
    Code.LINK: Explained(
        "The file is a link, and leads to nothing on another machine.",
        "Put the file itself into the folder.",
        "`notice.md` is a symbolic link to a file on your desktop.",
    ),
    Code.TOO_LARGE: Explained(
        "A file is larger than 20 MB or longer than 500,000 lines, or the manifest larger than 256 KB.",
        "Split the file; keep everything but the keys out of the manifest.",
        "A book, pasted into `notice.md` many times over.",
    ),
    Code.NOT_UTF8: Explained(
        "The file is not in UTF-8, the one encoding that every editor can write.",
        "Open it in an editor and save it as UTF-8.",
        "A file from an old Windows program in which é is a single byte.",
    ),
    Code.UTF_16: Explained(
        "The file is in UTF-16, which some editors call Unicode.",
        "Open it in an editor and save it as UTF-8.",
        "A file that Notepad has saved as Unicode.",
    ),
    Code.EMPTY: Explained(
        "There is nothing in the file.",
        "Write in it, or take it out of `files`.",
        "A new file that was saved before anything was written.",
    ),
    Code.UNSAFE: Explained(
        "An invisible character could mislead a reader, or make a terminal do something. They come with pasted text.",
        "Delete the character at this column, or the entity that stands for it.",
        "Room in a&shy;day",
        "Room in a day",
    ),
    Code.OPEN_FENCE: Explained(
        "A fence is opened and not closed, so the rest of the file would be code.",
        "End it with a line of the same marks.",
        "```\nMost of the time",
        "Most of the time",
    ),
    Code.OPEN_COMMENT: Explained(
        "A comment is opened and not closed, so the rest of the file would be ignored.",
        "End it with `-->`.",
        "<!-- Most of the time",
        "Most of the time",
    ),
    Code.NO_ENTRY: Explained(
        "The file has no entry.",
        "Begin one with a line like `## Title {#its-id}`, or take the file out of `files`.",
        "A file of notes that have no headings yet.",
    ),
    Code.MORE: Explained(
        "A file has more than a thousand findings, and the rest are only counted.",
        "Put right what is told, and check again.",
        "A chapter of a book that has been given to the program as it was.",
    ),
    Code.NOT_NAMED: Explained(
        "A Markdown file lies in the folder, and the manifest does not name it.",
        "Add it to `files`, or take it away. README and LICENSE files are passed over.",
        "`drafts.md` beside `notice.md`.",
    ),
}

ZIPS = {
    Code.NOT_A_ZIP: Explained(
        "The file is no zip.",
        "Give the pack's folder, or what `companion pack build` made of it.",
        "A single Markdown file.",
    ),
    Code.ZIP_DAMAGED: Explained(
        "The zip is not whole, or has been changed since it was made.",
        "Fetch it again, or build it again.",
        "A download that broke off.",
    ),
    Code.ZIP_LOCKED: Explained(
        "A file in the zip is encrypted.",
        "Make the zip without a password.",
        "A zip that asks for a password.",
    ),
    Code.ZIP_METHOD: Explained(
        "The zip is packed in a way that packs are not.",
        "Build it with `companion pack build`, or with your system's own program.",
        "A zip in the 64-bit form, or packed with LZMA.",
    ),
    Code.ZIP_OUTSIDE: Explained(
        "A file would come to lie outside the pack's folder.",
        "Zip that folder, and nothing above it.",
        "A file that is called `../notice.md`.",
    ),
    Code.ZIP_NAME: Explained(
        "A name cannot be a file's on every machine.",
        "Give the file a plain name.",
        "`con.md`, `what?.md`, or a name with an invisible character in it.",
    ),
    Code.ZIP_TWICE: Explained(
        "Two names can be one file to some machines.",
        "Keep one of the two.",
        "`notice.md` and `Notice.md`.",
    ),
    Code.ZIP_SPECIAL: Explained(
        "Something in the zip is a link or a device.",
        "Put the file itself into the zip.",
        "A symbolic link that was zipped as one.",
    ),
    Code.ZIP_MANY: Explained(
        "The zip holds more files than any pack needs.",
        "Zip the pack's folder alone.",
        "A zip of 70,000 files.",
    ),
    Code.ZIP_LARGE: Explained(
        "The files together are larger than 20 MB.",
        "Make two packs of it.",
        "A pack with pictures in it.",
    ),
    Code.ZIP_RATIO: Explained(
        "A file unpacks to more than a hundred times its size, which prose never does.",
        "Zip it without compression, if it is yours; otherwise leave it alone.",
        "A file of 20 million blanks.",
    ),
    Code.ZIP_LIES: Explained(
        "A file in the zip is not what the zip says it is.",
        "Fetch it again from somebody you trust, or build it again.",
        "A file that unpacks to more bytes than the zip's list says.",
    ),
    Code.ZIP_MANIFEST: Explained(
        "`pack.toml` is neither at the top of the zip nor in its one folder.",
        "Zip the folder that holds it.",
        "A zip of three packs.",
    ),
}
