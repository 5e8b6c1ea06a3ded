"""doc、wps：先直接读文件（pieces）；读不通的交给 LibreOffice 转成 docx，再不行用 catdoc。两样都没有就说没有。

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
from crawler.files.pieces import pieces_of
from crawler.files.properties import of_ole, pairs
from crawler.files.tabbed import Row, part_of
from crawler.files.words import heading

NOT_INSTALLED: Final = "本机没有 catdoc 或 LibreOffice"
_OFFICE_SECONDS: Final = 18
_CATDOC_SECONDS: Final = 8
_SENSE = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
# What Chinese becomes when it is taken for Latin: signs no Chinese document has many of.
_NONSENSE = re.compile(
    "[\u00a1-\u00a6\u00a8-\u00af\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u00ff\u0152-\u0192\u02c6\u02dc\u201a\u201e-\u2022\u2030\u2039\u203a\u2122\ufffd\ue000-\uf8ff]"
)
_NONSENSE_SHARE: Final = 0.003


def missing() -> str:
    """Why a doc that cannot be read directly cannot be read at all here; '' when it can."""
    return "" if _catdoc() or _office() else NOT_INSTALLED


def read(content: bytes, tables: bool) -> FileReading:
    """Read a doc or wps. Raises Unreadable when neither we nor a program made sense of it."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        told = of_ole(ole)
        pictured = ole.exists("Data") and ole.get_size("Data") > 20_000
        try:
            found = pieces_of(ole)
        except Unreadable:
            return replace(_by_programs(content), kind="doc", metadata=pairs(told))
    room = Room()
    room.full = found.truncated
    part = part_of(found.said, room)
    counts = (
        ("tracked_changes", found.tracked_changes),
        ("hidden_text", found.hidden_text),
        ("comments", found.comments),
    )
    scanned = pictured and not part.text
    return FileReading(
        kind="doc",
        state=FileState.SCANNED if scanned else FileState.READ,
        cause="文档里只有图片，没有文字" if scanned else "",
        parts=(part,),
        heading=heading([part.text]),
        metadata=pairs([*told, *((name, str(count)) for name, count in counts if count)]),
        truncated=room.full,
    )


def _by_programs(content: bytes) -> FileReading:
    """What a program of the system makes of it. Raises Unreadable with the cause of the last one asked."""
    if cause := missing():
        raise Unreadable(cause)
    cause = ""
    with tempfile.TemporaryDirectory(prefix="zwgk-doc-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(content)
        for is_there, way in ((_office(), _by_office), (_catdoc(), _by_catdoc)):
            if not is_there:
                continue
            try:
                return way(is_there, source)
            except Unreadable as error:
                cause = error.cause
    raise Unreadable(cause)


def _catdoc() -> str:
    return shutil.which("catdoc") or ""


def _office() -> str:
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def _by_office(program: str, source: Path) -> FileReading:
    """Converted to docx and read as such."""
    home, made = source.parent / "home", source.parent / "made"
    home.mkdir()
    command = [
        program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source),
    ]  # fmt: skip
    _run(command, home, _OFFICE_SECONDS)
    result = made / "source.docx"
    if not result.is_file():
        raise Unreadable("LibreOffice 打不开，文件可能已损坏")
    reading = word.read(result.read_bytes(), tables=True)
    if not _makes_sense("".join(part.text for part in reading.parts)):  # it opens anything, as text if need be
        raise Unreadable("文件里读不出文字，可能已损坏")
    return reading


def _by_catdoc(program: str, source: Path) -> FileReading:
    """Text, and rows of tables: catdoc parts cells by tabs."""
    printed = _run([program, "-w", "-s", "cp936", "-d", "utf-8", str(source)], source.parent, _CATDOC_SECONDS)
    words = printed.decode("utf-8", "replace")
    if not _makes_sense(words):
        raise Unreadable("文件里读不出文字，可能已损坏")
    room = Room()
    room.full = len(printed) >= 4 * MAX_TEXT
    part = part_of(map(_line_or_row, words.split("\n")), room)
    return FileReading("doc", FileState.READ, parts=(part,), heading=heading([part.text]), truncated=room.full)


def _line_or_row(words: str) -> str | Row:
    return tuple(words.split("\t")) if "\t" in words.strip() else words


def _makes_sense(words: str) -> bool:
    return len(_SENSE.findall(words)) > 1 and len(_NONSENSE.findall(words)) <= _NONSENSE_SHARE * len(words) + 1


def _run(command: list[str], home: Path, seconds: int) -> bytes:
    """What the program prints. It stays in the caller's process group, so that whoever ends that ends this."""
    environment = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
    }
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
        return printed.read(4 * MAX_TEXT)


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
