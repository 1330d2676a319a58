"""The zip format as far as packs need it: a strict reader of bytes in memory, and a writer whose bytes never vary.

The reader is our own because `zipfile` lists every member before any can be refused, and what it believes and raises
differs from one release of Python to the next. It trusts no size, and every member has bytes that are its own.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from companion.packs.findings import Code, quoted

MOST_MEMBERS = 2_000

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _PATCHED, _STRONG, _UTF_8, _MASKED = 0x1, 0x20, 0x40, 0x800, 0x2000
_UNKNOWN = 0xFFFFFFFF
"""What a size or a place says where the 64-bit form holds it."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK, _END_64_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\6\7"
_LONGEST_COMMENT = 0xFFFF
_END_64_SIZE = 20

_AGAIN = "make the zip again, or fetch it again"
_WIDE = "this zip is in the 64-bit form, which no pack needs; zip the folder with your system's own program"


class BadZip(Exception):
    """What keeps a zip, or one member of it, from being read: the code of a finding, and its message."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Member(NamedTuple):
    """One file in a zip, as the zip has it: nothing in here has been checked but that its bytes are its own.

    `name` is empty where it is no text; `packed` and `size` are bytes before and after unpacking; `start` is where the
    packed ones begin; `mode` is the Unix file mode, 0 where the zip tells none.
    """

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    mode: int

    @property
    def is_folder(self) -> bool:
        """Whether this is only the name of a folder."""
        return self.name.endswith("/")

    @property
    def is_special(self) -> bool:
        """Whether it would become a link, a device or a pipe on disk, or is a folder that says it is none."""
        return stat.S_IFMT(self.mode) not in (0, stat.S_IFREG, stat.S_IFDIR if self.is_folder else 0)

    @property
    def is_encrypted(self) -> bool:
        """Whether its bytes are hidden behind a password."""
        return bool(self.flags & (_ENCRYPTED | _STRONG | _MASKED))

    @property
    def is_readable(self) -> bool:
        """Whether it is packed in a way that every zip program knows."""
        return self.method in (_STORED, _DEFLATED) and not self.flags & _PATCHED


def list_members(data: bytes) -> list[Member]:
    """The members of a zip, in its own order. Raises BadZip, for too many before it has looked at one of them."""
    end = _find_end(data)
    _, disk, first_disk, here, count, length, begin, _ = _END.unpack_from(data, end)
    if max(here, count) > MOST_MEMBERS:
        raise BadZip(Code.ZIP_MANY, f"this holds more than {MOST_MEMBERS:,} files; zip the pack's folder alone")
    if data[max(0, end - _END_64_SIZE) : end].startswith(_END_64_MARK) or _UNKNOWN in (length, begin):
        raise BadZip(Code.ZIP_METHOD, _WIDE)
    if disk or first_disk or here != count or begin + length != end:
        raise BadZip(Code.ZIP_DAMAGED, f"the list of files is not where this zip says; {_AGAIN}")
    found, at = [], begin
    for _ in range(count):
        member, at = _central(data, at, end)
        found.append(member)
    if at != end:
        raise BadZip(Code.ZIP_DAMAGED, f"the list of files is not as long as this zip says; {_AGAIN}")
    return _located(data, found, begin)


def unpack(data: bytes, member: Member) -> bytes:
    """The bytes of a member that is readable and not encrypted; BadZip where they are not what the zip says.

    Never makes more than one byte beyond what the member says it has.
    """
    packed = memoryview(data)[member.start : member.start + member.packed]
    if member.method == _STORED:
        found = bytes(packed)
    else:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            found = inflate.decompress(packed, member.size + 1)
        except zlib.error:
            raise BadZip(Code.ZIP_DAMAGED, f"{quoted(member.name)} is damaged; {_AGAIN}") from None
        if len(found) <= member.size and (not inflate.eof or inflate.unused_data):
            raise BadZip(Code.ZIP_DAMAGED, f"{quoted(member.name)} is damaged; {_AGAIN}")
    if len(found) != member.size:
        raise BadZip(Code.ZIP_LIES, f"{quoted(member.name)} is not of the size that the zip says; {_AGAIN}")
    if zlib.crc32(found) != member.crc:
        raise BadZip(Code.ZIP_DAMAGED, f"{quoted(member.name)} is damaged; {_AGAIN}")
    return found


def stored_zip(contents: Mapping[str, bytes]) -> bytes:
    """A zip of these files, in their order: the same bytes on every machine and with every release of Python.

    So nothing is compressed, since versions of zlib differ; each file is dated 1980-01-01, and readable by all.
    """
    import zipfile  # only who builds a pack needs it

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # Unix, whatever this is built on
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _find_end(data: bytes) -> int:
    """Where the last record begins. It has to end the file: where several could be meant, programs would differ."""
    at = data.rfind(_END_MARK, max(0, len(data) - _END.size - _LONGEST_COMMENT))
    if at >= 0 and at + _END.size <= len(data):
        comment = _END.unpack_from(data, at)[-1]
        if at + _END.size + comment == len(data):
            return at
    if data.startswith(_LOCAL_MARK):
        raise BadZip(Code.ZIP_DAMAGED, f"this zip is not whole, or goes on behind its end; {_AGAIN}")
    raise BadZip(Code.NOT_A_ZIP, "this is not a zip; give the pack's folder, or a zip of it")


def _central(data: bytes, at: int, end: int) -> tuple[Member, int]:
    """The entry of the zip's list that begins here, and where the next one does; its start is that of its header."""
    if at + _CENTRAL.size > end or not data.startswith(_CENTRAL_MARK, at):
        raise BadZip(Code.ZIP_DAMAGED, f"the list of files in this zip cannot be read; {_AGAIN}")
    _, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, _, _, attributes, start = (
        _CENTRAL.unpack_from(data, at)
    )
    after = at + _CENTRAL.size + name + extra + comment
    if after > end:
        raise BadZip(Code.ZIP_DAMAGED, f"the list of files in this zip cannot be read; {_AGAIN}")
    raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name]
    if _UNKNOWN in (packed, size, start):
        raise BadZip(Code.ZIP_METHOD, _WIDE)
    return Member(_decoded(raw, flags), flags, method, crc, packed, size, start, attributes >> 16), after


