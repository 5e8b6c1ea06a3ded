"""doc、wps：先用 catdoc 读文字，读不出再用 LibreOffice 转成 docx；要表格时先用 LibreOffice。两样都没有就说没有。

Both are programs of the system, run within the limits of the process that calls (``bounded`` sets them for its child), each with
a time of its own, a home of its own and nothing of ours in its environment.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import olefile

from crawler.files import word
from crawler.files.bounds import MAX_TEXT, Room, Unreadable
from crawler.files.model import FileReading, FileState
from crawler.files.properties import Pairs, of_ole, pairs
from crawler.files.tabbed import part_of
from crawler.files.words import heading

NOT_INSTALLED: Final = "本机没有 catdoc 或 LibreOffice"
_CATDOC_SECONDS: Final = 8
_OFFICE_SECONDS: Final = 18
_SENSE = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_NONSENSE = re.compile("[\ufffd\ue000-\uf8ff]")


def missing() -> str:
    """Why a doc cannot be read here; '' when it can."""
    return "" if _catdoc() or _office() else NOT_INSTALLED


def read(content: bytes, tables: bool) -> FileReading:
    """Read a doc or wps. Raises Unreadable when no program is there or none made sense of it."""
    if cause := missing():
        raise Unreadable(cause)
    metadata, pictured = _told(content)
    ways = (_by_office, _by_catdoc) if tables else (_by_catdoc, _by_office)
    causes = []
    with tempfile.TemporaryDirectory(prefix="zwgk-doc-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(content)
        for way in ways:
            try:
                return replace(way(source), kind="doc", metadata=metadata)
            except Unreadable as error:
                causes.append(error.cause)
    if pictured and not any(causes):
        return FileReading("doc", FileState.SCANNED, "文档里只有图片，没有文字", metadata=metadata)
    raise Unreadable(next(filter(None, causes), "文件里读不出文字，可能已损坏"))


def _told(content: bytes) -> tuple[Pairs, bool]:
    """What the office program wrote about it, and whether it holds more than words could fill."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        streams: list[list[str]] = ole.listdir()
        data = ole.get_size("Data") if ["Data"] in streams else 0
        return pairs(of_ole(ole)), data > 20_000


def _catdoc() -> str:
    return shutil.which("catdoc") or ""


def _office() -> str:
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def _by_catdoc(source: Path) -> FileReading:
    """Text and rows of tables: catdoc parts cells by tabs. An Unreadable without a cause says that there was no text."""
    if not _catdoc():
        raise Unreadable("")
    said = _run([_catdoc(), "-w", "-s", "cp936", "-d", "utf-8", str(source)], source.parent, _CATDOC_SECONDS)
    room = Room()
    words = said[: 4 * MAX_TEXT].decode("utf-8", "replace")
    if len(_SENSE.findall(words)) < 2 or len(_NONSENSE.findall(words)) * 5 > len(words):
        raise Unreadable("")
    part = part_of(words.split("\n"), "\t", room)
    return FileReading("doc", FileState.READ, parts=(part,), heading=heading([part.text]), truncated=room.full)


def _by_office(source: Path) -> FileReading:
    """Converted to docx and read as such. An Unreadable without a cause says that there was no text."""
    if not _office():
        raise Unreadable("")
    home = source.parent / "home"
    home.mkdir(exist_ok=True)
    made = source.parent / "made"
    command = [
        _office(), f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source),
    ]  # fmt: skip
    _run(command, home, _OFFICE_SECONDS)
    result = made / "source.docx"
    if not result.is_file():
        raise Unreadable("LibreOffice 打不开，文件可能已损坏")
    reading = word.read(result.read_bytes(), tables=True)
    if not any(part.text for part in reading.parts):
        raise Unreadable("")
    return reading


def _run(command: list[str], home: Path, seconds: int) -> bytes:
    """What the program prints. It stays in the caller's process group, so that whoever ends that ends this."""
    environment = {"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    program = Path(command[0]).name
    with tempfile.TemporaryFile(dir=home) as printed:
        started = subprocess.Popen(
            command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.DEVNULL
        )
        try:
            code = started.wait(seconds)
        except subprocess.TimeoutExpired as error:
            _end(started)
            raise Unreadable(f"{program} 在 {seconds} 秒内没有读完") from error
        if code < 0:
            raise Unreadable(f"{program} 读取时异常退出，文件可能已损坏")
        printed.seek(0)
        return printed.read(8 * MAX_TEXT)


def _end(started: "subprocess.Popen[Any]") -> None:
    """End a program and what it started itself: soffice is a script whose children outlive it."""
    for pid in (*_children(started.pid), started.pid):
        try:
            os.kill(pid, 9)
        except ProcessLookupError:
            continue
    started.wait()


def _children(pid: int) -> list[int]:
    """The processes under ``pid``, deepest first."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [found for child in map(int, listed) for found in (*_children(child), child)]
