"""预决算标题与正文的判读：是预算还是决算、哪一年、谁的。 What a title or a file's name says of a fiscal report.

读得出：“区教育局2023年部门预算”“2022年度区教育局（本级）部门决算公开”“关于公开2023年预算的说明”“2022年部门决算和2023年部门预算”
“2021—2023年部门预算”“二〇二三年部门预算”；标题没写的，看正文最常说的年度和通常的各部分。
读不出：“2023年预决算”说的是哪一年的决算；没有写单位的是谁的。
不是预决算：预算会议、批复、编制通知、样表，资金、项目、专项的预算，执行、调整、绩效，只说“三公”经费的。
依据：预算法第十四条；财预〔2016〕143号。
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from crawler.extract.title_words import (
    COLLECTIVE,
    YEARS,
    institution,
    institution_in_brackets,
    plain_title,
    years_of,
)

version = 2

Report = Literal["budget", "final_accounts"]
Level = Literal["department", "unit", "government", "fiscal", ""]

_COMBINED = r"预、?决算|预算(?:、|/|和|与|及|·)?决算|决算(?:、|/|和|与|及|·)?预算"
_MENTION = re.compile(rf"{_COMBINED}|预算|决算")

# Words that make the title one about a budget, before the report's name …
_ABOUT_BEFORE = re.compile(
    r"召开|举办|举行|关于编制|关于批复|批复|下达|预拨|关于调整|关于提前|做好|审议|审查(?!中心|所|站)|学习|启动|扎实|有序|圆满|开展|完成"
    r"|强化|加强|规范|推进(?!中心)|部署|一图|图解|读懂|解读|样表|模板"
)
# … things whose budget is no department's …
_OTHER_BUDGET = re.compile(
    r"(?:资金|项目|工程|竣工|财务|专项|调整|采购|基建|建设|三公|经费|造价|图|控制价|补助|概|绩效|滚动|支出|整体|执行|全面|零基)$"
)
# … and all that may follow a report's own name; anything else (编制会, 绩效, 管理办法, 的批复 …) makes it another thing.
_TAIL_WORDS: Final = (
    "公开", "编制", "基本", "情况", "说明", "报告", "报表", "总表", "附表", "附件", "草案", "信息", "公示", "公告", "文本", "汇总",
    "明细", "三公", "经费", "使用", "机关运行", "绩效目标", "绩效自评", "相关", "资料", "目录", "收支", "一览", "文字", "财政拨款",
    "支出", "收入", "修订", "更正", "补充", "定稿", "完整", "年度", "正式", "批复表", "表", "册", "书", "版", "稿", "本", "的", "及",
    "和", "与", "暨", "等", "、", ":", "-", "_", ".", "·", ",", "，", "+", "&", "(", ")", "[", "]", "年", "月", "日", "|",
)  # fmt: skip
_TAIL = re.compile(rf"(?:{'|'.join(re.escape(word) for word in _TAIL_WORDS)}|\d)*$")
_PARENTHESIS = re.compile(r"[(\[][^()\[\]]{0,24}[)\]]")
_QUOTES = str.maketrans("", "", "“”\"‘’'《》〈〉<>")
_YEAR_BEHIND = re.compile(r"[(\[]?(?P<years>(?:19|20)\d{2}(?!\d)年?度?)[)\]]?")
_GOVERNMENT_WORDS: Final = {
    "政府", "总", "财政总", "公共", "公共财政", "一般公共", "政府性基金", "国有资本经营", "社会保险基金", "本级", "区级", "县级",
    "市级", "省级", "区本级", "县本级", "市本级", "全区", "全县",
}  # fmt: skip

_ANOTHER_THING = re.compile(
    r"通知$|管理办法|绩效(?:自评|评价|目标管理|管理)|三公经费|执行情况|调整|专项资金|项目|工程|竣工|招标|采购|培训|会议|制度|工作(?:方案|总结)|动态"
)
_MANY_PARTS: Final = 4
_MAX_BODY: Final = 60_000
_IN_BODY = re.compile(r"(?P<year>(?<!\d)20\d{2})年?度?[^，。；;：:、\n\d]{0,24}?(?P<report>预算|决算)(?!执行|调整)")
_PARTS: Final = (
    r"收支总", r"收入(?:总体|预算|决算)", r"支出(?:总体|预算|决算)", r"三公", r"机关运行经费", r"名词解释|专业名词", r"基本支出", r"项目支出",
    r"政府采购", r"国有资产|国有资本", r"政府性基金", r"部门(?:概况|职责|职能)|主要职[责能]|单位概况",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FiscalReport:
    """One report a title names. ``year`` is None when the title names none; ``certain`` is False for 2023年预决算."""

    report: Report
    year: int | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class FiscalTitle:
    """一个标题所称的预决算。 ``subject`` is the institution it names, '' when it names none (or 本单位).

    ``level``: department (部门预算), unit (单位预算), government (政府预算, 全区, 草案的报告), fiscal (财政预算), '' (预算).
    ``own_level``: （本级）, the institution without those below it. ``collective``: of all departments (区级部门, 各单位).
    ``is_explanation``: the title calls itself a 说明.
    """

    reports: tuple[FiscalReport, ...]
    subject: str
    level: Level
    own_level: bool = False
    collective: bool = False
    is_explanation: bool = False

    def names(self, report: Report, year: int) -> Literal["yes", "maybe", "no"]:
        """Whether it names this report of this year; maybe: 预决算 in one word, or a title without a year."""
        same = [r for r in self.reports if r.report == report]
        if any(r.year == year and r.certain for r in same):
            return "yes"
        return "maybe" if any(r.year in (year, None) for r in same) else "no"


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str
    years: tuple[int, ...]
    words: str  # between the year and the report's name


def read_fiscal_title(title: str, *, unit_names: Collection[str] = ()) -> FiscalTitle | None:
    """What ``title`` (or the name of a file) says it is; None when it names no fiscal report.

    ``unit_names`` are names known to be whole: they are not taken apart when report words are stripped.
    """
    return _read(title, tuple(unit_names))  # a title is asked about for every unit and year


@lru_cache(maxsize=20_000)
def _read(title: str, unit_names: tuple[str, ...]) -> FiscalTitle | None:
    plain = plain_title(title).translate(_QUOTES)
    mentions, heads = _mentions(plain)
    if not mentions:
        return None
    names = {plain_title(name) for name in unit_names}
    subject, off = _subject([*heads, *(m.words for m in mentions)], names)
    tail = plain[_last_end(plain) :]
    subject = subject or institution_in_brackets(tail)
    words = "".join(heads) + "".join(m.words for m in mentions)
    return FiscalTitle(
        reports=tuple(dict.fromkeys(report for m in mentions for report in _reports(m))),
        subject=subject,
        level=_level(off, tail),
        own_level=bool(subject) and any("本级" in token for token in off) and not COLLECTIVE.search(words),
        collective=bool(COLLECTIVE.search(words)),
        is_explanation="说明" in tail,
    )


def years_in_body(text: str, report: Report) -> tuple[int, ...]:
    """The years whose ``report`` the body speaks of, in the order of how often; a comparison names others too."""
    counts = _year_counts(text, report)
    return tuple(sorted(counts, key=lambda year: (-counts[year], year)))


def year_of_body(text: str, report: Report) -> int | None:
    """The one year whose ``report`` the body is: named twice at least, and more often than any other."""
    counts = sorted(((n, year) for year, n in _year_counts(text, report).items()), reverse=True)
    if not counts or counts[0][0] < 2 or (len(counts) > 1 and counts[1][0] == counts[0][0]):
        return None
    return counts[0][1]


def parts_in_body(text: str) -> int:
    """How many of the twelve usual parts of a fiscal report the body holds: a report, or only a headline?"""
    return sum(1 for part in _PARTS if re.search(part, text[:_MAX_BODY]))


def holds_report(text: str, report: Report, year: int) -> bool:
    """Whether a body, whatever its title, looks like this report of this year: its usual parts, and named most often."""
    years = years_in_body(text, report)
    other: Report = "final_accounts" if report == "budget" else "budget"
    outweighs = sum(_year_counts(text, report).values()) >= sum(_year_counts(text, other).values())
    return parts_in_body(text) >= _MANY_PARTS and bool(years) and years[0] == year and outweighs


def is_about_something_else(title: str) -> bool:
    """Whether a title is that of a meeting, an order, an explanation, or of money that is no department's budget."""
    plain = plain_title(title).translate(_QUOTES)
    return bool(_ABOUT_BEFORE.search(plain) or _ANOTHER_THING.search(plain))


