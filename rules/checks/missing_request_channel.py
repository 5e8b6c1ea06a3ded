"""缺申请渠道：公开指南和依申请公开栏目没有写明线上或线下的申请渠道，或没有申请表。

依据：政府信息公开条例第二十九条（书面形式包括信件、数据电文；申请应写明的内容）；年度要点“拓展线上线下政府信息公开申请接收渠道”。
判定：写明当面或邮寄、网上或电子邮件两类渠道，为合规；指南和依申请公开栏目都读到了而未见线下渠道的，为有问题；未见线上渠道的，
档案登记了依申请公开栏目并且读全的，为有问题，没有登记的，为待核验（网站可能另有统一入口）。申请表可以下载或附有的，为合规；未见的，为待核验。
渠道和申请表各判一次。
无法判定：指南没有读到，内容在没有读到的附件、图片里，或档案登记的依申请公开栏目没有看全。
不涉及：申请入口提交后好不好用；答复是否逾期。
怎么改：在指南中写明当面、邮寄、网上申请的地址和入口，附申请表。
"""

import re
from dataclasses import dataclass, replace

from crawler.archive import Article, Corpus
from crawler.extract.guide import Guide, read_guide
from rules.checks._columns import ANSWERED, searched
from rules.checks._guides import guides, newest, nothing_to_say
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, suspect, unknown

version = 3

_FORM = re.compile(r"申请表|申请书")
_ENTRY = re.compile(r"网上申请|在线申请|我要申请|申请入口|依申请公开|申请平台|申请系统")
_MOST = 60  # items of the columns for requests that are read


@dataclass(frozen=True, slots=True)
class _Said:
    """Everything the unit's guide and the columns for requests say together."""

    guide: Guide
    names: tuple[str, ...]  # of files and links
    unread: str
    column_read: bool  # a column for requests is known and was read to its end
    column_unseen: str = ""  # why one that is known was not; '' otherwise

    @property
    def online(self) -> bool:
        return self.guide.online or any(_ENTRY.search(name) for name in self.names)

    @property
    def offline(self) -> bool:
        return self.guide.in_person or self.guide.by_post

    @property
    def has_form(self) -> bool:
        return any(_FORM.search(name) for name in self.names)


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("guide",), also_kinds: tuple[str, ...] = ("request",)
) -> list[Verdict]:
    columns = corpus.columns(duty.unit, (*kinds, *also_kinds))
    found = guides(corpus, duty, kinds)
    if none := nothing_to_say(corpus, duty, kinds, found):
        return [replace(none.about("request:channels"), searched=searched(columns))]
    told = newest(found)
    pages = [told.article, *corpus.articles(duty.unit, also_kinds, or_unattributed=True, newest=_MOST)]
    said = _said(corpus, duty, pages, told.unread, also_kinds)
    verdicts = (
        _channels(said, told.article).about("request:channels"),
        _form(said, told.article).about("request:form"),
    )
    return [replace(verdict, searched=searched(columns)) for verdict in verdicts]


def _said(corpus: Corpus, duty: Duty, pages: list[Article], unread: str, also_kinds: tuple[str, ...]) -> _Said:
    words, names = [], []
    for article in pages:
        whole = contents(corpus, article)
        words.append(f"{article.title}\n{whole.text}")
        names += [article.title, *(file.name for file in whole.files), *(link.name for link in article.attachments)]
        page = corpus.page(article)
        names += [text for _, text in page.links] if page else []
        if article.state not in ("read", "file"):
            unread = unread or f"《{article.title}》没有读到"
    columns = corpus.columns(duty.unit, also_kinds)
    if any(column.visit_outcome in ANSWERED for column in columns):
        names += [column.name for column in columns if column.visit_outcome in ANSWERED]
    unseen = (corpus.unseen(duty.unit, also_kinds) or "") if columns else ""
    return _Said(read_guide("\n".join(words)), tuple(names), unread, bool(columns) and not unseen, unseen)


def _channels(said: _Said, article: Article) -> Verdict:
    shown = of_article(article)
    missing = [name for name, there in (("线下（当面、邮寄）", said.offline), ("线上（网上、电子邮件）", said.online)) if not there]
    if not missing:
        return met(f"《{article.title}》等写明了线下和线上的申请渠道", shown)
    told = "、".join(missing)
    if said.unread:
        return unknown(f"未见{told}申请渠道，但{said.unread}，不能确定", shown)
    advice = f"在指南中写明{told}申请渠道的地址或入口。"
    if said.column_unseen:
        return unknown(f"《{article.title}》未见{told}申请渠道，但不能确定：{said.column_unseen}", shown)
    if said.offline and not said.column_read:
        return suspect(
            f"《{article.title}》未见{told}申请渠道，档案没有登记依申请公开栏目，网站可能另有统一入口", shown, lean=Status.GAP,
            defect=Defect.MISSING_ELEMENT, question="网上申请的入口在哪里？", advice=advice,
        )  # fmt: skip
    return gap(f"《{article.title}》和依申请公开栏目未见{told}申请渠道", shown, defect=Defect.MISSING_ELEMENT, advice=advice)


def _form(said: _Said, article: Article) -> Verdict:
    shown = of_article(article)
    if said.has_form:
        return met("申请表可以下载", shown)
    if said.unread:
        return unknown(f"未见可以下载的申请表，但{said.unread}，不能确定", shown)
    if said.column_unseen:
        return unknown(f"未见可以下载的申请表，但不能确定：{said.column_unseen}", shown)
    told = "提到申请表，但未见可以下载的申请表" if said.guide.form else "未见申请表"
    return suspect(
        f"《{article.title}》{told}", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="申请表从哪里下载或领取？", advice="在指南或依申请公开栏目附申请表。",
    )  # fmt: skip
