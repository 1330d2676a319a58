"""Packs as a coach ships them: folders with a manifest and a file or two, and a second version of one of them."""

from __future__ import annotations

from pathlib import Path

from companion.packs.archive import archive_name, build_zip
from companion.packs.files import FolderFiles
from companion.packs.reader import read_pack

IDEA = (
    "Most people stop where they are stuck, or where the clock says so, and begin the next day by finding out where "
    "they were. A good place to stop is one that you could find again in the dark."
)


def manifest(id: str = "calm-week", version: str = "1.0.0", title: str = "A calmer week", extra: str = "") -> str:
    return (
        f'format = 1\nid = "{id}"\nversion = "{version}"\ntitle = "{title}"\nsummary = "Less noise."\n'
        f'authors = ["Mia"]\nlicense = "CC-BY-4.0"\nfiles = ["all.md"]\n{extra}'
    )


def card(id: str, title: str = "", idea: str = IDEA, theme: str = "work", more: str = "") -> str:
    named = title or id.replace("-", " ").capitalize()
    return (
        f"## {named} {{#{id}}}\nkind: card\ntheme: {theme}\nlevel: 101\nminutes: 5\n"
        f"source: own experience\n{more}\n{idea}\n\n### Try\n"
        f"- When I stop, I will write one line about {id}. Expect: tomorrow begins sooner.\n\n"
        f"### Ask\n- What did {id} show?\n"
    )


def article(id: str, title: str = "Why it waits", body: str = "Nobody was working on it.") -> str:
    return f"## {title} {{#{id}}}\nkind: article\nsource: own experience\n\n{body}\n"


def programme(id: str, *steps: tuple[str, str], title: str = "A quieter week") -> str:
    """`steps` are ids with what each names, such as ("count", "card: one")."""
    parts = [f"### Step: Do {step} {{#{step}}}\n{named}\n" for step, named in steps]
    return f"## {title} {{#{id}}}\nkind: programme\n\nA few days with less open at once.\n\n" + "\n".join(parts)


def write_pack(folder: Path, *entries: str, **about: str) -> Path:
    """Write a pack of these entries into a folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(manifest(**about), "utf-8")
    (folder / "all.md").write_text("\n".join(entries), "utf-8")
    return folder


def zipped(folder: Path) -> Path:
    """The pack of a folder as the one file that is sent, beside the folder."""
    pack, findings = read_pack(folder)
    assert pack, findings
    data, findings = build_zip(FolderFiles(folder), pack.manifest)
    assert data, findings
    target = folder.parent / archive_name(pack.manifest)
    target.write_bytes(data)
    return target


FIRST = (
    card("kept"),
    card("edited", idea=IDEA),
    card("stepped"),
    card("stepped-too"),
    card("to-retire"),
    card("to-remove"),
    article("why"),
    programme("week", ("one", "card: stepped"), ("two", "article: why"), ("three", "card: stepped-too")),
)
"""The entries of version 1.0.0."""

SECOND = (
    article("why", title="Why it really waits", body="Somebody was working on something else."),
    programme("week", ("one", "card: stepped"), ("three", "card: stepped-too"), title="A quiet week"),
    card("added"),
    card("to-retire", more="status: retired\nreplaced-by: added\n"),
    card("stepped-too"),
    card("stepped"),
    card("edited", title="Edited anew", idea=IDEA.replace("Most people", "Many of us")),
    card("kept"),
)
"""Those of 1.1.0: in another order, two edited, one added, one retired, one gone, and a step of the programme gone."""
