"""Words in pictures: recognised where a person asks for it, shown to people, and deciding nothing."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from crawler.archive import Archive
from crawler.archive.offered import readings_of, shown_readings
from crawler.demo import files
from crawler.files import ocr
from crawler.files.bounded import OCR_LIMITS, Pool
from crawler.files.model import FileState
from crawler.files.store import pack_file, unpack_file
from reports.rendering import render
from tests.conftest import Audit
from tests.outside import lines, zwgk

SAID = ["样本区财政局2023年部门预算", "收入总计八百九十七万元", "联系电话13800138000"]
needs_ocr = pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())


def scan(said: list[str], ending: str = "PDF") -> bytes:
    """Print, photographed: no text is left."""
    document = pypdfium2.PdfDocument(files.pdf(said))
    picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    held = io.BytesIO()
    picture.save(held, ending)
    return held.getvalue()


@needs_ocr
@pytest.mark.parametrize("ending", ["PDF", "PNG", "JPEG"])
def test_print_is_recognised_page_by_page(ending: str) -> None:
    with Pool(OCR_LIMITS) as pool:
        content = scan(SAID, ending)
        assert pool.read(content).text == "" and pool.read(content).state is FileState.SCANNED
        found = pool.recognise(content)
    assert found.state is FileState.SCANNED and [part.label for part in found.parts] == ["第1页" if ending == "PDF" else ""]
    # The program's arithmetic differs between processors: one sign in a line may be taken for its like.
    for read, printed in zip(found.text.replace(" ", "").splitlines(), SAID[:2], strict=False):
        assert len(read) == len(printed) and sum(a != b for a, b in zip(read, printed, strict=True)) <= 1
    assert SAID[2][-11:] in found.text and "138****8000" in unpack_file(pack_file(found)).text


@needs_ocr
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是 PDF 或图片"),
        (b"%PDF-1.7 nothing", "已损坏"),
        (b"PK\x03\x04", "不是 PDF 或图片"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, ""),
    ],
)
def test_what_holds_no_picture_is_unreadable_or_empty(content: bytes, words: str) -> None:
    with Pool(OCR_LIMITS) as pool:
        found = pool.recognise(content, "a.pdf")
    assert words in found.cause and found.text == ""


@needs_ocr
def test_a_file_of_too_many_pages_is_recognised_as_far_as_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PAGES", 2)
    found = ocr.recognise(files.scanned_pdf(3, 1), "pdf")
    assert (len(found.parts), found.page_count, found.truncated) == (2, 3, True)


def test_without_the_program_nothing_is_done(demo: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(demo.data, tmp_path / "data")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = zwgk("read", str(demo.profile), "--data", str(tmp_path / "data"), "--ocr")
    assert (said.code, said.out) == (2, "") and "tesseract" in said.err and len(said.err.splitlines()) == 1


@needs_ocr
def test_what_is_recognised_is_shown_and_changes_no_verdict(demo: Audit, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo.data, data)
    done = zwgk("read", str(demo.profile), "--data", str(data), "--ocr")
    assert done.code == 0 and done.out.startswith("识别 2 份扫描附件"), done.out + done.err
    again = zwgk("read", str(demo.profile), "--data", str(data), "--ocr")
    assert again.out.startswith("识别 0 份")
    said = zwgk(
        "report", str(demo.profile), "dachuan-2023", "--as-of", "2023-09-20", "--data", str(data), "--out", str(tmp_path / "out")
    )
    assert said.code == 0, said.err
    assert lines(tmp_path / "out" / "findings.jsonl") == lines(demo.out / "findings.jsonl")


def test_a_scan_is_shown_by_what_was_recognised_in_it_under_a_warning(demo: Audit) -> None:
    archive = Archive.open(demo.data, "demo")
    cited = {e["snapshot"].removeprefix("sha256:") for f in lines(demo.out / "findings.jsonl") for e in f["evidence"] if e["snapshot"]}
    # What could not be read is cited, so that a person finds it.
    sha256, read = next((s, r) for s, r in readings_of(archive, cited).items() if r.state is FileState.SCANNED)
    assert shown_readings(archive, [sha256]) == {sha256: read}
    payload = archive.payload(sha256)
    assert "没有读出文字" in render(payload, "", (), read).note
    archive.close()
    found = replace(read, parts=(replace(read.parts[0], text="样本区财政局"),))
    copy = render(payload, "", (("q", "样本区财政局"),), found)
    assert copy.note.startswith("这是扫描件或图片") and copy.missing == ()
