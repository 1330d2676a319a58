"""A pack as one zip: opened into memory and never onto the disk, and built so that anyone builds the same bytes."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from companion.packs import MANIFEST
from companion.packs.files import LARGEST, TOO_MUCH, FolderFiles, MemoryFiles, PackFiles, is_beside, read_plain
from companion.packs.findings import Code, Finding, Report, quoted
from companion.packs.manifest import Manifest, is_plain_name
from companion.packs.zipformat import BadZip, Member, list_members, stored_zip, unpack

LARGEST_ZIP = 25_000_000
"""Bytes of the file itself."""
MOST_RATIO = 100
"""What unpacks to more than so many times its packed size is no prose but an attack."""
LONGEST_NAME = 500
"""Characters, folders included."""

_LEADS_OUT = re.compile(r"[A-Za-z]:|/|.*\\|(.*/)?\.\.(/|\Z)", re.DOTALL)
_PART = "this is one file of a pack; give the folder that it lies in"


def open_pack(path: Path) -> tuple[PackFiles | None, list[Finding]]:
    """The files of a pack that is a folder or a zip; None and why where it is neither. Nothing is raised."""
    return (FolderFiles(path), []) if os.path.isdir(path) else open_zip(path)


def open_zip(path: Path) -> tuple[MemoryFiles | None, list[Finding]]:
    """The files in the zip at this path, or None and everything that is wrong with it; nothing is raised."""
    report = Report(path.name)
    data = _read_whole(path, report)
    return open_zip_bytes(data, path.name) if data is not None else (None, report.told())


def open_zip_bytes(data: bytes, name: str) -> tuple[MemoryFiles | None, list[Finding]]:
    """The files in a zip that is in memory already; its findings give `name` as their file."""
    report = Report(name)
    contents: dict[str, bytes] = {}
    try:
        members = list_members(data)
    except BadZip as fault:
        is_part = fault.code is Code.NOT_A_ZIP and name.lower().endswith((".md", ".toml"))
        report.add(1, 1, fault.code, _PART if is_part else fault.message)
        return None, report.told()
    for member in members:
        _check_member(member, report)
    kept = {} if report.findings else _kept(members, report)
    _check_sizes(kept.values(), report)
    for name_in_pack, member in {} if report.findings else kept.items():
        try:
            contents[name_in_pack] = unpack(data, member)
        except BadZip as fault:
            report.add(1, 1, fault.code, fault.message)
    return (None, report.told()) if report.findings else (MemoryFiles(_AnyForm(contents)), [])


def archive_name(manifest: Manifest) -> str:
    """What the zip of a pack is called, such as `calm-week-1.2.0.zip`."""
    return f"{manifest.id}-{manifest.version}.zip"


def build_zip(files: PackFiles, manifest: Manifest) -> tuple[bytes | None, list[Finding]]:
    """The zip of a pack without faults, under one folder `ID-VERSION`; None and why where it would not open again.

    Holds pack.toml, what that names, and README and LICENSE files beside it, every byte as it was. A link among the
    latter is left out, as is said beside the zip.
    """
    beside = [name for name in files.names() if is_beside(name) and is_plain_name(name)]
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    left_out: list[Finding] = []
    archive, total = archive_name(manifest), 0
    named = {MANIFEST, *manifest.files}
    for name in sorted(named.union(beside)):
        report = Report(name)
        data = files.read(name, report)
        if name not in named and any(finding.code is Code.LINK for finding in report.findings):
            left_out += report.told()
            continue
        findings += report.told()
        contents[f"{manifest.id}-{manifest.version}/{name}"] = data or b""
        total += len(data or b"")
        if total > LARGEST:
            return None, [*findings, Finding(archive, 1, 1, Code.ZIP_LARGE, TOO_MUCH)]
    if findings:
        return None, findings
    built = stored_zip(contents)
    _, findings = open_zip_bytes(built, archive)
    return (None, findings) if findings else (built, left_out)


class _AnyForm(dict[str, bytes]):
    """Files by name in any Unicode normal form: a zip from macOS has é as two characters, its manifest as one."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(unicodedata.normalize("NFC", str(name)))

    def __getitem__(self, name: str) -> bytes:
        return super().__getitem__(unicodedata.normalize("NFC", name))


