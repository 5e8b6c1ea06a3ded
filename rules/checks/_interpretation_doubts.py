"""What may explain a document and was not understood: other columns, pictures under popular titles, the document's own page.

Nobody is accused past such a thing. Certain finds count as interpretations; the rest are shown to a person.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.interpretation import read_interpretation, speaks_of_explaining
from crawler.urls import identity_key
from rules.checks._policies import EARLIEST, Document, Piece, Wanted, first_day, offices
from rules.evidence import of_article
from rules.model import Duty, Status, Verdict, suspect
from rules.pairing import ALIKE, Candidate, Pair, alike, everywhere, is_reprint, pair, ranked, subject, unread
from rules.texts import has_name, names_in, shares_subject, title_cores

NEAR: Final = timedelta(days=45)  # an unread piece longer after the document hardly explains it
MOVE: Final = "解读材料发在了其他栏目，请同时发布到“政策解读”栏目，并与文件互加链接"
RULES_QUESTION: Final = "该文件是否属于应当解读的政策性文件？"
_EXPLAINS = re.compile(r"解读|图解|读懂|看懂|问答|起草说明|编制说明|答记者问|(?:政策|文件)说明")
_FILM = re.compile(r"\.(?:mp4|m3u8|flv|wmv|avi|mov|mp3|m4a|wav)$|视频|音频|动漫", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:附件?\d?[:：]?|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十][)）])?(?:政策|文件|相关)?(?:解读|解读材料|起草说明)(?:如下)?[:：]?$", re.MULTILINE
)
_NEW_MEDIA = re.compile(r"^https?://(?:mp\.weixin\.qq\.com|weibo\.com|m\.weibo\.cn|v\.douyin\.com|www\.douyin\.com)/.+")
_LIST_PAGE = re.compile(r"(?:/|/index[^/]*|/list[^/]*)$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that may explain a document: the item (None: its own page) and why it is not taken for certain."""

    article: Article | None
    why: str


def widened(corpus: Corpus, document: Document, wanted: Wanted) -> Document:
    """The same document with what explains it in columns nobody was asked to look at."""
    known = {document.article.identity} | {piece.article.identity for piece in document.pieces}
    known |= {candidate.article.identity for candidate in document.doubtful}
    start = first_day(document.article)
    target = subject(corpus, document.article, corpus.text(document.article))
    texts: dict[str, str] = {}
    pairs: list[Pair | None] = []
    for article in everywhere(corpus, start - EARLIEST if start else None):
        outside = set(article.kinds).isdisjoint(wanted.interpretation_kinds)
        if article.identity in known or not outside or is_reprint(corpus.site, article):
            continue
        if not read_interpretation(article.title, "").is_interpretation:
            continue
        texts[article.identity] = corpus.text(article)
        pairs.append(pair(target, Candidate(article, texts[article.identity]), corpus.site.district_names))
    pairing = ranked(pairs)
    found = []
    for firm in pairing.firm:
        text = texts[firm.article.identity]
        found.append(Piece(firm.article, read_interpretation(firm.article.title, text), text, firm.reasons))
    pieces = sorted((*document.pieces, *found), key=lambda p: (p.article.published or date.max, p.article.identity))
    doubtful = (*document.doubtful, *(p for p in pairing.pairs if not p.firm))
    return replace(document, pieces=tuple(pieces), doubtful=doubtful)


def misfiled(document: Document, wanted: Wanted) -> bool:
    """Whether every interpretation stands outside the columns for them."""
    return all(set(p.article.kinds).isdisjoint(wanted.interpretation_kinds) for p in document.pieces)


def doubts(corpus: Corpus, duty: Duty, document: Document, until: date | None = None) -> tuple[Doubt, ...]:
    """What may explain it, surest first; ``until`` leaves out what came later."""
    found = [
        Doubt(p.article, "、".join(p.reasons)) for p in document.doubtful if not until or _not_after(p.article, until)
    ]
    if why := _on_its_page(corpus, document):
        found.append(Doubt(None, why))
    found += [Doubt(a, "内容没有读到") for a in _not_understood(corpus, duty, document) if not until or _not_after(a, until)]
    return tuple(found)


def shown_to_a_person(document: Document, doubt: Doubt, reason: str, lean: Status) -> Verdict:
    """待核验: a document with one thing that may explain it."""
    shown = of_article(document.article)
    if doubt.article is None:
        question = "文件页面上的附件、链接或正文是否包含解读材料？"
        return suspect(f"{reason}{document.name}的页面本身可能载有解读（{doubt.why}）", shown, lean=lean, question=question)
    reason = f"{reason}“{doubt.article.title}”可能是{document.name}的解读（{doubt.why}）"
    return suspect(reason, shown, of_article(doubt.article), lean=lean, question="该信息是否为这份文件的解读材料？")


# ---- inside


def _not_after(article: Article, until: date) -> bool:
    return article.published is None or article.published <= until


def _on_its_page(corpus: Corpus, document: Document) -> str:
    """What on the document's own page may be an interpretation; '' when nothing is."""
    article = document.article
    for attachment in article.attachments:
        if _EXPLAINS.search(attachment.name) or _FILM.search(attachment.name):
            return f"附件“{attachment.name}”"
    if _HEADING.search(corpus.text(article)):
        return "正文中有解读部分"
    columns = {identity_key(column.url) for column in corpus.all_columns}
    page = corpus.page(article)
    for url, anchor in page.links if page else ():
        if _NEW_MEDIA.match(url):
            return "有指向新媒体的链接"
        inner = _EXPLAINS.search(anchor) and not _LIST_PAGE.search(url) and identity_key(url) not in columns
        if inner and corpus.article_at(url) is None:  # one we know is paired by its link
            return f"链接“{anchor[:40]}”"
    if page and page.candidates("related"):
        return "页面由脚本另行载入相关文章清单，没有读取"
    return "含视频或音频" if {"video", "audio"} & set(article.media) else ""


def _not_understood(corpus: Corpus, duty: Duty, document: Document) -> list[Article]:
    """Pieces near the day in columns of interpretations that could not be read, or name no document at all."""
    start, published = first_day(document.article), document.article.published
    if start is None or published is None:
        return []
    places = corpus.site.district_names
    cores = title_cores(document.article.title)
    known = {p.article.identity for p in document.pieces} | {p.article.identity for p in document.doubtful}
    owners = {duty.unit, "", *offices(corpus.site)}
    found = []
    for article in corpus.articles(None, ("interpretation",), start - EARLIEST, published + NEAR):
        if article.identity in known | document.taken or article.unit not in owners or is_reprint(corpus.site, article):
            continue
        names = title_cores(article.title)
        if has_name(article.title) and names and alike(cores, names, places) < ALIKE:
            continue
        own = article.unit == duty.unit or shares_subject(cores, article.title, places)
        if own and not speaks_of_explaining(article.title) and _is_silent(corpus, article):
            found.append(article)
    return found


def _is_silent(corpus: Corpus, article: Article) -> bool:
    """Whether nothing tells which document a piece explains."""
    if unread(article):
        return True
    return read_interpretation(article.title, "").is_interpretation and not names_in(corpus.text(article)) and not has_name(article.title)
