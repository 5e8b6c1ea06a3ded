"""Files a document comes in: docx, PDF, old encodings, and what is no document."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import docx
import pytest

from rules.document import UnreadableDocument, read_document
from tests.test_document import BODY, HEAD


def docx_table(path: Path, rows: Iterable[Iterable[str]], merges: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    document = docx.Document()
    for line in HEAD.split("\n"):
        document.add_paragraph(line)
    cells = [list(row) for row in rows]
    made = document.add_table(rows=len(cells), cols=len(cells[0]))
    for at, row in enumerate(cells):
        for column, text in enumerate(row):
            made.cell(at, column).text = text
    for top, left, bottom, right in merges:
        text = made.cell(top, left).text
        made.cell(top, left).merge(made.cell(bottom, right)).text = text
    document.save(str(path))
    return path


def test_merged_cells_of_a_docx_count_for_every_row_they_span(tmp_path: Path) -> None:
    rows = [
        ("序号", "工作任务", "具体要求", "责任单位", "完成时限"),
        ("一、扩大主动公开", "", "", "", ""),
        ("1", "推进财政公开", "做好预决算公开。", "县财政局", "8月底前"),
        ("2", "", "规范公开格式。", "", "全年"),
        ("3", "做好解读", "丰富解读形式。\n办好在线访谈。", "县司法局\n县政府办公室", "9月30日"),
    ]
    draft = read_document(docx_table(tmp_path / "table.docx", rows, [(1, 0, 1, 4), (2, 1, 3, 1), (2, 3, 3, 3)]))
    assert [(r.section, r.task, r.text, r.units, r.deadline) for r in draft.rows] == [
        (1, "推进财政公开", "做好预决算公开。", ("县财政局",), date(2025, 8, 31)),
        (1, "推进财政公开", "规范公开格式。", ("县财政局",), "全年"),
        (1, "做好解读", "丰富解读形式。办好在线访谈。", ("县司法局", "县政府办公室"), date(2025, 9, 30)),
    ]
    assert (draft.number, draft.issued) == ("云溪县府办〔2025〕3号", date(2025, 4, 18))
    assert not draft.doubts


def test_a_text_in_gb18030_reads_like_one_in_utf8(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes((HEAD + BODY).encode("gb18030"))
    new.write_bytes((HEAD + BODY).encode("utf-8-sig"))
    assert read_document(old) == read_document(new)


def pdf(texts: Iterable[tuple[int, int, str]], lines: Iterable[tuple[int, int, int, int]]) -> bytes:
    """A one-page PDF with Chinese text and ruling lines, without an embedded font."""
    words = b"".join(
        b"BT /F 10 Tf %d %d Td <%s> Tj ET\n" % (x, y, t.encode("utf-16-be").hex().encode()) for x, y, t in texts
    )
    content = words + b"".join(b"%d %d m %d %d l S\n" % line for line in lines)
    info = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Contents 7 0 R >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        + info
        + b" /FontDescriptor 6 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93"
        b" /ItalicAngle 0 /FontBBox [-25 -254 1000 880] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, entry in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    table_of_places = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table_of_places + trailer


def test_a_ruled_table_in_a_pdf_is_read_by_its_lines(tmp_path: Path) -> None:
    xs, ys = (50, 80, 160, 380, 480, 540), (700, 680, 640, 600)
    upright = [(x, ys[0], x, ys[-1]) for x in xs]
    level = [(xs[0], y, xs[-1], y) for y in (700, 680, 600)] + [
        (50, 640, 80, 640),
        (160, 640, 540, 640),
    ]  # the task is merged
    texts = [(100, 800, "云溪县府办〔2025〕3号"), (100, 780, "关于印发《2025年全县政务公开工作要点》的通知")]
    texts += [
        (x + 2, 685, word)
        for x, word in zip(xs, ("序号", "任务名称", "工作内容", "责任单位", "完成时限"), strict=False)
    ]
    texts += [(52, 660, "1"), (162, 665, "做好财政预决算信息公开，规范公开格式，方便"), (162, 650, "群众查阅。")]
    texts += [(382, 665, "县财政局、县审"), (382, 650, "计局"), (482, 660, "8月底前"), (82, 640, "推进公开")]
    texts += [
        (52, 620, "2"),
        (162, 620, "完善政策文件库。"),
        (382, 625, "县司法局"),
        (382, 612, "县政府办公室"),
        (482, 620, "全年"),
    ]
    path = tmp_path / "table.pdf"
    path.write_bytes(pdf(texts, [*upright, *level]))
    draft = read_document(path)
    assert [(r.task, r.text, r.units, r.deadline) for r in draft.rows] == [
        (
            "推进公开",
            "做好财政预决算信息公开，规范公开格式，方便群众查阅。",
            ("县财政局", "县审计局"),
            date(2025, 8, 31),
        ),
        ("推进公开", "完善政策文件库。", ("县司法局", "县政府办公室"), "全年"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "空文件"),
        ("blank.txt", b" \n\t\n", "空文件"),
        ("false.pdf", "一、扩大公开".encode(), "内容却不是"),
        ("broken.pdf", b"%PDF-1.4\nnothing follows", "PDF 打不开"),
        ("false.docx", b"PK\x03\x04 but no archive", "损坏"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版"),
        ("page.txt", b"<!DOCTYPE html><html><body>x</body></html>", "网页"),
        ("bytes.txt", bytes(range(256)) * 4, "不是文本"),
    ],
)
def test_what_is_no_document_is_refused_in_one_chinese_line(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as refused:
        read_document(path)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="没有这个文件"):
        read_document(tmp_path / "absent.txt")


def test_a_pdf_without_text_is_called_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf([], []))
    with pytest.raises(UnreadableDocument, match="扫描件"):
        read_document(path)
