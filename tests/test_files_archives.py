"""Archives: members under their names, nested ones, and bombs of every make."""

import zipfile

import pytest

from crawler.files.archives import MAX_READ
from crawler.files.bounds import MAX_MEMBERS, MAX_UNPACKED
from crawler.files.model import FileState
from crawler.files.packed import TOO_LARGE
from crawler.files.read import read_file
from tests import files_made as made
from tests import pdfs_made as pdfs

WORDS = "云溪区财政局2025年部门预算公开说明"
BOMB = (FileState.UNREADABLE, TOO_LARGE)


def test_every_member_is_read_as_the_file_it_is() -> None:
    budget = pdfs.pdf([pdfs.shown(WORDS) + pdfs.ruled([("项目", "金额"), ("合计", "1")])])
    reading = read_file(
        made.packed({"预算/": b"", "预算/说明.docx": made.docx(made.paragraphs(WORDS)), "预算/表.pdf": budget}),
        tables=True,
    )
    assert (reading.kind, reading.state) == ("zip", FileState.READ)
    assert [(member.name, member.reading.kind, member.reading.heading) for member in reading.members] == [
        ("预算/说明.docx", "docx", WORDS),
        ("预算/表.pdf", "pdf", WORDS),
    ]
    assert len(reading.members[1].reading.parts[0].tables) == 1


def test_names_in_gbk_and_in_unmarked_utf8_are_read() -> None:
    names = ["部门预算/公开说明.txt", "附件１：收支总表.txt"]
    gbk = read_file(made.named({name.encode("gb18030"): WORDS.encode() for name in names}))
    utf8 = read_file(made.named({name.encode(): WORDS.encode() for name in names}))
    assert [member.name for member in gbk.members] == names
    assert [member.name for member in utf8.members] == names


def test_a_name_is_never_a_path() -> None:
    reading = read_file(made.packed({"../../etc/说明.txt": WORDS, "C:\\windows\\a.txt": WORDS}))
    assert [member.name for member in reading.members] == ["../../etc/说明.txt", "C:/windows/a.txt"]
    assert all(member.reading.state is FileState.READ for member in reading.members)


def test_what_systems_leave_behind_is_no_member() -> None:
    reading = read_file(
        made.packed({"说明.txt": WORDS, "__MACOSX/._说明.txt": b"\0\5", "a/Thumbs.db": b"x", ".DS_Store": b"x"})
    )
    assert [member.name for member in reading.members] == ["说明.txt"]


def test_an_archive_within_an_archive_is_read_and_no_deeper() -> None:
    two = read_file(made.nested_zips(2, WORDS.encode()))
    assert two.state is FileState.READ
    assert two.members[0].reading.members[0].reading.text == WORDS
    three = read_file(made.nested_zips(3, WORDS.encode()))
    assert three.state is FileState.UNREADABLE
    assert three.cause.endswith("压缩包套压缩包超过 2 层，不再解开")


def test_an_archive_of_which_nothing_was_read_is_not_read() -> None:
    pages = read_file(made.packed({"a.pdf": "<html><body>404</body></html>", "b.pdf": b""}))
    assert (pages.state, pages.cause) == (FileState.UNREADABLE, "压缩包内 2 个文件都没有读出：不是文件而是网页")
    scans = read_file(made.packed({"a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF"}))
    assert scans.state is FileState.SCANNED
    empty = read_file(made.packed({}))
    assert (empty.state, empty.cause) == (FileState.UNREADABLE, "压缩包里没有文件")


def test_a_locked_member_costs_only_itself() -> None:
    content = bytearray(made.packed({"甲.txt": WORDS, "乙.txt": WORDS}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    reading = read_file(bytes(content))
    assert [(m.reading.state, m.reading.cause) for m in reading.members] == [
        (FileState.UNREADABLE, "文件加密，需要密码"),
        (FileState.READ, ""),
    ]


def test_a_damaged_member_costs_only_itself() -> None:
    content = bytearray(made.packed({"甲.txt": WORDS * 50, "乙.txt": WORDS}))
    content[45:60] = bytes(15)
    reading = read_file(bytes(content))
    assert reading.state is FileState.READ
    assert reading.members[0].reading.state is FileState.UNREADABLE and reading.members[0].reading.cause


def test_more_members_than_are_read_are_said() -> None:
    reading = read_file(made.packed({f"{n}.txt": WORDS for n in range(MAX_READ + 1)}))
    assert reading.truncated and len(reading.members) == MAX_READ


def test_members_without_end_are_refused() -> None:
    reading = read_file(made.packed({f"{n}": b"" for n in range(MAX_MEMBERS + 1)}))
    assert (reading.state, reading.cause) == (
        FileState.UNREADABLE,
        f"包内有 {MAX_MEMBERS + 1} 个文件，超过 {MAX_MEMBERS} 个，不读",
    )


def test_a_member_too_large_or_too_well_packed_is_refused() -> None:
    one = read_file(made.huge("a.txt", MAX_UNPACKED + 10 * made.MILLION))
    assert (one.state, one.cause) == BOMB
    tight = read_file(made.huge("a.txt", 16 * made.MILLION))
    assert (tight.state, tight.cause) == BOMB
    assert read_file(made.packed({"a.txt": WORDS + " " * (8 * made.MILLION)})).state is FileState.READ


@pytest.mark.parametrize("size", [0, 1_000])
def test_a_directory_that_lies_about_sizes_unpacks_no_more_than_it_says(size: int) -> None:
    reading = read_file(made.lying(made.huge("a.txt", 64 * made.MILLION), size))
    assert reading.state is FileState.UNREADABLE and reading.cause


def test_members_that_share_their_bytes_are_counted_each() -> None:
    """One kernel of packed bytes under many names: small for each, too much for all."""
    kernel = made.packed({"a": b" " * (8 * made.MILLION)}, 9)
    reading = read_file(made.overlapping(kernel, 100))
    assert (reading.state, reading.cause) == BOMB


def test_the_names_the_tests_make_are_what_domestic_programs_write() -> None:
    """Guards the maker: zipfile itself must not understand these names."""
    content = made.named({"预算.txt".encode("gb18030"): b"x"})
    with zipfile.ZipFile(made.io.BytesIO(content)) as archive:
        assert archive.namelist() == ["预算.txt".encode("gb18030").decode("cp437")]
