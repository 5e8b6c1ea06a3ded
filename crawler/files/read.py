"""One file into words: its kind told by content, then the reader of that kind. Never raises.

A crash of a library written in C takes the process with it: what comes from outside is read through ``bounded``.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final

from crawler.files import archives, ocr
from crawler.files.bounds import MAX_BYTES, Unreadable
from crawler.files.kinds import kind_of
from crawler.files.model import FileReading, FileState

OUT_OF_MEMORY: Final = "读取需要的内存过多，不读"
# Module and function of each kind's reader; loaded when first needed, as most are slow to load.
_READERS: Final = {
    "pdf": ("pdf", "read"),
    "docx": ("word", "read"),
    "doc": ("oldword", "read"),
    "wps": ("oldword", "read"),
    "xlsx": ("sheets", "read"),
    "xls": ("sheets", "read"),
    "et": ("sheets", "read"),
    "ods": ("sheets", "read"),
    "rtf": ("rtf", "read"),
    "ofd": ("ofd", "read"),
    "image": ("images", "read"),
    "text": ("text", "read"),
    "csv": ("text", "read_csv"),
}


def read_file(content: bytes, name: str = "", *, tables: bool = False) -> FileReading:
    """What ``content`` holds. ``name`` is the file's name as published, '' if unknown.

    ``tables`` asks for the tables of a PDF (slow) and the better ones of a doc; all others come with their tables anyway.
    """
    return _read(content, name, 0, archives.Allowance(), tables=tables)


def recognise_file(content: bytes, name: str = "") -> FileReading:
    """The words in the pictures of a scanned file, for people: see ``ocr``. UNREADABLE with its cause when there are none."""
    if refused := too_large(content):
        return refused
    kind = kind_of(content, name).kind
    try:
        return ocr.recognise(content, kind)
    except Unreadable as error:
        return unreadable(error.cause, kind)
    except MemoryError:
        return unreadable(OUT_OF_MEMORY, kind)
    except Exception as error:  # as below
        return unreadable(f"识别时出错，文件可能已损坏（{type(error).__name__}）", kind)


def unreadable(cause: str, kind: str = "unknown") -> FileReading:
    """A file that was not read, and why."""
    return FileReading(kind, FileState.UNREADABLE, cause)


def too_large(content: bytes) -> FileReading | None:
    """The reading of a file that is too large to be looked at; None of any other."""
    if len(content) <= MAX_BYTES:
        return None
    return unreadable(f"文件有 {len(content) // 1_000_000} MB，超过 {MAX_BYTES // 1_000_000} MB，不读")


def _read(content: bytes, name: str, depth: int, left: archives.Allowance, *, tables: bool) -> FileReading:
    if refused := too_large(content):
        return refused
    kind = "unknown"
    try:
        told = kind_of(content, name)
        kind = told.kind
        if told.cause:
            return unreadable(told.cause, kind)
        if kind == "zip":
            return archives.read(content, depth, left, partial(_read, tables=tables))
        return _unless_blank(replace(_reader(kind, name)(content, tables), kind=kind))
    except Unreadable as error:
        return unreadable(error.cause, kind)
    except MemoryError:
        return unreadable(OUT_OF_MEMORY, kind)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # on damaged files libraries fail in any way; a panic of one in Rust is no Exception
        return unreadable(f"读取时出错，文件可能已损坏（{type(error).__name__}）", kind)


def _unless_blank(reading: FileReading) -> FileReading:
    """A file without a word may be blank, or hold its words where we do not look: it proves nothing."""
    if reading.state is FileState.READ and not any(part.text for part in reading.parts):
        return replace(reading, state=FileState.UNREADABLE, cause="没有读出文字，可能是空白文件")
    return reading


def _reader(kind: str, name: str) -> Callable[[bytes, bool], FileReading]:
    module, function = _READERS["csv" if kind == "text" and name.lower().endswith(".csv") else kind]
    reader: Callable[[bytes, bool], FileReading] = getattr(import_module(f"crawler.files.{module}"), function)
    return reader