def _read_whole(path: Path, report: Report) -> bytes | None:
    """The bytes of a plain file that is not too large; None, with a finding, for anything else."""
    try:
        data = read_plain(path, LARGEST_ZIP)
    except FileNotFoundError:
        report.add(1, 1, Code.MISSING, "there is nothing of this name; see where the pack is")
    except (OSError, ValueError) as error:  # the latter: a name with a NUL in it
        reason = getattr(error, "strerror", None) or str(error)
        report.add(1, 1, Code.UNREADABLE, f"this cannot be read ({reason}); see whether you may open it, and try again")
    else:
        if data is None:
            report.add(1, 1, Code.UNREADABLE, "this is not a file; give the pack's folder, or a zip of it")
        elif len(data) <= LARGEST_ZIP:
            return data
        else:
            message = f"this is larger than {LARGEST_ZIP // 1_000_000} MB; zip the pack's folder alone"
            report.add(1, 1, Code.TOO_LARGE, message)
    return None


def _check_member(member: Member, report: Report) -> None:
    """Report what a member must not be, whether or not it is one that gets read."""
    name = member.name.removeprefix("./")
    if _LEADS_OUT.match(name):
        message = f"{quoted(name)} does not lie in the pack's folder; zip that folder with another program"
        report.add(1, 1, Code.ZIP_OUTSIDE, message)
    elif len(name) > LONGEST_NAME or not (is_plain_name(name.removesuffix("/")) or member.name == "./"):
        message = f"{quoted(name)} cannot be a file's name on every machine; give the file a plain one"
        report.add(1, 1, Code.ZIP_NAME, message)
    if member.is_special:
        message = f"{quoted(name)} is a link or a device; put the file itself in the zip"
        report.add(1, 1, Code.ZIP_SPECIAL, message)
    if member.is_encrypted:
        report.add(1, 1, Code.ZIP_LOCKED, f"{quoted(name)} is encrypted; make the zip without a password")


def _kept(members: Iterable[Member], report: Report) -> dict[str, Member]:
    """The members that are read, by their names in the pack; what programs leave beside them is passed over."""
    found: dict[str, Member] = {}
    seen: dict[str, str] = {}
    for member in members:
        name = unicodedata.normalize("NFC", member.name.removeprefix("./"))
        if member.is_folder or name.startswith(("__MACOSX/", ".")) or "/." in name:
            continue
        if (folded := name.casefold()) in seen:
            message = f"{quoted(name)} and {quoted(seen[folded])} can be one file to some machines; keep one of them"
            if name == seen[folded]:
                message = f"{quoted(name)} is in this zip twice; keep one of them"
            report.add(1, 1, Code.ZIP_TWICE, message)
        seen[folded] = name
        found[name] = member
    return _without_top(found, report)


def _without_top(found: dict[str, Member], report: Report) -> dict[str, Member]:
    """The same by their names below the one top folder, if that is where the manifest is."""
    if MANIFEST in found:
        return found
    tops = {name.partition("/")[0] for name in found if not is_beside(name)}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    if not top or f"{top}{MANIFEST}" not in found:
        message = f"{MANIFEST} is not at the top of this zip, nor in its one folder; zip the folder that holds it"
        report.add(1, 1, Code.ZIP_MANIFEST, message)
    return {name.removeprefix(top): member for name, member in found.items() if name.startswith(top)}


def _check_sizes(members: Iterable[Member], report: Report) -> None:
    """Report by what the zip says of itself what is not worth unpacking; unpacking then holds it to that."""
    total = 0
    for member in members:
        total += member.size
        if not member.is_readable:
            message = (
                f"{quoted(member.name)} is packed in an uncommon way; zip the folder with your system's own program"
            )
            report.add(1, 1, Code.ZIP_METHOD, message)
        if member.size > MOST_RATIO * member.packed:
            message = f"{quoted(member.name)} unpacks to more than {MOST_RATIO} times its size; zip without compression"
            report.add(1, 1, Code.ZIP_RATIO, message)
    if total > LARGEST:
        report.add(1, 1, Code.ZIP_LARGE, TOO_MUCH)
