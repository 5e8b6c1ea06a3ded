"""Personal numbers are found as pages and files are read: kind and place are kept, the number nowhere but in raw bytes."""

import sqlite3
import zlib
from pathlib import Path

import pytest
from stdnum import luhn
from stdnum.cn import ric

from crawler.archive.personal import key_of, marks_of_file, marks_of_page, pack_marks, unpack_marks
from crawler.demo.files import xlsx
from crawler.files.model import FileMember, FilePart, FileReading, FileState, FileTable
from crawler.files.store import masked
from crawler.items import Candidate, PageReading
from crawler.mask import mask
from tests.scripted_portal import article, list_page, scripted
from tests.test_files_crawl import audit, corpus_of, linked

_BODY = "51170319800101003"
IDENTITY = _BODY + ric.calc_check_digit(_BODY + "0")
MOBILE = "13900001234"
CARD = "622848000000000000" + luhn.calc_check_digit("622848000000000000")
KEY = b"k" * 32


def page(text: str, title: str = "公示") -> PageReading:
    return PageReading("http://x/", (("title", (Candidate(title, "heading"),)),), text, "html")


@pytest.mark.parametrize(("kind", "number"), [("identity", IDENTITY), ("mobile", MOBILE), ("mobile", "139-0000-1234"), ("bank_card", CARD)])
def test_each_kind_is_told_with_its_place_in_the_stored_text(kind: str, number: str) -> None:
    text = f"张某某，号码 {number}，另一处 {number}。"
    marks = marks_of_page(page(text), KEY)
    assert [(mark.kind, mark.where) for mark in marks] == [(kind, "text")] * 2
    stored = mask(text)
    assert all("*" in stored[mark.start : mark.end] and not stored[mark.end : mark.end + 1].isdigit() for mark in marks)
    assert marks[0].digest == marks[1].digest and number not in repr(marks)


def test_one_number_is_one_however_it_is_written_and_another_archive_cannot_tell() -> None:
    one, two = (marks_of_page(page(f"电话 {n}"), KEY)[0].digest for n in (MOBILE, "139 0000 1234"))
    assert one == two != marks_of_page(page(f"电话 {MOBILE}"), b"o" * 32)[0].digest


@pytest.mark.parametrize("text", ["统一社会信用代码 91510000MA62K7XW1Q", "电话 0818-2651234", "身份证 5117**********0030", "文号 〔2023〕26号"])
def test_what_is_no_personal_number_leaves_no_mark(text: str) -> None:
    assert marks_of_page(page(text), KEY) == ()


def test_cells_hidden_sheets_metadata_and_files_inside_are_told_apart() -> None:
    inner = FileReading("xlsx", FileState.READ, parts=(FilePart("名单", "", (FileTable((("姓名", IDENTITY),)),), hidden=True),))
    reading = FileReading("zip", FileState.READ, metadata=(("author", MOBILE),), members=(FileMember("a.xlsx", inner),))
    marks = marks_of_file(reading, KEY)
    told = [(m.kind, m.where, m.member, m.hidden, m.table, m.row, m.column) for m in marks]
    assert told == [("mobile", "metadata", "", False, -1, -1, -1), ("identity", "table", "a.xlsx", True, 0, 0, 1)]
    assert unpack_marks(pack_marks(marks)) == marks
    assert IDENTITY not in repr(masked(reading))


def test_the_key_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    key = key_of(tmp_path)
    assert key_of(tmp_path) == key and len(key) == 32
    assert (tmp_path / ".key").stat().st_mode & 0o077 == 0


def test_a_crawl_keeps_the_marks_and_no_table_holds_the_number(tmp_path: Path) -> None:
    with scripted() as portal:
        title = "区教育局2023年部门预算公开说明"
        portal.routes["/ys/"] = list_page([("/i/1.html", title, "2023-04-10")])
        portal.routes["/xw/"] = list_page([("/i/2.html", "区教育局召开全区教育工作会议", "2023-04-10")])
        portal.routes["/i/1.html"] = linked(title, ("/f/list.xlsx", "名单.xlsx"), text=f"联系人手机 {MOBILE}。" + "说明文字。" * 40)
        portal.routes["/i/2.html"] = article("区教育局召开全区教育工作会议", "2023-04-10")
        portal.routes["/f/list.xlsx"] = (200, {}, xlsx({"名单": [["姓名", "证件"], ["张某", IDENTITY]]}))
        audit(portal, tmp_path)
    corpus = corpus_of(tmp_path)
    marks = corpus.personal(next(corpus.articles("jiaoyu", ["budget"])))
    assert {(mark.kind, mark.where) for mark in marks} >= {("mobile", "text"), ("identity", "table")}
    with sqlite3.connect(tmp_path / "data" / "zwgk.sqlite") as db:
        dump = "\n".join(db.iterdump())
        blobs = [row[0] for table in ("crawl_reading", "crawl_text") for row in db.execute(f"select value from {table}")]
    for number in (IDENTITY, MOBILE):
        assert number not in dump and not any(number.encode() in zlib.decompress(blob) for blob in blobs)
