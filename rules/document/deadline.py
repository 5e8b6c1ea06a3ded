"""Deadlines as task documents write them: a day where the words name one, else the words themselves.

Nothing is guessed: 「8月前」 may mean July or August and stays 「8月前」; 「每年1月31日前」 recurs; 「6月至12月」 is a span.
"""

import calendar
import re
import unicodedata
from datetime import date
from functools import lru_cache

_LONGEST = 40  # a longer cell is a sentence, not a deadline
_YEAR = r"(?:(?P<{0}>(?:19|20)\d{{2}})年|(?P<{0}rel>[今本当明次]|下一?)年)?"
_FIXED = re.compile(
    "|".join(
        (
            _YEAR.format("yd") + r"(?P<dm>1[0-2]|0?[1-9])月(?P<dd>\d{1,2})[日号]",
            r"(?P<iy>(?:19|20)\d{2})[-./](?P<im>1[0-2]|0?[1-9])[-./](?P<id>3[01]|[12]\d|0?[1-9])(?!\d)",
            _YEAR.format("ym")
            + r"(?P<mm>1[0-2]|0?[1-9])月份?(?P<part>[底末]|上旬|中旬|下旬|[初中])?(?P<before>之?前|以前)?",
            _YEAR.format("yq") + r"第?(?P<quarter>[1-4])季度?(?P<qend>[底末])?(?P<qbefore>之?前|以前)?",
            _YEAR.format("yh") + r"(?P<half>[上下])半年(?P<hend>[底末])?(?P<hbefore>之?前|以前)?",
            r"(?:(?P<yy>(?:19|20)\d{2})年?|(?P<yyrel>[今本当明次]|下一?)?年)度?(?:年?[底末终]|以?内)",
        )
    )
)
_RECURRING = re.compile(r"每(?:个|逢)?(?:半年|年度?|季度?|月|周|旬|日|天|次|批)|按(?:月|季度?|年|周)(?!度)|逐[年月季]")
_SPAN = re.compile(r"[年月日号季度底末旬\d](?:[-—–~～至到]|——)+(?:次年|明年|(?:19|20)\d{2}年|\d|第)")
_DURATION = re.compile(
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个?工作日|个?自然日|个月|小时|[日天周年])(?:之?内|以内)"
)
_BY_ORDER = re.compile(
    r"(?:按|依|根据)[^。，；]{0,24}(?:要求|规定|时限|时间|部署|进度|节点|计划|安排|通知)[^。，；]{0,8}|另行通知"
)
_STANDING = re.compile(
    r"(?:及时|长期|持续|常态化?|全年|常年|随时|实时|即时|适时|按时|按期|立即|即刻|马上|定期|不定期|动态|日常|经常|同步|即知即改|贯穿)"
    r"(?:及时|长期|持续|常态化?|全年|常年|随时|实时|即时|适时|按时|按期|立即|定期|不定期|动态|日常|经常|同步|性|地|度|并|且|和"
    r"|公开|坚持|推进|更新|开展|落实|实施|完成|执行|进行|抓好|发布|公布|公示|办理|推动|保持|整改|调整|报送|反馈|回应|检查|维护|抓|做|有效"
    r"|[、，,；;/])*"
)
# What may stand beside a day in a deadline's cell: 「8月31日前完成首轮更新」.
_FILLING = re.compile(
    r"(?:完成|办结|公开|发布|公布|更新|报送|开展|启动|实现|建成|上线|落实|到位|全部|基本|首[次轮批]|左右|以?前|之前|以内|内|底|并|于|在|至|到|起|后|次|篇|一|信息|形成"
    r"|变更|印发|任务|工作|阶段性?|集中|持续|推进|长期|坚持|常态化?|及时|全年|[、，,；;():（）])*"
)
_STUB = re.compile(
    r"(?:(?:19|20)\d{2}年)?(?:\d{1,2}月(?:\d{1,2})?)?|每.?|第?\d季|.半年?|及时|按[时期]|持续|长期|常态化?|定期|动态|实时|立即"
)
_DATE_LIKE = re.compile(r"\d{1,2}月|(?:19|20)\d{2}年|季度|半年|年[底末初中]")
_NUMERALS = re.compile(r"[一二三四五六七八九十〇○零]{1,4}(?=[年月日号季旬]|个月)")
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))


