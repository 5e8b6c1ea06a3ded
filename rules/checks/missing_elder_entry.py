"""首页未见适老化或无障碍入口：首页上没有“长者版”“无障碍浏览”一类的入口。

依据：年度要点“加快适老化与无障碍改造”；无障碍环境建设法第三十二条。入口设在首页、叫什么名字，是我们按通行做法推定的。
判定：首页代码中见到写明无障碍、适老、长者、关怀等字样的入口，指向已登记、本次打开过并有内容的栏目的，为合规；指向别处或由脚本打开的，请人试用后确认
（能否使用、有没有广告和弹窗，程序不试）；没有见到，首页又没有脚本的，请人确认。期限未到而没有见到的，为未到期。
无法判定：首页没有读到；首页有脚本，入口可能由脚本加上。
不涉及：页面是否符合无障碍指标（见 inaccessible_page）；移动应用的适老化。
怎么改：在首页显著位置设适老化、无障碍入口，打开后没有广告和弹窗。
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.extract.elder_entry import read_entries
from crawler.items import Outcome
from crawler.page import Page
from crawler.urls import identity_key
from rules.evidence import of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_due, suspect, unknown

version = 1

_ADVICE: Final = "在首页显著位置设适老化、无障碍入口，打开后没有广告和弹窗。"


def check(corpus: Corpus, duty: Duty) -> Verdict:
    return replace(_judged(corpus, duty).about("access:entry"), searched=())


def _column_at(corpus: Corpus, target: str) -> SeenColumn | None:
    """The column an entry leads to, when this run opened it and found something."""
    here = (c for c in corpus.all_columns if target and identity_key(c.url) == identity_key(target))
    return next((column for column in here if column.visit_outcome == Outcome.OK and (column.rows or column.single)), None)


def _judged(corpus: Corpus, duty: Duty) -> Verdict:
    url, digest = corpus.home or ("", "")
    kept = corpus.archive_payload(digest) if digest else None
    if kept is None:
        return unknown("首页没有读到，不能确定有没有适老化、无障碍入口")
    page = Page(url, kept[0], content_type=kept[1])
    if not page.is_html or page.is_torn:
        return unknown("首页残缺，不能确定有没有适老化、无障碍入口")
    told, shown = read_entries(page), Evidence(url, "首页", snapshot=f"sha256:{digest}")
    if told.entries:
        if column := next((c for entry in told.entries if (c := _column_at(corpus, entry.target))), None):
            return met(f"首页有{told.entries[0].words}入口，指向“{column.name}”栏目，打开有内容", shown, of_column(column))
        words = "、".join(f"“{entry.words}”" for entry in told.entries[:3])
        where = next((entry.target for entry in told.entries if entry.target), "")
        return suspect(
            f"首页有{words}入口{f'，指向 {where}' if where else '，由脚本打开'}；没有试用", shown, lean=Status.MET,
            question="该入口能不能打开、使用，有没有广告和弹窗？", advice=_ADVICE,
        )  # fmt: skip
    if told.is_script_made:
        return unknown("首页代码中未见适老化、无障碍入口，但首页有脚本，入口可能由脚本加上", shown)
    if duty.due and corpus.as_of <= duty.due:
        return not_due(f"期限为 {duty.due}，目前未到期；现状：首页未见适老化、无障碍入口", shown, due=duty.due)
    return suspect(
        "首页未见适老化、无障碍入口", shown, lean=Status.GAP, defect=Defect.ABSENT, question="网站有没有适老化、无障碍版，入口在哪里？", advice=_ADVICE
    )
