"""What may explain a document and was not understood: other columns, pictures under popular titles, the document's own page.

Nobody is accused past such a thing. Certain finds count as interpretations; the rest are shown to a person.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation_titles import outside_names, title_says
from crawler.extract.interpretation import forms_named, read_interpretation, speaks_of_explaining
from crawler.urls import identity_key
from rules.checks._columns import searched
from rules.checks._policies import EARLIEST, Document, Piece, Wanted, first_day, named_in_title, offices
from rules.evidence import of_article
from rules.model import Duty, Searched, Status, Verdict, suspect
from rules.pairing import ALIKE, Candidate, Pair, Subject, alike, everywhere, is_reprint, pair, ranked, subject, unread
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
# What may be a form of explaining though it does not say so: a talk, a broadcast, a booklet.
_LIKE_A_FORM = re.compile(
    r"FAQ|Q[&＆]A|[一二三四五六七八九十百几\d]问|答|访谈|做客|直播|专访|采访|实录|[访谈说讲]|新规|来了|动漫|漫画|视频|海报|手册|口袋书|明白[纸卡]|折页|案例|场景|微课|课堂|播报|电台|电视|热线|问政|(?:起草|编制|政策|文件)说明",
    re.IGNORECASE,
)
# The page says where the explanation stands: 政策解读见市政府网站, 扫码看解读.
_TOLD_WHERE = re.compile(
    r"(?:解读|图解|问答)(?:材料|全文|视频|内容|文件|链接)?[^。；;，,\n]{0,6}(?:[详请可另]*(?<!意)见|参见|查看|查阅|登[录陆]|刊登|刊载|发布[于在]|附后|链接|扫码|扫描|点击)"
    r"|(?:详见|另见|请见|参见|扫码|扫描|点击|登[录陆])[^。；;\n]{0,24}(?:解读|图解|问答)"
)
_GENERIC = re.compile(
    r"[\W\d_]|[一二三四五六七八九十百几第期辑篇之]|政策|文件|最新|重要|部门|负责人|专家|媒体|相关|材料|解读|图解|一图|读懂|看懂|图|问|答|疑|简明|在线|访谈|实录|新闻|发布会|通气会|吹风会|视频|动漫|音频|直播|回放|全文|FAQ|[你我您快几的]",
    re.IGNORECASE,
)
_A_DOCUMENT = re.compile(r"办法|细则|方案|规定|措施|意见|规划|规则|条例|标准|预案|制度|规程|通知|计划|决定")
_UNSURE: Final = 0.7
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
    for article, sure in _telling(corpus, start - EARLIEST if start else None):
        outside = set(article.kinds).isdisjoint(wanted.interpretation_kinds)
        if article.identity in known or not outside or is_reprint(corpus.site, article):
            continue
        if not sure and not _may_tell(target, article, document, corpus.site.district_names):
            continue
        texts[article.identity] = corpus.text(article)
        found = pair(target, Candidate(article, texts[article.identity]), corpus.site.district_names)
        if found is None or not found.firm:
            found = named_in_title(target, article, corpus.site.district_names) or found
        if found and found.firm and not sure:
            found = replace(found, confidence=_UNSURE)
        if found is None and not sure and _on_the_subject(target, article, texts[article.identity], corpus.site.district_names):
            found = Pair(article, _UNSURE, ("时间相近，内容相关，没有写明文件名",))
        pairs.append(found)
    pairing = ranked(pairs)
    more = []
    for firm in pairing.firm:
        text = texts[firm.article.identity]
        more.append(Piece(firm.article, read_interpretation(firm.article.title, text), text, firm.reasons))
    pieces = sorted((*document.pieces, *more), key=lambda p: (p.article.published or date.max, p.article.identity))
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


def leads_elsewhere(corpus: Corpus, article: Article) -> bool:
    """Whether its page links to an item of a new medium, where more may stand."""
    page = corpus.page(article)
    return any(_NEW_MEDIA.match(url) for url, _ in (page.links if page else ()))


def looked_through(corpus: Corpus, duty: Duty, wanted: Wanted, verdict: Verdict) -> tuple[Searched, ...]:
    """Where a verdict looked: the unit's columns, the government office's and the portal's.

    Every item of every unit is read to find a co-drafter's explanation, but another unit's columns bear on a verdict only
    where something is called absent, and of them only those for interpretations (see ``unseen``).
    """
    kinds = {*wanted.document_kinds, *wanted.interpretation_kinds}
    owners = {"", duty.unit, *offices(corpus.site)}
    absent = verdict.status in (Status.GAP, Status.LATE, Status.UNKNOWN)
    return searched(
        column
        for column in corpus.all_columns
        if (column.unit in owners and column.kind in kinds) or (absent and column.kind == "interpretation")
    )


def page_links(corpus: Corpus, article: Article) -> list[tuple[str, str]]:
    """The links of an item's page to what is neither a list nor an item we know: (address, words)."""
    columns = corpus.column_addresses
    page = corpus.page(article)
    return [
        (url, words)
        for url, words in (page.links if page else ())
        if not _LIST_PAGE.search(url) and identity_key(url) not in columns and corpus.article_at(url) is None
    ]


