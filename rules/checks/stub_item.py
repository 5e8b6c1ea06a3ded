"""空壳信息：正文只有几个字、是测试或占位文字，或只说“见附件”而没有附件。

依据：年度要点“务必保证表述规范、内容准确”；国办发〔2017〕47号页面要求。怎样算空壳是推算的，不据以认定。
判定：本年度读到的信息都有正文、附件、图片或链接，为合规；有正文只有几个字又没有附件、图片、链接的，为待核验，列出标题和全部正文。
无法判定：没有登记本单位的栏目，或没有读到信息而栏目没有看全；页面内嵌文件、播放器、延迟加载的不看。
不涉及：正文没有读出来的；列表直接给文件、外站的；附件打不开的（见 broken_link）。
怎么改：补上正文或附件；测试信息删去。
"""

import re
from dataclasses import replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.stub import KIND_NAMES, Kind, stub_kind
from rules.checks._columns import searched, why_unread
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_MOST: Final = 2_000
_SHOWN: Final = 6
# What a page loads by script, or shows in a frame, stands in no stored body.
_LOADED_LATER = re.compile(rb"<iframe|<frame|<embed|<object|<canvas|data-(?:src|original|url)|pdf\.?js|viewer\.html|<video|<audio", re.IGNORECASE)
_FORMS: Final = frozenset(("letters", "request", "grassroots_zone", "digital_government", "statutory"))


def check(corpus: Corpus, duty: Duty) -> Verdict:
    columns = corpus.own_columns(duty.unit)
    verdict = _judged(corpus, duty) if columns else unknown(f"站点档案没有登记{duty.unit_name}的栏目，请补充登记")
    return replace(verdict.about(f"stub_item:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty) -> Verdict:
    read = [a for a in corpus.articles(duty.unit, (), duty.applies_from, newest=_MOST) if a.state == "read" and not set(a.kinds) & _FORMS]
    stubs = [(article, kind) for article in read if (kind := _stub(corpus, article))]
    if stubs:
        article, kind = stubs[0]
        more = f"等 {len(stubs)} 条" if len(stubs) > 1 else ""
        return suspect(
            f"《{article.title}》{KIND_NAMES[kind]}{more}", *(of_article(a, corpus.text(a).strip()) for a, _ in stubs[:_SHOWN]),
            lean=Status.GAP, defect=Defect.BROKEN, question="打开页面，正文或附件是否确实没有？", advice="补上正文或附件；测试信息删去。",
        )  # fmt: skip
    if read:
        return met(f"看过本年度 {len(read)} 条信息，都有正文、附件、图片或链接", of_article(read[-1]))
    if why := next((why for column in corpus.own_columns(duty.unit) if (why := why_unread(corpus, column))), None):
        return unknown(f"没有读到本年度的信息，但{why}")
    return not_applicable("没有读到本年度的信息")


def _stub(corpus: Corpus, article: Article) -> Kind:
    if article.attachments or article.media or article.body_kind in ("image", "video", "audio", "file"):
        return ""
    kind = stub_kind(corpus.text(article))
    if not kind:
        return ""
    page = corpus.page(article)
    kept = corpus.archive_payload(article.sha256) if article.sha256 else None
    if page is None or page.links or kept is None or _LOADED_LATER.search(kept[0]):
        return ""
    return kind
