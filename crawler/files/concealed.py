"""What an office file holds and its reader is not shown, or no reader of ours reads: for the search for personal data alone.

docx: comments, deleted and hidden words, headers, footers, notes, own properties. doc, wps: comments, deleted and hidden words,
headers. xlsx: comments and own properties; its hidden sheets are parts of its reading. The same of files within a zip file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import olefile

from crawler.files.bounds import MAX_TEXT, Unreadable
from crawler.files.kinds import kind_of
from crawler.files.packed import open_zip, unpacked, xml
from crawler.files.pieces import concealed_of

Said = tuple[str, str]  # (where it stands, as readers see it; the words)

_MEMBER: Final = re.compile(
    r"word/(?P<comments>comments\w{0,12})\.xml|word/(?P<margin>(?:header|footer)\d{0,4})\.xml|word/(?P<notes>footnotes|endnotes)\.xml|word/(?P<document>document)\.xml"
    r"|xl/(?P<remarks>comments\d{0,4}|threadedComments/\w{1,40}|comments/\w{1,40})\.xml|docProps/(?P<own>custom)\.xml"
)
_PLACES: Final = {"comments": "批注", "margin": "页眉页脚", "notes": "脚注尾注", "remarks": "批注", "own": "文件属性"}
_MOST_XML: Final = 8_000_000  # bytes of one member: parsed in the process that asks
_MOST_FILES: Final = 200  # of one zip file
_PARTED: Final = frozenset(("p", "comment", "row", "property"))
_OFF: Final = frozenset(("0", "false", "off"))


def concealed(content: bytes, name: str = "") -> tuple[Said, ...]:
    """Where words stand that no reader is shown, and the words. Never raises for a file: what cannot be read says nothing."""
    try:
        return tuple((where, words[:MAX_TEXT]) for where, words in _said(content, name, inside=False) if words.strip())
    except Exception:  # olefile and zipfile raise anything on damaged files; their readers have told the cause
        return ()


def _said(content: bytes, name: str, *, inside: bool) -> Iterator[Said]:
    kind = kind_of(content, name).kind
    if kind in ("docx", "xlsx"):
        with open_zip(content) as packed:
            yield from _of_package(packed)
    elif kind in ("doc", "wps"):
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            yield from concealed_of(ole)
    elif kind == "zip" and not inside:
        with open_zip(content) as packed:
            for entry in islice(packed.infolist(), _MOST_FILES):
                if entry.filename.lower().endswith((".docx", ".xlsx", ".doc", ".wps")):
                    yield from _of_member(packed, entry)


def _of_member(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Said]:
    try:
        yield from _said(unpacked(packed, entry, 3 * _MOST_XML), entry.filename, inside=True)
    except Exception:  # as above
        return


def _of_package(packed: zipfile.ZipFile) -> Iterator[Said]:
    for entry in packed.infolist():
        found = _MEMBER.fullmatch(entry.filename)
        if not found:
            continue
        try:
            root = xml(unpacked(packed, entry, _MOST_XML))
        except Unreadable:
            continue
        if found.lastgroup == "document":
            yield "修订中删去的文字", _words(root, ("delText",), _gone)
            yield "隐藏文字", _words(root, ("t",), _hidden)
        else:
            yield _PLACES[str(found.lastgroup)], _words(root, ("t", "text", "lpwstr", "lpstr"), None)


def _words(root: Any, names: tuple[str, ...], of: Any) -> str:
    """The words in elements of these names, those ``of`` accepts, a line a paragraph."""
    lines: list[str] = [""]
    for element in root.iter("{*}*"):
        local = element.tag.rpartition("}")[2]
        if local in _PARTED and lines[-1]:
            lines.append("")
        if local in names and element.text and (of is None or of(element)):
            lines[-1] += element.text
    return "\n".join(lines)


def _gone(_: Any) -> bool:
    return True


def _hidden(element: Any) -> bool:
    """Whether the run of these words is hidden."""
    run = element.getparent()
    for told in run.iterfind("{*}rPr/{*}vanish") if run is not None else ():
        return next((value for name, value in told.attrib.items() if name.endswith("val")), "1") not in _OFF
    return False
