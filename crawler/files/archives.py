"""zip：逐个读出包内文件；GBK 文件名照原样认出；套两层以内。名称只是名称，从不当作路径。

What takes too much room is refused before it is unpacked: by the number of members, their sizes, and their ratio (``packed``).
"""

import zipfile
from collections.abc import Callable
from typing import Final

from crawler.files.bounds import MAX_BYTES, MAX_DEPTH, MAX_TEXT, MAX_UNPACKED, Unreadable
from crawler.files.model import FileMember, FileReading, FileState
from crawler.files.packed import open_zip, unpacked
from crawler.files.words import line

MAX_READ: Final = 300  # members read
_MAX_NAME: Final = 300
_UTF8: Final = 0x800
_NOT_FILES: Final = frozenset(("thumbs.db", ".ds_store", "desktop.ini"))

ReadMember = Callable[[bytes, str, int, "Allowance"], FileReading]


class Allowance:
    """How many bytes and members may still be unpacked and characters read, shared by an archive and all within it."""

    def __init__(self) -> None:
        self.size = MAX_UNPACKED
        self.members = MAX_READ
        self.text = 2 * MAX_TEXT


def read(content: bytes, depth: int, left: Allowance, read_member: ReadMember) -> FileReading:
    """Read a zip file's members. READ when at least one of them was; Unreadable is raised when the archive itself is not."""
    if depth >= MAX_DEPTH:
        raise Unreadable(f"压缩包套压缩包超过 {MAX_DEPTH} 层，不再解开")
    members: list[FileMember] = []
    truncated = False
    with open_zip(content) as packed:
        for entry in packed.infolist():
            name = _name(entry)
            if entry.is_dir() or _is_litter(name):
                continue
            if left.members <= 0 or left.text <= 0:
                truncated = True
                break
            left.members -= 1
            members.append(FileMember(name, _member(packed, entry, name, depth, left, read_member)))
    if not members:
        raise Unreadable("压缩包里没有文件")
    state, cause = _summed_up(members)
    return FileReading("zip", state, cause, members=tuple(members), truncated=truncated)


def _member(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, depth: int, left: Allowance, read_member: ReadMember
) -> FileReading:
    try:
        content = unpacked(packed, entry, min(MAX_BYTES, left.size))
    except Unreadable as error:
        return FileReading("unknown", FileState.UNREADABLE, error.cause)
    left.size -= len(content)
    reading = read_member(content, name, depth + 1, left)
    left.text -= sum(len(part.text) for part in reading.parts)
    return reading


def _summed_up(members: list[FileMember]) -> tuple[FileState, str]:
    """An archive of which nothing could be read is not read itself."""
    states = {member.reading.state for member in members}
    if FileState.READ in states:
        return FileState.READ, ""
    first = members[0].reading.cause.rpartition("：")[2]  # of an archive within, the cause of its first file
    cause = f"压缩包内 {len(members)} 个文件都没有读出：{first}"
    return (FileState.SCANNED if FileState.SCANNED in states else FileState.UNREADABLE), cause


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: without the flag for UTF-8 zipfile takes bytes for code page 437."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return line(name.replace("\\", "/"))[-_MAX_NAME:]


def _is_litter(name: str) -> bool:
    """What systems leave in archives, nothing anybody published."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].lower() in _NOT_FILES or name.endswith("/")
