"""Documents with what explains them, read whole: shared by the checks of how good an interpretation is.

Bodies and files that were read count alike. What is a picture or a film, or was not read, is told apart: nobody knows
what it says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crawler.archive import Corpus
from rules.checks._interpretation_doubts import widened
from rules.checks._policies import Document, Piece, Wanted, documents, nothing_to_judge
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Duty, Evidence, Verdict, not_applicable, unknown

WHO: Final = "该文件由哪个单位起草？"
_MOST: Final = 12  # pieces of one document that are read whole


@dataclass(frozen=True)
class Read:
    """One piece with all its words; ``hidden`` says why part of what it tells is not known, '' when all is."""

    piece: Piece
    said: Contents

    @property
    def text(self) -> str:
        return self.said.text

    @cached_property
    def hidden(self) -> str:
        article = self.piece.article
        if article.state not in ("read", "file"):
            return f"“{article.title}”的页面没有读到"
        if unread := self.said.unread:
            return f"“{article.title}”的附件《{unread[0].name}》{unread[0].why_unread}"
        held = {"image": "图片", "video": "视频", "audio": "音频"}
        for kind, name in held.items():
            if kind in article.media or article.body_kind == kind:
                return f"“{article.title}”含{name}，内容没有读"
        return "" if self.text.strip() else f"“{article.title}”没有读出文字"


@dataclass(frozen=True)
class Explained:
    """A document and what explains it. ``undrafted``: nothing says who drafted it, so that nobody is asked to answer for it."""

    corpus: Corpus
    document: Document
    undrafted: bool

    @cached_property
    def said(self) -> Contents:
        return contents(self.corpus, self.document.article)

    @cached_property
    def pieces(self) -> tuple[Read, ...]:
        return tuple(Read(piece, contents(self.corpus, piece.article)) for piece in self.document.pieces[:_MOST])

    @property
    def hidden(self) -> str:
        """Why not all that its interpretations tell is known; '' when it is."""
        return next((read.hidden for read in self.pieces if read.hidden), "")

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """The document, and after it its interpretations."""
        return tuple(of_article(a) for a in (self.document.article, *(p.article for p in self.document.pieces[:4])))

    def asks(self, question: str) -> str:
        """``question``, and who drafted the document where nobody knows."""
        return f"{WHO}{question}" if self.undrafted else question


Judge = Callable[[Explained], Verdict]


def each_explained(corpus: Corpus, duty: Duty, wanted: Wanted, judge: Judge) -> list[Verdict]:
    """What ``judge`` says of every document of the duty that has an interpretation, wherever that was published."""
    verdicts = []
    for document in documents(corpus, duty, wanted):
        if document.pieces:
            verdict = judge(Explained(corpus, document, wanted.scope == "undrafted"))
            verdicts.append(verdict.about(document.article.identity, event=document.article.published))
    if verdicts:
        return verdicts
    if why := nothing_to_judge(corpus, duty, wanted):
        return [unknown(f"未见本单位已解读的政策性文件，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有本单位已解读的政策性文件")]


def with_others(explained: Explained, wanted: Wanted) -> Explained:
    """The same with interpretations that stand in columns nobody was asked to look at."""
    wide = widened(explained.corpus, explained.document, wanted)
    return Explained(explained.corpus, wide, explained.undrafted)
