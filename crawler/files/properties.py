"""What office programs write about a file: who made it, when. Claims of a program on somebody's machine, no proof.

Times become ``2023-02-26 14:41:23`` in China's time. Where a program writes an impossible time zone (some do), the time is kept
as written.
"""

import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from crawler.files.bounds import Unreadable
from crawler.files.packed import xml_member
from crawler.files.words import line

Pairs = tuple[tuple[str, str], ...]

_CHINA: Final = timezone(timedelta(hours=8))
_MOST: Final = 200  # characters of one value
_PDF_TIME = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?\s*(?:([+\-])(\d\d)'?(\d\d)?'?|(Z))?")
_ISO_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)?\s*(?:([+\-])(\d\d):?(\d\d)|(Z))?"
)
_OOXML: Final = {
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "title": "title",
    "created": "created",
    "modified": "modified",
    "Company": "company",
}
_OPEN_DOCUMENT: Final = {
    "initial-creator": "author",
    "creator": "last_modified_by",
    "title": "title",
    "creation-date": "created",
    "date": "modified",
}
_OFD: Final = {"Author": "author", "Title": "title", "CreationDate": "created", "ModDate": "modified"}
_PDF: Final = {"Author": "author", "Title": "title", "CreationDate": "created", "ModDate": "modified"}


def pairs(found: Iterable[tuple[str, str]]) -> Pairs:
    """Those that say something, sorted."""
    kept = []
    for name, words in found:
        value = line(words[: 4 * _MOST])[:_MOST]
        if name in ("created", "modified"):
            value = moment(value)
        if value:
            kept.append((name, value))
    return tuple(sorted(kept))


def of_ooxml(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    """From docProps of a docx or xlsx; nothing where that is absent or broken: it is not the document."""
    return [pair for part in ("docProps/core.xml", "docProps/app.xml") for pair in _of_xml(packed, part, _OOXML)]


def of_open_document(packed: zipfile.ZipFile) -> list[tuple[str, str]]:
    """From meta.xml of an ods."""
    return _of_xml(packed, "meta.xml", _OPEN_DOCUMENT)


def of_ofd(info: Any) -> list[tuple[str, str]]:
    """From the element DocInfo of an OFD."""
    return _of_elements(info, _OFD)


def of_pdf(values: dict[str, str]) -> list[tuple[str, str]]:
    """From the information dictionary of a PDF."""
    return [(_PDF[name], value) for name, value in values.items() if name in _PDF]


def of_ole(ole: Any) -> list[tuple[str, str]]:
    """From the property streams of a doc or xls (an olefile.OleFileIO)."""
    try:
        told = ole.get_metadata()
    except Exception:  # olefile raises anything on damaged properties; they are not the document
        return []
    encoding = "utf-8" if told.codepage in (65001, -535) else "gb18030"
    found = [
        ("author", told.author),
        ("last_modified_by", told.last_saved_by),
        ("title", told.title),
        ("company", told.company),
        ("created", told.create_time),
        ("modified", told.last_saved_time),
    ]
    return [(name, _ole_value(value, encoding)) for name, value in found if value]


def moment(words: str) -> str:
    """A time as PDF or XML writes it, in China's time; '' when it is none."""
    found = _ISO_TIME.match(words) or _PDF_TIME.match(words)
    if not found:
        return ""
    numbers = [int(part or 0) for part in found.groups()[:6]]
    sign, hours, minutes, zulu = found.groups()[6:]
    try:
        local = datetime(*numbers[:3], *numbers[3:6])  # type: ignore[arg-type]
        if zulu or (hours and int(hours) <= 14 and int(minutes or 0) % 15 == 0):
            away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            local = local.replace(tzinfo=timezone(-away if sign == "-" else away)).astimezone(_CHINA)
    except (ValueError, OverflowError):
        return ""
    return local.strftime("%Y-%m-%d %H:%M:%S") if found.group(4) else local.strftime("%Y-%m-%d")


def _of_xml(packed: zipfile.ZipFile, name: str, names: dict[str, str]) -> list[tuple[str, str]]:
    try:
        return _of_elements(xml_member(packed, name), names)
    except Unreadable:
        return []


def _of_elements(root: Any, names: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for element in root.iter("{*}*"):
        local = element.tag.rpartition("}")[2]
        if local in names and element.text:
            found.append((names[local], element.text))
    return found


def _ole_value(value: Any, encoding: str) -> str:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value.year > 1980 else ""
    if isinstance(value, bytes):  # what follows the end of the string is left from an older one
        return value.partition(b"\0")[0].decode(encoding, "replace")
    return str(value).partition("\0")[0]
