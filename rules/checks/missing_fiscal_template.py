"""未见预决算公开参考样表：财政部门没有公布部门预算、决算公开的参考样表，或者样表不是本年度的。

依据：年度要点“完善公开参考样表”。
判定：财政部门本年度（上年十月起）公布了参考样表、模板、参考格式，且带附件或正文有表格，为合规；只有以前年度的，或者没有看到的，为待核验：
要点只要求完善样表，样表可能通过内部系统印发，网站上没有不等于没有完善。
无法判定：预决算栏目没有看全，或列出的页面没有读到。
不涉及：各单位是否照样表公开（见 incomplete_fiscal_report）。
怎么改：把本年度的部门预算、决算公开参考样表发布在预决算栏目或通知公告，供各单位下载。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 2

_TEMPLATE = re.compile(r"样表|样本|模板|范本|(?:参考|公开)(?:格式|样式)|参考文本")
_FISCAL = re.compile(r"预算|决算")
_ELSE = re.compile(r"招标|采购|合同|绩效目标申报")


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("budget", "final_accounts", "fiscal_other", "notices")
) -> Verdict:
    since = date(duty.year - 1, 10, 1)
    found = sorted(_templates(corpus, duty), key=lambda a: (a.published or date.min, a.identity), reverse=True)
    newest = next((a for a in found if a.published and a.published >= since), None)
    looked = searched(corpus.columns(duty.unit, kinds))
    if newest and newest.state in ("failed", "skipped"):
        verdict = unknown(f"已列出《{newest.title}》，但页面没有读到（{newest.cause or '快速检查不读正文'}）", of_article(newest))
    elif newest and (newest.attachments or newest.state == "file" or "\t" in corpus.text(newest)):
        verdict = met(f"{newest.published} 公布了《{newest.title}》", of_article(newest, newest.title))
    elif why := corpus.unseen(duty.unit, kinds):
        verdict = unknown(why, *(of_article(a) for a in found[:1]))
    else:
        verdict = _unsure(duty, newest, found)
    return replace(verdict.about(f"fiscal_template:{duty.year}"), searched=looked)


def _templates(corpus: Corpus, duty: Duty) -> list[Article]:
    """What the unit published anywhere that calls itself a template of a budget or of final accounts."""
    every = corpus.articles(duty.unit, ())
    places = corpus.site.district_names
    return [a for a in every if any(_is_template(name, places) for name in (a.title, *(f.name for f in a.attachments)))]


def _is_template(name: str, places: tuple[str, ...]) -> bool:
    for place in places:  # a place may be called like what is looked for
        name = name.replace(place, "")
    return bool(_TEMPLATE.search(name) and _FISCAL.search(name) and not _ELSE.search(name))


def _unsure(duty: Duty, newest: Article | None, found: list[Article]) -> Verdict:
    if newest:
        reason = f"《{newest.title}》没有附件，正文也没有表格"
    elif found:
        reason = f"未见{duty.year}年的预决算公开参考样表，最近一次是 {found[0].published or '日期不明'} 的《{found[0].title}》"
    else:
        reason = f"未见{duty.unit_name}公布的预决算公开参考样表"
    return suspect(
        reason,
        *(of_article(a) for a in found[:1]),
        lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT,
        question=f"{duty.year}年的公开参考样表是否已经印发或完善，在哪里可以看到？",
        advice="把本年度的公开参考样表发布在预决算栏目。",
    )
