"""照抄原文的解读：解读材料的文字大部分就是文件原文，或者只是文件的精简版。

依据：年度政务公开工作要点“不得简单复制摘抄文件内容或以文件精简版方式呈现”；重合多少算照抄没有规定，所列比例是程序推定，只提请核实。
判定：把解读和文件（含附件）按五个字一段比对，解读中见于文件的不足八成的，为落实；六成以上的注明。八成以上（换了顺序也算），或者各级标题全部
是文件的标题的，请人确认。另有一件不照抄的文字解读的，为落实。
无法判定：文件的附件没有读到；解读只有图片、视频；文字太少，不足以认定。
不涉及：没有解读的文件；图解、视频里的文字；内容够不够（见 thin_interpretation）；解读之间互相重复。
怎么改：用自己的话说明背景、对象、条件、办理方式和新旧变化，不逐条照录。
"""

from typing import Final

from crawler.archive import Corpus
from crawler.extract.periods import sentences
from rules.checks._explained import Explained, Read, each_explained, with_others
from rules.checks._policies import Scope, Wanted
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.shingles import containment, headings, plain, shingles

version = 3

ADVICE: Final = "改写解读，用自己的话说明背景、对象、条件、办理方式和新旧变化"
_COMPARABLE: Final = 60  # characters from which a text shows words of its own; to be called a copy it takes more
_LEAST_HEADINGS: Final = 3
_MOST_OF: Final = 0.6  # share of the document's headings from which equal headings are a short version


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    document_kinds: tuple[str, ...] = ("policy", "normative"),
    interpretation_kinds: tuple[str, ...] = ("interpretation", "policy"),
    issuers: tuple[str, ...] = (),
    own: bool = False,
    scope: Scope = "drafted",
    copied_percent: int = 80,
    noted_percent: int = 60,
    least_words: int = 200,
) -> list[Verdict]:
    wanted = Wanted(document_kinds, interpretation_kinds, issuers, own, scope)
    limits = copied_percent / 100, noted_percent / 100

    def judge(explained: Explained) -> Verdict:
        found = _judge(explained, *limits, least_words)
        if found.status is Status.SUSPECT:  # a piece of its own words may stand in another column
            return _judge(with_others(explained, wanted), *limits, least_words)
        return found

    return each_explained(corpus, duty, wanted, judge)


def _judge(explained: Explained, copied: float, noted: float, least: int) -> Verdict:
    name, shown, document = explained.document.name, explained.shown, explained.said
    if explained.document.article.state not in ("read", "file"):
        return unknown(f"{name}的页面没有读到，不能比对", *shown)
    written = [read for read in explained.pieces if len(plain(read.text)) >= _COMPARABLE]
    if not written:
        return unknown(f"{name}的解读没有可以比对的文字{f'（{explained.hidden}）' if explained.hidden else ''}", *shown)
    whole = shingles(document.text)
    shares = [(containment(shingles(read.text), whole), read) for read in written]
    share, own = min(shares, key=lambda pair: (pair[0], -len(pair[1].text)))
    title = own.piece.article.title
    if share >= copied and len(plain(own.text)) < least:
        return unknown(f"“{title}”的文字不足 {least} 字，虽多见于{name}原文，不足以认定", *shown)
    if share >= copied:
        quoted = of_article(own.piece.article, _verbatim(own, document.text))
        return suspect(
            f"“{title}”有 {share:.0%} 的文字见于{name}原文", shown[0], quoted, lean=Status.GAP, defect=Defect.COPIED,
            question=explained.asks("该解读是否只是复制摘抄文件内容？"), advice=ADVICE,
        )  # fmt: skip
    if document.unread:
        file = document.unread[0]
        return unknown(f"{name}的附件《{file.name}》{file.why_unread}，不能比对", *shown)
    if all(_is_short_version(read, document.text) for read in written):
        return suspect(
            f"“{title}”的标题全部是{name}的标题", shown[0], of_article(own.piece.article), lean=Status.GAP,
            defect=Defect.COPIED, question=explained.asks("该解读是否以文件精简版方式呈现？"), advice=ADVICE,
        )  # fmt: skip
    highest = max(pair[0] for pair in shares)
    note = f"，最高的一件 {highest:.0%}，偏高" if highest >= noted else ""
    return met(f"{name}的文字解读与原文重合 {share:.0%}{note}", *shown)


def _is_short_version(read: Read, document: str) -> bool:
    """Whether a piece has no heading of its own: all of them, and most of the document's, are the document's."""
    ours, theirs = headings(read.text), headings(document)
    shorter = len(plain(read.text)) < len(plain(document))
    return shorter and len(ours) >= _LEAST_HEADINGS and set(ours) <= set(theirs) and len(ours) >= _MOST_OF * len(theirs)


def _verbatim(read: Read, document: str) -> str:
    """The first sentence of some length that stands in the document word for word."""
    words = plain(document)
    return next((s for s in sentences(read.text[:20_000]) if len(plain(s)) >= 12 and plain(s) in words), "")