def _decoded(raw: bytes, flags: int) -> str:
    """A member's name: macOS writes UTF-8 without saying so, and whoever else does not say so means cp437."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return "" if flags & _UTF_8 else raw.decode("cp437")


def _located(data: bytes, members: list[Member], limit: int) -> list[Member]:
    """Each member with the place of its packed bytes, none of which are another's too."""
    found: dict[int, Member] = {}
    free = 0
    for index, member in sorted(enumerate(members), key=lambda one: one[1].start):
        at = member.start
        if at < free:
            message = f"{quoted(member.name)} shares its bytes with another file, as in an attack; zip the folder anew"
            raise BadZip(Code.ZIP_LIES, message)
        if not found and at:
            raise BadZip(Code.ZIP_DAMAGED, f"something stands in front of the first file; {_AGAIN}")
        if at + _LOCAL.size > limit or not data.startswith(_LOCAL_MARK, at):
            raise BadZip(Code.ZIP_DAMAGED, f"{quoted(member.name)} is not where the zip says; {_AGAIN}")
        _, _, flags, method, _, _, _, _, _, name, extra = _LOCAL.unpack_from(data, at)
        raw = data[at + _LOCAL.size : at + _LOCAL.size + name]
        free = at + _LOCAL.size + name + extra + member.packed
        if free > limit:
            raise BadZip(Code.ZIP_DAMAGED, f"{quoted(member.name)} is not whole; {_AGAIN}")
        told = (member.name, member.method, member.flags & _ENCRYPTED)
        if (_decoded(raw, flags), method, flags & _ENCRYPTED) != told:
            raise BadZip(Code.ZIP_LIES, f"{quoted(member.name)} is called two things in the zip; {_AGAIN}")
        found[index] = member._replace(start=at + _LOCAL.size + name + extra)
    return [found[index] for index in range(len(members))]