# ---- inside


def _telling(corpus: Corpus, since: date | None) -> list[tuple[Article, bool]]:
    """What may explain something by its title, in any column, since a day or without one; and whether it says so outright."""
    first = date(since.year, 1, 1) if since else None
    found = corpus.once(
        ("telling", first),
        lambda: [(a, _says_so(a.title)) for a in everywhere(corpus, first, lambda title: _says_so(title) or _in_some_form(title))],
    )
    return [(a, sure) for a, sure in found if since is None or a.published is None or a.published >= since]


def _says_so(title: str) -> bool:
    return read_interpretation(title, "").is_interpretation


def _in_some_form(title: str) -> bool:
    """Whether a title speaks of a form in which things are explained, and not of explaining as work."""
    outside = outside_names(title)
    if title_says(title) not in ("", "about") or speaks_of_explaining(title):
        return False
    return bool(forms_named(outside) or _LIKE_A_FORM.search(outside))


def _may_tell(target: Subject, article: Article, document: Document, places: tuple[str, ...]) -> bool:
    """Whether an item elsewhere, called neither 解读 nor anything like it, may explain: soon after, in some form, on the subject."""
    published, day = document.article.published, article.published
    if published is None or day is None or day > published + NEAR or article.doc_number:
        return False
    if not _in_some_form(article.title):
        return False
    return shares_subject(target.cores, article.title, places) or bool(forms_named(outside_names(article.title)))


def _on_the_subject(target: Subject, article: Article, text: str, places: tuple[str, ...]) -> bool:
    """Whether an item that names no document at all speaks of the subject, soon after the document."""
    start, day = first_day(target.article), article.published
    near = start is not None and day is not None and day >= start
    return near and not has_name(article.title) and not names_in(text) and shares_subject(target.cores, article.title, places)


def _not_after(article: Article, until: date) -> bool:
    return article.published is None or article.published <= until


def _on_its_page(corpus: Corpus, document: Document) -> str:
    """What on the document's own page may be an interpretation; '' when nothing is."""
    article = document.article
    for attachment in article.attachments:
        if _EXPLAINS.search(attachment.name) or _FILM.search(attachment.name):
            return f"附件“{attachment.name}”"
    text = corpus.text(article)
    if _HEADING.search(text):
        return "正文中有解读部分"
    if told := _TOLD_WHERE.search(text):
        return f"正文写有“{told.group()}”"
    columns = corpus.column_addresses
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
        told = Candidate(article, "").titled
        if told and document.number and not told.endswith(document.number):
            continue
        own = article.unit == duty.unit or not _subject_of(article.title) or shares_subject(cores, article.title, places)
        lost = article.state != "read"
        own = own or (lost and not has_name(article.title) and not _A_DOCUMENT.search(article.title))
        if own and not speaks_of_explaining(article.title) and _is_silent(corpus, article):
            found.append(article)
    return found


def _is_silent(corpus: Corpus, article: Article) -> bool:
    """Whether nothing tells which document a piece explains."""
    if unread(article):
        return True
    return not names_in(corpus.text(article)) and not has_name(article.title) and not article.doc_number


def _subject_of(title: str) -> str:
    """What is left of a title without the words of explaining: nothing of 政策解读, 八问八答 or 在线访谈（第3期）."""
    return _GENERIC.sub("", outside_names(title))
