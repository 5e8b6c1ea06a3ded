"""审计整改结果不全：公布的整改结果比公告的问题少，或没有写明金额、时限、责任人。

依据：年度政务公开工作要点“全面公开整改结果”；国办发〔2014〕48号（凭经验）；逐项比对和要素清单是我们的推算。
判定：整改结果列出的问题不少于审计公告披露的，公告写了金额的整改也写了金额，没有改完的写明时限和责任人，为合规。少了的，为待核验，只问一句。
问题的数目按正文写明的个数，没有写的按编号数，只能作参考，因此从不认定为有问题。
无法判定：页面没有读到，内容在附件或图片里；正文只说重视、没有一句整改结果的，请人确认。
不涉及：没有公布整改结果的单位（见 missing_rectification）；整改是否属实；找不到对应公告的，只看有没有结果。
怎么改：逐项对应公告的问题，写明措施、结果、金额；没有改完的，写明完成时限和责任人。
"""

from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.audit import (
    Rectification,
    disclosed_problems,
    has_amounts,
    read_audit_title,
    read_rectification,
)
from rules.checks._audits import Audit, announcements, unit_answers
from rules.checks._candidate import Fit
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

ADVICE = "逐项对应公告的问题，写明措施、结果、金额；没有改完的，写明完成时限和责任人。"


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("audit",),
    also_kinds: tuple[str, ...] = ("notices",),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*kinds, *also_kinds)))
    audits = announcements(corpus, duty, kinds)
    verdicts = []
    for article in corpus.articles(duty.unit, looked):
        if article.published is None or article.published < duty.applies_from or not _is_result(article):
            continue
        audit = next((a for a in reversed(audits) if _answers(corpus, duty, kinds, a, article)), None)
        verdicts.append(_one(corpus, article, audit).about(article.identity, event=article.published))
    if verdicts:
        return verdicts
    if corpus.columns(duty.unit, looked) and (why := corpus.unseen(duty.unit, looked)):
        return [unknown(f"未见本单位的审计整改结果，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有本单位公布的审计整改结果")]


def _is_result(article: Article) -> bool:
    title = read_audit_title(article.title)
    return title is not None and title.role == "rectification" and "审计" in article.title and not title.of_whole


def _answers(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], audit: Audit, article: Article) -> bool:
    if (audit.article.published or date.max) > (article.published or date.min):
        return False
    return any(c.article.identity == article.identity and c.fit is Fit.MET for c in unit_answers(corpus, duty, kinds, audit))


def _one(corpus: Corpus, article: Article, audit: Audit | None) -> Verdict:
    shown = [of_article(article), *([of_article(audit.article)] if audit else [])]
    name = f"《{article.title}》"
    if article.state != "read":
        return unknown(f"{name}的页面没有读到，不能核对内容", *shown)
    reading = read_rectification(corpus.text(article))
    in_file = bool(article.attachments or article.media) or article.body_kind in ("file", "image", "video", "empty")
    missing = _missing(reading, audit)
    if (missing or not reading.told) and in_file:
        return unknown(f"{name}的内容可能在附件或图片中，没有读，不能核对", *shown)
    if not reading.told:
        missing = ["整改的结果"]
    if not missing:
        return met(f"{name}{_told(reading, audit)}", *shown)
    return suspect(
        f"{name}未见{'、'.join(missing)}",
        *shown,
        lean=Status.GAP,
        defect=Defect.MISSING_ELEMENT,
        question="整改结果是否已逐项公布，所缺内容写在哪里？",
        advice=ADVICE,
    )


def _missing(reading: Rectification, audit: Audit | None) -> list[str]:
    """What a reader of both pages misses. Without the announcement only the rectification's own words can be judged."""
    missing = []
    if audit:
        asked, answered = disclosed_problems(audit.text), reading.problems
        if answered.count and asked.count > answered.count and not reading.all_done:
            missing.append(f"全部问题的整改情况（公告 {asked.count} 个，整改 {answered.count} 个）")
        if has_amounts(audit.text) and not reading.amounts:
            missing.append("整改金额")
    if reading.undone and not reading.terms:
        missing.append("未改完问题的完成时限")
    if reading.undone and not reading.persons:
        missing.append("未改完问题的责任人")
    return missing


def _told(reading: Rectification, audit: Audit | None) -> str:
    if not audit:
        return "写明了整改结果；未见对应的审计公告，没有逐项比对"
    count = disclosed_problems(audit.text).count
    return f"写明了整改结果，未见少于公告的问题（公告 {count} 个）" if count else "写明了整改结果；公告没有逐项编号，没有比对个数"
