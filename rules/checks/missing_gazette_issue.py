"""政府公报不全：门户的政府公报栏目缺期、久未出新一期，或区级不办公报而没有链到国、省、市公报。

依据：年度要点（完善公报数据库建设）；政府信息公开条例第二十三条（政府公报是公开政府信息的途径）。区级可以不办公报，链到上级公报即可。
判定：本年度各期期号连续、没有超过两个出刊间隔未出新刊，为合规；区级没有公报，栏目页面有国、省、市三级公报的链接，为合规。
期号跨年连续编排的，只看本年度最小与最大之间。缺期的、久未出刊的（间隔按上一年或本年的期数推算）、只有往年公报的、链接不齐的，为待核验，不作认定：期号可能跳排，出刊周期没有规定。
无法判定：档案没有登记门户的政府公报栏目；栏目没有看全而缺期；列出的各期页面都没有读到。
不涉及：公报里的文件全不全；检索、手机端好不好用；转载的上级公报、增刊专刊（不计期号）；赠阅点（见 missing_gazette_points）。
怎么改：补上缺的期；不办公报的，在栏目放国、省、市公报的链接。
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.gazette import Issue, level_of, read_issue
from crawler.page import Page
from crawler.urls import canonical
from rules.checks._columns import searched
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

_KINDS: Final = ("gazette",)
_LEVELS: Final = {"国": "国务院公报", "省": "省政府公报", "市": "市政府公报"}
_GRACE: Final = 30  # days on top of two intervals: print and review take time
_MOST_MISSED: Final = 12  # a first number above it is one of all years together, not of this one
_LONGEST: Final = 40  # characters of a link's words


@dataclass(frozen=True, slots=True)
class _Own:
    """One issue of the district's own gazette."""

    article: Article
    issue: Issue
    year: int


