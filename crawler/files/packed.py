"""Zip files of strangers: opened within bounds, members read within bounds, XML parsed with nothing resolved."""

import io
import posixpath
import zipfile
from typing import Any, Final

from lxml import etree

from crawler.files.bounds import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, MAX_XML, Unreadable

TOO_LARGE: Final = "解开后过大，可能是压缩炸弹，不读"
_SMALL: Final = 10_000_000  # bytes; below this no ratio does harm
_ENCRYPTED: Final = 0x1


def open_zip(content: bytes) -> zipfile.ZipFile:
    """``content`` opened; raises Unreadable when it is damaged, encrypted or would take too much room."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Unreadable("文件已损坏或不完整") from error
    entries = packed.infolist()
    if len(entries) > MAX_MEMBERS:
        raise Unreadable(f"包内有 {len(entries)} 个文件，超过 {MAX_MEMBERS} 个，不读")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Unreadable(TOO_LARGE)
    # What the directory says of packed sizes may be a lie as well: no entry is larger than the file.
    if any(entry.file_size > _SMALL and entry.file_size > MAX_RATIO * _packed(entry, content) for entry in entries):
        raise Unreadable(TOO_LARGE)
    return packed


def is_locked(entry: zipfile.ZipInfo) -> bool:
    """Whether a password is needed for this entry."""
    return bool(entry.flag_bits & _ENCRYPTED)


def member(packed: zipfile.ZipFile, name: str, most: int = MAX_XML) -> bytes:
    """The bytes of one member; raises Unreadable when it is absent, locked, damaged or has more than ``most`` bytes."""
    try:
        return unpacked(packed, packed.getinfo(name), most)
    except KeyError as error:
        raise Unreadable(f"文件不完整，缺少 {name[-80:]}") from error


def unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of one entry. The size is counted, not believed."""
    if is_locked(entry):
        raise Unreadable("文件加密，需要密码")
    if entry.file_size > most:
        raise Unreadable(TOO_LARGE)
    try:
        with packed.open(entry) as stream:
            content = stream.read(most + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Unreadable("文件已损坏或不完整") from error
    except Exception as error:  # zlib, bz2 and lzma each have errors of their own
        raise Unreadable("文件已损坏，解不开") from error
    if len(content) > most:
        raise Unreadable(TOO_LARGE)
    return content


def xml(content: bytes) -> Any:
    """The root element. Raises Unreadable when it is no XML, too deep, or declares entities (no office program does)."""
    # lxml itself refuses more than 256 levels and endless attributes unless told to be generous.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("文件内的 XML 已损坏或层次过深") from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("文件内的 XML 声明了实体，不是正常的办公文件，不读")
    return root


def xml_member(packed: zipfile.ZipFile, name: str) -> Any:
    """The root element of one member."""
    return xml(member(packed, name))


def joined(base: str, target: str) -> str:
    """The member that ``target`` means in the member ``base``: absolute from the package's root, else beside it."""
    path = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/")


def _packed(entry: zipfile.ZipInfo, content: bytes) -> int:
    return max(1, min(entry.compress_size, len(content)))
