"""个人信息没有隐去：公布的行政处罚决定里看得到自然人完整的身份证号、住址、手机号、银行卡号。

依据：政府信息公开条例第十五条（涉及个人隐私的不得公开）；个人信息保护法第二十八条、第三十四条；各地处罚公示隐去住址、证件号的做法，凭经验掌握。
判定：页面正文中有校验无误的完整身份证号，为有问题；自然人当事人的手机号、住址（到门牌、组、室）、银行卡号，为待核验。
每条信息一个结果，只写种类、处数和前后文字，不转录号码和住址；未见的合并为一个，为合规。
无法判定：栏目没有看全而未见决定；页面没有读到或存证取不出；决定只在附件里的（附件入库时号码已统一隐去，看不出原来有没有）。
不涉及：姓名是否隐去；统一社会信用代码，企业的电话、地址，机关和执法人员的联系电话，罚没款缴款账户，校验不符的号码；没有处罚决定的，不适用。
怎么改：立即撤下该页，隐去证件号、住址、电话后重新发布，并检查附件和历史版本。
"""

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.exposure import NAMES, Exposure, exposures
from crawler.extract.page import read_page
from crawler.page import Page
from rules.checks._columns import searched
from rules.checks._penalties import Docket, Shown, docket
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, suspect, unknown

version = 1

_TOLD: Final = 30
_ADVICE: Final = "立即撤下，隐去证件号、住址、电话后重新发布。"


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("penalty",)) -> list[Verdict]:
    seen = docket(corpus, duty, kinds, duty.applies_from)
    pages = [each for each in seen.shown if each.article.state == "read" and each.article.body_kind != "file"]
    told, unkept, clean = [], 0, []
    for each in pages:
        text = _raw(corpus, each.article)
        if text is None:
            unkept += 1
        elif found := exposures(text, person=_is_person(each)):
            told.append((each.article, found))
        elif text.strip() and each.decisions:
            clean.append(each.article)
    told.sort(key=lambda pair: (not _is_certain(pair[1]), pair[0].identity))
    verdicts = [_one(article, found) for article, found in told[:_TOLD]]
    if not verdicts or clean:
        verdicts.append(_others(corpus, duty, kinds, seen, clean, unkept).about(f"penalty:{duty.year}"))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _raw(corpus: Corpus, article: Article) -> str | None:
    """The body as published: what is stored as text has its numbers masked already. None when the page was not kept."""
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    return read_page(Page(article.url, kept[0], content_type=kept[1])).text if kept else None


def _is_person(shown: Shown) -> bool:
    """Whether the only party is a natural person: of a list nobody can say whose a telephone is."""
    return len(shown.decisions) == 1 and shown.decisions[0].party_is == "person"


def _is_certain(found: tuple[Exposure, ...]) -> bool:
    return any(each.kind == "identity" for each in found)


def _one(article: Article, found: tuple[Exposure, ...]) -> Verdict:
    counts = Counter(each.kind for each in found)
    what = "、".join(f"{NAMES[kind]} {n} 处" for kind, n in sorted(counts.items()))
    told = f"《{article.title}》正文中自然人的{what}没有隐去"
    evidence = _evidence(article, found[0])
    if _is_certain(found):
        verdict = gap(told, evidence, defect=Defect.MISSING_ELEMENT, advice=_ADVICE)
    else:
        verdict = suspect(
            told, evidence, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question="这些内容是否属于自然人当事人，而不是单位或机关的联系方式？", advice=_ADVICE,
        )  # fmt: skip
    return verdict.about(article.identity, event=article.published)


def _evidence(article: Article, first: Exposure) -> Evidence:
    """The item with the words around, never the thing itself."""
    return of_article(article, re.sub(r"\s+", " ", first.passage.quote))


def _others(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], seen: Docket, clean: list[Article], unkept: int
) -> Verdict:
    in_files = sum(bool(each.decisions or each.why) for each in seen.shown) - len(clean) - unkept
    left = f"；另有 {in_files} 条在附件里或没有读到，看不出" if in_files > 0 else ""
    if clean:
        return met(f"{len(clean)} 条处罚信息的页面正文未见未隐去的证件号、住址、电话{left}", of_article(clean[-1]))
    shown = [of_article(each.article) for each in seen.shown[:1]]
    if unkept:
        return unknown(f"{unkept} 条处罚信息的页面存证取不出", *shown)
    if seen.read or seen.unread:
        return unknown("处罚决定都在附件里或没有读到；附件入库时号码已统一隐去，看不出原来有没有", *shown)
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    return not_applicable(f"本期未见触发事项：{duty.applies_from} 以来栏目中没有处罚决定")
