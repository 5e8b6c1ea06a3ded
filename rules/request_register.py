"""依申请公开登记簿（CSV 或 Excel）：逐件算答复期限，看有没有逾期，哪些内容申请得多。 Every request of an uploaded register, with its due day.

A register comes from a unit, not from a website: no check reads it. ``read_file`` makes rows of it, ``answered_late``
says of one row whether the answer came in time: 20 working days from receipt (条例第三十三条), 20 more when the extension was told to
the applicant before the first day was over, from the receipt of the completed request when it was sent back (第三十条), and
without the time third parties were given (第三十二条, 第三十三条第四款). What a row does not tell is never counted against the unit.
``asked_often`` are leads, no faults: what was asked for again and again may be fit to be published (条例第四十四条).
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from crawler.archive.seen import number_key
from crawler.dates import find_dates
from crawler.page import decode
from crawler.tomlfile import BadInput, os_reason
from rules.deadlines import Due, workdays_after, workdays_between
from rules.texts import bigrams

DAYS: Final = 20
MORE_DAYS: Final = 20
_MOST_ROWS: Final = 5_000
_MAX_TEXT: Final = 5_000_000
_MAX_BYTES: Final = 20_000_000
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx, ods and et; xls
# Names of columns as units write them. The first that fits a heading wins.
_COLUMNS: Final[dict[str, re.Pattern[str]]] = {
    "corrected": re.compile(r"(?:收到|接收|提交)?补正(?:材料|后)?(?:的)?(?:收到|提交|接收|补齐|日期|时间)|补正(?:完成|收到)"),
    "asked": re.compile(r"补正(?:通知|告知)"),
    "third_asked": re.compile(r"第三方.{0,8}(?:发出|征求|发函|开始|送达)|征求第三方"),
    "third_answered": re.compile(r"第三方.{0,8}(?:回复|答复|反馈|结束|收到)"),
    "extended": re.compile(r"延期|延长"),
    "answered": re.compile(r"答复.{0,4}(?:日期|时间|日)|答复$|办结(?:日期|时间|日)|出具日期"),
    "received": re.compile(r"(?:收到|收件|登记|受理|接收|接件|申请)(?:申请|登记)?(?:的)?(?:日期|时间|日)|^(?:收到|收件)$"),
    "subject": re.compile(r"申请(?:公开)?(?:的)?(?:政府)?(?:信息)?(?:内容|事项|标题|名称)|所需(?:的)?(?:政府)?信息|信息(?:名称|内容|描述)|内容描述"),
    "number": re.compile(r"编号|序号|文号|受理号"),
}
_NO_HEAD: Final = "登记簿没有“收到日期”和“答复日期”两列的表头"
_NO: Final = frozenset(("", "否", "无", "未", "不", "/", "-", "—", "没有", "未延期", "不延期"))


OFTEN: Final = 3  # requests from which a subject counts as asked for often; the law names no number
_SHORTEST: Final = 4  # characters below which a subject names nothing
_ALIKE: Final = 0.75
_MOST_SUBJECTS: Final = 1_000
_FRONT = re.compile(r"^(?:申请人?|要求|请求|请|希望|依法|贵局|贵单位|贵府|向[^，。]{2,12}申请|公开|获取|提供|查询|查阅|复制|调取|关于|有关|对)+")
_BACK = re.compile(r"(?:的|相关|有关|政府信息|信息|情况|文件|材料|资料|内容|复印件|电子版|扫描件)+$")
_MARKS = re.compile(r"[^\u4e00-\u9fa5A-Za-z0-9〔〕]+")


class InTime(StrEnum):
    """What a row says. ``LABELS`` are what readers see."""

    ANSWERED = "answered"
    LATE = "late"
    OPEN = "open"  # not answered, and not yet due
    OVERDUE = "overdue"  # not answered, and the day is over
    UNKNOWN = "unknown"


LABELS: Final = {
    InTime.ANSWERED: "按期答复",
    InTime.LATE: "逾期答复",
    InTime.OPEN: "在办，未到期",
    InTime.OVERDUE: "逾期未答复",
    InTime.UNKNOWN: "无法计算",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One row. ``line`` counts from 1, the heading line included. ``extended`` is the day an extension was told, when it gives one."""

    line: int
    number: str
    received: date | None
    answered: date | None
    is_extended: bool = False
    extended: date | None = None
    asked: date | None = None  # 补正通知
    corrected: date | None = None  # 收到补正
    third_asked: date | None = None
    third_answered: date | None = None
    unreadable: tuple[str, ...] = ()  # cells that hold something that is no day
    subject: str = ""  # what was asked for, as the register has it


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its due day (None when it cannot be told) and one Chinese sentence."""

    request: Request
    in_time: InTime
    due: Due | None
    reason: str


@dataclass(frozen=True, slots=True)
class AskedOften:
    """One subject that several requests ask for, in the words of the first, and their lines."""

    subject: str
    lines: tuple[int, ...]


class NotARegister(ValueError):
    """The text has no heading line with a day of receipt and a day of the answer."""


def read_file(path: Path) -> tuple[Request, ...]:
    """The rows of a register as units keep it: CSV in UTF-8 or GBK, or the first sheet of a workbook that is one. Raises BadInput."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise BadInput(f"{path.name}：文件过大，不像是登记簿")
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}：{os_reason(error)}") from None
    try:
        if not content.startswith(_WORKBOOKS):
            return read_register(decode(content)[0])
        return _of_workbook(path)
    except NotARegister as error:
        raise BadInput(f"{path.name}：{error}") from None


