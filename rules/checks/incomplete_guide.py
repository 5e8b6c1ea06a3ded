"""公开指南不完整：没有公布政府信息公开指南，或指南缺少法定内容。

依据：政府信息公开条例第十二条（指南包括政府信息的分类、编排体系、获取方式，公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、
互联网联系方式等内容）；年度要点“及时更新政府信息公开指南”。
判定：本单位的指南写有九项内容，为合规；正文和附件都读到了而未见办公地址、办公时间、联系电话、互联网联系方式之一，为有问题；
只少传真，或者分类、编排体系、获取方式、机构名称没有认出来的（可能换了说法，也可能没有传真机），为待核验。
栏目看全了而未见本单位指南的，为有问题；门户或他人统一公布的指南写有本单位的，指南写明联系方式见机构职能、附件等处的，为待核验。同一单位有几份的，以内容最全的一份为准；指南栏目里的其他页面写了的也算。办事指南不算。
无法判定：档案没有登记该单位的指南栏目；栏目没有看全；内容在没有读到的附件、图片或链接里的。
不涉及：内容是否过时（见 outdated_guide）；电话打不打得通。
怎么改：对照条例第十二条补全九项；没有传真的，写明“传真：无”。
"""

import re
from dataclasses import replace

from crawler.archive import Corpus
from crawler.extract.guide import SOFT
from rules.checks._columns import searched
from rules.checks._guides import Told, beside, guides, joint_guide, unjudged
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, suspect, unknown

version = 2


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("guide",)) -> Verdict:
    found = guides(corpus, duty, kinds)
    verdict = unjudged(corpus, duty, kinds, found)
    if verdict is None:
        read = [told for told in found if told.text.strip()]
        fullest = min(reversed(read), key=lambda told: len(told.guide.missing))
        verdict = _judged(corpus, duty, kinds, _with(fullest, beside(corpus, duty, kinds, found) if fullest.guide.missing else []))
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    return replace(verdict.about("kind:guide"), searched=searched(columns))


def _with(told: Told, others: list[Told]) -> Told:
    """The guide with what the other pages of its column add, and what nobody could read there."""
    missing = tuple(name for name in told.guide.missing if all(name in other.guide.missing for other in others))
    unread = told.unread or next((f"《{o.article.title}》没有读到" for o in others if o.article.state not in ("read", "file")), "")
    return replace(told, guide=replace(told.guide, missing=missing), unread=unread)


# Where a guide sends its reader for what it does not say itself.
_ELSEWHERE = re.compile(
    r"(?:详见|参见|见|查看|查阅|点击|登录|访问|浏览|参阅)[^。；\n]{0,24}(?:机构|职能|概况|简介|联系(?:方式|我们)|附件|附表|栏目|栏|目录|名录|下表|一览表|区政府(?:信息公开)?指南|链接|网页)"
)


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], told: Told) -> Verdict:
    shown = of_article(told.article)
    missing = "、".join(told.guide.missing)
    if not missing:
        return met(f"《{told.article.title}》写有条例第十二条的九项内容", shown)
    if told.unread:
        return unknown(f"《{told.article.title}》正文未见{missing}，但{told.unread}，不能确定", shown)
    advice = f"在指南中补写{missing}；没有传真的，写明“传真：无”。" if "传真" in missing else f"在指南中补写{missing}。"
    if set(told.guide.missing) <= SOFT:
        return suspect(
            f"《{told.article.title}》未认出{missing}，可能换了说法或者没有这一项", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"指南中是否写明了{missing}（或者写明没有）？", advice=advice,
        )  # fmt: skip
    joint = joint_guide(corpus, duty, kinds)
    sent = _ELSEWHERE.search(told.text)
    if joint or sent:
        where = f"统一公布的《{joint.title}》写有本单位" if joint else f"指南写有“{sent.group() if sent else ''}”"
        return suspect(
            f"《{told.article.title}》未见{missing}，但{where}", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question=f"所指之处是否写明了{missing}？", advice=advice,
        )  # fmt: skip
    return gap(f"《{told.article.title}》未见{missing}", shown, defect=Defect.MISSING_ELEMENT, advice=advice)
