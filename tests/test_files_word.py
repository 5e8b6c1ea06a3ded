"""docx and doc: text and tables in order, what is hidden or was changed, and programs that are not there."""

import io
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path

import docx
import olefile
import pytest

from crawler.files import oldword
from crawler.files.bounds import Unreadable
from crawler.files.model import FileReading, FileState
from crawler.files.read import read_file
from tests import files_made as made

TITLE = "云溪区财政局2025年部门预算公开说明"
BOX = (
    "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
)


def read(body: str, **others: str) -> FileReading:
    return read_file(made.docx(body, {f"word/{name}.xml": words for name, words in others.items()}))


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    document = docx.Document()
    document.core_properties.author = "某某"
    document.core_properties.created = datetime(2025, 2, 3, 1, 2, 3)
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph(TITLE)
    document.add_paragraph("收支总表")
    table = document.add_table(rows=3, cols=3)
    for at, words in enumerate(("项目", "金额", "备注", "人员经费", "12.5", "", "", "3", "无")):
        table.cell(at // 3, at % 3).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(1, 2))
    document.add_paragraph("表后")
    saved = io.BytesIO()
    document.save(saved)
    reading = read_file(saved.getvalue(), "a.docx")
    (part,) = reading.parts
    assert part.text == f"{TITLE}\n收支总表\n项目\t金额\t备注\n人员经费\t12.5\n\t3\t无\n表后"
    assert part.tables[0].rows == (("项目", "金额", "备注"), ("人员经费", "12.5", ""), ("", "3", "无"))
    assert part.tables[0].caption == "收支总表"
    assert reading.heading == TITLE and reading.page_count is None
    told = dict(reading.metadata)
    assert (told["author"], told["created"]) == ("某某", "2025-02-03 09:02:03")


def test_a_tracked_change_counts_and_its_outcome_is_read() -> None:
    reading = read(
        "<w:p><w:r><w:t>预算</w:t></w:r><w:ins><w:r><w:t>增加</w:t></w:r></w:ins><w:del><w:r><w:delText>减少</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>"
    )
    assert reading.text == "预算增加移来"
    assert dict(reading.metadata) == {"tracked_changes": "4"}


def test_hidden_words_are_counted_and_not_read() -> None:
    reading = read(
        "<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>内容</w:t></w:r></w:p>'
    )
    assert reading.text == "公开内容"
    assert dict(reading.metadata) == {"hidden_text": "1"}


def test_comments_are_counted() -> None:
    comments = f'<w:comments xmlns:w="{made.W}"><w:comment w:id="0"/><w:comment w:id="1"/></w:comments>'
    assert dict(read(made.paragraphs("正文"), comments=comments).metadata) == {"comments": "2"}


def test_a_drawn_box_is_read_once_and_field_codes_never() -> None:
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{BOX.format(made.paragraphs('框内'))}</w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    assert read(body).text == "正文\n框内"


def test_content_controls_and_rows_within_them_are_read() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = (
        f"<w:sdt><w:sdtContent>{made.paragraphs('控件内')}</w:sdtContent></w:sdt><w:tbl>"
        + row.format(made.paragraphs("甲"), made.paragraphs("乙"))
        + f"<w:sdt><w:sdtContent>{row.format(made.paragraphs('丙'), made.paragraphs('丁'))}</w:sdtContent></w:sdt></w:tbl>"
    )
    reading = read(body)
    assert reading.text == "控件内\n甲\t乙\n丙\t丁"
    assert reading.parts[0].tables[0].rows == (("甲", "乙"), ("丙", "丁"))


def test_a_table_within_a_cell_is_that_cells_text() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{made.paragraphs('内一')}</w:tc><w:tc>{made.paragraphs('内二')}</w:tc></w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc>{made.paragraphs('外')}{inner}</w:tc><w:tc>{made.paragraphs('右')}</w:tc></w:tr></w:tbl>"
    )
    reading = read(body)
    assert reading.parts[0].tables[0].rows == (("外内一 内二", "右"),)


def test_only_pictures_in_a_docx_are_a_scan() -> None:
    content = made.docx("<w:p><w:r><w:drawing/></w:r></w:p>", {"word/media/image1.jpeg": b"\xff\xd8\xff"})
    assert read_file(content).state is FileState.SCANNED


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (made.docx("<w:p>", head="<?"), "文件内的 XML 已损坏或层次过深"),
        (
            made.docx(made.paragraphs("正文"), head='<!DOCTYPE x [<!ENTITY a "b">]>'),
            "文件内的 XML 声明了实体，不是正常的办公文件，不读",
        ),
        (made.packed({"[Content_Types].xml": "<a/>", "word/styles.xml": "<a/>"}), "文件不完整，缺少 word/document.xml"),
    ],
)
def test_a_broken_docx_says_what_is_wrong(content: bytes, cause: str) -> None:
    reading = read_file(content)
    assert (reading.state, reading.kind, reading.cause) == (FileState.UNREADABLE, "docx", cause)


# ---- doc


