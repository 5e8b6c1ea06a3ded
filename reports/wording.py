"""How reports say things: words and shapes of statuses, dates, safe text, safe addresses, safe file names.

Everything a portal or a file wrote passes ``plain`` before it is printed: personal numbers masked, characters that steer
the display taken out, length bounded. ``address`` lets nothing but http and https become a link.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final
from urllib.parse import quote, urlsplit

from crawler.items import Outcome
from crawler.mask import mask, mask_address
from rules.model import STATUS_LABELS, Defect, Status, Strength

CHINA: Final = timezone(timedelta(hours=8))
MAX_ADDRESS: Final = 600
LONG: Final = 4000  # characters of one printed text; a title of megabytes must not make a page of megabytes


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as readers see it: never colour alone, always word and shape. ``letter`` is for narrow cells."""

    status: Status
    label: str
    shape: str
    letter: str


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: ``text`` is printed; ``href`` is '' when it may not become a link."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One thing a reader can open. ``copy`` is the path of its archived copy with the passage's anchor, '' without one."""

    title: str
    published: str
    quote: str
    address: Address
    copy: str
    fetched: str


_SHAPES: Final[dict[Status, tuple[str, str]]] = {
    Status.GAP: ("■", "问"),
    Status.LATE: ("▲", "逾"),
    Status.SUSPECT: ("？", "核"),
    Status.UNKNOWN: ("◇", "未"),
    Status.STATED: ("◎", "说"),
    Status.NOT_DUE: ("●", "期"),
    Status.MET: ("✓", "合"),
    Status.NOT_APPLICABLE: ("—", "不"),
    Status.MANUAL: ("※", "证"),
}

MARKS: Final[dict[Status, Mark]] = {status: Mark(status, STATUS_LABELS[status], *_SHAPES[status]) for status in _SHAPES}

STRENGTH_WORDS: Final[dict[Strength, str]] = {
    Strength.S: "文件原文",
    Strength.V1: "法律原文",
    Strength.V2: "转引",
    Strength.M: "经验",
    Strength.D: "经验",
}

DEFECT_WORDS: Final[dict[Defect, str]] = {
    Defect.ABSENT: "未见",
    Defect.OVERDUE: "逾期公布",
    Defect.MISSING_COLUMN: "缺栏目",
    Defect.BLANK_COLUMN: "空白栏目",
    Defect.STALE_COLUMN: "更新不及时",
    Defect.MISSING_ELEMENT: "要素不全",
    Defect.TOO_SHORT: "期限过短",
    Defect.WRONG_VALIDITY: "有效性标注有误",
    Defect.UNLINKED: "未相互关联",
    Defect.TOO_FEW_FORMS: "形式不足",
    Defect.COPIED: "内容雷同",
    Defect.THIN: "内容单薄",
    Defect.BROKEN: "有名无实",
    Defect.MISFILED: "放错栏目",
    Defect.WRONG_UNIT: "单位不符",
    Defect.WRONG_YEAR: "年度不符",
    Defect.UNDATED: "未注明日期",
    Defect.CONTRADICTORY: "前后不一致",
    Defect.EXPOSED: "载有个人号码",
    Defect.WRONG_FIGURES: "数字不符",
    Defect.UNREVISED: "套用旧稿",
}

OUTCOME_WORDS: Final[dict[str, str]] = {
    "": "本次没有查看",
    Outcome.OK: "已打开，没有看全",
    Outcome.EMPTY: "页面显示没有内容，没有看全",
    Outcome.BLOCKED: "拒绝访问",
    Outcome.UNREACHABLE: "打不开",
    Outcome.SOFT404: "网址不存在",
    Outcome.SHELL: "列表由脚本载入，未能读取",
    Outcome.ERROR: "页面出错",
}

GROUP_WORDS: Final[dict[str, str]] = {
    "constituent": "区政府组成部门",
    "departments": "区级部门",
    "townships": "乡镇",
    "subdistricts": "街道",
}

# Characters that reorder, hide or break a line of print. A reader sees that something stood there.
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
_BREAKS = re.compile("[\u0085\u2028\u2029]")
_RESERVED_NAMES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_URL_SAFE = "/:@!$&'()*+,;=-._~%?#[]"


def plain(text: str, limit: int = LONG) -> str:
    """``text`` fit for print: display controls replaced, personal numbers masked, at most ``limit`` characters."""
    shown = mask(neutral(text))
    return shown if len(shown) <= limit else shown[:limit] + "…"


def neutral(text: str) -> str:
    """``text`` without characters that steer the display or cannot be written as UTF-8."""
    return _STEERING.sub("\ufffd", _INVISIBLE.sub("", _BREAKS.sub(" ", text)))


def address(url: str) -> Address:
    """``url`` as text and, when it is an honest http(s) address without personal numbers, as a link."""
    url = url.strip()
    shown = neutral(mask_address(url))
    shown = shown if len(shown) <= MAX_ADDRESS else shown[:MAX_ADDRESS] + "…"
    try:
        parts = urlsplit(url)
        web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        web = False
    if not web or shown != url:
        return Address(shown, "")
    return Address(shown, quote(url, safe=_URL_SAFE))


def file_stem(name: str) -> str:
    """``name`` itself when it is a safe file name on every system, else a name derived from it."""
    if (
        re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", name)
        and not name.endswith(".")
        and not _RESERVED_NAMES.fullmatch(name.split(".")[0])
    ):
        return name
    return "x-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def prose(day: date) -> str:
    """2023年9月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def clock(stamp: str) -> str:
    """A recorded time as Beijing time to the second; what is not a time is printed as it stands."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return plain(stamp, 40)
    if at.tzinfo is not None:
        at = at.astimezone(CHINA)
    return at.strftime("%Y-%m-%d %H:%M:%S")


def opening(text: str, length: int = 30) -> str:
    """The first words of a long text, on one line."""
    line = " ".join(plain(text).split())
    return line if len(line) <= length else line[:length] + "…"


def share(part: int, whole: int) -> str:
    """``part`` of ``whole`` in per cent with one digit, rounded down: 99.9 never prints as 100."""
    if not whole:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"