def _of_workbook(path: Path) -> tuple[Request, ...]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError, KeyError):
        raise BadInput(f"{path.name}：文件打不开，请另存为 xlsx 或 CSV 再试") from None
    for rows in sheets:
        try:
            return of_rows([[_cell(value) for value in row] for row in rows[: _MOST_ROWS + 20]])
        except NotARegister:
            continue
    raise NotARegister(_NO_HEAD)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def read_register(text: str) -> tuple[Request, ...]:
    """The rows of a CSV (or tab-separated) text. Raises NotARegister when the columns cannot be told."""
    text = text[:_MAX_TEXT].lstrip("\ufeff")
    delimiter = "\t" if text[:2000].count("\t") > text[:2000].count(",") else ","
    try:
        return of_rows(list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter))[: _MOST_ROWS + 20])
    except csv.Error:
        raise NotARegister(_NO_HEAD) from None


def of_rows(rows: Sequence[Sequence[str]]) -> tuple[Request, ...]:
    """The requests of a table. Raises NotARegister when the columns cannot be told."""
    for at, row in enumerate(rows[:20]):
        places = _places(row)
        if {"received", "answered"} <= set(places):
            body = [(n, cells) for n, cells in enumerate(rows[at + 1 :], at + 2) if any(cell.strip() for cell in cells)]
            return tuple(_request(n, cells, places) for n, cells in body[:_MOST_ROWS])
    raise NotARegister(_NO_HEAD)


def answered_late(request: Request, as_of: date) -> Judged:
    """Whether the answer came in time, on day ``as_of``. Raises nothing."""
    if request.received is None or request.unreadable:
        what = f"“{request.unreadable[0]}”不是日期" if request.unreadable else "没有收到日期"
        return Judged(request, InTime.UNKNOWN, None, f"第 {request.line} 行{what}，无法计算")
    if request.answered and request.answered < request.received:
        return Judged(request, InTime.UNKNOWN, None, f"第 {request.line} 行答复日期早于收到日期，无法计算")
    if request.asked and not request.corrected:
        return _waiting_for_applicant(request)
    due = _due(request)
    extension = "，含延长 20 个工作日" if _may_extend(request) else ""
    told = f"收到 {request.corrected or request.received}，期限 {due}{extension}"
    if request.answered is None:
        over = due.surely_before(as_of)
        return Judged(request, InTime.OVERDUE if over else InTime.OPEN, due, f"{told}，{'截至 ' + str(as_of) + ' 未见答复' if over else '在办'}")
    if due.surely_before(request.answered):
        days = workdays_between(due.rolled, request.answered)
        return Judged(request, InTime.LATE, due, f"{told}，{request.answered} 答复，逾期 {days} 个工作日")
    return Judged(request, InTime.ANSWERED, due, f"{told}，{request.answered} 答复")