def read_deadline(text: str, year: int | None) -> date | str | None:
    """The day ``text`` names, else its words verbatim, else None when it holds no deadline.

    ``year`` completes days written without one (「8月31日」); without it such a day stays in words. Two days, a span, a
    recurring day or a day joined with 「长期坚持」 stay in words too: a person decides.
    """
    words = " ".join(text.split()).strip("。；;，, ")
    plain = _plain(words)
    if not plain or len(plain) > _LONGEST or "。" in plain:
        return None
    if _RECURRING.search(plain) or _SPAN.search(plain):
        return words
    found = list(_FIXED.finditer(plain))
    if len(found) == 1 and not _stands_beside(plain, found[0]) and (day := _day(found[0], year)):
        return day
    if found or _DATE_LIKE.search(plain) or _DURATION.search(plain):
        return words
    return words if _STANDING.fullmatch(plain) or _BY_ORDER.fullmatch(plain) else None


@lru_cache(maxsize=8192)
def is_deadline(cell: str) -> bool:
    """Whether a cell holds a deadline and hardly anything else: what tells a deadline column from text."""
    plain = _plain(cell.strip().rstrip("。；;"))
    if read_deadline(cell, 2000) is None or (cell.strip().endswith("。") and len(plain) > 12):
        return False
    rest = plain
    for pattern in (_FIXED, _RECURRING, _SPAN, _DURATION, _BY_ORDER):
        rest = pattern.sub("", rest)
    return bool(_FILLING.fullmatch(rest)) or bool(_STANDING.fullmatch(plain))


def is_stub(cell: str) -> bool:
    """Whether a deadline may well go on: 「8月」, 「每季」, 「及时」, 「2025年」."""
    return bool(_STUB.fullmatch(_plain(cell)))


def days_in(sentence: str, year: int | None) -> tuple[tuple[str, date], ...]:
    """Every fixed day a sentence names with 前 or 底, as (words, day): what a text says when its table has no deadline."""
    plain = _plain(sentence)
    named = []
    for found in _FIXED.finditer(plain):
        following = plain[found.end() : found.end() + 2]
        if not (re.search("[底末前内]$", found.group()) or re.match("之?前", following)):
            continue
        if day := _day(found, year):
            named.append((found.group(), day))
    return tuple(named)


def _plain(text: str) -> str:
    """Half width, without white space, Chinese numerals before 年, 月 and 日 as digits."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return _NUMERALS.sub(lambda m: _number(m.group()), squeezed)


def _number(numeral: str) -> str:
    if "十" not in numeral:
        return "".join(_DIGITS[c] for c in numeral)
    tens, _, ones = numeral.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return numeral
    return str(int(_DIGITS[tens] if tens else 1) * 10 + int(_DIGITS[ones] if ones else 0))


def _stands_beside(plain: str, found: re.Match[str]) -> bool:
    rest = plain[: found.start()] + plain[found.end() :]
    return bool(re.search("长期|持续|常态|全年|及时", rest))


def _day(found: re.Match[str], year: int | None) -> date | None:
    part = found.groupdict()
    try:
        if part["iy"]:
            return date(int(part["iy"]), int(part["im"]), int(part["id"]))
        if part["dm"]:
            return _on(_year(part, "yd", year), int(part["dm"]), int(part["dd"]))
        if part["mm"]:
            return _in_month(part, _year(part, "ym", year))
        if part["quarter"]:
            return None if _only_before(part, "q") else _on(_year(part, "yq", year), int(part["quarter"]) * 3, None)
        if part["half"]:
            return (
                None
                if _only_before(part, "h")
                else _on(_year(part, "yh", year), 6 if part["half"] == "上" else 12, None)
            )
    except ValueError:  # 2月30日
        return None
    return _on(_year(part, "yy", year), 12, 31)


def _year(part: dict[str, str | None], name: str, year: int | None) -> int | None:
    if written := part[name]:
        return int(written)
    if (part[name + "rel"] or "")[:1] in ("明", "次", "下") and part[name + "rel"] and year:
        return year + 1
    return year


def _in_month(part: dict[str, str | None], year: int | None) -> date | None:
    month, which = int(part["mm"] or 0), part["part"]
    if which in ("初", "中") or (part["before"] and not which):  # 8月前, 8月初: no single day
        return None
    return _on(year, month, {"上旬": 10, "中旬": 20}.get(which or ""))


def _only_before(part: dict[str, str | None], name: str) -> bool:
    """「三季度前」 may or may not include the quarter; 「三季度末前」 does."""
    return bool(part[name + "before"]) and not part[name + "end"]


def _on(year: int | None, month: int, day: int | None) -> date | None:
    """That day, or the month's last day when ``day`` is None."""
    if year is None:
        return None
    return date(year, month, day or calendar.monthrange(year, month)[1])