def as_doc(content: bytes, folder: Path) -> bytes:
    """A docx as LibreOffice writes it as doc; the test is skipped where that is missing."""
    if not shutil.which("catdoc") or not shutil.which("soffice"):
        pytest.skip("本机没有 catdoc 或 LibreOffice（Debian：catdoc libreoffice-writer-nogui）")
    (folder / "made.docx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless", "--convert-to", "doc"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "made.docx")], check=True, capture_output=True, timeout=120
    )
    return (folder / "made.doc").read_bytes()


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph("预算收支情况如下。" * 30)
    table = document.add_table(rows=2, cols=3)
    for at, words in enumerate(("项目", "金额", "备注", "人员经费", "12.5", "含㛃字")):
        table.cell(at // 3, at % 3).text = words
    document.add_paragraph("表后")
    saved = io.BytesIO()
    document.save(saved)
    return as_doc(saved.getvalue(), tmp_path_factory.mktemp("doc"))


def test_a_doc_says_what_the_same_docx_says(tmp_path: Path) -> None:
    """Merged cells, lines within cells, fields, boxes, a rare character, changes, hidden words, two tables in a row."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/>{more}</w:tcPr>{words}</w:tc>'

    def row(*cells: tuple[str, int]) -> str:
        made_cells = "".join(
            cell.format(
                w=2000 * span,
                more=f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
                words=made.paragraphs(*words.split("/")),
            )
            for words, span in cells
        )
        return f"<w:tr>{made_cells}</w:tr>"

    grid = '<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{}</w:tbl>'
    body = (
        made.paragraphs(TITLE, "一般公共预算财政拨款支出情况说明如下，" * 20, "生僻字𠮷㛃，表情")
        + "<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r><w:r><w:t>内容</w:t></w:r>"
        + '<w:ins w:id="1" w:author="a" w:date="2025-01-01T00:00:00Z"><w:r><w:t>增加</w:t></w:r></w:ins>'
        + '<w:del w:id="2" w:author="a" w:date="2025-01-01T00:00:00Z"><w:r><w:delText>减少</w:delText></w:r></w:del></w:p>'
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://127.0.0.1/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>域结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + grid.format(
            row(("项目", 1), ("金额", 2)) + row(("合计", 1), ("", 1), ("1.5", 1)) + row(("人员/经费", 2), ("2", 1))
        )
        + made.paragraphs("两表之间")
        + grid.format(row(("甲", 1), ("", 1), ("", 1)))
        + made.paragraphs("表后")
    )
    content = made.docx(body)
    old, new = read_file(as_doc(content, tmp_path), "a.doc"), read_file(content, "a.docx")
    assert old.state is FileState.READ
    assert old.parts == new.parts
    assert new.parts[0].tables[0].rows == (("项目", "金额", ""), ("合计", "", "1.5"), ("人员经费", "", "2"))
    counts = [("hidden_text", "1"), ("tracked_changes", "2")]
    assert (
        [pair for pair in old.metadata if pair in counts] == [pair for pair in new.metadata if pair in counts] == counts
    )


def test_a_doc_is_read_with_its_tables(doc: bytes) -> None:
    reading = read_file(doc, "a.doc")
    assert (reading.kind, reading.state, reading.heading) == ("doc", FileState.READ, TITLE)
    assert reading.text.endswith("项目\t金额\t备注\n人员经费\t12.5\t含㛃字\n表后")
    assert [table.rows for part in reading.parts for table in part.tables] == [
        (("项目", "金额", "备注"), ("人员经费", "12.5", "含㛃字"))
    ]


def test_a_wps_is_read_as_a_doc_is(doc: bytes) -> None:
    assert read_file(doc, "a.wps").kind == "wps"
    assert read_file(doc, "a.wps").text == read_file(doc, "a.doc").text


def older(content: bytes) -> bytes:
    """The same doc, said to be of a Word whose files are left to the programs."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        at = content.index(ole.openstream("WordDocument").read(32))
    return content[: at + 2] + b"\x65\x00" + content[at + 4 :]


def test_what_we_cannot_read_a_program_can(doc: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(ole: object) -> None:
        raise Unreadable("made")

    whole = read_file(doc, "a.doc")
    monkeypatch.setattr(oldword, "pieces_of", refuse)
    by_office = read_file(doc, "a.doc")
    assert (by_office.text, by_office.parts) == (whole.text, whole.parts)


def test_catdoc_is_not_believed_when_it_garbles(doc: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oldword, "_office", lambda: "")
    reading = read_file(older(doc), "a.doc")
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, "文件里读不出文字，可能已损坏")


def test_without_either_program_the_cause_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = read_file(made.ole({"WordDocument": b"\xec\xa5"}), "a.doc")
    assert (reading.state, reading.kind, reading.cause) == (
        FileState.UNREADABLE,
        "doc",
        "本机没有 catdoc 或 LibreOffice",
    )


def test_a_program_that_hangs_is_ended_with_what_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "catdoc"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/child\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(oldword, "_catdoc", lambda: str(program))
    monkeypatch.setattr(oldword, "_office", lambda: "")
    monkeypatch.setattr(oldword, "_CATDOC_SECONDS", 1)
    reading = read_file(made.ole({"WordDocument": b"\xec\xa5"}), "a.doc")
    assert (reading.state, reading.cause) == (FileState.UNREADABLE, "catdoc 在 1 秒内没有读完")
    status = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/status")
    until = time.monotonic() + 20  # a busy machine takes its time to bury
    while status.exists() and "zombie" not in status.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert not status.exists() or "zombie" in status.read_text()


def test_a_doc_that_makes_no_sense_is_unreadable(doc: bytes) -> None:
    reading = read_file(made.ole({"WordDocument": b"\xec\xa5" + bytes(600)}), "a.doc")
    assert reading.state is FileState.UNREADABLE and reading.cause
