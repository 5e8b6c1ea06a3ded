"""审计标题与正文的判读：审计工作报告、单项审计结果、整改情况；哪一年、几个问题、整改写了什么。 What an audit said and what followed.

读得出：“关于2022年度区本级预算执行和其他财政收支的审计工作报告”“区教育局2021年度预算执行审计结果公告”“2022年第3号：农村公路养护资金专项
审计结果”“关于2021年度……审计查出问题整改情况的报告”“区教育局关于审计发现问题整改结果的公告”。
读不出：同时写几个单位的是谁的问题；没有编号的问题有几个。
不是审计结果与整改：巡察、督查、环保督察的整改，审计工作的会议和通知，选聘社会审计机构，内部审计制度。
依据：审计法第四十条、第五十二条；预算法第八十九条。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from crawler.extract.numerals import COUNT, read_count
from crawler.extract.title_words import YEARS, plain_title, years_of

version = 1

Role = Literal["work_report", "result", "rectification", "news", "about", "other"]

_WHOLE = r"预算执行(?:情况)?(?:和|及|与|、)(?:其他|其它)财政(?:财务)?收支"
_WORK_REPORT = re.compile(rf"{_WHOLE}(?:情况)?(?:的)?审计(?:情况)?(?:的)?(?:结果)?(?:工作)?(?:的)?(?:报告|情况|结果)|审计工作报告$|审计工作报告[(\[:]")
_OF_WHOLE = re.compile(rf"{_WHOLE}|审计工作报告|(?:区|县|市|旗|本)级预算执行|同级审计|同级财政审计")
_RESULT = re.compile(r"审计(?:调查)?(?:情况)?(?:的)?结果|审计(?:结果)?(?:公告|公示|公开|通报)|审计报告|审计情况(?:的)?(?:公告|公示|报告)|审计调查报告|结果公告.{0,8}审计")
_RECTIFIED = re.compile(r"整改")
_NEWS = re.compile(
    r"召开|举行|举办|推进会|座谈会|部署会|工作会|专题会|调度|约谈|督促|督导|督查|督办|专题学习|听取|审议(?!意见)|研究部署|动员|培训|扎实|狠抓|强化|压实|抓好|"
    r"做好|做实|持续推进|深入推进|助推|助力|促进|有力|见实效|半篇文章|走深走实|全力|开展.{0,12}(?:审计|整改)|进驻|进点|启动|喜获|荣获|表彰|"
    r"人大常委会|现场核查|回头看"
)  # fmt: skip
# 关于落实人大常委会审议意见整改情况的报告 is a report, 区人大常委会听取审计整改情况报告 is news.
_NEWS_OF_RECTIFICATION = re.compile(
    r"召开|举行|举办|推进会|座谈会|工作会|专题会|调度|约谈|督促|督导|督查|督办|听取|研究部署|动员|培训|扎实|狠抓|压实|抓好|做好|做实|半篇文章|"
    r"走深走实|见实效|核查|回头看|视察|调研|检查组|跟踪检查"
)
_ABOUT = re.compile(r"通知$|方案|办法|制度|规定|细则|计划|要点|解读|一图|图解|图说|读懂|看懂|流程|选聘|招标|采购|聘请|中介机构|机构名单|培训|准则|条例|规划|职责|内部审计(?!.{0,12}结果)")
# What announces the result of an audit is that, whatever was audited: 政府采购专项审计结果公告.
_ANNOUNCES = re.compile(r"^(?!.*(?:解读|一图|图[解说]|[读看]懂)).*审计(?:调查)?结果(?:的)?(?:公告|公示)(?:\([^()]{0,16}\))?$")
_OF_OTHERS = re.compile(r"巡视|巡察|环保督察|环境保护督察|生态环境保护督察|主题教育|民主生活会|安全生产|检查(?:反馈|发现)")
_NUMBERED = re.compile(r"(?:第|总第)?(?P<no>\d{1,4})号")
_QUOTES = str.maketrans("", "", "“”\"‘’'《》〈〉<>")
_SUBJECTS: Final = {
    "预算执行": "预算执行",
    "经济责任": "经济责任|任期|离任",
    "自然资源": "自然资源资产",
    "专项资金": "专项|资金",
    "工程": "工程|项目|竣工|建设",
    "财政收支": "财政(?:财务)?收支|财政决算",
}

_MAX: Final = 120_000
_FOUND = re.compile(r"(?:发现|存在|查出|反映|指出)(?:的)?(?:主要)?(?:具体)?(?:问题|情况和问题)|主要问题|问题及")
_CLEAN = re.compile(r"(?:未|没有|尚未)(?:发现|查出)[^。；，]{0,16}问题")
_PROBLEM = re.compile(r"(?:发现|查出|指出|反映|存在)[^。；]{0,40}问题|问题[^。；]{0,6}(?:如下|是|有|:|：|主要)|主要问题|(?:违反|不符合)[^。；]{0,30}规定")
_ENDS = re.compile(r"(?:处理|审计)?(?:意见|建议)|整改情况|审计评价|处理处罚|审计处理")
_HEADING: Final = 40
_LEVELS: Final = (
    re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^\d{1,2}\s?[.．、]"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
    re.compile(r"^(?:问题|第)?[一二三四五六七八九十]{1,3}(?:[:：、]|是)"),
)
_INLINE = re.compile(r"(?<![\u4e00-\u9fa5])[一二三四五六七八九十]{1,2}是")
_STATED = re.compile(
    rf"(?:发现|查出|反映|指出|涉及|披露|提出|共|的)(?:了)?(?:各类|主要|具体|审计|存在)?(?:问题)?(?:共|共计)?\s*(?P<n>{COUNT})\s*(?:个|项|条|类|件)(?:具体|方面)?(?:的)?(?:主要)?问题"
    rf"|(?:问题)(?:共|共计|总数|为)?\s*(?P<m>{COUNT})\s*(?:个|项|条)"
)
_DONE = re.compile(r"整改完成|完成(?:了)?整改|已整改|整改到位|全部整改|整改完毕|已完成|已(?:收回|上缴|退回|清理|归还|缴入|纠正|制定|出台|修订|调账|补缴|追回)")
_ALL_DONE = re.compile(r"(?:全部|均|都)(?:已经?)?(?:整改(?:完成|到位|完毕)|完成整改)|已(?:全部|全面)(?:整改|完成整改)|整改(?:完成)?率(?:达到?|为)?100")
_UNDONE = re.compile(r"正在整改|持续整改|尚未|未完成整改|未整改|分阶段整改|部分整改|继续整改|推进整改|长期坚持")
_AMOUNT = re.compile(r"\d\s*(?:万|亿)?元")
_TERM = re.compile(r"(?:整改|完成)(?:时限|期限|时间)|\d{1,2}月(?:\d{1,2}日|底|末)?前|年底前|\d{4}年\d{1,2}月.{0,8}(?:完成|前)|立行立改|限期|计划于|预计")
_WHO = re.compile(r"责任人|责任(?:单位|部门|领导|科室|股室)|牵头(?:单位|领导)|分管|负责人|由.{2,16}(?:负责|牵头)")
_REPORTS_ITSELF = re.compile(r"(?:整改(?:结果|情况)|结果)[^。\n]{0,24}(?:由|自行)[^。\n]{0,24}(?:公告|公布|公开)")
_REPORT: Final = 200  # a shorter body only speaks of a report


@dataclass(frozen=True, slots=True)
class AuditTitle:
    """一个标题所称的审计信息。

    ``role``: work_report (本级预算执行和其他财政收支审计工作报告), result (one unit's or one fund's), rectification, news, about
    (notices, plans, explanations), other. ``of_whole``: it speaks of the whole level, not of one unit. ``of_others``: the
    rectification is of 巡察 and the like. ``subjects`` are the sorts of audit it names.
    """

    role: Role
    years: tuple[int, ...] = ()
    of_whole: bool = False
    of_others: bool = False
    number: str = ""
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problems:
    """How many problems a page discloses or answers, and by which sign (stated, items, inline); 0 when it cannot be told."""

    count: int
    how: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Rectification:
    """整改情况正文所载。 ``told`` is whether it says of anything that it was put right, or is being put right."""

    problems: Problems
    told: bool
    all_done: bool
    undone: bool
    amounts: bool
    terms: bool
    persons: bool
    length: int


def read_audit_title(title: str) -> AuditTitle | None:
    """What ``title`` says it is; None when it speaks of no audit and no rectification."""
    plain = plain_title(title).translate(_QUOTES)
    rectified = bool(_RECTIFIED.search(plain))
    if "审计" not in plain and not rectified:
        return None
    return AuditTitle(
        role=_role(plain, rectified=rectified),
        years=tuple(dict.fromkeys(year for found in YEARS.finditer(plain) for year in years_of(found.group()))),
        of_whole=bool(_OF_WHOLE.search(plain)),
        of_others=bool(_OF_OTHERS.search(plain)) and "审计" not in plain,
        number=found["no"] if (found := _NUMBERED.search(plain)) else "",
        subjects=subjects_of(plain),
    )


def subjects_of(words: str) -> frozenset[str]:
    """The sorts of audit ``words`` name: 预算执行, 经济责任, 专项资金 …"""
    return frozenset(name for name, pattern in _SUBJECTS.items() if re.search(pattern, words))


def report_years(text: str) -> tuple[int, ...]:
    """The years whose 预算执行 a body speaks of, the most frequent first."""
    counts: dict[int, int] = {}
    for found in re.finditer(r"(?<!\d)(20\d{2})年度?[^。；\n\d]{0,16}?(?:预算执行|财政收支)", text[:_MAX]):
        counts[int(found[1])] = counts.get(int(found[1]), 0) + 1
    return tuple(sorted(counts, key=lambda year: (-counts[year], year)))


def is_long_enough(text: str) -> bool:
    """Whether a body can be a report and not only the news of one."""
    return len(re.sub(r"\s+", "", text[:2000])) >= _REPORT


def disclosed_problems(text: str) -> Problems:
    """How many problems an announcement discloses: as it states, else as it numbers them under their heading."""
    lines = _lines(text)
    told = [line for line in lines if _FOUND.search(line) and len(line) > _HEADING]
    return _stated(text) or _items(list(_section(lines))) or _inline(told) or Problems(0)


def discloses(text: str) -> bool:
    """Whether an announcement tells of any problem: 审前公示 announces an audit, and a clean audit finds none."""
    flat = _CLEAN.sub("", re.sub(r"\s+", "", text[:_MAX]))
    return bool(_PROBLEM.search(flat))


def read_rectification(text: str) -> Rectification:
    """What the page of a rectification says. A number it states counts for the problems it answers."""
    plain = text[:_MAX]
    flat = re.sub(r"\s+", "", plain)
    done, undone = bool(_DONE.search(flat)), bool(_UNDONE.search(flat))
    return Rectification(
        problems=_stated(text) or _items(_lines(text)) or Problems(0),
        told=done or undone,
        all_done=bool(_ALL_DONE.search(flat)),
        undone=undone,
        amounts=bool(_AMOUNT.search(flat)),
        terms=bool(_TERM.search(flat)),
        persons=bool(_WHO.search(flat)),
        length=len(flat),
    )


def rectified_within(text: str) -> str:
    """The sentence in which an announcement itself tells of the rectification; '' when it does not, or leaves it to others."""
    for line in _lines(text):
        if "整改" in line and _DONE.search(line) and not _REPORTS_ITSELF.search(line):
            return line[:_HEADING * 3]
    return ""


def has_amounts(text: str) -> bool:
    """Whether it names sums of money."""
    return bool(_AMOUNT.search(re.sub(r"\s+", "", text[:_MAX])))


def _role(plain: str, *, rectified: bool) -> Role:
    if rectified and not re.search(r"(?:通知|方案|办法|制度|规定|细则|计划|要点|函)(?:\([^()]{0,12}\))?$|解读|一图|图解|读懂", plain):
        ends = re.search(r"整改(?:工作|落实|完成)?(?:的)?(?:情况|结果|报告|公告|公示|公开|清单|台账|销号|落实)", plain)
        return "rectification" if ends and not _NEWS_OF_RECTIFICATION.search(plain) else "news"
    if _ABOUT.search(plain) and not _ANNOUNCES.search(plain):
        return "about"
    if _WORK_REPORT.search(plain) and not re.search(r"听取|审议通过|召开|举行", plain):
        return "work_report"
    if _NEWS.search(plain):
        return "news"
    return "result" if _RESULT.search(plain) else "other"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text[:_MAX].splitlines() if line.strip()]


def _section(lines: list[str]) -> Iterator[str]:
    """The lines under the heading of the problems, up to the heading of what follows."""
    inside = False
    for line in lines:
        heading = len(line) <= _HEADING
        if heading and _FOUND.search(line):
            inside = True
        elif inside and heading and re.match(r"^[一二三四五六七八九十]{1,2}、", line) and _ENDS.search(line):
            return
        elif inside:
            yield line


def _items(lines: list[str]) -> Problems | None:
    """Numbered lines, the outermost numbering that has at least two; else 一是、二是 inside a sentence."""
    for level in _LEVELS:
        found = [line for line in lines if level.match(line)]
        if len(found) >= 2:
            return Problems(len(found), "items", found[0][:_HEADING])
    return _inline(lines)


def _inline(lines: list[str]) -> Problems | None:
    counted = sum(len(_INLINE.findall(line)) for line in lines)
    return Problems(counted, "inline") if counted >= 2 else None


def _stated(text: str) -> Problems | None:
    flat = re.sub(r"\s+", "", text[:_MAX])
    for found in _STATED.finditer(flat):
        if n := read_count(found["n"] or found["m"] or ""):
            return Problems(n, "stated", flat[max(0, found.start() - 8) : found.end() + 8])
    return None
