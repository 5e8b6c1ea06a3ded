"""年度报告雷同：政府信息公开工作年度报告的文字与本单位上年的、或者与其他单位同一年的大致相同。

依据：检查规则（由程序推断，不作为认定依据）；政府信息公开条例第五十条要求报告本年度的情况。
判定：去掉表格、标题、数字、年份和单位名称，只比较叙述文字（每连续八个字一段）：相同的占八成五以上，为待核验，并给出两段相同的原文；否则为合规。
叙述文字不足四百字的，照统一格式写的套话占得多，不比较；没有采集到可比较的报告的，也不比较，都为不适用。
无法判定：报告没有读到；是否本单位的还待确认。
不涉及：数字是否平衡（见 unbalanced_annual_report）；格式是否统一（统一格式的标题和表格不算雷同）。
怎么改：按本年度实际情况重写总体情况、存在的问题和改进措施。
"""

from dataclasses import replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from rules.checks._annual_reading import Source, read_item, report_sources
from rules.checks._columns import searched
from rules.checks._own_report import Own, own_annual
from rules.checks._prose import Prose, in_common, prose_of, share, sketches_agree
from rules.checks._yearly import reports_of_others
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

_SHORTEST: Final = 400  # characters of prose


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("annual_report",),
    due_month: int = 1,
    due_day: int = 31,
    alike: float = 0.85,
) -> Verdict:
    year = duty.year - 1
    own = own_annual(corpus, duty, kinds, year, date(duty.year, due_month, due_day))
    verdict = own.instead or _judged(corpus, duty, own, year, kinds, alike)
    looked = searched(corpus.columns(duty.unit, kinds))
    event = own.newest.article.published if own.sure else None
    return replace(verdict.about(f"annual_report:{year}", event=event), searched=looked)


def _judged(corpus: Corpus, duty: Duty, own: Own, year: int, kinds: tuple[str, ...], alike: float) -> Verdict:
    article = own.newest.article
    mine = _prose(corpus, duty, own, year)
    if mine is None:
        unread = read_item(corpus, article, own.newest.file).unread
        if unread:
            return unknown(f"《{article.title}》没有比较：{'；'.join(unread[:3])}", of_article(article))
        return not_applicable(f"《{article.title}》的叙述文字不足 {_SHORTEST} 字，不作雷同比较", of_article(article))
    last = own_annual(corpus, duty, kinds, year - 1, date.max)
    earlier = _prose(corpus, duty, last, year - 1) if last.sure else None
    if earlier and (part := share(mine, earlier)) >= alike:
        return _alike(article, last.newest.article, mine, earlier, part, f"与本单位{year - 1}年的报告")
    others = reports_of_others(corpus, kinds, year)
    for other in others:
        if other.unit != duty.unit and sketches_agree(mine, other.prose, alike) and (part := share(mine, other.prose)) >= alike:
            name = next((u.name for u in corpus.site.units if u.id == other.unit), "其他单位")
            return _alike(article, other.article, mine, other.prose, part, f"与{name}{year}年的报告")
    compared = [f"本单位{year - 1}年的"] if earlier else []
    count = sum(other.unit != duty.unit for other in others)
    compared += [f"{count} 个单位同一年的"] if count else []
    if not compared:
        return not_applicable("没有采集到可以比较的年度报告", of_article(article))
    return met(f"《{article.title}》与{'、'.join(compared)}报告比较，没有大段雷同", of_article(article))


def _prose(corpus: Corpus, duty: Duty, own: Own, year: int) -> Prose | None:
    article, file = own.newest.article, own.newest.file
    sources: tuple[Source, ...] = report_sources(corpus, duty, read_item(corpus, article, file), year)
    longest = max((source for source in sources if source.is_report), key=lambda s: s.length, default=None)
    prose = prose_of(longest.text, corpus.site) if longest else None
    return prose if prose and len(prose.text) >= _SHORTEST else None


def _alike(article: Article, other: Article, mine: Prose, theirs: Prose, part: float, whose: str) -> Verdict:
    same = in_common(mine, theirs)
    quotes = "；".join(f"“{quote}”" for quote in same)
    return suspect(
        f"《{article.title}》的叙述文字{whose}有 {part:.0%} 相同，如{quotes}",
        of_article(article, same[0] if same else ""),
        of_article(other, same[0] if same else ""),
        lean=Status.GAP,
        defect=Defect.COPIED,
        question="报告是否按本年度的实际情况写成？",
        advice="按本年度实际情况重写总体情况、存在的问题和改进措施。",
    )
