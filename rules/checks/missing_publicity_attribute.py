"""公文没有标注公开属性：有文号的政策文件、规范性文件，网上看不到“主动公开”一行。

依据：年度要点第（十六）项（公开前“三审”）；拟制公文要明确公开属性（国办发〔2016〕80号，凭经验掌握）。没有法律要求在网页上印出来，所以只问。
判定：本年度本单位有文号的文件，正文、附件或页面信息表（公开方式、公开属性等）都写明公开属性，为合规；有没有写的，为待核验，列出前五份。
无法判定：栏目没有看全而没有见到这类文件；没有写的都有附件没有读到、内容在图片里、页面没有存下，或者页面上有“公开方式”字样而读不准。
不涉及：标注得对不对；写明依申请公开、不予公开而挂在网上的，由主管机构另行告知（见 exposed_private_data）；没有文号的，别的单位、上级的，征求意见稿、解读。
怎么改：拟制公文时确定公开属性，文末写“信息公开选项：主动公开”，转成网页时保留这一行，或在页面信息表中填写。
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.publicity import may_tell_publicity, tells_publicity
from crawler.page import Page
from rules.checks._columns import searched
from rules.checks._normative import is_document
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_MOST: Final = 300  # documents of one unit and year that are looked at, the newest
_SHOWN: Final = 5
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ADVICE: Final = "拟制公文时确定公开属性，文末写“信息公开选项：主动公开”，转成网页时保留这一行，或在页面信息表中填写。"


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("policy", "normative")) -> Verdict:
    verdict = _judged(corpus, duty, kinds)
    return replace(verdict.about(f"publicity:{duty.year}"), searched=searched(corpus.columns(duty.unit, kinds)))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    found = _documents(corpus, duty, kinds)
    if not found:
        if why := corpus.unseen(duty.unit, kinds):
            return unknown(f"本年度没有见到本单位有文号的文件，但{why}")
        return not_applicable("本期未见触发事项：栏目中没有本单位本年度有文号的文件")
    bare = [article for article in found if not _is_marked(corpus, article)]
    doubts = {article.identity: why for article in bare if (why := _why_unsure(corpus, article))}
    lacking = [article for article in bare if article.identity not in doubts]
    unsure = [article for article in bare if article.identity in doubts]
    left = f"；另有 {len(unsure)} 份看不出（《{unsure[0].title}》：{doubts[unsure[0].identity]}）" if unsure else ""
    if lacking:
        return suspect(
            f"本年度 {len(found)} 份有文号的文件中，有 {len(lacking)} 份未见公开属性：{_named(lacking)}{left}",
            *(of_article(article) for article in _newest(lacking)), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
            question="这些公文拟制时是否确定了公开属性，写在哪里？", advice=_ADVICE,
        )  # fmt: skip
    if unsure:
        return unknown(f"本年度 {len(found)} 份有文号的文件未见有不标公开属性的{left}", *(of_article(a) for a in _newest(unsure)))
    return met(f"本年度 {len(found)} 份有文号的文件都写明公开属性", of_article(found[-1]))


def _documents(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """The unit's own documents of the year that bear a number."""
    listed = corpus.articles(duty.unit, kinds, duty.applies_from, newest=_MOST)
    places = corpus.site.district_names
    return [a for a in listed if a.unit == duty.unit and a.doc_number and a.state in ("read", "file") and is_document(a.title, places)]


def _is_marked(corpus: Corpus, article: Article) -> bool:
    page = corpus.page(article)
    if page is not None and any(candidate.value.strip() for candidate in page.candidates("disclosure")):
        return True
    return tells_publicity(contents(corpus, article).text) or tells_publicity(article.title)


def _why_unsure(corpus: Corpus, article: Article) -> str:
    """Why the line may stand where nobody read it; '' when all of the document was read."""
    said = contents(corpus, article)
    if said.unread:
        return f"附件《{said.unread[0].name}》{said.unread[0].why_unread}"
    if any(file.reading is not None and file.reading.truncated for file in said.files):
        return "附件没有读全"
    if article.media or article.body_kind in ("image", "video"):
        return "内容在图片里"
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    if kept is None:
        return "页面存证取不出"
    if article.state == "read" and may_tell_publicity(_TAG.sub(" ", Page(article.url, kept[0], content_type=kept[1]).text)):
        return "页面上有公开属性一类字样，读不准"
    return ""


def _newest(articles: Sequence[Article]) -> list[Article]:
    return list(reversed(articles))[:_SHOWN]


def _named(articles: Sequence[Article]) -> str:
    return "、".join(f"《{article.title}》" for article in _newest(articles)) + ("等" if len(articles) > _SHOWN else "")
