"""采纳情况不完整：发布了采纳情况，但没有写明收到多少、采纳多少、为什么没有采纳。

依据：年度政务公开工作要点“发布意见采纳情况”；《重大行政决策程序暂行条例》第十八条、第三十二条。
判定：写明收到和采纳的数量，有未采纳的写明理由；或者写明未收到意见，为落实。缺其中任何一项，为未落实，并指明所缺。
同一事项发布多条的，以写得最完整的一条为准。
无法判定：页面没有读到，或读不出发布日期。具体内容只在附件或图片中的，或正文另有说法而读不懂的，请人打开核对。
不涉及：是否按期发布（见 missing_feedback）；征求意见座谈会等动态报道；听证会的情况。
怎么改：在采纳情况正文中补充“共收到意见×条，采纳×条，未采纳×条及理由”；没有收到意见的，写明“未收到意见”。
"""

from datetime import date

from crawler.archive import Corpus
from crawler.extract.consultation_titles import outside_names
from rules.checks._consultations import Answer, answers, same_matter
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, suspect, unknown

version = 2

ADVICE = "在采纳情况中补充{missing}；没有收到意见的，写明“未收到意见”"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    feedback_kinds: tuple[str, ...] = ("feedback", "consultation"),
    also_kinds: tuple[str, ...] = ("notices",),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*feedback_kinds, *also_kinds)))
    given = [a for a in answers(corpus, duty.unit, looked, duty.applies_from) if a.article.unit == duty.unit]
    given = [a for a in given if not _tells_of_a_hearing(a)]
    verdicts = []
    for matter in same_matter(corpus, given):
        fullest = min(matter, key=_completeness)
        verdicts.append(_judge(fullest).about(fullest.article.identity, event=fullest.article.published))
    if verdicts:
        return verdicts
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位发布的意见采纳情况，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有发布意见采纳情况")]


def _completeness(answer: Answer) -> tuple[int, int, date, str]:
    """Sort key: what says everything first, then what was read, then the earliest."""
    article = answer.article
    return len(answer.reading.missing), article.state != "read", article.published or date.max, article.identity


def _judge(answer: Answer) -> Verdict:
    article, reading = answer.article, answer.reading
    shown = of_article(article, reading.quote)
    name = f"“{article.title}”"
    if article.state != "read":
        return unknown(f"{name}的页面没有读到，不能核对内容", shown)
    if article.published is None:
        return unknown(f"读不出{name}的发布日期，不能确定是否属于本期", shown)
    if reading.none_received:
        return met(f"{name}写明未收到意见", shown)
    if reading.received is not None and reading.adopted is not None and reading.adopted > reading.received:
        reason = f"{name}写明收到 {reading.received} 条、采纳 {reading.adopted} 条，前后不一致"
        return suspect(reason, shown, lean=Status.GAP, question="收到和采纳的数量各是多少？", defect=Defect.MISSING_ELEMENT)
    if not reading.missing:
        reasons = "，并说明了未采纳的理由" if reading.reasons else ""
        return met(f"{name}写明收到 {reading.received} 条、采纳 {reading.adopted} 条{reasons}", shown)
    missing = "、".join(reading.missing)
    advice = ADVICE.format(missing=missing)
    if _holds_it_elsewhere(answer):
        reason = f"{name}的正文未见{missing}，内容可能在附件或图片中"
        question = f"内容在附件中，需打开核对：是否写明{missing}？"
        return suspect(reason, shown, lean=Status.MET, question=question, defect=Defect.MISSING_ELEMENT, advice=advice)
    if reading.unclear:
        question = f"正文的说法是否算写明了{missing}？"
        reason = f"{name}未见{missing}，但正文另有说法"
        return suspect(reason, shown, lean=Status.GAP, question=question, defect=Defect.MISSING_ELEMENT, advice=advice)
    return gap(f"{name}未见{missing}", shown, defect=Defect.MISSING_ELEMENT, advice=advice)


def _holds_it_elsewhere(answer: Answer) -> bool:
    """Whether the missing part may stand in an attachment or a picture that was not read."""
    article = answer.article
    return bool(article.attachments or set(article.media) or answer.reading.refers_to_file) or article.body_kind in ("file", "image", "video")


def _tells_of_a_hearing(answer: Answer) -> bool:
    """The report of a hearing (听证会) answers no call for opinions unless it counts them."""
    reading = answer.reading
    silent = reading.received is None and reading.adopted is None
    return "听证" in outside_names(answer.article.title) and silent
