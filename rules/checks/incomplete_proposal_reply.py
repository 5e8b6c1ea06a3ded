"""建议提案答复要素不全：公布的答复没有写明是第几号、由谁承办，或没有答复内容。

依据：年度政务公开工作要点“及时公开人大代表建议和政协委员提案办理结果”；国办发〔2014〕46号（公开复文或摘要）；要素清单是我们的推算。
判定：一件答复写明编号、看得出是代表建议还是委员提案、有承办单位、有日期、有答复内容，为合规；缺哪一项，为待核验，并指明所缺。代表、委员的
姓名可以隐去，也可以不写；公布摘要即可，不要求全文。
无法判定：页面没有读到；内容在附件或图片里，没有读。
不涉及：本期没有公布答复的单位（见 missing_proposal_replies）；答复得好不好；办理动态和总体情况。
怎么改：在页面上补写编号、承办单位和答复内容（或摘要）。
"""

from crawler.archive import Corpus
from rules.checks._proposals import Reply, replies
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2



def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("proposals",), shortest: int = 20
) -> list[Verdict]:
    """``shortest``: an answer with fewer characters, without courtesies, tells nothing."""
    given = replies(corpus, duty, kinds, duty.applies_from)
    if given:
        return [_one(duty, reply, shortest).about(reply.article.identity, event=reply.article.published) for reply in given]
    if why := corpus.unseen(duty.unit, kinds):
        return [unknown(f"未见本单位的建议提案答复，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有本单位公布的建议提案答复")]


def _one(duty: Duty, reply: Reply, shortest: int) -> Verdict:
    article, reading = reply.article, reply.reading
    shown = of_article(article)
    if article.state != "read":
        return unknown(f"{reply.name}的页面没有读到，不能核对要素", shown)
    missing = _missing(duty, reply)
    holds_more = bool(article.attachments or article.media) or article.body_kind in ("file", "image", "video", "empty")
    if reading.answer < shortest:
        if holds_more or reading.refers_to_file:
            return unknown(f"{reply.name}的内容在附件或图片中，没有读，不能核对要素", shown)
        missing = (*missing, "答复内容")
    if not missing:
        return met(f"{reply.name}写明编号、承办单位、日期和答复内容", shown)
    if holds_more and "编号" in missing:
        return unknown(f"{reply.name}的标题和正文未见{'、'.join(missing)}，附件没有读", shown)
    told = "、".join(missing)
    return suspect(
        f"{reply.name}未见{told}",
        shown,
        lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT,
        question=f"该答复的{told}是否写在别处，或因不宜公开而略去？",
        advice=f"在页面上补写{told}；不宜公开的，注明理由。",
    )


def _missing(duty: Duty, reply: Reply) -> tuple[str, ...]:
    """Which elements neither title nor page shows."""
    article, reading = reply.article, reply.reading
    names = duty.names or (duty.unit_name,)
    by_unit = article.says_whose or reading.undertaker or any(name in reply.text for name in names)
    known = {
        "编号": bool(reading.number),
        "建议还是提案": bool(reply.title.kinds or reading.kinds or reading.proposer),
        "承办单位": bool(by_unit),
        "日期": bool(article.published or reading.signed),
    }
    return tuple(name for name, shown in known.items() if not shown)
