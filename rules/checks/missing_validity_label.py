"""规范性文件未标有效性：规范性文件栏目里的文件，页面上没有写明有效、失效或废止。

依据：国办发〔2017〕47号（修改、废止、失效须在页面标注）；政府信息公开条例第二十条第一项；年度要点所列各行。
判定：栏目中每份文件的页面（或标题）都写明有效性，为合规；有文件没有写明，为有问题，列出前五份。
无法判定：栏目没有看全，或有页面没有读到，而读到的都已标注；栏目中没有规范性文件的，不适用。
不涉及：标注得对不对（见 wrong_validity）；征求意见稿、解读、目录、上级文件。
怎么改：在每份文件页面的信息表中标明“有效”“失效”或“废止”，并随清理结果更新。
"""

from dataclasses import replace

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.checks._normative import Scope, columns_of, documents, validity_mark
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Verdict, gap, met, not_applicable, unknown

version = 1

_EXAMPLES = 5


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("normative",), scope: Scope = "portal") -> Verdict:
    columns = columns_of(corpus, duty.unit, kinds, scope)
    found = documents(corpus, columns, kinds)
    verdict = _judged(corpus, duty, kinds, scope, found)
    if not verdict.evidence:
        verdict = replace(verdict, evidence=tuple(of_column(column) for column in columns[:1]))
    return replace(verdict, object="normative:label", searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], scope: Scope, found: list[Article]) -> Verdict:
    read = [a for a in found if a.state == "read"]
    bare = [a for a in read if not validity_mark(a)]
    unread = [a for a in found if a.state != "read" and not validity_mark(a)]
    why = corpus.unseen("" if scope == "portal" else duty.unit, kinds)
    if bare:
        return gap(
            f"读到的 {len(read)} 份规范性文件中有 {len(bare)} 份页面未见有效性标注：{_named(bare)}",
            *(of_article(a) for a in _examples(bare)),
            defect=Defect.MISSING_ELEMENT,
            advice="在这些文件的页面标明“有效”“失效”或“废止”。",
        )
    if why:
        return unknown(why)
    if unread:
        return unknown(
            f"有 {len(unread)} 份规范性文件的页面没有读到：{_named(unread)}",
            *(of_article(a) for a in _examples(unread)),
        )
    if not found:
        return not_applicable("本期未见触发事项：规范性文件栏目中没有规范性文件")
    return met(f"{len(found)} 份规范性文件的页面都标明了有效性", *(of_article(a) for a in _examples(found)[:1]))


def _examples(articles: list[Article]) -> list[Article]:
    """The newest few."""
    return list(reversed(articles))[:_EXAMPLES]


def _named(articles: list[Article]) -> str:
    shown = "、".join(f"《{a.title}》" for a in _examples(articles))
    return shown + ("等" if len(articles) > _EXAMPLES else "")
