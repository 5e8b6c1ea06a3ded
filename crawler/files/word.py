"""docx：正文的段落和表格，依文中次序；不含页眉页脚。修订取修订后的文字，隐藏文字不取，只记数。

Read from the XML itself: python-docx loads every picture, drops tracked insertions and is four times slower. Numbers that
the office program makes itself (automatic 一、) are not in the file's text and not in ours.
"""

import zipfile
from collections.abc import Iterator
from typing import Any, Final

from crawler.files.bounds import MAX_COLUMNS, Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState, FileTable
from crawler.files.packed import joined, member, open_zip, xml, xml_member
from crawler.files.properties import of_ooxml, pairs
from crawler.files.words import caption, cell, heading, lines

# The namespaces of transitional and of strict documents.
_SPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_SPAN: Final = 100
_CHANGES: Final = frozenset(("ins", "del", "moveFrom", "moveTo"))
_GONE: Final = frozenset(("del", "moveFrom", "rPr", "pPr", "sectPr", "instrText", "delText"))
_SIGNS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_OFF: Final = frozenset(("0", "false", "off"))


def read(content: bytes, tables: bool) -> FileReading:
    """Read a docx; its tables are always read, they cost nothing. Raises Unreadable when it is damaged."""
    with open_zip(content) as packed:
        name = _main_part(packed)
        root = xml(member(packed, name))
        metadata = of_ooxml(packed)
        comments = _comments(packed, name)
        pictured = any(entry.filename.startswith("word/media/") for entry in packed.infolist())
    document = _Document(root)
    body = next((child for child in root if document.local(child) == "body"), None)
    if body is None:
        raise Unreadable("文件不完整，没有正文")
    part = document.part(body)
    counts = (("tracked_changes", document.changes(root)), ("comments", comments), ("hidden_text", document.hidden))
    metadata += [(counted, str(number)) for counted, number in counts if number]
    scanned = pictured and not part.text
    return FileReading(
        kind="docx",
        state=FileState.SCANNED if scanned else FileState.READ,
        cause="文档里只有图片，没有文字" if scanned else "",
        parts=(part,),
        heading=heading([part.text]),
        metadata=pairs(metadata),
        truncated=document.room.full,
    )


def _main_part(packed: zipfile.ZipFile) -> str:
    """The member that holds the document, as the package's relations say."""
    try:
        relations = xml_member(packed, "_rels/.rels")
    except Unreadable:
        return "word/document.xml"
    for relation in relations:
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return joined("", str(relation.get("Target", "")))
    return "word/document.xml"


def _comments(packed: zipfile.ZipFile, main: str) -> int:
    try:
        root = xml_member(packed, joined(main, "comments.xml"))
    except Unreadable:
        return 0
    return sum(1 for _ in root.iter("{*}comment"))


class _Document:
    """One walk over a document's elements. ``hidden`` counts runs that the office program does not show."""

    def __init__(self, root: Any) -> None:
        space = root.tag.rpartition("}")[0].lstrip("{") if isinstance(root.tag, str) else ""
        if space not in _SPACES:
            raise Unreadable("不是 Word 文档")
        self._w = f"{{{space}}}"
        self.room = Room()
        self.hidden = 0

    def local(self, element: Any) -> str:
        """The name of an element of the word processor; '' of any other."""
        tag = element.tag
        return tag[len(self._w) :] if isinstance(tag, str) and tag.startswith(self._w) else ""

    def changes(self, root: Any) -> int:
        """How many tracked insertions, deletions and moves there are."""
        return sum(1 for name in _CHANGES for _ in root.iter(self._w + name))

    def part(self, body: Any) -> FilePart:
        """The body as text and tables, in its order."""
        said: list[str] = []
        tables: list[FileTable] = []
        for element in self._blocks(body):
            if self.local(element) == "p":
                said += self._paragraph(element)
                continue
            rows = tuple(self._rows(element))
            if any(any(row) for row in rows):
                tables.append(FileTable(rows, caption(said[-3:])))
                said += ["\t".join(row).rstrip("\t") for row in rows if any(row)]
        return FilePart("", self.room.text("\n".join(said)), tuple(tables))

    def _blocks(self, element: Any) -> Iterator[Any]:
        """Paragraphs and tables in ``element``, through content controls and what wraps them."""
        for child in element:
            name = self.local(child)
            if name in ("p", "tbl"):
                yield child
            elif name not in _GONE and child.tag != _FALLBACK:
                yield from self._blocks(child)

    def _paragraph(self, element: Any) -> list[str]:
        """The lines of a paragraph, and after them those of the boxes that hang on it."""
        words: list[str] = []
        boxes: list[Any] = []
        self._collect(element, words, boxes)
        said = lines("".join(words))
        for box in boxes:
            for block in self._blocks(box):
                if self.local(block) == "p":
                    said += self._paragraph(block)
                else:
                    said += ["\t".join(row) for row in self._rows(block) if any(row)]
        return said

    def _collect(self, element: Any, words: list[str], boxes: list[Any]) -> None:
        for child in element:
            name = self.local(child)
            if name == "t":
                words.append(child.text or "")
            elif name in _SIGNS:
                words.append(_SIGNS[name])
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "r" and self._is_hidden(child):
                self.hidden += 1
            elif name not in _GONE and child.tag != _FALLBACK:  # drawn boxes come twice, new and as a fallback
                self._collect(child, words, boxes)

    def _is_hidden(self, run: Any) -> bool:
        vanish = run.find(f"{self._w}rPr/{self._w}vanish")
        return vanish is not None and vanish.get(self._w + "val") not in _OFF and run.find(f"{self._w}t") is not None

    def _rows(self, table: Any) -> Iterator[tuple[str, ...]]:
        for row in self._within(table, "tr"):
            if row.find(f"{self._w}trPr/{self._w}del") is not None:  # a row taken out by a tracked change
                continue
            cells = [""] * self._number(row.find(f"{self._w}trPr/{self._w}gridBefore"), 0)
            for found in self._within(row, "tc"):
                span = max(1, self._number(found.find(f"{self._w}tcPr/{self._w}gridSpan"), 1))
                cells += [self._cell(found), *[""] * (span - 1)]
            if not self.room.row(len(cells)):
                return
            yield tuple(cells[:MAX_COLUMNS])

    def _within(self, element: Any, wanted: str) -> Iterator[Any]:
        """Rows of a table or cells of a row, also those in content controls; not those of tables within."""
        for child in element:
            name = self.local(child)
            if name == wanted:
                yield child
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._within(child, wanted)

    def _cell(self, element: Any) -> str:
        merged = element.find(f"{self._w}tcPr/{self._w}vMerge")
        if merged is not None and merged.get(self._w + "val") != "restart":
            return ""
        said = [words for block in self._blocks(element) for words in self._block_lines(block)]
        return cell(" ".join(said))

    def _block_lines(self, block: Any) -> list[str]:
        if self.local(block) == "p":
            return self._paragraph(block)
        return [" ".join(filter(None, row)) for row in self._rows(block)]

    def _number(self, element: Any, default: int) -> int:
        value = element.get(self._w + "val", "") if element is not None else ""
        return min(int(value), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else default
