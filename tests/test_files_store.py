"""A file's reading as stored: whole, masked, and refused when it is none."""

import zlib
from dataclasses import replace

import pytest

from crawler.files.model import FileMember, FilePart, FileReading, FileState, FileTable
from crawler.files.store import READER, VERSION, from_bytes, pack_file, to_bytes, unpack_file

MOBILE = "13800138000"
PART = FilePart("第1页", "云溪区\n项目\t金额", (FileTable((("项目", "金额"), ("", "1")), "表一"),), hidden=True)
READING = FileReading(
    "zip", FileState.READ, "", (PART,), 3, "云溪区", (("author", "某某"), ("hidden_sheets", "底稿")),
    (FileMember("目录/说明.docx", FileReading("docx", FileState.UNREADABLE, "文件加密，需要密码")),), True,
)  # fmt: skip


def test_a_reading_comes_back_as_it_was() -> None:
    assert unpack_file(pack_file(READING)) == READING
    assert unpack_file(pack_file(replace(READING, page_count=None))).page_count is None
    assert (READER, VERSION) == ("file", 3)


def test_equal_readings_are_equal_bytes() -> None:
    assert pack_file(READING) == pack_file(unpack_file(pack_file(READING)))


def test_personal_numbers_are_masked_wherever_they_stand() -> None:
    part = FilePart(MOBILE, f"电话{MOBILE}", (FileTable(((MOBILE,),), MOBILE),))
    inner = FileReading("docx", FileState.READ, parts=(part,))
    whole = FileReading(
        "zip", FileState.READ, MOBILE, (part,), 1, MOBILE, (("author", MOBILE),), (FileMember(MOBILE, inner),)
    )
    plain = zlib.decompress(pack_file(whole)).decode()
    assert MOBILE not in plain and plain.count("138****8000") == 12


def test_where_identity_numbers_stood_is_kept_and_the_numbers_are_not() -> None:
    number = "11010519491231002X"  # the sample of GB 11643
    parts = (FilePart("第1页", "没有"), FilePart("第2页", f"身份证号：{number}\n{number}"), FilePart("", "案件编号：110105194912310021"))
    kept = unpack_file(pack_file(FileReading("pdf", FileState.READ, parts=parts)))
    assert kept.metadata == (("identity_numbers", "第2页：2 处"),)
    assert number not in str(kept) and unpack_file(pack_file(kept)) == kept


def test_what_is_not_personal_is_stored_as_it_was() -> None:
    words = "统一社会信用代码 11510000MB1234567X 发文字号 云府发〔2025〕3号 金额 1,234.56"
    assert unpack_file(pack_file(FileReading("docx", FileState.READ, parts=(FilePart("", words),)))).text == words


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"x",
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        zlib.compress(b'{"kind":1'),
        to_bytes(READING)[:-9],
        zlib.compress(b" " * 2_000_000),
    ],
)
def test_what_is_no_reading_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(blob, 1_000_000)


def test_a_reading_larger_than_allowed_is_refused() -> None:
    with pytest.raises(ValueError, match="larger"):
        from_bytes(to_bytes(READING), 100)
