"""What a file is, told by its bytes: right kinds, and what stands under a wrong name."""

import pytest

from crawler.demo import files as demo
from crawler.files.kinds import kind_of
from crawler.files.model import FileState
from crawler.files.read import read_file
from tests import files_made as made

WORDS = "云溪区财政局2025年部门预算公开说明"


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("pdf", "a.doc", made.pdf([made.shown(WORDS)])),
        ("docx", "a.pdf", made.docx(made.paragraphs(WORDS))),
        ("xlsx", "a.xls", made.xlsx({"表": [["a"]]})),
        ("ods", "a", made.ods("表", [["a"]])),
        ("ofd", "a.zip", made.ofd([made.ofd_line(WORDS, 10, 10)])),
        ("zip", "a.docx", made.packed({"a.txt": WORDS})),
        ("rtf", "a.doc", b"{\\rtf1\\ansi a}"),
        ("doc", "a.pdf", made.ole({"WordDocument": b"\xec\xa5"})),
        ("wps", "a.WPS", made.ole({"WordDocument": b"\xec\xa5"})),
        ("xls", "a", made.ole({"Workbook": b"\x09\x08"})),
        ("xls", "a", made.ole({"Book": b"\x09\x08"})),
        ("et", "a.et", made.ole({"Workbook": b"\x09\x08"})),
        ("image", "a.pdf", demo.png(4, 4, 1)),
        ("image", "a.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("text", "a.txt", WORDS.encode("gb18030")),
        ("text", "a", ("\ufeff" + WORDS).encode("utf-16")),
        ("pdf", "a", b"\r\n\r\n" + made.pdf([made.shown(WORDS)])),
    ],
)
def test_the_kind_is_told_by_content(kind: str, name: str, content: bytes) -> None:
    told = kind_of(content, name)
    assert (told.kind, told.cause) == (kind, "")


ERROR_PAGE = "<!DOCTYPE html>\n<html><head><title>404</title></head><body>您访问的文件不存在</body></html>".encode()


@pytest.mark.parametrize(
    ("name", "content", "kind", "cause"),
    [
        ("a.pdf", b"", "unknown", "是空文件"),
        ("a.pdf", b" \r\n\0" * 9, "unknown", "文件里只有空白"),
        ("a.pdf", ERROR_PAGE, "html", "不是文件而是网页"),
        ("a.doc", b"\xef\xbb\xbf  <!-- made -->\n<HTML><body>", "html", "不是文件而是网页"),
        ("a.doc", b"<script>location.href='/404'</script>", "html", "不是文件而是网页"),
        ("a.xls", b"<table><tr><td>1</td></tr></table>", "html", "不是文件而是网页"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", "html", "不是文件而是网页"),
        ("a.pdf", '{"code":404,"msg":"文件不存在"}'.encode(), "text", "文件名是 .pdf，内容却是一段文字"),
        ("", '{"code":404}'.encode(), "text", "不是文件而是接口的应答"),
        ("a.pdf", b"File not found.", "text", "文件名是 .pdf，内容却是一段文字"),
        ("a.docx", made.ole({"EncryptionInfo": b"\x04", "EncryptedPackage": b"x"}), "docx", "文件加密，需要密码"),
        ("a.doc", made.ole({"WordDocument": b"\xec\xa5" + bytes(9) + b"\x01"}), "doc", "文件加密，需要密码"),
        ("a.ppt", made.ole({"PowerPoint Document": b"x"}), "unknown", "是演示文稿，本程序不读"),
        ("a.doc", made.ole({"WordDocument": b"\xec\xa5"})[:1000], "doc", "文件已损坏或不完整"),
        ("a.pptx", made.packed({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "unknown", "是演示文稿，本程序不读"),
        ("a.docx", made.docx(made.paragraphs(WORDS))[:-40], "docx", "文件已损坏或不完整"),
        ("a.zip", made.packed({"a.txt": WORDS})[:60], "zip", "文件已损坏或不完整"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(90), "unknown", "是 RAR 压缩包，本程序不解压"),
        ("a.zip", b"7z\xbc\xaf\x27\x1c" + bytes(90), "unknown", "是 7z 压缩包，本程序不解压"),
        ("a.doc", bytes(range(256)) * 9, "unknown", "不认识的文件格式，或文件已损坏"),
        ("a.doc", b"<?xml version='1.0'?><w:wordDocument/>", "unknown", "是 XML 文件，不是正常的办公文件"),
    ],
)
def test_what_is_no_readable_file_says_why(name: str, content: bytes, kind: str, cause: str) -> None:
    reading = read_file(content, name)
    assert (reading.state, reading.kind, reading.cause) == (FileState.UNREADABLE, kind, cause)
    assert reading.text == ""


def test_a_text_that_talks_of_pages_is_a_text() -> None:
    reading = read_file("云溪区关于网站 <html> 标签的说明\n正文".encode(), "a.txt")
    assert (reading.kind, reading.state) == ("text", FileState.READ)


def test_a_page_that_quotes_a_pdf_is_a_page() -> None:
    assert kind_of(b"<html><body>%PDF-1.7 is missing</body></html>", "a.pdf").kind == "html"


def test_a_damaged_file_of_any_kind_is_unreadable_and_raises_nothing() -> None:
    whole = [
        made.pdf([made.shown(WORDS)]),
        made.docx(made.paragraphs(WORDS)),
        made.xlsx({"表": [["a"]]}),
        made.ofd([made.ofd_line(WORDS, 1, 1)]),
        made.ole({"Workbook": b"\x09\x08"}),
    ]
    for content in whole:
        for cut in range(8, len(content), max(1, len(content) // 40)):
            reading = read_file(content[:cut])
            assert reading.state is FileState.READ or reading.cause
            spoilt = content[:cut] + bytes(reversed(content[cut : cut + 64])) + content[cut + 64 :]
            reading = read_file(spoilt)
            assert reading.state is FileState.READ or reading.cause
