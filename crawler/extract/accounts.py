"""政务新媒体账号清单：哪个平台、叫什么、谁主办、是否已关停。 Lists of a government's accounts on social platforms.

读得出：一行一个账号的表（平台、账号名称、主办单位、状态），一行一个单位、一列一个平台的表，“微信公众号：样本教育（区教育局）”一类的行。
读不出：二维码图片、画在图里的名单。
不是：电话地址表、检查情况表（由调用者按标题排除）；写明已注销、关停的账号另行标出。
依据：国办发〔2018〕123号关于账号登记内容的要求；各地公布的账号清单的通行写法。
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.extract.tables import Grid

version = 1

_MOST: Final = 3_000
_HEAD_ROWS: Final = 4
_SQUEEZED = re.compile(r"[\s\u200b-\u200d\ufeff\u2060]+")
_PLATFORMS: Final = (
    ("微信视频号", r"视频号"),
    ("微信小程序", r"小程序"),
    ("微信公众号", r"微信|公众号|订阅号|服务号"),
    ("腾讯微博", r"腾讯微博"),
    ("微博", r"微博"),
    ("抖音", r"抖音"),
    ("今日头条", r"头条"),
    ("快手", r"快手"),
    ("客户端", r"客户端|APP|App|app"),
    ("哔哩哔哩", r"哔哩|B站"),
    ("百家号", r"百家号"),
    ("企鹅号", r"企鹅号"),
    ("人民号", r"人民号"),
    ("川观号", r"川观"),
)
_PLATFORM_WORDS = re.compile("|".join(pattern for _, pattern in _PLATFORMS))
_NAME = re.compile(r"账号(?:名称?|全称)?$|昵称|公众号名称|新媒体名称|媒体名称|^名称$|小程序名称")
_OWNER = re.compile(r"主办|开办|责任单位|所属单位|主管单位|运维单位|^单位(?:名称)?$|^部门(?:名称)?$|^开设单位$")
_PLATFORM = re.compile(r"平台|账号类型|媒体类型|类型|类别|渠道|载体")
_STATUS = re.compile(r"状态|运行情况|运营情况|备注")
_NONE = re.compile(r"^(?:无|没有|未开[设通]|暂无|[-—–/\\、.]*)$")
_CLOSED = re.compile(r"注销|关停|停更|停用|关闭|停止|下线|并入|迁移")
_NOT_CLOSED = re.compile(r"(?:未|没有|不|无需)(?:关停|注销|停更|关闭|停止)|正常")
_LINE = re.compile(
    r"^(?:\d{1,3}[.、)）])?(?P<platform>[^:：\n]{2,10}?)[:：](?P<name>[^:：，。；（(\n]{2,24})[（(](?:主办单位[:：]?)?(?P<owner>[^）)\n]{2,24})[）)]",
    re.MULTILINE,
)
_MARKS = re.compile(r"[“”\"'‘’《》【】「」]")


@dataclass(frozen=True, slots=True)
class Account:
    """One account as listed; ``platform`` in one spelling, '' where a field is not told."""

    platform: str
    name: str
    owner: str
    closed: bool = False


def read_accounts(grids: Sequence[Grid], text: str = "") -> tuple[Account, ...]:
    """Every account that tables, or else lines of ``text``, list."""
    found = [account for grid in grids for account in _of_grid(grid)]
    if not found:
        found = [
            Account(platform_of(m["platform"]), _plain(m["name"]), _plain(m["owner"]))
            for m in _LINE.finditer(_blankless(text))
            if _PLATFORM_WORDS.search(m["platform"])
        ]
    return tuple(found[:_MOST])


def platform_of(words: str) -> str:
    """A platform in one spelling: 微信公众号 of 微信, 微信订阅号 and 官方公众号; what is not known stays as it is written."""
    plain = _plain(words)
    return next((name for name, pattern in _PLATFORMS if re.search(pattern, plain)), plain)


# ---- tables


def _of_grid(grid: Grid) -> Iterator[Account]:
    for at, head in enumerate(grid.rows[:_HEAD_ROWS]):
        cells = [_plain(cell) for cell in head]
        columns = _columns(cells)
        if "name" in columns and ("owner" in columns or "platform" in columns):
            yield from _long(grid, at + 1, columns)
            return
        wide = {n: platform_of(cell) for n, cell in enumerate(cells) if _PLATFORM_WORDS.search(cell) and len(cell) <= 10}
        if "owner" in columns and wide and columns["owner"] not in wide:
            yield from _wide(grid, at + 1, columns["owner"], wide)
            return


def _columns(cells: list[str]) -> dict[str, int]:
    """Which column holds what: 平台账号名称 is a name, 账号类型 a platform."""
    found: dict[str, int] = {}
    for n, cell in enumerate(cells):
        sort = next((s for s, p in (("name", _NAME), ("owner", _OWNER), ("platform", _PLATFORM), ("status", _STATUS)) if p.search(cell)), "")
        if sort:
            found.setdefault(sort, n)
    return found


def _long(grid: Grid, start: int, columns: dict[str, int]) -> Iterator[Account]:
    above: dict[str, str] = {}
    for at in range(start, len(grid.rows)):
        told = {sort: _cell(grid, at, n) for sort, n in columns.items()}
        for sort, n in columns.items():
            # A merged cell is written once. Where the source does not tell, a blank stays blank: nobody owns by a guess.
            if not told[sort] and sort != "name" and grid.covered and (at, n) in grid.covered:
                told[sort] = above.get(sort, "")
        above = told
        if told["name"] and not _NONE.match(told["name"]) and not _NAME.search(told["name"]):
            yield Account(platform_of(told.get("platform", "")), told["name"], told.get("owner", ""), _is_closed(told.get("status", "")))


def _wide(grid: Grid, start: int, owner_at: int, wide: dict[int, str]) -> Iterator[Account]:
    for at in range(start, len(grid.rows)):
        owner = _cell(grid, at, owner_at)
        for n, platform in wide.items():
            cell = _cell(grid, at, n)
            for name in re.split(r"[、，,；;/]", cell):
                if owner and name and not _NONE.match(name):
                    yield Account(platform, re.sub(r"[（(][^（()）]{0,12}[）)]$", "", name), owner, _is_closed(name))


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row]
    return _plain(cells[column]) if column < len(cells) else ""


def _is_closed(words: str) -> bool:
    return bool(_CLOSED.search(words)) and not _NOT_CLOSED.search(words)


def _plain(words: str) -> str:
    return _MARKS.sub("", _SQUEEZED.sub("", words))


def _blankless(text: str) -> str:
    return re.sub(r"[^\S\n]+", "", text[:200_000])
