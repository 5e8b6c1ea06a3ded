"""文件与解读没有互链：从文件的页面走不到解读，或者从解读的页面走不到文件。

依据：年度政务公开工作要点“政策性文件与解读方案、解读材料同步组织、同步审签、同步部署”；互相链接属于通行做法和考核口径，没有条文，只提请核实。
判定：文件的页面有链接到任一件解读，任一件解读的页面有链接到文件，为落实；正文之外的“相关文件”、链到同名文件的另一个页面也算。缺一个方向的，
请人确认。
无法判定：页面没有读到；页面由脚本另行载入相关文章清单，没有读取；页面上另有“解读”“原文”字样的链接，通向没有采集的网页。
不涉及：没有解读的文件（见 missing_interpretation）；每一件解读是否都链到文件。
怎么改：在文件页面的“相关解读”和解读页面的“相关文件”中互加链接。
"""

import re
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.interpretation import read_interpretation
from crawler.urls import identity_key
from rules.checks._explained import Explained, each_explained
from rules.checks._page_links import is_kept, leads_to
from rules.checks._policies import Scope, Wanted
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.pairing import alike
from rules.texts import title_cores

version = 3

ADVICE: Final = "在文件与解读的页面之间互加链接"
_TO_EXPLANATION = re.compile(r"解读|图解|读懂|看懂|问答")
_TO_DOCUMENT = re.compile(r"原文|文件链接|相关文件|印发|《")
_LIST_PAGE = re.compile(r"(?:/|/index[^/]*|/list[^/]*)$")
_OF_MENUS = re.compile(r"^(?:政策|解读|回应|文件|图文|视频|文字|专家|媒体|部门|图解|问答|相关|原文|法规|及|与){1,4}$")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)
    return each_explained(corpus, duty, wanted, _judge)


def _judge(explained: Explained) -> Verdict:
    corpus, document, name = explained.corpus, explained.document.article, explained.document.name
    pieces = [read.piece.article for read in explained.pieces]
    copies = [document, *corpus.by_doc_number(explained.document.number)]
    there = leads_to(corpus, document, pieces) or any(
        _explains(corpus, other, document, pieces) for other in corpus.links_from(document)
    )
    back = any(leads_to(corpus, piece, copies) for piece in pieces) or any(
        _is_document(corpus, other, document) for piece in pieces for other in corpus.links_from(piece)
    )
    if there and back:
        return met(f"{name}与解读互相链接", *explained.shown)
    sides = ([] if there else [document]) + ([] if back else pieces)
    wanted = [_TO_EXPLANATION if article is document else _TO_DOCUMENT for article in sides]
    for article, pattern in zip(sides, wanted, strict=True):
        if why := _unseen(corpus, article, pattern):
            return unknown(f"“{article.title}”{why}，不能确定{name}与解读是否互相链接", *explained.shown)
    lacking = "从文件走不到解读" if back else ("从解读走不到文件" if there else "文件与解读之间没有链接")
    return suspect(
        f"{name}{lacking}", *explained.shown, lean=Status.GAP, defect=Defect.UNLINKED,
        question=explained.asks("文件与解读的页面之间是否另有链接？"), advice=ADVICE,
    )  # fmt: skip


def _explains(corpus: Corpus, other: Article, document: Article, pieces: list[Article]) -> bool:
    """Whether a linked item is one of the interpretations, or another page of the same explanation."""
    if any(other.identity == piece.identity for piece in pieces):
        return True
    return read_interpretation(other.title, "").is_interpretation and _same_name(corpus, other, document)


def _is_document(corpus: Corpus, other: Article, document: Article) -> bool:
    """Whether a linked item is the document, or the same document on another page."""
    if other.identity == document.identity:
        return True
    return not read_interpretation(other.title, "").is_interpretation and _same_name(corpus, other, document)


def _same_name(corpus: Corpus, one: Article, other: Article) -> bool:
    return alike(title_cores(one.title), title_cores(other.title), corpus.site.district_names) == 1.0


def _unseen(corpus: Corpus, article: Article, wanted: re.Pattern[str]) -> str:
    """Why a link on an item's page may exist though none was seen; '' when the page was read whole."""
    if article.state != "read":
        return "的页面没有读到"
    page = corpus.page(article)
    if page is None or not is_kept(corpus, article):
        return "的网页原文没有存下"
    if page.candidates("related"):
        return "的页面由脚本另行载入相关文章清单，没有读取"
    columns = corpus.column_addresses
    for url, anchor in page.links:
        leads = wanted.search(anchor) and not (_LIST_PAGE.search(url) and _OF_MENUS.match(anchor.strip()))
        if leads and identity_key(url) not in columns and corpus.article_at(url) is None:
            return f"的页面上有链接“{anchor[:40]}”，通向没有采集的网页"
    return ""