def check(corpus: Corpus, duty: Duty) -> Verdict:
    columns = corpus.columns("", _KINDS)
    return replace(_judged(corpus, duty, columns).about(f"gazette:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, columns: tuple[SeenColumn, ...]) -> Verdict:
    if not columns:
        return unknown("站点档案没有登记门户的政府公报栏目，请确认门户是否有此栏目、网址是什么")
    own = _issues(corpus)
    of_year = [one for one in own if one.year == duty.year]
    if of_year:
        return _of_year(corpus, duty, own, of_year)
    if why := corpus.unseen("", _KINDS):
        return unknown(f"未见本区{duty.year}年的政府公报，但{why}", of_column(columns[0]))
    if own:
        return _stopped(corpus, duty, own)
    return _by_links(corpus, columns)


def _issues(corpus: Corpus) -> list[_Own]:
    """The district's own issues, oldest first. An issue that names no year is of the year it was published in."""
    found = []
    for article in corpus.articles(None, _KINDS):
        issue = read_issue(article.title, in_gazette=True)
        if issue is None or _is_upper(corpus, article):
            continue
        year = issue.year or (article.published.year if article.published else None)
        if year:
            found.append(_Own(article, issue, year))
    return sorted(found, key=lambda one: (one.year, one.issue.number, one.article.identity))


def _is_upper(corpus: Corpus, article: Article) -> bool:
    names = corpus.site.district_names
    level = level_of(article.title, names)
    if level:
        return level != "区"
    organ = article.issuer or article.source
    return level_of(f"{organ.removesuffix('办公室').removesuffix('办公厅')}公报", names) in _LEVELS if organ else False


# ---- the district's own


def _of_year(corpus: Corpus, duty: Duty, own: list[_Own], of_year: list[_Own]) -> Verdict:
    if all(one.article.state in ("failed", "skipped") for one in of_year):
        return unknown(f"列出{duty.year}年政府公报 {len(of_year)} 期，但页面都没有读到", of_article(of_year[-1].article))
    there = {number for one in of_year for number in one.issue.numbers}
    holes = [number for number in range(_first_number(own, of_year, there), max(there) + 1) if number not in there]
    newest = of_year[-1]
    if holes:
        told = f"{duty.year}年政府公报见到第 {max(there)} 期，未见第 {'、'.join(map(str, holes))} 期"
        if why := corpus.unseen("", _KINDS):
            return unknown(f"{told}，但{why}", of_article(newest.article))
        return suspect(
            told, of_article(newest.article), lean=Status.GAP, defect=Defect.ABSENT,
            question=f"第 {'、'.join(map(str, holes))} 期是否已经出刊，公布在哪里？", advice="补上缺的期；期号跳排的，在栏目说明。",
        )  # fmt: skip
    if late := _overdue(corpus, own, newest):
        return late
    return met(f"{duty.year}年政府公报第 {_range(there)} 期都已见到，期号连续，最近一期 {newest.article.published or '没有注明日期'}", of_article(newest.article))


def _first_number(own: list[_Own], of_year: list[_Own], there: set[int]) -> int:
    """Where the year's numbers begin: at 1, unless they run on from the year before or are too high for a year's."""
    before = max((one.issue.last for one in own if one.year == of_year[0].year - 1), default=0)
    runs_on = before and min(there) > 1 and min(there) == before + 1
    return min(there) if runs_on or min(there) > _MOST_MISSED else 1


def _overdue(corpus: Corpus, own: list[_Own], newest: _Own) -> Verdict | None:
    """Where nothing new came for longer than two intervals of its own rhythm."""
    interval = _interval(own, newest.year)
    day = newest.article.published
    waited = (corpus.run_as_of - day).days if day else 0
    if not interval or waited <= 2 * interval + _GRACE or corpus.unseen("", _KINDS):
        return None
    return suspect(
        f"最近一期政府公报（第 {newest.issue.last} 期）于 {day} 发布，至 {corpus.run_as_of} 已 {waited} 天，按以往约 {interval} 天一期推算已过两期",
        of_article(newest.article), lean=Status.GAP, defect=Defect.STALE_COLUMN, question="其后是否已出新的一期，公布在哪里？",
        advice="及时上传新出的各期公报。",
    )  # fmt: skip


def _interval(own: list[_Own], year: int) -> int:
    """Days between two issues: by how many there were last year, else by those of this one; 0 when that cannot be told."""
    before = [number for one in own if one.year == year - 1 for number in one.issue.numbers]
    if before and max(before) > 1:
        return 365 // (max(before) if max(before) <= _MOST_MISSED else len(before))
    days = sorted(one.article.published for one in own if one.year == year and one.article.published)
    return (days[-1] - days[0]).days // (len(days) - 1) if len(days) > 2 else 0


def _stopped(corpus: Corpus, duty: Duty, own: list[_Own]) -> Verdict:
    newest = own[-1]
    interval = _interval(own, newest.year + 1)
    day = newest.article.published
    if newest.year == duty.year - 1 and interval and day and (corpus.run_as_of - day).days <= 2 * interval + _GRACE:
        return met(f"{duty.year}年的尚未到出刊的时候，最近一期为{newest.year}年第 {newest.issue.last} 期（{day}）", of_article(newest.article))
    return suspect(
        f"未见{duty.year}年的政府公报，最近一期为{newest.year}年第 {newest.issue.last} 期", of_article(newest.article),
        lean=Status.GAP, defect=Defect.ABSENT, question=f"{duty.year}年是否还办政府公报？不办的，是否链到国、省、市公报？",
        advice="补上本年各期；不再办的，在栏目说明并放国、省、市公报的链接。",
    )  # fmt: skip


def _range(numbers: set[int]) -> str:
    return f"{min(numbers)}至{max(numbers)}" if len(numbers) > 1 else str(min(numbers))


# ---- none of its own: links


def _by_links(corpus: Corpus, columns: tuple[SeenColumn, ...]) -> Verdict:
    found = {level for column in columns for level in _linked(corpus, column)}
    found |= {level for article in corpus.articles(None, _KINDS) if (level := level_of(article.title, corpus.site.district_names)) in _LEVELS}
    lacking = [name for level, name in _LEVELS.items() if level not in found]
    if not lacking:
        return met("区级没有公报，栏目有国、省、市三级公报的链接", of_column(columns[0]))
    shown = "、".join(name for level, name in _LEVELS.items() if level in found)
    told = f"只见{shown}" if shown else "也没有链到上级公报"
    return suspect(
        f"栏目看全了，未见本区政府公报，{told}", of_column(columns[0]), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question=f"本区是否办政府公报？{'、'.join(lacking)}的链接在哪里？", advice="不办公报的，在栏目放国、省、市公报的链接。",
    )  # fmt: skip


def _linked(corpus: Corpus, column: SeenColumn) -> Iterator[str]:
    """The levels whose gazettes the column's page links to."""
    kept = corpus.archive_payload(column.sha256) if column.sha256 else None
    if kept is None:
        return
    page = Page(column.url, kept[0], content_type=kept[1])
    for anchor in page.root.iter("a"):
        words = "".join("".join(anchor.itertext()).split()) or anchor.get("title") or ""
        if len(words) <= _LONGEST and canonical(anchor.get("href") or "", page.base):
            level = level_of(words, corpus.site.district_names)
            if level in _LEVELS:
                yield level
