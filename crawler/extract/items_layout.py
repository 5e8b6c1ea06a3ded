"""Which columns of a table are those of a 公开事项目录: headers in one or two rows, split by blanks, repeated on later pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Column = Literal[
    "number", "first_level", "second_level", "content", "basis", "time_limit", "publisher", "channel", "audience", "manner", "level"
]  # fmt: skip
# The nine the standard asks for (基层政务公开标准目录): 公开事项 may stand undivided, and 序号 is none of them.
REQUIRED: Final[tuple[Column, ...]] = (
    "first_level", "content", "basis", "time_limit", "publisher", "channel", "audience", "manner", "level",
)  # fmt: skip
ALL: Final[tuple[Column, ...]] = ("number", "first_level", "second_level", *REQUIRED[1:])
NAMES: Final[dict[Column, str]] = {
    "number": "序号", "first_level": "公开事项", "second_level": "二级事项", "content": "公开内容（要素）", "basis": "公开依据",
    "time_limit": "公开时限", "publisher": "公开主体", "channel": "公开渠道和载体", "audience": "公开对象", "manner": "公开方式",
    "level": "公开层级",
}  # fmt: skip
TICKED: Final[frozenset[Column]] = frozenset(("audience", "manner", "level"))
_HEADERS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    ("number", re.compile(r"序号|编号|编码")),
    ("first_level", re.compile(r"(?:公开事项)?一级(?:公开)?(?:事项|目录)?(?:名称)?")),
    ("second_level", re.compile(r"(?:公开事项)?二级(?:公开)?(?:事项|目录)?(?:名称)?")),
    ("first_level", re.compile(r"(?:政务|信息|主动)?公开(?:事项|信息)(?:名称|类别)?|事项名称|事项")),
    ("content", re.compile(r"(?:主要)?公开(?:的)?内容.{0,8}|内容要素|内容\(要素\)")),
    ("basis", re.compile(r"(?:公开|法律|政策|法定)(?:的)?依据|依据")),
    ("time_limit", re.compile(r"公开(?:的)?(?:时限|时间|期限).{0,6}|时限")),
    ("publisher", re.compile(r"公开(?:的|责任)?(?:主体|单位|部门).{0,6}|责任(?:主体|单位|部门|科室)")),
    ("channel", re.compile(r"(?:公开)?(?:的)?(?:渠道|载体|平台)(?:[和及与、]?(?:渠道|载体|平台))?.{0,8}")),
    ("audience", re.compile(r"公开(?:的)?(?:对象|范围)")),
    ("manner", re.compile(r"公开(?:的)?(?:方式|形式|属性|类型)")),
    ("level", re.compile(r"公开(?:的)?层级")),
)
_SUBS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    ("first_level", re.compile(r"一级(?:公开)?(?:事项|目录)?(?:名称)?")),
    ("second_level", re.compile(r"二级(?:公开)?(?:事项|目录)?(?:名称)?")),
    ("audience", re.compile(r"(?:面向)?全社会|特定(?:群体|群众|对象|公众).{0,12}")),
    ("manner", re.compile(r"主动(?:公开)?|依申请(?:公开)?")),
    ("level", re.compile(r"[省市县区旗州]级?|[一-鿿]{0,4}[县市区]级.{0,8}|(?:乡|镇|街道|街|乡镇|镇街|村|社区).{0,8}")),
)
_GROUPS: Final[dict[Column, Column]] = {"second_level": "first_level"}  # its sub-headers stand under 公开事项
_LEAST: Final = 4  # columns a row must name to be the header
_HEADER_ROWS: Final = 12  # rows in which the header is looked for


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table holds: the column, and its sub-header (全社会, 依申请, 县级), '' without one."""

    columns: tuple[tuple[Column | None, str], ...]
    rows: int  # header rows, from the one that names the columns
    at: int  # the row the header begins in

    @property
    def present(self) -> frozenset[Column]:
        return frozenset(column for column, _ in self.columns if column)

    def of(self, column: Column) -> tuple[int, ...]:
        """Where a column stands; several for one with sub-headers."""
        return tuple(i for i, (name, _) in enumerate(self.columns) if name == column)


def squeezed(label: str) -> str:
    """A header without blanks, brackets in one style."""
    return re.sub(r"\s+", "", label).translate(str.maketrans("（）", "()"))


def find_layout(rows: Sequence[Sequence[str]], first: int = 0) -> Layout | None:
    """The header in the rows from ``first`` on; None when no row names enough columns."""
    for at in range(first, min(first + _HEADER_ROWS, len(rows))):
        if layout := header_at(rows, at):
            return layout
    return None


def header_at(rows: Sequence[Sequence[str]], at: int) -> Layout | None:
    """The header that begins in row ``at``, or None."""
    top = [_named(cell, _HEADERS) for cell in rows[at]]
    if len({name for name in top if name}) < _LEAST or "content" not in top:
        return None
    below = rows[at + 1] if at + 1 < len(rows) else ()
    subs = [_named(cell, _SUBS) for cell in below]
    words = [cell for cell in below if squeezed(cell)]
    known = sum(name is not None for name in subs)
    if known < 2 or known < len(words) / 2:
        return Layout(tuple((name, "") for name in _shared(top, rows[at])), 1, at)
    return Layout(_joined(top, rows[at], subs, below), 2, at)


@lru_cache(maxsize=4096)  # the same few words stand in thousands of rows
def _named(cell: str, names: tuple[tuple[Column, re.Pattern[str]], ...]) -> Column | None:
    label = squeezed(cell)
    if not label or len(label) > 20:
        return None
    return next((column for column, pattern in names if pattern.fullmatch(label)), None)


def _shared(top: Sequence[Column | None], cells: Sequence[str]) -> list[Column | None]:
    """A header merged over several columns holds for all of them."""
    shared: list[Column | None] = []
    for name, cell in zip(top, cells, strict=True):
        is_open = bool(shared) and not squeezed(cell)
        shared.append(shared[-1] if is_open and shared[-1] in TICKED | {"first_level"} else name)
    return shared


def _joined(
    top: Sequence[Column | None], cells: Sequence[str], subs: Sequence[Column | None], below: Sequence[str]
) -> tuple[tuple[Column | None, str], ...]:
    """Two rows of headers as one. Where the lower one lost its place (spans of rows left out), its words tell their column."""
    shared = _shared(top, cells)
    fits = all(sub is None or (i < len(shared) and shared[i] in (sub, _GROUPS.get(sub))) for i, sub in enumerate(subs))
    if fits:
        wide = max(len(shared), len(subs))
        named = [*shared, *[None] * (wide - len(shared))]
        lower = [*subs, *[None] * (wide - len(subs))]
        words = [*below, *[""] * (wide - len(below))]
        return tuple(
            (sub or name, squeezed(words[i]) if sub else "")
            for i, (name, sub) in enumerate(zip(named, lower, strict=True))
        )
    columns: list[tuple[Column | None, str]] = []
    for name, cell in zip(top, cells, strict=True):
        if not squeezed(cell):
            continue
        under = [
            (sub, squeezed(word))
            for sub, word in zip(subs, below, strict=True)
            if sub and _GROUPS.get(sub, sub) == name
        ]
        columns.extend(under or [(name, "")])
    return tuple(columns)