def asked_often(requests: Sequence[Request], least: int = OFTEN) -> tuple[AskedOften, ...]:
    """The subjects of at least ``least`` requests, most asked first: alike in their words and the same in their figures.

    Who asked is not kept, so that one person's repeated requests count each.
    """
    groups: list[tuple[str, frozenset[str], list[Request]]] = []
    for request in requests:
        key = _about(request.subject)
        if len(key) < _SHORTEST:
            continue
        pairs = bigrams(key)
        same = next((group for group in groups if group[0] == key or _is_alike(group[0], group[1], key, pairs)), None)
        if same:
            same[2].append(request)
        elif len(groups) < _MOST_SUBJECTS:
            groups.append((key, pairs, [request]))
    found = [AskedOften(group[0].subject[:100], tuple(each.line for each in group)) for *_, group in groups if len(group) >= least]
    return tuple(sorted(found, key=lambda each: (-len(each.lines), each.lines)))


def _about(subject: str) -> str:
    """What a subject is about: the number or the name of a document, else its words without those of asking."""
    if number := number_key(subject):
        return number
    named = re.search(r"《([^《》]{4,100})》", subject)
    plain = _MARKS.sub("", named[1] if named else subject[:200])
    return plain if named else _BACK.sub("", _FRONT.sub("", plain))


def _is_alike(one: str, pairs: frozenset[str], other: str, others: frozenset[str]) -> bool:
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return len(pairs & others) >= _ALIKE * len(pairs | others)


def _waiting_for_applicant(request: Request) -> Judged:
    """Sent back for completion, and no day on which it came back: the time has not begun to run."""
    if request.answered:
        return Judged(request, InTime.UNKNOWN, None, f"第 {request.line} 行通知了补正而没有写收到补正的日期，无法计算")
    return Judged(request, InTime.OPEN, None, f"{request.asked} 通知补正，未收到补正")


def _due(request: Request) -> Due:
    start = request.corrected or request.received
    assert start is not None
    days = DAYS + (MORE_DAYS if _may_extend(request) else 0) + _third_party_days(request)
    return workdays_after(start, days)


def _may_extend(request: Request) -> bool:
    """Whether the 20 further days count: the extension was told, and not after the first day was over."""
    if not request.is_extended:
        return False
    start = request.corrected or request.received
    if request.extended is None or start is None:
        return True
    first = workdays_after(start, DAYS + _third_party_days(request))
    return not first.surely_before(request.extended)


def _third_party_days(request: Request) -> int:
    """Working days third parties had, which do not count."""
    if request.third_asked is None or request.third_answered is None:
        return 0
    return workdays_between(request.third_asked, request.third_answered)


def _places(row: Sequence[str]) -> dict[str, int]:
    """Which column is which, by its heading; each heading serves once."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row[:60]):
        plain = re.sub(r"\s+", "", cell)
        name = next((n for n, pattern in _COLUMNS.items() if plain and len(plain) <= 30 and pattern.search(plain)), None)
        if name and name not in found:
            found[name] = at
    return found


def _request(line: int, cells: Sequence[str], places: dict[str, int]) -> Request:
    def cell(name: str) -> str:
        return cells[places[name]].strip() if name in places and places[name] < len(cells) else ""

    days = {name: _day(cell(name)) for name in ("received", "answered", "asked", "corrected", "third_asked", "third_answered")}
    unreadable = tuple(cell(name) for name, day in days.items() if day is None and cell(name) not in _NO)
    extended = cell("extended")
    return Request(
        line, cell("number")[:60], days["received"], days["answered"], extended not in _NO, _day(extended), days["asked"],
        days["corrected"], days["third_asked"], days["third_answered"], unreadable, cell("subject")[:300],
    )  # fmt: skip


def _day(words: str) -> date | None:
    if compact := re.fullmatch(r"(20\d{2})(\d{2})(\d{2})", words):
        try:
            return date(*(int(part) for part in compact.groups()))
        except ValueError:
            return None
    found = find_dates(words[:60])
    return found[0][0] if found else None
