"""无障碍一级指标没有全部达到：抽查的页面中，有的不符合可由程序检测的一级指标。

依据：年度要点“加快适老化与无障碍改造，2023年底前实现一级标准率达到100%”；GB/T 37668—2019 一级共 20 项（条文没有到手，按 WCAG 2 的 A 级对应）。
判定：每次采集抽查首页、固定的 10 个栏目和其中最新的 50 条信息（含征集、信箱等有表单的栏目），按网页代码逐页检测。一项在抽查的页面上都没有查出问题，算这一项达到；
程序能检测的各项都达到的，为合规，并说明哪些项要人看；有一项没有达到的，请人确认（对应关系是我们推定的，不认定“有问题”）。期限未到的为未到期，说明现状。
无法判定：没有首页和栏目页面的存档；页面残缺、过大的不检测，另计数；抽查的页面检测得不足一半的。
不涉及：由脚本、样式补上的；程序判不了的各项（验证码、键盘操作、颜色、出错提示等）；正式的检测报告、标识证明（请单位提供）。
怎么改：按所列规则改正页面模板：图片加替代文字，表单加标签，网页写明语言，链接写明文字。
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from rules.access import Item, items
from rules.access.sample import Sampled, Tested, sample_of
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_due, suspect, unknown

version = 1

_ADVICE: Final = "按所列规则改正页面模板：图片加替代文字，表单加标签，网页写明语言，链接写明文字。"
_TOLD: Final = 8


def check(corpus: Corpus, duty: Duty) -> Verdict:
    sample = sample_of(corpus)
    verdict = _judged(corpus, sample)
    if verdict.status is Status.SUSPECT and duty.due and corpus.as_of <= duty.due:
        verdict = not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return replace(verdict.about("access:level-one"), searched=())


def _judged(corpus: Corpus, sample: Sampled) -> Verdict:
    tested = sample.tested
    if 2 * len(tested) < len(sample.pages) or len(tested) < 2:
        return unknown(f"抽查的 {len(sample.pages)} 个页面中只有 {len(tested)} 个能检测")
    machine = [item for item in items() if item.is_tested and (sample.files or not item.of_files)]
    failed = [item for item in machine if not sample.passes(item.id)]
    rate = f"{len(machine) - len(failed)}/{len(machine)} 项（{(len(machine) - len(failed)) / len(machine):.0%}）"
    left = "、".join(item.name for item in items() if item not in machine)
    looked = f"抽查 {len(tested)} 个页面{f'（另有 {len(sample.pages) - len(tested)} 个不能检测）' if len(tested) < len(sample.pages) else ''}、{sample.files} 个 PDF"
    partly = "、".join(item.name for item in machine if item.decides == "part")
    scope = f"另有 {len(items()) - len(machine)} 项程序判不了（{left}）；{partly}只查得出一部分"
    if not failed:
        return met(f"{looked}，可检测的一级指标没有查出问题，{rate}；{scope}", *_shown(tested[1:2]))
    told = "；".join(_told(sample, item) for item in failed)
    pages = [page for item in failed for page in sample.broken(item.id)]
    return suspect(
        f"{looked}，可检测的一级指标达到 {rate}，未达到：{told}。{scope}", *_shown(pages), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="这些页面按检测机构的方法是否达到一级？有检测报告或标识证明的请提供。", advice=_ADVICE,
    )  # fmt: skip


def _told(sample: Sampled, item: Item) -> str:
    if item.of_files:
        return f"{item.name}（《{sample.scanned[0]}》等 {len(sample.scanned)} 个是扫描图片）"
    broken = sample.broken(item.id)
    places = sum(fault.places for page in broken for fault in page.faults or () if fault.item == item.id)
    return f"{item.name}（{len(broken)} 个页面 {places} 处，如{broken[0].what}）"


def _shown(pages: list[Tested] | tuple[Tested, ...]) -> list[Evidence]:
    found = {page.shown.url: page.shown for page in pages if page.shown}
    return list(found.values())[:_TOLD]