def _year_counts(text: str, report: Report) -> dict[int, int]:
    word = "预算" if report == "budget" else "决算"
    counts: dict[int, int] = {}
    for found in _IN_BODY.finditer(text[:_MAX_BODY]):
        if found["report"] == word:
            counts[int(found["year"])] = counts.get(int(found["year"]), 0) + 1
    return counts


def _mentions(plain: str) -> tuple[list[_Mention], list[str]]:
    """The reports a title names and the words before each, which may hold the institution."""
    found = list(_MENTION.finditer(plain))
    mentions: list[_Mention] = []
    heads: list[str] = []
    before = 0
    for n, match in enumerate(found):
        following = found[n + 1].start() if n + 1 < len(found) else len(plain)
        head, years, words = _before(plain[before : match.start()])
        rest = plain[match.end() : following]
        if not years and (behind := _YEAR_BEHIND.match(rest)):
            years, rest = years_of(behind["years"]), rest[behind.end() :]
        before = match.end()
        heads.append(head if _is_head(head, n) else "")
        last = n + 1 == len(found)
        if _OTHER_BUDGET.search(_without_brackets(words or head)) or _ABOUT_BEFORE.search(plain[: match.start()]):
            continue
        if _tail_fits(_tail_of(rest, last), announced="关于公开" in plain or "关于公布" in plain):
            mentions.append(_Mention(match.group(), years, words))
    return mentions, heads


