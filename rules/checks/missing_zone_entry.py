"""“数字政府”专区缺入口：专区没有建成，或一网通办、一网监管、一网公开、一网协同中有的没有、没有可用的链接。

依据：年度要点“参照省政府网站数字政府‘四个一网’布局政府门户网站……建设本地‘数字政府’专区”。
判定：专区页面写有四个名称，每个名称都有链接（不是空锚点、不只指向首页、不是本次打不开的栏目），为合规；专区读到了而少名称的，为有问题；
用了相近名称（如一网统管）的，有名称而没有链接、链接只指向首页或本次回答“不存在”的，为待核验。期限是文件印发次日，只看检查时是否已建成，不计逾期。
无法判定：档案没有登记专区；页面没有看全、由脚本载入；页面带图片（名称可能画在图片里）的，请人确认。期限未到的，为未到期。
不涉及：外站链接打不打得开（本次只看本站栏目和信息）；内容整合得好不好。
怎么改：在专区补上缺的名称，链到承载它的页面。
"""

from dataclasses import replace

from crawler.archive import Corpus
from crawler.extract.zone import NAMES, Zone
from rules.checks._columns import searched
from rules.checks._zone_pages import leads_on, zone_pages
from rules.evidence import of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_due, suspect, unknown

version = 2


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("digital_government",)) -> Verdict:
    columns = corpus.columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, kinds)
    if verdict.status is not Status.MET and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about(f"digital_government:{duty.year}", due=duty.due), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    pages = zone_pages(corpus, duty, kinds)
    columns = corpus.columns(duty.unit, kinds)
    if pages and all(any(leads_on(corpus, u) for _, zone in pages for u in zone.links_of(name)) for name in NAMES):
        return met("专区写有四个名称，都有链接", pages[0][0])
    if not columns and not pages:
        return unknown("站点档案没有登记“数字政府”专区，请确认专区是否已建成、网址是什么")
    if columns and (why := corpus.unseen(duty.unit, kinds)):
        return unknown(why, *(shown for shown, _ in pages[:1]))
    if not pages:
        return unknown("“数字政府”专区的页面没有读到", of_column(columns[0]))
    return _lacking(corpus, pages, registered=bool(columns))


def _lacking(corpus: Corpus, pages: list[tuple[Evidence, Zone]], *, registered: bool) -> Verdict:
    shown = pages[0][0]
    named = {name for _, zone in pages for name in zone.shown}
    missing = "、".join(name for name in NAMES if name not in named)
    advice = "在专区补上缺的名称，链到承载它的页面。"
    if missing and (not registered or any(zone.has_pictures for _, zone in pages)):
        where = "页面带有图片，名称可能画在图片里" if registered else "档案没有登记专区，看不出这是不是专区"
        return suspect(
            f"《{shown.title}》未见{missing}，但{where}", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"专区中是否有{missing}的入口？", advice=advice,
        )  # fmt: skip
    like = sorted({name for _, zone in pages for name in zone.like})
    if missing and like:
        return suspect(
            f"“数字政府”专区未见{missing}，但有“{'”“'.join(like[:4])}”", shown, lean=Status.MET, defect=Defect.MISSING_ELEMENT,
            question=f"专区中的“{'”“'.join(like[:4])}”是否就是{missing}？", advice="按要点的名称标注入口。",
        )  # fmt: skip
    if missing:
        return gap(f"“数字政府”专区已读到，未见{missing}", shown, defect=Defect.MISSING_ELEMENT, advice=advice)
    told = []
    for name in NAMES:
        links = [u for _, zone in pages for u in zone.links_of(name)]
        if not any(leads_on(corpus, url) for url in links):
            told.append(f"{name}{'没有链接' if not any(links) else '只链到首页或本次打不开的网址'}")
    return suspect(
        f"“数字政府”专区写有四个名称，但{'、'.join(told)}", shown, lean=Status.GAP, defect=Defect.UNLINKED,
        question="这些名称的入口在哪里，能否打开？", advice="把名称链到承载它的页面。",
    )  # fmt: skip
