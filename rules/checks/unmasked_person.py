"""个人信息没有隐去：公布的行政处罚决定里看得到自然人完整的身份证号、住址、手机号、银行卡号。

依据：政府信息公开条例第十五条（涉及个人隐私的不得公开）；个人信息保护法第二十八条、第三十四条；各地处罚公示隐去住址、证件号的做法，凭经验掌握。
判定：页面正文或附件中有校验无误的完整身份证号，为有问题；正文中自然人当事人的手机号、住址（到门牌、组、室）、银行卡号，为待核验。
每条信息一个结果，只写种类和处数；标题、网址、前后文字只告诉信息公开主管机构，单位凭问题编号向其查询。未见的合并为一个，为合规。
无法判定：栏目没有看全而未见决定；页面、附件没有读到，或页面存证取不出。附件里的住址、电话不查。
不涉及：姓名是否隐去；统一社会信用代码，企业的电话、地址，机关和执法人员的联系电话，罚没款缴款账户，校验不符的号码；没有处罚决定的，不适用。
怎么改：向主管机构问明是哪一条，立即撤下该页，隐去证件号、住址、电话后重新发布，并检查附件和历史版本。
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.exposure import NAMES, Exposure, exposures
from crawler.extract.page import read_page
from crawler.files.store import IDENTITY_NUMBERS
from crawler.page import Page
from rules.checks._columns import searched
from rules.checks._penalties import Docket, Shown, docket
from rules.contents import contents
from rules.evidence import of_article
from rules.leaking import ASK_THE_CENTRE
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, suspect, unknown

version = 4

_TOLD: Final = 30
_COUNT = re.compile(r"(\d{1,6}) 处$")
_ADVICE: Final = "凭本问题的编号向信息公开主管机构问明是哪一条，立即撤下，隐去证件号、住址、电话后重新发布。"


@dataclass(frozen=True, slots=True)
class _Told:
    """An item that shows something of a person: in its body, or whole identity numbers in its files."""

    article: Article
    found: tuple[Exposure, ...]
    in_files: int

    @property
    def is_certain(self) -> bool:
        return bool(self.in_files) or any(each.kind == "identity" for each in self.found)


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("penalty",)) -> list[Verdict]:
    seen = docket(corpus, duty, kinds, duty.applies_from)
    told, unkept, clean = [], 0, []
    for each in seen.shown:
        in_files, read = _files(corpus, each.article)
        text = _raw(corpus, each.article) if each.article.state == "read" else ""
        found = exposures(text, person=_is_person(each)) if text else ()
        if found or in_files:
            told.append(_Told(each.article, found, in_files))
        elif text is None:
            unkept += 1
        elif each.decisions and (text.strip() or read):
            clean.append(each.article)
    told.sort(key=lambda each: (not each.is_certain, each.article.identity))
    verdicts = [_one(each) for each in told[:_TOLD]]
    if not verdicts or clean:
        verdicts.append(_others(corpus, duty, kinds, seen, clean, unkept).about(f"penalty:{duty.year}"))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


def _files(corpus: Corpus, article: Article) -> tuple[int, bool]:
    """How many whole identity numbers the files showed when they were read, and whether any file was read."""
    read = [file for file in contents(corpus, article).files if file.reading is not None and file.is_read]
    told = [where for file in read for name, where in (file.reading.metadata if file.reading else ()) if name == IDENTITY_NUMBERS]
    return sum(int(count[1]) if (count := _COUNT.search(where)) else 1 for where in told), bool(read)


def _raw(corpus: Corpus, article: Article) -> str | None:
    """The body as published: what is stored as text has its numbers masked already. None when the page was not kept."""
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    return read_page(Page(article.url, kept[0], content_type=kept[1])).text if kept else None


def _is_person(shown: Shown) -> bool:
    """Whether the only party is a natural person: of a list nobody can say whose a telephone is."""
    return len(shown.decisions) == 1 and shown.decisions[0].party_is == "person"


def _one(told: _Told) -> Verdict:
    article = told.article
    counts = Counter(each.kind for each in told.found)
    what = "、".join(f"{NAMES[kind]} {n} 处" for kind, n in sorted(counts.items()))
    where = [f"正文中自然人的{what}"] if what else []
    where += [f"附件中的身份证号 {told.in_files} 处"] if told.in_files else []
    reason = f"一条处罚信息{'，'.join(where)}没有隐去；{ASK_THE_CENTRE}"
    evidence = _evidence(article, told.found[0]) if told.found else of_article(article)
    if told.is_certain:
        verdict = gap(reason, evidence, defect=Defect.MISSING_ELEMENT, advice=_ADVICE)
    else:
        verdict = suspect(
            reason, evidence, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question="这些内容是否属于自然人当事人，而不是单位或机关的联系方式？", advice=_ADVICE,
        )  # fmt: skip
    return verdict.about(article.identity, event=article.published)


def _evidence(article: Article, first: Exposure) -> Evidence:
    """The item with the words around, never the thing itself: for the centre, shared reports show neither (``rules.discretion``)."""
    return of_article(article, re.sub(r"\s+", " ", first.passage.quote))


def _others(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], seen: Docket, clean: list[Article], unkept: int
) -> Verdict:
    left = f"；另有 {len(seen.unread)} 条没有读到，看不出" if seen.unread else ""
    if clean:
        return met(f"{len(clean)} 条处罚信息未见没有隐去的证件号、住址、电话{left}", of_article(clean[-1]))
    shown = [of_article(each.article) for each in seen.shown[:1]]
    if unkept:
        return unknown(f"{unkept} 条处罚信息的页面存证取不出", *shown)
    if seen.read or seen.unread:
        return unknown("处罚决定没有读到，看不出个人信息有没有隐去", *shown)
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    return not_applicable(f"本期未见触发事项：{duty.applies_from} 以来栏目中没有处罚决定")
