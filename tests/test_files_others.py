"""RTF, OFD, plain text and CSV."""

import pytest

from crawler.files.bounds import MAX_TEXT
from crawler.files.model import FileReading, FileState
from crawler.files.read import read_file
from tests import files_made as made

TITLE = "云溪区财政局2025年部门预算公开说明"


def rtf(body: str, head: str = "") -> FileReading:
    raw = "".join(c if ord(c) < 128 else "".join(f"\\'{b:02x}" for b in c.encode("gb18030")) for c in head + body)
    return read_file(b"{\\rtf1\\ansi\\ansicpg936 " + raw.encode() + b"}")


def test_rtf_in_its_code_page_is_read_with_its_tables() -> None:
    row = "\\trowd {}\\cell {}\\cell\\row "
    reading = rtf(
        f"{TITLE}\\par 收支总表\\par "
        + row.format("项目", "金额|万元")
        + row.format("人员经费", "12.5")
        + "\\pard 表后\\par ",
        "{\\info{\\author 某某}}",
    )
    assert (reading.kind, reading.state, reading.heading) == ("rtf", FileState.READ, TITLE)
    assert reading.text == f"{TITLE}\n收支总表\n项目\t金额|万元\n人员经费\t12.5\n表后"
    assert reading.parts[0].tables[0].rows == (("项目", "金额|万元"), ("人员经费", "12.5"))
    assert reading.parts[0].tables[0].caption == "收支总表"
    assert dict(reading.metadata) == {"author": "某某"}


def test_rtf_in_unicode_and_in_raw_bytes_is_read() -> None:
    unicode = "".join(f"\\u{ord(c)}?" for c in TITLE)
    assert rtf(unicode).text == TITLE
    assert read_file(b"{\\rtf1\\ansi\\ansicpg936 " + TITLE.encode("gb18030") + b"}").text == TITLE


def test_pictures_in_rtf_are_left_out() -> None:
    picture = "{\\pict\\pngblip " + "89504e47" * 4000 + "}"
    assert rtf(TITLE + picture).text == TITLE
    assert rtf(picture).state is FileState.SCANNED
    assert (
        read_file(b"{\\rtf1\\ansi\\ansicpg936 {\\pict\\bin9 \\}{\\cell}}" + TITLE.encode("gb18030") + b"}").text
        == TITLE
    )


def test_an_ofd_is_read_page_by_page_and_line_by_line() -> None:
    first = (
        made.ofd_line("金额", 60, 40, 20)
        + made.ofd_line("项目", 20, 40, 20)
        + made.ofd_line(TITLE, 30, 20)
        + made.ofd_line("（公", 20, 60, 10)
        + made.ofd_line("开）", 30, 60, 10)
    )
    reading = read_file(made.ofd([first, made.ofd_line("第二页", 20, 20)], "<ofd:Author>某某</ofd:Author>"))
    assert (reading.kind, reading.state, reading.page_count, reading.heading) == ("ofd", FileState.READ, 2, TITLE)
    assert [(part.label, part.text) for part in reading.parts] == [
        ("第1页", f"{TITLE}\n项目 金额\n（公开）"),
        ("第2页", "第二页"),
    ]
    assert dict(reading.metadata) == {"author": "某某"}


def test_what_stands_on_an_ofds_template_is_read_with_each_page() -> None:
    reading = read_file(made.ofd([made.ofd_line("正文", 20, 60)], template=made.ofd_line("云溪区人民政府文件", 20, 20)))
    assert reading.text == "云溪区人民政府文件\n正文"


def test_a_scanned_ofd_is_a_scan() -> None:
    reading = read_file(made.ofd(['<ofd:ImageObject ResourceID="1" Boundary="0 0 210 297"/>'] * 2))
    assert (reading.state, reading.cause) == (FileState.SCANNED, "是扫描件，2 页中 2 页没有文字")


def test_an_ofd_without_its_pages_is_unreadable() -> None:
    assert read_file(made.packed({"OFD.xml": "<a/>"})).cause == "没有一页，文件不完整"
    assert read_file(made.packed({"OFD.xml": "<a"})).cause == "文件内的 XML 已损坏或层次过深"
    whole = made.ofd([made.ofd_line(TITLE, 1, 1)])
    assert read_file(made.without(whole, "Doc_0/Pages/Page_0/Content.xml")).state is FileState.UNREADABLE
    locked = made.with_members(whole, {"Doc_0/Encrypt/Encryptions.xml": "<a/>"})
    assert read_file(locked).cause == "文件加密，需要密码"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_that_occur(encoding: str) -> None:
    reading = read_file(f"{TITLE}\r\n\r\n　　一、正文。㛃\r\n".encode(encoding), "a.txt")
    assert (reading.kind, reading.state, reading.text) == ("text", FileState.READ, f"{TITLE}\n一、正文。㛃")
    assert reading.heading == TITLE


def test_text_in_another_encoding_is_not_guessed() -> None:
    assert read_file("説明".encode("euc-jp") + b"\xff\xff", "a.txt").cause == "文字编码不是 UTF-8、GB18030"


def test_csv_is_a_table() -> None:
    reading = read_file('项目,金额\r\n"人员,经费",12.5\r\n'.encode("gb18030"), "a.csv")
    assert reading.parts[0].tables[0].rows == (("项目", "金额"), ("人员,经费", "12.5"))
    assert reading.text == "项目\t金额\n人员,经费\t12.5"


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_a_text_without_end_is_cut_and_says_so(name: str) -> None:
    reading = read_file("财政\n".encode() * (2 * MAX_TEXT), name)
    assert reading.truncated and reading.state is FileState.READ
    assert len(reading.text) <= MAX_TEXT
