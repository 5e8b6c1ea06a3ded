"""权责清单、公共服务事项清单的判读：列了哪些事项，各属哪一类行政权力。 What a unit's list of powers or of public services holds.

读得出：表格中“职权名称”“权力名称”“事项名称”“服务名称”一栏的各行；“职权类型”“类别”一栏，或小标题“一、行政许可”写明的类型；续页不带表头的表。
读不出：图片；没有名称一栏的表；只用文字叙述的清单（没有事项，不据以认定缺少）。
不是事项清单：公开事项目录、收费清单、抽查事项清单、负面清单，说编制、调整清单的通知和动态。
依据：年度要点“结合权责清单和公共服务事项清单，动态调整基层政务公开事项目录”。
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from crawler.extract.place import Passage, in_cell, kept
from crawler.files.model import FileTable

version = 1

KINDS: Final = (
    "行政许可", "行政处罚", "行政强制", "行政征收", "行政征用", "行政给付", "行政检查", "行政确认", "行政奖励", "行政裁决", "公共服务",
)  # fmt: skip
OTHER: Final = "其他行政权力"
_MOST: Final = 3_000
_HEAD_ROWS: Final = 6  # rows at the top of a table among which its header stands
_LIST = re.compile(r"权责清单|权力清单|责任清单|权力和责任清单|权力与责任清单|行政(?:权力|职权)(?:事项)?(?:清单|目录)|公共服务事项(?:清单|目录)|公共服务(?:清单|目录)")
_NO_LIST = re.compile(r"收费|抽查|负面|中介|证明|随机|公开事项|标准目录|推进|部署|召开|培训|会议|工作的通知|解读|说明$|通报|方案|办法|征求|考核")
_NAME = re.compile(r"(?:职权|权力|权责|事项|项目|服务|服务事项|主项|子项|行使)(?:事项)?名称|^事项$|^(?:行政)?(?:职权|权力)事项$|^公共服务事项$")
_KIND_HEAD = re.compile(r"(?:职权|权力|事项|权责|行政权力)?(?:类型|类别|种类|性质)")
_KIND = re.compile("|".join((*KINDS, OTHER)))
_SECTION = re.compile(r"^[一二三四五六七八九十（()）、\d.]{0,6}(?P<kind>" + _KIND.pattern + r")(?:类|事项)?(?:[（(]?(?:共)?\d{1,4}[项件][)）]?)?$")


@dataclass(frozen=True, slots=True)
class Power:
    """One matter of a list. ``kind`` is one of ``KINDS`` or ``OTHER``, '' when the list does not say."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class DutyList:
    """The matters of a list, each once, in its order; ``passages`` (power): the cells that name the first of them."""

    powers: tuple[Power, ...]
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    def of(self, kind: str) -> tuple[Power, ...]:
        return tuple(power for power in self.powers if power.kind == kind)


def is_duty_list(title: str) -> bool:
    """Whether a title is that of such a list."""
    plain = re.sub(r"\s+", "", title)
    return bool(_LIST.search(plain)) and not _NO_LIST.search(plain)


def read_duty_list(title: str, tables: Sequence[FileTable]) -> DutyList:
    """The matters that ``tables`` name. A list called 公共服务事项清单 holds public services, where it names no other kind."""
    known = "公共服务" if "公共服务" in title and "权" not in title else ""
    found: dict[tuple[str, str], Passage] = {}
    name_at: int | None = None
    kind_at: int | None = None
    section = known
    for t, table in enumerate(tables):
        head = _header(table)
        if head is not None:
            _, name_at, kind_at = head
        elif name_at is None:
            continue
        first = head[0] + 1 if head else 0
        for r, cells in enumerate(table.rows[first:], first):
            if heading := _heading(cells):
                section = heading
                continue
            name = _plain(cells[name_at]) if name_at is not None and name_at < len(cells) else ""
            told = _KIND.search(_plain(cells[kind_at])) if kind_at is not None and kind_at < len(cells) else None
            # A merged cell is written once: the kind holds until another is told.
            section = told.group() if told else section
            if 2 <= len(name) <= 200 and not name.isdigit() and len(found) < _MOST:
                found.setdefault((name, section), in_cell("power", name, t, r, name_at or 0))
    return DutyList(tuple(Power(*key) for key in found), kept(*list(found.values())[:20]))


def _header(table: FileTable) -> tuple[int, int, int | None] | None:
    """(row, column of the names, column of the kinds) of a table's header; of 主项 and 子项 the first."""
    for r, cells in enumerate(table.rows[:_HEAD_ROWS]):
        names = [c for c, cell in enumerate(cells) if len(_plain(cell)) <= 12 and _NAME.search(_plain(cell))]
        kinds = [c for c, cell in enumerate(cells) if len(_plain(cell)) <= 10 and _KIND_HEAD.fullmatch(_plain(cell))]
        if names and len(cells) > 1:
            return r, names[0], kinds[0] if kinds else None
    return None


def _heading(cells: Sequence[str]) -> str:
    """The kind that a heading over all columns names; '' of any other row."""
    filled = [cell for cell in dict.fromkeys(_plain(cell) for cell in cells) if cell]
    told = _SECTION.match(filled[0]) if len(filled) == 1 else None
    return told["kind"] if told else ""


def _plain(cell: str) -> str:
    return re.sub(r"\s+", "", cell)
