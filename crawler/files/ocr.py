"""扫描件和图片里的字：由 tesseract 识别。识别会有错，只给人看，不参与判定。

An extra: without the program and its Chinese data nothing is recognised and nothing else changes. Runs in the child that reads
files, under limits of its own, as a page takes seconds.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Any, Final

from crawler.files.bounds import Room, Unreadable
from crawler.files.model import FilePart, FileReading, FileState
from crawler.files.words import heading, lines

VERSION: Final = 1
KINDS: Final = ("pdf", "image")
MAX_PAGES: Final = 40  # recognised of one file
_DPI: Final = 200
_MAX_PIXELS: Final = 12_000_000  # of one page; A3 at 200 dpi has 7.7 million
_SECONDS: Final = 60.0  # for one page
_DATA: Final = "chi_sim"
# The program sets a blank between two Chinese signs now and then.
_GAP: Final = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]+(?=[\u3000-\u9fff\uff00-\uffef])")
# Figures printed wide come apart: 2 0 2 3 is a year, and a number that comes apart would not be masked.
_APART: Final = re.compile(r"(?<![\d.,])\d(?:[ \t]\d)+(?![\d.,])")


def missing() -> str:
    """What this machine lacks to recognise Chinese print, in words; '' when it has all."""
    if not _program():
        return "本机没有 tesseract（Debian：apt install tesseract-ocr tesseract-ocr-chi-sim）"
    return "" if _DATA in _languages() else "tesseract 没有中文识别数据（Debian：apt install tesseract-ocr-chi-sim）"


def recognise(content: bytes, kind: str) -> FileReading:
    """The words in the pictures of a PDF or an image, page by page. Raises Unreadable. The state stays SCANNED."""
    if lacks := missing():
        raise Unreadable(lacks)
    if kind not in KINDS:
        raise Unreadable("不是 PDF 或图片，不识别")
    room, count = Room(), _count(content) if kind == "pdf" else 1
    pictures = _pages(content) if kind == "pdf" else [("", content)]
    parts = [FilePart(label, room.text(_words(picture))) for label, picture in pictures]
    return FileReading(
        kind=kind,
        state=FileState.SCANNED,
        cause="文字由程序从图片识别，可能有错",
        parts=tuple(parts),
        page_count=count,
        heading=heading(part.text for part in parts[:2]),
        truncated=room.full or count > len(parts),
    )


def _pages(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Label and picture of each page that is to be recognised."""
    with closing(_opened(content)) as document:
        for number in range(min(len(document), MAX_PAGES)):
            yield f"第{number + 1}页", _picture(document, number)


def _count(content: bytes) -> int:
    with closing(_opened(content)) as document:
        return len(document)


def _opened(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PDF 已损坏、不完整或加密") from error


def _picture(document: Any, number: int) -> bytes:
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        held = io.BytesIO()
        page.render(scale=scale, grayscale=True).to_pil().save(held, "PNG", compress_level=1, dpi=(_DPI, _DPI))
        return held.getvalue()
    finally:
        page.close()


def _words(picture: bytes) -> str:
    """What the program reads in a picture; '' for one it cannot open or is not done with in time."""
    command = [_program(), "stdin", "stdout", "-l", _DATA, "-c", "preserve_interword_spaces=1"]
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS, check=False, env={"OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired:
        return ""
    return "\n".join(_together(line) for line in lines(done.stdout.decode("utf-8", "replace")))


def _together(line: str) -> str:
    return _APART.sub(lambda figures: re.sub(r"\s", "", figures.group()), _GAP.sub("", line))


@cache
def _program() -> str:
    return shutil.which("tesseract") or ""


@cache
def _languages() -> tuple[str, ...]:
    done = subprocess.run([_program(), "--list-langs"], capture_output=True, timeout=20, check=False)
    return tuple(done.stdout.decode("utf-8", "replace").split())
