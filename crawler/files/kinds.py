"""What a file is, told by its bytes. Its name only parts kinds with the same bytes (wps from doc, et from xls)."""

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from typing import Any, Final

import olefile

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES: Final = (
    b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM"
)  # fmt: skip
_PACKED: Final = (
    (b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"),
    (b"MSCF", "CAB"),
)  # fmt: skip
_HTML_START = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body|script|meta|title|div|table|center|style|iframe|frameset)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_MAIL_PAGE = re.compile(rb"MIME-Version:[^\x00]{0,2000}?multipart/related", re.IGNORECASE)
_FILE_PASS: Final = 0x2F
_LOOKED_AT: Final = 4_096
# A text under one of these names is an answer of the server about a file, not the file.
_NEVER_TEXT: Final = frozenset(
    ("pdf", "docx", "xlsx", "xlsm", "ods", "ofd", "zip", "rar", "7z", "jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp")
)
_TEXT_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Told:
    """``kind`` as in FileReading; ``cause`` says why it cannot be read at all (Chinese), '' when it may be tried."""

    kind: str
    cause: str = ""


def kind_of(content: bytes, name: str = "") -> Told:
    """What ``content`` is; ``name`` is the file's name as published."""
    ending = name.rpartition(".")[2].lower().strip() if "." in name else ""
    if not content.strip(b"\x00 \t\r\n"):
        return Told("unknown", "是空文件" if not content else "文件里只有空白")
    head = content[:_LOOKED_AT]
    if b"%PDF-" in head[:1024] and not _is_page(head):
        return Told("pdf")
    if head.startswith(_OLE):
        return _ole(content, ending)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(content)
    if head.lstrip().startswith(b"{\\rtf"):
        return Told("rtf")
    if _is_image(head):
        return Told("image")
    for magic, program in _PACKED:
        if head.startswith(magic):
            return Told("unknown", f"是 {program} 压缩包，本程序不解压")
    if head[257:262] == b"ustar":
        return Told("unknown", "是 tar 压缩包，本程序不解压")
    return _words(content, head, ending)


def _ole(content: bytes, ending: str) -> Told:
    """An OLE file, told by its streams."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            streams = {"/".join(path).lower() for path in ole.listdir()[:2_000]}
            locked = _is_locked_word(ole) if "worddocument" in streams else _is_locked_workbook(ole, streams)
    except Exception:  # olefile raises errors of many kinds on damaged files
        return Told(_OLE_KINDS.get(ending, "unknown"), "文件已损坏或不完整")
    if "encryptedpackage" in streams:
        return Told(ending if ending in ("docx", "xlsx") else "unknown", "文件加密，需要密码")
    if "worddocument" in streams:
        return Told("wps" if ending == "wps" else "doc", "文件加密，需要密码" if locked else "")
    if streams & {"workbook", "book"}:
        return Told("et" if ending == "et" else "xls", "文件加密，需要密码" if locked else "")
    if "powerpoint document" in streams:
        return Told("unknown", "是演示文稿，本程序不读")
    return Told("unknown", "是旧式办公文件，但不是文字或表格文件")


_OLE_KINDS: Final = {"doc": "doc", "wps": "wps", "xls": "xls", "et": "et"}


def _is_locked_word(ole: Any) -> bool:
    """The bit fEncrypted of the file information block ([MS-DOC] 2.5.2)."""
    head = ole.openstream("WordDocument").read(12)
    return len(head) == 12 and bool(head[11] & 0x01)


def _is_locked_workbook(ole: Any, streams: set[str]) -> bool:
    """Whether the record FilePass follows the first one, or the second ([MS-XLS] 2.1.7.20.3)."""
    name = next((name for name in ("workbook", "book") if name in streams), "")
    head, at = ole.openstream(name).read(600) if name else b"", 0
    for _ in range(3):
        if len(head) < at + 4:
            return False
        record, size = struct.unpack_from("<HH", head, at)
        if record == _FILE_PASS:
            return True
        at += 4 + size
    return False


def _zip(content: bytes) -> Told:
    """A zip file, told by its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {entry.filename.lower() for entry in packed.infolist()[:20_000]}
            mimetype = packed.read("mimetype")[:200] if _is_small(packed, "mimetype") else b""
    except Exception:  # zipfile raises errors of many kinds on damaged files
        return Told(_torn_zip(content), "文件已损坏或不完整")
    if "ofd.xml" in names:
        return Told("ofd")
    if "[content_types].xml" in names or "_rels/.rels" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(name.startswith(folder) for name in names):
                return Told(kind)
        if any(name.startswith("ppt/") for name in names):
            return Told("unknown", "是演示文稿，本程序不读")
    if b"opendocument.spreadsheet" in mimetype:
        return Told("ods")
    if b"opendocument" in mimetype:
        return Told("unknown", "是 OpenDocument 文字或演示文件，本程序不读")
    return Told("zip")


def _is_small(packed: zipfile.ZipFile, name: str) -> bool:
    return name in packed.namelist() and packed.getinfo(name).file_size < 1_000


def _torn_zip(content: bytes) -> str:
    """A zip without its directory: the names of its first members still stand before them."""
    for mark, kind in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"OFD.xml", "ofd"), (b"opendocument.spreadsheet", "ods")):
        if mark in content[:1_000_000]:
            return kind
    return "zip"


def _is_image(head: bytes) -> bool:
    if head.startswith(b"BM"):  # two letters are little; the size of a bitmap's header follows at 14
        return head[14:18] in (b"\x28\x00\x00\x00", b"\x0c\x00\x00\x00", b"\x6c\x00\x00\x00", b"\x7c\x00\x00\x00")
    return head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _words(content: bytes, head: bytes, ending: str) -> Told:
    """Text, a web page, or nothing we know."""
    if _is_page(head):
        return Told("html", "不是文件而是网页")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and _TEXT_CONTROL.search(content[:100_000]):
        return Told("unknown", "不认识的文件格式，或文件已损坏")
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml"):
        return Told("unknown", "是 XML 文件，不是正常的办公文件")
    is_json = start.startswith((b"{", b"[{")) and content.rstrip().endswith((b"}", b"]"))
    if ending in _NEVER_TEXT or (is_json and ending != "txt"):
        return Told("text", f"文件名是 .{ending}，内容却是一段文字" if ending else "不是文件而是接口的应答")
    return Told("text")


def _is_page(head: bytes) -> bool:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    start = head.removeprefix(b"\xef\xbb\xbf").decode(encoding, "replace")
    return bool(_HTML_START.match(start) or _MAIL_PAGE.match(head.lstrip()))
