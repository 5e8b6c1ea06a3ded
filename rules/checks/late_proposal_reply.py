"""建议提案答复公布不及时：答复落款之后，过了限定的工作日才公布。

依据：政府信息公开条例第二十六条（信息形成之日起20个工作日内公开），用于答复是我们的推算；年度政务公开工作要点“及时公开”。
判定：发布日期不晚于落款日期之后的第 20 个工作日（含调休上班日，当日不计），为合规；晚于此，为待核验（答复何时定稿、是否经过公开审查，
网站看不出来）。目录写明期限不是推算的，才认定逾期。
无法判定：没有落款日期，读不出发布日期，页面没有读到，落款晚于发布，或期限落在放假安排尚未公布的年份。
不涉及：没有公布的答复（见 missing_proposal_replies）；答复代表、委员本身是否超过三个月。
怎么改：今后答复定稿即完成公开审查，随后发布；补发旧答复的，在页面上注明。
"""

from crawler.archive import Corpus
from rules.checks._proposals import Reply, replies
from rules.deadlines import workdays_after, workdays_between
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, late, met, not_applicable, suspect, unknown

version = 2


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("proposals",),
    workdays: int = 20,
    due_is_derived: bool = True,
) -> list[Verdict]:
    given = replies(corpus, duty, kinds, duty.applies_from)
    if given:
        return [_one(reply, workdays, derived=due_is_derived) for reply in given]
    if why := corpus.unseen(duty.unit, kinds):
        return [unknown(f"未见本单位的建议提案答复，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有本单位公布的建议提案答复")]


def _one(reply: Reply, workdays: int, *, derived: bool) -> Verdict:
    article, signed = reply.article, reply.reading.signed or reply.article.written
    shown = of_article(article, f"落款 {signed}" if signed else "")
    published = article.published
    about = article.identity
    if article.state != "read":
        return unknown(f"{reply.name}的页面没有读到，不能核对期限", shown).about(about)
    if published is None or signed is None:
        return unknown(f"{reply.name}读不出{'发布日期' if signed else '落款日期'}，不能核对期限", shown).about(about)
    if signed > published:
        return unknown(f"{reply.name}落款 {signed} 晚于发布 {published}，两者有一处不对，不能核对期限", shown).about(about)
    due = workdays_after(signed, workdays)
    if published <= due.rolled:
        return met(f"{reply.name}落款 {signed}，{published} 公布", shown).about(about, due=due.rolled, event=signed)
    if not due.surely_before(published):
        return unknown(f"{reply.name}的期限（{due}）落在放假安排尚未公布的年份", shown).about(about, event=signed)
    reason = f"{reply.name}落款 {signed}，{published} 才公布，已是第 {workdays_between(signed, published)} 个工作日，应于 {due} 前公布"
    if not derived:
        return late(reason, shown, due=due.rolled).about(about, event=signed)
    return suspect(
        f"{reason}（推算）",
        shown,
        lean=Status.GAP,
        defect=Defect.OVERDUE,
        question="该答复何时定稿，公布之前是否另有公开审查或曾在别处公布？",
        advice="今后答复定稿后 20 个工作日内公布；补发旧答复的，在页面上注明。",
    ).about(about, due=due.rolled, event=signed)