def _before(words: str) -> tuple[str, tuple[int, ...], str]:
    """The words before a report's name as (before the year, years, between the year and the name)."""
    years = list(YEARS.finditer(words))
    if not years:
        return words, (), ""
    return words[: years[-1].start()], years_of(years[-1].group()), words[years[-1].end() :]


def _is_head(head: str, n: int) -> bool:
    return n == 0 or not _TAIL.match(_PARENTHESIS.sub("", head)) or not head


def _tail_of(rest: str, last: bool) -> str:
    """What follows a report's name and still speaks of it: up to the next year, when another report follows."""
    if last:
        return rest
    years = YEARS.search(rest)
    return rest[: years.start()] if years else rest


def _tail_fits(tail: str, *, announced: bool) -> bool:
    plain = _PARENTHESIS.sub("", tail)
    if announced:
        plain = re.sub(r"的?通知$", "", plain)
    return bool(_TAIL.match(plain))


def _without_brackets(words: str) -> str:
    return _PARENTHESIS.sub("", words)


def _last_end(plain: str) -> int:
    return max((found.end() for found in _MENTION.finditer(plain)), default=0)


def _subject(words: list[str], names: set[str]) -> tuple[str, tuple[str, ...]]:
    """The first institution named, and every report word that stood around."""
    subject = ""
    off: list[str] = []
    for segment in words:
        named, stripped = institution(_without_collective(segment), names)
        off.extend(stripped)
        subject = subject or named
    return subject, tuple(off)


def _without_collective(words: str) -> str:
    return COLLECTIVE.sub(lambda found: "部门" if "部门" in found.group() else "", words)


def _level(off: tuple[str, ...], tail: str) -> Level:
    if "部门" in off or "部门综合" in off:
        return "department"
    if "单位" in off:
        return "unit"
    if _GOVERNMENT_WORDS & set(off) or "草案" in tail:
        return "government"
    return "fiscal" if "财政" in off else ""


def _reports(mention: _Mention) -> tuple[FiscalReport, ...]:
    years: tuple[int | None, ...] = mention.years or (None,)
    if mention.kind == "预算":
        return tuple(FiscalReport("budget", year) for year in years)
    if mention.kind == "决算":
        return tuple(FiscalReport("final_accounts", year) for year in years)
    # 2023年预决算: the budget of 2023 with the final accounts of 2022, or both of one year. The title alone does not tell.
    both: list[FiscalReport] = []
    for year in years:
        both.append(FiscalReport("budget", year, certain=False))
        both.append(FiscalReport("final_accounts", year, certain=False))
        if year is not None:
            both.append(FiscalReport("final_accounts", year - 1, certain=False))
    return tuple(both)
