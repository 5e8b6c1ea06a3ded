"""未见下属单位预决算：部门的预算或决算写明有下属二级预算单位，栏目里却没有（或不够）下属单位的。

依据：预算法实施条例第六条（部门所属单位的预算、决算，自部门批复后20日内由单位公开）。
判定：部门报告写明的下属单位数，与同一年度栏目里下属单位的预算（决算）条数、附件数相比，够数的为合规；不够的，为待核验（下属单位可能
在自己的网站公布，也可能与部门合编）。写明没有下属单位，或没有写下属单位数的，为不适用。
无法判定：部门的报告没有读到，或者还待确认；预决算栏目没有看全。
不涉及：下属单位预决算的内容。
怎么改：督促下属单位在部门栏目或自己的网站公布，部门页面给出链接。
"""

import re
from itertools import islice
from typing import Final, Literal

from crawler.archive import Corpus
from crawler.extract.fiscal import read_fiscal_title
from rules.checks._fiscal_reading import inside
from rules.checks._own_report import Asked, Own, fiscal_asked, judged_inside
from rules.checks._ownership import Whose, whose
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

_MOST_ROWS: Final = 1_000

_Report = Literal["budget", "final_accounts"]


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    report: Literal["budget", "final_accounts"],
    kinds: tuple[str, ...] = ("budget", "final_accounts"),
    year_offset: int = 0,
    due_month: int = 0,
    due_day: int = 0,
) -> Verdict:
    asked = fiscal_asked(duty, report, kinds, year_offset, due_month, due_day)
    return judged_inside(corpus, duty, asked, _judged, about="units_", dated=False)


def _judged(corpus: Corpus, duty: Duty, own: Own, asked: Asked) -> Verdict:
    report, year, kinds = asked.report, asked.year, asked.kinds
    article = own.newest.article
    opened = [inside(corpus, duty, c.article, report, year, c.file) for c in own.sure]
    counts = {source.below[0]: source.below for one in opened for source in one.sources if source.below}
    if len(counts) != 1:
        unread = [why for one in opened for why in one.unread]
        if unread and not counts:
            return unknown(f"《{article.title}》{'；'.join(unread[:2])}，看不出有没有下属单位", of_article(article))
        return not_applicable("部门报告没有写明下属二级预算单位数", of_article(article))
    count, words = next(iter(counts.values()))
    shown = of_article(article, words)
    if count == 0:
        return not_applicable("部门报告写明没有下属二级预算单位", shown)
    names = _published(corpus, duty, report, year, kinds)
    if len(names) >= count:
        return met(f"报告写明下属单位 {count} 个，栏目中有 {len(names)} 个下属单位的{own.what}", shown)
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why, shown)
    return suspect(
        f"报告写明“{words}”，栏目中看到 {len(names)} 个下属单位的{own.what}",
        shown,
        lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT,
        question="其余下属单位的预算（决算）在哪里公布，还是与部门合编？",
        advice="督促下属单位公布，部门页面给出链接。",
    )


def _published(corpus: Corpus, duty: Duty, report: _Report, year: int, kinds: tuple[str, ...]) -> set[str]:
    """The institutions other than the unit itself whose report of the year the unit's columns show, by title or file."""
    names: set[str] = set()
    for article in islice(corpus.articles(duty.unit, kinds, or_unattributed=True), _MOST_ROWS):
        page = read_fiscal_title(article.title, unit_names=duty.names)
        for words in (article.title, *(a.name for a in article.attachments)):
            title = read_fiscal_title(words, unit_names=duty.names)
            subject = title.subject if title else re.sub(r"^[\d.、\s]{1,6}|\.\w{2,4}$", "", words)
            named = title or page
            if named is None or named.names(report, year) != "yes" or not subject:
                continue
            owner = whose(corpus.site, duty, subject)
            if owner is Whose.BELOW or (owner is Whose.UNCLEAR and title is not None):
                names.add(subject)
    return names
