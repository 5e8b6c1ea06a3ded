"""TOML files written by people: read them, and say of every mistake where it stands and what was probably meant."""

import difflib
import errno
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

MAX_BYTES = 8_000_000
M = TypeVar("M", bound=BaseModel)


class BadInput(Exception):
    """What the user gave cannot be used. ``lines`` are ready to print, one mistake each, ``FILE:LINE: …`` where known.

    Raised by every reader of user input; the command line prints the lines and ends with exit code 2.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class TomlFile:
    """A parsed TOML file that remembers on which line each key stands."""

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.data = data
        self._lines = _key_lines(text)

    @classmethod
    def read(cls, path: Path) -> "TomlFile":
        """Read ``path``; raises BadInput when it is missing, too large, not UTF-8 or not TOML."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise BadInput(f"{path}: 打不开：{os_reason(error)}") from None
        if len(raw) > MAX_BYTES:
            raise BadInput(f"{path}: 文件过大（超过 {MAX_BYTES // 1_000_000} MB）")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise BadInput(f"{path}:{line}: 不是 UTF-8 编码的文本") from None
        return cls.of(path, text)

    @classmethod
    def of(cls, path: Path, text: str) -> "TomlFile":
        """``text`` as the file at ``path`` would hold it; raises BadInput when it is not TOML."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadInput(_toml_mistake(path, text, error)) from None
        except RecursionError:
            raise BadInput(f"{path}:1: 嵌套过深，无法读取") from None
        return cls(path, text, data)

    def line(self, *where: str | int) -> int:
        """The line (from 1) of the deepest part of ``where`` (keys and array indices) that stands in the file."""
        for length in range(len(where), 0, -1):
            if found := self._lines.get(tuple(where[:length])):
                return found
        return 1

    def mistake(self, where: Sequence[str | int], message: str) -> str:
        """``FILE:LINE: message`` for the key at ``where``."""
        return f"{self.path}:{self.line(*where)}: {message}"

    def validated(self, model: type[M]) -> M:
        """The file as ``model``; raises BadInput with one line a mistake."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            lines = [self._describe(model, details) for details in error.errors()]
            raise BadInput(*dict.fromkeys(lines)) from None

    def _describe(self, model: type[BaseModel], details: Any) -> str:
        where = [part for part in details["loc"] if not _is_union_tag(part)]
        key = str(where[-1]) if where else ""
        kind = details["type"]
        if kind == "extra_forbidden":
            message = f"不认识的字段“{key}”" + nearest(key, _fields_at(model, where[:-1]))
        elif kind == "missing":
            message = f"缺少必填字段“{key}”"
        elif kind in _TYPE_WORDS:
            message = f"字段“{_dotted(where)}”应为{_TYPE_WORDS[kind]}"
        elif kind == "value_error":
            message = str(details["ctx"]["error"])
        else:
            message = f"字段“{_dotted(where)}”的值不可用：{_shown(details.get('input'))}"
        return self.mistake(where, message)


_TYPE_WORDS = {
    "string_type": "文字（加引号）",
    "int_type": "整数",
    "int_parsing": "整数",
    "float_type": "数字",
    "float_parsing": "数字",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "list_type": "列表 [ … ]",
    "tuple_type": "列表 [ … ]",
    "dict_type": "一个表",
    "model_type": "一个表",
    "date_type": "日期，如 2023-08-31（不加引号）",
    "date_from_datetime_inexact": "日期，不带时间",
    "date_parsing": "日期，如 2023-08-31",
}


def nearest(word: str, valid: Iterable[str], cutoff: float = 0.5) -> str:
    """The end of a complaint: the nearest valid word, or '' when nothing is near (``cutoff``: 0 anything, 1 the same)."""
    close = difflib.get_close_matches(word, list(valid), n=1, cutoff=cutoff)
    return f"，是否想写“{close[0]}”？" if close else ""


def _fields_at(model: type[BaseModel], where: Sequence[str | int]) -> list[str]:
    """The field names valid at ``where`` inside ``model``, following lists of models."""
    here: type[BaseModel] = model
    for part in where:
        if isinstance(part, int):
            continue
        field = next((f for name, f in here.model_fields.items() if (f.alias or name) == part), None)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        here = inner
    return [f.alias or name for name, f in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None


def _is_union_tag(part: str | int) -> bool:
    return isinstance(part, str) and (part in ("date", "str", "int", "bool", "float") or part.startswith("function-"))


def _dotted(where: Sequence[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in where)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def os_reason(error: OSError) -> str:
    """Why the system refused, in a reader's words."""
    reasons = {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EISDIR: "这是一个文件夹",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EEXIST: "已经存在",
        errno.EROFS: "磁盘只读",
        errno.ENOSPC: "磁盘已满",
        errno.EADDRINUSE: "已被占用",
    }
    return reasons.get(error.errno or 0, f"系统错误 {error.errno}")


_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def _toml_mistake(path: Path, text: str, error: tomllib.TOMLDecodeError) -> str:
    found = _AT_LINE.search(str(error))
    line = int(found.group(1)) if found else text.count("\n") + 1
    said = _AT_LINE.sub("", str(error)).strip()
    shown = text.splitlines()[line - 1].strip()[:60] if line <= len(text.splitlines()) else ""
    return f"{path}:{line}: 不是合法的 TOML：{said}" + (f"（{shown}）" if shown else "")


_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*")(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"))*)\s*=(.*)$""")


def _key_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Map the path of each table, key and inline table to its line. tomllib has already vouched for the syntax."""
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    key: tuple[str | int, ...] = ()
    skipping = ""  # inside a multi-line string: its closing quotes
    depth = elements = 0  # inside a multi-line array: how deep, and how many inline tables began
    for number, line in enumerate(text.splitlines(), start=1):
        if skipping:
            if skipping in line:
                skipping = ""
            continue
        if depth == 0 and (header := _HEADER.match(line)):
            table = _table_path(_split_key(header.group(2)), header.group(1) == "[[", counts)
            lines.setdefault(table, number)
            continue
        value = line
        if depth == 0:
            if not (found := _KEY.match(line)):
                continue
            key = (*table, *_split_key(found.group(1)))
            lines.setdefault(key, number)
            value, elements = found.group(2), 0
        skipping = _open_quotes(value)
        for character in _bare(value):
            if character == "{" and depth == 1:
                lines.setdefault((*key, elements), number)
                elements += 1
            depth = max(0, depth + {"[": 1, "{": 1, "]": -1, "}": -1}.get(character, 0))
    return lines


def _table_path(keys: list[str], is_array: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    for position, key in enumerate(keys):
        path = (*path, key)
        last = position == len(keys) - 1
        if last and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _split_key(text: str) -> list[str]:
    return [part.strip().strip('"') for part in re.findall(r'"[^"]*"|[A-Za-z0-9_-]+', text)]


def _open_quotes(value: str) -> str:
    for quotes in ('"""', "'''"):
        if value.count(quotes) % 2:
            return quotes
    return ""


def _bare(value: str) -> str:
    """The line without strings and comment: what is left of its brackets."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', "", value).split("#", 1)[0]
